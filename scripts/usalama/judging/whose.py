"""Whose border, whose force, in whose country: what the words beside a place's name say of it.

It looks at one reading and weighs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import takewhile
from typing import NamedTuple

from usalama.judging.places import HOME, Mention
from usalama.judging.reading import Reading
from usalama.judging.terms import Hit, Term
from usalama.judging.towns import FROM

FORCES = frozenset({"police", "military"})
NAMED_AFTER = FORCES | {"force", "patrol", "detective"}
"""Who is a country's own right beside its name."""
OFFICES = FORCES | {"police-chief", "commander", "agency"}
"""What every country has one of, by whatever name."""
MONEY = frozenset({"own-money"})
BORDERS = frozenset({"border", "frontier", "mpaka", "mpakani"})
"""What parts two countries."""
BESIDE = 9
"""Words between a border and the counties that it parts."""
LINKS = frozenset((word,) for word in ("wa", "ya", "la", "za", "vya", "cha", "nchini", "in", "from", "of", "across"))
"""Between a force and its country's name."""
INSIDE = frozenset({"in", "nchini"})
"""Before a country's name: it happened there."""
BEFORE_PLACES = INSIDE | {"at", "near", "from", "to", "around", "outside"}
"""Before a place where it happened: "abducted in Voi found dead" tells of nobody's home."""
MOVING = FROM | {"to", "into", "hadi", "kwenda", "kuelekea"}
"""Before a place that somebody or something came from or goes to: it did not happen there."""
BOUND = frozenset({"sent-away", "joined"})
"""Before a place that others are taken to, or that is told of those whom they join."""
PUBLIC = frozenset({"critic", "politics", "office"})
"""Who does at home what is told of him: "Ugandan MP", "Tanzanian activist"."""


class Passports(NamedTuple):
    """Words, in small letters, that say whose passport somebody has."""

    nationalities: frozenset[str] = frozenset()
    """"british", before whoever has it."""
    nationals: frozenset[str] = frozenset()
    """"ugandans", which names the people themselves."""
    holders: frozenset[str] = frozenset()
    """Who has one, beside those whom terms name: "aristocrat"."""
    everywhere: frozenset[str] = frozenset()
    """Offices of the desk's country, and its money, that others call alike: "inspector general", "sh"."""


NOBODY = Passports()
"""What a desk that lists none knows."""


def hits_of(reading: Reading, classes: AbstractSet[str]) -> list[Hit[Term]]:
    """Return where the text says a term of one of these classes."""
    return [hit for hit in reading.hits if _is_of(hit, classes)]


def _is_of(hit: Hit[Term], classes: AbstractSet[str]) -> bool:
    return any(not classes.isdisjoint(term.classes) for term in hit.values)


def home_border(reading: Reading) -> bool:
    """True when a border stands between two of the country's own counties: "the border of West Pokot and Turkana"."""
    for hit in hits_of(reading, {"border-word"}) if "border-word" in reading.strengths else ():  # seldom
        beside = [one for one in reading.places if hit.start - BESIDE <= one.start <= hit.end + BESIDE]
        named = {one.counties for one in beside if len(one.counties) == 1}
        if len(named) > 1 and all(one.country == HOME for one in beside):
            return True
    return False


def foreign_force(reading: Reading) -> bool:
    """True when a country's name stands right beside its police or army: "Ugandan troops", "polisi wa Uganda".

    Whom they fight is somebody else: "security forces battle Ethiopian gunmen". Nor is it theirs that has the name of
    the desk's country before it: "Kenyan defence forces in Somalia".
    """
    theirs = [one for one in reading.places if one.country != HOME]
    return any(one.end == start or end <= one.start <= last for start, end, last in _forces(reading) for one in theirs)


def neighbours_force(reading: Reading, neighbours: AbstractSet[str]) -> bool:
    """True for a force of these countries as ``foreign_force`` tells it, and for one whose term names the country."""
    theirs = [one for one in reading.places if one.country in neighbours]
    return any(one.end == start or start <= one.start <= last for start, _, last in _forces(reading) for one in theirs)


def _forces(reading: Reading) -> list[tuple[int, int, int]]:
    """Return where forces but the country's own begin and end, and the last word where the name of theirs may begin."""
    own = {hit.end for hit in hits_of(reading, {"homeland"})}
    return [
        (hit.start, hit.end, hit.end + (reading.words[hit.end : hit.end + 1] in LINKS))
        for hit in reading.hits
        if hit.start not in own
        and any(NAMED_AFTER.intersection(term.classes) and "homeland" not in term.classes for term in hit.values)
    ]


def only_theirs(reading: Reading, known: Passports, neighbours: frozenset[str], missions: frozenset[str]) -> bool:
    """True when all that names the desk's country is another's as well, and it is the other that is spoken of.

    An office right behind its owner: "Ukraine's defence ministry"; "KDF in Somalia" is the desk's own. Beside a place
    abroad also what is called alike: a neighbour's money ("Sh2m" in Kampala), further away a chief of police whom the
    summary alone names ("inspector general", Kaduna), whose place stands right behind ("immigration department in
    Kagera"), and the border of two others ("Ethiopia: armed men near South Sudan border"). A mission is no such
    place, nor is where somebody comes from or goes to.
    """
    there = [one for one in reading.places if one.country != HOME]
    if not there:  # as in most texts
        return False
    named = [one for one in there if one.name.endswith("'s") or one.name.lower() in known.nationalities]
    after = {one.end for one in named}
    aside = destinations(reading)
    scenes = [
        one
        for one in there
        if one.start not in aside
        and one.country not in missions
        and reading.words[max(0, one.start - 1)].lower() not in MOVING
    ]
    people = known.nationalities | known.nationals
    lands = {one.country for one in scenes if one.name.lower() not in people}
    near, far = not neighbours.isdisjoint(lands), not neighbours.issuperset(lands)
    ours = hits_of(reading, {"homeland"})
    return bool(ours) and all(
        (hit.start in after and _is_of(hit, OFFICES))
        or (
            _called(hit, reading) in known.everywhere
            and ((near if _is_of(hit, MONEY) else far and not hit.in_title) or _is_theirs(hit, reading, scenes))
        )
        or _parts_others(hit, reading, there, lands)
        for hit in ours
    )


def _is_theirs(hit: Hit[Term], reading: Reading, scenes: Sequence[Mention]) -> bool:
    """True for an office right before the place abroad that it is of."""
    return reading.words[hit.end : hit.end + 1] in LINKS and any(one.start == hit.end + 1 for one in scenes)


def _called(hit: Hit[Term], reading: Reading) -> str:
    """Return the words of a term in small letters without figures: "sh" of "Sh21m"."""
    said = ("".join(takewhile(str.isalpha, word)) for word in reading.words[hit.start : hit.end])
    return " ".join(said).strip().lower()


def _parts_others(hit: Hit[Term], reading: Reading, there: Sequence[Mention], lands: AbstractSet[str]) -> bool:
    """True for a border with a foreign country where another one is a scene, too."""
    if BORDERS.isdisjoint(map(str.lower, reading.words[hit.start : hit.end])):
        return False
    beyond = {one.country for one in there if hit.start <= one.start < hit.end}
    return bool(beyond) and not lands <= beyond


def passports(reading: Reading, known: Passports) -> frozenset[int]:
    """Return where a nationality is somebody's: "Congolese refugee", "five Ugandans", and no "Congolese army".

    "British aristocrat held" says of nobody where he is.
    """
    named = [one for one in reading.places if one.country != HOME]
    told = [one for one in named if one.name.lower() in known.nationalities]
    themselves = [one.start for one in named if one.name.lower() in known.nationals]
    return frozenset([*themselves, *_before_somebody(told, reading, known)])


def origins(reading: Reading, known: Passports) -> frozenset[int]:
    """Return where a place of the country's own only says where somebody comes from: "Nandi runner robbed in Spain".

    So it does behind one in the title: "nurse from Kisii", and not "abducted from Kisii".
    """
    here = [one for one in reading.places if one.country == HOME]
    before = {one.start: reading.words[one.start - 1].lower() if one.start else "" for one in here}
    come = [one for one in here if before[one.start] not in BEFORE_PLACES]
    behind = [one.start for one in here if one.in_title and before[one.start] in FROM]
    people = {hit.end for hit in hits_of(reading, {"person"}) if not _is_of(hit, PUBLIC)} if behind else ()
    return frozenset([*_before_somebody(come, reading, known), *(start for start in behind if start - 1 in people)])


def _before_somebody(places: Sequence[Mention], reading: Reading, known: Passports) -> list[int]:
    """Return which places stand right before a person who is no politician."""
    if not places:  # as in most texts
        return []
    holders = {
        place for hit in hits_of(reading, {"person"}) if not _is_of(hit, PUBLIC) for place in range(hit.start, hit.end)
    }
    holders.update(
        place for place, word in enumerate(reading.words) if word.lower().removesuffix("'s") in known.holders
    )
    return [one.start for one in places if one.end in holders]


def destinations(reading: Reading) -> frozenset[int]:
    """Return the foreign places where somebody takes people, or that those are of whom they join.

    "Lured youths to Myanmar", "fight in Ukraine", "charged with joining ISIS in Libya".
    """
    if BOUND.isdisjoint(reading.strengths):  # as in most texts
        return frozenset()
    sent = hits_of(reading, BOUND)
    return frozenset(
        one.start
        for one in reading.places
        if one.country != HOME and any(hit.start < one.start and hit.in_title == one.in_title for hit in sent)
    )


def happened_there(reading: Reading, there: Sequence[Mention]) -> bool:
    """True when a country is where it happened, "in Uganda" or "nchini Uganda", and no border is spoken of."""
    words = reading.words
    return "border-word" not in reading.strengths and any(
        one.start and words[one.start - 1].lower() in INSIDE for one in there
    )


def offices(reading: Reading) -> frozenset[int]:
    """Return where words stand beside an office, which say whose it is: "Nakuru Senator", "mbunge wa Wajir"."""
    if "office" not in reading.strengths:  # as in most texts
        return frozenset()
    held = hits_of(reading, {"office"})
    return frozenset(start for hit in held for start in range(hit.start - 2, hit.end + 2))


def struck(reading: Reading, here: Sequence[Mention]) -> Sequence[Mention]:
    """Return the places ``here`` where it may have happened: "Wajir MCA seized in Nairobi" tells nothing of Wajir."""
    held = offices(reading) if len(here) > 1 else frozenset()
    return [place for place in here if place.start not in held] or here
