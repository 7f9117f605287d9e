"""``usalama rejudge``: fill what hand-written entries leave out; with ``--all``, judge again by today's rules.

What a person has edited stays. With ``--masks`` it judges nothing, and hides what today's rules hide in all that is on
disk. Exit codes: 0 done · 2 masked, but something still shows what is hidden · 64 bad configuration, or an entry that
cannot be read.
"""

import argparse
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from usalama.console import context
from usalama.console.hints import say
from usalama.desk import shownames
from usalama.digest import issues
from usalama.errors import DEGRADED, MISUSED, OK, UsalamaError
from usalama.feeds.turn import Rules
from usalama.files import issuefiles, store
from usalama.files.weekstates import ENTRIES
from usalama.formats import markdown
from usalama.machine.locks import site_lock
from usalama.model import JudgedEntry
from usalama.tables import takeover
from usalama.tables.rules import load_rules
from usalama.usecases import rejudge
from usalama.words.text import counted

_BELOW = "; below the line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("weeks", nargs="*", metavar="WEEK", help="only these weeks, such as 2026-W47; else all")
    parser.add_argument("--all", action="store_true", help="also judge again what is complete; hand-edited values stay")
    parser.add_argument("--masks", action="store_true", help="judge nothing; hide what the rules of redaction hide now")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Rejudge; print each file that changed."""
    root, site = context.open_site(args)
    weeks = [context.week_asked(text).slug for text in args.weeks] or None
    for week in set(weeks or ()).difference(store.weeks(root)):
        raise UsalamaError(f"{ENTRIES}/{week}: not there: no entry is of that week")
    with site_lock(root, args.command):
        for line in takeover.take_over(root):
            say(line)
        if args.masks:
            return _mask(root, weeks, context.clock(args))
        rules = load_rules(root, site, store.read_desk(root), context.clock(args))
        shelf = store.read_entries(root, weeks)
        changed = rejudge_shelf(root, shelf, rules, everything=args.all)
    for problem in shelf.problems:
        say(problem.message)
    say(f"{changed} of {counted(len(shelf.entries), 'entry', 'entries')} changed")
    return MISUSED if shelf.problems else OK


def _mask(root: Path, weeks: list[str] | None, now: datetime) -> int:
    saved, problems = shownames.masked_again(root, weeks, now)
    for path in saved:
        say(f"{path}: masked")
    for problem in problems:
        say(problem.line)
    told = f"{counted(len(saved), 'file', 'files')} changed"
    say(f"{told}; usalama build takes it off the site" if saved else told)
    return DEGRADED if problems else OK


def rejudge_shelf(root: Path, shelf: store.Shelf, rules: Rules, *, everything: bool) -> int:
    """Rejudge the entries of a shelf, oldest first; return how many files changed."""
    ordered = sorted(shelf.entries, key=lambda stored: (stored.judged.entry.published, stored.judged.entry.key))
    wanting = [stored for stored in ordered if everything or stored.judged.missing]
    if not wanting:
        return 0
    place = rules.stories(wanting[0].judged.entry.published)
    changed: list[tuple[JudgedEntry, JudgedEntry]] = []
    below = 0
    for stored in wanting:
        after = rejudge.rejudged(stored.judged, rules.judge, place, everything=everything)
        lines = _changed_lines(stored.judged, after)
        if lines:
            store.save_changed(root, store.Stored(stored.path, after), lines)
            is_below = after.judgement.relevance < rules.threshold and stored.judged.entry.key not in rules.admitted
            fell = is_below and _was_kept(stored.judged)
            below += fell
            say(f"{stored.path}: {', '.join(lines)}{_BELOW * fell}")
            changed.append((stored.judged, after))
    if below:
        mend = 'delete the file, which by these rules no pull brings back, or hide it: usalama edit hide KEY --why "…"'
        told = counted(below, "entry below the line now stays", "entries below the line now stay")
        say(f"{told} on the site; {mend}")
    if other := _unlike_their_records(root, changed):
        told = "closed, and usalama verify calls reports of theirs changed from now on; to undo that, put back"
        say(f"{', '.join(other)}: {told} the folders of that name in {ENTRIES} from the repository")
    return len(changed)


def _was_kept(before: JudgedEntry) -> bool:
    """Tell whether rules kept an entry, by whatever line they had then: it is of a feed, and no person judged it."""
    judged = "relevance" not in before.missing and not rejudge.by_hand(before.judgement, "relevance")
    return judged and bool(before.entry.feed_url)


def _unlike_their_records(root: Path, changed: Iterable[tuple[JudgedEntry, JudgedEntry]]) -> list[str]:
    """Return the closed weeks of which a record tells a report otherwise than the change left it."""
    each = ((before.entry.key, issues.digest(before), issues.digest(after)) for before, after in changed)
    now = {key: after for key, before, after in each if after != before}
    weeks = issuefiles.closed(root) if now else ()
    records = [(week.slug, record.entries) for week in weeks if (record := issuefiles.read(root, week))]
    return [slug for slug, then in records if any(now.get(key, was) != was for key, was in then.items())]


def _changed_lines(before: JudgedEntry, after: JudgedEntry) -> Mapping[str, str]:
    old, new = markdown.judgement_lines(before.judgement), markdown.judgement_lines(after.judgement)
    return {key: value for key, value in new.items() if old[key] != value or key.lower() in before.missing}
