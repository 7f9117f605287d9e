"""The open data as maps, GeoJSON by RFC 7946: the shapes of the desk's counties, and a week's stories in them.

A story stands in the shape of each county that its reports name, and never at a point: no report is surer than that,
and a point could show a camp or a victim's home. All that is told of it is what the records of the reports say.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Any

from usalama.catalogue.outlines import Ring, rings
from usalama.claims.figure_ends import least_and_greatest
from usalama.exports.opendata import ENDS, compact, listed

FILE = "counties.geojson"
RESOURCE: Mapping[str, Any] = MappingProxyType(
    {
        "name": "county-shapes",
        "path": FILE,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        "description": "The outline of each county, as rough as on the site's map; joined to the tables by county.",
    }
)
PRECISION = (
    "county: a shape is a whole county that the reports name, not the place of an event; by its story: one that "
    "those of an earlier week named, and none of this one. Outlines are simplified: near a border they can be more "
    "than ten kilometres off. No statement on any boundary is meant."
)
_DIGITS = 2  # of a degree, which is a kilometre: the outlines are drawn no finer
_OF_STORY = ("title", "outlet", "link", "published", "language")
_THE_SAME = ("topics", "counties", "by_story", "facets", "level", "relevance", "official_only", "case", "address")
"""What the record of the leading report says, and what those of all reports of a story say alike."""
Shapes = Mapping[str, str]  # county → its geometry as JSON: a week tells it again and again


def shapes(outlines: Mapping[str, Any] | None) -> Shapes:
    """Return the geometry of each county; none where it is not known which degrees the drawing is of."""
    if outlines is None or "bounds" not in outlines:
        return {}
    west, south, east, north = outlines["bounds"]
    across, down = (east - west) / outlines["width"], (north - south) / outlines["height"]
    found = {}
    for slug, county in outlines["counties"].items():
        placed = [
            [[round(west + x * across, _DIGITS), round(north - y * down, _DIGITS)] for x, y in ring]
            for ring in rings(county["path"])
        ]
        polygons = [[_closed(ring)] for ring in placed]
        one = len(polygons) == 1
        kind, coordinates = ("Polygon", polygons[0]) if one else ("MultiPolygon", polygons)
        found[slug] = compact({"type": kind, "coordinates": coordinates})
    return found


def counties(known: Mapping[str, Mapping[str, Any]], drawn: Shapes, site: str, notes: Mapping[str, object]) -> str:
    """Return the counties with a shape as a collection, by number; ``site`` is the site's address."""
    rows = (
        {"county": slug, "name": county["name"], "number": county["number"], "address": f"{site}/counties/{slug}/"}
        for slug, county in known.items()
        if slug in drawn
    )
    return _collection([_feature(row["county"], drawn[row["county"]], compact(row)) for row in rows], notes)


def week(
    records: Iterable[Mapping[str, Any]],
    known: Mapping[str, Mapping[str, Any]],
    drawn: Shapes,
    notes: Mapping[str, object],
) -> str:
    """Return a week's stories as a collection, each once in each of its counties, in the order of the issue.

    ``records`` are those of the reports, a story's together. A county without a shape has no geometry; how many
    stories name no county is said beside the features.
    """
    stories = [_story(list(reports)) for _, reports in groupby(records, lambda record: record["story"])]
    features = []
    for story in stories:
        said = compact(story)
        for slug in story["counties"]:
            county = known.get(slug, {})
            where = {"county": slug, "county_name": county.get("name", slug), "county_code": county.get("number")}
            placed = compact({**where, "precision": "by its story" if slug in story["by_story"] else "county"})
            told = f"{placed[:-1]},{said[1:]}"
            features.append(_feature(f"{story['story']}-{slug}", drawn.get(slug, "null"), told))
    unplaced = sum(not story["counties"] for story in stories)
    return _collection(features, {**notes, "stories": len(stories), "without_county": unplaced})


def _story(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what a map tells of a story; its numbers are the least and the greatest of its reports."""
    lead = reports[0]
    story: dict[str, Any] = {name: lead[name] for name in ("story", "week", *_OF_STORY, *_THE_SAME)}
    story |= {"reports": len(reports), "outlets": list(dict.fromkeys(report["outlet"] for report in reports))}
    for low, high in ENDS.values():
        story[low], story[high] = least_and_greatest((report[low], report[high]) for report in reports)
    return story


def _feature(name: str, geometry: str, properties: str) -> str:
    """Return a feature; its geometry and properties are JSON already."""
    return f'{{"type":"Feature","id":{compact(name)},"geometry":{geometry},"properties":{properties}}}'


def _collection(features: Iterable[str], notes: Mapping[str, object]) -> str:
    """Return a collection as text, a feature a line; ``notes`` are its foreign members."""
    return listed({"type": "FeatureCollection", "precision": PRECISION, **notes}, "features", features)


def _closed(ring: Ring) -> list[Sequence[float]]:
    """Return a ring that ends where it begins and runs against the clock, as the standard has it."""
    ends = [*ring, ring[0]]
    area = sum((x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in pairwise(ends))
    return ends if area > 0 else ends[::-1]
