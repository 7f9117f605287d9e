"""The registers of what was filed in each week on disk: what is written or published adds to them.

A register that cannot be read, or is gone, is named, not written over or anew, and costs its own week alone.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from usalama.digest import filed
from usalama.digest.filed import FOLDER, Filed
from usalama.digest.issues import END
from usalama.digest.panel import FOLDER as PANELS
from usalama.digest.summaries import Head
from usalama.errors import IssueError, SiteError
from usalama.files import issuefiles
from usalama.files.sitefolder import read_text, unreadable
from usalama.files.summaryfiles import had_register
from usalama.files.weekstates import ENTRIES, counts, names_in
from usalama.machine import disk
from usalama.model import JudgedEntry, Problem
from usalama.words.weeks import Week

GONE = "gone"  # what stands for a register that a build has read, and that is not there any more
_LOST = "was here and is gone; restore it from the repository, or begin it anew: usalama build --accept-shrink"
_FEED = b"\nFeed: http"


def name_of(week: Week) -> str:
    """Return where a week's register lies, below a site's root."""
    return f"{FOLDER}/{week.slug}{END}"


def states(root: Path) -> dict[Week, str]:
    """Return each week that has a register, oldest first, with what stands for it."""
    return issuefiles.states(root, FOLDER)


def states_ever(root: Path, closed: Iterable[Week], heads: Mapping[Week, Head]) -> dict[Week, str]:
    """Return the same with each week that had one: it was ``closed``, or the build that made its head had read one."""
    gone = {week: GONE for week, head in heads.items() if head.register}
    return {**dict.fromkeys(closed, ""), **gone, **states(root)}


def read(root: Path, week: Week) -> tuple[Filed, tuple[Problem, ...]]:
    """Return what a week's register names, nothing where there is none; and that it cannot be read, or is gone."""
    name = name_of(week)
    if not disk.is_there(root / name):
        # Closing a week writes its register before its record.
        is_closed = disk.is_there(issuefiles.record_path(root, week))
        is_lost = is_closed or had_register(root, week) or _was_pulled(root, week)
        return {}, (Problem(name, f"{name}: {_LOST}"),) if is_lost else ()
    try:
        return filed.read(read_text(root / name, name), name), ()
    except (SiteError, IssueError, OSError) as error:
        return {}, (Problem(name, unreadable(name, error)),)


def add(root: Path, week: Week, entries: Iterable[JudgedEntry]) -> tuple[Problem, ...]:
    """Add to a week's register what ``entries`` name; return what keeps it from being read."""
    return add_names(root, {week: filed.filed_as(entries)})


def add_names(root: Path, weeks: Mapping[Week, Filed], *, anew: bool = False) -> tuple[Problem, ...]:
    """Add names to weeks' registers; ``anew`` begins those that are gone. Return what keeps one from being read."""
    files: list[tuple[Path, bytes]] = []
    torn: list[Problem] = []
    for week, names in weeks.items():
        path = root / name_of(week)
        before, problems = read(root, week)
        after = filed.joined(before, names)
        if after != before and (not problems or (anew and not disk.is_there(path))):
            files.append((path, filed.render(after).encode()))
        torn += problems
    disk.write_all(files)
    return tuple(torn)


def _was_pulled(root: Path, week: Week) -> bool:
    """Tell whether a pull filed a report in a week, for it writes the register before the report.

    A file by hand or from an archive has no feed's address, and a week in which none was asked has no panel.
    """
    if not (root / PANELS / f"{week.slug}.csv").exists():
        return False
    folder = root / ENTRIES / week.slug
    return any(_has_feed(folder / name) for name in filter(counts, names_in(folder)))


def _has_feed(path: Path) -> bool:
    try:
        return _FEED in disk.body_of(path).partition(b"\n\n")[0]
    except OSError:  # named where it is read
        return False
