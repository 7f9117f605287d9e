"""Figures read from sentences that we made: a wrong toll is worse than none, so precision has the higher floor."""

from datetime import date

import pytest
from made_sets import ACTORS, rows

from usalama.claims.figures import Figure, figures_in

ROWS = rows("figures")


@pytest.mark.parametrize("row", [row for row in ROWS if not row["figures"]], ids=lambda row: row["text"][:50])
def test_a_trap_gives_no_figure(row):
    """Plans, fears, denials, ages, dates, money, earlier years: none of them is a toll."""
    assert figures_in(row["text"], "", row["lang"], ACTORS) == ()


def test_a_figure_is_quoted_with_the_words_around_it():
    """The quote is a part of the text, letter for letter."""
    text = "Residents said raiders shot dead Eleven Herders at dawn near Nachola."
    (figure,) = figures_in("", text, "en", ACTORS)
    assert figure == Figure("killed", 11, 11, "Residents said raiders shot dead Eleven Herders at dawn near Nachola.")
    assert figure.quote in text


@pytest.mark.parametrize(
    ("text", "quote", "cut"),
    [
        ("A court let detectives hold for ten days five suspects arrested in Ruiru with radios that nobody claimed.",
         "for ten days five suspects arrested in Ruiru with radios that", (True, True)),
        ("Raiders at Nachola killed three herders on Monday", "Raiders at Nachola killed three herders on Monday",
         (False, False)),
        ("Two held over stolen goods at the lake port", "Two held over stolen goods at the lake port", (False, False)),
        ("Two held over stolen radios at the, as they say, old lake port", "Two held over stolen radios at the",
         (False, True)),
        ("Two held over stolen radios…", "Two held over stolen radios", (False, True)),
    ],
)  # fmt: skip
def test_a_quote_says_where_its_sentence_goes_on(text, quote, cut):
    """A side is cut only where more than two words are left out, and the quote never ends in a comma."""
    (figure,) = figures_in("", text, "en", ACTORS)
    assert (figure.quote, figure.cut) == (quote, cut)
    assert figure.quote in text


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("Idadi ya waliouawa Lokore yapanda kutoka tisa hadi kumi na mmoja", "sw", 11),
        ("The death toll from Kenya's Saba Saba protests climbed to 31", "en", 31),
        ("Walivamia kituo na kuua polisi wawili na wengine kujeruhiwa vibaya", "sw", 2),
        ("Nine herders were killed at Lokore, elders said, and police denied involvement.", "en", 9),
        ("Nine soldiers killed as Al-Shabaab claims responsibility for Burgavo attack", "en", 9),
    ],
)
def test_the_number_that_holds_is_counted(text, language, number):
    """A toll that rose is the later one; a denial of the deed, or a group's that it did it, leaves the toll."""
    assert [(one.low, one.high) for one in figures_in(text, "", language, ACTORS)] == [(number, number)]


def test_a_sentence_of_another_year_tells_of_another_event():
    """A year that is not the report's own stops the sentence; the report's own does not."""
    text = "Three officers were killed near Milihoi on 4 May 2026."
    assert [one.low for one in figures_in(text, "", "en", ACTORS, date(2026, 5, 5))] == [3]
    assert figures_in(text, "", "en", ACTORS, date(2027, 5, 5)) == ()
    assert figures_in(text, "", "en", ACTORS) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Two teachers were killed there on November 2.", []),
        ("Two teachers were killed there on 20 November.", [2]),
        ("Two teachers were killed there, and the hearing is on January 14.", [2]),
        ("In September, raiders killed seven in Wamba.", []),
        ("Majangili waliwaua watu saba Wamba mnamo Septemba.", []),
        ("Three mothers were killed in march against femicide.", [3]),
        ("In November, raiders killed seven in Wamba.", [7]),
        ("Raiders killed seven in Wamba, and a report is due in January.", [7]),
        ("Two teachers were killed there.", [2]),
        ("Two teachers were killed there on 31 September.", []),
    ],
)
def test_a_day_of_weeks_ago_is_of_another_event(text, numbers):
    """The toll of an earlier attack is none of the one that recalls it; a day to come is never a past one."""
    language = "sw" if "mnamo" in text else "en"
    assert [one.low for one in figures_in(text, "", language, ACTORS, date(2026, 11, 25))] == numbers


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        (
            "Three killed in Sample raid",
            "Three were killed on Monday. More than 30 people have been killed, and homes…",
        ),
        ("Three killed in Sample raid", "Two teachers were killed on Friday, alongside the wife of one of them."),
        ("'Three killed, only two bodies found'", "Residents of Sample wait."),
    ],
    ids=["cut off", "one more", "bodies"],
)
def test_no_second_toll_stands_beside_the_first_for_what_a_sentence_leaves_out(title, summary):
    """The words that were cut off said since when; two and another are three; and not all of the dead were found."""
    assert [figure.low for figure in figures_in(title, summary, "en", ACTORS)] == [3]


@pytest.mark.parametrize(
    ("title", "summary", "numbers"),
    [
        ("Four killed in raid", "Police said the death toll now stands at nine dead, includ…", [4, 9]),
        ("Four killed in raid", "The death toll rose to nine on Sunday, and…", [4, 9]),
        ("Police say two killed", "But residents say seven people were killed, a claim that…", [2, 7]),
        ("Four killed in raid", "Police said more than 30 people have been killed, and homes…", [4]),
        ("Three killed in raid", "Nine people were killed alongside a road.", [3, 9]),
        ("Gunmen killed six people along with their dog in Sample", "", [6]),
        ("Three bandits killed in Sample, along with one reservist", "", [3]),
        ("Only four bodies identified of 12 people killed in Sample attack", "", [12]),
    ],
)
def test_a_later_toll_and_another_s_word_stay_beside_the_first(title, summary, numbers):
    """A sentence that is cut off still says that the toll rose, or who counts otherwise; dogs and roads are no dead."""
    assert [figure.low for figure in figures_in(title, summary, "en", ACTORS)] == numbers


def test_title_and_summary_give_each_figure_once():
    """The same number of the same kind is one figure, quoted where it stands first."""
    figures = figures_in(
        "Three killed in Wamba", "Three people were killed and nine injured, police said.", "en", ACTORS
    )
    assert [(one.kind, one.low) for one in figures] == [("killed", 3), ("injured", 9)]
    assert figures[0].quote == "Three killed in Wamba"
