"""The theme's charts, drawn alone: what stands in them where few weeks are known and where many are."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from topic_digest import drawing

THEME = Path(__file__).parents[2] / "themes/usalama/templates"
LETTER = 7  # width of a letter of 12 pixels, above the mean of a sans serif
FIRST, LAST = "19 Oct", "week of 23 Nov"


@pytest.fixture(scope="module")
def charts():
    environment = Environment(loader=FileSystemLoader(THEME), autoescape=True, extensions=["jinja2.ext.i18n"])
    environment.filters |= {"tall": drawing.tall, "columns": drawing.columns}
    return environment.get_template("macros/charts.html").module


@pytest.mark.parametrize("weeks", range(2, 53))
def test_the_names_of_the_first_and_the_last_week_never_meet(charts, weeks):
    """Below the bars of a young site, too, each name is read by itself and none is cut off."""
    drawn = str(charts.big_bars([1] * weeks, "bars", FIRST, LAST))
    wide = int(re.search(r'viewBox="0 0 (\d+) ', drawn)[1])
    begins = {words: int(x) for x, words in re.findall(r'<text[^>]* x="(\d+)"[^>]*>([^<]+)<', drawn)}
    start_of_last = begins[LAST] - LETTER * len(LAST)
    assert begins[LAST] == wide
    assert start_of_last >= 0
    assert begins.get(FIRST, 0) + LETTER * len(FIRST) <= start_of_last or FIRST not in begins
    if weeks in (8, 14, 27, 52):
        assert FIRST in begins, "where there is room both ends have a name"
