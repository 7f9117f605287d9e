"""Planning a build: which weeks must be read again, what the archive then holds, which files that touches.

It orders calls and decides nothing itself: the edge that reads weeks comes in as an argument, the decisions are in
``summaries``, ``pagelist`` and ``plan``. Nothing is rendered here.
"""

import pickle
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from usalama.digest import changes, forwarding, homes
from usalama.digest.atlas import Atlas
from usalama.digest.digests import SERIES, Before, Line, Report, StoryView, Tally
from usalama.digest.edition import Around, Book, known
from usalama.digest.filed import Filed, filed_as, joined
from usalama.digest.outlook import Outlook
from usalama.digest.panel import Panel
from usalama.digest.summaries import SHELVES, Head, read_reports, summarise
from usalama.ledger import effects
from usalama.ledger.ledger import Edit, Ledger
from usalama.model import Problem
from usalama.planning.pagelist import running
from usalama.planning.weekly import Reading, Weeks, told
from usalama.stories import succession
from usalama.words.weeks import Week, parse_week

KEPT_ENTRIES = 10_000
"""Entries of weeks just read that whoever read them keeps in memory until their pages are made."""
PACKED_ENTRIES = 100_000
"""And so many more as bytes, 700 an entry: to read a week again takes five times as long as to pack and unpack it."""
KEPT_WEEKS = 64  # weeks whose lines are kept in memory
_read_reports = lru_cache(maxsize=1024)(read_reports)
"""A story stands in the feeds of its topics and of its counties."""


@dataclass
class Survey:
    """The archive as it stands, and a memory of what was read to know it."""

    weeks: Weeks
    book: Book
    atlas: Atlas
    problems: tuple[Problem, ...]
    ledger: Ledger
    outlook: Outlook
    once: Mapping[str, Sequence[str]]
    """topics | counties | outlets → slugs that reports have or had, beside those that each week tells."""
    unfiled: Mapping[Week, Filed]  # week that was read → what its register is to name, which it does not yet
    _told: dict[Week, tuple[StoryView, ...] | bytes] = field(default_factory=dict, repr=False)
    lines: Callable[[Week], Mapping[str, Line]] = field(init=False, repr=False)  # gives a week's lines by story
    _shelves: Callable[[Week], Mapping[tuple[str, str], list[Line]]] = field(init=False, repr=False)
    _reports: Callable[[Week], Mapping[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Remember what was asked of the last weeks."""
        remembered = lru_cache(maxsize=KEPT_WEEKS)
        self.lines, self._shelves = remembered(self._lines_of), remembered(self._shelves_of)
        self._reports = remembered(self.weeks.reports)

    def stories(self, week: Week) -> tuple[StoryView, ...]:
        """Return a week's stories, read again if they are no longer in memory."""
        held = self._told.pop(week, None) or told(week, self.weeks.read(week), self.book, self.ledger).stories
        own = pickle.loads(held) if isinstance(held, bytes) else held  # noqa: S301  packed by this very build
        at = self.atlas.homes.get(week)
        return tuple(homes.story_at(story, at) for story in own) if at else own

    def shelf_lines(self, week: Week, field_name: str, slug: str) -> tuple[Line, ...]:
        """Return a week's lines with ``slug`` among their topics, counties or outlets, by story id."""
        return tuple(self._shelves(week).get((field_name, slug), ()))

    def reports(self, week: Week, story: str) -> tuple[Report, ...]:
        """Return the reports of one story of a week."""
        return _read_reports(self._reports(week)[story])[0]

    def edits(self, week: Week, story: str) -> tuple[Edit, ...]:
        """Return what the desk did to one story of a week, without wordings and reasons."""
        return _read_reports(self._reports(week)[story])[1]

    @cached_property
    def running(self) -> dict[tuple[str, str], tuple[Line, ...]]:
        """Return (folder, slug) → the newest week's lines of stories that run over weeks."""
        newest = self.atlas.newest
        return running(self.atlas, newest, self.line_list(newest)) if newest else {}

    def line_list(self, week: Week) -> tuple[Line, ...]:
        """Return a week's lines, by story id."""
        return tuple(self.lines(week).values())

    def around(self, week: Week) -> Around:
        """Return what the pages of ``week`` show of other weeks."""
        atlas = self.atlas
        run = atlas.run(week, 12)
        previous, following = atlas.around(week)
        slugs = sorted(
            {slug for held in run if held in atlas.by_week for slug in atlas.by_week[held].shelves["counties"]}
        )
        counties = [self.tally("counties", slug, week) for slug in slugs]
        return Around(
            topics=tuple(self.tally("topics", topic.slug, week) for topic in self.book.topics),
            counties=tuple(sorted(counties, key=lambda tally: (-tally.now, -sum(tally.series), tally.slug))),
            strip=atlas.strip(week),
            updated=datetime.fromisoformat(atlas.by_week[week].updated),
            previous=previous,
            next=following,
            before={
                story: found
                for story in atlas.going_on.get(week, ())
                if (found := self.before(story, week)) is not None
            },
            pages={story: f"stories/{story}/" for story in atlas.going_on.get(week, ())},
            later=frozenset(story for story in atlas.going_on.get(week, ()) if atlas.chapters[story][-1][0] > week),
            cases={story: case for story in atlas.by_week[week].ids if (case := atlas.case(story, week))},
            watch=self.outlook.watch(week, [topic.slug for topic in self.book.topics]),
        )

    def tally(self, kind: str, slug: str, last: Week, count: int = SERIES) -> Tally:
        """Count one shelf; where a feed joined or left, also as the feeds read in all of these weeks told it."""
        weeks = self.atlas.run(last, count)
        plain = self.atlas.tally(kind, slug, last, count)
        broken = self.outlook.breaks(weeks)
        if not broken or kind == "outlets":
            return plain
        panel = self.outlook.fixed(weeks)
        held = (self.shelf_lines(week, kind, slug) if week in self.atlas.by_week else () for week in weeks)
        counts = [sum(not panel.isdisjoint(line.feeds) for line in lines) for lines in held] if panel else []
        return changes.tally(slug, plain.series, plain.reports, fixed=counts, breaks=broken)

    def before(self, story: str, week: Week) -> Before | None:
        """Return what the weeks before ``week`` held of a story."""
        earlier = [self.lines(other)[story] for other, _ in self.atlas.chapters[story] if other < week]
        if not earlier:
            return None
        return Before(
            weeks=tuple(line.week for line in earlier),
            reports=sum(line.reports for line in earlier),
            outlets=tuple(dict.fromkeys(slug for line in earlier for slug in line.outlets)),
            counties=tuple(dict.fromkeys(slug for line in earlier for slug in line.counties)),
            first=min(line.first for line in earlier),
            opening=earlier[0],
        )

    def _lines_of(self, week: Week) -> Mapping[str, Line]:
        held = self._told.get(week)
        lines = (story.line for story in held) if isinstance(held, tuple) else self.weeks.lines(week)
        at = self.atlas.homes.get(week)
        return {line.story: homes.line_at(line, at) if at else line for line in lines}

    def _shelves_of(self, week: Week) -> Mapping[tuple[str, str], list[Line]]:
        found: dict[tuple[str, str], list[Line]] = {}
        for line in self.line_list(week):
            for name, slugs in (("topics", line.topics), ("counties", line.counties), ("outlets", line.outlets)):
                for each in slugs:
                    found.setdefault((name, each), []).append(line)
        return found


class Found(NamedTuple):
    """A week that was read; its summary is kept by then."""

    head: Head
    problems: tuple[Problem, ...]
    stories: tuple[StoryView, ...] | bytes | None
    """Packed where those of many weeks are in memory, and None where those of too many are."""
    unfiled: Filed | None  # what its register is to name; None where it does


Read = Callable[[Sequence[Week]], list[Found]]
Share = Callable[[Read, Sequence[Week]], Iterable[list[Found]]]
"""Lets some weeks be read by several at once; gives what each read."""


def survey(
    weeks: Weeks,
    book: Book,
    made: str,
    *,
    states: Mapping[Week, str] | None = None,
    ledger: Ledger,
    panels: Mapping[Week, Panel] | None = None,
    filed: Mapping[Week, str] = MappingProxyType({}),
    share: Share = lambda read, weeks: [read(weeks)],
) -> Survey:
    """Read the weeks that changed, keep their summaries, and return the archive as it stands.

    ``made`` stands for the catalogue, the ledger and the code, ``filed`` has what stands for each week's register of
    what was filed in it, if it has or had one: such a week is read for that alone where it has no file any more.
    """
    states = {**dict.fromkeys(filed, ""), **(weeks.scan() if states is None else states)}
    kept = weeks.heads(states, made).items()
    heads = {week: head for week, head in kept if head.register == filed.get(week, "") and not head.owes}
    reader = _Reader(weeks, book, made, states, filed, ledger, heads, share)
    reader.read_again()
    heads = reader.heads
    ordered = tuple(heads[week] for week in sorted(heads) if heads[week].stories)
    problems = tuple(problem for week in sorted(reader.problems) for problem in reader.problems[week])
    told_once = ((week, heads[week].ids, heads[week].former) for week in sorted(heads))
    gone = ((parse_week(week), story, heir) for week, story, heir in effects.taken_from(reader.following()))
    taken = Counter(parse_week(edit.week) for edit in ledger.removals if edit.week)  # of weeks without a file
    counts = {**taken, **{week: head.filed for week, head in heads.items()}}
    atlas = Atlas(ordered, forwarding.tracks(told_once, gone), counts)
    outlook = Outlook(atlas, panels or {})
    once = {kind: sorted({slug for head in heads.values() for slug in head.once.get(kind, ())}) for kind in SHELVES}
    return Survey(weeks, book, atlas, problems, reader.following(), outlook, once, reader.unfiled, reader.stories)


@dataclass
class _Reader:
    """Reads what changed, and what merges found elsewhere change."""

    weeks: Weeks
    book: Book
    made: str
    states: Mapping[Week, str]
    filed: Mapping[Week, str]
    ledger: Ledger
    heads: dict[Week, Head]
    share: Share
    stories: dict[Week, tuple[StoryView, ...] | bytes] = field(default_factory=dict)
    problems: dict[Week, tuple[Problem, ...]] = field(default_factory=dict)
    unfiled: dict[Week, Filed] = field(default_factory=dict)
    kept: int = 0

    def read_again(self) -> None:
        """Bring all heads up to date."""
        # Newest first: the report that shows two stories to be one is nearly always younger than what they told.
        self._take([week for week in sorted(self.states, reverse=True) if week not in self.heads])
        ledger = self.following()
        self._take([week for week, head in sorted(self.heads.items()) if head.follows != self._follows(head, ledger)])

    def _take(self, weeks: Sequence[Week]) -> None:
        for found in self.share(lambda some: [self._read(week) for week in some], weeks) if weeks else ():
            for each in found:
                self._keep(each)

    def _keep(self, found: Found) -> Found:
        week = found.head.week
        self.problems[week], self.heads[week] = found.problems, found.head
        if found.stories is not None:
            self.stories[week] = found.stories
        if found.unfiled is not None:
            self.unfiled[week] = found.unfiled
        return found

    def following(self) -> Ledger:
        """Return the ledger for what the archive's reports showed to be one story."""
        merges = [succession.Merge(kept, gone) for week in sorted(self.heads) for kept, gone in self.heads[week].merges]
        return self.ledger.following(succession.ways(merges)) if merges else self.ledger

    def _read(self, week: Week) -> Found:
        reading, ledger = self.weeks.read(week), self.following()
        stories, content, lost, withheld = told(week, reading, self.book, ledger)
        # A week with a file that cannot be read is read again each time, so that the problem stays in every report.
        source = self.states[week] if not reading.problems else "again"
        summary = summarise(week, stories, self.book.actors, source=source, made=self.made, content=content)
        merges = [[merge.kept, merge.gone] for merge in succession.merges_of(reading.entries)]
        # As if the register named all of it, which it does once this is published: the same pages come of both.
        filed = joined(reading.filed, filed_as(reading.entries))
        trails = effects.trails(reading.entries, ledger, filed["stories"])
        former = forwarding.formers(trails, stories)
        taken = {edit.on for edit in ledger.removals if edit.week == week.slug}
        head, count = summary.head, len(taken.union(filed["reports"]))
        once = {kind: sorted({*filed[kind]} - head.shelves[kind].keys()) for kind in SHELVES}
        newest = max(head.updated, withheld.astimezone(self.book.zone).isoformat() if withheld else "")
        head = head._replace(merges=merges, former=former, filed=count, once=once, unknown=lost, updated=newest)
        unfiled = self._unfiled(week, reading)
        register, owes = self.filed.get(week, ""), unfiled is not None
        head = head._replace(follows=self._follows(head, ledger), register=register, owes=owes)
        self.weeks.save(summary._replace(head=head))
        self.kept += len(reading.entries)
        if self.kept <= KEPT_ENTRIES or week in self.stories:
            return self._keep(Found(head, reading.problems, stories, unfiled))
        packed = pickle.dumps(stories) if self.kept <= KEPT_ENTRIES + PACKED_ENTRIES else None
        return self._keep(Found(head, reading.problems, packed, unfiled))

    def _unfiled(self, week: Week, reading: Reading) -> Filed | None:
        """Return what a week's register is to name; slips of topics and counties make no address worth keeping."""
        names = joined(reading.filed, filed_as(known(reading.entries, self.book)[0]))
        return names if names != reading.filed and (names["reports"] or week in self.filed) else None

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(name for edit in self.ledger.edits for name in (edit.on, edit.story, *edit.left))

    def _follows(self, head: Head, ledger: Ledger) -> str:
        """Return the merges that concern a week: of its own stories, and of those that the desk names."""
        if not ledger.shown:
            return ""
        known = {*head.ids, *head.former}
        concerned = sorted(gone for gone in ledger.shown if gone in known or gone in self._named)
        return " ".join(">".join((gone, *ledger.shown[gone])) for gone in concerned)
