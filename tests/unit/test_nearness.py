"""How near in time two reports are, where a day, a month or only a year is known."""

from datetime import date

from usalama.stories.fingerprints import Report
from usalama.stories.nearness import gap, nearness

NAMES = ("undated", "same-day", "same-span", "three-days", "a-month", "later")


def of(first, last=None):
    """A report of some days of 2026, told as (month, day)."""
    start, end = (date(2026, *day).toordinal() for day in (first, last or first))
    return Report("a", "A title", first=start, last=end)


def said(one, other):
    """What is said of two reports' dates: the one name whose value is one, or none."""
    told = [name for name, value in zip(NAMES, nearness(one, other), strict=True) if value]
    assert len(told) <= 1
    return told[0] if told else ""


def test_days_are_told_by_their_distance():
    """One day, three, five and more than a week are told apart."""
    days = [of((11, 16)), of((11, 19)), of((11, 21)), of((11, 30)), of((12, 31))]
    assert [said(days[0], day) for day in days] == ["same-day", "three-days", "", "a-month", "later"]


def test_months_beside_each_other_are_a_month_apart():
    """The last day of one month is beside the first of the next, and the months are not three days apart."""
    july, august = of((7, 1), (7, 31)), of((8, 1), (8, 31))
    assert gap(july, august) == 1
    assert said(july, august) == "a-month"
    assert said(july, july) == "same-span"
    assert said(july, of((7, 9))) == "same-span"


def test_a_year_says_no_more_than_no_date():
    """Every day of a year lies in it: two reports of that year are not of one span."""
    year = of((1, 1), (12, 31))
    assert said(year, of((7, 9))) == "undated"
    assert said(year, Report("b", "A title")) == "undated"
