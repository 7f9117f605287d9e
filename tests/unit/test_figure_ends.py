"""A number has the ends that its words give it, and no other."""

import pytest

from usalama.catalogue.actors import NOBODY
from usalama.claims.figure_ends import least_and_greatest
from usalama.claims.figures import figures_in


def ends(title, summary="", language="en"):
    """Return the ends of a text's only figure."""
    (figure,) = figures_in(title, summary, language, NOBODY)
    return figure.ends


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "At least 12 people were killed in Wamba"),
        ("en", "More than 12 people were killed in Wamba"),
        ("en", "Over 12 people were killed in Wamba"),
        ("en", "No fewer than 12 people were killed in Wamba"),
        ("en", "Death toll rises to at least 12 in Wamba"),
        ("en", "At least 5 officers and 7 herders were killed in Wamba"),
        ("en", "12+ people killed in Wamba"),
        ("en", "At least a dozen people were killed in Wamba"),
        ("sw", "Zaidi ya watu 12 wauawa Wamba"),
        ("sw", "Watu zaidi ya 12 wauawa Wamba"),
        ("sw", "Angalau watu 12 wauawa Wamba"),
        ("sw", "Watu wasiopungua 12 wauawa Wamba"),
    ],
)
def test_what_is_told_as_the_least_has_no_high_end(language, title):
    """Nobody said how many there were at most."""
    assert ends(title, language=language) == (12, None)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "Up to 12 people were injured in Wamba"),
        ("en", "As many as 12 people were injured in Wamba"),
        ("sw", "Hadi watu 12 wajeruhiwa Wamba"),
    ],
)
def test_what_is_told_as_the_most_has_no_low_end(language, title):
    """Nobody said how many there were at least."""
    assert ends(title, language=language) == (None, 12)


@pytest.mark.parametrize(
    ("language", "title", "told"),
    [
        ("en", "12 people were killed in Wamba", (12, 12)),
        ("en", "About 12 people were killed in Wamba", (12, 12)),
        ("en", "Between 3 and 4 people were killed in Wamba", (3, 4)),
        ("en", "Uganda hands over 15 herders held for theft", (15, 15)),
        ("en", "Families petition court over 26 missing youths", (26, 26)),
        ("sw", "Watu 4 hadi 6 wauawa Wamba", (4, 6)),
        ("sw", "Idadi ya waliofariki yapanda hadi 12", (12, 12)),
        ("sw", "Idadi ya waliofariki Wamba yapanda kutoka tisa hadi 12", (12, 12)),
    ],
)
def test_what_is_told_plainly_has_both_ends(language, title, told):
    """A range has its own; a toll that has risen to a number is that number."""
    assert ends(title, language=language) == told


def test_the_words_of_one_number_do_not_open_another():
    """Three were killed, and more than twenty were injured."""
    killed, injured = figures_in("Watu 3 wauawa na zaidi ya 20 wajeruhiwa Wamba", "", "sw", NOBODY)
    assert (killed.ends, injured.ends) == ((3, 3), (20, None))


def test_a_headline_that_leaves_the_words_out_is_no_surer_than_its_text():
    """Headlines are short: a figure has its words, the ends that the text leaves it, and the words of the text too."""
    text = "At least twelve people were killed in Wamba on Monday."
    (figure,) = figures_in("Twelve killed in Wamba", text, "en", NOBODY)
    assert figure.ends == (12, None)
    assert (figure.quote, figure.wordings) == ("Twelve killed in Wamba", ("Twelve killed in Wamba", text))


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ([], (None, None)),
        ([(4, 4), (7, 7)], (4, 7)),
        ([(4, None)], (4, None)),
        ([(4, None), (6, 6)], (4, 6)),
        ([(4, None), (4, 4)], (4, 4)),
        ([(7, None), (4, 4)], (4, None)),
        ([(None, 3), (4, 4)], (None, 4)),
        ([(None, 10), (4, None)], (4, 10)),
    ],
)
def test_several_numbers_come_to_the_least_and_the_greatest_that_is_given(given, told):
    """An end that none gives is none, and so is one that a number contradicts: "at least seven" beside a four."""
    assert least_and_greatest(given) == told
