"""``usalama verify 2026-W47``: hold a closed week against its record, and make it again from the repository.

Exit codes: 0 sound · 1 something changed that neither the ledger nor an outlet explains · 64 no such week or record.
"""

import argparse
from contextlib import redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path

from usalama.commands.build import build_site
from usalama.console import context
from usalama.console.hints import say
from usalama.digest import issues
from usalama.digest.issues import Findings, Issue
from usalama.errors import KEPT, OK, UsalamaError
from usalama.files import issuefiles, sitefolder, store
from usalama.files.ledgerfile import read_ledger
from usalama.machine.locks import site_lock
from usalama.wiring import closing
from usalama.words.weeks import Week


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
    with site_lock(root, args.command):
        closing.refuse_unrecorded(root, week, context.clock(args), site.zone, may_close=args.close)
        # Before the record is there, since the week's page, once it is built again, says that it is closed.
        differing = [] if args.no_pages else _differing(root, week, context.clock(args))
        if args.close and closing.close(root, week, context.clock(args)):
            say("Closed; its page says so from the next build on.")
        issue = issuefiles.read_record(root, week)
        entries = [each.judged for each in store.shown(root, store.read_entries(root, [week.slug]).entries)]
        findings = issues.held_against(issue, entries, read_ledger(root))
        _tell(week, issue, findings)
    for name in differing:
        say(f"  page differs: {name}")
    if differing:
        say("What is not built yet differs as well: usalama build, then verify again.")
    if not args.no_pages and not differing:
        say("Pages: built again from the repository, the week's files are the published ones, byte for byte.")
    return OK if findings.sound and not differing else KEPT


def _tell(week: Week, issue: Issue, findings: Findings) -> None:
    say(f"{week}: closed as known at {issue.known_at.isoformat()}, by {issue.program}, rules {issue.rules}.")
    say(f"Reports: {len(issue.entries)} at closing; {findings.same} as they were.")
    for label, keys in (
        ("headline changed by the outlet since", findings.retitled),
        ("taken down", findings.taken_down),
        ("came after closing", findings.late),
        ("corrected in its file, as the ledger says", findings.announced),
        ("CHANGED, and not through the ledger", findings.changed),
        ("GONE, and not taken down", findings.gone),
    ):
        if keys:
            say(f"  {label}: {', '.join(keys)}")
    told = {
        True: "the same bytes",
        False: "OTHER BYTES",
        None: "not to be told, since a report was taken down or its file corrected",
    }
    say(f"Issue made again as of closing: {told[findings.issue_same]}.")
    say(f"Edits in the ledger since: {findings.later_edits}.")


def _differing(root: Path, week: Week, now: datetime) -> list[str]:
    """Build the site anew in a folder of its own; return the week's files that are not as published."""
    with closing.scratch(root) as scratch:
        said = StringIO()
        with redirect_stdout(said):
            build_site(scratch, sitefolder.read_settings(scratch), now)
        fresh, live = closing.files_of(scratch, week), closing.files_of(root, week)
    if not fresh:
        raise UsalamaError(f"the site could not be built again: {said.getvalue().strip()[-200:]}")
    return sorted(name for name in {*fresh, *live} if fresh.get(name) != live.get(name))
