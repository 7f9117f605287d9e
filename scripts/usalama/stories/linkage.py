"""Groups grown from pairs: the two closest groups are joined until no two are close enough.

Closeness of two groups is part their best pair, part the mean over all pairs, so that one chance likeness does not
join two events and one odd report does not keep an event apart. The result does not depend on the order of input.
"""

import heapq
from collections.abc import Mapping

BEST = 0.6  # how much the best pair counts; the rest is the mean
CAP, FLOOR = 1.8, -9.5
"""A pair speaks for or against no more than this; a pair that shares nothing speaks with ``FLOOR``."""


def bounded(score: float) -> float:
    """Return a pair's score within what one pair may say."""
    return min(CAP, max(FLOOR, score))


def closeness(best: float, total: float, told: int, pairs: int) -> float:
    """Return how close two groups are: ``told`` of their ``pairs`` have a score, ``total`` together."""
    return BEST * best + (1 - BEST) * (total + FLOOR * (pairs - told)) / pairs


class _Groups:
    """Groups, and for each two that touch: best, total and number of scores."""

    def __init__(self, size: int, scores: Mapping[tuple[int, int], float]) -> None:
        self.members = {number: [number] for number in range(size)}
        self.links: dict[int, dict[int, tuple[float, float, int]]] = {number: {} for number in range(size)}
        self.version = [0] * size
        self.heap: list[tuple[float, int, int, int, int]] = []
        for (one, other), score in sorted(scores.items()):
            link = (bounded(score), bounded(score), 1)
            self.links[one][other] = self.links[other][one] = link
            if score >= 0:
                self._offer(one, other)

    def _offer(self, one: int, other: int) -> None:
        one, other = min(one, other), max(one, other)
        best, total, told = self.links[one][other]
        close = closeness(best, total, told, len(self.members[one]) * len(self.members[other]))
        if close >= 0:
            heapq.heappush(self.heap, (-close, one, other, self.version[one], self.version[other]))

    def join_all(self) -> list[list[int]]:
        while self.heap:
            _, one, other, first, second = heapq.heappop(self.heap)
            if (self.version[one], self.version[other]) == (first, second):
                self._join(one, other)
        return [sorted(members) for members in self.members.values()]

    def _join(self, one: int, other: int) -> None:
        self.members[one] += self.members.pop(other)
        self.version[one] += 1
        self.version[other] += 1  # it is no more
        moved = self.links.pop(other)
        moved.pop(one)
        del self.links[one][other]
        for third, link in moved.items():
            del self.links[third][other]
            mine = self.links[one].get(third)
            if mine:
                link = (max(mine[0], link[0]), mine[1] + link[1], mine[2] + link[2])  # noqa: PLW2901  joined below
            self.links[one][third] = self.links[third][one] = link
        for third in self.links[one]:
            self._offer(one, third)


def group(size: int, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Return groups of the numbers below ``size``, given the scores of pairs (smaller number first)."""
    return sorted(_Groups(size, scores).join_all(), key=lambda members: members[0])
