"""Build: bring the site up to date with its entry files, and publish what the gate lets through.

It orders calls: look at the files, stop if nothing changed, let Pelican print what did, put that into the next
release tree, publish. Pelican is started only when there is something to print, in a process of its own that writes
beside the trees, never into one. The caller holds the lock and tells the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from usalama import release_trees, releases
from usalama.model import Problem
from usalama.releases import Release

if TYPE_CHECKING:
    from usalama.publish import Order, Outcome


@dataclass(frozen=True, slots=True)
class Standing:
    """What the site was made from, as far as can be told without Pelican. Two that are equal need no build."""

    states: str
    """Of every entry file."""
    frame: str
    """Of theme, code, settings, catalogue, ledger, hand-written pages; "" when it is not known."""
    status: str
    month: str
    generation: int
    """Of the live tree."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What Pelican printed."""

    written: Mapping[str, str]
    """File → fingerprint of what it was made from."""
    reasons: Mapping[str, str]
    removed: tuple[str, ...]
    kept: int
    problems: tuple[Problem, ...]
    """Entry files that could not be read."""
    expected: Mapping[str, tuple[tuple[str, str, str], ...]]
    """Week page → (key, link, title) of each report that it must hold."""
    numbers: Mapping[str, int]
    """Weeks, stories and entries of the whole archive."""
    tops: tuple[str, ...]
    """Files and folders that every page depends on, and the ledger and the hand-written pages."""
    frame: str
    """What stands for their contents, as Pelican found them."""


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a build."""

    outcome: Outcome | None
    """None when there was nothing to do."""
    answer: Answer | None
    problems: tuple[Problem, ...]


class Workshop(Protocol):
    """The edges of a build: ``workshop.Workshop`` for one site."""

    def standing(self, generation: int) -> Standing:
        """Return what the site is made from now."""

    def remembered(self) -> tuple[Standing | None, tuple[Problem, ...]]:
        """Return what it was made from at the last build, with the problems of that build."""

    def remember(self, standing: Standing, answer: Answer) -> None:
        """Keep what it was made from."""

    def print(self, release: Release, live: Release | None) -> Answer:
        """Let Pelican print what ``release`` lacks, beside it; nothing if ``live`` lacks nothing."""

    def move_in(self, release: Release, answer: Answer) -> None:
        """Move what was printed into the tree."""


def build(
    root: Path,
    workshop: Workshop,
    order: Callable[[Answer], Order],
    publish: Callable[[Path, Release, Order], Outcome],
    *,
    trees: int = releases.TREES,
) -> Built:
    """Bring the site up to date; ``order`` makes the order to publish out of what was printed."""
    releases.check_place(root)
    live = releases.live_number(root)
    now = workshop.standing(release_trees.generation(root, live) if live else 0)
    before, problems = workshop.remembered()
    if before == now and now.frame and live:
        return Built(None, None, problems)
    release = releases.next_tree(root, trees)
    answer = workshop.print(release, releases.live(root))
    if not answer.written and not answer.removed and live:
        workshop.remember(now, answer)
        return Built(None, answer, answer.problems)
    releases.begin(root, release, (*answer.written, *answer.removed))
    workshop.move_in(release, answer)
    done = releases.finish(root, release, answer.written, answer.removed)
    outcome = publish(root, done, order(answer))
    if outcome.published:
        workshop.remember(replace(now, generation=done.manifest.generation), answer)
    return Built(outcome, answer, answer.problems)


def expected_of(answer: Answer, make: Callable[[str, str, str], Any]) -> dict[str, list[Any]]:
    """Return week page → what the gate has to find on it."""
    return {name: [make(*report) for report in reports] for name, reports in answer.expected.items()}
