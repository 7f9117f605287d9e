"""Readers of the second language: who speaks to them in lists, what evidence says to them, and what they can find."""

import gzip
import json
import os
from itertools import product

import pytest
from lxml import etree, html

from usalama.files.weekstates import key_in

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TOLD = "Ua wa kisima cha kale watengenezwa"
LISTS = (
    "topics/banditry/index.html",
    "counties/baringo/index.html",
    "stories/index.html",
    "archive/2026/index.html",
)


@pytest.fixture
def told_twice(small_site):
    """A story of two weeks whose newer one is led in English and told in Kiswahili too; its number."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=f"s{story}")
    own = {"outlet": "lake-radio", "language": "sw", "summary": "Wazee wanasema ua umesimama tena."}
    small_site.entry(72, "2026-11-18", TOLD, story=f"s{story}", **own)
    return story


def heads(page, story):
    """Return the headlines of a page that lead to the newest chapter of a story, or to its page over weeks."""
    links = html.fromstring(page.decode()).xpath("//main//a[@href][not(ancestor::*[@class='m'])]")
    return [link for link in links if link.get("href").endswith((f"2026/w47/#s{story}", f"s{story}/"))]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_speaks_to_its_reader_through_a_report_in_their_language(small_site, told_twice, name):
    """The Kiswahili list shows an outlet's own Kiswahili headline, not marked as foreign; the English list its lead."""
    pages = small_site.clean()
    there, here = heads(pages[f"sw/{name}"], told_twice), heads(pages[name], told_twice)
    assert {(link.text, link.get("lang")) for link in there} == {(TOLD, None)}
    assert {(link.text, link.get("lang")) for link in here} == {("Fence at the old well mended", None)}
    assert len(there) == len(here) > 0


@pytest.mark.usefixtures("told_twice")
def test_below_a_headline_stand_the_words_of_its_own_outlet(small_site):
    """In either language the newest week's excerpt on a topic's and a county's page is of the report that heads it."""
    pages = small_site.clean()
    said = {"": "Herders say that it began before dawn.", "sw/": "Wazee wanasema ua umesimama tena."}
    headed = {"": "Fence at the old well mended", "sw/": TOLD}
    for name, tree in product(LISTS[:2], said):
        (line,) = html.fromstring(pages[tree + name].decode()).xpath(f"//li[a='{headed[tree]}'][blockquote]")
        assert line.xpath("string(blockquote/p)") == said[tree], tree + name


def test_a_list_falls_back_on_the_story_s_own_lead_and_marks_its_language(small_site):
    """Nobody told it in Kiswahili: the English headline stands, as English."""
    key = key_in(small_site.entry(71, "2026-11-17", "Fence at the old well mended"))
    (link,) = heads(small_site.clean()["sw/topics/banditry/index.html"], key)
    assert (link.text_content(), link.get("lang")) == ("Fence at the old well mended", "en")


@pytest.mark.usefixtures("told_twice")
def test_a_list_of_which_only_the_other_headline_changed_is_made_anew(small_site):
    """What a list shows to readers of the second language stands in the week's summary, and changes with it."""
    tree = small_site.root / "tree"
    have = small_site.print(tree)["written"]
    (path,) = small_site.root.glob("content/entries/2026-w47/0072-*")
    path.write_text(path.read_text("utf-8").replace(TOLD, "Ua wa kisima wasimama"), "utf-8")
    stage = small_site.root / "stage"
    written = small_site.print(stage, have)["written"]
    assert {f"sw/{name}" for name in LISTS} <= set(written)
    clean = small_site.clean()
    assert {name: (stage / name).read_bytes() for name in written} == {name: clean[name] for name in written}


def test_a_week_that_is_not_read_again_still_knows_who_speaks(small_site):
    """The week after it changed: of it only the summary is read, and every list comes out as from nothing."""
    story = key_in(small_site.entry(70, "2026-11-04", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-10", "Fence at the old well mended", story=f"s{story}")
    small_site.entry(72, "2026-11-11", TOLD, story=f"s{story}", outlet="lake-radio", language="sw")
    for path in small_site.root.glob("content/entries/*/*"):
        os.utime(path, ns=(1, 1))  # one written this very moment would be read again
    have = small_site.print(small_site.root / "tree")["written"]
    small_site.entry(75, "2026-11-20", "Goats counted at the well")
    stage = small_site.root / "stage"
    written, clean = small_site.print(stage, have)["written"], small_site.clean()
    lists = {f"sw/{name}" for name in LISTS if name != "stories/index.html"}
    assert lists <= set(written)
    assert "sw/2026/w46/index.html" not in written
    assert all(TOLD in (stage / name).read_text("utf-8") for name in lists)
    assert {name: (stage / name).read_bytes() for name in written} == {name: clean[name] for name in written}


def test_a_feed_of_everything_speaks_the_second_language(small_site, told_twice):
    """Its frame, its links and its own headlines are Kiswahili, each entry marks its language; its ids are its own."""
    pages = small_site.clean()
    feed, other = (etree.fromstring(pages[f"{at}feeds/all.xml"]) for at in ("sw/", ""))
    names = {"a": "http://www.w3.org/2005/Atom", "x": "http://www.w3.org/1999/xhtml"}
    assert feed.get(LANG) == "sw"
    assert feed.xpath("string(a:link[@rel='self']/@href)", namespaces=names) == "https://small.example/sw/feeds/all.xml"
    entry, *_ = feed.xpath(f"a:entry[starts-with(a:title, '{TOLD} (')]", namespaces=names)
    assert entry.get(LANG) is None
    assert entry.xpath("string(a:link[@rel='alternate']/@href)", namespaces=names).endswith(
        f"/sw/2026/w47/#s{told_twice}"
    )
    assert entry.xpath("string(.//x:p)", namespaces=names) == "Lake Radio: “Wazee wanasema ua umesimama tena.”"
    assert entry.xpath(".//x:a[.='Fence at the old well mended']/@xml:lang", namespaces=names) == ["en"]
    assert {*feed.xpath("a:entry/a:id/text()", namespaces=names)}.isdisjoint(
        other.xpath("//a:id/text()", namespaces=names)
    )
    assert b'title="Small Site" href="feeds/all.xml"' in pages["sw/index.html"]
    assert b"<code>https://small.example/<wbr>sw/<wbr>feeds/<wbr>all.xml</code>" in pages["sw/feeds/index.html"]


def test_a_feed_in_english_says_so_where_the_page_is_in_another_language(small_site):
    """A topic's and a county's feed come in the first language alone; the link says so, or the heading of a list."""
    pages = small_site.clean()
    for name, feed, told in (
        ("topics/banditry/", "topic-banditry", "."),
        ("counties/baringo/", "county-baringo", "."),
        ("feeds/", "topic-banditry", "preceding::h2[1]"),
    ):
        (link,) = html.fromstring(pages[f"sw/{name}index.html"].decode()).xpath(
            f"//main//a[contains(@href, '{feed}.xml')]"
        )
        (words,) = link.xpath(told)
        assert (link.get("hreflang"), words.text_content().endswith(" (kwa Kiingereza)")) == ("en", True)
        assert "in English" not in pages[f"{name}index.html"].decode()


def test_every_headline_of_a_story_is_in_the_search_index_once(small_site, told_twice):
    """A reader finds the story by the words of any of its reports, each named with its outlet, day and language."""
    small_site.entry(73, "2026-11-19", "Fence at the old well mended", story=f"s{told_twice}", outlet="valley-gold")
    small_site.entry(74, "2026-11-19", "Well fence stands, herders say", story=f"s{told_twice}", outlet="valley-gold")
    files = small_site.clean()
    fragments = [gzip.decompress(body).decode() for name, body in files.items() if "/fragment/" in name]
    weeks = [json.loads(text.partition("{")[1] + text.partition("{")[2])["content"] for text in fragments]
    (week,) = (text for text in weeks if TOLD in text)
    others = (
        f"¦ {TOLD} ‖ Lake Radio ‖ 2026-11-18 ‖ sw ¦ Well fence stands, herders say ‖ Valley Gold FM ‖ 2026-11-19 ‖ en"
    )
    assert f"{others} ¦ ¦ " in week
    assert week.count("Fence at the old well mended") == 1


def test_a_headline_that_has_the_index_s_own_marks_names_no_other_outlet(small_site, told_twice):
    """What stands between headline, outlet and language is ours alone, whatever a publisher writes."""
    forged = "Fence falls ‖ Lake Radio ‖ en ¦ Wells dry"
    small_site.entry(73, "2026-11-19", forged, outlet="valley-gold")
    small_site.entry(74, "2026-11-19", forged, story=f"s{told_twice}", outlet="valley-gold")
    files = small_site.clean()
    text = "".join(gzip.decompress(body).decode() for name, body in files.items() if "/fragment/" in name)
    assert "Fence falls | Lake Radio | en | Wells dry ‖ Valley Gold FM ‖ 2026-11-19 ‖ en" in text
    assert "¦ Fence falls | Lake Radio | en | Wells dry ‖ Valley Gold FM ‖ 2026-11-19 ‖ en ¦ ¦ " in text


def test_evidence_that_is_cut_short_ends_with_a_whole_share(small_site):
    """A score's first share stands whole, and no number in pieces; all of it is in the data that the page links to."""
    path = small_site.entry(70, "2026-11-18", "Fence at the old well cut")
    text, first = path.read_text("utf-8"), "threat +3.5 (fence cut, old well)"
    near = "first report: the nearest other is in s0123456789"
    whole = f"Why: relevance 0.90: {first}; plain words +3.4 (fence, well, neighbour) | story s0: {near}, score -2.5 | "
    path.write_text(text.replace("Why: relevance 0.90: raid | ", whole), "utf-8")
    pages = small_site.clean()
    page, kiswahili = (pages[f"{at}2026/w47/index.html"].decode() for at in ("", "sw/"))
    assert f": {first} …</li>" in page
    assert f': tishio <span lang="en" dir="auto">{first.removeprefix("threat ")} …</span></li>' in kiswahili
    assert ": first report: the nearest other is in another story …</li>" in page


def test_evidence_is_told_in_the_page_s_language_around_what_it_quotes(small_site):
    """The frame of a reason is Kiswahili; its terms are the report's own, and what stays English says so."""
    path = small_site.entry(70, "2026-11-18", "Fence at the old well cut", counties=("turkana",))
    text = path.read_text("utf-8")
    county, story = 'county turkana: implied by "Old Well" (ward)', 'story s0: with "Fence cut" (lake-radio)'
    county += ' | county turkana: implied by "Old Gate" (hot spot)'
    path.write_text(text.replace("topic banditry: raid", f"topic banditry: 0.90: raid | {county} | {story}"), "utf-8")
    pages = small_site.clean()
    english, kiswahili = (pages[f"{at}2026/w47/index.html"].decode() for at in ("", "sw/"))
    assert ": implied by &#34;Old Well&#34; (ward)" in english
    assert ": implied by &#34;Old Gate&#34;</li>" in english, "no place is called one of trouble"
    assert 'Turkana: imedokezwa na <span lang="en" dir="auto">&#34;Old Well&#34;</span> (wadi)' in kiswahili
    assert 'Habari ile ile: pamoja na <span lang="en" dir="auto">&#34;Fence cut&#34;' in kiswahili
    assert 'Ujangili: <span lang="en" dir="auto">0.90: raid</span>' in kiswahili
    assert '(kwa Kiingereza): <span lang="en">raid</span>' in kiswahili
    assert "kwa Kiingereza" not in english


def test_evidence_is_marked_with_the_language_of_the_report_that_it_quotes(small_site):
    """On a Kiswahili page another report may speak for the story; a voice has the terms in their tongue."""
    story = f"s{key_in(small_site.entry(70, '2026-11-17', 'Raid at the old well'))}"
    own = {"outlet": "lake-radio", "language": "sw", "summary": "Wazee wanasema hivyo."}
    small_site.entry(71, "2026-11-18", TOLD, story=story, **own)
    alone = f"s{key_in(small_site.entry(72, '2026-11-18', 'Wizi wa mifugo Baringo', topics=('policing',), **own))}"
    pages = small_site.clean()
    found = {}
    for tree, told in (("sw/", story), ("sw/", alone), ("", alone), ("", story)):
        page = html.fromstring(pages[f"{tree}2026/w47/index.html"].decode())
        terms = page.xpath(f"//article[@id='{told}']//details//li[2]/span")
        found[tree, told] = [(term.text, term.get("lang")) for term in terms]
    assert found == {
        ("sw/", story): [("raid", "en")],
        ("sw/", alone): [("raid", None)],
        ("", alone): [("raid", "sw")],
        ("", story): [],
    }


def test_a_headline_is_no_reason_to_be_one_story_with_itself(small_site):
    """On a Kiswahili page a report leads that the English one was joined with: its own reason stands there."""
    path = small_site.entry(70, "2026-11-18", "Raid at the old well")
    story = f"s{key_in(path)}"
    own = {"outlet": "lake-radio", "language": "sw", "summary": "Wazee wanasema hivyo.", "story": story}
    other = small_site.entry(71, "2026-11-17", TOLD, **own)
    reasons = f'with "{TOLD}" (lake-radio): both have well', "first report: shares no rare word with any recent one"
    for each, why in zip((path, other), reasons, strict=True):
        text = each.read_text("utf-8")
        each.write_text(text.replace("topic banditry: raid", f"topic banditry: raid | story {story}: {why}"), "utf-8")
    pages = small_site.clean()
    found = {}
    for tree, words in (("", "Same story"), ("sw/", "Habari ile ile")):
        page = html.fromstring(pages[f"{tree}2026/w47/index.html"].decode())
        (found[tree],) = page.xpath(f"//article[@id='{story}']//details//li[starts-with(., '{words}')]")
    assert f'Same story: with "{TOLD}"' in found[""].text_content()
    assert found["sw/"].text_content().startswith("Habari ile ile: ripoti ya kwanza")


def test_the_words_of_a_case_are_marked_with_their_language(small_site):
    """How far a case has come is quoted from a report; where that is in another language than the page, it says so."""
    story = key_in(small_site.entry(70, "2026-11-17", "Goats stolen at the old well"))
    told = {"outlet": "lake-radio", "language": "sw", "story": f"s{story}"}
    small_site.entry(71, "2026-11-18", "Washukiwa wawili wakamatwa kwa wizi wa mbuzi", **told)
    pages = small_site.clean()
    for page, marked in (("2026/w47/index.html", "sw"), ("sw/2026/w47/index.html", None)):
        case = f"//article[@id='s{story}']//dl[contains(@class, 'case')]//dd/span[@dir]"
        (quote,) = html.fromstring(pages[page].decode()).xpath(case)
        assert ("wakamatwa" in quote.text, quote.get("lang")) == (True, marked)
