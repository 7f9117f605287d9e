"""The sentences of a text that count something, with the numbers in them that may be a count of people or animals.

Names ("Githurai 45"), ages, money, times and years are none. What the numbers count is for ``figures`` to say.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from usalama.claims.figure_kiswahili import PERSONS
from usalama.claims.figure_people import people_after
from usalama.words.months import MONTHS
from usalama.words.numbers import Number, may_count, numbers_in
from usalama.words.text import NO_END

_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+(?=[-–]\d)|(?<=\d)[-–](?=\d)|[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?](?=\s|$)|[()–—]"
)
_END = re.compile(rf"(?<=[.!?]){NO_END}\s+(?=[A-Z\"“‘'0-9])|\s*[;—]\s*")
_MOST = 10_000
_LONG = 4
_BEFORE_A_COUNT_WORDS = "other last next remaining first same late said over about around entire dead total of"
_BEFORE_A_COUNT = frozenset(_BEFORE_A_COUNT_WORDS.split())
_PLACED = frozenset({"in", "at", "near", "from", "on", "of"})
_BEFALLEN_WORDS = "was were is are had has arrested killed died dead injured charged shot nabbed both"
_BEFALLEN = frozenset(_BEFALLEN_WORDS.split())
_REST = re.compile(r"(?:\.|: ?)\d")  # “1:30”, “2.9 million”
_BEGUN = re.compile(r"\d[.:,/]")  # the same, seen from its end: “4.9 killed per 100,000” is no 9
_SIGNS = frozenset("$€£¥₦₹")
_AGES = re.compile(r"\b(?:aged|ages|umri wa|wenye umri)(?: (?:#?\d+|,|and|between|na|to|of|\w+teen|\w+ty))*$")
NO_COUNT_BEFORE = frozenset(
    {"usd", "aged", "form", "class", "grade", "section", "article", "chapter", "route"}
    | {"flight", "phase", "level", "number", "no", "umri", "miaka", "saa", "kidato", "darasa", "ibara", *MONTHS}
    | {"tarehe", "agosti", "juni", "julai", "machi", "mwezi", "day", "team", "group", "block", "ward"}
)


class Sentence(NamedTuple):
    """A sentence, its words in small letters, where each stands in it, and the numbers that may be counts."""

    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[Number, ...]

    def lifted(self, peoples: frozenset[str] | None) -> tuple[str, list[int]]:
        """Return the words with numbers as ``#0``, ``#1`` …, and for each lifted word its first word's number.

        The people behind an English number are lifted to one word for all; ``peoples`` are counted by their own names,
        and ``None`` stands for Kiswahili, where only a noun that no pattern knows becomes "watu".
        """
        starts = {number.start: (index, number) for index, number in enumerate(self.numbers)}
        found, places, place = [], [], 0
        while place < len(self.words):
            places.append(place)
            if place in starts:
                index, number = starts[place]
                found.append(f"#{index}")
                place = number.end
                place = self._lift_people(place, peoples, found, places)
            else:
                word = self.words[place]
                found.append("watu" if peoples is None and word in PERSONS else word)
                place += 1
        return " ".join(found), places

    def _lift_people(self, place: int, peoples: frozenset[str] | None, found: list[str], places: list[int]) -> int:
        """Lift whoever is named from ``place`` on, missing or not, and return where their words end."""
        if peoples is None:
            return place
        missing = self.words[place : place + 1] == ("missing",)
        if people := people_after(self.words, place + missing, peoples):
            found += ["missing", people[0]] if missing else [people[0]]
            places += [place, place + 1] if missing else [place]
            return people[1]
        return place


def sentences_of(text: str, never_after: frozenset[str], language: str) -> Iterator[Sentence]:
    """Yield the sentences that count anything."""
    for part in map(str.strip, _END.split(text)) if may_count(text) else ():
        if not may_count(part):
            continue
        words = tuple(_WORD.findall(part.replace("İ", "i").lower().replace("’", "'")))  # letter for letter
        counts = [number for number in numbers_in(words) if _counts(number, words, never_after)]
        matches = list(_WORD.finditer(part)) if counts else []
        if any(number.digits for number in counts):
            telling = language != "sw" and _in_small_letters(matches)
            counts = [one for one in counts if not (one.digits and _names(part, matches, one.start, telling=telling))]
        if counts:
            yield Sentence(part, words, tuple(match.span() for match in matches), tuple(counts))


def _in_small_letters(matches: list[re.Match[str]]) -> bool:
    """Whether a capital tells a name: not where most words have one, as in some headlines."""
    words = [word for match in matches if len(word := match[0]) >= _LONG and word.isalpha()]
    return sum(word[0].isupper() for word in words) <= len(words) / 2


def _names(part: str, matches: list[re.Match[str]], number: int, *, telling: bool) -> bool:
    """True for digits that belong to a name ("Githurai 45", "Unit 3"), an age, money or a time ("$2", "1:30").

    ``telling`` is whether a capital tells a name; never in Kiswahili, where every number stands behind its noun.
    """
    start, end = matches[number].span()
    if part[start - 1 : start] in _SIGNS or _REST.match(part, end) or _BEGUN.fullmatch(part[max(0, start - 2) : start]):
        return True
    if number > 2 and _aged(matches, number):  # noqa: PLR2004
        return True
    return telling and number > 1 and matches[number - 1][0][0].isupper() and part[start - 1] == " "


def _aged(matches: list[re.Match[str]], number: int) -> bool:
    """True for the age in "Juma, 27 was": behind a name and a comma, with nobody behind it."""
    before, name, comma = (match[0] for match in matches[number - 3 : number])
    after = matches[number + 1][0] if number + 1 < len(matches) else "was"
    return comma == "," and name[0].isupper() and before.lower() not in _PLACED and after in _BEFALLEN


def _counts(number: Number, words: tuple[str, ...], never_after: frozenset[str]) -> bool:
    before = words[number.start - 1] if number.start else ""
    after = words[number.end] if number.end < len(words) else "."
    if not 0 < number.value <= _MOST or number.maybe_year or before in never_after:
        return False
    if words[number.start] == "matatu":
        return False  # it counts things alone, and mostly it is the bus: "matatu crew held"
    is_age = before in {",", "("} and after in {",", ")"}  # "Mutiso, 27, was"
    if is_age or (not number.digits and words[number.start] in (before, after)):  # a day's name: "Saba Saba"
        return False
    if words[max(0, number.start - 2) : number.start - 1] == ("the",) and before not in _BEFORE_A_COUNT:
        return False  # a group that is called by its number: "the Mlolongo four"
    return _AGES.search(" ".join(words[: number.start])) is None
