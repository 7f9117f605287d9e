"""Feed health: what an answer means for a feed's next turn, and the word for its condition."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from usalama.model import Answer, Entry, Feed, FeedState
from usalama.watch import health

URL = "https://ridge.example/feed"
FEED = Feed(URL, "ridge", "Ridge", "en")
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
DAY = timedelta(days=1)
GOOD = Answer(URL, status=200, digest="d")
BAD = Answer(URL, status=500, failure="the server failed (500)", trouble="server-error")


def entry(published, key="0" * 10):
    return Entry("i", URL, "ridge", "", "T", published, "", "en", NOW, key=key)


def failed(times, answer=BAD, start=NOW, step=DAY):
    state = FeedState(URL)
    for n in range(times):
        state = health.after_failure(state, answer, start + n * step)
    return state


def test_new_feed_is_due_and_a_disabled_one_never():
    """A feed without a state is asked; one that the catalogue disables is not."""
    assert health.is_due(FEED, None, NOW)
    assert not health.is_due(FEED._replace(enabled=False, reason="dead"), None, NOW)


def test_one_failure_costs_no_turn():
    """After one failure the next run asks again; after several the turns lie further apart."""
    assert health.is_due(FEED, failed(1), NOW)
    waits = [failed(n, step=timedelta(0)).update_after for n in range(2, 12)]
    assert waits == sorted(waits)
    assert waits[-1] - NOW < DAY


@pytest.mark.parametrize("answer", [BAD, replace(BAD, retry_after=NOW + 9 * DAY)])
def test_what_was_waited_for_by_a_clock_that_was_ahead_costs_no_turn(answer):
    """Once the clock is right again the feed is asked, not weeks later."""
    state = failed(9, answer, start=NOW + 5 * DAY, step=timedelta(0))
    assert state.update_after > NOW + 5 * DAY
    assert health.is_due(FEED, state, NOW)
    assert not health.is_due(FEED, state, NOW + 5 * DAY)


def test_how_long_an_answer_took_is_remembered():
    """After a success and a failure alike; a turn that was not taken takes nothing from what is known."""
    state = health.after_success(FeedState(URL), replace(GOOD, seconds=1.234), NOW)
    assert state.seconds == 1.23
    state = health.after_failure(state, replace(BAD, seconds=20.0), NOW)
    assert health.after_failure(state, BAD, NOW).seconds == 20.0


def test_success_ends_the_row_of_failures():
    """An answer that is a feed clears what the failures left."""
    state = health.after_success(failed(5), GOOD, NOW + 9 * DAY)
    assert (state.failures, state.last_error, state.update_after, state.failing_since) == (0, "", None, None)
    assert state.last_success == NOW + 9 * DAY


def test_retry_after_is_honoured_up_to_a_week():
    """A server's wish is kept, after failures and successes, but never for longer than seven days."""
    polite = replace(BAD, retry_after=NOW + 2 * DAY)
    assert health.after_failure(FeedState(URL), polite, NOW).update_after == NOW + 2 * DAY
    endless = NOW + 900 * DAY
    assert health.after_failure(FeedState(URL), replace(BAD, retry_after=endless), NOW).update_after == NOW + 7 * DAY
    assert health.after_success(FeedState(URL), replace(GOOD, retry_after=endless), NOW).update_after == NOW + 7 * DAY


def test_gone_twice_a_week_apart_is_off():
    """One 410 is a mishap; a second one a week later switches the feed off, until a person mends the catalogue."""
    gone = Answer(URL, status=410, failure="gone for good (410)", trouble="gone")
    once = failed(1, gone)
    assert not once.off
    assert not health.after_failure(once, gone, NOW + 6 * DAY).off
    off = health.after_failure(once, gone, NOW + 7 * DAY)
    assert off.off
    assert not health.is_due(FEED, off, NOW + 90 * DAY)
    assert health.condition(FEED, off, NOW).word == "gone"


def test_gone_is_forgotten_after_any_other_answer():
    """A server error between two 410s starts the count anew."""
    gone = Answer(URL, status=410, failure="gone", trouble="gone")
    between = health.after_failure(failed(1, gone), BAD, NOW + DAY)
    assert not health.after_failure(between, gone, NOW + 8 * DAY).off


def test_condition_words():
    """Each state has its word, and only what will not mend itself needs a person."""
    fine = replace(health.after_success(FeedState(URL), GOOD, NOW), newest=NOW - DAY)
    moved = replace(GOOD, moved_to="https://new.example/feed")
    wanderer = health.after_success(replace(fine, moved_to=moved.moved_to, moved_since=NOW - 8 * DAY), moved, NOW)
    words = {
        "off": health.condition(FEED._replace(enabled=False, reason="dead since May"), None, NOW),
        "new": health.condition(FEED, None, NOW),
        "well": health.condition(FEED, fine, NOW),
        "waiting": health.condition(FEED, replace(fine, update_after=NOW + DAY), NOW),
        "failing": health.condition(FEED, failed(2), NOW + DAY),
        "dead": health.condition(FEED, failed(8), NOW + 7 * DAY),
        "blocked": health.condition(FEED, failed(1, replace(BAD, trouble="blocked")), NOW),
        "moved": health.condition(FEED, replace(wanderer, newest=NOW), NOW),
        "silent": health.condition(FEED, replace(fine, newest=NOW - 20 * DAY), NOW),
        "held": health.condition(FEED, replace(fine, held_since=NOW, held_why="host"), NOW),
    }
    assert {word: found.word for word, found in words.items()} == {word: word for word in words}
    needy = {word for word, found in words.items() if found.needs_a_person}
    assert needy == {"dead", "blocked", "moved", "silent", "held"}


def test_a_feed_that_nobody_asked_is_as_it_was():
    """After weeks without a pull one failure is one still, and what had news at the last asking is not silent."""
    assert health.condition(FEED, failed(1), NOW + 30 * DAY).word == "failing"
    fine = replace(health.after_success(FeedState(URL), GOOD, NOW), newest=NOW - DAY)
    moved = replace(fine, moved_to="https://new.example/feed", moved_since=NOW - DAY)
    for state in (fine, moved):
        assert health.condition(FEED, state, NOW + 30 * DAY).word == "well"


def test_fresh_move_is_no_matter_yet():
    """A permanent redirect is reported after it has stood for a week; another target starts the week anew."""
    moved = replace(GOOD, moved_to="https://new.example/feed")
    state = replace(health.after_success(FeedState(URL), moved, NOW), newest=NOW)
    assert health.condition(FEED, state, NOW + DAY).word == "well"
    other = health.after_success(state, replace(GOOD, moved_to="https://other.example/"), NOW + 8 * DAY)
    assert other.moved_since == NOW + 8 * DAY


def test_silence_is_measured_by_the_feeds_own_rhythm():
    """A monthly report is not silent after three weeks; a newspaper is. A feed that never told anything is."""
    fine = health.after_success(FeedState(URL), GOOD, NOW)
    monthly = replace(fine, rhythm_hours=24.0 * 30, newest=NOW - 21 * DAY)
    assert health.condition(FEED, monthly, NOW).word == "well"
    assert "usually one every 2 hours" in health.condition(FEED, replace(monthly, rhythm_hours=2.0), NOW).why
    assert health.condition(FEED, fine, NOW).word == "silent"


def test_entries_set_rhythm_and_newest():
    """The rhythm is the median gap between entries; too few entries say nothing and change nothing."""
    some = [entry(NOW - n * timedelta(hours=6)) for n in range(6)]
    state = health.after_entries(FeedState(URL), some, 2, NOW)
    assert (state.rhythm_hours, state.newest, state.last_new) == (6.0, NOW, NOW)
    later = health.after_entries(state, [entry(NOW - DAY)], 0, NOW + DAY)
    assert (later.rhythm_hours, later.newest, later.last_new) == (6.0, NOW, NOW)


@pytest.mark.parametrize(
    ("troubles", "portal"),
    [(["html-page"] * 3, True), (["html-page"] * 2, False), (["not-a-feed"] * 3 + [""] * 3, False), ([], False)],
)
def test_captive_portal_is_seen_across_feeds(troubles, portal):
    """Most feeds answering with a web page is the network's doing, not theirs."""
    assert health.is_captive_portal(troubles) is portal
