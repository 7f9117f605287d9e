"""The tables of places compiled into a gazetteer, and what is wrong in them.

It says how sure each name is; what the words around one make of it is told by ``places``.
"""

import difflib
from collections.abc import Iterable, Iterator, Mapping

from usalama.errors import CATALOG, CatalogError
from usalama.formats.tables import nearest
from usalama.judging.places import KINDS, SURE, Gazetteer, Place
from usalama.judging.terms import Lexicon, Trie
from usalama.words.text import counted

_MISSPELT, _OTHERS = 0.85, frozenset({"country", "state"})
"""How like a sure kind another must be to be taken for it misspelt ("conty", "towns"), and kinds that are not."""


def checked(numbered: Iterable[tuple[int, Mapping[str, str]]], areas: Mapping[str, int]) -> list[Mapping[str, str]]:
    """Return the rows of places.csv, given with their lines; raise CatalogError for a kind misspelt or an unknown area.

    Kinds are free, but one that is all but "county" was meant to be it. ``areas`` are the names in counties.csv, each
    with its line.
    """
    found = list(numbered)
    for kind, line in {row["kind"]: line for line, row in reversed(found)}.items():
        swapped = [sure for sure in sorted(SURE) if sorted(sure) == sorted(kind)]  # "twon"
        meant = [] if kind in SURE | _OTHERS else swapped or difflib.get_close_matches(kind, SURE, 1, _MISSPELT)
        if meant:
            raise CatalogError(f'{CATALOG}/places.csv: line {line}: kind {kind!r}: did you mean "{meant[0]}"?')
    for mistake in unknown_areas(found, areas):
        raise CatalogError(f"{CATALOG}/{mistake}")
    return [row for _, row in found]


def unknown_areas(numbered: Iterable[tuple[int, Mapping[str, str]]], areas: Mapping[str, int]) -> Iterator[str]:
    """Yield each area that is none: file, line, what is wrong and the mend.

    A row of counties.csv that is wrong is one mistake, and many places name its county: that file is told where several
    do, and it has no name that was meant, or no place names the one that was. Where no areas are known, any will do.
    """
    lines: dict[str, list[int]] = {}
    for line, row in numbered:
        for area in _counties(row) if areas else ():
            lines.setdefault(area, []).append(line)
    for area, (first, *more) in lines.items():
        if area in areas:
            continue
        told = f"{first} of places.csv and {counted(len(more), 'more', 'more')}"
        meant = difflib.get_close_matches(area, areas, 1, _MISSPELT)
        if more and meant and meant[0] not in lines:
            mend = f"did you mean {area!r}, as in line {told}?"
            yield f"counties.csv: line {areas[meant[0]]}: name: {meant[0]!r} is in no place; {mend}"
        elif more and not meant:
            yield f"counties.csv: no row has the name {area!r}, which stands in line {told}; put it back, or mend these"
        else:
            also = f" ({counted(len(more), 'more line', 'more lines')})" if more else ""
            mend = nearest(area, sorted(areas))
            yield f"places.csv: line {first}: counties: {area!r} is not in counties.csv{also}; {mend}"


def unnamed_areas(rows: Iterable[Mapping[str, str]], areas: Iterable[str]) -> list[str]:
    """Return the areas that no row names: one of theirs, of the kind "county" whatever the desk calls them."""
    named = {area for row in rows if row.get("kind") == "county" for area in _counties(row)}
    return [area for area in areas if area not in named]


def build_gazetteer(
    rows: Iterable[Mapping[str, str]], foreign: Iterable[Mapping[str, str]], people: Iterable[Mapping[str, str]]
) -> Gazetteer:
    """Compile places.csv, foreign.csv and names.csv."""
    names: dict[str, frozenset[str]] = {row["kind"]: frozenset(row["names"].split("|")) for row in people}
    several = frozenset(name.lower() for name in names.get("several", ()))
    common = frozenset(word.lower() for word in names.get("word", ()))
    sequences = [
        (
            _sequence(row["name"]),
            Place(row["name"], row["kind"], _counties(row), _level(row, common, several), _rank(row)),
        )
        for row in rows
    ]
    for row in foreign:
        sequences.extend(
            (_sequence(name), Place(name, row["country"], (), "foreign")) for name in row["names"].split("|")
        )
    return Gazetteer(Lexicon(Trie(sequences), _name_forms), {kind: names.get(kind, frozenset()) for kind in KINDS})


def _counties(row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (row.get("counties") or "").split(";"))))


def _level(row: Mapping[str, str], common: frozenset[str], several: frozenset[str]) -> str:
    if row["name"].lower() in common:
        return "cued" if row["source"] == "usalama" else "word"
    if row["name"].lower() in several:
        return "several"
    if row["source"] == "usalama" or row["kind"] in SURE or row["name"].startswith(f"{row['counties']} "):
        return "sure"
    return "cued"


def _rank(row: Mapping[str, str]) -> int:
    if row["kind"] == "county":
        return 0
    if row["source"] == "usalama":
        return 1
    return 2 if row["kind"] in SURE else 3


def _sequence(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("'", "").replace("-", " ").replace(".", "").replace("/", " ").split())


def _name_forms(word: str) -> tuple[str, ...]:
    lower = word.lower()
    keys = (lower.removesuffix("'s").replace("'", ""), lower.replace("'", ""))
    return keys[:1] if keys[0] == keys[1] else keys
