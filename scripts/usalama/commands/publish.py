"""``usalama publish``: end a hold, switch in the newest build that passed the gate, and carry it to its host.

``build`` publishes by itself; this is for after a rollback, and for deploying in the same breath.
Exit codes: 0 published, or published already · 1 not published, the old site kept · 64 TARGET is none ·
75 another run is under way.
"""

import argparse

from usalama.commands import deploy
from usalama.console import context
from usalama.console.hints import say
from usalama.errors import OK
from usalama.files import state
from usalama.machine.locks import site_lock
from usalama.releasing import releases
from usalama.releasing.deploy import parse_target
from usalama.usecases import publish
from usalama.watch import status
from usalama.words.text import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    told = "then do as usalama deploy --to TARGET does: a folder, user@host:path or git+URL#branch"
    parser.add_argument("--deploy", type=context.some, metavar="TARGET", help=told)
    deploy.add_ssh(parser)
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Publish, and deploy where asked."""
    root, _ = context.open_site(args)
    target, now = parse_target(args.deploy) if args.deploy else None, context.clock(args)
    with site_lock(root, args.command):
        before = releases.live_number(root)
        release = publish.switch_in(root)
        if release.number == before:
            say(f"published already: {releases.OUTPUT} shows the newest build")
        else:
            outcome, last = status.Outcome(published=True, why=""), state.read_section(root, "publish")
            state.write_status(root, "publish", status.publish_section(outcome, now, last))
            say(f"published: {counted(len(release.manifest.pages), 'file', 'files')}")
        return deploy.carry(root, target, args.ssh) if target else OK
