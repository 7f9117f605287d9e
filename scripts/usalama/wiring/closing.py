"""Closing a week: its record is written once, some time after its end, and never again; what verifying it needs."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, tzinfo
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.digest import issues, panel
from usalama.errors import IssueError
from usalama.files import filedfiles, issuefiles, panelfiles, statusfile, store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.effects import apply
from usalama.machine import disk
from usalama.words.weeks import Week, week_of

_SCRATCH = ".cache/verify"
_OWN = ("pelicanconf.py", "publishconf.py", "usalama.toml")
_FOLDERS = ("content", "themes", "locale")


def close_due(root: Path, site: Site, now: datetime) -> tuple[str, ...]:
    """Write the record of each recent week that is over and has none; return their slugs."""
    newest = week_of(now - panel.GRACE, site.zone).previous()  # by then its last reports have been in the feeds
    present = set(store.weeks(root))
    due = [week for back in range(issues.BACK) if (week := newest.previous(back)).slug in present]
    return tuple(week.slug for week in reversed(due) if _closed(root, week, now))


def _closed(root: Path, week: Week, now: datetime) -> bool:
    with suppress(IssueError):  # pull and build have named the file; the next run closes the week
        return close(root, week, now)
    return False


def close(root: Path, week: Week, now: datetime) -> bool:
    """Write a week's record; False when it has one.

    Raise IssueError where a file of the week cannot be read: mended, it would pass for one that came after closing.
    """
    path = issuefiles.record_path(root, week)
    if disk.is_there(path):
        return False
    from importlib.metadata import version  # noqa: PLC0415  once a week

    shelf = store.read_entries(root, [week.slug])
    entries = [each.judged for each in store.shown(root, shelf.entries)]
    ledger = read_ledger(root)
    rules = store.rules_digest(store.read_desk(root))
    issue = issues.closed(week.slug, entries, ledger, known_at=now, program=version("usalama"), rules=rules)
    # What the desk's edits made of them, and what was written by hand, no pull has noted.
    if torn := (*shelf.problems, *filedfiles.add(root, week, (*entries, *apply(entries, ledger)))):
        raise IssueError(f"{week}: not closed: {torn[0].message}")
    store.save_text(root, path.relative_to(root).as_posix(), issues.render(issue))
    return True


def refuse_unrecorded(root: Path, week: Week, now: datetime, zone: tzinfo, *, may_close: bool) -> None:
    """Refuse a week without a record that may not get one; before a build, and a record is written only once."""
    path = issuefiles.record_path(root, week)
    if disk.is_there(path):
        return
    if week.slug not in store.weeks(root):
        raise IssueError(f"{week}: no report of this week is held, so there is nothing to close or to verify")
    if week >= (this := week_of(now, zone)):
        raise IssueError(f"{week}: not over yet, and a record is written once; close it from the Monday after it")
    if not may_close:
        name = path.relative_to(root).as_posix()
        raise IssueError(f"{name}: not there: the week is not closed; close it with usalama verify {week} --close")
    last = issuefiles.last_pull(statusfile.shown(root), panelfiles.read_all(root)[0], zone)
    if last and last < this:  # as a clock ahead would write it: a build would name the record, and leave it out
        raise IssueError(
            f"{week}: no feed was asked since {last}, so its last reports may be missing; pull, then close it"
        )


@contextmanager
def scratch(root: Path) -> Iterator[Path]:
    """Make a second site of the same content, linked file by file where it can be; none is ever written in place."""
    second = root / _SCRATCH
    shutil.rmtree(second, ignore_errors=True)
    second.mkdir(parents=True)
    try:
        for folder in _FOLDERS:
            if (root / folder).is_dir():
                shutil.copytree(root / folder, second / folder, copy_function=_linked)
        for name in _OWN:
            if (root / name).is_file():
                shutil.copy(root / name, second / name)
        for other in root.iterdir():  # what the settings may name: templates of the site's own, another theme
            if other.is_dir() and other.name[0] != "." and other.name not in (*_FOLDERS, "output"):
                (second / other.name).symlink_to(other.resolve())
        yield second
    finally:
        shutil.rmtree(second, ignore_errors=True)


def _linked(source: str, target: str) -> None:
    """Link a file, or copy it: content may lie on another disk than .cache/, on one without links, or be another's."""
    try:
        os.link(os.path.realpath(source), target)  # a link to a place beside the site would lead nowhere from here
    except OSError:
        shutil.copy2(source, target)


def files_of(root: Path, week: Week) -> dict[str, bytes]:
    """Return the published files of a week by their names, each with its bytes."""
    top = disk.real(root / "output")
    folders = sorted(path for path in top.glob(f"**/{week.path}") if path.is_dir())
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}
