"""Weights of pairs are fitted to labelled events, the same every time."""

from datetime import date
from pathlib import Path

import pytest

from usalama.errors import TableError
from usalama.labelled.story_training import count_words, cross_validate, fit, weights_table
from usalama.stories.batches import group_reports
from usalama.stories.evidence import BILINGUAL, FEATURES, WEIGHTS, WORDS, read_story_tables
from usalama.stories.fingerprints import Report
from usalama.stories.undated import FEWEST

CATALOG = Path(__file__).parents[2] / "content/catalog"
PLACES = ("Baragoi", "Wamba", "Kayole", "Mandera", "Turbo", "Lokori", "Mathare", "Moyale")
START = date(2026, 11, 1).toordinal()


@pytest.fixture(scope="module")
def tables():
    return read_story_tables({name: (CATALOG / name).read_text("utf-8") for name in (BILINGUAL, WORDS, WEIGHTS)})


def report(key, title, day):
    return Report(key, title, first=START + day, last=START + day)


LABELLED = [
    (report(f"{number}{kind}", title.format(place=place, dead=number + 2), number * 3 + later), place)
    for number, place in enumerate(PLACES)
    for kind, later, title in (
        ("a", 0, "Gunmen shoot {dead} herders dead near {place}"),
        ("b", 0, "{dead} herders shot dead in {place} attack"),
        ("c", 1, "Police hunt gunmen after {place} attack that left {dead} dead"),
    )
]


def test_a_word_of_few_events_is_not_counted(tables):
    """What occurs in all events is counted by events and not by reports; a place of one event stays out."""
    counted = count_words(LABELLED, tables)
    assert counted["*"] == len(PLACES)
    assert max(counted.values()) == len(PLACES)
    assert not [token for token in counted if "baragoi" in token]


def test_fitted_weights_tell_the_events_apart(tables):
    """Two runs give the same weights, one a feature, and by them made events are nearly all found again."""
    weights = fit([LABELLED], tables)
    assert weights == fit([LABELLED], tables)
    assert [name for name, _ in weights_table(weights)] == ["bias", *FEATURES]
    (told,) = cross_validate([LABELLED], tables)
    assert told.value > 0.8


def test_a_large_batch_is_grouped_by_rare_words(tables):
    """Beyond the size where all pairs are compared, reports that share rare words and days still meet."""
    filler = [report(f"f{n}", f"Zaru{n:03d} qito{n:03d} welo{n:03d}", n % 30) for n in range(420)]
    pair = [
        report("x1", "Three herders shot dead in dawn raid on Nachola near Baragoi", 3),
        report("x2", "Nachola raid near Baragoi leaves three herders dead", 3),
    ]
    stories = [story for story, _ in group_reports([*filler, *pair], tables)]
    assert stories[-1] == stories[-2]
    assert stories[-1] not in stories[:-2]


def test_undated_reports_of_many_single_events_are_compared_pair_by_pair(tables):
    """Where reports without a date mostly stand alone none is forced into a group: the pair meets, nothing else."""
    alone = [Report(f"f{n}", f"Zaru{n:03d} qito{n:03d} welo{n:03d}") for n in range(FEWEST)]
    pair = [
        Report("x1", "Three herders shot dead in dawn raid on Nachola near Baragoi"),
        Report("x2", "Nachola raid near Baragoi leaves three herders dead"),
    ]
    stories = [story for story, _ in group_reports([*alone, *pair], tables)]
    assert stories[-1] == stories[-2]
    assert len(set(stories)) == FEWEST + 1


def test_reports_that_share_no_word_are_no_example(tables):
    """A pair that shares nothing is never compared, so it teaches nothing."""
    alone = (report("z", "Zaru qito welo", 0), "elsewhere")
    assert fit([[*LABELLED, alone]], tables) == fit([LABELLED], tables)


def test_reports_of_one_event_alone_are_refused(tables):
    """Without a counterexample nothing is learnt, and whoever gave the table is told."""
    with pytest.raises(TableError, match="tells events apart"):
        fit([[(told, "all") for told, _ in LABELLED]], tables)
