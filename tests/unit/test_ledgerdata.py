"""Corrections and removals as open data: what the page shows, in a table that the package describes."""

import csv
import io
from datetime import UTC, datetime

from usalama.ledger import Edit, Verb, make_ledger
from usalama.ledgerdata import COLUMNS, as_csv, resource

WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
CORRECTED = Edit(
    Verb.CORRECT, "aaaaaaaaaa", WHEN, "Misheard.", week="2026-w47", story="sbbbbbbbbbb", kind="misread", part="title",
    old="=Two goats", new="Ten goats",
)  # fmt: skip
REMOVED = Edit(
    Verb.TAKE_DOWN, "cccccccccc", WHEN, "A person asked.", week="2026-w46", kind="person-asked", links=("x",)
)
HIDDEN = Edit(Verb.HIDE, "dddddddddd", WHEN, "Not ours.")


def rows(*edits):
    return list(csv.DictReader(io.StringIO(as_csv(make_ledger(edits)))))


def test_corrections_and_removals_are_rows_and_other_edits_are_none():
    """What was announced in public is open data; what was only hidden or sorted is in no row of its own."""
    assert [(row["do"], row["report"], row["week"]) for row in rows(REMOVED, HIDDEN, CORRECTED)] == [
        ("correct", "aaaaaaaaaa", "2026-W47"),
        ("take-down", "cccccccccc", "2026-W46"),
    ]


def test_both_wordings_stand_there_and_none_is_a_formula():
    """A spreadsheet takes no cell for a formula."""
    (row,) = rows(CORRECTED)
    assert (row["part"], row["old"], row["new"], row["why"]) == ("title", "'=Two goats", "Ten goats", "Misheard.")


def test_the_package_describes_every_column():
    """The head of the table and the schema's fields are the same, also where nothing was ever corrected."""
    assert as_csv(make_ledger(())).strip().split(",") == list(COLUMNS)
    assert [field["name"] for field in resource()["schema"]["fields"]] == list(COLUMNS)
