"""How near in time two reports are: the days between them, and what that says of one event.

A day may be known, or a month, or a year. Months are compared by their middles where they do not overlap; a year says
no more than no date. A report is near the day that its text names. It refuses to date a report by its text.
"""

from collections.abc import Set as AbstractSet
from datetime import date

from usalama.stories.fingerprints import Report

_FEW, _WEEK, _MONTH = 3, 8, 31
_TOLD_WITHIN = 2  # a report tells what happened on its own day, or so many days before
_YEAR = 365
_SPAN = 62  # a date of more days than this is none


def gap(one: Report, other: Report) -> int | None:
    """Return the least number of days between two reports; ``None`` where either date is unknown."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    return max(0, other.first - one.last, one.first - other.last)


def order(one: Report, other: Report) -> int:
    """Return -1 where all days of ``one`` are before the other's, 1 where they are after, else 0."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return 0
    return (one.first > other.last) - (one.last < other.first)


def names_the_day(told: AbstractSet[tuple[int, int, int]], report: Report) -> bool:
    """True where ``told``, the days that a text names, has the day of a report or one of the two before it."""
    if not told or report.first is None or report.first != report.last:
        return False
    days = (date.fromordinal(report.first - before) for before in range(_TOLD_WITHIN + 1))
    return any(not told.isdisjoint({(0, at.month, at.day), (at.year, at.month, at.day)}) for at in days)


def names_an_earlier_day(told: AbstractSet[tuple[int, int, int]], report: Report) -> bool:
    """True where ``told`` has a day of more than a week before a report and none of its own: it is of another event."""
    if not told or report.first is None or names_the_day(told, report):
        return False
    return any(_days_before(day, report.first) > _WEEK for day in told)


def _days_before(day: tuple[int, int, int], first: int) -> int:
    """Return how many days lie from ``day`` to ``first``; where no year is told, of the year that is nearest."""
    year, month, number = day
    own = date.fromordinal(first)
    before = first - (date(year or own.year, month, 1).toordinal() + number - 1)
    return before if year else (before + _YEAR // 2) % _YEAR - _YEAR // 2


def nearness(one: Report, other: Report, *, told: bool = False) -> tuple[float, ...]:
    """Return the values of "undated", "same-day", "same-span", "three-days", "a-month" and "later".

    ``told``: one names the day of the other. Within a week that is as near as three days.
    """
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    widest = max(one.last - one.first, other.last - other.first)
    if widest > _SPAN:
        return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    least = days = gap(one, other) or 0
    if least and told and least <= _WEEK:
        days = min(least, _FEW)
    elif least and widest:
        days = abs(one.first + one.last - other.first - other.last) // 2
    same = not days and not widest, not days and widest > 0
    return 0.0, *map(float, (*same, 1 <= days <= _FEW, _WEEK < days <= _MONTH, days > _MONTH))
