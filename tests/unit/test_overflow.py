"""What a week leaves to its companion page, and the order in which it does."""

from __future__ import annotations

from itertools import pairwise, product

from usalama.digest import overflow
from usalama.words.weeks import Week

WEEK = Week(2026, 47)


def test_a_week_has_a_companion_for_its_stories_or_for_its_letters():
    """One story more than the page can list, or one letter more than it can hold, and there is a companion."""
    assert overflow.paths(WEEK, overflow.BUSY, 90, overflow.LETTERS) == ()
    assert overflow.paths(WEEK, overflow.BUSY + 1, 90, 0) == ("2026/w47/more/",)
    assert overflow.paths(WEEK, 1, 3, overflow.LETTERS + 1) == ("2026/w47/more/",)


def test_companions_are_as_many_as_the_reports_need():
    """No companion page has more than its share of lines and reports."""
    assert overflow.paths(WEEK, 100, overflow.PART + 1, 0) == ("2026/w47/more/", "2026/w47/more/2/")
    assert overflow.addresses(WEEK, 0) == ("2026/w47/more/",), "letters alone may have made it"


def test_each_step_shows_no_more_than_the_one_before():
    """What is left out for want of room never comes back at a later step; the last step is the least there is."""
    for kind, busy in (("index", False), ("week", True), ("week", False)):
        steps = overflow.ladder(kind, busy=busy)
        for before, after in pairwise(steps):
            was = (before.stories, before.reports, before.lines, before.map)
            now = (after.stories, after.reports, after.lines, after.map)
            assert all(new <= old for old, new in zip(was, now, strict=True))
            assert was != now
    assert overflow.ladder("week", busy=True)[-1].stories == 1


def test_a_week_without_a_companion_leaves_out_no_report():
    """Its own page is the only place of its reports: it may do without the map, and without nothing else."""
    assert {(step.stories, step.reports, step.lines) for step in overflow.ladder("week", busy=False)} == {
        (overflow.FULL, 8, overflow.MOST_LINES)
    }


def test_the_first_step_that_fits_is_found_from_any_guess():
    """Whatever step 0 weighs, the answer is the first of those that fit, and no step is printed twice."""
    for steps, fitting, excess in product(range(2, 13), range(1, 14), range(-300, 5000, 80)):
        tried = []

        def fits(number, fitting=fitting, tried=tried):
            tried.append(number)
            return number >= fitting

        assert overflow.first_to_fit(steps, excess, fits) == min(fitting, steps - 1)
        assert len(tried) == len(set(tried))
        assert all(0 < number < steps - 1 for number in tried)


def test_a_page_that_weighs_a_little_too_much_is_printed_once_more():
    """A week that grows by an entry leaves out a step more: it is the first that is looked at."""
    tried = []
    assert overflow.first_to_fit(11, 14, lambda number: tried.append(number) or True) == 1
    assert tried == [1]
