"""A report taken down: its files, what is remembered of it, and every place where its words are kept are removed.

The ledger keeps marks of it, by which it may not come back, and none of its words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from usalama.catalogue.catalog import moved, told_under
from usalama.desk.finding import around
from usalama.editor import editing
from usalama.errors import SiteError, UsalamaError
from usalama.feeds import quarantine
from usalama.feeds.amendments import is_namesake, is_told_again
from usalama.feeds.known import Row
from usalama.files import sitefolder, state, store, summaryfiles
from usalama.files.ledgerfile import read_ledger, standing_text, write_ledger
from usalama.files.weekstates import ENTRIES
from usalama.ledger.ledger import Edit, headline_mark, said_marks, told_mark, words_mark
from usalama.machine import disk
from usalama.model import Entry, Reason, story_id
from usalama.releasing import release_trees
from usalama.stories.succession import Merge, also_tells, merges_of
from usalama.words.urls import is_a_report, is_on_site, page, without_query

_NAMESAKE = "has that headline and time too"
_AT_HOME = "is told at that address, by the outlet whose site it is"
_LET_IN = "what it tells at that address, on its own site, is let in; take it down too if it is the same"


def take_down(root: Path, edit: Edit, stored: store.Stored) -> tuple[str, ...]:
    """Note in the ledger that a report may not come back, and remove it; return a line for each file concerned.

    What its outlet told a second time in that week, under another id, goes too, also from what is held back, and so
    does each copy, in whatever folder. Two kinds of reports stay and are named: namesakes (the same headline and time),
    whose words are then not refused, and the report of another outlet on whose own site the address lies. From that
    outlet the address is never refused: else whoever links to a report could have it taken away.
    """
    text, path, outlets = standing_text(root), stored.path, store.read_outlets(root)
    renamed, homes = moved(outlets), {each.slug: each.homepage for each in outlets}
    raw = store.read_entry(root / path, path, sitefolder.zone_of(root))
    first = told_under(raw.entry, renamed)
    near = _beside(root, path, first.key)
    twins = [each for each in near if _is_twin(first, told_under(each.judged.entry, renamed))]
    namesakes = [each for each in near if is_namesake(raw.entry, each.judged.entry)]
    theirs = {words_mark(each.judged.entry) for each in namesakes}
    gone = (*twins, store.Stored(path, raw))
    copies, rest = _others(root, gone, renamed)
    shared = {(row.outlet, at) for row in rest for at in (row.page, without_query(row.page))}  # a mark would hide these
    left = dict.fromkeys((each.path for each in namesakes), _NAMESAKE)
    marks, spared = dict[str, None](), dict[str, None]()
    for each in gone:
        entry = each.judged.entry
        # By its file's story: the ledger's other edits lead from there to each story that it was told as.
        one = editing.placed(replace(edit, on=entry.key), each.judged)
        outlet, where = told_under(entry, renamed).outlet, page(entry.link)
        at_home = _at_home(where, outlet, homes)
        left |= dict.fromkeys((row.path for row in rest if row.page == where and row.outlet in at_home), _AT_HOME)
        spared |= dict.fromkeys(at_home)
        links = () if (outlet, where) in shared else (told_mark(entry.outlet, where),) if at_home else one.links
        marks |= dict.fromkeys((*links, *(mark for mark in said_marks(entry) if mark not in theirs)))
        if not each.path.startswith(store.HELD):  # that was never shown: the next one's edit keeps it away
            text = _noted(root, editing.without_words(text, entry.key), replace(one, links=tuple(marks)))
            marks = {}
    _write(root, text, [each.judged.entry.key for each in gone])
    return (
        *(*_unknown(root), *(f"{each}: removed" for each in _removed(root, gone, copies))),
        *(f"{each}: {why}, and stays; take it down as well if it is the same report" for each, why in left.items()),
        *(f"{slug}: {_LET_IN}" for slug in spared),
    )


def _is_twin(first: Entry, other: Entry) -> bool:
    """Tell whether another entry tells the report again: what its take-down refuses by its headline goes, too."""
    is_refused = not other.summary and headline_mark(other) in said_marks(first)
    return is_refused or is_told_again(first, other)


def throw_away(root: Path, held: Sequence[store.Stored]) -> tuple[str, ...]:
    """Remove reports that are held back, and what is remembered of them: none was shown, so that none is announced."""
    return tuple(f"{each}: removed; it was held back and never shown" for each in _removed(root, held))


def _noted(root: Path, text: str, edit: Edit) -> str:
    """Return the ledger's text with a take-down; as it is where that stands there, as its run was killed before."""
    is_there = any(old.on == edit.on and {*old.links}.issuperset(edit.links) for old in read_ledger(root).removals)
    return text if is_there else editing.added(text, edit)


def _write(root: Path, text: str, keys: Iterable[str]) -> None:
    """Write the ledger, once it is noted that older releases are to go when a newer one is served."""
    release_trees.doom(root)
    write_ledger(root, text, lambda before: editing.without_words(before, *keys))


def _unknown(root: Path) -> tuple[str, ...]:
    """Say where the list of outlets has a mistake, for which no take-down waits, what that made of the marks."""
    try:
        store.read_catalog(store.read_desk(root))
    except UsalamaError as error:
        return (f"{error}. So nobody knows whose site the address is on: it is refused of each outlet, its own too",)
    return ()


def _beside(root: Path, path: str, key: str) -> list[store.Stored]:
    """Return the other reports of a file's week, shown and held back."""
    week = [Path(path).parent.name]
    found = [each for kind in (store.HELD, ENTRIES) for each in store.read_entries(root, week, kind=kind).entries]
    return [each for each in found if each.judged.entry.key != key]


def _removed(root: Path, gone: Sequence[store.Stored], copies: Iterable[str] = ()) -> tuple[str, ...]:
    """Remove reports, and each place where their words are kept; return the files they were in."""
    for each in gone:
        for merge in merges_of([each.judged]):
            _carry(root, merge, each.path)
    # Last, and the one that was named at the end: whoever is killed before finds it there, to be taken down again.
    paths = (*copies, *(each.path for each in gone))
    for path in paths:
        summaryfiles.forget(root, path)
    state.write_index(root, {name: mark for name, mark in state.read_index(root).items() if name not in paths})
    for each in gone:
        _forget(root, each.judged.entry)
    store.remove(root, paths)
    return paths


def _others(
    root: Path, gone: Sequence[store.Stored], renamed: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Return the other files of reports that go; and the names of all that stay, under the slugs of outlets now."""
    keys, named = {each.judged.entry.key for each in gone}, {each.path for each in gone}
    rows = store.index(root, state.read_index(root)).rows.values()
    copies = tuple(row.path for row in rows if row.key in keys and row.path not in named)
    return copies, tuple(
        replace(row, outlet=renamed.get(row.outlet, row.outlet)) for row in rows if row.key not in keys
    )


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


def _forget(root: Path, entry: Entry) -> None:
    """Remove what we remember of an entry that was taken down."""
    titles = (entry.title, *entry.was)
    state.forget_dropped(root, entry.key, *titles)
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
