"""Under which forms a word may be looked up: English endings, Kiswahili prefixes and extensions.

A word of the text gives a few keys; a term of the vocabulary is filed under its own spelling. Nothing here knows any
term, and it refuses to guess beyond regular inflection: irregular forms are listed as terms of their own.
"""

import re
from collections.abc import Callable
from functools import lru_cache

_SUBJECT = "ni|u|a|tu|m|mu|wa|i|li|ya|ki|vi|zi|ku|pa|ka|kwa|yu|hu|la|za|cha|vya"
_TENSE = "na|li|ta|me|ki|ka|nge|ngali|sha|mesha|lisha|taka|naka|lika|ku|ja|kuwa|po"
_RELATIVE = "ye|o|yo|cho|vyo|lo|zo|ko|po|mo"
_OBJECT = "ni|ku|m|mw|mu|tu|wa|i|u|li|ya|ki|vi|zi"
_FINITE = rf"(?:ha|si)?(?:{_SUBJECT})?(?:si)?(?:{_TENSE})?(?:{_RELATIVE})?"
_PREFIX = re.compile(
    rf"{_FINITE}(?:{_OBJECT}|ji|jika)?|m?wa?|w[ae]?|y[ae]?|ch[ae]|vy[ae]|z[ae]|l[aei]|kw[ae]|j[ai]|ma|mi|u"
)
"""What may stand before a verb's root (Ashton, Swahili Grammar, chapters 6 to 14)."""
_BEFORE_ENDING = re.compile(rf"{_FINITE}(?:{_OBJECT})?")
"""The same before a form whose end is fixed: a verb's own prefixes, and nobody who does it to himself."""

_EXTENSION = re.compile(r"(?:li|le|i|e|ik|ek|ish|esh|iz|ez|lish|lesh|liz|lez|an|w|u)*(?:[aei]|wa|we|ji|je|o|ni|eni)?")
"""What may stand after it: applied, causative, reciprocal, passive, stative, and the final vowel or noun ending.

None is made of others (``ikan`` is ``ik`` and ``an``): with two ways to part a word, a long one would take for ever.
"""

_FINAL = frozenset("aeiou")  # what every Kiswahili word ends with: the English "hates" is no form of -tesa

_DOUBLES = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


@lru_cache(maxsize=65536)
def english_keys(word: str) -> tuple[str, ...]:
    """Return the spellings under which a lower-case English word may be filed, itself first."""
    keys = [word]
    if word.endswith("'s"):
        word = word[:-2]
        keys.append(word)
    elif word.endswith("s'"):
        word = word[:-1]
        keys.append(word)
    if "'" in word:
        keys.append(word.replace("'", ""))
    keys.extend(_without_ending(word))
    return tuple(dict.fromkeys(keys))


def _without_ending(word: str) -> list[str]:
    for ending, shortest, stems in _ENDINGS:
        if word.endswith(ending) and len(word) >= shortest:
            return stems(word[: -len(ending)])
    return []


def _stems(stem: str) -> list[str]:
    """Return what an ending was added to; a short verb would have doubled its last letter: "robed" is of robes."""
    found = [stem + "e"] if _DOUBLES.fullmatch(stem) else [stem, stem + "e"]
    if _DOUBLED.search(stem):
        found.append(stem[:-1])
    return found


_ENDINGS: tuple[tuple[str, int, Callable[[str], list[str]]], ...] = (
    ("ies", 4, lambda stem: [stem + "y", stem + "ie"]),
    ("ied", 4, lambda stem: [stem + "y", stem + "ie"]),
    ("ying", 5, lambda stem: [*_stems(stem + "y"), stem + "ie"]),
    ("ing", 6, _stems),
    ("ed", 4, lambda stem: [*_stems(stem), stem + "e"]),
    ("es", 4, lambda stem: [stem + "e", stem]),
    ("ss", 1, lambda _: []),
    ("s", 4, lambda stem: [stem]),
)
"""Endings, the shortest word that has them ("was" and "bring" have none), and what may be left."""


class VerbRoots:
    """The Kiswahili verbs of one vocabulary, found inside inflected words.

    A root takes any prefix and any extension (``kamat-``: *akamata*, *walikamatwa*), an ending any prefix alone
    (``-kamatwa``: *walikamatwa*, *akamatwe*, never *akamata*), for who did it and who had it done to him differ there.
    """

    __slots__ = ("_beginnings", "_endings", "_longest", "_roots", "_shortest")

    def __init__(self, roots: frozenset[str], endings: frozenset[str] = frozenset()) -> None:
        self._roots = roots
        self._endings: dict[str, list[str]] = {}
        for ending in sorted(endings):
            for form in {ending, _subjunctive(ending)}:
                self._endings.setdefault(form, []).append(ending)
        self._shortest = min(map(len, roots), default=0)
        self._longest = max(map(len, roots), default=0)
        self._beginnings = frozenset(root[: self._shortest] for root in roots)

    def keys(self, word: str) -> list[str]:
        """Return ``root-`` and ``-ending`` for each known one that an inflected form of could be spelled ``word``."""
        found: list[str] = []
        if word[-1:] not in _FINAL:
            return found
        for start in range(max(0, len(word) - self._shortest + 1)):
            if word[start : start + self._shortest] not in self._beginnings:
                continue
            ends = range(start + self._shortest, min(len(word), start + self._longest) + 1)
            hits = [end for end in ends if word[start:end] in self._roots]
            if hits and _PREFIX.fullmatch(word, 0, start):
                found.extend(f"{word[start:end]}-" for end in hits if _EXTENSION.fullmatch(word, end))
        for start in range(1, len(word)):
            endings = self._endings.get(word[start:])
            if endings and _BEFORE_ENDING.fullmatch(word, 0, start):
                found.extend(f"-{ending}" for ending in endings)
        return found


def _subjunctive(ending: str) -> str:
    """Return the form for what ought to be done: *akamatwe* of *akamatwa*."""
    return ending[:-1] + "e" if ending.endswith("a") else ending
