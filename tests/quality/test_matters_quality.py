"""Abductions, missing people and inquests on made sentences: what is open, how it ended, and what is none."""

import pytest
from made_sets import rows

from usalama.claims.matters import matter_in

ROWS = rows("matters")


def found(row):
    matter = matter_in(row["text"], "")
    return ("open" if matter.stage else "closed") if matter else ""


def test_precision_and_recall_keep_their_floors():
    """A case that is called open and is none is worse than one missed: precision 0.98, recall 0.95."""
    told = [row for row in ROWS if found(row)]
    meant = [row for row in ROWS if row["matter"]]
    right = sum(found(row) == row["matter"] for row in told)
    assert right / len(told) >= 0.98
    assert right / len(meant) >= 0.95


@pytest.mark.parametrize("row", [row for row in ROWS if not row["matter"]], ids=lambda row: row["text"][:40])
def test_what_is_told_of_many_foiled_or_a_thing_is_no_matter(row):
    """A bill, a statistic, a faked kidnapping and a missing rifle open no case."""
    assert matter_in(row["text"], "") is None


def test_the_words_stand_in_the_text():
    """The evidence is quoted from the sentence that gives it; the end is looked for in the whole report."""
    matter = matter_in("Nurse abducted in Garissa", "She was rescued by soldiers on Friday.")
    assert (matter.stage, matter.quote) == ("", "Nurse abducted in Garissa")
