"""The reason for a report's place in a story: which report is nearest, what both have, and what speaks against it."""

from __future__ import annotations

from datetime import date

from usalama.stories.evidence import FEATURES, Evidence, Sketch, StoryTables, shared
from usalama.stories.fingerprints import CONCEPT, FIGURE

QUOTED = 90
"""Letters of a neighbour's headline that a reason quotes."""


def explain(new: Sketch, other: Sketch, evidence: Evidence, tables: StoryTables) -> str:
    """Say in one line which report is nearest, what they share and what speaks against it."""
    common = sorted(shared(new, other), key=lambda token: (-tables.rarity(token), token))[:6]
    words = ", ".join(token.lstrip(CONCEPT + FIGURE) for token in common)
    day = other.report.first if other.report.first == other.report.last else None
    when = f", {date.fromordinal(day).isoformat()}" if day else ""
    values = dict(zip(FEATURES, evidence.features, strict=True))
    against = [name for name in FEATURES if name.startswith("other-") and name != "other-language" and values[name]]
    doubt = f"; against it: {', '.join(against).replace('-', ' ')}" if against else ""
    title = other.report.title.replace("|", "/")[:QUOTED]
    source = other.report.outlet or "outlet unknown"
    return f'with "{title}" ({source}{when}): both have {words}; score {evidence.score:+.1f}{doubt}'
