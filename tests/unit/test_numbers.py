"""Numbers in words and figures, in both languages."""

import pytest

from usalama.words.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty three people and 1,200 goats", [23, 1200]),
        ("one hundred and five killed", [105]),
        ("two thousand three hundred", [2300]),
        ("a hundred camels", [100]),
        ("a hundred and fifty families", [150]),
        ("a thousand two hundred camels", [1200]),
        ("dozens of people", []),
        ("a dozen people", [12]),
        ("half a dozen people", [6]),
        ("a half dozen people", [6]),
        ("half dozen people", [6]),
        ("half a million people", [500_000]),
        ("watu kumi na mmoja", [11]),
        ("mifugo mia tatu na hamsini", [350]),
        ("watu ishirini na watano wauawa", [25]),
        ("elfu mbili", [2000]),
        ("watu elfu kumi na tano wahama", [15_000]),
        ("mbuzi elfu moja mia tano", [1500]),
        ("watu mia moja hamsini", [150]),
        ("elfu moja na mia tatu na hamsini na sita", [1356]),
        ("laki mbili", [200_000]),
        ("shilingi milioni 3", [3_000_000]),
        ("watu 5 milioni", [5_000_000]),
        ("watu kumi sita", [10, 6]),
        ("watatu na wawili", [3, 2]),
        ("kumi na ishirini", [10, 20]),
        ("3rd battalion", []),
        ("five and six", [5, 6]),
        ("", []),
        ("9" * 5000, []),
    ],
)
def test_numbers_are_read_as_people_say_them(text, values):
    """Number words, figures and their multiples become one value; ordinals, "dozens" and a row of figures none."""
    assert [number.value for number in numbers_in(tuple(text.split()))] == values


def test_four_figures_may_be_a_year():
    """A figure that could be a year says so; a number word never does."""
    year, word, parted = numbers_in(["2015", "two", "bags", "2,015"])
    assert year.maybe_year
    assert not word.maybe_year
    assert not parted.maybe_year  # no year is written with a comma
