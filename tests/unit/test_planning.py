"""The archive surveyed and its long views: memory within bounds, the desk's edits, full shelves and years."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from one_outlet import BOOK, NAIROBI, Held, report

from usalama.digest.edition import Around, compile_week
from usalama.ledger.ledger import Edit, Ledger, Verb, make_ledger
from usalama.planning import planning, shelving, weekly
from usalama.words.weeks import Week

WHEN = datetime(2026, 11, 22, tzinfo=NAIROBI)
MANY = 101


def entry(week, number):
    """One report of ours, alone in its story, on the Monday of a week."""
    return report(f"{week.year}{week.number:02d}{number:04d}", week)


def surveyed(weeks, each=1):
    held = Held(*(entry(week, number) for week in weeks for number in range(each)))
    return planning.survey(held, BOOK, "made", ledger=Ledger()), held


def take_stories(survey, weeks):
    """Have the pages of some weeks made: from then on what was read for them is no longer in memory."""
    for week in weeks:
        survey.stories(week)


def run_of(count):
    weeks = [Week(2025, 20)]
    while len(weeks) < count:
        weeks.append(weeks[-1].next())
    return weeks


@pytest.fixture(scope="module")
def full():
    """Six weeks of one year with more stories than one page of headlines can hold, in two parts."""
    return surveyed([Week(2026, number) for number in range(41, 47)], MANY)[0]


@pytest.mark.parametrize(
    ("kind", "ask"),
    [
        ("lines", lambda survey, week: survey.lines(week)),
        ("lines", lambda survey, week: survey.shelf_lines(week, "counties", "baringo")),
        ("reports", lambda survey, week: survey.reports(week, f"s{entry(week, 0).entry.key}")),
    ],
)
def test_memory_of_weeks_is_bounded_and_the_oldest_asked_goes_first(kind, ask):
    """Beyond the bound a week asked for long ago is fetched again, and a recent one is still at hand."""
    weeks = run_of(planning.KEPT_WEEKS + 2)
    survey, held = surveyed(weeks)
    take_stories(survey, weeks)
    first = ask(survey, weeks[0])
    for week in weeks[1:]:
        ask(survey, week)
    held.asked.clear()
    ask(survey, weeks[-1])
    assert held.asked == []
    assert len(first) == 1
    assert list(ask(survey, weeks[0])) == list(first)
    assert held.asked == [(kind, weeks[0])]


def test_the_shelves_of_weeks_are_let_go_one_at_a_time():
    """A long walk over one shelf never holds more weeks than the bound, and holds just that many."""
    weeks = run_of(planning.KEPT_WEEKS + 2)
    survey, _ = surveyed(weeks)
    for week in weeks:
        assert len(survey.shelf_lines(week, "outlets", "post")) == 1
    assert survey._shelves.cache_info().currsize == planning.KEPT_WEEKS


def test_stories_just_read_serve_one_page_and_are_read_again_after():
    """A week that was read to survey the archive is there for its page without a read, once."""
    week = Week(2026, 47)
    survey, held = surveyed([week])
    held.asked.clear()
    stories = survey.stories(week)
    assert held.asked == []
    assert survey.stories(week) == stories
    assert held.asked == [("read", week)]


def test_the_lines_of_a_week_just_read_are_those_of_its_summary_and_are_not_fetched():
    """What the survey has in memory is not read from the summary again, and is the same."""
    week = Week(2026, 47)
    survey, held = surveyed([week], 3)
    held.asked.clear()
    lines = survey.line_list(week)
    assert held.asked == []
    assert lines == held.lines(week)
    assert len(lines) == 3


def told(week, *edits):
    reading = Held(entry(week, 0), entry(week, 1)).read(week)
    return weekly.told(week, reading, BOOK, make_ledger(edits))


def test_a_pin_marks_its_story_in_its_week_alone():
    """A pinned story says so with the edit beside it; the week's hash moves, and no other week is touched."""
    week = Week(2026, 47)
    story = f"s{entry(week, 0).entry.key}"
    pin = Edit(Verb.PIN, story, WHEN, "Readers must see it.", week=week.slug)
    (first, second), content, *_ = told(week, pin)
    assert (first.pinned, second.pinned) == (True, False)
    assert (first.edits, second.edits) == ((pin,), ())
    assert content not in {told(week)[1], "c"}
    other = Week(2026, 46)
    assert not any(view.pinned for view in told(other, pin)[0])


def test_a_take_down_is_a_change_of_the_story_that_it_took_a_report_from():
    """Who reads feeds has an older copy of it with that report, and gets it again; nothing else of the site changed."""
    week = Week(2026, 47)
    story = f"s{entry(week, 0).entry.key}"
    gone = Edit(Verb.TAKE_DOWN, "0123456789", WHEN, "They asked.", week=week.slug, story=story)
    (first, second), content, *_ = told(week, gone)
    assert first.changed == WHEN > second.changed
    assert content != told(week)[1]
    assert all(view.changed < WHEN for view in told(Week(2026, 46), gone).stories)


def test_an_edit_of_an_entry_changes_the_hash_that_its_pages_stand_on():
    """Moving a report to another topic shows, and the pages of its week are made anew."""
    week = Week(2026, 47)
    key = entry(week, 0).entry.key

    def retag(slug):
        return Edit(Verb.RETAG, key, WHEN, "Misread.", slugs=(slug,))

    (first, _), content, *_ = told(week, retag("courts"))
    assert first.line.topics == ("courts",)
    same_edit_no_change = told(week, retag("banditry"))[1]
    assert len({content, same_edit_no_change, "c"}) == 3


def test_a_full_year_is_told_in_parts(full):
    """The year's page names its parts with their stories and holds no headline; each part holds its own weeks."""
    year = shelving.archive_year(full, 2026)
    assert year.parts == (
        ("archive/2026/w41/", Week(2026, 41), Week(2026, 44), 4 * MANY),
        ("archive/2026/w45/", Week(2026, 45), Week(2026, 46), 2 * MANY),
    )
    assert (year.weeks, year.stories) == ((), 6 * MANY)
    part = shelving.archive_year(full, 2026, Week(2026, 45))
    assert [mark.week.number for mark in part.marks] == [45, 46]
    assert [group.mark.week.number for group in part.weeks] == [46, 45]
    assert (part.parts, part.stories) == ((), 2 * MANY)


def test_a_full_shelf_ends_and_says_how_many_it_left_out(full):
    """A shelf shows its page's worth of lines from the newest week, counts the rest, and goes no further back."""
    (only,) = shelving.shelf(full, "counties", "baringo").weeks
    assert only.mark.week == Week(2026, 46)
    assert len(only.lines) == shelving.SHELF_LINES
    assert only.left_out == MANY - shelving.SHELF_LINES


def test_a_shelf_has_its_newest_week_by_points_and_the_latest_first_in_older_ones():
    """What was reported of people killed stands before a later word of nobody; of a week that is past, days tell."""

    def told(week, number, days, summary):
        judged = entry(week, number)
        at = judged.entry.published + timedelta(days=days)
        return replace(judged, entry=replace(judged.entry, published=at, summary=summary))

    dead, quiet = "A raid has left three people dead.", "Of raids and their dead, a history."
    weeks = Week(2026, 45), Week(2026, 46)
    held = Held(*(told(week, *each) for week in weeks for each in ((0, 0, dead), (1, 1, quiet), (2, 2, quiet))))
    survey = planning.survey(held, BOOK, "made", ledger=Ledger())
    newest, older = shelving.shelf(survey, "counties", "baringo").weeks
    assert [line.day.weekday() for line in newest.lines] == [0, 2, 1]
    assert [line.story for line in newest.lines] == [
        story.id for story in compile_week(weeks[1], survey.stories(weeks[1]), Around(), BOOK).full
    ]
    assert [line.day.weekday() for line in older.lines] == [2, 1, 0]
    pin = Edit(Verb.PIN, newest.lines[2].story, WHEN, "Readers must see it.", week=weeks[1].slug)
    survey = planning.survey(held, BOOK, "made", ledger=make_ledger([pin]))
    pinned, _ = shelving.shelf(survey, "counties", "baringo").weeks
    assert [line.day.weekday() for line in pinned.lines] == [1, 0, 2], "it heads the page of its week as well"


def test_a_feed_reads_no_more_weeks_than_it_shows():
    """The newest lines come from the newest weeks; once there are enough, older weeks are not fetched."""
    weeks = [Week(2026, number) for number in range(41, 47)]
    survey, held = surveyed(weeks, 3)
    take_stories(survey, weeks)
    held.asked.clear()
    lines = shelving.newest_lines(survey, 4)
    assert [line.week for line in lines] == ["2026-w46"] * 3 + ["2026-w45"]
    assert held.asked == [("lines", Week(2026, 46)), ("lines", Week(2026, 45))]


def test_of_what_one_pull_brought_a_full_feed_keeps_what_most_owners_reported():
    """A first pull brings a week at once: its main event is in the feed, whatever its identifier."""
    week = Week(2026, 46)
    entries = [entry(week, number) for number in range(3)]
    other = entry(week, 3).entry
    second = replace(entries[0], entry=replace(other, outlet="lake", title="Herders water goats by turns"))
    held = Held(*entries, second)
    survey = planning.survey(held, BOOK, "made", ledger=Ledger())
    first, _ = shelving.newest_lines(survey, 2)
    assert (first.story, first.families) == (entries[0].judgement.story, 2)


def test_an_archive_without_a_week_has_no_story_on_any_list():
    """Nothing was read: no story runs, none went quiet, no case waits, and no page breaks."""
    survey, held = surveyed([])
    assert shelving.story_lists(survey) == ((), ())
    assert shelving.quiet_cases(survey) == ()
    assert held.asked == []


def test_beyond_the_bound_on_entries_stories_are_read_again(monkeypatch):
    """Weeks past the bound are surveyed like the others, and only their stories are fetched anew for a page."""
    monkeypatch.setattr(planning, "KEPT_ENTRIES", 3)
    monkeypatch.setattr(planning, "PACKED_ENTRIES", 0)
    first, second = Week(2026, 46), Week(2026, 47)
    survey, held = surveyed([first, second], 2)
    held.asked.clear()
    assert [len(survey.stories(week)) for week in (first, second)] == [2, 2]
    assert held.asked == [("read", first)]


def test_between_the_bounds_stories_are_unpacked(monkeypatch):
    """Weeks past the first bound are not read a second time: their stories and lines are as they were read."""
    first, second = Week(2026, 46), Week(2026, 47)
    plain, _ = surveyed([first, second], 2)
    monkeypatch.setattr(planning, "KEPT_ENTRIES", 3)
    survey, held = surveyed([first, second], 2)
    held.asked.clear()
    assert survey.lines(first) == plain.lines(first)
    assert [survey.stories(week) for week in (first, second)] == [plain.stories(week) for week in (first, second)]
    assert ("read", first) not in held.asked


W45, W46, W47 = (Week(2026, number) for number in (45, 46, 47))


@pytest.mark.parametrize(
    ("first", "then", "told"),
    [
        (["turkana"], [], ["turkana"]),
        (["turkana"], ["nairobi"], ["nairobi", "turkana"]),
        (["turkana", "baringo"], ["baringo"], ["baringo"]),
        ([], ["turkana"], ["turkana"]),
        ([], [], []),
        (["a", "b", "c", "d"], [], ["a", "b", "c", "d"]),
        (["a", "b", "c", "d", "e"], [], []),
    ],
)
def test_a_chapter_that_names_none_of_its_storys_places_has_them_by_its_story(first, then, told):
    """Counted, listed and told with the reason; what names one of them, or was in many counties, stays as it is."""
    book = BOOK._replace(counties=(*"abcde", "baringo", "nairobi", "turkana"))
    opening, later = report("1" * 10, W45), report("2" * 10, W47, "s1111111111")
    held = Held(*(replace(each, judgement=replace(each.judgement, counties=tuple(counties)))
                  for each, counties in ((opening, first), (later, then))))  # fmt: skip
    survey = planning.survey(held, book, "made", ledger=Ledger())
    (line,), (story,) = survey.line_list(W47), survey.stories(W47)
    assert list(line.counties) == told
    assert story.line == line == survey.line_list(W47)[0]
    assert survey.line_list(W45)[0].counties == tuple(first)
    assert survey.line_list(W45)[0].by_story == ()
    by_story = [slug for slug in told if slug not in then]
    assert list(line.by_story) == by_story
    assert [why.line for why in story.reasons if why.evidence == "by its story, as of week 2026-W45"] == [
        f"county {slug}: by its story, as of week 2026-W45" for slug in by_story
    ]
    for slug in book.counties:
        assert survey.tally("counties", slug, W47).now == (slug in told)
        assert len(survey.shelf_lines(W47, "counties", slug)) == (slug in told)


def test_the_first_week_that_names_a_place_gives_it_and_a_later_one_does_not_reach_back():
    """A story of three weeks: the first tells no place and stays so, the last has it from the one between."""
    reports = [report(str(n) * 10, week, "s1111111111") for n, week in enumerate((W45, W46, W47), 1)]
    places = ((), ("baringo",), ())
    held = Held(*(replace(each, judgement=replace(each.judgement, counties=counties))
                  for each, counties in zip(reports, places, strict=True)))  # fmt: skip
    survey = planning.survey(held, BOOK, "made", ledger=Ledger())
    lines = [survey.line_list(week)[0] for week in (W45, W46, W47)]
    assert [line.counties for line in lines] == [(), ("baringo",), ("baringo",)]
    assert [line.by_story for line in lines] == [(), (), ("baringo",)]
    assert survey.before("s1111111111", W47).counties == ("baringo",)
