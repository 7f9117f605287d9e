"""ISO weeks as the site counts them: from Monday to Sunday, turning at midnight in the site's own zone.

The zone is a required argument everywhere (2025-01-05 22:30 UTC is W01 in UTC and W02 in Nairobi). This room
never reads the clock and never formats a date for people.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple, Self

_WEEK = re.compile(r"(\d{4})-?[wW](\d{2})|(\d{4})/[wW](\d{2})", re.ASCII)


class _Pair(NamedTuple):
    year: int  # ISO year: 2024-12-30 lies in the first week of 2025
    number: int


class Week(_Pair):
    """One ISO week; ordered by time. A tuple, since a build asks a hundred thousand times for what a week holds."""

    __slots__ = ()

    def __new__(cls, year: int, number: int) -> Self:
        """Raise ValueError for a week that does not exist."""
        date.fromisocalendar(year, number, 1)
        return super().__new__(cls, year, number)

    def __str__(self) -> str:
        return _named(*self)

    @property
    def slug(self) -> str:
        """The folder of its entries: ``2026-w47``."""
        return f"{self.year:04d}-w{self.number:02d}"

    @property
    def path(self) -> str:
        """The address of its page: ``2026/w47``."""
        return f"{self.year:04d}/w{self.number:02d}"

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def sunday(self) -> date:
        """Its last day."""
        return date.fromisocalendar(self.year, self.number, 7)

    def next(self, count: int = 1) -> Week:
        """Return the week ``count`` weeks later."""
        year, number, _ = (self.monday + timedelta(weeks=count)).isocalendar()
        return Week(year, number)

    def previous(self, count: int = 1) -> Week:
        """Return the week ``count`` weeks earlier."""
        return self.next(-count)


@lru_cache(maxsize=4096)  # a build of ten years writes each a hundred times into what stands for its pages
def _named(year: int, number: int) -> str:
    return f"{year:04d}-W{number:02d}"


def week_of(moment: datetime, zone: tzinfo) -> Week:
    """Return the week that an aware ``moment`` lies in, where the day turns at midnight in ``zone``."""
    if moment.tzinfo is None:
        raise ValueError("a week needs an aware time")
    year, number, _ = moment.astimezone(zone).isocalendar()
    return Week(year, number)


def parse_week(text: str) -> Week:
    """Read ``2026-W47``, ``2026w47`` or ``2026/w47``; raise ValueError for anything else."""
    found = _WEEK.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is not a week; write it as 2026-W47")
    year, number = (group for group in found.groups() if group)
    try:
        return Week(int(year), int(number))
    except ValueError:
        last = date(int(year) or 1, 12, 28).isocalendar().week
        raise ValueError(f"{text!r} is not a week: {year} has weeks 1 to {last}") from None


def week_named(slug: str) -> Week | None:
    """Return the week that has this slug; None where none has."""
    try:
        week = parse_week(slug)
    except ValueError:
        return None
    return week if week.slug == slug else None


def between(first: Week, last: Week) -> tuple[Week, ...]:
    """Return every week from ``first`` to ``last``, both included."""
    count = (last.monday - first.monday).days // 7
    return tuple(first.next(n) for n in range(count + 1))
