"""The records that everything else speaks in.

Atom's words (RFC 4287): feed, entry, published, updated, summary. All records are frozen; times are aware;
``None`` stands only where absence means something. Nothing here computes more than a derived field.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


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


class Outlet(NamedTuple):
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
    was: tuple[str, ...] = ()  # slugs that it had before: what is filed under one is told under it
    voice: str = ""  # the family that it counts for where it has no owner, but another outlet's site; "" is its own


class Feed(NamedTuple):
    """A subscription. ``url`` is its identity."""

    url: str
    outlet: str  # its slug
    title: str
    language: str
    """BCP 47, of the feed as a whole: "en", "sw", "so"."""
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
    """Decided once: published, else updated, else first seen, within [2000, fetched]."""
    summary: str
    """Plain text, at most 280 characters, the publisher's own words; may be ""."""
    language: str
    first_seen: datetime
    updated: datetime | None = None
    key: str = ""
    """Ten hex digits made from the identity (``urls.entry_key``): file name, story id, permanent."""
    was: tuple[str, ...] = ()
    """Earlier titles, oldest first, where the publisher changed it after we first saw it; ``updated`` says when."""
    said: tuple[str, ...] = ()
    """Earlier excerpts, oldest first, likewise."""
    gone: datetime | None = None
    """When we noticed that its feed no longer lists it, although it lists older reports; None while it does."""


def story_id(key: str) -> str:
    """Return the id of the story whose first entry has this key."""
    return f"s{key}"


class Reason(NamedTuple):
    """Evidence for one judgement: ``kind`` relevance | topic | county | facet | story | language | hold | edit."""

    kind: str
    value: str
    """What was judged: "0.97", "banditry", "baringo", "s0123456789"."""
    evidence: str
    """For a person: the terms, the place, the neighbour and the score. Never holds " | "."""

    @property
    def line(self) -> str:
        """The whole in one line."""
        return f"{self.kind} {self.value}: {self.evidence}"


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

    def because(self, reason: Reason) -> Judgement:
        """Return the same judgement with one reason more."""
        return replace(self, reasons=(*self.reasons, reason))

    def masked(self, rules: tuple[str, ...]) -> Judgement:
        """Return the same judgement with the rules told, if any, that masked words of its entry."""
        return self.because(Reason("edit", "masked", ", ".join(rules))) if rules else self


@dataclass(frozen=True, slots=True)
class JudgedEntry:
    """An entry with its judgement: what one file in ``content/entries/`` holds."""

    entry: Entry
    judgement: Judgement
    missing: frozenset[str] = field(default_factory=frozenset)
    """Judgement keys that a hand-written file left out; ``usalama rejudge`` fills them, the build never does."""
    misread: frozenset[str] = field(default_factory=frozenset)  # of ``ledger.READ``, left out: "voice", "killed 26"

    @property
    def story(self) -> str:
        """The story that it is in; one that is in none yet is a story of its own."""
        return self.judgement.story or story_id(self.entry.key)

    def in_story(self, story: str, reason: Reason) -> JudgedEntry:
        """Return the entry with the story that it is in, and why."""
        return replace(self, judgement=replace(self.judgement.because(reason), story=story))


class Problem(NamedTuple):
    """A failure of the world, kept as data: what it concerns and one line of what happened."""

    subject: str
    message: str

    @property
    def line(self) -> str:
        """The whole in one line; what a file's own mistake is called by is not said twice."""
        return self.message if self.message.startswith(f"{self.subject}:") else f"{self.subject}: {self.message}"


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What one document said. ``language`` is the primary subtag that it declares, also one that no entry may have."""

    title: str
    language: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()
    failure: str = ""
    """Why the document as a whole could not be read as a feed; there are no entries then. "" is success."""
    is_torn: bool = False  # it breaks off within an entry, which is left out


@dataclass(frozen=True, slots=True)
class Validators:
    """By what a server can tell, in its own words, whether a document is still the one it sent (RFC 9110, 8.8)."""

    url: str = ""
    """Where the document came from; nobody else is told."""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What asking for one feed brought: a document, or why there is none."""

    url: str
    """The feed's address, as the catalogue has it."""
    status: int = 0
    """HTTP status; 0 when no server answered."""
    final_url: str = ""
    """Where the redirects ended."""
    content_type: str = ""
    failure: str = ""  # one line of why there is no document; "" is success
    trouble: str = ""
    """The failure's kind, as ``answers.Failure`` names it, or ``not-a-feed``."""
    digest: str = ""  # SHA-256 of the document
    validators: Validators = Validators()
    retry_after: datetime | None = None
    moved_to: str = ""  # where a permanent redirect pointed
    seconds: float = 0.0  # that it was waited for


@dataclass(frozen=True, slots=True)
class Habit:
    """What is usual for a feed; a jump away from it looks like a hijack."""

    host: str = ""  # that served it last
    language: str = ""  # that it declares, primary tag
    script: str = ""
    """The script of most of its titles: latin, arabic, cyrillic, …"""
    sites: tuple[str, ...] = ()
    """Where its entries link to, most frequent first."""
    marks: tuple[str, ...] = ()
    """The entries of the last documents, newest first: a short hash of each one's page."""
    heard: tuple[str, ...] = ()
    """Marks of words of its last titles, newest first; no words, for a rule may hide one of them later."""
    pulls: int = 0
    """Documents that these habits were learnt from."""
    new_per_day: float = 0.0
    learnt: datetime | None = None
    """When the last of these documents came."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we remember of a feed between runs; losing it costs politeness and health, never an entry."""

    url: str
    last_retrieved: datetime | None = None
    """When it was last asked, whatever came."""
    last_success: datetime | None = None
    last_new: datetime | None = None
    """When it last brought an entry that we had not seen."""
    newest: datetime | None = None
    """The latest date among its entries."""
    last_error: str = ""
    trouble: str = ""
    """Kind of the last failure, "" after a success."""
    seconds: float = 0.0  # that its last answer was waited for; 0 is unknown
    failures: int = 0  # in a row
    failing_since: datetime | None = None
    update_after: datetime | None = None
    """Not to be asked before: Retry-After, or our own back-off."""
    gone_since: datetime | None = None
    off: str = ""  # why it is not asked any more, until a person mends the catalogue
    moved_to: str = ""
    moved_since: datetime | None = None
    rhythm_hours: float = 0.0
    """Median time between its entries; 0 is unknown."""
    kept: int = 0  # entries of it that became files
    digest: str = ""
    """Of the last document that was worked through, and of the rules it was judged by."""
    validators: Validators = Validators()
    """That document's."""
    told: tuple[tuple[str, str], ...] = ()
    """Entry key and a short hash of its title, as the feed last told it."""
    worded: tuple[tuple[str, str], ...] = ()
    """The same of their excerpts."""
    held_since: datetime | None = None
    held_why: str = ""
    habit: Habit = Habit()


class FeedResult(NamedTuple):
    """What one feed brought in one pull."""

    url: str
    outlet: str
    outcome: str  # new | unchanged | failed | held
    read: int = 0
    kept: int = 0
    dropped: int = 0
    duplicates: int = 0
    changed: int = 0
    held: int = 0
    message: str = ""
    """Why it failed or is held; for a feed that answered, what was wrong with its entries."""
    trouble: str = ""  # in a word, why it failed


@dataclass(frozen=True, slots=True)
class PullReport:
    """What one pull did, by feed in the catalogue's order. Partial success is data."""

    started: datetime
    results: tuple[FeedResult, ...] = ()
    not_due: int = 0
    problems: tuple[Problem, ...] = ()  # unreadable files, a captive portal, what has the id of one taken down
    naming: tuple[Problem, ...] = ()  # of these, reports of closed weeks that show a name which another hides
    offline: bool = False  # whether it was this machine's own network that was gone; one of the problems says so

    def count(self, *outcomes: str) -> int:
        """Return how many feeds ended in one of ``outcomes``."""
        return sum(result.outcome in outcomes for result in self.results)

    def total(self, what: str) -> int:
        """Return the sum of one number over all feeds: read, kept, dropped, duplicates, changed or held."""
        return sum(int(getattr(result, what)) for result in self.results)
