"""Every file that is no HTML page: feeds, text, data, site maps, and what is copied as it is.

One function a kind, each returning the file's text or bytes; which files there are says ``usalama.planning.pagelist``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from topic_digest import adapter
from topic_digest.contexts import Contexts
from topic_digest.order import Job
from topic_digest.press import Name, Names
from topic_digest.styles import lean
from topic_digest.tables import stories, table
from usalama.digest import tellers
from usalama.digest.digests import StoryView
from usalama.digest.forwarding import Forward
from usalama.digest.summaries import SHELVES
from usalama.exports import citations, jsonfeed, ledgerdata, plaintext
from usalama.exports.plaintext import Words
from usalama.ledger import effects
from usalama.ledger.ledger import Edit
from usalama.planning import shelving
from usalama.planning.archivelist import part_path, parts_of
from usalama.planning.pagelist import KINDS, SHARED
from usalama.planning.plan import Wanted, within
from usalama.words.weeks import Week, parse_week

if TYPE_CHECKING:
    from topic_digest.dataforms import DataForms

SITE_FEED = 40  # stories in the site's feed; ``SHELF_FEED`` in one of a topic or county
SHELF_FEED = 20
ENTRIES = 2000  # entries of feeds that are remembered, as they were read and as they were printed
EXPIRES = 11  # months that security.txt holds; it is renewed in each


class Forms:
    """Makes the files of one build that are no HTML."""

    def __init__(self, contexts: Contexts, place: Callable[[str], Path], job: Job) -> None:
        self.contexts, self.place, self.job = contexts, place, job
        self.survey, self.stock, self.press = contexts.survey, contexts.stock, (press := contexts.press)
        self._entries: dict[object, str] = {}
        self._views: dict[tuple[str, str], StoryView] = {}
        self._makers: Mapping[str, Callable[[Wanted], str | bytes | Iterable[bytes]]] = {
            "plain": partial(self._text, plaintext.issue),
            "whatsapp": partial(self._text, plaintext.whatsapp),
            "cite": lambda page: citations.citations(
                contexts.week(page), self.words(page.language), press.site.licence_name
            ),
            "ris": lambda page: citations.ris(contexts.week(page), self.words(page.language)),
            **dict.fromkeys(("csv", "jsonl", "json", "geojson", "panel", "joined"), self._data),
            "card": self._card,
            "package": lambda _: self.data.package(),
            "shapes": lambda _: self.data.shapes(),
            "schema": lambda _: self.data.schema(),
            "feed": self._feed,
            "ledger": self._ledger,
            "stories-begun": lambda page: stories(contexts, parse_week(page.key[0])),
            "table": lambda page: table(contexts, *page.key),
            "promises": self._promises,
            "removed": self._removed,
            "moved": lambda page: press.render("moved.html", page, {"leads_to": page.key[0]}),
            "emptied": self._emptied,
            "opml": self._opml,
            "sitemap": self._sitemap,
            "sitemaps": self._sitemaps,
            "file": lambda page: press.render(page.name, page, {}),
            "security": self._security,
            "asset": lambda page: (press.options.theme / "static" / "css" / Path(page.name).name).read_bytes(),
            "copied": self._copied,
        }

    def make(self, page: Wanted) -> str | bytes | Iterable[bytes] | None:
        """Return the file, a large one in pieces, or None for an HTML page."""
        maker = self._makers.get(page.kind)
        return maker(page) if maker else None

    def _text(self, form: Callable[..., str], page: Wanted) -> str:
        view = self.contexts.week(page)
        return form(view, self.words(page.language), so_far=view.week == self.contexts.running)

    @cached_property
    def data(self) -> DataForms:
        """The open data: it reads tolls, voices and pledges, whose patterns take 150 ms to make."""
        from topic_digest.dataforms import DataForms  # noqa: PLC0415  only where data is printed

        return DataForms(self.contexts, self.place, self.job)

    def words(self, code: str) -> Words:
        """Return what the text forms need of one language."""
        press, language = self.press, self.press.languages[code]
        return Words(
            gettext=language.gettext,
            ngettext=language.ngettext,
            span=language.span,
            day=language.day,
            full=language.full,
            topics=Titles(press.names("topics", code)),
            counties=Titles(press.names("counties", code)),
            outlets=Titles(press.names("outlets", code)),
            site=press.site.url,
            name=language.brand(press.site.name),
            prefix=within(code, ""),
            sample=press.site.sample,
            doubts=press.doubts,
            late=press.late,
        )

    def _copied(self, page: Wanted) -> str | bytes:
        file = self.stock.copied[page.name]
        return lean(file.read_text(encoding="utf-8")) if file.suffix == ".js" else file.read_bytes()

    def _data(self, page: Wanted) -> str | Iterable[bytes]:
        if page.kind == "joined":
            return self.data.joined(page)
        return self.data.panel(page) if page.kind == "panel" else self.data.week(page)

    def _card(self, page: Wanted) -> bytes:
        from topic_digest.card import card  # noqa: PLC0415  Pillow takes 60 ms: only where a picture is drawn

        atlas, site, language = self.survey.atlas, self.press.site, self.press.languages[page.language]
        host = site.url.partition("://")[2]
        if page.name == SHARED:
            return card(site.name, language.gettext("%(subject)s news, week by week"), host, ())
        week = parse_week(page.key[0])
        earlier = atlas.strip(week.previous()) if week.previous() in atlas.places else ()
        return card(site.name, language.span(week), host, [mark.stories for mark in earlier])

    def _fed(self, page: Wanted) -> tuple[tuple[StoryView, ...], str, str]:
        """Return the stories of a feed, the newest first, its title and the path of the page that it follows."""
        kind, slug = (*page.key, "")[:2]
        name = self.press.site.name
        if kind in {"stories", "moved"}:
            # Whoever reads the feed of a story that is one with another now goes on reading that.
            own = Forward(slug, f"stories/{slug}/", ran=True)
            forward = self.survey.atlas.forwards[slug] if kind == "moved" else own
            story = shelving.story_page(self.survey, forward.story)
            chapters = tuple(chapter.view for chapter in story.chapters)[:SHELF_FEED]
            return chapters, f"{name}: {story.lead.title}", forward.path
        if kind == "all":
            stories = self._stories(SITE_FEED)
            if within(page.language, ""):
                stories = tuple(tellers.led_in(story, page.language) for story in stories)
            return stories, name, ""
        title = self.press.names(kind, page.language)[slug].title
        return self._stories(SHELF_FEED, kind, slug), f"{name}: {title}", f"{kind}/{slug}/"

    def _feed(self, page: Wanted) -> str:
        stories, title, about = self._fed(page)
        site, tree = self.press.site, within(page.language, "")
        _ = self.press.languages[page.language].gettext
        said = plaintext.sampled(_) if site.sample else _("Headlines and excerpts are the publishers’ own words.")
        if page.name.endswith(".json"):
            words = self.words(page.language)
            name = self.stock.site.authority
            return jsonfeed.render(stories, words, title=title, about=said, language=page.language, authority=name)
        # A feed with nothing in it has not changed since before there was anything.
        updated = max((story.changed for story in stories), default=None)
        context = {
            "stories": stories,
            "title": title,
            "about": about,
            "said": said,
            "updated": updated.isoformat() if updated else "2000-01-01T00:00:00+00:00",
            "tag": lambda story: jsonfeed.item_id(story, self.stock.site.authority, tree),
            "printed": self._entries,
        }
        if len(self._entries) > ENTRIES:
            self._entries.clear()
        return self.press.render("feed.xml", page, context)

    def _ledger(self, page: Wanted) -> str:
        """Corrections and removals as a feed, the newest first; of a story that is told no more, what withdrew it."""
        edits, contexts = ledgerdata.numbered(self.stock.ledger), self.contexts
        story = page.key[0] if page.key else ""
        removals, hides = self._removals(story), effects.hides_of(story, self.survey.ledger) if story else ()
        if story:
            edits = (*((edit, 1) for edit in hides), *(each for each in edits if each[0] in removals))
            edits = tuple(sorted(edits, key=lambda each: each[0].when, reverse=True))
        known = {
            "host": self.stock.site.authority,
            "places": contexts.places,
            "reports": contexts.edited,
            "story": story,
        }
        shown = {**known, "edits": edits[:SITE_FEED], "removed": bool(removals)}
        return self.press.render("corrections.xml", page, shown)

    def _promises(self, page: Wanted) -> str:
        """What officials promised as a feed, the newest first."""
        told = shelving.promises(self.survey)[:SITE_FEED]
        return self.press.render("pledges.xml", page, {"pledges": told, "host": self.stock.site.authority})

    def _removed(self, page: Wanted) -> str:
        story, others = page.key
        hides = effects.hides_of(story, self.survey.ledger) if story in self.survey.atlas.withdrawn else ()
        shown = {"removals": self._removals(story), "hides": hides, "leads_to": others}
        return self.press.render("removed.html", page, shown)

    def _removals(self, story: str) -> list[Edit]:
        return [edit for edit in self.stock.ledger.removals if story in effects.told_as(edit, self.stock.ledger)]

    def _emptied(self, page: Wanted) -> str:
        week = parse_week(page.key[0])
        if page.name.endswith(".txt"):
            return plaintext.emptied(week, self.words(page.language))
        edits = adapter.emptied_by(self.survey, week)
        return self.press.render("emptied.html", page, {"week": week, "edits": edits})

    def _stories(self, count: int, folder: str = "", slug: str = "") -> tuple[StoryView, ...]:
        if len(self._views) > ENTRIES:
            self._views.clear()
        lines = shelving.newest_lines(self.survey, count, folder, slug)
        lacking = [line for line in lines if (line.week, line.story) not in self._views]
        for view in shelving.chapters_of(self.survey, lacking):
            self._views[view.line.week, view.id] = view
        return tuple(self._views[line.week, line.story] for line in lines)

    def _sitemap(self, page: Wanted) -> str:
        places = self._places() if page.name == "sitemap-pages.xml" else self._places_of(int(page.key[0]))
        context = {"places": places, "versions": self._versions}
        return self.press.render("sitemap.xml", page, context)

    def _versions(self, path: str) -> tuple[tuple[str, str], ...]:
        site = self.press.site
        return tuple((code, f"{site.url}/{within(code, path)}") for code in site.languages)

    def _places(self) -> list[tuple[str, str]]:
        """Return the pages that belong to no year, with the time of their newest change where one is known."""
        atlas = self.survey.atlas
        newest = atlas.heads[-1].updated if atlas.heads else ""
        fixed = ["", "topics/", "counties/", "stories/", "sources/", "archive/", "pledges/"]
        latest = {(kind, slug): head.updated for head in atlas.heads for kind in SHELVES for slug in head.shelves[kind]}
        shelves = [
            (f"{name}/{slug}/", latest[kind, slug]) for name, kind in KINDS.items() for slug in atlas.slugs[kind]
        ]
        texts = sorted({slug for slug, _ in self.stock.texts})
        others = [f"{name}/" for name in (*texts, "search", "corrections", "status", "feeds")]
        return [(path, newest) for path in fixed] + shelves + [(path, "") for path in dict.fromkeys(others)]

    def _places_of(self, year: int) -> list[tuple[str, str]]:
        """Return the pages of one year: its weeks, its archive, and the stories whose newest chapter lies in it."""
        atlas = self.survey.atlas
        heads = [head for head in atlas.heads if head.week.year == year]
        latest: dict[Week, list[str]] = {}
        for head in heads:
            for story in atlas.going_on.get(head.week, ()):
                if atlas.chapters[story][-1][0] == head.week:
                    latest.setdefault(head.week, []).append(story)
        parts = parts_of(atlas, year)
        places = [(f"archive/{year}/", max((head.updated for head in heads), default=""))]
        ends = [(part, max(atlas.by_week[week].updated for week in part)) for part in parts if len(parts) > 1]
        places += [(part_path(part), updated) for part, updated in ends]
        for head in heads:
            places.append((f"{head.week.path}/", head.updated))
            places += [(f"stories/{story}/", head.updated) for story in latest.get(head.week, ())]
        return places

    def _sitemaps(self, page: Wanted) -> str:
        updated: dict[int, str] = {}
        for head in self.survey.atlas.heads:
            updated[head.week.year] = max(updated.get(head.week.year, ""), head.updated)
        maps = [("sitemap-pages.xml", max(updated.values(), default=""))]
        maps += [(f"sitemap-{year}.xml", updated[year]) for year in sorted(updated, reverse=True)]
        return self.press.render("sitemaps.xml", page, {"maps": maps})

    def _opml(self, _: Wanted) -> bytes:
        from usalama.catalogue import opml  # noqa: PLC0415  with a parser of XML, which nothing else here needs

        return opml.render_opml(self.stock.catalog, self.press.site.name)

    def _security(self, page: Wanted) -> str:
        year, month = (int(part) for part in (self.contexts.month or "2026-01").split("-"))
        months = year * 12 + month - 1 + EXPIRES
        expires = f"{months // 12:04d}-{months % 12 + 1:02d}-01T00:00:00Z"
        return self.press.render("security.txt", page, {"expires": expires})


class Titles(dict[str, str]):
    """Titles by slug; one that the catalogue does not know is its slug."""

    def __init__(self, names: Mapping[str, Name]) -> None:
        super().__init__((slug, name.title) for slug, name in names.items())

    def __missing__(self, slug: str) -> str:
        return Names()[slug].title
