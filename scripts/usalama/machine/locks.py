"""One run at a time: the site's lock, held by a process and gone with it.

A run does not wait. Two runs from cron mean that the first one takes too long; the second says so and ends. A person's
edit, or question for a plan, waits a little: a build, and a pull of which most is done, end within that.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from usalama.errors import LockedError
from usalama.machine import disk

NAME = ".cache/lock"
PATIENCE = 20  # seconds that an edit waits for a run to end
_PAUSE = 0.05
_held: dict[tuple[Path, int], int] = {}
"""The file of each lock that a thread of this process holds; the kernel takes the lock back when that is closed."""


@contextmanager
def site_lock(root: Path, *, seconds: float = 0) -> Iterator[None]:
    """Hold the site's lock; raise LockedError when another process has it, and still has it after so many seconds.

    A command that calls another one (digest: pull, then build) holds it once.
    """
    path = disk.real(root / NAME)
    place = path, threading.get_ident()
    if place in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + seconds
    while (file := _taken(path)) is None:
        if time.monotonic() >= until:
            told = f"another run holds the lock ({NAME}); this one changed nothing, give it again after that"
            raise LockedError(f"{root}: {told}")
        time.sleep(_PAUSE)
    _held[place] = file
    try:
        yield
    finally:
        os.close(_held.pop(place))


def _taken(path: Path) -> int | None:
    """Return the file by which the lock is held; None where somebody else has it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(file)
        return None
    except OSError:
        os.close(file)
        raise
    return file


def _leave() -> None:
    """Let a fork hold nothing: what helps a run may outlive it."""
    while _held:
        os.close(_held.popitem()[1])


os.register_at_fork(after_in_child=_leave)
