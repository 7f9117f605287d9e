"""How labelled texts teach which words lean where: counted, never fitted, so that one text alone moves little.

A word's lean is the logarithm of how much more often it was said of a topic, or of what is relevant, than of all else.
A word of fewer than three texts is in no table. It reads no file and knows no model.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass

from usalama.judging.leanings import plain_words
from usalama.judging.terms import words_of

FEWEST = 3
"""Texts that a word must stand in."""
LEAST = 0.5
"""A weaker lean is left out: chance makes it."""
MOST = 2.5
"""And a stronger one is cut: few texts prove no more."""
HALF = 0.5
"""Stands for the text that was not seen."""


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
    """Return for each word what it leans to: relevance among all texts, each topic among the relevant ones.

    ``names`` lean nowhere: what is reported of a place, a people or a person today is no reason to expect it of them
    tomorrow, and where there is trouble, and of what kind, the judge knows already.
    """
    said = [(each, _words(each, names)) for each in texts]
    relevant = [(each, words) for each, words in said if each.relevant and each.topics]
    found: dict[str, dict[str, float]] = {}
    _count(said, "relevance", lambda each: each.relevant, found)
    for topic in topics:
        _count(relevant, topic, lambda each, topic=topic: topic in each.topics, found)  # type: ignore[misc]
    return found


def _words(text: Labelled, names: Container[str]) -> frozenset[str]:
    said = plain_words(words_of(text.title, text.summary)[0])
    return frozenset(word for word in said if word[0].isalpha() and word.removesuffix("'s") not in names)


def _count(
    said: Sequence[tuple[Labelled, frozenset[str]]],
    target: str,
    is_of: Callable[[Labelled], bool],
    found: dict[str, dict[str, float]],
) -> None:
    texts = [words for each, words in said if is_of(each)]
    everywhere = Counter(word for _, words in said for word in words)
    there = Counter(word for words in texts for word in words)
    of, against = len(texts) + 2 * HALF, len(said) - len(texts) + 2 * HALF
    for word, count in everywhere.items():
        if count >= FEWEST:
            lean = math.log((there[word] + HALF) / of) - math.log((count - there[word] + HALF) / against)
            if abs(lean) >= LEAST:
                found.setdefault(word, {})[target] = round(max(-MOST, min(MOST, lean)), 1)
