"""One run at a time: the site's lock, held by a process and gone with it.

Waiting is not offered. Two runs from cron mean that the first one takes too long; the second says so and ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from usalama.errors import LockedError

NAME = ".cache/lock"
_held: set[Path] = set()


@contextmanager
def site_lock(root: Path) -> Iterator[None]:
    """Hold the site's lock; raise LockedError at once when another process has it.

    A command that calls another one (digest: pull, then build) holds it once.
    """
    path = (root / NAME).resolve()
    if path in _held:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        told = f"another run holds the lock ({NAME}); this one changed nothing, give it again after that"
        raise LockedError(f"{root}: {told}") from None
    _held.add(path)
    try:
        yield
    finally:
        _held.discard(path)
        lock.release()
