"""Open data of the whole archive that is no report: outlets, topics, counties, closed weeks, pledges."""

import csv
import io
from datetime import UTC, datetime

import pytest

from usalama.catalogue.catalog import Topic
from usalama.digest.issues import Issue
from usalama.digest.memory import Promise
from usalama.digest.shelves import OutletRow
from usalama.exports import archivedata
from usalama.formats.rows import as_csv
from usalama.model import Outlet, OutletKind
from usalama.words.weeks import Week

WHEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
SITE = "https://made.example"


def read(table, rows):
    return list(csv.DictReader(io.StringIO(table.as_csv(rows))))


def row(slug, reports=0):
    return OutletRow(
        slug, reports, reports, 1, (("crime", 2), ("cyber", 1)), (("lamu", 2),), 0.25, shared=2,
        first_of_shared=1, reworded=3,
    )  # fmt: skip


def test_an_outlet_has_what_its_page_says():
    """Who owns it, what it is, how it reported, when it last answered; one that left the catalogue keeps its counts."""
    outlet = Outlet(
        "made-post", "Made Post", "https://made-post.example/", "Made Group", OutletKind.NEWSPAPER, "ke", ("en", "sw")
    )
    rows = {"made-post": row("made-post", 4), "gone": row("gone")}
    told = read(
        archivedata.OUTLETS,
        archivedata.outlets(
            rows, {"made-post": outlet}, {"made-post": 2}, {"made-post": Week(2026, 46)}, "2026-W47", SITE
        ),
    )
    assert list(told[0].values()) == [
        "made-post", "Made Post", "https://made-post.example/", "Made Group", "newspaper", "ke", "en sw", "2",
        "2026-W46", "2026-W47", "4", "0.25", "4", "1", "2", "1", "3", "crime cyber", "lamu",
        f"{SITE}/sources/made-post/",
    ]  # fmt: skip
    assert (told[1]["name"], told[1]["owner"], told[1]["last_answer"], told[1]["feeds"]) == ("gone", "", "", "0")


def test_a_closed_week_says_as_of_when_and_what_it_came_to():
    """One row a record, with the digest that anybody can make again."""
    issue = Issue("2026-w46", WHEN, "2026.11.0", "abcd", {"0123456789": "x", "1123456789": "y"}, "f" * 64)
    (told,) = read(archivedata.ISSUES, archivedata.closed([issue]))
    assert list(told.values()) == [
        "2026-W46", "2026-11-20T09:00:00+00:00", "2", "2026.11.0", "abcd", "f" * 64, "content/issues/2026-w46.json",
    ]  # fmt: skip


def test_a_pledge_is_told_in_the_words_of_its_source():
    """Who, what and by when as the report has them, and where its story stands."""
    promise = Promise(
        "s0123456789", "2026-w46", "0123456789", "The state", "buy boats by June", "by June", "equipment",
        "The state will buy boats by June", "made-post", "https://made-post.example/1", "en", WHEN,
    )  # fmt: skip
    (told,) = read(archivedata.PLEDGES, archivedata.pledges([promise], SITE))
    assert (told["who"], told["what"], told["due"]) == ("The state", "buy boats by June", "by June")
    assert (told["week"], told["address"]) == ("2026-W46", f"{SITE}/2026/w46/#s0123456789")


@pytest.mark.parametrize("table", archivedata.TABLES, ids=lambda table: table.name)
def test_the_package_names_each_table_with_its_columns(table):
    """The head of the file and the fields of its entry are the same, and the key is among them."""
    told = table.resource()
    assert table.as_csv([]).strip().split(",") == [field["name"] for field in told["schema"]["fields"]]
    assert told["path"] == f"{table.name}.csv"
    assert set(told["schema"]["primaryKey"]) <= set(table.columns)


def test_only_a_text_is_guarded_against_a_spreadsheet():
    """A text that begins a formula gets an apostrophe; a number below zero stays a number."""
    assert as_csv(["said", "share"], [["-2+3", -2.5]]) == "said,share\r\n'-2+3,-2.5\r\n"


def test_a_topic_is_told_by_its_slug():
    """What the reports call by a slug has its name, what it takes in and its page, in the language asked for."""
    topic = Topic("boats", {"en": "Boats", "sw": "Mashua"}, {"en": "Lost boats.", "sw": "Mashua zilizopotea."}, 2)
    (told,) = read(archivedata.TOPICS, archivedata.topics([topic], "sw", SITE))
    assert list(told.values()) == ["boats", "Mashua", "Mashua zilizopotea.", f"{SITE}/topics/boats/"]


def test_a_county_has_its_number_and_those_neighbours_that_have_a_row():
    """The number is the one in the reports' county_codes; a neighbour beyond the desk's border is not named."""
    county = {"name": "Lamu", "number": 5, "code": "LAM", "neighbours": ("garissa", "beyond")}
    known = {"lamu": county, "garissa": {"name": "Garissa", "number": 7, "code": "GSA", "neighbours": ("lamu",)}}
    told = read(archivedata.COUNTIES, archivedata.counties(known, SITE))
    assert list(told[0].values()) == ["lamu", "Lamu", "5", "LAM", "garissa", f"{SITE}/counties/lamu/"]
    assert told[1]["neighbours"] == "lamu"
