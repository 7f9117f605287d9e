"""``usalama verify 2026-W47``: hold a closed week against its record, and make it again from the repository.

Exit codes: 0 sound · 1 something changed that neither the ledger nor an outlet explains · 64 no such week or record.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from datetime import datetime, tzinfo
from io import StringIO
from pathlib import Path

from usalama.commands.build import build_site
from usalama.console import context
from usalama.console.hints import say
from usalama.digest import issues
from usalama.digest.issues import Findings, Issue
from usalama.errors import KEPT, OK, IssueError, UsalamaError
from usalama.files import issuefiles, panelfiles, sitefolder, statusfile, store
from usalama.files.ledgerfile import read_ledger
from usalama.machine import disk
from usalama.machine.locks import site_lock
from usalama.wiring import closing
from usalama.words.weeks import Week, week_of

_SCRATCH = ".cache/verify"
_OWN = ("pelicanconf.py", "publishconf.py", "usalama.toml")
_FOLDERS = ("content", "themes", "locale")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("week", metavar="WEEK", help="the week, such as 2026-W47")
    parser.add_argument("--no-pages", action="store_true", help="do not build the site again to compare its pages")
    parser.add_argument("--close", action="store_true", help="write the week's record first, if it has none")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Verify one week and say what is so."""
    root, site = context.open_site(args)
    week = context.week_asked(args.week)
    with site_lock(root):
        _refuse_unrecorded(root, week, context.clock(args), site.zone, may_close=args.close)
        # Before the record is there, since the week's page, once it is built again, says that it is closed.
        differing = [] if args.no_pages else _differing(root, week, context.clock(args))
        if args.close and closing.close(root, week, context.clock(args)):
            say("Closed; its page says so from the next build on.")
        issue = issuefiles.read_record(root, week)
        entries = [stored.judged for stored in store.read_entries(root, [week.slug]).entries]
        findings = issues.held_against(issue, entries, read_ledger(root))
        _tell(week, issue, findings)
    for name in differing:
        say(f"  page differs: {name}")
    if differing:
        say("What is not built yet differs as well: usalama build, then verify again.")
    if not args.no_pages and not differing:
        say("Pages: built again from the repository, the week's files are the published ones, byte for byte.")
    return OK if findings.sound and not differing else KEPT


def _refuse_unrecorded(root: Path, week: Week, now: datetime, zone: tzinfo, *, may_close: bool) -> None:
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


def _tell(week: Week, issue: Issue, findings: Findings) -> None:
    say(f"{week}: closed as known at {issue.known_at.isoformat()}, by {issue.program}, rules {issue.rules}.")
    say(f"Reports: {len(issue.entries)} at closing; {findings.same} as they were.")
    for label, keys in (
        ("headline changed by the outlet since", findings.retitled),
        ("taken down", findings.taken_down),
        ("came after closing", findings.late),
        ("CHANGED, and not through the ledger", findings.changed),
        ("GONE, and not taken down", findings.gone),
    ):
        if keys:
            say(f"  {label}: {', '.join(keys)}")
    told = {True: "the same bytes", False: "OTHER BYTES", None: "not to be told, since a report was taken down"}
    say(f"Issue made again as of closing: {told[findings.issue_same]}.")
    say(f"Edits in the ledger since: {findings.later_edits}.")


def _differing(root: Path, week: Week, now: datetime) -> list[str]:
    """Build the site anew in a folder of its own; return the week's files that are not as published."""
    with _scratch(root) as scratch:
        said = StringIO()
        with redirect_stdout(said):
            build_site(scratch, sitefolder.read_settings(scratch), now)
        fresh, live = _files(scratch / "output", week), _files(root / "output", week)
    if not fresh:
        raise UsalamaError(f"the site could not be built again: {said.getvalue().strip()[-200:]}")
    return sorted(name for name in {*fresh, *live} if fresh.get(name) != live.get(name))


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    """Make a second site of the same content, linked file by file; nothing in it is ever written in place."""
    scratch = root / _SCRATCH
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        for folder in _FOLDERS:
            if (root / folder).is_dir():
                shutil.copytree(root / folder, scratch / folder, copy_function=os.link)
        for name in _OWN:
            if (root / name).is_file():
                shutil.copy(root / name, scratch / name)
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _files(output: Path, week: Week) -> dict[str, bytes]:
    top = disk.real(output)
    folders = sorted(path for path in top.glob(f"**/{week.path}") if path.is_dir())
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}
