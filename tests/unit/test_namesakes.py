"""Names hidden in one report and found in another: by two of their words, and never where they are an official's."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest

from usalama.judging.maskrules import read_rules
from usalama.judging.namesakes import hide, is_of_one_word, marks_left_alone, marks_of, shows
from usalama.model import Entry, JudgedEntry, Judgement, Reason

RULES = read_rules(
    """\
not_names = ["Police"]
offices = ["Governor"]

[[rules]]
name = "child"
en = "name withheld"
sw = "jina limefichwa"
patterns = ['boy (?P<hide>{NAME})']

[[rules]]
name = "code"
en = "code withheld"
sw = "msimbo umefichwa"
patterns = ['(?P<hide>\\\\d{4})']
""".replace("\\\\d", "\\d"),
    "r",
)
WHEN = datetime(2026, 11, 18, tzinfo=UTC)


def told(title, summary="", **more):
    """Return an entry."""
    return Entry("1", "f", "x", "https://x.example/1", title, WHEN, summary, "en", WHEN, key="aaaaaaaaaa", **more)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Burial of Made Kuze today", "Burial of [name withheld] today"),
        ("Kuze Made's burial; Kuze was loved", "[name withheld]'s burial; [name withheld] was loved"),
        ("MADE KUZE buried", "[name withheld] buried"),
        ("Mourners of Made Wanja Kuze", "Mourners of [name withheld]"),
        ("Made Kuzé and Governor Kuze meet", "[name withheld] and Governor Kuze meet"),
        ("Vigil for kuze made", "Vigil for [name withheld]"),
        ("Vigil for Kuze, Made", "Vigil for [name withheld]"),
        ("Vigil for M\u0430de Kuze", "Vigil for [name withheld]"),
        ("Vigil under #JusticeForMadeKuze", "Vigil under #JusticeFor[name withheld]"),
        ("Vigil for M a d e K u z e, and K u z e", "Vigil for [name withheld], and [name withheld]"),
        *(
            (f"Vigil: {way} [a]", "Vigil: [name withheld] [a]")
            for way in ("m a d e k u z e", "M.A.D.E.K.U.Z.E", "M4d3 Kuz3")
        ),
        *((f"Vigil: {way} [a]", "Vigil: [name withheld] [a]") for way in ("Kuz-e Ma-de", "madekuze", "KUZ3/M4DE")),
        ("Mail kuze.made@x.example", "Mail [name withheld]@x.example"),
        ("Kuze is buried", "Kuze is buried"),
        ("Kuze is buried, and Made there", "Kuze is buried, and Made there"),
        ("Made Pendo is buried", "Made Pendo is buried"),
    ],
)
def test_a_name_is_hidden_in_another_report_by_two_of_its_words(text, shown):
    """In whatever order and spelling; a word alone, or beside another, is too little."""
    marks = marks_of(told("boy Made Kuze found"), RULES)
    reason = Reason("story", "s1", f"near {text}: both have kuze")
    other = JudgedEntry(told(text), Judgement(0.9, reasons=(reason,)))
    found = hide(other, shows(other, marks, RULES), RULES)
    word = "kuze" if text == shown else "[masked]"
    assert (found.entry.title, found.judgement.reasons[0].evidence) == (shown, f"near {shown}: both have {word}")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mother weeps for Kuze", "Mother weeps for [child]"),
        ("Kuze's killer is jailed", "[child]'s killer is jailed"),
        ("Mourners Bury Kuze In Wote", "Mourners Bury [child] In Wote"),
        ("Pendo is charged", "Pendo is charged"),
        ("Father Wanja Kuze is held, and Kuze denies it", "Father Wanja Kuze is held, and Kuze denies it"),
        ("Governor Kuze speaks", "Governor Kuze speaks"),
        ("Kuze Primary is closed", "Kuze Primary is closed"),
        ("Kuze Pendo is buried; we miss Kuze", "[child] is buried; we miss [child]"),
    ],
)
def test_the_first_name_of_a_child_is_hidden_in_another_report_of_its_story(text, shown):
    """Alone as a name, where the report calls nobody else by it, no office and no school."""
    rules = read_rules(
        """\
not_names = ["Father", "Wote", "In"]
offices = ["Governor"]
institutions = ["Primary"]
openings = ["Mourners|Bury|Mother"]

[[rules]]
name = "child"
by_first_name = true
en = "child"
sw = "mtoto"
patterns = ['boy (?P<hide>{NAME})']
""",
        "r",
    )
    for name in ("Kuze Pendo", "Kuze"):
        marks = marks_of(told(f"boy {name} found"), rules)
        other = JudgedEntry(told(text), Judgement(0.9))
        found = hide(other, shows(other, marks, rules), rules).entry.title
        assert found == shown or (name == "Kuze" and "Pendo" in text)
    assert all(map(is_of_one_word, marks))
    assert not marks.keys() - marks_left_alone(told("Governor Kuze spoke"), rules)
    assert marks_of(told("boy Mourners ran"), rules) == {}


def test_a_name_in_the_address_of_another_report_is_hidden_there_and_in_its_words():
    """The words that end an outlet's address tell a name as a headline does; what is left leads to the same page."""
    other = JudgedEntry(replace(told("Kuze is buried"), link="https://x.example/made-kuze-buried"), Judgement(0.9))
    found = hide(other, shows(other, marks_of(told("boy Made Kuze found"), RULES), RULES), RULES).entry
    assert found.title == "[name withheld] is buried"
    assert ("kuze" in found.link, unquote(found.link)) == (False, other.entry.link)


@pytest.mark.parametrize("words", ["m%C5%A9thoni-kamau", "kamau%20mu%cc%83thoni"])
def test_a_name_with_marks_in_the_address_of_another_report_is_hidden_there(words):
    """As codes it is the name all the same, whether the first report had the marks or not."""
    for name in ("Mũthoni Kamau", "Muthoni Kamau"):
        other = JudgedEntry(replace(told("Search"), link=f"https://x.example/{words}-found"), Judgement(0.9))
        names = shows(other, marks_of(told(f"boy {name} ran"), RULES), RULES)
        link = hide(other, names, RULES).entry.link
        assert not re.search("(?i)kamau|thoni", link)
        assert unquote(link) == unquote(other.entry.link)


def test_a_reason_names_no_word_of_a_hidden_name_with_digits_in_it():
    """What two reports have in common is told in small letters, one word after the other."""
    reason = Reason("story", "s1", "both have kuz3, well, m4de")
    other = JudgedEntry(told("M4de Kuz3 is found"), Judgement(0.9, reasons=(reason,)))
    found = hide(other, shows(other, marks_of(told("boy Made Kuze found"), RULES), RULES), RULES)
    assert found.judgement.reasons[0].evidence == "both have [masked], well, [masked]"


def test_a_name_of_two_short_words_takes_nothing_else_out_of_a_reason():
    """Alone such a word is any word, and none of them is looked for there."""
    reason = Reason("story", "s1", "near Bo Li in the well: both have well, bo")
    other = JudgedEntry(told("Bo Li is found"), Judgement(0.9, reasons=(reason,)))
    found = hide(other, shows(other, marks_of(told("boy Bo Li found"), RULES), RULES), RULES)
    assert found.judgement.reasons[0].evidence == "near [name withheld] in the well: both have well, bo"


def test_fingerprints_are_of_persons_alone_and_hold_no_name():
    """A number that a rule hides is not followed, nor a name of one word; what is remembered cannot be read."""
    assert marks_of(told("code 1234 of boy Made"), RULES) == {}
    (mark,) = marks_of(told("x", "boy Made Police Kuze"), RULES).items()
    assert (len(mark[0]), mark[1]) == (16, "child")


def test_earlier_wordings_are_masked_too():
    """They stand in the file, and on the page."""
    marks = marks_of(told("boy Made Kuze found"), RULES)
    other = JudgedEntry(told("x", was=("Made Kuze lost",), said=("Who saw Made Kuze?",)), Judgement(0.9))
    found = hide(other, shows(other, marks, RULES), RULES).entry
    assert (found.was, found.said) == (("[name withheld] lost",), ("Who saw [name withheld]?",))


def test_an_official_is_known_by_the_same_fingerprint():
    """Whoever one report calls by an office can be left alone where another seems to hide the name."""
    marks = marks_of(told("boy Made Kuze found"), RULES)
    left = marks_left_alone(told("Governor Made Kuze spoke"), RULES)
    assert {mark for mark in left if not is_of_one_word(mark)} == marks.keys()
    assert marks_left_alone(told("Made Kuze spoke"), RULES) == frozenset()
    assert marks_left_alone(replace(told("x"), summary="Then Made Kuze"), RULES) == frozenset()
