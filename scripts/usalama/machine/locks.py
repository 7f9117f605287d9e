"""One run at a time: the site's lock, held by a process and gone with it.

Waiting is not offered. Two runs from cron mean that the first one takes too long; the second says so and ends.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from usalama.errors import LockedError

NAME = ".cache/lock"
_held: dict[Path, int] = {}
"""Site → the open file by which this process holds it."""


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
    opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    try:
        _take(opened, root)
        _held[path] = opened
        yield
    finally:
        _held.pop(path, None)
        os.close(opened)


def _take(opened: int, root: Path) -> None:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise LockedError(f"{root}: another run holds the lock ({NAME}); this one changed nothing") from None


def _let_go() -> None:
    """Leave the lock to the process that took it: a helper that outlives it must not keep the next run out."""
    for opened in _held.values():
        os.close(opened)
    _held.clear()


os.register_at_fork(after_in_child=_let_go)
