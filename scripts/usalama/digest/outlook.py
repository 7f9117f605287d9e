"""The archive beside its panels: what could be seen in a week, and where counts over weeks do not compare.

What a feed usually covers is read from the twelve weeks before, so that no later week changes what an earlier one
says. It opens nothing and counts nothing that the weeks' heads do not hold.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from usalama.digest import panel
from usalama.digest.atlas import Atlas
from usalama.digest.digests import SERIES, Watch
from usalama.digest.panel import Panel, Sight
from usalama.digest.summaries import fingerprint
from usalama.words.weeks import Week, between


@dataclass(frozen=True)
class Outlook:
    """An archive and the panel of each week that has one."""

    atlas: Atlas
    panels: Mapping[Week, Panel]

    def sight(self, kind: str, slug: str, week: Week) -> Sight | None:
        """Say how well one topic or county could be seen in ``week``; None where nobody noted who answered."""
        found = self.panels.get(week)
        return panel.sight(found, self._usual(kind, slug, week)) if found and found.seats else None

    def watch(self, week: Week, topics: Sequence[str]) -> Watch | None:
        """Say how well a week could be seen as a whole; None where nobody noted who answered."""
        found = self.panels.get(week)
        if not found or not found.seats:
            return None
        working = {seat.outlet for seat in found.seats if seat.answered}
        down = tuple(sorted({seat.outlet for seat in found.seats} - working))
        before = filter(None, map(self.atlas.by_week.get, self._before(week)))
        told = sorted({slug for head in before for slug in head.covers["counties"]})
        blind = self._blind("topics", topics, week), self._blind("counties", told, week)
        alike = panel.alike(found, self.panels.get(week.previous()))
        return Watch(found.asked, found.worked, down, *blind, panel.thin(found.worked, found.asked), alike)

    def answered(self, weeks: Sequence[Week]) -> tuple[tuple[int, int] | None, ...]:
        """Return (feeds that worked, feeds to be read) of each week, None where nobody noted it."""
        found = (self.panels.get(week) for week in weeks)
        return tuple((each.worked, each.asked) if each and each.seats else None for each in found)

    @cached_property
    def thin(self) -> dict[Week, Panel]:
        """Each week that too few feeds told → its panel; one of which nobody noted who answered is left out."""
        noted = ((week, found) for week, found in sorted(self.panels.items()) if found.seats)
        return {week: found for week, found in noted if panel.thin(found.worked, found.asked)}

    def thin_print(self, weeks: Container[Week]) -> str:
        """Return what stands for which of some weeks few feeds told."""
        return repr([(week, found.worked, found.asked) for week, found in self.thin.items() if week in weeks])

    def since(self) -> tuple[tuple[Week, tuple[int, int] | None], ...]:
        """Return each week after the newest with a report, up to the last in which a feed was asked → as ``answered``.

        What came after that one nobody can tell. One that brought what is not shown any more is left out.
        """
        newest, last = self.atlas.newest, max(self.panels, default=None)
        later = between(newest.next(), last) if newest and last else ()
        weeks = tuple(week for week in later if week not in self.atlas.emptied)
        return tuple(zip(weeks, self.answered(weeks), strict=True))

    def silent(self) -> tuple[Week, ...]:
        """Return the weeks that are over, in which feeds were asked and of which no report ever came, oldest first."""
        told = {*self.atlas.by_week, *self.atlas.emptied}
        over = (week for week in sorted(self.panels)[:-1] if self.panels[week].seats)  # while it is the last, it runs
        return tuple(week for week in over if week not in told and min(self.atlas.by_week, default=week) < week)

    def last_answers(self, outlet: str) -> dict[str, Week]:
        """Return each feed of an outlet → the last week in which it answered; a feed that never did is left out."""
        return {
            seat.feed: week
            for week, panel in sorted(self.panels.items())
            for seat in panel.seats
            if seat.outlet == outlet and seat.answered
        }

    def outlets_answered(self) -> dict[str, Week]:
        """Return each outlet → the last week in which a feed of it answered; one that never did is left out."""
        found: dict[str, Week] = {}
        for week, noted in sorted(self.panels.items()):
            found.update((seat.outlet, week) for seat in noted.seats if seat.answered)
        return dict(sorted(found.items()))

    def breaks(self, weeks: Sequence[Week]) -> tuple[int, ...]:
        """Return the positions of those weeks in which a feed joined or left."""
        return panel.breaks([self.panels.get(week) for week in weeks])

    def fixed(self, weeks: Sequence[Week]) -> frozenset[str]:
        """Return the marks of the feeds that were read in all of those weeks."""
        return panel.fixed(self.panels.get(week) for week in weeks)

    def week_print(self, week: Week, topics: Sequence[str]) -> str:
        """Return what stands for all that a week's own pages show of panels."""
        weeks = self.atlas.run(week, SERIES)
        return fingerprint(repr(self.watch(week, topics)), self.trend_print(weeks))

    def shelf_print(self, kind: str, slug: str, weeks: Sequence[Week]) -> str:
        """Return what stands for all that the page of a topic or county shows of panels."""
        seen = repr(self.sight(kind, slug, weeks[-1])) if weeks else ""
        return fingerprint(seen, repr(self.answered(weeks)), self.trend_print(weeks))

    def trend_print(self, weeks: Sequence[Week]) -> str:
        """Return what stands for the break marks of those weeks and the counts on their fixed panel."""
        broken = self.breaks(weeks)
        if not broken:
            return ""
        heads = (self.atlas.by_week.get(week) for week in weeks)
        return fingerprint(repr(broken), *sorted(self.fixed(weeks)), *(head.tokens if head else "-" for head in heads))

    def _usual(self, kind: str, slug: str, week: Week) -> tuple[str, ...]:
        heads = (self.atlas.by_week.get(before) for before in self._before(week))
        return panel.usual(head.covers[kind].get(slug, "").split() for head in heads if head)

    def _blind(self, kind: str, slugs: Sequence[str], week: Week) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return (slug, outlets) of what a feed that did not answer usually covers and nobody reported on."""
        head = self.atlas.by_week.get(week)
        told = head.shelves[kind] if head else {}
        found = self.panels[week]
        seen = ((slug, panel.sight(found, self._usual(kind, slug, week)).down) for slug in slugs if slug not in told)
        return tuple((slug, down) for slug, down in seen if down)

    def _before(self, week: Week) -> tuple[Week, ...]:
        return self.atlas.run(week, SERIES + 1)[:-1] if week in self.atlas.places else ()
