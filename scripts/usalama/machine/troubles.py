"""What the disk says, as one line that names the place and the mend. Nothing is tried again or mended here."""

import errno
import re
from pathlib import Path

from usalama.errors import REINSTALL, UsalamaError

AT_FAULT = (
    f"the program or a library that it needs is at fault; in the program's folder: git pull, {REINSTALL}; "
    "report it where that does not help"
)
"""What to do about a fault that no file of the site's is to blame for."""
_NO_MEMORY = "no memory is left; close what else runs on the machine, or give it more, and run again"
_A_FOLDER = ": a folder belongs there; move the file away and run again"
_NOWHERE = ": a link that leads nowhere; mount the disk that it leads to, or move it away, and run again"
DAMAGED = ": damaged since it was built; usalama build --mend makes it anew"
_RELEASED = re.compile(r"/\.releases/\d+(/|$)")  # below this nothing is anybody's own: a build makes it again
_OWNED = ": give it to the login that runs this: chown -R"
_MENDS = {
    errno.ENOENT: ": removed meanwhile, or never there; run again, and restore it where that does not help",
    errno.EISDIR: ": a file belongs there; move the folder away and run again",
    errno.ENXIO: ": a file belongs there; move it away and run again",
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
_SHAPES = {errno.ENOENT, errno.EISDIR, errno.ENXIO, errno.ENOTDIR, errno.ELOOP}
"""What it says of something that is not what was built there."""


def told(error: Exception) -> str:
    """Return what went wrong, where, and what to do; what names no place is the disk's where that can be.

    A mistake of people says that itself; of anything else nobody but the program, or a library, can be at fault, unless
    the machine had no memory left.
    """
    if isinstance(error, UsalamaError):
        return str(error)
    if isinstance(error, MemoryError):
        return _NO_MEMORY
    if not isinstance(error, OSError):
        return f"{type(error).__name__}: {error}: {AT_FAULT}"
    if error.errno == errno.ENOENT and not error.filename:  # as Python asks for the folder that we are in
        return "the folder that this was started in is gone; go to another and run again"
    place = error.filename2 or error.filename or ("the disk" if error.errno in _MENDS else "")
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        place = _in_the_way(Path(str(place)))
    where = f"{place}: " if place else ""
    return f"{where}{why(error, str(place))}"


def why(error: OSError, place: str) -> str:
    """Return what the disk says of a place, and what to do; a line that names the place is somebody else's."""
    leads_nowhere = error.errno in {errno.ENOENT, errno.EEXIST} and Path(place).is_symlink()
    mend = _NOWHERE if leads_nowhere else _MENDS.get(error.errno or 0, "")
    mend = DAMAGED if error.errno in _SHAPES and _RELEASED.search(place) else mend
    return f"{error.strerror or error}{mend}"


def place(error: Exception, folder: Path) -> None:
    """Name ``folder`` in what the disk says of a write and names no place for: a machine has several disks."""
    if isinstance(error, OSError) and error.errno in _MENDS and not error.filename:
        error.filename = str(folder)


def _in_the_way(place: Path) -> Path:
    """Return what stands where a folder should be: the place itself, or one above it."""
    above = (path for path in reversed((place, *place.parents)) if path.exists() and not path.is_dir())
    return next(above, place)
