"""Where the addresses of stories lead that are told under another id, or in one week only.

``formers`` compares what a week's reports were told as, by their files, the desk's edits and the merges, with what is
told once all are applied; ``forwards`` makes of that the addresses that have to lead on, ``withdrawn`` names those that
have nowhere to lead. It decides nothing and opens nothing.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from usalama.digest.digests import StoryView
from usalama.words.weeks import Week


class Track(NamedTuple):
    """One week's stories, by their ids."""

    week: Week
    told: Sequence[str]  # those that it tells
    former: dict[str, str]  # those that it told once, as ``formers`` found them


class Forward(NamedTuple):
    """Where the address of a story that has no page of its own any more leads."""

    story: str  # the story that tells it now; of the same id where it shrank to one week
    path: str  # that story's page over weeks, or its anchor in its week: within the language tree
    ran: bool  # true where it once ran over weeks, and so had a feed


def formers(trails: Mapping[str, Sequence[str]], stories: Iterable[StoryView]) -> dict[str, str]:
    """Return the stories that a week told once and does not now → the story told instead, "" for none.

    One that was told as another for a while, or hidden, and is told again, leads to itself.
    ``trails`` are the stories that each of the week's entries was told as, by its key, the one of its file first; ""
    stands for a time in which it was hidden. A story that was noted has its own, by its id: it is told as the report
    that it is named after.
    """
    now = {report.key: story.id for story in stories for report in story.reports}
    told = set(now.values())
    found: dict[str, str] = {}
    for key, trail in sorted(trails.items()):
        own = now.get(key.removeprefix("s"), "")
        for story in filter(None, trail):
            if story not in told:
                found[story] = found.get(story) or own
            elif "" in trail or _comes_back(story, trail):
                found[story] = story
    return dict(sorted(found.items()))


def _comes_back(story: str, trail: Sequence[str]) -> bool:
    places = [place for place, each in enumerate(trail) if each == story]
    return len(places) <= places[-1] - places[0]


def ids_before(former: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return story → the ids that its reports of the week had, from what ``formers`` found."""
    found: dict[str, tuple[str, ...]] = {}
    for gone, now in former.items():
        if gone != now:
            found[now] = (*found.get(now, ()), gone)
    return found


def tracks(
    weeks: Iterable[tuple[Week, Sequence[str], Mapping[str, str]]], removals: Iterable[tuple[Week, str, str]]
) -> tuple[Track, ...]:
    """Return what each week told and tells: ``weeks`` as they are read, and (week, story, heir) of reports taken down.

    The heir is the story to which the other leads where nothing tells that any more; it may be itself.
    """
    found = {week: Track(week, told, dict(former)) for week, told, former in weeks}
    for week, story, heir in removals:
        track = found.setdefault(week, Track(week, (), {}))
        track.former.setdefault(story, story if story in track.told else "" if heir == story else heir)
    return tuple(found[week] for week in sorted(found))


def withdrawn(weeks: Sequence[Track], leading: Iterable[str]) -> dict[str, bool]:
    """Return each story of which no week tells anything any more → whether it ran over weeks, and so had a feed.

    ``leading`` are those that lead to another, as ``forwards`` found them.
    """
    told = {story for track in weeks for story in track.told}.union(leading)
    gone = Counter(story for track in weeks for story in track.former if story not in told)
    return {story: count > 1 for story, count in sorted(gone.items())}


def forwards(weeks: Sequence[Track], with_page: Iterable[str]) -> dict[str, Forward]:
    """Return story id → where its address leads, for each that has no page over weeks and was told once.

    ``weeks`` are the oldest first. ``with_page`` are the stories that have a page over weeks.
    """
    gone: dict[str, list[tuple[Week, str]]] = {}
    for week, _, former in weeks:
        for story, now in former.items():
            gone.setdefault(story, []).append((week, now))
    paged = frozenset(with_page)
    known = gone.keys() | {now for led in gone.values() for _, now in led}
    homes = {story: week for week, told, _ in weeks for story in told if story in known}
    found: dict[str, Forward] = {}
    for story in sorted(gone.keys() - paged):
        ran = len({*(week for week, _ in gone[story]), homes.get(story, gone[story][0][0])}) > 1
        if now := _heir(story, gone, homes):
            path = f"stories/{now}/" if now in paged else f"{homes[now].path}/#{now}"
            found[story] = Forward(now, path, ran)
    return found


def _heir(story: str, gone: Mapping[str, Sequence[tuple[Week, str]]], homes: Container[str]) -> str:
    """Return the story in ``homes`` that a story is told as by now, itself before others, those of late weeks first."""
    seen, ahead = {""}, [story]
    while ahead:
        now = ahead.pop()
        if now in homes:
            return now
        if now not in seen:
            seen.add(now)
            ahead += [other for _, other in gone.get(now, ())]
    return ""
