"""Expressions that begin with a boundary, written so that ``re`` finds where to begin in one go.

A boundary has to be tried before each letter of a text; for a letter, or one of a class, ``re`` looks at the speed of
memory. What is rewritten matches the same at the same places. It knows the few beginnings that the tables have, and
leaves any other expression as it is.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_LETTER = r"(?:[A-Za-z]|\[[A-Za-z]{2}\])(?![?*+{])"
_WORD = rf"{_LETTER}[^()|]*"
_BEFORE = re.compile(
    rf"(?P<group>\(\?P<hide>)?\\b(?:\(\?:(?P<words>{_WORD}(?:\|{_WORD})+)\)(?![?*+{{])|(?P<letter>{_LETTER}))"
)
_CAPITAL = re.compile(r"\\b\(\?=\[A-Z\]\)(?P<behind>(?:\(\?<![^()|]+\))+)(?P<group>\(\?P<hide>)\[A-Z\]")
_ALTERNATIVE = re.compile(rf"({_LETTER})([^|]*)")


class Expression(NamedTuple):
    """An expression as it was written, with the flags that it is compiled by."""

    pattern: str
    flags: int


def quicker(pattern: str) -> str:
    """Return an expression that matches what ``pattern`` does: the first letter first, then what may not be before."""
    if found := _CAPITAL.match(pattern):
        behind = found["behind"].replace(")", "[A-Z])")
        return f"{found['group']}{_beginning('[A-Z]')}{behind}{pattern[found.end() :]}"
    found = _BEFORE.match(pattern)
    if not found:
        return pattern
    group, rest = found["group"] or "", pattern[found.end() :]
    if found["letter"]:
        return f"{group}{_beginning(found['letter'])}{rest}"
    words = _ALTERNATIVE.findall(found["words"])
    letters = "".join(sorted({letter for first, _ in words for letter in first.strip("[]")}))
    either = "|".join(f"(?<={first}){further}" for first, further in words)
    return f"{group}{_beginning(f'[{letters}]')}(?:{either}){rest}"


def _beginning(letter: str) -> str:
    """Return a letter that begins a word."""
    return rf"{letter}(?<!\w{letter})"
