"""Where the frame's translations lie: in a site's own folder, which stands before the one that its settings name.

One choice for the build and for ``usalama check``: a language speaks by the first that has its file. It reads none.
"""

from collections.abc import Iterable
from pathlib import Path

OWN = "locale"
"""The folder of a site with translations of its own, which lies in its repository."""

FILE = "LC_MESSAGES/messages.po"
"""A language's catalogue, below the folder of that language."""


def catalogue(folder: Path, language: str) -> Path:
    """Return where a folder has a language's catalogue, if it has one."""
    return folder / language / FILE


def folder_of(language: str, folders: Iterable[Path]) -> Path | None:
    """Return the folder by which a language speaks; None where none has its catalogue. An empty folder has none."""
    return next((folder for folder in folders if catalogue(folder, language).is_file()), None)
