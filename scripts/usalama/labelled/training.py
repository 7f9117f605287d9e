"""Fit the small linear models to labelled headlines, held near what people wrote down beforehand.

The weight of a feature starts at its prior (``priors.csv``) and moves only as far as the examples pull it: with few
labels that is what keeps a chance word from ruling. It reads no file, and no word has a weight of its own here: the
classes of the vocabulary have. What a text's plain words lean to is fitted before that (``wording``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from usalama.formats.rows import write_table
from usalama.judging.leanings import RELEVANCE, laid_out
from usalama.judging.relevance import THRESHOLD, Features, Ground, Weights, features_of, score
from usalama.judging.rulebook import Rulebook, rows
from usalama.judging.topics import FIRST, models_of, topics_of
from usalama.judging.topics import features_of as topical_features
from usalama.labelled.fitting import drawn, fit_choice, fit_one
from usalama.labelled.metrics import share
from usalama.labelled.wording import Labelled, leans_of

PULL = 0.003
"""How strongly a weight is held to its prior, for each example's worth of data."""
FOLDS = 10
PLACES = 3
"""Decimals in weights.csv."""
WHO = frozenset({"first name", "surname", "community", "people", "no lean"})
"""Kinds of names.csv that are somebody's: a person's, a people's, a faith's, a party's."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text, reduced to its features: no word of it is kept."""

    id: str
    features: Features
    relevant: bool
    topics: tuple[str, ...] = ()
    weight: float = 1.0


def example(text: Labelled, rulebook: Rulebook) -> Example:
    """Return a labelled text as features, those that only topics are asked of among them."""
    reading, ground = rulebook.read(text.title, text.summary), rulebook.ground
    features = topical_features(reading, features_of(reading, ground), ground)
    return Example(text.id, features, text.relevant, text.topics)


def crossed_examples(texts: Sequence[Labelled], rulebook: Rulebook, folds: int = FOLDS) -> list[Example]:
    """Return labelled texts as features, each leaning as words say that were fitted to the other folds alone.

    Words lean to the labels of the texts that they were fitted to: by those, a lean would seem to know far more than it
    does of a text that nobody labelled. (This is stacking: Wolpert, 1992.)
    """
    names = names_of(rulebook)
    found = {}
    for fold in range(folds):
        others = [each for each in texts if drawn(each.id, folds) != fold]
        unseen = replace(rulebook, leanings=laid_out(leans_of(others, rulebook.ground.topics, names)))
        found.update({each.id: example(each, unseen) for each in texts if drawn(each.id, folds) == fold})
    return [found[each.id] for each in texts]


def names_of(rulebook: Rulebook) -> frozenset[str]:
    """Return the places at home and abroad, persons, peoples, faiths and parties of one word, in small letters.

    Of an area's name each word is one: "West" is said of two of them and was a sign of what is told of those.
    """
    places = [row["name"] for row in rows("places.csv", rulebook.files)]
    places += [word for row in rows("counties.csv", rulebook.files) for word in row["name"].split()]
    lists = [row["names"] for row in rows("foreign.csv", rulebook.files)]
    lists += [row["names"] for row in rows("names.csv", rulebook.files) if row["kind"] in WHO]
    return frozenset(name.lower() for name in (*places, *chain.from_iterable(each.split("|") for each in lists)))


def fit(examples: Sequence[Example], priors: Weights, pull: float = PULL) -> dict[str, dict[str, float]]:
    """Return the weights of every target."""
    relevant = [each for each in examples if each.relevant and each.topics]
    topics = _topics(priors, relevant)
    everything = [(each.features, each.relevant, each.weight) for each in examples]
    fitted = {RELEVANCE: fit_one(everything, priors.get(RELEVANCE, {}), pull)}
    for topic in topics:
        labelled = [(each.features, topic in each.topics, each.weight) for each in relevant]
        fitted[topic] = fit_one(labelled, priors.get(topic, {}), pull)
    found = _rounded(fitted)
    main = [(each.features, FIRST + each.topics[0], each.weight) for each in relevant]
    starts = {FIRST + topic: {**found[topic], **priors.get(FIRST + topic, {})} for topic in topics}
    return {**found, **_rounded(fit_choice(main, starts, pull))}


def _topics(priors: Weights, examples: Sequence[Example]) -> list[str]:
    """Return the topics to fit: those of the priors in their order, then any other that was labelled."""
    known = _slugs(priors)
    return known + sorted({topic for each in examples for topic in each.topics}.difference(known))


def _slugs(weights: Weights) -> list[str]:
    """Return the topics that have weights, in their order."""
    return [target for target in weights if target != RELEVANCE and not target.startswith(FIRST)]


def _rounded(weights: Weights) -> dict[str, dict[str, float]]:
    """Return the weights as they are written down, without those that are nothing."""
    return {
        target: {name: round(value, PLACES) for name, value in row.items() if abs(value) >= 0.5 * 10**-PLACES}
        for target, row in weights.items()
    }


def cross_fit(
    examples: Sequence[Example], priors: Weights, folds: int = FOLDS, pull: float = PULL
) -> dict[str, Weights]:
    """Return for each example's id the weights that were fitted without its fold."""
    found: dict[str, Weights] = {}
    for fold in range(folds):
        kept = [each for each in examples if drawn(each.id, folds) != fold]
        weights = fit(kept, priors, pull)
        found.update({each.id: weights for each in examples if drawn(each.id, folds) == fold})
    return found


def hits(examples: Sequence[Example], crossed: Mapping[str, Weights]) -> dict[str, float]:
    """Return what the weights fitted without each example got right: relevance and topics."""
    judged = [(each, score(each.features, crossed[each.id][RELEVANCE]) >= THRESHOLD) for each in examples]
    right = sum(found and each.relevant for each, found in judged)
    wrong = sum(found and not each.relevant for each, found in judged)
    missed = sum(each.relevant and not found for each, found in judged)
    labelled = [each for each in examples if each.relevant and each.topics]
    found = [(each, _told(each, crossed[each.id])) for each in labelled]
    both = sum(len(set(each.topics) & set(slugs)) for each, slugs in found)
    said = sum(len(each.topics) + len(slugs) for each, slugs in found)
    return {
        "relevance F1": share((2 * right, 2 * right + wrong + missed)),
        "precision": share((right, right + wrong)),
        "false alarms": share((wrong, sum(not each.relevant for each in examples))),
        "topics micro-F1": share((2 * both, said)),
        "main topic": share((sum(each.topics[0] == slugs[0] for each, slugs in found), len(found))),
    }


def _told(each: Example, weights: Weights) -> list[str]:
    ground = Ground(tuple(_slugs(weights)), {}, frozenset())
    return [one.slug for one in topics_of(each.features, models_of(weights, ground))]


def render_weights(weights: Weights) -> str:
    """Return ``weights.csv``: target, feature, weight, in order."""
    lines = ((target, name, f"{value:g}") for target in weights for name, value in sorted(weights[target].items()))
    return write_table(("target", "feature", "weight"), lines)
