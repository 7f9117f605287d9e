"""What kind of happening a report tells, by concepts of the term table: a protest, a jailbreak, a theft, a crash.

Two reports that tell kinds, and none of one another's, are hardly of one event, though place and day are one: a town's
jailbreak is not the murder of its chief. What follows most events (an arrest, a charge, a search) is no kind, nor is
what is told of any (police, a school). A protest, a fire, a beating and a raid of bandits have their dead, told or not,
and are no other kind than a death. It judges no topic.
"""

from collections.abc import Iterable
from typing import NamedTuple

from usalama.stories.fingerprints import CONCEPT, concepts_of

_KINDS = (
    ("death", "kill body mortuary postmortem grave bury femicide suicide burn dormitory"),
    ("harm", "injure rape"),
    ("death harm", "torture"),
    ("death harm violence", "shoot stab attack mob ied grenade"),
    ("death harm", "protest teargas clash"),
    ("taking", "kidnap missing ransom"),
    ("unrest", "protest teargas clash goon curfew ban evict"),
    ("theft", "steal robbery"),
    ("theft death harm", "bandit"),
    ("drugs", "drug bhang alcohol"),
    ("fire", "burn dormitory"),
    ("favour", "recruit letter fake bribe salary"),
    ("fraud", "hack website sim-swap mobile-money fraud"),
    ("crash death harm", "accident"),
    ("reopening", "reopen"),
)
_BESIDE = (
    ("escape", "escape", "inmate jail cell police-station"),
    ("theft death harm", "livestock", "steal recover"),
    ("reopening", "close", "border border-post"),
)
"""Kinds of a concept that tells them only beside one of others: gunmen flee, traders have animals, schools close."""
_TOLD_BY = [(frozenset(kinds.split()), concepts_of(names)) for kinds, names in _KINDS]
_OF_CONCEPT = {
    concept: frozenset[str]().union(*(kinds for kinds, told_by in _TOLD_BY if concept in told_by))
    for _, concepts in _TOLD_BY
    for concept in concepts
}
_OF_COMPANY = [(CONCEPT + concept, concepts_of(beside), frozenset(kinds.split())) for kinds, concept, beside in _BESIDE]
_FOES = (concepts_of("jihadists"), concepts_of("bandit"))
_OWN_MATTERS = concepts_of("salary") | {"tax", "levy", "fe", "price", "wag", "electricity", "alowanc"}
"""What a protest is about that is no crime: fees (by their stem), prices, wages."""
_DEATHS = frozenset({"death", "harm", "violence"})
_ABOUT = frozenset({"unrest"})
_PROTESTS = concepts_of("protest teargas goon evict")


class Kinds(NamedTuple):
    """What a report tells, what its title tells besides the dead and the hurt, and which of ``_FOES`` it names."""

    told: frozenset[str]
    titled: frozenset[str]
    foes: frozenset[int] = frozenset()
    over_its_own: bool = False
    """Whether it is a protest that tells what it is about, and that is nothing that another report may tell."""


def kinds_of(tokens: Iterable[str], title: frozenset[str]) -> Kinds:
    """Return the kinds that a report's tokens tell; none where they tell no happening of these."""
    every = frozenset(tokens)
    foes = frozenset(number for number, names in enumerate(_FOES) if not names.isdisjoint(every))
    told, protested = _kinds(every), _kinds(every & _PROTESTS)
    return Kinds(told, _kinds(title) - _DEATHS, foes, told == protested and not every.isdisjoint(_OWN_MATTERS))


def are_other(one: Kinds, other: Kinds, order: int) -> bool:
    """True where both tell kinds and none of one another's; ``order`` is below 0 where ``one`` is the earlier.

    That somebody died or was hurt is no common kind where both titles tell more, or one a crash and the other violence.
    A protest is no more where it may be about what the other tells: where it is not the earlier of the two, and tells
    of no matter of its own.
    """
    if not one.told or not other.told:
        return False
    if one.told.isdisjoint(other.told) or _crashed(one, other) or _crashed(other, one):
        return True
    first, second = (kinds.titled or kinds.told & _ABOUT for kinds in (one, other))
    first = first if order < 0 or one.over_its_own else first - _ABOUT
    second = second if order > 0 or other.over_its_own else second - _ABOUT
    return bool(first and second) and one.told & other.told <= _DEATHS


def are_foes_of_two(one: Kinds, other: Kinds) -> bool:
    """True where one names bandits and the other a group at war."""
    return bool(one.foes and other.foes) and one.foes.isdisjoint(other.foes)


def _crashed(one: Kinds, other: Kinds) -> bool:
    return "crash" in one.told and "crash" not in other.told and "violence" in other.told and "violence" not in one.told


def _kinds(tokens: frozenset[str]) -> frozenset[str]:
    found = [_OF_CONCEPT[token] for token in tokens if token in _OF_CONCEPT]
    found += [kinds for token, beside, kinds in _OF_COMPANY if token in tokens and not beside.isdisjoint(tokens)]
    return frozenset[str]().union(*found)
