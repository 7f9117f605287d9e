"""Counts over weeks and the words that they are given."""

import pytest

from usalama.digest.changes import tally, versus


@pytest.mark.parametrize(
    ("now", "mean", "key"),
    [(0, 0, "none"), (0, 2.5, "gone"), (3, 0, "first"), (4, 4.0, "same"), (5, 4.0, "same"),
     (8, 4.0, "more"), (1, 4.0, "fewer"),
     (22, 20.0, "same"), (30, 20.0, "more")],
)  # fmt: skip
def test_a_step_has_one_of_seven_names(now, mean, key):
    """A difference within one story or a quarter of the mean is no change; nothing now is never "fewer"."""
    assert versus(now, mean) == key


def test_a_tally_holds_this_week_against_the_four_before():
    """Change is against last week, versus against the mean of four weeks."""
    found = tally("banditry", [9, 2, 4, 2, 4, 7], 11)
    assert (found.now, found.change, found.mean, found.versus, found.reports) == (7, 3, 3.0, "more", 11)


def test_one_story_in_four_weeks_is_a_quarter_a_week():
    """The mean is told as it is: 0.25 is not rounded down to 0.2, nor 0.75 up to 0.8."""
    assert tally("banditry", [0, 0, 1, 0, 0], 0).mean == 0.25
    assert tally("banditry", [1, 0, 1, 1, 0], 0).mean == 0.75


def test_a_young_archive_is_compared_with_nothing():
    """With fewer than four earlier weeks there is no "versus"."""
    assert tally("banditry", [2, 3], 3).versus == ""


def test_no_weeks_at_all():
    """An empty series is a count of nothing."""
    assert tally("banditry", [], 0).now == 0
