"""Story ids that are no more, and the story that tells what they told.

A pull that finds two stories to be one says so in the reason of the report that showed it, and nothing else stores it:
``merges_of`` reads it back, ``resolve`` follows it to its end, ``ways`` names all between. It decides nothing and opens
nothing.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from usalama.ledger.ledger import Ledger
from usalama.model import JudgedEntry, Reason

_ALSO = re.compile(r"; also tells (s[0-9a-z]+), now one story")
_AT_THE_END = re.compile(rf"(?:{_ALSO.pattern})+\Z")
"""Our own words, which come last: before them stands a headline, and no feed may say that two stories are one."""
_OTHER = re.compile(r"(?:first report: the nearest other is in|first told as) (s[0-9a-z]+)")


class Merge(NamedTuple):
    """Two stories that turned out to be one: the older stays, the other redirects to it."""

    kept: str
    gone: str


def other_in(reason: Reason) -> str:
    """Return the id of the story that a reason of a story begins by naming, as readers meet it; "" for none."""
    said = _OTHER.match(reason.evidence) if reason.kind == "story" else None
    return said[1] if said else ""


def also_tells(gone: str) -> str:
    """Return the words by which a report's reason keeps a merge."""
    return f"; also tells {gone}, now one story"


def merges_of(entries: Iterable[JudgedEntry]) -> tuple[Merge, ...]:
    """Return the merges that reports showed, as their reasons keep them."""
    return tuple(
        Merge(reason.value, gone)
        for judged in entries
        for reason in judged.judgement.reasons
        if reason.kind == "story"
        if (said := _AT_THE_END.search(reason.evidence))
        for gone in _ALSO.findall(said[0])
    )


def followed(ledger: Ledger, entries: Iterable[JudgedEntry]) -> Ledger:
    """Return the ledger for entries with the merges that they showed."""
    return ledger.following(ways(merges_of(entries)))


def resolve(merges: Iterable[Merge]) -> dict[str, str]:
    """Return gone → kept with chains followed to their end; a circle ends where it was entered."""
    steps = {merge.gone: merge.kept for merge in merges if merge.gone != merge.kept}
    found = {}
    for gone in sorted(steps):
        seen, kept = {gone}, steps[gone]
        while kept in steps and kept not in seen:
            seen.add(kept)
            kept = steps[kept]
        found[gone] = kept
    return found


def ways(merges: Iterable[Merge]) -> dict[str, tuple[str, ...]]:
    """Return gone → each story that it was told as since, the nearest first, and at the end the one of ``resolve``."""
    merges = tuple(merges)
    steps: dict[str, list[str]] = {}
    for merge in merges:
        steps.setdefault(merge.gone, []).append(merge.kept)
    found = {}
    for gone, kept in resolve(merges).items():
        way = dict.fromkeys(steps[gone])
        ahead = [*way]
        for story in ahead:
            ahead += [other for other in steps.get(story, ()) if other not in way]
            way |= dict.fromkeys(ahead)
        found[gone] = (*(story for story in way if story not in {gone, kept}), kept)
    return found
