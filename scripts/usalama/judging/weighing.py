"""A table of weights: what each feature counts for each target.

A target that is no topic and a feature that no text can have count for nothing. They stop no judging, since a desk
takes topics and terms out; whoever looks for mistakes has each in one line with file, line and mend. It opens no file
and weighs no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from usalama.errors import CatalogError
from usalama.formats.rows import number
from usalama.formats.tables import nearest
from usalama.judging.topics import FIRST


def read_weights(rows: Iterable[tuple[int, Mapping[str, str]]], name: str) -> dict[str, dict[str, float]]:
    """Return target → feature → weight; ``rows`` come with their lines."""
    found: dict[str, dict[str, float]] = {}
    path = f"content/catalog/{name}"
    for line, row in rows:
        found.setdefault(row["target"], {})[row["feature"]] = number(row, "weight", path, line)
    if "relevance" not in found:
        mend = "run usalama train" if name == "weights.csv" else "write relevance,bias,-4 to begin with"
        raise CatalogError(f"{path}: no weights for 'relevance'; {mend}")
    return found


def refuse_idle(
    rows: Iterable[tuple[int, Mapping[str, str]]], name: str, topics: Sequence[str], features: Collection[str]
) -> None:
    """Raise CatalogError for a weight that counts for nothing; ``features`` are those that a text can have."""
    targets = ("relevance", *topics, *[FIRST + topic for topic in topics])
    for line, row in rows:
        for column, wrong, known in (("target", "no topic", targets), ("feature", "no text has", features)):
            if row[column] not in known:
                mend = f"take its rows out; {nearest(row[column], sorted(known))}"
                raise CatalogError(f"content/catalog/{name}: line {line}: {column}: {wrong} {row[column]!r}; {mend}")
