"""The whole archive as the heads of its weeks tell it: which weeks, which stories go on, how counts ran.

Everything that a page across weeks needs to know before a line is read, and the fingerprints of it. It opens
nothing; lines are fetched by whoever asks, through a function that it is given.
"""

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from usalama.claims.stages import CaseStatus
from usalama.digest import changes, memory
from usalama.digest.digests import SERIES, YEAR, Mark, Tally
from usalama.digest.forwarding import Forward, Track, forwards, withdrawn
from usalama.digest.homes import Chronicle
from usalama.digest.summaries import SHELVES, Head, fingerprint
from usalama.words.weeks import Week, between


@dataclass(frozen=True)
class Atlas(Chronicle):
    """The heads of all weeks that hold an entry, and what follows from them."""

    tracks: tuple[Track, ...] = ()
    """What each week told and tells, weeks that hold no entry any more among them."""
    filed: Mapping[Week, int] = field(default_factory=dict, repr=False)
    """Reports that each week has or had, hidden ones and those that were taken down among them."""

    @property
    def newest(self) -> Week | None:
        """The newest week that holds an entry."""
        return self.heads[-1].week if self.heads else None

    def running(self, closed: Container[Week], asked: Iterable[Week]) -> Week | None:
        """Return the newest week while it is not over by what is stored.

        Nothing came after it, not even what is not shown any more, nobody closed it, and no feed was ``asked`` in a
        later one.
        """
        newest = self.newest
        came = max((*asked, *self.emptied), default=newest)
        if newest is None or newest in closed or (came and came > newest):
            return None
        return newest if self.heads[-1].updated[:10] <= newest.sunday.isoformat() else None

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that hold an entry, or did once, the newest first."""
        return tuple(sorted({week.year for week in self.pages}, reverse=True))

    @cached_property
    def weeks(self) -> tuple[Week, ...]:
        """Every week from the first to the newest, those without an entry too."""
        return between(self.heads[0].week, self.heads[-1].week) if self.heads else ()

    @cached_property
    def places(self) -> dict[Week, int]:
        """Week → its place in ``weeks``."""
        return {week: place for place, week in enumerate(self.weeks)}

    @cached_property
    def _held(self) -> dict[Week, int]:
        return {head.week: place for place, head in enumerate(self.heads)}

    @cached_property
    def last(self) -> dict[str, Head]:
        """Story → the head of the last week that tells it."""
        return {story: head for head in self.heads for story in self.ids[head.week]}

    @cached_property
    def marks(self) -> dict[Week, Mark]:
        """Each of ``weeks`` with its counts."""
        return {week: self._mark(week) for week in self.weeks}

    @cached_property
    def _counted(self) -> list[str]:
        return [f"{mark.stories},{mark.reports}" for mark in self.marks.values()]

    @cached_property
    def chapters(self) -> dict[str, tuple[tuple[Week, str], ...]]:
        """Each story of more than one week → (week, hash of its line and reports), oldest first."""
        found: dict[str, list[tuple[Week, str]]] = {story: [] for story in sorted(self.again)}
        for head in self.heads:
            for story, token in zip(self.ids[head.week], head.tokens.split(), strict=True):
                if story in found:
                    found[story].append((head.week, token))
        return {story: tuple(weeks) for story, weeks in found.items()}

    @cached_property
    def _steps(self) -> dict[str, list[tuple[Week, Sequence[str]]]]:
        rows: dict[str, list[tuple[Week, Sequence[str]]]] = {}
        for head in self.heads:
            for story, row in head.cases.items():
                rows.setdefault(story, []).append((head.week, row))
        return rows

    def case(self, story: str, until: Week | None = None) -> CaseStatus | None:
        """Return how far a story's case had come ``until`` a week, or has by now; none where an open matter ended."""
        rows = [row for week, row in self._steps.get(story, ()) if until is None or week <= until]
        case = memory.joined(rows) if rows else None
        return case if case and case.stage else None

    @cached_property
    def cases(self) -> dict[str, CaseStatus]:
        """Story → how far its case has come, by the reports of all weeks."""
        joined = ((story, self.case(story)) for story in sorted(self._steps))
        return {story: case for story, case in joined if case}

    def told(self, weeks: Collection[Week]) -> int:
        """Count the stories of some weeks: one that several of them told counts once."""
        again = [self.going_on.get(week, ()) for week in weeks]
        once = sum(self.by_week[week].stories for week in weeks if week in self.by_week) - sum(map(len, again))
        return once + len({*chain.from_iterable(again)})

    @cached_property
    def told_by_year(self) -> dict[int, int]:
        """Year → its stories; one that goes on into the next year counts in both."""
        return {year: self.told([head.week for head in self.heads if head.week.year == year]) for year in self.years}

    @cached_property
    def told_prints(self) -> dict[str, str]:
        """Each of ``chapters`` → what stands for its weeks and for all that they hold of it."""
        return {story: " ".join([f"{week}{token}" for week, token in told]) for story, told in self.chapters.items()}

    @cached_property
    def begun_prints(self) -> dict[Week, str]:
        """Each week that has a page → what stands for the stories that began in it, over all their weeks."""
        prints: dict[Week, str] = {}
        for week, head in self.pages.items():
            told = (
                story if place else story + self.told_prints[story] for story, place in self._places_in[week].items()
            )
            prints[week] = fingerprint(head.tokens if head else "", *told)
        return prints

    @cached_property
    def records_prints(self) -> dict[Week, str]:
        """Week → what stands for what earlier ones make of its records: how far cases had come, and the order."""
        prints: dict[Week, str] = {}
        for week, ids in self.ids.items():
            told = [story + self.case_print(story, week) for story in ids if story in self._steps]
            prints[week] = fingerprint(*told, *(f"{story}{place}" for story, place in self._places_in[week].items()))
        return prints

    @cached_property
    def _places_in(self) -> dict[Week, dict[str, int]]:
        """Week → its stories that have another chapter, by id → how many they had before."""
        places: dict[Week, dict[str, int]] = {week: {} for week in self.pages}
        for story, told in self.chapters.items():
            for place, (week, _) in enumerate(told):
                places[week][story] = place
        return places

    @cached_property
    def forwards(self) -> dict[str, Forward]:
        """Story that the files name and no page over weeks tells any more → where its address leads."""
        return forwards(self.tracks, self.chapters) if any(track.former for track in self.tracks) else {}

    @cached_property
    def withdrawn(self) -> dict[str, bool]:
        """Story that was told once and is told nowhere now → whether it had a feed."""
        return withdrawn(self.tracks, self.forwards) if any(track.former for track in self.tracks) else {}

    @cached_property
    def emptied(self) -> tuple[Week, ...]:
        """The weeks that told something once and tell nothing now, all of it hidden or removed, oldest first."""
        return tuple(sorted(week for week, reports in self.filed.items() if reports and week not in self.by_week))

    @property
    def emptied_since(self) -> tuple[Week, ...]:
        """Those of them that came after the newest week that holds an entry."""
        return tuple(week for week in self.emptied if self.newest is None or week > self.newest)

    @cached_property
    def pages(self) -> dict[Week, Head | None]:
        """Each week that has a page → its head; none where it held an entry only once. Oldest first."""
        return {week: self.by_week.get(week) for week in sorted((*self.by_week, *self.emptied))}

    def weeks_of(self, story: str) -> tuple[tuple[Week, str], ...]:
        """Return the weeks of any story as ``chapters`` has them, of one that runs over one week too."""
        return self.chapters.get(story) or tuple(
            (head.week, self._token(head, story)) for head in self.heads if story in self.ids[head.week]
        )

    @cached_property
    def slugs(self) -> dict[str, tuple[str, ...]]:
        """Kind of shelf → every slug that the archive has, sorted."""
        return {kind: tuple(sorted({slug for head in self.heads for slug in head.shelves[kind]})) for kind in SHELVES}

    @cached_property
    def totals(self) -> dict[str, dict[str, int]]:
        """Kind of shelf → slug → stories in the whole archive, a story counted once a week."""
        totals: dict[str, Counter[str]] = {kind: Counter() for kind in SHELVES}
        for (kind, _), counts in self._years.items():
            totals[kind].update(counts)
        return {**totals}

    @cached_property
    def _years(self) -> dict[tuple[str, int], dict[str, int]]:
        """(Kind of shelf, year) → slug → stories."""
        years: dict[tuple[str, int], dict[str, int]] = {}
        for head in self.heads:
            for kind, rows in head.shelves.items():
                counts = years.setdefault((kind, head.week.year), {})
                for slug, row in rows.items():
                    counts[slug] = counts.get(slug, 0) + row[0]
        return years

    def years_of(self, kind: str, slug: str) -> tuple[tuple[int, int], ...]:
        """Return (year, stories) of one shelf, newest first."""
        held = ((year, counts[slug]) for (each, year), counts in self._years.items() if each == kind and slug in counts)
        return tuple(sorted(held, reverse=True))

    def run(self, last: Week, count: int) -> tuple[Week, ...]:
        """Return at most ``count`` weeks that end with ``last``, none before the archive begins."""
        end = self.places[last] + 1
        return self.weeks[max(0, end - count) : end]

    def latest(self, count: int) -> tuple[Head, ...]:
        """Return the heads of the ``count`` weeks that end with the newest, oldest first; an empty week has none."""
        weeks = self.run(self.newest, count) if self.newest else ()
        return tuple(self.by_week[week] for week in weeks if week in self.by_week)

    def strip(self, last: Week) -> tuple[Mark, ...]:
        """Return the year that ends with ``last``."""
        return tuple(self.marks[week] for week in self.run(last, YEAR))

    def tally(self, kind: str, slug: str, last: Week, count: int = SERIES) -> Tally:
        """Count one shelf over the ``count`` weeks that end with ``last``."""
        rows = [self._row(kind, slug, week) for week in self.run(last, count)]
        return changes.tally(slug, [row[0] for row in rows], rows[-1][1])

    def around(self, week: Week) -> tuple[Week | None, Week | None]:
        """Return the weeks before and after ``week`` that hold an entry."""
        at = self._held[week]
        before = self.heads[at - 1].week if at else None
        after = self.heads[at + 1].week if at + 1 < len(self.heads) else None
        return before, after

    def shelf_mark(self, kind: str, slug: str, week: Week) -> Mark:
        """Return one week with the shelf's own counts."""
        row = self._row(kind, slug, week)
        return Mark(week, row[0], row[1], held=week in self.by_week)

    def shelf_print(self, kind: str, slug: str, weeks: Iterable[Week]) -> str:
        """Return what stands for all that ``weeks`` hold of one shelf, and for where they tell stories by their story.

        Of any shelf's stories one may be told so, and no row of it changes where an earlier week's report is moved.
        """
        held = ((self.by_week.get(week), self.homes_prints.get(week, "")) for week in weeks)
        rows = ((head, head.shelves[kind].get(slug) if head else None, at) for head, at in held)
        return fingerprint(*("|".join(map(str, (*row, at) if row else ())) if head else "-" for head, row, at in rows))

    def counts_print(self, last: Week) -> str:
        """Return what stands for the topic and county counts of the weeks that end with ``last``."""
        held = (self.by_week.get(week) for week in self.run(last, SERIES))
        return fingerprint(*(head.counts if head else "-" for head in held))

    def strip_print(self, last: Week) -> str:
        """Return what stands for the year strip that ends with ``last``."""
        end = self.places[last] + 1
        return fingerprint(*self._counted[max(0, end - YEAR) : end])

    def thread_print(self, week: Week) -> str:
        """Return what stands for earlier chapters of the week's stories, and which of them have a page or go on."""
        parts = list[str]()
        for story, place in self._places_in[week].items():
            told = self.chapters[story]
            parts += (story, *[token for _, token in told[:place]])
            parts.append(f"{place + 1 < len(told)}{self.case_print(story, week)}")
        return fingerprint(*parts)

    def case_print(self, story: str, until: Week | None = None) -> str:
        """Return what stands for ``case``."""
        case = self.case(story, until) if story in self._steps else None  # few stories have one
        return repr(memory.case_row(case)) if case else ""

    def place(self, week: str, story: str) -> str:
        """Return where a story stands in the week with this slug, or in its last for ""; "" where it is nowhere."""
        return f"{found[0].path}/#{found[1]}" if (found := self.told_in(week, story)) else ""

    def told_in(self, week: str, story: str) -> tuple[Week, str, str] | None:
        """Return a story's week (the last without ``week``), its id there and what stands for it; or None."""
        head = next((each for each in self.heads if each.week.slug == week), None) if week else self.last.get(story)
        now = head.former.get(story, story) if head else ""
        return (head.week, now, self._token(head, now)) if head and now in self.ids[head.week] else None

    def _token(self, head: Head, story: str) -> str:
        return head.tokens.split()[self.ids[head.week].index(story)]

    def _row(self, kind: str, slug: str, week: Week) -> Sequence[int]:
        head = self.by_week.get(week)
        return head.shelves[kind].get(slug, (0, 0)) if head else (0, 0)

    def _mark(self, week: Week) -> Mark:
        head = self.by_week.get(week)
        return Mark(week, head.stories, head.reports, held=True) if head else Mark(week, 0, 0, held=False)
