"""Frozen issues: every change since closing is named by what made it, and only unexplained ones are faults."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from made import entry
from usalama.digest import issues
from usalama.errors import IssueError
from usalama.ledger.ledger import Edit, Verb, make_ledger
from usalama.model import JudgedEntry, Judgement

WHEN = datetime(2026, 11, 18, tzinfo=UTC)
CLOSED = datetime(2026, 11, 24, tzinfo=UTC)
A, B = "a" * 10, "b" * 10
EMPTY = make_ledger(())


def judged(key, **changes):
    return JudgedEntry(entry(key, WHEN, **changes), Judgement(0.9, ("crime",), ("kwale",), f"s{key}"))


def record(*entries, ledger=EMPTY):
    return issues.closed("2026-w47", entries, ledger, known_at=CLOSED, program="1", rules="r")


def test_an_untouched_week_is_sound():
    """The same entries in any order give the same bytes as at closing."""
    found = issues.held_against(record(judged(A), judged(B)), [judged(B), judged(A)], EMPTY)
    assert (found.same, found.issue_same, found.sound) == (2, True, True)


def test_a_headline_that_the_outlet_changed_is_explained_and_the_issue_still_made_again():
    """The kept earlier wording gives the entry as it was known; when it was touched does not matter."""
    changed = judged(A, title="Four goats", was=("Two goats", "Three goats"), updated=CLOSED)
    found = issues.held_against(record(judged(A)), [changed], EMPTY)
    assert (found.retitled, found.issue_same, found.sound) == ((A,), True, True)


def test_a_report_that_came_after_closing_is_named_and_not_a_fault():
    """A late report is told apart; the issue as of closing is unchanged."""
    found = issues.held_against(record(judged(A)), [judged(A), judged(B)], EMPTY)
    assert (found.late, found.issue_same, found.sound) == ((B,), True, True)


@pytest.mark.parametrize("today", [(), (judged(A, title="Other"),), (judged(A, summary="Else."),)])
def test_a_report_that_is_gone_or_says_something_else_is_a_fault(today):
    """Removed or altered outside the ledger: unsound, and the issue cannot be made again."""
    found = issues.held_against(record(judged(A)), today, EMPTY)
    assert found.changed + found.gone == (A,)
    assert found.issue_same is False
    assert not found.sound


def test_a_judgement_that_was_changed_in_the_file_is_a_fault():
    """Another county in the file, without an edit in the ledger, is named."""
    moved = replace(judged(A), judgement=replace(judged(A).judgement, counties=("lamu",)))
    assert issues.held_against(record(judged(A)), [moved], EMPTY).changed == (A,)


def test_a_take_down_explains_a_missing_report():
    """What the ledger took down is no fault, though the issue's bytes can no longer be told."""
    ledger = make_ledger([Edit(Verb.TAKE_DOWN, A, CLOSED + timedelta(days=1), "x", kind="safety")])
    found = issues.held_against(record(judged(A), judged(B)), [judged(B)], ledger)
    assert (found.taken_down, found.issue_same, found.sound, found.later_edits) == ((A,), None, True, 1)


@pytest.mark.parametrize(
    ("part", "old", "today"),
    [
        ("outlet", "lake-radio", (replace(judged(A), entry=replace(judged(A).entry, outlet="valley-post")),)),
        ("date", "2026-11-18", (replace(judged(A), entry=replace(judged(A).entry, published=CLOSED)),)),
        ("date", "2026-11-18", ()),  # it lies in another week
    ],
)
def test_what_the_desk_mended_in_a_file_and_announced_is_no_fault(part, old, today):
    """The documents have a date and an outlet mended there; a title that changes so, or no word of it, is one."""

    def found(part, when):
        edit = Edit(Verb.CORRECT, A, when, "x", part=part, old=old, new="new", kind="wrong-date")
        return issues.held_against(record(judged(A), judged(B)), (*today, judged(B)), make_ledger([edit]))

    told = found(part, CLOSED + timedelta(days=1))
    assert (told.announced, told.changed + told.gone, told.issue_same, told.sound) == ((A,), (), None, True)
    for wrong in (found("title", CLOSED + timedelta(days=1)), found(part, CLOSED - timedelta(days=1))):
        assert (wrong.announced, wrong.changed + wrong.gone, wrong.sound) == ((), (A,), False)


def test_edits_before_closing_are_in_the_issue_and_later_ones_are_not():
    """The issue is made again by the ledger as it stood when the week was closed."""
    early = Edit(Verb.RETAG, A, CLOSED - timedelta(days=1), "x", slugs=("cyber",))
    later = Edit(Verb.HIDE, A, CLOSED + timedelta(days=1), "x")
    closed = record(judged(A), ledger=make_ledger([early]))
    assert closed.issue != record(judged(A)).issue
    found = issues.held_against(closed, [judged(A)], make_ledger([early, later]))
    assert (found.issue_same, found.later_edits) == (True, 1)
    assert issues.held_against(closed, [judged(A)], make_ledger([later])).issue_same is False


def test_a_record_is_read_back_as_it_was_written():
    """Render and read are inverses."""
    issue = record(judged(A))
    assert issues.read(issues.render(issue), "r") == issue


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 1, "week": "x"}', '{"entries": 3}'])
def test_what_is_no_record_is_refused_in_one_line(text):
    """A broken record is named with the mend."""
    with pytest.raises(IssueError, match=r"^content/issues/x\.json: no record of an issue; restore"):
        issues.read(text, "content/issues/x.json")
