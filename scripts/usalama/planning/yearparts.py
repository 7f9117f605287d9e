"""The parts of a year of more headlines than one page can hold: which weeks each has, and where it stands.

It counts and names; nothing is read or rendered here.
"""

from __future__ import annotations

from usalama.digest.atlas import Atlas
from usalama.digest.shelves import YEAR_LINES
from usalama.words.weeks import Week

PART = 4
"""Weeks in one part of a full year."""


def parts_of(atlas: Atlas, year: int) -> tuple[tuple[Week, ...], ...]:
    """Return the weeks of a year's parts, oldest first; one part for a year that one page can hold."""
    weeks = tuple(head.week for head in atlas.heads if head.week.year == year)
    if sum(atlas.by_week[week].stories for week in weeks) <= YEAR_LINES:
        return (weeks,)
    groups: dict[int, list[Week]] = {}
    for week in weeks:
        groups.setdefault((week.number - 1) // PART, []).append(week)
    return tuple(tuple(group) for group in groups.values())


def part_path(part: tuple[Week, ...]) -> str:
    """Return the path of one part of a year, named by the first of its four weeks."""
    return f"archive/{part[0].year}/w{(part[0].number - 1) // PART * PART + 1:02d}/"


def once_parts(atlas: Atlas, year: int) -> set[str]:
    """Return the paths of all parts that a year can have had: each of its reports may have been a story of its own."""
    filed = {week: count for week, count in atlas.filed.items() if week.year == year and count}
    return {part_path((week,)) for week in filed} if sum(filed.values()) > YEAR_LINES else set()
