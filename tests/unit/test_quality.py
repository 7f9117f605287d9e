"""The page of measured quality says what was measured, and names no text."""

from usalama.metrics import Measure
from usalama.quality import Measured, page, texts_measured
from usalama.score import Scorecard

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
    values = {one.name: one.value for one in texts_measured(figures, voices, pledges)}
    assert values["figures F1"] == 1
    assert values["voices precision"] == 1
    assert values["voices recall"] == 0.5
    assert values["pledges F1"] == 1


def test_an_empty_confusion_is_left_out():
    """A table of confusions with nothing in it leaves no heading behind, and the next one is still told."""
    confusions = {"county: labelled → judged": (), "main topic: labelled → judged": (("crime → other", 2),)}
    told = page([Measured("Made", "Ours.", Scorecard(3, (), confusions, {}))], [])
    assert "County: labelled" not in told
    assert "Main topic: labelled → judged: crime → other (2)" in told
