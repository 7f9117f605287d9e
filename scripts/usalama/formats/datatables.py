"""Tables of the open data: their columns with what each means, the file that holds them, their entry in the package.

Texts, whole numbers and shares only. A cell that a spreadsheet would take for a formula is made plain text by a leading
apostrophe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from usalama.formats.rows import write_table

FORMULA = frozenset("=+-@\t\r＝＋－＠")
"""With one of these begins what a spreadsheet takes for a formula, some also the wide forms of East Asia."""
Cell = str | int | float


class DataTable(NamedTuple):
    """One table that stands beside the reports."""

    name: str
    description: str
    columns: Mapping[str, tuple[str, str]]
    """Name → kind ("string", "integer" or "number") and description."""
    key: tuple[str, ...] = ()
    """Columns that name a row; none where nothing does."""

    @property
    def path(self) -> str:
        """The file's name beside the package."""
        return f"{self.name}.csv"

    def as_csv(self, rows: Iterable[Mapping[str, Cell]]) -> str:
        """Return rows, each with every column, as RFC 4180."""
        return as_csv(self.columns, ([row[name] for name in self.columns] for row in rows))

    def resource(self) -> dict[str, object]:
        """Return the table's entry in the data package."""
        fields = [{"name": name, "type": kind, "description": text} for name, (kind, text) in self.columns.items()]
        return {
            "name": self.name,
            "path": self.path,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "description": self.description,
            "schema": {"fields": fields, **({"primaryKey": list(self.key)} if self.key else {})},
        }


def as_csv(columns: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a head line and rows as RFC 4180; a text that would be a formula gets an apostrophe in front."""
    cells = ([f"'{cell}" if isinstance(cell, str) and cell[:1] in FORMULA else cell for cell in row] for row in rows)
    return write_table(columns, cells, end="\r\n")
