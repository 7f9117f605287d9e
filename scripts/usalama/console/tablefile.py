"""The files that are named on the command line, read and written whole; whatever is wrong with one is a single line.

It knows paths and bytes, and leaves what stands in them to others.
"""

from __future__ import annotations

import errno
from pathlib import Path

from usalama.errors import TableError
from usalama.machine import disk


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

    The OSError of a full disk, or of a limit of a file's size, passes through.
    """
    if path.is_dir():
        raise TableError(f"{path}: a folder; give the name of a file to write")
    if not path.parent.is_dir():
        raise TableError(f"{path.parent}: no such folder; make it, or name a file in one that is there")
    try:
        disk.write_whole(path, data)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:  # wrong is the disk, not what was typed
            raise OSError(error.errno, error.strerror, str(path)) from None
        raise TableError(f"{path}: {error.strerror}; name a file in a folder that can be written") from None
