"""What a maintainer should look at: the entries nearest to the line, and the table to answer in."""

from collections.abc import Iterable
from dataclasses import dataclass

from usalama.formats.rows import write_table
from usalama.judging.relevance import DOUBT, THRESHOLD

REVIEWED = ("id", "correct", "kept", "relevance", "title", "summary", "lang", "topics", "why")
NEAR_ABOVE = 0.8  # kept entries above this are not doubtful


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
    day: str  # when it was published, or read, as a person is told it
    answer: str = ""  # "1" where the desk let it in, which says that it is security news


def doubtful(found: Iterable[Doubt], most: int) -> list[Doubt]:
    """Return the entries that are answered already, then those nearest to the line, the most doubtful first."""
    near = [doubt for doubt in found if doubt.answer or DOUBT <= doubt.relevance <= NEAR_ABOVE]
    return sorted(near, key=lambda doubt: (not doubt.answer, abs(doubt.relevance - THRESHOLD), doubt.key))[:most]


def review_table(doubts: Iterable[Doubt]) -> str:
    """Return the table to fill in: ``correct`` takes 1 (Kenyan security news) or 0 (not), the rest is for reading."""

    def row(d: Doubt) -> tuple[str, ...]:
        judged = d.key, d.answer, str(int(d.kept)), f"{d.relevance:.2f}"
        return *judged, d.title, d.summary, d.language, ";".join(d.topics), d.why

    return write_table(REVIEWED, map(row, doubts))
