"""Fit the weights of a pair's evidence to labelled events, and count in how many events each word occurs.

Logistic regression over all pairs of reports that share a word; no random number, the same result every time. Each set
is learnt from twice, on its days and as if it were of one week: labelled events lie months apart, where the day alone
tells most of them from each other, and a pull meets those of one week. Words that occur in fewer than three events are
not counted, so that no name of one event gets into the tables. It reads no file and keeps no text.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from usalama.errors import TableError
from usalama.labelled.fitting import EXTRA, drawn
from usalama.labelled.metrics import Measure, b_cubed, entangled, mean_f1
from usalama.labelled.metrics import measure as measured
from usalama.stories.batches import group_reports
from usalama.stories.evidence import FEATURES, measure, shared
from usalama.stories.fingerprints import Report, fingerprint
from usalama.stories.sketches import FEWEST_EVENTS, StoryTables, sketch

PULL = 10.0  # how strongly weights are held to nothing (over standardised features)
SAME = 3.0  # what one pair of one event counts against one pair of two
LINE = 0.9  # by how much the sum must be on the side of one event: joining wrongly is worse than leaving apart
FOLDS = 5
_WEEK, _LATE = 7, 3  # on how many days the events of a week begin, and on how many from then their reports come out
_BEGIN = 3  # the calendar's third day: a report may tell of the two before its own
_LEVEL = 1e-9  # how near the fit comes to its end: far below the four decimals that are kept
Told = Sequence[tuple[Report, str]]
"""Reports and their event, of one set: reports of two sets are no pair."""


def count_words(labelled: Iterable[tuple[Report, str]], tables: StoryTables) -> dict[str, int]:
    """Return in how many events each token occurs; ``*`` is the number of events."""
    events: dict[str, set[str]] = defaultdict(set)
    for report, event in labelled:
        events["*"].add(event)
        for token in fingerprint(report, tables.bilingual, tables.money).tokens:
            events[token].add(event)
    return {token: len(seen) for token, seen in sorted(events.items()) if len(seen) >= FEWEST_EVENTS or token == "*"}  # noqa: S105


def fit(sets: Sequence[Told], tables: StoryTables) -> tuple[float, ...]:
    """Return the bias and the weight of each feature; raise TableError where the pairs are all of one kind."""
    try:
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415  an extra that only fitting needs
        from sklearn.preprocessing import StandardScaler  # noqa: PLC0415
    except ImportError:
        raise TableError(EXTRA) from None

    rows: list[tuple[float, ...]] = []
    same: list[bool] = []
    for labelled in sets:
        for dated in (labelled, _of_one_week(labelled)):
            more, truth = _pairs(dated, tables)
            rows += more
            same += truth
    if set(same) != {True, False}:
        raise TableError("no pair of reports shares a word, or all tell one event: nothing tells events apart")
    scaler = StandardScaler()
    model = LogisticRegression(C=1 / PULL, solver="newton-cholesky", tol=_LEVEL)
    model.fit(scaler.fit_transform(rows), same, [SAME if is_same else 1.0 for is_same in same])
    plain = model.coef_[0] / scaler.scale_
    bias = model.intercept_[0] - plain @ scaler.mean_ - LINE
    return tuple(round(float(weight), 4) for weight in (bias, *plain))


def cross_validate(sets: Sequence[Told], tables: StoryTables) -> list[Measure]:
    """Return for each set B³ F1 of stories that the weights were not fitted to, fold by fold of events."""
    rows: list[list[tuple[float, ...]]] = [[] for _ in sets]
    blocks: list[list[tuple[int, int]]] = [[] for _ in sets]
    for fold in range(FOLDS):
        weights = fit([[one for one in labelled if drawn(one[1], FOLDS) != fold] for labelled in sets], tables)
        for labelled, told, block in zip(sets, rows, blocks, strict=True):
            stories = group_reports([report for report, _ in labelled], replace(tables, weights=weights))
            events, found = [event for _, event in labelled], [story for story, _ in stories]
            held = [place for place, event in enumerate(events) if drawn(event, FOLDS) == fold]
            scored, together = b_cubed(events, found), entangled(events, found)
            told += [scored[place] for place in held]
            block += [(fold, together[place]) for place in held]
    name = "same event B³ F1, cross-validated"
    return [measured(name, told, mean_f1, block) for told, block in zip(rows, blocks, strict=True)]


def _of_one_week(labelled: Told) -> Told:
    """Return the reports with the days of one week: those of one event near each other, events on any day."""
    days = [_BEGIN + drawn(event, _WEEK) + drawn(report.key, _LATE) for report, event in labelled]
    return [(replace(report, first=day, last=day), event) for (report, event), day in zip(labelled, days, strict=True)]


def _pairs(labelled: Told, tables: StoryTables) -> tuple[list[tuple[float, ...]], list[bool]]:
    sketches = [sketch(report, tables) for report, _ in labelled]
    rows, same = [], []
    for other in range(len(sketches)):
        for one in range(other):
            if shared(sketches[one], sketches[other]):
                rows.append(measure(sketches[one], sketches[other]))
                same.append(labelled[one][1] == labelled[other][1])
    return rows, same


def weights_table(weights: Sequence[float]) -> list[tuple[str, str]]:
    """Return the rows of ``story-weights.csv``."""
    return [(name, f"{weight:.4f}") for name, weight in zip(("bias", *FEATURES), weights, strict=True)]
