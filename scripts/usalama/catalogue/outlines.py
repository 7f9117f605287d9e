"""Outlines and squares of a desk's maps, ``content/catalog/county-outlines.json``, as the templates draw them.

It takes what the JSON said, refuses what no map can be drawn from, and leaves out nothing: the file's own words on
its licence go along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from usalama.errors import CatalogError
from usalama.formats.tables import SLUG, Table, typed

FILE = "county-outlines.json"
_MOST = 10_000
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9 ,.-]+")
_POINT = 2


def read_outlines(found: object, name: str = FILE) -> Mapping[str, Any]:
    """Return the maps' data as it is; raise CatalogError with file, key and mend where it cannot be drawn."""
    if not isinstance(found, dict):
        raise CatalogError(f"{name}: is no table of keys and values; restore it from the repository")
    root = typed(found, name, CatalogError)
    for key in ("width", "height", "rows", "columns"):
        root.number(key, 1, _MOST)
    if root.has("whole"):
        _drawn(root, "whole")
    if not root.has("counties"):
        root.fail("counties", "is missing; without outlines the whole file can be left out")
    areas = root.table("counties")
    for slug in areas.data:
        if not SLUG.fullmatch(slug):
            areas.fail(slug, "is no slug; write the one of counties.csv")
        area = areas.table(slug)
        area.number("number", 1, _MOST)
        for key in ("name", "code"):
            area.text(key)
        _drawn(area, "path")
        for key in ("tile", "centre"):
            _point(area, key)
    return found


def _drawn(area: Table, key: str) -> None:
    if not _PATH.fullmatch(area.text(key)):
        area.fail(key, "is no outline; write the d of an SVG path")


def _point(area: Table, key: str) -> None:
    value = area.data.get(key)
    if not isinstance(value, list) or len(value) != _POINT or not all(map(_is_drawn, value)):
        area.fail(key, "is no pair of numbers, such as [2, 3]")


def _is_drawn(part: object) -> bool:
    """True for a number that lies on a map; JSON may say NaN, too."""
    return isinstance(part, (int, float)) and not isinstance(part, bool) and abs(part) <= _MOST
