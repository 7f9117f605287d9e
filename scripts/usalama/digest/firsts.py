"""Who was first: for each outlet of a week, the stories shared with others, those it had first, its changed headlines.

A story that one outlet alone has says nothing about being early, so it is left out of the rate.
"""

from __future__ import annotations

from collections.abc import Sequence

from usalama.digest.digests import StoryView


def firsts(stories: Sequence[StoryView]) -> dict[str, list[int]]:
    """Return outlet → (stories that others report too, those of them it reported first, reports it reworded)."""
    found: dict[str, list[int]] = {}
    for story in stories:
        earliest = min(story.reports, key=lambda report: (report.published, report.key)).outlet
        for slug in story.line.outlets:
            row = found.setdefault(slug, [0, 0, 0])
            if len(story.line.outlets) > 1:
                row[0] += 1
                row[1] += slug == earliest
            row[2] += sum(report.outlet == slug and bool(report.was) for report in story.reports)
    return dict(sorted(found.items()))
