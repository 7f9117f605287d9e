"""Which of a site's tables are still as the program gave them, by the note ``content/catalog/.program``.

The note has one line for each table of the program: the table's name and git's hash of the copy that the site got, or
``-`` where the site never had the program's. For weights that ``usalama learn`` changed a third word follows: the hash
of the program's weights that they were made from.
"""

from collections.abc import Mapping
from hashlib import sha1
from pathlib import Path
from typing import NamedTuple

from usalama.catalogue.outlines import FILE as OUTLINES
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
    """Return the names of the tables that the site had as the program's, and that are gone.

    Who has other areas than the program's has no use for their outlines.
    """
    folder, copies = (root / FILE).parent, read(root)
    gone = {name for name, copy in copies.items() if copy.blob != NEVER and not (folder / name).exists()}
    areas = folder / "counties.csv"
    if areas.is_file() and copies.get(areas.name, Copy(NEVER)).blob != blob(areas.read_bytes()):
        gone.discard(OUTLINES)
    return sorted(gone)


def write(root: Path, copies: Mapping[str, Copy]) -> bool:
    """Note the copies; False where the content cannot be written: the program's git history is asked again."""
    if copies != read(root):
        try:
            disk.write_whole(root / FILE, rendered(copies))
        except OSError:
            return False
    return True


def rendered(copies: Mapping[str, Copy]) -> bytes:
    """Return the note of these copies."""
    return "".join(f"{' '.join((name, *copies[name])).strip()}\n" for name in sorted(copies)).encode()


def blob(data: bytes) -> str:
    """Return git's name for a file of these bytes."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def is_cut(data: bytes, whole: bytes) -> bool:
    """Tell whether a table is the first lines of a ``whole`` one: no row of it looks wrong, yet some are missing."""
    return data[-1:] == b"\n" and len(data) < len(whole) and whole.startswith(data)


def cut(root: Path) -> dict[str, str]:
    """Return the tables that lost their last lines since the site's last commit → a line with the mend.

    A site that is in no git repository has none to compare with: then nothing is returned.
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
