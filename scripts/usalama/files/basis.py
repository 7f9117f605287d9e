"""What a site is built from: as its files are now, and as the last published build found them.

The latter is kept in ``.cache/build.json``: a cache, believed as a whole or not at all. What is set aside is noted
beside it (``asides``).
"""

import errno
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from usalama.digest.filed import FOLDER, Filed
from usalama.digest.summaries import fingerprint
from usalama.files import filedfiles, statusfile, summaryfiles, weekstates
from usalama.files.asides import Asides
from usalama.files.inputfiles import Prints
from usalama.files.sitefolder import BUILT
from usalama.formats.records import read_json
from usalama.machine import disk, troubles
from usalama.model import Problem
from usalama.words.weeks import Week, parse_week

_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}  # what the disk says where another login or machine writes
_NOTED = 500  # files that a build wrote whose names are kept, for the next one will most likely write them again


class Standing(NamedTuple):
    """What the site was made from, as far as can be told without Pelican. Two that are equal need no build."""

    states: str  # of every entry file
    registers: str
    frame: str  # of theme, code, settings, catalogue, ledger, hand-written pages; "" when it is not known
    status: str
    month: str
    generation: int  # of the live tree


@dataclass
class Basis:
    """What one site's builds are made from; each file is looked at once."""

    root: Path
    conf: Path
    month: str  # the month of now, ``2026-11``: security.txt is renewed in each
    anew: bool = False  # whether a register that is gone is begun anew, by a person's word
    _states: Mapping[Week, str] | None = None
    _filed: Mapping[Week, str] | None = None

    def standing(self, generation: int, seen: Callable[[Week, str], bool] | None = None) -> Standing:
        """Return what the site is made from now; ``seen`` hears of each week, as ``weekstates.scan`` tells it."""
        if self._filed is None:
            self._filed = filedfiles.states(self.root)
        strays = weekstates.strays_above(self.root)
        states = fingerprint(repr([*self.states(seen).items(), *strays]))
        before, _ = self.remembered()
        # Where entries changed it is the printer that looks at the rest, unless something is set aside by it.
        needed = self.asides.noted() or self.asides.vain or (before and before.states == states)
        frame = self._frame() if needed else ""
        return Standing(states, self.registers, frame, _status_print(self.root), self.month, generation)

    def states(self, seen: Callable[[Week, str], bool] | None = None) -> dict[str, str]:
        """Return each week that has entries with the state of their files, oldest first."""
        if self._states is None:
            self._states = weekstates.scan(self.root, seen)
        return {week.slug: state for week, state in self._states.items()}

    @property
    def registers(self) -> str:
        """What stands for the weeks' registers, as they were when they were first looked at and as we wrote them."""
        return fingerprint(repr(sorted((self._filed or {}).items())))

    def register(self, unfiled: Mapping[str, Filed]) -> tuple[Problem, ...]:
        """Add to the registers what is about to be published; one that cannot be read was named, and stays as it is.

        Where nothing may be written into ``content/`` that is returned: the site is built all the same.
        """
        weeks = {parse_week(slug): names for slug, names in unfiled.items()}
        try:
            filedfiles.add_names(self.root, weeks, anew=self.anew)
        except OSError as error:
            if error.errno not in _FORBIDDEN:
                raise
            return (Problem(FOLDER, f"{troubles.told(error)}; until then nobody notices where these reports get lost"),)
        now = filedfiles.states(self.root) if weeks else {}
        written = {week: now[week] for week in weeks if week in now}
        for week, state in written.items():
            summaryfiles.note_register(self.root, week, state)
        if not self.anew:  # those that were gone have been named: the next build looks whether they still are
            self._filed = {**(self._filed or {}), **written}
        return ()

    def remembered(self) -> tuple[Standing | None, tuple[Problem, ...]]:
        """Return what the last build was made from, and what it lacked; nothing if that is not known for sure."""
        try:
            problems = tuple(Problem(*each) for each in self._memory["problems"])
            return Standing(**self._memory["standing"]), problems
        except (KeyError, TypeError):
            return None, ()

    @property
    def states_before(self) -> Mapping[str, str]:
        """The state of each week's entry files, as the last build found them."""
        known: Mapping[str, str] = self._memory.get("weeks", {})
        return known

    @property
    def written_before(self) -> Sequence[str]:
        """Files that the last build wrote, not all where they were many."""
        names: Sequence[str] = self._memory.get("written", ())
        return names

    def remember(
        self, standing: Standing, problems: Sequence[Problem], tops: Sequence[str], written: Sequence[str]
    ) -> None:
        """Keep what the site was made from: its frame is that of ``tops``."""
        told = [[problem.subject, problem.message] for problem in problems]
        memory = {"standing": standing._asdict(), "tops": [*tops], "problems": told, "weeks": self.states()}
        memory |= {"written": [*written[:_NOTED]]}
        disk.keep(self.root / BUILT, json.dumps({"memory": memory, "print": _memory_print(memory)}).encode())

    def candidates(self) -> tuple[tuple[str, ...], ...]:
        """Return the entry files that were set aside before; then those of the weeks that changed, and them again.

        The last published build saw the weeks of what was set aside, but without it. It is nearly always at fault again
        where a changed frame has it tried anew: then one try finds it. The weeks come oldest first.
        """
        seen = self.states_before
        changed = (
            f"{weekstates.ENTRIES}/{week}/{name}"
            for week, state in self.states().items()
            if seen.get(week) != state
            for name in weekstates.names_in(self.root / weekstates.ENTRIES / week)
            if weekstates.counts(name)
        )
        before = self.asides.noted()
        return tuple(dict.fromkeys((before, tuple(dict.fromkeys((*changed, *before))))))

    def copies(self, told: Mapping[str, Sequence[tuple[str, str, str]]]) -> dict[str, str]:
        """Return the entry files of reports that an earlier week's page tells as well → why they are left out.

        ``told`` are pages of weeks, each with its reports, the key of each first.
        """
        weeks: dict[str, set[str]] = {}
        for page, reports in told.items():
            for key, *_ in reports:
                weeks.setdefault(key, set()).add("-".join(page.split("/")[:2]))
        if not (twice := {key: at for key, at in weeks.items() if len(at) > 1}):
            return {}
        from usalama.files import store  # noqa: PLC0415  where the gate refuses, and may be for that

        first, found = dict[str, str](), dict[str, str]()
        for each in store.read_entries(self.root, sorted(set().union(*twice.values()))).entries:
            path, entry = each.path, each.judged.entry
            is_told = path.split("/")[-2] in twice.get(entry.key, ())
            if is_told and (other := first.setdefault(entry.key, path)) != path:
                found[path] = weekstates.doubled(other, path, entry)
        return found

    def aside(self, standing: Standing) -> dict[str, str]:
        """Return the entry files that are set aside → why.

        One that was changed since is tried again, and so are all of them where the frame was changed.
        """
        return self.asides.of(standing.frame) if standing.frame else {}

    def searched(self, standing: Standing) -> bool:
        """Tell whether offenders were looked for in vain with everything as it is now."""
        return bool(standing.frame) and self.asides.vain == _search_print(standing)

    def searched_in_vain(self, standing: Standing) -> None:
        """Note that no few entries explain why this fails, so that not every hour is spent on finding that out."""
        self.asides.keep_vain(_search_print(standing._replace(frame=standing.frame or self._frame())))

    @property
    def asides(self) -> Asides:
        """The note of what is set aside."""
        return Asides(self.root)

    @cached_property
    def _memory(self) -> Mapping[str, Any]:
        """What the last build kept, byte for byte as it was written; what this one keeps is for the next."""
        try:
            found = read_json(disk.body_of(self.root / BUILT))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict) or not isinstance(memory := found.get("memory"), dict):
            return {}
        return memory if found.get("print") == _memory_print(memory) else {}

    def _frame(self) -> str:
        """Return what stands for all but entries; "" where the last build went by other settings, its first file."""
        tops = self._memory.get("tops")
        return Prints().frame(map(Path, tops)) if tops and tops[0] == str(self.conf.resolve()) else ""


def _status_print(root: Path) -> str:
    """Return what stands for the part of ``status.json`` that the site shows: all but what publishing wrote."""
    found = statusfile.shown(root)
    return fingerprint(json.dumps(found, sort_keys=True)) if found else ""


def _memory_print(memory: Mapping[str, Any]) -> str:
    return fingerprint(json.dumps(memory, sort_keys=True))


def _search_print(standing: Standing) -> str:
    return fingerprint(f"{standing.states} {standing.frame}")
