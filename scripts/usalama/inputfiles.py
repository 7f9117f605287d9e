"""Fingerprints of the files that a build depends on beside its entries: theme, code, settings, catalogue, translations.

Contents are hashed, never times, so that two checkouts agree. It hashes what it is told to and interprets nothing.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path

_LEFT_OUT = {"__pycache__", ".git"}


def files_below(top: Path) -> list[Path]:
    """Return every file at or below ``top``, in order; compiled Python and dot files are left out."""
    if top.is_file():
        return [top]
    found: list[Path] = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        found += [Path(folder, name) for name in sorted(names) if not name.startswith(".")]
    return found


def print_of(tops: Iterable[Path]) -> str:
    """Return what stands for the names and bytes of every file at or below ``tops``."""
    state = blake2b(digest_size=16)
    for top in tops:
        for path in files_below(top):
            body = path.read_bytes()
            name = path.relative_to(top).as_posix()
            state.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape") + body)
        state.update(b"\0end\0")
    return state.hexdigest()


def frame_print(tops: Iterable[Path]) -> str:
    """Return what stands for everything but entries: those of ``tops`` that are there, and the programs."""
    return print_of(top for top in tops if top.exists()) + programs_print()


def programs_print() -> str:
    """Return what stands for the Python and the installed packages: their names and versions."""
    site = Path(sysconfig.get_path("purelib"))
    installed = sorted(name for name in os.listdir(site) if name.endswith(".dist-info"))  # noqa: PTH208  names only
    return blake2b(repr((sys.version, installed)).encode(), digest_size=16).hexdigest()
