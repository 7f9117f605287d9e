"""Edits that stood in the ledger and are gone, as where an editor saved an older copy over what a command had written.

Whether a person took them out nobody can see. Nothing here opens a file or knows the time.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from usalama.errors import LedgerError
from usalama.ledger.ledger import Edit
from usalama.ledger.reading import read

_TABLE = re.compile(r"^(?:[ \t]*#.*\n)*[ \t]*\[\[[ \t]*edits[ \t]*\]\]", re.MULTILINE)  # with comments on its head
_ALIKE = 2  # of verb, target and time, for an edit that a person mended to be the same


class Row(NamedTuple):
    """One edit with its table as it stands in the file, and comments: those right above it, and behind it others."""

    edit: Edit
    text: str


def lost(text: str, before: str) -> tuple[Row, ...]:
    """Return the edits of the text ``before`` that the ledger's ``text`` has no more; one that was mended is there."""
    now, then = _rows(text), _rows(before)
    if now is None or then is None:
        return ()
    there, was = {_mark(row.edit) for row in now}, {_mark(row.edit) for row in then}
    new = [row.edit for row in now if _mark(row.edit) not in was]
    gone = [row for row in then if _mark(row.edit) not in there and not any(_is_mended(row.edit, e) for e in new)]
    return tuple(gone)


def put_back(text: str, rows: Iterable[Row]) -> str:
    """Return the ledger's text with some edits where their time belongs; the others stay as they stand."""
    now = _rows(text) or []
    head = text[: len(text) - sum(len(row.text) for row in now)]
    tables = sorted((*rows, *now), key=lambda row: row.edit.when)
    return "\n\n".join(part.strip("\n") for part in (head, *(row.text for row in tables)) if part.strip()) + "\n"


def _rows(text: str) -> list[Row] | None:
    """Return the edits with their tables; None where these cannot be told apart, or the ledger cannot be read.

    One that is gone, or without a byte, has none.
    """
    if not text.strip():
        return []
    starts = [found.start() for found in _TABLE.finditer(text)]
    try:
        edits = read(text).edits
    except LedgerError:
        return None
    if len(edits) != len(starts):
        return None
    return [
        Row(edit, text[start:end]) for edit, start, end in zip(edits, starts, (*starts[1:], len(text)), strict=False)
    ]


def _mark(edit: Edit) -> tuple[str, str, str]:
    return edit.do, edit.on, edit.when.isoformat()


def _is_mended(edit: Edit, new: Edit) -> bool:
    return sum(one == other for one, other in zip(_mark(edit), _mark(new), strict=True)) >= _ALIKE
