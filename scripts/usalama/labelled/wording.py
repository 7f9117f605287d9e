"""How labelled texts teach which plain words lean where: each word has a weight, fitted to what was said of what.

Relevance is one choice among all texts, the main topic another among the relevant ones. It reads no file and knows no
term: the same texts give the same leans.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass

from usalama.judging.leanings import RELEVANCE, evenly, plain_words
from usalama.judging.terms import words_of
from usalama.labelled.fitting import fit_choice, fit_one

FEWEST = 3
"""Texts that a word must stand in."""
PULL = 0.00002
"""How strongly a lean is held to none, for each text's worth of data."""
LEAST = 0.3
"""A weaker lean is left out."""
BIAS = ""
"""Is no word."""


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
    relevance = fit_one([(bag, each.relevant, 1.0) for each, bag in zip(texts, bags, strict=True)], {}, PULL)
    first = [(bag, each.topics[0], 1.0) for each, bag in zip(texts, bags, strict=True) if each.relevant and each.topics]
    for target, weights in {RELEVANCE: relevance, **fit_choice(first, {topic: {} for topic in topics}, PULL)}.items():
        for word in kept.intersection(weights):
            if abs(weights[word]) >= LEAST:
                found.setdefault(word, {})[target] = round(weights[word], 1)
    return found


def _bag(words: Sequence[str], kept: Container[str]) -> dict[str, float]:
    plain = plain_words(words)
    return {BIAS: 1.0, **{word: 1 / evenly(len(plain)) for word in plain if word in kept}}
