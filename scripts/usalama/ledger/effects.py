"""What the ledger does to entries, and where merged stories put them: a build calls ``apply`` right after reading them.

Each entry is decided alone, so that a build which reads one week needs no other. The files stay what they are: an edit
survives every rebuild, pull and rejudge because it is applied again. Whatever is changed says so in a reason of the
kind "edit"; nothing here is silent, and nothing is guessed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from usalama.ledger.ledger import QUOTED, READ, REMOVED, Edit, Ledger, Verb, make_ledger
from usalama.ledger.ties import is_overtaken, tied
from usalama.model import JudgedEntry, Reason
from usalama.words.text import whole_words

_QUOTE = re.compile(r'^with ".*" \(')
_DONE = {Verb.MERGE: "merged", Verb.SPLIT: "split off", Verb.RETAG: "retagged", Verb.RELOCATE: "relocated"}
_DONE |= {Verb.NOTE: "noted", Verb.CORRECT: "corrected", Verb.ADMIT: "let in"}
_UNNAMED = "with another report ("
"""How a reason begins that names the report it was joined to (``stories.explain``), and how it begins without."""


def apply(entries: Iterable[JudgedEntry], ledger: Ledger) -> tuple[JudgedEntry, ...]:
    """Return the entries as the desk wants them: hidden and taken-down ones left out, the others edited."""
    found = (applied(judged, ledger) for judged in entries)
    return tuple(judged for judged in found if judged is not None)


def told(entries: Sequence[JudgedEntry], ledger: Ledger) -> tuple[JudgedEntry, ...]:
    """Return the entries as ``apply`` does; where a report of their story is hidden, their reasons quote no headline.

    It may be the hidden one's, which may lie in another week: there only the story that its edit names tells of it.
    One that was taken down, and is among the entries all the same, is not quoted either.
    """
    silent = _with_hidden(entries, ledger)
    found: list[JudgedEntry] = []
    for judged in entries:
        shown = applied(judged, ledger)
        if shown is not None:
            found.append(shown if silent.isdisjoint((judged.story, shown.story)) else _unquoted(shown))
    return tuple(found)


def discreet(ledger: Ledger) -> Ledger:
    """Return the ledger without the wordings that corrections of hidden reports quote; that they were made stays."""
    is_due = any(edit.do in {Verb.HIDE, Verb.TAKE_DOWN} for edit in ledger.edits)
    return make_ledger(unworded(ledger.edits, ledger)) if is_due else ledger


def unworded(edits: Iterable[Edit], ledger: Ledger) -> tuple[Edit, ...]:
    """Return edits without the wordings that corrections of reports quote which are hidden by all that is merged.

    Nor of those that were taken down, whose words an older copy of the ledger may have brought back.
    """
    return tuple(_unworded(edit, ledger) if edit.part in QUOTED else edit for edit in edits)


def _unworded(edit: Edit, ledger: Ledger) -> Edit:
    if _is_hidden(edit, ledger):
        return replace(edit, old="", new="")
    old, new = (REMOVED if words else "" for words in (edit.old, edit.new))
    return replace(edit, old=old, new=new) if edit.on in ledger.refused else edit


def shown_with(ledger: Ledger, week: str, story: str, *keys: str) -> tuple[Edit, ...]:
    """Return the edits that a week's page shows with a story and its entries; what is hidden is not quoted.

    A pin is of one week: in the story's other weeks nothing was placed anywhere.
    """
    edits = ledger.touching(story, *keys)
    is_pinned = any(edit.do is Verb.PIN and edit.week == week for edit in edits)
    told = (e for e in edits if (e.week == week if e.do is Verb.PIN else e.do is not Verb.UNPIN or is_pinned))
    return unworded(told, ledger)


def applied(judged: JudgedEntry, ledger: Ledger) -> JudgedEntry | None:
    """Return one entry with every edit that concerns it, in order; None when it is not to be shown."""
    if ledger.refuses(judged.entry):
        return None
    edited, shown = _worked(judged, ledger)
    return edited if shown else None


def placed(judged: JudgedEntry, ledger: Ledger) -> JudgedEntry:
    """Return one entry with every edit that concerns it, hidden or not: a pull places new reports beside it."""
    return _worked(judged, ledger)[0]


def marks(judged: JudgedEntry, ledger: Ledger) -> tuple[str, ...]:
    """Return what the desk has done to one entry and its story, in words of a list: "hidden" first, each once.

    A pin is its week's, and is none of them.
    """
    if ledger.refuses(judged.entry):  # its file came back
        return ("taken down",)
    way = [edit.do for edit, _ in _way(judged.entry.key, judged.story, ledger) if edit is not None]
    done = tuple(dict.fromkeys(_DONE[verb] for verb in way if verb in _DONE))
    return done if applied(judged, ledger) is not None else ("hidden", *done)


def trails(entries: Iterable[JudgedEntry], ledger: Ledger, noted: Iterable[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return entry key → the stories that it was told as on its way, the one of its file first, its own last.

    One that a merge gave and a split took back is among them: it was told under that id once. "" stands for a time
    in which it was hidden. Stories that were ``noted`` have each a way of their own, for their files may be gone.
    """
    filed = ((judged.entry.key, judged.story) for judged in entries)
    named = (*filed, *((story, story) for story in noted))
    return {name: tuple(_trail(name, story, ledger)) for name, story in named}


def _trail(key: str, first: str, ledger: Ledger) -> Iterator[str]:
    before = ""
    for edit, story in ((None, first), *_way(key, first, ledger)):
        yield from ("",) if edit and edit.do is Verb.HIDE else ()
        if story != before:
            # Reports may have moved it on before the desk did, step by step: a later split is found first on the way.
            yield from (story, *ledger.since(story), ledger.moved.get(story, story))
        before = story


def _worked(judged: JudgedEntry, ledger: Ledger) -> tuple[JudgedEntry, bool]:
    """Return the entry as edited and moved, and whether it is to be shown."""
    shown = True
    for edit, story in _way(judged.entry.key, judged.story, ledger):
        if edit is None:
            judged = _moved(judged, story)
        else:
            shown = edit.do is Verb.SHOW if edit.do in {Verb.HIDE, Verb.SHOW} else shown
            is_idle = edit.do is Verb.CORRECT and edit in ledger.idle(edit.on)
            judged = _edited(judged, replace(edit, part="") if is_idle else edit)
    return judged, shown


def _way(target: str, story: str, ledger: Ledger) -> Iterator[tuple[Edit | None, str]]:
    """Go through the edits on an entry or a story, and on the story it is in by then, each with the story it leads to.

    None is a merge that reports showed.
    """
    done: list[int] = []  # their places: the same edit may be made twice within a second
    merged, moved = list[str](), False
    while True:
        left = (place for place in ledger.places(target, story, back=merged) if place not in done)
        place = next((place for place in left if not is_overtaken(place, done, ledger, moved=moved)), None)
        edit = None if place is None else ledger.edits[place]
        if place is not None and edit is not None:
            done.append(place)
            merged += [edit.on] if edit.do is Verb.MERGE else []
            story = edit.story if edit.do is Verb.MERGE else edit.own if edit.do is Verb.SPLIT else story
        elif (kept := ledger.moved.get(story, story)) != story:
            story, moved = kept, True
        else:
            return
        yield edit, story


def hidden(entries: Iterable[JudgedEntry], ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """Return story → keys of its entries that are hidden: a page says that something was left out of it."""
    found: dict[str, tuple[str, ...]] = {}
    for judged in entries:
        key = judged.entry.key
        if not ledger.refuses(judged.entry) and applied(judged, ledger) is None:
            story = placed(judged, ledger).judgement.story
            found[story] = (*found.get(story, ()), key)
    return found


def told_of(story: str, ledger: Ledger) -> tuple[Edit, ...]:
    """Return the edits on a story and its entries that its page over weeks shows, the oldest first."""
    told = (
        edit
        for edit in ledger.edits
        if edit.do is not Verb.TAKE_DOWN
        and (
            story in {ledger.final(edit.story or edit.on), ledger.final(edit.on) if edit.is_on_story else ""}
            or ledger.leaves(edit, story)
        )
    )
    return unworded(told, ledger)


def taken_from(ledger: Ledger) -> Iterator[tuple[str, str, str]]:
    """Yield (week, story, heir) of each report that was taken down, for each story that it was told as.

    The heir is the story that it would be told as now.
    """
    for edit in ledger.removals:
        heir = now_in(edit, ledger)
        yield from ((edit.week, story, heir) for story in sorted(told_as(edit, ledger)) if edit.week)


def told_as(edit: Edit, ledger: Ledger) -> set[str]:
    """Return the stories that the entry of an edit was told as; none where the edit does not note its story."""
    return {*_trail(edit.on, edit.story, ledger), ledger.final(edit.story)} - {""} if edit.story else set()


def hides_of(story: str, ledger: Ledger) -> tuple[Edit, ...]:
    """Return the edits by which a story, or what it was merged into, and its entries are hidden, the oldest first."""
    told = told_of(ledger.final(story), ledger)
    return tuple(edit for edit in told if edit.do is Verb.HIDE and _is_hidden(edit, ledger))


def emptied_by(week: str, stories: Iterable[str], ledger: Ledger) -> tuple[Edit, ...]:
    """Return the hidings and take-downs for which a week shows none of its stories any more, the oldest first."""
    found = {edit for story in stories for edit in hides_of(story, ledger) if edit.is_on_story or not edit.week}
    found.update(edit for edit in ledger.removals if edit.week == week)
    found.update(e for e in ledger.edits if (e.do, e.week) == (Verb.HIDE, week) and _is_hidden(e, ledger))
    return tuple(edit for edit in ledger.edits if edit in found)


def now_in(edit: Edit, ledger: Ledger) -> str:
    """Return the story that the entry of an edit is in by now; "" where the edit does not note the one it was in."""
    return [edit.story, *(story for _, story in _way(edit.on, edit.story, ledger))][-1] if edit.story else ""


def _with_hidden(entries: Iterable[JudgedEntry], ledger: Ledger) -> frozenset[str]:
    """Return the stories that a report is hidden of: by these entries, and by what the edits say.

    A report is quoted where it was when the other joined it, which may be another story by now: all that merges and
    splits tie to one count as one.
    """
    hides = [edit for edit in ledger.edits if edit.do is Verb.HIDE]
    found = {story for edit in hides if _is_hidden(edit, ledger) for story in (edit.on, edit.story)}
    for judged in entries:
        refused = ledger.refuses(judged.entry)  # its file came back
        edited, shown = _worked(judged, ledger) if hides or refused else (judged, True)
        if refused or not shown:
            found |= {judged.story, edited.story}
    found.discard("")
    found = {*tied(found, ledger)}
    loose = (e for e in ledger.edits if e.do is Verb.SPLIT and not e.left)
    is_loose = any(not found.isdisjoint((e.own, e.on, *e.also)) for e in loose)
    shut = ledger.left_hidden(lambda stories: tied(stories, ledger))
    return tied(found | shut, ledger) | ({judged.story for judged in entries} if is_loose else set())


def _is_hidden(edit: Edit, ledger: Ledger) -> bool:
    """Tell whether what an edit is on is hidden by now, by itself or with its story."""
    if (last := _last(edit.on, edit.story, ledger)) or edit.is_on_story:
        return last is Verb.HIDE
    # The edit notes the story of its day: the entry may have come there with one that had been hidden before.
    into = [edit.story]
    for story in into:
        merges = (each.on for each in ledger.edits if each.do is Verb.MERGE and each.story == story)
        into += [gone for gone in dict.fromkeys(merges) if gone not in into]
    return any(_last(story, story, ledger) is Verb.HIDE for story in into[1:])


def _last(on: str, story: str, ledger: Ledger) -> Verb | None:
    about = [each.do for each, _ in _way(on, story or on, ledger) if each]
    return next((do for do in reversed(about) if do in {Verb.HIDE, Verb.SHOW}), None)


def _unquoted(judged: JudgedEntry) -> JudgedEntry:
    reasons = (each._replace(evidence=_QUOTE.sub(_UNNAMED, each.evidence)) for each in judged.judgement.reasons)
    return replace(judged, judgement=replace(judged.judgement, reasons=tuple(reasons)))


def _moved(judged: JudgedEntry, kept: str) -> JudgedEntry:
    """Return the entry in the story that its own turned out to be one with."""
    reason = Reason("story", kept, f"first told as {judged.story}; a later report showed that both are one story")
    return judged.in_story(kept, reason)


def _reworded(words: str, edit: Edit) -> str:
    return whole_words(edit.old).sub(lambda _: edit.new, words)


def _edited(judged: JudgedEntry, edit: Edit) -> JudgedEntry:
    judgement, entry = judged.judgement, judged.entry
    match edit.do:
        case Verb.MERGE:
            judgement = replace(judgement, story=edit.story)
        case Verb.SPLIT:
            judgement = replace(judgement, story=edit.own)
        case Verb.RETAG:
            judgement = replace(judgement, topics=edit.slugs)
        case Verb.RELOCATE:
            judged, judgement = replace(judged, missing=frozenset()), replace(judgement, counties=edit.slugs)
        case Verb.CORRECT if edit.part == "title":
            entry = replace(entry, title=_reworded(entry.title, edit))
        case Verb.CORRECT if edit.part == "excerpt":
            entry = replace(entry, summary=_reworded(entry.summary, edit))
        case Verb.CORRECT if edit.part in READ:
            judged = replace(judged, misread=judged.misread | {edit.read})
        case Verb.CORRECT | Verb.ADMIT:
            pass
        case _:
            return judged
    reason = Reason("edit", edit.do, f"{edit.why} ({edit.when.date().isoformat()})")
    return replace(judged, entry=entry, judgement=judgement.because(reason))
