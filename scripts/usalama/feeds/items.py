"""One item of a feed, as feedparser read it, into one entry of plain text.

Decides what stands in for what is missing: the first words for a title, the link for an id, the time of fetching
for a date. Every field goes through ``text`` or ``urls``; nothing that feedparser says is passed on as it is.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeAlias
from urllib.parse import unquote

from usalama.model import Entry, Feed, Judgement, Reason
from usalama.words import text, tongues, urls
from usalama.words.characters import clean, cut
from usalama.words.dates import read_date
from usalama.words.excerpts import excerpt

LONGEST_TITLE = 200
LANGUAGES = frozenset(
    "en sw so fr ar am om luo ki kam mer guz luy kln mas rw lg pt de es it nl hi ur ru zh".split()  # noqa: SIM905  a list of words reads best as words
)
"""Primary subtags that may stand in an entry; a feed cannot bring another one in."""
_TOLD_APART = frozenset(["", tongues.ENGLISH, tongues.KISWAHILI])
_MOST_WORDS = 4
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)
_LONGEST_ID = 300
_TITLE_FROM_SUMMARY = 100
_SHORT_SUMMARY = 40
_SIGNED = (" - ", " | ", " – ", " — ")
"""What stands between a headline and the name of its source."""
_SITES_BETWEEN = re.compile(r"[^\w.-]+(?:www\.)?")
"""What parts the names of sites in an address: ``https://www.a.example/?q=site:b.example+when:7d``."""

Item: TypeAlias = dict[str, Any]  # what feedparser, or ``plainrss`` in its place, says of one item


@dataclass(frozen=True, slots=True)
class Document:
    """What one document gives to each of its entries."""

    feed: Feed
    fetched: datetime
    base: str  # what relative links are relative to
    language: str  # the document's own, or ""


def said(item: Item, key: str) -> str:
    """Return a field as text, "" where it is absent. Not ``item.get``: feedparser's answers with another field."""
    value = dict.get(item, key)
    return value if isinstance(value, str) else ""


def primary_language(tag: str) -> str:
    """Return the primary subtag of a language tag, "" for what is none."""
    found = _TAG.fullmatch(tag.strip())
    return found[1].lower() if found else ""


def known_language(tag: str) -> str:
    """Return the primary subtag of a language tag that we know, else ""."""
    primary = primary_language(tag)
    return primary if primary in LANGUAGES else ""


def entry(item: Item, document: Document) -> Entry | None:
    """Return the entry that ``item`` tells, None where it has neither title nor text."""
    whole = text.plain(said(item, "title"))
    title = cut(whole, LONGEST_TITLE)
    summary = _summary(item, title)
    title = title or cut(summary, _TITLE_FROM_SUMMARY)
    if not title:
        return None
    headline = cut(_unsigned(whole, item, document.feed.url), LONGEST_TITLE) or title
    link = _link(item, document)
    published, updated = _dates(item, document.fetched)
    identity = identity_of(said(item, "id"), link, f"{title}\n{said(item, 'published')}")
    return Entry(
        id=identity,
        feed_url=document.feed.url,
        outlet=document.feed.outlet,
        link=link,
        title=headline,
        published=published or updated or document.fetched,
        updated=updated if published and updated and published < updated <= document.fetched else None,
        summary="" if summary == headline else summary,  # the same words would stand twice
        language=spoken(f"{headline} {summary}", _language(item, document)),
        first_seen=document.fetched,
        key=urls.entry_key(document.feed.url, identity),
    )


def spoken(words: str, told: str) -> str:
    """Return the language of an entry's words: what it is ``told`` to be, unless that is the other of two we can tell.

    Of a third language our tables know nothing, so a feed's word for one stands.
    """
    return (told in _TOLD_APART and tongues.told_otherwise(words, told)) or told


def with_language(judgement: Judgement, entry: Entry, told: str) -> Judgement:
    """Return the judgement with why the entry is in another language than it, or its feed, is ``told`` to be."""
    if entry.language == told:  # as of most
        return judgement
    found = tongues.spoken(f"{entry.title} {entry.summary}")
    if found.language != entry.language:
        return judgement
    words = ", ".join(f'"{word}"' for word in found.words[:_MOST_WORDS])
    before = f"its feed says {told}" if told else "nobody says which"
    return judgement.because(Reason("language", entry.language, f"by {words}; {before}"))


def is_older(one: Item, other: Item, fetched: datetime) -> bool:
    """Tell whether two items say when they were published, and the first the earlier time."""
    (first, _), (second, _) = _dates(one, fetched), _dates(other, fetched)
    return first is not None and second is not None and first < second


def _unsigned(title: str, item: Item, address: str) -> str:
    """Return a title without its source's name at the end, which a search for news writes behind each headline.

    Where the feed's ``address`` does not name the source's site, that name alone says who told it, and stays.
    """
    source = dict.get(item, "source") or {}
    name, site = text.plain(said(source, "title")), urls.page(said(source, "href")).partition("/")[0]
    if not name or not site or site not in _SITES_BETWEEN.split(unquote(address)):
        return title
    return next((title.removesuffix(end) for mark in _SIGNED if title.endswith(end := mark + name)), title)


def _summary(item: Item, title: str) -> str:
    """Return the item's own summary; where it says next to nothing, the beginning of its full text."""
    summary = excerpt(said(item, "summary"), title)
    if len(summary) >= _SHORT_SUMMARY:
        return summary
    contents = dict.get(item, "content")
    full = said(contents[0], "value") if contents else ""
    return excerpt(full, title) or summary


def _link(item: Item, document: Document) -> str:
    """Return the report's canonical address; FeedBurner and its like say where it really is."""
    for key in ("feedburner_origlink", "pheedo_origlink", "link"):
        address = urls.canonical(said(item, key), document.base)
        if address:
            return address
    return ""


def identity_of(raw: str, link: str, words: str) -> str:
    """Return what stays the same when a report is told again: its own id, else its link, else a hash of its words.

    A link to a front page is no report's own.
    """
    guid = clean(raw[: 4 * _LONGEST_ID])
    if not guid and urls.is_a_report(urls.page(link)):
        return link
    if guid and len(guid) <= _LONGEST_ID:
        return guid
    return "sha256:" + sha256((guid or words).encode("utf-8", "surrogatepass")).hexdigest()


def _dates(item: Item, fetched: datetime) -> tuple[datetime | None, datetime | None]:
    published = read_date(said(item, "published"), fetched) or read_date(said(item, "created"), fetched)
    return published, read_date(said(item, "updated"), fetched)


def _language(item: Item, document: Document) -> str:
    """Return the language that the item says it has, else the document, else the catalogue.

    Publishing systems declare English unless somebody changes it: a document's "en" is no evidence against the
    catalogue, any other language is.
    """
    own = known_language(said(item, "language"))
    inherited = known_language(said(dict.get(item, "title_detail") or {}, "language"))
    if not own and inherited != document.language:
        own = inherited
    if own or (document.language and document.language != "en"):
        return own or document.language
    return document.feed.language or document.language or "en"
