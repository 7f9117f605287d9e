"""Fit the weights of a pair's evidence to labelled events, and count in how many events each word occurs.

Logistic regression by Newton's steps over all pairs of reports that share a word; no library, no random number, the
same result every time. Words that occur in fewer than three events are not counted, so that no name of one event
gets into the tables. It reads no file and keeps no text.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import exp, sqrt

from usalama.labelled.metrics import Measure, b_cubed, mean_f1
from usalama.labelled.metrics import measure as measured
from usalama.stories.batches import group_reports
from usalama.stories.evidence import FEATURES, StoryTables, measure, shared, sketch
from usalama.stories.fingerprints import Report, fingerprint

FEWEST_EVENTS = 3
PULL = 10.0
"""How strongly weights are held to nothing (over standardised features)."""
SAME = 3.0
"""What one pair of one event counts against one pair of two."""
LINE = 0.9
"""By how much the sum must be on the side of one event: joining wrongly is worse than leaving apart."""
FOLDS, _STEPS = 5, 12
Matrix = list[list[float]]
Labelled = Sequence[tuple[Report, str]]
"""Reports and their event, of one set: reports of two sets are no pair."""


def count_words(labelled: Iterable[tuple[Report, str]], tables: StoryTables) -> dict[str, int]:
    """Return in how many events each token occurs; ``*`` is the number of events."""
    events: dict[str, set[str]] = defaultdict(set)
    for report, event in labelled:
        events["*"].add(event)
        for token in fingerprint(report, tables.bilingual, tables.money).tokens:
            events[token].add(event)
    return {token: len(seen) for token, seen in sorted(events.items()) if len(seen) >= FEWEST_EVENTS or token == "*"}  # noqa: S105


def fit(sets: Sequence[Labelled], tables: StoryTables) -> tuple[float, ...]:
    """Return the bias and the weight of each feature."""
    rows: list[tuple[float, ...]] = []
    same: list[bool] = []
    for labelled in sets:
        more, truth = _pairs(labelled, tables)
        rows += more
        same += truth
    means, spreads = _spread(rows)
    scaled = [[1.0, *((v - m) / s for v, m, s in zip(row, means, spreads, strict=True))] for row in rows]
    weights = _newton(scaled, same)
    plain = [weight / spread for weight, spread in zip(weights[1:], spreads, strict=True)]
    bias = weights[0] - sum(weight * mean for weight, mean in zip(plain, means, strict=True)) - LINE
    return tuple(round(weight, 4) for weight in (bias, *plain))


def cross_validate(sets: Sequence[Labelled], tables: StoryTables) -> list[Measure]:
    """Return for each set B³ F1 of stories that the weights were not fitted to, fold by fold of events."""
    rows: list[list[tuple[float, ...]]] = [[] for _ in sets]
    for fold in range(FOLDS):
        weights = fit([[one for one in labelled if _fold(one[1]) != fold] for labelled in sets], tables)
        for labelled, told in zip(sets, rows, strict=True):
            stories = group_reports([report for report, _ in labelled], replace(tables, weights=weights))
            scored = b_cubed([event for _, event in labelled], [story for story, _ in stories])
            told += [row for row, one in zip(scored, labelled, strict=True) if _fold(one[1]) == fold]
    return [measured("same event B³ F1, cross-validated", told, mean_f1) for told in rows]


def _fold(event: str) -> int:
    return zlib.crc32(event.encode()) % FOLDS


def _pairs(labelled: Labelled, tables: StoryTables) -> tuple[list[tuple[float, ...]], list[bool]]:
    sketches = [sketch(report, tables) for report, _ in labelled]
    rows, same = [], []
    for other in range(len(sketches)):
        for one in range(other):
            if shared(sketches[one], sketches[other]):
                rows.append(measure(sketches[one], sketches[other], tables))
                same.append(labelled[one][1] == labelled[other][1])
    return rows, same


def _spread(rows: Sequence[Sequence[float]]) -> tuple[list[float], list[float]]:
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    spreads = [
        sqrt(sum((value - mean) ** 2 for value in column) / len(rows)) or 1.0
        for column, mean in zip(zip(*rows, strict=True), means, strict=True)
    ]
    return means, spreads


def _newton(rows: Matrix, same: Sequence[bool]) -> list[float]:
    """Minimise weighted logistic loss plus ``PULL`` / 2 · |weights|², the bias free."""
    size = len(rows[0])
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [0.0] + [PULL * weight for weight in weights[1:]]
        curve = [[(PULL if i and i == j else 0.0) for j in range(size)] for i in range(size)]
        for row, is_same in zip(rows, same, strict=True):
            _add(row, weights, slope, curve, is_same=is_same)
        step = _solve(curve, slope)
        weights = [weight - move for weight, move in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-6:  # noqa: PLR2004  far below the four decimals that are kept
            break
    return weights


def _add(row: Sequence[float], weights: Sequence[float], slope: list[float], curve: Matrix, *, is_same: bool) -> None:
    value = sum(map(float.__mul__, row, weights))
    chance = 1 / (1 + exp(-max(-30.0, min(30.0, value))))
    count = SAME if is_same else 1.0
    off, bend = count * (chance - is_same), count * chance * (1 - chance)
    used = [place for place, cell in enumerate(row) if cell]
    for i in used:
        slope[i] += off * row[i]
        share, line = bend * row[i], curve[i]
        for j in used:
            line[j] += share * row[j]


def _solve(matrix: Matrix, right: Sequence[float]) -> list[float]:
    """Solve a symmetric positive system by elimination."""
    size = len(right)
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(size):
        best = max(range(i, size), key=lambda place: abs(lines[place][i]))
        lines[i], lines[best] = lines[best], lines[i]
        for j in range(i + 1, size):
            factor = lines[j][i] / lines[i][i]
            for k in range(i, size + 1):
                lines[j][k] -= factor * lines[i][k]
    found = [0.0] * size
    for i in reversed(range(size)):
        found[i] = (lines[i][size] - sum(lines[i][j] * found[j] for j in range(i + 1, size))) / lines[i][i]
    return found


def weights_table(weights: Sequence[float]) -> list[tuple[str, str]]:
    """Return the rows of ``story-weights.csv``."""
    return [(name, f"{weight:.4f}") for name, weight in zip(("bias", *FEATURES), weights, strict=True)]


def words_table(events: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the rows of ``story-words.csv``."""
    return [(token, str(number)) for token, number in sorted(events.items())]
