"""``usalama pull``: ask every due feed and write an entry file for each new report of Kenyan security news.

Exit codes: 0 all answered · 1 the clock or the disk forbids it, nothing written · 2 some feeds failed, or an entry
file cannot be read · 64 bad configuration · 75 another run is under way.
"""

import argparse
import time
from contextlib import closing
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.console import context
from usalama.documents.nursery import Nursery, ParseSettings
from usalama.errors import DEGRADED, OK
from usalama.machine.locks import site_lock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    told = "only this feed: its address, or its outlet's slug"
    parser.add_argument("--feed", type=context.some, metavar="FEED", help=told)
    parser.add_argument(
        "--force", action="store_true", help="ask also what is not due, and read again what is unchanged"
    )
    parser.add_argument("--allow-loopback", action="store_true", help="allow feeds on this machine (tests, the demo)")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Pull, and tell the watchdog."""
    root, site = context.open_site(args)
    with site_lock(root, args.command):
        code = pull_site_as(args, root, site, context.clock(args))
    from usalama.console import progress  # noqa: PLC0415  see pull_site
    from usalama.network import alerts  # noqa: PLC0415

    progress.tell(alerts.ping(site.alerts.ping))
    return code


def pull_site_as(args: argparse.Namespace, root: Path, site: Site, now: datetime) -> int:
    """Pull as a command line asks for it, under the lock that the caller holds; return the exit code."""
    return pull_site(root, site, now, feed=args.feed or "", force=args.force, allow_loopback=args.allow_loopback)


def pull_site(
    root: Path, site: Site, now: datetime, *, feed: str = "", force: bool = False, allow_loopback: bool = False
) -> int:
    """Pull under the lock that the caller holds; return the exit code."""
    began = time.monotonic()
    with closing(Nursery(ParseSettings())) as begun:
        # Whoever reads has as much to load as we have, and need not wait for us.
        from usalama.console import progress  # noqa: PLC0415
        from usalama.tables import takeover  # noqa: PLC0415
        from usalama.wiring import keeping, pulling  # noqa: PLC0415

        progress.tell(*takeover.take_over(root))
        options = pulling.Options(now, feed, force, allow_loopback)
        pulled = pulling.pull_site(root, site, options, begun, progress.bar)
        progress.print_report(pulled.report, time.monotonic() - began)
        progress.tell(*keeping.tell(root, site, pulled.feeds, pulled.report, pulled.states))
        progress.tell(*(aside := takeover.aside(root)).values())
    return DEGRADED if pulled.is_degraded or aside else OK
