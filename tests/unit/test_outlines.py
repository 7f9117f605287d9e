"""The maps' outlines are refused by name where no map could be drawn from them."""

import copy
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from usalama.catalogue.outlines import read_outlines, rings
from usalama.errors import CatalogError

OURS = json.loads((Path(__file__).parents[2] / "content/catalog/county-outlines.json").read_text("utf-8"))


def test_what_is_shipped_can_be_drawn():
    """The file comes back as it is, its licence with it."""
    assert read_outlines(OURS) is OURS


@pytest.mark.parametrize(
    ("area", "key", "value", "said"),
    [
        ("", "width", "229", r"width: is '229'; write a whole number"),
        ("", "counties", [], r"counties: is a list; write a table"),
        ("", "whole", "M1 2<", r"whole: is no outline; write the d of an SVG path"),
        ("lamu", "number", "one", r"counties\.lamu\.number: is 'one'; write a whole number"),
        ("lamu", "path", 'M1 2"/><script>', r"counties\.lamu\.path: is no outline"),
        ("lamu", "tile", 7, r"counties\.lamu\.tile: is no pair of numbers, such as \[2, 3\]"),
        ("lamu", "tile", [8, 0], r"counties\.lamu\.tile: is none of 8 rows and 8 columns; write \[row, column\]"),
        ("lamu", "tile", [1.5, 0], r"counties\.lamu\.tile: is none of 8 rows"),
        ("lamu", "tile", OURS["counties"]["kwale"]["tile"], r"counties\.lamu\.tile: is that of kwale, too"),
        ("lamu", "centre", [1, "2"], r"counties\.lamu\.centre: is no pair"),
        ("lamu", "centre", [1, float("nan")], r"counties\.lamu\.centre: is no pair"),
        ("lamu", "code", None, r"counties\.lamu\.code: is .*; write text in quotes"),
        ("", "bounds", [34, -5, 42], r"bounds: is no list of four numbers; write the degrees of"),
        ("", "bounds", [42, -5, 34, 5], r"bounds: are no degrees of a map; write \[west, south, east, north\]"),
        ("", "bounds", [34, -5, 42, 95], r"bounds: are no degrees of a map"),
        (
            "lamu",
            "path",
            "M1 2C3 4 5 6 7 8z",
            r"counties\.lamu\.path: is not of straight lines alone, as 'bounds' asks",
        ),
        ("lamu", "path", "M1 2l3 4z", r"counties\.lamu\.path: is not of straight lines alone"),
        ("lamu", "path", "M1 2l3 4 5z", r"counties\.lamu\.path: is not of straight lines alone"),
    ],
)
def test_what_cannot_be_drawn_is_named_by_its_key(area, key, value, said):
    """A traceback of the templates told nobody what to mend."""
    found = copy.deepcopy(OURS)
    (found["counties"][area] if area else found)[key] = value
    with pytest.raises(CatalogError, match=rf"county-outlines\.json: {said}"):
        read_outlines(found)


def test_a_list_is_no_table_of_outlines():
    """JSON may be anything."""
    with pytest.raises(CatalogError, match=r"county-outlines\.json: is no table"):
        read_outlines([])


def test_a_file_without_outlines_is_left_out_whole():
    """Half of it would be drawn as if it were there."""
    with pytest.raises(CatalogError, match="counties: is missing; without outlines the whole file can be left out"):
        read_outlines({key: value for key, value in OURS.items() if key != "counties"})


def test_an_outline_of_no_area_is_named():
    """Its key is part of an address."""
    with pytest.raises(CatalogError, match=r"counties\.<b>: is no slug; write the one of counties\.csv"):
        read_outlines({**OURS, "counties": {"<b>": OURS["counties"]["lamu"]}})


def test_a_desk_may_leave_out_the_whole():
    """Its week draws each area's outline then."""
    assert "whole" not in read_outlines({key: value for key, value in OURS.items() if key != "whole"})


def test_the_whole_is_what_no_two_areas_share():
    """A small map that draws it shows the country of the large one, and no border in it."""
    sides = Counter(side for area in OURS["counties"].values() for side in _sides(area["path"]))
    assert set(_sides(OURS["whole"])) == {side for side, count in sides.items() if count == 1}


def _sides(path):
    """Yield each side of an outline as its two ends, in no order."""
    for ring in rings(path):
        yield from (frozenset(side) for side in pairwise([*ring, ring[0]]))


def test_without_degrees_an_outline_may_be_curved():
    """It is drawn as it is."""
    found = copy.deepcopy(OURS)
    del found["bounds"]
    found["counties"]["lamu"]["path"] = "M1 2C3 4 5 6 7 8z"
    assert read_outlines(found) is found
