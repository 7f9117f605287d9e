"""Expressions are looked for in another way than they are written, and match the same."""

import re
import tomllib
from pathlib import Path

import pytest

from usalama.judging.redaction import _PARTS
from usalama.words.boundaries import quicker

TABLE = Path(__file__).parents[2] / "content/catalog/redaction.toml"
TEXTS = (
    "The house number 12, unHouse No. 4, House No.7 and (flat no 3B), Room 12, Plot B-9; L.R. No. 209/12, XLR No 5.",
    "Girl, Made Up, 9, at the sub-girl's place: a girl named Made Up; little Made was there, belittle Made was not.",
    "In Made Up, 7, and from Made Up, aged 9. near Made, 8, (Made Up, 6) at Made Up, 5, and Made Up, 12 years old",
    "Patrol routes are along the river; the first house on the left, alas first door near the church",
    "the victim of a made robbery, Made Up; Victim Made, éVictim Made, _Victim Made, 1Victim Made, The Victim Made",
)


def expressions() -> list[str]:
    rules = tomllib.loads(TABLE.read_text(encoding="utf-8"))["rules"]
    found = [pattern for rule in rules for pattern in rule["patterns"]]
    for name, meaning in _PARTS.items():
        found = [pattern.replace(name, meaning) for pattern in found]
    return found


def spans(pattern: str, text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(match.span(), match.span("hide")) for match in re.finditer(pattern, text, re.DOTALL)]


def test_the_tables_own_expressions_match_the_same_at_the_same_places():
    """What is masked does not depend on how an expression is looked for."""
    rewritten = [pattern for pattern in expressions() if quicker(pattern) != pattern]
    assert len(rewritten) > 40
    found = [(spans(pattern, text), spans(quicker(pattern), text)) for pattern in rewritten for text in TEXTS]
    assert all(as_written == as_looked_for for as_written, as_looked_for in found)
    assert sum(bool(as_written) for as_written, _ in found) > 9


@pytest.mark.parametrize("pattern", expressions())
def test_no_expression_that_begins_with_words_keeps_its_boundary(pattern):
    """A boundary before plain letters is always moved behind the first of them."""
    assert not re.match(r"(?:\(\?P<hide>)?\\b(?:[A-Za-z]|\[[A-Za-z]{2}\])[^?*+{]", quicker(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        r"\ba?b",
        r"\b[Aa]*b",
        r"\b(?:a|b)?c",
        r"\b(?:a?|b)c",
        r"\b(?:a(?:b|c)|d)e",
        r"\b(?i:a|b)c",
        r"\b\d",
        r"\b[^a]b",
        r"(?i)\bab",
        "ab",
        r"a\bb",
        r"\B(?:a|b)c",
    ],
)
def test_what_is_not_plain_letters_stays_as_it_is(pattern):
    """Nothing is guessed of other beginnings, such as a letter that may be absent."""
    assert quicker(pattern) == pattern
