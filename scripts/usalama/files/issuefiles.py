"""The records of closed weeks on disk, as the build reads them.

A record is written once, so that a build knows one by its name, size and time and opens only those that it prints: one
that was closed anew has the size of the one before. One that cannot be read is named and costs its own week alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from usalama.digest import issues
from usalama.digest.issues import Issue
from usalama.errors import IssueError, SiteError
from usalama.files.sitefolder import read_text, unreadable
from usalama.files.weekstates import names_in
from usalama.model import Problem
from usalama.words.weeks import Week, week_named


def record_path(root: Path, week: Week) -> Path:
    """Return where a week's record lies."""
    return root / issues.record_name(week.slug)


def closed(root: Path) -> dict[Week, str]:
    """Return each week that has a record, oldest first, with what stands for that record."""
    return states(root, issues.FOLDER)


def states(root: Path, folder: str) -> dict[Week, str]:
    """Return each week that has a file of its name in ``folder``, oldest first, with what stands for that file."""
    found: dict[Week, str] = {}
    for name in names_in(root / folder):
        stem = name.removesuffix(issues.END)
        if stem != name and (week := week_named(stem)):
            with suppress(FileNotFoundError):  # removed while we look
                state = _status(f"{root}/{folder}/{name}")
                found[week] = f"{name} {state.st_size} {state.st_mtime_ns}"
    return dict(sorted(found.items()))


def _status(path: str) -> os.stat_result:
    """Return what the system says of a file; a link that leads nowhere stands for itself: who reads it says so."""
    try:
        return os.stat(path)  # noqa: PTH116  hundreds at each start
    except OSError:
        return os.lstat(path)


def read(root: Path, week: Week) -> Issue | None:
    """Return a week's record; None where there is none that can be read."""
    try:
        return read_record(root, week)
    except (OSError, SiteError, IssueError):
        return None


def read_record(root: Path, week: Week) -> Issue:
    """Return a week's record; raise SiteError or IssueError, with its name, where it cannot be read."""
    name = issues.record_name(week.slug)
    return issues.read(read_text(root / name, name), name)


def problems(root: Path, weeks: Iterable[Week]) -> tuple[Problem, ...]:
    """Name the records that cannot be read; each of ``weeks`` has one."""
    found: list[Problem] = []
    for week in weeks:
        name = issues.record_name(week.slug)
        try:
            read_record(root, week)
        except (SiteError, IssueError, OSError) as error:
            found.append(Problem(name, unreadable(name, error)))
    return tuple(found)
