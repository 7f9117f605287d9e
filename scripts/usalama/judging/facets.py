"""Finer themes inside topics: what a reader of many weeks would look up.

A facet is given when one of its own terms stands in the text, or two of its weak ones; nothing is learned here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from usalama.model import Reason

if TYPE_CHECKING:  # whoever only names the facets, as the open data do, need load no tables
    from usalama.judging.reading import Reading

PREFIX = "facet:"
FACETS = (
    "community-policing",
    "officer-welfare",
    "funding-equipment",
    "oversight-courts",
    "intelligence-led",
    "pledges",
    "peace-deals",
)
_ENOUGH = 0.5


def facets_of(reading: Reading) -> tuple[str, ...]:
    """Return the facets whose terms are heard, in display order."""
    strengths = reading.strengths
    return tuple(
        facet for facet in FACETS if PREFIX + facet in strengths and strengths[PREFIX + facet].value >= _ENOUGH
    )


def reasons(found: tuple[str, ...], reading: Reading) -> list[Reason]:
    """Say for each facet the terms that gave it."""
    return [Reason("facet", facet, ", ".join(reading.strengths[PREFIX + facet].words)) for facet in found]
