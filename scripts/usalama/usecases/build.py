"""Build: bring the site up to date with its entry files, and publish what the gate lets through.

It orders calls: look at the files, stop if nothing changed, let the printer print what did, put that into the next
release tree, publish. The printer is a process of its own that writes beside the trees, never into one. The caller
holds the lock and tells the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from usalama.errors import BuildError, PrintError
from usalama.model import Problem
from usalama.planning import halving
from usalama.releasing import release_trees, releases

if TYPE_CHECKING:
    from usalama.usecases.answer import Answer
    from usalama.usecases.publish import Order, Outcome
    from usalama.usecases.workshop import Workshop


WHOLE = frozenset({"site", "feeds"})
"""What the gate speaks of where no entry can be at fault."""


class Standing(NamedTuple):
    """What the site was made from, as far as can be told without Pelican. Two that are equal need no build."""

    states: str
    """Of every entry file."""
    registers: str
    frame: str
    """Of theme, code, settings, catalogue, ledger, hand-written pages; "" when it is not known."""
    status: str
    month: str
    generation: int
    """Of the live tree."""


class Built(NamedTuple):
    """What became of a build."""

    outcome: Outcome | None
    """None when there was nothing to do."""
    answer: Answer | None
    problems: tuple[Problem, ...]


def build(root: Path, workshop: Workshop, order: Callable[[Answer], Order], trees: int) -> Built:
    """Bring the site up to date; ``order`` makes the order to publish out of what was printed.

    Where that fails, a few entries that it fails with are looked for, by halving, and set aside. So many ``trees`` are
    kept.
    """
    releases.check_place(root)
    live = releases.live_number(root)
    now = workshop.standing(release_trees.generation(root, live) if live else 0)
    before, problems = workshop.remembered()
    if before == now and now.frame and live and release_trees.is_whole(root, live) and not workshop.anew:
        return Built(None, None, problems)
    aside = workshop.aside(now)
    done = _Makes(root, workshop, order, trees).without_offenders(aside, now)
    if done.answer is not None:
        current = done.outcome is None or done.outcome.published
        workshop.keep_aside(done.answer.frame, aside, served=current)
        if current:
            served = release_trees.generation(root, releases.live_number(root))
            workshop.remember(now._replace(generation=served, registers=workshop.registers), done.answer)
    return done


class _Makes(NamedTuple):
    """Making the site once: printed, moved into the next tree, judged."""

    root: Path
    workshop: Workshop
    order: Callable[[Answer], Order]
    trees: int

    def without_offenders(self, aside: dict[str, str], now: Standing) -> Built:
        """Make the site; add to ``aside`` the few entries with which it cannot be made."""
        while True:
            stopped = built = None
            try:
                built = self.make(aside)
                why = refused_for(built.outcome)
            except PrintError as error:
                stopped, why = error, _last_line(error)
            found = self.offenders(aside, why, now) if why else None
            if found:
                aside |= found
            elif stopped is not None:
                raise stopped
            else:
                return cast("Built", built)

    def make(self, aside: Mapping[str, str], *, trying: bool = False) -> Built:
        """Make what is not as it should be, and publish it; one that is only ``trying`` is judged and never published.

        The gate is already at work while what was printed is moved into the tree, and that is finished.
        """
        self.workshop.read_ahead(aside)  # which goes on while the tree is made ready: of ten years that takes as long
        release = releases.next_tree(self.root, self.trees)
        answer = self.workshop.print(release, live := releases.live(self.root), trying=trying)
        if not trying:
            self.workshop.register(answer)  # before it is published: a run that dies after it is repeated whole
        if answer.served and live:
            return Built(None, answer, answer.problems)
        from usalama.usecases import publish  # noqa: PLC0415  with the gate, which a run with nothing to do never loads

        begin, printed = publish.begun, self.workshop.printed
        with begin(self.root, release, printed, answer.written, answer.removed, self.order(answer)) as order:
            releases.begin(self.root, release, (*answer.written, *answer.removed))
            self.workshop.move_in(release, answer)
            done = releases.finish(self.root, release, answer.written, answer.removed)
            outcome = (publish.judge if trying else publish.publish)(self.root, done, order)
        return Built(outcome, answer, answer.problems)

    def offenders(self, aside: Mapping[str, str], why: str, standing: Standing) -> dict[str, str] | None:
        """Look for the few entries that a build fails with; None where it is not for them that it fails."""
        most = halving.MOST - len(aside)
        if most < 1 or self.workshop.searched(standing):
            return None

        def among(names: Sequence[str]) -> dict[str, str] | None:
            candidates = [name for name in names if name not in aside]

            def fails(kept: Sequence[str]) -> str:
                left_out = dict.fromkeys(set(candidates).difference(kept), "")
                try:
                    outcome = self.make({**aside, **left_out}, trying=True).outcome
                except PrintError as error:
                    return _last_line(error)
                return "" if outcome is None else outcome.why

            return halving.offenders(candidates, why, fails, most)

        try:
            found = next(filter(None, map(among, self.workshop.candidates())), None)
        except TimeoutError:
            found = None
        except BuildError:
            return None  # the machine fails; what the build ended with first is what is said
        if found is None:
            self.workshop.searched_in_vain(standing)
        return found


def refused_for(outcome: Outcome | None) -> str:
    """Return why the gate refuses, where that may be an entry's doing; "" where it passes, or the whole is at fault."""
    if outcome is None or not outcome.problems:
        return ""
    whole = any(problem.subject in WHOLE or problem.message == "is missing" for problem in outcome.problems)
    return "" if whole else outcome.why


def _last_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
