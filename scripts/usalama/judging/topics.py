"""Which topics a security text is about, the main one first: two small linear models a topic over the same features.

One says whether the topic is there at all, the other ("first …") how much makes it what the text is mainly about: bombs
in a raid on police are terrorism first, and that police were hit makes it no policing story. At least one topic is
always given; it knows no list of outlets and no order but its own scores.
"""

import math
from collections.abc import Mapping, Sequence
from operator import itemgetter, mul
from typing import NamedTuple

from usalama.judging.leanings import lean_of, lean_to, most_leaning
from usalama.judging.reading import Reading
from usalama.judging.relevance import Features, Ground, Weights, muffled, sigmoid
from usalama.model import Reason

_LINE = 0.0  # the evidence that a further topic needs: a probability of a half
_POSSIBLE = -2.0  # what the main one needs where another is there: an eighth, or readers would wonder why it leads
MOST = 3
FIRST = "first "  # stands before a topic's slug in the weights that decide which topic is the main one


class Topical(NamedTuple):
    """One topic with its probability."""

    slug: str
    probability: float


def features_of(reading: Reading, features: Features, ground: Ground) -> Features:
    """Return the features of a text, and beside them what its plain words lean to among the topics.

    Most texts are far from any topic and need none of these.
    """
    return {**features, **muffled(lean_of(reading.plain, ground.topics), features)}


class Models(NamedTuple):
    """The weights of all topics laid out by feature, so that a text is weighed for all of them in one go."""

    topics: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]  # feature → its weight for each topic, then for each as the main one


def models_of(weights: Weights, ground: Ground) -> Models:
    """Return the models of those topics that have weights."""
    slugs = tuple(topic for topic in ground.topics if topic in weights)
    models = [*(weights[slug] for slug in slugs), *(weights.get(FIRST + slug, weights[slug]) for slug in slugs)]
    names = {"bias": None, **{name: None for model in models for name in model}}
    return Models(slugs, {name: tuple(model.get(name, 0.0) for model in models) for name in names})


def topics_of(features: Features, models: Models) -> tuple[Topical, ...]:
    """Return the main topic, then the others at or above the line, best first.

    Where none is at the line, the main one is given whatever its probability.
    """
    heard = [name for name in features if name in models.rows]
    values = [features[name] for name in heard]
    columns = zip(*[models.rows[name] for name in heard], strict=True)
    totals = [sum(map(mul, values, column)) for column in columns]
    first = totals[len(models.topics) :]
    if not first:
        return ()
    told = list(zip(models.topics, totals, first, strict=False))
    least = _POSSIBLE if max(totals[: len(told)]) >= _LINE else -math.inf
    main = max((each for each in told if each[1] >= least), key=itemgetter(2))[0]
    likely = [Topical(slug, sigmoid(total)) for slug, total, _ in told if total >= _LINE or slug == main]
    return tuple(sorted(likely, key=lambda topical: (topical.slug != main, -topical.probability))[:MOST])


def reasons(found: Sequence[Topical], reading: Reading) -> list[Reason]:
    """Say for each topic its score and the terms that speak for it."""
    return [Reason("topic", topical.slug, _evidence(topical, reading)) for topical in found]


def _evidence(topical: Topical, reading: Reading) -> str:
    words = getattr(reading.strengths.get(topical.slug), "words", ())
    heard = ", ".join(words) or f"nothing of its own; nearest by {_others(topical.slug, reading)}"
    return f"{topical.probability:.2f}: {heard}".replace(" | ", " / ")


def _others(topic: str, reading: Reading) -> str:
    if lean_to(reading.plain, topic) <= 0:
        return "the other terms"
    return f"plain words ({', '.join(most_leaning(reading.plain, topic))}) and the other terms"
