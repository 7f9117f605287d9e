"""What a site's tables were when the program gave them, in ``content/catalog/.program``: what tells a changed one.

A line a table that the program has: its name, git's name for the bytes that the site got, ``-`` where it never had the
program's, and for weights that ``usalama learn`` moved, the name of the program's that it moved.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1
from pathlib import Path
from typing import NamedTuple

from usalama.machine import disk

FILE = "content/catalog/.program"
NEVER = "-"


class Copy(NamedTuple):
    """One table as the site got it."""

    blob: str
    moved: str = ""
    """The program's weights that these were learnt from."""


def read(root: Path) -> dict[str, Copy]:
    """Return the copies by name; none where nothing was noted, or not by us."""
    try:
        rows = [line.split() for line in (root / FILE).read_text("utf-8").splitlines()]
        return {name: Copy(*rest) for name, *rest in rows}
    except (OSError, UnicodeDecodeError, ValueError, TypeError):
        return {}


def lost(root: Path) -> list[str]:
    """Return the names of the tables that the site had as the program's, and that are gone."""
    folder = (root / FILE).parent
    return sorted(name for name, copy in read(root).items() if copy.blob != NEVER and not (folder / name).exists())


def write(root: Path, copies: Mapping[str, Copy]) -> bool:
    """Note the copies; False where the content cannot be written: the program's git history is asked again."""
    if copies != read(root):
        text = "".join(f"{' '.join((name, *copies[name])).strip()}\n" for name in sorted(copies))
        try:
            disk.write_whole(root / FILE, text.encode())
        except OSError:
            return False
    return True


def blob(data: bytes) -> str:
    """Return git's name for a file of these bytes."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_cut(data: bytes, whole: bytes) -> bool:
    """Tell whether a table is the beginning of a ``whole`` one, up to the end of a line: each row of it is well."""
    return data[-1:] == b"\n" and len(data) < len(whole) and whole.startswith(data)
