"""The catalogue's outlets and feeds as the last build read them: TOML and its checks take twenty times as long.

What is kept is a cache: where it is lost, torn or of another text or program, the text is read. Nothing is judged here.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

from usalama.catalogue.catalog import Catalog, read_feeds
from usalama.digest.summaries import fingerprint
from usalama.machine import disk
from usalama.model import Feed, Outlet, OutletKind

FILE = ".cache/catalog.json"


def read(root: Path, text: str, name: str, made: str) -> Catalog:
    """Return what ``catalog.read_feeds`` makes of a text; ``made`` stands for the program that reads it."""
    path, key = root / FILE, fingerprint(made, text)
    found = _kept(path, key)
    if found is None:
        found = read_feeds(text, name)
        with contextlib.suppress(OSError):  # no room: the next build reads the text again
            disk.keep(path, json.dumps([key, *found]).encode())
    return found


def _kept(path: Path, key: str) -> Catalog | None:
    try:
        known, outlets, feeds = json.loads(path.read_bytes())
        return Catalog(tuple(map(_outlet, outlets)), tuple(Feed(*row) for row in feeds)) if known == key else None
    except (OSError, ValueError, TypeError):
        return None


def _outlet(row: list[Any]) -> Outlet:
    outlet = Outlet(*row)
    return outlet._replace(kind=OutletKind(outlet.kind), languages=tuple(outlet.languages))
