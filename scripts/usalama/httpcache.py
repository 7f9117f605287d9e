"""The HTTP cache's file: opened, and thrown away when it is not one.

What is in it can always be had again from the servers, so a broken or foreign file is deleted, and a place that
cannot be written to means no cache; neither is an error.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from hishel import SqliteStorage

_NAME = "hishel-v2.db"
_LARGEST = 512 * 1024 * 1024


def storage(folder: Path) -> SqliteStorage | None:
    """Return the storage in ``folder``, a new one where the old cannot be read; None where none can be had."""
    for _attempt in range(2):
        opened = SqliteStorage(database_path=folder / _NAME, max_size=_LARGEST)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _probe(folder / _NAME)
            opened._ensure_connection()  # noqa: SLF001  the only way to learn now, not amid 60 threads, that it is broken
        except (sqlite3.Error, RuntimeError, OSError):
            opened.close()
            if not _removed(folder):
                return None
            continue
        return opened
    return None


def _probe(path: Path) -> None:
    """Raise sqlite3.DatabaseError where the file is damaged."""
    if not path.exists():
        return
    connection = sqlite3.connect(path)
    try:
        (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    finally:
        connection.close()
    if verdict != "ok":
        raise sqlite3.DatabaseError(verdict)


def _removed(folder: Path) -> bool:
    try:
        for suffix in ("", "-wal", "-shm", "-journal"):
            (folder / f"{_NAME}{suffix}").unlink(missing_ok=True)
    except OSError:
        return False
    return True
