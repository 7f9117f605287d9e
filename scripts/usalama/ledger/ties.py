"""Which stories the ledger ties to one another, and what it said of them before. No edit is applied here."""

from collections.abc import Collection, Iterator, Mapping

from usalama.ledger.ledger import Ledger, Verb

_SAYS: Mapping[Verb, str] = {Verb.HIDE: "shown", Verb.SHOW: "shown", Verb.RETAG: "topics", Verb.RELOCATE: "counties"}


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


def is_overtaken(place: int, done: Collection[int], ledger: Ledger) -> bool:
    """Tell whether one of the edits ``done`` to a report was made later than one on a story, and says the same thing.

    The report came into that story since: its own later word stands. But who merges into a hidden story hides with it.
    """
    do = ledger.edits[place].do
    later = [each for each in done if each > place and _SAYS.get(ledger.edits[each].do) == _SAYS.get(do, "")]
    is_merged = any(ledger.edits[each].do is Verb.MERGE and each > max(later, default=0) for each in done)
    return bool(later) and not (do is Verb.HIDE and is_merged)
