"""The edges of a build: what the site is made from, the printer's order and answer, what is remembered between runs.

The printer writes into a folder beside the trees. Its exit code alone is never believed: no answer, no build.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

from usalama.errors import PrintError
from usalama.files import buildmemory, filedfiles, statusfile, summaryfiles, weekstates
from usalama.files.asides import Asides
from usalama.files.inputfiles import Prints
from usalama.model import Problem
from usalama.printing import printer
from usalama.printing.printer import Printer
from usalama.releasing import release_trees
from usalama.releasing.release_trees import Release
from usalama.usecases.answer import Answer, read_answer
from usalama.usecases.build import Standing
from usalama.words.weeks import Week, parse_week

STAGE = ".releases/stage.new"
ANSWER = "answer.json"
SEARCH_SECONDS = 1800
"""How long the entries that stop a build are looked for."""
_NOTED = 500
"""Files that a build wrote whose names are kept, for the next one will most likely write them again."""
_TRIES = 6
"""Tries that take as long as they may, of those that a search has time for."""


@dataclass
class Workshop:
    """The edges of one site's builds."""

    root: Path
    conf: Path
    month: str
    """The month of now, ``2026-11``: security.txt is renewed in each."""
    meanwhile: Callable[[Release | None, Sequence[str]], object] = lambda _, __: None
    """What is done while the printer prints: given the live tree, and what the last build wrote into it."""
    clock: Callable[[], float] = time.monotonic
    anew: bool = False
    """Whether a register that is gone is begun anew, by a person's word."""
    _states: Mapping[Week, str] | None = None
    _filed: Mapping[Week, str] | None = None
    _search_ends: float = 0.0
    _printer: Printer | None = None
    _told: Mapping[str, Any] | None = None

    def standing(self, generation: int) -> Standing:
        """Return what the site is made from now; the entry files are looked at once.

        The first week that is not what it was starts the printer, which gets ready while the rest of the archive is
        looked at. After it the first that is as it was lets the printer read: what is older most likely is so too.
        """
        if self._filed is None:
            self._filed = filedfiles.states(self.root)
        if self._states is None:
            self._states = weekstates.scan(self.root, self._early(self._memory.get("weeks", {})))
        states = _print(repr([(week.slug, state) for week, state in self._states.items()]))
        before, _ = self.remembered()
        # Where entries changed it is the printer that looks at the rest, unless something is set aside by it.
        needed = self._asides.noted() or self._asides.vain or (before and before.states == states)
        frame = self._frame() if needed else ""
        return Standing(states, self.registers, frame, status_print(self.root), self.month, generation)

    @property
    def registers(self) -> str:
        """What stands for the weeks' registers, as they were when they were first looked at and as we wrote them."""
        return _print(repr(sorted((self._filed or {}).items())))

    def register(self, answer: Answer) -> None:
        """Add to the registers what is about to be published; one that cannot be read was named, and stays as it is."""
        weeks = {parse_week(slug): names for slug, names in answer.unfiled.items()}
        filedfiles.add_names(self.root, weeks, anew=self.anew)
        now = filedfiles.states(self.root) if weeks else {}
        written = {week: now[week] for week in weeks if week in now}
        for week, state in written.items():
            summaryfiles.note_register(self.root, week, state)
        if not self.anew:  # those that were gone have been named: the next build looks whether they still are
            self._filed = {**(self._filed or {}), **written}

    def _frame(self) -> str:
        """Return what stands for all but entries; "" where the last build went by other settings, its first file."""
        tops = self._memory.get("tops")
        return Prints().frame(map(Path, tops)) if tops and tops[0] == str(self.conf.resolve()) else ""

    def remembered(self) -> tuple[Standing | None, tuple[Problem, ...]]:
        """Return what the last build was made from; nothing if that is not known for sure."""
        try:
            problems = tuple(Problem(*each) for each in self._memory["problems"])
            return Standing(**self._memory["standing"]), problems
        except (KeyError, TypeError):
            return None, ()

    def remember(self, standing: Standing, answer: Answer) -> None:
        """Keep what the site was made from."""
        tops = list(answer.tops)
        # As the printer saw it: a file that was changed while it printed is seen as changed by the next build.
        # What could not be made is tried again by the next build: its frame is not the one of any build.
        known = standing._asdict() | {"frame": "" if answer.unmade else answer.frame}
        problems = [[problem.subject, problem.message] for problem in answer.problems]
        weeks = {week.slug: state for week, state in (self._states or {}).items()}
        written = list(answer.written)[:_NOTED]
        memory = {"standing": known, "tops": tops, "problems": problems, "weeks": weeks, "written": written}
        buildmemory.keep(self.root, memory)

    @cached_property
    def _memory(self) -> Mapping[str, Any]:
        """What the last build kept: it is read once, and this one's is for the next workshop."""
        return buildmemory.read(self.root)

    @property
    def _asides(self) -> Asides:
        return Asides(self.root)

    @property
    def stage(self) -> Path:
        """The folder beside the trees that the printer writes into."""
        return self.root / STAGE

    @property
    def printed(self) -> Path:
        """Where what was printed lies until it is moved into a tree."""
        return self.stage / "site"

    def read_ahead(self, aside: Mapping[str, str]) -> None:
        """Tell the printer which weeks there are, and what is set ``aside``; one is started where none is."""
        if self._states is None:
            self._states = weekstates.scan(self.root)
        self._let_read({week.slug: state for week, state in self._states.items()}, aside)

    def _let_read(self, states: Mapping[str, str], aside: Mapping[str, str]) -> None:
        """Tell the printer which weeks there are, unless it knows; what it heard last holds."""
        started, told = self._started(), {"states": dict(states), "month": self.month, "aside": dict(aside)}
        if told != self._told:
            started.tell(told)
            self._told = told

    def print(self, release: Release, live: Release | None, *, trying: bool = False) -> Answer:
        """Give the printer its order and wait for its answer; where it is only ``trying``, within the search's time."""
        seconds = self._left() if trying else printer.SECONDS
        # One with damaged files is as good as none: it is not what it says it is.
        whole = live and release_trees.is_whole(self.root, live.number)
        manifest = release_trees.manifest_path(self.root, live.number) if live and whole else None
        number = release_trees.manifest_path(self.root, release.number)
        begin = partial(self.meanwhile, live, self._memory.get("written", ()))
        try:
            return self._order(number, manifest, release.path, seconds=seconds, meanwhile=begin)
        except PrintError:
            if trying:
                self._left()  # one that was ended for the search's time is no sign of anything
            raise

    def candidates(self) -> tuple[tuple[str, ...], ...]:
        """Return the entry files that were set aside before; then those of the weeks that changed, and them again.

        The last published build saw the weeks of what was set aside, but without it. It is nearly always at fault again
        where a changed frame has it tried anew: then one try finds it. The weeks come oldest first.
        """
        seen: Mapping[str, str] = self._memory.get("weeks", {})
        weeks = [week for week, state in (self._states or {}).items() if seen.get(week.slug) != state]
        changed = (
            f"{weekstates.ENTRIES}/{week.slug}/{name}"
            for week in weeks
            for name in weekstates.names_in(self.root / weekstates.ENTRIES / week.slug)
            if weekstates.counts(name)
        )
        before = self._asides.noted()
        return tuple(dict.fromkeys((before, tuple(dict.fromkeys((*changed, *before))))))

    def aside(self, standing: Standing) -> dict[str, str]:
        """Return the entry files that are set aside → why.

        One that was changed since is tried again, and so are all of them where the frame was changed.
        """
        return self._asides.of(standing.frame) if standing.frame else {}

    def keep_aside(self, frame: str, aside: Mapping[str, str], *, served: bool) -> None:
        """Note what is set aside; where the site that lacks it is ``served``, that and nothing else."""
        self._asides.keep(frame, aside, served=served)

    def searched(self, standing: Standing) -> bool:
        """Tell whether offenders were looked for in vain with everything as it is now."""
        return bool(standing.frame) and self._asides.vain == _search_print(standing)

    def searched_in_vain(self, standing: Standing) -> None:
        """Note that no few entries explain why this fails, so that not every hour is spent on finding that out."""
        whole = standing._replace(frame=standing.frame or self._frame())
        self._asides.keep_vain(_search_print(whole))

    def _left(self) -> float:
        """Return the seconds that the search for offenders has left; raise TimeoutError where it has none."""
        now = self.clock()
        self._search_ends = self._search_ends or now + SEARCH_SECONDS
        if now >= self._search_ends:
            raise TimeoutError(f"{self.conf}: no entry that stops the build was found within {SEARCH_SECONDS} s")
        return min(self._search_ends - now, SEARCH_SECONDS / _TRIES)

    def plan(self, live: Release | None) -> Answer:
        """Let the printer say what the published tree lacks, and print nothing."""
        shutil.rmtree(self.stage, ignore_errors=True)
        manifest = release_trees.manifest_path(self.root, live.number if live else 0)
        self.read_ahead(self.aside(self.standing(live.manifest.generation if live else 0)))
        return self._order(manifest, None, live.path if live else self.stage, only_plan=True)

    def close(self) -> None:
        """End a printer that got no order; leave nothing that was printed lying about."""
        if self._printer is not None:
            self._printer.stop()
            self._printer = None
        shutil.rmtree(self.stage, ignore_errors=True)

    def _early(self, known: Mapping[str, str]) -> Callable[[Week, str], None]:
        fresh: dict[str, str] = {}
        is_sure = not self._asides.noted()

        def seen(week: Week, state: str) -> None:
            if known.get(week.slug) != state:
                fresh[week.slug] = state
                self._started()
            elif fresh and self._told is None and is_sure:
                self._let_read({**known, **fresh}, {})

        return seen

    def _started(self) -> Printer:
        """Return the printer that gets ready, or reads; a new one where there is none."""
        if self._printer is None:
            self._printer, self._told = printer.start(self.root, self.conf, self.stage), None
        return self._printer

    def _order(
        self,
        manifest: Path,
        live: Path | None,
        tree: Path,
        *,
        only_plan: bool = False,
        seconds: float = printer.SECONDS,
        meanwhile: Callable[[], object] = tuple,
    ) -> Answer:
        self.stage.mkdir(parents=True)
        order = {
            "manifest": str(manifest),
            "live": str(live) if live else "",
            "tree": str(tree),
            "answer": str(self.stage / ANSWER),
            "only_plan": only_plan,
        }
        started, self._printer = self._started(), None
        try:
            started.finish(order, seconds, meanwhile=meanwhile)
        finally:
            started.stop()
        return read_answer(self.stage / ANSWER)

    def move_in(self, release: Release, answer: Answer) -> None:
        """Move each printed file over its place in the tree; one that is missing stops the build."""
        release_trees.take_in(release, self.printed, answer.written)
        shutil.rmtree(self.stage)


def status_print(root: Path) -> str:
    """Return what stands for the part of ``status.json`` that the site shows: all but what publishing wrote."""
    found = statusfile.shown(root)
    return _print(json.dumps(found, sort_keys=True)) if found else ""


def _search_print(standing: Standing) -> str:
    return _print(f"{standing.states} {standing.frame}")


def _print(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
