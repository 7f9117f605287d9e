"""Edits as `edit` and `desk` make them: each is checked against entries and catalogue, and written to the ledger."""

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from usalama.catalogue.actors import FILE as ACTORS
from usalama.catalogue.actors import read_actors
from usalama.catalogue.catalog import read_sections
from usalama.catalogue.wording import FILE as WORDS
from usalama.catalogue.wording import read_wording
from usalama.desk import misedits, shownames, takedown
from usalama.desk.finding import around, entries, there
from usalama.editor import deskforms, editing
from usalama.errors import CATALOG, LedgerError
from usalama.files import sitefolder, state, store
from usalama.files.ledgerfile import read_ledger, standing_text, write_ledger
from usalama.judging import rulebook
from usalama.ledger.effects import applied, placed
from usalama.ledger.ledger import COUNTED, READ, Edit, Ledger, Verb, make_ledger
from usalama.model import JudgedEntry, Judgement
from usalama.words.text import whole_words
from usalama.words.weeks import parse_week

_NAMED = 3  # other reports that a message names


def slugs(root: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Return the slugs of the topics, in display order, and of the counties."""
    topics, counties = rulebook.slugs(store.read_desk(root))
    return topics, sorted(counties)


class Taken(NamedTuple):
    """An edit that was written."""

    edit: Edit
    judged: JudgedEntry  # its entry as it was before
    said: tuple[str, ...] = ()  # a line for each thing that it did beside, or left for a person to look at


def take(root: Path, form: Mapping[str, str], now: datetime) -> Taken:
    """Write the edit that a form or a command line asks for.

    Raise LedgerError for one that cannot be meant; then nothing is written.
    """
    if form.get("do") == Verb.ADMIT:
        return _admit(root, form, now)
    form = {**form, **{field: editing.meant(form.get(field, "")) for field in ("on", "into")}}
    form["also"] = " ".join(map(editing.meant, deskforms.listed(form.get("also", ""))))
    wanted = [form.get("on", ""), form.get("into", ""), *deskforms.listed(form.get("also", ""))]
    found = entries(root, *filter(None, wanted))
    _refuse_held(root, wanted, found)
    if names := _names(root, form.get("do", "")):
        form["slugs"] = deskforms.slugs_of(form.get("slugs", ""), names)
    edit, judged = deskforms.edit_of(form, [each.judged for each in found.values()], now)
    _refuse_empty(edit.do, edit.why)
    if edit.part in READ:
        edit = _misread(root, edit, judged)
    others = ""
    with contextlib.suppress(ValueError):  # what is no week is named where the edit is read back
        edit, others = _checked(root, edit, judged)
    stored = found[judged.entry.key]
    said = misedits.overwritten(root)
    if edit.do is Verb.TAKE_DOWN:
        return Taken(edit, judged, (*takedown.take_down(root, edit, stored), *said))
    if edit.do is Verb.CORRECT:
        edit = _known_hidden(root, edit, stored.path)
    if edit.do is Verb.MERGE:  # before they are one: what one took away, no neighbour may print
        masked, problems = shownames.merged(root, (edit.on, edit.story), around(root, judged.story)[0].final, now)
        said += (f"{path}: a name is masked that a report of the same story hides" for path in masked)
        said += (problem.line for problem in problems)
        state.add_naming(root, problems)
    # What names none is not held back by a table that cannot be read.
    topics, counties = slugs(root) if edit.do in {Verb.RETAG, Verb.RELOCATE} else ((), ())
    text = editing.added(standing_text(root), edit, topics=topics, counties=counties)
    write_ledger(root, text)
    return Taken(edit, judged, (*said, *([f"note: {others}"] if others else [])))


def _admit(root: Path, form: Mapping[str, str], now: datetime) -> Taken:
    """Let a report in that was not kept: the ids of all other edits are of those that are on disk."""
    from usalama.desk.admitting import admit  # noqa: PLC0415  it judges, which no other verb does

    _refuse_empty(form["do"], form.get("why", ""))
    _refuse_held(root, [form.get("on", "")], ())
    said = misedits.overwritten(root)
    edit, judged, told = admit(root, form, now)
    return Taken(edit, judged, (*told, *said))


def _refuse_empty(verb: str, why: str) -> None:
    """Refuse a reason without a word, as explain leaves it open; one that is missing is named where it is read back."""
    if why and not any(map(str.isalnum, why)):
        raise LedgerError(f"edit {verb}: why: {why} says nothing; write the reason, which readers see")


def _refuse_held(root: Path, wanted: Sequence[str], found: Collection[str]) -> None:
    """Say of a report that is held back that it is; no page shows it, so that there is nothing to edit yet."""
    for start in filter(None, map(str.strip, wanted)):
        held = there(root, start, store.HELD)
        if held and not any(key.startswith(start.lower()) for key in found):
            raise LedgerError(f"{held}: is held back, on no page: usalama release FEED lets it in, --discard does not")


def _misread(root: Path, edit: Edit, judged: JudgedEntry) -> Edit:
    """Return a correction of what is read from a report with the words that it is read from; refuse one of nothing.

    With a new wording it takes such a correction back.
    """
    from usalama.claims.readings import readings  # noqa: PLC0415  100 ms, for one of the verbs

    told = readings(judged.entry, read_actors(store.read_desk(root).get(ACTORS, "")))
    meant = [each for each in told if each.part == edit.part and edit.figure in {"", each.what}]
    if edit.figure and not edit.new and len(meant) == sum(each.part == edit.part for each in told):
        edit = replace(edit, figure="")  # it is the only one
    if edit.new and edit.figure and edit.part in judged.misread:
        mend = "take that back without --figure, then leave out what is wrong alone"
        raise LedgerError(f"edit correct: each number of {edit.part} of {edit.on} is left out; {mend}")
    if bool(edit.new) is not (edit.read in judged.misread or (not edit.new and edit.part in judged.misread)):
        now = "read from it; a new wording takes back that it is not" if edit.new else "left out already"
        raise LedgerError(f"edit correct: {edit.read} of {edit.on} is {now}")
    words = "; ".join(dict.fromkeys(each.words for each in meant))
    if not words:
        names = (f"{each.part} {each.what}" if edit.figure and each.part in COUNTED else each.part for each in told)
        parts = ", ".join(dict.fromkeys(names)) or "nothing"
        raise LedgerError(f"{edit.read}: is not read from {edit.on}; read are: {parts}; usalama explain {edit.on}")
    return replace(edit, old="", new=words) if edit.new else replace(edit, old=words)


def _names(root: Path, verb: str) -> dict[str, str]:
    """Return what may be typed for a slug that an edit gives → the slug: what pages call a county or a topic, too."""
    if verb not in {Verb.RELOCATE, Verb.RETAG}:
        return {}
    texts = store.read_desk(root)
    if verb == Verb.RETAG:
        sections = read_sections(rulebook.text_of("topics.toml", texts), f"{CATALOG}/topics.toml")
        titles = {title: topic.slug for topic in sections for title in topic.title.values()}
        return titles | {topic: topic for topic in rulebook.slugs(texts)[0]}
    kinds, rows = read_wording(texts.get(WORDS, "")).words.values(), tuple(rulebook.rows("counties.csv", texts))
    called = {words.called(row["name"]): row["slug"] for words in kinds for row in rows}
    return called | {name: row["slug"] for row in rows for name in (row["name"], row["slug"])}


def _known_hidden(root: Path, edit: Edit, path: str) -> Edit:
    """Return a correction so that it is known as one of a hidden report where it is: its wordings are not shown.

    From its file's story the ledger's other edits lead to the hiding; what was split off since has another.
    """
    raw, ledger = store.read_entry(root / path, path, sitefolder.zone_of(root)), read_ledger(root)
    return replace(edit, story=raw.story) if applied(raw, ledger) is None else edit


def _checked(root: Path, edit: Edit, judged: JudgedEntry) -> tuple[Edit, str]:
    """Refuse an edit that would be announced and change nothing.

    Return it with what it changes, where that is one, and which other reports of its story go on saying otherwise.
    """
    if edit.do is Verb.TAKE_DOWN:
        return edit, ""
    named = edit.on if edit.is_on_story else judged.story
    ledger, every = around(root, named)
    story = ledger.final(named)
    of_story = {key: each for key, each in every.items() if placed(each.judged, ledger).story == story}
    shut = {key for key, each in of_story.items() if applied(each.judged, ledger) is None}
    about = {edit.on} & of_story.keys() if edit.on in of_story else of_story.keys()
    match edit.do:
        case Verb.PIN if story in ledger.pinned(parse_week(edit.week).slug):
            raise LedgerError(f"edit pin: {edit.on} is pinned in {parse_week(edit.week)}")
        case Verb.PIN:
            _check_pin(edit, of_story, shut)
        case Verb.UNPIN if not any(story in ledger.pinned(each.week) for each in ledger.edits if each.do is Verb.PIN):
            raise LedgerError(f"edit unpin: {edit.on} is pinned in no week")
        case Verb.HIDE if about <= shut:
            raise LedgerError(f"edit hide: {edit.on} is hidden")
        case Verb.SHOW:
            return edit, _left_hidden(edit, ledger, [of_story[key].judged for key in sorted(about & shut)])
        case Verb.MERGE | Verb.SPLIT:
            _check_move(edit, story, ledger, of_story.keys())
        case Verb.RETAG | Verb.RELOCATE:
            told = {key: placed(of_story[key].judged, ledger).judgement for key in of_story.keys() - shut | about}
            others = _elsewhere(edit, story, {key: told[key] for key in told.keys() - about})
            return _with_slugs_before(edit, [told[key] for key in about], others), others
        case Verb.NOTE | Verb.CORRECT if any(_says(old, edit, judged) for old in ledger.about(edit.on)):
            raise LedgerError(f"edit {edit.do}: the ledger says that of {edit.on} already")
    return edit, ""


def _check_move(edit: Edit, story: str, ledger: Ledger, of_story: Collection[str]) -> None:
    moved, own = {edit.on, *edit.also}, edit.own
    if edit.do is Verb.MERGE and edit.story != edit.on and ledger.final(edit.story) == story:
        raise LedgerError(f"edit merge: {edit.on} and {edit.story} are one story already")
    if edit.do is Verb.SPLIT and story == own and moved.issubset(of_story):
        raise LedgerError(f"edit split: {story} is named after {edit.on} and stays its; split others off")
    if edit.do is Verb.SPLIT and moved == {*of_story} and ledger.final(own) == own:
        raise LedgerError(f"edit split: {story} has no other report that {edit.on} could be split off from")


def _left_hidden(edit: Edit, ledger: Ledger, shut: Sequence[JudgedEntry]) -> str:
    """Return which of its hidden reports a story does not bring back: they were hidden by another name than its own."""
    if not shut:
        raise LedgerError(f"edit show: {edit.on} is not hidden")
    if not edit.is_on_story:
        return ""
    after = make_ledger((*ledger.edits, edit)).following(ledger.shown)
    left = [each.entry.key for each in shut if applied(each, after) is None]
    named = ", ".join(left[:_NAMED]) + (f" and {len(left) - _NAMED} more" if len(left) > _NAMED else "")
    said = f'{named} stay{"s" * (len(left) == 1)} hidden; to bring a report back: usalama edit show KEY --why "…"'
    if left and len(left) == len(shut):
        raise LedgerError(f"edit show: {edit.on} shows nothing: {said}")
    return said if left else ""


def _given(edit: Edit, judgement: Judgement) -> tuple[str, ...]:
    return judgement.topics if edit.do is Verb.RETAG else judgement.counties


def _elsewhere(edit: Edit, story: str, told: Mapping[str, Judgement]) -> str:
    """Return which other reports of the story have more than the edit gives: a story shows what all of them have."""
    more = {key: [slug for slug in _given(edit, each) if slug not in edit.slugs] for key, each in sorted(told.items())}
    named = [f"{key} has {', '.join(slugs)}" for key, slugs in more.items() if slugs]
    if not named:
        return ""
    rest = f" and {len(named) - _NAMED} more do" if len(named) > _NAMED else ""
    first = f"of its story {'; '.join(named[:_NAMED])}{rest}, so the page does too"
    return f'{first}; for all of it: usalama edit {" ".join((edit.do, story, *edit.slugs))} --why "…"'


def _with_slugs_before(edit: Edit, told: Sequence[Judgement], others: str) -> Edit:
    """Return an edit that gives topics or counties with those before, where its reports had the same."""
    before = {_given(edit, each) for each in told}
    if before <= {edit.slugs}:
        said = f"edit {edit.do}: {edit.on} has {', '.join(edit.slugs) or 'no county'} already"
        raise LedgerError(f"{said}; {others}" if others else said)
    return replace(edit, was=before.pop() if len(before) == 1 else None)


def _says(old: Edit, new: Edit, judged: JudgedEntry) -> bool:
    """Tell whether an earlier edit says what a new one does; a correction may come again where its old words did."""
    words = {"title": judged.entry.title, "excerpt": judged.entry.summary}.get(new.part, new.old)
    same = (old.do, old.text, old.part, old.old, old.new) == (new.do, new.text, new.part, new.old, new.new)
    return same and (new.do is Verb.NOTE or not whole_words(new.old).search(words))


def _check_pin(edit: Edit, of_story: Mapping[str, store.Stored], shut: Collection[str]) -> None:
    week = parse_week(edit.week)
    weeks = {key: Path(each.path).parent.name for key, each in of_story.items()}
    if week.slug not in weeks.values():
        told = ", ".join(str(parse_week(slug)) for slug in sorted({*weeks.values()}))
        raise LedgerError(f"edit pin: {edit.on} is not in {week}, so it cannot head it; it is in {told}")
    if all(key in shut for key, slug in weeks.items() if slug == week.slug):
        raise LedgerError(f"edit pin: {edit.on} is hidden in {week}, so it cannot head it")
