"""Edits that hold nothing, or hold others up: on what is not there, to a week that is another, of a day to come.

Each is named by its place in the ledger and the key that is to be mended; nothing is left out or mended here, and
nothing opens a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from usalama.ledger.effects import told_as
from usalama.ledger.ledger import Ledger, Verb
from usalama.model import story_id
from usalama.words.weeks import parse_week


class Astray(NamedTuple):
    """One such edit."""

    place: int
    """Among the edits of the ledger, from 0."""
    key: str
    """What a person has to mend in it."""
    told: str


def left_over(ledger: Ledger, keys: Collection[str], stories: Collection[str]) -> Iterator[Astray]:
    """Yield the edits whose entry or story is not there; a take-down's never is."""
    known = {*keys, *stories, *(edit.on for edit in ledger.removals)}
    known.update(story for edit in ledger.removals for story in told_as(edit, ledger))
    known.update(edit.story for edit in ledger.edits if edit.do is Verb.MERGE)
    known.update(story_id(key) for edit in ledger.edits if edit.do is Verb.SPLIT for key in (edit.on, *edit.also))
    for place, edit in enumerate(ledger.edits):
        for target in (edit.on, *edit.also) if edit.do is not Verb.TAKE_DOWN else ():
            if target not in known:
                told = f"{edit.do} of {edit.when.date()}: no entry or story {target}; is it misspelt?"
                yield Astray(place, "on" if target == edit.on else "also", told)


def idle_pins(ledger: Ledger, weeks: Mapping[str, Collection[str]]) -> Iterator[Astray]:
    """Yield the pins to a week that their story is not in; ``weeks`` are the slugs of each story's, by its last name.

    A story that is nowhere is named by ``left_over``; a pin that was ended holds nothing up.
    """
    for place, edit in enumerate(ledger.edits):
        story = ledger.final(edit.on)
        known = weeks.get(story, ())
        if edit.do is Verb.PIN and known and edit.week not in known and story in ledger.pinned(edit.week):
            told = ", ".join(str(parse_week(slug)) for slug in sorted(known))
            wrong = f"{edit.on} is not in {parse_week(edit.week)}, so it cannot head it; it is in {told}"
            yield Astray(place, "week", f"pin of {edit.when.date()}: {wrong}")


def ahead(ledger: Ledger, now: datetime) -> Iterator[Astray]:
    """Yield the edits that are dated later than ``now``, by a clock that was ahead: until then no other can be made."""
    told = "is still to come, and until then no other edit can be made; mend when"
    for place, edit in enumerate(ledger.edits):
        if edit.when > now:
            yield Astray(place, "when", f"{edit.do} of {edit.when.isoformat()}: {told}")
