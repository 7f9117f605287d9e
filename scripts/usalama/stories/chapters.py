"""Whether a report of later weeks goes on with what was told before: what that is worth, and what it takes.

A like event at the same place may follow within weeks, so its place says little, though a village and its area be
named. A person named besides says more, and so does the day of what happened, told weeks later. Who is taken to court
over it is no new event: there the place alone counts neither way. It refuses events of one week and groups.
"""

from functools import lru_cache

from usalama.formats.rows import rows
from usalama.stories.evidence import Sketch, StoryTables
from usalama.stories.fingerprints import CONCEPT
from usalama.stories.nearness import names_the_day
from usalama.stories.roots import root_of

CHAPTER_DAYS = 8  # a report that many days after its story's latest begins a new chapter
CHAPTER = 3.0  # what enough signs in common are worth to a later chapter, and what fewer count against it
_ENOUGH = 2
_IN_COURT = frozenset(CONCEPT + step for step in ("bail", "charge", "court"))


def worth(one: Sketch, other: Sketch, tables: StoryTables) -> float:
    """Return what two reports have in common, or lack, where weeks lie between them; 0 where none do.

    All places that both have are one sign.
    """
    earlier, later = sorted((one, other), key=lambda sketched: sketched.report.first or 0)
    day = earlier.report.first or 0
    if (later.report.first or 0) - day <= CHAPTER_DAYS:
        return 0.0
    rare = (one.rare_names | other.rare_names) & one.tokens.keys() & other.tokens.keys()
    others = rare - _stems_of(tables.places) if len(rare) > 1 else rare
    signs = len(others) + (len(others) < len(rare)) + names_the_day(later.days, earlier.report)
    if signs >= _ENOUGH:
        return CHAPTER
    if rare and not _IN_COURT.isdisjoint(later.tokens):
        return 0.0
    return -CHAPTER * max(1, len(rare))  # each place in common counted for one event


@lru_cache(maxsize=2)
def _stems_of(places: str) -> frozenset[str]:
    """Return the stems of places of one word."""
    named = [row["name"] for _, row in rows(places, "places.csv", ("name",))] if places else []
    return frozenset(root_of(name, "") for name in named if name.isalpha())
