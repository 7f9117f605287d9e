"""A term of a table word by word, with what its braces leave to choose: ``{m,wa}halifu sugu``, ``=AP officer``.

A term with some choices stands for thousands of sequences, and a text says the beginning of hardly any: they are spelt
out for one first word at a time. Nothing here knows what a term speaks for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product
from typing import TypeAlias

from usalama.words.characters import STRAIGHT

Parts: TypeAlias = Sequence[str | Sequence[Sequence[str]]]
"""Words, and where there is a choice all its ways, each of some words or none."""
TOKEN = re.compile(r"[£€¥₦₹₵₺₽]?[^\W_]+(?:['’ʼ`‘][^\W_]+)*|[.!?;:|,…](?=\s|$)|[—–]")
"""A word or a pause."""
_BRACES = re.compile(r"\{([^{}]*)\}")
_NESTED = re.compile(r"\{[^{}]*\{")
_PIECE = re.compile(r"(?:\{[^{}]*\}|\S)+")
"""What stands between blanks in a term, its choices with their own blanks."""


def parted(text: str) -> Parts:
    """Return the parts of a term."""
    if "{" not in text:
        return _words(text)
    pieces = [text] if _NESTED.search(text) else _PIECE.findall(text)
    return [*chain.from_iterable(_part(piece) if "{" in piece else _words(piece) for piece in pieces)]


def firsts(parts: Parts) -> Iterable[str]:
    """Return the words with which a term may begin."""
    if parts and isinstance(parts[0], str):  # as most do, and every table is asked for them all
        return (parts[0],)
    return dict.fromkeys(word for word, _ in onward(parts) if word)


def onward(parts: Parts) -> Iterator[tuple[str, Parts]]:
    """Yield each word with which ``parts`` may go on, with the parts behind it; the empty word where they may end."""
    for place, part in enumerate(parts, 1):
        if isinstance(part, str):
            yield part, parts[place:]
            return
        yield from ((way[0], (*way[1:], *parts[place:])) for way in part if way)
        if all(part):
            return
    yield "", ()


def spelled(parts: Parts, first: str) -> Iterator[Sequence[str]]:
    """Yield the sequences of words that begin with ``first``, which a term stands for."""
    ways = [[[part]] if isinstance(part, str) else part for part in parts]
    ways[:1] = [[way for way in some if not way or way[0] == first] for some in ways[:1]]
    for choice in product(*ways):
        sequence = [*chain.from_iterable(choice)]
        if sequence[:1] == [first]:
            yield sequence


def _part(piece: str) -> list[list[list[str]]]:
    return [[_words(choice) for choice in _choices(piece)]]


def _choices(text: str) -> list[str]:
    found = _BRACES.search(text)
    if found is None:
        return [text]
    before, after = text[: found.start()], text[found.end() :]
    return [whole for choice in found[1].split(",") for whole in _choices(before + choice + after)]


def _words(text: str) -> list[str]:
    if text.isascii() and text.replace(" ", "").isalnum():  # as most are
        return text.lower().split()
    words: list[str] = []
    for raw in text.translate(STRAIGHT).split():
        if raw.startswith("="):
            words.extend("=" + part for part in re.findall(r"[^\W_]+(?:'[^\W_]+)*", raw))
        elif raw.endswith(("-", "#")) or raw.startswith(("!", "-")):
            words.append(raw.lower())
        else:
            words.extend(TOKEN.findall(raw.lower()))
    return words
