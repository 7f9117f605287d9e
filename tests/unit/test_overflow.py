"""What a week leaves to its companion page, and the order in which it does."""

from itertools import pairwise

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
            was = (before.stories, before.reports, before.lines, before.share, before.map)
            now = (after.stories, after.reports, after.lines, after.share, after.map)
            assert all(new <= old for old, new in zip(was, now, strict=True))
            assert was != now
    assert overflow.ladder("week", busy=True)[-1].stories == 1


def test_a_message_goes_before_the_map_and_the_map_before_a_story():
    """A link can be sent without its message; where things happen, and what, is said by nothing else on the page."""
    for kind, busy in (("index", False), ("week", True), ("week", False)):
        for step in overflow.ladder(kind, busy=busy):
            assert step.map or not step.share
            assert step.whole or not step.map


def test_a_page_shows_as_much_as_fits_after_few_trials():
    """The first step that fits is found wherever it is, the last stands for none; a ladder is not printed through."""
    # Bytes that a line takes off, and those of a step that leaves out something else: some 35, and some 500.
    for kind, busy in (("index", False), ("week", True), ("week", False)):
        steps = overflow.ladder(kind, busy=busy)
        for line, other in ((32, 450), (35, 500), (38, 550), (35, 300), (100, 200), (10, 2000)):
            taken = [line * (was.lines - now.lines) or other for was, now in pairwise(steps)]
            for first in range(len(steps)):
                asked = set()

                def weigh(step, first=first, taken=taken, asked=asked):
                    asked.add(step)
                    return overflow.BUDGET + sum(taken[step:first]) - sum(taken[first:step])

                assert overflow.fullest(steps, weigh) == first, (kind, line, other, first)
                assert (line, other) not in {(32, 450), (35, 500), (38, 550)} or len(asked) <= 4, (kind, first, asked)
        assert overflow.fullest(steps, lambda _: overflow.BUDGET + 1) == len(steps) - 1


def test_a_week_without_a_companion_leaves_out_no_report():
    """Its own page is the only place of its reports: stories become lines, and each line and report stays."""
    steps = overflow.ladder("week", busy=False)
    assert {(step.reports, step.lines) for step in steps} == {(8, overflow.MOST_LINES)}
    assert (steps[0], steps[-1].stories) == (overflow.Fit(), 1)
