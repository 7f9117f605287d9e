"""The catalogue's outlets and feeds as the last build read them: TOML and its checks take twenty times as long.

What is kept is a cache: where it is lost, torn or of another text or program, the text is read. Nothing is judged here.
"""

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
    path = root / FILE
    found = _kept(path, made, text)
    if found is None:
        found = read_feeds(text, name)
        body = json.dumps(found)
        with contextlib.suppress(OSError):  # no room: the next build reads the text again
            disk.keep(path, f"{fingerprint(made, text, body)}\n{body}".encode())
    return found


def _kept(path: Path, made: str, text: str) -> Catalog | None:
    try:
        key, _, body = disk.body_of(path).decode("utf-8").partition("\n")
        if key != fingerprint(made, text, body):  # of what is kept too: who empties a list leaves its key
            return None
        outlets, feeds = json.loads(body)
        return Catalog(tuple(map(_outlet, outlets)), tuple(Feed(*row) for row in feeds))
    except (OSError, ValueError, TypeError):
        return None


def _outlet(row: list[Any]) -> Outlet:
    outlet = Outlet(*row)
    return outlet._replace(kind=OutletKind(outlet.kind), languages=tuple(outlet.languages), was=tuple(outlet.was))
