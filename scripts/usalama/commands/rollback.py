"""``usalama rollback``: switch the site back to the release before, and hold it there until ``usalama publish``.

Exit codes: 0 switched · 1 there is no older whole release · 75 another run is under way.
"""

import argparse

from usalama.console import context
from usalama.console.hints import say
from usalama.console.progress import tell
from usalama.errors import OK
from usalama.machine.locks import site_lock
from usalama.releasing import releases
from usalama.usecases import publish


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Go back one release."""
    root, _ = context.open_site(args)
    with site_lock(root, args.command, tell):
        release = publish.roll_back(root, context.clock(args))
        passed_over = releases.list_faults(root)
    say(f"switched back to release {release.manifest.generation}; builds are not published until you say so:")
    say("  usalama publish")
    tell(*passed_over.values())
    return OK
