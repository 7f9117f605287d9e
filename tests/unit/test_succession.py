"""Stories that turned out to be one: what the files say, what is told, and where old addresses lead."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from one_outlet import BOOK, Held, report

from usalama.digest.forwarding import Forward, formers, forwards, tracks
from usalama.ledger import effects
from usalama.ledger.ledger import Edit, Ledger, Verb, make_ledger
from usalama.machine import hands
from usalama.model import Reason
from usalama.planning import planning, weekly
from usalama.stories.succession import also_tells
from usalama.words.weeks import Week

WHEN = datetime(2026, 11, 22, tzinfo=UTC)
OLD, NEW, LAST = Week(2026, 45), Week(2026, 46), Week(2026, 47)
A, B, C, D = (f"{letter * 10}" for letter in "abcd")


def entry(key, week, story="", shows=""):
    """One report of ours; ``shows`` is a story that it was found to tell too."""
    why = (Reason("story", story or f"s{key}", f"with it{also_tells(shows)}"),) if shows else ()
    return report(key, week, story, day=2, reasons=why)


def surveyed(held, *edits, **more):
    held.asked.clear()
    return planning.survey(held, BOOK, repr(edits), ledger=make_ledger(edits), **more)


def stories_of(survey):
    """Week → story → keys of its reports."""
    return {
        head.week: {view.id: sorted(r.key for r in view.reports) for view in survey.stories(head.week)}
        for head in survey.atlas.heads
    }


def merge(on, story):
    return Edit(Verb.MERGE, on, WHEN, "one event", story=story)


def split(key, *also):
    return Edit(Verb.SPLIT, key, WHEN, "another event", also=also)


def test_earlier_reports_are_told_under_the_older_id():
    """The report that shows two stories to be one moves what the younger told, in every week."""
    held = Held(entry(A, OLD), entry(B, OLD), entry(C, NEW, f"s{B}"), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    survey = surveyed(held)
    assert stories_of(survey) == {OLD: {f"s{A}": [A, B]}, NEW: {f"s{A}": [C]}, LAST: {f"s{A}": [D]}}
    assert survey.atlas.forwards == {f"s{B}": Forward(f"s{A}", f"stories/s{A}/", ran=True)}


def test_a_moved_report_says_where_it_was():
    """The move is in the reasons of the story, and its old id is an anchor of the new story in its week."""
    held = Held(entry(A, OLD), entry(B, OLD), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    (view,) = surveyed(held).stories(OLD)
    assert view.line.was == (f"s{B}",)
    assert any(r.kind == "story" and f"first told as s{B}" in r.evidence for r in view.reasons)


@pytest.mark.parametrize("kept", [planning.KEPT_ENTRIES, 0])
def test_an_archive_read_by_several_is_the_archive_read_by_one(monkeypatch, kept):
    """Who reads the older weeks knows nothing of a merge that the newer ones show: they are read again."""
    monkeypatch.setattr(planning, "KEPT_ENTRIES", kept)
    told = (entry(A, OLD), entry(B, OLD), entry(C, NEW, f"s{B}"), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    alone = surveyed(Held(*told))
    several = surveyed(Held(*told), share=lambda read, some: hands.shared(some, read, 2))
    assert several.atlas.heads == alone.atlas.heads
    assert stories_of(several) == stories_of(alone) != {}


def test_a_merge_found_later_rereads_only_the_weeks_that_it_concerns():
    """An archive brought up to date is the archive read from nothing, and untouched weeks are not read again."""
    told = [entry(A, NEW), entry(B, NEW), entry(C, OLD)]
    held = Held(*told)
    surveyed(held)
    last = entry(D, LAST, f"s{A}", shows=f"s{B}")
    held.add(last)
    survey = surveyed(held)
    assert sorted(week for what, week in held.asked if what == "read") == [NEW, LAST]
    fresh = Held(*told, last)
    clean = surveyed(fresh)
    assert held.saved == fresh.saved
    assert survey.atlas.forwards == clean.atlas.forwards
    surveyed(held)
    assert held.asked == []


def test_a_week_knows_that_a_report_of_a_story_was_taken_down_which_it_tells_still():
    """It told more once, and may have had a companion page; the story's address leads to itself."""
    (track,) = tracks([(OLD, (f"s{A}",), {})], [(OLD, f"s{A}", f"s{A}")])
    assert track.former == {f"s{A}": f"s{A}"}


def test_a_merge_taken_back_gives_the_stories_back():
    """Without the report that showed it, each story is what it was, and no address leads on."""
    held = Held(entry(A, OLD), entry(B, OLD), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    surveyed(held)
    del held.entries[LAST]
    held.saved.pop(LAST)
    survey = surveyed(held)
    assert stories_of(survey) == {OLD: {f"s{A}": [A], f"s{B}": [B]}}
    assert survey.atlas.forwards == {}


def test_an_older_report_that_shows_a_merge_reaches_younger_weeks():
    """A report that came late into an old week moves what a younger week told, from nothing too."""
    held = Held(entry(A, OLD), entry(D, OLD, f"s{A}", shows=f"s{B}"), entry(B, NEW))
    assert stories_of(surveyed(held)) == {OLD: {f"s{A}": [A, D]}, NEW: {f"s{A}": [B]}}


def test_what_a_person_merged_leads_on_too():
    """A merge in the ledger leaves a forward from the younger story to the anchor where it is told."""
    held = Held(entry(A, OLD), entry(B, OLD))
    survey = surveyed(held, merge(f"s{B}", f"s{A}"))
    assert survey.atlas.forwards == {f"s{B}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=False)}


def test_a_story_that_shrank_to_one_week_leads_to_that_week():
    """Where a split leaves one week, the page over weeks is gone and its address leads to the anchor."""
    held = Held(entry(A, OLD), entry(B, NEW, f"s{A}"))
    assert surveyed(held).atlas.forwards == {}
    survey = surveyed(held, split(B))
    assert survey.atlas.forwards == {f"s{A}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True)}
    assert f"s{B}" in survey.atlas.by_week[NEW].ids


def test_a_merge_taken_back_by_a_split_leaves_the_way_to_what_it_had_made():
    """The story that others were merged into keeps its address and its anchor where it had them meanwhile."""
    held = Held(entry(A, OLD), entry(B, NEW))
    survey = surveyed(held, merge(f"s{B}", f"s{A}"), split(B))
    assert stories_of(survey) == {OLD: {f"s{A}": [A]}, NEW: {f"s{B}": [B]}}
    assert survey.atlas.forwards == {
        f"s{A}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True),
        f"s{B}": Forward(f"s{B}", f"{NEW.path}/#s{B}", ran=False),
    }
    (view,) = survey.stories(NEW)
    assert view.line.was == (f"s{A}",)


def test_a_merge_within_a_week_that_is_taken_back_leaves_the_way_to_the_story():
    """Its address led to the other story meanwhile; it leads to its own place now, which has one anchor of its id."""
    survey = surveyed(Held(entry(A, OLD), entry(B, OLD)), merge(f"s{B}", f"s{A}"), split(B))
    assert survey.atlas.forwards == {f"s{B}": Forward(f"s{B}", f"{OLD.path}/#s{B}", ran=False)}
    assert [view.line.was for view in survey.stories(OLD)] == [(), ()]


def test_a_story_that_loses_a_week_which_reports_showed_to_be_its_leads_to_what_is_left():
    """A take-down names the story of the report's file; the one that told it had a page over weeks, and a feed."""
    gone = Edit(Verb.TAKE_DOWN, B, WHEN, "asked", week=NEW.slug, story=f"s{B}", kind="safety")
    survey = surveyed(Held(entry(A, OLD), entry(D, OLD, f"s{A}", shows=f"s{B}")), gone)
    assert survey.atlas.forwards[f"s{A}"].path == f"{OLD.path}/#s{A}"


def test_a_story_over_weeks_by_a_merge_into_what_reports_moved_on_leads_to_its_week_after_the_split():
    """The desk merged into the younger of two that reports had shown to be one: the older told it, and had a page."""
    shown = entry(A, OLD), entry(B, OLD), entry(D, OLD, f"s{A}", shows=f"s{B}"), entry(C, NEW)
    assert list(surveyed(Held(*shown), merge(f"s{C}", f"s{B}")).atlas.chapters) == [f"s{A}"]
    survey = surveyed(Held(*shown), merge(f"s{C}", f"s{B}"), split(C))
    assert survey.atlas.forwards[f"s{A}"] == Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True)


def test_stories_that_lose_a_report_which_the_desk_had_moved_keep_their_addresses():
    """It was split off and merged into another story before it was taken down; one of the three had no other report."""
    gone = Edit(Verb.TAKE_DOWN, B, WHEN, "asked", week=NEW.slug, story=f"s{A}", kind="safety")
    survey = surveyed(Held(entry(A, OLD), entry(D, OLD)), split(B), merge(f"s{B}", f"s{D}"), gone)
    assert {story for story, forward in survey.atlas.forwards.items() if forward.ran} == {f"s{A}", f"s{D}"}
    assert survey.atlas.forwards[f"s{B}"].story == f"s{D}"


def test_a_merge_by_reports_that_a_split_ends_leaves_the_ways_and_the_anchor():
    """A week told the report under the older id, which leads to it still; so does the younger's address."""
    told = entry(A, OLD), entry(B, NEW), entry(D, LAST, f"s{A}", shows=f"s{B}")
    held = Held(*told)
    assert [view.line.was for view in surveyed(held).stories(NEW)] == [(f"s{B}",)]
    survey = surveyed(held, split(B))
    assert [(view.id, view.line.was) for view in survey.stories(NEW)] == [(f"s{B}", (f"s{A}",))]
    assert survey.atlas.forwards == {f"s{B}": Forward(f"s{B}", f"{NEW.path}/#s{B}", ran=False)}
    early = Held(*told[:2])
    surveyed(early, split(B))
    early.add(told[2])
    assert [view.line.was for view in surveyed(early, split(B)).stories(NEW)] == [(f"s{A}",)]


def test_an_edit_that_moves_nothing_makes_no_address():
    """The story that reports showed to be the one had no page of its own, and gets none by a retagging."""
    retag = Edit(Verb.RETAG, B, WHEN, "x", slugs=("banditry",))
    survey = surveyed(Held(entry(A, OLD), entry(B, OLD), entry(D, OLD, f"s{A}", shows=f"s{B}")), retag)
    assert list(survey.atlas.forwards) == [f"s{B}"]


def test_edits_on_a_story_are_not_told_of_one_that_was_merged_into_it_for_a_while():
    """The story that was split off again has the edits on itself alone."""
    pin = Edit(Verb.PIN, f"s{A}", WHEN, "lead", week=OLD.slug)
    survey = surveyed(Held(entry(A, OLD), entry(B, NEW)), merge(f"s{B}", f"s{A}"), split(B), pin)
    assert pin not in survey.stories(NEW)[0].edits


def test_what_is_done_to_a_story_is_not_told_of_a_report_that_was_split_off_it():
    """Readers would be told that something was hidden there; it stays the change of nothing once all is shown again."""
    hide = Edit(Verb.HIDE, f"s{A}", WHEN, "No security.")
    survey = surveyed(Held(entry(A, OLD), entry(B, OLD, f"s{A}")), split(B), hide)
    (view,) = survey.stories(OLD)
    assert (view.id, view.line.was, hide in view.edits) == (f"s{B}", (f"s{A}",), False)


def test_a_story_that_only_the_ledger_named_leads_on_once_it_is_merged():
    """What was split off had an address of its own, that no file tells of: it leads to where its reports went."""
    held = Held(entry(A, OLD), entry(B, OLD, f"s{A}"), entry(C, NEW, f"s{A}"), entry(D, LAST))
    survey = surveyed(held, split(B, C), merge(f"s{B}", f"s{D}"))
    assert survey.atlas.forwards[f"s{B}"] == Forward(f"s{D}", f"stories/s{D}/", ran=True)
    assert [view.line.was for view in survey.stories(NEW)] == [(f"s{A}", f"s{B}")]


def test_a_split_outlasts_a_merge_that_reports_showed():
    """The desk's word is above a report's: what it split off stays apart."""
    held = Held(entry(A, OLD), entry(B, OLD), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    survey = surveyed(held, split(B))
    assert stories_of(survey)[OLD] == {f"s{A}": [A], f"s{B}": [B]}
    assert survey.atlas.forwards == {f"s{B}": Forward(f"s{B}", f"{OLD.path}/#s{B}", ran=False)}


def test_edits_on_a_story_that_is_no_more_hold_for_the_one_that_tells_it():
    """A pin on the younger id pins the older story, a merge into it goes on to it, a note stands with it."""
    note = Edit(Verb.NOTE, f"s{B}", WHEN, "", text="A note.")
    pin = Edit(Verb.PIN, f"s{B}", WHEN, "lead", week=OLD.slug)
    held = Held(entry(A, OLD), entry(B, OLD), entry(C, OLD), entry(D, LAST, f"s{A}", shows=f"s{B}"))
    (view,) = surveyed(held, pin, note, merge(f"s{C}", f"s{B}")).stories(OLD)
    assert (view.id, view.pinned, view.line.was) == (f"s{A}", True, (f"s{B}", f"s{C}"))
    assert note in view.edits


def test_a_merge_that_hides_nothing_is_reread_where_the_desk_names_the_story():
    """A week whose only tie to a merge is an edit follows it too, whatever came first."""
    edits = (merge(f"s{C}", f"s{B}"),)
    held = Held(entry(A, OLD), entry(C, NEW))
    surveyed(held, *edits)
    last = entry(D, LAST, f"s{A}", shows=f"s{B}")
    held.add(last)
    survey = surveyed(held, *edits)
    assert stories_of(survey)[NEW] == {f"s{A}": [C]}


def test_a_circle_of_merges_ends():
    """The desk merges the older into the younger, reports the other way: all is one story."""
    ledger = make_ledger([merge(f"s{A}", f"s{B}")]).following({f"s{B}": (f"s{A}",)})
    told = [effects.applied(entry(key, OLD), ledger).judgement.story for key in (A, B)]
    assert told == [f"s{A}"] * 2
    assert ledger.final(f"s{B}") == f"s{A}"


HIDE = Edit(Verb.HIDE, B, WHEN, "asked")


def take_down(key, week, story):
    return Edit(Verb.TAKE_DOWN, key, WHEN, "asked", week=week.slug, story=story, kind="safety")


def test_a_hidden_report_leads_nowhere():
    """Of a story whose only report is hidden nothing is told; one that goes on in another week is told there."""
    alone = surveyed(Held(entry(A, OLD), entry(B, NEW), entry(C, NEW)), HIDE)
    assert (alone.atlas.forwards, alone.atlas.withdrawn) == ({}, {f"s{B}": False})
    ran = surveyed(Held(entry(A, OLD), entry(B, NEW, f"s{A}"), entry(C, NEW)), HIDE)
    assert ran.atlas.forwards == {f"s{A}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True)}
    assert ran.atlas.withdrawn == {}


@pytest.mark.parametrize("others", [(), (entry(C, NEW),)])
@pytest.mark.parametrize("removed", [False, True])
def test_a_story_that_lost_all_of_a_week_leads_to_the_week_that_is_left(others, removed):
    """Hidden or taken down, and whether that week tells anything else or not: page and feed go on."""
    kept = () if removed else (entry(B, NEW, f"s{A}"),)
    edit = take_down(B, NEW, f"s{A}") if removed else HIDE
    survey = surveyed(Held(entry(A, OLD), *kept, *others), edit)
    assert survey.atlas.forwards == {f"s{A}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True)}


def test_a_story_whose_reports_were_all_taken_down_leads_to_what_it_was_merged_into():
    """As it did before; where that is told no more either, both are withdrawn."""
    merged, taken = merge(f"s{B}", f"s{A}"), take_down(B, NEW, f"s{B}")
    survey = surveyed(Held(entry(A, OLD)), merged, taken)
    assert survey.atlas.forwards == {
        f"s{A}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=True),
        f"s{B}": Forward(f"s{A}", f"{OLD.path}/#s{A}", ran=False),
    }
    assert survey.atlas.withdrawn == {}
    survey = surveyed(Held(entry(D, LAST)), merged, taken, take_down(A, OLD, f"s{A}"))
    assert survey.atlas.forwards == {}
    assert survey.atlas.withdrawn == {f"s{A}": True, f"s{B}": False}


def test_a_story_that_is_told_in_no_week_any_more_is_known_as_withdrawn():
    """Under each of the ids that it had, and whether it ran over weeks, and so had a feed."""
    hide = Edit(Verb.HIDE, f"s{A}", WHEN, "asked")
    held = Held(entry(A, OLD), entry(B, NEW, f"s{A}"), entry(C, NEW), entry(D, LAST))
    survey = surveyed(held, merge(f"s{C}", f"s{A}"), hide)
    assert survey.atlas.withdrawn == {f"s{A}": True, f"s{C}": False}
    removals = take_down(A, OLD, f"s{A}"), take_down(B, NEW, f"s{A}")
    assert surveyed(Held(entry(D, LAST)), *removals).atlas.withdrawn == {f"s{A}": True}


@pytest.mark.parametrize("paged", [(), ("sb",)])
def test_a_story_with_a_page_needs_no_forward(paged):
    """An id that still has its page over weeks is never forwarded; one that has none is."""
    found = forwards([(OLD, ["sa"], {"sb": "sa"})], paged)
    assert list(found) == [story for story in ["sb"] if story not in paged]


def test_formers_name_only_what_is_told_no_more():
    """A story of the files that is told needs no anchor, also where one of its reports went elsewhere."""
    held = Held(entry(A, OLD), entry(B, OLD, f"s{A}"))
    stories = weekly.told(OLD, held.read(OLD), BOOK, make_ledger([split(B)])).stories
    filed = {A: (f"s{A}",), B: (f"s{A}",)}
    assert formers(filed, stories) == {}
    assert formers(filed, []) == {f"s{A}": ""}


def test_a_story_whose_reports_are_filed_under_another_by_now_leads_there():
    """What was noted of it leads to where the report that it is named after is told, and nowhere where that is gone."""
    held = Held(entry(A, OLD), entry(B, OLD, f"s{A}"))
    stories = weekly.told(OLD, held.read(OLD), BOOK, make_ledger(())).stories
    noted = {f"s{key}": (f"s{key}",) for key in (A, B, C)}
    assert formers(noted, stories) == {f"s{B}": f"s{A}", f"s{C}": ""}


def test_a_ledger_without_merges_changes_nothing():
    """Entries of an archive without merges and edits are told as the files have them."""
    judged = entry(A, OLD)
    assert effects.applied(judged, Ledger()) is judged
    assert effects.placed(replace(judged), Ledger()) == judged
