"""``usalama desk``: the week in a browser, with a form for every edit; on this machine alone.

It writes the ledger as ``usalama edit`` does, and builds the site when asked. Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Mapping
from pathlib import Path

from usalama.commands.build import build_site
from usalama.console import context
from usalama.editor import deskpage
from usalama.editor.deskweek import NearMiss, desk_week
from usalama.errors import UsalamaError
from usalama.files import sitefolder, state, store
from usalama.files.ledgerfile import read_ledger
from usalama.machine import troubles
from usalama.machine.locks import PATIENCE, site_lock
from usalama.network.deskserver import HOST, DeskServer, Doors
from usalama.wiring import edits

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


def _doors(root: Path, token: str, args: argparse.Namespace) -> Doors:
    def show(week: str, said: str) -> str:
        try:
            return _page(root, week, token, said)
        except UsalamaError as mistake:
            return deskpage.error_page(str(mistake))

    def act(path: str, form: Mapping[str, str]) -> str:
        try:
            with site_lock(root, seconds=PATIENCE):
                return _build(root, args) if path == "/build" else _edit(root, form, args)
        except (UsalamaError, OSError) as mistake:
            return f"Not done: {troubles.told(mistake)}"

    return Doors(show, act)


def _page(root: Path, wanted: str, token: str, said: str) -> str:
    weeks = store.weeks(root)
    week = wanted if wanted in weeks else weeks[-1] if weeks else ""
    entries = [stored.judged for stored in store.read_entries(root, [week] if week else []).entries]
    dropped = state.read_dropped_in(root, week, sitefolder.zone_of(root))
    near = [each for each in dropped if each.relevance >= _LEAST]
    misses = [NearMiss(each.title, each.link, each.relevance, each.why) for each in near]
    view = desk_week(week, entries, read_ledger(root), misses)
    topics, counties = edits.slugs(root)
    return deskpage.render(view, deskpage.Around(token, weeks[-_WEEKS:], topics, counties, said))


def _edit(root: Path, form: Mapping[str, str], args: argparse.Namespace) -> str:
    edit, _, removed, namesakes, masked, problems = edits.take(root, form, context.clock(args))
    told = "".join(f" {path} is removed." for path in removed)
    told += "".join(f" {path} has that headline and time too, and stays." for path in namesakes)
    told += "".join(f" {path} lost a name that a report of the same story hides." for path in masked)
    told += "".join(f" {problem.line}." for problem in problems)
    return f"Done: {edit.do} {edit.on}.{told} Readers see it after the next build."


def _build(root: Path, args: argparse.Namespace) -> str:
    code = build_site(root, sitefolder.read_settings(root), context.clock(args))
    return "The site is built." if not code else "The build has something to say; look at the terminal."
