"""Edits that do not do what a person meant: on what is not there, in no week of theirs, dated ahead.

Who writes the ledger by hand hears of a slip by these alone. Nothing here opens a file or knows the time.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from usalama.ledger.effects import told_as
from usalama.ledger.ledger import WORDED, Edit, Ledger, Verb
from usalama.model import JudgedEntry, story_id
from usalama.words.text import whole_words
from usalama.words.weeks import parse_week


class Astray(NamedTuple):
    """One such edit."""

    place: int  # among the edits of the ledger, from 0
    key: str  # what a person has to mend in it
    told: str


def left_over(ledger: Ledger, keys: Collection[str], stories: Collection[str]) -> Iterator[Astray]:
    """Yield the edits whose entry or story is not there; that of a take-down which notes where it was never is."""
    there = {*keys, *stories, *(edit.on for edit in ledger.removals if _is_noted(edit))}
    there.update(story for edit in ledger.removals for story in told_as(edit, ledger))
    there.update(story_id(key) for edit in ledger.edits if edit.do is Verb.SPLIT for key in (edit.on, *edit.also))
    known = there.union(edit.story for edit in ledger.edits if edit.do is Verb.MERGE)
    for place, edit in enumerate(ledger.edits):
        about = f"{edit.do} of {edit.when.date()}"
        for target in (edit.on, *edit.also):
            if target not in known:
                told = f"{about}: no entry or story {target}; is it misspelt?"
                yield Astray(place, "on" if target == edit.on else "also", told)
        if edit.do is Verb.MERGE and edit.story not in there:
            yield Astray(place, "story", f"{about}: no story {edit.story} to be part of; is it misspelt?")


def undone(ledger: Ledger, keys: Collection[str]) -> Iterator[Astray]:
    """Yield the take-downs of reports that are on disk: their run was killed, or a backup brought the files back."""
    for place, edit in enumerate(ledger.edits):
        if edit.do is Verb.TAKE_DOWN and edit.on in keys:
            mend = f'usalama edit take-down {edit.on} --kind {edit.kind} --why "…"'
            told = f"its file is there, and no page shows it; {mend}"
            yield Astray(place, "on", f"take-down of {edit.when.date()}: {told}")


def _is_noted(removal: Edit) -> bool:
    """Tell whether a take-down was made of a report that was at hand: one by hand may be of a mistyped key."""
    return bool(removal.week or removal.story or removal.links)


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


def unsaid(ledger: Ledger, entries: Mapping[str, JudgedEntry]) -> Iterator[Astray]:
    """Yield the corrections of wordings that their report, by its key among ``entries``, never had.

    One in which a name was masked since may have had them.
    """
    for place, edit in enumerate(ledger.edits):
        judged = entries.get(edit.on) if is_worded(edit) else None
        if judged is None or is_masked(judged):
            continue
        entry = judged.entry
        had = [entry.title, *entry.was] if edit.part == "title" else [entry.summary, *entry.said]
        had += [other.new for other in ledger.about(edit.on) if is_worded(other) and other.part == edit.part]
        if not any(map(whole_words(edit.old).search, had)):
            told = f"the {edit.part} of {edit.on} never had these words; copy them from there"
            yield Astray(place, "old", f"correct of {edit.when.date()}: {told}")


def is_worded(edit: Edit) -> bool:
    """Tell whether an edit rewords what a report says."""
    return edit.do is Verb.CORRECT and edit.part in WORDED


def is_masked(judged: JudgedEntry) -> bool:
    """Tell whether a name was taken out of a report: what an edit quotes of it may have held that."""
    return any(reason.value == "masked" for reason in judged.judgement.reasons)


def ahead(ledger: Ledger, now: datetime) -> Iterator[Astray]:
    """Yield the edits that are dated later than ``now``, by a clock that was ahead: until then no other can be made."""
    told = "is still to come, and until then no other edit can be made; mend when"
    for place, edit in enumerate(ledger.edits):
        if edit.when > now:
            yield Astray(place, "when", f"{edit.do} of {edit.when.isoformat()}: {told}")
