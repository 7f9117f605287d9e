"""The records that everything else speaks in.

Atom's words (RFC 4287): feed, entry, published, updated, summary. All records are frozen; times are aware;
``None`` stands only where absence means something. Nothing here computes more than a derived field.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class OutletKind(StrEnum):
    """What sort of publisher an outlet is; only the re-publisher is never independent."""

    NEWSPAPER = "newspaper"
    BROADCASTER = "broadcaster"
    NEWS_SITE = "news-site"
    WIRE = "wire"
    OFFICIAL = "official"
    RESEARCH = "research"
    RIGHTS = "rights-group"
    COMMUNITY = "community"
    REPUBLISHER = "re-publisher"


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. ``owner`` is the family that decides what counts as independent; "" is unknown."""

    slug: str
    name: str
    homepage: str
    owner: str
    kind: OutletKind
    country: str
    """ISO 3166-1 alpha-2, lower case; "" is unknown."""
    languages: tuple[str, ...]
    note: str = ""
    """What a reader of the sources page should know; for an outlet without any feed, why it has none."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A subscription. ``url`` is its identity."""

    url: str
    outlet: str
    """The slug of its outlet."""
    title: str
    language: str
    """BCP 47, of the feed as a whole: "en", "sw", "so"."""
    scope: str
    """What it covers: "kenya" (everything in it is about Kenya), "region" or "world"."""
    enabled: bool = True
    reason: str = ""
    """Why it is disabled; never empty then."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of one outlet, as its feed told it. Identity is (feed_url, id)."""

    id: str
    feed_url: str
    outlet: str
    link: str
    """Canonical http(s) address of the report, or "" where the feed gave none that is safe."""
    title: str
    published: datetime
    """Decided once: published, else updated, else first seen, within [2000, fetched + 24 h]."""
    summary: str
    """Plain text, at most 280 characters, the publisher's own words; may be ""."""
    language: str
    first_seen: datetime
    updated: datetime | None = None
    key: str = ""
    """Ten hex digits made from the identity (``urls.entry_key``): file name, story id, permanent."""
    was: tuple[str, ...] = ()
    """Earlier titles, oldest first, where the publisher changed it after we first saw it; ``updated`` says when."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Evidence for one judgement: ``kind`` relevance | topic | county | facet | story | hold | edit."""

    kind: str
    value: str
    """What was judged: "0.97", "banditry", "baringo", "s0123456789"."""
    evidence: str
    """For a person: the terms, the place, the neighbour and the score. Never holds " | "."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What we think of an entry and why. Slugs throughout; the first topic is the main one."""

    relevance: float
    """0 to 1, two decimals in files; at or above ``relevance.THRESHOLD`` it is Kenyan security news."""
    topics: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    """Empty is national. How each was found (named, or implied by a place) stands in the reasons."""
    story: str = ""
    """``s`` and the key of the story's oldest entry: ``s0123456789``; "" until stories are assigned."""
    facets: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """An entry with its judgement: what one file in ``content/entries/`` holds."""

    entry: Entry
    judgement: Judgement
    missing: frozenset[str] = field(default_factory=frozenset)
    """Judgement keys that a hand-written file left out; ``usalama rejudge`` fills them, the build never does."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A failure of the world, kept as data: what it concerns and one line of what happened."""

    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one document said. Entries have no key, no judgement and no outlet's trust yet."""

    title: str
    language: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    """Why the document as a whole could not be read as a feed; there are no entries then. "" is success."""
