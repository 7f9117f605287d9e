"""Words, and the terms of a vocabulary found among them: the longest term wins and uses its words up.

That is how traps work: "food security" is one term, so its "security" is never seen. Nothing here weighs anything;
it refuses substrings: a term is whole words, in a form that ``morphology`` can derive from the text's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Generic, NamedTuple, TypeAlias, TypeVar

from usalama.catalogue.catalog import GRADES
from usalama.errors import CatalogError
from usalama.judging.spellings import TOKEN, Parts, firsts, onward
from usalama.words.characters import STRAIGHT
from usalama.words.morphology import VerbRoots, english_keys

_ASCII = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*|[.!?;:|,](?=\s|$)")
"""What ``TOKEN`` is where no other letters stand, as in most texts: it takes half the time."""
_MARKED = re.compile(r"(\D{1,4})\d")
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
_TWO_INITIALS = re.compile(r"\.[A-Z]\.")
_WIRE = re.compile(r"^([A-Z][A-Za-z]{3,})(?:/[A-Z]{4,})?(?: \([A-Z][a-zA-Z]+\))? - ")
_WIRED = 40  # letters within which an agency has said where it reports from: "NAIROBI (Agency) - ", a pause as any dash
SUM = "money#"
"""In a term: a sum of the desk's own money, such as Sh50m. Of other money, ``ush#`` is a sum that begins so."""
END = "\0"  # stands between title and summary: no term reaches across
_REMEMBERED = 200_000  # a bound on memory, not a meaning
_AT_ONCE = 100  # texts; a bound on memory, too

Value = TypeVar("Value")
Node = dict[str, Any]
_Known: TypeAlias = tuple[tuple[str, ...], list[Node], frozenset[str], tuple[Any, ...]]
"""What a trie knows of one word: its keys that occur in any sequence, where longer sequences go on that begin with it,
the keys that these go on with, and the values of those that it is the whole of."""


Said: TypeAlias = Callable[[Sequence[str], Value], Iterable[Value]]
"""Takes a sequence of words and the value of its row; returns the values of the sequence."""
_Row: TypeAlias = tuple[tuple[str, ...], Parts, Any, Said[Any]]
"""The words of a sequence so far, and the parts behind them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the vocabulary: what is looked for, what it speaks for, and how strongly (0 to 1)."""

    text: str
    classes: tuple[str, ...]
    grade: float

    def among(self, classes: Container[str]) -> Term:
        """Return the term as it speaks for some classes alone."""
        return Term(self.text, tuple([name for name in self.classes if name in classes]), self.grade)


def grade_of(row: Mapping[str, str], path: str, line: int) -> float:
    """Return the grade of a row, 0 to 1; one that is none is refused."""
    if row["grade"] not in GRADES:
        mend = f"write one of {', '.join(GRADES)}"
        raise CatalogError(f"{path}: line {line}: grade {row['grade']!r}: {mend}")
    return GRADES[row["grade"]]


class Hit(NamedTuple, Generic[Value]):
    """Where values were found: words ``start`` to ``end``, and whether that is in the title.

    A tuple, as all that is made for each term of each text: a frozen record takes three times as long to make, and
    ``Hit(…)`` twice as long as ``tuple.__new__(Hit, (…))``.
    """

    start: int
    end: int
    values: tuple[Value, ...]
    in_title: bool


def some_at_once(texts: Iterable[Value]) -> Iterator[list[Value]]:
    """Yield some of the texts at a time, in their order: as many as are read before the first of them is looked at."""
    ahead = iter(texts)
    while some := [*islice(ahead, _AT_ONCE)]:  # itertools.batched, from Python 3.12 on
        yield some


def words_of(title: str, summary: str) -> tuple[list[str], int]:
    """Return the words and pauses of both, ``END`` between them, and where the title ends."""
    head = _split(title)
    return [*head, END, *_split(summary)], len(head)


def _split(text: str) -> list[str]:
    if "`" in text or not text.isascii():
        text = text.translate(STRAIGHT)
    if _TWO_INITIALS.search(text):
        text = _INITIALS.sub(lambda found: found[0].replace(".", ""), text)
    if " - " in text[:_WIRED]:
        text = _WIRE.sub(r"\1 — ", text)
    return (_ASCII if text.isascii() else TOKEN).findall(text)


class Trie(Generic[Value]):
    """Word sequences to values, matched longest first from left to right."""

    __slots__ = ("_root", "_words")

    def __init__(
        self, rows: Iterable[tuple[Parts, Value]], *more: tuple[Iterable[tuple[Parts, Value]], Said[Value]]
    ) -> None:
        """Take ``rows``, then ``more``: what these say is asked for when a text says one of their sequences."""
        self._root: Node = {}
        words: set[str] = set()
        for some, said in ((rows, _itself), *more):
            for parts, value in some:
                row = parts, value, said
                for first in firsts(parts):
                    self._root.setdefault(first, []).append(row)
                for part in parts:
                    words.update((part,) if isinstance(part, str) else chain.from_iterable(part))
        self._words = frozenset(words)

    def verbs(self) -> VerbRoots:
        """Return the Kiswahili verbs among the words: roots end with a hyphen, endings begin with one."""
        roots = frozenset(word[:-1] for word in self._words if word.endswith("-"))
        return VerbRoots(roots, frozenset(word[1:] for word in self._words if word.startswith("-")))

    def knows(self, word: str) -> bool:
        """Say whether the word is in any sequence, spelled like this."""
        return word in self._words

    def known(self, keys: Iterable[str]) -> _Known | None:
        """Return what is known of a word that has these keys; None for one that is in no sequence."""
        known = tuple([key for key in keys if key in self._words])
        if not known:
            return None
        nodes = [self._begun(key) for key in known if key in self._root]
        longer = [node for node in nodes if len(node) > ("" in node)]
        nexts = frozenset[str]().union(*longer)
        return known, longer, nexts, tuple([value for node in nodes for value in _ends(node)])

    def _begun(self, first: str) -> Node:
        """Return where the sequences go on that begin with a word."""
        begun: Node | list[tuple[Parts, Value, Said[Value]]] = self._root[first]
        if isinstance(begun, list):  # of terms in parts, until a text has the word: most are in none
            begun = self._root[first] = _opened(
                ((first,), rest, value, said)
                for parts, value, said in begun
                for word, rest in onward(parts)
                if word == first
            )
        return begun

    def find(self, words: Sequence[_Known | None], title_end: int) -> list[Hit[Value]]:
        """Return the longest match at each place, skipping the words it used up."""
        hits: list[Hit[Value]] = []
        used, last = 0, len(words) - 1
        for place, known in enumerate(words):
            if known is None or place < used:
                continue
            _, nodes, nexts, values = known
            end = place + 1
            # Most words that begin a sequence do not go on with it: that is seen here, without a call.
            if nodes and place < last and (word := words[end]) and not nexts.isdisjoint(word[0]):
                end, values = self._longest(words, end, _deeper(nodes, word[0]), values)
            if values:
                hits.append(tuple.__new__(Hit, (place, end, values, place < title_end)))
                used = end
        return hits

    def _longest(
        self, words: Sequence[_Known | None], position: int, nodes: list[Node], best: tuple[Value, ...]
    ) -> tuple[int, tuple[Value, ...]]:
        """Return where the longest sequence ends that leads to ``nodes`` with the word at ``position``, and its values.

        ``best`` are those of the sequence that ends before that word.
        """
        best_end, total = position, len(words)
        while nodes:
            position += 1
            ends = [value for node in nodes if "" in node for value in _ends(node)]
            if ends:
                best_end, best = position, tuple(ends)
            word = words[position] if position < total else None
            nodes = _deeper(nodes, word[0]) if word else []
        return best_end, best


def _itself(_: Sequence[str], value: Value) -> tuple[Value]:
    return (value,)


def _opened(rows: Iterable[_Row]) -> Node:
    """Return sequences by the words with which they go on, those that may end here by the empty word.

    Each word has the list of them, and no node of its own until a text goes on with it: few ever are. So of a term
    with choices no more is spelt out than texts say.
    """
    node: Node = {}
    for words, parts, value, said in rows:
        for word, rest in onward(parts):
            if word not in node:  # setdefault would make a list for each that is there, too
                node[word] = []
            node[word].append(((*words, word), rest, value, said))
    return node


def _deeper(nodes: Iterable[Node], keys: Iterable[str]) -> list[Node]:
    """Return where the sequences of some nodes go on behind a word of these keys."""
    found: list[Node] = []
    for node in nodes:
        for key in keys:
            if key in node:
                if isinstance(node[key], list):
                    node[key] = _opened(node[key])
                found.append(node[key])
    return found


def _ends(node: Node) -> Iterable[Any]:
    """Return the values of the sequences that end here."""
    values: Iterable[Any] = node.get("", ())
    if isinstance(values, list):  # of sequences, until somebody asks
        values = node[""] = tuple(chain.from_iterable(said(words[:-1], value) for words, _, value, said in values))
    return values


class _Words(dict[str, "_Known | None"]):
    """What is known of each word, looked up once a word."""

    __slots__ = ("_forms", "_trie")

    def __init__(self, trie: Trie[Any], forms: Callable[[str], tuple[str, ...]]) -> None:
        self._trie, self._forms = trie, forms

    def __missing__(self, word: str) -> _Known | None:
        known = self[word] = self._trie.known(self._forms(word))
        return known


class Lexicon(Generic[Value]):
    """A trie with the forms under which its words appear in text, remembered word by word.

    ``money`` are the marks, in small letters, by which a sum of the desk's money begins.
    """

    __slots__ = ("_roots", "_sum", "_trie", "_words")

    def __init__(
        self,
        trie: Trie[Value],
        forms: Callable[[str], tuple[str, ...]] | None = None,
        money: Iterable[str] = (),
    ) -> None:
        self._trie = trie
        self._sum = re.compile(rf"(?:{'|'.join(map(re.escape, sorted(money))) or '(?!)'})\d")
        self._roots = trie.verbs()
        self._words = _Words(trie, forms or self._term_forms)

    def find(self, words: Sequence[str], title_end: int) -> list[Hit[Value]]:
        """Return all hits in reading order."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        return self._trie.find(list(map(self._words.__getitem__, words)), title_end)

    def _term_forms(self, word: str) -> tuple[str, ...]:
        lower = word.lower()
        keys = (*english_keys(lower), "=" + word, "!" + lower)
        if not self._trie.knows("=" + word):  # a name that looks like one is no form of a verb
            keys = (*keys, *self._roots.keys(lower))
        if marked := _MARKED.match(lower):
            keys = (*keys, marked[1] + "#")
        return (*keys, SUM) if self._sum.match(lower) else keys
