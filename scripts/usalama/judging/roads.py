"""Roads that are named after the towns they run between, told from streets of the same name.

It looks at hits of the gazetteer alone, and refuses to guess where no town stands right before the road.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from usalama.judging.places import Place
    from usalama.judging.terms import Hit, Lexicon

_ENDS = frozenset({"county", "constituency", "sub-county", "town", "hot spot"})
_DASHES = frozenset({"–", "—"})


def between_towns(hits: Sequence[Hit[Place]], lexicon: Lexicon[Place], words: Sequence[str]) -> list[Hit[Place]]:
    """Read the road of "Garissa-Thika road" for the town it leads to, not for the street of that name elsewhere."""
    ends = {hit.end for hit in hits if any(place.kind in _ENDS for place in hit.values)}
    return [
        town._replace(start=hit.start, end=hit.start + town.end, in_title=hit.in_title)
        if hit.start - (words[hit.start - 1] in _DASHES) in ends
        and any(place.kind == "road" for place in hit.values)
        and (town := next(iter(lexicon.find(words[hit.start : hit.end - 1], 0)), None))
        else hit
        for hit in hits
    ]
