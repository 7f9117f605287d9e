"""How many were killed, injured, missing, arrested, or animals taken, as a text itself says, quoted.

``figures_in`` returns ``Figure(kind, low, high, quote)``: a number that the text gives in
figures or words, English or Kiswahili, with the words around it. A wrong toll is worse than none, so it refuses
whatever is doubtful: plans and threats, "no one was killed", fears, ages, dates, money, percentages, earlier years and
anniversaries, totals over a time, "two more", parts of a list ("his wife and two children") and persons without a
number. It never adds up over reports, averages or rounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from usalama.actors import Actors
from usalama.figure_doubts import DOUBTFUL, HAPPENED, OLD, PARENTHESIS, PARTIAL
from usalama.figure_kiswahili import KISWAHILI
from usalama.figure_patterns import ENGLISH, Rule
from usalama.numbers import Number, may_count, numbers_in

KINDS = ("killed", "injured", "missing", "arrested", "animals")
_WORD = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d+(?=[-–]\d)|(?<=\d)[-–](?=\d)|[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?()–—](?=\s|$)|[()–—]"
)
_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘'0-9])|\s*[;—]\s*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTE_BEFORE, _QUOTE_AFTER = 3, 5
_MOST = 10_000
_AGES = re.compile(r"\b(?:aged|ages|umri wa|wenye umri)(?: (?:#?\d+|,|and|between|na|to|of|\w+teen|\w+ty))*$")
_SHARE = re.compile(r"#(\d+) (?:in|out of) (?:every )?#(\d+)")
"""“One in four”: neither is a count."""
_SINGULAR = re.compile(
    r" (?:a|ame|ali|aka)(?:uawa|uliwa|uuawa|uuliwa|fariki|fa|jeruhiwa|kamatwa|naswa|zuiliwa|tiwa \w+)$|"
    r" h?ajulikani \w+$"
)
"""A Kiswahili verb of one person: "mother of three was killed" counts the mother."""
_RANGE = re.compile(r"between|kati ya|#\d+ (?:or|to|au|hadi|-|–) #")
_OTHERS = re.compile(r"^#\d+ others (?!were killed)|^wengine #\d+ \w*fariki")
"""Some of the dead, told after the first ones."""
_CAPTIVE = re.compile(r"\b(?:hostages?|captives?|abducted|kidnapped)\b")
_NO_COUNT_BEFORE = frozenset(
    {"usd", "aged", "form", "class", "grade", "section", "article", "chapter", "route"}
    | {"flight", "phase", "level", "number", "no", "umri", "miaka", "saa", "kidato", "darasa", "ibara", "january"}
    | {"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"tarehe", "agosti", "juni", "julai", "machi", "mwezi", "day", "team", "group", "block", "ward"}
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a kind as one text gives it; ``low`` and ``high`` differ where it gives a range."""

    kind: str
    low: int
    high: int
    quote: str
    """The words around it, exactly as they stand in the text."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    numbers: tuple[Number, ...]

    def lifted(self, peoples: frozenset[str]) -> tuple[str, list[int]]:
        """Return the words with numbers as ``#0``, ``#1`` …, and for each lifted word its first word's number.

        A people's name is lifted to the word that the patterns know for any.
        """
        starts = {number.start: (index, number) for index, number in enumerate(self.numbers)}
        found, places, place = [], [], 0
        while place < len(self.words):
            places.append(place)
            if place in starts:
                index, number = starts[place]
                found.append(f"#{index}")
                place = number.end
            else:
                found.append("nationals" if self.words[place] in peoples else self.words[place])
                place += 1
        return " ".join(found), places


@lru_cache(maxsize=4096)  # a report is read for its pages in every language and for the data
def figures_in(title: str, summary: str, language: str, actors: Actors, year: int | None = None) -> tuple[Figure, ...]:
    """Return the figures of a title and summary, the first of each kind and value.

    ``actors`` name the peoples and the money of the desk's country. ``year`` is the report's: a sentence that names
    another year tells of another event.
    """
    peoples, never_after = _names(actors)
    found: dict[tuple[str, int, int], Figure] = {}
    for text in (title, summary):
        for sentence in _sentences(text, never_after):
            for figure in _of_sentence(sentence, language, year, peoples):
                found.setdefault((figure.kind, figure.low, figure.high), figure)
    return tuple(sorted(found.values(), key=lambda figure: KINDS.index(figure.kind)))


@lru_cache(maxsize=8)
def _names(actors: Actors) -> tuple[frozenset[str], frozenset[str]]:
    """Return the peoples that are counted by their name, and what no count stands after."""
    return frozenset(actors.of("people")), frozenset(actors.of("money")) | _NO_COUNT_BEFORE


def _sentences(text: str, never_after: frozenset[str]) -> Iterator[_Sentence]:
    """Yield the sentences that count anything."""
    for part in _END.split(text):
        if not may_count(part):
            continue
        matches = list(_WORD.finditer(part))
        words = tuple(match[0].lower().replace("’", "'") for match in matches)
        numbers = tuple(number for number in numbers_in(words) if _counts(number, words, never_after))
        if numbers:
            shift = len(part) - len(part.lstrip())
            spans = tuple((match.start() - shift, match.end() - shift) for match in matches)
            yield _Sentence(part.strip(), words, spans, numbers)


def _counts(number: Number, words: tuple[str, ...], never_after: frozenset[str]) -> bool:
    before = words[number.start - 1] if number.start else ""
    after = words[number.end] if number.end < len(words) else "."
    if before in {",", "("} and after in {",", ")"}:
        return False  # an age: "Mutiso, 27, was"
    if _AGES.search(" ".join(words[: number.start])):
        return False
    return 0 < number.value <= _MOST and not number.maybe_year and before not in never_after


def _of_sentence(sentence: _Sentence, language: str, year: int | None, peoples: frozenset[str]) -> Iterator[Figure]:
    lifted, places = sentence.lifted(peoples)
    years = {int(word) for word in sentence.words if _YEAR.fullmatch(word)}
    if years - {year} or OLD.search(lifted):
        return
    taken = {int(index) for match in _SHARE.finditer(lifted) for index in match.groups()}
    plain = PARENTHESIS.sub(lambda match: " _" * match[0].count(" "), lifted)
    for rule in KISWAHILI if language == "sw" else ENGLISH:
        for match in rule.pattern.finditer(f" {plain}"):  # where it starts in that, its words start in ``plain``
            if DOUBTFUL.search(plain[max(0, match.start() - 40) : match.end() - 1].split(" . ")[-1]):
                continue
            if rule.listed and _is_part(plain[: match.start()].rstrip()):
                continue
            yield from _figure(rule, match, sentence, places, taken)


def _is_part(before: str) -> bool:
    """True when what stands before makes the number one item of a longer list."""
    part = PARTIAL.search(before)
    return part is not None and not HAPPENED.match(part["word"] or "a")


def _figure(
    rule: Rule, match: re.Match[str], sentence: _Sentence, places: list[int], taken: set[int]
) -> Iterator[Figure]:
    counted = [int(index) for index in re.findall(r"#(\d+)", match["n"])]
    if not counted or taken.intersection(counted):
        return
    taken.update(counted)
    values = [sentence.numbers[index].value for index in counted]
    if _refused(rule.kind, match[0].strip(), max(values)):
        return
    if rule.adds and len(values) > 1 and not _RANGE.search(match["n"]):
        values = [sum(values)]
    if len(values) > 2:  # noqa: PLR2004  a range has two ends
        return
    first = match.string.count(" ", 0, match.start())
    last = min(first + match[0].strip().count(" "), len(places) - 1)
    begin, end = places[first], places[last + 1] if last + 1 < len(places) else len(sentence.words)
    yield Figure(rule.kind, min(values), max(values), _quote(sentence, begin, end))


def _refused(kind: str, said: str, value: int) -> bool:
    """True for a verb of one person with a larger number, for captives who are held, and for "two others died"."""
    if kind == "killed" and _OTHERS.search(said):
        return True
    return (value > 1 and _SINGULAR.search(said) is not None) or (kind == "arrested" and bool(_CAPTIVE.search(said)))


def _quote(sentence: _Sentence, begin: int, end: int) -> str:
    first = sentence.spans[max(0, begin - _QUOTE_BEFORE)][0]
    last = sentence.spans[min(len(sentence.spans), end + _QUOTE_AFTER) - 1][1]
    return sentence.text[first:last]
