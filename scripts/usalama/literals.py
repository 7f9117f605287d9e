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
    """Return a text as ``may_match`` takes it: in lower case, also the two letters that ``re`` takes for s and i."""
    return text.lower().replace("ſ", "s").replace("ı", "i")


def may_match(words: Collection[str], text: str) -> bool:
    """Whether a ``lowered`` text holds one of the ``needed`` words; true where none are needed."""
    return not words or any(word in text for word in words)


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
