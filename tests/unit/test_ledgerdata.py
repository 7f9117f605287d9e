"""The desk's decisions as open data: what the page shows, in a table that the package describes."""

import csv
import io
from datetime import UTC, datetime

from usalama.exports.ledgerdata import TABLE, as_csv, numbered, others
from usalama.ledger.ledger import Edit, Verb, make_ledger

WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
CORRECTED = Edit(
    Verb.CORRECT, "aaaaaaaaaa", WHEN, "Misheard.", week="2026-w47", story="sbbbbbbbbbb", kind="misread", part="title",
    old="=Two goats", new="Ten goats",
)  # fmt: skip
REMOVED = Edit(
    Verb.TAKE_DOWN, "cccccccccc", WHEN, "A person asked.", week="2026-w46", kind="person-asked", links=("x",)
)
HIDDEN = Edit(Verb.HIDE, "dddddddddd", WHEN, "Not ours.")
PINNED = Edit(Verb.PIN, "seeeeeeeeee", WHEN, "It matters most.", week="2026-w47")
NOTED = Edit(Verb.NOTE, "seeeeeeeeee", WHEN, "", text="Our own words.")


def rows(*edits):
    return list(csv.DictReader(io.StringIO(as_csv(make_ledger(edits)))))


def test_every_edit_but_a_note_is_a_row():
    """What the desk did to a report or a story is open data; a note stands with its story in the desk's own words."""
    assert [
        (row["do"], row["report"], row["story"], row["week"]) for row in rows(REMOVED, HIDDEN, CORRECTED, PINNED, NOTED)
    ] == [
        ("correct", "aaaaaaaaaa", "sbbbbbbbbbb", "2026-W47"),
        ("take-down", "cccccccccc", "", "2026-W46"),
        ("hide", "dddddddddd", "", ""),
        ("pin", "", "seeeeeeeeee", "2026-W47"),
    ]


def test_the_page_announces_some_and_lists_the_others():
    """Each row of the table is in one of the two lists of the page, and in one only."""
    ledger = make_ledger((REMOVED, HIDDEN, CORRECTED, PINNED, NOTED))
    assert [edit for edit, _ in numbered(ledger)] == [CORRECTED, REMOVED]
    assert others(ledger) == (PINNED, HIDDEN)


def test_both_wordings_stand_there_and_none_is_a_formula():
    """A spreadsheet takes no cell for a formula."""
    (row,) = rows(CORRECTED)
    assert (row["part"], row["old"], row["new"], row["why"]) == ("title", "'=Two goats", "Ten goats", "Misheard.")


def test_a_merge_and_a_split_name_both_stories():
    """Who kept an older table has the id of the first, and finds by this what its reports are part of since."""
    merge = Edit(Verb.MERGE, "seeeeeeeeee", WHEN, "One raid.", story="sbbbbbbbbbb")
    split = Edit(Verb.SPLIT, "cccccccccc", WHEN, "Another.", left=("seeeeeeeeee", "sbbbbbbbbbb"), story="scccccccccc")
    assert [(row["do"], row["part"], row["old"], row["new"]) for row in rows(merge, split)] == [
        ("split", "story", "sbbbbbbbbbb, seeeeeeeeee", "scccccccccc"),
        ("merge", "story", "seeeeeeeeee", "sbbbbbbbbbb"),
    ]


def test_topics_and_counties_stand_there_before_and_after():
    """Where it was not noted what stood there, that is not told from nothing: none is written out."""
    retag = Edit(Verb.RETAG, "aaaaaaaaaa", WHEN, "Arms.", slugs=("crime", "courts"), was=("crime",))
    away = Edit(Verb.RELOCATE, "aaaaaaaaaa", WHEN, "Nowhere.", slugs=(), was=("embu",))
    older = Edit(Verb.RELOCATE, "bbbbbbbbbb", WHEN, "There.", slugs=("embu",))
    assert [(row["part"], row["old"], row["new"]) for row in rows(retag, away, older)] == [
        ("topics", "crime", "crime, courts"),
        ("counties", "embu", "(none)"),
        ("counties", "", "embu"),
    ]


def test_the_package_describes_every_column():
    """The head of the table and the schema's fields are the same, also where nothing was ever corrected."""
    assert as_csv(make_ledger(())).strip().split(",") == list(TABLE.columns)
    assert [field["name"] for field in TABLE.resource()["schema"]["fields"]] == list(TABLE.columns)
