"""The search page: on demand, in both languages, and of use without a script."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).parents[2] / "themes/usalama/templates"


def test_nothing_of_the_index_is_loaded_before_the_field_is_used(visit):
    """Opening the page costs the page and one script of a few hundred bytes: many go on by its lists."""
    page = visit("search/")
    page.wait_for_load_state("networkidle")
    assert [url for url in page.asked if "pagefind" in url or url.endswith(".js")] == [page.url + "search.js"]


def test_a_first_search_takes_what_the_page_says_that_it_does(visit, demo_output):
    """Who pays by the megabyte reads beforehand what a search costs at least, as it comes over the wire."""
    page = visit("search/")
    page.fill("#q", "Chesegon")
    page.locator("#found a").first.wait_for(timeout=15_000)
    asked = (url.partition("?")[0].split("/", 3)[3] for url in page.asked)
    files = {name for name in asked if name.startswith("pagefind/") or name.endswith("/find.js")}
    size = sum(len(gzip.compress((demo_output / name).read_bytes(), 6)) for name in files)
    (least,) = re.findall(r"takes (\d+) kB", (TEMPLATES / "search.html").read_text("utf-8"))
    assert 0.95 <= size / 1000 / int(least) <= 1.25


@pytest.mark.parametrize("name", ["search", "find"])
def test_a_script_fits_into_two_kilobytes(demo_output, name):
    """Its comments are for who keeps it and not for who pays for them; 300 bytes are left for the answer's head."""
    script = (demo_output / f"search/{name}.js").read_bytes()
    assert not re.search(rb"(^|\s)//", script)
    assert len(brotli.compress(script)) + 300 <= 2048


@pytest.mark.parametrize(
    ("tree", "words"), [("", "Chesegon"), ("sw/", "Chesegon"), ("", "uvamizi"), ("sw/", "uvamizi")]
)
def test_headlines_of_both_languages_are_found_from_both_trees(visit, tree, words):
    """A word of a headline leads to its story in the tree that the reader is in, which names whose headline it is."""
    page = visit(f"{tree}search/")
    page.fill("#q", words)
    page.press("#q", "Enter")
    link = page.locator("#found a").first
    link.wait_for(timeout=15_000)
    assert f"/{tree}2026/w" in link.evaluate("node => node.href")
    day = page.locator("#found .m").first.inner_text().partition("\xa0")[0].rpartition(", ")[2].removesuffix(")")
    assert re.fullmatch(r"\d{1,2} \w+ 2026", day), "the day is written as on every other page"
    assert words.lower() in link.inner_text().lower()
    outlet = re.match(r"[^,(.]+", page.locator("#found .m").first.inner_text()).group().strip()
    link.click()
    page.wait_for_url(f"**/{tree}2026/w*/**")
    anchor = page.url.partition("#")[2]
    assert outlet in page.locator(f"[id='{anchor}']").inner_text()


def test_a_story_that_is_found_says_where_it_was_unless_its_headline_does(visit):
    """As on every other list: all its places, or none where the headline names each."""
    page = visit("search/")
    for words, said in (("Chesegon", "\xa0· Elgeyo-Marakwet, West Pokot"), ("Kilifi mob", " 2026")):
        page.fill("#q", words)
        page.locator("#found a", has_text=words.split()[0]).first.wait_for(timeout=15_000)
        assert page.locator("#found .m").first.inner_text().partition("\xa0◆")[0].endswith(said)


def test_the_marks_are_explained_beside_what_is_found_alone(visit):
    """Under an empty field they would explain nothing; they go with what was found."""
    page = visit("search/")
    key = page.locator("p.key")
    assert not key.is_visible()
    page.fill("#q", "Chesegon")
    page.locator("#found a").first.wait_for(timeout=15_000)
    assert key.is_visible()
    page.fill("#q", "")
    key.wait_for(state="hidden", timeout=15_000)


@pytest.mark.parametrize("tree", ["", "sw/"])
def test_a_story_that_is_found_says_how_sure_it_can_be(visit, tree):
    """Its mark for the eye and its words for the ear are those that its week's page has."""
    page = visit(f"{tree}search/")
    marks = {}
    for words in ("Chesegon", "Kilifi mob", "majangili"):
        page.fill("#q", words)
        page.locator("#found a", has_text=words.split()[0]).first.wait_for(timeout=15_000)
        link = page.locator("#found a").first.evaluate("node => node.href")
        drawn, said = page.locator("#found .m").first.locator(":scope > :is([aria-hidden], .vh)").all()
        marks[link] = drawn.inner_text(), said.text_content()
    for link, (mark, words) in marks.items():
        page.goto(link)
        story = page.locator(f"[id='{link.partition('#')[2]}']").text_content()
        assert mark in story
        assert words in story
    assert len({mark for mark, _ in marks.values()}) > 1


@pytest.mark.parametrize("tree", ["", "sw/"])
def test_a_headline_that_does_not_lead_its_story_is_found_and_the_story_named(visit, tree):
    """The word stands in the Kiswahili headline of a story led in English: it is shown, with the story it is in."""
    page = visit(f"{tree}search/")
    page.fill("#q", "majangili")
    page.press("#q", "Enter")
    link = page.locator("#found a").first
    link.wait_for(timeout=15_000)
    assert "majangili" in link.inner_text().lower()
    assert link.get_attribute("lang") == (None if tree else "sw")
    story = r"\. Its story: .+ \(.+ 2026\)(\xa0· .+)?\xa0◆"  # in Kiswahili it is headed by the one that was found
    assert bool(re.search(story, page.locator("#found .m").first.inner_text())) is (not tree)
    assert "¦" not in page.inner_text("#found")


def test_beside_a_headline_that_is_found_stands_its_own_day(visit):
    """In Kiswahili another report may speak for a story; who cites it is not given the day of the first."""
    page = visit("sw/search/")
    page.fill("#q", "mahabusu")
    page.locator("#found a", has_text="mahabusu").first.wait_for(timeout=15_000)
    said = page.locator("#found .m").first.inner_text().partition("\xa0")[0]
    link = page.locator("#found a").first.get_attribute("href")
    page.goto(link)
    days = page.locator(f"[id='{link.partition('#')[2]}'] time").first.inner_text()
    assert said == f"Habari za Leo, {days.partition(' ')[2]} 2026"


def test_what_has_the_word_in_its_headline_stands_before_what_has_it_in_a_topic_s_name(visit):
    """Each week lists first the stories whose own words were found ("police" too); a topic has the word in its name."""
    page = visit("sw/search/")
    page.fill("#q", "polisi")
    page.press("#q", "Enter")
    page.locator("#found a").first.wait_for(timeout=15_000)
    weeks = {}
    for link in page.locator("#found a").all():
        week = link.get_attribute("href").partition("#")[0]
        weeks.setdefault(week, []).append("poli" not in link.inner_text().lower())
    assert any(True in week and False in week for week in weeks.values())
    assert all(sorted(week) == week for week in weeks.values())


def test_a_word_that_is_not_found_is_not_said_to_be_nowhere(visit):
    """Headlines and names are searched, and the answer says so."""
    page = visit("search/")
    page.fill("#q", "zzyzx")
    page.press("#q", "Enter")
    page.locator("#count", has_text="No story").wait_for(timeout=15_000)
    said = "No story has these words in a headline, or in the names of its outlets, topics and places."
    assert page.inner_text("#count").startswith(said)
    assert page.locator("#found a").count() == 0


def test_without_a_script_the_form_asks_an_engine_for_this_site_alone(visit):
    """The words go to a general engine, limited to the site; the lists below need nothing at all."""
    page = visit("search/", javascript=False)
    form = page.locator("form")
    assert form.get_attribute("action") == "https://duckduckgo.com/"
    assert form.get_attribute("method") == "get"
    assert page.get_attribute("input[name=sites]", "value") == "sample.example"
    page.click("text=All stories of 2026")
    assert page.locator("main li").count() > 50


@pytest.mark.parametrize("part", ["find.js*", "pagefind.js*", "wasm*", "*_meta", "*_index", "*_fragment"])
def test_an_index_that_cannot_be_loaded_is_said(visit, part):
    """Without any part of it none is said to be lacking; the lists stay, and back in the net the words are found."""
    page = visit("search/")
    page.route(f"**/{part}", lambda route: route.abort())
    page.fill("#q", "Chesegon")
    page.press("#q", "Enter")
    page.locator("#count", has_text="could not be loaded").wait_for(timeout=15_000)
    assert page.locator("text=All stories of 2026").is_visible()
    page.unroute(f"**/{part}")
    page.press("#q", "Enter")
    page.locator("#found a").first.wait_for(timeout=15_000)
    assert page.inner_text("#count") == "1 story"


def test_a_page_that_was_open_while_the_site_was_built_anew_finds_what_there_is_now(visit):
    """The index that it began with is gone: it asks for the one of now, without being told."""
    page = visit("search/")
    gone = []
    page.route("**/*_index", lambda route: route.continue_() if gone else gone.append(route.fulfill(status=404)))
    page.fill("#q", "Chesegon")
    page.locator("#found a").first.wait_for(timeout=15_000)
    assert gone


@pytest.mark.parametrize(
    "words", ['"Tana River"', "“tana river”", "Tána curfew", "lifted “Tana River”", "Elgeyo-Marakwet"]
)
def test_words_are_found_in_quotes_and_in_whatever_spelling_a_phone_gives_them(visit, words):
    """Straight or curly quotes, accents and hyphens are no part of a headline's words."""
    page = visit("search/")
    page.fill("#q", words)
    page.locator("#found a").first.wait_for(timeout=15_000)
    assert ("Tana River" in page.inner_text("#found")) is ("-" not in words)


def test_words_in_quotes_stand_together(visit):
    """Each of them alone is not what was asked for."""
    page = visit("search/")
    page.fill("#q", '"River Tana"')
    page.locator("#count", has_text="No story").wait_for(timeout=15_000)


@pytest.mark.parametrize("tree", ["", "sw/"])
def test_a_page_opened_from_a_file_says_that_search_needs_a_server(chromium, demo_output, tree):
    """No browser reads the index from a disk: the page says so at once, and words typed lead nowhere else."""
    page = chromium.new_page()
    page.goto(f"{(demo_output / tree / 'search').as_uri()}/index.html")
    assert "usalama serve" in page.inner_text("#count")
    page.fill("#q", "Chesegon")
    page.press("#q", "Enter")
    assert page.url.startswith("file:")
    assert "usalama serve" in page.inner_text("#count")
    page.close()


def test_the_sample_says_so_without_a_script_too(visit):
    """Where the sample is opened without scripts, its own words say what search needs."""
    assert "usalama serve" in visit("search/", javascript=False).inner_text("#how")
