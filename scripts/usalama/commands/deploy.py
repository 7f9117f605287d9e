"""``usalama deploy --to TARGET``: carry the published site to where it is served, whole or not at all.

TARGET is a folder, ``user@host:path`` (rsync over SSH) or ``git+URL#branch``. Safe to repeat.
Exit codes: 0 the host has this site · 1 it has not, and serves what it served · 64 TARGET is none ·
75 another run is under way.
"""

import argparse
import shlex
from collections.abc import Sequence
from pathlib import Path

from usalama.console import context
from usalama.errors import OK
from usalama.machine.locks import site_lock
from usalama.releasing import deploy as carrying
from usalama.releasing import deploy_folder, deploy_git, releases
from usalama.releasing.deploy_ssh import DEFAULT_SSH, SshCarry


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--to", metavar="TARGET", required=True, help="a folder, user@host:path or git+URL#branch")
    add_ssh(parser)


def add_ssh(parser: argparse.ArgumentParser) -> None:
    """Add the option that says how to reach a host."""
    parser.add_argument(
        "--ssh", metavar="COMMAND", type=command, default=DEFAULT_SSH, help="how to run ssh, with options"
    )


def run(args: argparse.Namespace) -> int:
    """Carry the published site."""
    root, _ = context.open_site(args)
    target = carrying.parse_target(args.to)
    with site_lock(root, args.command):
        return carry(root, target, args.ssh)


def command(text: str) -> tuple[str, ...]:
    """Return the words of a command; raise ValueError where a quotation mark is open, or there are none."""
    if words := shlex.split(text):
        return tuple(words)
    raise ValueError(text)


def carry(root: Path, target: carrying.Target, ssh: Sequence[str]) -> int:
    """Carry the published site to a target; the caller holds the lock."""
    parcel = carrying.pack(root, releases.live(root))
    ways: dict[str, carrying.Carry] = {
        "folder": deploy_folder.carry,
        "ssh": SshCarry(ssh),
        "git": deploy_git.carry,
    }
    print(ways[target.kind](parcel, target))
    return OK
