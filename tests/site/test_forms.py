"""Feeds, text forms, open data and what crawlers read, as the whole build writes them."""

import csv
import hashlib
import io
import json
import os
import re
from html import unescape
from pathlib import Path

import pytest
from lxml import etree
from small_site import SmallSite, files_of, fill, make_site

from usalama.catalogue.site import Site
from usalama.exports import opendata
from usalama.wiring import pagechecks

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(tmp_path_factory, compiled) -> SmallSite:
    """The small site, built once for all tests here."""
    site = fill(make_site(tmp_path_factory.mktemp("forms") / "site", compiled))
    site.print(site.root / "tree")
    return site


@pytest.fixture(scope="module")
def files(site) -> dict[str, bytes]:
    """Every file of it."""
    return files_of(site.root / "tree")


@pytest.fixture(scope="module")
def feeds(files):
    """Every Atom feed, parsed."""
    return {
        name: etree.fromstring(body)
        for name, body in files.items()
        if name.startswith("feeds/") and name.endswith(".xml")
    }


def test_there_is_a_feed_for_the_site_each_topic_each_county_and_each_running_story(feeds):
    """One Atom feed a subject, also where nothing was reported yet."""
    story = next(name for name in feeds if name.startswith("feeds/story-"))
    assert set(feeds) - {story} >= {
        "feeds/all.xml", "feeds/topic-banditry.xml", "feeds/topic-courts.xml",
        "feeds/county-baringo.xml", "feeds/county-turkana.xml",
    }  # fmt: skip


def test_feeds_are_valid_by_the_grammar(feeds):
    """Every feed passes the RelaxNG grammar of RFC 4287."""
    shared = Path(os.environ.get("USALAMA_SHARED", Path(__file__).parents[3] / "shared"))
    grammar = shared / "bench/site/schemas/atom.rng"
    if not grammar.exists():
        pytest.skip("the Atom grammar is not here (USALAMA_SHARED names its folder)")
    rules = etree.RelaxNG(etree.parse(grammar))
    assert [name for name, feed in feeds.items() if not rules.validate(feed)] == []


def test_feed_ids_are_stable_and_times_are_those_of_the_reports(feeds):
    """Built again, the ids are the same; nothing carries the time of the build."""
    entry = feeds["feeds/all.xml"].find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").startswith("tag:small.example,2026:2026-w47/s")
    times = [node.text for feed in feeds.values() for node in feed.iter(f"{ATOM}updated")]
    assert max(times) < "2026-11-21"


def test_feed_entries_keep_their_ids_where_the_site_moves(feeds, files, tmp_path, compiled):
    """Under its first address they are named: under another, each subscriber would be shown all of them again."""
    moved = fill(make_site(tmp_path / "site", compiled))
    settings = moved.root / "usalama.toml"
    text = settings.read_text("utf-8").replace("small.example", "moved.example:8443/news", 1)
    settings.write_text(f'{text}first_url = "https://small.example"\n', encoding="utf-8")
    moved.print(moved.root / "tree")
    there = files_of(moved.root / "tree")
    assert b"https://moved.example:8443/news/" in there["feeds/all.xml"]
    for name, feed in feeds.items():
        entries = etree.fromstring(there[name]).iterfind(f"{ATOM}entry/{ATOM}id")
        assert [each.text for each in entries] == [each.text for each in feed.iterfind(f"{ATOM}entry/{ATOM}id")]
    of_items = ([each["id"] for each in json.loads(of["feeds/all.json"])["items"]] for of in (files, there))
    assert len({*map(tuple, of_items)}) == 1


def test_check_asks_for_the_first_address_where_a_site_moves_without_it(files, tmp_path):
    """Once it is built under the other host the names are changed: before that one line of settings keeps them."""
    feed = tmp_path / "output/feeds/all.xml"
    feed.parent.mkdir(parents=True)
    assert [*pagechecks.moved(tmp_path, Site(url="https://moved.test"))] == []
    feed.write_bytes(files["feeds/all.xml"].replace(b"tag:small.example,", b"tag:small.test,"))
    (told,) = pagechecks.moved(tmp_path, Site(url="https://moved.test/news"))
    assert told.startswith("url: entries of the published feeds are named by small.test; write first_url = ")
    for stays in (Site(url="https://small.test/news"), Site(url="https://a.test", first_url="https://small.test")):
        assert [*pagechecks.moved(tmp_path, stays)] == []
    feed.write_bytes(files["feeds/all.xml"])  # a host that never was
    assert [*pagechecks.moved(tmp_path, Site(url="https://moved.test"))] == []


def test_a_feed_entry_names_every_outlet_with_its_link(feeds):
    """The content lists each report with its outlet; the titles are plain text."""
    entries = feeds["feeds/topic-banditry.xml"].findall(f"{ATOM}entry")
    words = ["".join(entry.find(f"{ATOM}content").itertext()) for entry in entries]
    assert any("Lake Radio" in text and "Valley Gold FM" in text and "News Mirror" in text for text in words)
    titles = [entry.findtext(f"{ATOM}title") for entry in feeds["feeds/topic-courts.xml"].findall(f"{ATOM}entry")]
    assert "Court hears of radios sold & lost <again> (Valley Post)" in titles


def test_the_json_feed_tells_the_same_as_the_atom_feed(files, feeds):
    """JSON Feed 1.1 with the same ids in the same order."""
    feed = json.loads(files["feeds/all.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["description"] == "Sample data. Every report here is made up; no outlet wrote it."
    assert [item["id"] for item in feed["items"]] == [
        node.text for node in feeds["feeds/all.xml"].iterfind(f"{ATOM}entry/{ATOM}id")
    ]


def test_the_data_of_a_week_is_one_record_a_report_in_three_forms(files):
    """CSV, JSON Lines and JSON hold the same reports; counties carry the constitution's numbers."""
    rows = list(csv.DictReader(io.StringIO(files["2026/w47/data.csv"].decode())))
    lines = [json.loads(line) for line in files["2026/w47/data.jsonl"].splitlines()]
    document = json.loads(files["2026/w47/data.json"])
    assert len(rows) == 5
    assert [row["id"] for row in rows] == [line["id"] for line in lines] == [each["id"] for each in document["reports"]]
    assert document["sample"]
    border = next(line for line in lines if line["title"].startswith("Elders"))
    assert (border["counties"], border["county_codes"]) == (["turkana", "baringo"], [23, 30])


def test_all_evidence_is_where_the_page_says(files):
    """Each reason that a page shows, cut short or not, stands whole in the file that it links to."""
    page = files["2026/w47/index.html"].decode()
    told = {line["story"]: line["why"] for line in map(json.loads, files["2026/w47/data.jsonl"].splitlines())}
    shown = [unescape(text).rstrip("… ") for text in re.findall(r"<li>[^<:]*: ([^<]*)</li>", page)]
    assert shown
    assert 'Data, with all evidence: <a href="data.csv">CSV</a>, <a href="data.jsonl">JSON Lines</a>' in page
    whole = [reason.partition(": ")[2] for reasons in told.values() for reason in reasons]
    assert [text for text in shown if not any(each.startswith(text) for each in whole)] == []
    for reasons in told.values():
        assert {"relevance", "topic"} <= {reason.partition(" ")[0] for reason in reasons}


def test_records_keep_to_their_schema(files):
    """Every record has the schema's properties and no other, with their types."""
    schema = json.loads(files["data/schema.json"])
    kinds = {"string": str, "integer": int, "number": (int, float), "array": list, "null": type(None)}
    for name in ("2026/w45/data.jsonl", "2026/w46/data.jsonl", "2026/w47/data.jsonl"):
        for line in files[name].splitlines():
            record = json.loads(line)
            assert list(record) == schema["required"] == list(schema["properties"])
            for key, value in record.items():
                told = schema["properties"][key]["type"]
                known = tuple(kinds[each] for each in ([told] if isinstance(told, str) else told))
                assert any(isinstance(value, each) for each in known), key


def test_the_whole_archive_is_the_weeks_joined(files):
    """A year's files are those of its weeks, oldest first, with one head line; the package lists them."""
    rows = list(csv.DictReader(io.StringIO(files["data/2026.csv"].decode())))
    assert [row["week"] for row in rows] == ["2026-W45", "2026-W46"] + ["2026-W47"] * 5
    assert len(files["data/2026.jsonl"].splitlines()) == 7
    package = json.loads(files["data/datapackage.json"])
    assert [resource["path"] for resource in package["resources"]] == [
        "2026.csv", "stories-2026.csv", "corrections.csv", "outlets.csv", "topics.csv", "counties.csv", "issues.csv",
        "pledges.csv", "2026.jsonl", "counties.geojson",
    ]  # fmt: skip
    tables = [resource for resource in package["resources"] if "schema" in resource]
    heads = {resource["path"]: [field["name"] for field in resource["schema"]["fields"]] for resource in tables}
    assert {path: next(csv.reader(io.StringIO(files[f"data/{path}"].decode()))) for path in heads} == heads


def test_the_table_of_stories_has_each_once_as_its_reports_tell_it(files):
    """One row a story over all its weeks: what can be counted of it is what the rows of its reports come to."""
    rows = list(csv.DictReader(io.StringIO(files["data/stories-2026.csv"].decode())))
    reports = list(csv.DictReader(io.StringIO(files["data/2026.csv"].decode())))
    assert [row["story"] for row in rows] == list(dict.fromkeys(row["story"] for row in rows))
    assert {row["story"] for row in rows} == {report["story"] for report in reports}
    for row in rows:
        own = [report for report in reports if report["story"] == row["story"]]
        weeks = sorted({report["week"] for report in own})
        assert (row["weeks"], row["last_week"], row["reports"]) == (str(len(weeks)), weeks[-1], str(len(own)))
        assert row["first"] == min(report["published"] for report in own)[:10]
        assert set(row["outlets"].split()) == {report["outlet"] for report in own}
        assert set(row["topics"].split()) == {slug for report in own for slug in report["topics"].split()}
        assert set(row["counties"].split()) == {slug for report in own for slug in report["counties"].split()}
        assert row["title"] in {report["title"].removeprefix("'") for report in own if report["week"] == weeks[-1]}
        place = row["address"].removeprefix("https://small.example/")
        page, _, anchor = place.partition("#")
        assert (anchor == "") == (len(weeks) > 1)
        assert (f'id="{anchor}"' if anchor else f"story-{row['story']}.xml") in files[f"{page}index.html"].decode()
    running = next(row for row in rows if row["weeks"] == "3")
    assert (running["level"], running["reports"]) == ("independent", "5")


def test_a_week_s_own_files_are_named_where_programs_look(files):
    """They lie outside the folder of the package, whose files alone a package may list: it says where they are."""
    package = json.loads(files["data/datapackage.json"])
    told = next(each["description"] for each in package["resources"] if each["path"] == "2026.csv")
    where = re.search(r"https://small\.example/(\S+)/w01/data\.csv, data\.jsonl and data\.json", told)
    assert where
    assert {f"{where[1]}/w47/data.{form}" for form in ("csv", "jsonl", "json")} <= files.keys()


def test_the_package_says_what_each_file_came_to(files):
    """Its bytes and their SHA-256, by which a copy is known to be whole."""
    for resource in json.loads(files["data/datapackage.json"])["resources"]:
        body = files[f"data/{resource['path']}"]
        assert resource["bytes"] == len(body)
        assert resource["hash"] == f"sha256:{hashlib.sha256(body).hexdigest()}"


def test_a_map_of_a_week_has_its_stories_by_county(files):
    """Each story in each county that it names, in the shape of that county, as the week's records tell it."""
    lines = [json.loads(line) for line in files["2026/w47/data.jsonl"].splitlines()]
    told = json.loads(files["2026/w47/data.geojson"])
    named = {(line["story"], county) for line in lines for county in line["counties"]}
    assert {(each["properties"]["story"], each["properties"]["county"]) for each in told["features"]} == named
    assert {each["geometry"]["type"] for each in told["features"]} == {"Polygon"}
    shapes = {each["id"]: each["geometry"] for each in json.loads(files["data/counties.geojson"])["features"]}
    assert all(each["geometry"] == shapes[each["properties"]["county"]] for each in told["features"])
    assert told["without_county"] == len({line["story"] for line in lines if not line["counties"]}) == 1
    assert "CC BY 4.0" in told["outlines"]["attribution"]
    assert told["sample"]


def test_text_forms_name_outlets_and_say_what_they_are(files):
    """Plain text in both languages: every story, its outlets and links, the words for the level, no line over 72."""
    english, kiswahili = files["2026/w47/plain.txt"].decode(), files["sw/2026/w47/plain.txt"].decode()
    headlines = "Patrol finds the goats by the river", "Wezi wa mbuzi wafika mahakamani"
    for text, headline in zip((english, kiswahili), headlines, strict=True):
        assert headline in text.replace("\n   ", " ")
        assert "https://lake-radio.example/3" in text
        long = [line for line in text.split("\n") if len(line) > 72 and "://" not in line]
        assert long == []
    assert "Independent outlets" in english
    assert "Sample data." in english
    assert "\nHabari " in kiswahili, "a line begins with a capital, also where the word stands before its number"


def test_the_block_to_paste_starts_with_a_line_that_fits_one_message(files):
    """For the week, each topic and each county: a head of at most 160 letters, and the address."""
    blocks = files["2026/w47/whatsapp.txt"].decode().split("\n\n---\n\n")
    heads = [block.split("\n")[0] for block in blocks]
    assert any(head.startswith("*Banditry,") for head in heads)
    assert any(head.startswith("*Turkana,") for head in heads)
    assert max(map(len, heads)) <= 162
    assert all("https://small.example/" in block for block in blocks[1:])


def test_site_maps_list_every_page_that_is_there_and_no_other(files):
    """Index and maps; each address leads to a file, each HTML page but the lost one and what leads on is in a map."""
    index = etree.fromstring(files["sitemap.xml"])
    maps = [node.text.removeprefix("https://small.example/") for node in index.iter(f"{MAP}loc")]
    places = [
        (node.text.removeprefix("https://small.example/") + "index.html")
        for name in maps
        for node in etree.fromstring(files[name]).iter(f"{MAP}loc")
    ]
    pages = {name for name in files if name.endswith("index.html") and b'http-equiv="refresh"' not in files[name]}
    assert len(places) == len(set(places))
    assert set(places) <= pages
    missing = {name for name in pages - set(places) if "/sources/" not in f"/{name}" and "/counties/" not in f"/{name}"}
    assert missing == set()


def test_a_list_of_a_topic_county_or_outlet_says_when_it_changed(small_site):
    """The newest change in the last week that has a report of it, which an update knows as a clean build does."""
    path = small_site.entry(70, "2026-11-11", "Well found dry", outlet="well-times")
    small_site.entry(71, "2026-10-14", "Well dug", outlet="well-times")
    tree, stage = small_site.root / "tree", small_site.root / "stage"
    have = small_site.print(tree)["written"]
    assert _changed(tree) == "2026-11-11"
    path.write_text(path.read_text("utf-8").replace("Outlet: well-times", "Outlet: lake-radio", 1), "utf-8")
    small_site.print(stage, have)
    assert _changed(stage) == "2026-10-14"


def _changed(tree: Path) -> str:
    """Return the day on which the site map says that an outlet's page changed."""
    text = (tree / "sitemap-pages.xml").read_text("utf-8")
    return text.partition("sources/well-times/</loc><lastmod>")[2][:10]


def test_security_txt_expires_within_a_year_and_is_renewed_each_month(files):
    """RFC 9116: a contact, and an end that moves with the month of the build; each line ends, the last one too."""
    text = files[".well-known/security.txt"].decode()
    assert text.endswith("/.well-known/security.txt\n")
    assert "Contact: mailto:a@small.example" in text
    assert "Expires: 2027-10-01T00:00:00Z" in text


def test_two_builds_are_the_same_bytes(site, files):
    """Built a second time from nothing, every file is the same."""
    assert site.clean() == files


@pytest.mark.usefixtures("one_language")
def test_every_form_calls_the_licence_by_its_own_name(small_site):
    """A desk that chose another one granted ours by name on each page and in each form, beside a link to its own."""
    licence = "https://creativecommons.org/licenses/by-sa/4.0/"
    small_site.conf["USALAMA_LICENCE"] = licence
    files = small_site.clean()
    pages = ("cite/index.html", "data/index.html")  # written by hand
    for name in ("index.html", "2026/w47/issue.html", "2026/w47/cite.txt", "feeds/all.xml", *pages):
        text = files[name].decode()
        text = text.rpartition("<footer")[0] if name in pages else text
        assert "CC BY-SA 4.0" in text
        assert "CC BY 4.0" not in text.replace("GeoNames, CC BY 4.0", "").replace("MapSVG, CC BY 4.0", "")
    assert licence in files["index.html"].decode()
    assert opendata.licence_name("https://creativecommons.org/publicdomain/zero/1.0/") == "CC0 1.0"
    assert opendata.licence_name("https://licences.example/open") == "https://licences.example/open"
