"""What commands need: the site's folder, its settings, named files, and the clock, which is read here alone."""

import argparse
import errno
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from math import inf
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.errors import SiteError, TableError, UsalamaError
from usalama.files import sitefolder
from usalama.machine import disk
from usalama.words.weeks import Week, parse_week

_BEFORE, _AFTER = timedelta(days=7000), timedelta(days=70)
"""How far a run may look back from now and ahead of it, at the most."""


def open_site(args: argparse.Namespace) -> tuple[Path, Site]:
    """Return the site's folder and settings; raise SiteError where there is none."""
    root = sitefolder.find_root(Path.cwd(), args.root)
    return root, sitefolder.read_settings(root)


@contextmanager
def no_collector() -> Iterator[None]:
    """Hold the collector of cycles back: it would look through the same thousands of records again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # nor what is left of it as Python ends: 50 ms
        gc.enable()


def samples_of(root: Path) -> Path:
    """Return the folder of samples that comes with the program; raise SiteError for a site that has none."""
    samples = root / "samples"
    if not samples.is_dir():
        raise SiteError(f"{root}: has no samples/; run this in the program's own folder, or give --root that one")
    return samples


def add_clock(parser: argparse.ArgumentParser) -> None:
    """Add ``--now``, by which a run can be repeated as of another time."""
    told = "run as if it were this time, such as 2026-11-23T06:00+03:00"
    parser.add_argument("--now", type=some, metavar="ISO", help=told)


def add_conf(parser: argparse.ArgumentParser) -> None:
    """Add ``--conf``, for the settings that a site is printed by."""
    parser.add_argument("--conf", type=Path, metavar="FILE", help="Pelican's settings; else the site's pelicanconf.py")


def conf(args: argparse.Namespace, root: Path) -> Path:
    """Return the file of Pelican's settings; raise SiteError where there is none."""
    found = disk.real(args.conf or root / sitefolder.MARK)
    if not found.is_file():
        raise SiteError(f"--conf {args.conf}: no such file; name a file of Pelican's settings")
    return found


def add_port(parser: argparse.ArgumentParser, usual: int) -> None:
    """Add ``--port``, where a command listens on this machine."""
    told = f"where to listen on 127.0.0.1, 0 for any; else {usual}"
    parser.add_argument("--port", type=int, default=usual, metavar="N", help=told)


def refused_port(port: int, mistake: OSError | OverflowError) -> SiteError:
    """Return the mistake that a port is which cannot be listened on."""
    why = mistake.strerror if isinstance(mistake, OSError) else "no port from 0 to 65535"
    return SiteError(f"--port {port}: {why}; name another, or 0 for any that is free")


def week_asked(text: str) -> Week:
    """Return the week that somebody typed; raise UsalamaError with how to write one."""
    try:
        return parse_week(text)
    except ValueError as mistake:
        raise UsalamaError(str(mistake)) from None


def clock(args: argparse.Namespace) -> datetime:
    """Return ``--now``, else the machine's time, in whole seconds and in the site's zone."""
    zone = sitefolder.zone_of(sitefolder.find_root(Path.cwd(), args.root))
    if not getattr(args, "now", None):
        return datetime.now(zone).replace(microsecond=0)  # noqa: TID251  the one place
    try:
        moment = datetime.fromisoformat(args.now)
        now = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
        _ = now - _BEFORE, now + _AFTER  # what a run reckons with has to be days too
    except (ValueError, OverflowError):
        raise UsalamaError(f"--now {args.now}: no time; write it as 2026-11-23T06:00+03:00") from None
    return now


def amount(text: str) -> float:
    """Return an option's number above 0; raise ArgumentTypeError for another, or one without end."""
    return _number(text, "above 0", lambda found: 0 < found < inf)


def some(text: str) -> str:
    """Return what an option says; raise ArgumentTypeError for nothing, as where a shell's variable is empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError("is empty; give one, or leave the option out")
    return text


def share(text: str) -> float:
    """Return an option's number from 0 to 1; raise ArgumentTypeError for another."""
    return _number(text, "from 0 to 1", lambda found: 0 <= found <= 1)


def _number(text: str, told: str, is_right: Callable[[float], bool]) -> float:
    with suppress(ValueError):
        if is_right(found := float(text)):
            return found
    raise argparse.ArgumentTypeError(f"{text!r} is no number {told}")


def count(text: str) -> int:
    """Return how many an option asks for; raise ArgumentTypeError for less than one, or what is no whole number."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def read_bytes(path: Path, mend: str) -> bytes:
    """Return what the file holds; ``mend`` says what to give instead of one that is not there or is a folder."""
    if path.is_dir():
        raise TableError(f"{path}: a folder; {mend}")
    if not path.exists():
        raise TableError(f"{path}: no such file; {mend}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: {error.strerror}; make it readable") from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write the file in one step; a folder of that name, or none to hold it, is a mistake of whoever named it.

    A pipe or a device is written to: renamed over, /dev/null would be a file from then on.

    The OSError of a full disk, or of a limit of a file's size, passes through.
    """
    if path.is_dir():
        raise TableError(f"{path}: a folder; give the name of a file to write")
    if not path.parent.is_dir():
        raise TableError(f"{path.parent}: no such folder; make it, or name a file in one that is there")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            disk.write_whole(path, data)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:  # wrong is the disk, not what was typed
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise TableError(f"{path}: {error.strerror}; name a file in a folder that can be written") from None
