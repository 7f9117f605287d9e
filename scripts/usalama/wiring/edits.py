"""Edits as `edit` and `desk` make them: each is checked against entries and catalogue, and written to the ledger.

A take-down removes the report's files, what is remembered of it, and every place where its words are kept; the ledger
keeps marks of it, by which it may not come back, and none of its words.
"""

import contextlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from usalama.editor import deskforms, editing
from usalama.errors import LedgerError, SiteError
from usalama.feeds import quarantine
from usalama.feeds.amendments import is_namesake, is_told_again
from usalama.feeds.known import Row
from usalama.files import sitefolder, state, store, summaryfiles
from usalama.files.ledgerfile import ledger_text, read_ledger
from usalama.files.weekstates import ENTRIES
from usalama.judging import rulebook
from usalama.ledger.effects import applied, placed
from usalama.ledger.ledger import FILE, Edit, Ledger, Verb, told_mark, words_mark
from usalama.machine import disk
from usalama.model import Entry, JudgedEntry, Judgement, Problem, Reason, story_id
from usalama.releasing import release_trees
from usalama.stories.succession import Merge, also_tells, merges_of
from usalama.wiring import shownames
from usalama.wiring.finding import around, entries
from usalama.words.urls import is_a_report, is_on_site, page, without_query
from usalama.words.weeks import parse_week

_NAMESAKE = "has that headline and time too"
_NAMED = 3  # other reports that a message names
_AT_HOME = "is told at that address, by the outlet whose site it is"


def slugs(root: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Return the slugs of the topics, in display order, and of the counties."""
    topics, counties = rulebook.slugs(store.read_desk(root))
    return topics, sorted(counties)


class Taken(NamedTuple):
    """An edit that was written."""

    edit: Edit
    stored: store.Stored  # its entry as it was before
    removed: tuple[str, ...] = ()  # files that a take-down removed, of what its outlet told twice too
    left: tuple[tuple[str, str], ...] = ()
    """Files that it left, and what they have in common with it: only a person can say whether they stay."""
    spared: tuple[str, ...] = ()  # outlets on whose own site its address lies: what they tell there is let in
    masked: tuple[str, ...] = ()  # files of a merged story that lost a name which its other reports hide
    problems: tuple[Problem, ...] = ()  # files that show one and may not be changed
    others: str = ""  # reports of its story that go on saying otherwise, and how all of them are edited


def take(root: Path, form: Mapping[str, str], now: datetime) -> Taken:
    """Write the edit that a form or a command line asks for.

    Raise LedgerError for one that cannot be meant; then nothing is written.
    """
    wanted = [form.get("on", ""), form.get("into", ""), *deskforms.listed(form.get("also", ""))]
    found = entries(root, *filter(None, wanted))
    if form.get("do") == Verb.RELOCATE:
        names = {row["slug"]: row["name"] for row in rulebook.rows("counties.csv", store.read_desk(root))}
        form = {**form, "slugs": deskforms.slugs_of(form.get("slugs", ""), names)}
    edit, judged = deskforms.edit_of(form, [each.judged for each in found.values()], now)
    others = ""
    with contextlib.suppress(ValueError):  # what is no week is named where the edit is read back
        edit, others = _checked(root, edit, judged)
    stored = found[judged.entry.key]
    if edit.do is Verb.TAKE_DOWN:
        return take_down(root, edit, stored, _text(root))
    if edit.do is Verb.CORRECT:
        edit = _known_hidden(root, edit, stored.path)
    masked, problems = tuple[str, ...](), tuple[Problem, ...]()
    if edit.do is Verb.MERGE:  # before they are one: what one took away, no neighbour may print
        masked, problems = shownames.merged(root, (edit.on, edit.story), around(root, judged.story)[0].final, now)
    # What names none is not held back by a table that cannot be read.
    topics, counties = slugs(root) if edit.do in {Verb.RETAG, Verb.RELOCATE} else ((), ())
    store.save_text(root, FILE, editing.added(_text(root), edit, topics=topics, counties=counties))
    return Taken(edit, stored, masked=masked, problems=problems, others=others)


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
        case Verb.SHOW if about.isdisjoint(shut):
            raise LedgerError(f"edit show: {edit.on} is not hidden")
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


def _given(edit: Edit, judgement: Judgement) -> tuple[str, ...]:
    return judgement.topics if edit.do is Verb.RETAG else judgement.counties


def _elsewhere(edit: Edit, story: str, told: Mapping[str, Judgement]) -> str:
    """Return which other reports of the story have more than the edit gives: a story shows what all of them have."""
    more = {key: [slug for slug in _given(edit, each) if slug not in edit.slugs] for key, each in sorted(told.items())}
    named = [f"{key} has {', '.join(slugs)}" for key, slugs in more.items() if slugs]
    if not named:
        return ""
    rest = f" and {len(named) - _NAMED} more do" if len(named) > _NAMED else ""
    return f"of its story {'; '.join(named[:_NAMED])}{rest}, so the page does too; for all of it: {edit.do} {story}"


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
    return same and (new.do is Verb.NOTE or new.old not in words)


def _check_pin(edit: Edit, of_story: Mapping[str, store.Stored], shut: Collection[str]) -> None:
    week = parse_week(edit.week)
    weeks = {key: Path(each.path).parent.name for key, each in of_story.items()}
    if week.slug not in weeks.values():
        told = ", ".join(str(parse_week(slug)) for slug in sorted({*weeks.values()}))
        raise LedgerError(f"edit pin: {edit.on} is not in {week}, so it cannot head it; it is in {told}")
    if all(key in shut for key, slug in weeks.items() if slug == week.slug):
        raise LedgerError(f"edit pin: {edit.on} is hidden in {week}, so it cannot head it")


def _text(root: Path) -> str:
    """Return the ledger's text; raise LedgerError where it cannot be read."""
    read_ledger(root)
    return ledger_text(root)


def take_down(root: Path, edit: Edit, stored: store.Stored, text: str) -> Taken:
    """Note in the ledger, of this ``text``, that a report may not come back, and remove it.

    What its outlet's feeds told a second time under another id goes with it, also from what is held back. What stays
    is returned too, with what speaks for its being the same: its namesakes, of whose words none is refused, and the
    report of another outlet on whose own site its address lies, for whoever links there could take that report away.
    Whether that outlet has told it yet or not, the address is refused of those alone who are not at home there.
    """
    path, renamed = stored.path, store.renamed(root)
    raw = store.read_entry(root / path, path, sitefolder.zone_of(root))
    first = _by_outlet(raw.entry, renamed)
    week = [Path(path).parent.name]
    near = [each for kind in (store.HELD, ENTRIES) for each in store.read_entries(root, week, kind=kind).entries]
    twins = [
        each for each in near if each.path != path and is_told_again(first, _by_outlet(each.judged.entry, renamed))
    ]
    namesakes = [each for each in near if each.path != path and is_namesake(raw.entry, each.judged.entry)]
    theirs = {words_mark(each.judged.entry) for each in namesakes}
    gone = (*twins, store.Stored(path, raw))
    rest, homes = _others(root, {each.judged.entry.key for each in gone}, renamed), store.homepages(root)
    shared = {(row.outlet, at) for row in rest for at in (row.page, without_query(row.page))}  # a mark would hide these
    left = dict.fromkeys((each.path for each in namesakes), _NAMESAKE)
    marks, spared = dict[str, None](), dict[str, None]()
    for each in gone:
        entry = each.judged.entry
        # By its file's story: the ledger's other edits lead from there to each story that it was told as.
        one = editing.placed(replace(edit, on=entry.key), each.judged)
        outlet, where = _by_outlet(entry, renamed).outlet, page(entry.link)
        at_home = _at_home(where, outlet, homes)
        left |= dict.fromkeys((row.path for row in rest if row.page == where and row.outlet in at_home), _AT_HOME)
        spared |= dict.fromkeys(at_home)
        links = (told_mark(entry.outlet, where),) if at_home else one.links
        links = () if (outlet, where) in shared else links
        marks |= dict.fromkeys((*links, *({words_mark(entry)} - theirs)))
        if not each.path.startswith(store.HELD):  # that was never shown: the next one's edit keeps it away
            text = editing.added(editing.without_words(text, entry.key), replace(one, links=tuple(marks)))
            marks = {}
    store.save_text(root, FILE, text)
    return Taken(edit, stored, _removed(root, gone), tuple(left.items()), tuple(spared))


def _removed(root: Path, gone: Sequence[store.Stored]) -> tuple[str, ...]:
    """Remove reports, and each place where their words are kept; return the files they were in."""
    for each in gone:
        for merge in merges_of([each.judged]):
            _carry(root, merge, each.path)
    for each in gone:
        _forget(root, each.path, (each.judged.entry.title, *each.judged.entry.was))
    # Last, and the one that was named at the end: whoever is killed before finds it there, to be taken down again.
    paths = tuple(each.path for each in gone)
    store.remove(root, paths)
    return paths


def _by_outlet(entry: Entry, renamed: Mapping[str, str]) -> Entry:
    """Return an entry under the slug that its outlet has now."""
    return replace(entry, outlet=renamed.get(entry.outlet, entry.outlet))


def _others(root: Path, gone: Collection[str], renamed: Mapping[str, str]) -> list[Row]:
    """Return the names of all reports that stay, each under the slug that its outlet has now."""
    rows = store.index(root, state.read_index(root)).rows.values()
    return [replace(row, outlet=renamed.get(row.outlet, row.outlet)) for row in rows if row.key not in gone]


def _at_home(where: str, outlet: str, homes: Mapping[str, str]) -> tuple[str, ...]:
    """Return the outlets on whose own sites a page lies; none where it lies on ``outlet``'s, too."""
    if not is_a_report(where) or is_on_site(where, homes.get(outlet, "")):
        return ()
    return tuple(slug for slug, home in homes.items() if is_on_site(where, home))


def _carry(root: Path, merge: Merge, path: str) -> None:
    """Let another report of two stories say that they are one, in place of the one at ``path`` that was taken down.

    Where others show that the younger one leads elsewhere, one of these does, so that the last word on it stays the
    last: both ways were published.
    """
    others = sorted(around(root, merge.kept)[1].values(), key=lambda each: each.path)  # as merges are read
    shown = [each for each in others if any(other.gone == merge.gone for other in merges_of([each.judged]))]
    told = [each for each in others if {each.judged.story, story_id(each.judged.entry.key)} & {merge.kept, merge.gone}]
    if any(merge in merges_of([each.judged]) for each in shown) or not (shown or told):
        return
    if shown:
        was_last = path > shown[-1].path
        bearer = shown[-1] if was_last else shown[0]
    else:
        was_last = True
        bearer = min(told, key=lambda each: (each.judged.entry.published, each.judged.entry.key))
    reason = Reason("story", merge.kept, f"a report that was taken down showed it{also_tells(merge.gone)}")
    judgement = bearer.judged.judgement
    judgement = replace(judgement, reasons=(*judgement.reasons, reason) if was_last else (reason, *judgement.reasons))
    changed = store.Stored(bearer.path, replace(bearer.judged, judgement=judgement))
    store.save_changed(root, changed, {})


def _forget(root: Path, path: str, titles: Sequence[str]) -> None:
    """Remove what we remember of an entry that was taken down; older releases go once a newer one is served."""
    release_trees.doom(root)
    summaryfiles.forget(root, path)
    state.write_index(root, {name: mark for name, mark in state.read_index(root).items() if name != path})
    state.forget_dropped(root, store.key_in(Path(path)), *titles)
    states, _ = state.read_states(root)
    if states:
        every = " ".join(titles)
        known = {url: replace(each, habit=quarantine.unlearnt(each.habit, every)) for url, each in states.items()}
        state.write_states(root, known)
    for other in (*store.entry_paths(root), *store.entry_paths(root, kind=store.HELD)):
        try:
            text = sitefolder.decoded(disk.body_of(other), other.name)
        except (SiteError, OSError):  # check and build name it; the others still lose the words
            continue
        if (kept := editing.unquoted(text, titles)) != text:
            store.save_text(root, other.relative_to(root).as_posix(), kept)
