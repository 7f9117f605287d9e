"""One run at a time: the site's lock, held by a process and gone with it.

A run does not wait. Two runs from cron mean that the first one takes too long; the second says so and ends. A person's
edit, or question for a plan, waits a little: a build, and a pull of which most is done, end within that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from usalama.errors import LockedError
from usalama.machine import disk

NAME = ".cache/lock"
PATIENCE = 20  # seconds that an edit waits for a run to end


@contextmanager
def site_lock(root: Path, *, seconds: float = 0) -> Iterator[None]:
    """Hold the site's lock; raise LockedError when another process has it, and still has it after so many seconds.

    A command that calls another one (digest: pull, then build) holds it once.
    """
    path = disk.real(root / NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        held = FileLock(path, is_singleton=True).acquire(timeout=seconds)
    except Timeout:
        told = f"another run holds the lock ({NAME}); this one changed nothing, give it again after that"
        raise LockedError(f"{root}: {told}") from None
    with held:
        yield
