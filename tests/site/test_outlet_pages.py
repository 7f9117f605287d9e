"""Whose words stand where: quotations under their outlets, wordings that were changed, and outlets' own pages."""

import csv
import io
import json
import re

import pytest
from lxml import html
from small_site import panel

from usalama.files.weekstates import key_in
from usalama.gate import files as gate


def test_what_an_outlet_changed_or_dropped_is_shown_with_the_wording_before(small_site):
    """Both numbers stand on the week's page and in the range, and a report that its feed dropped says so."""
    path = small_site.entry(73, "2026-11-20", "Raid at the old well", summary="Five herders were killed, a chief said.")
    head = "\nSaid: Three herders were killed, a chief said.\nGone: 2026-11-21T10:00:00+03:00\n\n"
    path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert 'earlier excerpt: <s dir="auto">Three herders were killed, a chief said.</s>' in page
    assert "no longer in its feed since 21 Nov, the link may be dead" in page
    assert "<dt>Killed</dt><dd><b>3–5</b>" in page


@pytest.mark.usefixtures("one_language")
def test_what_an_outlet_changed_is_shown_wherever_its_report_stands(small_site):
    """Beside a line, and on the companion of a busy week, which has the reports that the week's page leaves out."""
    for number in range(20, 26):
        lead = small_site.entry(number, "2026-11-17", f"Trial {number} opens", topics=("courts",))
        story = "s" + key_in(lead)
        path = small_site.entry(
            number + 10, "2026-11-18", "Trial on", topics=("courts",), story=story, outlet="lake-radio"
        )
        path.write_text(path.read_text("utf-8").replace("\n\n", f"\nWas: Once {number}\n\n", 1), "utf-8")
    week = small_site.clean()["2026/w47/index.html"].decode()
    assert [number for number in range(20, 26) if f"Once {number}</s>" not in week] == []
    first = small_site.entry(73, "2026-11-18", "Raid at the old well")
    others = [
        small_site.entry(number, "2026-11-19", f"Well raid, told {number}", story="s" + key_in(first), outlet=outlet)
        for number, outlet in enumerate(("lake-radio", "valley-gold", "news-mirror", "valley-post") * 3, 74)
    ]
    for path in others:
        head = f"\nWas: Once {path.name[:4]}\nGone: 2026-11-21T10:00:00+03:00\n\n"
        path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    for number in range(100, 140):
        small_site.entry(number, "2026-11-17", f"Goat {number} taken", topics=("courts",))
    files = small_site.clean()
    more = files["2026/w47/more/index.html"].decode()
    for path in others:
        assert f'earlier headline: <s dir="auto">Once {path.name[:4]}</s> · no longer in its feed' in more


def test_a_feed_shows_what_an_outlet_changed(small_site):
    """Both headlines and both excerpts, each once, in words and for programs; in the language of the feed."""
    path = small_site.entry(73, "2026-11-20", "Five hurt at the old well", summary="Five were hurt, a chief said.")
    head = "\nWas: Three hurt at the old well\nSaid: Three were hurt, a chief said.\n\n"
    path.write_text(path.read_text("utf-8").replace("\n\n", head, 1), "utf-8")
    pages = small_site.clean()
    for name in ("feeds/all.xml", "feeds/topic-banditry.xml"):
        assert (
            "· <span>earlier headline:</span> “<span>Three hurt at the old well</span>”"
            " · <span>earlier excerpt:</span> “<span>Three were hurt, a chief said.</span>”</li>"
        ) in pages[name].decode(), name
        assert gate.inspect(name, pages[name]) == (), "the gate lets it out"
    ours = pages["sw/feeds/all.xml"].decode()
    assert '<span xml:lang="sw">kichwa cha awali:</span> “<span>Three hurt at the old well</span>”' in ours
    items = json.loads(pages["feeds/all.json"])["items"]
    (item,) = (item for item in items if item["title"] == "Five hurt at the old well (Valley Post)")
    told = "Valley Post: Five hurt at the old well (earlier headline: Three hurt at the old well)"
    assert told in item["content_text"]
    assert list(item["_usalama"]["was"].values()) == [["Three hurt at the old well"]]


def test_a_story_over_weeks_is_headed_by_a_whole_headline_with_its_excerpt(small_site):
    """Its newest week's lead speaks for it, unless its feed cut the headline and another outlet's is whole."""
    first = small_site.entry(70, "2026-11-11", "Fence at the old well cut")
    story = f"s{key_in(first)}"
    small_site.entry(71, "2026-11-17", "Fence at the old well mended, elders …", story=story, summary="It took a day.")
    name = f"stories/{story}/index.html"
    page = small_site.clean()[name].decode()
    assert 'dir="auto" href="https://valley-post.example/71">Fence at the old well mended, elders …</a></h1>' in page
    assert '<blockquote class="p-summary"><p dir="auto">It took a day.</p></blockquote>' in page
    whole = "Old well has its fence again"
    small_site.entry(72, "2026-11-18", whole, story=story, outlet="lake-radio", summary="Done.")
    pages = small_site.clean()
    page, ours = pages[name].decode(), pages[f"sw/{name}"].decode()
    for text, tongue in ((page, ""), (ours, ' lang="en"')):
        assert f'{tongue} dir="auto" href="https://lake-radio.example/72">{whole}</a></h1>' in text
        assert f'<blockquote class="p-summary"><p{tongue} dir="auto">Done.</p></blockquote>' in text
    assert "<b><bdi>Lake Radio</bdi></b>, 18 November 2026" in page
    week = pages["2026/w47/index.html"].decode()
    assert "Fence at the old well mended, elders …</a></h3>" in week, "a week's lead stays"


def test_each_quotation_of_the_sheet_stands_under_its_outlet(small_site):
    """It is read on paper, where no link says whose the words are."""
    sheet = html.fromstring(small_site.clean()["2026/w47/issue.html"].decode())
    heads = sheet.xpath("//article[blockquote]/h2")
    assert heads
    assert all(head.xpath("small/bdi/text()")[0] in {"Valley Post", "Valley Gold FM", "Lake Radio"} for head in heads)


def test_quoted_words_stand_with_the_outlet_that_wrote_them(small_site):
    """Another that gave the same number is named apart: the words between the marks are none of its own."""
    story = small_site.entry(73, "2026-11-17", "Raid at the old well", summary="Two herders were killed, a chief said.")
    own = {"story": f"s{key_in(story)}"}
    said = {"outlet": "lake-radio", "summary": "Seven herders were killed, elders said."}
    small_site.entry(74, "2026-11-18", "Raid at the well", **said, **own)
    kiswahili = {"outlet": "post-75", "language": "sw", "summary": "Wafugaji saba waliuawa."}
    small_site.entry(75, "2026-11-18", "Uvamizi kisimani", **kiswahili, **own)
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert "Seven herders were killed" in page
    assert '” <span class="m"><bdi>Lake Radio</bdi> (same number: Post 75)</span>' in page


def test_words_that_stand_above_are_not_printed_twice(small_site):
    """A number in the lead's own headline or excerpt leads there; on another language's page, in what leads that."""
    story = small_site.entry(
        73, "2026-11-17", "Raid at the old well", summary="Seven herders were killed, a chief said."
    )
    own = {"story": f"s{key_in(story)}", "outlet": "lake-radio", "language": "sw"}
    small_site.entry(74, "2026-11-18", "Uvamizi kisimani", summary="Wafugaji saba waliuawa.", **own)
    pages = small_site.clean()
    for name, words, said in (
        ("", "Seven herders", "<bdi>Valley Post</bdi>, above (same number: Lake Radio)</span></dd>"),
        ("sw/", "Wafugaji saba", "<bdi>Lake Radio</bdi>, juu (idadi ileile: Valley Post)</span></dd>"),
    ):
        page = pages[f"{name}2026/w47/index.html"].decode()
        assert f'<b>7</b>: <span class="m">{said}' in page
        assert page.count(words) == 1


def test_two_numbers_of_one_report_are_both_said_to_stand_above_once(small_site):
    """An outlet whose headline and excerpt differ is named once: no second outlet says so."""
    small_site.entry(73, "2026-11-17", "Seven herders killed", summary="Nine herders were killed, a chief said.")
    page = html.fromstring(small_site.clean()["2026/w47/index.html"])
    (told,) = page.xpath("//dt[.='Killed'][following-sibling::dd[1]/b='7–9']/following-sibling::dd[1]")
    assert told.text_content() == "7–9: Valley Post, above"


def test_a_feed_says_whose_the_headline_and_the_excerpt_are(small_site):
    """A reading program puts the site's name beside them, whose words they are not."""
    small_site.entry(73, "2026-11-22", "Well found dry", summary="Herders found it at dawn.", outlet="lake-radio")
    files = small_site.clean()
    for name in ("feeds/all.xml", "feeds/county-baringo.xml"):
        entry = files[name].decode().partition("<entry>")[2]
        assert "<title>Well found dry (Lake Radio)</title>" in entry, name
        assert "<p>Lake Radio: “Herders found it at dawn.”</p>" in entry, name
    item = json.loads(files["feeds/all.json"])["items"][0]
    assert item["title"] == "Well found dry (Lake Radio)"
    assert item["content_text"].startswith("Lake Radio: “Herders found it at dawn.”\n\n")


def test_an_outlets_page_has_its_record(small_site):
    """Who was first, how many headlines it changed, and when its feed answered last."""
    path = next(small_site.root.glob("content/entries/2026-w47/0007-*"))
    path.write_text(path.read_text("utf-8").replace("\n\n", "\nWas: Elders to meet at the post\n\n", 1), "utf-8")
    panel(small_site, "2026-w46", valley_post=True)
    panel(small_site, "2026-w47", valley_post=False)
    page = small_site.clean()["sources/valley-post/index.html"].decode()
    assert "Headlines changed after we listed them:</span>" in page.replace(" <b>1</b>", "")
    assert "Headlines changed after we listed them: <b>1</b>" in page


def test_an_outlets_page_lists_what_it_wrote_itself(small_site):
    """Each of its reports under its own headline, which leads to it, in either tree; the story is one link beside."""
    story = key_in(small_site.entry(70, "2026-11-17", "Fence at the old well cut"))
    own = {"story": f"s{story}", "outlet": "lake-radio"}
    small_site.entry(71, "2026-11-18", "Ua wa kisima cha kale wakatwa", language="sw", **own)
    small_site.entry(72, "2026-11-19", "Who cut the fence at the old well?", **own)
    pages = small_site.clean()
    for tree, marks in (("", ("sw", None)), ("sw/", (None, "en"))):
        page = html.fromstring(pages[f"{tree}sources/lake-radio/index.html"].decode())
        links = page.xpath(f"//main//li[.//a[contains(@href, '#s{story}')]]/a[1]")
        told = [(link.text_content(), link.get("lang")) for link in links]
        assert told == [("Ua wa kisima cha kale wakatwa", marks[0]), ("Who cut the fence at the old well?", marks[1])]
        assert all(link.get("href").startswith("https://lake-radio.example/") for link in links)
        assert "Fence at the old well cut" not in page.text_content()


def test_outlets_of_one_kind_and_language_stand_under_one_heading(small_site):
    """What they have in common is said once, not after each of their names."""
    table = html.fromstring(small_site.clean()["sources/index.html"].decode()).xpath("//main//table")[0]
    groups = {
        " ".join(body.xpath("string(tr/th[@scope='rowgroup'])").split()): body.xpath("tr/th[@scope='row']/a/text()")
        for body in table.xpath("tbody")
    }
    assert groups["Newspaper · English"] == ["Valley Post"]
    assert groups["Broadcaster · English, Kiswahili"] == ["Lake Radio"]
    assert not any("English" in name for name in table.xpath("tbody/tr/th[@scope='row']//text()"))


def test_an_outlet_that_left_the_catalogue_stands_under_no_other_kind(small_site):
    """Its reports stay: what kind it is nobody knows any more, and its page asks no question that it leaves open."""
    feeds = small_site.root / "content/catalog/feeds.toml"
    blocks = feeds.read_text("utf-8").split("[[outlets]]\n")
    feeds.write_text("[[outlets]]\n".join(each for each in blocks if "lake-radio" not in each), "utf-8")
    pages = small_site.clean()
    table = html.fromstring(pages["sources/index.html"].decode()).xpath("//main//table")[0]
    (group,) = (body for body in table.xpath("tbody") if body.xpath(".//a[@href='lake-radio/']"))
    assert group.xpath("string(tr[1])") == "No longer in the catalogue"
    page = html.fromstring(pages["sources/lake-radio/index.html"].decode()).text_content()
    assert "Sources · " not in page
    assert not re.search("Languages?:", page)


def test_being_first_is_said_of_a_week(small_site):
    """Each week of a story has its first: the page says so, for another outlet may have told it in the week before."""
    pages = small_site.clean()
    assert "that no other outlet had earlier in the same week" in pages["sources/index.html"].decode()
    said = "<b>2</b> stories that no other outlet had earlier in the same week"
    assert said in pages["sources/lake-radio/index.html"].decode(), "of a story that began at the valley's post"


def test_an_outlets_numbers_agree_with_their_nouns(small_site):
    """One report, one story: its record speaks of one as of one, in either language."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    story = key_in(small_site.entry(1, "2026-11-17", "Fence at the well cut", outlet="lake-radio"))
    small_site.entry(2, "2026-11-18", "Who cut the fence?", outlet="valley-post", story=f"s{story}")
    pages = small_site.clean()
    record = html.fromstring(pages["sources/lake-radio/index.html"]).text_content()
    assert "1 report in 12 weeks" in record
    assert "1 story that no other outlet had earlier" in record
    assert "Of 1 story that others report too" in record
    assert "<b>1</b> ambayo hakuna" in pages["sw/sources/lake-radio/index.html"].decode()


def test_an_outlets_share_has_no_decimal_that_nobody_counted(small_site):
    """It is known to a hundredth of all reports, and an outlet that was read is never said to have none of them."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number in range(2):
        small_site.entry(number, "2026-11-17", f"Raid {number} at the well", outlet="lake-radio")
    for number in range(2, 7):
        small_site.entry(number, "2026-11-17", f"Levy {number} on boats at the lake")
    assert "<b>29&nbsp;%</b> of all reports" in small_site.clean()["sources/lake-radio/index.html"].decode()
    for number in range(7, 500):
        small_site.entry(number, "2026-11-17", f"Levy {number} on boats at the lake")
    assert "<b>&lt;1&nbsp;%</b> of all reports" in small_site.clean()["sources/lake-radio/index.html"].decode()


def test_every_outlet_has_a_row_and_an_hours_news_renews_it_without_the_archive(small_site):
    """A table of outlets is made from the newest twelve weeks: an older week is not read for it."""
    panel(small_site, "2026-w46", valley_post=True, lake_radio=False)
    have = small_site.print(small_site.root / "tree")["written"]
    (small_site.root / ".cache/weeks/2026-w45.txt").unlink(missing_ok=True)
    small_site.entry(82, "2026-11-20", "Herders guard the old well")
    assert "data/outlets.csv" in small_site.print(small_site.root / "stage", have)["written"]
    rows = {row["outlet"]: row for row in csv.DictReader(io.StringIO(small_site.clean()["data/outlets.csv"].decode()))}
    assert list(rows) == ["valley-post", "lake-radio", "valley-gold", "news-mirror"]
    assert (rows["valley-post"]["owner"], rows["valley-post"]["last_answer"]) == ("Valley Group", "2026-W46")
    assert (rows["lake-radio"]["last_answer"], rows["news-mirror"]["kind"]) == ("", "re-publisher")
