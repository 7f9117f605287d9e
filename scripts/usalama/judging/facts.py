"""What classes of terms say together: near each other, anywhere in a text, and what is not so beside another.

A class tells that somebody killed, was held or escaped; only two of them tell that it was the police, or that a robber
was shot. Such facts stand in two tables of the catalogue and are classes like any other, with weights of their own.
Nothing here opens a file, weighs anything or knows a class by its name.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress, product
from typing import NamedTuple, TypeAlias

from usalama.errors import CATALOG, CatalogError
from usalama.judging.terms import grade_of

PATTERNS, UNLESS = "patterns.csv", "unless.csv"
COLUMNS = {PATTERNS: ("first", "then", "within", "class", "grade"), UNLESS: ("class", "unless", "becomes")}
ANYWHERE = "any"  # words between two classes that may stand anywhere in the text, in whatever order
MERE = 0.5  # no louder than a weak term, such as a region's name: nothing was done
QUOTED = 4  # words that a class is heard in, as far as a reason may quote them

Row = tuple[int, Mapping[str, str]]  # one row of a table and the line that it ends in


class Strength(NamedTuple):
    """How loudly a class speaks, and the words it was heard in."""

    value: float
    title: float
    words: tuple[str, ...]


Spotted: TypeAlias = tuple[str, float, int, int, bool]
"""One class heard at one place: what is spoken for, how strongly, the words from and to, whether in the title."""


class Pattern(NamedTuple):
    """Two classes of terms within so many words of each other, in this order, speak for a third."""

    then: str
    within: int
    speaks_for: str
    grade: float


class Pair(NamedTuple):
    """A class speaks for another where any of several others stands in the text."""

    first: str
    others: frozenset[str]
    speaks_for: str
    grade: float


class Unless(NamedTuple):
    """A class says nothing beside any of several others that is louder than ``MERE``, or says what it ``becomes``."""

    name: str
    others: frozenset[str]
    becomes: str


class Facts(NamedTuple):
    """The two tables, ready to be looked through."""

    near: Mapping[str, Sequence[Pattern]]  # by their first class
    anywhere: Sequence[Pair]
    unless: Sequence[Unless]
    firsts: Sequence[str]  # of ``anywhere``, row by row, and
    names: Sequence[str]  # of ``unless``: a text has few of them


def read_facts(patterns: Iterable[Row], unless: Iterable[Row]) -> Facts:
    """Return the facts of the rows of both tables; raise CatalogError for a number or a grade that is none."""
    near: dict[str, list[Pattern]] = {}
    anywhere: list[Pair] = []
    path = f"{CATALOG}/{PATTERNS}"
    for line, row in patterns:
        firsts, thens, grade = row["first"].split(";"), row["then"].split(";"), grade_of(row, path, line)
        if row["within"] == ANYWHERE:
            anywhere.extend(Pair(first, frozenset(thens), row["class"], grade) for first in firsts)
            continue
        if not row["within"].isdecimal():
            raise CatalogError(f"{path}: line {line}: within {row['within']!r}: write how many words, or {ANYWHERE}")
        within = int(row["within"])
        for first, then in product(firsts, thens):
            near.setdefault(first, []).append(Pattern(then, within, row["class"], grade))
    less = [
        Unless(name, frozenset(row["unless"].split(";")), row["becomes"])
        for _, row in unless
        for name in row["class"].split(";")
    ]
    return Facts(near, anywhere, less, [pair.first for pair in anywhere], [each.name for each in less])


def spotted_near(spotted: Sequence[Spotted], near: Mapping[str, Sequence[Pattern]], title_end: int) -> list[Spotted]:
    """Return what classes that stand near each other speak for, each at its place."""
    found = []
    heard = {name for name, *_ in spotted}
    for index, (name, _, start, _, _) in enumerate(spotted):
        for pattern in near.get(name, ()):
            end = _end(spotted, index, pattern) if pattern.then in heard else None
            if end is not None:
                found.append((pattern.speaks_for, pattern.grade, start, end, start < title_end))
    return found


def _end(spotted: Sequence[Spotted], index: int, pattern: Pattern) -> int | None:
    """Return where the nearest class ends that completes a pattern begun at ``index``, in its reach and its zone."""
    _, _, _, first_end, first_in_title = spotted[index]
    for place in range(index + 1, len(spotted)):
        name, _, start, end, in_title = spotted[place]
        if start > first_end + pattern.within or in_title != first_in_title:
            return None
        if name == pattern.then and start >= first_end:
            return end
    return None


def settle(strengths: dict[str, Strength], facts: Facts) -> None:
    """Add what classes say together wherever they stand; then take away what is not so beside another, row by row."""
    pairs = []
    for first, others, speaks_for, grade in compress(facts.anywhere, map(strengths.__contains__, facts.firsts)):
        if other := loudest(strengths, others):
            one = strengths[first]
            said = tuple(dict.fromkeys((*one.words, *other.words)))[:QUOTED]
            value = min(grade, one.value, other.value)
            pairs.append((speaks_for, Strength(value, min(grade, one.title, other.title), said)))
    for name, strength in pairs:
        _hear(strengths, name, strength)
    # Each row is asked about what the rows before it left.
    for name, others, becomes in compress(facts.unless, map(strengths.__contains__, facts.names)):
        if (other := loudest(strengths, others)) and other.value > MERE:
            strength = strengths.pop(name)
            if becomes:
                _hear(strengths, becomes, strength)


def loudest(strengths: Mapping[str, Strength], names: AbstractSet[str]) -> Strength | None:
    """Return the strength of the loudest of some classes; None where none is heard."""
    return None if names.isdisjoint(strengths) else max([strengths[name] for name in names if name in strengths])


def _hear(strengths: dict[str, Strength], name: str, strength: Strength) -> None:
    if name not in strengths or strengths[name].value < strength.value:
        strengths[name] = strength
