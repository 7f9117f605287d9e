"""What a busy week does with its one-line stories: a page of their own, in parts of a bounded size.

A week of more than ``BUSY`` stories has companion pages that hold every one-line story; its own page keeps the ten in
full, as many lines as its budget allows, and an anchor for each story, so that no address ever moves. Whether there is
a companion follows from the number of stories alone. Nothing is dropped and nothing is rendered here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from usalama.digests import FULL, Line, Section, WeekView
from usalama.weeks import Week

MOST_LINES = 24
"""A week of so many one-line stories shows them all on its own page."""
BUSY = FULL + MOST_LINES
PART = 250
"""One-line stories on one companion page: about 25 kB after gzip."""
STEPS = (24, 18, 12, 8, 4, 0)
"""How many lines a busy week's own page tries to keep, until it fits."""
BUDGET = 14_336
"""Bytes after gzip that arrive in a connection's first flight."""


@dataclass(frozen=True, slots=True)
class Part:
    """One companion page: its path and the sections on it, each with a part of its lines or all of them."""

    path: str
    sections: tuple[Section, ...]

    @property
    def count(self) -> int:
        """Stories on it."""
        return sum(len(section.lines) for section in self.sections)


def paths(week: Week, stories: int) -> tuple[str, ...]:
    """Return the paths of the companion pages of a week with so many stories; none where it is not busy."""
    if stories <= BUSY:
        return ()
    count = -(-stories // PART)
    return (f"{week.path}/more/", *(f"{week.path}/more/{number}/" for number in range(2, count + 1)))


def parts(view: WeekView) -> tuple[Part, ...]:
    """Return a week's companion pages, which together hold each one-line story once, in the sections' order."""
    named = paths(view.week, view.stories)
    if not named:
        return ()
    lines = [(section, line) for section in view.sections for line in section.lines]
    size = -(-len(lines) // len(named))
    return tuple(Part(path, _sections(lines[size * number : size * (number + 1)])) for number, path in enumerate(named))


def homes(found: tuple[Part, ...]) -> Mapping[str, str]:
    """Return topic → the companion page on which its lines begin."""
    begin: dict[str, str] = {}
    for part in found:
        for section in part.sections:
            begin.setdefault(section.topic, part.path)
    return begin


def best(view: WeekView, count: int) -> tuple[str, ...]:
    """Return the ids of the ``count`` one-line stories that rank highest."""
    return tuple(story.id for story in view.more[:count])


def _sections(lines: list[tuple[Section, Line]]) -> tuple[Section, ...]:
    topics = {section.topic: section for section, _ in lines}
    return tuple(
        replace(section, lines=tuple(line for held, line in lines if held.topic == topic))
        for topic, section in topics.items()
    )
