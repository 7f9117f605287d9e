"""Fit what plain words lean to: relevance is one choice among all texts, the main topic another among relevant ones.

It refuses names: what is reported of a place or a person today is no reason to expect it of them tomorrow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import chain

from usalama.judging.leanings import RELEVANCE, evenly, plain_words
from usalama.judging.rulebook import Rulebook, rows
from usalama.judging.terms import words_of
from usalama.labelled.fitting import fit_choice, fit_one

WHO = frozenset({"first name", "surname", "community", "people", "no lean"})
"""Kinds of names.csv that are somebody's: a person's, a people's, a faith's, a party's."""
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


def names_of(rulebook: Rulebook) -> frozenset[str]:
    """Return the places at home and abroad, persons, peoples, faiths and parties of one word, in small letters.

    Of an area's name each word is one: "West" is said of two of them and was a sign of what is told of those.
    """
    places = [row["name"] for row in rows("places.csv", rulebook.files)]
    places += [word for row in rows("counties.csv", rulebook.files) for word in row["name"].split()]
    lists = [row["names"] for row in rows("foreign.csv", rulebook.files)]
    lists += [row["names"] for row in rows("names.csv", rulebook.files) if row["kind"] in WHO]
    return frozenset(name.lower() for name in (*places, *chain.from_iterable(each.split("|") for each in lists)))
