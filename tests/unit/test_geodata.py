"""Counties and stories as GeoJSON: what RFC 7946 asks for, and that no story is shown at a point."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

from usalama.catalogue.outlines import read_outlines
from usalama.exports import geodata
from usalama.exports.opendata import COLUMNS

OURS = read_outlines(
    json.loads((Path(__file__).parents[2] / "content/catalog/county-outlines.json").read_text("utf-8"))
)
SQUARE = {"width": 10, "height": 10, "bounds": [30, -5, 40, 5]}
KNOWN = {"hills": {"name": "Hills", "number": 2}, "coast": {"name": "Coast", "number": 1}}
SEATS = {
    "baringo": (35.74, 0.49), "bomet": (35.34, -0.78), "bungoma": (34.56, 0.56), "garissa": (39.65, -0.45),
    "kajiado": (36.78, -1.85), "kakamega": (34.75, 0.28), "kilifi": (39.85, -3.63), "kisii": (34.77, -0.68),
    "kisumu": (34.76, -0.1), "kitui": (38.01, -1.37), "lamu": (40.9, -2.27), "machakos": (37.26, -1.52),
    "mandera": (41.87, 3.94), "marsabit": (37.99, 2.33), "meru": (37.65, 0.05), "mombasa": (39.66, -4.05),
    "nairobi": (36.82, -1.28), "nakuru": (36.07, -0.3), "narok": (35.87, -1.08), "nyeri": (36.95, -0.42),
    "trans-nzoia": (35.0, 1.02), "turkana": (35.6, 3.12), "uasin-gishu": (35.27, 0.52), "wajir": (40.06, 1.75),
}  # fmt: skip
"""County → longitude and latitude of its seat, to a hundredth of a degree: GeoNames, CC BY 4.0."""
NEAR = 0.06
"""Degrees by which an outline may miss a seat: six kilometres and a half, less than two steps of the drawing."""


def drawn(**paths):
    """Return the shapes of a map whose unit is a degree, as JSON."""
    return geodata.shapes({**SQUARE, "counties": {slug: {"path": path} for slug, path in paths.items()}})


def placed(**paths):
    """Return the same as geometries."""
    return {slug: json.loads(shape) for slug, shape in drawn(**paths).items()}


def record(**values):
    """Return a record of a report with what a story needs."""
    empty = {name: [] if kind == "list" else None for name, (kind, _) in COLUMNS.items()}
    return {**empty, "story": "s0", "outlet": "post", "title": "Raid", **values}


def around(point, ring):
    """Tell whether a ring goes around a point."""
    x, y = point
    crossed = [
        (x1 - x0) * (y - y0) / (y1 - y0) + x0 > x for (x0, y0), (x1, y1) in pairwise(ring) if (y0 > y) != (y1 > y)
    ]
    return sum(crossed) % 2 == 1


def test_a_shape_is_closed_and_runs_against_the_clock():
    """Drawn either way round, with y downwards: in degrees, the first corner again at the end."""
    one, other = placed(hills="M0 0l2 0 0 2-2 0z", coast="M0 0l0 2 2 0 0-2z").values()
    assert one == {"type": "Polygon", "coordinates": [[[30, 5], [30, 3], [32, 3], [32, 5], [30, 5]]]}
    assert other == {"type": "Polygon", "coordinates": [[[30, 5], [30, 3], [32, 3], [32, 5], [30, 5]]]}


def test_a_shape_of_several_parts_is_one_geometry():
    """An island belongs to its county; a step that is written down after a ring starts at its first corner."""
    shape = placed(coast="M0 0H2V2H0zm4 4h1v1h-1z")["coast"]
    assert shape["type"] == "MultiPolygon"
    assert [len(rings) for rings in shape["coordinates"]] == [1, 1]
    assert min(shape["coordinates"][1][0]) == [34, 0]


def test_a_map_without_degrees_has_no_shapes():
    """Nobody knows where on the globe it lies."""
    assert geodata.shapes(None) == {}
    assert geodata.shapes({name: value for name, value in OURS.items() if name != "bounds"}) == {}


@pytest.mark.parametrize("county", SEATS)
def test_the_seat_of_a_county_lies_in_its_shape(county):
    """The drawing was placed on the globe by towns: a wrong edge would put Lamu into the sea."""
    (ring,) = json.loads(geodata.shapes(OURS)[county])["coordinates"]
    x, y = SEATS[county]
    assert any(around((x + dx, y + dy), ring) for dx in (-NEAR, 0, NEAR) for dy in (-NEAR, 0, NEAR))


def test_every_county_with_a_shape_is_in_the_collection_by_its_number():
    """With its slug, by which every table can be joined."""
    told = json.loads(geodata.counties(KNOWN, drawn(hills="M0 0l2 0 0 2z"), "https://x.example", {"outlines": "ours"}))
    assert (told["type"], told["outlines"]) == ("FeatureCollection", "ours")
    (feature,) = told["features"]
    assert feature["properties"] == {
        "county": "hills", "name": "Hills", "number": 2, "address": "https://x.example/counties/hills/",
    }  # fmt: skip


def test_a_story_stands_once_in_each_of_its_counties():
    """With what its records say: its leading report, all outlets, the least and the greatest number of any."""
    told = json.loads(
        geodata.week(
            [
                record(counties=["hills", "coast"], killed_low=4),
                record(counties=["hills", "coast"], killed_low=5, killed_high=6, outlet="times", title="Other"),
            ],
            KNOWN,
            drawn(hills="M0 0l2 0 0 2z"),
            {"week": "2026-W47"},
        )
    )
    hills, coast = told["features"]
    assert [hills["id"], coast["id"]] == ["s0-hills", "s0-coast"]
    assert hills["geometry"]["type"] == "Polygon"
    assert coast["geometry"] is None  # by the standard a feature that nobody can place
    said = hills["properties"]
    assert (said["title"], said["outlets"], said["reports"]) == ("Raid", ["post", "times"], 2)
    assert (said["killed_low"], said["killed_high"], said["injured_low"]) == (4, 6, None)
    assert (said["county_name"], said["county_code"], said["precision"]) == ("Hills", 2, "county")
    assert told["precision"].startswith("county: a shape is a whole county")


def test_a_story_that_names_no_county_is_counted():
    """It is in no shape, and not lost in silence."""
    told = json.loads(geodata.week([record(), record(story="s1", counties=["hills"])], KNOWN, {}, {}))
    assert (told["stories"], told["without_county"], len(told["features"])) == (2, 1, 1)


def test_a_week_without_stories_is_a_collection():
    """Of a week that was emptied by hand."""
    assert json.loads(geodata.week([], KNOWN, {}, {}))["features"] == []
