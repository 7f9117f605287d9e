"""Whether a text is Kenyan security news: the features of a reading, weighed by a small linear model.

Each feature is a class of terms or a plain fact about where the text plays, so that every point of the score can be
told in words. It refuses to look at outlet, address or date: only the text is judged.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from usalama.judging.deeds import deed_names, deeds_of
from usalama.judging.facets import PREFIX as FACET
from usalama.judging.facts import Strength
from usalama.judging.leanings import PREFIX as LEANING
from usalama.judging.leanings import RELEVANCE, lean_to, most_leaning
from usalama.judging.places import HOME, Mention
from usalama.judging.reading import Reading
from usalama.judging.towns import FROM
from usalama.judging.whose import (
    FORCES,
    NOBODY,
    Passports,
    destinations,
    foreign_force,
    happened_there,
    hits_of,
    home_border,
    neighbours_force,
    offices,
    only_theirs,
    origins,
    passports,
    struck,
)
from usalama.model import Reason

THRESHOLD = 0.6
"""The line: at or above it, an entry is Kenyan security news. Of real headlines hardly one between a half and here was
any, but a third of all false alarms; and most of what feeds carry is none."""
DOUBT = 0.05
"""Below the threshold, but no further than this, an entry is a near miss, worth a person's look."""
NAMING = frozenset({"homeland", "namesake"})
"""Terms in which another country's name tells no place: the country's own, and groups that are called after one."""
SERVING = FORCES | {"officer"}
"""Who is sent abroad: a report on a mission may call them no more than officers."""
ACTING = ("police", "agency", "police-chief", "military", "detective")
"""Whose deeds are the country's own, wherever they are done."""
HELD = (*ACTING, "accused", "arrest", "charge", "caught", "court", "probe")
"""What is told where somebody here answers for people whom he took away."""
HEADLINED = ("police", "military", "police-chief", "agency", "prison", "sport", "criminal")
"""Forces and agencies that make more of a security story in the title than in the summary, where they are often
only quoted."""
ELSEWHERE = 0.35
"""What the terms of a text count for that names another country and nothing of the desk's own."""
MUFFLING = frozenset({"abroad alone", "nationals far away"})
"""Facts of where a text plays that make it so."""
TOLD = 6
"""Shares that a reason names."""
TOLD_AS = {LEANING + RELEVANCE: "plain words"}
"""Features that a reason calls by other names."""
HEARD = 0.1
"""Points below which a share is noise to a reader."""
PLACED = (
    *("home", "county", "home border", "their force here", "abroad", "abroad alone", "abroad in title alone"),
    *("smuggled from next door", "next door", "nationals far away"),
)
"""What features say of where a text plays, beside the natures of a country's counties."""
_NOTHING = Strength(0.0, 0.0, ())
_AT_HOME = frozenset({"home", "county"})
_HOME, _STRONG = 0.5, 0.7

Features = Mapping[str, float]
Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Ground:
    """What a desk is about, as far as a single text is concerned."""

    topics: tuple[str, ...]
    """Slugs in display order."""
    natures: Mapping[str, frozenset[str]]
    """What unnamed gunmen mostly are there ("raid country", "attack country") → counties."""
    nationals: frozenset[str]
    """Words that name the country's people and nothing else of it, in small letters."""
    neighbours: frozenset[str] = frozenset()
    """Codes of the countries that it has a border with."""
    missions: frozenset[str] = frozenset()
    """Codes of the countries that are in its news for the forces that it sends there."""
    passports: Passports = NOBODY
    """What other countries' people are called."""


class Share(NamedTuple):
    """What one feature added to a score, and the words that it was seen in."""

    feature: str
    points: float
    words: tuple[str, ...]


def features_of(reading: Reading, ground: Ground) -> dict[str, float]:
    """Return the strength of each class of terms, facts drawn from them, and the lean of plain words; absent is 0."""
    strengths = reading.strengths
    found = {name: heard.value for name, heard in strengths.items() if not name.startswith(FACET)}
    threats = {topic: strengths[topic] for topic in ground.topics if topic in strengths}
    found["threat"] = _sure(min(1.3, max([threat.value for threat in threats.values()], default=0.0)))
    found["threat in title"] = _sure(max([threat.title for threat in threats.values()], default=0.0))
    found["threats"] = float(min(3, sum([threat.value >= _STRONG for threat in threats.values()])))
    for name, threat in threats.items():
        if threat.title:
            found[f"{name} in title"] = threat.title
    found.update({f"{each} in title": strengths[each].title for each in HEADLINED if each in strengths})
    where = _where(reading, ground)
    found.update(deeds_of(strengths, where, tuple(ground.natures)))
    if lean := lean_to(reading.plain, RELEVANCE):
        found[LEANING + RELEVANCE] = lean
    return {**muffled(found, where), **where, "bias": 1.0}


def feature_names(classes: Iterable[str], ground: Ground) -> frozenset[str]:
    """Return the names of all features that a text can have where these classes are spoken for."""
    weighed = {name for name in classes if not name.startswith(FACET)}
    titled = {f"{name} in title" for name in (*ground.topics, *HEADLINED, "threat")}
    leans = {LEANING + target for target in (RELEVANCE, *ground.topics)}
    placed = {*PLACED, *ground.natures, *deed_names(ground.natures)}
    return frozenset({"bias", "threat", "threats"} | weighed | titled | leans | placed)


def muffled(found: Features, where: Features) -> Features:
    """Return the features as loud as they are where the text plays: little, where that is elsewhere."""
    if not MUFFLING.isdisjoint(where):
        return {name: value * ELSEWHERE for name, value in found.items()}
    return found


def _sure(strength: float) -> float:
    """Make little of a doubtful word: two weak ones are no strong one."""
    return min(strength, strength * strength)


def _where(reading: Reading, ground: Ground) -> dict[str, float]:
    """Return what speaks for the desk's country and for elsewhere."""
    here = [place for place in reading.places if place.country == HOME]
    counties = {county for place in struck(reading, here) for county in place.counties}
    country = _country(reading, ground)
    is_home = country.value > _HOME or bool(here)
    facts = {
        "home": float(is_home),
        "county": float(bool(counties)),
        **{
            nature: float(nature in reading.strengths or not counties.isdisjoint(troubled))
            for nature, troubled in ground.natures.items()
        },
        "home border": float("county-border" in reading.strengths or home_border(reading)),
        **_away(reading, ground, here, country, is_home=is_home),
    }
    return {name: value for name, value in facts.items() if value}


def _away(
    reading: Reading, ground: Ground, here: Sequence[Mention], country: Strength, *, is_home: bool
) -> dict[str, float]:
    """Return what speaks for elsewhere beside the places ``here`` and how loudly the ``country`` speaks."""
    alien = max(reading.strengths.get(name, _NOTHING) for name in ("foreign-force", "converted"))
    near, held = frozenset[int](), frozenset[int]()
    there: list[Mention] = []
    if len(here) < len(reading.places):  # seldom
        near = frozenset([place.start for place in reading.places if place.country in ground.neighbours])
        held = passports(reading, ground.passports)
        there = _elsewhere(reading, ground)
        if here or any(name in reading.strengths for name in HELD):
            bound = destinations(reading)
            there = [place for place in there if place.start not in bound]
        if here or _is_told_here(country, ground):
            there = [place for place in there if place.start not in held]
    home_in_title = country.title > _HOME or any(place.in_title for place in here)
    there_in_title = alien.title > 0 or any(place.in_title for place in there)
    return {
        "next door": float(bool(near)),
        "their force here": float(is_home and bool(near) and neighbours_force(reading, ground.neighbours)),
        "abroad": float(min(3, len(there))) / 2,
        "abroad alone": float(not is_home and (bool(there) or alien.value > 0)),
        "abroad in title alone": float(there_in_title and not home_in_title and not _next_door(here, there, ground)),
        "smuggled from next door": float("smuggle" in reading.strengths and not near <= held),
        "nationals far away": float(_nationals_far_away(reading, ground, here, there)),
    }


def _next_door(here: Sequence[Mention], there: Sequence[Mention], ground: Ground) -> bool:
    """True when one of the country's own counties is named, and elsewhere only countries that border on it."""
    near = ground.neighbours | ground.missions
    return any(place.counties for place in here) and bool(there) and all(place.country in near for place in there)


def _country(reading: Reading, ground: Ground) -> Strength:
    """Return how loudly the country speaks.

    Not by its money alone, where that only says what another's is worth, nor by an office that is another country's.
    """
    country, money = (reading.strengths.get(name, _NOTHING) for name in ("homeland", "own-money"))
    is_worth = "converted" in reading.strengths and set(country.words).issubset(money.words)
    if is_worth or only_theirs(reading, ground.passports, ground.neighbours, ground.missions):
        return _NOTHING
    return country


def _is_told_here(country: Strength, ground: Ground) -> bool:
    """True when more speaks for the country than its people's name, who are all over the world."""
    return country.value > _HOME and any(word.lower() not in ground.nationals for word in country.words)


def _elsewhere(reading: Reading, ground: Ground) -> list[Mention]:
    """Return the foreign places, but none that only says what a term of the country's own is about, or which border."""
    named = [hit for hit in hits_of(reading, NAMING) if hit.end - hit.start > 1]
    own = {start for hit in named for start in range(hit.start, hit.end)}
    shared = {start for hit in hits_of(reading, {"border-word"}) for start in range(hit.start - 1, hit.end + 2)}
    if "smuggle" in reading.strengths:
        starts = [place.start for place in reading.places if place.start]
        shared.update(start for start in starts if reading.words[start - 1].lower() in FROM)
    near = frozenset() if SERVING.isdisjoint(reading.strengths) else ground.missions
    foreign = [place for place in reading.places if place.country not in {HOME, *near} and place.start not in own]
    return [place for place in foreign if place.country not in ground.neighbours or place.start not in shared]


def _nationals_far_away(reading: Reading, ground: Ground, here: Sequence[Mention], there: Sequence[Mention]) -> bool:
    """True when its people are named in a country that is no mission, away from its own border, and nothing acts here.

    A raid over the border is told where it was ridden from as well as where it hit: next door is then not far. Where
    somebody holds an office nothing happened: "Nakuru Senator on deaths of Kenyans in Qatar". Nor did it where the
    summary alone names a county and the title a country: "Kenyan shot in Texas", whose family lives in Bomet.
    """
    if not there:
        return False
    is_there = happened_there(reading, there) and "banditry" not in reading.strengths
    near = ground.missions if is_there else ground.neighbours | ground.missions
    if any(place.country in near for place in there):
        return False
    held = offices(reading)
    come = origins(reading, ground.passports) if is_there else frozenset()
    held |= come
    headlined = any(place.in_title for place in there)
    placed = any(place.counties and place.start not in held and (place.in_title or not headlined) for place in here)
    forces = ("agency", "police-chief") if foreign_force(reading) else ACTING
    acting = any(reading.strengths.get(force, _NOTHING).value >= _STRONG for force in forces)
    country = reading.strengths.get("homeland", _NOTHING)
    return not placed and not acting and (bool(come) or any(word.lower() in ground.nationals for word in country.words))


def score(features: Features, weights: Mapping[str, float]) -> float:
    """Return the probability that the weights give to the features."""
    return sigmoid(sum(points_of(features, weights).values()))


def points_of(features: Features, weights: Mapping[str, float]) -> dict[str, float]:
    """Return what each feature adds to the evidence."""
    weight = weights.get
    return {name: value * weight(name, 0.0) for name, value in features.items()}


def sigmoid(total: float) -> float:
    """Return the probability that a sum of evidence stands for."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def shares(
    points: Mapping[str, float], reading: Reading, ground: Ground, *, least: float = 0.0, most: int | None = None
) -> list[Share]:
    """Return what each feature added, largest first whatever its sign; ``most`` of those of ``least`` or more."""
    told = [(-abs(value), name, value) for name, value in points.items() if value and abs(value) >= least]
    ranked = sorted([each for each in told if each[1] != "bias"])
    return [Share(TOLD_AS.get(name, name), value, _words(name, reading, ground)) for _, name, value in ranked[:most]]


def _words(feature: str, reading: Reading, ground: Ground) -> tuple[str, ...]:
    if feature in _AT_HOME or feature in ground.natures:
        return tuple(dict.fromkeys(place.name for place in reading.places if place.country == HOME))[:3]
    if feature.startswith("abroad"):
        return tuple(dict.fromkeys(place.name for place in reading.places if place.country != HOME))[:3]
    if feature.startswith("threat"):
        threats = [reading.strengths[topic] for topic in ground.topics if topic in reading.strengths]
        return max(threats, key=lambda one: one.value, default=_NOTHING).words
    if feature.startswith(LEANING):
        return most_leaning(reading.plain, feature.removeprefix(LEANING))
    return reading.strengths.get(feature.removesuffix(" in title"), _NOTHING).words


def reason(probability: float, found: Sequence[Share]) -> Reason:
    """Say the score and the shares that made it."""
    return Reason("relevance", f"{probability:.2f}", "; ".join(map(_told, found)) or "no security term found")


def _told(share: Share) -> str:
    heard = f" ({', '.join(share.words[:3])})" if share.words else ""
    return f"{share.feature} {share.points:+.1f}{heard}".replace(" | ", " / ")
