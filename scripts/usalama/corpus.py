"""Groups in a set of undated documents, told by wording alone.

Where no date is known, time cannot keep two like events apart, so the wording has to: a group is a bag of words drawn
from one distribution around the set's own (Dirichlet-multinomial), and two groups are joined while one distribution
explains both better than two do. Then each group is looked at by itself: words that all its documents share say
nothing there, and if two distributions explain it much better, it was two look-alike events and is split.
It needs no number of groups and draws no random number. It refuses to work on more than ``MOST`` documents.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from math import lgamma

FEWEST, MOST = 30, 800
"""Below, the set's own word counts say too little; above, every-pair work takes too long."""
SPREAD, LOCAL_SPREAD = 30.0, 100.0
JOIN, SPLIT = -4.0, -0.1
"""Log evidence: join at or above ``JOIN``; split where one group explains worse than two by ``SPLIT`` for each word."""
_SMALLEST_SPLIT = 6
STRAY, ATTACH = 2, -8.0
"""A group of so few documents goes to another that explains it nearly as well: events have more reports than that."""


class _Bags:
    """Bags of words and the evidence that two of them are one."""

    def __init__(self, documents: Sequence[Collection[str]], spread: float) -> None:
        counts = Counter(word for document in documents for word in document)
        told = {word for word, number in counts.items() if number > 1}
        total = sum(counts[word] for word in told) or 1
        self.spread = spread
        self.share = {word: spread * counts[word] / total for word in sorted(told)}
        self.documents = [Counter(sorted(word for word in document if word in told)) for document in documents]
        self._terms: dict[tuple[str, int], float] = {}

    def _term(self, word: str, number: int) -> float:
        value = self._terms.get((word, number))
        if value is None:
            share = self.share[word]
            value = self._terms[word, number] = lgamma(share + number) - lgamma(share)
        return value

    def gain(self, one: Mapping[str, int], other: Mapping[str, int], sizes: tuple[int, int]) -> float:
        """Return the log evidence for one distribution over two."""
        spread, (first, second) = self.spread, sizes
        found = lgamma(spread + first) + lgamma(spread + second) - lgamma(spread + first + second) - lgamma(spread)
        if len(one) > len(other):
            one, other = other, one
        for word, number in one.items():
            more = other.get(word)
            if more:
                found += self._term(word, number + more) - self._term(word, number) - self._term(word, more)
        return found


class _Growth:
    """Groups grown greedily from single documents."""

    def __init__(self, bags: _Bags, weaken: float) -> None:
        self.bags, self.weaken = bags, weaken
        self.words = {number: Counter(words) for number, words in enumerate(bags.documents)}
        self.sizes = {number: sum(words.values()) for number, words in self.words.items()}
        self.members = {number: [number] for number in self.words}
        self.version = dict.fromkeys(self.words, 0)
        self.heap: list[tuple[float, int, int, int, int]] = []
        for one in self.words:
            for other in range(one):
                self._offer(other, one)

    def _offer(self, one: int, other: int) -> None:
        one, other = min(one, other), max(one, other)
        gain = self.bags.gain(self.words[one], self.words[other], (self.sizes[one], self.sizes[other]))
        gain /= min(len(self.members[one]), len(self.members[other])) ** self.weaken
        heapq.heappush(self.heap, (-gain, one, other, self.version[one], self.version[other]))

    def grow(self, until: float, fewest: int = 1) -> list[list[int]]:
        """Join the best two while that gains at least ``until`` and more than ``fewest`` groups are left."""
        while self.heap and len(self.members) > fewest:
            gain, one, other, first, second = heapq.heappop(self.heap)
            if one not in self.members or other not in self.members:
                continue
            if (self.version[one], self.version[other]) != (first, second):
                continue
            if -gain < until:
                break
            self._join(one, other)
        return [sorted(members) for members in self.members.values()]

    def _join(self, one: int, other: int) -> None:
        self.words[one] += self.words.pop(other)
        self.sizes[one] += self.sizes.pop(other)
        self.members[one] += self.members.pop(other)
        self.version[one] += 1
        for third in self.members:
            if third != one:
                self._offer(one, third)


def group_by_wording(documents: Sequence[Collection[str]], details: Sequence[Collection[str]]) -> list[list[int]]:
    """Return groups of document numbers, in order of their first document.

    ``documents`` are the words that bring documents together; ``details``, where names and figures count twice, are
    those that keep look-alike events apart.
    """
    coarse = _Growth(_Bags(documents, SPREAD), 0.0).grow(JOIN)
    fine = [part for members in coarse for part in _split(details, members)]
    return sorted(_attach(documents, fine), key=lambda members: members[0])


def _attach(documents: Sequence[Collection[str]], groups: Sequence[list[int]]) -> list[list[int]]:
    """Return the groups with strays put where they fit."""
    bags = _Bags(documents, SPREAD)
    whole = [sorted(members) for members in groups if len(members) > STRAY]
    sums = [_sum(bags, members) for members in whole]
    sizes = [sum(words.values()) for words in sums]
    alone = []
    for members in groups:
        if len(members) > STRAY:
            continue
        words = _sum(bags, members)
        size = sum(words.values())
        gains = [bags.gain(one, words, (many, size)) for one, many in zip(sums, sizes, strict=True)]
        best = max(range(len(gains)), key=gains.__getitem__, default=-1)
        if best >= 0 and gains[best] >= ATTACH:
            whole[best] = sorted(whole[best] + members)
        else:
            alone.append(members)
    return [*whole, *alone]


def _split(details: Sequence[Collection[str]], members: list[int]) -> list[list[int]]:
    if len(members) < _SMALLEST_SPLIT:
        return [members]
    bags = _Bags([details[number] for number in members], LOCAL_SPREAD)
    halves = _Growth(bags, 0.5).grow(float("-inf"), fewest=2)
    first, second = _settle(bags, halves[0], halves[-1])
    if min(len(first), len(second)) <= 1:
        return [members]
    one, other = _sum(bags, first), _sum(bags, second)
    gain = bags.gain(one, other, (sum(one.values()), sum(other.values())))
    if gain > SPLIT * sum(len(details[number]) for number in members):
        return [members]
    parts = ([members[number] for number in half] for half in (first, second))
    return [piece for part in parts for piece in _split(details, part)]


def _settle(bags: _Bags, first: Iterable[int], second: Iterable[int]) -> tuple[list[int], list[int]]:
    """Move single documents to the half that explains them better, a few times over."""
    sides = dict.fromkeys(first, 0) | dict.fromkeys(second, 1)
    for _ in range(4):
        moved = False
        sums = [_sum(bags, [number for number in sides if sides[number] == side]) for side in (0, 1)]
        for number in sorted(sides):
            words = bags.documents[number]
            sums[sides[number]] -= words
            size = sum(words.values())
            gains = [bags.gain(whole, words, (sum(whole.values()), size)) for whole in sums]
            better = 0 if gains[0] >= gains[1] else 1
            moved = moved or better != sides[number]
            sides[number] = better
            sums[better] += words
        if not moved:
            break
    return [n for n in sorted(sides) if sides[n] == 0], [n for n in sorted(sides) if sides[n] == 1]


def _sum(bags: _Bags, numbers: Iterable[int]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for number in numbers:
        whole += bags.documents[number]
    return whole
