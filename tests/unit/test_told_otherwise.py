"""One event told otherwise: so many of the same things, a village spelt as others do, a day named weeks later."""

from dataclasses import replace
from datetime import date

import pytest

from usalama.stories.batches import group_reports
from usalama.stories.evidence import compare
from usalama.stories.fingerprints import Report, fingerprint
from usalama.stories.linkage import FLOOR
from usalama.stories.nearness import names_the_day
from usalama.stories.roots import root_of
from usalama.stories.sketches import sketch

MONDAY = date(2027, 5, 3).toordinal()
HOUSES = Report("1", "Arsonists torch 12 houses in Narok", "Residents fled on Sunday night.", first=MONDAY, last=MONDAY)


def numbered(text, tables, language="en"):
    """What a report counts, of figures that are not small."""
    return fingerprint(Report("1", text, language=language), tables.bilingual).numbered


@pytest.mark.parametrize(
    ("text", "language"),
    [("12 houses burnt down", "en"), ("Twelve houses were torched", "en"), ("Nyumba 12 zateketezwa", "sw")],
)
def test_a_number_is_told_with_what_it_counts(text, language, tables):
    """Twelve houses are twelve houses in other words, and in Kiswahili, where what is counted stands first."""
    assert numbered(text, tables, language) & numbered(HOUSES.title, tables)


@pytest.mark.parametrize(
    "text",
    ["12 goats stolen", "13 houses burnt down", "Houses burnt on May 12", "Police arrest 12", "12 suspects held"],
)
def test_a_number_of_other_things_is_another(text, tables):
    """Twelve goats, thirteen houses and the twelfth of May are no twelve houses, nor are people who are held."""
    assert not numbered(text, tables) & numbered(HOUSES.title, tables)


def test_few_of_anything_and_people_held_are_no_number_of_one_event(tables):
    """Four houses burn in many places, and nine suspects are held in many towns."""
    assert not numbered("Arsonists torch four houses", tables)
    assert not numbered("Nine suspects arrested", tables)


def test_what_is_counted_brings_reports_together_that_share_no_name(tables):
    """Nine terror suspects are told of with a place and without; nine robbers of that week are others."""
    held = "Officers said nine people were arrested over"
    terror = Report("1", "Police hold nine suspected terrorists in Thika", "They were planning an attack on a mall.")
    twin = Report("2", "9 terror suspects arrested in Kenya", f"{held} allegations of preparing a terror act.")
    robbers = Report("3", "Nine suspected robbers arrested in Kenya", f"{held} a raid on a phone shop.")
    days = ((terror, MONDAY), (twin, MONDAY + 2), (robbers, MONDAY + 1))
    told = [replace(report, first=day, last=day) for report, day in days]
    one, two, three = (story for story, _ in group_reports(told, tables))
    assert one == two != three


@pytest.mark.parametrize(("one", "other"), [("Barrikoi", "Barikoi"), ("Kaponyiet", "Kaponiet"), ("Daadab", "Dadab")])
def test_a_village_is_one_however_it_is_spelt(one, other):
    """A letter that some outlets double, or a y before an i, makes no other village."""
    assert root_of(one, "en") == root_of(other, "en")


def test_villages_of_like_names_are_two():
    """A letter more, or another one, is another name."""
    assert len({root_of(name, "en") for name in ("Kapedo", "Kapelo", "Kapendo")}) == len("abc")


def test_a_body_in_capitals_joins_no_two_counties_though_its_letters_are_doubled(tables):
    """KOPPAT acts in many counties: its name in two titles does not outweigh where they are."""
    one = Report("1", "KOPPAT members march in Embu", "Teachers were on the road on Monday.", counties=("embu",))
    other = Report("2", "Police watch KOPPAT march in Busia", "Members met on Monday.", counties=("busia",))
    first, second = (sketch(replace(report, first=MONDAY, last=MONDAY), tables) for report in (one, other))
    assert "kopat" in first.tokens.keys() & second.tokens.keys()
    assert compare(first, second, tables).score <= FLOOR


def of(day, text="", title="Fishermen killed at Nakirokol on the lake"):
    """A report of one day of 2027, or of all May where none is given."""
    first, last = (day, day) if day else (date(2027, 5, 1), date(2027, 5, 31))
    return Report(title, title, text, first=first.toordinal(), last=last.toordinal())


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        ("It has been empty since April 24, when Ethiopian raiders struck.", True),
        ("It has been empty since 24 April 2027, when Ethiopian raiders struck.", True),
        ("It has been empty since April 2, when Ethiopian raiders struck.", False),
        ("It has been empty since 24 April 2025, when Ethiopian raiders struck.", False),
        ("It has been empty some nights, since Ethiopian raiders struck.", False),
    ],
)
def test_a_day_that_is_named_is_near_though_the_report_is_of_the_next_month(text, joins, tables):
    """Who writes of the night in question names it; a report that names another night is of another."""
    attack = of(date(2027, 4, 25), "At least 14 were killed by Ethiopian raiders on Saturday.")
    later = of(None, text, "Nakirokol village reels from its loss")
    stories = {story for story, _ in group_reports([attack, later], tables)}
    assert (len(stories) == 1) is joins


def test_a_day_is_named_where_the_report_has_one():
    """The day of a report and the two before are its own; of a month, none is."""
    april = frozenset({(0, 4, 24)})
    assert [names_the_day(april, of(date(2027, 4, day))) for day in (23, 24, 26, 27)] == [False, True, True, False]
    assert not names_the_day(april, of(None))
    assert not names_the_day(frozenset(), of(date(2027, 4, 24)))
