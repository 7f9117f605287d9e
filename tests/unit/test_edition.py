"""From a week's entries to its digest: grouping, the lead, ranking, the cut, counts."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

import made
from usalama.catalogue.catalog import Topic
from usalama.digest import ranking
from usalama.digest.digests import FULL, PER_TOPIC, Before, Tally
from usalama.digest.edition import Around, Book, compile_week, known, tell
from usalama.digest.summaries import summarise
from usalama.digest.tellers import told_in
from usalama.model import Entry, JudgedEntry, Judgement, Outlet, OutletKind, Reason
from usalama.words.urls import canonical
from usalama.words.weeks import Week

NAIROBI = ZoneInfo("Africa/Nairobi")

WEEK = Week(2026, 47)
MONDAY = datetime(2026, 11, 16, 9, tzinfo=NAIROBI)


def topic(slug, severity):
    return Topic(slug, {"en": slug}, {"en": slug}, severity)


def outlet(slug, kind=OutletKind.NEWSPAPER):
    return Outlet(slug, slug, f"https://{slug}.example/", "", kind, "ke", ("en",))


BOOK = Book(
    topics=(topic("banditry", 4), topic("courts", 2)),
    outlets={o.slug: o for o in (outlet("post"), outlet("lake"), outlet("mirror", OutletKind.REPUBLISHER))},
    counties=("baringo", "turkana"),
    zone=NAIROBI,
)


def entry(key, *, story="", by="post", day=0, topics=("banditry",), counties=(), summary="Own words here.", link=True,
          relevance=0.9, facets=(), reasons=()):  # fmt: skip
    own = {"outlet": by, "title": f"Headline {key}", "summary": summary}
    own["link"] = f"https://{by}.example/{key}" if link else ""
    told = made.entry(key, MONDAY + timedelta(days=day), **own)
    return JudgedEntry(told, Judgement(relevance, topics, counties, story, facets, reasons))


def week_of(*entries, around=None):
    return compile_week(WEEK, tell(WEEK, entries, BOOK), around or Around(), BOOK)


def test_a_report_that_is_dated_ahead_has_not_changed_yet():
    """A week's last change is when the report came, not the evening for which its outlet dates it."""
    evening = replace(entry("aa").entry, published=MONDAY + timedelta(hours=9))
    judged = replace(entry("aa"), entry=evening)
    assert week_of(judged).updated == MONDAY
    later = replace(evening, updated=MONDAY + timedelta(hours=2))
    assert week_of(replace(judged, entry=later)).updated == MONDAY + timedelta(hours=2)


def test_an_earlier_headline_in_other_capitals_alone_is_none():
    """Readers were told that the outlet had changed what it only wrote LOUDER."""
    plain = entry("aa")
    loud = replace(plain.entry, was=("Two held", plain.entry.title.upper()))
    (story,) = tell(WEEK, [replace(plain, entry=loud)], BOOK)
    assert [report.was for report in story.reports] == [("Two held",)]


def test_reports_of_one_story_stand_together():
    """Entries of one story are one item; an entry without a story is its own."""
    told = tell(
        WEEK, [entry("aa", story="s0000000001"), entry("bb", story="s0000000001", by="lake", day=2), entry("cc")], BOOK
    )
    assert [(story.id, len(story.reports)) for story in told] == [("s0000000001", 2), ("scc", 1)]
    assert told[0].days == (1, 0, 1, 0, 0, 0, 0)
    assert told[0].level == 3


def test_who_carries_anothers_report_had_no_story_first():
    """Whatever date the copy bears: of a re-publisher's and an outlet's own, the own one was first."""
    both = entry("aa", story="s0000000001", by="mirror"), entry("bb", story="s0000000001", day=3)
    head = summarise(WEEK, tell(WEEK, both, BOOK), BOOK.actors, source="", made="", content="").head
    assert {slug: (row[2], head.firsts[slug][1]) for slug, row in head.shelves["outlets"].items()} == {
        "mirror": (0, 0), "post": (1, 1),
    }  # fmt: skip


def test_a_republisher_never_leads_beside_an_outlet_of_its_own_words():
    """The lead is an outlet's own report even when the re-publisher was earlier."""
    (story,) = tell(
        WEEK, [entry("aa", story="s0000000001", by="mirror"), entry("bb", story="s0000000001", day=3)], BOOK
    )
    assert (story.lead.outlet, story.level, story.held_back) == ("post", 2, False)


@pytest.mark.parametrize(("hours", "lead"), [(2, "aa"), (30, "bb")])
def test_a_report_that_came_late_takes_no_lead_by_an_older_date(hours, lead):
    """Whoever dates a report before the others speaks for the story only if we saw it about then; it stands first."""
    early = entry("aa", by="lake", story="s0000000001")
    late = replace(early, entry=replace(early.entry, first_seen=early.entry.published + timedelta(hours=hours)))
    first = entry("bb", story="s0000000001", day=1)
    (story,) = tell(WEEK, [late, first], BOOK)
    assert (story.lead.key, story.line.first) == (lead, late.entry.published.date())


def test_a_report_in_the_first_language_leads_though_another_was_earlier():
    """Who reads English has an English headline where an outlet of its own words wrote one; a mirror wrote none."""
    first, group = _kiswahili(entry("aa", by="lake", story="s0000000001")), {"story": "s0000000001"}
    (story,) = tell(WEEK, [first, entry("bb", day=3, summary="", **group)], BOOK)
    assert (story.lead.key, [lead.language for lead in story.line.leads]) == ("bb", ["sw"])
    for other in (entry("bb", by="mirror", day=3, **group), entry("bb", day=3, link=False, **group)):
        (story,) = tell(WEEK, [first, other], BOOK)
        assert story.lead.key == "aa"


def test_a_story_that_only_a_republisher_has_is_never_told_in_full():
    """It stays one line."""
    view = week_of(entry("aa", by="mirror"))
    assert (view.full, [line.story for line in view.sections[0].lines]) == ((), ["saa"])


def test_a_busy_topic_cannot_fill_the_issue():
    """At most three full stories have the same main topic."""
    view = week_of(*(entry(f"b{n}") for n in range(9)), entry("c1", topics=("courts",)))
    by_topic = [story.line.topic for story in view.full]
    assert by_topic.count("banditry") == PER_TOPIC
    assert by_topic.count("courts") == 1
    assert view.stories == 10


def test_ten_stories_are_told_in_full():
    """Everything after the tenth is a line under its topic, and none is lost; one that no topic fits stands last."""
    topics = [f"t{n}" for n in range(14)]
    book = BOOK._replace(topics=tuple(topic(slug, 1) for slug in topics))
    entries = [entry(f"e{n:02d}", topics=tuple(topics[n : n + 1])) for n in range(15)]
    view = compile_week(WEEK, tell(WEEK, entries, book), Around(), book)
    assert len(view.full) == FULL
    assert sum(len(section.lines) for section in view.sections) == 5
    assert sum(section.stories for section in view.sections) == view.stories == 15
    assert [section.topic for section in view.sections] == [*topics, ""]


def test_a_report_is_told_under_the_topics_and_counties_that_the_desk_has():
    """What a hand mistyped is left out of it, and is known by name; a report all of whose topics are slips has none."""
    slips = entry("aa", topics=("robery", "courts"), counties=("nairoby", "baringo"))
    kept, lost = known([slips, entry("bb", topics=("robery",))], BOOK)
    told = tell(WEEK, kept, BOOK)
    assert [(story.line.topics, story.line.counties) for story in told] == [(("courts",), ("baringo",)), ((), ())]
    assert lost == {"topics": ["robery"], "counties": ["nairoby"]}
    assert known([entry("cc")], BOOK) == ([entry("cc")], {})


def test_a_report_is_told_under_what_its_topic_is_called_now():
    """It is filed under a slug that the topic had before; its reason goes along, and nothing is unknown."""
    book = BOOK._replace(topics=(BOOK.topics[0]._replace(was=("raids", "rustling")), BOOK.topics[1]))
    why = (Reason("topic", "raids", "0.90: raid"), Reason("story", "raids", "with it"))
    (judged,), lost = known([entry("aa", topics=("raids", "courts", "rustling", "banditry"), reasons=why)], book)
    assert (judged.judgement.topics, lost) == (("banditry", "courts"), {})
    assert [reason.value for reason in judged.judgement.reasons] == ["banditry", "raids"]


def test_a_report_of_which_no_county_is_known_is_not_called_national():
    """All that its file names are slips, or it leaves out to say; one that names none is national."""
    slip, silent = entry("aa", counties=("nairoby",)), replace(entry("bb"), missing=frozenset({"counties"}))
    half = entry("dd", counties=("nairoby", "baringo"))
    told = tell(WEEK, known([slip, silent, entry("cc"), half], BOOK)[0], BOOK)
    assert [story.line.unplaced for story in told] == [True, True, False, False]
    assert compile_week(WEEK, told, Around(), BOOK).national == 1


def test_more_owners_rank_higher():
    """A story that two owner families report stands before one with a graver topic and one voice."""
    view = week_of(entry("aa", topics=("banditry",)), entry("bb", story="s0000000001", topics=("courts",)),
                   entry("cc", story="s0000000001", by="lake", topics=("courts",)))  # fmt: skip
    assert view.full[0].id == "s0000000001"


def test_points_are_those_of_the_published_table():
    """Each story's points name rows of the table, within their caps, and their sum is its score."""
    caps = {weight.key: weight.cap for weight in ranking.WEIGHTS}
    (story,) = week_of(entry("aa", day=6, summary="Three herders were killed on Sunday.")).full
    assert dict(story.points) == {"severity": 6.0, "owners": 3.0, "happened": 2.0, "recency": 1.5, "relevance": 0.9}
    assert all(points <= caps[key] for key, points in story.points)
    assert story.score == 13.4


def test_who_was_killed_injured_or_is_missing_ranks_higher():
    """Each of the three that an own report gives a number of has points; a word of a raid alone, and a copy's, none."""
    raid = "A raid has left three people dead and two injured."
    view = week_of(
        entry("aa", summary=raid),
        entry("bb", summary="Two herders are missing since the raid."),
        entry("cc", summary="Of raids and their dead, a history."),
        entry("dd", by="mirror", summary=raid),
    )
    earned = {story.lead.key: dict(story.points).get("happened", 0.0) for story in (*view.full, *view.more)}
    assert earned == {"aa": 4.0, "bb": 2.0, "cc": 0.0, "dd": 0.0}
    assert [story.lead.key for story in view.full] == ["aa", "bb", "cc"]


def test_quiet_topics_are_named():
    """A topic of the catalogue with no report in the week is stated."""
    tallies = (Tally("banditry", (1,), 1, 1, 1, "", 0.0), Tally("courts", (0,), 0, 0, 0, "", 0.0))
    assert week_of(entry("aa"), around=Around(topics=tallies)).quiet == ("courts",)


def test_what_is_new_against_earlier_weeks():
    """A continued story says which outlets and counties it did not have, and earns points for going on."""
    before = Before(("2026-w45", "2026-w46"), 3, ("post",), ("baringo",), MONDAY.date())
    around = Around(before={"s0000000001": before}, pages={"s0000000001": "stories/s0000000001/"})
    view = week_of(
        entry("aa", story="s0000000001", counties=("baringo", "turkana")),
        entry("bb", story="s0000000001", by="lake"),
        around=around,
    )
    (story,) = view.full
    assert (story.chapter, story.new_outlets, story.new_counties) == (3, ("lake",), ("turkana",))
    assert story.page == "stories/s0000000001/"
    assert dict(story.points)["continuity"] == 1.0


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "https://user@evil.example/", "https://user@evil.example", "https://user:@evil.example/x",
     'https://x.example/"onclick', "https://x.example/a>", "ftp://x.example/", "https:///x"],
)  # fmt: skip
def test_a_link_that_is_none_is_left_out(link):
    """Whatever a hand-written file says, only plain http and https addresses become links."""
    judged = entry("aa")
    bad = JudgedEntry(Entry("aa", "f", "post", link, "T", MONDAY, "", "en", MONDAY, key="aa"), judged.judgement)
    assert tell(WEEK, [bad], BOOK)[0].lead.link == ""


@pytest.mark.parametrize(
    "link",
    ["https://pages.example/@author/raid", "https://valley.example/women's-march", "https://v.example/?by=a@b.example",
     "https://v.example:8443/a(b)/[c]"],
)  # fmt: skip
def test_a_link_that_a_pull_takes_is_kept(link):
    """An at sign or an apostrophe behind the host belongs to the path: the report stays linked."""
    assert canonical(link) == link
    judged = entry("aa")
    good = replace(judged, entry=replace(judged.entry, link=link))
    assert tell(WEEK, [good], BOOK)[0].lead.link == link


def test_a_report_outside_its_week_counts_on_its_first_or_last_day():
    """The folder decides the week; a date beyond it is drawn at the edge."""
    (story,) = tell(WEEK, [entry("aa", day=-3)], BOOK)
    assert story.days[0] == 1


def test_reasons_of_the_lead_come_first_and_edits_of_all_are_kept():
    """Why it is here: the lead's evidence, then what the desk did to any report of it."""
    edits = (Reason("topic", "courts", "trial"), Reason("edit", "retag", "by the desk"))
    first = entry("aa", story="s0000000001", reasons=(Reason("topic", "banditry", "raid"),))
    told = tell(WEEK, [first, entry("bb", story="s0000000001", day=1, by="lake", reasons=edits)], BOOK)
    assert [(reason.kind, reason.value) for reason in told[0].reasons] == [("topic", "banditry"), ("edit", "retag")]


def test_an_empty_week_is_a_view_too():
    """No entries, no stories, and no error."""
    view = week_of()
    assert (view.stories, view.full, view.minutes) == (0, (), 1)


def _kiswahili(judged):
    return replace(judged, entry=replace(judged.entry, language="sw"))


def test_a_report_in_the_readers_language_speaks_for_its_story():
    """The earliest that is an outlet's own, one with an excerpt before one without; what was counted stays."""
    group = {"story": "s0000000001"}
    view = week_of(
        entry("aa", **group),
        _kiswahili(entry("bb", by="mirror", day=1, **group)),
        _kiswahili(entry("cc", by="lake", day=2, summary="", **group)),
        _kiswahili(entry("dd", by="lake", day=3, **group)),
    )
    (story,), (same,) = told_in(view, "sw").full, view.full
    assert [report.key for report in story.reports] == ["dd", "aa", "bb", "cc"]
    assert (story.lead.key, story.line.title, story.line.language, story.line.outlet) == (
        "dd",
        "Headline dd",
        "sw",
        "lake",
    )
    assert story.line.outlets[0] == "lake"
    assert (story.id, story.days, story.level, story.points) == (same.id, same.days, same.level, same.points)


def test_a_line_speaks_the_readers_language_too():
    """Also among the stories of one line, in their section and in the list for text."""
    busy = [entry(f"b{n}{by}", story=f"s00000000b{n}", by=by) for n in range(PER_TOPIC) for by in ("post", "lake")]
    spoken = [entry("y", story="s0000000001", relevance=0.6), _kiswahili(entry("z", story="s0000000001", by="mirror"))]
    own = _kiswahili(entry("x", story="s0000000001", day=5))
    view = week_of(*busy, *spoken, own)
    told = told_in(view, "sw")
    lines = [(line.story, line.title) for section in told.sections for line in section.lines]
    assert lines == [("s0000000001", "Headline x")]
    assert [(story.id, story.lead.title) for story in told.more] == lines


def test_a_week_that_nobody_told_in_the_language_stays_as_it_is():
    """Nothing is made anew, and no re-publisher or report without a link comes to speak."""
    view = week_of(
        entry("aa", story="s0000000001"),
        _kiswahili(entry("bb", story="s0000000001", by="mirror")),
        _kiswahili(entry("cc", story="s0000000001", by="lake", link=False)),
    )
    assert told_in(view, "sw") is view
    assert told_in(view, "en") is view
