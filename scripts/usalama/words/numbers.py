"""Numbers in running words: digits, English and Kiswahili number words, and what makes a number no count.

It finds how many, never of what. Years, clock times, ages, amounts of money and distances are told apart by the words
beside them, because a figure that is none of those is what two reports of one event share. It refuses ordinals.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_ONES = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen
"""
FEW = "|".join(_ONES.split()[2:11])
"""From two to ten, as a choice of an expression."""
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ENGLISH = {word: value for value, word in enumerate(_ONES.split())}
_ENGLISH |= {word: 10 * value for value, word in enumerate(_TENS_WORDS.split(), 2)}
_PAIRS = [(ten, one) for ten in _TENS_WORDS.split() for one in _ONES.split()[1:10]]
_ENGLISH |= {f"{ten}-{one}": _ENGLISH[ten] + _ENGLISH[one] for ten, one in _PAIRS}
_KISWAHILI_ONES = (
    *("mmoja moja", "wawili mbili mawili viwili miwili", "watatu tatu matatu vitatu mitatu"),
    *("wanne nne manne vinne minne", "watano tano matano vitano mitano", "sita", "saba"),
    *("wanane nane manane vinane minane", "tisa", "kumi"),
)
_KISWAHILI = {word: value for value, words in enumerate(_KISWAHILI_ONES, 1) for word in words.split()}
_KISWAHILI_TENS = {
    "ishirini": 20, "thelathini": 30, "arobaini": 40, "arubaini": 40, "hamsini": 50, "sitini": 60, "sabini": 70,
    "themanini": 80, "tisini": 90,
}  # fmt: skip
_MULTIPLES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_KISWAHILI_MULTIPLES = {"mia": 100, "elfu": 1_000, "laki": 100_000, "milioni": 1_000_000, "bilioni": 1_000_000_000}
_ANY_MULTIPLES = {**_MULTIPLES, **_KISWAHILI_MULTIPLES}
_TEN, _DOZEN = 10, 12
_LONGEST = 15  # signs of a figure: what is longer counts nothing
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile("[a-z]+")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_TENS = frozenset(_ENGLISH[word] for word in _ENGLISH if _ENGLISH[word] % 10 == 0 and _ENGLISH[word] > 10)  # noqa: PLR2004
_STARTS = frozenset([*_ENGLISH, *_KISWAHILI, *_KISWAHILI_TENS, *_KISWAHILI_MULTIPLES, *_MULTIPLES, "dozen"])
_YEARS = range(1890, 2100)


class Number(NamedTuple):
    """A number over words ``start`` to ``end``; ``digits`` when it was written in figures."""

    start: int
    end: int
    value: int
    digits: bool
    parted: bool = False  # whether a comma stands in it, as in no year: "2,000"

    @property
    def maybe_year(self) -> bool:
        """True for four figures that could be a year."""
        return self.digits and not self.parted and self.value in _YEARS


def may_count(text: str) -> bool:
    """Tell quickly whether a text may hold a number, before it is cut into words: most do not."""
    return _DIGIT.search(text) is not None or not _STARTS.isdisjoint(_LETTERS.findall(text.lower()))


def numbers_in(words: Sequence[str]) -> list[Number]:
    """Return every number in reading order; words are lower case."""
    found: list[Number] = []
    for position, word in enumerate(words):
        if word[0] in "0123456789" or word in _STARTS:
            number = _number_at(words, position) if not found or position >= found[-1].end else None
            if number is not None:
                found.append(number)
    return found


def _number_at(words: Sequence[str], start: int) -> Number | None:
    word = words[start]
    if word[0].isdigit():
        return _in_figures(words, start)
    if word in _ENGLISH:
        return _english(words, start)
    if word in _KISWAHILI or word in _KISWAHILI_TENS or word in _KISWAHILI_MULTIPLES:
        return _kiswahili(words, start)
    if word in {"dozen", "dozens"}:
        return Number(start, start + 1, _halved(words, start, _DOZEN), digits=False) if word == "dozen" else None
    if word in _MULTIPLES and start and words[start - 1] in {"a", "half"}:
        whole = _english(words, start, 1)
        return whole._replace(value=_halved(words, start, whole.value))
    return None


def _halved(words: Sequence[str], start: int, value: int) -> int:
    """Return what "half a dozen", "a half dozen" or "half dozen" is, where ``value`` is the whole one."""
    return value // 2 if "half" in words[max(0, start - 2) : start] else value


def _in_figures(words: Sequence[str], start: int) -> Number | None:
    if not _DIGITS.fullmatch(words[start]) or len(words[start]) > _LONGEST:
        return None
    value, end = int(words[start].replace(",", "")), start + 1
    while end < len(words) and words[end] in _ANY_MULTIPLES:
        value, end = value * _ANY_MULTIPLES[words[end]], end + 1
    return Number(start, end, value, digits=True, parted="," in words[start])


def _english(words: Sequence[str], start: int, part: int = 0) -> Number:
    """Return the number that begins at a word; ``part`` is what was said before it: 1 of "a hundred and fifty"."""
    total, end = 0, start
    while end < len(words):
        word = words[end]
        if word in _ENGLISH and (part == 0 or (part % 100 in _TENS and _ENGLISH[word] < 10) or part % 100 == 0 < part):  # noqa: PLR2004
            part += _ENGLISH[word]
        elif word == "dozen" and 0 < part < _DOZEN:
            part *= _DOZEN
        elif word == "hundred" and 0 < part < 100:  # noqa: PLR2004
            part *= 100
        elif word in _MULTIPLES and word != "hundred" and part:
            total, part = total + part * _MULTIPLES[word], 0
        elif word == "and" and part % 100 == 0 < part + total and end + 1 < len(words) and words[end + 1] in _ENGLISH:
            pass
        else:
            break
        end += 1
    return Number(start, end, total + part, digits=False)


class _Part(NamedTuple):
    """A part of a Kiswahili number such as ``mia tatu``: of which unit it is so many, and the word after it."""

    value: int
    unit: int
    end: int


def _kiswahili(words: Sequence[str], start: int) -> Number:
    part: _Part | None = _kiswahili_part(words, start)
    total, end = 0, start
    while part:
        total, end = total + part.value, part.end
        part = _smaller(words, part)
    return Number(start, end, total, digits=False)


def _smaller(words: Sequence[str], before: _Part) -> _Part | None:
    """Return the part that goes on with a number: "three and two" is no sum, and ones want "and" before them."""
    is_joined = "na" in words[before.end : before.end + 1]
    part = _kiswahili_part(words, before.end + is_joined)
    return part if part.unit < before.unit and part.value and (is_joined or part.unit > 1) else None


def _kiswahili_part(words: Sequence[str], place: int) -> _Part:
    """Return the part that begins at a word; of no value where none does."""
    word = words[place] if place < len(words) else ""
    unit = _KISWAHILI_MULTIPLES.get(word, 0)
    if not unit:
        value = _KISWAHILI_TENS.get(word, _KISWAHILI.get(word, 0))
        return _Part(value, _TEN if value >= _TEN else 1, place + 1)
    times, end = _times(words, place + 1, unit)
    return _Part(times * unit, unit, end)


def _times(words: Sequence[str], place: int, unit: int) -> tuple[int, int]:
    """Return how many of a unit are told behind it, and the word after that: ``elfu kumi na tano``, ``milioni 3``."""
    figure = _in_figures(words, place) if place < len(words) and words[place][0].isdigit() else None
    part = figure or _kiswahili_part(words, place)
    number = _kiswahili(words, place) if isinstance(part, _Part) and part.unit == _TEN else part
    most = _TEN if unit == _KISWAHILI_MULTIPLES["mia"] else 1_000
    return (number.value, number.end) if 0 < number.value < most else (1, place)
