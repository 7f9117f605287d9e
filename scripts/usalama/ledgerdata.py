"""The desk's public decisions: as they stand on their page, and as open data, one row each, the oldest first.

It holds what the corrections page shows and nothing else: after a take-down no wording is left in the ledger, so none
is here. A cell that a spreadsheet would take for a formula is made plain text by a leading apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping

from usalama.ledger import Edit, Ledger, Verb

PLACE = "corrections.csv"
COLUMNS: Mapping[str, str] = {
    "when": "When the desk decided, with its zone.",
    "do": "correct or take-down.",
    "report": "The report that it is about, as in the reports.",
    "story": "The report's story; empty if unknown.",
    "week": "The report's ISO week, such as 2026-W47; empty if unknown.",
    "kind": "What was wrong, or on what ground the report was removed.",
    "part": "correct: what was corrected, such as title or counties.",
    "old": "correct: the wording before; empty or [removed] once the report was taken down.",
    "new": "correct: the wording since.",
    "why": "The reason, in the desk's words.",
}
"""Name → description; every value is text."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def numbered(ledger: Ledger) -> tuple[tuple[Edit, int], ...]:
    """Return corrections and removals, the newest first, each with its number among its kind on the same entry."""
    counted: Counter[tuple[Verb, str]] = Counter()
    found = []
    for edit in ledger.edits:
        if edit.do in {Verb.CORRECT, Verb.TAKE_DOWN}:
            counted[edit.do, edit.on] += 1
            found.append((edit, counted[edit.do, edit.on]))
    return tuple(reversed(found))


def as_csv(ledger: Ledger) -> str:
    """Return corrections and removals as RFC 4180."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    edits = sorted((*ledger.corrections, *ledger.removals), key=lambda edit: (edit.when, edit.on))
    writer.writerows([cell(value) for value in _row(edit)] for edit in edits)
    return text.getvalue()


def resource() -> dict[str, object]:
    """Return the table's entry in the data package."""
    fields = [{"name": name, "type": "string", "description": text} for name, text in COLUMNS.items()]
    return {
        "name": "corrections",
        "path": PLACE,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "What the desk corrected and removed, and why; the same as the corrections page.",
        "schema": {"fields": fields},
    }


def cell(value: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _row(edit: Edit) -> tuple[str, ...]:
    where = (edit.on, edit.story, edit.week.upper())
    return (edit.when.isoformat(), str(edit.do), *where, edit.kind, edit.part, edit.old, edit.new, edit.why)
