"""A CSV of headlines: read strictly, so that a bad file is one clear line and never half a result.

Columns by name, in any order; further ones are kept beside and left alone. It decodes bytes that somebody else read,
and it knows nothing of judging.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from usalama.errors import TableError
from usalama.formats.handwritten import no_text
from usalama.formats.rows import apart
from usalama.formats.tables import nearest

NEEDED = ("id", "title", "summary", "lang", "published")
FIELD_LIMIT = 4_000_000  # characters of one field: a whole article may stand in ``summary``


@dataclass(frozen=True, slots=True)
class Headline:
    """One row: what it says, and every column as it was written."""

    id: str
    title: str
    summary: str
    language: str
    published: str  # YYYY, YYYY-MM, YYYY-MM-DD, a full ISO time, or "" when it is not known
    columns: Mapping[str, str] = field(default_factory=dict)


def read_headlines(data: bytes, name: str, needed: Sequence[str] = NEEDED) -> list[Headline]:
    """Return the rows of a CSV in their order; raise TableError with one line for a file that cannot be meant."""
    text = _decoded(data, name, needed)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_head(reader.fieldnames, name, needed)
        found = [_headline(row, reader.line_num, name) for row in reader]
    except csv.Error as error:
        raise TableError(f"{name}: line {reader.line_num + 1}: {error}; save it as CSV with quoted fields") from None
    if not found:
        raise TableError(f"{name}: a head and no rows; give it at least one headline")
    return found


def columns_of(data: bytes) -> list[str]:
    """Return the columns that a table's first line names; none where it is no such line, as ``read_headlines`` says."""
    line = data.partition(b"\n")[0].decode("utf-8-sig", "replace")
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []


def flag(row: Headline, column: str, name: str) -> bool:
    """Return a label that is written 1 or 0; whatever else a spreadsheet makes of it would silently count as no."""
    if (said := row.columns[column].strip()) not in {"0", "1"}:
        raise TableError(f"{name}: {row.id}: {column} is {said!r}; write 0 or 1")
    return said == "1"


def topics_of(row: Headline, known: Sequence[str], name: str) -> tuple[str, ...]:
    """Return the topics that a row names, the main one first; one that is not ``known`` is refused."""
    found = tuple(filter(None, map(str.strip, row.columns.get("topics", "").split(";"))))
    for topic in found:
        if topic not in known:
            raise TableError(f"{name}: {row.id}: no topic {topic!r}; {nearest(topic, known)}")
    return found


def _decoded(data: bytes, name: str, needed: Sequence[str]) -> str:
    if not data.strip():
        raise TableError(f"{name}: empty; it needs a head line with {', '.join(needed)}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"{name}: {no_text(error)}") from None
    if "\0" in text:
        raise TableError(f"{name}: holds NUL characters; save it as UTF-8 CSV")
    return text


def _check_head(head: Sequence[str] | None, name: str, needed: Sequence[str]) -> None:
    missing = [column for column in needed if column not in (head or ())]
    if missing:
        mend = apart(head or ()) or f"it needs {', '.join(needed)}"
        raise TableError(f"{name}: line 1: no column {missing[0]!r}; {mend}")


def _headline(row: Mapping[str | None, str | None], line: int, name: str) -> Headline:
    if None in row or None in row.values():
        raise TableError(f"{name}: line {line}: {'more' if None in row else 'fewer'} fields than the head has columns")
    columns = {str(column): str(value) for column, value in row.items()}
    told = columns.get("id", ""), columns.get("title", ""), columns.get("summary", "")
    return Headline(*told, columns.get("lang") or "en", columns.get("published", "").strip(), columns)
