"""One text read once: its words, the terms and places found in it, and the strength of each class of terms.

Everything that judges works on this record; nothing here judges. Strengths are counted so that a long text (a whole
article) does not speak louder than a headline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import NamedTuple, TypeAlias

from usalama.judging.leanings import Heard, Leanings, hear
from usalama.judging.places import Gazetteer, Mention
from usalama.judging.terms import Hit, Lexicon, Term, words_of

SUMMARY_SHARE = 0.7
"""What a term in the summary counts for, against one in the title."""
REPEAT_SHARE = 0.2
"""What each further, different term of a class adds, up to ``REPEATS``."""
REPEATS = 3
LONGEST = 12_000
"""Characters of a title or summary that are read: two thousand words tell what an article is about."""
MASKED = "[masked]"
"""What a reason quotes of words that readers may not see."""
GRADES: Mapping[str, float] = {"strong": 1.0, "fair": 0.75, "weak": 0.5, "ambiguous": 0.25}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Two classes of terms within so many words of each other, in this order, speak for a third."""

    first: str
    then: str
    within: int
    speaks_for: str
    grade: float


class Strength(NamedTuple):
    """How loudly a class speaks, and the words it was heard in."""

    value: float
    title: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one title and summary."""

    words: tuple[str, ...]
    hits: tuple[Hit[Term], ...]
    places: tuple[Mention, ...]
    strengths: Mapping[str, Strength]
    plain: Heard
    """The plain words that lean."""


Spotted: TypeAlias = tuple[str, float, int, int, bool]
"""One class heard at one place: what is spoken for, how strongly, the words from and to, whether in the title."""


def read(
    title: str,
    summary: str,
    lexicon: Lexicon[Term],
    gazetteer: Gazetteer,
    patterns: Mapping[str, Sequence[Pattern]],
    leanings: Leanings,
) -> Reading:
    """Read a title and a summary."""
    words, title_end = words_of(title[:LONGEST], summary[:LONGEST])
    hits = lexicon.find(words, title_end)
    spotted = [
        (name, term.grade, start, end, in_title)
        for start, end, values, in_title in hits
        for term in values
        for name in term.classes
    ]
    spotted.extend(_patterns(spotted, patterns, title_end))
    places = gazetteer.mentions(words, title_end)
    strengths = _strengths(spotted, words, bare=title_end == 0)
    return Reading(tuple(words), tuple(hits), places, strengths, hear(words, leanings))


def unquoted(reading: Reading, hidden: frozenset[str]) -> Reading:
    """Return the reading with the same strengths and places, but none of the ``hidden`` words to be quoted."""

    def told(words: str) -> str:
        return words if hidden.isdisjoint(words.split()) else MASKED

    strengths = {
        name: strength._replace(words=tuple(dict.fromkeys(map(told, strength.words))))
        for name, strength in reading.strengths.items()
    }
    places = tuple(place._replace(name=told(place.name)) for place in reading.places)
    return replace(reading, strengths=strengths, places=places)


def _patterns(spotted: Sequence[Spotted], patterns: Mapping[str, Sequence[Pattern]], title_end: int) -> list[Spotted]:
    found = []
    heard = {name for name, *_ in spotted}
    for index, (name, _, start, _, _) in enumerate(spotted):
        for pattern in patterns.get(name, ()):
            end = _end(spotted, index, pattern) if pattern.then in heard else None
            if end is not None:
                found.append((pattern.speaks_for, pattern.grade, start, end, start < title_end))
    return found


def _end(spotted: Sequence[Spotted], index: int, pattern: Pattern) -> int | None:
    """Return where the nearest class ends that completes a pattern begun at ``index``, in its reach and its zone."""
    _, _, _, first_end, first_in_title = spotted[index]
    for name, _, start, end, in_title in islice(spotted, index + 1, None):
        if start > first_end + pattern.within or in_title != first_in_title:
            return None
        if name == pattern.then and start >= first_end:
            return end
    return None


def _strengths(spotted: Sequence[Spotted], words: Sequence[str], *, bare: bool) -> dict[str, Strength]:
    """Return for each class its loudest term, a little for each different further one, and the title's part."""
    by_class: dict[str, dict[str, tuple[float, bool]]] = {}
    for name, grade, start, end, in_title in spotted:
        as_title = in_title or bare
        loudness = grade if as_title else grade * SUMMARY_SHARE
        said = words[start] if end - start == 1 else " ".join(words[start:end])
        heard = by_class.get(name)
        if heard is None:
            by_class[name] = {said: (loudness, as_title)}
        elif said not in heard or heard[said][0] < loudness:
            heard[said] = (loudness, as_title)
    return {name: _strength(heard) for name, heard in by_class.items()}


def _strength(heard: Mapping[str, tuple[float, bool]]) -> Strength:
    if len(heard) == 1:
        ((word, (grade, in_title)),) = heard.items()
        return tuple.__new__(Strength, (grade, grade if in_title else 0.0, (word,)))
    ranked = sorted(heard.items(), key=lambda item: -item[1][0])
    grades = [grade for _, (grade, _) in ranked]
    further = {word.lower() for word, _ in ranked[1:]}
    value = grades[0] + REPEAT_SHARE * sum(sorted(grades[1 : 1 + min(REPEATS, len(further))], reverse=True))
    title = max((grade for grade, in_title in heard.values() if in_title), default=0.0)
    return Strength(value, title, tuple(word for word, _ in ranked[:4]))
