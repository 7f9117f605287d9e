"""Words, and the terms of a vocabulary found among them: the longest term wins and uses its words up.

That is how traps work: "food security" is one term, so its "security" is never seen. Nothing here weighs anything;
it refuses substrings: a term is whole words, in a form that ``morphology`` can derive from the text's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from usalama.morphology import VerbRoots, english_keys

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ`‘][^\W_]+)*|[.!?;:|,…](?=\s|$)|[—–]")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_APOSTROPHE = str.maketrans(dict.fromkeys("’ʼ`‘´", "'"))
_BRACES = re.compile(r"\{([^{}]*)\}")
_MONEY = re.compile(r"(?:sh|ksh|kshs|kes)\d")
END = "\0"
"""Stands between title and summary: no term reaches across."""

Value = TypeVar("Value")
Node = dict[str, Any]
_Known = tuple[tuple[str, ...], list[Node]]
"""What a trie knows of one word: its keys that occur in any sequence, and where sequences go on that begin with it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the vocabulary: what is looked for, what it speaks for, and how strongly (0 to 1)."""

    text: str
    classes: tuple[str, ...]
    grade: float


@dataclass(frozen=True, slots=True)
class Hit(Generic[Value]):
    """Where values were found: words ``start`` to ``end``, and whether that is in the title."""

    start: int
    end: int
    values: tuple[Value, ...]
    in_title: bool


def words_of(title: str, summary: str) -> tuple[list[str], int]:
    """Return the words and pauses of both, ``END`` between them, and where the title ends."""
    head = _split(title)
    return [*head, END, *_split(summary)], len(head)


def _split(text: str) -> list[str]:
    text = text.translate(_APOSTROPHE)
    if "." in text:
        text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    return _TOKEN.findall(text)


def spellings(text: str) -> list[list[str]]:
    """Return each sequence of words that a term such as ``{m,wa}halifu sugu`` or ``=AP officer`` stands for."""
    found = _BRACES.search(text)
    if found is None:
        return [_parts(text)]
    before, after = text[: found.start()], text[found.end() :]
    return [words for choice in found[1].split(",") for words in spellings(before + choice + after)]


def _parts(text: str) -> list[str]:
    words: list[str] = []
    for raw in text.translate(_APOSTROPHE).split():
        if raw.startswith("="):
            words.extend("=" + part for part in re.findall(r"[^\W_]+(?:'[^\W_]+)*", raw))
        elif raw.endswith("-") or raw.startswith("!") or raw == "sh#":
            words.append(raw.lower())
        else:
            words.extend(_TOKEN.findall(raw.lower()))
    return words


class Trie(Generic[Value]):
    """Word sequences to values, matched longest first from left to right."""

    __slots__ = ("_root", "_words")

    def __init__(self, rows: Iterable[tuple[Sequence[str], Value]]) -> None:
        self._root: Node = {}
        words: set[str] = set()
        for sequence, value in rows:
            node = self._root
            for word in sequence:
                node = node.setdefault(word, {})
            node.setdefault("", []).append(value)
            words.update(sequence)
        self._words = frozenset(words)

    def known(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return those keys that occur in any sequence."""
        return tuple(key for key in keys if key in self._words)

    def roots(self) -> frozenset[str]:
        """Return the Kiswahili verb roots among the words, without their hyphen."""
        return frozenset(word[:-1] for word in self._words if word.endswith("-"))

    def starts(self, keys: Iterable[str]) -> list[Node]:
        """Return where sequences go on that begin with one of the keys."""
        return [self._root[key] for key in keys if key in self._root]

    def find(self, known: Sequence[_Known], title_end: int) -> Iterator[Hit[Value]]:
        """Yield the longest match at each place, skipping the words it used up."""
        used = 0
        for place in [place for place, (_, nodes) in enumerate(known) if nodes]:
            if place >= used:
                end, values = self._longest(known, place + 1, known[place][1])
                if values:
                    yield Hit(place, end, tuple(values), place < title_end)
                    used = end

    def _longest(self, known: Sequence[_Known], position: int, nodes: list[Node]) -> tuple[int, list[Value]]:
        """Return where the longest sequence ends that goes on from ``nodes``, and its values."""
        best_end, best, total = position, [value for node in nodes for value in node.get("", ())], len(known)
        while position < total and (keys := known[position][0]):
            nodes = [node[key] for node in nodes for key in keys if key in node]
            if not nodes:
                break
            position += 1
            ends = [value for node in nodes for value in node.get("", ())]
            if ends:
                best_end, best = position, ends
        return best_end, best


class Lexicon(Generic[Value]):
    """A trie with the forms under which its words appear in text, remembered word by word."""

    __slots__ = ("_cache", "_forms", "_roots", "_trie")

    def __init__(self, trie: Trie[Value], forms: Callable[[str], tuple[str, ...]] | None = None) -> None:
        self._trie = trie
        self._roots = VerbRoots(trie.roots())
        self._forms = forms or self._term_forms
        self._cache: dict[str, _Known] = {}

    def find(self, words: Sequence[str], title_end: int) -> list[Hit[Value]]:
        """Return all hits in reading order."""
        cache = self._cache
        known = [cache.get(word) or self._known(word) for word in words]
        return list(self._trie.find(known, title_end))

    def _known(self, word: str) -> _Known:
        if len(self._cache) > 200_000:  # noqa: PLR2004  a bound on memory, not a meaning
            self._cache.clear()
        keys = self._trie.known(self._forms(word))
        found = self._cache[word] = (keys, self._trie.starts(keys))
        return found

    def _term_forms(self, word: str) -> tuple[str, ...]:
        lower = word.lower()
        keys = (*english_keys(lower), "=" + word, "!" + lower, *self._roots.keys(lower))
        return (*keys, "sh#") if _MONEY.match(lower) else keys
