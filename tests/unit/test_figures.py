"""Figures that a sentence gives in more than one way are told only where they can be meant in one."""

from usalama.actors import NOBODY
from usalama.figures import figures_in


def _told(title):
    return [(figure.kind, figure.low, figure.high) for figure in figures_in(title, "", "en", NOBODY)]


def test_two_counts_are_added_and_a_range_keeps_its_ends():
    """Officers and herders are one sum; "three to four" is from three to four."""
    assert _told("Bandits killed 3 officers and 5 herders in Wamba.") == [("killed", 8, 8)]
    assert _told("Bandits killed 3 to 4 officers in Wamba.") == [("killed", 3, 4)]


def test_two_ranges_in_one_count_are_no_figure():
    """Two ranges have no one lowest and highest that the outlet gave, so nothing is told."""
    assert _told("Bandits killed 3 to 4 officers and 5 to 6 herders in Wamba.") == []
