"""Check and rejudge: mistakes named one by one, and hand-made values left alone."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from made import entry
from usalama.catalogue.sites import voices
from usalama.errors import CatalogError
from usalama.formats.markdown import render
from usalama.model import JudgedEntry, Judgement, Outlet, OutletKind, Reason
from usalama.usecases import check, rejudge
from usalama.words.urls import entry_key

NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
ZONE = ZoneInfo("Africa/Nairobi")
NAMES = check.Names(frozenset({"ridge"}), frozenset({"banditry", "crime"}), frozenset({"baringo"}))
PATH = "content/entries/2026-w47/raid.md"


def judged(name="a", *, missing=(), topics=("banditry",), counties=("baringo",), facets=(), **changed):
    feed = "https://ridge.example/feed"
    own = {"link": f"https://ridge.example/{name}", "title": f"Raid {name}", "summary": "", "first_seen": NOW}
    own |= {"feed_url": feed, "outlet": "ridge", "key": entry_key(feed, name)}
    told = entry(name, NOW - timedelta(days=3), **{**own, **changed})
    return JudgedEntry(told, Judgement(0.9, topics, counties, facets=facets), frozenset(missing))


def mistakes(*entries):
    paths = [entry if isinstance(entry, tuple) else (PATH, entry) for entry in entries]
    written = {path: render(judged) for path, judged in paths}
    return check.entry_mistakes(paths, NAMES, ZONE, NOW, written.__getitem__)


def test_sound_entry_has_no_mistake():
    """An entry that names what the catalogue knows, in its week's folder, passes."""
    assert mistakes(judged()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outlet": "valley"}, 'Outlet: valley is not in feeds.toml; put the outlet back, write was = ["valley"] in'),
        ({"topics": ("banditri",)}, 'Topics: banditri is not known; did you mean "banditry"?'),
        (
            {"counties": ("baringa",)},
            "or the county got another slug: put baringa back in counties.csv, for it has no was",
        ),
        ({"facets": ("pledge",)}, 'Facets: pledge is not known; did you mean "pledges"?'),
        ({"published": NOW - timedelta(days=10)}, "Date: lies in 2026-w46, the file in 2026-w47; move the file"),
        ({"published": NOW + timedelta(days=3)}, "is still to come; mend the date"),
        ({"link": "javascript:alert(1)"}, "Link: is no http(s) address"),
        ({"link": "", "feed_url": ""}, "Link: is empty; give the report's own address"),
        ({"summary": "x" * 281}, "the excerpt has 281 letters; quote 280 at most"),
        ({"missing": ("why", "topics")}, "topics, why: missing; run: usalama rejudge"),
    ],
)
def test_mistake_is_named_with_its_mend(changed, said):
    """Each mistake is one line with the file, the key and what to do."""
    found = mistakes(judged(**changed))
    assert any(said in line for line in found)
    assert all(re.match(rf"{re.escape(PATH)}(:\d+)?: ", line) and "\n" not in line for line in found)


@pytest.mark.parametrize(
    ("key", "changed"),
    [("Outlet", {"outlet": "valley"}), ("Topics", {"topics": ("banditri",)}), ("Counties", {"counties": ("baringa",)})],
)
def test_a_name_that_is_not_known_has_its_line(key, changed):
    """Whoever wrote it by hand finds it at once; a table that cannot be read knows of no name that is wrong."""
    one = judged(**changed)
    line = next(at for at, text in enumerate(render(one).split("\n"), 1) if text.startswith(f"{key}: "))
    assert [found.partition(f" {key}: ")[0] for found in mistakes(one)] == [f"{PATH}:{line}:"]
    unknown = check.Names(None, None, None)
    assert check.entry_mistakes([(PATH, one)], unknown, ZONE, NOW, lambda _: render(one)) == []


def test_a_name_that_a_table_lost_is_told_with_three_of_its_files_and_where_the_others_are():
    """One slip in a slug is of thousands of entries, and their lines would hide every other mistake."""
    paths = [PATH.replace("raid", f"raid-{number}") for number in range(5)]
    entries = [judged(path, outlet="valley", topics=("banditri",)) for path in paths]
    found = mistakes(*zip(paths, entries, strict=True), (PATH, judged(link="", feed_url="")))
    named = [f"{path}:{line}" for line in (3, 9) for path in paths[:3]]
    assert [line.partition(": ")[0] for line in found[:6]] == named
    *rest, outlets, topics = found[6:]
    assert [line.partition(":")[0] for line in rest] == [PATH]
    told = '2 more files have Outlet: valley; all are named by: grep -ril "^Outlet:.*valley" content/entries'
    assert (outlets, topics.partition("; ")[0]) == (
        f"content/entries/: {told}",
        "content/entries/: 2 more files have Topics: banditri",
    )


def test_an_identity_that_is_not_the_one_of_the_files_name_is_named():
    """By another key no edit of the ledger finds the entry: what was hidden would be shown again."""
    one, folder = judged(), PATH.removesuffix("raid.md")
    assert mistakes((f"{folder}raid-{one.entry.key}.md", one)) == []
    (said,) = mistakes((f"{folder}raid-0123456789.md", one))
    assert f"Id: or Feed: makes the key {one.entry.key}, the file's name has 0123456789; restore" in said
    assert mistakes((f"{folder}raid-0123456789.md", judged(feed_url=""))) == []


def test_pulled_entry_may_lack_a_link():
    """A feed that gives no safe address is not the editor's mistake."""
    assert mistakes(judged(link="")) == []


def test_outlets_that_count_as_one_for_their_site_are_named_until_they_have_owners():
    """Whoever knows better writes the owners, or puts two tables for one newspaper together."""
    places = {"a": "https://ridge.example/", "b": "http://www.ridge.example", "c": "https://lake.example", "d": ""}
    known = {name: Outlet(name, name, home, "", OutletKind.NEWS_SITE, "ke", ("en",)) for name, home in places.items()}
    (said,) = check.one_home(voices(known.values()))
    assert said.startswith("a, b: on a site that another outlet is of, too: as no owner")
    assert check.one_home(voices([known[name]._replace(owner=f"{name} Group") for name in known])) == []
    (said,) = check.one_home(voices([known["a"]._replace(slug=f"n{number}") for number in range(5)]))
    assert said.startswith("n0, n1, n2, …: on a site")


def test_same_report_twice_is_named():
    """One identity twice, one page twice with one title or by hand: named; a page that feeds share is not."""
    twin = ("content/entries/2026-w47/twin.md", judged())
    assert mistakes(judged(), twin) == [f"{twin[0]}: the same report as {PATH} (Feed and Id); delete one"]
    copy = (PATH.replace("w47", "w46"), judged())
    assert f"{copy[0]}: the same report as {PATH} (Feed and Id); delete one" in mistakes(copy, judged())
    page = "https://ridge.example/a"
    alike = ("content/entries/2026-w47/b.md", judged("b", link=page, title="Raid a"))
    by_hand = ("content/entries/2026-w47/c.md", judged("c", link=page, feed_url=""))
    shared = ("content/entries/2026-w47/d.md", judged("d", link=page))
    for path, said in ((alike, True), (by_hand, True), (shared, False)):
        assert bool(mistakes(judged(), path)) is said


def test_every_reading_has_its_say():
    """One broken table does not hide the mistakes of the next."""

    def broken(name):
        def read():
            raise CatalogError(f"{name}: wrong")

        return read

    assert check.mistakes_of([broken("a"), lambda: None, broken("b")]) == ["a: wrong", "b: wrong"]


def fresh(_entry):
    return Judgement(
        0.914,
        ("crime",),
        ("baringo",),
        facets=("women",),
        reasons=(
            Reason("relevance", "0.91", "raid"),
            Reason("topic", "crime", "theft"),
            Reason("county", "baringo", "named"),
            Reason("facet", "women", "woman"),
        ),
    )


def place(one):
    return f"s{one.entry.key}", Reason("story", f"s{one.entry.key}", "a story of its own")


def test_missing_values_are_filled_and_the_rest_stays():
    """What a hand-written file says stays; what it leaves out is judged."""
    by_hand = replace(
        judged(missing=("relevance", "counties", "facets", "story", "why")), judgement=Judgement(0, ("banditry",))
    )
    filled = rejudge.rejudged(by_hand, fresh, place, everything=False)
    assert filled.judgement.topics == ("banditry",)
    assert (filled.judgement.relevance, filled.judgement.counties, filled.judgement.facets) == (
        0.91,
        ("baringo",),
        ("women",),
    )
    assert filled.judgement.story == f"s{by_hand.entry.key}"
    assert {reason.kind for reason in filled.judgement.reasons} == {"relevance", "county", "facet", "story"}
    assert not filled.missing


def test_complete_entry_is_left_alone():
    """Without --all nothing that is complete changes."""
    one = judged()
    assert rejudge.rejudged(one, fresh, place, everything=False) is one


def test_judging_again_keeps_hand_edited_values():
    """With --all, values that their reasons explain follow the rules; others are a person's and stay."""
    old = Judgement(
        0.8,
        ("banditry",),
        ("baringo",),
        story="s0123456789",
        reasons=(Reason("relevance", "0.80", "x"), Reason("topic", "banditry", "y"), Reason("edit", "", "desk")),
    )
    again = rejudge.rejudged(replace(judged(), judgement=old), fresh, place, everything=True).judgement
    assert (again.relevance, again.topics) == (0.91, ("crime",))
    assert again.counties == ("baringo",)
    assert "county" not in {reason.kind for reason in again.reasons}
    assert again.story == "s0123456789"
    assert Reason("edit", "", "desk") in again.reasons


def test_judging_again_twice_changes_nothing():
    """What rejudge wrote is what rejudge finds."""
    once = rejudge.rejudged(judged(), fresh, place, everything=True)
    assert rejudge.rejudged(once, fresh, place, everything=True) == once


@pytest.mark.parametrize(("relevance", "by_hand"), [(0.8, False), (0.5, True)])
def test_hand_edit_shows_by_its_reason(relevance, by_hand):
    """A relevance that its reason does not name was written by hand."""
    judgement = Judgement(relevance, reasons=(Reason("relevance", "0.80", "x"),))
    assert rejudge.by_hand(judgement, "relevance") is by_hand


AREAS = "number,name,slug\n1,One,one\n2,Two Hills,two-hills\n"


def test_sound_areas_have_no_mistake():
    """Rows as the tables have them pass."""
    assert check.area_mistakes(AREAS, "name,counties\nHere,One;Two Hills\n", {"one": "One"}) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("junk,,", "content/catalog/counties.csv: line 4: number: 'junk' is no number from 1"),
        ("3,Three,Three Hills", "slug: 'Three Hills' is not made of small letters"),
        ("1,Three,three", "number: 1 stands in line 2 too"),
        ("3,One,three", "name: One stands in line 2 too"),
        ("3", "has not as many fields as the head has columns"),
        ("3,Three,three,9", "has not as many fields as the head has columns"),
    ],
)
def test_junk_row_of_areas_is_named(row, said):
    """Each mistake of a row has its line and its words."""
    assert any(said in mistake for mistake in check.area_mistakes(f"{AREAS}{row}\n", "name,counties\n"))


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (
            "Here,One\nThere,Two Hill\nYonder,Two Hill;One\nAfar,Two Hill\n",
            "counties.csv: line 3: name: 'Two Hills' is in no place; did you mean 'Two Hill', as in line 3 of places",
        ),
        (
            "Here,One;Two Hills\nThere,Two Hill\nYonder,Two Hill\n",
            "places.csv: line 3: counties: 'Two Hill' is not in counties.csv (1 more line); did you mean \"Two Hills",
        ),
        (
            "Here,One\nThere,Three\nYonder,Three\n",
            "counties.csv: no row has the name 'Three', which stands in line 3 of places.csv and 1 more; put it back",
        ),
        (
            "Here,One\nFar,Thee\n",
            "places.csv: line 3: counties: 'Thee' is not in counties.csv; write one of One, Two Hills",
        ),
    ],
)
def test_an_area_that_is_none_is_named_once_however_many_places_name_it(places, said):
    """The cause may be one row of counties.csv, which is then told: a line for each place would bury it."""
    (mistake,) = check.area_mistakes(AREAS, f"name,counties\n{places}")
    assert mistake.startswith(f"content/catalog/{said}")


def test_an_area_that_is_outlined_and_in_no_table_is_named():
    """It would have a page of its own, and the one that was meant no place on the map."""
    (said,) = check.area_mistakes(AREAS, "name,counties\n", {"one": "One", "two-hlils": "Two-Hills"})
    told = "counties: 'two-hlils' is not in counties.csv; did you mean \"two-hills\"?"
    assert said == f"content/catalog/county-outlines.json: {told}"


def test_an_area_that_got_another_name_in_its_table_alone_is_named():
    """Pages go by its outline's: they would go on as before. Another hyphen is no other name."""
    (said,) = check.area_mistakes(AREAS, "name,counties\n", {"one": "First", "two-hills": "two-hills"})
    told = "'First', as pages say, and 'One' in counties.csv line 2; give both one name"
    assert said == f"content/catalog/county-outlines.json: counties.one.name: {told}"


def test_a_head_that_cannot_be_read_is_one_mistake():
    """Who reads the table names it; a line for each row would bury that."""
    assert check.area_mistakes(AREAS.replace("slug", "slgu"), "name,counties\nHere,One\n", {"one": "Two"}) == []
    assert check.area_mistakes(AREAS.replace("One", '"One', 1), "name,counties\nHere,One\n", {"one": "Two"}) == []


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("number,name,slug,nature,neighbours", []),
        ("number,name,slug,neigbhours", ["column 'neigbhours' is not read; did you mean \"neighbours\"?"]),
        ("number,name,slug,note", []),
        ('"number","name","slug","nature","neighbours"\r', []),
    ],
)
def test_a_column_that_may_be_left_out_is_not_misspelt(head, said):
    """It would count for a note, and what it says for nothing."""
    told = check.misspelt_columns({"counties.csv": f"{head}\n", "other.csv": "neigbhours\n"})
    assert [each.removeprefix("content/catalog/counties.csv: line 1: ") for each in told] == said


def test_an_area_without_a_slug_is_named_as_such():
    """And alone: that others name it is no mistake of theirs."""
    table = "number,name,slug,neighbours\n1,One,one,two\n2\n"
    (told,) = check.area_mistakes(table, "name,counties\nHere,Two\n", {"two": "Two"})
    assert told.startswith("content/catalog/counties.csv: line 3: has not as many fields as the head has columns; put")


@pytest.mark.parametrize(
    ("two", "said"),
    [
        ("one", []),
        ("", ["line 2: neighbours: 'two' does not name one as its own; add one in line 3, or leave it out"]),
        ("one;two", ["line 3: neighbours: 'two' does not name two as its own; leave it out"]),
        ("one;tree", ["line 3: neighbours: 'tree' is not in the table; did you mean \"three\"?"]),
    ],
)
def test_neighbours_name_each_other(two, said):
    """Who borders on whom is said from both sides, of areas that the table has, and of no area with itself."""
    table = f"number,name,slug,neighbours\n1,One,one,two\n2,Two,two,{two}\n3,Three,three,\n"
    found = check.area_mistakes(table, "name,counties\n")
    assert [
        mistake.removeprefix("content/catalog/counties.csv: ")
        for mistake in found
        if " is not in the" in mistake or "own" in mistake
    ] == said


def _corners(path):
    """Return the corners of an outline, which draws from point to point: ``M52 114l-1 4…``."""
    at, found = (0.0, 0.0), set()
    for sign, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        steps = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        assert sign in "Mlz"
        for x, y in zip(steps[::2], steps[1::2], strict=True):
            at = (x, y) if sign == "M" else (at[0] + x, at[1] + y)
            found.add(at)
    return found


def test_the_shipped_neighbours_are_those_whose_outlines_share_a_border():
    """Of the 47, said from both sides; counties that touch in one point alone are none."""
    catalog = Path(__file__).parents[2] / "content/catalog"
    table = (catalog / "counties.csv").read_text(encoding="utf-8")
    assert check.area_mistakes(table, "name,counties\n") == []
    beside = {row["slug"]: set(row["neighbours"].split(";")) for row in csv.DictReader(io.StringIO(table))}
    drawn = json.loads((catalog / "county-outlines.json").read_text(encoding="utf-8"))["counties"]
    corners = {slug: _corners(area["path"]) for slug, area in drawn.items()}
    shared = {one: {two for two in corners if two != one and len(corners[one] & corners[two]) > 1} for one in corners}
    assert beside == shared
    assert len(beside) == 47


def test_place_in_an_area_that_is_none_is_named():
    """A place of an unknown county is a slip of the pen; the nearest name is offered."""
    (said,) = check.area_mistakes(AREAS, "name,counties\nHere,One;Tow\n")
    assert said.startswith("content/catalog/places.csv: line 2: counties: 'Tow' is not in counties.csv; ")
