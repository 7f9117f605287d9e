"""Whether two reports tell of two days, and neither goes on with what the other began.

Each week bhang is seized in one town, and raiders strike one village: what is told alike, of other numbers and of other
days, is another event. Whether the numbers are others is for ``evidence`` to say.
"""

import re
from itertools import product

from usalama.stories import victims
from usalama.stories.fingerprints import CONCEPT, RECOVER, WEEKDAY_NAMES
from usalama.stories.nearness import gap
from usalama.stories.onward import refers_back
from usalama.stories.sketches import Sketch
from usalama.words.numbers import numbers_in

_WEEK = [CONCEPT + day for day in WEEKDAY_NAMES.split()]
_BRIBES = re.compile(
    r"^(?!.*\b(?:others?|among|more|further|another|wengine|zaidi|miongoni)\b).*"
    r"\b(?:bribes?|bribery|hongo|rushwa|mlungula)\b"
)
"""Bribes, and not that somebody more is held over them."""
_JAIL = f"{CONCEPT}jail"
_WORD = re.compile(r"\w+")
_DAYS = 2  # what is one day apart two outlets tell of one night, or of one arrest
_BY_NOW = re.compile(
    r"\b(?:toll|now (?:dead|at|stands?)|rises?|rose|risen|climbs?|succumb\w*|"
    r"(?:third|fourth|fifth|sixth|another|more|others)(?: \w+){0,3} (?:dies|died|die|dead)|idadi|yaongezeka|yafika)\b"
)
"""A toll that rose since, or what it rose by: "Five now dead", "a third one died on Tuesday"."""


def are_told(one: Sketch, other: Sketch, *, sums: bool = False) -> bool:
    """True where both name days that lie apart, or came days apart and tell of bribes or ``sums``, and are told alike.

    An arrest, what is recovered and a toll that rose name their own day and their own number, and are no other events;
    nor are more who are held over one killing, or a march over it.
    """
    bribed = _tell(_BRIBES, one.report.title, other.report.title)
    if one.weekdays and other.weekdays:
        pairs = product(map(_WEEK.index, one.weekdays), map(_WEEK.index, other.weekdays))
        apart = all(_DAYS <= (ours - theirs) % 7 <= 7 - _DAYS for ours, theirs in pairs)
    else:
        apart = (bribed or sums) and (gap(one.report, other.report) or 0) >= _DAYS
    return apart and _are_alike(one, other) and (bribed or not any(map(refers_back, (one, other))))


def are_other_terms(one: Sketch, other: Sketch) -> bool:
    """True where both titles tell for how many years somebody is jailed, and the years are others."""
    if _JAIL not in one.title or _JAIL not in other.title:
        return False
    ours, theirs = (_years(told.report.title.lower()) for told in (one, other))
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _years(title: str) -> frozenset[int]:
    """Return the years of sentences; "a 22-year-old" and "kijana wa miaka 22" tell an age."""
    words = [".", ".", *_WORD.findall(title), ".", "."]
    told = (
        (number.value, words[number.start - 2 : number.start], words[number.end : number.end + 2])
        for number in numbers_in(words)
    )
    return frozenset(
        value
        for value, (before, at), (unit, after) in told
        if (unit in {"year", "years"} and after != "old") or (at == "miaka" and before != "wa")
    )


def _tell(pattern: re.Pattern[str], *texts: str) -> bool:
    return all(pattern.search(text.lower()) for text in texts)


def _are_alike(one: Sketch, other: Sketch) -> bool:
    return (
        victims.tells_a_hold(one) is victims.tells_a_hold(other)
        and (RECOVER in one.title) is (RECOVER in other.title)
        and not any(_tell(_BY_NOW, f"{told.report.title}\n{told.report.summary}") for told in (one, other))
    )
