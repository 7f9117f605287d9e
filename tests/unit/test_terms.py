"""Terms among words: the longest wins, whole words only, never across the title's end."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.judging.spellings import firsts, onward, parted, spelled
from usalama.judging.terms import END, Lexicon, Term, Trie, words_of


def _lexicon(*texts, money=()):
    rows = [(parted(text), Term(text, ("x",), 1.0)) for text in texts]
    return Lexicon(Trie(rows), money=money)


def _found(lexicon, title, summary=""):
    words, end = words_of(title, summary)
    return [" ".join(words[hit.start : hit.end]) for hit in lexicon.find(words, end)]


def test_the_longest_term_uses_its_words_up():
    """A word: "food security" hides the "security" inside it: that is how a trap works."""
    lexicon = _lexicon("security", "food security")
    assert _found(lexicon, "Food security worries, security tight") == ["Food security", "security"]


def test_a_term_is_whole_words():
    """A word: "Assad" is not in "ambassador"."""
    assert not _found(_lexicon("assad"), "The ambassador arrived")


def test_capitals_are_wanted_where_a_term_asks_for_them():
    """A word: "=AP" is the Administration Police, "ap" is not."""
    lexicon = _lexicon("=AP")
    assert _found(lexicon, "AP officers sent") == ["AP"]
    assert not _found(lexicon, "an ap store")


def test_a_name_that_is_listed_by_its_letters_is_no_form_of_a_verb():
    """A term: of a town whose name ends like a verb nothing was done there; written small it is the verb."""
    verb, name = Term("baka-", ("crime",), 1.0), Term("=Tabaka", ("neutral",), 1.0)
    lexicon = Lexicon(Trie((parted(term.text), term) for term in (verb, name)))
    assert [hit.values for hit in lexicon.find(["Carvers", "of", "Tabaka"], 3)] == [(name,)]
    assert [hit.values for hit in lexicon.find(["Alimbaka", "tabaka"], 2)] == [(verb,), (verb,)]


def test_an_exclamation_mark_takes_the_word_as_it_is():
    """A word: "!film" is a film, and "filmed" is not."""
    lexicon = _lexicon("!film")
    assert _found(lexicon, "A Film on crime") == ["Film"]
    assert not _found(lexicon, "Officer filmed taking cash")


def test_braces_stand_for_several_spellings():
    """One row covers the noun classes of a Kiswahili word."""
    lexicon = _lexicon("{m,wa,u}halifu sugu")
    assert _found(lexicon, "Wahalifu sugu wasakwa; uhalifu sugu") == ["Wahalifu sugu", "uhalifu sugu"]


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("{a,b} {c,d e}", ["a c", "a d e", "b c", "b d e"]),
        ("x{a b,c}y z{,s}", ["xa by z", "xa by zs", "xcy z", "xcy zs"]),
        ("{a{b,c} d,e}", ["ab d", "e", "ac d", "e"]),
        ("=A{P,B} {i-,-j}", ["=AP i-", "=AP -j", "=AB i-", "=AB -j"]),
        ("{,two} {,men} held", ["held", "men held", "two held", "two men held"]),
        ("{,x}", ["x"]),
    ],
)
def test_each_choice_goes_with_each_other(term, words):
    """Choices may hold blanks, nothing or further choices; each is spelt out under the word that it begins with.

    So are they where one word is spelt out behind the other, as texts say them.
    """
    parts = parted(term)
    assert sorted(" ".join(each) for first in firsts(parts) for each in spelled(parts, first)) == sorted(words)
    assert sorted(filter(None, _word_by_word(parts))) == sorted(words)


def _word_by_word(parts):
    for word, rest in onward(parts):
        yield from (f"{word} {behind}".strip() for behind in _word_by_word(rest)) if word else [""]


def test_hyphens_and_apostrophes_make_no_difference():
    """al-Shabaab, al Shabaab; Chang'aa with any apostrophe."""
    lexicon = _lexicon("al-shabaab", "chang'aa")
    assert _found(lexicon, "Al Shabaab and al-Shabaab") == ["Al Shabaab", "al Shabaab"]
    assert _found(lexicon, "Chang’aa den raided") == ["Chang'aa"]


def test_initials_are_one_word():
    """A word: "U.S." is US."""
    assert words_of("U.S. court", "")[0][0] == "US"


def test_no_term_reaches_across_the_end_of_the_title_or_a_full_stop():
    """A word: "food" at one end and "security" at the other are two words."""
    lexicon = _lexicon("food security")
    assert not _found(lexicon, "Lack of food", "Security is tight.")
    assert not _found(lexicon, "They lack food. Security is tight")
    assert END in words_of("a", "b")[0]


@pytest.mark.parametrize(("written", "found"), [("Zd50m", 1), ("ZD400,000", 1), ("zd5", 1), ("Zd", 0), ("Sh50m", 0)])
def test_an_amount_in_the_desks_money_is_one_key(written, found):
    """A word: "money#" is any sum that begins with a mark of the desk's money; another country's is none."""
    lexicon = _lexicon("money#", money={"zd", "zeds"})
    assert len(_found(lexicon, f"He lost {written} in a con")) == found
    assert not _found(_lexicon("money#"), f"He lost {written} in a con")


@pytest.mark.parametrize(("written", "found"), [("R50,000", 1), ("£900", 1), ("900", 0), ("R", 0), ("Rs50", 0)])
def test_a_sum_of_other_money_is_known_by_its_mark(written, found):
    """A word: "r#" is any sum that begins so, "£#" one behind a sign."""
    assert len(_found(_lexicon("r#", "£#"), f"He lost {written} in a con")) == found


def test_two_terms_of_one_spelling_are_both_told():
    """A word may speak for two classes."""
    trie = Trie([(["raid"], Term("raid", ("arrest",), 1.0)), (["raid"], Term("raid", ("attack",), 1.0))])
    words, end = words_of("Police raid den", "")
    assert [term.classes for hit in Lexicon(trie).find(words, end) for term in hit.values] == [("arrest",), ("attack",)]


def test_a_term_is_worked_out_when_a_text_says_it():
    """What else a term speaks for takes time to find, and most terms are in no text: it is asked for once, and late."""
    asked = []

    def values(words, term):
        asked.append(term)
        yield from (term, f"of {' '.join(words)}")

    trie = Trie([(["goats"], "beasts")], ([(["goats", "stolen"], "theft"), (["camp", "raided"], "raid")], values))
    lexicon = Lexicon(trie)
    assert [hit.values for hit in lexicon.find(["goats", "raided"], 2)] == [("beasts",)]
    assert not asked
    for _ in range(2):
        (hit,) = lexicon.find(["goats", "stolen"], 2)
        assert hit.values == ("theft", "of goats stolen")
    assert asked == ["theft"]


def test_what_is_remembered_of_words_is_bounded():
    """After 200,000 different words the memory starts anew: an early word is worked out again, and still found."""
    asked = []

    def forms(word):
        asked.append(word)
        return (word,)

    lexicon = Lexicon(Trie([(["goats"], 1)]), forms)
    assert len(lexicon.find(["goats", "goats"], 2)) == 1 + 1
    assert asked == ["goats"]
    lexicon.find([f"w{number}" for number in range(200_001)], 0)
    assert len(lexicon.find(["goats"], 1)) == 1
    assert asked.count("goats") == 1 + 1


@given(st.text(st.sampled_from("aB7 '`.,!?;:|-_\n\x1cKRU.")))
@settings(max_examples=300, database=None)
def test_a_letter_beyond_ascii_changes_no_other_word(text):
    """A text is cut into the same words whether or not it has letters of other scripts."""
    words, end = words_of(f"{text} É", text)
    assert (words[: end - 1], words[end + 1 :]) == (words_of(text, "")[0][:-1], words_of(text, "")[0][:-1])
    assert words[end - 1] == "É"


@pytest.mark.parametrize("text", ["K.R.U. meets", "the K.R.U.", "A.B", "x.K.R.", "K. R."])
def test_one_letter_and_a_stop_are_no_initials(text):
    """The stops of initials in a row are left out; one letter and a stop are no initials."""
    written = text.replace("K.R.U.", "KRU")
    assert words_of(text, "") == words_of(written, "")
