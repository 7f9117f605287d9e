"""Which stories the ledger ties to one another. Nothing here knows a report, and no edit is applied."""

from collections.abc import Collection, Iterator

from usalama.ledger.ledger import Ledger, Verb


def tied(stories: Collection[str], ledger: Ledger) -> frozenset[str]:
    """Return the stories that merges and splits tie to one of these, themselves among them."""
    found, pairs = {*stories}, [*((gone, *way) for gone, way in ledger.shown.items()), *_tied(ledger)]
    while grown := {story for pair in pairs if not found.isdisjoint(pair) for story in pair} - found:
        found |= grown
    return frozenset(found)


def _tied(ledger: Ledger) -> Iterator[tuple[str, str]]:
    for edit in ledger.edits:
        if edit.do is Verb.MERGE:
            yield edit.on, edit.story
        elif edit.do is Verb.SPLIT:
            yield from ((edit.own, story) for story in sorted(edit.parted))
