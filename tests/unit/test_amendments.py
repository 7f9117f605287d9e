"""What an outlet does to a report that we listed: each wording is kept, a gap in a feed is told from its end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from usalama.feeds.amendments import (
    MOST_WORDINGS,
    amended,
    excerpt_mark,
    is_another,
    is_namesake,
    is_reworded,
    is_told_again,
    lacks,
    title_mark,
)
from usalama.model import Entry

NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)


def entry(title="Raid", summary="Three herders were killed, a chief said.", hours=0):
    at = NOON - timedelta(hours=hours)
    return Entry("a", "f", "post", "", title, at, summary, "en", at, key="0123456789")


def marks(old):
    return title_mark(old.title), excerpt_mark(old.summary)


def test_a_figure_changed_in_the_excerpt_alone_is_kept_with_both_wordings():
    """Three become five, and nothing in the headline says so."""
    old = entry()
    now = amended(old, entry(summary="Five herders were killed, a chief said."), *marks(old), NOON)
    assert (now.title, now.was) == ("Raid", ())
    assert (now.summary, now.said) == ("Five herders were killed, a chief said.", (old.summary,))
    assert now.updated == NOON


@pytest.mark.parametrize(
    ("said", "told"), [(None, NOON), (-2, NOON), (-4, NOON), (-1, NOON - timedelta(hours=1)), (0, NOON)]
)
def test_a_second_change_has_a_time_of_its_own(said, told):
    """The outlet's, where it says a later one than of the change before; else that of the run that found it."""
    before = replace(entry(hours=3), updated=NOON - timedelta(hours=2))
    now = replace(entry("Bloody raid", hours=3), updated=None if said is None else NOON + timedelta(hours=said))
    assert amended(before, now, *marks(before), NOON).updated == told


def test_a_report_dated_ahead_is_the_same_once_its_date_is_believed():
    """An outlet that calls its local time GMT is hours ahead; with another headline and link it was kept twice.

    A later date of what was dated well is another report's, and so is one of days later.
    """
    first = entry("Raid on a farm")
    later = replace(entry("Two held after a raid"), first_seen=NOON + timedelta(hours=30))
    told = replace(later, published=NOON + timedelta(hours=3))
    assert not is_another(first, told)
    assert is_another(replace(first, published=NOON - timedelta(hours=1)), told)
    assert is_another(first, replace(later, published=NOON + timedelta(hours=29)))
    assert is_another(first, replace(told, first_seen=told.published)), "one that says no date, or again one ahead"


def test_of_endless_wordings_the_first_and_the_newest_are_kept():
    """An outlet that rewords a report at each turn makes no entry file without end."""
    now = old = entry("Raid, hour 0", "Words of hour 0 are these.")
    for hour in range(1, 2 * MOST_WORDINGS):
        now = amended(now, entry(f"Raid, hour {hour}", f"Words of hour {hour} are these."), *marks(now), NOON)
    assert (now.was[0], now.said[0]) == (old.title, old.summary)
    newest = range(MOST_WORDINGS, 2 * MOST_WORDINGS - 1)
    assert now.was[1:] == tuple(f"Raid, hour {hour}" for hour in newest)
    assert now.said[1:] == tuple(f"Words of hour {hour} are these." for hour in newest)


def test_a_headline_and_an_excerpt_may_change_at_once():
    """Each keeps its own wording before."""
    old = entry()
    now = amended(old, entry("Bloody raid", "Nobody was hurt, the chief now says."), *marks(old), NOON)
    assert (now.was, now.said) == (("Raid",), (old.summary,))


def test_a_headline_in_other_capitals_is_kept_as_any_other_that_stood():
    """A closed week goes back to it, and a take-down asks for it."""
    old = entry("RAID AT WAMBA")
    now = amended(old, entry("Raid at Wamba"), *marks(old), NOON)
    assert (now.title, now.was) == ("Raid at Wamba", ("RAID AT WAMBA",))


def test_what_a_person_has_written_since_stays():
    """A title and an excerpt that are no longer what the feed told are the editor's."""
    old = entry()
    mine = entry("Mine", "Mine too, and in my own words.")
    assert amended(mine, entry("New", "Another wording of it all."), *marks(old), NOON) is None


@pytest.mark.parametrize(
    ("before", "now", "changed"),
    [
        ("Three were killed in the raid", "Three were killed in the raid on Monday, police said", False),
        ("Three were killed in the ra…", "Three were killed in the raid", False),
        ("Three were killed in the raid", "THREE were killed, in the raid!", False),
        ("Three were killed in the raid", "", False),
        ("Three were killed in the raid", "Four were killed in the raid", True),
        ("Three were killed in the raid", "Three were hurt in the raid", True),
        ("The toll has risen to 5", "The toll has risen to 57", True),
        ("The toll has risen in Kit", "The toll has risen in Kitengela", False),
    ],
)
def test_a_text_cut_elsewhere_is_no_change(before, now, changed):
    """A longer, shorter or otherwise spelt excerpt says the same; other words do not."""
    assert is_reworded(before, now) is changed


def test_a_report_told_again_has_the_headline_and_the_time_or_the_excerpt_of_the_first():
    """Two bulletins of one name are two reports, also where one of them or both came without an excerpt."""
    told = entry()
    assert is_told_again(told, entry(hours=24))
    assert is_told_again(told, entry(summary=""))
    assert is_told_again(entry(summary=""), entry(summary=""))
    assert not is_told_again(told, entry(summary="", hours=24))
    assert not is_told_again(entry(summary=""), entry(summary="", hours=24))
    assert not is_told_again(told, entry(summary="Five herders were killed, a chief said.", hours=24))
    assert not is_told_again(told, entry("Another raid"))


def test_two_bare_headlines_of_one_feed_with_addresses_of_their_own_are_two_bulletins():
    """With an excerpt, in another feed, or under one address or none of its own, it is one that was told twice."""
    one, other = (replace(entry(summary=""), link=f"https://x.example/{name}") for name in ("morning", "evening"))
    assert is_namesake(one, other)
    assert not is_told_again(one, other)
    for same in (
        replace(other, link=one.link),
        replace(other, link="https://x.example/"),
        replace(other, feed_url="https://x.example/other.xml"),
        replace(other, summary="Own words."),
    ):
        assert not is_namesake(one, same)
        assert is_told_again(one, same)


def test_a_report_is_gone_only_where_older_ones_remain():
    """What scrolled off a feed's end is not gone, nor is anything in a feed that keeps no order."""
    lost = entry(hours=5)
    older = [entry(hours=hours) for hours in (1, 2, 6, 7, 8)]
    assert lacks(lost, older)
    assert not lacks(lost, older[:4])
    assert not lacks(entry(hours=20), older)
    assert not lacks(lost, [older[n] for n in (4, 0, 3, 1, 2)])
    assert not lacks(lost, [])
