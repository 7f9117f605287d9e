"""What was done, by whom and to whom: facts that several classes of terms make together in one text.

A class tells that somebody killed, was held or escaped; only two of them tell that it was the police, or that a robber
was shot. It weighs nothing and knows no topic's terms: each fact is a feature with weights of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from usalama.judging.facets import PREFIX as FACET
from usalama.judging.reading import Strength

SELLERS = ("force-suspect", "police-caught", "relative-force")
"""Who serves and is held: then the arms that were sold came from a force."""
TOGETHER = (
    ("protest and death", "public-order", ("kill", "shoot", "injure")),
    ("police and death", "police", ("kill",)),
    ("police and command", "police", ("police-chief",)),
    ("online fraud", "cyber", ("fraud", "arrest", "charge")),
    ("force in crime", "force-suspect", ("crime",)),
    ("force for gain", "force-suspect", ("rob", "fraud", "bribe", "gain")),
    ("force and death", "force-suspect", ("kill", "shoot", "injure")),
    ("force abroad", "theatre", ("police", "military", "officer")),
    ("force and abduction", "force-suspect", ("abduct",)),
    ("force and escape", "force-suspect", ("escape",)),
    ("felled and probed", "criminal-felled", ("watchdog", "probe", "unarmed")),
    ("raid at the border", "border-word", ("banditry", "livestock")),
    ("terror abroad", "theatre", ("terrorism",)),
    ("force hurt abroad", "theatre", ("officer-suffers", "force-attacked")),
    ("prison and escape", "prison", ("escape",)),
    ("force on its own", "colleague-felled", ("officer-acts", "officer-suffers", "officer-kills", "force-suspect")),
    ("force hit at the edge", "edge", ("officer-suffers", "force-attacked")),
    ("fight over pasture", "grazing", ("fight", "shoot", "weapon")),
    ("smuggled past the customs", "smuggle", ("customs",)),
    ("neighbours fight", "feud", ("fight", "attack", "kill", "shoot", "slain", "suffers", "trouble")),
    ("thief lynched", "lynch", ("livestock", "rob")),
    ("protesters felled", "protest-death", ("police-shoot", "by-force", "police-accused", "officer-acts")),
    ("protest over police", "protest-word", ("policing",)),
    ("force on its kin", "intimate", ("officer-acts", "officer-kills", "police-shoot")),
    ("force for ransom", "force-suspect", ("kidnap",)),
    ("impostor in uniform", "impostor", ("police", "officer", "military", "prison")),
    ("drugs at the border", "border-town", ("drug",)),
    ("caught at the border", "border-town", ("armed-arrest", "crime-arrest")),
    ("protest and reckoning", "protest-word", ("watchdog", "police-probed", "police-charged", "force-suspect")),
    ("protest and reckoning", "critic", ("police-charged", "police-caught", "force-suspect")),
    ("death in custody protested", "death-in-custody", ("public-order", "protest-word")),
    ("abduction protested", "police-abduct", ("public-order", "protest-word")),
    ("death in an accident", "accident", ("force-kill", "officer-suffers", "body-found", "crime-kill")),
    ("pay of who guards herds", "police-welfare", ("banditry",)),
    ("protest over murder", "murder", ("public-order", "protest-word")),
    ("force among criminals", "force-joins", ("crime",)),
    ("reserve and command", "reserve", ("command", "recruit")),
    ("protest over raids", "banditry", ("protest-word",)),
    ("herders and farmers", "herder", ("farmer",)),
    ("arms to bandits", "arms-sale", ("banditry",)),
    ("arms from the force", "arms-sale", (*SELLERS, "officer", "military", "prison")),
    ("force and assault", "molests", (*SELLERS, "force-lapse")),
    ("police act on strike", "quiet-protest", ("police-warn", "police-disperse")),
    ("crowd-fells-officer", "lynch", ("officer-suffers",)),
    ("raid across a border", "neighbour-people", ("banditry", "livestock", "kill", "attack", "gunmen")),
    ("fugitive lynched", "lynch", ("escape",)),
    ("graft agency and force", "graft-agency", ("officer", "military", "prison", "recruit")),
    ("opinion on taxes", "exhorts", ("business",)),
    ("commander lost", "commander", ("accident",)),
    ("arson", "school-unrest", ("kill", "dies")),
    ("solved by a tool", "policing-tech", ("crime-kill", "murder", "slain")),
    ("recruitment for sale", "recruit", ("bribe", "fraud")),
)
"""Facts that a class makes with any of several others when both stand in a text, however far apart."""
TURNED = (
    ("system", "slashed", None),
    ("criminal-fells", "criminal-felled", None),
    ("death-in-custody", "criminal-felled", None),
    ("shot-dead-somebody", "officer-suffers", "officer-acts"),
    ("force on its own", "officer-suffers", "officer-acts"),
    ("force on its own", "force on its kin", None),
    ("escape-from-police", "prison and escape", None),
    ("terrorist-escape", "prison and escape", None),
    ("terror abroad", "force hurt abroad", "force hit by terror abroad"),
    ("inmate-caught", "force-suspect", None),
    ("civil-tech", "police-tech", None),
    ("prison", "quiet-protest", None),
    ("prison-matters", "police-welfare", None),
    ("hiring-scam", "recruitment for sale", None),
    ("crowd-burns", "blameless-killer", None),
    ("force for gain", "force and assault", None),
    ("force and assault", "force in crime", None),
    ("police act on strike", "quiet-protest", None),
    ("flawed-system", "civil-corruption", None),
    ("arson", "disaster", None),
    ("arson", "blameless-killer", None),
    ("murder", "disaster", None),
    ("slashed", "cyber", None),
    *[(told, "fire-kills", None) for told in ("arson", "crime-kill", "murder", "intimate")],
    *[(told, "market-cartel", None) for told in ("crime-kill", "protest-police")],
    *[("nature-kills", wrong, None) for wrong in ("force-kill", "body-found", "crime-kill", "officer-suffers")],
    ("commander lost", "accident", None),
    *[(told, "home-camera", None) for told in ("police", "agency", "detective", "crime")],
    *[("fugitive-officer", wrong, None) for wrong in ("officer-acts", "force-kill", "police and death")],
    *[("killer held", wrong, None) for wrong in ("officer-acts", "force-kill", "police and death", "force on its kin")],
)
"""Who did it to whom, where what stands beside the verb says so: a class, the one that it takes the place of, and
what it makes of it. "Killed by robbers" fells no robber, in "police shot dead one man" no officer is hurt, whom a
colleague shot was shot by an officer, who broke out of a police cell was in no prison, a robber who dies in one was
not shot, warders who strike for pay are no teachers, what a crowd burns after an accident is no accident, a fire that a
killer is told of was laid, middlemen who kill are a gang, an officer who is hunted is a suspect first, and police who
hold a man "for killing his wife" killed nobody. Who is promoted in a prison is no policeman, and whoever forged a
letter of a force sold no place in it."""
FELLED = frozenset({"attack", "shoot", "blast", "slain", "abduct", "murder", "terrorism", "banditry", "lynch"})
"""Violence that somebody did."""
HARM = FELLED | {"kill", "bribe", "arrest", "force-suspect", "deploy", "patrol", "crime"}
MERE = 0.5
"""No louder than a weak term, such as a region's name: that is no harm done."""
PEACEFUL: Mapping[str, frozenset[str]] = {
    "forces-feast": HARM,
    "forces-play": HARM | {"injure", "public-order", "protest-word", "stab", "rob", "charge", "escape"},
    "kind-force": HARM,
    "soldiers-at-work": FELLED | {"rob", "bribe", "arrest", "charge", "injure"},
    "fiction": frozenset({"charge"}),
    "nature-kills": FELLED,
    "blameless-killer": frozenset({"murder"}),
    "school-unrest": frozenset({"arrest", "charge", "kill", "injure", "shoot", "laid", "police", "lynch"}),
}
"""What is no security story while nobody does harm: a feast or a good deed of the forces, a landslide that kills, a
burnt dormitory; and the classes beside which it says nothing."""
NAMED = frozenset({"police", "military", "officer", "prison", "agency"})
_QUIET_CLASSES = """
beast business civil-work class clergy disaster education entertainment feast force former grower health hearts
homeland hope house-fire household husbandry kindness lower-school metaphor namesake natural-death neutral
neutral-officer office opinion overseas person relief skills slide sport trap venue wealthy wildlife
"""
QUIET = frozenset(_QUIET_CLASSES.split())
"""A force whose name stands among such classes alone has done nothing, and nothing was done to it."""
IN_UNIFORM = ("force-suspect", "arrest-police", "police-charged", "police-caught", "relative-force")
"""Whoever is held serves: then what he is held for is a deed of the forces."""
FORCE_HIT = ("officer-suffers", "force-attacked")
"""What is done to police and soldiers, by people who are not named: as with ``ARMED``, the county tells by whom."""
KNOWN = frozenset({"force on its own", "force and death"})
"""Facts that say who did it: then the county tells nothing of it."""
ARMED = ("weapon", "shoot", "attack", "blast", "slain", "trouble", "gunmen")
"""What violence by people who are not named looks like: what it mostly is depends on the county."""
VIOLENT = ("shoot", "attack", "blast", "slain", "trouble", "stab", "fight")
"""What makes a security story of a headline that has only a place besides: "Two hurt in Garissa blast". No weapon
by itself: those lie in museums and kitchens too."""
BLAMELESS = frozenset(
    {
        "accident",
        "disaster",
        "wildlife",
        "innocent-blast",
        "health",
        "sport",
        "entertainment",
        "metaphor",
        "trap",
        "blameless-killer",
        "fire-kills",
        "fiction",
        "nature-kills",
        "school-unrest",
        "back-in-business",
        "civil-suit",
    }
)
"""Whatever else may kill or go off; beside one of these, violence says nothing by itself."""
UNIFORMED = frozenset({"officer", "military", "prison", "by-force"})
"""Whose bribes are a security matter; those of others are civil corruption."""
RANGE, HERDS = "raid country", frozenset({"livestock", "herder", "grazing"})
"""Where raids are, and what they are for: whom a report from elsewhere, without herds, calls bandits are robbers."""
TROUBLES = ("armed", "force hit", "home border", "taken")
"""What is told apart by the kind of trouble that a county has."""
ALONE = (
    "force alone",
    "strike across a border",
    "killer held",
    "their force strikes here",
    "bandits off the range",
    "arms from civilians",
    "bribes of civilians",
    "graft of civilians",
    "violence here",
)
"""Facts that more than two classes make, or a place."""
_NONE = Strength(0.0, 0.0, ())


def deeds_of(strengths: Mapping[str, Strength], where: Mapping[str, float], natures: Sequence[str]) -> dict[str, float]:
    """Return the facts that hold, each 0 to 1; ``where`` tells the place and ``natures`` the kinds of trouble there."""
    found = {
        name: min(1.0, strengths[one].value, other)
        for name, one, others in TOGETHER
        if one in strengths and (other := _loudest(strengths, others))
    }
    if "held-for-killing" in strengths and not any(name in strengths for name in IN_UNIFORM):
        found["killer held"] = strengths["held-for-killing"].value
    strengths = _unbroken(strengths, found)
    _turn(found, strengths)
    armed = min(1.0, _loudest(strengths, ARMED))
    struck = max(armed, min(1.0, _loudest(strengths, ("acts", "fight"))))
    if struck and "their force here" in where:
        found["their force strikes here"] = struck
    hit = max([min(1.0, found.get(name, strengths.get(name, _NONE).value)) for name in FORCE_HIT])
    if not KNOWN.isdisjoint(found):
        armed = hit = 0.0
    taken = 0.0 if "police-abduct" in strengths else min(1.0, _loudest(strengths, ("abduct",)))
    troubles = dict(zip(TROUBLES, (armed, hit, where.get("home border", 0.0), taken), strict=True))
    for nature in filter(where.get, natures):
        found.update({f"{trouble} in {nature}": value for trouble, value in troubles.items() if value})
    herds = RANGE in where or not HERDS.isdisjoint(strengths)
    bandits = strengths.get("banditry", _NONE).value
    if bandits > MERE and "terrorism" not in strengths and "county" in where and not herds:
        found["bandits off the range"] = min(1.0, bandits)
    found.update(_across_a_border(found, strengths, where, armed, herds=herds))
    found.update(_of_civilians(found, strengths))
    found.update(_force_alone(strengths, natures))
    if "graft-agency" in strengths and (UNIFORMED | {"police", "protest-word", "recruit"}).isdisjoint(strengths):
        found["graft of civilians"] = strengths["graft-agency"].value
    elif "county" in where and BLAMELESS.isdisjoint(strengths):
        violence = max([strengths.get(name, _NONE).title for name in VIOLENT])
        if violence:
            found["violence here"] = min(1.0, violence)
    return found


def _unbroken(strengths: Mapping[str, Strength], found: dict[str, float]) -> Mapping[str, Strength]:
    """Return the classes without what is peaceful no more, since somebody does harm; ``found`` counts it as nothing."""
    broken = [tame for tame, harm in PEACEFUL.items() if tame in strengths and _loudest(strengths, harm) > MERE]
    if not broken:
        return strengths
    found.update(dict.fromkeys(broken, 0.0))
    return {name: strength for name, strength in strengths.items() if name not in broken}


def _across_a_border(
    found: Mapping[str, float],
    strengths: Mapping[str, Strength],
    where: Mapping[str, float],
    armed: float,
    *,
    herds: bool,
) -> dict[str, float]:
    """Return the raid of people from next door, and whether animals go untold: then it is a matter of the border first.

    ``armed`` tells how loud unnamed gunmen are, who are raiders where raids are.
    """
    raid = found.get("raid across a border", 0.0)
    if "next door" in where and "home" in where:
        bandits = strengths["banditry"].value if "banditry" in strengths and herds else 0.0
        raid = max(raid, min(1.0, bandits), armed if RANGE in where else 0.0)
    if not raid:
        return {}
    told = {"raid across a border": raid}
    return {**told, "strike across a border": raid} if HERDS.isdisjoint(strengths) else told


def _force_alone(strengths: Mapping[str, Strength], natures: Sequence[str]) -> dict[str, float]:
    """Return the fact that a force is named and no class tells of a deed: "policeman teaches pupils"."""
    if NAMED.isdisjoint(strengths):
        return {}
    told = strengths.keys() - QUIET - NAMED - set(natures)
    return {"force alone": 1.0} if all(name.startswith(FACET) for name in told) else {}


def _of_civilians(found: Mapping[str, float], strengths: Mapping[str, Strength]) -> dict[str, float]:
    """Return what nobody in uniform did: arms that were sold, bribes that were taken."""
    told = {}
    if "arms-sale" in strengths and "arms from the force" not in found:
        told["arms from civilians"] = min(1.0, strengths["arms-sale"].value)
    if {"civil-corruption", "charge", "gain"} <= strengths.keys() and (UNIFORMED | {"police"}).isdisjoint(strengths):
        told["graft of civilians"] = min(1.0, strengths["civil-corruption"].value)
    if {"charge", "bribe"} <= strengths.keys() and (UNIFORMED | {"police", "recruit"}).isdisjoint(strengths):
        told["bribes of civilians"] = min(1.0, strengths["bribe"].value)
    return told


def deed_names(natures: Iterable[str]) -> frozenset[str]:
    """Return the names of all facts that may hold, where there are these kinds of trouble."""
    placed = (f"{trouble} in {nature}" for nature in natures for trouble in TROUBLES)
    turned = (right for _, _, right in TURNED if right)
    return frozenset([*(name for name, _, _ in TOGETHER), *turned, *ALONE, *placed])


def _turn(found: dict[str, float], strengths: Mapping[str, Strength]) -> None:
    """Put right who did it to whom, where a word beside the verb says so."""
    for seen, wrong, right in TURNED:
        if (seen in strengths or seen in found) and (wrong in strengths or wrong in found):
            weight = strengths[wrong].value if wrong in strengths else found[wrong]
            found[wrong] = 0.0
            if right:
                found[right] = weight


def _loudest(strengths: Mapping[str, Strength], names: Iterable[str]) -> float:
    return max([strengths[name].value for name in names if name in strengths], default=0.0)
