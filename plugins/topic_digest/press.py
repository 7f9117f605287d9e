"""The theme's templates, ready to print: one environment a language, and the links of the page at hand.

It knows Jinja and the frame that every page shares; what a page shows comes from ``contexts``. Autoescape is on and
stays on.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
)

from topic_digest import drawing
from topic_digest import language as languages
from topic_digest.adapter import Stock
from topic_digest.engine import Compiled, Engine
from topic_digest.language import Language
from topic_digest.links import Links
from topic_digest.settings import Options
from topic_digest.styles import Styles, read_sheets
from usalama.catalogue.wording import FIRST
from usalama.exports import ledgerdata, opendata
from usalama.planning.plan import Wanted
from usalama.words.tongues import spoken

SIZE = "@kilobytes:7f3a9c@"  # stands for a page's own size until the page is done
_COMPILED = "13"  # changes whenever the environment is made in another way: compiled templates depend on it
if TYPE_CHECKING:
    from usalama.catalogue.actors import Actors
    from usalama.digest.digests import Report
    from usalama.digest.telling import Doubts, Told
    from usalama.words.weeks import Week

_SECTIONS = ("topics", "counties", "stories", "sources", "archive", "search", "about")


class SiteView(NamedTuple):
    """The site as templates see it."""

    name: str
    url: str
    sample: bool
    contact: str  # where somebody can be written to; "" for nowhere
    licence: str
    licence_name: str
    languages: tuple[str, ...]
    country: str  # ISO 3166-1, two small letters, or none


class Page(NamedTuple):
    """The page at hand."""

    path: str
    kind: str
    language: str
    canonical: str
    alternates: tuple[tuple[str, str], ...]
    section: str


class Name(NamedTuple):
    """What templates call a topic, a county or an outlet."""

    slug: str
    title: str
    called: str = ""  # with its kind: "Baringo County"
    description: str = ""
    number: int = 0  # of a county; 0 where theirs are not 1, 2, 3 … to the last, so that none is one of so many
    code: str = ""
    neighbours: tuple[str, ...] = ()  # slugs of the counties that a county borders on
    homepage: str = ""
    owner: str = ""
    voice: str = ""  # the family that its site counts for where it has no owner: an owner, or an outlet's slug
    kind: str = ""
    country: str = ""
    languages: tuple[str, ...] = ()


class Names(dict[str, Name]):
    """Names by slug; one that the catalogue does not know is called by its slug."""

    def __missing__(self, slug: str) -> Name:
        return Name(slug, title := slug.replace("-", " ").capitalize(), title)


class Press:
    """Turns a template and a context into the text of a page."""

    def __init__(self, options: Options, stock: Stock) -> None:
        self.options, self.stock = options, stock
        self.site = SiteView(
            name=stock.site.name,
            url=stock.site.url,
            sample=options.sample,
            contact=stock.site.reachable,
            licence=options.licence,
            licence_name=opendata.licence_name(options.licence),
            languages=stock.languages,
            country=stock.wording.country,
        )
        kept = options.root / ".cache" / "languages"
        self.languages: dict[str, Language] = {
            code: languages.load(options.words_of(code), code, stock.wording.of(code), len(stock.counties), kept)
            for code in stock.languages
        }
        several = stock.languages if len(stock.languages) > 1 else ()  # one language links to no other
        self._language_names = {code: languages.own_name(code, kept) for code in several}
        self._styles = Styles(read_sheets(options.theme / "static" / "css"))
        self._links = Links(self.site.url, names=options.file_links)
        cached = options.root / ".cache" / "templates"
        cached.mkdir(parents=True, exist_ok=True)
        self._compiled = Compiled(str(cached), f"{_COMPILED}-%s.cache")
        self._environments = {code: self._environment(found) for code, found in self.languages.items()}

    def get_ready(self) -> None:
        """Load what a whole site is printed by: all templates, the readers of texts, what draws."""
        from topic_digest import card, dataforms  # noqa: F401, PLC0415
        from usalama.digest import telling  # noqa: F401, PLC0415

        for environment in self._environments.values():
            for name in environment.list_templates(filter_func=lambda name: not name.startswith(".")):
                with suppress(TemplateError, UnicodeDecodeError):  # whoever prints by it says what is wrong
                    environment.get_template(name)

    def blanks(self, language: str) -> dict[str, str]:
        """Return what hand-written pages in ``language`` leave room for, each by its name."""
        brand = self.languages[language].brand(self.site.name)
        licence = {"licence": self.site.licence, "licence_name": self.site.licence_name}
        return {"site": self.site.url, "name": brand, **licence}

    def names(self, kind: str, language: str) -> Names:
        """Return the topics, counties or outlets as ``language`` calls them."""
        found: Names = self._environments[language].globals[kind]  # type: ignore[assignment]
        return found

    def sized(self, template: str, page: Wanted, context: Mapping[str, Any]) -> tuple[str, int]:
        """Return the text of a page that says its own weight after gzip, and what it weighs but for some bytes."""
        text = self.render(template, page, {"kilobytes": SIZE, **context})
        # Three digits stand in for the number while it is weighed; the sum is rounded up anyway.
        weight = len(zlib.compress(text.replace(SIZE, "00").encode("utf-8", "replace"), 6)) + 18
        return text.replace(SIZE, str(-(-weight // 1000))), weight

    def render(self, template: str, page: Wanted, context: Mapping[str, Any]) -> str:
        """Return the text of a page."""
        self._links.turn_to(page_path(page), page.language, anywhere=page.kind == "404")
        found = self._environments[page.language].get_template(template)
        shown = self._page(page, context.get("leads_to", ""))
        return found.render({"strip": (), "kilobytes": "", **context, "page": shown})

    def _page(self, page: Wanted, leads_to: str) -> Page:
        links, path = self._links, self._links.path
        folder, slash, _ = path.partition("/")
        # The week that the home page shows has its own address; the home page is canonical to itself.
        return Page(
            path=path,
            kind=page.kind,
            language=page.language,
            canonical=links.absolute((leads_to or path).partition("#")[0]),
            alternates=tuple((code, links.address(code)) for code in self.stock.languages),
            section=folder if slash and folder in _SECTIONS else "",
        )

    def _loader(self) -> BaseLoader:
        """Find templates as Pelican does, but in the theme and what is put before it alone, never in its simple one."""
        theme = FileSystemLoader(self.options.theme / "templates")
        own = [FileSystemLoader(folder) for folder in self.options.overrides]
        return ChoiceLoader([*own, theme, PrefixLoader({"!theme": theme})]) if own else theme

    def _environment(self, language: Language) -> Environment:
        code = language.code
        made = Engine(
            language,
            loader=self._loader(),
            undefined=StrictUndefined,
            optimized=False,  # it would try at each expression whether it is a constant; ours never are
            auto_reload=False,
            bytecode_cache=self._compiled,
            trim_blocks=True,  # as Pelican has it
            lstrip_blocks=True,
        )
        # What machines are told stands in each page's head: letters as they are, and no space that only a person wants.
        made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
        made.tests |= self.options.tests
        made.globals |= {
            **self.options.globals,
            "site": self.site,
            "brand": language.brand(self.site.name),
            "frame_language": code,
            "topics": self._topics(code),
            "counties": self._counties(code),
            "desk": self.stock.wording.of(code),
            "outlines": self.stock.outlines,
            "outlets": self._outlets(),
            "language_names": self._language_names,
            "texts": tuple(sorted({slug for slug, _ in self.stock.texts})),
            "styles": self._styles,
            "to": self._links.to,
            "file": self._links.file,
            "other": self._links.other,
            "absolute": self._links.absolute,
            "absolute_file": self._links.absolute_file,
            "told": self.told,
            "doubts": self.doubts,
            "late": self.late,
        }
        made.filters |= {**self.options.filters, **language.filters(self.stock.site.zone), **drawing.filters()}
        made.filters["spoken"] = lambda text: spoken(text).language or FIRST  # of what the desk wrote
        return made

    def told(self, reports: Iterable[Report]) -> Told:
        """Return what a story's reports say. Several files ask it, and one week is printed until it fits."""
        return _told_of(tuple(reports), self.stock.book.actors)

    def doubts(self, reports: Iterable[Report]) -> Doubts:
        """Return what the headline of a story does not tell."""
        return _doubts_of(tuple(reports), self.stock.book.actors)

    @cached_property
    def _late(self) -> dict[Week, int]:
        return ledgerdata.late(self.stock.ledger, self.stock.site.zone)

    def late(self, week: Week) -> int:
        """Return how many reports of earlier weeks the desk corrected or removed in one."""
        return self._late.get(week, 0)

    def _topics(self, code: str) -> Names:
        return Names(
            (one.slug, Name(one.slug, one.title[code], description=one.description[code])) for one in self.stock.topics
        )

    def _counties(self, code: str) -> Names:
        words, areas = self.stock.wording.of(code), self.stock.counties
        is_counted = [one["number"] for one in areas.values()] == [*range(1, len(areas) + 1)]
        return Names(
            (
                slug,
                Name(
                    slug,
                    one["name"],
                    words.called(one["name"]),
                    number=one["number"] if is_counted else 0,
                    code=one["code"],
                    neighbours=tuple(each for each in one["neighbours"] if each in areas),
                ),
            )
            for slug, one in areas.items()
        )

    def _outlets(self) -> Names:
        found = sorted(self.stock.catalog.outlets, key=lambda outlet: (outlet.name.casefold(), outlet.slug))
        return Names(
            (
                outlet.slug,
                Name(
                    slug=outlet.slug,
                    title=outlet.name,
                    homepage=outlet.homepage,
                    owner=outlet.owner,
                    voice=outlet.voice,
                    kind=str(outlet.kind),
                    country=outlet.country,
                    languages=outlet.languages,
                ),
            )
            for outlet in found
        )


@lru_cache(maxsize=512)
def _told_of(reports: tuple[Report, ...], actors: Actors) -> Told:
    from usalama.digest.telling import told  # noqa: PLC0415  with the readers of texts: only where such a page is printed

    return told(reports, actors)


@lru_cache(maxsize=4096)  # as many stories as the feeds of both languages hold
def _doubts_of(reports: tuple[Report, ...], actors: Actors) -> Doubts:
    from usalama.digest.telling import doubts  # noqa: PLC0415  as above

    return doubts(reports, actors)


def page_path(page: Wanted) -> str:
    """Return a page's path within its language tree: ``topics/banditry/`` for its ``index.html``."""
    path = page.name.removesuffix("index.html")
    return path if page.language == FIRST else path.removeprefix(f"{page.language}/")
