"""The words without which a regular expression cannot match: a cheap question to ask before the expression itself.

What is derived is a necessary condition and never a sufficient one: where nothing certain can be said of an
expression, nothing is said, and it has to be tried. Letters are compared without their case, digits without their
value, and no word holds white space, so that a text is asked word by word. Where an expression says that a word begins
or ends, so does what it needs: "kid" stands in "kidnapped", and no child is told of there.

Python names its parser of expressions nowhere in public, nor does a library read ours, which look ahead and behind.
Without it masking the made texts takes four times as long, and what their voices and pledges are three times.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from operator import or_
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Needs: TypeAlias = tuple[frozenset[str], ...]
"""Lists of words; every match of an expression holds one word of each list."""
_REPEATS = {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}
LOOKS = {_constants.ASSERT, _constants.ASSERT_NOT}
_MOST = 64
_LISTS = 4
_LONGEST = 16
_ASCII = 128
_LONG = 3
_EDGE = "\x01"
"""Where a word begins or ends (``\\b``); no text that is asked has this sign."""
_EDGES = re.compile(rf"(?<=\w)(?=[^\w{_EDGE}])|(?<=[^\w{_EDGE}])(?=\w)")
_REMEMBERED = 100_000
_OVERLONG = 200
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")


def read(pattern: str, flags: int = 0) -> Any:  # noqa: ANN401  ``re`` names no type for it
    """Return an expression as Python reads it; raise ``re.error`` as compiling it does, which takes much longer."""
    parsed = _parser.parse(pattern, flags)
    if "(?<" in pattern:
        _refuse_uneven(parsed)
    return parsed


def needed(parsed: Any) -> Needs:  # noqa: ANN401  what ``read`` gives
    """Return the lists of lower-case words that every match holds one each of; () if none is certain."""
    return () if parsed.state.flags & re.ASCII else tuple(_of_sequence(parsed))


def _refuse_uneven(tokens: Any) -> None:  # noqa: ANN401  ``re`` names no type for these
    """Refuse a look behind that is not of one length, which Python's parser lets pass."""
    for operator, argument in tokens.data:
        if operator in LOOKS and argument[0] < 0 and len({*argument[1].getwidth()}) > 1:
            raise re.error("look-behind requires fixed-width pattern")
        inside = argument[1] if operator is _constants.BRANCH else argument if isinstance(argument, tuple) else ()
        for part in (*inside, argument):
            if isinstance(part, _parser.SubPattern):
                _refuse_uneven(part)


def lowered(text: str) -> str:
    """Return a text letter for letter in lower case, also those that ``re`` takes for s and i without case.

    An expression in small letters finds in it what it finds in ``text`` without case, at the same places.
    """
    return text.lower() if text.isascii() else text.replace("İ", "i").lower().replace("ſ", "s").replace("ı", "i")


class Marks(dict[str, int]):
    """Tells of which of some lists a text has a whole word, remembering each piece between white space of texts.

    What it tells is one number: bit 0 stands for the first list, bit 1 for the next one, and so on.
    """

    def __init__(self, *lists: frozenset[str]) -> None:
        super().__init__()
        self._lists = lists

    def of(self, low: str) -> int:
        """Return the bits of the lists that have a word of a text in lower case."""
        return reduce(or_, map(self.__getitem__, low.split()), 0)

    def __missing__(self, piece: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        words = _WORD.findall(piece)
        found = self[piece] = sum((not each.isdisjoint(words)) << bit for bit, each in enumerate(self._lists))
        return found


class Spotter:
    """Tells of many lists of words at once which of them have a word in a text, remembering each word of texts.

    Each list is a bit of a number, so that all that one word of a text speaks for is found and added in one step.
    """

    __slots__ = ("_bits", "_heard", "all")

    def __init__(self, lists: Iterable[frozenset[str]] = ()) -> None:
        self._bits = {words: 1 << place for place, words in enumerate(dict.fromkeys(lists))}
        by_word: dict[str, int] = {}
        for words, bit in self._bits.items():
            by_word.update((word, by_word.get(word, 0) | bit) for word in map(_edged, words))
        self._heard = _Heard(by_word)
        self.all = (1 << len(self._bits)) - 1

    def asked(self, needs: Needs) -> int:
        """Return the bits of the lists that are needed: a text that may match says all of them."""
        return reduce(or_, [self._bits[words] for words in needs], 0)

    def said(self, text: str) -> int:
        """Return the bits of the lists that have a word in ``text``, whatever its case and wherever in a word."""
        return reduce(or_, map(self._heard.__getitem__, lowered(text).split()), 0)


class _Heard(dict[str, int]):
    """The bits that each word of texts speaks for, looked for once a word; those of other digits speak for the same."""

    __slots__ = ("_by_word", "_longest")

    def __init__(self, by_word: Mapping[str, int]) -> None:
        self._by_word = by_word
        self._longest = max(map(len, by_word), default=0)

    def __missing__(self, word: str) -> int:
        plain = _DIGIT.sub("0", word)
        bits = self[plain] if plain != word else reduce(or_, map(self._by_word.__getitem__, self._inside(word)), 0)
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = bits
        return bits

    def _inside(self, word: str) -> Iterable[str]:
        """Return those of our words that stand in ``word``; the pieces of a very long one would fill the memory."""
        word = _edged(f" {word} ").strip()
        if len(word) > _OVERLONG:
            return (each for each in self._by_word if each in word)
        ends = range(1, len(word) + 1)
        return self._by_word.keys() & {
            word[start:end] for end in ends for start in range(max(0, end - self._longest), end)
        }


def _edged(text: str) -> str:
    """Return a text with a sign wherever a word begins or ends in it; what stands before and behind it is not known."""
    return _EDGES.sub(_EDGE, text)


def _of_sequence(tokens: Any, before: str = "", behind: str = "") -> list[frozenset[str]]:  # noqa: ANN401  ``re`` names no type for these
    """Return the word lists that the parts of a sequence need, the most telling first; all parts must match.

    ``before`` and ``behind`` it stands a blank for a character of no word, a word's edge, or "" for what is not known.
    """
    looked = (argument[1] for operator, argument in tokens.data if operator is _constants.ASSERT)
    lists = [words for sequence in looked for words in _of_sequence(sequence)]  # what is looked for must be there too
    run = before
    tokens = [token for token in tokens.data if token[0] not in LOOKS]  # itself it is slow to go through
    for place, (operator, argument) in enumerate(tokens, 1):
        letter, fewest, most = _letters(operator, argument)
        if letter:
            run += letter * fewest
            if fewest == most:
                continue
        elif _edge(operator, argument):
            run = _with_edge(run, _EDGE)
            continue
        lists += _of_run(run)
        if not letter:
            lists += _of_part(operator, argument, _last(run), _edge(*tokens[place]) if tokens[place:] else behind)
        run = letter * fewest  # the last of them stand right before what follows
    found = dict.fromkeys(lists + _of_run(_with_edge(run, behind)))
    return sorted(found, key=_telling, reverse=True)[:_LISTS] if len(found) > 1 else [*found]


def _edge(operator: Any, argument: Any) -> str:  # noqa: ANN401
    """Return the edge of a word where a token says one, a blank where it is of no word, else ""."""
    if operator is _constants.AT and argument is _constants.AT_BOUNDARY:
        return _EDGE
    letter = _letter(operator, argument)
    return " " if letter and not _WORD.match(letter) else ""


def _last(run: str) -> str:
    """Return what is known to stand before what follows letters in a row, as ``_edge`` has it."""
    return run[-1:] if run.endswith(_EDGE) else " " if run and not _WORD.match(run[-1]) else ""


def _with_edge(run: str, edge: str) -> str:
    return run.removesuffix(_EDGE) + edge if edge == _EDGE else run + edge


def _of_run(letters: str) -> list[frozenset[str]]:
    """Return what letters in a row need: each of their pieces between white space, with its edges if they are known."""
    pieces = [letters] if letters.isalnum() else _edged(letters).split()
    return [frozenset({piece}) for piece in pieces if piece != _EDGE]


def _letters(operator: Any, argument: Any) -> tuple[str, int, int]:  # noqa: ANN401
    """Return the letter that a token stands for, whatever its case, and how often; "" for any other token."""
    if operator is _constants.LITERAL:  # as most are
        return _lowered(argument), 1, 1
    if operator in _REPEATS and len(argument[2]) == 1:
        fewest, most, (token,) = argument
        return _letter(*token), min(fewest, _LONGEST), most
    return _letter(operator, argument), 1, 1


def _letter(operator: Any, argument: Any) -> str:  # noqa: ANN401
    """Return the one letter that a token stands for, whatever its case, 0 for any digit; "" for any other token."""
    if operator is _constants.LITERAL:
        return _lowered(argument)
    if operator is not _constants.IN:
        return ""
    letters = {_of_class(kind, value) for kind, value in argument}
    return letters.pop() if len(letters) == 1 else ""


def _of_class(kind: Any, value: Any) -> str:  # noqa: ANN401
    if kind is _constants.LITERAL:
        return _lowered(value)
    if kind is _constants.RANGE:
        return "0" if all(_lowered(code) == "0" for code in value) else ""
    return "0" if value is _constants.CATEGORY_DIGIT else ""


@cache
def _lowered(code: int) -> str:
    """Return a character in lower case; "" for letters beyond ASCII, which change case in ways of their own."""
    letter = chr(code)
    if letter.isdecimal():
        return "0"
    return letter.lower() if code < _ASCII or letter.lower() == letter.upper() else ""


def _of_part(operator: Any, argument: Any, before: str, behind: str) -> list[frozenset[str]]:  # noqa: ANN401
    if operator is _constants.SUBPATTERN:
        return [] if argument[1] & re.ASCII else _of_sequence(argument[-1], before, behind)
    if operator is _constants.ATOMIC_GROUP:
        return _of_sequence(argument, before, behind)
    if operator in _REPEATS:
        return _of_sequence(argument[2], before, behind * (argument[1] == 1)) if argument[0] > 0 else []
    if operator is _constants.BRANCH:
        return _of_branches([_of_sequence(branch, before, behind) for branch in argument[1]])
    letters = {_of_class(*each).strip() for each in argument} if operator is _constants.IN else {""}
    return [] if "" in letters else [frozenset(letters)]  # one of a few, such as two kinds of dashes


def _of_branches(branches: list[list[frozenset[str]]]) -> list[frozenset[str]]:
    """Return what alternatives need: a list of one of each: of their most telling ones, of the next ones, and so on."""
    if not all(branches):
        return []
    each = range(max(map(len, branches)))
    unions = [frozenset[str]().union(*(lists[min(place, len(lists) - 1)] for lists in branches)) for place in each]
    return [union for union in unions if len(union) <= _MOST]


def _telling(words: frozenset[str]) -> tuple[int, bool, float, list[str]]:
    """Rank a list: long words tell most, marks such as commas next to nothing; the words themselves end a tie."""
    bare = sorted(word.replace(_EDGE, "") for word in words)
    lengths = [*map(len, bare)] or [0]
    of_letters = all(word[0].isalnum() or not word.isascii() for word in bare)
    return min(_LONG, *lengths), of_letters, sum(lengths) / len(lengths), bare
