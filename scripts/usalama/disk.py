"""Writing files so that a crash leaves the old one or the new one, never half of either.

The order is: write beside, flush, fsync the file, rename over, fsync the folder. A failed fsync is never
tried again: the pages may be gone. Nothing here knows what is in a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_PREFIX, _SUFFIX = ".usalama-", ".tmp"


def write_whole(path: Path, data: bytes) -> None:
    """Write one file whole or not at all; make its folder where there is none."""
    write_all([(path, data)])


def write_all(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write each file whole or not at all, in order; the folders are synced once at the end."""
    folders: dict[Path, None] = {}
    try:
        for path, data in files:
            _make_folder(path.parent)
            _write_beside_and_rename(path, data)
            folders[path.parent] = None
    finally:
        for folder in folders:
            sync_folder(folder)


def append(path: Path, data: bytes) -> None:
    """Add to a log whose readers pass over a torn line, and make it last."""
    _make_folder(path.parent)
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames within ``folder`` last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sweep(folder: Path) -> int:
    """Remove what killed runs left beside their files, below ``folder``; return how many there were.

    Call it only while holding the site's lock: another run's half-written file looks the same.
    """
    litter = list(folder.rglob(f"{_PREFIX}*{_SUFFIX}"))
    for path in litter:
        path.unlink(missing_ok=True)
    return len(litter)


def refuse_unwritable(folder: Path) -> None:
    """Write and remove a small file in ``folder``; the OSError of a full or read-only disk passes through."""
    _make_folder(folder)
    probe = folder / f"{_PREFIX}probe{_SUFFIX}"
    try:
        with probe.open("wb") as file:
            file.write(b"probe\n" * 1000)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)


def _write_beside_and_rename(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{_PREFIX}{os.getpid()}-{path.name[-80:]}{_SUFFIX}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
