"""Which earlier reports could tell the same event: found by the rarest words they share, never by reading all.

A shelf keeps the sketches of some months and forgets what is older than the newest by more than its memory.
It finds candidates and refuses to decide: ``evidence`` weighs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from usalama.stories.evidence import Sketch

MARKS = 8
"""How many of a report's rarest words are looked up."""
DEEP = 40
"""How many of the newest reports with one word are looked at: a word of many says little."""
NEAREST = 16


class Shelf:
    """Sketches by number, found by their marks; ``memory`` in days."""

    def __init__(self, memory: int) -> None:
        self.sketches: dict[int, Sketch] = {}
        self._memory = memory
        self._by_mark: dict[str, list[int]] = {}
        self._next = 0
        self._newest = 0
        self._swept = 0

    def put(self, new: Sketch) -> int:
        """Keep a sketch; return its number."""
        number, self._next = self._next, self._next + 1
        self.sketches[number] = new
        for mark in new.marks[:MARKS]:
            self._by_mark.setdefault(mark, []).append(number)
        self._newest = max(self._newest, new.report.first or 0)
        return number

    def near(self, new: Sketch) -> list[int]:
        """Return the numbers that share the most, most first."""
        common: defaultdict[int, int] = defaultdict(int)
        oldest = (new.report.first or 0) - self._memory
        for mark in new.marks[: MARKS * 2]:
            weight = int(1000 * new.tokens[mark])
            for number in self._by_mark.get(mark, ())[-DEEP:]:
                known = self.sketches.get(number)
                if known is not None and (known.report.first or 0) >= oldest:
                    common[number] += weight
        return [number for _, number in sorted([(-weight, number) for number, weight in common.items()])[:NEAREST]]

    def forgotten(self) -> Iterator[int]:
        """Drop what is too old, once a week of time at most; yield the numbers."""
        if self._newest < self._swept + 7:
            return
        self._swept = self._newest
        old = [n for n, kept in self.sketches.items() if (kept.report.first or 0) < self._newest - self._memory]
        for number in old:
            del self.sketches[number]
            yield number
        if old:
            kept = ((mark, [n for n in numbers if n in self.sketches]) for mark, numbers in self._by_mark.items())
            self._by_mark = {mark: numbers for mark, numbers in kept if numbers}
