"""The judging tables as a build tries them: once after each change of theirs, while the pages are printed.

A build judges nothing, so that a mistake in them stops none: an edit, or a take-down, is published whatever they say.
But whoever broke one should not hear of it from the next pull alone. Where the tables are as they were tried last,
their files are looked at and none is read.
"""

import os
from pathlib import Path

import usalama
from usalama.errors import CATALOG, CatalogError, SiteError
from usalama.files.inputfiles import programs_print
from usalama.machine import kept

FILE = ".cache/tables.txt"
_PROGRAM = Path(usalama.__file__).parent
_JUDGING = frozenset({"places.csv", "vocabulary.csv", "weights.csv"})
"""A desk without any of them judges nothing: its entries come from elsewhere."""


def mistake(root: Path) -> str:
    """Return the mistake in the tables that a pull would stop at; "" where there is none."""
    path, state = root / FILE, state_of(root / CATALOG).encode()
    if state and kept.read(path, state) is not None:
        return ""
    from usalama.files import store  # noqa: PLC0415
    from usalama.tables import rules  # noqa: PLC0415  a third of a second, which most builds do without

    try:
        texts = store.read_desk(root)
        rules.refuse_lost(root, texts)
        if not _JUDGING.isdisjoint(texts):
            rules.try_tables(texts)
    except (CatalogError, SiteError) as error:
        return str(error)
    kept.keep(path, b"", state)
    return ""


def state_of(tables: Path) -> str:
    """Return names, sizes, inodes and times of change of the tables and of the program: a look costs nothing.

    Any edit of a table changes them. And a later program refuses more, also one that is run where it is checked out:
    what an earlier one tried is tried again.
    """
    if not tables.exists():
        return ""
    program = [_PROGRAM, *(_PROGRAM / room.name for room in os.scandir(_PROGRAM) if room.is_dir())]
    return programs_print() + repr([files_of(folder) for folder in (tables, *sorted(program))])


def files_of(folder: Path) -> list[tuple[str | int, ...]]:
    """Return names, sizes, inodes and times of change of a folder's files."""
    with os.scandir(folder) as found:
        files = sorted((entry.name, entry.stat()) for entry in found if _is_file(entry))
    return [(name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for name, stat in files]


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a file; of a link that leads to itself ``entry.is_file()`` raises OSError."""
    return entry.is_file(follow_symlinks=False) or Path(entry).is_file()
