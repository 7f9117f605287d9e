"""Admitting the held entries of a quarantined feed, or throwing them away; either way by a person's word.

Pure: says which entries go where and what the feed's state becomes. A feed that is let in is met anew: its
next document is trusted, and adds to what is usual for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from usalama.model import FeedState, JudgedEntry


def feeds_named(
    word: str, held: Iterable[JudgedEntry], states: Mapping[str, FeedState], outlets: Mapping[str, str]
) -> set[str]:
    """Return the quarantined feeds that ``word`` means: a feed's address, or its outlet's slug.

    ``outlets`` maps the address of each feed of the catalogue to its outlet.
    """
    quarantined = {each.entry.feed_url: each.entry.outlet for each in held}
    quarantined |= {url: outlets.get(url, "") for url, state in states.items() if state.held_since}
    return {url for url, outlet in quarantined.items() if word in {url, outlet}}


def admitted(held: Iterable[JudgedEntry]) -> list[JudgedEntry]:
    """Return held entries as they enter the digest: without the reason that held them, oldest first."""
    freed = [
        replace(
            each,
            judgement=replace(each.judgement, reasons=tuple(r for r in each.judgement.reasons if r.kind != "hold")),
        )
        for each in held
    ]
    return sorted(freed, key=lambda each: (each.entry.published, each.entry.key))


def freed_state(state: FeedState) -> FeedState:
    """Return the state of a feed that a person has looked at: its next document is trusted, and adds to its habits."""
    return replace(state, held_since=None, held_why="", habit=replace(state.habit, pulls=0), digest="")
