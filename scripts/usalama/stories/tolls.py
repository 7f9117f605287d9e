"""Whether two reports of a few days tell one toll that rose: four officers killed at noon, 32 on the next day.

Another number of the dead mostly is another attack. It is none where the later title says that a toll rose, or where so
many of one force or group died that it did not happen twice in one county within days. It refuses to add anything up,
and what names another place or person.
"""

import re

from usalama.claims.counted import DEAD
from usalama.stories.evidence import FEATURES, Evidence
from usalama.stories.fingerprints import CONCEPT, FIGURE, concepts_of
from usalama.stories.linkage import FLOOR
from usalama.stories.nearness import gap, order
from usalama.stories.sketches import Sketch

ONE_EVENT = 0.9  # what pairs that a rule holds for one event are worth, and a little less where little else is alike
_DAYS = 3
_MANY = 10  # so many of one group die seldom
_SOME = 3  # the least that the other report tells of them
_RISES = re.compile(
    r"\b(?:(?:rises?|rose|climbs?|jumps?|grows?|increases?|mounts?|up) to|hits|reach(?:es)?|now at|"
    r"(?:ya|ime|i)?(?:fika|gonga)|(?:ya|ime)?(?:ongezeka|panda))\b"
)
_TOLL = CONCEPT + "toll"
_GROUP_NAMES = "police officer soldier student teacher worker fisherman herder passenger reservist inmate"
_DEED_NAMES = "attack ied grenade protest clash bandit mob burn shoot dormitory stab"
_GROUPS, _DEEDS = map(concepts_of, (_GROUP_NAMES, _DEED_NAMES))
_OTHERS = [FEATURES.index(name) for name in ("other-county", "other-kind", "other-names")]


def told_anew(found: Evidence, one: Sketch, other: Sketch) -> Evidence:
    """Return the evidence of two reports; where they tell one toll that rose, it says that they are of one event."""
    days = gap(one.report, other.report)
    if found.score >= ONE_EVENT or days is None or days > _DAYS or one.counties.isdisjoint(other.counties):
        return found
    if any(found.features[at] for at in _OTHERS) or not (_tell_one(one, other) or _tell_one(other, one)):
        return found
    return Evidence(max(found.score, ONE_EVENT + max(FLOOR, found.score) / 20), found.features)


def _tell_one(less: Sketch, more: Sketch) -> bool:
    """True where the second tells of more dead, and of the same."""
    dead = _dead(less)
    if not 0 < dead < _dead(more):
        return False
    return _rose(less, more) or (dead >= _SOME and _so_many(less, more))


def _rose(less: Sketch, more: Sketch) -> bool:
    """True where the title says that a toll rose, and both tell of one kind of deed."""
    if order(less.report, more.report) > 0 or _DEEDS.isdisjoint(less.tokens.keys() & more.tokens.keys()):
        return False
    return _RISES.search(more.report.title.lower()) is not None


def _so_many(less: Sketch, more: Sketch) -> bool:
    """True where many of a group died, and the other title tells of that group."""
    dead = more.counted.get(DEAD, frozenset())
    pairs = (pair[len(FIGURE) :].split(" ", 1) for pair in more.numbered)
    many = {group for figure, group in pairs if int(figure) in dead and int(figure) >= _MANY}
    return not (many & _GROUPS).isdisjoint(less.title)


def _dead(told: Sketch) -> int:
    """Return the most that are told dead; of a title about a toll, its largest figure."""
    figures = set(told.counted.get(DEAD, ()))
    if _TOLL in told.title:
        told_in_title = (token[len(FIGURE) :] for token in told.title if token[0] == FIGURE)
        figures.update(map(int, filter(str.isdigit, told_in_title)))
    return max(figures, default=0)
