"""The page of measured quality: what is measured, on which set, with which result, and what goes wrong.

It turns scorecards and the made sets into Markdown, the same bytes for the same input. Failures are named by id alone,
so that no publisher's word gets onto the page. It measures nothing that it was not given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from usalama.figures import figures_in
from usalama.metrics import Measure, f1, measure, precision, recall, sets
from usalama.pledges import pledges_in
from usalama.score import TARGETS, Scorecard
from usalama.voices import voices_in

Row = Mapping[str, str]
_SHOWN = 40
_HEAD = """# Measured quality

Written by `usalama quality`; every figure is computed by the code of this repository. Intervals are 95 %, from
resampling rows. The made sets stand in `tests/quality/` and were written by the authors of the rules: they guard
against regressions and show traps, and say little about the world. Real headlines belong to their publishers and are
no part of this repository: where they were present when this page was written, the figures, and the ids of failures,
are given. The weights were fitted to those headlines, so the figures on them are better than what new headlines will
see; "cross-validated" figures are of rows that the weights were not fitted to.
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One set with its scorecard."""

    title: str
    note: str
    card: Scorecard
    further: tuple[Measure, ...] = ()


def page(measured: Sequence[Measured], texts: Sequence[Measure]) -> str:
    """Return docs/quality.md."""
    parts = [_HEAD]
    for one in measured:
        parts += [
            f"\n## {one.title}\n",
            f"{one.note} {one.card.rows} rows.\n",
            *_table([*one.card.measures, *one.further]),
        ]
        for kind, ids in one.card.failures.items():
            if ids:
                more = f" … and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
                parts.append(f"\n{kind.capitalize()} ({len(ids)}): {' '.join(ids[:_SHOWN])}{more}\n")
        for title, pairs in one.card.confusions.items():
            if pairs:
                told = ", ".join(f"{what} ({number})" for what, number in pairs)
                parts.append(f"\n{title.capitalize()}: {told}\n")
    parts += ["\n## Figures, voices and pledges\n", "Made sentences with traps, each field judged exactly.\n"]
    parts += _table(texts)
    return "\n".join(parts).replace("\n\n\n", "\n\n")


def _table(measures: Iterable[Measure]) -> list[str]:
    lines = ["| measure | value | 95 % interval | rows | target |", "| --- | --- | --- | --- | --- |"]
    for one in measures:
        sign, target = TARGETS.get(one.name, ("", 0.0))
        met = (one.value >= target if sign == "≥" else one.value <= target) if sign else True
        goal = f"{sign} {target:g}{'' if met else ', not met'}" if sign else ""
        lines.append(f"| {one.name} | {one.value:.3f} | {one.low:.3f} – {one.high:.3f} | {one.rows} | {goal} |")
    return lines


def texts_measured(figures: Sequence[Row], voices: Sequence[Row], pledges: Sequence[Row]) -> list[Measure]:
    """Measure what is read from texts on the three made sets."""
    return [
        *_of("figures", figures, "figures", _figures),
        *_of("voices", voices, "voices", lambda row: {one.kind for one in voices_in(row["text"], "", row["lang"])}),
        *_of("pledges", pledges, "subject", _pledges),
    ]


def _figures(row: Row) -> set[str]:
    found = figures_in(row["text"], "", row["lang"])
    return {f"{one.kind} {one.low}" if one.low == one.high else f"{one.kind} {one.low}-{one.high}" for one in found}


def _pledges(row: Row) -> set[str]:
    return {one.subject for one in pledges_in(row["text"], "", row["lang"])}


def _of(name: str, rows: Sequence[Row], column: str, read: Callable[[Row], set[str]]) -> list[Measure]:
    counts = [sets(frozenset(part for part in row[column].split(";") if part), frozenset(read(row))) for row in rows]
    return [
        measure(f"{name} precision", counts, precision),
        measure(f"{name} recall", counts, recall),
        measure(f"{name} F1", counts, f1),
    ]
