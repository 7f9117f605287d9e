"""Bags of words and the evidence that two of them were drawn from one distribution rather than from two.

The distributions are unknown and lie around the set's own (Dirichlet-multinomial), so that a word which is common in
the set says little. Groups grow from single documents by joining the two that one distribution explains best. Nothing
is random, and words that one document alone has are left out: they say nothing of two.
"""

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import lgamma, log

Bag = Mapping[str, int]  # word → in how many documents of a group it is


class Bags:
    """The documents of one set as bags; ``spread`` is how closely a group's words follow the set's, in words.

    Words of fewer than ``fewest`` documents are left out.
    """

    def __init__(self, documents: Sequence[Collection[str]], spread: float, fewest: int = 2) -> None:
        counts = Counter(word for document in documents for word in set(document))
        told = {word for word, number in counts.items() if number >= fewest}
        total = sum(counts[word] for word in told) or 1
        self.spread = spread
        self.share = {word: spread * counts[word] / total for word in sorted(told)}
        self.documents = [tuple(sorted(told.intersection(document))) for document in documents]
        self._terms: dict[tuple[str, int], float] = {}

    def words_below(self, part: float) -> int:
        """Return the number of words in all documents together, without those of ``part`` of the documents or more."""
        counts = Counter(word for document in self.documents for word in document)
        return sum(number for number in counts.values() if number < part * len(self.documents))

    def bag(self, numbers: Iterable[int]) -> Counter[str]:
        """Return the bag of some documents."""
        return Counter(word for number in numbers for word in self.documents[number])

    def gain(self, one: Bag, other: Bag, sizes: tuple[int, int]) -> float:
        """Return the log evidence for one distribution over two; ``sizes`` are the bags' numbers of words."""
        found = self._of_sizes(*sizes)
        if len(one) > len(other):
            one, other = other, one
        for word, number in one.items():
            more = other.get(word)
            if more:
                found += self._term(word, number + more) - self._term(word, number) - self._term(word, more)
        return found

    def gain_of_document(self, number: int, bag: Bag, size: int) -> float:
        """Return the log evidence that a document outside a bag of ``size`` words belongs to it."""
        words = self.documents[number]
        found = self._of_sizes(len(words), size)
        for word in words:
            known = bag.get(word)
            if known:
                found += log(1 + known / self.share[word])
        return found

    def _of_sizes(self, one: int, other: int) -> float:
        spread = self.spread
        return lgamma(spread + one) + lgamma(spread + other) - lgamma(spread + one + other) - lgamma(spread)

    def _term(self, word: str, number: int) -> float:
        value = self._terms.get((word, number))
        if value is None:
            share = self.share[word]
            value = self._terms[word, number] = lgamma(share + number) - lgamma(share)
        return value


class Growth:
    """Groups grown greedily from single documents: all of a set, or those of some ``numbers``.

    The evidence for joining two is divided by the number of documents of the smaller to the power of ``weaken``: 0
    counts the evidence as it is, 1 counts it a document, so that a few alike documents are not held apart for long.
    """

    def __init__(self, bags: Bags, weaken: float, numbers: Iterable[int] | None = None) -> None:
        self.bags, self.weaken = bags, weaken
        chosen = sorted(range(len(bags.documents)) if numbers is None else numbers)
        self.words = {number: Counter(bags.documents[number]) for number in chosen}
        self.sizes = {number: len(bags.documents[number]) for number in chosen}
        self.members = {number: [number] for number in chosen}
        self.version = dict.fromkeys(chosen, 0)
        self.heap: list[tuple[float, int, int, int, int]] = []
        for place, one in enumerate(chosen):
            for other in chosen[:place]:
                self._offer(other, one)

    def _offer(self, one: int, other: int) -> None:
        gain = self.bags.gain(self.words[one], self.words[other], (self.sizes[one], self.sizes[other]))
        gain /= min(len(self.members[one]), len(self.members[other])) ** self.weaken
        heapq.heappush(self.heap, (-gain, one, other, self.version[one], self.version[other]))

    def grow(self, until: float, fewest: int = 1) -> list[list[int]]:
        """Join the best two while that gains at least ``until`` and more than ``fewest`` groups are left."""
        while self.heap and len(self.members) > fewest:
            loss, one, other, first, second = heapq.heappop(self.heap)
            if (self.version[one], self.version[other]) != (first, second):
                continue
            if -loss < until:
                break
            self._join(one, other)
        return [sorted(members) for members in self.members.values()]

    def _join(self, one: int, other: int) -> None:
        self.words[one] += self.words.pop(other)
        self.sizes[one] += self.sizes.pop(other)
        self.members[one] += self.members.pop(other)
        self.version[one] += 1
        self.version[other] += 1  # it is no more
        for third in self.members:
            if third != one:
                self._offer(min(one, third), max(one, third))
