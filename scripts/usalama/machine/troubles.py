"""What the disk says, as one line that names the place and the mend. Nothing is tried again or mended here."""

from __future__ import annotations

import errno
from pathlib import Path

_A_FOLDER = ": a folder belongs there; move the file away and run again"
_NOWHERE = ": a link that leads nowhere; mount the disk that it leads to, or move it away, and run again"
_OWNED = ": give it to the login that runs this: chown -R"
_MENDS = {
    errno.EISDIR: ": a file belongs there; move the folder away and run again",
    errno.ENOTDIR: _A_FOLDER,
    errno.EEXIST: _A_FOLDER,
    errno.ENOSPC: ": make room and run again",
    errno.EDQUOT: ": make room and run again",
    errno.EROFS: ": give this login a disk that it may write to",
    errno.EACCES: _OWNED,
    errno.EPERM: _OWNED,
    errno.EFBIG: ": raise the limit of a file's size: ulimit -f",
    errno.EIO: ": look at the disk; what it holds may be damaged",
    errno.ELOOP: ": it leads to itself; move the link away and run again",
    errno.EMFILE: ": raise the limit of open files: ulimit -n",
}
"""What to do about what the disk says. Each ends with 1, and the old site stays."""


def told(error: Exception) -> str:
    """Return what went wrong, where, and what to do; what names no place is the disk's where that can be.

    A mistake of another kind says that itself.
    """
    if not isinstance(error, OSError):
        return str(error)
    place = error.filename2 or error.filename or ("the disk" if error.errno in _MENDS else "")
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        place = _in_the_way(Path(str(place)))
    where = f"{place}: " if place else ""
    leads_nowhere = error.errno in {errno.ENOENT, errno.EEXIST} and Path(str(place)).is_symlink()
    mend = _NOWHERE if leads_nowhere else _MENDS.get(error.errno or 0, "")
    return f"{where}{error.strerror or error}{mend}"


def place(error: Exception, folder: Path) -> None:
    """Name ``folder`` in what the disk says of a write and names no place for: a machine has several disks."""
    if isinstance(error, OSError) and error.errno in _MENDS and not error.filename:
        error.filename = str(folder)


def _in_the_way(place: Path) -> Path:
    """Return what stands where a folder should be: the place itself, or one above it."""
    above = (path for path in reversed((place, *place.parents)) if path.exists() and not path.is_dir())
    return next(above, place)
