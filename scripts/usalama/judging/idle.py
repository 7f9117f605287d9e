"""What in the judging tables counts for nothing: weights of nothing, patterns never met, classes that nobody weighs.

It stops no judging, since a desk takes topics and terms out; whoever looks for mistakes has each in one line with file,
line and mend. It opens no file and compiles no table.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from usalama.errors import CATALOG, CatalogError, MisfitError
from usalama.formats.tables import nearest
from usalama.judging.facets import FACETS
from usalama.judging.facets import PREFIX as FACET
from usalama.judging.facts import PATTERNS, UNLESS, Row
from usalama.judging.leanings import FILE, PREFIX, RELEVANCE
from usalama.judging.topics import FIRST
from usalama.judging.whose import BOUND

ASKED = {PATTERNS: ("first", "then"), UNLESS: ("class", "unless")}
"""The columns of classes that must be heard for a fact to hold."""
TOLD = {"vocabulary.csv": "class", PATTERNS: "class", UNLESS: "becomes", "counties.csv": "nature"}
"""The column of each table by whose classes a text is weighed."""
CODED = ("neighbour", "mission")
"""The kinds of names that are countries' codes."""


def refuse_idle_weights(rows: Iterable[Row], name: str, topics: Sequence[str], features: Collection[str]) -> None:
    """Raise MisfitError for a weight that counts for nothing; ``features`` are those that a text can have."""
    targets = (RELEVANCE, *topics, *[FIRST + topic for topic in topics])
    for line, row in rows:
        for column, wrong, known in (("target", "no topic", targets), ("feature", "no text has", features)):
            if row[column] not in known:
                mend = f"take its rows out; {nearest(row[column], sorted(known))}"
                raise MisfitError(f"{CATALOG}/{name}: line {line}: {column}: {wrong} {row[column]!r}; {mend}")


def surplus_rows(rows: Iterable[Mapping[str, str]], topics: Collection[str], features: Collection[str]) -> list[str]:
    """Return what each row of weights is on that weighs something of these topics and features."""
    found: list[str] = []
    for row in rows:
        target = row["target"].removeprefix(FIRST)
        found += [target] if target in topics else [row["feature"]] if row["feature"] in features else []
    return found


def refuse_unfounded(rows: Iterable[Row], files: Collection[str]) -> None:
    """Raise CatalogError where what plain words lean to has a weight, and no table says what they lean to."""
    for line, row in rows:
        if FILE not in files and row["feature"].startswith(PREFIX):
            wrong = f"missing, and weights.csv weighs {row['feature']!r} in line {line}"
            raise CatalogError(f"{CATALOG}/{FILE}: {wrong}; restore it, or take these weights out")


def refuse_unheard(rows: Iterable[Row], name: str, spoken: Collection[str]) -> None:
    """Raise MisfitError for a row on a class that no term and no other row speaks for: it is never met."""
    for line, column, found in _classes(rows, ASKED[name]):
        if found not in spoken:
            wrong = f"no term is of the class {found!r}; {nearest(found, sorted(spoken))}"
            raise MisfitError(f"{CATALOG}/{name}: line {line}: {column}: {wrong}")


def unweighed(tables: Mapping[str, Sequence[Row]], weights: Mapping[str, Mapping[str, float]]) -> dict[str, str]:
    """Return each class that the tables tell of, and that has no weight and makes no fact, so says nothing → a line."""
    asked = (_classes(tables[name], columns) for name, columns in ASKED.items())
    known = {name for found in asked for _, _, name in found}
    known.update(*weights.values(), (FACET + facet for facet in FACETS), BOUND)
    found: dict[str, str] = {}
    for table, column in TOLD.items():
        for line, _, name in _classes(tables[table], (column,)):
            if name and name not in known and name not in found:
                mend = f"{nearest(name, sorted(known))}, or label texts that say so and run usalama train"
                found[name] = f"{CATALOG}/{table}: line {line}: {column}: nothing weighs {name!r}; {mend}"
    return found


def refuse_strange_codes(rows: Iterable[Row], name: str, countries: Collection[str]) -> None:
    """Raise MisfitError for a neighbour or a mission whose code no country has: it would be nowhere near."""
    for line, row in rows:
        for code in row["names"].lower().split("|") if row["kind"] in CODED else ():
            if code not in countries:
                mend = nearest(code, sorted(countries))
                raise MisfitError(f"{CATALOG}/{name}: line {line}: names: foreign.csv has no {code!r}; {mend}")


def _classes(rows: Iterable[Row], columns: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    for line, row in rows:
        for column in columns:
            for name in (row.get(column) or "").split(";"):
                yield line, column, name
