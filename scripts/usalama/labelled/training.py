"""Fit the small linear models to labelled headlines, held near what people wrote down beforehand.

The weight of a feature starts at its prior (``priors.csv``) and moves only as far as the examples pull it: with few
labels that is what keeps a chance word from ruling. It reads no file, and no word has a weight of its own here: the
classes of the vocabulary have. What a text's plain words lean to is fitted before that: relevance is one
choice among all texts, the main topic another among the relevant ones. SciPy looks for the weights far more closely
than anybody writes them down, so the same rows give the same weights.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from usalama.errors import TableError
from usalama.formats.rows import write_table
from usalama.judging.leanings import RELEVANCE, evenly, laid_out, plain_words
from usalama.judging.relevance import THRESHOLD, Features, Ground, Weights, features_of, score
from usalama.judging.rulebook import Rulebook, rows
from usalama.judging.terms import words_of
from usalama.judging.topics import FIRST, models_of, topics_of
from usalama.judging.topics import features_of as topical_features
from usalama.labelled.metrics import share

_SIDES = ((True, 1.0), (False, -1.0))
_LEVEL = 1e-9  # below this slope a fit ends: its last steps are far below the decimals that are kept
EXTRA = "fitting weights needs its extra; in the program's folder: make .venv/dev.stamp"


def drawn(text: str, size: int) -> int:
    """Return a number below ``size``, for one text always the same: by its id no example ever changes its fold."""
    return zlib.crc32(text.encode()) % size


def fit_one(
    labelled: Sequence[tuple[Features, bool, float]], prior: Mapping[str, float], pull: float
) -> dict[str, float]:
    """Fit one question as a choice between yes and no, whose weights are each other's opposites."""
    sides = [(features, str(is_so), weight) for features, is_so, weight in labelled]
    halves = {str(side): {name: sign * value / 2 for name, value in prior.items()} for side, sign in _SIDES}
    return {name: 2 * value for name, value in fit_choice(sides, halves, 2 * pull)["True"].items()}


def fit_choice(labelled: Sequence[tuple[Features, str, float]], priors: Weights, pull: float) -> Weights:
    """Fit one choice among the targets of ``priors``: what speaks for one speaks against the others.

    Minimises the logarithmic loss of softmax regression plus the squared distance from the priors.
    """
    try:
        import numpy as np  # noqa: PLC0415  an extra that only fitting needs
        from scipy.optimize import minimize  # noqa: PLC0415
        from scipy.special import log_softmax  # noqa: PLC0415
        from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    except ImportError:
        raise TableError(EXTRA) from None

    vectors = DictVectorizer()
    # The priors' own rows are there for their features, and count for nothing.
    table = vectors.fit_transform([*priors.values(), *(features for features, _, _ in labelled)])[len(priors) :]
    names = vectors.feature_names_
    start = np.array([[prior.get(name, 0.0) for name in names] for prior in priors.values()])
    chosen = np.array([[choice == target for target in priors] for _, choice, _ in labelled]).reshape(-1, len(priors))
    shares = np.array([weight for _, _, weight in labelled]).reshape(-1, 1)
    shares /= max(1.0, shares.sum())

    def slope(at: Any) -> tuple[Any, Any]:  # noqa: ANN401  an array
        away = at.reshape(start.shape) - start
        logs = log_softmax(table @ (away + start).T, axis=1)
        loss = pull / 2 * (away * away).sum() - (logs * chosen * shares).sum()
        return loss, (pull * away + (table.T @ ((np.exp(logs) - chosen) * shares)).T).ravel()

    found = minimize(slope, start.ravel(), jac=True, method="L-BFGS-B", options={"gtol": _LEVEL, "ftol": 0.0})
    fitted = found.x.reshape(start.shape)
    return {target: dict(zip(names, map(float, row), strict=True)) for target, row in zip(priors, fitted, strict=True)}


PULL = 0.003  # how strongly a weight is held to its prior, for each example's worth of data
FOLDS = 10
HELD_SHARE = 0.1  # of a text that weights were fitted to before, beside one that moves them: it holds what it taught
HELD_FIRST = 0.3  # the same, where what comes first is moved
PLACES = 3  # decimals in weights.csv
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


FEWEST = 3  # texts that a word must stand in
LEAN_PULL = 0.00002  # how strongly a lean is held to none, for each text's worth of data
LEAST = 0.3  # a weaker lean is left out
BIAS = ""  # is no word


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled text."""

    id: str
    title: str
    summary: str
    relevant: bool
    topics: tuple[str, ...]


def leans_of(
    texts: Sequence[Labelled], topics: Sequence[str], names: Container[str] = ()
) -> dict[str, dict[str, float]]:
    """Return for each word how much it speaks for relevance among all texts, for each topic among the relevant ones.

    ``names`` lean nowhere: what is reported of a place, a people or a person today is no reason to expect it of them
    tomorrow, and where there is trouble, and of what kind, the judge knows already. Nor does a word that no text has
    in small letters, for it may be a name that no list knows.
    """
    said = [words_of(each.title, each.summary)[0] for each in texts]
    told = Counter(word for words in said for word in plain_words(words))
    small = {word for words in said for word in words if word.islower()}
    kept = {word for word in told if told[word] >= FEWEST and word in small and word.removesuffix("'s") not in names}
    bags = [_bag(words, kept) for words in said]
    found: dict[str, dict[str, float]] = {}
    relevance = fit_one([(bag, each.relevant, 1.0) for each, bag in zip(texts, bags, strict=True)], {}, LEAN_PULL)
    first = [(bag, each.topics[0], 1.0) for each, bag in zip(texts, bags, strict=True) if each.relevant and each.topics]
    main = fit_choice(first, {topic: {} for topic in topics}, LEAN_PULL)
    for target, weights in {RELEVANCE: relevance, **main}.items():
        for word in kept.intersection(weights):
            if abs(weights[word]) >= LEAST:
                found.setdefault(word, {})[target] = round(weights[word], 1)
    return found


def _bag(words: Sequence[str], kept: Container[str]) -> dict[str, float]:
    plain = plain_words(words)
    return {BIAS: 1.0, **{word: 1 / evenly(len(plain)) for word in plain if word in kept}}
