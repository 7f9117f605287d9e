"""Who acts and speaks in a desk's reports, ``content/catalog/actors.csv``: bodies, offices and who holds them, by role.

What reads texts for whose word they stand on, for promises, case steps and tolls knows grammar alone; the names of one
country stand in this table. It takes a text, opens nothing, and refuses a row that cannot be meant.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from usalama.catalogue.catalog import LANGUAGES
from usalama.errors import CATALOG, CatalogError
from usalama.formats import rows as sheets
from usalama.formats.tables import nearest
from usalama.words.literals import lowered

FILE = "actors.csv"
_PATH = f"{CATALOG}/{FILE}"
ROLES: Mapping[str, str] = {
    "official": "speaks for police, army or government",
    "title": "stands before an official's name",
    "given": "is a first name of office-holders: who has another one before their surname is somebody else",
    "oversight": "speaks for those who watch over officials",
    "bench": "stands before the word court",
    "group": "an armed group",
    "promiser": "promises something",
    "force": "arrests",
    "officer": "an officer, called by the post",
    "prosecutor": "brings and withdraws charges",
    "operations": "is on duty: what is promised of it is an operation",
    "people": "a people, counted by its name",
    "money": "stands beside a sum",
    "area": "a unit of administration, by its common name: its officials speak, its government promises",
}
"""What a name can do in a report."""
COLUMNS = ("names", "roles", "language")
_NOBODY = "(?!)"
_NAME = re.compile(r"[^\W_][\w .&'’-]*")


@dataclass(frozen=True, slots=True, eq=False)
class Actors:
    """The names by (role, language); two tables are the same only where they are one object."""

    names: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict[tuple[str, str], Sequence[str]])
    known: dict[str, int] = field(default_factory=dict[str, int], repr=False)
    """What stories' texts were read to say by these names (``usalama.digest.recall``)."""
    asked: dict[str, int] = field(default_factory=dict[str, int], repr=False)  # of that, what was asked lately

    def of(self, role: str, language: str = "en") -> tuple[str, ...]:
        """Return the names of a role in one language, in the table's order."""
        return tuple(self.names.get((role, language), ()))

    def anywhere(self, role: str) -> frozenset[str]:
        """Return the names of a role in all languages together."""
        return frozenset(name for (each, _), names in self.names.items() if each == role for name in names)

    def either(self, role: str, language: str = "en") -> str:
        """Return an expression of any name of a role, for reading without regard to case; it never matches for none.

        A space and a hyphen in a name stand for each other.
        """
        found = (re.sub(r"\\[ -]", "[ -]", re.escape(lowered(name))) for name in self.of(role, language))
        return "|".join(found) or _NOBODY


NOBODY = Actors()  # the actors of a desk that names none


@lru_cache(maxsize=8)  # one table is one object, by which what is compiled from it is found again
def read_actors(text: str) -> Actors:
    """Read the table; raise CatalogError with file, line and mend."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for line, row in _rows(text):
        languages = (row["language"],) if row["language"] else LANGUAGES
        for role in map(str.strip, row["roles"].split(";")):
            if role not in ROLES:
                raise CatalogError(f"{_PATH}: line {line}: roles: {role!r} is no role; {nearest(role, ROLES)}")
            for called, language in ((called, each) for called in _names(row, line) for each in languages):
                first = found.setdefault((role, language), {}).setdefault(called, line)
                if first != line:
                    told = f"{called!r} is {role} in line {first} too; keep one"
                    raise CatalogError(f"{_PATH}: line {line}: names: {told}")
    return Actors({key: tuple(names) for key, names in found.items()})


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    if not text.strip():
        return
    for line, row in sheets.rows(text, _PATH, COLUMNS):
        if row["language"] not in {"", *LANGUAGES}:
            mend = f"write one of {', '.join(LANGUAGES)}, or nothing for all"
            raise CatalogError(f"{_PATH}: line {line}: language: {row['language']!r} is not read; {mend}")
        yield line, row


def _names(row: Mapping[str, str], line: int) -> tuple[str, ...]:
    called = tuple(each.strip().lower() for each in row["names"].split("|"))
    for each in called:
        if not _NAME.fullmatch(each):
            mend = "write names in plain letters, with | between them"
            raise CatalogError(f"{_PATH}: line {line}: names: {each!r} is no name; {mend}")
    return called
