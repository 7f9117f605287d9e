"""Silent edits on made pairs: another word or number is a change, a longer or shorter excerpt is none."""

from made_sets import rows

from usalama.feeds.amendments import is_reworded

ROWS = rows("rewordings")


def test_precision_and_recall_keep_their_floors():
    """A change that is missed is made in silence; one that is none makes noise beside a report."""
    told = [row for row in ROWS if is_reworded(row["before"], row["now"])]
    meant = [row for row in ROWS if row["changed"] == "1"]
    right = sum(row["changed"] == "1" for row in told)
    assert right / len(told) >= 0.95
    assert right / len(meant) >= 0.98


def test_a_number_at_the_very_end_is_another_number():
    """A toll that ends the excerpt may not change unseen; a word that a feed cut in its middle is the same word."""
    assert is_reworded("The toll has risen to 5", "The toll has risen to 57")
    assert not is_reworded("The toll has risen in Kit", "The toll has risen in Kitengela")
