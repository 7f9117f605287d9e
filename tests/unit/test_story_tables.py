"""The tables that stories are told apart by: each mistake is one clear line."""

from pathlib import Path

import pytest

from usalama.errors import CatalogError
from usalama.stories.bilingual import read_bilingual
from usalama.stories.evidence import BILINGUAL, WEIGHTS, WORDS, read_story_tables
from usalama.stories.fingerprints import Report, fingerprint

CATALOG = Path(__file__).parents[2] / "content/catalog"
FILES = {name: (CATALOG / name).read_text("utf-8") for name in (BILINGUAL, WORDS, WEIGHTS)}


@pytest.mark.parametrize("name", [BILINGUAL, WORDS, WEIGHTS])
def test_a_missing_table_is_named(name):
    """Without one of the three nothing is compared, and the message says which."""
    files = {key: text for key, text in FILES.items() if key != name}
    with pytest.raises(CatalogError, match=f"{name}: missing"):
        read_story_tables(files)


def test_a_feature_without_weight_is_named():
    """A table of weights that lacks one is refused with the command that writes it."""
    head, *lines = FILES[WEIGHTS].splitlines(keepends=True)
    text = "".join([head, *(line for line in lines if not line.startswith("bias,"))])
    with pytest.raises(CatalogError, match=r"no weight for 'bias'; copy .* or run usalama train-stories"):
        read_story_tables({**FILES, WEIGHTS: text})


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        (WORDS, "made", "too few columns"),
        (WORDS, "made,many", "events 'many': write a number"),
        (WORDS, "made,nan", "events 'nan': write a number"),
        (WORDS, "made,0", "events '0': write in how many it was, 1 at least"),
        (WORDS, "made,3,4", "too many columns"),
        (WEIGHTS, "rare,inf", "weight 'inf': write a number"),
    ],
)
def test_a_row_that_is_no_word_and_number_is_named_by_its_line(name, line, said):
    """A cell that is missing, is no number or counts no event points at its line, before a pull divides by it."""
    head = FILES[name].splitlines(keepends=True)[0]
    with pytest.raises(CatalogError, match=f"{name}: line 2: {said}"):
        read_story_tables({**FILES, name: f"{head}{line}\n"})


def test_a_table_of_two_languages_is_refused_by_its_line():
    """A foreign header, a missing cell and a row without a concept are each named."""
    head = FILES[BILINGUAL].splitlines()[0]
    for text, told in [
        ("a,b\n", "line 1: the header is not"),
        (f"{head}\nmade,one\n", "line 2: not three columns"),
        (f"{head}\n,one,two\n", "line 2: not three columns"),
        (f"{head}\n~nurse,nurse,nesi\n", "line 2: '~nurse': write English words behind it, and none beside it"),
        (f"{head}\n~ ,,nesi\n", "line 2: '~ ': write English words"),
        (f'{head}\nmade,one,"{{a,b}}c | {{m,wa"\n', "line 2: .* brace without its other half"),
    ]:
        with pytest.raises(CatalogError, match=told):
            read_bilingual(text)


def test_a_row_of_english_words_has_kiswahili_read_as_these_and_changes_no_english_report():
    """Such a row stands for its words and their concepts in a Kiswahili text, and for nothing in an English one."""
    rows = "police,police,polisi\n~administration police,,polisi wa utawala\n~nurse,,muuguzi | wauguzi\n"
    bilingual = read_bilingual(f"concept,en,sw\n{rows}")
    told = "Polisi wa utawala waokoa wauguzi", "Nurses and administration police"
    found, english = (fingerprint(Report("k", text), bilingual).tokens for text in told)
    assert {"=police", "administration", "nurs"} <= set(found)
    assert english == ("=police", "administration", "nurs")
    assert "~nurse" not in bilingual.names


@pytest.mark.parametrize(("actors", "shared"), [("names,roles,language\nzd,money,\n", {"#sum500"}), ("", set())])
def test_a_sum_of_the_desks_money_is_no_count(actors, shared):
    """Five hundred of its money and five hundred people are not the same figure; what its money is the desk says."""
    tables = read_story_tables({**FILES, "actors.csv": actors})
    tokens = fingerprint(Report("k", "Gang took ZD 500"), tables.bilingual, tables.money).tokens
    assert {token for token in tokens if token.startswith("#sum")} == shared
