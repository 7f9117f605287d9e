"""What kind of happening a report tells, by concepts of the term table: a protest, a jailbreak, a theft, a crash.

Two reports that tell kinds, and none of one another's, are hardly of one event, though place and day are one: a town's
jailbreak is not the murder of its chief. What follows most events (an arrest, a charge, a search) is no kind, nor is
what is told of any (police, a school). A protest, a fire and a raid for animals have their dead, told or not, and are
no other kind than a death. It judges no topic.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from usalama.stories.fingerprints import CONCEPT

_KINDS = (
    ("death", "kill body mortuary postmortem grave bury femicide suicide burn dormitory"),
    ("harm", "injure rape torture"),
    ("death harm violence", "shoot stab attack mob ied grenade"),
    ("death harm", "protest teargas clash"),
    ("taking", "kidnap missing ransom"),
    ("unrest", "protest teargas clash goon curfew ban evict"),
    ("theft", "steal robbery"),
    ("drugs", "drug bhang alcohol"),
    ("fire", "burn dormitory"),
    ("favour", "recruit letter fake bribe salary"),
    ("fraud", "hack website sim-swap mobile-money fraud"),
    ("crash death harm", "accident"),
    ("reopening", "reopen"),
)
_BESIDE = (
    ("escape", "escape", "inmate jail cell police-station"),
    ("theft death harm", "livestock", "steal recover bandit"),
    ("reopening", "close", "border border-post"),
)
"""Kinds of a concept that tells them only beside one of others: gunmen flee, traders have animals, schools close."""


def _concepts(names: str) -> frozenset[str]:
    return frozenset(CONCEPT + name for name in names.split())


_TOLD = [(frozenset(kinds.split()), _concepts(concepts), frozenset[str]()) for kinds, concepts in _KINDS]
_TOLD += [(frozenset(kinds.split()), _concepts(concept), _concepts(beside)) for kinds, concept, beside in _BESIDE]
_DEATHS = frozenset({"death", "harm", "violence"})
_ABOUT = frozenset({"unrest"})


class Kinds(NamedTuple):
    """What a report tells, and what its title tells besides the dead and the hurt."""

    told: frozenset[str]
    titled: frozenset[str]


def kinds_of(tokens: Iterable[str], title: Iterable[str]) -> Kinds:
    """Return the kinds that a report's tokens tell; none where they tell no happening of these."""
    return Kinds(_kinds(tokens), _kinds(title) - _DEATHS)


def are_other(one: Kinds, other: Kinds, order: int) -> bool:
    """True where both tell kinds and none of one another's; ``order`` is below 0 where ``one`` is the earlier.

    That somebody died or was hurt is no common kind where both titles tell more, or one a crash and the other violence.
    A protest is no more where it may be about what the other tells: where it is not the earlier of the two.
    """
    shared = one.told & other.told
    first = one.titled if order < 0 else one.titled - _ABOUT
    second = other.titled if order > 0 else other.titled - _ABOUT
    if first and second:
        return shared <= _DEATHS
    if _crashed(one, other) or _crashed(other, one):
        return True
    return bool(one.told and other.told and not shared)


def _crashed(one: Kinds, other: Kinds) -> bool:
    return "crash" in one.told - other.told and "violence" in other.told - one.told


def _kinds(tokens: Iterable[str]) -> frozenset[str]:
    told = frozenset(token for token in tokens if token[0] == CONCEPT)
    found = (
        kinds
        for kinds, concepts, beside in _TOLD
        if not told.isdisjoint(concepts) and not (beside and told.isdisjoint(beside))
    )
    return frozenset[str]().union(*found)
