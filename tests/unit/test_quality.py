"""The page of measured quality says what was measured, and names no text."""

from usalama.catalogue.actors import NOBODY
from usalama.judging.maskrules import Rules
from usalama.labelled.metrics import Measure
from usalama.labelled.quality import Measured, page
from usalama.labelled.score import Scorecard
from usalama.labelled.texts import texts_measured

CARD = Scorecard(
    3,
    (Measure("relevance F1", 0.5, 0.4, 0.6, 3), Measure("counties micro-F1", 0.99, 0.9, 1.0, 3)),
    {"main topic: labelled → judged": (("crime → other", 2),)},
    {"missed": ("h1", "h2"), "false alarm": ()},
)


def test_a_missed_target_is_said():
    """A figure under its target stands there as not met, and one above it does not."""
    told = page([Measured("Made", "Ours.", CARD)], [])
    assert "| relevance F1 | 0.500 | 0.400 – 0.600 | 3 | ≥ 0.96, not met |" in told
    assert "| counties micro-F1 | 0.990 | 0.900 – 1.000 | 3 | ≥ 0.95 |" in told


def test_failures_are_named_by_id_and_confusions_counted():
    """What goes wrong can be looked up, and an empty kind is left out."""
    told = page([Measured("Made", "Ours.", CARD)], [])
    assert "Missed (2): h1 h2" in told
    assert "crime → other (2)" in told
    assert "False alarm" not in told


def test_texts_are_measured_field_by_field():
    """A figure, a voice and a pledge each count where they were expected."""
    figures = [{"text": "Three killed in Wamba", "lang": "en", "figures": "killed 3"}]
    voices = [{"text": "Residents said he fired.", "lang": "en", "voices": "people;official"}]
    pledges = [{"text": "Government to recruit 500 officers", "lang": "en", "subject": "recruitment"}]
    cases = [{"title": "Two charged over raid", "summary": "", "lang": "en", "stage": "charged"}]
    redaction = [{"text": "Pendo, 14, was found.", "lang": "en", "hidden": "Pendo"}]
    matters = [{"text": "Gunmen kidnap chief", "matter": "open"}]
    sets = {
        "matters": matters,
        "figures": figures,
        "voices": voices,
        "pledges": pledges,
        "cases": cases,
        "redaction": redaction,
    }
    sets |= {"bait": [{"title": "A", "excerpt": "", "lang": "en", "bait": "0"}]}
    sets |= {"copies": [{"one": "Three herders died in Wamba.", "other": "A bridge in Lodwar fell.", "copied": "1"}]}
    sets |= {"rewordings": [{"before": "The raid left 5", "now": "The raid left 7", "changed": "1"}]}
    values = {one.name: one.value for one in texts_measured(sets, Rules(), NOBODY)}
    assert values["figures F1"] == 1
    assert values["voices precision"] == 1
    assert values["voices recall"] == 0.5
    assert values["pledges F1"] == 1
    assert values["case steps F1"] == 1
    assert values["open matters F1"] == 1
    assert values["silent edits F1"] == 1
    assert values["redaction recall"] == 0  # no rule, no mask
    assert values["shared wording recall"] == 0


def test_what_a_set_got_when_it_was_first_seen_is_told_apart():
    """Figures of sentences that the rules have seen since are a table of their own."""
    row = {"reader": "voices", "round": "1", "rows": "9", "precision": "0.5", "recall": "0.4", "rules": "before"}
    assert "| voices | 1 | 9 | 0.5 | 0.4 | before |" in page([], [], [row])
    assert "first sight" not in page([], [])


def test_an_empty_confusion_is_left_out():
    """A table of confusions with nothing in it leaves no heading behind, and the next one is still told."""
    confusions = {"county: labelled → judged": (), "main topic: labelled → judged": (("crime → other", 2),)}
    told = page([Measured("Made", "Ours.", Scorecard(3, (), confusions, {}))], [])
    assert "County: labelled" not in told
    assert "Main topic: labelled → judged: crime → other (2)" in told
