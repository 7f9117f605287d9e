"""What every command needs: the site's folder, its settings, and the clock, which is read here and nowhere else."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.errors import UsalamaError
from usalama.files import sitefolder


def open_site(args: argparse.Namespace) -> tuple[Path, Site]:
    """Return the site's folder and settings; raise SiteError where there is none."""
    root = sitefolder.find_root(Path.cwd(), args.root)
    return root, sitefolder.read_settings(root)


def add_clock(parser: argparse.ArgumentParser) -> None:
    """Add ``--now``, by which a run can be repeated as of another time."""
    parser.add_argument("--now", metavar="ISO", help="run as if it were this time, such as 2026-11-23T06:00+03:00")


def clock(args: argparse.Namespace) -> datetime:
    """Return ``--now``, else the machine's time, in whole seconds and in the site's zone."""
    zone = sitefolder.zone_of(sitefolder.find_root(Path.cwd(), args.root))
    if not getattr(args, "now", None):
        return datetime.now(zone).replace(microsecond=0)  # noqa: TID251  the one place
    try:
        moment = datetime.fromisoformat(args.now)
    except ValueError:
        raise UsalamaError(f"--now {args.now}: no time; write it as 2026-11-23T06:00+03:00") from None
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
