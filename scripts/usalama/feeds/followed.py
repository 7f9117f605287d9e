"""Names that one report hides and that are followed into the others of its story: what is remembered, and by what.

Records alone; who follows is ``usecases.following``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import NamedTuple

from usalama.model import Entry, JudgedEntry


class HiddenName(NamedTuple):
    """What is remembered of a name that a report hides: enough to know it in other reports, and not the name."""

    story: str
    entry: str  # key of the report that gave the name away
    mark: str
    """Fingerprint of two words of the name; "" where there is none, since the report gave nothing away whole."""
    rule: str  # by which it is hidden; "" where there is no mark
    day: str  # when it was learnt, as 2026-11-18


class Following(NamedTuple):
    """How a name that one report hides is followed into the others of its story, by fingerprints alone."""

    marks: Callable[[Entry], Mapping[str, str]]
    """Of the names that an entry, as its publisher wrote it, gives away: each with its rule."""
    left_alone: Callable[[Entry], Collection[str]]
    """Of the names that an entry calls by an office, and of plain words in it: these are not hidden."""
    hide: Callable[[JudgedEntry, Mapping[str, str]], tuple[JudgedEntry, tuple[str, ...]]]
    """The report without the names of these fingerprints, and the rules by which."""
    told: Callable[[Collection[str]], Iterable[tuple[JudgedEntry, bool]]]
    """The reports on disk of some stories, by ``final``, and those that showed one to be part of another.

    Each with whether its week is closed: then it stays.
    """
    final: Callable[[str], str]  # the story that one is part of by the desk's merges
