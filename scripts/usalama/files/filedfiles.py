"""The registers of what was filed in each week on disk: pull adds to them, a build reads them with the entries.

A register that cannot be read is named, not written over, and costs its own week alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import tzinfo
from pathlib import Path

from usalama.digest import filed
from usalama.digest.filed import FOLDER, Filed
from usalama.digest.issues import END
from usalama.errors import IssueError, SiteError
from usalama.files import issuefiles
from usalama.files.sitefolder import read_text, unreadable
from usalama.machine import disk
from usalama.model import JudgedEntry, Problem
from usalama.words.weeks import Week, week_of


def states(root: Path) -> dict[Week, str]:
    """Return each week that has a register, oldest first, with what stands for it."""
    return issuefiles.states(root, FOLDER)


def read(root: Path, week: Week) -> tuple[Filed, tuple[Problem, ...]]:
    """Return what a week's register names, nothing where there is none; and that it cannot be read."""
    name = f"{FOLDER}/{week.slug}{END}"
    if not os.path.lexists(root / name):
        return {}, ()
    try:
        return filed.read(read_text(root / name, name), name), ()
    except (SiteError, IssueError, OSError) as error:
        return {}, (Problem(name, unreadable(name, error)),)


def lacking(closed: Iterable[Week], noted: Iterable[Week]) -> tuple[Problem, ...]:
    """Name the registers of ``closed`` weeks that are gone: each got one, and without it addresses are lost."""
    gone = [f"{FOLDER}/{week.slug}{END}" for week in sorted({*closed}.difference(noted))]
    mend = "not there, and its week is closed; restore it from the repository: addresses are known by it alone"
    return tuple(Problem(name, f"{name}: {mend}") for name in gone)


def add_new(root: Path, entries: Iterable[JudgedEntry], zone: tzinfo) -> tuple[Problem, ...]:
    """Add entries that are to be written to the registers of their weeks; return which cannot be read."""
    weeks: dict[Week, list[JudgedEntry]] = {}
    for judged in entries:
        weeks.setdefault(week_of(judged.entry.published, zone), []).append(judged)
    return tuple(problem for week in sorted(weeks) for problem in add(root, week, weeks[week]))


def add(root: Path, week: Week, entries: Iterable[JudgedEntry]) -> tuple[Problem, ...]:
    """Add to a week's register what ``entries`` name; return what keeps it from being read."""
    before, problems = read(root, week)
    after = filed.joined(before, filed.filed_as(entries))
    if after != before and not problems:
        disk.write_whole(root / FOLDER / f"{week.slug}{END}", filed.render(after).encode())
    return problems
