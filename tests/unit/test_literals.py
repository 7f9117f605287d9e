"""The words that an expression needs are in everything that it matches."""

import re
from pathlib import Path
from re import _constants, _parser

import pytest
import spelled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from usalama.catalogue.actors import NOBODY, read_actors
from usalama.claims import matters, pledges, searchbait, voices
from usalama.judging.maskrules import read_rules
from usalama.words.beginnings import first_words
from usalama.words.literals import _EDGE, Marks, Needs, Spotter, lowered, needed, read

CATALOG = Path(__file__).parents[2] / "content" / "catalog"
RULES = read_rules((CATALOG / "redaction.toml").read_text(encoding="utf-8"), "redaction.toml").rules
ACTORS = read_actors((CATALOG / "actors.csv").read_text(encoding="utf-8"))
E = _EDGE
WRITTEN = [pattern for rule in RULES for pattern in (*rule.patterns, *rule.when)]
EXPRESSIONS = [each.compiled for each in WRITTEN]


def _needed(pattern: str | re.Pattern[str]) -> Needs:
    return needed(read(pattern) if isinstance(pattern, str) else read(pattern.pattern, pattern.flags))


def found(needs: Needs, text: str) -> bool:
    """Tell whether a text holds what is needed, as the masks ask it."""
    spotter = Spotter(needs)
    asked = spotter.asked(needs)
    return spotter.said(text) & asked == asked


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("victim of", [{f"victim{E}"}, {f"{E}of"}]),
        ("[Vv]ictim", [{"victim"}]),
        ("(?i:GIRL|boy) named", [{f"{E}named"}, {f"girl{E}", f"boy{E}"}]),
        ("(?:raid|attack)s?", [{"raid", "attack"}]),
        ("(?:raid|)s?", []),
        (r"\d+@[a-z]+", [{f"0{E}@"}]),
        (r"\d{3}", [{"000"}]),
        (r"[17]\d{2}x", [{"000x"}]),
        (r"\d{1,2}\.\d{3,8}", [{f"0{E}.{E}000"}, {"000"}, {"0"}]),
        ("a*b+", [{"b"}]),
        ("x(?:yz){0,2}", [{"x"}]),
        ("x(?:yz){1,2}", [{"yz"}, {"x"}]),
        ("in the [a-z]* house at 5", [{f"in{E}"}, {f"{E}the{E}"}, {f"{E}house{E}"}, {f"{E}at{E}"}]),
        ("o{2}ze", [{"ooze"}]),
        (" ", []),
        ("(?=foo)bar", [{"bar"}, {"foo"}]),
        (r"\A(?=.*\bkid)(?!.*boy)", [{f"{E}kid"}]),
        ("straße", [{"stra"}]),
        ("5°", [{f"0{E}°"}]),
        ("5 ?°[a-z]n[a-z]s[a-z]e[a-z]w", [{"°"}, {"w"}, {"s"}, {"n"}]),
        ("kid(?: ?[–—]| --?)", [{"kid"}, {"–", "—", "-"}]),
        (r"kid[\w-]", [{"kid"}]),
        ("kid[ -]", [{"kid"}]),
        (r"\b(?:kid|boy)s?\b", [{f"{E}kid", f"{E}boy"}]),
        (r" (?:kid|boy)\b", [{f"{E}kid{E}", f"{E}boy{E}"}]),
        (r"\b(?:kid)+ in", [{f"{E}kid"}, {f"{E}in"}]),
        (r"\b(?=k)(?<!-)kid\B", [{f"{E}kid"}]),
        (r"(?:the )?kid", [{"kid"}]),
        (r"\b(?:-kid)", [{f"{E}-{E}kid"}]),
        (" (-kid)", [{f"-{E}kid"}]),
        ("(kid-) in", [{f"kid{E}-"}, {f"{E}in"}]),
        (r"(?a:\bkid)", []),
        (r"(?a)\bkids", []),
        ("(?>atomic)+", [{"atomic"}]),
        ("(?:his son.*sold|daughter.*she sold)", [{"daughter", "sold"}]),
    ],
)
def test_words_are_those_that_every_match_holds(expression, words):
    """Letters in a row are a word, alternatives need one each, what may be absent needs none; all parts are needed.

    What an expression looks ahead for is needed as well: a headline without "widow" is not read for who follows it.

    Where it is known that a word begins or ends there, that is needed too.
    """
    needs = _needed(expression)
    assert set(map(frozenset, words)) <= set(needs)
    assert bool(needs) == bool(words)


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda each: each.pattern[:40])
def test_no_match_of_a_masking_rule_is_passed_over(expression):
    """For each expression of the masking rules: whatever matches it holds one of its words."""
    for text in spelled.texts(expression, 10):
        assert found(_needed(expression), text), text


PIECES = st.lists(
    st.sampled_from([*"ab -_1é^$.", r"\.", r"\b", r"\b", r"\B", r"\w", r"\d", "[Aa]", "[- ]"]), max_size=3
)
SMALL = st.recursive(
    PIECES.map("".join),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda each: f"(?:{'|'.join(each)})"),
        st.builds("(?:{}){}".format, inner, st.sampled_from(["?", "*", "+", "{2}", "{1,2}", "+?"])),
        st.builds("({}{})".format, st.sampled_from(["?=", "?!", "?i:", "?a:", "?>"]), inner),
    ),
    max_leaves=6,
)


@given(SMALL, st.lists(st.text("ab -._1éA", max_size=6), min_size=20, max_size=20))
@settings(max_examples=300, database=None, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_match_of_any_expression_is_passed_over(expression, texts):
    """Of whatever small pieces an expression is made: a text that it matches holds all that it needs."""
    compiled = re.compile(expression)
    needs = _needed(expression)
    assert all(found(needs, text) for text in texts if compiled.search(text))


def test_a_word_inside_another_is_none():
    """Where an expression wants a whole word, one that only holds it does not do."""
    needs = _needed(r"\b(?:kid|child)\b")
    assert found(needs, "the first-born Child, 7")
    assert not found(needs, "kidnapped children")


def test_what_a_name_is_made_of_need_not_be_read():
    """What a rule is read by, with little in the place of a name, needs what the whole needs."""
    assert all(each.needs == _needed(each.compiled) for each in WRITTEN)


@pytest.mark.parametrize(
    "uneven",
    [r"(?<=a|bc)x", r"x(?:(?<!ab?)y)*", r"(?P<hide>q(?=(?<=a+)))", r"(a)(?(1)(?<=a*)b|c)", r"(?>(?<=a|bc)x)",
     r"a|b|(?<!c|dd)", r"(?i:x(?<=a|bc))", r"(?<=(?<!a|bc)x)y"],
)  # fmt: skip
def test_a_look_behind_of_no_one_length_is_refused_as_by_re(uneven):
    """Wherever it stands in an expression, it is told without compiling, in the words of ``re``."""
    with pytest.raises(re.error) as of_re:
        re.compile(uneven)
    with pytest.raises(re.error) as told:
        read(uneven)
    assert str(told.value) == str(of_re.value)


def test_letters_that_re_takes_for_others_are_not_passed_over():
    """Without case, ``re`` takes the long s for an s and the dotless i for an i; and any script's digits for digits."""
    for expression, texts in (("(?i:sister)", ("SISTER", "ſiſter", "sıster")), (r"aged \d{2}", ("aged ١٢", "Aged 12"))):
        compiled = re.compile(expression, re.IGNORECASE)
        for text in texts:
            assert compiled.search(text)
            assert found(_needed(compiled), text)


def test_every_list_has_to_be_there():
    """One word of each list, wherever in a word of the text; a text that lacks one list cannot match."""
    needs = _needed("(?:boy|girl)[s,]* aged [0-9]")
    assert found(needs, "Two GIRLS, Aged 7")
    assert not found(needs, "girls aged seven")
    assert not found(needs, "a man aged 70")


def test_what_a_word_holds_is_remembered_within_bounds(monkeypatch):
    """A flood of new words cannot fill the memory, and what was forgotten is found again."""
    monkeypatch.setattr("usalama.words.literals._REMEMBERED", 3)
    spotter = Spotter([frozenset({"raid"})])
    for number in range(10):
        assert spotter.said(f"word{'x' * number} raided")
        assert len(spotter._heard) <= 3


def test_a_text_is_told_by_the_lists_that_it_has_words_of(monkeypatch):
    """Whole words alone are told, and a flood of new words cannot fill the memory."""
    monkeypatch.setattr("usalama.words.literals._REMEMBERED", 3)
    marks = Marks(frozenset({"raid"}), frozenset({"we"}))
    for number in range(10):
        assert marks.of(f"word{number}: “we raided”, a raid-like thing") == 3
        assert marks.of(f"word{number} raided and answered") == 0
        assert len(marks) <= 3
    assert marks.of("") == 0


def test_most_masking_rules_are_asked_cheaply():
    """Most expressions have words that ordinary headlines do not hold: it is worth asking."""
    text = "County opens the new market as traders wait for stalls, says the governor of the 12 sub-counties"
    assert sum(not found(_needed(each), text) for each in EXPRESSIONS) > 0.9 * len(EXPRESSIONS)


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
        ("(haki) africa", {"haki"}),
        (r"court\s(?:hears|heard)", {"court"}),
        ("ward[ -]chief|(?!)", {"ward"}),
        ("demand(?! money)s?|(?=a)report", {"demand", "demands", "report"}),
    ],
)
def test_first_words_are_all_that_a_match_can_begin_with(expression, words):
    """Each way into the expression is spelled out to the end of its first word."""
    assert first_words(expression) == words


def test_what_never_matches_begins_with_no_word_in_a_later_python(monkeypatch):
    """Python 3.13 reads ``(?!)`` as a token of its own: by it a site's bodies and offices could not be read there."""
    tree = _parser.parse("ward|(?!)")
    tree[0][1][1][1] = [(_constants.FAILURE, ())]
    with monkeypatch.context() as later:
        later.setattr("re._parser.parse", lambda _: tree)
        words = first_words("ward|(?!)")
    assert words == {"ward"}


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
    """Whatever names a kind of source is looked at with that kind's pattern."""
    namings = voices._namings(actors, language)
    naming = next(each for name, each, _ in namings.kinds if name == kind)
    for text in spelled.texts(naming.pattern, 50):
        assert kind in dict(voices._asked(lowered(text), namings)), text


@given(st.text("a.!? \n;|\u00a0"))
def test_sentences_end_where_they_always_did(text):
    """The quick way to cut a text without certain marks cuts where the whole pattern does."""
    assert voices._sentences(text) == voices._SENTENCE.split(text)


@pytest.mark.parametrize(
    ("language", "number"),
    [(each, n) for each in ("en", "sw") for n in range(len(pledges._shapes(NOBODY, each).pledges))],
)
@pytest.mark.parametrize("actors", [ACTORS, NOBODY], ids=["desk", "nobody"])
def test_no_pledge_is_passed_over(actors, language, number):
    """Whatever has the shape of a promise is looked at."""
    shapes = pledges._shapes(actors, language)
    pattern = shapes.pledges[number].pattern
    for text in spelled.texts(pattern, 50):
        assert pattern in shapes.of(text), text


def test_no_sign_of_a_page_made_for_search_is_passed_over():
    """Each way to lure or to call is looked at, with nothing around it."""
    told = """
    net worth|biography|real name|full list|how to apply|download|pdf|all to know|things you need to know|all about|
    what happened next|here is why|here's everything|here is the full list|latest news|news of today|goes viral|
    trending|netizens|locals talking|requirements|per rank|salary|salaries|age, home|meet my wife|here are some of|
    left tongues|fahamu|orodha kamili|pakua|utajiri|ni nani|habari mpya|imesambaa|mitandaoni wavuma|who is|
    is the raid over?|(updated)|jumri, |watch this video|video here|videos hapa|see what|see photos|photos below|
    click here|subscribe|follow us|share your thoughts|read also|tweet below|tweets below|tazama video|bonyeza hapa|
    pic.twitter.com|(video)|(photos)|https://t.co/|@one and @two|#one and #two
    """
    for text in told.replace("\n    ", "").split("|"):
        low = lowered(text)
        assert searchbait._LURE.search(low) or searchbait._EMBED.search(low), text
        assert searchbait._may_call(low), text


def test_no_open_matter_is_passed_over():
    """Each way of seeing that a text may tell of a matter has one of the letters by which it is looked for first."""
    for seed in matters._SEEDS:
        assert Spotter([matters.ROOTS]).said(f"a{seed}b")
