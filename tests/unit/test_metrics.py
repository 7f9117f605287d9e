"""The measures agree with values worked out by hand."""

import pytest

from usalama.labelled import metrics


def test_b_cubed_of_a_worked_example():
    """Five rows, two true groups, one put wrong: the textbook values."""
    rows = metrics.b_cubed(["a", "a", "a", "b", "b"], [1, 1, 2, 2, 2])
    precision = sum(row[0] for row in rows) / 5
    recall = sum(row[1] for row in rows) / 5
    assert precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    value = metrics.measure("b", rows, metrics.mean_f1).value
    assert value == pytest.approx(2 * precision * recall / (precision + recall))


def test_perfect_and_useless_groupings():
    """All right is one; all in one heap is precise to the share of its largest group."""
    assert metrics.measure("b", metrics.b_cubed("aabb", "xxyy"), metrics.mean_f1).value == 1
    heap = metrics.b_cubed("aabb", "xxxx")
    assert sum(row[0] for row in heap) / 4 == pytest.approx(0.5)


def test_f1_of_sets_excuses_what_the_other_labelling_has():
    """A county found only in the first labelling is no error, and no hit either."""
    counts = metrics.sets(frozenset({"Lamu"}), frozenset({"Lamu", "Garissa"}), frozenset({"Garissa"}))
    assert counts == (1, 0, 0)
    assert metrics.f1(counts) == 1


def test_micro_and_macro_differ_where_classes_do():
    """One common class right and one rare class wrong: micro is high, macro is half."""
    rows = [metrics.by_class(frozenset({"a"}), frozenset({"a"}), ("a", "b"))] * 9
    rows.append(metrics.by_class(frozenset({"b"}), frozenset({"a"}), ("a", "b")))
    assert metrics.measure("micro", rows, metrics.micro_f1).value == pytest.approx(18 / 20)
    assert metrics.measure("macro", rows, metrics.macro_f1).value == pytest.approx((18 / 19) / 2)


def test_intervals_hold_the_value_and_repeat():
    """The interval lies around the value and is the same every time."""
    rows = [(1.0, 1.0)] * 80 + [(0.0, 1.0)] * 20
    one, two = (metrics.measure("share", rows, metrics.share) for _ in range(2))
    assert one == two
    assert one.low < 0.8 < one.high
    assert one.low > 0.7
    assert one.high < 0.9


def test_groups_that_share_a_row_are_one_block():
    """A merge ties two events, a split two stories, and both may chain; what nothing ties is by itself."""
    assert metrics.entangled("aabbcd", "xxxyzz") == [0, 0, 0, 0, 4, 4]
    assert metrics.entangled("aab", "xyz") == [0, 0, 2]
    assert metrics.entangled("abac", "xyzy") == [0, 1, 0, 1]
    assert metrics.entangled("abcab", "xyzww") == [0, 0, 2, 0, 0]


def test_a_block_is_resampled_as_a_whole():
    """Ten rows wrong together are one mistake: the value is that of ten rows wrong apart, the interval is wider."""
    rows = [(1.0, 1.0)] * 90 + [(0.0, 1.0)] * 10
    apart = metrics.measure("share", rows, metrics.share)
    together = metrics.measure("share", rows, metrics.share, [row // 10 for row in range(100)])
    assert together.value == apart.value
    assert together.rows == apart.rows
    assert together.low < apart.low
    assert together.high > apart.high
    assert metrics.measure("share", rows, metrics.share, list(range(100))) == apart


def test_nothing_to_find_and_nothing_found_is_right():
    """An empty answer to an empty question is no error."""
    assert metrics.f1((0, 0, 0)) == 1
    assert metrics.precision((0, 0, 3)) == 1
    assert metrics.recall((0, 0, 3)) == 0


def test_a_mean_of_nothing_is_nothing():
    """Neither precision nor recall: no division, and no score."""
    assert metrics.mean_f1(()) == 0
    assert metrics.mean_f1((0, 0, 1)) == 0
