"""``usalama edit``: write the desk's decisions into the ledger, from the command line.

An id may be cut short as long as it is clear what is meant. Nothing is shown differently until the next build, which
``--build`` makes at once, and nothing but the ledger is written — but for a take-down, which also removes the entry's
file. A run that is under way is waited for, unless it asks its feeds just then. Exit codes: 0 done · 1 found nothing ·
64 wrong use · 75 that run did not end within 15 minutes; with ``--build`` those of it.
"""

import argparse
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from usalama.console import context, hints
from usalama.console.hints import say
from usalama.desk import edits, finding, takedown
from usalama.editor import editing
from usalama.errors import MISUSED, OK, LedgerError
from usalama.files import ledgerfile, store
from usalama.files.weekstates import key_in
from usalama.ledger.ledger import FAULTS, FILE, GROUNDS, PARTS, Verb
from usalama.machine.locks import site_lock
from usalama.model import story_id
from usalama.words.text import counted

_MOST = 30
_LATER = "Readers see it after the next build: usalama build"
_HELP = {
    Verb.PIN: "let a story head its week",
    Verb.UNPIN: "take a pin back",
    Verb.HIDE: "leave an entry or a story out",
    Verb.SHOW: "take hiding back",
    Verb.ADMIT: "let a report in that judging left out",
    Verb.MERGE: "make one story part of another",
    Verb.SPLIT: "make an entry, and those that go along, a story of their own",
    Verb.RETAG: "give an entry or a story other topics",
    Verb.RELOCATE: "give an entry or a story other counties",
    Verb.NOTE: "add a note of the desk to a story",
    Verb.CORRECT: "correct a wording, in public, with the old and the new",
    Verb.TAKE_DOWN: "remove an entry for good; nothing of its text is kept",
}

_WHOLE = frozenset({Verb.HIDE, Verb.SHOW, Verb.TAKE_DOWN})
"""What can be done to every report of an outlet."""
_ELSEWHERE = {
    "topics": "usalama edit retag",
    "counties": "usalama edit relocate",
    "story": "usalama edit split, or merge",
    "date": "mend Date in the entry's file",
    "outlet": "mend Outlet in the entry's file",
}
"""Part of an entry that a correction announces and does not change → what changes it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add one sub-command a verb, two that find ids, and one that puts lost edits back."""
    parser.set_defaults(help=parser.format_help)
    table = parser.add_subparsers(dest="verb", metavar="VERB")

    def added(name: str, told: str) -> argparse.ArgumentParser:
        return table.add_parser(name, help=told, description=f"{told[0].upper()}{told[1:]}.")

    for verb in Verb:
        child = added(verb.value, _HELP[verb])
        which = "key of an entry or id of a story, its beginning, or an address that ends with it"
        which = "key or address of a report that usalama dropped lists" if verb is Verb.ADMIT else which
        child.add_argument("id", metavar="ID", help=which, nargs="?" if verb in _WHOLE else None)
        if verb in _WHOLE:
            child.add_argument("--outlet", default="", metavar="SLUG", help="instead of ID: every report of an outlet")
        _add_particulars(child, verb)
        open_why = verb is Verb.NOTE
        child.add_argument("--why", required=not open_why, default="", help="the reason, shown to readers")
        child.add_argument("--by", default="", help="who decided: a name or initials")
        child.add_argument("--build", action="store_true", help="then build the site, so that readers see it")
        context.add_clock(child)
    find = added("find", "list entries: by words of headline and excerpt, an outlet or a week")
    find.add_argument(
        "words",
        nargs="*",
        metavar="WORD",
        help="each must stand in headline or excerpt, as they are or were, outlet, story or week, or be its address",
    )
    added("restore", "put back edits that an editor saved an older copy of the ledger over")
    ids = added("ids", "list the ids that begin so, for completion in a shell")
    ids.add_argument("start", metavar="START", nargs="?", default="", help="how they begin; all, without it")
    for child in table.choices.values():
        # Also behind the verb, where people write it; without a default, or it would hide the one before.
        child.add_argument("--root", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Find, list or edit."""
    if not args.verb:
        print(args.help(), end="", file=sys.stderr)
        return MISUSED
    root, site = context.open_site(args)
    if args.verb == "find":
        return _find(root, args.words)
    if args.verb == "ids":
        return _ids(root, args.start)
    with site_lock(root, args.command, say):
        if args.verb == "restore":
            return _restore(root)
        _edit(root, args)
        if args.build:
            from usalama.commands.build import build_site  # noqa: PLC0415  an edit alone needs none of it

            # What is taken down cannot wait for feeds to answer again.
            accepted = {"accept_outage": args.verb == Verb.TAKE_DOWN}
            return build_site(root, site, context.clock(args), accepted=accepted)
    say(_LATER)
    return OK


def _restore(root: Path) -> int:
    rows = ledgerfile.restore(root, editing.without_removed)
    for row in rows:
        say(f"{FILE}: put back: {row.edit.do} {row.edit.on} of {row.edit.when:%Y-%m-%d %H:%M}")
    say(_LATER if rows else f"{FILE}: no edit is gone from it, as far as is remembered.")
    return OK


def _edit(root: Path, args: argparse.Namespace) -> None:
    if bool(args.id) is bool(slug := getattr(args, "outlet", "")):
        raise LedgerError(f"edit {args.verb}: name one ID, or with --outlet whose reports are meant")
    if args.id:
        _edit_one(root, args)
        return
    for key in finding.of_outlet(root, slug, Verb(args.verb)):
        if key in finding.entries(root, key):  # else it went with another
            _edit_one(root, argparse.Namespace(**vars(args) | {"id": key}))
    _tell_held(root, slug, args.verb)
    if args.verb != Verb.SHOW and finding.is_asked(root, slug):
        say(f"Its feeds are still asked: in {store.FEEDS} write enabled = false, and a reason, in the table of each.")


def _tell_held(root: Path, slug: str, verb: str) -> None:
    """Remove what is held back of an outlet that is taken down; of one that is hidden say that it may be let in."""
    held = finding.held_of(root, slug) if verb != Verb.SHOW else []
    if verb == Verb.TAKE_DOWN:
        for line in takedown.throw_away(root, held):
            say(line)
    elif held:
        told = counted(len(held), "report is", "reports are")
        say(f"{told} held back, and let in would be shown; to throw them away: usalama release {slug} --discard")


def _edit_one(root: Path, args: argparse.Namespace) -> None:
    edit, judged, said = edits.take(root, _form(args), context.clock(args))
    for line in (*said, f"{FILE}: {edit.do} {edit.on} ({editing.title(judged)})"):
        say(line)
    if edit.do is Verb.CORRECT and edit.part in _ELSEWHERE:
        say(f"That announces it and changes nothing else; if the page is still wrong: {_ELSEWHERE[edit.part]}")


def _form(args: argparse.Namespace) -> dict[str, str]:
    """Return what was typed as the desk's page sends it: lists are words with spaces between."""
    typed = {name: " ".join(value) if isinstance(value, list) else value for name, value in vars(args).items()}
    return {**{name: value for name, value in typed.items() if isinstance(value, str)}, "do": args.verb, "on": args.id}


def _add_particulars(parser: argparse.ArgumentParser, verb: Verb) -> None:
    match verb:
        case Verb.PIN:
            parser.add_argument("--week", default="", help="2026-W47, which the story is in; else the entry's own")
        case Verb.MERGE:
            parser.add_argument("into", metavar="INTO", help="the story it becomes part of: its id, or an entry of it")
        case Verb.SPLIT:
            parser.add_argument("also", nargs="*", metavar="KEY", help="keys of entries that go along")
        case Verb.RETAG:
            parser.add_argument("slugs", nargs="+", metavar="TOPIC", help="topics, the main one first")
        case Verb.RELOCATE:
            parser.add_argument(
                "slugs", nargs="*", type=context.some, metavar="COUNTY", help="counties; with none, no county is named"
            )
        case Verb.NOTE:
            parser.add_argument("text", metavar="TEXT", help="the note, in the desk's words")
        case Verb.CORRECT:
            parser.add_argument("--part", choices=PARTS, required=True, help="what of the report is put right")
            parser.add_argument(
                "--figure", default="", metavar="N", help="which number of that part, where it has several"
            )
            parser.add_argument("--old", default="", help="the wording as it was")
            parser.add_argument("--new", default="", help="the wording as it is now")
            parser.add_argument("--kind", choices=FAULTS, default="", help="needed, but for what is read wrongly")
        case Verb.TAKE_DOWN:
            parser.add_argument("--kind", choices=GROUNDS, required=True)


def _find(root: Path, words: Iterable[str]) -> int:
    wanted = [word.casefold().rstrip("/") for word in words]
    found: list[tuple[datetime, str]] = []
    entries = finding.marked(root)
    for stored, marks in entries:
        done = f"  [{', '.join(marks)}]" if marks else ""
        row = f"{stored.judged.entry.key}  {editing.title(stored.judged)}{done}"
        entry = stored.judged.entry
        # A story that is part of another by now still has its id in links: its own report is found by that.
        told = " ".join((row, story_id(entry.key), stored.path, *entry.was, entry.summary, *entry.said)).casefold()
        if all(editing.meant(word) in told or ("://" in word and word in entry.link.casefold()) for word in wanted):
            found.append((stored.judged.entry.published, row))
    for _, row in sorted(found, reverse=True)[:_MOST]:
        print(row)
    if len(found) > _MOST:
        print(f"and {len(found) - _MOST} older; add a word")
    if not found:
        none = f"{root} has no entries; run usalama pull, or say with --root where they are"
        told = f"No entry has all of: {' '.join(wanted)}. Fewer or shorter words find more." if entries else none
        print(hints.completed(told), file=sys.stderr)
    return 0 if found else 1


def _ids(root: Path, start: str) -> int:
    if start.startswith("s"):  # few keys are a story's id: that of its oldest entry
        names = {stored.judged.story for stored in finding.entries(root, start).values()}
    else:
        names = {key_in(path) for path in store.entry_paths(root)}
    for name in sorted(name for name in names if name.startswith(start)):
        print(name)
    return 0
