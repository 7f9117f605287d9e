"""One run at a time: the site's lock, held by a process and gone with it.

A run from cron does not wait for another: that the first takes too long is to be seen, and not to be queued behind.
Whatever a person types soon ends, and is waited for a little, as it waits itself: a digest that is asked for once a day
is not to be lost to an edit of that minute. Whoever gives up says who has the lock; one that has it for hours hangs,
or was stopped in its terminal, and would keep all others out in silence.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep, time

from usalama.errors import LockedError, StuckError
from usalama.machine import disk

NAME = ".cache/lock"
HOLDER = ".cache/lock.txt"  # the process that took the lock last, and what it was asked
PATIENCE = 20  # seconds that one waits for another to end, unless both are runs
RUNS = frozenset({"build", "digest", "publish", "pull"})
"""What cron is asked to do, hour after hour."""
STUCK = 3 * 3600  # seconds; a search for the entry that stops a build takes half an hour, nothing else as long
_MINUTE = 60
_PAUSE = 0.05  # seconds from one try to the next
_held: dict[tuple[int, Path], int] = {}
"""Thread and lock → the open file by which this process holds it."""


@contextmanager
def site_lock(root: Path, doing: str = "") -> Iterator[None]:
    """Hold the site's lock for the command ``doing``.

    Raise LockedError when another process has it, and still has it after what patience there is; StuckError where it
    hangs. A command that calls another one (digest: pull, then build) holds it once.
    """
    path = disk.real(root / NAME)
    key = (threading.get_ident(), path)
    if key in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    held = _taken_within(path, 0 if doing in RUNS and _is_run(root) else PATIENCE)
    if held is None:
        raise _taken(root)
    _held[key] = held
    try:
        with suppress(OSError):  # no room: then nobody knows who has it
            disk.keep(root / HOLDER, f"{os.getpid()} {doing}".encode())
        yield
    finally:
        _give_back(_held.pop(key))


def stuck(root: Path) -> str:
    """Return the line on a run that has had the lock for hours; "" where none has."""
    error = _taken(root)
    if not isinstance(error, StuckError):
        return ""
    try:
        held = _taken_within(disk.real(root / NAME), 0)
    except OSError:
        return ""
    if held is None:
        return str(error)
    _give_back(held)  # the number is another process's by now
    return ""


def _taken_within(path: Path, seconds: float) -> int | None:
    """Return the open file by which a lock is held; None where another process has it for so many seconds more."""
    ends = monotonic() + seconds
    while True:
        opened = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)  # anew: what is gone locks nothing
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(opened)
            if not isinstance(error, BlockingIOError):
                raise
        else:
            return opened
        if monotonic() >= ends:
            return None
        sleep(_PAUSE)


def _give_back(held: int) -> None:
    fcntl.flock(held, fcntl.LOCK_UN)
    os.close(held)


def _let_go() -> None:
    """Close the locks of whoever forked us: they would be held as long as we live."""
    for held in _held.values():
        os.close(held)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)


def _holder(root: Path) -> tuple[str, str]:
    """Return the number of the process that took the lock last, and its command; ("", "") where nobody knows."""
    try:
        number, _, doing = disk.body_of(root / HOLDER).decode().partition(" ")
    except (OSError, ValueError):
        return "", ""
    return number, doing


def _is_run(root: Path) -> bool:
    """Tell whether a run took the lock last; of runs that begin at once one has it before it can say so."""
    return _holder(root)[1] in RUNS | {""}


def _taken(root: Path) -> LockedError:
    """Return what to tell whoever finds the lock taken."""
    told, mend = f"{root}: another run holds the lock ({NAME})", "this one changed nothing, give it again after that"
    number, doing = _holder(root)
    try:
        seconds = time() - (root / HOLDER).stat().st_mtime
        with suppress(PermissionError):  # it is another login's
            os.kill(int(number), 0)
    except (OSError, ValueError):
        return LockedError(f"{told}; {mend}")
    told = f"{told}: {doing or 'a command'}, process {number}"
    if seconds < STUCK:
        return LockedError(f"{told}, for {max(1, round(seconds / _MINUTE))} min; {mend}")
    hours = f"for {seconds / _MINUTE / _MINUTE:.0f} hours, and no other run does anything"
    mend = f"if it hangs, or was stopped (Ctrl-Z), end it: kill -9 {number}; the next run makes good what it left"
    return StuckError(f"{told}, {hours}; {mend}")
