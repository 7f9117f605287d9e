"""Outlines and squares of a desk's maps, ``content/catalog/county-outlines.json``, as the templates draw them.

It takes what the JSON said, refuses what no map can be drawn from, and leaves out nothing: the file's own words on
its licence go along.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from usalama.errors import CATALOG, CatalogError
from usalama.formats.tables import SLUG, Table, typed

FILE = "county-outlines.json"
_MOST = 10_000
_PATH = re.compile(r"[MmLlHhVvCcSsQqTtAaZz0-9 ,.-]+")
_POINT = 2
_STEP = re.compile(r"([MmLlHhVvZz])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_LINES = re.compile(r"[Mm][MmLlHhVvZz0-9 ,.-]+")
_CORNERS = 3
_EDGE_OF_MAP = (-180, -90, 180, 90)
Ring = Sequence[Sequence[float]]  # corners of a closed line; the first is not told twice


def read_outlines(found: object) -> Mapping[str, Any]:
    """Return the maps' data as it is; raise CatalogError with file, key and mend where it cannot be drawn."""
    name = f"{CATALOG}/{FILE}"
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
    _squares(areas, root.data["rows"], root.data["columns"])
    if root.has("bounds"):
        _bounds(root, areas)
    return found


def _squares(areas: Table, rows: int, columns: int) -> None:
    """Refuse a tile that is beside the map of squares, or another's: that map would lack the area without a word."""
    taken: dict[tuple[float, ...], str] = {}
    for slug in areas.data:
        area = areas.table(slug)
        row, column = tile = tuple(area.data["tile"])
        if row not in range(rows) or column not in range(columns):
            area.fail("tile", f"is none of {rows} rows and {columns} columns; write [row, column], the first is [0, 0]")
        if (other := taken.setdefault(tile, slug)) != slug:
            area.fail("tile", f"is that of {other}, too; give each area one of its own")


def _drawn(area: Table, key: str) -> None:
    if not _PATH.fullmatch(area.text(key)):
        area.fail(key, "is no outline; write the d of an SVG path")


def rings(path: str) -> Iterator[Ring]:
    """Yield the closed lines of an outline of straight lines, in the units of its drawing; y grows downwards."""
    ring: list[tuple[float, float]] = []
    x = y = 0.0
    for step, told in _STEP.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(told)]
        if step in "Mm" and ring:
            yield ring
            ring = []
        if step in "Zz":
            x, y = ring[0] if ring else (x, y)
            continue
        relative, kind = step.islower(), step.lower()
        pairs = zip(numbers[::2], numbers[1::2], strict=True) if kind in "ml" else ((one, one) for one in numbers)
        for across, down in pairs:
            x, y = (
                x if kind == "v" else x * relative + across,
                y if kind == "h" else y * relative + down,
            )
            ring.append((x, y))
    if ring:
        yield ring


def _is_of_lines(path: str) -> bool:
    """True for an outline that is cut into rings of three corners and more."""
    try:
        return _LINES.fullmatch(path) is not None and all(len(set(ring)) >= _CORNERS for ring in rings(path))
    except ValueError:
        return False


def _bounds(root: Table, areas: Table) -> None:
    """Refuse what are no degrees of the drawing's four edges, and outlines that have no place on the globe."""
    value = root.data["bounds"]
    if not _is_drawn(value, len(_EDGE_OF_MAP)):
        root.fail("bounds", "is no list of four numbers; write the degrees of [west, south, east, north]")
    west, south, east, north = value
    least_x, least_y, most_x, most_y = _EDGE_OF_MAP
    if not (least_x <= west < east <= most_x and least_y <= south < north <= most_y):
        root.fail("bounds", "are no degrees of a map; write [west, south, east, north]")
    for slug in areas.data:
        area = areas.table(slug)
        if not _is_of_lines(area.text("path")):
            area.fail("path", "is not of straight lines alone, as 'bounds' asks for; draw it so, or take 'bounds' out")


def _point(area: Table, key: str) -> None:
    if not _is_drawn(area.data.get(key), _POINT):
        area.fail(key, "is no pair of numbers, such as [2, 3]")


def _is_drawn(value: object, count: int) -> bool:
    """True for a list of so many numbers that lie on a map; JSON may say NaN, too."""
    if not isinstance(value, list) or len(value) != count:
        return False
    return all(type(part) in {int, float} and abs(part) <= _MOST for part in value)
