"""What kind of happening a report tells, by concepts of the term table: a protest, a jailbreak, a theft, a crash.

Two reports that tell kinds, and none of one another's, are hardly of one event, though place and day are one: a town's
jailbreak is not the murder of its chief. What follows most events (an arrest, a charge, a search) is no kind, nor is
what is told of any (police, a school). A protest, a fire and a raid for animals have their dead, told or not, and are
no other kind than a death. It judges no topic.
"""

from __future__ import annotations

from collections.abc import Iterable

from usalama.stories.fingerprints import CONCEPT

_KINDS = (
    ("death", "kill body mortuary postmortem grave bury femicide suicide burn dormitory"),
    ("harm", "injure rape torture ied grenade"),
    ("death harm", "shoot stab attack mob protest teargas clash"),
    ("taking", "kidnap missing ransom"),
    ("unrest", "protest teargas clash goon curfew ban evict"),
    ("theft", "steal robbery"),
    ("drugs", "drug bhang alcohol"),
    ("fire", "burn dormitory"),
    ("favour", "recruit letter fake bribe salary"),
    ("fraud", "hack website sim-swap mobile-money fraud"),
    ("crash", "accident"),
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
_CRASH, _VIOLENCE = _concepts("accident"), _concepts("shoot stab attack mob ied grenade")


def kinds_of(tokens: Iterable[str]) -> frozenset[str]:
    """Return the kinds that a report's tokens tell; none where they tell no happening of these.

    The dead and the hurt of a crash are the crash's: it is of that kind alone, unless somebody was attacked too.
    """
    told = frozenset(token for token in tokens if token[0] == CONCEPT)
    if not told.isdisjoint(_CRASH) and told.isdisjoint(_VIOLENCE):
        return frozenset({"crash"})
    found = (
        kinds
        for kinds, concepts, beside in _TOLD
        if not told.isdisjoint(concepts) and not (beside and told.isdisjoint(beside))
    )
    return frozenset[str]().union(*found)
