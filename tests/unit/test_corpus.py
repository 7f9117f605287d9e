"""Grouping by wording at its edges: strays, and documents that fit neither half."""

from usalama.corpus import LOCAL_SPREAD, _Bags, _settle, group_by_wording

GOATS = ["goats", "raid", "nachola"]
FIRE = ["fire", "stalls", "gikomba"]


def test_a_stray_pair_goes_to_the_event_that_nearly_explains_it():
    """Two reports that share one word with an event, and too few to be one themselves, are put with it."""
    strays = [["goats", "dusk", "tracks", "scouts"]] * 2
    documents = [GOATS] * 20 + [FIRE] * 20 + strays
    found = group_by_wording(documents, documents)
    assert found == [[*range(20), 40, 41], [*range(20, 40)]]


def test_a_stray_pair_with_words_of_its_own_stays_alone():
    """Two reports that share no word with an event are not forced into one."""
    strays = [["whale", "beach", "kilifi", "tide", "fishermen", "rope", "boats", "dawn"]] * 2
    found = group_by_wording([GOATS] * 20 + [FIRE] * 20 + strays, [GOATS] * 20 + [FIRE] * 20 + strays)
    assert found[-1] == [40, 41]


def test_documents_that_never_settle_end_in_two_whole_halves():
    """Where documents go to and fro, moving stops after a few rounds, and each document is in just one half."""
    documents = [
        line.split()
        for line in (
            "goats goats dusk dusk",
            "goats",
            "fire",
            "chief dusk goats",
            "fire dusk radio raid",
            "radio radio chief",
            "whale",
            "fire goats",
            "raid goats",
        )
    ]
    first, second = _settle(_Bags(documents, LOCAL_SPREAD), [0, 5, 7], [1, 2, 3, 4, 6, 8])
    assert (first, second) == ([2, 4, 5, 7], [0, 1, 3, 6, 8])
