"""The lowest point of a smooth function: found, found again, and given up without harm where there is none."""

import math

from usalama.labelled.minimise import lowest


def bowl(at):
    """A long valley, turned against the axes, with its lowest point at (3, -1)."""
    one, other = at[0] - 3, at[1] + 1
    return 50 * one * one + other * other + 5 * one * other, [100 * one + 5 * other, 2 * other + 5 * one]


def test_the_lowest_point_of_a_valley_is_found():
    """Both coordinates are right to seven places, in far fewer looks than plain steps would take."""
    looks = []
    found = lowest(lambda at: looks.append(at) or bowl(at), [0.0, 0.0])
    assert [round(part, 7) for part in found] == [3, -1]
    assert len(looks) < 40


def test_the_same_start_gives_the_same_point_to_the_last_digit():
    """Weights that are fitted twice are the same bytes."""
    assert lowest(bowl, [0.5, 9.0]) == lowest(bowl, [0.5, 9.0])


def test_a_loss_of_examples_reaches_where_its_slope_is_flat():
    """One weight for two examples that disagree, held near 2: the gradient there is no larger than asked for."""

    def loss(at):
        near = 1 / (1 + math.exp(-at[0]))
        value = -math.log(near) - math.log(1 - near) + 0.05 * (at[0] - 2) ** 2
        return value, [2 * near - 1 + 0.1 * (at[0] - 2)]

    found = lowest(loss, [2.0])
    assert abs(loss(found)[1][0]) <= 1e-7
    assert 0 < found[0] < 2


def test_a_start_that_is_lowest_already_stays():
    """Nothing moves where nothing slopes, and no numbers at all are no error."""
    assert lowest(bowl, [3.0, -1.0]) == [3.0, -1.0]
    assert lowest(lambda _: (0.0, []), []) == []


def test_no_more_steps_are_made_than_asked_for():
    """What was reached by then is returned, nearer than the start and not the lowest point yet."""
    once = lowest(bowl, [0.0, 0.0], most=1)
    assert bowl([3.0, -1.0])[0] < bowl(once)[0] < bowl([0.0, 0.0])[0]


def test_a_bend_the_other_way_is_not_taken_for_curvature():
    """From the top of a hill that grows steeper at first, the valley below is found all the same."""
    found = lowest(lambda at: (-math.cos(at[0]), [math.sin(at[0])]), [2.9])
    assert abs(math.sin(found[0])) < 1e-6
    assert math.cos(found[0]) > 0.99


def test_a_slope_that_lies_is_given_up():
    """Where the function never falls the way its gradient says, the start is what is returned."""
    assert lowest(lambda at: (abs(at[0]), [-1.0 if at[0] >= 0 else 1.0]), [0.0]) == [0.0]
