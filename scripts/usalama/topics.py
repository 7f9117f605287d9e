"""Which topics a security text is about, the main one first: one small linear model a topic over the same features.

At least one topic is always given; it knows no list of outlets and no order but its own scores.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from usalama.model import Reason
from usalama.reading import Reading
from usalama.relevance import Features, Ground, Weights, score

AT_LEAST = 0.45
"""What a further topic needs; a little under even, so that as many are missed as are too many."""
MOST = 3


@dataclass(frozen=True, slots=True)
class Topical:
    """One topic with its probability."""

    slug: str
    probability: float


def topics_of(features: Features, weights: Weights, ground: Ground) -> tuple[Topical, ...]:
    """Return the topics at or above the line, best first; the best one even when it is below."""
    scored = [Topical(topic, score(features, weights[topic])) for topic in ground.topics if topic in weights]
    ranked = sorted(scored, key=lambda topical: (-topical.probability, ground.topics.index(topical.slug)))
    return tuple(ranked[:1] + [topical for topical in ranked[1:MOST] if topical.probability >= AT_LEAST])


def reasons(found: tuple[Topical, ...], reading: Reading) -> list[Reason]:
    """Say for each topic its score and the terms that speak for it."""
    return [Reason("topic", topical.slug, _evidence(topical, reading.strengths)) for topical in found]


def _evidence(topical: Topical, strengths: Mapping[str, object]) -> str:
    words = getattr(strengths.get(topical.slug), "words", ())
    heard = ", ".join(words) if words else "nothing of its own; nearest by the other terms"
    return f"{topical.probability:.2f}: {heard}".replace(" | ", " / ")
