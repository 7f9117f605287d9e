"""What a town beside it tells of a name: the road to it, its estate, and the capital that a report was only sent from.

So does a place beside a road that leads from one town to another, and a county beside a place that lies in several.

It looks at what the gazetteer found alone, and refuses to guess where no town stands right beside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from usalama.judging.terms import END

if TYPE_CHECKING:
    from usalama.judging.places import Mention, Place
    from usalama.judging.terms import Hit, Lexicon

_TOWNS = frozenset({"county", "constituency", "sub-county", "town", "hot spot"})
_DASHES = frozenset({"–", "—"})
PAIRS = frozenset({"and", "na", ",", "&"})  # what joins two names
FROM = frozenset({"from", "kutoka", "toka"})  # before a place that something came from
_ALONG = frozenset({"on", "along", "off"})
_ALONG_SW = frozenset({"kwenye", "katika"})  # a place needs no word of its own there: "Gilgil kwenye barabara"
_OF_PLACES = frozenset({"the", "la", "ya", "wa", ","})  # what may stand in between
_RURAL = frozenset({"village", "villages"})  # behind the name of one: the city has none
_DATELINE = 7
"""Words and pauses that a dateline has at most behind its place: ", Kenya, Nov 13 –"."""
_DATELINE_ENDS = _DASHES | {"|", ":"}


def between_towns(hits: Sequence[Hit[Place]], lexicon: Lexicon[Place], words: Sequence[str]) -> list[Hit[Place]]:
    """Read the road of "Garissa-Thika road" for the town it leads to, not for the street of that name elsewhere."""
    if "road" not in [place.kind for hit in hits for place in hit.values]:  # as in most texts
        return list(hits)
    ends = {hit.end for hit in hits if any(place.kind in _TOWNS for place in hit.values)}
    return [
        town._replace(start=hit.start, end=hit.start + town.end, in_title=hit.in_title)
        if hit.start - (words[hit.start - 1] in _DASHES) in ends
        and any(place.kind == "road" for place in hit.values)
        and (town := next(iter(lexicon.find(words[hit.start : hit.end - 1], 0)), None))
        else hit
        for hit in hits
    ]


def within_towns(
    found: tuple[Mention, ...], words: Sequence[str], lower: Sequence[str], kinds: Mapping[str, frozenset[str]]
) -> tuple[Mention, ...]:
    """Leave out an estate that lies in another county's town here: "Milimani in Eldoret", "Kilimani, Bungoma".

    So does one right behind a town ("Kisii town Central Business District"), what has an estate's name ("Umoja Lodge in
    Nakuru", "Kilimani village" where a town is named first), and a place that is called one ("Kotulo area, Wajir
    County"). One that lies in several counties is in the town's alone: "Kapedo, Turkana". ``kinds`` are the words of
    ``names.csv``.
    """
    doubted = [one for one in found if one.counties and one.kind not in {"county", "town"}]
    if not doubted or len(found) < 2:  # noqa: PLR2004  as in most texts
        return found
    towns = {one.start: one for one in found if one.kind in _TOWNS}
    behind = {one.end: one for one in towns.values()}
    ways = {",", "ya", *kinds["town after"], *kinds["county word"]}

    def town_of(one: Mention) -> Mention | None:
        is_estate, link = one.kind == "estate", one.end
        named = words[link : link + 1]
        is_called = bool(named) and lower[link] in kinds["cue after"]
        if is_called or (is_estate and named and named[0][0].isupper()):  # "area", "Lodge"
            link += 1
        way = list(takewhile(lambda word: word in ways or (is_called and word == "of"), lower[link:]))
        town = towns.get(link + len(way))
        if town and way and (way != [","] or _closes(one, town, words)):
            return town
        if not is_estate:
            return None
        if named and lower[one.end] in _RURAL:
            return next(iter(towns.values()), None)
        return behind.get(one.start) or behind.get(one.start - (lower[one.start - 1] in kinds["cue after"]))

    told = {one: town.counties for one in doubted if (town := town_of(one))}
    lost = {one.name for one, counties in told.items() if set(counties).isdisjoint(one.counties)}
    narrower = {one: counties for one, counties in told.items() if set(counties) < set(one.counties)}
    kept = [one._replace(counties=narrower.get(one, one.counties)) for one in found if one.name not in lost]
    return tuple(kept) if told else found


def without_ends(
    found: tuple[Mention, ...], lower: Sequence[str], kinds: Mapping[str, frozenset[str]]
) -> tuple[Mention, ...]:
    """Leave out the towns that a road leads to where it says where on it: "on the Kitale-Lodwar road at Kainuk".

    Not one in whose county that place lies; where no place is named beside it, here or where the same road is named
    again, a road tells where it leads.
    """
    # Two towns with at most a dash between them, and a place.
    towns = [pair for pair in pairwise(found) if pair[1].start - pair[0].end <= 1] if len(found) > 2 else []  # noqa: PLR2004
    roads = [(pair, road) for pair in towns if (road := _road(*pair, lower, kinds["highway"]))]
    told: dict[frozenset[str], set[str]] = {}
    for pair, road in roads:
        beside = (each.counties for each in found if _is_on(each, road, lower, kinds))
        told.setdefault(frozenset(end.name for end in pair), set()).update(*beside)
    lost = [
        end
        for pair, _ in roads
        for end in pair
        if (counties := told[frozenset(each.name for each in pair)]) and counties.isdisjoint(end.counties)
    ]
    return tuple([one for one in found if one not in lost]) if lost else found


def _road(one: Mention, other: Mention, lower: Sequence[str], called: frozenset[str]) -> tuple[int, int] | None:
    """Return where the road between two towns begins and ends: "Kitale-Lodwar road", "barabara ya Kitale-Lodwar"."""
    if other.start - one.end > (lower[one.end] in _DASHES) or not _TOWNS.issuperset((one.kind, other.kind)):
        return None
    if not called.isdisjoint(lower[other.end : other.end + 1]):
        return one.start, other.end + 1
    # "barabara ya Kitale-Lodwar", "barabara kuu ya …"
    start = next((place for place in range(max(0, one.start - 3), one.start) if lower[place] in called), None)
    return None if start is None else (start, other.end)


def _is_on(place: Mention, road: tuple[int, int], lower: Sequence[str], kinds: Mapping[str, frozenset[str]]) -> bool:
    """True for a place right beside a road: "… road at Kainuk", "at Kainuk, along the … road", "… road, Meru"."""
    start, end = road
    beside = kinds["strong cue before"] - {"from"}
    if place.start > end:
        is_county = place.kind == "county" or not kinds["county word"].isdisjoint(lower[place.end : place.end + 1])
        if is_county and lower[end : place.start] == [","]:
            return True
        return lower[end] in beside and all(word in beside or word in _OF_PLACES for word in lower[end : place.start])
    way = [word for word in lower[place.end : start] if word not in _OF_PLACES]
    is_told = way[:1] and (way[0] in _ALONG_SW or (way[0] in _ALONG and lower[max(0, place.start - 1)] in beside))
    return len(way) == 1 and bool(is_told)


def without_theirs(
    found: tuple[Mention, ...], words: Sequence[str], home: str, within: AbstractSet[str]
) -> tuple[Mention, ...]:
    """Leave out a town that another country's name follows: "gunmen kill five in Busia, Uganda".

    And an estate whose name others have, too, "in" a place abroad, by the words ``within``; not one that somebody is
    from.
    """
    theirs = {one.start for one in found if one.country != home}
    if not theirs:
        return found
    lost = [
        one
        for one in found
        if one.counties and one.end + 1 in theirs and (words[one.end] == "," or _is_there(one, words, within))
    ]
    return tuple([one for one in found if one not in lost])


def _is_there(one: Mention, words: Sequence[str], within: AbstractSet[str]) -> bool:
    """True for an estate "in" what follows, and not one that somebody is from: "youths from Kibera in Somalia"."""
    return (
        one.kind == "estate" and words[one.end].lower() in within and words[max(0, one.start - 1)].lower() not in FROM
    )


def _closes(one: Mention, town: Mention, words: Sequence[str]) -> bool:
    """True for a county, or a part of one that a place may lie in, that no further name follows.

    In "Kilimani, Bungoma and Busia" three places stand in a row.
    """
    is_whole = town.kind == "county" or set(town.counties) < set(one.counties)
    return is_whole and PAIRS.isdisjoint(word.lower() for word in words[town.end : town.end + 1])


def is_dateline(hit: Hit[Place], words: Sequence[str], capital: frozenset[str]) -> bool:
    """True for the capital where it only says from where a report was sent: "NAIROBI, Kenya, Nov 13 – …"."""
    begins = not hit.in_title and (hit.start == 0 or words[hit.start - 1] == END)
    if not begins or words[hit.start].title() not in capital:
        return False
    behind = words[hit.end : hit.end + _DATELINE]
    for place, word in enumerate(behind):
        if word in _DATELINE_ENDS or (place and word.isdecimal()):
            return place == 0 or behind[0] == "," or words[hit.start].isupper()
        if word != "," and not word[0].isupper():
            return False
    return False
