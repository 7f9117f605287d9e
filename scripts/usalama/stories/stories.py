"""Which reports tell one event: stories grown online.

``StoryIndex`` takes one entry after the other and never changes what it said: a story's id is ``s`` and the key of its
first entry, for ever. When a report shows that two stories are one, the older id stays, the other redirects, and
the report's own reason says so: ``succession`` reads it back from entries, so nothing else has to be stored.
Every place in a story has a reason that names the nearest report and what they share. It judges no relevance and merges
nothing across owners. A whole batch is grouped by ``batches``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import islice

from usalama.ledger import effects
from usalama.ledger.ledger import Ledger
from usalama.model import JudgedEntry, Reason, story_id
from usalama.stories import chapters
from usalama.stories.chapters import are_weeks_apart
from usalama.stories.evidence import FEATURES, Evidence, are_of_two_counties, compare, shared
from usalama.stories.fingerprints import CONCEPT, FIGURE, Report
from usalama.stories.linkage import FLOOR, bounded, closeness
from usalama.stories.onward import tells_a_step
from usalama.stories.sketches import Sketch, StoryTables, sketch
from usalama.stories.succession import also_tells, followed

QUOTED = 90  # letters of a neighbour's headline that a reason quotes


def explain(new: Sketch, other: Sketch, evidence: Evidence, tables: StoryTables) -> str:
    """Say in one line which report is nearest, what they share and what speaks against it."""
    common = sorted(shared(new, other), key=lambda token: (-tables.rarity(token), token))[:6]
    words = ", ".join(token.lstrip(CONCEPT + FIGURE) for token in common)
    day = other.report.first if other.report.first == other.report.last else None
    when = f", {date.fromordinal(day).isoformat()}" if day else ""
    values = dict(zip(FEATURES, evidence.features, strict=True))
    against = [name for name in FEATURES if name.startswith("other-") and name != "other-language" and values[name]]
    doubt = f"; against it: {', '.join(against).replace('-', ' ')}" if against else ""
    title = other.report.title.replace("|", "/")[:QUOTED]
    source = other.report.outlet or "outlet unknown"
    return f'with "{title}" ({source}{when}): both have {words}; score {evidence.score:+.1f}{doubt}'


MARKS = 8  # how many of a report's rarest words are looked up
DEEP = 40  # how many of the newest reports with one word are looked at: a word of many says little
NEAREST = 16


class Shelf:
    """Sketches by number, found by their marks; ``memory`` in days."""

    def __init__(self, memory: int) -> None:
        self.sketches: dict[int, Sketch] = {}
        self._memory = memory
        self._by_mark: dict[str, list[int]] = {}
        self._next = 0
        self._newest = 0
        self._swept = 0

    def put(self, new: Sketch) -> int:
        """Keep a sketch; return its number."""
        number, self._next = self._next, self._next + 1
        self.sketches[number] = new
        for mark in new.marks[:MARKS]:
            self._by_mark.setdefault(mark, []).append(number)
        self._newest = max(self._newest, new.report.first or 0)
        return number

    def near(self, new: Sketch) -> list[int]:
        """Return the numbers that share the most, most first."""
        common: defaultdict[int, int] = defaultdict(int)
        for mark in new.marks[: MARKS * 2]:
            weight = int(1000 * new.tokens[mark])
            for number in self._by_mark.get(mark, ())[-DEEP:]:
                common[number] -= weight
        oldest = (new.report.first or 0) - self._memory
        near = (number for _, number in sorted(zip(common.values(), common, strict=True)))
        return list(islice((number for number in near if self._is_of(number, oldest)), NEAREST))

    def _is_of(self, number: int, oldest: int) -> bool:
        known = self.sketches.get(number)
        return known is not None and (known.report.first or 0) >= oldest

    def forgotten(self) -> Iterator[int]:
        """Drop what is too old, once a week of time at most; yield the numbers."""
        if self._newest < self._swept + 7:
            return
        self._swept = self._newest
        old = [n for n, kept in self.sketches.items() if (kept.report.first or 0) < self._newest - self._memory]
        for number in old:
            del self.sketches[number]
            yield number
        if old:
            kept = ((mark, [n for n in numbers if n in self.sketches]) for mark, numbers in self._by_mark.items())
            self._by_mark = {mark: numbers for mark, numbers in kept if numbers}


_MEMORY = 120
_TOLD = 12
_ELSEWHERE = Evidence(FLOOR, ())


def report_of(judged: JudgedEntry, zone: tzinfo) -> Report:
    """Return what the grouping needs of an entry; its day is the one of ``zone``."""
    entry = judged.entry
    day = entry.published.astimezone(zone).toordinal()
    return Report(
        entry.key, entry.title, entry.summary, entry.language, entry.outlet, judged.judgement.counties, day, day
    )


@dataclass(slots=True)
class _Story:
    id: str
    began: tuple[int, str]
    members: list[int]


@dataclass(frozen=True, slots=True)
class _Match:
    """How close a report is to a story, and to which member it is closest."""

    close: float
    story: _Story
    nearest: Sketch
    evidence: Evidence


class StoryIndex:
    """Stories as they grow, newest first in mind; reports older than four months are forgotten."""

    def __init__(self, tables: StoryTables, zone: tzinfo, sketched: Callable[[Report], Sketch] | None = None) -> None:
        """``sketched`` may know the sketches of some reports already."""
        self.tables = tables
        self._zone = zone
        self._sketched = sketched or (lambda report: sketch(report, tables))
        self._shelf = Shelf(_MEMORY)
        self._of: dict[int, _Story] = {}
        self._stories: dict[str, _Story] = {}

    def known(self, entries: Iterable[JudgedEntry], ledger: Ledger | None = None) -> None:
        """Take in entries that have their story already, each where merges and the desk put it.

        What the desk hid is known too: a new report of the same event belongs to the same story.
        """
        told = sorted(entries, key=lambda judged: (judged.entry.published, judged.entry.key))
        merged = followed(ledger or Ledger(), told)
        for judged in told:
            placed = effects.placed(judged, merged)
            self._place(self._sketched(report_of(placed, self._zone)), placed.story)

    def add(self, judged: JudgedEntry) -> tuple[str, Reason]:
        """Find or begin the story of a new entry; say why."""
        new = self._sketched(report_of(judged, self._zone))
        matches = self._matches(new)
        if not matches or matches[0].close < 0:
            story = story_id(new.report.key)
            self._place(new, story)
            return story, Reason("story", story, _first(matches))
        best = matches[0]
        joined = [
            match.story for match in matches[1:] if match.close >= 0 and self._are_one(new, best.story, match.story)
        ]
        number = self._place(new, best.story.id)
        kept = min([best.story, *joined], key=lambda story: story.began)
        gone = [story for story in (best.story, *joined) if story is not kept]
        evidence = explain(new, best.nearest, best.evidence, self.tables)
        for other in gone:
            self._merge(kept, other)
            evidence += also_tells(other.id)
        return self._of[number].id, Reason("story", kept.id, evidence)

    def _matches(self, new: Sketch) -> list[_Match]:
        """Return how close the new report is to each story near it, the closest first."""
        near: dict[str, list[tuple[Evidence, Sketch]]] = {}
        for number in self._shelf.near(new):
            member = self._shelf.sketches[number]
            near.setdefault(self._of[number].id, []).append((self._weigh(new, member), member))
        found = [self._match(new, self._stories[story], told) for story, told in near.items()]
        return sorted(found, key=lambda match: (-match.close, match.story.began))

    def _match(self, new: Sketch, story: _Story, told: list[tuple[Evidence, Sketch]]) -> _Match:
        """Measure how close a story is; ``told`` are its reports that were found near, already weighed."""
        evidence, nearest = max(told, key=lambda pair: (pair[0].score, pair[1].report.key))
        step = tells_a_step(new)
        if evidence.score < 0 or (step and are_weeks_apart(new, nearest)):
            # No group is closer than its closest pair; a step need not be told as the others of its matter are.
            return _Match(bounded(evidence.score), story, nearest, evidence)
        weighed = {member.report.key: (found.score, member) for found, member in told}
        for number in story.members[-_TOLD:]:
            member = self._shelf.sketches[number]
            if member.report.key not in weighed:
                weighed[member.report.key] = (self._weigh(new, member).score, member)
        scores = [
            bounded(score)
            for score, member in weighed.values()
            if score >= 0 or not step or not are_weeks_apart(new, member)
        ]
        return _Match(closeness(max(scores), sum(scores), len(scores), len(scores)), story, nearest, evidence)

    def _weigh(self, new: Sketch, member: Sketch) -> Evidence:
        apart = are_of_two_counties(new, member, self.tables.areas)
        if apart and not are_weeks_apart(new, member):
            return _ELSEWHERE  # as most pairs are: what else they share, in three times the time, changes nothing
        return chapters.weighed(compare(new, member, self.tables, apart=apart), new, member, self.tables)

    def _are_one(self, new: Sketch, one: _Story, other: _Story) -> bool:
        """True when the story that the new report joined is now as close to the other as two groups must be."""
        firsts = [new, *(self._shelf.sketches[number] for number in one.members[-_TOLD:])]
        seconds = [self._shelf.sketches[number] for number in other.members[-_TOLD:]]
        scores = [bounded(self._weigh(first, second).score) for first in firsts for second in seconds]
        return closeness(max(scores), sum(scores), len(scores), len(scores)) >= 0

    def _place(self, new: Sketch, story_key: str) -> int:
        number = self._shelf.put(new)
        began = (new.report.first or 0, new.report.key)
        story = self._stories.get(story_key)
        if story is None:
            story = self._stories[story_key] = _Story(story_key, began, [])
        story.began = min(story.began, began)
        story.members.append(number)
        self._of[number] = story
        for old in self._shelf.forgotten():
            self._forget(old)
        return number

    def _forget(self, number: int) -> None:
        story = self._of.pop(number)
        story.members.remove(number)
        if not story.members:
            self._stories.pop(story.id, None)

    def _merge(self, kept: _Story, gone: _Story) -> None:
        kept.members = sorted([*kept.members, *gone.members])
        for number in gone.members:
            self._of[number] = kept
        self._stories.pop(gone.id, None)


def _first(matches: Sequence[_Match]) -> str:
    if not matches:
        return "first report: shares no rare word with any recent one"
    return f"first report: the nearest other is in {matches[0].story.id}, score {matches[0].close:+.1f}"
