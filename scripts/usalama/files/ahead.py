"""What a clock that was ahead left among the panels and records: of a time after the last pull, so nobody can know it.

They are named and left out; no file is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from usalama.digest.issues import BACK, record_name
from usalama.digest.panel import FOLDER as PANELS
from usalama.files import issuefiles
from usalama.model import Problem
from usalama.words.weeks import Week, week_of


def left_out(
    root: Path, panelled: Collection[Week], closed: Collection[Week], status: Mapping[str, Any] | None, zone: tzinfo
) -> tuple[dict[Week, Problem], dict[Week, Problem]]:
    """Return the weeks whose panel, and those whose record, lies after the last pull, with what to say of it."""
    last = last_pull(status, panelled, zone)
    return panels(panelled, last), records(root, closed, last, zone)


def last_pull(status: Mapping[str, Any] | None, panels: Iterable[Week], zone: tzinfo) -> Week | None:
    """Return the week of the last pull, by the status where it tells, else the newest that has a panel."""
    try:
        return week_of(datetime.fromisoformat(status["pull"]["started"]), zone) if status else max(panels, default=None)
    except ValueError:
        return max(panels, default=None)


def panels(weeks: Iterable[Week], last: Week | None) -> dict[Week, Problem]:
    """Return the weeks after the last pull among those that have a panel, each with what is to be said of it."""
    found = [week for week in weeks if last and week > last]
    return {week: _named(f"{PANELS}/{week.slug}.csv", "later than", last) for week in found}


def records(root: Path, closed: Collection[Week], last: Week | None, zone: tzinfo) -> dict[Week, Problem]:
    """Return the newest weeks that were closed in a week after the last pull, each with what is to be said of it.

    Looked at are as many as a run goes back over to close. One that cannot be read is none of these: others name it.
    """
    found: dict[Week, Problem] = {}
    for week in sorted(closed)[-BACK:]:
        record = issuefiles.read(root, week) if last else None
        if last and record and week_of(record.known_at, zone) > last:
            found[week] = _named(record_name(week.slug), "closed after", last)
    return found


def _named(name: str, when: str, last: Week | None) -> Problem:
    mend = "and left out; pull again, or remove it if a clock was ahead"
    return Problem(name, f"{name}: {when} the last pull, of {last}, {mend}")
