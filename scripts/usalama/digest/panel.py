"""Quiet or blind: which feeds answered in a week, and whether those that usually cover something were among them.

A week's panel, ``content/panels/2026-w47.csv``, has one row a feed that was to be read and says whether it answered. It
only ever grows, so that asking again with nothing new changes no byte. ``sight`` then tells a topic or county on which
nothing was reported apart from one that nobody could have told us about. Nothing here concludes that a place is calm.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

from usalama.digest.digests import Line
from usalama.errors import CatalogError
from usalama.formats.rows import write_table

FOLDER = "content/panels"
COLUMNS = ("feed", "outlet", "answered")
GRACE = timedelta(hours=36)
"""After a week's end; a feed that answers by then still tells of the week, whose record is not closed before."""
USUAL_WEEKS = 2  # a feed usually covers what it reported in at least so many of the weeks looked at


class Seat(NamedTuple):
    """One feed in one week."""

    feed: str  # its address
    outlet: str
    answered: bool
    """Whether it answered at least once in the week; a feed that fails later still has what it brought."""


@dataclass(frozen=True)
class Panel:
    """The feeds that were to be read in a week, by address."""

    seats: tuple[Seat, ...] = ()

    @property
    def asked(self) -> int:
        """How many feeds were to be read."""
        return len(self.seats)

    @cached_property
    def worked(self) -> int:
        """How many of them worked."""
        return sum(seat.answered for seat in self.seats)

    @cached_property
    def down(self) -> Mapping[str, str]:
        """Mark of each feed that did not work → its outlet."""
        return {mark(seat.feed): seat.outlet for seat in self.seats if not seat.answered}

    @cached_property
    def marks(self) -> frozenset[str]:
        """The marks of all feeds."""
        return frozenset(mark(seat.feed) for seat in self.seats)

    def told_under(self, renamed: Mapping[str, str]) -> Panel:
        """Return the panel with outlets called as now; ``renamed`` maps what one was called to what it is."""
        return Panel(tuple(seat._replace(outlet=renamed.get(seat.outlet, seat.outlet)) for seat in self.seats))

    def with_round(self, outlets: Mapping[str, str], answered: Iterable[str]) -> Panel:
        """Return the panel after a round of asking.

        ``outlets`` has every feed that is to be read, address → outlet; ``answered`` those of them that answered.
        """
        seats = {seat.feed: seat for seat in self.seats}
        good = {*answered, *(feed for feed, seat in seats.items() if seat.answered)}
        for feed in {*seats, *outlets}:
            outlet = outlets.get(feed) or seats[feed].outlet
            seats[feed] = Seat(feed, outlet, feed in good)
        return Panel(tuple(seats[feed] for feed in sorted(seats)))


class Sight(NamedTuple):
    """How well one topic or county could have been seen in a week."""

    asked: int
    worked: int
    usual: int  # feeds that usually cover it
    down: tuple[str, ...]  # outlets of those among them that did not answer, sorted

    @property
    def thin(self) -> bool:
        """Whether so few feeds worked that what was counted may be low."""
        return thin(self.worked, self.asked)


def mark(feed: str) -> str:
    """Return the eight hex digits that stand for a feed's address in what a build keeps."""
    return blake2b(feed.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def read_panel(text: str, name: str) -> Panel:
    """Read one week's panel; a mistake in it names file, line and mend."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error as error:
        raise CatalogError(f"{name}: {error}; restore it from the repository") from None
    if not rows or tuple(rows[0]) != COLUMNS:
        raise CatalogError(f"{name}:1: the first line is not “{','.join(COLUMNS)}”; restore it from the repository")
    lines: dict[str, int] = {}
    seats = []
    for number, row in enumerate(rows[1:], 2):
        if not "".join(row).isprintable():  # it is published as open data, where the gate would refuse the whole site
            raise CatalogError(f"{name}:{number}: a hidden character; restore the line from the repository")
        if len(row) != len(COLUMNS) or not row[0] or row[2] not in {"0", "1"}:
            raise CatalogError(f"{name}:{number}: not a feed, its outlet and 0 or 1; mend or remove the line")
        if lines.setdefault(row[0], number) != number:
            raise CatalogError(f"{name}:{number}: {row[0]} stands in line {lines[row[0]]} too; remove one of the lines")
        seats.append(Seat(row[0], row[1], row[2] == "1"))
    return Panel(tuple(sorted(seats, key=lambda seat: seat.feed)))


def render(panel: Panel) -> str:
    """Return the panel's file; ``read_panel`` is its inverse."""
    return write_table(COLUMNS, ((seat.feed, seat.outlet, int(seat.answered)) for seat in panel.seats))


def usual(weeks: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the feeds that usually cover something; ``weeks`` has the feeds that reported on it in each week."""
    counts = Counter(feed for week in weeks for feed in set(week))
    return tuple(sorted(feed for feed, told in counts.items() if told >= USUAL_WEEKS))


def sight(panel: Panel, usually: Sequence[str]) -> Sight:
    """Say how well what the feeds ``usually`` cover, given by mark, could have been seen in the panel's week."""
    down = {panel.down[feed] for feed in usually if feed in panel.down}
    return Sight(panel.asked, panel.worked, len(usually), tuple(sorted(down)))


def thin(worked: int, asked: int) -> bool:
    """Tell whether fewer than three in four feeds worked: what a week counts may then be low, whatever happened."""
    return worked * 4 < asked * 3


def alike(now: Panel, before: Panel | None) -> bool | None:
    """Tell whether two weeks were seen by mostly the same feeds, so that fewer stories are not only fewer answers.

    Of the feeds that were to be read in both weeks and worked in either, three in four worked in both. Where nobody
    noted who answered in the one before, as before a site began, it is not known: what feeds still list may be all.
    """
    if before is None or not before.seats:
        return None
    shared = now.marks & before.marks
    first, second = shared - before.down.keys(), shared - now.down.keys()
    return not thin(len(first & second), len(first | second))


def breaks(panels: Sequence[Panel | None]) -> tuple[int, ...]:
    """Return the positions of the weeks in which a feed joined or left: counts across them do not compare.

    A feed whose address changed did neither.
    """
    names = _names(panels)
    known = [(at, {names[feed] for feed in panel.marks}) for at, panel in enumerate(panels) if panel and panel.seats]
    return tuple(at for (_, before), (at, now) in pairwise(known) if before != now)


def fixed(panels: Iterable[Panel | None]) -> frozenset[str]:
    """Return the feeds that were to be read in every recorded week, by each address: those whose counts do compare."""
    panels = tuple(panels)
    names = _names(panels)
    known = [{names[feed] for feed in panel.marks} for panel in panels if panel and panel.seats]
    stayed = set.intersection(*known) if known else set()
    return frozenset(feed for feed, name in names.items() if name in stayed)


def _names(panels: Iterable[Panel | None]) -> dict[str, str]:
    """Return the mark of each feed → that of its last address.

    An address changed where an outlet's one stops and another of it begins, in weeks that touch: the week of the change
    has both, and so has the one before while its record is open.
    """
    known = [panel.seats for panel in panels if panel and panel.seats]
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    outlets: dict[str, str] = {}
    for at, seats in enumerate(known):
        for seat in seats:
            feed = mark(seat.feed)
            first.setdefault(feed, at)
            last[feed], outlets[feed] = at, seat.outlet
    names = {feed: feed for feed in first}
    begun = sorted((feed for feed in first if first[feed]), key=lambda feed: (first[feed], feed))
    for feed in sorted(first, key=lambda feed: (-last[feed], feed)):
        ends = last[feed]
        after = (
            other
            for other in begun
            if outlets[other] == outlets[feed] and abs(first[other] - ends) <= 1 and first[feed] < first[other]
        )
        if ends < len(known) - 1 and (other := next(after, "")):
            begun.remove(other)
            names[feed] = names[other]
    return names


def covers(lines: Iterable[Line], kind: str) -> dict[str, str]:
    """Return each topic or county of some lines → the marks of the feeds that reported on it, joined by spaces."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for slug in getattr(line, kind):
            found.setdefault(slug, set()).update(line.feeds)
    return {slug: " ".join(sorted(feeds)) for slug, feeds in sorted(found.items())}
