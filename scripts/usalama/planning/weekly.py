"""What planning asks of the weeks on disk, said without a disk: the build's files answer to it, and so do tests.

``usalama.files.weekfiles`` is what a site has.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, Protocol

from usalama.digest.digests import Line
from usalama.digest.filed import Filed
from usalama.digest.summaries import Head, Summary
from usalama.model import JudgedEntry, Problem
from usalama.words.weeks import Week


class Reading(NamedTuple):
    """One week's entries, in order of their file names, with what could not be read."""

    entries: tuple[JudgedEntry, ...]
    content: str
    """Hash of names and bytes."""
    problems: tuple[Problem, ...]
    filed: Filed = MappingProxyType({})
    """What was noted of its reports, of those without a file too."""


class Weeks(Protocol):
    """The weeks on disk, as ``weekfiles`` gives them for one site."""

    def scan(self) -> Mapping[Week, str]:
        """Week → state of its files."""

    def read(self, week: Week) -> Reading:
        """Read one week's entries."""

    def heads(self, states: Mapping[Week, str], made: str) -> Mapping[Week, Head]:
        """Return the heads that still hold."""

    def lines(self, week: Week) -> tuple[Line, ...]:
        """Return a week's lines."""

    def reports(self, week: Week) -> Mapping[str, str]:
        """Return story → its reports as the week's summary has them, unread."""

    def save(self, summary: Summary) -> None:
        """Keep a week's summary."""
