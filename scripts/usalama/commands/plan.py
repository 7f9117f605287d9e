"""``usalama plan``: say which files a build would write or remove, and why. Nothing is written but the cache.

It asks the same plugin for the same plan as a build does, in a printer of its own. What a run at work still changes is
no plan: it waits for the end of that, as an edit does.
"""

import argparse
import contextlib
import json

from usalama.console import context
from usalama.files.basis import Basis
from usalama.machine.locks import site_lock
from usalama.printing.stage import Stage
from usalama.usecases import build

_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    context.add_conf(parser)
    parser.add_argument("--json", action="store_true", help="as JSON: file → reason")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Say what a build would do to the published tree."""
    root, _ = context.open_site(args)
    made_by = root, context.conf(args, root), f"{context.clock(args):%Y-%m}"
    with site_lock(root, args.command), contextlib.closing(Stage(*made_by)) as stage:
        answer = build.plan(root, Basis(*made_by), stage)
    if args.json:
        print(json.dumps({**answer.reasons, **dict.fromkeys(answer.removed, "removed")}, indent=1, sort_keys=True))
        return 0
    print(f"{len(answer.written)} to write, {len(answer.removed)} to remove, {answer.kept} kept")
    lines = [f"write  {name}: {reason}" for name, reason in answer.reasons.items()]
    lines += [f"remove {name}" for name in answer.removed]
    for line in lines[:_SHOWN]:
        print(line)
    if len(lines) > _SHOWN:
        print(f"… and {len(lines) - _SHOWN} more; --json lists all")
    return 0
