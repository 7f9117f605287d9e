"""Forms of words: what a text may write and what the vocabulary lists."""

import pickle
import time

import pytest

from usalama.words.morphology import VerbRoots, english_keys

ROOTS = VerbRoots(frozenset({"kamat", "shambul", "andaman", "ib", "tapel", "tes"}))


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ("bandits", "bandit"),
        ("robberies", "robbery"),
        ("robbed", "rob"),
        ("raided", "raid"),
        ("charged", "charge"),
        ("used", "use"),
        ("killing", "kill"),
        ("torturing", "torture"),
        ("clashes", "clash"),
        ("officers'", "officers"),
        ("murang'a's", "murang'a"),
        ("chang'aa", "changaa"),
        ("carried", "carry"),
        ("died", "die"),
        ("dies", "die"),
        ("dying", "die"),
        ("tied", "tie"),
        ("lying", "lie"),
        ("trying", "try"),
    ],
)
def test_an_inflected_english_word_is_looked_up_under_its_stem(written, listed):
    """Plurals, possessives, past forms and -ing lead to the spelling that a term is listed under."""
    assert listed in english_keys(written)


@pytest.mark.parametrize(("written", "other"), [("robed", "rob"), ("caning", "can"), ("raped", "rap")])
def test_a_short_verb_that_would_have_doubled_its_last_letter_is_another_word(written, other):
    """Robed women robbed nobody."""
    assert other not in english_keys(written)


@pytest.mark.parametrize("word", ["police", "was", "gas", "bring", "less", "press"])
def test_a_word_without_an_ending_stays_itself(word):
    """What only looks like an ending is not cut off."""
    assert english_keys(word) == (word,)


@pytest.mark.parametrize(
    ("written", "root"),
    [
        ("kamata", "kamat-"),
        ("amekamatwa", "kamat-"),
        ("wakamatwa", "kamat-"),
        ("waliokamatwa", "kamat-"),
        ("kukamatwa", "kamat-"),
        ("walivyokamatana", "kamat-"),
        ("washambuliwa", "shambul-"),
        ("walishambulia", "shambul-"),
        ("waandamana", "andaman-"),
        ("wakiandamana", "andaman-"),
        ("waiba", "ib-"),
        ("wakiibwa", "ib-"),
    ],
)
def test_a_kiswahili_verb_is_found_inside_its_prefixes_and_extensions(written, root):
    """Subject, tense, relative and object before the root; applied, passive and final vowel after it."""
    assert root in ROOTS.keys(written)


@pytest.mark.parametrize("word", ["kitabu", "habari", "sites", "hates", "the", "shamba", "maendeleo", ""])
def test_a_word_that_is_no_form_of_a_root_has_no_key(word):
    """No root is seen in a word whose remaining letters are no prefix and no ending."""
    assert not ROOTS.keys(word)


def test_a_word_that_goes_on_and_on_is_looked_through_in_no_time():
    """A headline can hold any letters: one word of extensions that comes to nothing must not stop a pull."""
    began = time.process_time()
    assert not ROOTS.keys("kamat" + "ikanishwanishw" * 6 + "xa")
    assert ROOTS.keys("kamat" + "ikanishwanishw" * 6 + "a") == ["kamat-"]
    assert time.process_time() - began < 1


def test_words_that_were_looked_up_are_not_kept():
    """Years of archives have millions of words: whoever asks remembers as many as its memory allows."""
    before = pickle.dumps(ROOTS)
    assert ROOTS.keys("wakamateni")
    assert pickle.dumps(ROOTS) == before


ENDINGS = VerbRoots(frozenset(), frozenset({"uawa", "ua", "kamatwa", "tekwa", "jiua"}))


@pytest.mark.parametrize(
    ("written", "ending"),
    [
        ("auawa", "-uawa"),
        ("waliouawa", "-uawa"),
        ("wakiuawa", "-uawa"),
        ("hakuuawa", "-uawa"),
        ("wanaua", "-ua"),
        ("laua", "-ua"),
        ("kumuua", "-ua"),
        ("ajiua", "-jiua"),
        ("atakayekamatwa", "-kamatwa"),
        ("wakamatwe", "-kamatwa"),
        ("hawajatekwa", "-tekwa"),
    ],
)
def test_a_kiswahili_verb_is_found_by_its_ending_under_any_prefix(written, ending):
    """Every subject, tense, relative, object and negation may stand before it; what ought to be done counts as well."""
    assert ending in ENDINGS.keys(written)


@pytest.mark.parametrize("word", ["maua", "chukua", "ua", "kamata", "wamekamata", "jua", "tambua"])
def test_an_ending_is_found_in_no_other_word_and_in_no_other_form(word):
    """A flower kills nobody, and who arrests is not arrested."""
    assert not ENDINGS.keys(word)


def test_who_takes_his_own_life_kills_nobody():
    """The reflexive is no object: it is listed as an ending of its own."""
    assert ENDINGS.keys("amejiua") == ["-jiua"]


def test_two_endings_that_share_a_form_are_both_found():
    """One of them alone, by chance another in each run, would let one text be judged in two ways."""
    both = VerbRoots(frozenset(), frozenset({"kamatwa", "kamatwe"}))
    assert both.keys("wakamatwe") == ["-kamatwa", "-kamatwe"]
    assert both.keys("walikamatwa") == ["-kamatwa"]


def test_no_roots_find_nothing():
    """An empty vocabulary is no mistake."""
    assert not VerbRoots(frozenset()).keys("amekamatwa")
