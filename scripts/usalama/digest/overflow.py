"""What a week leaves to its companion page so that its own page comes in one flight, whatever was reported.

A week of many stories, or of many words, has companion pages that hold every one-line story and every report that no
line is; its own page keeps what its budget allows, and an anchor for each story, so that no address ever
moves. Whether there is a companion follows from counts alone. Nothing is dropped and nothing is rendered here.
"""

import gzip
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from usalama.digest.digests import FULL, Line, Report, Section, StoryView, WeekView
from usalama.words.weeks import Week

MOST_LINES = 24  # a week of so many one-line stories shows them all on its own page
BUSY = FULL + MOST_LINES
LETTERS = 10_000
"""Letters of publishers' words and addresses above which a week has a companion, however few its stories."""
PART = 250  # lines and reports on one companion page: about 25 kB after gzip
BUDGET = 14_336  # bytes after gzip that arrive in a connection's first flight
_LINE = 35  # bytes after gzip by which a week is lighter without a one-line story, about
_STEP = 500  # and with a step of its ladder that leaves out something else, less or more


class Fit(NamedTuple):
    """How much of a week its page shows: what it leaves out stands on the companion, or on the week's own page."""

    stories: int = FULL  # told in full; the others are lines
    reports: int = 8  # named under each of them
    lines: int = MOST_LINES
    share: bool = True
    """Whether each story can be sent as a message of its own: ten weigh as much as the map. Those by topic stay."""
    map: bool = True

    @property
    def whole(self) -> bool:
        """Whether all ten are told in full."""
        return self.stories >= FULL


_LEAST = (
    Fit(lines=0, reports=3, share=False, map=False),
    *(Fit(stories=stories, lines=0, reports=3, share=False, map=False) for stories in (8, 6, 4, 2)),
    Fit(stories=1, lines=0, reports=1, share=False, map=False),
)
_BUSY_WEEK = (
    *(Fit(lines=lines) for lines in (MOST_LINES, 20, 16, 12, 8)),
    Fit(lines=8, reports=3),
    Fit(lines=8, reports=3, share=False),
    Fit(lines=8, reports=3, share=False, map=False),
    *_LEAST,
)
_HOME = (
    Fit(reports=4, share=False),
    *(Fit(reports=reports, lines=0, share=False) for reports in (4, 3)),
    *_LEAST,
)
_WEEK = (
    Fit(),
    Fit(share=False),
    *(Fit(stories=stories, share=False, map=False) for stories in (FULL, 9, 8, 7, 6, 4, 2, 1)),
)


class Told(NamedTuple):
    """A story told in full, and as many of its reports as stand on one companion page."""

    story: StoryView
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One companion page: its path, its one-line stories by topic, reports of those told in full, and other reports."""

    path: str
    sections: tuple[Section, ...]
    told: tuple[Told, ...] = ()
    others: tuple[Told, ...] = ()  # reports of the one-line stories: those that are not the line

    @property
    def count(self) -> int:
        """One-line stories on it."""
        return sum(len(section.lines) for section in self.sections)


def ladder(kind: str, *, busy: bool) -> tuple[Fit, ...]:
    """Return what to try for a page, the fullest first.

    A week without a companion keeps all its reports: a story that is no longer told in full is a line that names them.
    """
    return _HOME if kind == "index" else _BUSY_WEEK if busy else _WEEK


def fullest(steps: Sequence[Fit], weigh: Callable[[int], int]) -> int:
    """Return which of the steps of a ladder is the first that fits, or else the last.

    ``weigh`` prints a page with one and returns its bytes after gzip; it is asked again for what it was asked. To print
    is what takes long: so it begins where the whole page's weight points to, and goes on from there step by step.
    """
    last, excess, number = len(steps) - 1, weigh(0) - BUDGET, 0
    while number < last and excess > 0:
        excess -= _LINE * (steps[number].lines - steps[number + 1].lines) or _STEP
        number += 1
    while number < last and weigh(number) > BUDGET:
        number += 1
    while number > 1 and weigh(number - 1) <= BUDGET:
        number -= 1
    return number


def weight(text: str) -> int:
    """Return what a page weighs after gzip as web servers do it; the gate weighs in the same way."""
    return len(gzip.compress(text.encode("utf-8", "replace"), 6, mtime=0))


def letters(stories: Iterable[StoryView]) -> int:
    """Return how many letters of publishers' words and addresses the stories bring to a week's page."""
    return sum(
        len(story.lead.title) + len(story.lead.excerpt) + sum(map(_letters_beside, story.reports)) for story in stories
    )


def _letters_beside(report: Report) -> int:
    """Return the letters that a report brings wherever it is named: its address, and the wordings before."""
    return len(report.link) + sum(len(old) for wordings in report.quoted for old in wordings)


def paths(week: Week, stories: int, reports: int, written: int) -> tuple[str, ...]:
    """Return the paths of a week's companion pages; none where its own page holds everything.

    ``written`` is ``letters`` of its stories.
    """
    return addresses(week, reports) if stories > BUSY or written > LETTERS else ()


def addresses(week: Week, reports: int) -> tuple[str, ...]:
    """Return the paths of all companion pages that a week of so many reports can have, whatever they say."""
    count = -(-reports // PART)
    return (f"{week.path}/more/", *(f"{week.path}/more/{number}/" for number in range(2, count + 1)))


def parts(view: WeekView, named: Sequence[str]) -> tuple[Part, ...]:
    """Return a week's companion pages at these paths.

    Together they hold each one-line story once, in the sections' order, then each report of the full stories once, and
    then what else was reported of the others.
    """
    lines = [(section, line) for section in view.sections for line in section.lines]
    reports = [(story, report) for story in view.full for report in story.reports]
    others = [(story, report) for story in view.more for report in story.reports if report.key != story.lead.key]
    told = len(lines) + len(reports)
    size = max(1, -(-(told + len(others)) // max(1, len(named))))
    return tuple(
        Part(
            path,
            _sections(lines[size * number : size * (number + 1)]),
            _told(reports[max(0, size * number - len(lines)) : max(0, size * (number + 1) - len(lines))]),
            _told(others[max(0, size * number - told) : max(0, size * (number + 1) - told)]),
        )
        for number, path in enumerate(named)
    )


def homes(found: tuple[Part, ...]) -> Mapping[str, str]:
    """Return topic, or id of a story → the companion page on which its lines, or its reports that are none, begin."""
    begin: dict[str, str] = {}
    for part in found:
        told = (*part.told, *part.others)
        for key in (*(section.topic for section in part.sections), *(each.story.id for each in told)):
            begin.setdefault(key, part.path)
    return begin


def best(view: WeekView, count: int) -> tuple[str, ...]:
    """Return the ids of the ``count`` one-line stories that rank highest."""
    return tuple(story.id for story in view.more[:count])


def fitted(view: WeekView, fit: Fit) -> WeekView:
    """Return the week with as many stories in full as ``fit`` says; the others are its best lines."""
    cut = view.full[fit.stories :]
    if not cut:
        return view
    sections = tuple(
        section._replace(
            full=tuple(story for story in section.full if story not in cut),
            lines=(*(story.line for story in cut if story.line.topic == section.topic), *section.lines),
        )
        for section in view.sections
    )
    return view._replace(full=view.full[: fit.stories], more=(*cut, *view.more), sections=sections)


def _sections(lines: list[tuple[Section, Line]]) -> tuple[Section, ...]:
    topics = {section.topic: section for section, _ in lines}
    return tuple(
        section._replace(lines=tuple(line for held, line in lines if held.topic == topic))
        for topic, section in topics.items()
    )


def _told(reports: list[tuple[StoryView, Report]]) -> tuple[Told, ...]:
    found: dict[str, tuple[StoryView, list[Report]]] = {}
    for story, report in reports:
        found.setdefault(story.id, (story, []))[1].append(report)
    return tuple(Told(story, tuple(held)) for story, held in found.values())
