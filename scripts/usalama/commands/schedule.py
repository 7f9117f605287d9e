"""``usalama schedule``: print a crontab, a systemd service and timer, or a GitHub workflow that runs the digest.

Exit code 0. With ``--to DIR`` the files are written there instead of printed, and the step to take next is told.
Nothing is installed.
"""

import argparse
import getpass
import sys
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath

from usalama.catalogue.site import Site
from usalama.console import context
from usalama.errors import OK, UsalamaError
from usalama.machine import disk, schedule
from usalama.releasing.deploy import parse_target

_HOURS = 24
_LOCK = "requirements/site.lock"
_NEXT = {
    "usalama.timer": "systemctl daemon-reload && systemctl enable --now usalama.timer, as root, when both files are in"
    " /etc/systemd/system",
    "crontab": "crontab {}, which replaces this login's crontab; crontab -e to add these lines to others",
    "digest.yml": "commit it as .github/workflows/digest.yml",
}
"""What to do with the last of the files."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--cron", action="store_true", help="a crontab")
    form.add_argument("--systemd", action="store_true", help="a service and a timer")
    form.add_argument("--github-actions", action="store_true", help="a workflow that publishes to GitHub Pages")
    parser.add_argument("--daily", metavar="HOUR", type=int, help="daily at this hour of the site; else hourly")
    told = "then carry the site there, as usalama deploy"
    parser.add_argument("--deploy", type=context.some, metavar="TARGET", help=told)
    parser.add_argument(
        "--to", metavar="DIR", type=Path, help="write the files there, in a new folder too, not print them"
    )


def run(args: argparse.Namespace) -> int:
    """Print or write the units."""
    root, site = context.open_site(args)
    files = _files(args, _job(args, root, site))
    if args.to is not None:
        _write(args.to, files)
        return OK
    for name, text in files.items():
        print(f"# ---- {name}\n{text}" if args.systemd else text, end="")
    return OK


def _write(folder: Path, files: dict[str, str]) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsalamaError(f"--to {folder}: is a file; name a folder, which is made where there is none")
    for name, text in files.items():
        disk.write_whole(folder / name, text.encode())
        print(folder / name)
    print(f"Then: {_NEXT[name].format(folder / name)}")


def _refuse(args: argparse.Namespace, root: Path, program: Path) -> None:
    """Raise UsalamaError for what cannot be scheduled."""
    if args.daily is not None and not 0 <= args.daily < _HOURS:
        raise UsalamaError(f"--daily {args.daily}: an hour from 0 to 23")
    for path in (root, program):
        if any(sign in str(path) for sign in '"\\`$\n%'):
            raise UsalamaError(f"{path}: a path with quotes, $ or % cannot be written safely into a schedule")
    if args.deploy and args.github_actions:
        raise UsalamaError("--deploy: a workflow carries the site to GitHub Pages; give it with --cron or --systemd")
    if args.github_actions and not (root / _LOCK).exists():
        raise UsalamaError(
            f"--github-actions: {root}/{_LOCK} is not there, by which a workflow installs the program: keep the site in"
            " a clone of the program, or give --cron or --systemd"
        )


def _job(args: argparse.Namespace, root: Path, site: Site) -> schedule.Job:
    program = Path(sys.executable).parent / "usalama"
    _refuse(args, root, program)
    target = parse_target(args.deploy) if args.deploy else None
    # A schedule runs in a folder of its own.
    deploy = str(Path(target.place).absolute()) if target and target.kind == "folder" else args.deploy or ""
    winter, summer = (datetime(2026, month, 1, tzinfo=site.zone).utcoffset() for month in (1, 7))
    return schedule.Job(
        PurePosixPath(root),
        PurePosixPath(program),
        _login(root),
        args.daily,
        deploy,
        zone=site.zone.key,
        ahead=datetime.now(site.zone).utcoffset() or timedelta(),  # noqa: TID251  a command asks for the present offset
        summer=winter != summer,
    )


def _login(root: Path) -> str:
    """Return who owns the site: the units are often written by root, and the job must not run as root for it."""
    try:
        return root.owner()
    except KeyError:  # the owner has no name on this machine
        return getpass.getuser()


def _files(args: argparse.Namespace, job: schedule.Job) -> dict[str, str]:
    if args.systemd:
        return schedule.systemd(job)
    if args.cron:
        return {"crontab": schedule.cron(job)}
    return {"digest.yml": schedule.github_actions(job)}
