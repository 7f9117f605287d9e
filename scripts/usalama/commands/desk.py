"""``usalama desk``: the week in a browser, with a form for every edit; on this machine alone.

It writes the ledger as ``usalama edit`` does, and builds the site when asked. Stop it with Ctrl-C.
"""

import argparse
import secrets
from collections.abc import Mapping
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from usalama.commands.build import build_site
from usalama.console import context, hints
from usalama.desk import edits
from usalama.editor import deskforms, deskpage
from usalama.editor.deskpage import Told
from usalama.editor.deskweek import NearMiss, desk_week
from usalama.errors import KEPT, OK, UsalamaError
from usalama.files import sitefolder, state, store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.ledger import Verb
from usalama.machine import troubles
from usalama.machine.locks import site_lock
from usalama.network.deskserver import HOST, DeskServer, Doors

PORT = 8808
_LEAST = 0.15
_WEEKS = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    context.add_port(parser, PORT)
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    root, _ = context.open_site(args)
    token = secrets.token_urlsafe(24)
    try:
        server = DeskServer(args.port, token, deskpage.POLICY, _doors(root, token, args))
    except (OSError, OverflowError) as mistake:
        raise context.refused_port(args.port, mistake) from None
    print(f"The desk is open at http://{HOST}:{server.server_port}/ ; stop it with Ctrl-C.", flush=True)
    try:
        server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        print()
    finally:
        server.server_close()
    return 0


def _doors(root: Path, token: str, args: argparse.Namespace) -> Doors[Told]:
    def show(week: str, told: Told | None) -> str:
        try:
            return _page(root, week, token, told or Told())
        except (UsalamaError, OSError) as mistake:
            return deskpage.error_page(hints.completed(troubles.told(mistake)))

    def act(path: str, form: Mapping[str, str]) -> tuple[bool, Told]:
        try:
            with site_lock(root, "desk"):
                return (True, _build(root, args)) if path == "/build" else (True, _edit(root, form, args))
        except (UsalamaError, OSError) as mistake:
            said = hints.completed(f"Not done: {troubles.told(mistake)}")
            return False, Told(said, (form.get("on", ""),), form)

    return Doors(show, act, deskpage.error_page)


def _page(root: Path, wanted: str, token: str, told: Told) -> str:
    weeks = store.weeks(root)
    week = wanted if wanted in weeks else weeks[-1] if weeks else ""
    entries = [each.judged for each in store.shown(root, store.read_entries(root, [week] if week else []).entries)]
    dropped = state.read_dropped_in(root, week, sitefolder.zone_of(root))
    near = [each for each in dropped if each.relevance >= _LEAST]
    misses = [NearMiss(each.title, each.link, each.relevance, each.why, each.key) for each in near]
    view = desk_week(week, entries, read_ledger(root), misses)
    topics, counties = edits.slugs(root)
    return deskpage.render(view, deskpage.Around(token, weeks[-_WEEKS:], topics, counties, told))


def _edit(root: Path, form: Mapping[str, str], args: argparse.Namespace) -> Told:
    edit, judged, said = edits.take(root, form, context.clock(args))
    about = edit.on if edit.do is Verb.TAKE_DOWN else f"“{judged.entry.title}”"
    lines = [f"Done: {edit.do} {about}. Readers see it after the next build.", *said]
    at = (edit.story, edit.on) if edit.do is Verb.MERGE else (edit.on, edit.story)
    return Told(hints.completed("\n".join(lines)), at, undo=deskforms.undoing(edit))


def _build(root: Path, args: argparse.Namespace) -> Told:
    with redirect_stdout(StringIO()) as said:
        code = build_site(root, sitefolder.read_settings(root), context.clock(args))
    print(said.getvalue(), end="", flush=True)
    first = {OK: "The site is built.", KEPT: "Not published; the old site stays."}
    return Told("\n".join([first.get(code, "The site is built, and has something to say."), said.getvalue()]))
