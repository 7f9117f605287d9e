"""A table of weights, read strictly: what each feature counts for each target.

A target that is no topic and a feature that no text can have would count for nothing, in silence; each is one line with
file, line and mend. It opens no file and weighs no text.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from usalama.errors import CatalogError
from usalama.formats.rows import number
from usalama.formats.tables import nearest
from usalama.judging.topics import FIRST


def read_weights(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    name: str,
    topics: Sequence[str],
    features: Callable[[], Collection[str]],
) -> dict[str, dict[str, float]]:
    """Return target → feature → weight; ``rows`` come with their lines, ``features`` names those a text can have."""
    found: dict[str, dict[str, float]] = {}
    lines: dict[str, int] = {}
    path, targets = f"content/catalog/{name}", ("relevance", *topics, *[FIRST + topic for topic in topics])
    for line, row in rows:
        if row["target"] not in targets:
            wrong = f"no topic {row['target']!r}; take its rows out; {nearest(row['target'], targets)}"
            raise CatalogError(f"{path}: line {line}: target: {wrong}")
        lines.setdefault(row["feature"], line)
        found.setdefault(row["target"], {})[row["feature"]] = number(row, "weight", path, line)
    if "relevance" not in found:
        mend = "run usalama train" if name == "weights.csv" else "write relevance,bias,-4 to begin with"
        raise CatalogError(f"{path}: no weights for 'relevance'; {mend}")
    known = features()
    for unknown in [feature for feature in lines if feature not in known]:
        wrong = f"no text has {unknown!r}; take its rows out; {nearest(unknown, sorted(known))}"
        raise CatalogError(f"{path}: line {lines[unknown]}: feature: {wrong}")
    return found
