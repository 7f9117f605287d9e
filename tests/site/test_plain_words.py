"""What a demanding reader trips over: a count told twice, a line without its mark, a button that leads nowhere."""

import re

import pytest
from lxml import html

import made
from usalama.files.weekstates import key_in

MARKS = {"◆◇◇": "One outlet only", "◆◆◇": "Several outlets, one origin", "◆◆◆": "Independent outlets"}


def panels(site, weeks, **more):
    """Note that one feed answered in some weeks, and ``more`` in the last of them."""
    for week in weeks:
        path = site.root / f"content/panels/2026-w{week}.csv"
        path.parent.mkdir(exist_ok=True)
        names = {"valley-post": 1, **(more if week == weeks[-1] else {})}
        rows = (f"https://{name}.example/feed,{name},{answer}\n" for name, answer in sorted(names.items()))
        path.write_text("feed,outlet,answered\n" + "".join(rows))


def of(page):
    """Return a page of a build as a tree."""
    return html.document_fromstring(page.decode())


def text(nodes):
    """Return the words of some nodes, each in one line."""
    return [" ".join(node.text_content().split()) for node in nodes]


def five_weeks(site):
    """Leave one report of one outlet in each of five weeks."""
    for path in site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10", "2026-11-17"), 50):
        site.entry(number, day, f"Raid of day {number} at the well")


@pytest.mark.parametrize("name", ["counties/baringo", "topics/banditry"])
def test_this_week_s_stories_are_counted_once_where_both_counts_are_one(small_site, name):
    """A feed that joined and told nothing of it changes no count: it is said on which feeds, and no number twice."""
    five_weeks(small_site)
    panels(small_site, range(43, 48), **{"lake-radio": 1})
    page = of(small_site.clean()[f"{name}/index.html"])
    told = " ".join(text(page.xpath("//div[@class='hero']//p[@class='lede' or contains(@class, 'facts')]")))
    assert "1 story this week so far; 4 in the four weeks before. Counted on the feeds that were read in all" in told
    assert told.count("this week") == 1


def test_this_week_s_stories_are_counted_apart_where_a_feed_that_joined_told_some(small_site):
    """What it told is of this week too; only what the other feeds told is held against the weeks before."""
    five_weeks(small_site)
    small_site.entry(60, "2026-11-18", "Goats found by the river", outlet="lake-radio")
    panels(small_site, range(43, 48), **{"lake-radio": 1})
    pages = small_site.clean()
    told = "2 stories this week so far. On the feeds that were read in all of these weeks: 1 this week, 4 in the four"
    assert told in text(of(pages["counties/baringo/index.html"]).xpath("//p[@class='lede']"))[0]
    swahili = "Habari 2 wiki hii hadi sasa. Kwa milisho iliyosomwa katika wiki hizi zote: 1 wiki hii, 4 katika"
    assert swahili in text(of(pages["sw/counties/baringo/index.html"]).xpath("//p[@class='lede']"))[0]


def test_a_count_over_weeks_says_that_a_story_counts_in_each(small_site):
    """Bars, four weeks and outlets' stories add weeks up; what stands beside a list counts each of its stories once."""
    story = f"s{key_in(small_site.entry(60, '2026-11-10', 'Raid at the far well', counties=('turkana',)))}"
    small_site.entry(61, "2026-11-17", "Raid at the far well, two held", counties=("turkana",), story=story)
    pages = small_site.clean()
    said = "A story of several weeks counts in each."
    for name in ("counties/turkana", "topics/banditry", "sources/valley-post", "sources", "topics"):
        assert said in text([of(pages[f"{name}/index.html"])])[0], name
    page = of(pages["counties/turkana/index.html"])
    assert len(page.xpath("//a[starts-with(., 'Raid at the far well')]")) == 2
    listed = page.xpath("//aside/p[. = 'Of the stories listed here.']/following-sibling::ul[1]/li")
    assert text(listed) == ["Banditry2"]  # with the elders' one
    for path in small_site.root.glob("content/entries/*/*.md"):
        if "2026-w47" not in str(path):
            path.unlink()
    assert said not in text([of(small_site.clean()["counties/turkana/index.html"])])[0]


def test_a_county_s_years_stand_beside_it_as_soon_as_there_are_two(small_site):
    """One year's count is that of its weeks again."""
    page = of(small_site.clean()["counties/turkana/index.html"])
    years = "//aside//a[starts-with(@href, '../../archive/')]"
    assert page.xpath(years) == []
    small_site.entry(61, "2025-11-19", "Elders meet at the far well", counties=("turkana",))
    page = of(small_site.clean()["counties/turkana/index.html"])
    assert text(page.xpath(f"{years}/..")) == ["20261 story", "20251 story"]


@pytest.mark.parametrize("name", ["archive/2026/index.html", "stories/index.html"])
def test_each_line_of_a_list_says_how_sure_it_is_and_the_page_what_the_mark_means(small_site, name):
    """One who cannot see the mark hears its words."""
    page = of(small_site.clean()[name])
    lines = page.xpath("//section[contains(@class, 'more')]//li")
    assert lines
    for line in lines:
        mark = line.xpath("string(.//span[@aria-hidden='true'])")
        assert line.xpath(".//span[@class='vh']/text()") == [MARKS[mark]]
    assert text(page.xpath("//p[contains(@class, 'key')]//span[not(@aria-hidden)]")) == [
        f"{mark} {words}" for mark, words in reversed(MARKS.items())
    ]


def test_a_running_story_is_as_sure_in_the_list_as_on_its_page(small_site):
    """Two owners who tell it in two weeks are two, although each week has but one: the week's own lists say that."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    story = "s" + key_in(small_site.entry(62, "2026-11-10", "Forty goats taken at the old bridge"))
    small_site.entry(63, "2026-11-18", "Two held over forty goats", outlet="lake-radio", story=story)
    pages = small_site.clean()
    marks = {name: "".join(of(pages[name]).xpath(path)) for name, path in (
        ("stories/index.html", "//section//li//span[@aria-hidden='true']/text()"),
        (f"stories/{story}/index.html", "//p[contains(@class, 'facts')]//span[@aria-hidden='true']/text()"),
    )}  # fmt: skip
    assert set(marks.values()) == {"◆◆◆"}
    week = of(pages["topics/banditry/index.html"]).xpath("//section//li//span[@aria-hidden='true']/text()")
    assert set(week) == {"◆◇◇"}
    # One owner's second outlet adds no voice.
    small_site.entry(63, "2026-11-18", "Two held over forty goats", outlet="valley-gold", story=story)
    for path in small_site.root.glob("content/entries/2026-w47/*.md"):
        if "lake-radio" in path.read_text("utf-8"):
            path.unlink()
    page = of(small_site.clean()["stories/index.html"])
    assert page.xpath("//section//li//span[@aria-hidden='true']/text()") == ["◆◆◇"]


def test_stories_of_one_change_stand_by_their_days(small_site):
    """What one pull brought changed at one time: the newest day comes first then, as a reader expects."""
    for number, (day, words) in enumerate((("2026-11-17", "Bridge"), ("2026-11-19", "Ferry"), ("2026-11-18", "Well"))):
        story = "s" + key_in(small_site.entry(70 + number, "2026-11-10", f"{words} guarded after a raid"))
        path = small_site.entry(80 + number, day, f"{words} guarded again", story=story)
        seen = "Seen: 2026-11-20T04:00:00+03:00"
        path.write_text(re.sub("(?m)^Seen: .+$", seen, path.read_text("utf-8")), "utf-8")
    lines = text(of(small_site.clean()["stories/index.html"]).xpath("//section[1]//li/a"))
    assert [line for line in lines if "guarded again" in line] == [
        "Ferry guarded again", "Well guarded again", "Bridge guarded again"
    ]  # fmt: skip


def test_outlets_without_a_report_stand_in_order_of_the_alphabet(small_site):
    """A list of names that nobody can run an eye down is no list."""
    catalog = small_site.root / "content/catalog/feeds.toml"
    more = (made.outlet(name.lower(), name=name, note="It has no feed.") for name in ("Zebra", "Acacia", "Mwamba"))
    catalog.write_text(catalog.read_text() + "".join(more))
    page = of(small_site.clean()["sources/index.html"])
    assert text(page.xpath("//h2[@id='silent']/following-sibling::ul[1]/li")) == ["Acacia", "Mwamba", "Zebra"]


def test_an_outlet_of_one_language_has_one(small_site):
    """Several have several."""
    pages = small_site.clean()
    told = {name: " ".join(text(of(pages[f"sources/{name}/index.html"]).xpath("//p[contains(@class, 'facts')]/span")))
            for name in ("valley-post", "lake-radio")}  # fmt: skip
    assert "Language: English" in told["valley-post"]
    assert "Languages: English, Kiswahili" in told["lake-radio"]


def test_an_outlet_without_a_report_says_that_and_counts_no_noughts(small_site):
    """Nought of nought is no record, and a chart without a bar no chart."""
    quiet = "sources/quiet-post/index.html"
    feeds = small_site.root / "content/catalog/feeds.toml"
    feeds.write_text(feeds.read_text() + made.outlet("quiet-post", note="It has no feed."))
    pages = small_site.clean()
    hero = "//div[@class='hero']/p[contains(@class, 'facts')]"
    assert text(of(pages[quiet]).xpath(hero))[1:] == ["No report in 12 weeks"]
    assert of(pages[quiet]).xpath("//header//*[local-name()='svg']") == []
    told = of(pages["sources/lake-radio/index.html"])
    assert "reports in 12 weeks" in " ".join(text(told.xpath(hero)))
    assert told.xpath("//header//*[local-name()='svg']")


def test_reports_of_pledges_are_counted_as_pledges_are(small_site):
    """Two numbers in one row look alike."""
    words = "The minister said that the government will hire 500 officers by June."
    small_site.entry(95, "2026-11-20", "Minister on new officers at the ford", summary=words)
    facts = of(small_site.clean()["pledges/index.html"]).xpath("//p[contains(@class, 'facts')]/span[b]")
    assert text(facts) == ["1 pledge", "1 report"]


def test_a_list_whose_reports_are_all_older_than_a_year_leads_to_them(small_site):
    """Of a county that was last reported long ago nothing is said to be held yet: the archive has it."""
    small_site.entry(61, "2025-03-19", "Elders meet at the far well", outlet="valley-gold", counties=("turkana",))
    for path in small_site.root.glob("content/entries/2026-*/*.md"):
        if "Counties: turkana" in path.read_text() or "Outlet: valley-gold" in path.read_text():
            path.unlink()
    pages = small_site.clean()
    for name in ("counties/turkana", "sources/valley-gold"):
        main = of(pages[f"{name}/index.html"]).xpath("//main")[0]
        assert "None in the last 52 weeks, which is not the same as calm." in main.text_content()
        assert "held here yet" not in main.text_content()
        (link,) = main.xpath(".//a[contains(@href, 'archive/2025/')]")
        assert link.tail == " (1 story)."


def test_a_count_stands_where_the_page_s_language_has_it(small_site):
    """In Kiswahili behind its noun, at the head of a week, a story and an outlet's record; in English before it."""
    story = f"s{key_in(small_site.entry(60, '2026-11-10', 'Raid at the far well', outlet='lake-radio'))}"
    small_site.entry(61, "2026-11-17", "Raid at the far well, two held", outlet="lake-radio", story=story)
    pages = small_site.clean()
    facts = "//*[@class='issue m' or contains(@class, 'facts')]/span[b]"
    for name in ("2026/w47", f"stories/{story}", "sources/lake-radio"):
        here, there = (text(of(pages[f"{tree}{name}/index.html"]).xpath(facts)) for tree in ("", "sw/"))
        counts = [one.split()[0] for one in here if one.partition(" ")[2].startswith("report")]
        assert counts
        assert [other.split()[1] for other in there if other.startswith("ripoti ")] == counts


def test_a_button_for_the_letter_stands_where_it_can_be_asked_for(small_site):
    """Without an address of the editors it would lead to a sentence that says so."""
    buttons = "//ul[@class='act']//a/text()"
    assert "By e-mail" in of(small_site.clean()["index.html"]).xpath(buttons)
    settings = small_site.root / "usalama.toml"
    settings.write_text(settings.read_text().replace('contact = "a@small.example"\n', ""))
    found = of(small_site.clean()["index.html"]).xpath(buttons)
    assert "By e-mail" not in found
    assert "Plain text" in found


def test_a_span_over_two_months_breaks_at_its_dash_alone(small_site):
    """A day at the end of a row would be read with the wrong month."""
    small_site.entry(90, "2026-10-28", "Raid at the ford")
    heading = of(small_site.clean()["2026/w44/index.html"]).xpath("string(//h1)")
    assert "26\N{NO-BREAK SPACE}October\N{NO-BREAK SPACE}" in heading
    assert "1\N{NO-BREAK SPACE}November 2026" in heading
    assert heading.count(" ") == 4, "between the words, behind the dash, and before the year"


def test_a_share_of_a_few_is_no_rate(small_site):
    """First in one of one says all; of ten and more a hundredth says something."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    hero = "//div[@class='hero']/p[contains(@class, 'facts')][last()]/span[1]"
    found = []
    for number in range(10):
        story = key_in(small_site.entry(100 + number, "2026-11-17", f"Fence {number} at the well cut"))
        small_site.entry(120 + number, "2026-11-18", f"Who cut fence {number}?", outlet="lake-radio", story=f"s{story}")
        if number in (8, 9):
            found += text(of(small_site.clean()["sources/valley-post/index.html"]).xpath(hero))
    assert found == [
        "Of 9 stories that others report too, first in 9",
        "Of 10 stories that others report too, first in 10 (100 %)",
    ]


def test_late_in_the_week_is_not_the_weekend_in_kiswahili(small_site):
    """“Mwishoni mwa wiki” is Saturday and Sunday; a story of Thursday has points for being late in the week too."""
    pages = small_site.clean()
    assert "Wiki inapoelekea kuisha" in pages["sw/about/index.html"].decode()
    mistaken = (name for name, body in pages.items() if name.startswith("sw/") and b"wishoni mwa wiki" in body)
    assert list(mistaken) == []


def test_a_county_without_a_story_is_heard_to_have_none(small_site):
    """Its dash is for the eye: some readers' voices pass over it, others say “minus”."""
    for path in small_site.root.glob("content/entries/2026-w47/*.md"):
        path.write_text(path.read_text("utf-8").replace("turkana, baringo", "baringo"), "utf-8")
    rows = of(small_site.clean()["counties/index.html"]).xpath("//h2[@id='names']/following-sibling::ul[1]/li")
    heard = {
        row.xpath("string(a)"): "".join(row.xpath("b//text()[not(ancestor::*[@aria-hidden='true'])]")) for row in rows
    }
    assert heard["Turkana"] == "none reported"
    assert int(heard["Baringo"]) > 0
