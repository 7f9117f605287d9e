"""How much of what must be masked is masked, and how little else, on sentences that we made for it.

The makers of the rules made the sentences too, so the figures tell about regressions, not about the world.
"""

import re

import pytest
from made_sets import rows

from usalama.commands.score import read_labelled
from usalama.judging.redaction import everywhere, redact, redact_all


@pytest.mark.parametrize("row", rows("redaction"), ids=lambda row: row["text"][:40])
def test_a_sentence_is_masked_where_it_must_be_and_nowhere_else(masks, row):
    """What is to be hidden is gone and its rule is named; where nothing is to be hidden nothing changes."""
    masked, names = redact(row["text"], masks, row["lang"])
    hidden = [part for part in row["hidden"].split(";") if part]
    assert not [part for part in hidden if part in masked]
    if hidden:
        assert row["rules"] in names
        assert "withheld" in masked or "fichwa" in masked
        assert set(masked.split("[")[0].split()) <= set(row["text"].split()) | {""}
    else:
        assert (masked, names) == (row["text"], ())


@pytest.mark.parametrize(
    ("text", "language", "hidden"),
    [
        ("Woman who was gang raped in Turkana, Akoth Pendo, wants soldiers charged", "en", "Akoth Pendo"),
        ("Nurse who says she was raped by officers, Akoth Pendo, went home", "en", "Akoth Pendo"),
        ("Mwanamke aliyebakwa na wanajeshi, Akoth Pendo, ataka haki", "sw", "Akoth Pendo"),
        ("Woman who was raped in Kibera, Nairobi, wants soldiers charged", "en", ""),
    ],
)
def test_who_is_named_behind_what_was_done_to_her_is_masked(masks, text, language, hidden):
    """Between commas, after the words that say what was done; a place that stands there is none."""
    masked, names = redact(text, masks, language)
    assert (hidden not in masked, names) == (True, ("survivor",)) if hidden else (masked, names) == (text, ())


@pytest.mark.parametrize("body", ["Amnesty International", "Human Rights Watch", "Haki Africa", "FIDA Kenya"])
def test_a_body_that_tells_of_abuse_keeps_its_name(masks, body):
    """Who documents what was done is no survivor: readers are to know who says so."""
    text = f"Woman was raped by soldiers, {body} says"
    assert redact(text, masks) == (text, ())


def test_what_two_words_are_nobodys_name_is_known_of_plain_words_alone(masks):
    """Of words that lean, but for those that somebody may be called: two in a row hide nothing in other reports."""
    assert {"cattle", "raiders", "bank", "robbers", "wizi", "mifugo"} <= masks.plain
    assert masks.plain.isdisjoint(("mercy", "faith", "neema", "amani", "otieno", "mwangi"))


@pytest.mark.parametrize(
    "title", ["Brian Wekati: The orphan who was fired", "Class six dropout’s talk cost him his seat"]
)
def test_whom_his_own_headline_names_and_who_left_school_long_ago_stay(masks, title):
    """A headline that begins with somebody's name tells of him; a dropout is no pupil."""
    excerpt = "Brian Juma Wekati, who was on Monday fired as minister by the President, was a surprise pick."
    assert redact_all((title, excerpt), masks, "en") == ((title, excerpt), ())


@pytest.mark.parametrize("name", ["Ali Were", "Joy Hope", "Dan Said", "Ann Mali", "Rose Kama", "Otieno Juma"])
def test_a_hidden_name_takes_nothing_away_from_a_text_without_it(masks, name):
    """However freely a name is looked for: where none of its words stands as a word, all stays letter for letter."""
    words = set(name.casefold().split())
    texts = [text for row in rows("made") for text in (row["title"], row["summary"])]
    without = [text for text in texts if words.isdisjoint(re.findall(r"\w+", text.casefold()))]
    assert len(without) > 0.9 * len(texts)
    assert [text for text in without if everywhere(text, {name: "[name withheld]"}, masks.not_names) != text] == []


@pytest.mark.shared
def test_few_real_headlines_are_masked(masks, shared_data):
    """On labelled Kenyan headlines, security or not, at most one in a hundred is touched: masking is no habit."""
    tables = [read_labelled(shared_data / "labelled" / name)[0] for name in ("dev.csv", "extra_negatives.csv")]
    read = [redact_all((one.title, one.summary), masks, one.language)[1] for table in tables for one in table]
    assert len(read) > 500
    assert sum(map(bool, read)) / len(read) <= 0.01
