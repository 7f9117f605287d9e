"""How near in time two reports are: the days between them, and what that says of one event.

A day may be known, or a month, or a year. Months are compared by their middles where they do not overlap; a year says
no more than no date. It refuses dates in the texts.
"""

from usalama.stories.fingerprints import Report

_FEW, _WEEK, _MONTH = 3, 8, 31
_SPAN = 62  # a date of more days than this is none


def gap(one: Report, other: Report) -> int | None:
    """Return the least number of days between two reports; ``None`` where either date is unknown."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return None
    return max(0, other.first - one.last, one.first - other.last)


def nearness(one: Report, other: Report) -> tuple[float, ...]:
    """Return the values of "undated", "same-day", "same-span", "three-days", "a-month" and "later"."""
    if one.first is None or other.first is None or one.last is None or other.last is None:
        return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    widest = max(one.last - one.first, other.last - other.first)
    if widest > _SPAN:
        return (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    days = gap(one, other)
    if days and widest:
        days = abs(one.first + one.last - other.first - other.last) // 2
    days = days or 0
    same = not days and not widest, not days and widest > 0
    return 0.0, *map(float, (*same, 1 <= days <= _FEW, _WEEK < days <= _MONTH, days > _MONTH))
