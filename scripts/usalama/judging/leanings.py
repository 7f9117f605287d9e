"""What the plain words of a text lean to, beside the terms that people listed: "handset" was mostly said of tracing.

A listed term says what is meant; wording says only what such words were mostly said of, in labelled headlines, and so
helps where a report is worded as nobody foresaw. Each leaning is one feature among the others, its words are its
evidence (so what is masked leans nowhere), and its table is a readable file that ``usalama train``
writes. It refuses to lean further for a long text than for a headline.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
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
Leanings = Mapping[str, Mapping[str, float]]
"""Target → word → the same: laid out so that those of a text are added up fast."""


class Heard(NamedTuple):
    """The plain words of one text, and what words lean to."""

    said: Collection[str]
    table: Leanings
    evenly: float  # by what the sum of their leans is divided

    def without(self, words: Iterable[str]) -> Heard:
        """Leave some words out: what readers may not see neither leans nor is quoted."""
        hidden = plain_words(words)
        return self._replace(said=[word for word in self.said if word not in hidden])

    def leaning(self) -> list[str]:
        """Return the words that lean to anything."""
        return [word for word in self.said if any(word in column for column in self.table.values())]


def laid_out(leans: Leans) -> Leanings:
    """Return the leans by what they lean to."""
    found: dict[str, dict[str, float]] = {to: {} for to in sorted({to for each in leans.values() for to in each})}
    for word, each in leans.items():
        for to, lean in each.items():
            found[to][word] = lean
    return found


def plain_words(words: Iterable[str]) -> dict[str, None]:
    """Return the words that may lean, in small letters and in their order, each once."""
    return dict.fromkeys([word.lower() for word in words if len(word) >= SHORTEST])


def hear(words: Iterable[str], table: Leanings) -> Heard:
    """Return the plain words of a text beside what words lean to."""
    said = plain_words(words)
    return Heard(said, table, evenly(len(said)))


def evenly(said: int) -> float:
    """Return by what the leans of ``said`` plain words are divided: a long text leans no further than a headline."""
    return float((1 + said) ** 0.5)


def silenced(heard: Heard, said: Container[str]) -> Heard:
    """Return what leans without the words that are not ``said`` and speak for a relevant text."""
    speaks = heard.table.get(RELEVANCE, {})
    return heard._replace(said=[word for word in heard.said if word in said or speaks.get(word, 0.0) <= 0])


def lean_of(heard: Heard, targets: Container[str]) -> dict[str, float]:
    """Return how far the words of a text lean to each of ``targets``, by feature."""
    found = {}
    for target, column in heard.table.items():
        if target in targets:
            lean = sum(filter(None, map(column.get, heard.said))) / heard.evenly
            if abs(lean) >= SLIGHTEST:
                found[PREFIX + target] = max(-FURTHEST, min(NEARLY if target == RELEVANCE else FURTHEST, lean))
    return found


def most_leaning(heard: Heard, target: str) -> tuple[str, ...]:
    """Return the words that lean most to a target, or most away from it where the text does so on the whole."""
    column = heard.table[target]
    leans = [(column[word], word) for word in heard.said if word in column]
    sign = 1 if sum([lean for lean, _ in leans]) > 0 else -1
    ranked = sorted([(-abs(lean), word) for lean, word in leans if lean * sign > 0])
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
