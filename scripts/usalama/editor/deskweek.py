"""One week as the desk looks at it: its stories as they will be shown, the doubtful ones first, and the near misses.

What is doubtful is read from the reasons that judging left, never judged again. Hidden entries stay in sight here, so
that hiding can be taken back. Nothing opens a file or knows the time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from usalama.ledger.effects import applied, placed
from usalama.ledger.ledger import Edit, Ledger
from usalama.model import JudgedEntry

FAR, NEAR = -3.0, 6.0  # between these scores a report nearly was, or nearly was not, part of another story
UNSURE = 0.65  # a relevance below this was a narrow decision
_SCORE = re.compile(r"score ([+-]\d+(?:\.\d+)?)")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A report that was read and not kept."""

    title: str
    link: str
    relevance: float
    why: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class DeskStory:
    """A story of the week: its reports oldest first, what is doubtful about it, what was edited."""

    id: str
    entries: tuple[JudgedEntry, ...]
    doubts: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()
    hidden: frozenset[str] = frozenset()  # keys of entries that are not shown
    pinned: bool = False

    @property
    def lead(self) -> JudgedEntry:
        """The first report."""
        return self.entries[0]


@dataclass(frozen=True, slots=True)
class DeskWeek:
    """A week for the desk."""

    week: str  # a slug, "2026-w47"
    stories: tuple[DeskStory, ...]
    misses: tuple[NearMiss, ...]

    @property
    def doubtful(self) -> tuple[DeskStory, ...]:
        """Stories that somebody should look at."""
        return tuple(story for story in self.stories if story.doubts)


def desk_week(week: str, entries: Iterable[JudgedEntry], ledger: Ledger, misses: Iterable[NearMiss]) -> DeskWeek:
    """Return the week: stories with most reports first; near misses by their score."""
    groups: dict[str, list[JudgedEntry]] = {}
    hidden: set[str] = set()
    for judged in sorted(entries, key=lambda item: (item.entry.published, item.entry.key)):
        if ledger.refuses(judged.entry):
            continue
        if applied(judged, ledger) is None:
            hidden.add(judged.entry.key)
        after = placed(judged, ledger)
        groups.setdefault(after.story, []).append(after)
    pinned = ledger.pinned(week)
    stories: list[DeskStory] = []
    for story, group in groups.items():
        keys = [judged.entry.key for judged in group]
        doubts = tuple(doubt for judged in group for doubt in _doubts(judged))
        edits, shut = ledger.touching(story, *keys), frozenset(hidden.intersection(keys))
        stories.append(DeskStory(story, tuple(group), doubts, edits, shut, story in pinned))
    stories.sort(key=lambda story: (-len(story.entries), story.lead.entry.published, story.id))
    ordered = sorted(misses, key=lambda miss: (-miss.relevance, miss.title))
    return DeskWeek(week, tuple(stories), tuple(ordered))


def _doubts(judged: JudgedEntry) -> Iterable[str]:
    about = judged.entry.title
    if judged.judgement.relevance < UNSURE:
        yield f"{about}: relevance {judged.judgement.relevance:.2f}"
    for reason in judged.judgement.reasons:
        score = _SCORE.search(reason.evidence) if reason.kind == "story" else None
        if score and (FAR < float(score[1]) < NEAR or "against it" in reason.evidence):
            yield f"{about}: {reason.evidence}"
