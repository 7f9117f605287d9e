"""Build: bring the site up to date with its entry files, and publish what the gate lets through.

It orders calls: look at the files, stop if nothing changed, let the printer print what did, put that into the next
release tree, publish. The printer is a process of its own that writes beside the trees, never into one. The caller
holds the lock and tells the time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from usalama.errors import BuildError, PrintError
from usalama.files.basis import Basis, Standing
from usalama.model import Problem
from usalama.planning import halving
from usalama.printing import printer
from usalama.printing.stage import Answer, Stage
from usalama.releasing import release_trees, releases
from usalama.releasing.release_trees import Release
from usalama.words.weeks import Week

if TYPE_CHECKING:
    from usalama.usecases.publish import Order
    from usalama.watch.status import Outcome


WHOLE = frozenset({"site", "feeds"})  # what the gate speaks of where no entry can be at fault
SEARCH_SECONDS = 1800  # how long the entries that stop a build are looked for
_TRIES = 6  # tries that take as long as they may, of those that a search has time for


class Built(NamedTuple):
    """What became of a build."""

    outcome: Outcome | None  # None when there was nothing to do
    answer: Answer | None
    problems: tuple[Problem, ...]


class Edges(NamedTuple):
    """What a build works with, beside the release trees."""

    basis: Basis
    stage: Stage
    order: Callable[[Answer], Order]  # makes the order to publish out of what was printed
    clock: Callable[[], float]  # seconds, from any beginning
    meanwhile: Callable[[Release | None, Sequence[str]], object]
    """What is done while the printer prints: given the live tree, and what the last build wrote into it."""
    astray: Callable[[], Sequence[Problem]] = tuple
    """Gives what of the desk's word the site could not follow; asked once the new reports are registered."""


def build(root: Path, edges: Edges, trees: int) -> Built:
    """Bring the site up to date; so many ``trees`` are kept.

    Where that fails, a few entries that it fails with are looked for, by halving, and set aside.
    """
    releases.check_place(root)
    basis, live = edges.basis, releases.live_number(root)
    now = _standing(edges.basis, edges.stage, release_trees.generation(root, live) if live else 0)
    before, problems = basis.remembered()
    if before == now and now.frame and live and release_trees.is_whole(root, live) and not basis.anew:
        return Built(None, None, _still(problems, edges.astray) if problems else ())
    aside = basis.aside(now)
    done = _Makes(root, edges, trees).without_offenders(aside, now)
    if (answer := done.answer) is not None:
        done = done._replace(problems=(*done.problems, *edges.astray()))
        current = done.outcome is None or done.outcome.published
        basis.asides.keep(answer.frame, aside, served=current)
        if current:
            # A run that died between the switch and this left trees that hold what was taken down.
            release_trees.bury(root, releases.live_number(root))
            served = release_trees.generation(root, releases.live_number(root))
            # As the printer saw it: a file that was changed while it printed is seen as changed by the next build.
            # What could not be made is tried again by the next build: its frame is not the one of any build.
            frame = "" if answer.unmade else answer.frame
            made_from = now._replace(frame=frame, generation=served, registers=basis.registers)
            basis.remember(made_from, done.problems, answer.tops, tuple(answer.written))
    return done


def _still(problems: Sequence[Problem], astray: Callable[[], Sequence[Problem]]) -> tuple[Problem, ...]:
    """Return what stands of the problems that a build left, where no file changed since: no edit is ahead for ever."""
    from usalama.ledger.ledger import FILE  # noqa: PLC0415  where a build left no problem none of it is needed

    others = tuple(each for each in problems if not each.subject.startswith(FILE))
    return (*others, *astray()) if len(others) < len(problems) else others


def plan(root: Path, basis: Basis, stage: Stage) -> Answer:
    """Let the printer say what the published tree lacks, and print nothing."""
    live = releases.live(root)
    stage.clear()
    now = _standing(basis, stage, live.manifest.generation if live else 0)
    stage.read_ahead(basis.states(), basis.aside(now))
    manifest = release_trees.manifest_path(root, live.number if live else 0)
    return stage.order(manifest, None, live.path if live else stage.path, only_plan=True)


def _standing(basis: Basis, stage: Stage, generation: int) -> Standing:
    """Return what the site is made from now.

    The first week that is not what it was starts the printer, which gets ready while the rest of the archive is
    looked at. After it the first that is as it was lets the printer read: what is older most likely is so too.
    """
    known, is_sure = basis.states_before, not basis.asides.noted()
    fresh: dict[str, str] = {}

    def seen(week: Week, state: str) -> bool:
        if known.get(week.slug) != state:
            fresh[week.slug] = state
            stage.start()
        elif fresh and not stage.is_told and is_sure:
            stage.read_ahead({**known, **fresh}, {})
        return bool(fresh)

    return basis.standing(generation, seen)


@dataclass
class _Makes:
    """Making the site once: printed, moved into the next tree, judged."""

    root: Path
    edges: Edges
    trees: int
    _search_ends: float = 0.0
    _tried: bool = False  # whether the newest tree is a try's, and lacks entries
    _copies: dict[str, str] = field(default_factory=dict[str, str])
    """Entry files of reports that another week has too → why they are left out: looked for by each build anew."""

    def without_offenders(self, aside: dict[str, str], now: Standing) -> Built:
        """Make the site; add to ``aside`` the few entries with which it cannot be made."""
        while True:
            stopped = built = None
            try:
                built = self.make(aside)
                why = refused_for(built.outcome)
                copies = self.edges.basis.copies(built.answer.expected) if why and built.answer else {}
                if not copies.keys() <= self._copies.keys():
                    self._copies |= copies
                    continue
            except PrintError as error:
                stopped, why = error, _last_line(error)
            found = self.offenders(aside, why, now) if why else None
            if found:
                aside |= found
            elif stopped is not None:
                raise stopped
            else:  # of what a try left, `usalama gate` would say that all reports were lost
                return self.make(aside) if self._tried else cast("Built", built)

    def make(self, aside: Mapping[str, str], *, trying: bool = False) -> Built:
        """Make what is not as it should be, and publish it; one that is only ``trying`` is judged and never published.

        The gate is already at work while what was printed is moved into the tree, and that is finished.
        """
        self._tried, aside, (basis, stage, *_) = trying, {**aside, **self._copies}, self.edges
        stage.read_ahead(basis.states(), aside)  # while the tree is made ready: of ten years that takes as long
        release = releases.next_tree(self.root, self.trees)
        answer = self._printed(release, live := releases.live(self.root), trying=trying)
        forbidden: list[Problem] = []

        def passed() -> None:
            """Note what is about to be published, before it is: a run that dies after it is repeated whole."""
            forbidden.extend(basis.register(answer.unfiled))

        if answer.served and live:
            if not trying:
                passed()
            return _built(None, answer, forbidden)
        from usalama.usecases import publish  # noqa: PLC0415  with the gate, which a run with nothing to do never loads

        wanted = self.edges.order(answer)
        with publish.begun(self.root, release, stage.printed, answer.written, answer.removed, wanted) as order:
            releases.begin(self.root, release, (*answer.written, *answer.removed))
            release_trees.take_in(release, stage.printed, answer.written)
            stage.clear()
            done = releases.finish(self.root, release, answer.written, answer.removed)
            judged = publish.judge(self.root, done, order) if trying else None
            outcome = judged or publish.publish(self.root, done, order, passed)
        return _built(outcome, answer, forbidden)

    def _printed(self, release: Release, live: Release | None, *, trying: bool) -> Answer:
        """Let the printer print; where this is only ``trying``, within the search's time."""
        seconds = self._left() if trying else printer.SECONDS
        # A live tree with damaged files is as good as none: it is not what it says it is.
        whole = live and release_trees.is_whole(self.root, live.number)
        believed = release_trees.manifest_path(self.root, live.number) if live and whole else None
        manifest = release_trees.manifest_path(self.root, release.number)
        begin = partial(self.edges.meanwhile, live, self.edges.basis.written_before)
        try:
            return self.edges.stage.order(manifest, believed, release.path, seconds=seconds, meanwhile=begin)
        except PrintError:
            if trying:
                self._left()  # one that was ended for the search's time is no sign of anything
            raise

    def _left(self) -> float:
        """Return the seconds that the next try may take; raise TimeoutError where the search has none left."""
        now = self.edges.clock()
        self._search_ends = self._search_ends or now + SEARCH_SECONDS
        if now >= self._search_ends:
            raise TimeoutError
        return min(self._search_ends - now, SEARCH_SECONDS / _TRIES)

    def offenders(self, aside: Mapping[str, str], why: str, standing: Standing) -> dict[str, str] | None:
        """Look for the few entries that a build fails with; None where it is not for them that it fails."""
        most = halving.MOST - len(aside)
        if most < 1 or self.edges.basis.searched(standing):
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
            found = next(filter(None, map(among, self.edges.basis.candidates())), None)
        except TimeoutError:
            found = None
        except BuildError:
            return None  # the machine fails; what the build ended with first is what is said
        if found is None:
            self.edges.basis.searched_in_vain(standing)
        return found


def _built(outcome: Outcome | None, answer: Answer, forbidden: Sequence[Problem]) -> Built:
    """Return what became of a build; where a register could not be written the next one tries again."""
    answer = answer._replace(problems=(*answer.problems, *forbidden), unmade=answer.unmade or bool(forbidden))
    return Built(outcome, answer, answer.problems)


def refused_for(outcome: Outcome | None) -> str:
    """Return why the gate refuses, where that may be an entry's doing; "" where it passes, or the whole is at fault."""
    if outcome is None or not outcome.problems:
        return ""
    whole = any(problem.subject in WHOLE or problem.message == "is missing" for problem in outcome.problems)
    return "" if whole else outcome.why


def _last_line(error: Exception) -> str:
    return str(error).strip().splitlines()[-1]
