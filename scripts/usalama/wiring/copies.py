"""What a site's tables were when the program gave them, in ``content/catalog/.program``: what tells a changed one.

A line a table that the program has: its name, git's name for the bytes that the site got, ``-`` where it never had the
program's, and for weights that ``usalama learn`` moved, the name of the program's that it moved.
"""

from collections.abc import Mapping
from hashlib import sha1
from pathlib import Path
from typing import NamedTuple

from usalama.errors import CATALOG
from usalama.machine import disk

FILE = f"{CATALOG}/.program"
NEVER = "-"
_CUT = "is the beginning of what git has and no more, as where a copy broke off; restore it, or commit it if meant"
_SECONDS = 60


class Copy(NamedTuple):
    """One table as the site got it."""

    blob: str
    moved: str = ""  # the program's weights that these were learnt from


def read(root: Path) -> dict[str, Copy]:
    """Return the copies by name; none where nothing was noted, or not by us."""
    try:
        rows = [line.split() for line in disk.body_of(root / FILE).decode("utf-8-sig").splitlines()]
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


def cut(root: Path) -> dict[str, str]:
    """Return the tables that end, at the end of a line, before those of the last commit do → why, and the mend.

    The repository is the site's own: outside one nothing is known, and nothing is said.
    """
    folder, found = root / CATALOG, {}
    for entry in git(folder, "ls-tree", "-z", "HEAD").split(b"\0"):
        marks, _, name = entry.decode("utf-8", "replace").partition("\t")
        if marks and (folder / name).is_file():
            ours, kept = (folder / name).read_bytes(), marks.split()[-1]
            if blob(ours) != kept and is_cut(ours, git(folder, "cat-file", "blob", kept)):
                found[name] = _CUT
    return found


def git(folder: Path, *words: str) -> bytes:
    """Return what git says in a folder; nothing where there is no repository, or no git."""
    import subprocess  # noqa: PLC0415  most runs have nothing to ask

    try:
        command = ["git", "-C", str(folder), *words]
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True).stdout  # noqa: S603  our words
    except (OSError, subprocess.SubprocessError):
        return b""
