"""What was done here: facts that hang on the place as well as on classes, or on all that is told in a text.

What classes say together wherever it happened stands in tables (``facts``). It weighs nothing: each fact is a feature
with weights of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from usalama.judging.facets import PREFIX as FACET
from usalama.judging.facts import MERE, Strength, loudest

NAMED = frozenset({"police", "military", "officer", "prison", "agency"})
FORCE_HIT = frozenset({"officer-suffers", "force-attacked"})
"""What is done to police and soldiers, by people who are not named: as with ``ARMED``, the county tells by whom."""
KNOWN = frozenset({"kin-kill", "force on its own", "force and death", "police-violence"})
"""Facts that say who did it: then the county tells nothing of it."""
ARMED = frozenset({"weapon", "shoot", "attack", "blast", "slain", "trouble", "gunmen"})
"""What violence by people who are not named looks like: what it mostly is depends on the county."""
VIOLENT = ("shoot", "attack", "blast", "slain", "trouble", "stab", "fight")
"""What makes a security story of a headline that has only a place besides: "Two hurt in Garissa blast". No weapon
by itself: those lie in museums and kitchens too."""
_BLAMELESS_CLASSES = """
accident disaster wildlife innocent-blast health sport entertainment metaphor trap blameless-killer fire-kills fiction
nature-kills school-unrest back-in-business civil-suit graft-agency
"""
BLAMELESS = frozenset(_BLAMELESS_CLASSES.split())
"""Whatever else may kill, go off or raid; beside one of these, violence says nothing by itself."""
RANGE, HERDS = "raid country", frozenset({"livestock", "herder", "grazing"})
"""Where raids are, and what they are for: whom a report from elsewhere, without herds, calls bandits are robbers."""
TROUBLES = ("armed", "force hit", "home border", "taken")
"""What is told apart by the kind of trouble that a county has."""
ALONE = (
    "force alone",
    "raid across a border",
    "strike across a border",
    "their force strikes here",
    "bandits off the range",
    "violence here",
)
"""The others."""


def deeds_of(strengths: Mapping[str, Strength], where: Mapping[str, float], natures: Sequence[str]) -> dict[str, float]:
    """Return the facts that hold, each 0 to 1; ``where`` tells the place and ``natures`` the kinds of trouble there."""
    armed = _loud(strengths, ARMED)
    violence = [strengths[name].title for name in VIOLENT if name in strengths]
    found = {
        "force alone": float(_force_alone(strengths, natures)),
        "their force strikes here": max(armed, _loud(strengths, {"acts", "fight"})) * ("their force here" in where),
        "violence here": min(1.0, max(violence, default=0.0)) * ("county" in where and BLAMELESS.isdisjoint(strengths)),
    }
    hit = _loud(strengths, FORCE_HIT)
    if "their force here" in where or not KNOWN.isdisjoint(strengths):
        armed = hit = 0.0
    taken = 0.0 if "police-abduct" in strengths else _loud(strengths, {"abduct"})
    found.update(_raids(strengths, where, armed))
    told = (armed, hit, where.get("home border", 0.0), taken)
    for nature in filter(where.get, natures):
        found.update({f"{trouble} in {nature}": value for trouble, value in zip(TROUBLES, told, strict=True)})
    return {name: value for name, value in found.items() if value}


def _raids(strengths: Mapping[str, Strength], where: Mapping[str, float], armed: float) -> dict[str, float]:
    """Return who took animals, or came over the border: then it is a matter of the border first where none are told of.

    ``armed`` tells how loud unnamed gunmen are, who are raiders where raids are.
    """
    bandits, raid = _loud(strengths, {"banditry"}), _loud(strengths, {"raid across a border"})
    beasts = not HERDS.isdisjoint(strengths)
    herds = beasts or RANGE in where
    if "next door" in where and "home" in where and "their force here" not in where:
        raid = max(raid, bandits * herds, armed * (RANGE in where))
    robbers = bandits > MERE and "terrorism" not in strengths and "county" in where and not herds
    return {
        "raid across a border": raid,
        "strike across a border": raid * (not beasts),
        "bandits off the range": bandits * robbers,
    }


def deed_names(natures: Iterable[str]) -> frozenset[str]:
    """Return the names of all facts that may hold, where there are these kinds of trouble."""
    return frozenset([*ALONE, *(f"{trouble} in {nature}" for nature in natures for trouble in TROUBLES)])


def _force_alone(strengths: Mapping[str, Strength], natures: Sequence[str]) -> bool:
    """True where a force is named and no other class is heard: nothing was done, by it or to it."""
    return not NAMED.isdisjoint(strengths) and all(
        name in NAMED or name in natures or name.startswith(FACET) for name in strengths
    )


def _loud(strengths: Mapping[str, Strength], names: AbstractSet[str]) -> float:
    heard = loudest(strengths, names)
    return min(1.0, heard.value) if heard else 0.0
