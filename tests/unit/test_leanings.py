"""What plain words lean to: fitted to labelled texts, told with its words, and no name among them."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from usalama.errors import CatalogError
from usalama.judging.firstlook import compile_tables
from usalama.judging.judge import judge
from usalama.judging.leanings import (
    FURTHEST,
    hear,
    laid_out,
    lean_of,
    most_leaning,
    read_leanings,
    render_leans,
)
from usalama.judging.relevance import features_of
from usalama.judging.rulebook import compile_rulebook, rows
from usalama.labelled.lean_training import FEWEST, Labelled, leans_of, names_of
from usalama.labelled.training import crossed_examples, example
from usalama.model import Entry

TOPICS = ("cyber", "crime")


def _entry(title):
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return Entry("1", "https://x.example/feed", "x", "https://x.example/1", title, now, "", "sw", now, key="0123456789")


def _texts(word, count, topic="cyber"):
    ours = [Labelled(f"y{n}", f"{word} told {n}", "", relevant=True, topics=(topic,)) for n in range(count)]
    others = [Labelled(f"n{n}", f"harvest sold {n}", "", relevant=True, topics=("crime",)) for n in range(count)]
    return ours + others + [Labelled(f"x{n}", f"harvest {n}", "", relevant=False, topics=()) for n in range(count)]


def test_a_word_leans_to_what_it_was_said_of():
    """To its topic among the relevant texts, to relevance among all; a word of too few texts leans nowhere."""
    leans = leans_of(
        [*_texts("handset", 9), Labelled("z", "seldom", "", relevant=True, topics=("cyber",))], ("cyber", "crime")
    )
    assert leans["handset"]["cyber"] > 1 > -1 > leans["handset"]["crime"]
    assert leans["handset"]["relevance"] > 0 > leans["harvest"]["relevance"]
    assert "seldom" not in leans
    assert "handset" not in leans_of(_texts("handset", 9), ("cyber",), {"handset"})  # where that is a name
    assert "handset's" not in leans_of(_texts("handset's", 9), ("cyber",), {"handset"})


def test_no_name_of_a_place_a_person_a_people_or_a_faith_leans(files):
    """Neither in the table that we ship nor in the next: what some of them did says nothing of the others."""
    names = names_of(compile_rulebook(files))
    assert names >= {"mulot", "west", "tana", "arusha", "murkomen", "kipchumba", "pokot", "somali", "muslim", "kenyan"}
    words = compile_rulebook(files).leanings.rows
    assert words
    assert [word for word in words if word.removesuffix("'s") in names] == []


def test_what_a_trap_uses_up_does_not_speak_for_a_relevant_text(files):
    """Officers of a union are no police by another door; what speaks against a relevant text is heard all the same."""
    rulebook = compile_rulebook(files)
    lean = {"officers": {"relevance": 1.0}, "union": {"relevance": -1.0}}
    told = replace(rulebook, leanings=laid_out(lean)).read
    assert set(told("Union officers meet", "").plain.leaning) == {"union"}
    assert set(told("Union officers meet as officers shoot", "").plain.leaning) == {"union", "officers"}


def test_a_word_that_is_never_written_small_leans_nowhere():
    """It may be the name of somebody whom no list knows."""
    texts = [each for topic in TOPICS for each in _texts("Zuhura", 9, topic)]
    assert "zuhura" not in leans_of(texts, TOPICS)
    assert "zuhura" in leans_of([*texts, Labelled("z", "the zuhura", "", relevant=False, topics=())], TOPICS)


def test_a_text_that_teaches_leans_as_words_of_the_others_say(rulebook):
    """By words fitted to itself it would lean to its own label, and leans would count for more than they know."""
    texts = _texts("quibblesome", 9)
    texts += [Labelled(f"z{n}", f"wamblecropt {n}", "", relevant=True, topics=("cyber",)) for n in range(FEWEST)]
    found = {each.id: each.features for each in crossed_examples(texts, rulebook, folds=len(texts))}
    assert found["y0"]["leaning cyber"] > 0
    assert "leaning cyber" not in found["z0"], "each of the few that say this word is judged without itself"
    taught = replace(rulebook, leanings=laid_out(leans_of(texts, rulebook.ground.topics)))
    assert example(texts[-1], taught).features["leaning cyber"] > 0


def test_a_long_text_leans_no_further_than_its_limit():
    """However many words lean one way."""
    words = [f"word{chr(97 + n)}" for n in range(20)]
    table = laid_out({word: {"cyber": 2.5} for word in words})
    assert lean_of(hear(words, table), ("cyber",)) == {"leaning cyber": FURTHEST}
    assert lean_of(hear(["other", *words[:1], "third"], table), ("cyber",))["leaning cyber"] == 2.5 / 2
    assert lean_of(hear(["nobody", "knows"], table), ("cyber",)) == {}
    assert lean_of(hear(words, laid_out({})), ("cyber",)) == {}


def test_nothing_is_published_for_its_plain_words_alone(rulebook):
    """As far as they may lean, they do not reach the line by the weights of the desk: a listed term must speak too."""
    words = [f"word{chr(97 + n)}{chr(97 + m)}" for n in range(20) for m in range(20)]
    lean = lean_of(hear(words, laid_out({word: {"relevance": 9.0} for word in words})), ("relevance",))
    weights = rulebook.weights["relevance"]
    assert weights["bias"] + lean["leaning relevance"] * weights["leaning relevance"] < 0


def test_topics_alone_are_asked_what_leans_to_topics(files):
    """Most texts are far from any: what they lean to is added up for relevance alone, in fitting as in judging."""
    table = render_leans({"quibblesome": {"policing": 2.5, "relevance": 2.5}})
    rulebook = compile_rulebook({**files, "leanings.csv": table})
    text = Labelled("y", "Quibblesome remarks", "", relevant=True, topics=("policing",))
    found = features_of(rulebook.read(text.title, ""), rulebook.ground)
    assert [name for name in found if name.startswith("leaning ")] == ["leaning relevance"]
    one = example(text, rulebook)
    assert {"leaning relevance", "leaning policing"} <= one.features.keys()


def test_the_words_that_lean_most_are_the_evidence():
    """Those against it where the text leans away; others are not named."""
    table = laid_out(
        {"handset": {"cyber": 2.0}, "ring": {"cyber": 1.0}, "goat": {"cyber": -1.0}, "cow": {"cyber": -2.5}}
    )
    assert most_leaning(hear(["goat", "Handset", "ring"], table), "cyber") == ("handset", "ring")
    assert most_leaning(hear(["goat", "ring", "cow"], table), "cyber") == ("cow", "goat")


def test_a_judgement_names_the_words_that_it_leant_on(files):
    """The share of a leaning in the score is told like any other, with its words."""
    table = render_leans({"quibblesome": {"relevance": 2.5}})
    rulebook = compile_rulebook({**files, "leanings.csv": table})
    assert "(quibblesome)" in judge("Quibblesome officers", "", rulebook).reasons[0].evidence
    assert (
        "quibblesome"
        not in judge("Quibblesome officers", "", compile_rulebook({**files, "leanings.csv": ""})).reasons[0].evidence
    )


def test_the_table_is_read_as_it_was_written():
    """One line a word; a mistake in it is one clear line; a desk without the table leans nowhere."""
    leans = {"ring": {"crime": 0.5, "cyber": -1.0}, "handset": {"cyber": 2.0}}
    text = render_leans(leans)
    assert text == "word,leans\nhandset,cyber=2\nring,crime=0.5; cyber=-1\n"
    targets, rows = read_leanings({"leanings.csv": text}, TOPICS)
    assert targets == ("relevance", "crime", "cyber")
    assert rows == {"ring": (0.0, 0.5, -1.0), "handset": (0.0, 0.0, 2.0)}
    assert not read_leanings({}, TOPICS).rows


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("ring,crime=much", "leans: write target=number"),
        ("ring,crime=nan", "leans: write target=number"),
        ("ring,0.5", "leans: write target=number"),
        ("ring,", "leans: write target=number"),
        ("ring,crime=1;cyber=2", "leans: write target=number"),
        ("ring,crime=1,cyber=2", "too many columns"),
        ("ring,crmie=1", "leans: no topic 'crmie'; usalama train writes the table anew; did you mean \"crime\""),
        ("ring,crime=1; sailing=1", "leans: no topic 'sailing'; usalama train writes the table anew"),
        ('"ring,crime=1', "a quotation mark is not closed"),
    ],
)
def test_a_row_that_says_no_leaning_is_named(row, said):
    """By file and line, as any table's: half-read it would lean elsewhere, in silence."""
    with pytest.raises(CatalogError, match=rf"content/catalog/leanings\.csv: line 2: {said}"):
        read_leanings({"leanings.csv": f"word,leans\n{row}\n"}, TOPICS)


def test_what_is_masked_is_no_evidence(files):
    """A word that readers may not see neither leans nor is quoted; where it may be seen it does both."""
    tables = compile_tables({**files, "leanings.csv": render_leans({"zuhura": {"relevance": 2.5}})})
    seen, masked = tables.looks([_entry("Polisi wamsaka Zuhura"), _entry("Mtoto Zuhura auawa na polisi")])
    assert "plain words" in seen.judgement.reasons[0].evidence
    assert "(zuhura)" in seen.judgement.reasons[0].evidence
    assert "Zuhura" not in masked.shown.title
    for judgement in (masked.judgement, tables.judge(masked.entry)):
        assert "plain words" not in judgement.reasons[0].evidence
        assert not [reason for reason in judgement.reasons if "zuhura" in reason.evidence.lower()]


def _listed_names(files):
    """Yield the terms of the vocabulary that are a person's names, as a headline writes them."""
    persons = {name.lower() for kind, names in _names(files) if kind in {"first name", "surname"} for name in names}
    for row in rows("vocabulary.csv", files):
        for term in map(str.strip, row["terms"].split("|")):
            if term.split() and persons.issuperset(term.split()):
                yield term.title()


def _names(files):
    return [(row["kind"], row["names"].split("|")) for row in rows("names.csv", files)]


def test_no_reason_quotes_a_masked_name_that_the_vocabulary_lists(files):
    """Those of persons who hold an office: they are quoted where readers see them, and nowhere else."""
    tables, names = compile_tables(files), list(_listed_names(files))
    quoted = [name for name in names if name in _told(tables, f"{name} afariki seli")]
    assert len(quoted) >= 3
    for name in names:
        told = _told(tables, f"Mtoto {name} afariki seli")
        assert name not in quoted or "[masked]" in told
        assert not [word for word in name.split() if word in told]


def _told(tables, title):
    (look,) = tables.looks([_entry(title)])
    return " ".join(reason.evidence for reason in look.judgement.reasons)


def test_a_topic_that_only_plain_words_speak_for_names_them(files):
    """A judgement carries its reason: a topic without a term of its own is told with what leant to it."""
    table = render_leans({"quibblesome": {"policing": 2.5, "relevance": 2.5}})
    rulebook = compile_rulebook({**files, "leanings.csv": table})
    judgement = judge("Quibblesome police officers in court", "", rulebook)
    reason = next(each for each in judgement.reasons if (each.kind, each.value) == ("topic", "policing"))
    assert reason.evidence.endswith("nothing of its own; nearest by plain words (quibblesome) and the other terms")
