"""Train the judging on labelled headlines: its weights, held near the priors, each as far as examples pull it.

The weight of a feature starts at its prior (``priors.csv``) and moves only as far as the examples pull it: with few
labels that is what keeps a chance word from ruling. It reads no file, and no word has a weight of its own here: the
classes of the vocabulary have. What a text's plain words lean to is fitted before that (``lean_training``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from usalama.formats.rows import write_table
from usalama.judging.leanings import RELEVANCE, laid_out
from usalama.judging.relevance import THRESHOLD, Features, Ground, Weights, features_of, score
from usalama.judging.rulebook import Rulebook
from usalama.judging.topics import FIRST, models_of, topics_of
from usalama.judging.topics import features_of as topical_features
from usalama.labelled.fitting import drawn, fit_choice, fit_one
from usalama.labelled.lean_training import Labelled, leans_of, names_of
from usalama.labelled.metrics import f1, precision, sets, share

PULL = 0.003  # how strongly a weight is held to its prior, for each example's worth of data
FOLDS = 10
HELD_SHARE = 0.1  # of a text that weights were fitted to before, beside one that moves them: it holds what it taught
HELD_FIRST = 0.3  # the same, where what comes first is moved
PLACES = 3  # decimals in weights.csv


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


def onward(examples: Sequence[Example], weights: Weights, pull: float = PULL) -> dict[str, Mapping[str, float]]:
    """Return the weights with those of relevance moved from where they are; what they were fitted to is not needed."""
    labelled = [(each.features, each.relevant, each.weight) for each in examples]
    return {**weights, **_rounded({RELEVANCE: fit_one(labelled, weights[RELEVANCE], pull)})}


def first_onward(examples: Sequence[Example], weights: Weights, pull: float = PULL) -> dict[str, Mapping[str, float]]:
    """Return the weights with those moved that say which topic comes first; what a topic needs to be there stays."""
    main = [(each.features, FIRST + each.topics[0], each.weight) for each in examples if each.relevant and each.topics]
    starts = {FIRST + topic: weights.get(FIRST + topic, weights[topic]) for topic in _slugs(weights)}
    return {**weights, **_rounded(fit_choice(main, starts, pull))}


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
    examples: Sequence[Example],
    priors: Weights,
    folds: int = FOLDS,
    pull: float = PULL,
    fitting: Callable[[Sequence[Example], Weights, float], Weights] = fit,
) -> dict[str, Weights]:
    """Return for each example's id the weights that were fitted without its fold."""
    found: dict[str, Weights] = {}
    for fold in range(folds):
        kept = [each for each in examples if drawn(each.id, folds) != fold]
        weights = fitting(kept, priors, pull)
        found.update({each.id: weights for each in examples if drawn(each.id, folds) == fold})
    return found


def hits(examples: Sequence[Example], crossed: Mapping[str, Weights]) -> dict[str, float]:
    """Return what the weights fitted without each example got right: relevance and topics."""
    kept = (score(each.features, crossed[each.id][RELEVANCE]) >= THRESHOLD for each in examples)
    judged = Counter((each.relevant, is_kept) for each, is_kept in zip(examples, kept, strict=True))
    relevance = judged[True, True], judged[False, True], judged[True, False]
    told = [(each.topics, _told(each, crossed[each.id])) for each in examples if each.relevant and each.topics]
    topics = [sets(frozenset(labelled), frozenset(found)) for labelled, found in told]
    return {
        "relevance F1": f1(relevance),
        "precision": precision(relevance),
        "false alarms": share((judged[False, True], judged[False, True] + judged[False, False])),
        "topics micro-F1": f1(tuple(map(sum, zip(*topics, strict=True)))),
        "main topic": share((sum(labelled[0] == found[0] for labelled, found in told), len(told))),
    }


def _told(each: Example, weights: Weights) -> list[str]:
    ground = Ground(tuple(_slugs(weights)), {}, frozenset())
    return [one.slug for one in topics_of(each.features, models_of(weights, ground))]


def render_weights(weights: Weights) -> str:
    """Return ``weights.csv``: target, feature, weight, in order."""
    lines = ((target, name, f"{value:g}") for target in weights for name, value in sorted(weights[target].items()))
    return write_table(("target", "feature", "weight"), lines)
