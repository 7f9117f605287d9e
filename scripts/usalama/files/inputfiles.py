"""Fingerprints of the files that a build depends on beside its entries: theme, code, settings, catalogue, translations.

Contents are hashed, never times, so that two checkouts agree. It hashes what it is told to and interprets nothing.
"""

import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from usalama.machine import disk

_LEFT_OUT = {"__pycache__", ".git"}


def files_below(top: Path) -> list[Path]:
    """Return every file at or below ``top``, in order; compiled Python and dot files are left out."""
    return [top] if top.is_file() else [top / name for name in _names_below(top)]


def _names_below(top: Path) -> Iterator[str]:
    """Yield the name of every file below ``top`` as seen from there, in order."""
    start = len(str(top))
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        above = folder[start:].lstrip("/")
        yield from (f"{above}/{name}" if above else name for name in sorted(names) if not name.startswith("."))


class Prints:
    """Hashes each file and folder once, as it is found the first time, however many things are made from it."""

    def __init__(self) -> None:
        self._known: dict[Path, str] = {}

    def of(self, tops: Iterable[Path]) -> str:
        """Return what stands for the names and bytes of every file at or below ``tops``; absent ones are left out."""
        found = [self._one(top) for top in tops if top.exists()]
        return found[0] if len(found) == 1 else blake2b(" ".join(found).encode(), digest_size=16).hexdigest()

    def frame(self, tops: Iterable[Path]) -> str:
        """Return what stands for everything but entries: those of ``tops`` that are there, and the programs."""
        return self.of(tops) + programs_print()

    def _one(self, top: Path) -> str:
        if top not in self._known:
            state = blake2b(digest_size=16)
            for name in ["."] if top.is_file() else _names_below(top):
                # Hundreds of them at each start: a Path of each costs as much as its bytes.
                try:
                    file = top if name == "." else f"{top}/{name}"
                    with open(file, "rb", buffering=0, opener=disk.at_once) as stream:
                        body = stream.read() or b""
                except OSError as error:
                    if not disk.is_gone(error):
                        raise
                    body = b"-"  # whoever needs it says so
                state.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape") + body)
            state.update(b"\0end\0")
            self._known[top] = state.hexdigest()
        return self._known[top]


def programs_print() -> str:
    """Return what stands for the Python and the installed packages: their names and versions."""
    site = Path(sysconfig.get_path("purelib"))
    installed = sorted(name for name in os.listdir(site) if name.endswith(".dist-info"))  # noqa: PTH208  names only
    return blake2b(repr((sys.version, installed)).encode(), digest_size=16).hexdigest()
