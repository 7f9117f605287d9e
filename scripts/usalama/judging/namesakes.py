"""Names that one report hides, found again in other reports of its story.

Between reports a name is known by fingerprints alone, one for each two of its words, so that "Made Kuze Pendo" is found
as "Kuze Made" and as "Made Pendo". A single word is too little to go by, but for the first name of a child or so within
its story, where a report has it alone and calls nobody else by it. A name that a report calls by an office is
left to it, and so are plain words in small letters: a "girl named Bank Robbers" would take the robbers out of all.
It knows no story and keeps nothing.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import combinations, pairwise

from usalama.judging.maskrules import NAME, Rules
from usalama.judging.redaction import WORD, everywhere, hidden_names, spelled, texts_of, unread, with_texts
from usalama.model import Entry, JudgedEntry
from usalama.words.characters import DIGITS, SOFT, basic, legible, spelt

_NAMES = re.compile(rf"{NAME.pattern}(?: {NAME.pattern})*")  # words of names in a row, however many
_CAPITALISED = re.compile(r"[A-Z][a-z']+")
_IN_WORD = re.compile(f"{SOFT}|-(?=[a-z])")
_LEAST = 3  # letters of a word that alone may tell who is meant
_FIRST = "~"  # what the fingerprint of a first name begins with
_OF_SOMEBODY = re.compile(r"['’]s?$")


def marks_of(entry: Entry, rules: Rules) -> dict[str, str]:
    """Return the fingerprints of the names that an entry, as its publisher wrote it, gives away: each with its rule."""
    found = [(_words(name, rules), rule) for name, rule in hidden_names(texts_of(entry), rules)]
    first = ((words[0], rule) for words, rule in found if words and rule in rules.by_first_name)
    pairs = {mark: rule for words, rule in found for mark, _ in _marked(words)}
    return pairs | {_first(word): rule for word, rule in first if not _tells_nobody(word, rules)}


def is_of_one_word(mark: str) -> bool:
    """Tell whether a fingerprint is of a first name alone, which says nothing outside its story."""
    return mark.startswith(_FIRST)


def marks_left_alone(entry: Entry, rules: Rules) -> frozenset[str]:
    """Return the fingerprints of what an entry tells that no other may hide there.

    These are names that stand behind an office or hold one, "Governor Made", and two plain words in a row.
    """
    texts = [*map(basic, texts_of(entry))]
    found = ((text, run) for text in texts for run in _NAMES.finditer(text))
    officials = (
        mark
        for text, run in found
        if any(word.casefold() in rules.offices for word in (*text[: run.start()].split()[-1:], *run[0].split()))
        for words in [_words(run[0], rules)]
        for mark in (*map(_first, words), *(mark for mark, _ in _marked(words)))
    )
    plain = (_mark(pair) for text in texts for pair in pairwise(text.split()) if rules.plain.issuperset(pair))
    return frozenset((*officials, *plain))


def shows(judged: JudgedEntry, hidden: Mapping[str, str], rules: Rules) -> dict[str, str]:
    """Return the names in a report or its reasons that one of the fingerprints ``hidden`` is of, each with its rule."""
    found: dict[str, str] = {}
    reasons = (reason.evidence for reason in judged.judgement.reasons)
    told = (*texts_of(judged.entry), legible(judged.entry.link)[0], *reasons)
    basics = [spelt(text)[0].replace("’", "'") for text in told]
    runs = [run[0] for text in basics for run in _NAMES.finditer(text)]
    for run in runs:
        for mark, pair in _marked(_words(run, rules)):
            if mark in hidden:
                start = min(run.index(word) for word in pair)
                end = max(run.index(word) + len(word) for word in pair)
                found[run[start:end]] = hidden[mark]
    for words in (_near_each_other(text, hidden, rules) for text in basics):
        found |= {" ".join(each for each in words if words[each] == rule): rule for rule in words.values()}
    officials = _officials(judged.entry, rules)
    alone = (word for word in sorted(_alone(runs, found, rules)) if word.casefold() not in officials)
    return found | {word: hidden[_first(word)] for word in alone if _first(word) in hidden}


def _alone(runs: Sequence[str], found: Collection[str], rules: Rules) -> set[str]:
    """Return the words that stand alone as a name, but for those that somebody else has beside another."""
    told = [[word for word in _words(run, rules) if not _tells_nobody(word, rules)] for run in runs]
    shown = {word for name in found for word in _words(name, rules)}
    others = {word for words in told if len(words) > 1 and not shown.issuperset(words) for word in words}
    alone = ((run, words[0]) for run, words in zip(runs, told, strict=True) if len(words) == 1)
    return {word for run, word in alone if not rules.name_an_institution(run.partition(word)[2].split())} - others


def _tells_nobody(word: str, rules: Rules) -> bool:
    return len(word) < _LEAST or word.casefold() in rules.estates or rules.is_plain(word)


def without(judged: JudgedEntry, hidden: Mapping[str, str], rules: Rules) -> tuple[JudgedEntry, tuple[str, ...]]:
    """Return the report without the names of the fingerprints ``hidden``, and the rules by which it changed."""
    names = shows(judged, hidden, rules)
    shown = hide(judged, names, rules)
    return shown, tuple(dict.fromkeys(names.values()) if shown != judged else ())


def hide(judged: JudgedEntry, names: Mapping[str, str], rules: Rules) -> JudgedEntry:
    """Return the report without ``names``, each given with its rule; what stands behind an office stays.

    A reason may quote the headline of another report that showed the name, or name its words as what both have.
    """
    if not names:
        return judged
    entry, judgement = judged.entry, judged.judgement
    words = {rule.name: rule.mask(entry.language) for rule in rules.rules}
    hidden = {name: words[rule] for name, rule in names.items() if rule in words}
    spared = rules.not_names | _officials(entry, rules)
    shown = with_texts(entry, tuple(everywhere(text, hidden, spared) for text in texts_of(entry)))
    shown = replace(shown, link=unread(entry.link, hidden, spared))
    telling = (word for name in hidden for word in _words(name, rules) if len(word) >= _LEAST)
    low = "|".join(spelled(word.casefold()) for word in telling) or "(?!)"
    reasons = tuple(
        each._replace(evidence=re.sub(rf"\b(?:{low})\b", "[masked]", everywhere(each.evidence, hidden, spared)))
        for each in judgement.reasons
    )
    return replace(judged, entry=shown, judgement=replace(judgement, reasons=reasons))


def _officials(entry: Entry, rules: Rules) -> frozenset[str]:
    """Return the words that stand behind an office somewhere in an entry: alone they tell of its holder."""
    words = [word.strip(",.;:").casefold() for text in map(basic, texts_of(entry)) for word in text.split()]
    return frozenset(_OF_SOMEBODY.sub("", name) for office, name in pairwise(words) if office in rules.offices)


def _near_each_other(text: str, hidden: Mapping[str, str], rules: Rules) -> dict[str, str]:
    """Return the words of hidden names that stand side by side or run together, in whatever case."""
    closed = _IN_WORD.sub("", text)
    rows = [WORD.findall(way) for way in (text, closed, closed.translate(DIGITS))]
    words = sorted({word for row in rows for word in row})
    pairs = {pair for row in (*rows, *map(_CAPITALISED.findall, words)) for pair in pairwise(row)}
    pairs |= {(word[:end], word[end:]) for word in words for end in range(2, len(word) - 1)}
    found: dict[str, str] = {}
    for pair in sorted(pairs):
        told = tuple(_OF_SOMEBODY.sub("", word) for word in pair)
        if (mark := _mark(told)) in hidden:
            names = _words(" ".join(word[0].upper() + word[1:] for word in told if word), rules)
            found |= dict.fromkeys(names, hidden[mark]) if len(names) == len(pair) else {}
    return found


def _words(name: str, rules: Rules) -> list[str]:
    """Return the words that a name is told by."""
    words = (_OF_SOMEBODY.sub("", word) for word in re.split("[ -]", name))
    others = rules.not_names | rules.offices
    return [word for word in words if len(word) > 1 and word[0].isupper() and word.casefold() not in others]


def _marked(words: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Give each two words of a name, in any order, with their fingerprint."""
    for pair in combinations(words, 2):
        yield _mark(pair), pair


def _first(word: str) -> str:
    return _FIRST + _mark((word,))


def _mark(pair: tuple[str, ...]) -> str:
    return sha256(" ".join(sorted(map(str.casefold, pair))).encode()).hexdigest()[:16]
