"""Counties named in a text, or implied by a place in it, and what speaks for Kenya or for another country.

A gazetteer of whole names, read with the words around them: a first name before it makes a surname of a place, a
common word needs "town" or "village" beside it, a name in several counties needs one of them beside it. It refuses
substrings and lower-case names, and gives a doubtful place up rather than guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from usalama.terms import END, Hit, Lexicon, Trie

SURE = frozenset({"county", "constituency", "sub-county", "town", "hot spot", "estate", "road", "institution"})
"""Kinds that are believed without a cue; wards, areas and post offices want one."""

_BEFORE = frozenset(
    "in at near from around outside within to towards across of off the katika huko mjini kijijini eneo mtaa mji "
    "kijiji kaunti kata maeneo jijini mtaani soko la ya wa cha and na , along past between".split()
)
_STRONG_BEFORE = frozenset("in at near from huko mjini kijijini eneo mtaa mji kijiji mtaani jijini katika".split())
_AFTER = frozenset(
    "town village market area ward estate location sublocation sub county constituency centre center slum slums police "
    "trading road residents hospital forest mp mps senator governor division shopping junction island beach township "
    "suburb east west north south central border district law prison border airport port attack raid".split()
)
_STRONG_AFTER = frozenset("town village market area ward estate location constituency slum slums township mp".split())
_DIRECTIONS = frozenset(
    "east west north south central town estate village market road forest island park law police slum".split()
)
_NOT_AFTER_PERSON = frozenset("county town constituency sub residents village".split())


@dataclass(frozen=True, slots=True)
class Place:
    """One name of the gazetteer: the counties it lies in (several when it straddles them) and how sure a bare name is."""

    name: str
    kind: str
    counties: tuple[str, ...]
    level: str
    """sure, cued (wants a word beside it), word (a common word too), or foreign."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that was believed: where in the text, which counties or country, and the words that were read."""

    start: int
    name: str
    counties: tuple[str, ...]
    country: str
    """"ke" or the country code of a foreign place."""
    kind: str
    in_title: bool


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names, and the people's names that some of them are too."""

    lexicon: Lexicon[Place]
    first_names: frozenset[str]
    titles: frozenset[str]
    surnames: frozenset[str]

    def mentions(self, words: Sequence[str], title_end: int) -> tuple[Mention, ...]:
        """Return the places named in the words, in reading order."""
        hits = [hit for hit in self.lexicon.find(words, title_end) if words[hit.start][0].isupper()]
        believed = [(hit, self._belief(hit, words)) for hit in hits]
        anchors = _anchors(believed)
        found = [_mention(hit, trust, words, anchors) for hit, trust in believed]
        return tuple(mention for mention in found if mention is not None)

    def _belief(self, hit: Hit[Place], words: Sequence[str]) -> int:
        """2 believed alone, 1 believed beside its county, 0 never."""
        before = words[hit.start - 1] if hit.start else END
        after = words[hit.end].lower() if hit.end < len(words) else END
        if self._is_person(hit, words, before, after):
            return 0
        levels = {place.level for place in hit.values}
        if "sure" in levels or "foreign" in levels:
            return 2
        cue_before, cue_after = before.lower() in _BEFORE, after in _AFTER
        if "word" in levels:
            return 2 if after in _STRONG_AFTER else 1 if cue_before or cue_after else 0
        if before.lower() in _STRONG_BEFORE or after in _STRONG_AFTER:
            return 2
        return 1

    def _is_person(self, hit: Hit[Place], words: Sequence[str], before: str, after: str) -> bool:
        if after in _NOT_AFTER_PERSON or hit.end - hit.start > 1:
            return False
        if before in self.titles:
            return True
        if before in self.first_names and (hit.start < 2 or words[hit.start - 2].lower() not in {"in", "at"}):  # noqa: PLR2004
            return True
        return words[hit.start] in self.surnames and after not in _STRONG_AFTER


def _anchors(believed: Iterable[tuple[Hit[Place], int]]) -> frozenset[str]:
    """Return the counties that the believed, unambiguous names lie in."""
    return frozenset(
        county
        for hit, trust in believed
        if trust == 2 and len({place.counties for place in hit.values}) == 1  # noqa: PLR2004
        for county in hit.values[0].counties
    )


def _mention(hit: Hit[Place], trust: int, words: Sequence[str], anchors: frozenset[str]) -> Mention | None:
    if trust == 0:
        return None
    name = " ".join(words[hit.start : hit.end])
    foreign = [place for place in hit.values if place.level == "foreign"]
    if foreign:
        return Mention(hit.start, name, (), foreign[0].kind, "country", hit.in_title)
    choices = {place.counties: place for place in _likeliest(hit.values)}
    near = [counties for counties in choices if anchors.intersection(counties)]
    if trust == 1:
        chosen = near
    else:
        chosen = near if len(choices) > 1 else list(choices)
    if len(chosen) != 1:
        return Mention(hit.start, name, (), "ke", hit.values[0].kind, hit.in_title) if trust == 2 else None  # noqa: PLR2004
    return Mention(hit.start, name, chosen[0], "ke", choices[chosen[0]].kind, hit.in_title)


def _likeliest(places: Sequence[Place]) -> Sequence[Place]:
    """A county's own name is the county; a town or hot spot comes before a ward of the same name."""
    for level in ("county", "sure"):
        found = [place for place in places if level in {place.kind, place.level}]
        if found:
            return found
    return places


def build_gazetteer(
    rows: Iterable[Mapping[str, str]], foreign: Iterable[Mapping[str, str]], people: Iterable[Mapping[str, str]]
) -> Gazetteer:
    """Compile places.csv, foreign.csv and names.csv."""
    names: dict[str, frozenset[str]] = {row["kind"]: frozenset(row["names"].split("|")) for row in people}
    common = frozenset(word.lower() for word in names.get("word", ()))
    sequences = [
        (_sequence(row["name"]), Place(row["name"], row["kind"], tuple(row["counties"].split(";")), _level(row, common)))
        for row in rows
    ]
    for row in foreign:
        sequences.extend(
            (_sequence(name), Place(name, row["country"], (), "foreign")) for name in row["names"].split("|")
        )
    return Gazetteer(
        Lexicon(Trie(sequences), _name_forms),
        names.get("first name", frozenset()),
        names.get("title", frozenset()),
        names.get("surname", frozenset()),
    )


def _level(row: Mapping[str, str], common: frozenset[str]) -> str:
    if row["name"].lower() in common:
        return "word"
    if row["source"] == "usalama" or row["kind"] in SURE:
        return "sure"
    return "cued"


def _sequence(name: str) -> tuple[str, ...]:
    return tuple(name.lower().replace("'", "").replace("-", " ").replace(".", "").replace("/", " ").split())


def _name_forms(word: str) -> tuple[str, ...]:
    lower = word.lower()
    if lower.endswith("'s"):
        lower = lower[:-2]
    return (lower.replace("'", ""),)
