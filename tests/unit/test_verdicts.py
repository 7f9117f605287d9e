"""Rows of a table and their stories."""

from datetime import UTC, datetime

import pytest

from usalama.formats.headlines import Headline
from usalama.labelled.verdicts import moment, place_in_stories
from usalama.model import Judgement


def test_rows_that_share_an_id_stay_two_reports(rulebook):
    """Two different events under one id, or under none, do not fall together; an unwanted row has no story."""
    titles = ["Trader shot dead by police in Kayole", "Bandits steal 120 goats in Nachola raid", "Rain in Kitale"]
    for identity in ("same", ""):
        rows = [Headline(identity, title, "", "en", "2026-11-16") for title in titles]
        told = place_in_stories(rows, [Judgement(1.0)] * 3, [True, True, False], rulebook)
        assert told[2] == ("", "")
        assert told[0][0]
        assert told[1][0] not in {"", told[0][0]}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2026-11", datetime(2026, 11, 1, tzinfo=UTC)),
        ("2026-11-16T06:30:00", datetime(2026, 11, 16, 6, 30, tzinfo=UTC)),
        ("2026-11-16T06:30:00+03:00", datetime(2026, 11, 16, 3, 30, tzinfo=UTC)),
        ("last week", None),
    ],
)
def test_a_time_is_read_or_none(text, told):
    """A part of a date is its start, a time without zone is UTC, and words are no time."""
    assert moment(text) == told
