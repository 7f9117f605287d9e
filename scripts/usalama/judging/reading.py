"""One text read once: its words, the terms and places found in it, and the strength of each class of terms.

Everything that judges works on this record; nothing here judges. Strengths are counted so that a long text (a whole
article) does not speak louder than a headline.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from usalama.judging.facts import QUOTED, Facts, Spotted, Strength, settle, spotted_near
from usalama.judging.leanings import Heard, Leanings, hear, plain_words, silenced
from usalama.judging.places import Gazetteer, Mention
from usalama.judging.terms import Hit, Lexicon, Term, words_of

SUMMARY_SHARE = 0.7  # what a term in the summary counts for, against one in the title
REPEAT_SHARE = 0.2  # what each further, different term of a class adds, up to ``REPEATS``
REPEATS = 3
LONGEST = 12_000
"""Characters of a title or summary that are read: two thousand words tell what an article is about."""
QUIET = frozenset({"neutral", "neutral-officer", "trap", "metaphor"})
"""Classes whose terms only use their words up: no plain word leans out of "suspected cholera"."""
MASKED = "[masked]"  # what a reason quotes of words that readers may not see


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one title and summary."""

    words: tuple[str, ...]
    hits: tuple[Hit[Term], ...]
    places: tuple[Mention, ...]
    strengths: Mapping[str, Strength]
    plain: Heard  # the plain words, which may lean


def read(
    texts: Iterable[tuple[str, str]],
    lexicon: Lexicon[Term],
    gazetteer: Gazetteer,
    facts: Facts,
    leanings: Leanings,
) -> list[Reading]:
    """Read titles with their summaries.

    One thing is done to all of them before the next is: in turn for each it takes a tenth longer, since the tables do
    not all fit into a processor's nearest memory.
    """
    split = [words_of(title[:LONGEST], summary[:LONGEST]) for title, summary in texts]
    hits = [lexicon.find(*each) for each in split]
    places = [gazetteer.mentions(*each) for each in split]
    return [_reading(*each, facts, leanings) for each in zip(split, hits, places, strict=True)]


def _reading(
    split: tuple[list[str], int],
    hits: Sequence[Hit[Term]],
    places: tuple[Mention, ...],
    facts: Facts,
    leanings: Leanings,
) -> Reading:
    words, title_end = split
    spotted = [
        (name, term.grade, start, end, in_title)
        for start, end, values, in_title in hits
        for term in values
        for name in term.classes
    ]
    spotted.extend(spotted_near(spotted, facts.near, title_end))
    strengths = _strengths(spotted, words, bare=title_end == 0)
    settle(strengths, facts)
    plain = hear(words, leanings)
    used = {at for start, end, values, _ in hits if _says_nothing(values) for at in range(start, end)}
    if used:
        plain = silenced(plain, plain_words([word for at, word in enumerate(words) if at not in used]))
    return Reading(tuple(words), tuple(hits), places, strengths, plain)


def _says_nothing(values: Sequence[Term]) -> bool:
    """True for a term that only uses its words up."""
    return all(QUIET.issuperset(term.classes) for term in values)


def unquoted(reading: Reading, hidden: frozenset[str]) -> Reading:
    """Return the reading with the same strengths and places, none of the ``hidden`` words to be quoted or to lean."""

    def told(words: str) -> str:
        return words if hidden.isdisjoint(words.split()) else MASKED

    strengths = {
        name: strength._replace(words=tuple(dict.fromkeys(map(told, strength.words))))
        for name, strength in reading.strengths.items()
    }
    places = tuple(place._replace(name=told(place.name)) for place in reading.places)
    return replace(reading, strengths=strengths, places=places, plain=reading.plain.without(hidden))


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
    title = max([grade for grade, in_title in heard.values() if in_title], default=0.0)
    return Strength(value, title, tuple([word for word, _ in ranked[:QUOTED]]))
