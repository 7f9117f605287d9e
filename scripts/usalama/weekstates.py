"""The state of each week's entry files on disk: what tells a build which weeks must be read again.

It is made from every file's name, size, inode and times of change: a folder's own time says nothing of an edit in
place. No entry is opened here.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

from usalama.weeks import Week, parse_week

ENTRIES = "content/entries"
_RACY = 50_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again within one tick of its clock."""


def scan(root: Path, seen: Callable[[Week, str], None] | None = None) -> dict[Week, str]:
    """Return each week that has entry files with the state of those files, oldest first.

    ``seen`` hears of each week as soon as it was looked at, the newest first: there most changes are.
    """
    top = root / ENTRIES
    found: dict[Week, str] = {}
    now = time.time_ns()
    for name in reversed(names_in(top)):
        try:
            week = parse_week(name)
        except ValueError:
            continue
        if name == week.slug and (state := _state(top / name, now)):
            found[week] = state
            if seen is not None:
                seen(week, state)
    return dict(sorted(found.items()))


def _state(folder: Path, now: int) -> str:
    try:
        with os.scandir(folder) as found:
            files = sorted(
                (entry.name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)
                for entry in found
                if counts(entry.name)
                for stat in (entry.stat(),)
            )
    except (NotADirectoryError, FileNotFoundError):
        return ""
    if not files:
        return ""
    racy = max(file[3] for file in files) > now - _RACY
    state = blake2b(repr(files).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return f"{state}!{now}" if racy else state


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none where there is no folder."""
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  a hundred thousand names; a Path of each costs a second
    except (NotADirectoryError, FileNotFoundError):
        return []


def counts(name: str) -> bool:
    """Return whether a file of this name is an entry."""
    return name.endswith(".md") and not name.startswith(".")
