"""What a figure counts, and that two reports share one only where it counts the same in both."""

from pathlib import Path

import pytest

from usalama.claims.counted import ANIMALS, DEAD, GOODS, HELD, HURT, TAKEN
from usalama.stories import evidence, sketches
from usalama.stories.fingerprints import Report, fingerprint

CATALOG = Path(__file__).parents[2] / "content/catalog"
TABLES = evidence.read_story_tables(
    {name: (CATALOG / name).read_text("utf-8") for name in (evidence.BILINGUAL, evidence.WORDS, evidence.WEIGHTS)}
)


def counts(title, figure):
    return fingerprint(Report("k", title), TABLES.bilingual).counts.get(figure, set())


@pytest.mark.parametrize(
    ("title", "figure", "told"),
    [
        ("Raid kills 10 at Dukana", "#10", {DEAD}),
        ("Watu kumi wauawa Dukana", "#10", {DEAD}),
        ("Four of the traders shot in Kanduyi", "#4", {DEAD, HURT}),
        ("Four men held over killing of trader", "#4", {HELD}),
        ("Polisi 4 washtakiwa kwa mauaji", "#4", {HELD}),
        ("Washukiwa watatu wa mauaji wakamatwa", "#3", {HELD}),
        ("Police arrest six after robbery that left guard dead", "#6", {HELD}),
        ("Three abducted in Takaba", "#3", {TAKEN}),
        ("Watatu watekwa nyara Takaba", "#3", {TAKEN}),
        ("Two killed and nine injured in blast", "#9", {HURT}),
        ("Raiders kill two, drive off 80 goats", "#80", {ANIMALS}),
        ("Majangili waiba mbuzi 80", "#80", {ANIMALS}),
        ("Residents give up 80 guns", "#80", {GOODS}),
        ("Raiders killed at least four at Dukana", "#4", {DEAD}),
        ("Officers arrested as many as 31 at Dukana", "#31", {HELD}),
        ("Four men held at Dukana", "#4", {HELD}),
        ("Trader killed at 31 Dukana Road", "#31", set()),
        ("Twelve drones for the valley", "#12", set()),
    ],
)
def test_a_figure_counts_what_the_word_near_it_says(title, figure, told):
    """The state beside a figure, up to a border of its clause, is what it counts; without one it may count anything."""
    assert counts(title, figure) == told


def weighed(one, other):
    return evidence.compare(*(sketches.sketch(Report(text, text), TABLES) for text in (one, other)), TABLES)


def test_a_figure_of_the_dead_is_no_figure_of_the_charged():
    """The same number is shared only where it can count the same, in titles too, and other deeds count against."""
    killed, charged = "4 police killed at Dukana", "Polisi 4 washtakiwa Dukana"
    one, other = (sketches.sketch(Report(text, text), TABLES) for text in (killed, charged))
    assert "#4" not in evidence.shared(one, other)
    assert "#4" in evidence.shared(one, sketches.sketch(Report("c", "Maafisa 4 wauawa Dukana"), TABLES))
    assert "#4" in evidence.shared(one, sketches.sketch(Report("d", "Dukana mourns its 4"), TABLES))
    title, deeds = (evidence.FEATURES.index(name) for name in ("title", "other-deeds"))
    same = weighed(killed, "Polisi 4 wauawa Dukana")
    assert weighed(killed, charged).features[title] < same.features[title]
    assert (weighed(killed, charged).features[deeds], same.features[deeds]) == (1.0, 0.0)


def test_a_figure_that_counts_something_else_is_no_figure_in_common():
    """Six dead and four hurt speak against four dead: the only figure of both counts other people in each."""
    raid, ambush = "6 killed and 4 injured in camp raid at Dukana", "4 officers killed in ambush near Dukana"
    figures = evidence.FEATURES.index("other-figures")
    assert weighed(raid, ambush).features[figures] == 1.0
    assert weighed(raid, "6 officers killed in camp raid near Dukana").features[figures] == 0.0
    assert weighed(raid, "4 hurt as raid on camp kills 6").features[figures] == 0.0


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Raiders drive off 2,000 goats", ["#2000"]),
        ("Raiders drive off 2000 goats", ["#2000"]),
        ("Wezi waiba mbuzi 2000", ["#2000"]),
        ("Police deploy 2,000 officers", ["#2000"]),
        ("Raiders of 2015 are back", []),
        ("Goats stolen in 2015 found", []),
        ("The 2022 killings", []),
        ("Since 2019 goats have been stolen", []),
        ("2022 gun attack victims seek justice", []),
        ("Mwaka 2019 ng'ombe waliibwa", []),
    ],
)
def test_a_count_that_could_be_a_year_is_a_figure(text, figures):
    """A comma, or animals and guns beside it, say that it is none; a bare year is no figure that two reports share."""
    found = fingerprint(Report("k", text, "", "sw" if text.startswith(("Wezi", "Mwaka")) else "en"), TABLES.bilingual)
    assert [token for token in found.tokens if token.startswith("#")] == figures
