"""Codes of languages: held against the list that Babel ships."""

import pytest
from babel.core import Locale, get_global

from usalama.words.language_tags import mistake


def test_every_short_code_and_none_but_these_is_known():
    """Each two-letter code that CLDR names as a language is taken, and no other pair of letters is."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    taken = {one + two for one in letters for two in letters if not mistake(one + two)}
    # CLDR lists sh (Serbo-Croatian) and has Motu as a language of three letters alone.
    assert taken ^ {code for code in Locale("en").languages if len(code) == len("en")} <= {"sh", "ho"}


def test_a_long_code_is_answered_with_its_short_one():
    """Wherever a long code is refused, CLDR says the same short one, or knows the code as no other language's."""
    aliases = get_global("language_aliases")
    for long, short in aliases.items():
        if len(long) == len("eng") and mistake(long) and len(short) == len("en") and long not in {"twi", "tgl"}:
            assert f'write "{short}"' in mistake(long)
    assert 'write "so"' in mistake("som")
    assert 'write "en-KE"' in mistake("eng-KE")


@pytest.mark.parametrize("tag", ["en", "sw", "so", "luo", "kln", "tuv", "en-KE", "om-ET"])
def test_languages_of_the_region_are_taken(tag):
    """Languages with a short code, languages without one, and languages of one country are taken."""
    assert mistake(tag) == ""
