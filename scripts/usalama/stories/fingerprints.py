"""What a report says, reduced to what two reports of one event would share: concepts, names, figures, words.

Tokens carry their class in front: ``=kill`` a concept of the bilingual table, ``#6`` a figure, ``forest`` any other
word's stem; which of the stems were written as names is kept beside them. It reads title and summary alone, the first
few hundred words of them, and refuses outlet and address: who reports says nothing of what happened.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from usalama.claims.counted import ANIMALS, GOODS, STATES, SURE_MONTHS, counted
from usalama.stories.bilingual import MARK, Bilingual
from usalama.stories.roots import SWAHILI, root_of, token_of
from usalama.words.characters import STRAIGHT
from usalama.words.numbers import Number, numbers_in

CONCEPT, FIGURE = MARK, "#"
WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
RECOVER = f"{CONCEPT}recover"
SUM = f"{FIGURE}sum"  # before a sum of money
_LIMIT = 160
_MASK = re.compile(r"\[[^\[\]:]+: ([^\[\]\s]++)[^\[\]]*\]")
"""What stands for a hidden name: only whose it was is a word of the report's, "child" or "next" (of kin)."""
_WORD = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:['’ʼ`‘][^\W_]+)*|[.!?;:|](?=\s|$)")
_SUM = r"\b(%s)\.? ?(\d[\d,]*(?:\.\d+)?)(?: ?(m|mn|million|milioni|bn|b|billion|bilioni)\b)?"
"""A word for money and a figure: a sum as outlets write it, "Sh180,000", "KSh 4.5 million"."""
_TIMES = {"m": 1_000_000, "b": 1_000_000_000}
_GLUED = re.compile(r"(?i)(?<=\d)(?=(?:kgs?|kms?|am|pm)\b)")
"""Where a measure is written in one with its figure: "38kg"."""
_ESTATE = re.compile(r"( (?:in|at|of) [A-Z][a-z]{4,}) \d\d?(?![\w,.]*\d)")
"""A place and the figure that is a part of its name: "in Githurai 45"."""
MARKS = "^@#"
"""What stands before a stem of ``details`` that counts more than once: in a title, a name, a figure."""
_DOCUMENT_LIMIT = 200
_LONGEST = 40  # letters for each word that is read: no text has to be cut into all of its words, nor a word without end
_DOCUMENT_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’ʼ`‘][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_TORN = re.compile(r"(?<=\d)(\.|,(?= \d{3}\b)) (?=\d)")
"""Where a figure was torn by an earlier reader of the text: "5. 9", "1, 200"."""
_SAYING = "say"  # the concept of the bilingual table that tells who speaks
_PREPOSITIONS = "in at of near from to around on and ya wa la cha za na katika kutoka karibu"
_BESIDE_PLACES = frozenset(_PREPOSITIONS.split())
_PASSIVE = "wa"  # "kafyu imetangazwa" is followed by the place, not by who announced it
_GENITIVES = frozenset(["wa", "ya", "la", "cha", "za", "vya"])
_FULL_NAME, _OFFICES = 2, 5
"""Words of a speaker's name, and how many words of office may stand between it and the word for saying."""
_UNITS = """
am pm hours hour minutes year years old km kilometres kilometers metres meters per percent cent degrees aged miaka
umri saa mwaka asilimia
"""
_UNITS_OF_NO_COUNT = frozenset(_UNITS.split())
_MONEY = frozenset(["usd", "dollars"])  # what is counted in everywhere, beside the desk's own money
_FEW = 4  # two, three or four of anything are told of many events
_BESIDE, _BESIDE_SWAHILI = (1, 2), (-1, 1, 2)  # where what it counts stands: "120 stolen goats", "mbuzi 120 waibwa"
_COUNTED_THINGS = ({ANIMALS}, {GOODS})  # "2000 goats" is no year: the word beside it says what they are
_OF_A_YEAR = frozenset(["in", "since", "the", "of", "from", "until", "till", "during", "mwaka", "tangu"])
_ONE = frozenset(["gun", "goat", "cow", "camel", "donkey", "rifle", "firearm", "pistol", "weapon", "animal"])
"""Before a year, and behind one: "since 2019 goats", "the 2012 cattle raid", "2022 gun attack"."""
_DAYS = frozenset(CONCEPT + day for day in (*SURE_MONTHS, *WEEKDAY_NAMES.split()))
_OF_ANY = frozenset(CONCEPT + state for state in (*STATES, "suspect"))  # nine suspects are held in many towns

Concepts: TypeAlias = Mapping[int, tuple[int, str]]  # where each begins → the word behind it, and its name


@dataclass(frozen=True, slots=True)
class Report:
    """One report as the grouping of stories needs it. Days are ordinals; both ``None`` when the date is unknown."""

    key: str
    title: str
    summary: str = ""
    language: str = "en"
    outlet: str = ""
    counties: tuple[str, ...] = ()
    first: int | None = None  # the earliest day it can be of; equal to ``last`` when the day is known
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The tokens of one report, sorted, and its setting."""

    tokens: tuple[str, ...]
    title: frozenset[str]  # those of the title
    names: frozenset[str]  # those that were written with a capital inside a sentence
    counties: frozenset[str]
    counts: Mapping[str, frozenset[int]]
    """What each figure may count (``counted``), but for those that may count anything, and sums of money."""
    numbered: frozenset[str]
    """Each figure that is not small with what it counts: "#10 =house"."""


def is_odd_sum(token: str) -> bool:
    """True for a sum of money that is not round: Sh500,000 is demanded, stolen and paid everywhere."""
    return token.startswith(SUM) and len(token.rstrip("0")) > len(SUM) + 1


def concepts_of(names: str) -> frozenset[str]:
    """Return the tokens of concepts, from their names with blanks between."""
    return frozenset(CONCEPT + name for name in names.split())


def fingerprint(report: Report, bilingual: Bilingual, money: frozenset[str] = frozenset()) -> Fingerprint:
    """Reduce a report to its tokens; ``money`` are the words, in small letters, that stand beside a sum."""
    return fingerprints([report], bilingual, money)[0]


def fingerprints(reports: Sequence[Report], bilingual: Bilingual, money: frozenset[str]) -> list[Fingerprint]:
    """Reduce reports to their tokens, one thing done to all of them before the next is, as in judging."""
    money |= _MONEY
    split = [_words(report.title, report.summary, money) for report in reports]
    for words, _ in split:
        _count_last(words, bilingual)
    concepts = [bilingual.concepts(words) for words, _ in split]
    return [_fingerprint(*each, bilingual, money) for each in zip(reports, split, concepts, strict=True)]


def _fingerprint(
    report: Report, split: tuple[list[str], int], concepts: Concepts, bilingual: Bilingual, money: frozenset[str]
) -> Fingerprint:
    words, title_end = split
    lower = [word.lower() for word in words]
    figures = {number.start: number for number in numbers_in(lower)}
    days = {place for place in figures if _is_day(words, place)}
    heading = _is_heading(words[:title_end])
    speakers = _speakers(words, lower, concepts)
    found: list[str] = []
    names: set[str] = set()
    counts: dict[str, frozenset[int]] = {}
    title = position = 0
    named = {place: name for start, (past, name) in concepts.items() for place in range(start, past)} if figures else {}
    while position < len(words):
        if position in concepts:
            position, concept = concepts[position]
            found += bilingual.tokens[concept]
        elif position in days:
            found.append(2 * lower[position])
            names.add(found[-1])
            position += 2
        elif position in figures:
            these = counted(figures[position], lower, named)
            for figure in _figure(figures[position], lower, money, these):
                found.append(figure)
                counts |= {figure: counts.get(figure, these) | these} if these and not figure.startswith(SUM) else {}
            position = figures[position].end
        else:
            silent = lower[position] in money or position in speakers
            if token := "" if silent else root_of(words[position], report.language):
                found.append(token)
                if _is_name(words, position) and not (heading and position < title_end):
                    names.add(token)
            position += 1
        if position <= title_end:
            title = len(found)
    told, titled, numbered = tuple(sorted(set(found))), frozenset(found[:title]), _numbered(found, report.language)
    return Fingerprint(told, titled, frozenset(names), frozenset(report.counties), counts, numbered)


def stems(report: Report) -> tuple[str, ...]:
    """Return the different stems and figures of a document, sorted, with nothing translated: for sets in one language.

    Only its first words are read: reports say first what happened.
    """
    return tuple(sorted({token for _, token in _document(report.title, report.summary)}))


def details(report: Report) -> tuple[str, ...]:
    """Return the stems of a document, each as often as it tells look-alike events apart, by marks before it.

    A name and a figure count three times, and what the title says three times more: a title says which event it is,
    what follows tells of others too.
    """
    found: set[str] = set()
    for word, token in _document(report.title, report.summary):
        if word[0].isdigit():
            found.update(FIGURE * times + token.replace(",", "") for times in (1, 2, 3))
        else:
            found.add(token)
            found.update((f"@{token}", f"@@{token}") if word[0].isupper() else ())
    found.update("^" * times + token for _, token in _document(report.title) for times in (1, 2, 3))
    return tuple(sorted(found))


def _document(title: str, summary: str = "") -> list[tuple[str, str]]:
    """Return the first words of a document as written, each with its stem; figures keep their decimals."""
    text = f"{title} . {summary}"[: _DOCUMENT_LIMIT * _LONGEST]
    words = _DOCUMENT_WORD.findall(_TORN.sub(r"\1", text))[:_DOCUMENT_LIMIT]
    pairs = ((word, word if word[0].isdigit() else token_of(word)) for word in words)
    return [(word, token) for word, token in pairs if token]


def _words(title: str, summary: str, money: frozenset[str]) -> tuple[list[str], int]:
    """Return the words of both with a full stop between, and how many are the title's."""
    words = _written(title, money)[:_LIMIT]
    return ([*words, ".", *_written(summary, money)][:_LIMIT], len(words)) if summary else (words, len(words))


def _written(text: str, money: frozenset[str]) -> list[str]:
    text = text[: _LIMIT * _LONGEST]
    if not text.isascii() or "`" in text:
        text = text.translate(STRAIGHT)
    if "[" in text:
        text = _MASK.sub(r" \1 ", text)
    if _DIGIT.search(text):
        text = _ESTATE.sub(itemgetter(1), _GLUED.sub(" ", text))
        text = _sum_in(money).sub(_plain_sum, text)
    return _WORD.findall(text)


@lru_cache(maxsize=4)
def _sum_in(money: frozenset[str]) -> re.Pattern[str]:
    return re.compile(_SUM % "|".join(map(re.escape, sorted(filter(str.isalpha, money)))), re.IGNORECASE)


def _plain_sum(found: re.Match[str]) -> str:
    """Return a sum as "sh 4500000", however it was written, so that two reports of it have one figure."""
    unit, figure, times = found.groups()
    value = float(figure.replace(",", "")) * _TIMES.get((times or " ")[0].lower(), 1)
    return f"{unit} {value:.0f}"


def _count_last(words: list[str], bilingual: Bilingual) -> None:
    """Write "maafisa wa afya wawili" for "maafisa wawili wa afya", where the table has the words around the number."""
    for place in range(2, len(words) - 1):
        if words[place] in _GENITIVES and numbers_in([words[place - 1].lower()]):
            noun, number, of, what = words[place - 2 : place + 2]
            if bilingual.concepts([noun, of, what]).get(0, (0,))[0] == 3:  # noqa: PLR2004  all of them
                words[place - 1 : place + 2] = of, what, number


def _numbered(found: Sequence[str], language: str) -> frozenset[str]:
    """Return the figures with what they count, by the words beside them; the number of a day is none.

    What was done to them is left to ``counts``: nine are arrested, or killed, in many places.
    """
    pairs: set[str] = set()
    steps = _BESIDE_SWAHILI if language == SWAHILI else _BESIDE
    for place, figure in enumerate(found):
        if figure[0] == FIGURE and figure[1:].isdigit() and int(figure[1:]) > _FEW:
            beside = [found[place + step] for step in steps if 0 <= place + step < len(found)]
            if _DAYS.isdisjoint(beside):
                pairs.update(f"{figure} {word}" for word in beside if word[0] != FIGURE and word not in _OF_ANY)
    return frozenset(pairs)


def _speakers(words: Sequence[str], lower: Sequence[str], concepts: Concepts) -> frozenset[int]:
    """Return where the full names of those who say so stand: a commander speaks of many raids."""
    found: set[int] = set()
    for position, (past, concept) in concepts.items():
        if concept != _SAYING:
            continue
        ends = [position]
        after = next((p for p in range(past, min(past + _OFFICES, len(words))) if _capital(words[p])), None)
        if after is not None and "." not in words[past:after] and not lower[past - 1].endswith(_PASSIVE):
            ends.append(next((p for p in range(after, len(words)) if not _capital(words[p])), len(words)))
        for end in ends:
            start = end
            while start and _capital(words[start - 1]):
                start -= 1
            if end - start >= _FULL_NAME and (not start or lower[start - 1] not in _BESIDE_PLACES):
                found.update(range(end - _FULL_NAME, end))
    return frozenset(found)


def _capital(word: str) -> bool:
    return word[0].isupper()


def _is_heading(title: Sequence[str]) -> bool:
    """True when the title is Written Like This, where a capital tells nothing."""
    long = [word for word in title if len(word) > 3]  # noqa: PLR2004  "of", "and", "the" stay small
    return bool(long) and sum([word[0].isupper() for word in long]) > 0.7 * len(long)


def _figure(number: Number, lower: Sequence[str], money: frozenset[str], counts: frozenset[int]) -> tuple[str, ...]:
    after = lower[number.end] if number.end < len(lower) else ""
    before = lower[number.start - 1] if number.start else ""
    if not {before, after}.isdisjoint(money):
        return (f"{SUM}{number.value}",)
    is_year = number.maybe_year and (counts not in _COUNTED_THINGS or before in _OF_A_YEAR or after in _ONE)
    if is_year or after in _UNITS_OF_NO_COUNT or before in {"aged", "umri", "miaka", "saa"}:
        return ()
    return (f"{FIGURE}{number.value}",)


def _is_day(words: Sequence[str], position: int) -> bool:
    """True for a day that is called by its number said twice: "Saba Saba" is the seventh of July, and no figure."""
    word, past = words[position], position + 1
    return _capital(word) and word.isalpha() and words[past : past + 1] == [word]


def _is_name(words: Sequence[str], position: int) -> bool:
    return words[position][0].isupper() and position > 0 and words[position - 1] not in ".!?:;|"
