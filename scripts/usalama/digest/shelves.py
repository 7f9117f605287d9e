"""What pages across weeks are made of: topics, counties, outlets, stories and years.

Records only, like ``digests``; they hold lines, never whole weeks, so that such a page costs no reading of
the archive.
"""

from datetime import date, datetime
from typing import NamedTuple

from usalama.claims.stages import CaseStatus
from usalama.digest.digests import Line, Mark, StoryView, Tally
from usalama.digest.panel import Sight, thin
from usalama.ledger.ledger import Edit
from usalama.words.weeks import Week

SHELF_LINES = 40
"""Lines on one shelf's page."""
YEAR_LINES = 600
"""Headlines on a year's page; a fuller year is cut into parts of four weeks."""


class WeekLines(NamedTuple):
    """One week of a list: its lines, newest week first in a page, and how many were left out."""

    mark: Mark
    lines: tuple[Line, ...]
    left_out: int = 0
    """Lines of that week that stand in the week's own page only."""


class ShelfView(NamedTuple):
    """A topic, county or outlet over time: what its page shows."""

    kind: str
    """"topics", "counties" or "sources"."""
    slug: str
    tally: Tally
    """Its 52 weeks, ending with the newest week we hold."""
    marks: tuple[Mark, ...]
    """The weeks of the series with this shelf's own counts."""
    weeks: tuple[WeekLines, ...]
    """Recent weeks, newest first; at most ``SHELF_LINES`` in all."""
    years: tuple[tuple[int, int], ...]
    """(year, stories) for the whole archive, newest first."""
    beside: tuple[tuple[str, int], ...]
    """Counties of a topic, topics of a county or outlet, in ``weeks``: (slug, stories), most first."""
    running: tuple[Line, ...]
    """Its stories of more than one week that have a chapter in the newest week."""
    sight: Sight | None = None
    """How well a topic or county could be seen in the newest week; None where nobody noted who answered."""
    answered: tuple[tuple[int, int] | None, ...] = ()
    """(feeds that worked, feeds to be read) of each week of the series; None where nobody noted it."""

    @property
    def thin(self) -> int:
        """In how many of the four weeks before the newest too few feeds worked for its page to compare with."""
        return sum(thin(*each) for each in self.answered[-5:-1] if each)


class Chapter(NamedTuple):
    """One week of a story across weeks; ``view`` holds its reports."""

    mark: Mark
    view: StoryView


class WholeStory(NamedTuple):
    """One story over all its weeks, as the lines of those tell it; what has a default is for its page alone."""

    lead: Line
    """Of its newest week."""
    first: date
    updated: datetime
    weeks: int
    reports: int
    outlets: tuple[str, ...]
    """Those of its newest week first."""
    level: int
    topics: tuple[str, ...]
    counties: tuple[str, ...]
    chapters: tuple[Chapter, ...] = ()
    """Newest first."""
    marks: tuple[Mark, ...] = ()
    """Its own counts from its first week to its last."""
    case: CaseStatus | None = None
    """How far its case has come."""
    edits: tuple[Edit, ...] = ()
    """What the desk did to it and its reports."""


class ArchiveYear(NamedTuple):
    """One year of headlines."""

    year: int
    marks: tuple[Mark, ...]
    """Every week of the year from the first to the last we hold, oldest first."""
    weeks: tuple[WeekLines, ...]
    """With every headline, newest week first; empty where the year is cut into parts."""
    parts: tuple[tuple[str, Week, Week, int], ...] = ()
    """(path, first week, last week, stories) where the year has more headlines than one light page can hold."""
    stories: int = 0
    reports: int = 0


class OutletRow(NamedTuple):
    """One outlet in the table of sources."""

    slug: str
    reports: int
    """In the newest 12 weeks."""
    stories: int
    first_to_report: int
    """Stories of those weeks that it reported before any other outlet we read."""
    topics: tuple[tuple[str, int], ...]
    counties: tuple[tuple[str, int], ...]
    share: float
    """Of all reports in those weeks, 0 to 1."""
    shared: int = 0
    """Stories of those weeks that other outlets report too."""
    first_of_shared: int = 0
    """Those of them that it reported first."""
    reworded: int = 0
    """Reports of those weeks whose headline it changed after we had listed them."""
