"""``usalama digest``: pull, then build. The line for cron.

Exit codes: 0 published or nothing new · 1 not published, the old site kept · 2 published, some feeds failed ·
64 bad configuration · 75 another run is under way. A pull that could not write stops here: the old site stays.
"""

from __future__ import annotations

import argparse

from usalama import alerts
from usalama.commands import build, closing, context, progress, pull
from usalama.locks import site_lock

OK, KEPT = 0, 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of both halves."""
    pull.add_arguments(parser)
    build.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Pull and build under one lock; tell the watchdog when the site is up to date."""
    root, site = context.open_site(args)
    with site_lock(root):
        options = pull.Options(context.clock(args), args.feed, args.force, args.allow_loopback)
        pulled = pull.pull_site(root, site, options)
        for week in closing.close_due(root, site, options.now):
            print(f"closed: {week}")
        built = build.run(args)
    if built != KEPT and (failure := alerts.ping(site.alerts.ping)):
        print(progress.plain_line(failure))
    return built or pulled
