"""Open data: what a spreadsheet would take for a formula, and the form of a table."""

import csv
import io
import json

import pytest

from usalama.catalogue.wording import Words
from usalama.claims.stages import STAGES
from usalama.claims.voices import KINDS
from usalama.digest.digests import LEVELS
from usalama.digest.panel import Panel, Seat
from usalama.exports.archivedata import as_panel
from usalama.exports.datapackage import Sum, Year, package, schema
from usalama.exports.opendata import COLUMNS, as_csv, as_document, as_lines, columns, encoded
from usalama.judging.facets import FACETS


def row(**values):
    """Return a record with every column empty but those given."""
    return dict.fromkeys(COLUMNS, "") | values


def described(years=(), panels=(), *, is_mapped=False):
    """Return the resources of a package in which each file has as many bytes as its path has letters."""
    text = package(
        "https://x.example", "Name", "https://l.example", COLUMNS, years, panels,
        lambda path: Sum("a" * 64, len(path)), is_mapped=is_mapped,
    )  # fmt: skip
    return json.loads(text)["resources"]


@pytest.mark.parametrize("text", ["=1+1", "+254 700", "-5", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋254", "－5", "＠x"])
def test_no_cell_is_a_formula(text):
    """A text that begins like a formula gets an apostrophe; what follows is kept."""
    (_, cells) = csv.reader(io.StringIO(as_csv([row(title=text)]), newline=""))
    assert cells[list(COLUMNS).index("title")] == "'" + text


@pytest.mark.parametrize("before", ["x;", 'x;"', "x; y;"])
def test_no_part_of_a_cell_is_a_formula_where_semicolons_part_columns(before):
    """By the language of a computer its spreadsheet parts columns at semicolons, also within a cell of ours."""
    (_, cells) = csv.reader(io.StringIO(as_csv([row(title=before + "=1+1")]), newline=""))
    assert cells[list(COLUMNS).index("title")] == before + "'=1+1"


def test_lists_are_joined_by_spaces_in_a_table_and_kept_in_json():
    """The same record in both forms."""
    record = row(counties=["baringo", "turkana"], county_codes=[30, 23])
    (_, cells) = csv.reader(io.StringIO(as_csv([record])))
    assert cells[list(COLUMNS).index("counties")] == "baringo turkana"
    assert json.loads(as_lines(encoded([record])))["county_codes"] == [30, 23]


def test_a_week_without_reports_is_still_a_document():
    """No reports: an empty list, in JSON that parses."""
    assert json.loads(as_document([], "2026-W47", {"rights": "theirs"})) == {
        "week": "2026-W47", "version": 1, "rights": "theirs", "reports": [],
    }  # fmt: skip


def test_a_panel_is_a_table_that_the_package_describes():
    """Which feeds answered is open data: one row a feed, with a path and columns in the package."""
    panel = Panel((Seat("https://a.example/feed", "hill", answered=True),))
    rows = list(csv.reader(io.StringIO(as_panel(panel, "2026-W47"))))
    resource = next(one for one in described(panels=["panels/w.csv"]) if one["name"] == "panels")
    assert rows[1] == ["2026-W47", "https://a.example/feed", "hill", "1"]
    assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
    assert resource["path"] == ["panels/w.csv"]
    assert resource["parts"] == [{"path": "panels/w.csv", "bytes": 12, "hash": f"sha256:{'a' * 64}"}]


def test_the_schema_names_every_column_and_says_whose_the_texts_are():
    """All columns are required, none other allowed."""
    described = columns(Words(subject="Zedland security", numbering="the atlas"), 3)
    document = json.loads(schema("https://x.example", "https://licence.example", described, 3))
    assert document["required"] == list(COLUMNS)
    assert document["additionalProperties"] is False
    assert "belong to their publishers" in document["description"]


def test_the_columns_are_described_in_the_words_of_the_desk():
    """What the open data is about, and whose numbers its areas carry, is said by the desk's own file."""
    described = columns(Words(subject="Zedland security", numbering="the atlas"), 3)
    assert described["county_codes"][1] == "The same as numbers, 1 to 3: the atlas."
    assert described["relevance"][1] == "How surely the story is Zedland security news, 0 to 1."
    kinds = json.loads(schema("https://x.example", "https://licence.example", described, 3))["properties"]
    assert kinds["county_codes"]["items"]["maximum"] == 3


def test_every_file_of_the_package_has_its_bytes_and_hash():
    """A year as a table and as lines, tables, shapes: whoever fetched one can tell whether it is whole."""
    told = described([Year(2026, 3, 7), Year(2025, 1, 1)], is_mapped=True)
    assert {"2026.csv", "2025.csv", "2026.jsonl", "2025.jsonl", "counties.geojson"} <= {each["path"] for each in told}
    assert [(each["bytes"], each["hash"]) for each in told] == [
        (len(each["path"]), f"sha256:{'a' * 64}") for each in told
    ]
    assert "counties.geojson" not in {each["path"] for each in described()}


def test_both_schemas_say_of_which_kind_a_column_is():
    """A table's date is a date, its list a text; in JSON a list is a list, and a number that nobody gave is null."""
    table = described([Year(2026, 3, 7)])[0]["schema"]
    fields = {field["name"]: field for field in table["fields"]}
    records = json.loads(schema("https://x.example", "https://l.example", COLUMNS, 3))["properties"]
    assert table["missingValues"] == [""]
    assert table["foreignKeys"] == [{"fields": "outlet", "reference": {"resource": "outlets", "fields": "outlet"}}]
    assert [fields[name]["type"] for name in ("published", "gone", "topics", "killed", "killed_low")] == [
        "datetime", "date", "string", "string", "integer",
    ]  # fmt: skip
    assert (records["topics"]["type"], records["killed"]["type"]) == ("array", "string")
    assert records["killed_high"]["type"] == ["integer", "null"]
    assert records["independent"]["type"] == "integer"
    assert fields["id"]["constraints"]["required"]
    assert fields["case"]["constraints"]["enum"] == [each for each in records["case"]["enum"] if each]


def test_a_number_that_nobody_gave_is_an_empty_cell_and_null():
    """It is not nought."""
    record = row(killed_low=4, killed_high=None, figures=["killed: at least four died", "killed: 4 | 5"])
    (_, cells) = csv.reader(io.StringIO(as_csv([record]), newline=""))
    told = dict(zip(COLUMNS, cells, strict=True))
    assert (told["killed_low"], told["killed_high"]) == ("4", "")
    assert told["figures"] == "killed: at least four died | killed: 4 | 5"
    assert json.loads(as_lines(encoded([record])))["killed_high"] is None


def test_the_dictionary_names_every_value_that_a_column_can_have():
    """Themes, sources, stages and levels have no table of their own."""
    for column, values in (("facets", FACETS), ("voices", KINDS), ("case", STAGES[1:]), ("level", LEVELS[1:])):
        assert [value for value in values if value not in COLUMNS[column][1]] == []
