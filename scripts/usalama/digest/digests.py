"""What pages are made of: reports, stories, weeks and the counts beside them, ready for a template to read.

Records only. Every word in them is a publisher's (with the outlet named), a slug, a number or a key whose words
the templates hold; nothing here writes a sentence, opens a file or knows an HTML tag.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from usalama.model import Reason
from usalama.words.weeks import Week

if TYPE_CHECKING:
    from usalama.claims.stages import CaseStatus
    from usalama.digest.memory import Promise
    from usalama.ledger.ledger import Edit

FULL = 10
"""Stories told in full in a week; everything else is one line under its topic."""
BRIEF = 5
PER_TOPIC = 3
"""At most so many full stories of one main topic: a busy topic cannot fill the issue."""
SERIES = 12
"""Weeks in a series of counts beside a topic or county; ``YEAR`` on its own page and in the strip."""
YEAR = 52
LEVELS = ("", "one-outlet", "one-origin", "independent")
"""Corroboration levels 1 to 3 by number; their fixed words stand in the templates and on the method page."""


class Report(NamedTuple):
    """One outlet's report as it stands under its story."""

    key: str
    outlet: str
    family: str
    """The owner family that it counts for; an outlet with no known owner is its site's, mostly its own."""
    title: str
    link: str
    """"" where the feed gave no safe address."""
    excerpt: str
    language: str
    published: datetime
    """In the site's zone."""
    day: int
    """0 Monday … 6 Sunday of the story's week."""
    independent: bool
    """False for a re-publisher, a page made for search, and words shared with an earlier report of another family."""
    was: tuple[str, ...] = ()
    """Earlier headlines of the same report, oldest first."""
    said: tuple[str, ...] = ()  # earlier excerpts, likewise
    gone: date | None = None
    """The day on which its feed was first seen to list it no longer, although it listed older reports."""
    misread: tuple[str, ...] = ()  # what is not to be read from its words: "killed", "killed 26", "voice" …
    feed: str = ""
    """Mark of the feed that brought it; "" in what was read back from a summary."""

    @property
    def quoted(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Earlier headlines and excerpts that a page quotes: of each the first and the newest two; the data have all.

        An outlet that gives a report another headline every hour would make every page of it too heavy to publish.
        """
        return self.was[:1] + self.was[1:][-2:], self.said[:1] + self.said[1:][-2:]


class Lead(NamedTuple):
    """How a report in another language than the line's own heads the same story."""

    language: str
    title: str
    outlet: str
    link: str
    day: date


class Line(NamedTuple):
    """One story in one week as a single line of a list; also what a week's summary keeps of it."""

    story: str
    week: str
    """Week slug, ``2026-w47``."""
    title: str
    language: str
    outlet: str
    link: str
    day: date
    """Of the lead report."""
    first: date
    """Of the earliest report."""
    reports: int
    outlets: tuple[str, ...]
    """Lead's outlet first."""
    families: int
    level: int
    topics: tuple[str, ...]
    counties: tuple[str, ...]
    updated: datetime
    """The newest change in it, in the site's zone."""
    unplaced: bool = False  # whether a report's file names no county that the desk has, or does not say
    was: tuple[str, ...] = ()
    """Ids that the week's files still give its reports, of stories that are one with it now: anchors that stay."""
    feeds: tuple[str, ...] = ()
    """Marks of the feeds that brought its reports, sorted."""
    leads: tuple[Lead, ...] = ()
    """Who else may speak for it, one for each other language that an outlet told it in, sorted."""
    by_story: tuple[str, ...] = ()  # those of ``counties`` that no report of the week names: ``homes`` has them

    @property
    def path(self) -> str:
        """Its permanent address within the language tree: ``2026/w47/#s0123456789``."""
        return f"{self.week.replace('-', '/')}/#{self.story}"

    @property
    def topic(self) -> str:
        """The main topic's slug, or "" for none."""
        return self.topics[0] if self.topics else ""


class Before(NamedTuple):
    """What earlier weeks held of a story: the base of "what is new"."""

    weeks: tuple[str, ...]  # slugs, oldest first
    reports: int
    outlets: tuple[str, ...]
    counties: tuple[str, ...]
    first: date  # of the first report that we hold
    opening: Line | None = None  # its line in the first of these weeks: how the story began


class StoryView(NamedTuple):
    """One story in one week, in full."""

    line: Line
    reports: tuple[Report, ...]
    """The lead first, then by time, pages made for search last."""
    facets: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    """Why it is here: relevance, topics, counties and story, each with its evidence; edits too."""
    points: tuple[tuple[str, float], ...] = ()
    """The ranking as (key of ``ranking.WEIGHTS``, points), highest first; their sum orders the stories."""
    before: Before | None = None  # None for a story that is new this week
    page: str = ""
    """Path of the page across weeks, ``stories/s0123456789/``; "" for a story of one week."""
    new_outlets: tuple[str, ...] = ()
    """Outlets that report it this week and did not before; empty for a new story."""
    new_counties: tuple[str, ...] = ()
    pinned: bool = False
    held_back: bool = False  # only sources that never lead report it
    pledges: tuple[Promise, ...] = ()
    case: CaseStatus | None = None
    """How far its case had come in this week, in whose words; None without one."""
    later: bool = False  # whether a later week reports it again
    edits: tuple[Edit, ...] = ()  # ledger effects shown as edited: notes and corrections

    @property
    def id(self) -> str:
        """The story's id, also its anchor in the page: ``s0123456789``."""
        return self.line.story

    @property
    def lead(self) -> Report:
        """The report that speaks for it."""
        return self.reports[0]

    @property
    def changed(self) -> datetime:
        """When it changed last, by the desk's edits too, in the site's zone: its readers get it again."""
        newest = max((self.line.updated, *(edit.when for edit in self.edits)))
        return newest.astimezone(self.line.updated.tzinfo)

    @property
    def days(self) -> tuple[int, ...]:
        """Reports on each day, Monday to Sunday."""
        days = [report.day for report in self.reports]
        return tuple(map(days.count, range(7)))

    @property
    def level(self) -> int:
        """1 one outlet · 2 several outlets, one origin · 3 independent outlets agree (keys in ``LEVELS``)."""
        return self.line.level

    @property
    def score(self) -> float:
        """The sum of its ranking points."""
        return round(sum(points for _, points in self.points), 2)

    @property
    def chapter(self) -> int:
        """1 for a new story, 2 in its second week and so on."""
        return 1 + len(self.before.weeks) if self.before else 1


class Section(NamedTuple):
    """One topic's part of a week: what is told in full is named, the rest is lines."""

    topic: str
    full: tuple[StoryView, ...]
    lines: tuple[Line, ...]
    """Everything else whose main topic this is, best first."""
    stories: int
    reports: int


class Tally(NamedTuple):
    """Counts of stories with one topic or county, week by week, the newest last."""

    slug: str
    series: tuple[int, ...]
    """Stories a week; a week before the archive begins is left out, so it may be shorter."""
    now: int
    reports: int
    """Reports this week."""
    change: int
    """This week less last week."""
    versus: str
    """Against the mean of the 4 weeks before: "more", "fewer", "same", "none" (none now, none then), "first"
    (none in those 4 weeks), "gone" (none now, some then) or "" (no 4 weeks to compare with)."""
    mean: float
    """That mean, exact: of four weeks it is whole or ends in .25, .5 or .75."""
    fixed: tuple[int, ...] = ()
    """The series as the feeds read in all of its weeks told it; () where no feed joined or left in them. Then
    ``change``, ``versus`` and ``mean`` compare these counts."""
    breaks: tuple[int, ...] = ()
    """Positions in the series at which a feed joined or left."""

    @property
    def drawn(self) -> tuple[int, ...]:
        """The counts that compare with each other."""
        return self.fixed or self.series


class Mark(NamedTuple):
    """One week in the year strip or a list of weeks."""

    week: Week
    stories: int
    reports: int
    held: bool
    """False where we hold no entry of that week, which is not the same as calm."""

    @property
    def path(self) -> str:
        """Path of the week's page."""
        return f"{self.week.path}/"


class Watch(NamedTuple):
    """How well a week could be seen: the feeds that were to be read, those that worked, and what may be missing."""

    asked: int
    worked: int
    down: tuple[str, ...]  # outlets of which no feed worked
    topics: tuple[tuple[str, tuple[str, ...]], ...]
    """Topics not reported that a feed usually covers which did not work, each with the outlets of such feeds."""
    counties: tuple[tuple[str, tuple[str, ...]], ...]  # the same of counties
    thin: bool = False  # so few feeds worked that all of its counts may be low
    alike: bool | None = True  # as ``panel.alike`` has it: whether its counts compare with those of the week before


class WeekView(NamedTuple):
    """One week's digest, whole."""

    week: Week
    full: tuple[StoryView, ...]
    """In ranking order; the first is the headline of the week."""
    sections: tuple[Section, ...]
    """In the catalogue's order; only topics that something was reported on."""
    quiet: tuple[str, ...]
    """Topics on which nothing was reported: stated, and never shown as calm."""
    by_topic: tuple[Tally, ...]
    """Every topic of the catalogue, in its order."""
    by_county: tuple[Tally, ...]
    """Every county with a report in the series, the most stories first."""
    national: int  # stories that name no county; those of which the place is not known are none
    stories: int
    reports: int
    outlets: tuple[str, ...]
    """Slugs of the outlets that reported, the most reports first."""
    minutes: int  # to read the issue, at 200 words a minute
    strip: tuple[Mark, ...]
    """Up to 52 weeks that end with this one."""
    previous: Week | None = None
    next: Week | None = None
    updated: datetime | None = None  # the newest change in it, by reports or the desk, in the site's zone
    more: tuple[StoryView, ...] = ()
    """Every story that is not in ``full``, best first, for text, data and search."""
    watch: Watch | None = None
    """None where nobody noted which feeds answered."""

    @property
    def compared(self) -> bool:
        """Whether there is a week before it whose counts compare with its own; an archive may have a gap there."""
        return bool(self.previous and (self.watch.alike if self.watch else self.previous == self.week.previous()))

    @property
    def brief(self) -> tuple[StoryView, ...]:
        """The five lines at the top."""
        return self.full[:BRIEF]
