"""Whether a report of later weeks goes on with what was told before: what that is worth, and what it takes.

A like event at the same place may follow within weeks, so its place says little, though a village and its area be
named. A person named besides says more, and so does the day of what happened, told weeks later. A title that tells a
step of a matter (a charge, a release, an arrest over something) is of no new event: which matter, ``steps`` says. It
refuses groups.
"""

from usalama.stories.evidence import Evidence
from usalama.stories.known_names import count_signs
from usalama.stories.linkage import CAP, FLOOR
from usalama.stories.nearness import names_the_day
from usalama.stories.onward import tells_a_step
from usalama.stories.sketches import Sketch, StoryTables
from usalama.stories.steps import IN_COURT, goes_on, weigh
from usalama.stories.tolls import ONE_EVENT, told_anew

CHAPTER_DAYS = 8  # a report that many days after its story's latest begins a new chapter
CHAPTER = 3.0  # what enough signs in common are worth to a later chapter, and what fewer count against it
_ENOUGH = 2
_OTHER = 0.5  # what a title must tell of another matter, and the most that both have in common besides


def are_weeks_apart(one: Sketch, other: Sketch) -> bool:
    """True where neither report can be of the other's week."""
    return abs((one.report.first or 0) - (other.report.first or 0)) > CHAPTER_DAYS


def weighed(found: Evidence, one: Sketch, other: Sketch, tables: StoryTables) -> Evidence:
    """Return the evidence of two reports of a pull, with what it is worth or costs that weeks lie between them.

    Within the week, too, what is told of another crime or victim is no more of a step's matter.
    """
    earlier, later = sorted((one, other), key=lambda sketched: sketched.report.first or 0)
    if not are_weeks_apart(one, other):
        worth = _of_another_matter(found, earlier, later, tables)
        return Evidence(found.score + worth, found.features) if worth else told_anew(found, one, other)
    if not tells_a_step(later):
        return Evidence(found.score + _worth(earlier, later, tables), found.features)
    signs = goes_on(found, earlier, later, tables)
    step = min(CAP, ONE_EVENT + signs / 10 + max(FLOOR, found.score) / 20)
    return Evidence(step if signs else found.score - CHAPTER, found.features)


def _of_another_matter(found: Evidence, earlier: Sketch, later: Sketch, tables: StoryTables) -> float:
    """Return what it costs that a step, told this week, is of another matter; nothing where that is not to be seen."""
    if found.score < 0 or not tells_a_step(earlier):
        return 0.0
    later_day, goes_on_too = earlier.report.first != later.report.first, tells_a_step(later)
    if not (later_day or goes_on_too):
        return 0.0
    signs = weigh(earlier, later, tables)
    if later_day and signs.otherwise >= max(_OTHER, signs.common - _OTHER):
        return -2 * CHAPTER
    return -CHAPTER if goes_on_too and signs.common < 1 else 0.0


def _worth(earlier: Sketch, later: Sketch, tables: StoryTables) -> float:
    """Return what a report that tells no step has in common, or lacks: all places that both have are one sign."""
    rare = (earlier.rare_names | later.rare_names) & earlier.tokens.keys() & later.tokens.keys()
    signs = count_signs(rare, tables.places) + names_the_day(later.days, earlier.report)
    if signs >= _ENOUGH:
        return CHAPTER
    if rare and not IN_COURT.isdisjoint(later.tokens):
        return 0.0
    return -2 * CHAPTER * max(1, len(rare))  # each place in common counted for one event
