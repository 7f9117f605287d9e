"""The words that an expression needs are in everything that it matches."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.literals import lowered, may_match, needed
from usalama.redaction import read_rules

CATALOG = Path(__file__).parents[2] / "content" / "catalog"
RULES = read_rules((CATALOG / "redaction.toml").read_text(encoding="utf-8"), "redaction.toml").rules
EXPRESSIONS = [expression for rule in RULES for expression in (*rule.patterns, rule.when) if expression]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("victim of", ("victim of",)),
        ("[Vv]ictim", ("victim",)),
        ("(?i:GIRL|boy) named", (" named",)),
        ("(?:raid|attack)s?", ("attack", "raid")),
        ("(?:raid|)s?", ()),
        (r"\d+@[a-z]+", ("@",)),
        (r"\d{3}", ()),
        ("a*b+", ("b",)),
        ("x(?:yz){0,2}", ("x",)),
        ("x(?:yz){1,2}", ("yz",)),
        (" ", ()),
        ("(?=foo)bar", ("bar",)),
        ("straße", ("stra",)),
        ("(?>atomic)+", ("atomic",)),
    ],
)
def test_words_are_those_that_every_match_holds(expression, words):
    """Literals in a row are a word, alternatives need one each, what may be absent needs none."""
    assert needed(re.compile(expression)) == words


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda each: each.pattern[:40])
def test_no_match_of_a_masking_rule_is_passed_over(expression):
    """For each expression of the masking rules: whatever matches it holds one of its words."""

    @given(st.from_regex(expression))
    @settings(max_examples=20, deadline=None, database=None)
    def matches_hold_a_word(text):
        assert may_match(needed(expression), lowered(text))

    matches_hold_a_word()


def test_letters_that_re_takes_for_others_are_not_passed_over():
    """Without case, ``re`` takes the long s for an s and the dotless i for an i."""
    expression = re.compile("(?i:sister)")
    for text in ("SISTER", "ſiſter", "sıster"):
        assert expression.search(text)
        assert may_match(needed(expression), lowered(text))


def test_most_masking_rules_are_asked_cheaply():
    """Most expressions have words that ordinary headlines do not hold: it is worth asking."""
    assert sum(bool(needed(each)) for each in EXPRESSIONS) > 0.7 * len(EXPRESSIONS)
