"""Groups from pairs: who is joined to whom."""

from usalama.stories.linkage import group, labels


def test_every_number_carries_the_first_of_its_group():
    """A label is the group's first member; a number that is joined to none is its own label."""
    groups = group(4, {(0, 2): 5.0})
    assert groups == [[0, 2], [1], [3]]
    assert labels(4, groups) == [0, 1, 0, 3]
