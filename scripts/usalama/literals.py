"""The words without which a regular expression cannot match: a cheap question to ask before the expression itself.

What is derived is a necessary condition and never a sufficient one: where nothing certain can be said of an
expression, nothing is said, and it has to be tried. Letters are compared without their case.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from importlib import import_module
from typing import Any

try:  # the parser of ``re`` itself has no public name; an implementation without it tries every expression
    _parser: Any = import_module("re._parser")
    _constants: Any = import_module("re._constants")
except ImportError:  # pragma: no cover
    _parser = None

_MOST = 64
_ASCII = 128
_LONG = 3


def needed(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Return lower-case words of which every match of ``pattern`` holds at least one; () where none are certain."""
    if _parser is None:  # pragma: no cover
        return ()
    words = _of_sequence(_parser.parse(pattern.pattern, pattern.flags))
    told = words and len(words) <= _MOST and all(word.strip() for word in words)
    return tuple(sorted(words)) if told else ()


def lowered(text: str) -> str:
    """Return a text letter for letter in lower case, also those that ``re`` takes for s and i without case.

    An expression in small letters finds in it what it finds in ``text`` without case, at the same places.
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").lower().replace("ſ", "s").replace("ı", "i")


def may_match(words: Collection[str], text: str) -> bool:
    """Whether a ``lowered`` text holds one of the ``needed`` words; true where none are needed."""
    return not words or any(word in text for word in words)


def first_words(pattern: str, past: Collection[str] = ()) -> frozenset[str]:
    """Return the words, in lower case, with which any match of ``pattern`` begins.

    A word is letters and digits in a row; of small words in ``past``, such as "the", it is the next one that is told.
    Raises ValueError where these are no finite list.
    """
    found = _Beginnings(frozenset(past))
    words = found.told | found.after(_parser.parse(pattern), {""})
    if "" in words:
        raise ValueError(f"{pattern!r} need not begin with a word")
    return frozenset(words)


class _Beginnings:
    """Spells out the beginnings of a pattern: each call takes words in the making further, ``told`` has the whole."""

    def __init__(self, past: frozenset[str]) -> None:
        self.told: set[str] = set()
        self._past = past

    def after(self, tokens: Any, words: set[str]) -> set[str]:  # noqa: ANN401
        """Return ``words`` as they go on in a sequence."""
        for operator, argument in tokens:
            words = self._part(operator, argument, words) if words else words
        return words

    def _part(self, operator: Any, argument: Any, words: set[str]) -> set[str]:  # noqa: ANN401
        if letters := _choice(operator, argument):
            return set().union(*(self._spelled(letter, words) for letter in letters))
        if operator is _constants.SUBPATTERN:
            return self.after(argument[-1], words)
        if operator is _constants.BRANCH:
            return set().union(*(self.after(branch, words) for branch in argument[1]))
        if operator is _constants.ASSERT_NOT and not len(argument[1]):
            return set()  # (?!) never matches
        if operator in {_constants.MAX_REPEAT, _constants.MIN_REPEAT}:
            least, most, repeated = argument
            once = self.after(repeated, words)
            if most == 1 or once <= {""}:  # else a word could grow on and on
                return once if least else words | once
        raise ValueError(f"a word may begin in endless ways: {operator} {argument}")

    def _spelled(self, letter: str, words: set[str]) -> set[str]:
        if letter.isalnum() or letter == "_":
            return {word + letter for word in words}
        self.told |= words - self._past
        return {""} if words & self._past else set()


def _choice(operator: Any, argument: Any) -> str:  # noqa: ANN401
    """Return the letters of which a token is one, in lower case; a blank stands for white space, "" for any other."""
    if operator is _constants.LITERAL:
        return chr(argument).lower()
    if operator is _constants.IN and argument == [(_constants.CATEGORY, _constants.CATEGORY_SPACE)]:
        return " "
    if operator is _constants.IN and all(kind is _constants.LITERAL for kind, _ in argument):
        return "".join(chr(code).lower() for _, code in argument)
    return ""


def _of_sequence(tokens: Any) -> frozenset[str]:  # noqa: ANN401  ``re`` names no type for these
    """Return the most telling of the word lists that each part of a sequence needs; all parts must match."""
    lists: list[frozenset[str]] = []
    run = ""
    for operator, argument in tokens:
        letter = _letter(operator, argument)
        if letter:
            run += letter
            continue
        lists += [frozenset({run})] if run else []
        run = ""
        lists.append(_of_part(operator, argument))
    lists += [frozenset({run})] if run else []
    return max(lists, key=_telling, default=frozenset())


def _letter(operator: Any, argument: Any) -> str:  # noqa: ANN401
    """Return the one letter that a token stands for, whatever its case; "" for any other token."""
    if operator is _constants.LITERAL:
        return _lowered(argument)
    if operator is _constants.IN and all(kind is _constants.LITERAL for kind, _ in argument):
        letters = {_lowered(code) for _, code in argument}
        return letters.pop() if len(letters) == 1 else ""
    return ""


def _lowered(code: int) -> str:
    """Return an ASCII character in lower case; other letters change case in ways that no word is built on."""
    return chr(code).lower() if code < _ASCII else ""


def _of_part(operator: Any, argument: Any) -> frozenset[str]:  # noqa: ANN401
    if operator is _constants.SUBPATTERN:
        return _of_sequence(argument[-1])
    if operator is _constants.ATOMIC_GROUP:
        return _of_sequence(argument)
    if operator in {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}:
        return _of_sequence(argument[2]) if argument[0] > 0 else frozenset()
    if operator is _constants.BRANCH:
        branches = [_of_sequence(branch) for branch in argument[1]]
        return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _telling(words: frozenset[str]) -> tuple[int, float]:
    """Rank a list: long words tell most; white space and lone letters next to nothing."""
    lengths = [len(word.strip()) for word in words] or [0]
    return min([*lengths, _LONG]), sum(lengths) / len(lengths)
