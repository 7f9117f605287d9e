"""The weeks' panels on disk, as pull adds to them and the build reads them.

A panel that cannot be read is named and costs its own week alone. Nothing here asks a feed or judges an answer.
"""

import fnmatch
from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from pathlib import Path

from usalama.digest import panel
from usalama.digest.panel import Panel
from usalama.errors import CatalogError, SiteError
from usalama.files.sitefolder import read_text, unreadable
from usalama.files.weekstates import names_in
from usalama.machine import disk
from usalama.model import Problem
from usalama.words.weeks import Week, parse_week, week_of


def read_all(root: Path) -> tuple[dict[Week, Panel], tuple[Problem, ...]]:
    """Return the panel of each week that has one, oldest first, and the files that cannot be read."""
    found: dict[Week, Panel] = {}
    problems: list[Problem] = []
    for file in fnmatch.filter(names_in(root / panel.FOLDER), "[0-9]*-w[0-9]*.csv"):
        path, name = root / panel.FOLDER / file, f"{panel.FOLDER}/{file}"
        try:
            found[parse_week(path.stem)] = panel.read_panel(read_text(path, name), name)
        except ValueError as error:  # its name is no week
            problems.append(Problem(name, f"{name}: {error}"))
        except (CatalogError, SiteError, OSError) as error:
            problems.append(Problem(name, unreadable(name, error)))
    return found, tuple(problems)


def add_round(
    root: Path, now: datetime, zone: tzinfo, outlets: Mapping[str, str], answered: Iterable[str]
) -> tuple[Problem, ...]:
    """Add one round of asking to the week of ``now``, and to the week before while its record is still open.

    Only what changes is written. ``outlets`` has every feed that is to be read, address → outlet; ``answered`` those of
    them that answered.
    """
    told = tuple(answered)
    weeks = sorted({week_of(now - panel.GRACE, zone), week_of(now, zone)})
    return tuple(problem for week in weeks for problem in _noted(root, week, outlets, told))


def _noted(root: Path, week: Week, outlets: Mapping[str, str], answered: Iterable[str]) -> tuple[Problem, ...]:
    name = f"{panel.FOLDER}/{week.slug}.csv"
    path = root / name
    try:
        text = read_text(path, name) if disk.is_there(path) else ""
        before = panel.read_panel(text, name) if text else Panel()
    except (CatalogError, SiteError, OSError) as error:
        return (Problem(name, unreadable(name, error)),)
    after = panel.render(before.with_round(outlets, answered))
    if after != text:
        disk.write_whole(path, after.encode("utf-8"))
    return ()
