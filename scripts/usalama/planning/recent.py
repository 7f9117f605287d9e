"""Which stories, cases and promises of the archive stand on the pages that list the newest of them.

The list of pages and the pages ask the same functions, so that a page is printed when what it shows has changed. It
reads no entry.
"""

from __future__ import annotations

from usalama.digest import memory
from usalama.digest.atlas import Atlas
from usalama.digest.digests import YEAR
from usalama.digest.memory import Promise
from usalama.digest.shelves import SHELF_LINES

RECENT = 4
"""Weeks after which a story without a report has gone quiet."""


def recent_stories(atlas: Atlas) -> tuple[str, ...]:
    """Return the stories of more than one week that the list shows: the latest chapters first."""
    ordered = sorted(atlas.chapters.items(), key=lambda item: (item[1][-1][0], item[0]), reverse=True)
    return tuple(story for story, _ in ordered[: 2 * SHELF_LINES])


def cases_gone_quiet(atlas: Atlas) -> tuple[str, ...]:
    """Return the stories with an open case and no report for four weeks that the list shows, the latest first."""
    if not atlas.newest:
        return ()
    return memory.quiet_cases(atlas.cases, atlas.last_weeks, atlas.newest.previous(RECENT - 1))[:SHELF_LINES]


def recent_promises(atlas: Atlas) -> tuple[Promise, ...]:
    """Return what officials promised in the year that ends with the newest week."""
    return tuple(promise for head in atlas.latest(YEAR) for promise in head.promises)
