"""The registers of what was filed in each week on disk: pull adds to them, a build reads them with the entries.

A register that cannot be read is named, not written over, and costs its own week alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from usalama.digest import filed
from usalama.digest.filed import FOLDER, Filed
from usalama.digest.issues import END
from usalama.errors import IssueError, SiteError
from usalama.files import issuefiles
from usalama.files.sitefolder import read_text, unreadable
from usalama.machine import disk
from usalama.model import JudgedEntry, Problem
from usalama.words.weeks import Week

_LOST = "not there, and its week is closed; restore it from the repository: addresses are known by it alone"


def name_of(week: Week) -> str:
    """Return where a week's register lies, below a site's root."""
    return f"{FOLDER}/{week.slug}{END}"


def states(root: Path) -> dict[Week, str]:
    """Return each week that has a register, oldest first, with what stands for it."""
    return issuefiles.states(root, FOLDER)


def read(root: Path, week: Week) -> tuple[Filed, tuple[Problem, ...]]:
    """Return what a week's register names, nothing where there is none; and that it cannot be read, or was lost."""
    name = name_of(week)
    if not os.path.lexists(root / name):
        # Each closed week got one, before its record.
        return {}, (Problem(name, f"{name}: {_LOST}"),) if os.path.lexists(issuefiles.record_path(root, week)) else ()
    try:
        return filed.read(read_text(root / name, name), name), ()
    except (SiteError, IssueError, OSError) as error:
        return {}, (Problem(name, unreadable(name, error)),)


def add(root: Path, week: Week, entries: Iterable[JudgedEntry]) -> tuple[Problem, ...]:
    """Add to a week's register what ``entries`` name; return what keeps it from being read."""
    before, problems = read(root, week)
    after = filed.joined(before, filed.filed_as(entries))
    if after != before and not problems:
        disk.write_whole(root / name_of(week), filed.render(after).encode())
    return problems


def _name(week: Week) -> str:
    return f"{FOLDER}/{week.slug}{END}"
