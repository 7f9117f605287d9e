"""The words with which what a regular expression matches begins, where these are a finite list.

It reads expressions by the parser that ``literals`` reads them by, and refuses one that may begin in endless ways.
"""

from collections.abc import Collection
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

from usalama.words.literals import LOOKS


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
        if operator in LOOKS or operator is _constants.FAILURE:  # from Python 3.13 on (?!) is one
            return words if argument and len(argument[1]) else set()  # (?!) never matches
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
