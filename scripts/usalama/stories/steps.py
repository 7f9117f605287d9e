"""Which matter a later report goes on with, where its title tells a step of one: an arrest, a charge, a release.

A step refers to what happened by a few words: its place, who it befell, how many died, a sum, a name. What both reports
have of these is added up, and what the title tells that the earlier report does not (another crime, another victim,
another sum) is taken off. It refuses titles that tell something new, and groups.
"""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from usalama.claims.counted import DEAD, HELD
from usalama.stories.evidence import FEATURES, Evidence, shared
from usalama.stories.fingerprints import CONCEPT, FIGURE, SUM, concepts_of, is_odd_sum
from usalama.stories.known_names import all_places, called, listed, of_long_places
from usalama.stories.nearness import names_an_earlier_day, names_the_day
from usalama.stories.onward import HOLD, STEPS, tells_a_step
from usalama.stories.sketches import Sketch, StoryTables

_DATED = "attacks|clashes|elections|killings|murders|polls|protests|raids|riots"
_YEAR = re.compile(rf"(?i)\b(?:19|20)\d\d\b(?! (?:[a-z]+ )?(?!(?:{_DATED})\b)[a-z]+s\b)")
"""A year, and no number of goats: what follows in the plural is counted, but for what is told by its year."""
_ANY_MATTER = """
airport amnesty appoint april attack august body child citizen city commander commissioner condemn constable criminal
dawn december deploy deputy-president family february friday government governor group hospital house hunt injure jail
january july june kill lawyer leader man march minister mission monday morning night november october officer
operation opposition order patrol police president question resign road saturday say search senator september sergeant
shoot spokesperson sunday thursday town tuesday uniform vehicle victim village villager warn wednesday witness woman
worker yesterday youth
"""
"""Concepts of any matter's reports: who speaks, who is sent, when, and what was done in most. Whose names are, and what
bodies and countries are called, stands in ``names.csv``."""
_OF_ANY, _AGAIN = "any matter", "many matters"  # the kinds of those, and of whom is told again and again
_OF_MANY = """
alcohol bandit bhang drug fraud gang gun ied kidnap livestock missing motorcycle protest ransom rape robbery steal
terror
"""
"""Concepts of what happens again and again in one place: all of them say no more than half a sign."""
_ASIDE = """
brother cell clash daughter elder escape fake father fraud girlfriend grave husband mca mother mp sister son teacher
torture traffick wife
"""
"""Concepts that speak for one matter where both have them, and against none: who did it, and what else it is called."""
_RARE, _KNOWN = 3.9, 3.0  # how rare a word is that is a sign, or half of one
_ENOUGH = 2.0
_MOST_WORDS = 2.0
_FEW = 2  # so many of anything are told of many matters
_ROUND = 1_000_000  # a sum below that many is told of many matters where it is round


_REPEATED, _ONE_SIDED = concepts_of(_OF_MANY), concepts_of(_ASIDE)
_SILENT = (STEPS | HOLD | concepts_of(_ANY_MATTER)) - _ONE_SIDED
IN_COURT = concepts_of("bail charge court")
_OF_SOMEBODY = HOLD | concepts_of("bail bury charge extradite jail kidnap kill missing postmortem rescue")


class Signs(NamedTuple):
    """How much two reports have in common of one matter, how much the later title tells of another, names in common."""

    common: float
    otherwise: float
    named: int
    is_placed: bool
    """Whether a place, a name, a figure or a day is in common, and not words alone."""


def goes_on(found: Evidence, earlier: Sketch, later: Sketch, tables: StoryTables) -> float:
    """Return how much says that a later report is a step of the earlier one's matter; 0 where too little does."""
    told = dict(zip(FEATURES, found.features, strict=True))
    if not tells_a_step(later) or _tells_another_time(earlier, later):
        return 0.0
    if told["other-kind"] and not any(token.startswith(SUM) for token in shared(earlier, later)):
        return 0.0
    signs = weigh(earlier, later, tables)
    if not (signs.is_placed or _OF_SOMEBODY.isdisjoint(later.title)):  # a law that is suspended has no place
        return 0.0
    total = signs.common - signs.otherwise + min(max(0.0, found.score) / 4, 1.5)
    needed = _ENOUGH + told["other-county"] / (1 + signs.named)  # who is named may be arrested anywhere
    needed += (told["other-figures"] and not _rises(earlier, later)) + told["other-names"] / 2
    return total if total >= needed else 0.0


def weigh(earlier: Sketch, later: Sketch, tables: StoryTables) -> Signs:
    """Weigh what two reports have in common of one matter, and what the later title tells of another."""
    places = all_places(tables.places, tables.areas)
    both = (earlier.rare_names | later.rare_names) & earlier.tokens.keys() & later.tokens.keys()
    names = both - places - of_long_places(both, tables.places)
    common = shared(earlier, later)
    signs = _of_places([token for token in common if token in places], earlier, later, tables)
    signs += _of_names(names, later, tables) + 0.75 * bool(names and not earlier.deeds.isdisjoint(later.deeds))
    signs += _of_figures(common, earlier, later) + 1.5 * names_the_day(later.days, earlier.report)
    is_placed = signs > 0
    apart = names | of_long_places(frozenset(common), tables.places)
    words = [token for token in common if token not in apart and token not in places]
    signs += _of_words(words, earlier, later, tables)
    otherwise = _of_another(earlier, later, places, tables) * (1.0 if names.isdisjoint(later.title) else 0.5)
    one, other = ({token for token in told.title if token.startswith(SUM)} for told in (earlier, later))
    return Signs(signs, otherwise + float(bool(one and other) and one.isdisjoint(other)), len(names), is_placed)


def _of_another(earlier: Sketch, later: Sketch, places: frozenset[str], tables: StoryTables) -> float:
    """A crime, a victim or a place that the earlier report does not tell; a place only where no place is in both."""
    signs = 0.0
    elsewhere = 0.5 if places.isdisjoint(earlier.tokens.keys() & later.tokens.keys()) else 0.0
    silent = _told_of(_OF_ANY, tables.people)
    for token in later.title:
        if token in earlier.tokens or token[0] == FIGURE or token in silent or token in _ONE_SIDED:
            continue
        if token in places:
            signs += elsewhere
        elif token[0] == CONCEPT:
            signs += _weight(token, tables)
        elif token in later.rare and token not in later.rare_names:
            signs += 0.1
    return signs


def _of_places(where: Sequence[str], earlier: Sketch, later: Sketch, tables: StoryTables) -> float:
    """All places together are one sign: a county is half of one where not both titles have it."""
    telling = (token in later.title and (token not in tables.areas or token in earlier.title) for token in where)
    return 1.0 if any(telling) else 0.5 * bool(where)


def _of_names(names: AbstractSet[str], later: Sketch, tables: StoryTables) -> float:
    """A name in the title says most; one that many people have says little, unless two are there."""
    many = called(tables.people) & names if names else names
    usual = 1.0 if len(many) > 1 else 0.5
    return sum(usual if name in many else 1.5 if name in later.title else 0.5 for name in names)


def _of_figures(common: Sequence[str], earlier: Sketch, later: Sketch) -> float:
    sums = [token for token in common if token.startswith(SUM)]
    signs = sum(1.5 if is_odd_sum(token) or int(token[len(SUM) :]) >= _ROUND else 0.5 for token in sums)
    told = [
        earlier.counts[token] & later.counts[token]
        for token in common
        if token in earlier.counts and token in later.counts and int(token[len(FIGURE) :]) > _FEW
    ]
    if told and all(counts == {HELD} for counts in told):
        return signs + 0.5  # so many are held in many places
    return signs + float(bool(told) or not earlier.numbered.isdisjoint(later.numbered))


def _of_words(common: Sequence[str], earlier: Sketch, later: Sketch, tables: StoryTables) -> float:
    """Who it befell and what was done, where the later title tells it; of other rare words, half as much."""
    signs = repeated = 0.0
    silent, again = _told_of(_OF_ANY, tables.people), _told_of(_AGAIN, tables.people)
    for token in common:
        weight = _weight(token, tables) if token not in silent and token[0] != FIGURE else 0.0
        if token in again:
            repeated = max(repeated, min(weight, 0.5) if token in later.title else 0.0)
        elif token in later.title:
            signs += weight
        elif token in earlier.rare or token in later.rare:
            signs += weight / 2
    return min(signs + repeated, _MOST_WORDS)


def _weight(token: str, tables: StoryTables) -> float:
    rarity = tables.rarity(token)
    return 1.0 if rarity >= _RARE else 0.5 * (rarity >= _KNOWN)


def _rises(earlier: Sketch, later: Sketch) -> bool:
    """True where more have died by the later report."""
    one, other = (max(told.counted.get(DEAD, ()), default=0) for told in (earlier, later))
    return 0 < one < other


def _tells_another_time(earlier: Sketch, later: Sketch) -> bool:
    years = _YEAR.findall(later.report.title)
    other = bool(years) and str(date.fromordinal(earlier.report.first or 1).year) not in years
    return other or names_an_earlier_day(later.days, earlier.report)


@lru_cache(maxsize=4)
def _told_of(kind: str, people: str) -> frozenset[str]:
    """Return the concepts of a kind, those that the desk's table of names lists among them."""
    return (_SILENT if kind == _OF_ANY else _REPEATED) | {CONCEPT + name for name in listed(people, kind)}
