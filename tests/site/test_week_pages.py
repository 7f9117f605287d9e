"""How far a week was seen, on the pages: feeds that were down, weeks that go on or were closed, counts that compare."""

import json
import re
from datetime import UTC, datetime

from lxml import html
from small_site import panel, told_of

from usalama.digest.issues import Issue, render
from usalama.files.issuefiles import record_path
from usalama.files.weekstates import key_in
from usalama.gate.markup import inspect
from usalama.words.weeks import Week


def test_a_county_without_reports_says_whether_the_usual_feed_was_down(small_site):
    """The same empty week reads otherwise when the feed that covers the county did not answer."""
    for number, day in ((70, "2026-11-03"), (71, "2026-11-11")):
        small_site.entry(number, day, f"Wells guarded, {number}", outlet="lake-radio", counties=("turkana",))
    for path in small_site.root.glob("content/entries/2026-w47/*"):
        path.write_text(path.read_text("utf-8").replace("turkana, baringo", "baringo"), "utf-8")
    panel(small_site, "2026-w47", lake_radio=False, valley_post=True)
    page = small_site.clean()
    assert (
        "Feeds that usually cover this were down this week: Lake Radio." in page["counties/turkana/index.html"].decode()
    )
    week = page["2026/w47/index.html"].decode()
    assert "1 of 2 feeds answered at least once; no usable answer from Lake Radio." in week
    assert "Turkana (Lake Radio)" in week
    panel(small_site, "2026-w47", lake_radio=True, valley_post=True)
    page = small_site.clean()
    quiet = page["counties/turkana/index.html"].decode()
    assert "2 of 2 feeds answered at least once, and none of them had a report of it. Every feed" in quiet
    assert "1 of 2" not in page["2026/w47/index.html"].decode()


def test_a_week_says_what_its_counts_of_places_leave_out_and_nothing_of_no_others(small_site):
    """Where every county has a story there are no others to be quiet, and where none has one there is no other."""
    said = "had none reported, which is not the same as calm."
    page = small_site.clean()["2026/w47/index.html"].decode()
    assert ("Stories this week." in page, said in page) == (True, False)
    last = next(small_site.root.glob("content/entries/2026-w47/0007-*.md"))
    last.write_text(last.read_text("utf-8").replace("turkana, baringo", "baringo"), "utf-8")
    assert f"1 other county {said}" in small_site.clean()["2026/w47/index.html"].decode()
    for path in small_site.root.glob("content/entries/*/*"):  # a chapter stands in its story's counties too
        path.write_text(re.sub("(?m)^Counties: .*$", "Counties:", path.read_text("utf-8")), "utf-8")
    files = small_site.clean()
    for name in ("2026/w47/index.html", "2026/w47/issue.html"):
        page = files[name].decode()
        assert "No county has a story this week, which is not the same as calm." in page
        assert said not in page


def test_the_archive_says_which_weeks_few_feeds_told(small_site):
    """Beside its count in the list of weeks, and above its stories in the list of its year; of no other week."""
    panel(small_site, "2026-w46", valley_post=True, lake_radio=True)
    panel(small_site, "2026-w45", valley_post=True, lake_radio=True)
    have = small_site.print(small_site.root / "tree")["written"]
    panel(small_site, "2026-w45", valley_post=True, lake_radio=False)
    names = {f"{tongue}archive/{year}index.html" for tongue in ("", "sw/") for year in ("", "2026/")}
    assert names <= set(small_site.print(small_site.root / "stage", have)["written"])
    files, said = small_site.clean(), "1 of 2 feeds answered at least once, so reports may be missing."
    (row,) = html.fromstring(files["archive/index.html"]).xpath(f"//ol[@class='weeks']/li[contains(., '{said}')]")
    assert row.find("a").get("href") == "../2026/w45/"
    year = html.fromstring(files["archive/2026/index.html"])
    assert [found.getprevious().get("id") for found in year.xpath(f"//p[.='{said}']")] == ["w45"]


def test_the_home_page_says_which_later_weeks_brought_nothing_and_who_was_asked(small_site):
    """Until a feed is asked in a later week nothing is said of it; the newest week's own page is another week's.

    Who has the weeks by mail gets a letter that says so, of each that is over. No line ends before a dash of months.
    """
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    have = small_site.print(small_site.root / "tree")["written"]
    said = "No report of later weeks has reached us. That is not the same as calm."
    assert said not in (small_site.root / "tree/index.html").read_text("utf-8")
    panel(small_site, "2026-w48", valley_post=True, lake_radio=False)
    one = " ".join(html.fromstring(small_site.clean()["index.html"]).find_class("hero")[0].text_content().split())
    assert "No report yet of the week after, which is not the same as calm. Week 48, 23–29 November 2026: 1 of 2" in one
    panel(small_site, "2026-w50", valley_post=False, lake_radio=False)
    assert "index.html" in small_site.print(small_site.root / "stage", have)["written"]
    pages = small_site.clean()
    told = pages["index.html"].decode().partition(said)[2].partition("</p>")[0]
    plain = re.sub("<[^>]+>", "", told).replace("\N{NO-BREAK SPACE}", " ")
    assert [words.strip().rstrip(".") for words in plain.split("; ")] == [
        "Week 48, 23–29 November 2026: 1 of 2 feeds answered at least once",
        "Week 49, 30 November – 6 December 2026: no feed was noted as asked",
        "Week 50, 7–13 December 2026: 0 of 2 feeds answered at least once. State of the feeds",
    ]
    swahili = "Wiki ya 49, 30 Novemba – 6 Desemba 2026: haikunakiliwa"
    assert swahili in pages["sw/index.html"].decode().replace("\N{NO-BREAK SPACE}", " ")
    assert said not in pages["2026/w47/index.html"].decode()
    letter, text = (pages[f"2026/w48/{name}"].decode() for name in ("letter.html", "plain.txt"))
    for words in (re.sub("<[^>]+>", "", letter), " ".join(text.split())):
        assert "No report of this week reached us. That is not the same as calm" in words
        assert "1 of 2 feeds answered at least once." in words
    links = [link.get("href") for link in html.fromstring(letter).iter("a")]
    assert not [link for link in links if "/2026/w48" in link], "it has no page to read"
    assert "Hakuna ripoti ya wiki hii" in pages["sw/2026/w48/plain.txt"].decode()
    assert {name for name in pages if "/w49/" in name or "/w50/" in name} == set(), "nobody asked, or it is not over"
    panel(small_site, "2027-w01", valley_post=True)
    told = small_site.clean()["index.html"].decode().partition(said)[2].partition("</p>")[0]
    assert "Week 49" not in told
    assert "and 3 more" in told


def test_an_outage_of_many_feeds_does_not_fill_the_page(small_site):
    """Six outlets are named; the others are counted, and the week's own table names them all."""
    panel(small_site, "2026-w47", valley_post=True, **{f"down_{at}": False for at in range(9)})
    page = small_site.clean()
    week = page["2026/w47/index.html"].decode()
    told = "; no usable answer from Down 0, Down 1, Down 2, Down 3, Down 4, Down 5, "
    told = f"1 of 10 feeds answered at least once{told}"
    assert told in week
    assert 'href="../../data/panels/2026-w47.csv">3 other outlets</a>' in week
    assert "Down 6" not in week
    assert b"down-8.example" in page["data/panels/2026-w47.csv"]


def test_a_week_that_few_feeds_told_says_so_at_its_head_and_compares_nothing(small_site):
    """Fewer reports because feeds were down are no fewer reports: no page calls them so, and none waits to say why."""
    small_site.entry(70, "2026-11-11", "Fence cut at the ford")
    feeds = dict.fromkeys(("valley_post", "lake_radio", "valley_gold"), True)
    panel(small_site, "2026-w46", **feeds)
    panel(small_site, "2026-w47", **feeds)
    pages = small_site.clean()
    assert "may be missing" not in told_of(pages["2026/w47/index.html"])
    assert '<th scope="col">Change</th>' in pages["2026/w47/index.html"].decode()
    panel(small_site, "2026-w47", valley_post=True, lake_radio=False, valley_gold=False)
    pages = small_site.clean()
    said = "1 of 3 feeds answered at least once, so reports may be missing."
    for name in ("index.html", "2026/w47/index.html"):
        assert said in told_of(pages[name]).partition("In brief")[0]
        assert "Not compared: too many feeds answered in one of the two weeks only." in told_of(pages[name])
        assert "Change" not in told_of(pages[name])
    assert "Change" not in told_of(pages["topics/index.html"])
    for name in ("topics/index.html", "counties/index.html"):
        assert said in told_of(pages[name]), "a list of all of them has the same gaps"
    for name in ("topics/banditry/index.html", "counties/baringo/index.html"):
        assert said in told_of(pages[name]).partition("Week by week")[0]
    for name in ("issue.html", "letter.html"):
        assert said in told_of(pages[f"2026/w47/{name}"])


def test_a_week_is_held_against_none_that_nobody_noted_the_reading_of(small_site):
    """A site that begins has of the week before what feeds still list, and an archive may have a gap before a week."""
    said = "Not compared: which feeds answered in the week before was not noted."
    assert "more)" in told_of(small_site.clean()["2026/w47/index.html"]), "an archive's weeks, read as one"
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True, valley_gold=True)
    page = told_of(small_site.clean()["2026/w47/index.html"])
    assert said in page
    assert "more)" not in page
    panel(small_site, "2026-w46", valley_post=True, lake_radio=True, valley_gold=True)
    assert said not in told_of(small_site.clean()["2026/w47/index.html"])
    small_site.entry(70, "2026-09-02", "Fence cut at the ford")
    page = told_of(small_site.clean()["2026/w45/index.html"])
    assert said in page
    assert "more)" not in page


def test_a_shelf_says_in_how_many_of_the_weeks_that_it_compares_with_few_feeds_worked(small_site):
    """What is more than in weeks that few told is no more than the feeds that came back."""
    for number, week in enumerate((43, 44, 45, 46)):
        small_site.entry(70 + number, f"{datetime.fromisocalendar(2026, week, 3):%Y-%m-%d}", f"Fence {number} cut")
        panel(small_site, f"2026-w{week}", valley_post=True, lake_radio=week % 2 == 0)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    lede = told_of(small_site.clean()["counties/baringo/index.html"]).partition("Week by week")[0]
    assert "in the four weeks before. Many feeds did not answer in 2 of those weeks, so reports may be missing." in lede


def test_the_brief_says_where_and_the_head_leads_to_what_changed(small_site):
    """Who reads the first screen alone learns the place, unless the headline names it, and finds the week before."""
    small_site.entry(70, "2026-11-11", "Fence cut at the ford")
    page = html.fromstring(small_site.clean()["index.html"])
    lines = {" ".join(line.text_content().split()) for line in page.xpath('//section[@class="brief"]//li')}
    assert any("· " in line for line in lines)
    (link,) = page.xpath('//header//a[@href="#changed"]')
    assert link.text == "Since last week"
    assert page.xpath('//section[@aria-labelledby="changed"]//h2')[0].text == "Since last week"


def test_a_chart_marks_where_a_feed_joined_and_counts_the_feeds_of_all_its_weeks(small_site):
    """The bars leave out what a feed that joined brought; the table has both counts and the mark."""
    panel(small_site, "2026-w45", valley_post=True)
    panel(small_site, "2026-w46", valley_post=True)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    files = small_site.clean()
    page = files["topics/banditry/index.html"].decode()
    assert "stroke-dasharray" in page
    listed = page.partition('">Week 47, ')[2].partition('">Week 46, ')[0].count("<li")
    assert f"{listed} stories this week so far." in page
    assert "More and fewer: on the feeds that were read in all of these weeks." in files["index.html"].decode()
    assert inspect("topics/banditry/index.html", page.encode()).problems == ()
    assert "At a dashed line a feed joined or left" in page
    assert '<th scope="col">Same feeds</th>' in page
    assert '2026-W47 <span title="a feed joined or left">¦</span>' in page


def test_a_week_says_how_many_of_its_stories_are_new(small_site):
    """And how many earlier weeks told already, one-line stories too: those have a list, which is one link away."""
    story = key_in(small_site.entry(70, "2026-11-11", "Fence at the old well cut"))
    small_site.entry(71, "2026-11-17", "Fence at the old well mended", story=f"s{story}")
    for number in range(72, 84):
        small_site.entry(number, "2026-11-18", f"Goats of pen {number} counted at the ridge")
    page = html.fromstring(small_site.clean()["2026/w47/index.html"].decode())
    (told,) = page.xpath("//section[@aria-labelledby='changed']//dt[.='Stories']/following-sibling::dd[1]")
    rows = page.xpath("count(//article) + count(//div[@class='cols']//li)")
    again = len(page.xpath("//a[starts-with(., 'Reported in ')]"))
    assert again > 0
    assert told.text_content() == f"{rows - again:.0f} new, {again} told in earlier weeks too."
    assert told.xpath("a/@href") == ["../../stories/"]


def close(site, week, at):
    """Write the record of a week that was closed."""
    path = record_path(site.root, week)
    path.parent.mkdir()
    path.write_text(render(Issue(week.slug, at, "2026.11.0", "abcd", {"0123456789": "x"}, "f" * 64)), "utf-8")


def test_a_closed_week_says_as_of_when_it_was_known(small_site):
    """Its page has the time, in the site's zone, and the table has a row; an open week has neither."""
    have = small_site.print(small_site.root / "tree")["written"]
    close(small_site, Week(2026, 46), datetime(2026, 11, 17, 9, tzinfo=UTC))
    written = small_site.print(small_site.root / "stage", have)["written"]
    assert {"2026/w46/index.html", "data/issues.csv"} <= set(written)
    assert "2026/w45/index.html" not in written
    pages = small_site.clean()
    closed = 'data/issues.csv">Closed</a> as known on 17 November 2026, 09:00 UTC.'
    assert [name for name in pages if closed in pages[name].decode("utf-8", "replace")] == ["2026/w46/index.html"]
    assert pages["data/issues.csv"].decode().split("\r\n")[1].startswith("2026-W46,2026-11-17T09:00:00+00:00,1,")


def test_the_state_of_the_feeds_has_its_days_in_words(small_site):
    """Days and times as on every other page, in the site's zone."""
    row = {
        "url": "https://valley-post.example/feed", "outlet": "valley-post", "title": "Valley Post", "language": "en",
        "condition": "well", "why": "", "last_success": "2026-10-22T22:30:00+00:00", "last_new": "", "newest": "",
        "enabled": True, "last_asked": "2026-11-22T22:30:00+00:00",
    }  # fmt: skip
    pull = {
        "started": "2026-11-22T22:30:00+00:00", "last_success": "", "failing_since": "", "asked": 1, "answered": 1,
        "failed": 0, "not_due": 0, "feeds": [row],
    }  # fmt: skip
    (small_site.root / ".cache").mkdir(exist_ok=True)
    (small_site.root / ".cache/status.json").write_text(json.dumps({"version": 1, "pull": pull}), "utf-8")
    small_site.print(small_site.root / "out")
    page, swahili = ((small_site.root / "out" / at / "status/index.html").read_text("utf-8") for at in ("", "sw"))
    assert "Last asked: <b>22 November 2026, 22:30 UTC</b>" in page
    assert "<td>22\u00a0Okt\u00a02026</td>" in swahili


def state_of_feeds(site, **feeds):
    """Return the page made of what a pull left: outlet, with underscores → (condition, when it was last asked)."""
    rows = [
        {
            "url": f"https://{outlet.replace('_', '-')}.example/feed", "outlet": outlet.replace("_", "-"), "title": "A",
            "language": "en", "why": "", "condition": condition, "last_asked": asked, "last_success": "",
            "last_new": "", "newest": "", "enabled": condition != "off",
        }
        for outlet, (condition, asked) in feeds.items()
    ]  # fmt: skip
    pull = {
        "started": "2026-11-22T22:30:00+00:00", "last_success": "", "failing_since": "", "asked": 1, "answered": 1,
        "failed": 0, "not_due": 1, "feeds": rows,
    }  # fmt: skip
    (site.root / ".cache").mkdir(exist_ok=True)
    (site.root / ".cache/status.json").write_text(json.dumps({"version": 1, "pull": pull}), "utf-8")
    site.print(site.root / "out")
    return (site.root / "out/status/index.html").read_text("utf-8")


NOW = "2026-11-22T22:30:00+00:00"


def test_the_state_of_the_feeds_counts_those_that_the_last_run_did_not_ask(small_site):
    """A feed that is down is asked seldom: it is counted as not answering all the same, and stands first, explained."""
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("dead", NOW), news_mirror=("off", ""))
    assert "1 of 2 feeds answered when last asked</span>" in page
    meaning = page.index("<dd>has not answered for a long time")
    assert meaning < page.index("<td>dead</td>") < page.index("<td>answers</td>")
    assert "1 feed of the catalogue is not read" in page


def test_the_state_of_the_feeds_says_what_the_pages_of_weeks_count(small_site):
    """A feed that fails now and answered on Monday is in one number and not in the other: each says which it is."""
    panel(small_site, "2026-w46", valley_post=False, lake_radio=False)
    panel(small_site, "2026-w47", valley_post=True, lake_radio=True)
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("failing", NOW))
    assert "1 of 2 feeds answered when last asked</span>" in page
    assert "In the week of 16–22 November 2026, 2 of 2 answered at least once, which is what pages" in page
    panel(small_site, "2026-w47", valley_post=True, lake_radio=False)
    small_site.print(small_site.root / "out")
    page = (small_site.root / "out/status/index.html").read_text("utf-8")
    assert "In the week of 16–22 November 2026, 1 of 2 answered" in page
    held = "One that is held back counts there as one that did not."
    assert held not in page
    page = state_of_feeds(small_site, valley_post=("well", NOW), lake_radio=("held", NOW))
    assert "2 of 2 feeds answered when last asked</span>" in page, "it does answer"
    assert held in page


def test_a_panel_of_a_week_after_the_last_pull_is_named_and_left_out(small_site):
    """A clock was ahead once: nothing is said of weeks that have not come, and the newest week is not over by them."""
    panel(small_site, "2026-w49", lake_radio=True)
    pages = small_site.clean()
    assert b"No report of later weeks" in pages["index.html"]
    assert b"The week so far" not in pages["index.html"]
    state_of_feeds(small_site, lake_radio=("well", NOW))
    answer = small_site.print(small_site.root / "tree")
    page = (small_site.root / "tree/index.html").read_text("utf-8")
    assert ("No report of later weeks" in page, "The week so far" in page) == (False, True)
    assert not (small_site.root / "tree/data/panels/2026-w49.csv").exists()
    (told,) = (told for subject, told in answer["problems"] if subject == "content/panels/2026-w49.csv")
    assert "later than the last pull, of 2026-W47, and left out; pull again, or remove it if a clock was ahead" in told


def test_a_record_of_a_time_after_the_last_pull_is_named_and_left_out(small_site):
    """A clock was ahead once: no page says that its week was closed on a day that has not come."""
    close(small_site, Week(2026, 46), datetime(2026, 12, 28, 9, tzinfo=UTC))
    state_of_feeds(small_site, lake_radio=("well", NOW))
    answer = small_site.print(small_site.root / "tree")
    assert "</a> as known on " not in (small_site.root / "tree/2026/w46/index.html").read_text("utf-8")
    assert "2026-W46" not in (small_site.root / "tree/data/issues.csv").read_text("utf-8")
    (told,) = (told for subject, told in answer["problems"] if subject == "content/issues/2026-w46.json")
    assert "closed after the last pull, of 2026-W47, and left out; pull again, or remove it if a clock was" in told


def test_the_state_of_the_feeds_says_when_each_was_asked(small_site):
    """One feed tried alone speaks for itself: the day of its answer is not the day of the others'."""
    feeds = {"valley_post": ("well", NOW), "lake_radio": ("well", "2026-11-16T06:00:00+00:00")}
    page = state_of_feeds(small_site, **feeds, news_mirror=("new", ""))
    assert "Last asked: <b>22 November 2026, 22:30 UTC</b> (1 of the feeds on that day)" in page
    assert "2 of 2 feeds answered when each was last asked, the longest ago on 16 November 2026" in page
    assert page.count('<br><span class="m">asked ') == page.count("asked 16 Nov</span>") == 1


def test_a_week_that_is_not_over_says_so_and_is_not_held_against_whole_ones(small_site):
    """Its page says how far it goes and leads to the last full week; what is fewer so far is on no page."""
    for number, day in enumerate(("2026-10-20", "2026-10-27", "2026-11-11", "2026-11-12", "2026-11-13"), 90):
        small_site.entry(number, day, f"Court of day {number} sits by the lake", topics=("courts",))
    pages = {name: data.decode("utf-8", "replace") for name, data in small_site.clean().items()}
    said = "The week so far.</b> Last change: 20 Nov, 06:30 UTC. The last full week: "
    ended = "That is the week so far."
    both, forms = ["2026/w47/index.html", "index.html"], ("index.html", "issue.html", "letter.html", "plain.txt")
    assert [name for name in pages if said in pages[name]] == both
    assert {name for name in pages if ended in pages[name]} == {*both, *(f"2026/w47/{form}" for form in forms)}
    assert all("That is the week." in pages[f"2026/w46/{form}"] for form in forms)
    assert "▼" not in pages["index.html"] + pages["topics/index.html"]
    assert "The week so far." in told_of(pages["counties/index.html"])
    late = small_site.entry(99, "2026-11-20", "Elders come back from the border post")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    pages = small_site.clean()
    assert all("▼" in pages[name].decode() for name in ("index.html", "topics/index.html"))
    assert "That is the week." in pages["index.html"].decode()
    assert "The week so far." not in told_of(pages["counties/index.html"])


def test_counts_that_do_not_add_up_say_why(small_site):
    """A story of three weeks is counted once for its year, one in two counties in each; one without is counted too."""
    pages = small_site.clean()
    once = "A story of several weeks is counted once here, and stands in each of them."
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert once in told_of(pages[name])
    for name in ("index.html", "2026/w47/index.html", "2026/w47/issue.html", "counties/index.html"):
        assert "A story may name several counties." in told_of(pages[name])
    assert "Baringo 2, Turkana 1, No county named 1. Stories this week." in told_of(pages["2026/w47/issue.html"])
    for path in small_site.root.glob("content/entries/*/*.md"):
        if "0006-" not in path.name:
            path.unlink()
    pages = small_site.clean()
    assert "By countyNo county named 1. No county has a story this week, " in told_of(pages["2026/w47/issue.html"])
    for name in ("archive/index.html", "archive/2026/index.html"):
        assert once not in told_of(pages[name])


def test_a_topic_without_a_story_is_not_called_calm_where_it_is_counted(small_site):
    """A nought in the table of topics, and on the sheet, looks like a week in which nothing happened."""
    calm, several = "No report is not the same as calm.", "A story may have several topics"
    names = ("topics/index.html", "2026/w47/issue.html")

    def told():
        pages = small_site.clean()
        sheet = told_of(pages[names[1]]).partition("By topic")[2].partition("By county")[0]
        return told_of(pages[names[0]]), sheet

    assert [(several in each, calm in each) for each in told()] == [(True, False), (True, False)]
    for path in small_site.root.glob("content/entries/2026-w47/*.md"):
        path.write_text(re.sub("(?m)^Topics: .+$", "Topics: banditry", path.read_text("utf-8")), "utf-8")
    assert [(several in each, calm in each) for each in told()] == [(True, True), (True, True)]


def test_minutes_are_said_to_be_for_reading(small_site):
    """A bare number of minutes beside stories and reports could be the age of the page, or how long it lasts."""
    pages = small_site.clean()
    for name in ("index.html", "letter.html", "plain.txt", "whatsapp.txt"):
        assert re.search("1 min(ute)? to read", re.sub("<[^>]+>", "", pages[f"2026/w47/{name}"].decode())), name
    assert "dakika 1 ya kusoma" in pages["sw/2026/w47/plain.txt"].decode(), "one, and not several"


def test_a_week_of_long_ago_is_not_called_the_last_full_one(small_site):
    """After weeks without a report the newest week leads to the one before at its end alone, by its number."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-20", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    page = small_site.clean()["index.html"].decode()
    assert "The week so far." in page
    assert "The last full week" not in page
    assert '<a rel="prev" href="2026/w43/">Week 43</a>' in page


def test_none_is_said_as_far_as_the_week_goes(small_site):
    """A topic with none says "so far" while the week runs; a first week is not said to be since a last one."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    small_site.entry(94, "2026-11-17", "Raid at the old well")
    first = small_site.clean()["index.html"].decode()
    assert ("Since last week" in first, '<h2 id="changed">This week</h2>' in first) == (False, True)
    assert 'class="year"' not in first, "one bar is no chart"
    assert [words in small_site.clean()["topics/index.html"].decode() for words in ("12 weeks", "Change", "Now")] == [
        False,
        False,
        True,
    ], "and one number no series"
    assert "One outlet only" in first
    assert "1 outlet</p>" not in first, "nor one report of one outlet a count"
    assert "None this week so far. No report" in small_site.clean()["topics/courts/index.html"].decode()
    for number, day in enumerate(("2026-10-20", "2026-10-27", "2026-11-03", "2026-11-10"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    pages = small_site.clean()
    assert '<h2 id="changed">Since last week</h2>' in pages["index.html"].decode()
    assert 'class="year"' in pages["index.html"].decode()
    none = "None this week so far and none in the four weeks before."
    assert none in pages["topics/courts/index.html"].decode()
    late = small_site.entry(99, "2026-11-20", "Elders come back from the border post")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    assert none.replace(" so far", "") in small_site.clean()["topics/courts/index.html"].decode()


def test_a_county_counts_its_stories_against_the_four_weeks_before_in_whole_stories(small_site):
    """Nobody counts three quarters of a story: both counts are whole, and a week that goes on is said to."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-13", "2026-10-28", "2026-11-04", "2026-11-05", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    small_site.entry(94, "2026-11-10", "Court hears of sold radios", topics=("courts",), counties=())
    small_site.entry(93, "2026-11-17", "Ford at the border closed", topics=("courts",), counties=("turkana",))
    said = "1 story this week so far; 3 in the four weeks before."
    pages = small_site.clean()
    page = pages["counties/turkana/index.html"].decode()
    assert "1 story this week so far; 0 in the four weeks before." in page, "the last may be years ago"
    assert said in pages["counties/baringo/index.html"].decode()
    assert said in pages["topics/banditry/index.html"].decode()
    swahili = pages["sw/counties/baringo/index.html"].decode()
    assert "Habari 1 wiki hii hadi sasa; 3 katika wiki nne za awali." in swahili
    late = small_site.entry(101, "2026-11-20", "Elders come back from the well")
    late.write_text(re.sub("(?m)^Seen: .+$", "Seen: 2026-11-23T04:00:00+03:00", late.read_text("utf-8")))
    page = small_site.clean()["counties/baringo/index.html"].decode()
    assert "2 stories this week; 3 in the four weeks before." in page


def test_a_week_in_which_no_feed_was_asked_is_not_told_as_a_quiet_one(small_site):
    """No report where nobody looked tells nothing; where nothing was ever noted, it is not said on every page."""
    for path in small_site.root.glob("content/entries/*/*.md"):
        path.unlink()
    for number, day in enumerate(("2026-10-13", "2026-11-17"), 95):
        small_site.entry(number, day, f"Raid of day {number} at the well")
    unasked = "No feed was noted as asked in"
    assert unasked not in small_site.clean()["counties/baringo/index.html"].decode()
    for week in ("2026-w42", "2026-w46", "2026-w47"):
        panel(small_site, week, valley_post=True, lake_radio=True)
    pages = small_site.clean()
    assert (
        f"1 story this week so far; 0 in the four weeks before. {unasked} 3 of those weeks, so reports may be missing."
        in pages["counties/baringo/index.html"].decode()
    )
    assert f"; 0 in the four weeks before. {unasked} 3 of those" in pages["topics/banditry/index.html"].decode()
    assert "uliulizwa katika wiki 3 kati ya hizo, " in pages["sw/counties/baringo/index.html"].decode()
    for week in ("2026-w43", "2026-w44", "2026-w45"):
        panel(small_site, week, valley_post=False, lake_radio=True)
    assert unasked not in small_site.clean()["counties/baringo/index.html"].decode()


def test_a_page_names_the_week_that_it_calls_this_one(small_site):
    """Opened a fortnight later, or built when nothing came since, "this week" of a topic or a county is not today's."""
    pages = small_site.clean()
    for name in ("topics/courts", "counties/baringo"):
        assert "Week 47, 16–22 November 2026" in pages[f"{name}/index.html"].decode().partition("<h2")[0]
        assert "Wiki ya 47, 16–22 Novemba 2026" in pages[f"sw/{name}/index.html"].decode().partition("<h2")[0]


def test_a_week_that_was_closed_is_whole(small_site):
    """Closing the newest week renews what was said of it as of a week that is not over, on topics' pages too."""
    have = small_site.print(small_site.root / "tree")["written"]
    close(small_site, Week(2026, 47), datetime(2026, 11, 24, 9, tzinfo=UTC))
    written = small_site.print(small_site.root / "stage", have)["written"]
    assert {"index.html", "topics/index.html", "topics/courts/index.html"} <= set(written)
    assert b"The week so far" not in small_site.clean()["index.html"]


def test_a_week_after_which_feeds_were_asked_is_over(small_site):
    """On a Monday without a report nothing in it is newer than its Sunday, and it is the last full week."""
    have = small_site.print(small_site.root / "tree")["written"]
    weekly = (
        "index.html",
        "2026/w47/index.html",
        "2026/w47/letter.html",
        "2026/w47/issue.html",
        "2026/w47/whatsapp.txt",
    )
    names = (*weekly, "topics/index.html", "topics/courts/index.html")
    assert b"The week so far" in (small_site.root / "tree/index.html").read_bytes()
    for form in ("issue.html", "letter.html", "plain.txt", "whatsapp.txt"):
        assert b"The week so far." in (small_site.root / "tree/2026/w47" / form).read_bytes()
    panel(small_site, "2026-w48", lake_radio=True)
    assert set(names) <= set(small_site.print(small_site.root / "stage", have)["written"])
    assert not any(b"so far" in small_site.clean()[name] for name in names)


def test_a_line_names_the_outlet_of_several_reports_once(small_site):
    """Two reports of one outlet are linked, each by its own headline where links are heard without the line."""
    for number in range(3):
        small_site.entry(90 + number, "2026-11-22", f"Raid number {number}")
    story = f"s{key_in(small_site.entry(70, '2026-11-16', 'Fence cut at the ford'))}"
    small_site.entry(71, "2026-11-16", "Ford fence cut, elders say", story=story)
    page = small_site.in_english().clean()["2026/w47/index.html"]
    (line,) = html.fromstring(page).xpath(f"//li[@id='{story}']")
    assert "Valley Post, another report: Fence cut at the ford" in " ".join(line.text_content().split())
