"""``usalama digest``: pull, then build. The line for cron.

Exit codes: 0 published or nothing new · 1 not published, the old site kept · 2 published, some feeds failed ·
64 bad configuration · 75 another run is under way. A pull that could not write stops here: the old site stays. One that
a mistake in the catalogue or a broken library stops does not: what the desk edits or takes down waits for neither.
"""

import argparse
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.commands import build, pull
from usalama.console import context, progress
from usalama.console.hints import say
from usalama.errors import KEPT, MISUSED, CatalogError, LockedError, SiteError, StuckError, UsalamaError
from usalama.machine import troubles
from usalama.machine.locks import site_lock
from usalama.network import alerts
from usalama.tables import takeover
from usalama.wiring import alarming, closing, noting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of both halves."""
    pull.add_arguments(parser)
    build.add_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Pull, close the week that is over, and build, under one lock.

    Raise the alarm when the build is refused; tell the watchdog when it is not.
    """
    root, site = context.open_site(args)
    now = context.clock(args)
    refused: Exception | None = None
    with ExitStack() as held:
        try:
            held.enter_context(site_lock(root, args.command))
            now = context.clock(args)  # another run may have been waited for, and an edit made in it
            with noting.noting(root, now):
                try:
                    pulled = _pull(args, root, site, now)
                except (CatalogError, SiteError) as mistake:
                    pulled, refused = MISUSED, mistake
                    noting.unasked(root, str(mistake))
                except (UsalamaError, OSError):
                    raise
                except Exception as fault:  # noqa: BLE001  a build needs nothing of what asks feeds
                    pulled, refused = KEPT, fault
                    noting.unasked(root, troubles.told(fault))
            built = build.run(args, tried=True)
        except Exception as error:
            # Nobody watches: a clock, a disk, a mistake or a fault that stops the run is an alarm as a refusal is. What
            # another run comes to is its own to tell, unless that one hangs.
            if isinstance(error, StuckError) or not isinstance(error, LockedError):
                progress.tell(*alarming.stopped(root, site, error, now))
            raise
        standing = alarming.refusal(root) | alarming.lacking(root) | alarming.unasked(refused)
        standing |= {f"publish table {name}": line for name, line in takeover.aside(root).items()}
        progress.tell(*alarming.tell(root, site, standing, scope="publish", now=now))
    if refused:
        raise refused
    if built != KEPT:
        progress.tell(alerts.ping(site.alerts.ping))
    return built or pulled


def _pull(args: argparse.Namespace, root: Path, site: Site, now: datetime) -> int:
    code = pull.pull_site_as(args, root, site, now)
    for week in closing.close_due(root, site, now):
        say(f"closed: {week}")
    return code
