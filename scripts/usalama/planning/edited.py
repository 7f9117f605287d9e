"""One week's stories as the desk's edits leave them, and what stands for all that they were made from.

Nothing is read here, and nothing of other weeks is known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from usalama.digest import forwarding
from usalama.digest.digests import StoryView
from usalama.digest.edition import Book, known, tell
from usalama.digest.summaries import fingerprint
from usalama.ledger import effects
from usalama.ledger.ledger import Ledger
from usalama.words.weeks import Week

if TYPE_CHECKING:
    from usalama.planning.weekly import Reading


class Told(NamedTuple):
    """A week's stories as the desk wants them."""

    stories: tuple[StoryView, ...]
    content: str
    """Hash of all that they were made from."""
    unknown: Mapping[str, Sequence[str]]
    """topics | counties → those of its reports that the desk does not have."""


def told(week: Week, reading: Reading, book: Book, ledger: Ledger) -> Told:
    """Return a week's stories as the desk wants them."""
    if not ledger.edits and ledger.moved.keys().isdisjoint(judged.story for judged in reading.entries):
        entries, lost = known(reading.entries, book)
        return Told(tell(week, entries, book), reading.content, lost)
    edited = effects.told(reading.entries, ledger)
    entries, lost = known(edited, book)
    pinned, hidden = ledger.pinned(week.slug), effects.hidden(reading.entries, ledger)
    plain = tell(week, entries, book)
    filed = forwarding.ids_before(forwarding.formers(effects.trails(reading.entries, Ledger()), plain))
    was = forwarding.ids_before(forwarding.formers(effects.trails(reading.entries, ledger), plain))
    stories = tuple(
        story._replace(
            line=story.line._replace(was=was.get(story.id, ())),
            pinned=story.id in pinned,
            edits=effects.shown_with(
                ledger,
                story.id,
                *(report.key for report in story.reports),
                *hidden.get(story.id, ()),
                *filed.get(story.id, ()),
            ),
        )
        for story in plain
    )
    parts = [reading.content, repr(sorted(pinned)), *(repr(story.edits) for story in stories if story.edits)]
    if edited != reading.entries:
        parts += [repr(edited), repr(was)]
    return Told(stories, fingerprint(*parts), lost)
