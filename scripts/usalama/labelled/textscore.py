"""How well texts are read on made sentences, from figures to masks and copies: precision, recall and F1 each.

It measures what it is given, row by row, and knows nothing of where rows come from. A mask counts as right where a
part that must be hidden is gone, and as wrong where a sentence with nothing to hide was touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from usalama.catalogue.actors import Actors
from usalama.claims.cases import stage_in
from usalama.claims.figures import figures_in
from usalama.claims.matters import matter_in
from usalama.claims.pledges import pledges_in
from usalama.claims.searchbait import is_bait
from usalama.claims.voices import voices_in
from usalama.feeds.amendments import is_reworded
from usalama.judging.maskrules import Rules
from usalama.judging.redaction import redact
from usalama.labelled.metrics import Measure, f1, measure, precision, recall, sets
from usalama.stories.corroboration import same_words, shingles

Row = Mapping[str, str]
SETS = ("figures", "voices", "pledges", "cases", "matters", "redaction", "bait", "copies", "rewordings")


def texts_measured(rows: Mapping[str, Sequence[Row]], masks: Rules, actors: Actors) -> list[Measure]:
    """Measure what is read from texts on the made sets, by their names in ``SETS``."""
    return [
        *_of("figures", rows["figures"], lambda row: _parts(row["figures"]), lambda row: _figures(row, actors)),
        *_of("voices", rows["voices"], lambda row: _parts(row["voices"]), lambda row: _voices(row, actors)),
        *_of("pledges", rows["pledges"], lambda row: _parts(row["subject"]), lambda row: _pledges(row, actors)),
        *_of("case steps", rows["cases"], lambda row: _parts(row["stage"]), lambda row: _steps(row, actors)),
        *_of("open matters", rows["matters"], lambda row: _parts(row["matter"]), _matters),
        *_of("redaction", rows["redaction"], lambda row: _parts(row["hidden"]), lambda row: _gone(row, masks)),
        *_of("search-bait", rows["bait"], lambda row: _yes(row["bait"] == "1"), lambda row: _bait(row, actors)),
        *_of("shared wording", rows["copies"], lambda row: _yes(row["copied"] == "1"), _copied),
        *_of("silent edits", rows["rewordings"], lambda row: _yes(row["changed"] == "1"), _reworded),
    ]


def _parts(text: str) -> set[str]:
    return {part for part in text.split(";") if part}


def _figures(row: Row, actors: Actors) -> set[str]:
    found = figures_in(row["text"], "", row["lang"], actors)
    return {f"{one.kind} {one.low}" if one.low == one.high else f"{one.kind} {one.low}-{one.high}" for one in found}


def _voices(row: Row, actors: Actors) -> set[str]:
    return {one.kind for one in voices_in(row["text"], "", row["lang"], actors)}


def _pledges(row: Row, actors: Actors) -> set[str]:
    return {one.subject for one in pledges_in(row["text"], "", row["lang"], actors)}


def _steps(row: Row, actors: Actors) -> set[str]:
    step = stage_in(row["title"], row["summary"], actors)
    return {step.stage} if step else set()


def _matters(row: Row) -> set[str]:
    matter = matter_in(row["text"], "")
    return {"open" if matter.stage else "closed"} if matter else set()


def _yes(found: bool) -> set[str]:  # noqa: FBT001  one answer
    return {"yes"} if found else set()


def _bait(row: Row, actors: Actors) -> set[str]:
    return _yes(is_bait(row["title"], row["excerpt"], row["lang"], actors))


def _copied(row: Row) -> set[str]:
    return _yes(same_words(shingles(row["one"]), shingles(row["other"])))


def _reworded(row: Row) -> set[str]:
    return _yes(is_reworded(row["before"], row["now"]))


def _gone(row: Row, masks: Rules) -> set[str]:
    masked, names = redact(row["text"], masks, row["lang"])
    hidden = _parts(row["hidden"])
    return {part for part in hidden if part not in masked} if hidden else set(names)


def _of(
    name: str, rows: Sequence[Row], wanted: Callable[[Row], set[str]], read: Callable[[Row], set[str]]
) -> list[Measure]:
    counts = [sets(frozenset(wanted(row)), frozenset(read(row))) for row in rows]
    return [
        measure(f"{name} precision", counts, precision),
        measure(f"{name} recall", counts, recall),
        measure(f"{name} F1", counts, f1),
    ]
