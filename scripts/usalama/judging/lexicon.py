"""The terms of the tables as one lexicon: who acts and what is done is heard inside longer terms, too.

Those would else use their words up. It is handed terms that were read and checked, and reads no table.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeAlias

from usalama.judging.spellings import Parts, firsts, parted, spelled
from usalama.judging.terms import Lexicon, Said, Term, Trie
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
Rows: TypeAlias = Sequence[tuple[Parts, Term]]


def build_lexicon(vocabulary: Iterable[Term], of_topics: Iterable[Term], money: frozenset[str]) -> Lexicon[Term]:
    """Return the terms of both with the actors heard inside them; ``money`` are marks of sums, as in ``Lexicon``."""
    rows = [(parted(term.text), term) for term in vocabulary]
    done = _heard(_speaking(rows, ACTORS - ROLES))
    roles = _speaking(rows, ROLES), lambda words, _: _actors_in(words, done)
    actors = _heard(_speaking(rows, ACTORS), roles)
    of_topic = _of_topics(of_topics, rows), lambda words, term: chain((term,), _actors_in(words, actors))
    return Lexicon(Trie(rows, roles, of_topic), money=money)


def _of_topics(terms: Iterable[Term], rows: Rows) -> Iterator[tuple[Parts, Term]]:
    """Yield the terms of topics, alone and with what names the country's own before them, unless that is listed."""
    ours = _ours(rows)
    own = {first for each in ours.values() for first in each}
    begun = (words for parts, _ in rows for first in own.intersection(firsts(parts)) for words in spelled(parts, first))
    listed = {(*words[:-1], key) for words in begun for key in english_keys(words[-1])}
    for term in terms:
        parts = parted(term.text)
        yield parts, term
        for force in ours.keys() & firsts(parts):
            named = [[first, *bare] for bare in spelled(parts, force) if len(bare) > 1 for first in ours[force]]
            yield from ((words, term) for words in named if tuple(words) not in listed)


def _speaking(rows: Rows, classes: frozenset[str]) -> Rows:
    return [row for row in rows if not classes.isdisjoint(row[1].classes)]


def _heard(rows: Rows, *more: tuple[Rows, Said[Term]]) -> Lexicon[Term]:
    """Return terms to be heard inside longer ones."""
    named = Trie(rows, *more)
    verbs = named.verbs()
    return Lexicon(named, lambda word: (*english_keys(word), "!" + word, "=" + word.upper(), *verbs.keys(word)))


def _ours(rows: Rows) -> dict[str, list[str]]:
    """Return what may stand before a force to name the country's own, by the force: police → kenya, kenyan.

    "Kenyan police" is a term, and would else use up the first word of "police brutality".
    """
    found: dict[str, list[str]] = {}
    own = [parts for parts, term in rows if term.classes == ("police", "homeland")]
    for words in (words for parts in own for first in firsts(parts) for words in spelled(parts, first)):
        if len(words) == 2 and words[0].isalpha():  # noqa: PLR2004  a pair
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
