"""Grouping by wording at its edges: look-alikes, strays, near-copies, and documents that fit neither half."""

import random
from dataclasses import replace

import pytest

from usalama.stories.bags import Bags, Growth
from usalama.stories.fingerprints import Report, details, stems
from usalama.stories.undated import LOCAL_SPREAD, _settle, group_by_wording

GOATS = ["goats", "raid", "nachola"]
FIRE = ["fire", "stalls", "gikomba"]
PLACES = ("Nachola", "Gikomba", "Elwak", "Mwatate", "Sololo")
QUAKES = (("5.6", "Qaro", "five", "island"), ("6.1", "Besh", "ten", "valley"))


def texts(numbers, place, names):
    """Made reports of one event: what all such events share, one place and two names, and words of their own."""
    shared = ["police", "officers", "say", "residents", "fled", "village", "after", "the", "attack", "at", "dawn"]
    for number in numbers:
        chosen = random.Random(number)
        words = chosen.sample(shared, 7) + [place, place, *names] + [f"own{number}x{k}" for k in range(4)]
        chosen.shuffle(words)
        yield " ".join(words)


def grouped(told):
    reports = [Report(str(number), text) for number, text in enumerate(told)]
    return group_by_wording([stems(report) for report in reports], [details(report) for report in reports])


def test_look_alikes_are_split_by_names_and_figures():
    """Two quakes told in the same words are two events by magnitude, place and toll."""
    told = []
    for magnitude, place, toll, ground in QUAKES:
        told += [
            f"A strong earthquake of {magnitude} hit {place} {ground} on Sunday and hurt {toll} people, report {number}"
            for number in range(12)
        ]
    assert grouped(told) == [[*range(12)], [*range(12, 24)]]


def test_look_alikes_are_split_by_what_their_titles_say():
    """Two attacks told in one vocabulary are two events where their titles name two scenes; text alone would not do."""
    words = "police officers residents village attack dawn herders livestock rifles patrol chief families".split()  # noqa: SIM905
    scenes = (("dam", "guards"), ("bridge", "traders"))
    told = [
        Report(f"{place}{n}", f"gunmen surprise {who} at the {place}", " ".join(random.Random(n).sample(words, 8)))
        for place, who in scenes
        for n in range(12)
    ]
    other = Report("maize", "maize prices fall", "farmers say granaries are full and buyers stay away")
    told += [replace(other, key=f"maize{n}") for n in range(12)]
    documents, detailed = [stems(report) for report in told], [details(report) for report in told]
    assert group_by_wording(documents, detailed) == [[*range(12)], [*range(12, 24)], [*range(24, 36)]]
    untitled = [[word for word in found if not word.startswith("^")] for found in detailed]
    assert group_by_wording(documents, untitled) == [[*range(24)], [*range(24, 36)]]


def test_one_event_is_not_split_where_reports_merely_choose_other_words():
    """Twenty reports that share place and names and differ in all else stay one event."""
    told = [*texts(range(20), "Nachola", ("Lotur", "Ekai")), *texts(range(20, 40), "Gikomba", ("Otieno", "Wafula"))]
    assert grouped(told) == [[*range(20)], [*range(20, 40)]]


def test_three_near_copies_are_no_event_of_their_own():
    """A few reports with one agency's words stay with their event; many with other names are another."""
    copies = ["Lotur and Ekai seen at Nachola dam with stolen camels near the chief's boma"] * 3
    told = [*texts(range(20), "Nachola", ("Lotur", "Ekai")), *copies, *texts(range(20, 40), "Elwak", ("Abdi", "Noor"))]
    assert grouped(told) == [[*range(23)], [*range(23, 43)]]


def test_one_report_that_four_outlets_print_is_no_event_of_its_own():
    """An agency's words with one word of each outlet stay with the other reports of their event."""
    printed = [f"Lotur and Ekai seen at Nachola dam with stolen camels near the boma, own{n}" for n in range(4)]
    told = [*texts(range(12), "Nachola", ("Lotur", "Ekai")), *printed, *texts(range(20, 40), "Elwak", ("Abdi", "Noor"))]
    assert grouped(told) == [[*range(16)], [*range(16, 36)]]


@pytest.mark.parametrize("size", [60, 150])
def test_the_order_of_documents_changes_nothing(size):
    """A set of documents, small or of some hundred, comes out the same in any order."""
    told = [
        text
        for number, place in enumerate(PLACES)
        for text in texts(
            range(number * 1000, number * 1000 + size // len(PLACES)), place, (f"Abel{number}", f"Zena{number}")
        )
    ]
    first = grouped(told)
    assert [len(group) for group in first] == [size // len(PLACES)] * len(PLACES)
    places = list(range(len(told)))
    random.Random(3).shuffle(places)
    again = grouped([told[place] for place in places])
    assert sorted(sorted(places[number] for number in group) for group in again) == first


def test_a_stray_pair_goes_to_the_event_that_nearly_explains_it():
    """Two reports that share one word with an event, and too few to be one themselves, are put with it."""
    strays = [["goats", "dusk", "tracks", "scouts"]] * 2
    documents = [GOATS] * 20 + [FIRE] * 20 + strays
    found = group_by_wording(documents, documents)
    assert found == [[*range(20), 40, 41], [*range(20, 40)]]


def test_what_shares_nothing_with_any_event_stays_alone():
    """Two reports of another matter are not forced into an event, and stay together; a third one is by itself."""
    others = [*["Beached whale at Kilifi draws fishermen with ropes to the tide line"] * 2, "Maize prices fall again"]
    told = [*texts(range(20), "Nachola", ("Lotur", "Ekai")), *others, *texts(range(20, 40), "Elwak", ("Abdi", "Noor"))]
    assert grouped(told) == [[*range(20)], [20, 21], [22], [*range(23, 43)]]


def test_a_set_of_single_reports_is_of_another_kind():
    """Where most reports share little with any other, no groups are made up: the set is left to be grouped by pairs."""
    alone = [f"Officers say {' '.join(f'own{n}y{k}' for k in range(12))}" for n in range(40)]
    event = [*texts(range(20), "Nachola", ("Lotur", "Ekai"))]
    assert grouped([*event, *alone]) is None
    assert grouped([*event, *texts(range(20, 40), "Elwak", ("Abdi", "Noor")), *alone[:3]]) is not None


def test_long_articles_of_one_event_are_no_single_reports():
    """In whole articles most words are an article's own; some words in common are enough to tell events by."""
    own = [" ".join(f"more{n}x{k}" for k in range(80)) for n in range(40)]
    told = [*texts(range(20), "Nachola", ("Lotur", "Ekai")), *texts(range(20, 40), "Elwak", ("Abdi", "Noor"))]
    found = grouped([f"{text} {words}" for text, words in zip(told, own, strict=True)])
    assert found == [[*range(20)], [*range(20, 40)]]


def test_documents_settle_in_the_half_that_explains_them():
    """Documents put into the wrong half go to the right one, each is in just one half, and a margin holds them back."""
    bags = Bags([GOATS] * 5 + [FIRE] * 5, LOCAL_SPREAD)
    wrong = [[0, 1, 2, 3, 9], [4, 5, 6, 7, 8]]
    assert _settle(bags, wrong, 4) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert _settle(bags, wrong, 4, margin=1000.0) == wrong
    assert _settle(bags, wrong, 0) == wrong


def test_a_word_of_one_document_alone_is_no_evidence():
    """What only one document says joins and parts nothing."""
    bags = Bags([["goats", "own"], ["goats"]], 30.0)
    assert bags.documents == [("goats",), ("goats",)]
    assert bags.words_below(2.0) == 2
    assert bags.words_below(1.0) == 0


def test_the_gain_of_a_document_is_that_of_its_bag():
    """Both ways of weighing a document against a group give the same evidence."""
    bags = Bags([GOATS, GOATS, FIRE, ["goats", "stalls"]], 30.0)
    group = bags.bag([0, 2])
    slow = bags.gain(bags.bag([3]), group, (2, 6))
    assert bags.gain_of_document(3, group, 6) == pytest.approx(slow)


def test_growth_stops_at_the_evidence_or_at_the_number_asked_for():
    """Groups are joined while that gains enough; with no such bound until so few are left."""
    bags = Bags([GOATS] * 3 + [FIRE] * 3, 30.0)
    assert Growth(bags, 0.0).grow(0.0) == [[0, 1, 2], [3, 4, 5]]
    assert Growth(bags, 0.0).grow(float("-inf"), fewest=1) == [[0, 1, 2, 3, 4, 5]]


def test_figures_keep_their_decimals_and_are_put_together_again():
    """A figure torn by a reader before us is the figure it was; names, figures and the title's words count thrice."""
    torn = Report("k", "A 5. 9 quake", "hit 1, 200 homes in Besh.")
    assert {"5.9", "1,200", "besh"} <= set(stems(torn))
    assert {"#5.9", "##5.9", "###5.9", "#1200", "@besh", "@@besh", "besh"} <= set(details(torn))
    assert {"^5.9", "^^quak", "^^^quak"} <= set(details(torn))
    assert "^besh" not in details(torn)
    assert "5.9" not in details(torn)
