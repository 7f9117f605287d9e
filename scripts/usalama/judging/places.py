"""Counties named in a text, or implied by a place in it, and what speaks for Kenya or for another country.

A gazetteer of whole names, read with the words around them: a first name before it makes a surname of a place, a
common word needs "town" or "village" beside it, a name in several counties needs one of them beside it. It refuses
substrings and lower-case names, and gives a doubtful place up rather than guess.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from usalama.judging.terms import END, Hit, Lexicon
from usalama.judging.towns import PAIRS, between_towns, is_dateline, within_towns, without_ends, without_theirs

SURE = frozenset({"county", "constituency", "sub-county", "town", "hot spot", "estate", "road", "institution", "group"})
"""Kinds that are believed without a cue; wards, areas and post offices want one."""

NEVER, BESIDE, ALONE, SEAT = range(4)
"""How far a name is believed: not at all, beside another name of its county, alone, or alone but as the seat of the
government, which speaks for the country and for no county ("Nairobi says …")."""
_SEAT = "seat of government"
_HOUSES = frozenset({"embassy", "consulate"})

KINDS = (
    "first name",
    "title",
    "surname",
    "cue before",
    "strong cue before",
    "cue after",
    "strong cue after",
    "place after",
    "town after",
    "street",
    "highway",
    "county word",
    "capital",
    "as government",
    "other capital",
    "community",
    "of a community",
    "of communities",
    "learner",
    "school",
    "force before",
    "distance",
    "carried",
    "carried to",
)

NAMED = (
    *(*KINDS, "several", "word", "people", "neighbour", "mission", "nationality", "nationals", "holder"),
    *("everywhere", "no lean", "any matter", "many matters"),
)
"""Every kind of names that names.csv may hold: how places are read, whose people and neighbours a text names, of whom
nothing is learnt, and whom reports of any matter name."""

REACH = 6  # words between a flight, or a distance, and the place that it is told of
_OF = frozenset({"za", "ya", "wa"})
_OF_AREA = frozenset({"la", "cha", "ya", "wa"})  # "eneo la", "kijiji cha"

SHARED = frozenset({"lake"})  # kinds of places with shores in several counties
HOME = "home"  # the country of every place in the gazetteer: the desk's own


@dataclass(frozen=True, slots=True)
class Place:
    """One name of the gazetteer, the counties it lies in (several when it straddles them), and how sure it is.

    A place that is the country's and no county's, such as Lake Victoria, has none.
    """

    name: str
    kind: str
    counties: tuple[str, ...]
    level: str
    """sure, cued (wants a word beside it), word (a common word too), several (in several counties,
    none of them first), or foreign."""
    rank: int = 0
    """Which of several places of one name is meant: 0 a county, 1 set down by hand, 2 a town, 3 anything else."""


class Mention(NamedTuple):
    """A place that was believed: where in the text, which counties or country, and the words that were read."""

    start: int
    name: str
    counties: tuple[str, ...]
    country: str  # ``HOME`` or the country code of a foreign place
    kind: str
    in_title: bool

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.name.split())


_Believed: TypeAlias = tuple[Hit[Place], int]  # a name and how far it is believed


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, and the people's names that some of them are too."""

    lexicon: Lexicon[Place]
    words: Mapping[str, frozenset[str]]
    """The words of ``names.csv`` by kind: first names, titles, surnames, and the cues around a place."""

    def mentions(self, words: Sequence[str], title_end: int) -> tuple[Mention, ...]:
        """Return the places named in the words, in reading order."""
        read = between_towns(self.lexicon.find(words, title_end), self.lexicon, words)
        hits = [hit for hit in read if _is_name(hit, words, self.words)]
        if not hits:
            return ()
        lower = [word.lower() for word in words]
        believed = self._without_communities([(hit, self._belief(hit, words)) for hit in hits], lower)
        anchors = _anchors(believed)
        named = filter(None, [_mention(hit, trust, words, anchors) for hit, trust in believed])
        found = without_theirs(tuple(named), words, HOME, self.words["town after"])
        told = _without_wire(within_towns(without_ends(found, lower, self.words), words, lower, self.words), words)
        return _narrowed(self._happened_in(told, lower))

    def _happened_in(self, found: tuple[Mention, ...], lower: Sequence[str]) -> tuple[Mention, ...]:
        """Leave out where nothing happened, if another county is named: "flown to Nairobi", "50km from Nairobi"."""
        if len(found) < 2:  # noqa: PLR2004  as in most texts
            return found
        rest = tuple([one for one in found if not (one.counties and self._is_far(one, found, lower))])
        return rest if any(one.counties for one in rest) else found

    def _is_far(self, one: Mention, found: Sequence[Mention], lower: Sequence[str]) -> bool:
        """True for the capital behind a distance, and for any place that somebody was carried to.

        Of "flown to Nairobi after a raid in Mandera" that is the first alone.
        """
        first = max(0, one.start - REACH)
        near = lower[first : one.start]
        if one.name in self.words["capital"] and not self.words["distance"].isdisjoint(
            word.lstrip("0123456789") for word in near
        ):
            return True
        if self.words["carried"].isdisjoint(near):  # as in most texts
            return False
        to = max([place for place, word in enumerate(near) if word in self.words["carried to"]], default=0)
        if any(first + to < other.start < one.start for other in found):
            return False
        return not self.words["carried"].isdisjoint(near[:to])

    def _without_communities(self, believed: list[_Believed], lower: Sequence[str]) -> list[_Believed]:
        """Leave out those who fight where another county is named: "Turkana and Samburu herders clash in Isiolo".

        Where no other place is named, a community tells the county that it lives in.
        """
        rest = [one for one in believed if not self._is_community(one[0], lower)]
        return rest if len(rest) < len(believed) and _anchors(rest) else believed

    def _is_community(self, hit: Hit[Place], lower: Sequence[str]) -> bool:
        """True for a county's name that stands for its people, before "herders", in a pair too, or after "jamii za".

        A university's may too, and the name of a group called after a county always does.
        """
        if any(place.kind == "group" for place in hit.values):
            return True
        if " ".join(lower[hit.start : hit.end]) not in self.words["community"]:
            return self._names_students(hit, lower)
        if self._names_students(hit, lower):
            return True
        after = lower[hit.end : hit.end + 3]
        if after[:1] and after[0] in PAIRS:
            after = after[2:]
        before = lower[max(0, hit.start - 4) : hit.start][::-1]
        if before[:1] and before[0] in PAIRS:
            before = before[2:]
        whose = before[1:2] if before[:1] and before[0] in _OF else []
        return not (
            self.words["of a community"].isdisjoint(after[:1]) and self.words["of communities"].isdisjoint(whose)
        )

    def _names_students(self, hit: Hit[Place], lower: Sequence[str]) -> bool:
        """True for a university before "students", or behind "wanafunzi wa" and no "in"."""
        near = lower[max(0, hit.start - 5) : hit.end + 2]
        if self.words["school"].isdisjoint(near):
            return False
        before, after = near[: min(5, hit.start)], near[min(5, hit.start) + hit.end - hit.start :]
        learners, within = self.words["learner"], self.words["town after"]
        return not (learners.isdisjoint(after) and (learners.isdisjoint(before) or not within.isdisjoint(before)))

    def _belief(self, hit: Hit[Place], words: Sequence[str]) -> int:
        """How far a name is believed where it stands."""
        before = words[hit.start - 1] if hit.start else END
        after = words[hit.end].lower() if hit.end < len(words) else END
        is_street = not self.words["street"].isdisjoint(words[hit.end : hit.end + 1])  # what is called after it
        if is_street or self._is_person(hit, words, before, after):
            return NEVER
        if self._is_government(hit, words, before, after) or is_dateline(hit, words, self.words["capital"]):
            return SEAT
        levels = {place.level for place in _likeliest(hit.values)}
        if levels & {"sure", "several", "foreign"}:
            return ALONE
        cue_before, cue_after = before.lower() in self.words["cue before"], after in self.words["cue after"]
        is_area = before in _OF_AREA and words[max(0, hit.start - 2)].lower() in self.words["strong cue before"]
        if is_area or after in self.words["strong cue after"]:
            return ALONE
        if "word" in levels:
            return BESIDE if cue_before or cue_after else NEVER
        return ALONE if before.lower() in self.words["strong cue before"] else BESIDE

    def _is_government(self, hit: Hit[Place], words: Sequence[str], before: str, after: str) -> bool:
        """True for the capital where it acts as a person would, or stands in a pair with another country's."""
        if words[hit.start] not in self.words["capital"] or hit.end - hit.start > 1:
            return False
        if before.lower() in self.words["strong cue before"]:
            return False
        paired = after in PAIRS and words[hit.end + 1 : hit.end + 2]
        return after in self.words["as government"] or bool(paired and paired[0] in self.words["other capital"])

    def _is_person(self, hit: Hit[Place], words: Sequence[str], before: str, after: str) -> bool:
        if after in self.words["place after"] or hit.end - hit.start > 1:
            return False
        if before in self.words["title"] or before in self.words["first name"]:
            return True
        if before.lower() in self.words["force before"] and any(place.level == "foreign" for place in hit.values):
            return False
        return words[hit.start] in self.words["surname"] and after not in self.words["strong cue after"]


def _is_name(hit: Hit[Place], words: Sequence[str], kinds: Mapping[str, frozenset[str]]) -> bool:
    """True when any of its words is written with a capital: "uwanja wa ndege wa JKIA" begins small.

    A county's name is one without a capital too behind "in" or "huko" and beside "county", as hasty headlines have it.
    """
    if not (name := hit.values[0].name)[2:] and name.isupper() and not words[hit.start].isupper():
        return False  # "Stop Killing Us" speaks of no country
    if words[hit.start][0].isupper() or any(word[0].isupper() for word in words[hit.start + 1 : hit.end]):
        return True
    if not any(place.kind == "county" for place in hit.values):
        return False
    beside = [word.lower() for word in words[max(0, hit.start - 2) : hit.end + 1]]
    before = words[hit.start - 1].lower() if hit.start else END
    return before in kinds["strong cue before"] or not kinds["county word"].isdisjoint(beside)


def _anchors(believed: Iterable[_Believed]) -> frozenset[str]:
    """Return the counties that the believed, unambiguous names lie in."""
    return frozenset(
        [
            county
            for hit, trust in believed
            if trust == ALONE and (len(hit.values) == 1 or len({place.counties for place in hit.values}) == 1)
            for county in hit.values[0].counties
        ]
    )


def _narrowed(found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Take a lake for the shore that is told of: "on Lake Turkana near Todonyang" is not Marsabit's too."""
    if not any(one.kind in SHARED for one in found):
        return found
    told = {one.counties[0] for one in found if len(one.counties) == 1}
    near = {one.start: sorted(told.intersection(one.counties)) for one in found if one.kind in SHARED}
    return tuple([one._replace(counties=tuple(near.get(one.start) or one.counties)) for one in found])


def _without_wire(found: tuple[Mention, ...], words: Sequence[str]) -> tuple[Mention, ...]:
    """Leave out the capital that an agency reports from ("NAIROBI - …") where the title names another country.

    Not where all that it names of one is its house, which stands in the capital.
    """
    there = [one for one in found if one.in_title and one.country != HOME]
    after = (words[one.end].lower() for one in there)
    if _HOUSES.issuperset(after):
        return found
    sent = [one for one in found if one.kind == _SEAT and words[one.start].isupper() and words[one.start - 1] == END]
    return tuple([one for one in found if one not in sent])


def _mention(hit: Hit[Place], trust: int, words: Sequence[str], anchors: frozenset[str]) -> Mention | None:
    if trust == NEVER:
        return None
    name = " ".join(words[hit.start : hit.end])
    if trust == SEAT:
        return Mention(hit.start, name, (), HOME, _SEAT, hit.in_title)
    foreign = [place for place in hit.values if place.level == "foreign"]
    if foreign:
        return Mention(hit.start, name, (), foreign[0].kind, "country", hit.in_title)
    near = {place.counties: place for place in hit.values if anchors.intersection(place.counties)}
    choices = near if len(near) == 1 else {place.counties: place for place in _likeliest(hit.values)}
    chosen = list(near if trust == BESIDE else choices)
    if len(chosen) != 1:
        return Mention(hit.start, name, (), HOME, hit.values[0].kind, hit.in_title) if trust == ALONE else None
    return Mention(hit.start, name, chosen[0], HOME, choices[chosen[0]].kind, hit.in_title)


def _likeliest(places: Sequence[Place]) -> Sequence[Place]:
    """A county's own name is the county; a town or hot spot comes before a ward of the same name."""
    if len(places) == 1 or "several" in {place.level for place in places}:
        return places
    first = min(place.rank for place in places)
    return [place for place in places if place.rank == first]
