"""What a reader made of a story's reports, remembered: of reports that did not change no text is read again.

The readers of voices and numbers take a tenth of an update, and nearly all that they read was read by the build before.
What is remembered belongs to one desk's ``Actors``, and whoever keeps it says of which program; no file is opened here.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import wraps

from usalama.catalogue.actors import Actors
from usalama.digest.digests import Report
from usalama.digest.summaries import fingerprint

MOST = 8000  # answers that are kept: five times what an update of a busy week asks
_Read = Callable[[Sequence[Report], Actors], int]
_json = json.JSONEncoder(separators=(",", ":"), default=lambda day: day.isoformat()).encode
"""The same of a report that was just made and of one that a summary gives back: the one's times have a zone by name."""


def recalled(read: _Read) -> _Read:
    """Let a reader of a story's reports be asked once of the same reports; who brought them is nothing to it."""

    @wraps(read)
    def recalling(reports: Sequence[Report], actors: Actors) -> int:
        key = fingerprint(read.__name__, _json([report[:-1] for report in reports]))
        found = actors.known.get(key)
        if found is None:
            found = actors.known[key] = int(read(reports, actors))
        actors.asked[key] = found
        return found

    return recalling


def taken(actors: Actors) -> dict[str, int]:
    """Return what was asked since this was called last."""
    asked = dict(actors.asked)
    actors.asked.clear()
    if len(actors.known) > 4 * MOST:  # a build from nothing asks of each story once
        actors.known.clear()
    return asked


def worth_keeping(known: Mapping[str, int], asked: Mapping[str, int]) -> dict[str, int]:
    """Return what the next build is to know: what this one asked, and what else was ``known`` if there is room."""
    both = {**known, **asked}
    return both if len(both) <= MOST else dict([*asked.items()][-MOST:])
