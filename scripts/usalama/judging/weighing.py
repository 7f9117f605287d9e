"""A table of weights: what each feature counts for each target.

It opens no file and weighs no text; a weight that counts for nothing is refused elsewhere (``idle``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from usalama.errors import CATALOG, CatalogError
from usalama.formats.rows import number
from usalama.judging.leanings import RELEVANCE


def read_weights(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> dict[str, dict[str, float]]:
    """Return target → feature → weight; ``rows`` come with their lines."""
    found: dict[str, dict[str, float]] = {}
    path = f"{CATALOG}/{name}"
    for line, row in rows:
        found.setdefault(row["target"], {})[row["feature"]] = number(row, "weight", path, line)
    if "bias" not in found.get(RELEVANCE, {}):  # without it nearly all would be kept
        lacks = "bias" if RELEVANCE in found else "weights"
        mend = (
            "restore the row, or run usalama train"
            if name == "weights.csv"
            else f"write {RELEVANCE},bias,-4 to begin with"
        )
        raise CatalogError(f"{path}: no {lacks} for {RELEVANCE!r}; {mend}")
    return found
