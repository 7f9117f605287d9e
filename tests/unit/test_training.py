"""Fitting weights to examples, and corrections that become examples."""

import csv
import sys
from pathlib import Path

import pytest

from usalama.errors import CatalogError, TableError
from usalama.formats.headlines import read_headlines
from usalama.judging.leanings import laid_out
from usalama.judging.relevance import Ground, score
from usalama.judging.rulebook import features, read_weights
from usalama.judging.topics import FIRST, models_of, topics_of
from usalama.labelled.corrections import (
    FILE,
    Correction,
    corrections_in,
    read_corrections,
    render_corrections,
)
from usalama.labelled.doubts import Doubt, doubtful, review_table
from usalama.labelled.fitting import drawn
from usalama.labelled.lean_training import Labelled
from usalama.labelled.training import Example, cross_fit, example, first_onward, fit, hits, onward, render_weights

MADE = Path(__file__).parents[1] / "quality/made.csv"


def _examples():
    here = [Example(f"a{n}", {"bias": 1.0, "x": 1.0}, relevant=True, topics=("crime",)) for n in range(20)]
    return here + [Example(f"b{n}", {"bias": 1.0, "y": 1.0}, relevant=False) for n in range(20)]


def test_weights_move_towards_the_examples():
    """What only relevant texts have gains, what only others have loses."""
    weights = fit(_examples(), {"relevance": {"bias": 0.0}})["relevance"]
    assert score({"bias": 1.0, "x": 1.0}, weights) > 0.9
    assert score({"bias": 1.0, "y": 1.0}, weights) < 0.1


def test_without_examples_of_a_feature_its_prior_stays():
    """Knowledge written down beforehand holds where no label speaks against it."""
    assert fit(_examples(), {"relevance": {"z": 1.5}})["relevance"]["z"] == pytest.approx(1.5)


def test_without_any_example_the_priors_are_the_weights():
    """A desk that has labelled nothing yet judges by what it wrote down."""
    assert fit([], {"relevance": {"z": 1.5}, "courts": {}}) == {
        "relevance": {"z": 1.5}, "courts": {}, FIRST + "courts": {},
    }  # fmt: skip


def test_onward_moves_relevance_from_where_it_is_and_no_topic():
    """What more labels say is added to what the weights know; those of topics stay to the last digit."""
    topics = {"crime": {"x": 0.123456}, FIRST + "crime": {"x": -1.0}}
    weights = onward(_examples(), {"relevance": {"z": 1.5, "x": -0.5}, **topics})
    assert weights["relevance"]["z"] == pytest.approx(1.5)
    assert weights["relevance"]["x"] > 0 > weights["relevance"]["y"]
    assert {name: weights[name] for name in topics} == topics


def test_which_topic_comes_first_moves_onward_and_all_else_stays():
    """From where it is; a topic without a line for the main one starts at its own, and what no text has is kept."""
    courts = [Example(f"c{n}", {"bias": 1.0, "y": 1.0}, relevant=True, topics=("courts",)) for n in range(20)]
    start = {"relevance": {"x": -0.123456}, "crime": {"x": -0.5}, "courts": {"x": 0.5, "z": 1.5},
             FIRST + "crime": {"x": -1.0}}  # fmt: skip
    weights = first_onward([*_examples(), *courts], start)
    assert {name: weights[name] for name in ("relevance", "crime", "courts")} == {
        name: start[name] for name in ("relevance", "crime", "courts")
    }
    assert weights[FIRST + "crime"]["x"] > 0 > weights[FIRST + "courts"]["x"]
    assert weights[FIRST + "courts"]["y"] > 0
    assert weights[FIRST + "courts"]["z"] == pytest.approx(1.5)


def test_the_main_topic_is_one_choice():
    """What speaks for one topic as the main one speaks against the others by as much, even one that is far away."""
    courts = [Example(f"c{n}", {"bias": 1.0, "y": 1.0}, relevant=True, topics=("courts", "crime")) for n in range(20)]
    weights = fit([*_examples(), *courts], {"crime": {}, "courts": {}, "cyber": {}})
    topics = ("crime", "courts", "cyber")
    moved = {topic: weights[FIRST + topic]["x"] - weights[topic].get("x", 0.0) for topic in topics}
    assert moved["crime"] > 0 > moved["courts"]
    assert sum(moved.values()) == pytest.approx(0, abs=0.003)


def test_what_comes_first_starts_where_the_priors_say():
    """A line for the main topic stands in the place of the topic's own, and the topic's other weights are kept."""
    stated = {"courts": {"z": 1.5, "y": 0.5}, FIRST + "courts": {"z": -2.0}}
    assert fit([], stated)[FIRST + "courts"] == {"z": -2.0, "y": 0.5}


def test_without_the_extra_fitting_says_what_to_install(monkeypatch):
    """What only fitting needs may be absent: one line tells how to get it."""
    monkeypatch.setitem(sys.modules, "scipy.optimize", None)
    with pytest.raises(TableError, match=r"make \.venv/dev\.stamp"):
        fit(_examples(), {})


def test_a_text_without_a_topic_teaches_none():
    """What is relevant to no topic, and a topic that stands beside other news, are examples of relevance alone."""
    loose = [
        Example("c1", {"bias": 1.0, "z": 1.0}, relevant=True),
        Example("c2", {"bias": 1.0, "z": 1.0}, relevant=False, topics=("crime",)),
    ]
    assert fit([*_examples(), *loose], {})["crime"] == fit(_examples(), {})["crime"]


def test_a_stronger_pull_moves_less():
    """The pull says how near to the priors the weights stay."""
    loose, tight = (fit(_examples(), {}, pull)["relevance"]["x"] for pull in (0.01, 1.0))
    assert 0 < tight < loose


def test_fitting_twice_gives_the_same_file():
    """Same labels in, same bytes out."""
    first, second = (render_weights(fit(_examples(), {})) for _ in range(2))
    assert first == second
    assert first.startswith("target,feature,weight\n")


def test_each_example_is_judged_by_weights_that_never_saw_it():
    """Cross-fitting leaves the example's own fold out, and the folds never move."""
    examples = _examples()
    crossed = cross_fit(examples, {}, folds=4)
    assert set(crossed) == {each.id for each in examples}
    kept = [each for each in examples if drawn(each.id, 4) != drawn("a0", 4)]
    assert crossed["a0"] == fit(kept, {})
    assert hits(examples, crossed)["relevance F1"] == 1.0
    assert hits([], {})["precision"] == 1.0  # as the scorecard has it of nothing found


def test_the_weights_in_the_catalogue_are_trained_for_every_target(files):
    """Every target of priors.csv has weights, and every topic has those that choose the main one besides."""
    written = set(read_weights(files, "priors.csv"))
    topics = {target for target in written - {"relevance"} if not target.startswith(FIRST)}
    assert set(read_weights(files)) == written | {FIRST + topic for topic in topics}


def test_every_feature_of_a_made_sentence_may_be_weighed(rulebook):
    """What a text can have is known by name: a weight for anything else is refused."""
    known = features(rulebook.files)
    with MADE.open(encoding="utf-8", newline="") as file:
        found = {
            name
            for row in csv.DictReader(file)
            for name in example(Labelled("", row["title"], row["summary"], relevant=True, topics=()), rulebook).features
        }
    assert found - known == set()
    assert len(found) > 200


def test_a_correction_gives_no_feature_and_no_topic_that_is_judged_no_more(rulebook):
    """Or the weights that are learnt from it would be refused."""
    made = Correction("0123456789", relevant=True, topics=("crime", "weather"), features={"bias": 1.0, "gone": 1.0})
    found = made.example(rulebook.leanings, features(rulebook.files))
    assert (dict(found.features), found.topics) == ({"bias": 1.0}, ("crime",))


def test_the_main_topic_is_learnt_from_the_order_of_the_labels():
    """Of two topics that always come together, the one that is labelled first is told first."""
    both = {"raid": 1.0, "police": 1.0, "bias": 1.0}
    labelled = [Example(f"r{row}", both, relevant=True, topics=("banditry", "policing")) for row in range(40)]
    labelled += [
        Example(f"p{row}", {"police": 1.0, "bias": 1.0}, relevant=True, topics=("policing",)) for row in range(40)
    ]
    weights = fit(labelled, {}, 0.0001)
    ground = Ground(("policing", "banditry"), {}, frozenset())
    assert [one.slug for one in topics_of(both, models_of(weights, ground))] == ["banditry", "policing"]
    plain = {target: found for target, found in weights.items() if not target.startswith(FIRST)}
    assert {one.slug for one in topics_of(both, models_of(plain, ground))} == {"banditry", "policing"}
    assert topics_of(both, models_of({}, ground)) == ()


@pytest.mark.parametrize(
    ("policing", "banditry", "told"),
    [
        (2.0, -2.5, ["policing"]),
        (2.0, -1.5, ["banditry", "policing"]),
        (-1.0, -2.5, ["banditry"]),
    ],
)
def test_no_topic_that_is_improbable_leads_one_that_is_there(policing, banditry, told):
    """Readers would ask why the report stands there; where none is, the one that leads is told all the same."""
    weights = {
        "policing": {"bias": policing},
        "banditry": {"bias": banditry},
        f"{FIRST}policing": {"bias": 0.0},
        f"{FIRST}banditry": {"bias": 1.0},
    }
    models = models_of(weights, Ground(("policing", "banditry"), {}, frozenset()))
    assert [one.slug for one in topics_of({"bias": 1.0}, models)] == told


def _corrected(rulebook, answer="1", topics="banditry"):
    table = f"id,correct,title,summary,topics\n0123456789,{answer},Bandits raid Xyzzy Plugh village,,{topics}\n"
    headlines = read_headlines(table.encode(), "review.csv", ("id", "title", "correct"))
    return corrections_in(headlines, rulebook, "review.csv")[0]


def test_corrections_hold_features_and_no_name_of_the_text(rulebook):
    """Numbers by class and the words that lean are kept; render and read are inverses; the latest answer wins."""
    text = render_corrections([_corrected(rulebook, "0"), _corrected(rulebook)])
    assert "Xyzzy" not in text
    assert "xyzzy" not in text
    (again,) = read_corrections({FILE: text})
    assert (again.key, again.relevant, again.topics) == ("0123456789", True, ("banditry",))
    labelled = example(Labelled("id", "Bandits raid Xyzzy Plugh village", "", relevant=True, topics=()), rulebook)
    known = features(rulebook.files)
    assert again.example(rulebook.leanings, known).features == pytest.approx(labelled.features, abs=1e-4)
    assert read_corrections({}) == []


def test_a_correction_leans_as_its_words_do_today(rulebook):
    """Not as they did when it was recorded; one of before words were kept stays as it is."""
    made = _corrected(rulebook)
    assert "village" in made.words
    known = features(rulebook.files)
    today = made.example(laid_out({"village": {"banditry": 2.0}}), known).features
    assert today["leaning banditry"] == pytest.approx(2.0 / (1 + 5) ** 0.5)
    assert not [name for name in made.example(laid_out({}), known).features if name.startswith("leaning")]
    (old,) = read_corrections({FILE: "key,relevant,topics,features\nk1,1,crime,bias=1; leaning crime=0.7\n"})
    assert old.example(rulebook.leanings, known).features == {"bias": 1.0, "leaning crime": 0.7}


@pytest.mark.parametrize(
    "text",
    [
        "key,relevant\na,1\n",
        "key,relevant,topics,features\na,1,,bandit=much\n",
        "key,relevant,topics,features\na,1,,bandit=nan\n",
        "key,relevant,topics,features\na,TRUE,,bandit=1\n",
        "key,relevant,topics,features,words,said\na,1,,bandit=1,night,some\n",
    ],
)
def test_a_mistake_in_the_corrections_is_one_clear_line(text):
    """The file and the line are named."""
    with pytest.raises(CatalogError, match=FILE):
        read_corrections({FILE: text})


def _review(answer, topics=""):
    return read_headlines(
        f"id,correct,title,summary,topics\nk1,{answer},Police shoot two,,{topics}\n".encode(),
        "review.csv",
        ("id", "title", "correct"),
    )


def test_an_answer_becomes_an_example(rulebook):
    """1 and 0, yes and no; an unanswered row is left alone."""
    assert corrections_in(_review("yes", "policing; crime"), rulebook, "review.csv")[0].topics == ("policing", "crime")
    assert corrections_in(_review("0", "policing"), rulebook, "review.csv")[0].topics == ()
    assert corrections_in(_review(""), rulebook, "review.csv") == []


@pytest.mark.parametrize(("answer", "topics", "message"), [("maybe", "", "maybe"), ("1", "polcing", "polcing")])
def test_an_answer_that_cannot_be_meant_is_refused(rulebook, answer, topics, message):
    """The row and the mend are named."""
    with pytest.raises(TableError, match=message):
        corrections_in(_review(answer, topics), rulebook, "review.csv")


def test_review_lists_the_nearest_to_the_line_first():
    """On either side of it; what is far away is not shown."""
    scores = {"far": 0.99, "just": 0.51, "under": 0.45, "none": 0.01, "miss": 0.2}
    doubts = [Doubt(key, value > 0.5, value, key, "", "en", (), "why", "read") for key, value in scores.items()]
    assert [doubt.key for doubt in doubtful(doubts, 9)] == ["just", "under", "miss"]
    assert [doubt.key for doubt in doubtful(doubts, 1)] == ["just"]
    rows = read_headlines(review_table(doubtful(doubts, 9)).encode(), "review.csv", ("id", "title", "correct"))
    assert [row.id for row in rows] == ["just", "under", "miss"]
