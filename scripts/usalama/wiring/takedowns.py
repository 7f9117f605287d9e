"""A take-down: the report's files, what is remembered of it, and every place where its words are kept, are removed.

The ledger keeps marks of it, by which it may not come back, and none of its words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from usalama.editor import editing
from usalama.errors import SiteError
from usalama.feeds import quarantine
from usalama.feeds.amendments import is_namesake, is_told_again
from usalama.files import sitefolder, state, store, summaryfiles
from usalama.files.weekstates import ENTRIES
from usalama.ledger.ledger import FILE, Edit, words_mark
from usalama.machine import disk
from usalama.model import Entry, Reason, story_id
from usalama.releasing import release_trees
from usalama.stories.succession import Merge, also_tells, merges_of
from usalama.wiring.finding import around
from usalama.words.urls import page
from usalama.words.weeks import parse_week


def take_down(root: Path, edit: Edit, path: str, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Note in the ledger, of this ``text``, that a report may not come back, and remove it; return the files it was in.

    What its outlet's feeds told a second time under another id goes with it, also from what is held back. Its
    namesakes, which are returned too, stay: no words that they share are refused.
    """
    raw, renamed = store.read_entry(root / path, path, sitefolder.zone_of(root)), store.renamed(root)
    first = _by_outlet(raw.entry, renamed)
    week = [Path(path).parent.name]
    near = [each for kind in (store.HELD, ENTRIES) for each in store.read_entries(root, week, kind=kind).entries]
    twins = [
        each for each in near if each.path != path and is_told_again(first, _by_outlet(each.judged.entry, renamed))
    ]
    namesakes = [each for each in near if each.path != path and is_namesake(raw.entry, each.judged.entry)]
    theirs = {words_mark(each.judged.entry) for each in namesakes}
    gone = (*twins, store.Stored(path, raw))
    shared = _shared(root, {each.judged.entry.key for each in gone}, renamed)
    marks: dict[str, None] = {}
    for each in gone:
        entry = each.judged.entry
        # By its file's story: the ledger's other edits lead from there to each story that it was told as.
        one = editing.placed(replace(edit, on=entry.key), each.judged)
        links = () if (_by_outlet(entry, renamed).outlet, page(entry.link)) in shared else one.links
        marks |= dict.fromkeys((*links, *({words_mark(entry)} - theirs)))
        if not each.path.startswith(store.HELD):  # that was never shown: the next one's edit keeps it away
            text = editing.added(editing.without_words(text, entry.key), replace(one, links=tuple(marks)))
            marks = {}
    store.save_text(root, FILE, text)
    for each in gone:
        for merge in merges_of([each.judged]):
            _carry(root, merge, each.path)
    for each in gone:
        _forget(root, each.path, (each.judged.entry.title, *each.judged.entry.was))
    # Last, and the one that was named at the end: whoever is killed before finds it there, to be taken down again.
    paths = tuple(each.path for each in gone)
    store.remove(root, paths)
    return paths, tuple(each.path for each in namesakes)


def _by_outlet(entry: Entry, renamed: Mapping[str, str]) -> Entry:
    """Return an entry under the slug that its outlet has now."""
    return replace(entry, outlet=renamed.get(entry.outlet, entry.outlet))


def _shared(root: Path, gone: Collection[str], renamed: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return outlet and address of all other reports: such an address does not name one of those that are ``gone``."""
    rows = store.index(root, state.read_index(root)).rows.values()
    return frozenset((renamed.get(row.outlet, row.outlet), row.page) for row in rows if row.key not in gone)


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
    summaryfiles.summary_path(root, parse_week(Path(path).parent.name)).unlink(missing_ok=True)
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
