"""Trust on the pages: what is doubted, cited, counted and given as open data, and in which words."""

import csv
import io
import json
import re

import pytest
from lxml import html
from small_site import edits, panel, told_of

from usalama.files.weekstates import key_in
from usalama.gate.markup import inspect


def test_who_says_that_a_story_is_not_so_is_read_beside_it(small_site):
    """A denial and an outlet's own correction are told by their headlines, not by name and day alone."""
    story = "s" + key_in(small_site.entry(80, "2026-11-17", "Gunmen kill three by the well"))
    small_site.entry(
        81, "2026-11-18", "Report of killings by the well was false, chief says", story=story, outlet="lake-radio"
    )
    small_site.entry(82, "2026-11-19", "Third man from the well is buried", story=story, outlet="valley-gold")
    page = html.fromstring(small_site.in_english().clean()["2026/w47/index.html"])
    told = {link.get("href"): link for link in page.iter("a")}
    denial, other = told["https://lake-radio.example/81"], told["https://valley-gold.example/82"]
    assert "".join(denial.itertext()) == "Lake Radio Wed: Report of killings by the well was false, chief says"
    assert not denial.xpath(".//*[@class='vh']")
    assert "Third man" not in "".join(other.itertext())


def test_what_one_excerpt_alone_says_is_told_in_the_feeds_and_over_weeks_too(small_site):
    """Officials are not the only ones where a report that does not lead names residents, in whatever week."""
    told = {
        "story": f"s{key_in(small_site.entry(80, '2026-11-12', 'Goats found', summary='Police said they were whole.'))}"
    }
    small_site.entry(81, "2026-11-12", "Goats come home", outlet="lake-radio", summary="Residents said so.", **told)
    small_site.entry(82, "2026-11-20", "Goats counted", summary="Police said they were whole.", **told)
    pages = small_site.clean()
    page, feed = (
        pages[f"{name.format(told['story'])}"].decode() for name in ("stories/{}/index.html", "feeds/story-{}.xml")
    )
    assert "Who says so</dt><dd>police, army or government, residents, family or reporter." in page
    assert [("Official version only" in entry) for entry in feed.split("</entry>")[:2]] == [True, False]


def test_the_page_of_open_data_says_what_each_column_means(small_site):
    """Each column of each table, in its file's own order, as the package has it."""
    files = small_site.clean()
    resources = json.loads(files["data/datapackage.json"])["resources"]
    tables = [one["schema"]["fields"] for one in resources if "schema" in one]
    fields = [[(field["name"], field["description"]) for field in table] for table in tables]
    for name in ("data/index.html", "sw/data/index.html"):
        page = html.fromstring(files[name])
        told = [
            list(zip([c.text for c in one.xpath("dt/code")], [dd.text_content() for dd in one.iter("dd")], strict=True))
            for one in page.xpath("//details/dl[@lang='en']")
        ]
        assert all(each in told for each in fields), name
        rows = files["2026/w47/data.csv"].decode().partition("\r\n")[0].split(",")
        assert [column for column, _ in told[0]] == rows


def test_the_smallest_and_the_largest_number_are_always_quoted(small_site):
    """A range of many numbers says whose both its ends are, and how many others there are."""
    numbers = ("Two", "Three", "Four", "Five", "Six", "Seven")
    story = ""
    for at, number in enumerate(numbers, 73):
        path = small_site.entry(
            at, "2026-11-17", "Raid at the old well", story=story, outlet=f"post-{at}",
            summary=f"{number} herders were killed, chief {at} said.",
        )  # fmt: skip
        story = story or f"s{key_in(path)}"
    page = small_site.clean()["2026/w47/index.html"].decode()
    (told,) = html.fromstring(page).xpath("//dt[.='Killed'][following-sibling::dd[1]/b='2–7']/following-sibling::dd[1]")
    said = told.text_content()
    assert "Post 74, above" in said, "the lead's own words"
    assert all(f"{number} herders" in said for number in ("Two", "Four", "Seven"))
    assert "Five herders" not in said
    assert said.endswith("; 2 other numbers")


def test_a_year_counts_a_story_of_two_weeks_once(small_site):
    """As the rows of its data do: their stories are as many as the archive, the year and the package say."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    other = small_site.entry(71, "2026-11-17", "Fence at the old well mended")
    have = small_site.print(small_site.root / "tree")["written"]
    other.write_text(re.sub("(?m)^Story: .+$", f"Story: s{story}", other.read_text("utf-8")), "utf-8")
    stage = small_site.root / "stage"
    small_site.print(stage, have)
    files = small_site.clean()
    rows = list(csv.DictReader(io.StringIO(files["data/2026.csv"].decode())))
    stories = len({row["story"] for row in rows})
    assert len({(row["week"], row["story"]) for row in rows}) > stories
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert f"{stories} stories, {len(rows)} reports." in files[name].decode()
        assert (stage / name).read_bytes() == files[name]
    package = "data/datapackage.json"
    assert f"{len(rows)} reports of {stories} stories" in files[package].decode()
    assert (stage / package).read_bytes() == files[package]


def test_the_open_data_has_numbers_voices_steps_and_edits(small_site):
    """What the pages show of a report stands in its row, in both forms."""
    path = small_site.entry(72, "2026-11-20", "Three killed and two charged, police said")
    key = key_in(path)
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nWas: =Three killed\n\n", 1), "utf-8")
    edits(small_site, f'do = "retag"\non = "{key}"\ntopics = ["courts"]')
    pages = small_site.clean()
    row = next(r for r in map(json.loads, pages["2026/w47/data.jsonl"].decode().splitlines()) if r["id"] == key)
    assert (row["killed"], row["voices"], row["official_only"]) == ("3", ["official", "people"], 0)
    assert (row["edits"], row["was"], row["topics"]) == (["retag"], ["=Three killed"], ["courts"])
    cells = next(r for r in csv.DictReader(io.StringIO(pages["2026/w47/data.csv"].decode())) if r["id"] == key)
    assert cells["was"] == "'=Three killed"


def test_tolls_that_differ_are_said_to_differ_beside_outlets_that_agree(small_site):
    """Independent outlets report it; where their numbers differ the page says so, and else it does not."""
    story = key_in(small_site.entry(80, "2026-11-20", "Two herders killed at Made Ridge"))
    second = {"outlet": "lake-radio", "story": f"s{story}", "summary": "It was quiet by noon; elders met at the well."}
    small_site.entry(81, "2026-11-20", "Five herders killed at Made Ridge", **second)
    pages = {
        name.removeprefix("2026/w47/"): data.decode("utf-8", "replace") for name, data in small_site.clean().items()
    }
    page, forms = pages["index.html"], ("issue.html", "letter.html", "plain.txt", "whatsapp.txt")
    assert "<b>2–5</b> (the outlets differ): " in page
    (given,) = html.fromstring(page).xpath("//dt[.='Killed']/following-sibling::dd[1]")
    assert given.text_content().endswith("Valley Post; Lake Radio, above: 5"), "whose number it is needs no search"
    assert "Independent outlets" in page
    forms += ("feeds/all.xml", "feeds/all.json", "feeds/topic-banditry.xml", "feeds/county-baringo.xml")
    assert [form for form in forms if "Killed: 2–5 (the outlets differ)" not in pages[form]] == []
    small_site.entry(81, "2026-11-20", "Two herders killed at Made Ridge", **second)
    pages = small_site.clean()
    assert [name for name, body in pages.items() if b"the outlets differ" in body] == []


def test_the_page_on_citing_gives_addresses_that_work_elsewhere(small_site):
    """A citation with the site's own address, in both languages: a path alone leads nowhere in somebody's footnote."""
    files = small_site.clean()
    base = json.loads(files["data/datapackage.json"])["homepage"]
    for at in ("", "sw/"):
        page = files[f"{at}cite/index.html"].decode()
        assert f"<code>{base}/{at}2026/w47/</code>" in page
        assert "{site}" not in page


def test_a_mark_says_of_which_weeks_it_counts_the_voices(small_site):
    """A running story may be sure by two weeks of one outlet each: its list says that it counts them all."""
    pages = small_site.clean()
    assert "The marks count the voices of all their weeks." in told_of(pages["stories/index.html"])
    assert "in that week; on the pages of running stories, in any of its weeks." in told_of(pages["about/index.html"])


def test_a_county_s_page_says_what_happened_and_how_sure_it_is(small_site):
    """The newest week stands there in its outlets' words; who stands behind a story is said of older ones, too."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(93, "2026-11-10", "Raid at the old well")
    told = small_site.entry(94, "2026-11-17", "Raid at the ford", summary="Police said that 2 herders were killed.")
    story = f"s{told.stem.rpartition('-')[2]}"
    told = "Police said 3 herders were killed at the ford."
    small_site.entry(95, "2026-11-18", "Herders killed at the ford", outlet="lake-radio", story=story, summary=told)
    for name in ("counties/baringo", "topics/banditry"):
        page = html.document_fromstring(small_site.clean()[f"{name}/index.html"].decode())
        newest, older = (section.xpath(".//li") for section in page.xpath("//section[h3]"))
        (line,) = newest
        (quoted,) = line.xpath("blockquote")
        headline = line.xpath("string(a)")
        assert (headline, quoted.text_content().strip()) in {
            ("Raid at the ford", "Police said that 2 herders were killed."),
            ("Herders killed at the ford", told),
        }, "the words stand below the headline of the outlet that wrote them"
        sure = line.xpath("string(p[@class='m'])")
        assert "Independent outlets" in sure
        assert "Killed: 2–3 (the outlets differ)." in sure
        assert [each.xpath("string(.//span[@class='vh'])") for each in older] == ["One outlet only"]
        assert not older[0].xpath("blockquote")
    assert "Chombo kimoja tu" in small_site.clean()["sw/counties/baringo/index.html"].decode()


def test_a_county_s_page_says_so_where_the_week_before_had_nothing(small_site):
    """Who comes back after a week finds that one, not a gap in the list; and that nothing reported is not calm."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(93, "2026-11-04", "Raid at the old well")
    small_site.entry(94, "2026-11-10", "Court hears of sold radios", topics=("courts",), counties=())
    small_site.entry(95, "2026-11-17", "Raid at the ford")
    panel(small_site, "2026-w46", valley_post=True, lake_radio=False)
    pages = small_site.clean()
    said = "Week 46, 9–15 November 2026: none reported, which is not the same as calm. 1 of 2 feeds answered at least"
    page = pages["counties/baringo/index.html"].decode()
    newest, gap, older = (page.index(words) for words in ('id="2026-w47"', said, 'id="2026-w45"'))
    assert newest < gap < older
    small_site.entry(96, "2026-11-11", "Elders count goats at the well")
    assert "none reported" not in small_site.clean()["counties/baringo/index.html"].decode()


def test_a_topic_s_page_says_a_headline_once_and_leads_to_the_story_s_other_weeks(small_site):
    """A story that goes on stands in its newest week, with the way to its timeline, and nowhere else on the page."""
    first = small_site.entry(94, "2026-11-10", "Bridge guards lose a lamp", topics=("courts",))
    story = f"s{first.stem.rpartition('-')[2]}"
    small_site.entry(95, "2026-11-17", "Lamp of the guards found", outlet="lake-radio", topics=("courts",), story=story)
    page = html.document_fromstring(small_site.clean()["topics/courts/index.html"].decode())
    assert len(page.xpath("//main//a[normalize-space()='Lamp of the guards found']")) == 1
    (leads,) = page.xpath(f"//li[a='Lamp of the guards found']//a[contains(@href, 'stories/{story}/')]")
    assert leads.text_content() == "Timeline: Lamp of the guards found"


def test_hours_are_called_the_same_on_a_storys_page_as_on_its_weeks(small_site):
    """A story's hours bear the name of the site's zone, as a week's last change does, and not the file's offset."""
    (small_site.root / "usalama.toml").write_text('zone = "Africa/Nairobi"\n', "utf-8")
    first = key_in(small_site.entry(92, "2026-11-13", "Levy on boats begins at the lake"))
    small_site.entry(93, "2026-11-20", "Levy on boats ends at the lake", story=f"s{first}")
    pages = small_site.clean()
    assert "Last change: 20 Nov, 09:30 EAT." in pages["index.html"].decode()
    story = pages[f"stories/s{first}/index.html"].decode()
    assert (story.count("08:30 EAT"), "UTC" in story) == (2, False)


def test_the_page_for_errors_has_the_address_to_write_to(small_site):
    """Whoever finds an error needs no technical file: the address is a link, in both languages."""
    pages = small_site.clean()
    for name in ("contact/index.html", "sw/contact/index.html"):
        assert b'<a href="mailto:a@small.example">a@small.example</a>' in pages[name]


@pytest.mark.parametrize("contact", ["", "https://small.example/about/", "https://usalama.example/about/"])
def test_a_site_without_an_address_says_so_and_points_to_nowhere(small_site, contact):
    """A page of the site itself is no address: no file names it as one, and nobody is asked to write for the letter."""
    settings = small_site.root / "usalama.toml"
    settings.write_text(settings.read_text().replace("a@small.example", contact))
    pages = small_site.clean()
    assert b"have not given an address yet" in pages["contact/index.html"]
    assert b"bado hawajatoa anwani" in pages["sw/contact/index.html"]
    assert ".well-known/security.txt" not in pages
    assert b"Contact:" not in pages["humans.txt"]
    assert b"Ask for it" not in pages["feeds/index.html"]
    assert not [name for name, body in pages.items() if b"security.txt" in body and name.endswith("html")]


def test_a_story_over_weeks_speaks_to_its_reader_through_a_report_in_their_language(small_site):
    """The page in Kiswahili is headed by the newest week's Kiswahili report; the English one by its own lead."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=f"s{story}")
    told = {"outlet": "lake-radio", "language": "sw", "summary": "Wazee wanasema ua umesimama tena."}
    small_site.entry(72, "2026-11-18", "Ua wa kisima cha kale watengenezwa", story=f"s{story}", **told)
    pages = small_site.clean()
    page, swahili = (pages[f"{at}stories/s{story}/index.html"].decode() for at in ("", "sw/"))
    assert 'dir="auto" href="https://valley-post.example/71">Fence at the old well mended</a></h1>' in page
    assert 'dir="auto" href="https://lake-radio.example/72">Ua wa kisima cha kale watengenezwa</a></h1>' in swahili


def test_a_line_says_where_unless_its_headline_or_its_page_does(small_site):
    """All places of a story or none; on the page of a county, that place alone goes without saying."""
    small_site.entry(74, "2026-11-20", "Turkana elders meet again", counties=("turkana", "baringo"), topics=("courts",))
    small_site.entry(75, "2026-11-20", "Baringo chief speaks", topics=("courts",), summary="")
    for number in range(80, 92):
        small_site.entry(number, "2026-11-19", f"Goats number {number} are found", topics=("courts",))
    pages = small_site.clean()
    week, topic = pages["2026/w47/index.html"].decode(), pages["topics/courts/index.html"].decode()
    lines = html.fromstring(week).xpath("//section//li/span[@class='m']")
    sure = " ◆◇◇One outlet only"
    assert f"Valley Post, 19 Nov · Baringo{sure}" in {_line(one) for one in lines}
    entries = html.fromstring(topic).find_class("h-entry")
    listed = {one.find_class("p-name")[0].text: _line(one.find_class("m")[0]) for one in entries}
    assert listed["Turkana elders meet again"] == "Valley Post, 20 Nov · Turkana, Baringo"
    assert listed["Baringo chief speaks"] == "Valley Post, 20 Nov"
    county = html.fromstring(pages["counties/baringo/index.html"]).find_class("h-entry")
    own = {one.find_class("p-name")[0].text: _line(one.find_class("m")[0]) for one in county}
    assert own["Goats number 80 are found"] == "Valley Post, 19 Nov"
    assert own["Turkana elders meet again"] == "Valley Post, 20 Nov · Turkana, Baringo"
    outlet = html.fromstring(pages["sources/valley-post/index.html"]).xpath("//main//li/span[@class='m']")
    assert {_line(one) for one in outlet} >= {"19 Nov · Baringo", "20 Nov · Turkana, Baringo", "20 Nov"}


def _line(one) -> str:
    """A line's small print, whatever its spaces."""
    return " ".join(one.text_content().split())


@pytest.mark.usefixtures("one_language")
def test_a_denial_of_what_heads_a_week_tears_no_page(small_site):
    """A shared link shows it in words alone: for an element there the gate let nothing out, and the site stood."""
    story = "s" + key_in(small_site.entry(73, "2026-11-20", "Raid at the old well kills five"))
    denial = "Police deny that “five” died & call it a lie"
    small_site.entry(74, "2026-11-21", denial, story=story, outlet="lake-radio")
    small_site.entry(75, "2026-11-20", "Five dead in a raid, elders say", story=story, outlet="valley-gold")
    files = small_site.clean()
    pages = {name: body for name, body in files.items() if name.endswith(".html")}
    assert {name: found for name, body in pages.items() if (found := inspect(name, body, "").problems)} == {}
    for name in ("index.html", "2026/w47/index.html", "topics/banditry/index.html", "counties/baringo/index.html"):
        shown = html.fromstring(pages[name].decode()).xpath("//meta[contains(@*, 'description')]/@content")
        assert [each.endswith(f"[Lake Radio: {denial}]") for each in shown] == [True, True], name


def test_a_long_headline_is_cut_after_the_sites_name_and_whole_where_it_is_shared(small_site):
    """A title has 70 letters as a reader counts them; the card of a shared link has room for all of a headline."""
    first = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    story, told = f"s{key_in(first)}", "The elders' fence at the old well of the north is mended by herders"
    small_site.entry(71, "2026-11-17", told, story=story)
    page = html.fromstring(small_site.clean()[f"stories/{story}/index.html"])
    assert page.xpath("//title")[0].text == told
    assert page.xpath("//meta[@property='og:title']/@content") == [f"{told} · Small Site"]
    small_site.entry(71, "2026-11-17", f"{told} and their many neighbours", story=story)
    page = html.fromstring(small_site.clean()[f"stories/{story}/index.html"])
    assert page.xpath("//title")[0].text == f"{told}…"


def test_a_pages_name_for_programs_is_plain_text(small_site):
    """Structured data is JSON: an ampersand there is one, and no entity."""
    path = small_site.root / "content/pages/cite.en.md"
    path.write_text(re.sub("^Title: .*", "Title: Who & how, one's own", path.read_text("utf-8")), "utf-8")
    page = html.fromstring(small_site.clean()["cite/index.html"])
    assert json.loads(page.xpath("//script/text()")[0])["name"] == "Who & how, one's own · Small Site"
    assert page.xpath("//title")[0].text == "Who & how, one's own · Small Site"


def test_a_hand_written_page_calls_the_site_by_the_name_in_its_settings(small_site):
    """A site made after ours bore our name where it says who keeps it and how to cite it."""
    files = small_site.clean()
    for page in ("about", "cite"):
        for at in ("", "sw/"):
            told = html.fromstring(files[f"{at}{page}/index.html"]).xpath("//main")[0].text_content()
            assert "Small Site" in told, (at, page)
            assert "Usalama W" not in told, (at, page)


def test_what_the_frame_adds_to_a_page_in_english_stays_in_the_language_of_the_tree(small_site):
    """A table in Kiswahili was to be read out as English."""
    (small_site.root / "content/pages/data.sw.md").unlink()
    columns = html.fromstring(small_site.clean()["sw/data/index.html"]).get_element_by_id("columns")
    assert [each.get("lang") for each in columns.iterancestors() if each.get("lang")] == ["sw"]


@pytest.mark.parametrize("numbers", [(1, 2), (2, 30), (1, 1)])
def test_an_area_is_one_of_so_many_only_where_they_are_numbered_through(small_site, numbers):
    """Of two areas with the numbers 2 and 30, one was said to be number 2 of 2."""
    outlines = small_site.root / "content/catalog/county-outlines.json"
    drawn = json.loads(outlines.read_text("utf-8"))
    for slug, number in zip(("baringo", "turkana"), numbers, strict=True):
        drawn["counties"][slug]["number"] = number
    outlines.write_text(json.dumps(drawn), "utf-8")
    files = small_site.clean()
    told = [html.fromstring(files[f"counties/{slug}/index.html"]).text_content() for slug in ("baringo", "turkana")]
    said = [found[0] if (found := re.search(r"number \d+ of \d+", each)) else "" for each in told]
    assert said == (["number 1 of 2", "number 2 of 2"] if numbers == (1, 2) else ["", ""])


@pytest.mark.usefixtures("one_language")
def test_an_area_that_no_map_draws_is_on_none(small_site):
    """Its page showed the country with nothing marked, as where it lies; and a square was said to stand for each."""
    areas = "30,Baringo,baringo\n23,Turkana,turkana\n1,Saku,saku\n"
    (small_site.root / "content/catalog/counties.csv").write_text(f"number,name,slug\n{areas}", "utf-8")
    files = small_site.clean()
    drawn = {slug: b'<svg class="map"' in files[f"counties/{slug}/index.html"] for slug in ("baringo", "saku")}
    assert drawn == {"baringo": True, "saku": False}
    assert b"One square for each county" not in files["counties/index.html"]
