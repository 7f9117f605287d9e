"""The catalogue: who publishes, which feeds we read, and the topics in display order.

Reads the texts of ``content/catalog/feeds.toml`` and ``topics.toml`` into records. It refuses what cannot be meant,
with one line a mistake, and it never opens a file, asks the network or guesses an owner.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from usalama.catalogue.sites import voices
from usalama.errors import CatalogError
from usalama.formats.tables import SLUG, Table, read_document, term_mistake
from usalama.model import Entry, Feed, Outlet, OutletKind
from usalama.words.language_tags import mistake

LANGUAGES = ("en", "sw")  # the languages that the site's own words are written in
GRADES: Mapping[str, float] = {"strong": 1.0, "fair": 0.75, "weak": 0.5, "ambiguous": 0.25}
"""How strongly a term speaks, 0 to 1."""
SLANG = "sheng"  # Kenya's slang of the towns: terms may be in it, no feed is
_TERMS = re.compile(r"^\[topics\.terms\b.*\n(?:(?!\[).*\n)*", re.MULTILINE)
"""Tables of terms, as far as the next header."""


class Catalog(NamedTuple):
    """Every outlet and feed, in the order of the file; disabled feeds are among them."""

    outlets: tuple[Outlet, ...]
    feeds: tuple[Feed, ...]

    @property
    def enabled(self) -> tuple[Feed, ...]:
        """The feeds that a pull asks."""
        return tuple(feed for feed in self.feeds if feed.enabled)


class Term(NamedTuple):
    """A word or phrase of a topic. ``grade`` says how far it can be trusted alone: strong, fair, weak or ambiguous."""

    text: str
    language: str  # BCP 47, or "sheng"
    grade: str


class Topic(NamedTuple):
    """A section of the digest. ``severity`` (1–5) ranks stories of equal weight; it is no judgement of a report."""

    slug: str
    title: Mapping[str, str]  # by language: "en", "sw"
    description: Mapping[str, str]
    severity: int
    terms: tuple[Term, ...] = ()
    was: tuple[str, ...] = ()
    """The slugs that it had before: reports filed under one are told under it, and the address of each leads to it."""


@lru_cache(maxsize=2)  # a check asks for them four times
def read_feeds(text: str, name: str) -> Catalog:
    """Read ``feeds.toml``: outlets with their feeds. ``name`` is the file as errors call it."""
    if not text.strip():  # a desk without feeds has a comment at least
        raise CatalogError(f"{name}: is empty; restore it from the repository")
    root = read_document(text, name, CatalogError)
    tables = root.tables("outlets")
    root.close()
    outlets: list[Outlet] = []
    feeds: list[Feed] = []
    addresses: dict[str, str] = {}
    for table in tables:
        outlet = _outlet(table)
        if any(outlet.slug == other.slug for other in outlets):
            table.fail("slug", f'"{outlet.slug}" is taken by an outlet above; put the feeds of both into one table')
        outlets.append(outlet)
        for place in table.tables("feeds"):
            feed = _feed(place, outlet)
            if feed.url in addresses:
                place.fail("url", f"is listed already under {addresses[feed.url]}; leave one out")
            addresses[feed.url] = outlet.slug
            feeds.append(feed)
        if not table.has("feeds") and not outlet.note:
            table.fail("feeds", "are missing; add [[outlets.feeds]] or a note that says why the outlet has none")
        table.close()
    _refuse_clashes(tables, outlets, "outlet")
    return Catalog(voices(outlets), tuple(feeds))


@lru_cache(maxsize=4)  # whoever compiles or checks the tables asks for them several times
def read_topics(text: str, name: str, languages: tuple[str, ...] = ("en",)) -> tuple[Topic, ...]:
    """Read ``topics.toml``: the topics in display order, with their words in ``languages`` at least."""
    root = read_document(text, name, CatalogError)
    tables = root.tables("topics")
    root.close()
    topics: list[Topic] = []
    for table in tables:
        topic = Topic(
            slug=table.slug("slug"),
            title=_languages(table.table("title"), languages),
            description=_languages(table.table("description"), languages),
            severity=table.number("severity", 1, 5),
            terms=_terms(table.table("terms")),
            was=table.words("was", ()),
        )
        if any(topic.slug == other.slug for other in topics):
            table.fail("slug", f'"{topic.slug}" is taken by a topic above; leave one out')
        table.close()
        topics.append(topic)
    if not topics:
        root.fail("topics", "are missing; write each under a header [[topics]]")
    _refuse_clashes(tables, topics, "topic")
    return tuple(topics)


def moved(rows: Iterable[Topic | Outlet]) -> dict[str, str]:
    """Return each slug that a topic, or an outlet, had before → the one that it has."""
    return {old: row.slug for row in rows for old in row.was}


def formerly(outlets: Iterable[Outlet]) -> dict[str, tuple[str, ...]]:
    """Return each outlet that had another slug before → those that it had."""
    return {outlet.slug: outlet.was for outlet in outlets if outlet.was}


def told_under(entry: Entry, renamed: Mapping[str, str]) -> Entry:
    """Return an entry under the slug that its outlet has now; ``renamed`` is as ``moved`` has it."""
    return replace(entry, outlet=renamed.get(entry.outlet, entry.outlet))


def read_sections(text: str, name: str, languages: tuple[str, ...] = ("en",)) -> tuple[Topic, ...]:
    """Read ``topics.toml`` without its terms: nine tenths of the file, which only judging needs."""
    try:
        return read_topics(_TERMS.sub(lambda found: "\n" * found[0].count("\n"), text), name, languages)
    except CatalogError:
        return read_topics(text, name, languages)  # something is wrong, perhaps in what was left out


def _refuse_clashes(tables: Sequence[Table], rows: Sequence[Topic | Outlet], what: str) -> None:
    """Refuse in ``was`` what is no slug, and one that is or was another row's: an address leads to one place."""
    names = Counter(name for row in rows for name in (row.slug, *row.was))
    for table, row in zip(tables, rows, strict=True):
        for old in row.was:
            if not SLUG.fullmatch(old):
                table.fail("was", f'"{old}" is no slug; write the one that the {what} had before')
            if names[old] > 1:
                others = (each.slug for each in rows if each is not row and old in {each.slug, *each.was})
                mend = f"leave it out, or give that {what} another slug"
                table.fail("was", f'"{old}" is what {next(others, row.slug)} is called, or was; {mend}')


def _outlet(table: Table) -> Outlet:
    return Outlet(
        slug=table.slug("slug"),
        name=table.text("name"),
        homepage=table.address("homepage"),
        owner=table.text("owner", ""),
        kind=OutletKind(table.choice("kind", [kind.value for kind in OutletKind])),
        country=table.country("country"),
        languages=_tags(table),
        note=table.text("note", ""),
        was=table.words("was", ()),
    )


def _feed(table: Table, outlet: Outlet) -> Feed:
    enabled = table.flag("enabled", default=True)
    reason = table.text("reason", "")
    if not enabled and not reason:
        table.fail("reason", "is missing; a disabled feed says why, with the date it was seen")
    if enabled and reason:
        table.fail("reason", "is given for a feed that is enabled; add enabled = false, or leave the reason out")
    feed = Feed(
        url=table.address("url"),
        outlet=outlet.slug,
        title=table.text("title", outlet.name),
        language=_language(table, "language", outlet.languages[0]),
        enabled=enabled,
        reason=reason,
    )
    if feed.language not in outlet.languages:
        table.fail("language", f'"{feed.language}" is not among the languages of {outlet.slug}; add it there')
    table.close()
    return feed


def _tags(table: Table) -> tuple[str, ...]:
    tags = table.words("languages")
    for tag in tags:
        _tongue(table, "languages", tag)
    if not tags:
        table.fail("languages", 'is empty; write at least one, such as ["en"]')
    return tags


def _language(table: Table, key: str, default: str) -> str:
    tag = table.text(key, default)
    _tongue(table, key, tag)
    return tag


def _tongue(table: Table, key: str, tag: str) -> None:
    if wrong := mistake(tag):
        table.fail(key, wrong)


def _languages(table: Table, languages: Sequence[str]) -> Mapping[str, str]:
    more = (language for language in table.data if re.fullmatch(r"[a-z]{2,3}", language))
    words = {language: table.text(language) for language in dict.fromkeys((*languages, *more))}
    table.close()
    return words


def _terms(table: Table) -> tuple[Term, ...]:
    found: list[Term] = []
    for language in table.data:
        if language != SLANG:
            _tongue(table, language, language)
        graded = table.table(language)
        for grade in GRADES:
            found += [Term(text, language, grade) for text in _spelled(graded, grade)]
        graded.close()
    return tuple(found)


def _spelled(table: Table, grade: str) -> tuple[str, ...]:
    terms = table.words(grade, ())
    for term in terms:
        if wrong := term_mistake(term):
            table.fail(grade, wrong)
    return terms
