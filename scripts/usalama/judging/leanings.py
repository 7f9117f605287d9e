"""What the plain words of a text lean to, beside the terms that people listed: "handset" was mostly said of tracing.

A listed term says what is meant; wording says only what such words were mostly said of, in labelled headlines, and so
helps where a report is worded as nobody foresaw. Each leaning is one feature among the others, its words are its
evidence (so what is masked leans nowhere), and its table is a readable file that ``usalama train``
writes. It refuses to lean further for a long text than for a headline.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from usalama.errors import CATALOG, CatalogError
from usalama.formats.rows import numbers, refuse_torn, render_numbers, rows, write_table
from usalama.formats.tables import nearest

FILE = "leanings.csv"
HEAD = ("word", "leans")
PREFIX = "leaning "  # stands before "relevance" or a topic's slug in the names of the features
RELEVANCE = "relevance"  # the target beside the topics
SHORTEST = 3  # letters of a word that is looked at
FURTHEST = 3.0  # how far a text may lean to a topic
NEARLY = 2.35  # and how far to a relevant one: none is published for its plain words alone, however many speak for it
SLIGHTEST = 0.25  # what is no leaning yet
SHOWN = 3

Leans = Mapping[str, Mapping[str, float]]  # word → target → how much the word speaks for it


class Leanings(NamedTuple):
    """The same, laid out so that those of a text are added up for all targets in one go."""

    targets: tuple[str, ...]  # ``RELEVANCE``, then the topics
    rows: Mapping[str, tuple[float, ...]]  # word → how much it speaks for each of them


class Heard(NamedTuple):
    """What the plain words of one text lean to."""

    leaning: Mapping[str, tuple[float, ...]]  # each that leans to anything → how much to each of ``targets``
    targets: tuple[str, ...]
    evenly: float  # by what the sum of their leans is divided

    def without(self, words: Iterable[str]) -> Heard:
        """Leave some words out: what readers may not see neither leans nor is quoted."""
        hidden = plain_words(words)
        return self._replace(leaning={word: row for word, row in self.leaning.items() if word not in hidden})


def laid_out(leans: Leans) -> Leanings:
    """Return the leans as rows."""
    nowhere = dict.fromkeys((RELEVANCE, *sorted(set[str]().union(*leans.values()))), 0.0)
    return Leanings((*nowhere,), {word: tuple({**nowhere, **each}.values()) for word, each in leans.items()})


def plain_words(words: Iterable[str]) -> dict[str, None]:
    """Return the words that may lean, in small letters and in their order, each once."""
    return dict.fromkeys([word.lower() for word in words if len(word) >= SHORTEST])


def hear(words: Iterable[str], table: Leanings) -> Heard:
    """Return what the plain words of a text lean to."""
    said, rows = plain_words(words), table.rows
    return Heard({word: rows[word] for word in said if word in rows}, table.targets, evenly(len(said)))


def evenly(said: int) -> float:
    """Return by what the leans of ``said`` plain words are divided: a long text leans no further than a headline."""
    return float((1 + said) ** 0.5)


def silenced(heard: Heard, said: Container[str]) -> Heard:
    """Return what leans without the words that are not ``said`` and speak for a relevant text."""
    return heard._replace(leaning={word: row for word, row in heard.leaning.items() if word in said or row[0] <= 0})


def lean_of(heard: Heard, targets: Container[str]) -> dict[str, float]:
    """Return how far the words of a text lean to each of ``targets``, by feature."""
    found = {}
    columns = zip(*heard.leaning.values(), strict=True)
    for target, column in zip(heard.targets, columns, strict=False):  # no column where no word leans
        if target in targets and (lean := _bounded(sum(column) / heard.evenly, target)):
            found[PREFIX + target] = lean
    return found


def lean_to(heard: Heard, target: str) -> float:
    """Return how far the words of a text lean to one target; 0 where they hardly do."""
    if target not in heard.targets:
        return 0.0
    at = heard.targets.index(target)
    return _bounded(sum([row[at] for row in heard.leaning.values()]) / heard.evenly, target)


def _bounded(lean: float, target: str) -> float:
    if abs(lean) < SLIGHTEST:
        return 0.0
    return max(-FURTHEST, min(NEARLY if target == RELEVANCE else FURTHEST, lean))


def most_leaning(heard: Heard, target: str) -> tuple[str, ...]:
    """Return the words that lean most to a target, or most away from it where the text does so on the whole."""
    at = heard.targets.index(target)
    sign = -1 if sum([row[at] for row in heard.leaning.values()]) > 0 else 1
    leans = [(sign * row[at], word) for word, row in heard.leaning.items()]
    ranked = sorted([each for each in leans if each[0] < 0])
    return tuple([word for _, word in ranked[:SHOWN]])


def read_leanings(files: Mapping[str, str], topics: Sequence[str] = ()) -> Leanings:
    """Return the leanings of ``leanings.csv``; none where nobody has trained any.

    With ``topics``, refuse a lean to anything else: it counts for nothing.
    """
    found: dict[str, dict[str, float]] = {}
    text, name, targets = files.get(FILE, ""), f"{CATALOG}/{FILE}", (RELEVANCE, *topics)
    refuse_torn(text, name)
    for line, row in rows(text, name, HEAD) if text.strip() else ():
        try:
            leans = numbers(row["leans"].split("; "))
        except ValueError:
            raise CatalogError(f"{name}: line {line}: leans: write target=number; target=number") from None
        for target in leans if topics else ():
            if target not in targets:
                mend = f"usalama train writes the table anew; {nearest(target, targets)}"
                raise CatalogError(f"{name}: line {line}: leans: no topic {target!r}; {mend}")
        found[row["word"]] = leans
    return laid_out(found)


def render_leans(leans: Leans) -> str:
    """Return the file's text, ordered by word."""
    return write_table(HEAD, ((word, render_numbers(leans[word])) for word in sorted(leans)))
