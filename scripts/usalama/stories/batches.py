"""Group a whole batch of reports into stories, the same whatever their order.

Reports that are alike to the letter are one; the others are compared where they share words, in a large batch only rare
ones, within the days that one event is told: what comes later is a chapter, which a pull joins by its names, and in a
batch an event of its own. They are grouped by ``linkage``; a set of documents without any date by ``undated``. It keeps
nothing.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from usalama.model import Reason, story_id
from usalama.stories.chapters import CHAPTER_DAYS
from usalama.stories.evidence import are_of_two_counties, compare
from usalama.stories.fingerprints import Report, details, stems
from usalama.stories.linkage import group
from usalama.stories.nearness import gap
from usalama.stories.sketches import Sketch, StoryTables, sketches
from usalama.stories.stories import explain
from usalama.stories.undated import FEWEST, MOST, group_by_wording

_ALL_PAIRS = 800
"""Up to so many reports every pair that shares a word is compared: seconds, at worst half a minute. Of more, those that
tell one event in common words alone are missed."""
_MARKS, _DEEP, _NEAREST = 6, 12, 8
_ENOUGH = 5000  # thousandths of rarity that two reports must have in common to be compared: less than one rare word
_TELLING = -7.0  # a pair below is as good as one that shares nothing
Scores: TypeAlias = Mapping[tuple[int, int], float]  # of pairs, the smaller number first


def group_reports(reports: Sequence[Report], tables: StoryTables) -> tuple[tuple[str, Reason], ...]:
    """Return each report's story and reason, in the order given."""
    ordered = sorted(set(reports), key=_order)
    kinds = sorted({_kind(report): report for report in reversed(ordered)}.values(), key=_order)
    made = sketches(kinds, tables)
    groups, scores = _groups(made, tables)
    placed = {}
    for members in groups:
        story = story_id(made[members[0]].report.key)
        for number in members:
            nearest = _nearest(number, members, scores, made, tables)
            placed[_kind(made[number].report)] = (story, _reason(story, number, nearest, made, tables))
    return tuple(placed[_kind(report)] for report in reports)


def _order(report: Report) -> tuple[int, int, str, str]:
    return (report.first or 0, report.last or 0, report.key, report.title)


def _kind(report: Report) -> tuple[object, ...]:
    return (report.title, report.summary, report.language, report.counties, report.first, report.last)


def _groups(made: Sequence[Sketch], tables: StoryTables) -> tuple[list[list[int]], Scores]:
    """Return the groups, and what was found of the pairs that were compared and are not far apart."""
    if FEWEST <= len(made) <= MOST and all(known.report.first is None for known in made):
        reports = [known.report for known in made]
        found = group_by_wording([stems(report) for report in reports], [details(report) for report in reports])
        if found is not None:
            return found, {}
    pairs = _every_pair(len(made)) if len(made) <= _ALL_PAIRS else _near_pairs(made)
    near = (pair for pair in pairs if _near(made[pair[0]], made[pair[1]], tables))
    told = ((pair, compare(made[pair[0]], made[pair[1]], tables, apart=False).score) for pair in near)
    scores = {pair: score for pair, score in told if score > _TELLING}
    return group(len(made), scores), scores


def _every_pair(size: int) -> Iterator[tuple[int, int]]:
    return ((one, other) for other in range(size) for one in range(other))


def _near_pairs(made: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield pairs that share rare words and are near in time; a word's reports stand in order of time."""
    by_mark: defaultdict[str, deque[int]] = defaultdict(partial(deque, maxlen=_DEEP))  # the next reports that have it
    for one in reversed(range(len(made))):
        tokens, shared = made[one].tokens, defaultdict[int, int](int)
        for mark in made[one].marks[:_MARKS]:
            weight = int(1000 * tokens[mark])
            for other in by_mark[mark]:
                shared[other] += weight
            by_mark[mark].append(one)
        enough = [(-weight, other) for other, weight in shared.items() if weight >= _ENOUGH]
        yield from ((one, other) for _, other in sorted(enough)[:_NEAREST])


def _near(one: Sketch, other: Sketch, tables: StoryTables) -> bool:
    """True for two that may tell one event: most pairs of two counties need not be compared to see that they do not."""
    days = gap(one.report, other.report)
    if (days is not None and days > CHAPTER_DAYS) or one.tokens.keys().isdisjoint(other.tokens):
        return False
    return not are_of_two_counties(one, other, tables.areas)


def _nearest(
    number: int, members: Sequence[int], scores: Scores, made: Sequence[Sketch], tables: StoryTables
) -> int | None:
    """Return which of the first others of its group a report is nearest to."""
    others = [other for other in members if other != number][:_NEAREST]
    pairs = {other: (min(number, other), max(number, other)) for other in others}
    told = {
        other: scores[pair] if pair in scores else compare(made[number], made[other], tables).score
        for other, pair in pairs.items()
    }
    return max(told, key=lambda other: (told[other], -other), default=None)


def _reason(story: str, number: int, nearest: int | None, made: Sequence[Sketch], tables: StoryTables) -> Reason:
    if nearest is None:
        return Reason("story", story, "no other report of the batch tells this event")
    one, other = made[number], made[nearest]
    return Reason("story", story, explain(one, other, compare(one, other, tables), tables))
