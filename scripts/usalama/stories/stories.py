"""Which reports tell one event: stories grown online.

``StoryIndex`` takes one entry after the other and never changes what it said: a story's id is ``s`` and the key of its
first entry, for ever. When a report shows that two stories are one, the older id stays, the other redirects, and
the report's own reason says so: ``succession`` reads it back from entries, so nothing else has to be stored.
Every place in a story has a reason that names the nearest report and what they share. It judges no relevance and merges
nothing across owners. A whole batch is grouped by ``batches``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from usalama.judging.rulebook import Rulebook
from usalama.ledger import effects
from usalama.ledger.ledger import Ledger
from usalama.model import JudgedEntry, Reason, story_id
from usalama.stories.evidence import Evidence, Sketch, StoryTables, compare, read_story_tables, sketch
from usalama.stories.fingerprints import Report
from usalama.stories.linkage import bounded, closeness
from usalama.stories.nearest import explain
from usalama.stories.neighbours import Shelf
from usalama.stories.succession import also_tells, merges_of, ways

CHAPTER_DAYS = 8
"""A report that many days after its story's latest begins a new chapter."""
CHAPTER = 3.0
"""What two rare names in common are worth to a later chapter, and what fewer count against it."""
_NAMES_OF_A_CHAPTER = 2
_MEMORY = 120
_TOLD = 12


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
        followed = (ledger or Ledger()).following(ways(merges_of(told)))
        for judged in told:
            placed = effects.placed(judged, followed)
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
        if evidence.score < 0:  # no group is closer than its closest pair
            return _Match(evidence.score, story, nearest, evidence)
        weighed = {member.report.key: found.score for found, member in told}
        members = [self._shelf.sketches[number] for number in story.members[-_TOLD:]]
        rest = [self._weigh(new, member).score for member in members if member.report.key not in weighed]
        scores = [bounded(score) for score in (*weighed.values(), *rest)]
        return _Match(closeness(max(scores), sum(scores), len(scores), len(scores)), story, nearest, evidence)

    def _weigh(self, new: Sketch, member: Sketch) -> Evidence:
        found = compare(new, member, self.tables)
        if abs((new.report.first or 0) - (member.report.first or 0)) <= CHAPTER_DAYS:
            return found
        names = (new.rare_names | member.rare_names) & new.tokens.keys() & member.tokens.keys()
        worth = CHAPTER if len(names) >= _NAMES_OF_A_CHAPTER else -CHAPTER
        return Evidence(found.score + worth, found.features)

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


def tables_of(rulebook: Rulebook) -> StoryTables:
    """Compile the story tables of a rulebook."""
    return read_story_tables(rulebook.files)


def _first(matches: Sequence[_Match]) -> str:
    if not matches:
        return "first report: shares no rare word with any recent one"
    return f"first report: the nearest other is in {matches[0].story.id}, score {matches[0].close:+.1f}"
