from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from usalama.catalogue.actors import NOBODY
from usalama.digest.digests import Report
from usalama.digest.telling import doubts, hurt, official_only, told

NAIROBI = ZoneInfo("Africa/Nairobi")


def report(number, title, summary="", *, outlet="", independent=True, language="en", was=()):
    return Report(
        key=f"{number:010x}",
        outlet=outlet or f"outlet-{number}",
        family=outlet or f"outlet-{number}",
        title=title,
        link="",
        excerpt=summary,
        language=language,
        published=datetime(2026, 11, 16, 6 + number, tzinfo=NAIROBI),
        day=0,
        independent=independent,
        was=was,
    )


def test_each_number_stays_with_its_outlets_and_words():
    """Two outlets give three, one gives five: both stand, from 3 to 5, and nobody's mean does."""
    found = told(
        [
            report(1, "Three herders killed at the well", outlet="rift"),
            report(2, "Five herders killed in raid", outlet="lake"),
            report(3, "Three herders killed, police say", outlet="coast"),
        ],
        NOBODY,
    )
    toll = next(toll for toll in found.tolls if toll.kind == "killed")
    assert (toll.low, toll.high) == (3, 5)
    assert [(given.low, given.outlets) for given in toll.given] == [(3, ("rift", "coast")), (5, ("lake",))]
    assert [quote.outlet for quote in toll.given[0].quotes] == ["rift", "coast"]
    assert toll.given[0].quotes[0].words in "Three herders killed at the well"


def test_a_number_is_quoted_in_the_reader_s_language_where_somebody_gave_it_in_that():
    """The first who did; else the first of all, whose language goes with the words."""
    three = (report(1, "Three herders killed at the well"), report(2, "Wafugaji watatu wauawa kisimani", language="sw"))
    (toll,) = told(three, NOBODY).tolls
    (given,) = toll.given
    assert [given.quoted(language).outlet for language in ("en", "sw", "so")] == ["outlet-1", "outlet-2", "outlet-1"]
    assert given.quoted("sw").words in three[1].title


def test_what_the_desk_says_is_read_wrongly_is_left_out_and_nothing_else():
    """Of that report alone, in all wordings; its other numbers stand."""
    one = report(1, "Five killed, nine injured, police said", was=("Six killed, nine injured",))
    other = report(2, "Three killed, residents said")
    found = told([one._replace(misread=("killed", "voice")), other], NOBODY)
    assert [(toll.kind, toll.low, toll.high) for toll in found.tolls] == [("killed", 3, 3), ("injured", 9, 9)]
    assert found.voices == ("people",)


def test_a_report_that_repeats_another_gives_no_number_of_its_own():
    """A re-publisher's copy is no second source for a toll."""
    own = report(1, "Three herders killed at the well")
    found = told([own, report(2, "Nine herders killed", independent=False)], NOBODY)
    assert [(toll.low, toll.high) for toll in found.tolls if toll.kind == "killed"] == [(3, 3)]


def test_the_official_version_alone_is_said_to_be_alone():
    """Only police are named; with a resident's word beside it, it is no longer the only one."""
    police = report(1, "Two arrested over stolen goats", "Police said the two were found at the market.")
    people = report(2, "Goats returned", "Residents said the goats had been gone for a week.")
    assert told([police], NOBODY).official_only
    legislator = report(3, "Raid on the marsh", "The area MCA said nine were hurt.")
    assert not told([police, legislator], NOBODY).official_only
    assert not official_only([police, legislator], NOBODY)
    assert told([police, people], NOBODY).voices == ("official", "people")
    assert not told([police, people], NOBODY).official_only


def test_where_nobody_is_named_nobody_is():
    """No voice and no toll is guessed."""
    found = told([report(1, "A quiet market day by the lake")], NOBODY)
    assert (found.tolls, found.voices, found.official_only) == ((), (), False)


def test_outlets_differ_only_where_two_of_them_cannot_both_be_right():
    """Three and five differ; "two or three" and three do not, nor "at least three" and five, nor one's own change."""

    def differ(*reports):
        return [toll.differ for toll in told(reports, NOBODY).tolls if toll.kind == "killed"]

    three = report(1, "Three herders killed at the well", outlet="rift")
    assert differ(three, report(2, "Five herders killed in raid", outlet="lake")) == [True]
    assert differ(three, report(2, "Two or three herders killed in raid", outlet="lake")) == [False]
    assert differ(three, report(2, "Five herders killed in raid", outlet="rift")) == [False]
    least = report(2, "At least three herders killed at the well", outlet="lake")
    five = report(3, "Five herders killed in raid", outlet="coast")
    assert differ(least, five) == [False]
    assert differ(three, least, five) == [True]
    assert differ(three, report(2, "Up to five herders killed in raid", outlet="lake")) == [False]
    assert differ(five, report(2, "Up to three herders killed in raid", outlet="lake")) == [True]


def test_outlets_do_not_differ_where_the_last_that_each_gives_is_one_number():
    """Rift said three, then six, as Lake does: a toll that rose is no dispute; where Lake stays at three, it is one."""
    rose = [
        report(1, "Three herders killed at the well", outlet="rift"),
        report(3, "Six herders killed", outlet="rift"),
    ]
    (toll,) = told([*rose, report(2, "Six herders killed in raid", outlet="lake")], NOBODY).tolls
    assert (toll.low, toll.high, toll.differ) == (3, 6, False)
    (toll,) = told([*rose, report(2, "Three herders killed in raid", outlet="lake")], NOBODY).tolls
    assert toll.differ


def test_who_reads_the_headline_alone_is_told_that_the_toll_of_its_outlet_rose():
    """Two reports of one outlet give three, then six: both numbers, and no word of outlets that differ."""
    first = report(1, "Three herders killed at the well", outlet="rift")
    (toll,) = doubts([first, report(2, "Six herders killed at the well", outlet="rift")], NOBODY).tolls
    assert (toll.low, toll.high, toll.differ) == (3, 6, False)
    assert doubts([first, report(2, "Two or three herders killed", outlet="rift")], NOBODY).tolls == ()
    assert doubts([first], NOBODY).tolls == ()


def test_outlets_do_not_differ_over_what_one_of_them_has_taken_back():
    """Rift said two and says three now, as Lake does: two stays, told as its earlier wording, and is no dispute."""
    rift = report(1, "Three herders killed at the well", outlet="rift", was=("Two herders killed at the well",))
    lake = report(2, "Three herders killed in raid", outlet="lake")
    (toll,) = told([rift, lake], NOBODY).tolls
    assert [(given.low, given.outlets, given.earlier) for given in toll.given] == [
        (2, ("rift",), True),
        (3, ("rift", "lake"), False),
    ]
    assert not toll.differ
    assert doubts([rift, lake], NOBODY).tolls == ()
    (disputed,) = doubts([rift, report(2, "Five herders killed in raid", outlet="lake")], NOBODY).tolls
    assert (disputed.low, disputed.high) == (3, 5)


def test_of_two_numbers_one_that_is_read_wrongly_is_left_out_alone():
    """The desk names the number; the whole kind goes where it names none."""
    one = report(1, "Three killed at Loruk, 26 killed at Wamba")
    for misread, given in (("killed 26", [[3]]), ("killed 3", [[26]]), ("killed", [])):
        tolls = told([one._replace(misread=(misread,))], NOBODY).tolls
        assert [[number.low for number in toll.given] for toll in tolls] == given


def test_what_one_outlet_took_back_and_another_says_stands():
    """Two is Lake's number now, whoever said it before: it is nobody's earlier wording."""
    rift = report(1, "Three herders killed at the well", outlet="rift", was=("Two herders killed at the well",))
    (toll,) = told([rift, report(2, "Two herders killed in raid", outlet="lake")], NOBODY).tolls
    assert [(given.outlets, given.earlier) for given in toll.given] == [(("lake",), False), (("rift",), False)]
    assert toll.differ


@pytest.mark.parametrize(
    ("title", "language", "points"),
    [
        ("Man shot dead in Kiritiri", "en", 1),
        ("Man Shot Dead In Kiritiri", "en", 1),
        ("Gunmen kill tea farmer in Kiritiri", "en", 1),
        ("Teacher injured as raiders strike", "en", 1),
        ("Police kill man in Kiritiri", "en", 1),
        ("Police kill suspected bandit in Kiritiri", "en", 1),
        ("Boda boda rider hits, injures pupil in Kiritiri", "en", 1),
        ("Man kills his wife in Kiritiri", "en", 1),
        ("Man kills wife's goat in Kiritiri", "en", 0),
        ("Police deny killing man in Kiritiri", "en", 0),
        ("Bandits fail to kill chief in Kiritiri", "en", 0),
        ("Polisi wamuua mwanamume Kiritiri", "sw", 1),
        ("Mwanamume amuua mkewe Kiritiri", "sw", 1),
        ("Polisi wakana kumuua mwanamume Kiritiri", "sw", 0),
        ("Wakazi wamuua simba Kiritiri", "sw", 0),
        ("Mwanamume auawa kwa kupigwa risasi Kiritiri", "sw", 1),
        ("Two killed and nine injured at the ford", "en", 2),
        ("Goats killed by disease", "en", 0),
        ("Man feared dead after boat capsizes", "en", 0),
        ("Film: woman killed in thriller", "en", 0),
        ("Murder trial begins in Kiritiri", "en", 0),
    ],
)
def test_somebody_whom_a_headline_does_not_count_is_counted_for_the_order_alone(title, language, points):
    """A single death earns the points of one that is told with its number; it is no toll, and no fear or film."""
    one = report(1, title)._replace(language=language, excerpt="")
    assert hurt([one], NOBODY) == points
    assert bool(told([one], NOBODY).tolls) == title.startswith("Two")


def test_what_an_outlet_took_back_is_an_earlier_wording_and_earns_no_points():
    """Its own correction: the number before stands as told earlier, and neither differs nor counts for the order."""
    first = report(1, "Twenty killed at Lokore ford", outlet="post")
    other = report(2, "Raid at Lokore ford", outlet="lake")
    back = report(3, "Correction: nobody died at Lokore ford", outlet="post")
    assert [(toll.low, toll.given[0].earlier) for toll in told([first, other], NOBODY).tolls] == [(20, False)]
    assert [(toll.low, toll.given[0].earlier) for toll in told([first, other, back], NOBODY).tolls] == [(20, True)]
    assert (hurt([first, other], NOBODY), hurt([first, other, back], NOBODY)) == (1, 0)
    elsewhere = report(4, "Correction: nobody died at Lokore ford", outlet="lake")
    assert [(toll.low, toll.given[0].earlier) for toll in told([first, elsewhere], NOBODY).tolls] == [(20, False)]
    assert hurt([first, elsewhere], NOBODY) == 1
    checked = report(5, "Fact check: photo of Lokore ford is old", outlet="post")
    assert [(toll.low, toll.given[0].earlier) for toll in told([first, checked], NOBODY).tolls] == [(20, False)]
