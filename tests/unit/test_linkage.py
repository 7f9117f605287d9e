"""Groups from pairs: who is joined to whom."""

from usalama.stories.linkage import group


def test_a_number_that_is_joined_to_none_is_a_group_of_its_own():
    """Every number is in one group; groups and their members are in order."""
    assert group(4, {(0, 2): 5.0}) == [[0, 2], [1], [3]]
