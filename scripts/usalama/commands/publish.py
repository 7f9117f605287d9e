"""``usalama publish``: switch the newest finished build in, after the gate has passed it, and carry it to its host.

For what ``build`` left unpublished: after a rollback's hold, or after a refusal that a person has looked into.
Exit codes: 0 published, or published already · 1 not published, the old site kept · 75 another run is under way.
"""

from __future__ import annotations

import argparse

from usalama import releases
from usalama.commands import context, deploy, publishing
from usalama.locks import site_lock

OK, KEPT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--resume", action="store_true", help="end the hold that a rollback began")
    parser.add_argument("--accept-shrink", action="store_true", help="publish although the site lost half of something")
    parser.add_argument("--to", metavar="TARGET", help="then deploy: a folder, user@host:path or git+URL#branch")
    deploy.add_ssh(parser)
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Publish, and deploy where asked."""
    root, site = context.open_site(args)
    with site_lock(root):
        if args.resume:
            releases.resume(root)
        newest, live = releases.newest(root), releases.live(root)
        if newest is None:
            print("not published: nothing is built yet; run usalama build")
            return KEPT
        if live is not None and live.number == newest.number:
            print(f"published already: {releases.OUTPUT} shows the newest build")
        elif code := publishing.publish(root, newest, publishing.order_for(root, site, args)):
            return code
        return deploy.carry(root, args.to, args.ssh) if args.to else OK
