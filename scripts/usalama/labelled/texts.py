"""How well texts are read on made sentences: figures, voices, pledges, case steps, open matters, masks, wordings.

A mask counts as right where a part that must be hidden is gone, and as wrong where a sentence with nothing to hide was
touched.
"""

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

Texts = Mapping[str, str]
SETS = ("figures", "voices", "pledges", "cases", "matters", "redaction", "bait", "copies", "rewordings")


def texts_measured(rows: Mapping[str, Sequence[Texts]], masks: Rules, actors: Actors) -> list[Measure]:
    """Measure what is read from texts on the made sets, by their names in ``SETS``."""
    return [
        *_of("figures", rows["figures"], "figures", lambda row: _figures(row, actors)),
        *_of("voices", rows["voices"], "voices", lambda row: {e.kind for e in voices_in(*_said(row), actors)}),
        *_of("pledges", rows["pledges"], "subject", lambda row: {e.subject for e in pledges_in(*_said(row), actors)}),
        *_of("case steps", rows["cases"], "stage", lambda row: _steps(row, actors)),
        *_of("open matters", rows["matters"], "matter", _matters),
        *_of("redaction", rows["redaction"], "hidden", lambda row: _gone(row, masks)),
        *_of("search-bait", rows["bait"], "bait", lambda r: _yes(is_bait(r["title"], r["excerpt"], r["lang"], actors))),
        *_of("shared wording", rows["copies"], "copied", _copied),
        *_of("silent edits", rows["rewordings"], "changed", lambda r: _yes(is_reworded(r["before"], r["now"]))),
    ]


def _parts(text: str) -> set[str]:
    return {part for part in text.split(";") if part}


def _said(row: Texts) -> tuple[str, str, str]:
    return row["text"], "", row["lang"]


def _figures(row: Texts, actors: Actors) -> set[str]:
    return {f"{one.kind} {one.number}" for one in figures_in(*_said(row), actors)}


def _steps(row: Texts, actors: Actors) -> set[str]:
    step = stage_in(row["title"], row["summary"], actors)
    return {step.stage} if step else set()


def _matters(row: Texts) -> set[str]:
    matter = matter_in(row["text"], "")
    return {"open" if matter.stage else "closed"} if matter else set()


def _yes(found: bool) -> set[str]:  # noqa: FBT001  one answer
    return {"1"} if found else set()


def _copied(row: Texts) -> set[str]:
    return _yes(same_words(shingles(row["one"]), shingles(row["other"])))


def _gone(row: Texts, masks: Rules) -> set[str]:
    masked, names = redact(row["text"], masks, row["lang"])
    hidden = _parts(row["hidden"])
    return {part for part in hidden if part not in masked} if hidden else set(names)


def _of(name: str, rows: Sequence[Texts], column: str, read: Callable[[Texts], set[str]]) -> list[Measure]:
    """Measure what is read from texts against a ``column`` of what is to be found in them; "0" is nothing."""
    counts = [sets(frozenset(_parts(row[column]) - {"0"}), frozenset(read(row))) for row in rows]
    kinds = ("precision", precision), ("recall", recall), ("F1", f1)
    return [measure(f"{name} {kind}", counts, formula) for kind, formula in kinds]
