"""Story memory on the pages: a case's step on every week of its story, cases gone quiet, pledges with what followed."""

import csv
import gzip
import json
import re
from xml.etree import ElementTree as ET

from lxml import html

from usalama.files.weekstates import key_in

ATOM = "{http://www.w3.org/2005/Atom}"


def test_an_older_week_quotes_no_later_step_and_leads_to_the_page_that_has_it(small_site):
    """A charge reported in a new week stands on the story's page; the older week says of its step that there is more.

    Who reads there that somebody was arrested is told in the same line that it may not have ended so.
    """
    story = "s" + key_in(small_site.entry(60, "2026-11-05", "Police arrested two men over forty goats"))
    have = small_site.print(small_site.root / "tree")["written"]
    small_site.entry(61, "2026-11-20", "Two men charged with taking goats", story=story, outlet="lake-radio")
    answer = small_site.print(small_site.root / "stage", have)
    old = (small_site.root / "stage/2026/w45/index.html").read_text("utf-8")
    assert "Arrests reported" in old
    assert "charged with taking goats" not in old
    assert "Charges reported" not in old
    case = old.replace(story, "{story}").partition("Arrests reported")[2].partition("</dl>")[0]
    assert "So it stood this week." in case
    assert 'stories/{story}/">Reported again in a later week' in case
    files = small_site.clean()
    assert files["2026/w45/index.html"].decode() == old
    assert b"charged" not in files["2026/w45/data.csv"]
    assert f"stories/{story}/index.html" in answer["written"]
    for name in (f"stories/{story}/index.html", "2026/w47/index.html"):
        page = files[name].decode()
        assert "Charges reported" in page
        assert "charged with taking goats" in page
        assert "So it stood this week" not in page
    assert "Reported again in a later week" not in page


def test_a_chapter_says_how_its_story_began_and_its_page_where(small_site):
    """Who reads of a charge, on the page or in the letter, sees the first headline; the story keeps its place."""
    story = "s" + key_in(small_site.entry(60, "2026-11-05", "Forty goats driven off at Loruk"))
    small_site.entry(61, "2026-11-20", "Two men deny theft", story=story, outlet="lake-radio", counties=())
    files = small_site.clean()
    for name, link in (("index", f"../w45/#{story}"), ("letter", f"/2026/w45/#{story}")):
        page = html.document_fromstring(files[f"2026/w47/{name}.html"].decode())
        (begun,) = page.xpath("//p[contains(., 'Reported in 1 earlier week')]/a[contains(., 'Forty goats')]")
        assert begun.get("href").endswith(link)
        assert begun.text_content() == "“Forty goats driven off at Loruk”", "no mark ends or begins a row alone"
        assert "” Valley Post" in begun.getparent().text_content().replace("(", "")
    label = html.document_fromstring(files[f"stories/{story}/index.html"].decode()).xpath("//p[@class='k']")[0]
    assert "Baringo" in label.text_content()


def test_a_chapter_that_names_no_county_is_told_in_its_storys_county_and_says_so(small_site):
    """Who follows the county reads of the verdict, on its page and in its feed; no report seems to name it.

    The letter has the headline by which another report of it denies something.
    """
    story = "s" + key_in(small_site.entry(60, "2026-11-05", "Forty goats driven off at Loruk"))
    small_site.entry(61, "2026-11-20", "Two men jailed for theft", story=story, outlet="lake-radio", counties=())
    denial = "Court denies that two men were jailed"
    small_site.entry(62, "2026-11-21", denial, story=story, outlet="valley-gold", counties=())
    tree = small_site.clean()
    files = {name: body.decode("utf-8", "replace") for name, body in tree.items()}
    index = "".join(gzip.decompress(body).decode() for name, body in tree.items() if "/fragment/" in name)
    assert "Two men jailed for theft ‖ " in index
    assert not re.search('Two men jailed for theft ‖ [^"]*‖ Baringo', index)
    page = html.document_fromstring(files["counties/baringo/index.html"])
    (line,) = page.xpath("//li[contains(., 'Two men jailed')]")
    assert "by its story" in line.text_content()
    (told,) = page.xpath("//li[contains(., 'Forty goats')]")
    assert "by its story" not in told.text_content()
    feed = files["feeds/county-baringo.xml"]
    assert "Two men jailed" in feed
    assert feed.count("No report of this week names Baringo; earlier ones of its story do.") == 1
    article = (
        html.document_fromstring(files["2026/w47/index.html"]).xpath(f"//article[@id='{story}']")[0].text_content()
    )
    assert "by its story: Baringo" in article
    assert "Baringo: by its story, as of week 2026-W45" in article
    assert "kwa habari yake: Baringo" in files["sw/2026/w47/index.html"]
    assert "by its story: Baringo" in files["2026/w47/plain.txt"]
    rows = [row for row in csv.DictReader(files["2026/w47/data.csv"].splitlines()) if row["story"] == story]
    assert {(row["counties"], row["by_story"]) for row in rows} == {("baringo", "baringo")}
    (place,) = [each for each in json.loads(files["2026/w47/data.geojson"])["features"] if story in each["id"]]
    assert place["properties"]["precision"] == "by its story"
    assert f"Sat: {denial}" in html.document_fromstring(files["2026/w47/letter.html"]).text_content()


def test_a_case_without_a_report_for_four_weeks_is_listed_as_quiet(small_site):
    """A story of one week that ended in an arrest, months ago, is named with the week of its last report."""
    small_site.entry(61, "2026-09-09", "Police arrested the keeper of the stolen radios")
    page = small_site.clean()["stories/index.html"].decode()
    quiet = page.partition('id="cases"')[2]
    assert "keeper of the stolen radios" in quiet
    assert "Arrests reported" in quiet
    assert "no report after week 37 of 2026" in quiet


def test_a_quiet_case_is_listed_as_its_report_stands_now(small_site):
    """An outlet's new headline and the desk's other county reach the list, though the case is as it was."""
    said = {"summary": "Police arrested the keeper of the stolen radios."}
    path = small_site.entry(61, "2026-09-09", "Radios found at the old well", **said)
    have = small_site.print(small_site.root / "tree")["written"]
    path.write_text(path.read_text("utf-8").replace("the old well", "the new well", 1), "utf-8")
    small_site.print(small_site.root / "stage", have)
    assert "Radios found at the new well" in (small_site.root / "stage/stories/index.html").read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace("Counties: baringo", "Counties: turkana", 1), "utf-8")
    small_site.print(small_site.root / "stage", have)
    assert "9\xa0Sep&nbsp;· Turkana" in (small_site.root / "stage/stories/index.html").read_text("utf-8")


def test_an_abduction_without_an_end_is_listed_as_quiet_and_one_that_ended_is_not(small_site):
    """Nobody was arrested: that somebody was taken is enough to be missed, until a report says how it ended."""
    path = small_site.entry(61, "2026-09-09", "Gunmen kidnap chief at the old well")
    quiet = small_site.clean()["stories/index.html"].decode().partition('id="cases"')[2]
    assert "kidnap chief at the old well" in quiet
    assert "Reported, no outcome told" in quiet
    story = "s" + key_in(path)
    small_site.entry(62, "2026-09-17", "Abducted chief freed at the old well", story=story)
    assert 'id="cases"' not in small_site.clean()["stories/index.html"].decode()


def test_a_pledge_is_shown_with_its_words_and_what_followed(small_site):
    """The page and the feed quote the promise, name its outlet and link the later week of its story."""
    words = "Government will build a police station by December"
    path = small_site.entry(62, "2026-11-05", words)
    story = "s" + key_in(path)
    small_site.entry(63, "2026-11-19", "Residents ask about the new post", story=story)
    files = small_site.clean()
    for name in ("pledges/index.html", "sw/pledges/index.html"):
        page = files[name].decode()
        assert words in page
        assert "by December" in page
        assert f"../2026/w47/#{story}" in page or f"2026/w47/index.html#{story}" in page
    assert files["pledges/index.html"].decode().count("<dt>Due</dt>") == 1
    (entry,) = ET.fromstring(files["feeds/pledges.xml"]).iter(f"{ATOM}entry")
    assert words in (entry.findtext(f"{ATOM}title") or "")


def test_a_pledge_that_several_outlets_tell_is_listed_once_with_each_of_them(small_site):
    """Their words stand together, each with its own link; the same words stand once; a later report is still told."""
    told = [
        ("valley-post", "Government to build stations by December"),
        ("lake-radio", "Government to build stations by December"),
        ("valley-gold", "Government promises two new police stations by January"),
        ("lake-radio", "State to build police stations"),
    ]
    story = ""
    for number, (outlet, words) in enumerate(told, 70):
        path = small_site.entry(number, f"2026-11-{number - 66:02}", words, outlet=outlet, story=story, summary="")
        story = story or "s" + key_in(path)
    small_site.entry(80, "2026-11-19", "Residents ask about the new post", story=story)
    files = small_site.clean()
    for name in ("pledges/index.html", "sw/pledges/index.html"):
        (pledge,) = html.fromstring(files[name]).xpath("//article")
        assert [quote.text_content() for quote in pledge.xpath(".//blockquote")] == [each[1] for each in told[1:]]
        links = pledge.xpath(".//a[starts-with(@href,'http')]")
        assert [(link.get("href"), link.text_content().partition(": ")[2]) for link in links] == [
            (f"https://{outlet}.example/{number}", words) for number, (outlet, words) in enumerate(told, 70)
        ]
        who, due, since = pledge.xpath(".//dd")
        assert [name.text_content() for name in who.xpath(".//bdi")] == ["Valley Post", "Lake Radio"]
        assert [name.text_content() for name in due.xpath(".//bdi")] == ["Valley Post", "Valley Gold FM"]
        assert "Residents ask about the new post" in since.text_content()
    (entry,) = ET.fromstring(files["feeds/pledges.xml"]).iter(f"{ATOM}entry")
    assert len(entry.findall(f"{ATOM}link[@rel='related']")) == len(told)
    assert (entry.findtext(f"{ATOM}updated") or "").startswith("2026-11-07")


def test_a_later_week_counts_as_reported_since_where_it_holds_more_than_the_pledge(small_site):
    """A report beside those that promise is told of, though one of these leads its week; they alone are nothing."""
    first = small_site.entry(62, "2026-11-05", "Government will build a police station by December", summary="")
    story = "s" + key_in(first)
    again = {"story": story, "outlet": "lake-radio"}
    small_site.entry(63, "2026-11-17", "Government to build police station", **again)

    def since() -> str:
        (pledge,) = html.fromstring(small_site.clean()["pledges/index.html"]).xpath("//article")
        return pledge.xpath(".//dd")[-1].text_content()

    assert since() == "nothing else in later weeks of this story"
    small_site.entry(64, "2026-11-19", "Masons begin on the walls", story=story, outlet="valley-gold", summary="")
    assert since() == "Government to build police station Lake Radio, 17 Nov (2 reports)"


def test_of_a_pledge_without_a_time_none_is_spoken(small_site):
    """Only what was said stands there, on the page and in the feed."""
    small_site.entry(62, "2026-11-05", "Government will build a police station")
    files = small_site.clean()
    assert "Government will build a police station" in files["pledges/index.html"].decode()
    assert not [name for name in ("pledges/index.html", "feeds/pledges.xml") if "Due" in files[name].decode()]


def test_a_site_without_a_pledge_says_that_none_was_found(small_site):
    """An empty list is a sentence, not a blank."""
    assert "None found in the reports" in small_site.clean()["pledges/index.html"].decode()


def test_lists_that_are_full_say_that_they_are(small_site):
    """Who counts 100 pledges or 40 quiet cases is told that no more than that are listed; of fewer nothing is said."""
    said = "At most {} are listed here"
    for number in range(100, 199):
        words = (
            f"Government will build a police station in block {number}" if number < 198 else "Police arrested 12 men"
        )
        small_site.entry(number, "2026-11-18", words)
    files = small_site.clean()
    assert b"At most" not in files["pledges/index.html"] + files["stories/index.html"]
    for number in range(200, 240):
        small_site.entry(number, "2026-09-09", f"Police arrested the keeper of radio {number}")
        small_site.entry(number + 100, "2026-11-18", f"Government will build a police station in block {number}")
    files = small_site.clean()
    assert said.format(100) in files["pledges/index.html"].decode()
    assert said.format(40) in files["stories/index.html"].decode().partition('id="cases"')[2]


def test_quiet_stories_that_running_ones_leave_no_room_say_that_they_are_cut(small_site):
    """Both are read from one list of the newest: behind many running stories quiet ones end before their own room."""
    for number in range(100, 182):
        days = ("2026-11-18", "2026-11-10") if number < 150 else ("2026-09-16", "2026-09-09")
        story = "s" + key_in(small_site.entry(number, days[1], f"Goats taken at well {number}"))
        small_site.entry(number + 100, days[0], f"Goats of well {number} are sought", story=story)
    page = small_site.in_english().clean()["stories/index.html"].decode()
    quiet = page.partition('id="quiet"')[2].partition("</section>")[0]
    assert quiet.count("<li>") < 182 - 150
    assert "At most 40 are listed here" in quiet
