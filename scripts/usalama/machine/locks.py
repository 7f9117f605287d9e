"""One at a time in a site, and one run at a time: two locks, each held by a process and gone with it.

A run from cron does not wait for another: that the first takes too long is to be seen, and not to be queued behind.
Whatever a person types soon ends, and is waited for a little, as it waits itself: a digest that is asked for once a
day is not to be lost to an edit of that minute. What has to be mended at once waits for a whole run, and says so; while
that asks its feeds, which takes minutes and none of the site's files, nobody has to wait. Whoever gives up says who has
the lock; one that has it for hours hangs, or was stopped in its terminal, and would keep all others out in silence.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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


class _Lock(NamedTuple):
    """The file of a lock, and the file that tells who took it last."""

    name: str
    holder: str


_SITE, _RUN = _Lock(NAME, HOLDER), _Lock(".cache/run", ".cache/run.txt")
"""The site's files, and being the run of the site, which a run is from its first moment to its last."""


@dataclass(slots=True)
class Pause:
    """A time in which a run left the site to others."""

    was_used: bool = False
    """Whether somebody had the site in it; known when it is over."""


@contextmanager
def site_lock(root: Path, doing: str = "", tell: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the site's lock for the command ``doing``; with ``tell``, which is told of it, wait for a whole run to end.

    Raise LockedError when another process has it, and still has it after what patience there is; StuckError where it
    hangs. A command that calls another one (digest: pull, then build) holds it once.
    """
    with ExitStack() as held:
        if doing in RUNS:
            held.enter_context(_held(root, _RUN, doing, 0))
        held.enter_context(_held(root, _SITE, doing, PATIENCE if tell is None else min(_SOON, PATIENCE), tell))
        yield


@contextmanager
def paused(root: Path) -> Iterator[Pause]:
    """Leave the site to others for what a run does without its files; other runs are kept out all the same.

    When that is done the lock is waited for as long as who mends something may build; a run that is stopped waits for
    nobody. Who holds the lock and is no run keeps it.
    """
    pause, lock = Pause(), _file_lock(root, _SITE)
    depth = lock.lock_counter if _file_lock(root, _RUN).is_locked else 0
    if not depth:
        yield pause
        return
    before = _told(root, _SITE)
    lock.release(force=True)
    try:
        yield pause
    except Exception:  # whoever deals with it does so under the lock
        _resume(root, lock, depth, before, pause)
        raise
    _resume(root, lock, depth, before, pause)


def _resume(root: Path, lock: FileLock, depth: int, before: str, pause: Pause) -> None:
    try:
        for _ in range(depth):
            lock.acquire(timeout=LONGEST)
    except Timeout:
        raise _taken(root, _SITE) from None
    pause.was_used = _told(root, _SITE) != before
    _tell(root, _SITE, before.partition(" ")[2])


@contextmanager
def _held(
    root: Path, which: _Lock, doing: str, patience: float, tell: Callable[[str], None] | None = None
) -> Iterator[None]:
    lock = _file_lock(root, which)
    is_first = not lock.is_locked
    try:
        held = lock.acquire(timeout=patience)
    except Timeout:
        error = _taken(root, which, _AGAIN if tell is None else _WAITING)
        if tell is None or isinstance(error, StuckError):
            raise error from None
        tell(str(error))
        try:
            held = lock.acquire(timeout=LONGEST)
        except Timeout:
            raise _taken(root, which) from None
    with held:
        if is_first:
            _tell(root, which, doing)
        yield


def _file_lock(root: Path, which: _Lock) -> FileLock:
    path = disk.real(root / which.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path, is_singleton=True)


def stuck(root: Path) -> str:
    """Return the line on a run that has had a lock for hours; "" where none has."""
    for which in (_SITE, _RUN):
        error = _taken(root, which)
        if not isinstance(error, StuckError):
            continue
        with suppress(OSError):
            try:
                with FileLock(disk.real(root / which.name)).acquire(timeout=0):
                    pass  # the number is another process's by now
            except Timeout:
                return str(error)
    return ""


def _tell(root: Path, which: _Lock, doing: str) -> None:
    with suppress(OSError):  # no room: then nobody knows who has it
        disk.keep(root / which.holder, f"{os.getpid()} {doing}".encode())


def _told(root: Path, which: _Lock) -> str:
    """Return the number of the process that took the lock last, and its command; "" where nobody knows."""
    try:
        return disk.body_of(root / which.holder).decode()
    except (OSError, ValueError):
        return ""


def _taken(root: Path, which: _Lock, mend: str = _AGAIN) -> LockedError:
    """Return what to tell whoever finds the lock taken."""
    told = f"{root}: another run holds the lock ({which.name})"
    number, _, doing = _told(root, which).partition(" ")
    try:
        seconds = time.time() - (root / which.holder).stat().st_mtime
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
