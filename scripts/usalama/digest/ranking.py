"""The order of stories in a week: one published table of weights, and nothing that is not in it.

Points come from who reports it (independent owners), what is reported (the topic's severity, what happened),
when, and whether it goes on. No reader's click, no outlet's size and no editor's taste counts; the ledger's pins
are shown as edited.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from usalama.catalogue.catalog import Topic
from usalama.digest.digests import FULL, PER_TOPIC, Line, Report, StoryView


class Weight(NamedTuple):
    """One row of the table: what is counted, the points for each, and the most it can give."""

    key: str
    points: float
    cap: float


WEIGHTS: tuple[Weight, ...] = (
    Weight("owners", 3.0, 15.0),
    Weight("severity", 1.5, 7.5),
    Weight("happened", 2.0, 4.0),
    Weight("recency", 0.25, 1.5),
    Weight("continuity", 0.5, 1.5),
    Weight("relevance", 1.0, 1.0),
)
"""owners: each independent owner family · severity: the main topic's, 1 to 5 · happened: each of killed, injured and
missing that a report gives a number of, or a headline tells of somebody · recency: each day after Monday of the newest
report · continuity: each earlier week · relevance: the judge's score, 0 to 1."""


def points(**counts: float) -> tuple[tuple[str, float], ...]:
    """Return (key, points) for the counts of one story, the highest first; a key not given counts nothing."""
    given = [(weight, counts[weight.key]) for weight in WEIGHTS if counts.get(weight.key)]
    earned = [(weight.key, round(min(weight.cap, weight.points * count), 2)) for weight, count in given]
    return tuple(sorted(earned, key=lambda pair: -pair[1]))


def points_of(
    line: Line, reports: Iterable[Report], topics: Iterable[Topic], **others: float
) -> tuple[tuple[str, float], ...]:
    """Return the points for what a story's line and reports say, and for the ``others`` that are counted elsewhere."""
    severity = next((topic.severity for topic in topics if topic.slug == line.topic), 0)
    return points(owners=line.families, severity=severity, recency=max(report.day for report in reports), **others)


def order(stories: Iterable[StoryView]) -> tuple[StoryView, ...]:
    """Return the stories best first: pinned, then those that may lead, then by points; ties by id."""
    return tuple(sorted(stories, key=lambda s: (not s.pinned, s.held_back, -s.score, s.id)))


def choose(ordered: Sequence[StoryView]) -> tuple[StoryView, ...]:
    """Return the stories told in full: the first ten, of one main topic three at most, none that cannot lead."""
    taken: list[StoryView] = []
    by_topic: dict[str, int] = {}
    for story in ordered:
        if len(taken) == FULL:
            break
        count = by_topic.get(story.line.topic, 0)
        if story.pinned or (count < PER_TOPIC and not story.held_back):
            taken.append(story)
            by_topic[story.line.topic] = count + 1
    return tuple(taken)
