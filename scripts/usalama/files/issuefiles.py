"""The records of closed weeks on disk, as the build reads them, and what a clock that was ahead left among them.

A record is written once: a build tells whether it changed by its name, size and time, and opens only those that it
prints. One that cannot be read is named and costs its own week alone. Panels and records dated after the last pull,
as by a clock that was ahead, are named and left out; no file is touched.
"""

import os
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import tzinfo
from pathlib import Path
from typing import Any

from usalama.digest import issues
from usalama.digest.issues import BACK, END, FOLDER, Issue, record_name
from usalama.digest.panel import FOLDER as PANELS
from usalama.errors import IssueError, SiteError
from usalama.files.sitefolder import read_text, unreadable
from usalama.files.weekstates import names_in
from usalama.formats.records import read_moment
from usalama.model import Problem
from usalama.words.weeks import Week, week_named, week_of


def record_path(root: Path, week: Week) -> Path:
    """Return where a week's record lies."""
    return root / record_name(week.slug)


def closed(root: Path) -> dict[Week, str]:
    """Return each week that has a record, oldest first, with what stands for that record."""
    return states(root, FOLDER)


def states(root: Path, folder: str) -> dict[Week, str]:
    """Return each week that has a file of its name in ``folder``, oldest first, with what stands for that file."""
    found: dict[Week, str] = {}
    for name in names_in(root / folder):
        stem = name.removesuffix(END)
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
    name = record_name(week.slug)
    return issues.read(read_text(root / name, name), name)


def problems(root: Path, weeks: Iterable[Week]) -> tuple[Problem, ...]:
    """Name the records that cannot be read; each of ``weeks`` has one."""
    found: list[Problem] = []
    for week in weeks:
        name = record_name(week.slug)
        try:
            read_record(root, week)
        except (SiteError, IssueError, OSError) as error:
            found.append(Problem(name, unreadable(name, error)))
    return tuple(found)


def left_out(
    root: Path, panelled: Collection[Week], closed: Collection[Week], status: Mapping[str, Any] | None, zone: tzinfo
) -> tuple[dict[Week, Problem], dict[Week, Problem]]:
    """Return the weeks whose panel, and those whose record, lies after the last pull, with what to say of it."""
    if (last := last_pull(status, panelled, zone)) is None:
        return {}, {}
    # As many records as a run goes back over to close; one that cannot be read others name.
    records = ((week, read(root, week)) for week in sorted(closed)[-BACK:])
    unknown = [week for week, record in records if record and week_of(record.known_at, zone) > last]
    return (
        {week: _named(f"{PANELS}/{week.slug}.csv", "later than", last) for week in panelled if week > last},
        {week: _named(record_name(week.slug), "closed after", last) for week in unknown},
    )


def last_pull(status: Mapping[str, Any] | None, panelled: Iterable[Week], zone: tzinfo) -> Week | None:
    """Return the week of the last pull, by the status where it tells, else the newest that has a panel."""
    last = read_moment(status["pull"]["started"]) if status else None
    return week_of(last, zone) if last else max(panelled, default=None)


def _named(name: str, when: str, last: Week) -> Problem:
    mend = "and left out; pull again, or remove it if a clock was ahead"
    return Problem(name, f"{name}: {when} the last pull, of {last}, {mend}")
