"""CSV that people write, read strictly: one line of text is one row, and each row has what the head promises.

Every mistake is one line that names the file, the line and the mend. It reads text that somebody else opened, and
writes tables as text: those of the open data with what each column means.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from math import inf, isfinite
from types import MappingProxyType
from typing import NamedTuple

from usalama.errors import CatalogError

LONGEST = 131_072
"""Characters of a row: no cell may have more for Python's reader, which says so in words of its own."""


def cells(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each row, the head's too, with its line; ``name`` is the file as the errors call it."""
    _refuse_broken(text, name)
    reader = csv.reader(io.StringIO(text))
    return ((reader.line_num, row) for row in reader)


def rows(text: str, name: str, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row below the head with its line; the head has the columns that are ``needed``, and each row too.

    The last line of a text that lacks its end has all: else it was cut short.
    """
    _refuse_broken(text, name)
    reader = csv.reader(io.StringIO(text))  # a reader of dictionaries takes three times as long
    head = next(reader, [])
    missing = [column for column in needed if column not in head]
    if missing:
        raise CatalogError(f"{name}: line 1: no column {missing[0]!r}; {apart(head) or 'add it to the head'}")
    fewest = max([head.index(column) + 1 for column in needed], default=0)
    unended = 0 if text.endswith("\n") else text.count("\n") + 1
    for found in filter(None, reader):
        if len(found) < fewest:
            raise CatalogError(f"{name}: line {reader.line_num}: too few columns; write {fewest} at least")
        if len(found) < len(head) and reader.line_num == unended:
            told = f"breaks off in its last line, with {len(found)} of {len(head)} columns"
            raise CatalogError(f"{name}: line {unended}: {told}; restore it, or end the line where nothing is missing")
        if len(found) > len(head):
            raise CatalogError(f"{name}: line {reader.line_num}: too many columns; quote a cell with a comma")
        yield reader.line_num, dict(zip_longest(head, found))


def apart(head: Sequence[str]) -> str:
    """Return the mend of a head whose columns stand apart by other signs than commas, as spreadsheets may save them."""
    signs = {";": "semicolons", "\t": "tabs"}
    found = [word for sign, word in signs.items() if len(head) == 1 and sign in head[0]]
    return f"its columns stand apart by {found[0]}; save it with commas" if found else ""


def refuse_torn(text: str, name: str) -> None:
    """Raise CatalogError for a table of the program's own writing that breaks off: half of one judges, and looks well.

    Those that people write may lack their last line end, which ``check`` and ``status`` note, but no columns before it.
    """
    if text and not text.endswith("\n"):
        mend = "restore it, or fit it again; where nothing is missing, end its last line"
        raise CatalogError(f"{name}: breaks off in its last line; {mend}")


def number(row: Mapping[str, str], column: str, name: str, line: int) -> float:
    """Return the number of a cell; one that is none, or has no end, is refused."""
    try:
        found = float(row[column])
    except ValueError:
        found = inf
    if not isfinite(found):
        raise CatalogError(f"{name}: line {line}: {column} {row[column]!r}: write a number")
    return found


def numbers(parts: Iterable[str]) -> dict[str, float]:
    """Return name → number of a cell's parts, each ``name=number``; raise ValueError for one that is none."""
    found = {name: float(value) for name, _, value in (part.rpartition("=") for part in parts)}
    if "" in found or "=" in "".join(found) or not all(map(isfinite, found.values())):
        raise ValueError("a part is no name and number")
    return found


def render_numbers(found: Mapping[str, float]) -> str:
    """Return a cell of numbers, ordered by name."""
    return "; ".join(f"{name}={value:g}" for name, value in sorted(found.items()))


def write_table(head: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\n") -> str:
    """Return a table as CSV, each line with this ``end``."""
    return "".join(table_lines(head, rows, end))


def table_lines(head: Iterable[str], rows: Iterable[Iterable[object]], end: str = "\n") -> Iterator[str]:
    """Yield a table's lines as they are made, for one that is too long to be kept as a text."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator=end)
    for row in chain((head,), rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def row_mistake(text: str) -> tuple[int, str]:
    """Return the line of a table's text that no reader of CSV takes for one row, and the mend; (0, "") where all are.

    An open quotation mark takes all that follows for one cell: whoever reads on names another line, or none.
    """
    if len(text) > LONGEST:
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > LONGEST:
                return number, f"a row of more than {LONGEST} characters; make several of it"
    if "\0" in text:  # such as a power cut leaves: to its reader a letter like others, in a term that no text has
        return text.count("\n", 0, text.index("\0")) + 1, "a NUL character; restore the file from the repository"
    if text.count('"') or text.count("\r") != text.count("\r\n"):
        for number, line in enumerate(text.split("\n"), 1):
            if line.count('"') % 2:
                return number, "a quotation mark is not closed; close it, or take it out"
            if "\r" in line[:-1]:
                return number, "a line ends in the old way of Macs; save it with line ends of today"
    return 0, ""


def _refuse_broken(text: str, name: str) -> None:
    line, wrong = row_mistake(text)
    if wrong:
        raise CatalogError(f"{name}: line {line}: {wrong}")


FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""With one of these begins what a spreadsheet takes for a formula, some also the wide forms of East Asia."""
_WOULD_RUN = re.compile(rf'(^|;"*)(?=[{re.escape("".join(sorted(FORMULA)))}])')
"""Also behind a semicolon: where that parts columns by the computer's language, a cell of ours is several."""
Cell = str | int | float | None
Limits = Mapping[str, Mapping[str, object]]
"""Column → what its values keep to, in the words that Table Schema and JSON Schema share."""


class DataTable(NamedTuple):
    """One table that stands beside the reports."""

    name: str
    description: str
    columns: Mapping[str, tuple[str, str]]
    """Name → kind, a word of Table Schema or "list", several values in a cell, and description."""
    key: tuple[str, ...] = ()  # columns that name a row; none where nothing does
    limits: Limits = MappingProxyType({})
    leads: Mapping[str, tuple[str, str]] = MappingProxyType({})
    """Column → the table and the column in which each of its values stands."""

    @property
    def path(self) -> str:
        """The file's name beside the package."""
        return f"{self.name}.csv"

    def as_csv(self, rows: Iterable[Mapping[str, Cell]]) -> str:
        """Return rows, each with every column, as RFC 4180."""
        return as_csv(self.columns, ([row[name] for name in self.columns] for row in rows))

    def resource(self) -> dict[str, object]:
        """Return the table's entry in the data package."""
        fields: list[dict[str, object]] = [
            {"name": name, "type": "string" if kind == "list" else kind, "description": text}
            for name, (kind, text) in self.columns.items()
        ]
        for field in fields:
            needed = {"required": True} if field["name"] in self.key else {}
            if limits := {**needed, **self.limits.get(str(field["name"]), {})}:
                field["constraints"] = limits
        leads = [
            {"fields": column, "reference": {"resource": table, "fields": its}}
            for column, (table, its) in self.leads.items()
        ]
        return {
            "name": self.name,
            "profile": "tabular-data-resource",
            "path": self.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "description": self.description,
            "schema": {
                "fields": fields,
                "missingValues": [""],
                **({"primaryKey": list(self.key)} if self.key else {}),
                **({"foreignKeys": leads} if leads else {}),
            },
        }


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a head line and rows as RFC 4180; what would be a formula in a text gets an apostrophe in front."""
    cells = ([_plain(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return write_table(columns, cells, end="\r\n")


def _plain(cell: str) -> str:
    """Return a text that no spreadsheet runs; hardly any needs to be changed, or even to be searched for it."""
    return _WOULD_RUN.sub(r"\1'", cell) if cell[:1] in FORMULA or ";" in cell else cell
