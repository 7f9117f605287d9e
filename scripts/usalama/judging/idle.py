"""What in the judging tables counts for nothing: weights of nothing, patterns never met, classes that nobody weighs.

It stops no judging, since a desk takes topics and terms out; whoever looks for mistakes has each in one line with file,
line and mend. It opens no file and compiles no table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from usalama.errors import MisfitError
from usalama.formats.tables import nearest
from usalama.judging.facets import FACETS
from usalama.judging.facets import PREFIX as FACET
from usalama.judging.leanings import RELEVANCE
from usalama.judging.relevance import UNWEIGHED
from usalama.judging.topics import FIRST

Row = tuple[int, Mapping[str, str]]
"""One row of a table and the line that it ends in."""


def refuse_idle_weights(rows: Iterable[Row], name: str, topics: Sequence[str], features: Collection[str]) -> None:
    """Raise MisfitError for a weight that counts for nothing; ``features`` are those that a text can have."""
    targets = (RELEVANCE, *topics, *[FIRST + topic for topic in topics])
    for line, row in rows:
        for column, wrong, known in (("target", "no topic", targets), ("feature", "no text has", features)):
            if row[column] not in known:
                mend = f"take its rows out; {nearest(row[column], sorted(known))}"
                raise MisfitError(f"content/catalog/{name}: line {line}: {column}: {wrong} {row[column]!r}; {mend}")


def refuse_unheard(rows: Iterable[Row], spoken: Collection[str]) -> None:
    """Raise MisfitError for a pattern of a class that no term and no other pattern speaks for: it is never met."""
    for line, column, name in _classes(rows, ("first", "then")):
        if name not in spoken:
            wrong = f"no term is of the class {name!r}; {nearest(name, sorted(spoken))}"
            raise MisfitError(f"content/catalog/patterns.csv: line {line}: {column}: {wrong}")


def refuse_unweighed(rows: Iterable[Row], weights: Mapping[str, Mapping[str, float]], patterns: Iterable[Row]) -> None:
    """Raise MisfitError for a term's class that has no weight and takes part in no pattern: it says nothing."""
    known = {*UNWEIGHED, *(name for _, _, name in _classes(patterns, ("first", "then")))}
    known.update(*weights.values(), (FACET + facet for facet in FACETS))
    for line, column, name in _classes(rows, ("class",)):
        if name not in known:
            wrong = f"nothing weighs {name!r}; {nearest(name, sorted(known))}, or run usalama train"
            raise MisfitError(f"content/catalog/vocabulary.csv: line {line}: {column}: {wrong}")


def _classes(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for line, row in rows:
        for column in columns:
            for name in row[column].split(";"):
                yield line, column, name
