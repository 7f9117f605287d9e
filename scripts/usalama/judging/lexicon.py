"""The terms of the tables as one lexicon: who acts and what is done is heard inside longer terms, too.

Those would else use their words up. It is handed terms that were read and checked, and reads no table.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from usalama.judging.terms import Lexicon, Term, Trie, spellings
from usalama.words.morphology import english_keys

_ACTORS = """
homeland police military officer agency police-chief detective prison protest-word by-force border-word kill
shoot injure abduct arrest charge gain escape weapon attack criminal blast stab trouble lynch feud customs
grazing colleague intimate theatre acts suffers killed-by watchdog recruit
"""
ACTORS = frozenset(_ACTORS.split())
"""Who acts and what is done: classes that are heard inside the longer terms of the topics as well."""
ROLES = frozenset({"acts", "suffers", "killed-by", "shot-dead"})
"""Who did it and who had it done to them, told by the form of a verb: in these terms too it is heard what was done."""
Sequences: TypeAlias = Sequence[tuple[Sequence[str], Term]]


def build_lexicon(vocabulary: Iterable[Term], of_topics: Iterable[Term], money: frozenset[str]) -> Lexicon[Term]:
    """Return the terms of both with the actors heard inside them; ``money`` are marks of sums, as in ``Lexicon``."""
    sequences = [(words, term) for term in vocabulary for words in spellings(term.text) if words]
    done = _heard(sequences, ACTORS - ROLES)
    sequences.extend(
        (words, actor)
        for words, term in sequences[:]
        if not ROLES.isdisjoint(term.classes)
        for actor in _actors_in(words, done)
    )
    actors = _heard(sequences, ACTORS)
    of_topic = ((words, chain((term,), _actors_in(words, actors))) for words, term in _spelled(of_topics, sequences))
    return Lexicon(Trie(sequences, of_topic), money=money)


def _spelled(terms: Iterable[Term], sequences: Sequences) -> Iterator[tuple[list[str], Term]]:
    """Yield the terms of topics, alone and with what names the country's own before them, unless that is listed."""
    ours = _ours(sequences)
    firsts = {first for each in ours.values() for first in each}
    begun = [words for words, _ in sequences if words[0] in firsts]
    listed = {(*words[:-1], key) for words in begun for key in english_keys(words[-1])}
    for term in terms:
        for bare in filter(None, spellings(term.text)):
            yield bare, term
            for first in ours.get(bare[0], ()) if len(bare) > 1 else ():
                if (first, *bare) not in listed:
                    yield [first, *bare], term


def _heard(sequences: Sequences, classes: frozenset[str]) -> Lexicon[Term]:
    """Return the terms of these classes, to be heard inside longer ones."""
    named = Trie((words, term) for words, term in sequences if not classes.isdisjoint(term.classes))
    verbs = named.verbs()
    return Lexicon(named, lambda word: (*english_keys(word), "!" + word, "=" + word.upper(), *verbs.keys(word)))


def _ours(sequences: Sequences) -> dict[str, list[str]]:
    """Return what may stand before a force to name the country's own, by the force: police → kenya, kenyan.

    "Kenyan police" is a term, and would else use up the first word of "police brutality".
    """
    found: dict[str, list[str]] = {}
    for words, term in sequences:
        if len(words) == 2 and term.classes == ("police", "homeland") and words[0].isalpha():  # noqa: PLR2004  a pair
            found.setdefault(words[1], []).append(words[0])
    return found


def _actors_in(words: Sequence[str], actors: Lexicon[Term]) -> Iterator[Term]:
    """Yield who is named inside a longer term: "kenyan police in haiti" speaks of the country and of its police too.

    There a term speaks for ``ACTORS`` alone.
    """
    if len(words) == 1:
        return
    for hit in actors.find([word.lstrip("=!") for word in words], len(words)):
        yield from (term.among(ACTORS) for term in hit.values)
