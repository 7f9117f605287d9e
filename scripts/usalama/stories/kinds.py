"""What kind of happening a report tells, by concepts of the term table: a protest, a jailbreak, a theft, a crash.

Two reports that tell kinds, and none of one another's, are hardly of one event, though place and day are one: a town's
jailbreak is not the murder of its chief. What follows most events (an arrest, a charge, a search) is no kind, nor is
what is told of any (police, a school). It judges no topic.
"""

from __future__ import annotations

from collections.abc import Iterable

from usalama.stories.fingerprints import CONCEPT

_KINDS = (
    ("death", "kill body mortuary postmortem grave bury femicide suicide shoot stab attack mob"),
    ("harm", "injure shoot stab torture rape attack ied grenade mob"),
    ("taking", "kidnap missing rescue ransom"),
    ("escape", "escape"),
    ("unrest", "protest teargas clash goon curfew ban evict"),
    ("theft", "steal robbery livestock"),
    ("drugs", "drug bhang alcohol"),
    ("fire", "burn dormitory"),
    ("favour", "recruit letter fake bribe salary"),
    ("fraud", "hack website sim-swap mobile-money fraud"),
    ("crash", "accident"),
)
_OF_CONCEPT: dict[str, frozenset[str]] = {}
for _kind, _concepts in _KINDS:
    for _concept in _concepts.split():
        _OF_CONCEPT[CONCEPT + _concept] = _OF_CONCEPT.get(CONCEPT + _concept, frozenset()) | {_kind}


def kinds_of(tokens: Iterable[str]) -> frozenset[str]:
    """Return the kinds that a report's tokens tell; none where they tell no happening of these."""
    return frozenset[str]().union(*(_OF_CONCEPT[token] for token in tokens if token in _OF_CONCEPT))
