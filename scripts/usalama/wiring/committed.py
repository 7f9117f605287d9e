"""What a site's own repository last kept of its tables: what tells one that was cut short from one that is shorter.

Git is asked, on this machine; outside a repository nothing is known, and nothing is said.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from usalama.errors import CATALOG
from usalama.wiring.copies import blob, is_cut

_TOLD = "is the beginning of what git has and no more, as where a copy broke off; restore it, or commit it if meant"
_SECONDS = 60


def cut(root: Path) -> dict[str, str]:
    """Return the tables that end, at the end of a line, before those of the last commit do → why, and the mend."""
    folder, found = root / CATALOG, {}
    for entry in _git(folder, "ls-tree", "-z", "HEAD").split(b"\0"):
        marks, _, name = entry.decode("utf-8", "replace").partition("\t")
        if marks and (folder / name).is_file():
            ours, kept = (folder / name).read_bytes(), marks.split()[-1]
            if blob(ours) != kept and is_cut(ours, _git(folder, "cat-file", "blob", kept)):
                found[name] = _TOLD
    return found


def _git(folder: Path, *words: str) -> bytes:
    """Return what git says of the repository that holds ``folder``; nothing where there is none, or no git."""
    try:
        command = ["git", "-C", str(folder), *words]
        return subprocess.run(command, capture_output=True, timeout=_SECONDS, check=True).stdout  # noqa: S603  our words
    except (OSError, subprocess.SubprocessError):
        return b""
