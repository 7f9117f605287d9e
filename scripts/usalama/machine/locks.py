"""One run at a time: the site's lock, held by a process and gone with it.

A run from cron does not wait for another: that the first takes too long is to be seen, and not to be queued behind.
Whatever a person types soon ends, and is waited for a little, as it waits itself: a digest that is asked for once a day
is not to be lost to an edit of that minute. What has to be mended at once waits for a whole run, and says so. Whoever
gives up says who has the lock; one that has it for hours hangs, or was stopped in its terminal, and would keep all
others out in silence.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from usalama.errors import LockedError, StuckError
from usalama.machine import disk

NAME = ".cache/lock"
HOLDER = ".cache/lock.txt"  # the process that took the lock last, and what it was asked; whoever looks empties the lock
PATIENCE = 20  # seconds that one waits for another to end, unless both are runs
_SOON = 1  # seconds until who waits for a whole run is told so
RUNS = frozenset({"build", "digest", "publish", "pull"})
"""What cron is asked to do, hour after hour."""
LONGEST = 15 * 60  # seconds that who mends something waits: as long as a pull of slow feeds and its build may take
STUCK = 3 * 3600  # seconds; a search for the entry that stops a build takes half an hour, nothing else as long
_MINUTE = 60
_AGAIN = "this one changed nothing, give it again after that"
_WAITING = "this one waits until it ends; Ctrl-C gives up, and nothing is changed"


@contextmanager
def site_lock(root: Path, doing: str = "", tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the site's lock for the command ``doing``; with ``tell``, which is told of it, wait for a whole run to end.

    Raise LockedError when another process has it, and still has it after what patience there is; StuckError where it
    hangs. A command that calls another one (digest: pull, then build) holds it once.
    """
    path = disk.real(root / NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, is_singleton=True)
    is_first = not lock.is_locked
    try:
        patience = PATIENCE if tell is None else min(_SOON, PATIENCE)
        wait = 0 if doing in RUNS and _is_run(root) else patience
        held: AbstractContextManager[object] = lock.acquire(timeout=wait)
    except Timeout:
        held = _waited(lock, root, tell)
    with held:
        if is_first:
            with suppress(OSError):  # no room: then nobody knows who has it
                disk.keep(root / HOLDER, f"{os.getpid()} {doing}".encode())
        yield


def _waited(lock: FileLock, root: Path, tell: Callable[[str], None] | None) -> AbstractContextManager[object]:
    """Wait for whoever has the lock, if that was asked for and it does not hang; else raise what says who it is."""
    error = _taken(root, _AGAIN if tell is None else _WAITING)
    if tell is None or isinstance(error, StuckError):
        raise error
    tell(str(error))
    try:
        return lock.acquire(timeout=LONGEST)
    except Timeout:
        raise _taken(root) from None


def stuck(root: Path) -> str:
    """Return the line on a run that has had the lock for hours; "" where none has."""
    error = _taken(root)
    if not isinstance(error, StuckError):
        return ""
    try:
        with FileLock(disk.real(root / NAME)).acquire(timeout=0):
            return ""  # the number is another process's by now
    except Timeout:
        return str(error)
    except OSError:
        return ""


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


def _taken(root: Path, mend: str = _AGAIN) -> LockedError:
    """Return what to tell whoever finds the lock taken."""
    told = f"{root}: another run holds the lock ({NAME})"
    number, doing = _holder(root)
    try:
        seconds = time.time() - (root / HOLDER).stat().st_mtime
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
