"""What a maintainer should look at: the entries that came near the line, on either side of it.

It orders and tells; it decides nothing. A filled-in table goes to ``usalama learn``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from usalama.formats.rows import write_table
from usalama.judging.relevance import THRESHOLD

HEAD = ("id", "correct", "kept", "relevance", "title", "summary", "lang", "topics", "why")
NEAR_BELOW = 0.05
"""Dropped entries below this are no near misses."""
NEAR_ABOVE = 0.8
"""Kept entries above this are not doubtful."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One entry near the line."""

    key: str
    kept: bool
    relevance: float
    title: str
    summary: str
    language: str
    topics: tuple[str, ...]
    why: str
    day: str
    """When it was published, or read, as a person is told it."""


def doubtful(found: Iterable[Doubt], most: int) -> list[Doubt]:
    """Return the entries nearest to the line, the most doubtful first."""
    near = [doubt for doubt in found if NEAR_BELOW <= doubt.relevance <= NEAR_ABOVE]
    return sorted(near, key=lambda doubt: (abs(doubt.relevance - THRESHOLD), doubt.key))[:most]


def review_table(doubts: Iterable[Doubt]) -> str:
    """Return the table to fill in: ``correct`` takes 1 (Kenyan security news) or 0 (not), the rest is for reading."""
    return write_table(
        HEAD,
        [
            (
                doubt.key,
                "",
                str(int(doubt.kept)),
                f"{doubt.relevance:.2f}",
                doubt.title,
                doubt.summary,
                doubt.language,
                ";".join(doubt.topics),
                doubt.why,
            )
            for doubt in doubts
        ],
    )
