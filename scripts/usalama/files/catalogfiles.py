"""The catalogue's outlets and feeds as the last build read them: TOML and its checks take twenty times as long.

What is kept is a cache: where it is lost, torn or of another text or program, the text is read. Nothing is judged here.
"""

import json
from pathlib import Path
from typing import Any

from usalama.catalogue.catalog import Catalog, read_feeds
from usalama.machine import kept
from usalama.model import Feed, Outlet, OutletKind

FILE = ".cache/catalog.json"


def read(root: Path, text: str, name: str, made: str) -> Catalog:
    """Return what ``catalog.read_feeds`` makes of a text; ``made`` stands for the program that reads it."""
    path, sources = root / FILE, (made.encode(), text.encode("utf-8", "surrogatepass"))
    found = _read(kept.read(path, *sources))
    if found is None:
        found = read_feeds(text, name)
        kept.keep(path, json.dumps(found).encode(), *sources)
    return found


def _read(body: bytes | None) -> Catalog | None:
    if body is None:
        return None
    try:
        outlets, feeds = json.loads(body)
        return Catalog(tuple(map(_outlet, outlets)), tuple(Feed(*row) for row in feeds))
    except (ValueError, TypeError):
        return None


def _outlet(row: list[Any]) -> Outlet:
    outlet = Outlet(*row)
    return outlet._replace(kind=OutletKind(outlet.kind), languages=tuple(outlet.languages), was=tuple(outlet.was))
