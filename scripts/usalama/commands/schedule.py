"""``usalama schedule``: print a crontab, a systemd service and timer, or a GitHub workflow that runs the digest.

Exit code 0. With ``--to DIR`` the files are written there instead of printed. Nothing is installed.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from usalama import schedule
from usalama.commands import context
from usalama.deploy import parse_target
from usalama.errors import UsalamaError
from usalama.site import Site

OK = 0
_HOURS = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--cron", action="store_true", help="a crontab")
    form.add_argument("--systemd", action="store_true", help="a service and a timer")
    form.add_argument("--github-actions", action="store_true", help="a workflow that publishes to GitHub Pages")
    parser.add_argument("--daily", metavar="HOUR", type=int, help="once a day at this hour there; else every hour")
    parser.add_argument("--deploy", metavar="TARGET", default="", help="then carry the site there, as usalama deploy")
    parser.add_argument("--to", metavar="DIR", type=Path, help="write the files there instead of printing them")


def run(args: argparse.Namespace) -> int:
    """Print or write the units."""
    root, site = context.open_site(args)
    for name, text in _files(args, _job(args, root, site)).items():
        if args.to is not None:
            (args.to / name).write_text(text, "utf-8")
            print(args.to / name)
        else:
            print(f"# ---- {name}\n{text}" if args.systemd else text, end="")
    return OK


def _job(args: argparse.Namespace, root: Path, site: Site) -> schedule.Job:
    if args.daily is not None and not 0 <= args.daily < _HOURS:
        raise UsalamaError(f"--daily {args.daily}: an hour from 0 to 23")
    program = Path(sys.executable).parent / "usalama"
    for path in (root, program):
        if any(sign in str(path) for sign in '"\\`$\n%'):
            raise UsalamaError(f"{path}: a path with quotes, $ or % cannot be written safely into a schedule")
    if args.deploy:
        parse_target(args.deploy)
    winter, summer = (datetime(2026, month, 1, tzinfo=site.zone).utcoffset() for month in (1, 7))
    return schedule.Job(
        PurePosixPath(root),
        PurePosixPath(program),
        getpass.getuser(),
        args.daily,
        args.deploy,
        zone=site.zone_name,
        ahead=datetime.now(site.zone).utcoffset() or timedelta(),  # noqa: TID251  a command asks for the present offset
        summer=winter != summer,
    )


def _files(args: argparse.Namespace, job: schedule.Job) -> dict[str, str]:
    if args.systemd:
        return schedule.systemd(job)
    if args.cron:
        return {"crontab": schedule.cron(job)}
    return {"digest.yml": schedule.github_actions(job)}
