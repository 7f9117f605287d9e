"""Which stories the ledger ties to one another, and what it said of them before. No edit is applied here."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from usalama.ledger.ledger import Edit, Ledger, Verb

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


def is_overtaken(place: int, done: Sequence[int], ledger: Ledger, *, moved: bool) -> bool:
    """Tell whether what was done to a report, in this order, holds against an edit on the story that it is in by now.

    It does where it was made later and says the same thing: the report came into that story since. But who merges into
    a hidden story hides with it, and no report that was hidden is shown for what that story had been told before. Nor
    is one that reports ``moved`` there: when they did no edit says, and what is hidden is shown by its own name.
    """
    edit, said = ledger.edits[place], [(each, ledger.edits[each]) for each in done]
    about = [(each, other) for each, other in said if _says(other) == _says(edit) != ""]
    later = [each for each, _ in about if each > place]
    merges = [each for each, other in said if other.do is Verb.MERGE and each > place]
    if edit.do is Verb.SHOW and (merges or moved):
        return next((other.do for _, other in reversed(about) if other.on != edit.on), edit.do) is Verb.HIDE
    return bool(later) and not (edit.do is Verb.HIDE and max(merges, default=0) > max(later))


def _says(edit: Edit) -> str:
    return _SAYS.get(edit.do, "")
