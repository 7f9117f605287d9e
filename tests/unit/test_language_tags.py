"""Codes of languages: two letters where a language has two."""

import pytest

from usalama.words.language_tags import mistake, written


@pytest.mark.parametrize(
    ("tag", "told"),
    [("som", 'write "so"'), ("swh", 'write "sw"'), ("eng-KE", 'write "en-KE"'), ("xx", "of no language"), ("E", "no")],
)
def test_what_is_no_code_of_a_catalogue_is_refused_with_the_mend(tag, told):
    """A long code where there is a short one, two letters that are no language's, and what is no code at all."""
    assert told in mistake(tag)


@pytest.mark.parametrize("tag", ["en", "sw", "so", "fr", "luo", "kln", "tuv", "en-KE", "om-ET"])
def test_languages_of_the_region_are_taken(tag):
    """Languages with a short code, languages without one, and languages of one country are taken."""
    assert mistake(tag) == ""


@pytest.mark.parametrize(("tag", "code"), [("swa", "sw"), ("SW_KE", "sw"), ("luo", "luo"), ("Fil", "fil")])
def test_a_language_is_written_as_a_catalogue_has_it(tag, code):
    """As other programs may have written it in a list of feeds."""
    assert written(tag) == code
