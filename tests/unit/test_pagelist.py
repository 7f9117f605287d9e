"""The list of pages and their fingerprints, from the heads of weeks alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import zip_longest

import pytest
from one_outlet import BOOK, NAIROBI, Held
from test_succession import WHEN, surveyed

from usalama.digest import overflow
from usalama.digest.atlas import Atlas
from usalama.digest.edition import tell
from usalama.digest.forwarding import tracks
from usalama.digest.shelves import YEAR_LINES
from usalama.digest.summaries import read_head, read_lines, read_reports, summarise, write
from usalama.formats.handwritten import astray
from usalama.ledger.ledger import Edit, Verb
from usalama.model import Entry, JudgedEntry, Judgement
from usalama.planning.archivelist import parts_of, share
from usalama.planning.manifest import is_safe_name
from usalama.planning.pagelist import SHARED, pages
from usalama.planning.plan import Contents
from usalama.words.weeks import Week

CONTENTS = Contents("frame", ("en", "sw"), ("banditry",), ("baringo",), ("post",), texts={"about": {"en": "1"}})


def judged(key, week, story="", title="T", outlet="post"):
    at = datetime.combine(week.monday, datetime.min.time(), NAIROBI) + timedelta(hours=9)
    entry = Entry(key, "f", outlet, f"https://post.example/{key}", title, at, "Own words.", "en", at, key=key)
    return JudgedEntry(entry, Judgement(0.9, ("banditry",), ("baringo",), story))


def summary(week, *entries):
    return summarise(week, tell(week, entries, BOOK), BOOK.actors, source="s", made="m", content=repr(entries))


def listed(*summaries, contents=CONTENTS, removals=()):
    lines = {each.head.week: read_lines(write(each).split("\n")[1], each.head.week) for each in summaries}
    heads = tuple(sorted((each.head for each in summaries), key=lambda head: head.week))
    filed = {head.week: head.reports for head in heads} | {week: 1 for week, _, _ in removals}
    atlas = Atlas(heads, tracks(((head.week, head.ids, head.former) for head in heads), removals), filed)
    return {page.name: page.inputs for page in pages(atlas, contents, lambda week: lines[week])}


GONE = "sgone000000"
GONE_PAGE = f"stories/{GONE}/index.html"
W45, W46, W47 = Week(2026, 45), Week(2026, 46), Week(2026, 47)
OLD = summary(W45, judged("a" * 10, W45))
MIDDLE = judged("b" * 10, W46, "saaaaaaaaaa")
MID = summary(W46, MIDDLE)


def test_a_summary_is_read_as_it_was_written():
    """Head, lines and reports come back whole: a story's page quotes each report's own words, as its week does."""
    entries = (MIDDLE, judged("d" * 10, W46, "saaaaaaaaaa", outlet="other"))
    stories = tell(W46, entries, BOOK)
    whole = summary(W46, *entries)
    text = write(whole).split("\n")
    assert read_head(text[0]).shelves["topics"]["banditry"] == list(whole.head.shelves["topics"]["banditry"])
    assert read_lines(text[1], W46) == tuple(story.line for story in stories)
    kept = tuple(report._replace(feed="") for story in stories for report in story.reports)
    assert (len(kept), read_reports(text[2].partition(" ")[2])) == (2, (kept, ()))


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 99, "week": "2026-w47"}', "null"])
def test_a_torn_or_foreign_summary_is_none(text):
    """Whatever does not fit is made again, never an error."""
    assert read_head(text) is None


def test_every_name_may_stand_in_a_release():
    """No page has a name that a release refuses; none is listed twice."""
    atlas = Atlas((OLD.head, MID.head))
    names = [page.name for page in pages(atlas, CONTENTS, lambda _: ())]
    assert [name for name in names if not is_safe_name(name)] == []
    assert len(names) == len(set(names))


def test_a_week_that_was_emptied_before_it_was_ever_listed_changes_the_lists_of_weeks():
    """Its reports were hidden before the first build that saw them: no count changes, and the lists name it."""
    before, after = listed(OLD, MID), listed(OLD, MID, removals=[(W47, GONE, GONE)])
    changed = {name for name, inputs in before.items() if after[name] != inputs and name.startswith("archive/")}
    assert changed == {"archive/index.html", "archive/2026/index.html"}


def test_an_empty_archive_has_its_fixed_pages():
    """A site without an entry has a home page, shelves, feeds and no week."""
    names = listed()
    assert {"index.html", "sw/index.html", "topics/banditry/index.html", "feeds/all.xml", "sitemap.xml"} <= names.keys()
    assert not any(name.startswith("20") for name in names)


def test_a_story_has_a_page_once_it_is_told_in_a_second_week():
    """One week: no page. Two: a page in each language and a feed."""
    assert not any("stories/s" in name for name in listed(OLD))
    both = listed(OLD, MID)
    assert {
        "stories/saaaaaaaaaa/index.html",
        "sw/stories/saaaaaaaaaa/index.html",
        "feeds/story-saaaaaaaaaa.xml",
    } <= both.keys()


def test_a_second_chapter_changes_the_first_ones_week():
    """The week of the first chapter now links to the story's page."""
    before, after = listed(OLD), listed(OLD, MID)
    assert before["2026/w45/index.html"] != after["2026/w45/index.html"]


def test_a_changed_headline_changes_its_week_and_shelves_and_nothing_older():
    """The week before keeps its fingerprint; topic, county, outlet and feeds get another."""
    alone = summary(W46, judged("c" * 10, W46))
    changed = summary(W46, judged("c" * 10, W46, title="Other"))
    before, after = listed(OLD, alone), listed(OLD, changed)
    differ = {name for name in before if before[name] != after[name]}
    assert "2026/w45/index.html" not in differ
    assert {
        "2026/w46/index.html", "index.html", "topics/banditry/index.html", "counties/baringo/index.html",
        "sources/post/index.html", "feeds/all.xml", "feeds/topic-banditry.xml", "archive/2026/index.html",
        "data/2026.csv",
    } <= differ  # fmt: skip
    assert "about/index.html" not in differ


def test_where_a_story_began_changes_every_list_that_tells_its_later_chapter():
    """A chapter that names no county stands in those of its first week: lists of its topic and outlet say so, too."""
    verdict = judged("b" * 10, W46, outlet="other")
    verdict = replace(verdict, judgement=Judgement(0.9, ("courts",), (), "saaaaaaaaaa"))
    first = judged("a" * 10, W45)
    moved = replace(first, judgement=replace(first.judgement, counties=("turkana",)))
    before, after = (listed(summary(W45, each), summary(W46, verdict)) for each in (first, moved))
    lists = {"topics/courts/index.html", "feeds/topic-courts.xml", "sources/other/index.html"}
    assert lists <= {name for name, inputs in before.items() if after[name] != inputs}


def test_what_the_desk_did_to_a_hidden_story_changes_the_time_that_its_week_tells():
    """A merge into a story that is hidden changes nothing that its week shows, but when it was changed last."""
    before, later = listed(OLD, MID), OLD._replace(head=OLD.head._replace(updated="2026-11-30T09:00:00+03:00"))
    changed = {name for name, inputs in listed(later, MID).items() if before[name] != inputs}
    assert {"2026/w45/index.html", "sw/2026/w45/index.html", "2026/w45/cite.ris"} <= changed
    assert not {"2026/w46/index.html", "2026/w45/data.csv"} & changed


def test_the_frame_is_part_of_every_fingerprint():
    """Another theme, another setting: every page but files that are copied as they are."""
    before = listed(OLD, MID)
    after = listed(
        OLD, MID, contents=Contents("other", ("en", "sw"), ("banditry",), ("baringo",), ("post",), texts=CONTENTS.texts)
    )
    assert [name for name in before if before[name] == after[name]] == []


def test_a_theme_may_bring_the_picture_of_a_shared_link():
    """One file of one name: the theme's where it has one, else one that is drawn."""
    kinds = [
        [page.kind for page in pages(Atlas(()), CONTENTS._replace(copied=copied), lambda _: ()) if page.name == SHARED]
        for copied in ({}, {SHARED: "its own"})
    ]
    assert kinds == [["card"], ["copied"]]


def test_no_hand_written_page_has_the_name_of_one_that_is_made():
    """Each page that the site makes itself has a name that none of ``content/pages/`` is taken by."""
    made = [page for page in pages(Atlas(()), CONTENTS, lambda _: ()) if page.name.endswith("/index.html")]
    folders = {page.name.partition("/")[0] for page in made if page.kind != "text"}
    assert folders >= {"topics", "sw"}
    assert [name for name in folders if not [*astray([f"{name}.en.md"])]] == []


def test_a_full_year_is_cut_into_parts_of_four_weeks():
    """Above the limit the year's page names its parts, and each holds whole weeks."""
    each = YEAR_LINES // 4
    heads = []
    for number in range(1, 10):
        week = Week(2026, number)
        heads.append(summary(week, *(judged(f"{number:02d}{n:08x}", week) for n in range(each))).head)
    parts = parts_of(Atlas(tuple(heads)), 2026)
    assert [[week.number for week in part] for part in parts] == [[1, 2, 3, 4], [5, 6, 7, 8], [9]]
    names = {page.name for page in pages(Atlas(tuple(heads)), CONTENTS, lambda _: ())}
    assert {f"archive/2026/w{number:02d}/index.html" for number in (1, 5, 9)} <= names


def test_a_year_that_needs_its_parts_no_more_takes_them_off_its_sitemap():
    """One headline less, and no later change of the week: the parts are gone, and so are their places."""
    early, late = Week(2026, 1), Week(2026, 9)
    most = [judged(f"{n:010x}", early) for n in range(YEAR_LINES)]
    whole, cut = (listed(summary(early, *most[fewer:]), summary(late, judged("f" * 10, late))) for fewer in (1, 0))
    assert ("archive/2026/w09/index.html" in cut, "archive/2026/w09/index.html" in whole) == (True, False)
    assert cut["sitemap-2026.xml"] != whole["sitemap-2026.xml"]


def published(entries, *edits):
    """Return the files of an archive with its ledger → what makes them."""
    survey = surveyed(Held(*entries), *edits)
    return {page.name: page.kind for page in pages(survey.atlas, CONTENTS, survey.line_list)}


def hide(judged):
    return Edit(Verb.HIDE, judged.entry.key, WHEN, "x", week="2026-w45", story=judged.story)


def take_down(judged):
    return replace(hide(judged), do=Verb.TAKE_DOWN, kind="safety")


def test_a_week_of_which_only_letters_shrink_leads_on_from_its_companion():
    """The outlet moved its report to a shorter address: no edit, no merge and no file tells that there was more."""
    report = judged("a" * 10, W45)
    long = replace(report, entry=replace(report.entry, link=report.entry.link + "x" * overflow.LETTERS))
    name = "2026/w45/more/index.html"
    assert [published([each])[name] for each in (long, report)] == ["more", "moved"]


@pytest.mark.parametrize("edit", [hide, take_down])
def test_every_part_of_a_companion_goes_on_to_answer(edit):
    """Reports of one story that is told on were left out by hand, and the week needs a page less, or none."""
    entries = [judged(f"{n:040x}", W45, "saaaaaaaaaa") for n in range(overflow.PART + 1)]
    names = ("2026/w45/more/index.html", "2026/w45/more/2/index.html")
    kept = entries if edit is hide else entries[:-1]
    less = published(kept, edit(entries[-1]))
    assert [published(entries)[name] for name in names] == ["more", "more"]
    assert [less[name] for name in names] == ["more", "moved"]
    none = published(entries if edit is hide else [], *map(edit, entries))
    assert [none[name] for name in names] == ["emptied", "emptied"]


def test_every_part_of_a_year_goes_on_to_answer():
    """A report was hidden, and one page holds the year; or all of a part's weeks were, and the others stay parts."""
    early, late = Week(2026, 1), Week(2026, 9)
    entries = [*(judged(f"{n:010x}", early) for n in range(YEAR_LINES + 1)), judged("f" * 10, late)]
    names = ("archive/2026/w01/index.html", "archive/2026/w09/index.html")
    assert [published(entries)[name] for name in names] == ["part", "part"]
    fewer = published(entries, *map(hide, entries[:2]))
    assert [fewer[name] for name in names] == ["moved", "moved"]
    without = published(entries, hide(entries[-1]))
    assert [without[name] for name in names] == ["moved", "moved"]


def test_weeks_without_an_entry_are_marked_as_not_held():
    """Between two weeks that hold entries, one that holds none is there and says so."""
    atlas = Atlas((OLD.head, summary(W47, judged("d" * 10, W47)).head))
    assert [(mark.week.number, mark.held) for mark in atlas.strip(W47)] == [(45, True), (46, False), (47, True)]
    assert atlas.around(W47) == (W45, None)


def test_a_share_is_of_all_reports():
    """Half of the reports is 0.5; nothing at all is 0."""
    both = summary(W46, judged("e" * 10, W46), judged("f" * 10, W46, outlet="lake"))
    assert share(Atlas((both.head,)), "post") == 0.5
    assert share(Atlas(()), "post") == 0.0


def renamed(*formers, contents=CONTENTS):
    """Three weeks, the last ones of which have files that name stories of other names than are told."""
    newest = (summary(W47, judged("c" * 10, W47, "sbbbbbbbbbb")), MID)
    weeks = [
        each._replace(head=each.head._replace(former=own)) for each, own in zip_longest(newest, formers, fillvalue={})
    ]
    return listed(OLD, *weeks, contents=contents)


def test_a_story_told_under_another_name_keeps_its_address():
    """Its page leads on in every language; one that ran over several weeks keeps its feed too."""
    names = renamed({GONE: "sbbbbbbbbbb"})
    assert {GONE_PAGE, f"sw/{GONE_PAGE}"} <= names.keys()
    assert f"feeds/story-{GONE}.xml" not in names


def test_the_page_that_leads_on_is_written_anew_when_it_leads_elsewhere():
    """Its inputs are where it leads; what it leads to may change without it."""
    one, other = (renamed({GONE: now}) for now in ("sbbbbbbbbbb", "saaaaaaaaaa"))
    assert one[GONE_PAGE] != other[GONE_PAGE]
    assert one[GONE_PAGE] == renamed({GONE: "sbbbbbbbbbb"})[GONE_PAGE]


def test_a_story_of_several_weeks_told_under_another_name_keeps_its_feed():
    """Who follows it is led on; the feed is written anew when what it leads to has another chapter."""
    name = f"feeds/story-{GONE}.xml"
    one = renamed({GONE: "sbbbbbbbbbb"}, {GONE: "saaaaaaaaaa"})
    assert name in one
    other = renamed({GONE: "saaaaaaaaaa"}, {GONE: "sbbbbbbbbbb"})
    assert one[name] != other.get(name)


def test_what_was_taken_down_says_so_and_where_the_rest_is_told():
    """Its address is the notice, not a page that leads on, and is written anew when the rest is told elsewhere."""
    taken = CONTENTS._replace(removed=(GONE,))
    one, other = (renamed({GONE: now}, contents=taken) for now in ("sbbbbbbbbbb", "saaaaaaaaaa"))
    assert len({one[GONE_PAGE], other[GONE_PAGE], renamed({}, contents=taken)[GONE_PAGE]}) == 3
    assert renamed({GONE: "sbbbbbbbbbb"})[GONE_PAGE] != one[GONE_PAGE]


def test_a_story_of_which_a_part_was_taken_down_keeps_its_page():
    """A page over weeks that is still told is that story's page and no notice of a removal."""
    chapter = summary(W46, judged("b" * 10, W46, f"s{'a' * 10}"))
    taken = CONTENTS._replace(removed=(f"s{'a' * 10}",))
    assert f"stories/s{'a' * 10}/index.html" in listed(OLD, chapter)
    assert listed(OLD, chapter, contents=taken) == listed(OLD, chapter)
