"""A report made ready to be compared with many others, and the tables that this needs.

A batch keeps tens of thousands of sketches: what is equal in two of them is kept once.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from sys import intern
from typing import TypeVar

from usalama.claims.counted import DEEDS
from usalama.judging.terms import some_at_once
from usalama.stories.bilingual import Bilingual
from usalama.stories.fingerprints import (
    CONCEPT,
    FIGURE,
    WEEKDAY_NAMES,
    Fingerprint,
    Report,
    concepts_of,
    fingerprints,
)
from usalama.stories.kinds import Kinds, kinds_of
from usalama.stories.roots import FEELINGS, SWAHILI
from usalama.words.dates import days_in

FEWEST_EVENTS = 3  # a word of fewer events than this is rare, and in no table
_WEEKDAYS = concepts_of(WEEKDAY_NAMES)
_DEEDS = {CONCEPT + name: counts for name, counts in DEEDS.items()}
_LESS = 0.75
"""By so much a Kiswahili word's square is less beside a report of another language: there it is half as rare."""
_Alike = TypeVar("_Alike", bound=Hashable)


@dataclass(frozen=True, slots=True)
class StoryTables:
    """What the grouping of stories needs of the catalogue, compiled."""

    bilingual: Bilingual
    events: Mapping[str, int]
    """Token → in how many of the measured events it occurred; a token that is absent is rare."""
    measured: int
    weights: tuple[float, ...]  # the bias, then one for each of ``FEATURES``
    money: frozenset[str] = frozenset()  # what stands beside a sum, in small letters
    areas: frozenset[str] = frozenset()
    """The tokens of the areas' names: none is rare, however few of the measured events were there."""
    places: str = ""  # the tables of places and of names, read where a report may be a later chapter
    people: str = ""

    def counted(self, words: Mapping[str, int]) -> StoryTables:
        """Return the tables with the rows of ``story-words.csv``: token → events, and ``*`` → all events."""
        events = {**dict.fromkeys(self.areas, FEWEST_EVENTS), **words}
        return replace(self, measured=events.pop("*", 1) or 1, events=events)

    def rarity(self, token: str) -> float:
        """Return how much sharing this token says."""
        return _rarity(self.measured, self.events.get(token, 1))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A report made ready to be compared many times."""

    report: Report
    tokens: Mapping[str, float]  # token → rarity
    size: float
    title: Mapping[str, float]
    title_size: float
    across: tuple[float, float]  # both sizes as they are weighed with a report of another language
    rare: frozenset[str]
    """Names, figures and other words of too few events to be counted; of Kiswahili its names and figures alone."""
    rare_names: frozenset[str]
    said: frozenset[str]  # tokens of a Kiswahili report that the term table says in English
    counts: Mapping[str, frozenset[int]]  # what its figures count, where its words say so
    counted: Mapping[int, frozenset[int]]
    """The same from the other side: the figures of the dead, of the injured, of animals."""
    numbered: frozenset[str]
    deeds: frozenset[int]  # what was done to anybody or anything, as figures count it
    kinds: Kinds
    weekdays: frozenset[str]
    days: frozenset[tuple[int, int, int]]  # the days that it names, by month and number
    counties: frozenset[str]
    marks: tuple[str, ...]  # its rarest tokens, rarest first: by these candidates are found


def sketch(report: Report, tables: StoryTables) -> Sketch:
    """Make a report ready to be compared."""
    return sketches([report], tables)[0]


def sketches(reports: Iterable[Report], tables: StoryTables) -> list[Sketch]:
    """Make reports ready to be compared."""
    read = ((some, fingerprints(some, tables.bilingual, tables.money)) for some in some_at_once(reports))
    return [_sketch(*each, tables) for part in read for each in zip(*part, strict=True)]


def _sketch(report: Report, whole: Fingerprint, tables: StoryTables) -> Sketch:
    # In one order, whatever the process: sums are rounded in it, and equally rare words are looked up in it.
    tokens = {intern(token): tables.rarity(token) for token in sorted(whole.tokens)}
    title = {intern(token): tokens[token] for token in sorted(whole.title)}
    size, title_size = _size(tokens), _size(title)
    rare = _rare(whole, report.language, tables)
    said = tables.bilingual.english.intersection(tokens) if report.language == SWAHILI else frozenset[str]()
    own = _words_of_its_own(whole, report.language, tables) - said
    days = days_in(f"{report.title} . {report.summary}")
    return Sketch(
        report=report,
        tokens=tokens,
        size=size,
        title=title,
        title_size=title_size,
        across=(size - _LESS * _size_of(own, tokens), title_size - _LESS * _size_of(own, title)),
        rare=_one_of(rare),
        rare_names=_one_of(whole.names & rare),
        said=_one_of(said),
        counts={figure: _one_of(these) for figure, these in whole.counts.items()},
        counted=_counted(whole.counts),
        numbered=_one_of(whole.numbered),
        deeds=_one_of(_deeds(whole)),
        kinds=_one_of(kinds_of(whole.tokens, whole.title)),
        weekdays=_one_of(_WEEKDAYS.intersection(whole.tokens)),
        days=_one_of(days),
        counties=_one_of(whole.counties),
        marks=tuple(sorted(tokens, key=tokens.__getitem__, reverse=True)),
    )


def _rare(found: Fingerprint, language: str, tables: StoryTables) -> frozenset[str]:
    """Return the tokens that few events share.

    The measured events are told in English nearly all: a Kiswahili word that none of them has may be a common one.
    """
    telling = (token for token in found.tokens if language != SWAHILI or token[0] == FIGURE or token in found.names)
    rare = (token for token in telling if token[0] != CONCEPT and token not in tables.events)
    return frozenset(token for token in rare if token not in FEELINGS or token in found.names)


def _words_of_its_own(found: Fingerprint, language: str, tables: StoryTables) -> frozenset[str]:
    """Return the tokens that no English report can have: Kiswahili words that are no concept, figure or name."""
    if language != SWAHILI:
        return frozenset()
    plain = (token for token in found.tokens if token[0] not in (CONCEPT, FIGURE) and token not in found.names)
    return frozenset(token for token in plain if token not in tables.events)


def _counted(counts: Mapping[str, frozenset[int]]) -> dict[int, frozenset[int]]:
    numbers = [(int(figure[len(FIGURE) :]), these) for figure, these in counts.items()]
    kinds = sorted(frozenset[int]().union(*counts.values()))
    return {kind: _one_of(frozenset([number for number, these in numbers if kind in these])) for kind in kinds}


def _deeds(found: Fingerprint) -> frozenset[int]:
    told = [_DEEDS[token] for token in found.tokens if token in _DEEDS]
    return frozenset[int]().union(*found.counts.values(), *told)


def _size(tokens: Mapping[str, float]) -> float:
    return sum([weight * weight for weight in tokens.values()])


def _size_of(some: Iterable[str], tokens: Mapping[str, float]) -> float:
    return sum(tokens[token] * tokens[token] for token in some if token in tokens)


@lru_cache(maxsize=1024)
def _rarity(measured: int, events: int) -> float:
    """Return the same number for all tokens of as many events: thousands of sketches hold it."""
    return math.log(measured / events)


@lru_cache(maxsize=65536)
def _one_of(alike: _Alike) -> _Alike:
    """Return the first that was equal to it: most sets of a sketch are empty or those of another, at 200 bytes each."""
    return alike
