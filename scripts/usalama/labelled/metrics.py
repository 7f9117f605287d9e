"""Measures of judgement: precision, recall, F1, accuracy, B³, each with an interval from resampling.

Every measure is a formula over sums of one small count vector a row, so a resample is a sum and nothing is judged
twice. What is resampled are rows, or whole blocks of rows that are right or wrong together. The resampling uses a fixed
sequence: the same rows give the same interval. It knows no file and no target.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import mul

Counts = tuple[float, ...]
Formula = Callable[[Counts], float]
RESAMPLES = 400
_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Measure:
    """One measured value with its 95 % interval and over how many rows it was taken."""

    name: str
    value: float
    low: float
    high: float
    rows: int


def measure(name: str, rows: Sequence[Counts], formula: Formula, blocks: Sequence[Hashable] = ()) -> Measure:
    """Sum the rows' counts, apply the formula, and resample for the interval: rows, or ``blocks``, one label a row."""
    kinds: dict[Counts, int] = {}
    numbers = [kinds.setdefault(row, len(kinds)) for row in rows]
    value = formula(_sums(numbers, list(kinds)))
    if blocks:
        sums = [_sums([numbers[row] for row in sorted(block)], list(kinds)) for block in _groups(blocks).values()]
        kinds = {}
        numbers = [kinds.setdefault(each, len(kinds)) for each in sums]
    drawn, differing = numbers.__getitem__, list(kinds)
    resampled = sorted(formula(_sums(map(drawn, places), differing)) for places in _resamples(len(numbers)))
    low, high = resampled[int(_LOW * len(resampled))], resampled[int(_HIGH * len(resampled))]
    return Measure(name, value, low, high, len(rows))


def _sums(numbers: Iterable[int], kinds: Sequence[Counts]) -> Counts:
    """Add up rows' counts, each given as the number of its kind: of thousands of rows some dozens differ."""
    often = Counter(numbers)
    return tuple(sum(map(mul, column, often.values())) for column in zip(*map(kinds.__getitem__, often), strict=True))


@lru_cache(maxsize=1)  # most measures of a table are taken over the same rows
def _resamples(size: int) -> Sequence[Sequence[int]]:
    """Return row numbers for each resample, drawn with replacement by a fixed generator (Park and Miller, 1988)."""
    state, found = 20_261_123, list[Sequence[int]]()
    for _ in range(RESAMPLES):
        places = array("I")
        for _ in range(size):
            state = state * 48_271 % 2_147_483_647
            places.append(state % size)
        found.append(places)
    return found


def precision(counts: Counts) -> float:
    """Return true positives / all predicted, of (true positive, false positive, false negative); 1 when none was."""
    return _part_of(counts[0], counts[0] + counts[1]) if counts else 0.0


def recall(counts: Counts) -> float:
    """Return true positives / all that should be found; 1 when there was none."""
    return _part_of(counts[0], counts[0] + counts[2]) if counts else 0.0


def f1(counts: Counts) -> float:
    """Return 2 tp / (2 tp + fp + fn); 1 when there was nothing to find and nothing was found."""
    return _part_of(2 * counts[0], 2 * counts[0] + counts[1] + counts[2]) if counts else 0.0


def macro_f1(counts: Counts) -> float:
    """Return the mean F1 over classes that occur, of triples one class after the other."""
    triples = [counts[place : place + 3] for place in range(0, len(counts), 3)]
    found = [f1(triple) for triple in triples if triple[0] + triple[2] > 0]
    return sum(found) / len(found) if found else 0.0


def micro_f1(counts: Counts) -> float:
    """Return F1 over the sums of all classes' triples."""
    return f1((sum(counts[0::3]), sum(counts[1::3]), sum(counts[2::3]))) if counts else 0.0


def share(counts: Counts) -> float:
    """Return hits / cases, of (hits, cases)."""
    return counts[0] / counts[1] if counts and counts[1] else 0.0


def mean_f1(counts: Counts) -> float:
    """Return the harmonic mean of mean precision and mean recall, of (precision, recall, 1) a row."""
    if not counts or not counts[0] + counts[1]:
        return 0.0
    return 2 * counts[0] * counts[1] / (counts[0] + counts[1]) / counts[2]


def _part_of(part: float, whole: float) -> float:
    """Return how much of a whole a part is; all, where there was nothing to find."""
    return part / whole if whole else 1.0


def sets(gold: frozenset[str], found: frozenset[str], excused: frozenset[str] = frozenset()) -> Counts:
    """Return (tp, fp, fn) of two sets; what is found and excused is no error."""
    return (len(gold & found), len(found - gold - excused), len(gold - found))


def by_class(gold: frozenset[str], found: frozenset[str], classes: Sequence[str]) -> Counts:
    """Return the triples of one row, one class after the other."""
    triples = ((one in gold and one in found, one not in gold and one in found, one in gold and one not in found)
               for one in classes)  # fmt: skip
    return tuple(float(value) for triple in triples for value in triple)


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> list[Counts]:
    """Return (precision, recall, 1) of each row, for its true and its found group (Bagga and Baldwin, 1998)."""
    true, made = _groups(gold), _groups(found)
    rows: list[Counts] = []
    for right, put in zip(gold, found, strict=True):
        both = len(true[right] & made[put])
        rows.append((both / len(made[put]), both / len(true[right]), 1.0))
    return rows


def entangled(gold: Sequence[Hashable], found: Sequence[Hashable]) -> list[int]:
    """Return a block for each row: true and found groups that share a row are one, over however many steps.

    One merge or split is one mistake, however many rows it spoils. Rows resampled one by one would count it as often,
    and make the interval of B³ too narrow.
    """
    true, made = _groups(gold), _groups(found)
    blocks: dict[int, int] = {}
    for first in range(len(gold)):
        waiting = [first]
        while waiting:
            row = waiting.pop()
            blocks.setdefault(row, first)
            waiting += true.pop(gold[row], ())
            waiting += made.pop(found[row], ())
    return [blocks[row] for row in range(len(gold))]


def _groups(labels: Sequence[Hashable]) -> dict[Hashable, set[int]]:
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for row, label in enumerate(labels):
        groups[label].add(row)
    return groups
