"""Writes that survive a crash: the file before its name, the name before the news of it.

Small and below all other edges. It refuses to retry: a failed fsync is an error, never a success the second time
(https://lwn.net/Articles/752063/).
"""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a small file so that, whatever happens, it is either the old one or the new one, whole."""
    temporary = path.with_name(path.name + ".tmp")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable, and hear of any that could not be written."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_link(path: Path, target: Path, *, beside: Path) -> None:
    """Point a symbolic link somewhere else by one rename; the new link is made at ``beside``, on the same disk."""
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(path)
    sync_directory(path.parent)
    sync_directory(beside.parent)
