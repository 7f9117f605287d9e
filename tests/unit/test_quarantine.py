"""Quarantine: a feed that jumps away from what is usual for it is held, and ordinary change is not."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from usalama.feeds import quarantine
from usalama.formats.records import to_plain
from usalama.model import Answer, Entry, FeedState, Habit, Outlet, OutletKind, ParsedFeed
from usalama.words.urls import entry_key

URL = "https://www.ridge.co.ke/feed"
OUTLET = Outlet("ridge", "Ridge", "https://ridge.co.ke/", "", OutletKind.NEWSPAPER, "ke", ("en",))
NOW = datetime(2026, 11, 23, 6, tzinfo=UTC)
DAY = timedelta(days=1)
ANSWER = Answer(URL, status=200, final_url=URL)
STEMS = re.findall(
    r"\w+",
    "police officer county court market farmer school hospital water road bridge ministry governor senator "
    "teacher student village river forest warden border soldier trader custom harbour railway",
)
WORDS = [stem + ending for stem in STEMS for ending in ("", "s", "like")]


def title(n):
    """Return a headline made of a newsroom's everyday words."""
    return (
        " ".join(WORDS[(n * 7 + k * k + k * n) % len(WORDS)] for k in range(6))
        + f" mark{'abcdefghij'[n % 10]}{n // 10}"
    )


def document(numbers, *, site="https://www.ridge.co.ke", language="en", titles=title):
    found = []
    for n in numbers:
        link = f"{site}/story/{n}"
        found.append(Entry(f"g{n}", URL, "ridge", link, titles(n), NOW, "", "en", NOW, key=entry_key(URL, f"g{n}")))
    return ParsedFeed("Ridge", language, tuple(found))


def settled(days=10):
    """Return the habits of a feed that brings four reports a day."""
    habit = Habit()
    for day in range(days):
        habit = quarantine.learn(habit, ANSWER, document(range(4 * day, 4 * day + 20)), NOW - (days - day) * DAY)
    return habit


def suspicion(habit, parsed, answer=ANSWER, now=NOW, outlet=OUTLET):
    return quarantine.suspicion(FeedState(URL, habit=habit), outlet, answer, parsed, now)


def test_first_meeting_is_trusted():
    """Nothing is held of a feed that we have no habits of: the catalogue named it."""
    assert suspicion(Habit(), document(range(30), site="https://casino.example")) == ""


def test_ordinary_day_is_no_jump():
    """The next day's document of the same newsroom is no matter."""
    assert suspicion(settled(), document(range(40, 60))) == ""


def test_habits_are_learnt():
    """Host, language, script, link site and pace come out of the documents."""
    habit = settled()
    assert (habit.host, habit.language, habit.script) == ("www.ridge.co.ke", "en", "latin")
    assert habit.sites == ("ridge.co.ke",)
    assert 3.5 < habit.new_per_day < 4.5


@pytest.mark.parametrize(
    ("parsed", "answer", "said"),
    [
        (document(range(40, 60)), replace(ANSWER, final_url="https://parked.example/feed"),
         "served from parked.example"),
        (document(range(40, 60), language="id"), ANSWER, "its language is id, was en"),
        (document(range(40, 60), titles=lambda n: f"казино бонус {n}"), ANSWER,
         "written in cyrillic letters, was latin"),
        (document(range(40, 60), site="https://casino.example"), ANSWER, "links to casino.example, used to link to"),
        (document(range(900, 940)), ANSWER, "all 40 entries are new, 4 were to be expected"),
        (document(range(55, 120)), ANSWER, "more than 5 times the usual"),
        (document(range(46, 66), titles=lambda n: f"jackpot slots freespin bonus{'abcdefghijklmnopqrst'[n - 46]}"),
         ANSWER, "share no word with the titles before"),
    ],
    ids=["host", "language", "script", "link", "ids", "volume", "topic"],
)  # fmt: skip
def test_jump_is_named(parsed, answer, said):
    """Each kind of jump is held with its reason, and by no other check."""
    assert said in suspicion(settled(), parsed, answer)


def test_old_addresses_with_headlines_of_another_kind_are_a_jump():
    """Whoever bought the domain may give all that was listed again; a newsroom that retitles goes on in its words."""
    keys = {entry_key(URL, f"g{n}") for n in range(36, 56)}

    def told(titles):
        parsed = document(range(36, 56), titles=titles)
        return quarantine.suspicion(FeedState(URL, habit=settled()), OUTLET, ANSWER, parsed, NOW, keys)

    assert "20 of 20 new titles share no word" in told(lambda n: f"jackpot slots freespin bonus{'abcdefghij'[n % 10]}")
    assert told(lambda n: f"{title(n)} updated") == ""


def test_move_to_the_outlets_own_host_is_no_jump():
    """A feed that goes from a feed service to its outlet's own site has come home."""
    habit = replace(settled(), host="feeds.service.example")
    assert suspicion(habit, document(range(40, 60))) == ""
    assert suspicion(habit, document(range(40, 60)), outlet=None) == ""


def test_language_of_the_outlet_is_no_jump():
    """A newspaper that publishes in two languages may change between them."""
    both = OUTLET._replace(languages=("en", "sw"))
    assert suspicion(settled(), document(range(40, 60), language="sw"), outlet=both) == ""


def test_long_absence_explains_new_ids_and_volume():
    """After weeks without us everything is new, and that is natural."""
    assert suspicion(settled(), document(range(900, 940)), now=NOW + 20 * DAY) == ""


def test_new_ids_for_old_pages_are_no_jump():
    """A publisher's new system gives its reports new ids; their pages are known."""
    old = document(range(30, 50))
    renamed = replace(
        old, entries=tuple(replace(e, id=f"new-{e.id}", key=entry_key(URL, f"n{e.id}")) for e in old.entries)
    )
    assert suspicion(settled(), renamed) == ""


def test_few_links_elsewhere_are_no_jump():
    """Two entries that link elsewhere, or some among many, hold nothing back."""
    some = document(range(40, 58)).entries + document(range(58, 60), site="https://other.example").entries
    assert suspicion(settled(), ParsedFeed("", "en", some)) == ""
    assert suspicion(settled(), document(range(40, 42), site="https://other.example")) == ""


def test_empty_document_changes_no_habit_but_the_host():
    """A document without entries teaches where it came from and nothing else."""
    habit = settled()
    assert quarantine.learn(habit, ANSWER, ParsedFeed("", "en", ()), NOW) == habit
    assert suspicion(habit, ParsedFeed("", "en", ())) == ""


def test_memory_is_bounded():
    """However long a feed is read, what is remembered of it stays small."""
    habit = settled(days=200)
    assert len(habit.marks) == quarantine.MOST_MARKS
    assert len(habit.heard) <= 400
    assert len(habit.sites) <= 12


def test_habits_hold_no_word_of_a_title():
    """A rule may hide any of them later, and what is remembered is asked by no rule; a mark is one of many words."""
    habit = settled(1)
    assert {len(mark) for mark in habit.heard} == {4}
    kept = json.dumps(to_plain(FeedState(URL, habit=habit))).lower()
    assert [word for entry in document(range(40)).entries for word in entry.title.split() if word in kept] == []
    assert quarantine.unlearnt(habit, title(3)).heard != habit.heard
    assert suspicion(settled(), document(range(200, 230), titles=lambda n: f"Wager {n} {n + 1}")) != ""


def test_lost_memory_is_rebuilt_from_entry_files():
    """Where the cache was lost, the files still tell where the feed's reports used to lie."""
    habit = quarantine.from_entries(document(range(20)).entries)
    assert "links to casino.example" in suspicion(habit, document(range(40, 60), site="https://casino.example"))
    assert suspicion(habit, document(range(40, 60))) == ""
    assert quarantine.from_entries(()) == Habit()


def test_dates_of_one_document_tell_the_pace():
    """Met once, a weekly publisher that brings only strangers the next day is held; a busy newsroom is not."""
    habit = quarantine.learn(Habit(), ANSWER, document(range(20)), NOW - DAY)
    strangers = document(range(100, 120))

    def said(rhythm_hours):
        state = FeedState(URL, rhythm_hours=rhythm_hours, habit=habit)
        return quarantine.suspicion(state, OUTLET, ANSWER, strangers, NOW)

    assert "all 20 entries are new, 0 were to be expected" in said(168.0)
    assert said(1.0) == ""
    assert said(0.0) == ""


def test_released_jump_is_usual_from_then_on():
    """After a release both the old host and the new one are usual, in what serves the feed and what it links to."""
    state = quarantine.freed_state(FeedState(URL, held_since=NOW, habit=settled()))
    moved = replace(ANSWER, final_url="https://mirror.example/feed")
    there = document(range(36, 60), site="https://mirror.example")
    assert suspicion(state.habit, there, moved) == ""
    habit = quarantine.learn(state.habit, moved, there, NOW)
    assert suspicion(habit, document(range(40, 60)), ANSWER) == ""
    assert suspicion(habit, there, moved) == ""
    assert suspicion(habit, there, replace(moved, final_url="https://parked.example/feed"))
