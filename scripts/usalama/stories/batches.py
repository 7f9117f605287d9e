"""Group a whole batch of reports into stories, the same whatever their order.

Reports that are alike to the letter are one; the others are compared where they share words, in a large batch only rare
ones, within the days that one event is told: what comes later is a chapter, which a pull joins by its names, and in a
batch an event of its own. They are grouped by ``linkage``; a set of documents without any date by ``undated``. It keeps
nothing.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import partial

from usalama.model import Reason, story_id
from usalama.stories.chapters import CHAPTER_DAYS
from usalama.stories.evidence import compare
from usalama.stories.fingerprints import Report, details, stems
from usalama.stories.linkage import group
from usalama.stories.nearness import gap
from usalama.stories.sketches import Sketch, StoryTables, sketch
from usalama.stories.stories import explain
from usalama.stories.undated import FEWEST, MOST, group_by_wording

_ALL_PAIRS = 800
"""Up to so many reports every pair that shares a word is compared: seconds, at worst half a minute. Of more, those that
tell one event in common words alone are missed."""
_MARKS, _DEEP, _NEAREST = 6, 12, 8
_ENOUGH = 5000  # thousandths of rarity that two reports must have in common to be compared: less than one rare word
_TELLING = -7.0  # a pair below is as good as one that shares nothing


def group_reports(reports: Sequence[Report], tables: StoryTables) -> tuple[tuple[str, Reason], ...]:
    """Return each report's story and reason, in the order given."""
    ordered = sorted(set(reports), key=_order)
    kinds = sorted({_kind(report): report for report in reversed(ordered)}.values(), key=_order)
    sketches = [sketch(report, tables) for report in kinds]
    groups = _groups(sketches, tables)
    placed = {}
    for members in groups:
        story = story_id(sketches[members[0]].report.key)
        for number in members:
            placed[_kind(sketches[number].report)] = (story, _reason(story, number, members, sketches, tables))
    return tuple(placed[_kind(report)] for report in reports)


def _order(report: Report) -> tuple[int, int, str, str]:
    return (report.first or 0, report.last or 0, report.key, report.title)


def _kind(report: Report) -> tuple[object, ...]:
    return (report.title, report.summary, report.language, report.counties, report.first, report.last)


def _groups(sketches: Sequence[Sketch], tables: StoryTables) -> list[list[int]]:
    if FEWEST <= len(sketches) <= MOST and all(known.report.first is None for known in sketches):
        reports = [known.report for known in sketches]
        found = group_by_wording([stems(report) for report in reports], [details(report) for report in reports])
        if found is not None:
            return found
    pairs = _every_pair(len(sketches)) if len(sketches) <= _ALL_PAIRS else _near_pairs(sketches)
    near = (pair for pair in pairs if _near(sketches[pair[0]], sketches[pair[1]]))
    scores = ((pair, compare(sketches[pair[0]], sketches[pair[1]], tables).score) for pair in near)
    return group(len(sketches), {pair: score for pair, score in scores if score > _TELLING})


def _every_pair(size: int) -> Iterator[tuple[int, int]]:
    return ((one, other) for other in range(size) for one in range(other))


def _near_pairs(sketches: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Return pairs that share rare words and are near in time; a word's reports stand in order of time."""
    by_mark: defaultdict[str, deque[int]] = defaultdict(partial(deque, maxlen=_DEEP))  # the next reports that have it
    pairs: list[tuple[int, int]] = []
    for one in reversed(range(len(sketches))):
        tokens, shared = sketches[one].tokens, defaultdict[int, int](int)
        for mark in sketches[one].marks[:_MARKS]:
            weight = int(1000 * tokens[mark])
            for other in by_mark[mark]:
                shared[other] += weight
            by_mark[mark].append(one)
        enough = [(-weight, other) for other, weight in shared.items() if weight >= _ENOUGH]
        pairs.extend((one, other) for _, other in sorted(enough)[:_NEAREST])
    return sorted(pairs)


def _near(one: Sketch, other: Sketch) -> bool:
    days = gap(one.report, other.report)
    return (days is None or days <= CHAPTER_DAYS) and not one.tokens.keys().isdisjoint(other.tokens)


def _reason(story: str, number: int, members: Sequence[int], sketches: Sequence[Sketch], tables: StoryTables) -> Reason:
    others = [other for other in members if other != number]
    if not others:
        return Reason("story", story, "no other report of the batch tells this event")
    told = {other: compare(sketches[number], sketches[other], tables) for other in others[:_NEAREST]}
    best = max(told, key=lambda other: (told[other].score, -other))
    return Reason("story", story, explain(sketches[number], sketches[best], told[best], tables))
