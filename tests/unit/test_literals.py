"""The words that an expression needs are in everything that it matches."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from usalama import pledges, voices
from usalama.actors import NOBODY, read_actors
from usalama.literals import first_words, lowered, may_match, needed
from usalama.redaction import read_rules

CATALOG = Path(__file__).parents[2] / "content" / "catalog"
RULES = read_rules((CATALOG / "redaction.toml").read_text(encoding="utf-8"), "redaction.toml").rules
ACTORS = read_actors((CATALOG / "actors.csv").read_text(encoding="utf-8"))
ASCII = st.characters(codec="ascii")
SLOW = settings(max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
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


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("officers?", {"officer", "officers"}),
        ("(?:haki africa|hrw)", {"haki", "hrw"}),
        ("(?:police )?watchdog", {"police", "watchdog"}),
        ("sub-?county chief", {"sub", "subcounty"}),
        ("magistrate'?s court", {"magistrate", "magistrates"}),
        (r"told(?: \w+){1,4}? that", {"told"}),
        (r"(?:has |also )*(?:vow(?:s|ed)?)", {"has", "also", "vow", "vows", "vowed"}),
        ("[Tt]old", {"told"}),
        (r"court\s(?:hears|heard)", {"court"}),
        ("ward[ -]chief|(?!)", {"ward"}),
    ],
)
def test_first_words_are_all_that_a_match_can_begin_with(expression, words):
    """Each way into the expression is spelled out to the end of its first word."""
    assert first_words(expression) == words


def test_small_words_are_passed_over_for_the_next_one():
    """By "the" nobody is known: the word after it is told in its place."""
    assert first_words("(?:the )?(?:state|group)|a (?:writer|band)", ("the", "a")) == {
        "state",
        "group",
        "writer",
        "band",
    }


@pytest.mark.parametrize("expression", [r"\w+ said", "a+ said", "(?:ab)*", "(?:ab)?", "[a-f]x"])
def test_words_without_end_are_refused(expression):
    """What cannot be spelled out is no list of words."""
    with pytest.raises(ValueError, match="begin"):
        first_words(expression)


def test_small_letters_stand_where_the_others_stood():
    """A place in the text in small letters is the same place in the text, whatever the letters."""
    for code in range(0x110000):
        assert len(lowered(chr(code))) == 1


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("kind", voices.KINDS)
@pytest.mark.parametrize("actors", [ACTORS, NOBODY], ids=["desk", "nobody"])
def test_no_voice_is_passed_over(actors, language, kind):
    """Whatever names a kind of source has one of the words by which it is looked for."""
    naming = voices._namings(actors, language)[kind]

    @given(st.from_regex(naming.pattern, alphabet=ASCII))
    @settings(SLOW)
    def has_a_word(text):
        assert not naming.words.isdisjoint(re.findall(r"\w+", lowered(text)))

    has_a_word()


@pytest.mark.parametrize("language", ["en", "sw"])
@pytest.mark.parametrize("number", range(5))
@pytest.mark.parametrize("actors", [ACTORS, NOBODY], ids=["desk", "nobody"])
def test_no_pledge_is_passed_over(actors, language, number):
    """Whatever has the shape of a promise is looked at."""
    shapes = pledges._shapes(actors, language)

    @given(st.from_regex(shapes.pledges[number % len(shapes.pledges)], alphabet=ASCII))
    @settings(SLOW)
    def is_looked_at(text):
        assert pledges._may_promise(text, shapes)

    is_looked_at()
