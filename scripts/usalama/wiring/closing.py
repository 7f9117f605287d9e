"""Closing a week: its record is written once, some time after its end, and never again."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.digest import issues, panel
from usalama.errors import IssueError
from usalama.files import filedfiles, issuefiles, store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.effects import apply
from usalama.machine import disk
from usalama.words.weeks import Week, week_of


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
    entries = [stored.judged for stored in shelf.entries]
    ledger = read_ledger(root)
    issue = issues.closed(
        week.slug,
        entries,
        ledger,
        known_at=now,
        program=version("usalama"),
        rules=store.rules_digest(store.read_desk(root)),
    )
    # What the desk's edits made of them, and what was written by hand, no pull has noted.
    if torn := (*shelf.problems, *filedfiles.add(root, week, (*entries, *apply(entries, ledger)))):
        raise IssueError(f"{week}: not closed: {torn[0].message}")
    store.save_text(root, path.relative_to(root).as_posix(), issues.render(issue))
    return True
