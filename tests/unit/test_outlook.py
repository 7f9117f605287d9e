"""The archive beside its panels: what could be seen, and counts that compare although a feed joined."""

from datetime import datetime
from itertools import chain

import pytest
from one_outlet import NAIROBI, Held

from usalama.catalogue.catalog import Topic
from usalama.digest.edition import Book
from usalama.digest.panel import Panel, Seat
from usalama.ledger.ledger import Ledger
from usalama.model import Entry, JudgedEntry, Judgement
from usalama.planning import planning, shelving
from usalama.words.weeks import Week

BOOK = Book((Topic("banditry", {"en": "Banditry"}, {"en": "Banditry"}, 4),), {}, ("lamu", "wajir"), NAIROBI)
HILL, LAKE = "https://hill.example/feed", "https://lake.example/feed"


def entry(week, number, feed, county):
    key = f"{week.number:04d}{number:06d}"
    at = datetime.fromisocalendar(week.year, week.number, 2).replace(tzinfo=NAIROBI)
    told = Entry(key, feed, feed[8:12], "", f"Goats {key}", at, "", "en", at, key=key)
    return JudgedEntry(told, Judgement(0.9, ("banditry",), (county,), f"s{key}"))


def panel(**answered):
    feeds = {"hill": HILL, "lake": LAKE}
    return Panel(tuple(Seat(feeds[outlet], outlet, answered=good) for outlet, good in sorted(answered.items())))


def surveyed(entries, panels):
    return planning.survey(Held(*chain.from_iterable(entries.values())), BOOK, "made", ledger=Ledger(), panels=panels)


@pytest.fixture
def weeks():
    """Six weeks; the lake feed alone tells of Lamu, in the first five."""
    return [Week(2026, number) for number in range(42, 48)]


@pytest.fixture
def entries(weeks):
    told = {week: (entry(week, 1, LAKE, "lamu"), entry(week, 2, HILL, "wajir")) for week in weeks[:-1]}
    return told | {weeks[-1]: (entry(weeks[-1], 2, HILL, "wajir"),)}


def test_a_silence_is_blindness_only_where_the_usual_feed_was_down(weeks, entries):
    """Nothing of Lamu is one thing when the feed that covers it answered, another when it did not."""
    down = surveyed(entries, {weeks[-1]: panel(hill=True, lake=False)})
    sight = shelving.shelf(down, "counties", "lamu").sight
    assert (sight.asked, sight.worked, sight.down) == (2, 1, ("lake",))
    watch = down.around(weeks[-1]).watch
    assert (watch.asked, watch.worked, watch.down) == (2, 1, ("lake",))
    assert (watch.topics, watch.counties) == ((), (("lamu", ("lake",)),))
    well = surveyed(entries, {weeks[-1]: panel(hill=True, lake=True)})
    assert shelving.shelf(well, "counties", "lamu").sight.down == ()
    assert well.around(weeks[-1]).watch.counties == ()


def test_nothing_is_said_of_a_week_whose_answers_nobody_noted(weeks, entries):
    """Without a panel there is no sight, not a good one."""
    survey = surveyed(entries, {})
    assert shelving.shelf(survey, "counties", "lamu").sight is None
    assert survey.around(weeks[-1]).watch is None


def test_what_is_usual_is_read_from_earlier_weeks_alone(weeks, entries):
    """What the newest weeks bring does not change how an early week looks."""
    panels = {weeks[2]: panel(hill=True, lake=False)}
    early = {week: entries[week] for week in weeks[:3]}
    assert surveyed(early, panels).around(weeks[2]).watch == surveyed(entries, panels).around(weeks[2]).watch


def test_a_trend_is_drawn_on_the_feeds_that_were_read_throughout(weeks):
    """A feed that joins raises the count, and not the trend; the break is marked where it joined."""
    told = {week: (entry(week, 1, HILL, "wajir"),) for week in weeks}
    told[weeks[-1]] += tuple(entry(weeks[-1], number, LAKE, "wajir") for number in (2, 3, 4))
    panels = dict.fromkeys(weeks[:-1], panel(hill=True)) | {weeks[-1]: panel(hill=True, lake=True)}
    tally = surveyed(told, panels).tally("counties", "wajir", weeks[-1])
    assert tally.series == (1, 1, 1, 1, 1, 4)
    assert tally.drawn == (1, 1, 1, 1, 1, 1)
    assert (tally.now, tally.change, tally.versus, tally.breaks) == (4, 0, "same", (5,))
    plain = surveyed(told, dict.fromkeys(weeks, panel(hill=True))).tally("counties", "wajir", weeks[-1])
    assert (plain.drawn, plain.change, plain.breaks) == ((1, 1, 1, 1, 1, 4), 3, ())
