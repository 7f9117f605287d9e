"""What the plain words of a text lean to, beside the terms that people listed: "handset" was mostly said of tracing.

A listed term says what is meant; wording says only what such words were mostly said of, in labelled headlines, and so
helps where a report is worded as nobody foresaw. Each leaning is one feature among the others, its words are its
evidence (so what is masked leans nowhere: ``without``), and its table is a readable file that ``usalama train``
writes. It refuses to lean further for a long text than for a headline.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import NamedTuple

from usalama.errors import CATALOG, CatalogError
from usalama.formats.rows import numbers, render_numbers, rows, write_table
from usalama.formats.tables import nearest

FILE = "leanings.csv"
HEAD = ("word", "leans")
PREFIX = "leaning "
"""Stands before "relevance" or a topic's slug in the names of the features."""
RELEVANCE = "relevance"
"""The target beside the topics."""
SHORTEST = 3
"""Letters of a word that is looked at."""
FURTHEST = 3.0
"""How far a text may lean: no judgement hangs on plain words alone, however many of them."""
SLIGHTEST = 0.25
"""What is no leaning yet."""
SHOWN = 3

Leans = Mapping[str, Mapping[str, float]]
"""Word → target → how much the word speaks for it."""


@dataclass(frozen=True, slots=True)
class Leanings:
    """The leans of all words, laid out so that those of a text are added up fast."""

    targets: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]
    """Word → its lean to each target."""


class Heard(NamedTuple):
    """The words of one text that lean."""

    targets: tuple[str, ...]
    rows: Mapping[str, tuple[float, ...]]
    """Word → its lean to each target."""
    evenly: float
    """By what their sum is divided."""


def laid_out(leans: Leans) -> Leanings:
    """Return the leans with a place for each target."""
    targets = tuple(sorted({target for each in leans.values() for target in each}))
    return Leanings(targets, {word: tuple(each.get(to, 0.0) for to in targets) for word, each in leans.items()})


def without(table: Leanings, words: Iterable[str]) -> Leanings:
    """Return the leanings without some words: what readers may not see neither leans nor is quoted."""
    rows = dict(table.rows)
    for word in plain_words(words):
        rows.pop(word, None)
    return replace(table, rows=rows)


def plain_words(words: Iterable[str]) -> dict[str, None]:
    """Return the words that may lean, in small letters and in their order, each once."""
    return dict.fromkeys([word.lower() for word in words if len(word) >= SHORTEST])


def hear(words: Iterable[str], table: Leanings) -> Heard:
    """Return the words of a text that lean."""
    said, rows = plain_words(words), table.rows
    return Heard(table.targets, {word: rows[word] for word in filter(rows.__contains__, said)}, evenly(len(said)))


def silenced(heard: Heard, said: Container[str]) -> Heard:
    """Return what leans without the words that are not ``said`` and speak for a relevant text."""
    place = heard.targets.index(RELEVANCE) if RELEVANCE in heard.targets else None
    kept = {word: row for word, row in heard.rows.items() if word in said or place is None or row[place] <= 0}
    return heard._replace(rows=kept)


def evenly(said: int) -> float:
    """Return by what the leans of ``said`` plain words are divided: a long text leans no further than a headline."""
    return float((1 + said) ** 0.5)


def lean_of(heard: Heard, targets: Container[str]) -> dict[str, float]:
    """Return how far the words of a text lean to each of ``targets``, by feature."""
    found = {}
    for place, target in enumerate(heard.targets):
        if target in targets:
            lean = sum([row[place] for row in heard.rows.values()]) / heard.evenly
            if abs(lean) >= SLIGHTEST:
                found[PREFIX + target] = max(-FURTHEST, min(FURTHEST, lean))
    return found


def loudest(heard: Heard, target: str) -> tuple[str, ...]:
    """Return the words that lean most to a target, or most away from it where the text does so on the whole."""
    place = heard.targets.index(target)
    leans = [(row[place], word) for word, row in heard.rows.items()]
    sign = 1 if sum([lean for lean, _ in leans]) > 0 else -1
    ranked = sorted([(-abs(lean), word) for lean, word in leans if lean * sign > 0])
    return tuple([word for _, word in ranked[:SHOWN]])


def read_leanings(files: Mapping[str, str], topics: Sequence[str] = ()) -> Leanings:
    """Return the leanings of ``leanings.csv``; none where nobody has trained any.

    With ``topics``, refuse a lean to anything else: it counts for nothing.
    """
    found: dict[str, dict[str, float]] = {}
    text, name, targets = files.get(FILE, ""), f"{CATALOG}/{FILE}", (RELEVANCE, *topics)
    for line, row in rows(text, name, HEAD) if text.strip() else ():
        try:
            leans = numbers(row["leans"].split("; "))
        except ValueError:
            leans = {}
        if not leans or "" in leans or "=" in "".join(leans) or not isfinite(sum(leans.values())):
            raise CatalogError(f"{name}: line {line}: leans: write target=number; target=number")
        for target in leans if topics else ():
            if target not in targets:
                mend = f"usalama train writes the table anew; {nearest(target, targets)}"
                raise CatalogError(f"{name}: line {line}: leans: no topic {target!r}; {mend}")
        found[row["word"]] = leans
    return laid_out(found)


def render_leans(leans: Leans) -> str:
    """Return the file's text, ordered by word."""
    return write_table(HEAD, ((word, render_numbers(leans[word])) for word in sorted(leans)))
