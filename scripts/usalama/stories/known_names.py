"""What the desk's tables of places and of names say of stems: which are places, and which many people are called by.

The tables come as texts, and each is read once for as long as it stays the same: only a report that may be a later
chapter is asked for its names. It judges nothing.
"""

from functools import lru_cache

from usalama.errors import CATALOG
from usalama.formats.rows import rows
from usalama.stories.roots import root_of


@lru_cache(maxsize=2)
def all_places(places: str, areas: frozenset[str]) -> frozenset[str]:
    """Return the stems of places of one word, the areas' own among them."""
    return stems_of(places) | areas


@lru_cache(maxsize=2)
def stems_of(places: str) -> frozenset[str]:
    """Return the stems of places of one word."""
    named = [row["name"] for _, row in rows(places, f"{CATALOG}/places.csv", ("name",))] if places else []
    return frozenset(root_of(name, "") for name in named if name.isalpha())


def of_long_places(tokens: frozenset[str], places: str) -> frozenset[str]:
    """Return those of the tokens that are a place of several words, all of which are there."""
    known = _long_places(places)
    found = (name for token in tokens if token in known for name in known[token] if name <= tokens)
    return frozenset[str]().union(*found)


def beside_places(tokens: frozenset[str], places: str) -> frozenset[str]:
    """Return those of the tokens that are no place, of one word or of several."""
    return tokens - stems_of(places) - of_long_places(tokens, places)


def count_signs(rare: frozenset[str], places: str) -> int:
    """Return how many signs the rare tokens of two reports are: all places that both have are one."""
    if len(rare) <= 1:  # as of most pairs
        return len(rare)
    others = beside_places(rare, places)
    return len(others) + (len(others) < len(rare))


@lru_cache(maxsize=2)
def _long_places(places: str) -> dict[str, list[frozenset[str]]]:
    """Return the stems of places of several words, by the first of each."""
    found: dict[str, list[frozenset[str]]] = {}
    for _, row in rows(places, f"{CATALOG}/places.csv", ("name",)) if places else ():
        words = row["name"].replace("-", " ").split()
        stems = [stem for word in words if word[0].isupper() and (stem := root_of(word, ""))]
        if len(stems) > 1:
            found.setdefault(stems[0], []).append(frozenset(stems))
    return found


@lru_cache(maxsize=2)
def called(people: str) -> frozenset[str]:
    """Return the stems of first names and surnames that many people have."""
    return frozenset(root_of(name, "") for name in listed(people, "first name", "surname"))


def listed(people: str, *kinds: str) -> list[str]:
    """Return the names of some kinds, as they are written."""
    told = [row for _, row in rows(people, f"{CATALOG}/names.csv", ("kind", "names"))] if people else []
    return [name for row in told if row["kind"] in kinds for name in row["names"].split("|")]
