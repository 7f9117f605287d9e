"""Texts that an expression matches, spelled out from the expression itself.

Hypothesis makes them too, and took twelve times as long for what three hundred expressions match.
"""

import re
import string
from random import Random

from re import _compiler, _constants, _parser  # isort: skip  what `re` itself reads expressions by

LETTERS = string.ascii_letters + string.digits + string.punctuation + " \t\n\u00a0éſı’“”°′″١"
_CLASSES: dict[str, list[str]] = {}
_REPEATED = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_CLASS = (_constants.IN, _constants.ANY, _constants.NOT_LITERAL)


def texts(expression: re.Pattern[str], count: int = 10) -> list[str]:
    """Return so many texts that an expression is found in, the same at each call; it raises where these are too few.

    What looks ahead or back is spelled out at every second attempt only: what stands beside it may say it.
    """
    chance, tree = Random(expression.pattern), _parser.parse(expression.pattern, expression.flags)
    found: list[str] = []
    for attempt in range(400 * count):
        text = "".join(_spelled(tree, chance, {}, around=bool(attempt % 2)))
        text = chance.choice((text, f" {text} ", f"a{text}b", text.upper(), text.swapcase()))
        if expression.search(text):
            found.append(text)
        if len(found) == count:
            return found
    raise AssertionError(f"only {len(found)} texts were found for: {expression.pattern}")


def _spelled(tree, chance, groups, *, around):
    for node in tree:
        kind, told = node
        if kind is _constants.LITERAL:
            yield chr(told)
        elif kind in _CLASS:
            yield chance.choice(_class(node))
        elif kind is _constants.SUBPATTERN:
            groups[told[0]] = "".join(_spelled(told[-1], chance, groups, around=around))
            yield groups[told[0]]
        elif kind is _constants.GROUPREF:
            yield groups.get(told, "")
        else:
            for part in _parts(kind, told, chance, groups, around=around):
                yield from _spelled(part, chance, groups, around=around)


def _parts(kind, told, chance, groups, *, around):
    """Return what is spelled out for a node, in its order; nothing for what takes no letter."""
    if kind is _constants.BRANCH:
        return [chance.choice(told[1])]
    if kind in _REPEATED:
        least, most, each = told
        return [each] * min(int(most), least + chance.choice((0, 0, 1, 2)))
    if kind is _constants.GROUPREF_EXISTS:
        group, there, absent = told
        return [there if group in groups else absent or ()]
    if kind is _constants.ATOMIC_GROUP:
        return [told]
    return [told[1]] if kind is _constants.ASSERT and around else []


def _class(node):
    """Return the letters of ours that a class of an expression takes, and those that it names."""
    if (known := _CLASSES.get(repr(node))) is None:
        one = _compiler.compile(_parser.SubPattern(_parser.State(), [node]), re.DOTALL)
        named = [chr(told) for kind, told in node[1] if kind is _constants.LITERAL] if node[0] is _constants.IN else []
        known = _CLASSES[repr(node)] = [letter for letter in (*LETTERS, *named) if one.match(letter)]
    return known
