"""Where the addresses of stories lead that are told under another id, or in one week only.

``formers`` compares what a week's reports were told as, by their files, the desk's edits and the merges, with what is
told once all are applied; ``forwards`` makes of that the addresses that have to lead on. It decides nothing and opens
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from usalama.digest.digests import StoryView
from usalama.words.weeks import Week


class Forward(NamedTuple):
    """Where the address of a story that has no page of its own any more leads."""

    story: str
    """The story that tells it now; of the same id where it shrank to one week."""
    path: str
    """That story's page over weeks, or its anchor in its week: within the language tree."""
    ran: bool
    """True where it once ran over weeks, and so had a feed."""


def formers(trails: Mapping[str, Sequence[str]], stories: Iterable[StoryView]) -> dict[str, str]:
    """Return the stories that a week told once and does not now → the story told instead, "" for none.

    ``trails`` are the stories that each of the week's entries was told as, by its key, the one of its file first.
    """
    now = {report.key: story.id for story in stories for report in story.reports}
    told = set(now.values())
    found: dict[str, str] = {}
    for key, trail in sorted(trails.items()):
        for story in trail:
            if story not in told:
                found[story] = found.get(story) or now.get(key, "")
    return dict(sorted(found.items()))


def ids_before(former: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return story → the ids that its reports of the week had, from what ``formers`` found."""
    found: dict[str, tuple[str, ...]] = {}
    for gone, now in former.items():
        found[now] = (*found.get(now, ()), gone)
    return found


def forwards(
    weeks: Sequence[tuple[Week, Sequence[str], Mapping[str, str]]], with_page: Iterable[str]
) -> dict[str, Forward]:
    """Return story id → where its address leads, for each that has no page over weeks and was told once.

    ``weeks`` are, oldest first: the week, the stories told in it, what ``formers`` found. ``with_page`` are the
    stories that have a page over weeks.
    """
    gone: dict[str, list[tuple[Week, str]]] = {}
    for week, _, former in weeks:
        for story, now in former.items():
            gone.setdefault(story, []).append((week, now))
    paged = frozenset(with_page)
    homes = {story: week for week, told, _ in weeks for story in told if story in gone}
    found: dict[str, Forward] = {}
    for story in sorted(gone.keys() - paged):
        ran = len(gone[story]) + (story in homes) > 1
        if story in homes:
            found[story] = Forward(story, f"{homes[story].path}/#{story}", ran)
            continue
        told = [(week, now) for week, now in gone[story] if now]
        if told:
            week, now = told[-1]
            path = f"stories/{now}/" if now in paged else f"{week.path}/#{now}"
            found[story] = Forward(now, path, ran)
    return found
