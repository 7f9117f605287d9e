"""Edits by hand that change nothing where they stand, and are announced as changes all the same.

A command refuses them. What only became so since, or may do something by what stands between, is none of them.
"""

from collections.abc import Iterator, Mapping

from usalama.ledger.astray import Astray, is_masked
from usalama.ledger.ledger import LISTS, READ, Edit, Ledger, Verb
from usalama.model import JudgedEntry

_BEHIND: Mapping[Verb, frozenset[Verb]] = {
    Verb.HIDE: frozenset({Verb.SHOW}),
    Verb.PIN: frozenset({Verb.UNPIN, Verb.MERGE, Verb.SPLIT}),
    Verb.MERGE: frozenset({Verb.SPLIT}),
    Verb.NOTE: frozenset(),
}
"""Verb → those behind which the same edit, made again, may change something."""
_SAID: Mapping[Verb, tuple[str, ...]] = {Verb.PIN: ("week",), Verb.MERGE: ("story",), Verb.NOTE: ("text",)}
"""Verb → what two edits on one target have to say alike to be the same."""


def idle(ledger: Ledger, entries: Mapping[str, JudgedEntry]) -> Iterator[Astray]:
    """Yield the edits that change nothing; ``entries`` are reports by their keys, as their files have them."""
    for place, edit in enumerate(ledger.edits):
        mend = "take it out"
        why = _again(place, edit, ledger) or _alone(place, edit, ledger, entries)
        if not why and (why := _filed(place, edit, ledger, entries)) and edit.do in LISTS:
            mend = f"{mend}, or write what it gave before as was = […]"
        if why:
            told = f"{why}, and readers are told of a change; {mend}"
            yield Astray(place, "do", f"{edit.do} of {edit.when.date()}: {told}")


def by_its_file(edit: Edit) -> bool:
    """Tell whether only a report's file says what stood there before an edit: nobody noted it."""
    is_known = edit.was is not None if edit.do in LISTS else edit.do is not Verb.SPLIT or edit.also or edit.story
    return not (is_known or edit.is_on_story)


def _again(place: int, edit: Edit, ledger: Ledger) -> str:
    """Tell of an edit that stands above already, with nothing between that undid it."""
    said = _SAID.get(edit.do, ())
    for earlier in (each for each in ledger.places(edit.on) if each < place and edit.do in _BEHIND):
        old, between = ledger.edits[earlier], ledger.edits[earlier + 1 : place]
        same = old.do is edit.do and old.on == edit.on and all(getattr(old, n) == getattr(edit, n) for n in said)
        if same and _BEHIND[edit.do].isdisjoint(each.do for each in between):
            return "an edit above says the same"
    return ""


def _alone(place: int, edit: Edit, ledger: Ledger, entries: Mapping[str, JudgedEntry]) -> str:
    """Tell of an edit that does nothing by what it says itself, or for want of what it takes back."""
    before = ledger.edits[:place] if edit.do in {Verb.SHOW, Verb.UNPIN} else ()
    match edit.do:
        case Verb.SHOW:
            hides = (each for each in before if each.do is Verb.HIDE)
            if not any(each.on == edit.on or each.is_on_story or edit.is_on_story for each in hides):
                return "no edit above hides it"
        case Verb.UNPIN:
            pins = (ledger.final(each.on) for each in before if each.do is Verb.PIN)
            if ledger.final(edit.on) not in pins:
                return "no edit above pins it"
        case Verb.CORRECT if edit.old == edit.new and edit.part not in READ:
            judged = entries.get(edit.on)  # taken down or masked, the words were others
            return "new says what old says" if judged and not is_masked(judged) else ""
        case Verb.RETAG | Verb.RELOCATE if edit.was == edit.slugs:
            return f"{LISTS[edit.do]} says what was says"
    return ""


def _filed(place: int, edit: Edit, ledger: Ledger, entries: Mapping[str, JudgedEntry]) -> str:
    """Tell of an edit that gives what its report's file gives; that may have been mended since."""
    judged = entries.get(edit.on) if by_its_file(edit) else None
    if judged is None:
        return ""
    before = {ledger.edits[each].do for each in ledger.places(edit.on, judged.story) if each < place}
    if edit.do is Verb.SPLIT:
        is_own = judged.story == edit.own not in ledger.shown and before.isdisjoint({Verb.MERGE, Verb.SPLIT})
        return "the story is named after it and stays its" if is_own else ""
    stood = judged.judgement.topics if edit.do is Verb.RETAG else judged.judgement.counties
    return "its file gives the same" if stood == edit.slugs and edit.do not in before else ""
