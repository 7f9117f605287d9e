"""The ledger's file as `edit` and `desk` use it: an edit is checked against the catalogue, added, and written whole."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from usalama.editor import deskforms, editing
from usalama.errors import EntryError, LedgerError, SiteError
from usalama.feeds import quarantine
from usalama.files import sitefolder, state, store, weekfiles
from usalama.judging import rulebook
from usalama.ledger.effects import hidden, placed
from usalama.ledger.ledger import FILE, Edit, Verb
from usalama.releasing import release_trees
from usalama.stories.succession import redirects
from usalama.wiring.rules import read_ledger
from usalama.words.weeks import parse_week


def slugs(root: Path) -> tuple[Sequence[str], Sequence[str]]:
    """Return the slugs of the topics, in display order, and of the counties."""
    topics, counties = rulebook.slugs(store.read_desk(root))
    return topics, sorted(counties)


def entries(root: Path, *wanted: str) -> dict[str, store.Stored]:
    """Return entries by their key, as the ledger leaves them; hidden ones are among them.

    With ``wanted``, beginnings of ids, only the files that can be meant are read: a file's name ends with its key, and
    a story is named after its oldest entry. Where one of them fits no name, every file is read.
    """
    ledger, zone = read_ledger(root), sitefolder.zone_of(root)
    paths = _named(store.entry_paths(root), [start.strip().lower().removeprefix("s") for start in wanted])
    found: dict[str, store.Stored] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        with contextlib.suppress(EntryError):  # check and build name it; it cannot be edited
            judged = store.read_entry(path, name, zone)
            found[judged.entry.key] = store.Stored(name, placed(judged, ledger))
    return found


def _named(paths: tuple[Path, ...], starts: list[str]) -> tuple[Path, ...]:
    keys = {path: store.key_in(path) for path in paths}
    if not starts or not all(start and any(key.startswith(start) for key in keys.values()) for start in starts):
        return paths
    return tuple(path for path in paths if keys[path].startswith(tuple(starts)))


def take(root: Path, form: Mapping[str, str], now: datetime) -> tuple[Edit, store.Stored]:
    """Write the edit that a form or a command line asks for; return it, and its entry as it was before.

    Raise LedgerError for one that cannot be meant; then nothing is written.
    """
    wanted = [form.get("on", ""), form.get("into", ""), *form.get("also", "").replace(",", " ").split()]
    found = entries(root, *filter(None, wanted))
    edit, judged = deskforms.edit_of(form, [each.judged for each in found.values()], now)
    if edit.do is Verb.PIN and form.get("week"):
        _check_week(root, edit)
    if edit.do in {Verb.UNPIN, Verb.SHOW}:
        _check_taken_back(root, edit)
    stored = found[judged.entry.key]
    _save(root, edit, stored)
    return edit, stored


def _check_week(root: Path, edit: Edit) -> None:
    """Refuse a pin to a week that the story is not in, which would hold nowhere."""
    with contextlib.suppress(ValueError):  # what is no week is named where the edit is read back
        week = parse_week(edit.week)
        if week.slug in _weeks(root, edit.on, [week.slug]):
            return
        weeks = _weeks(root, edit.on, store.weeks(root))
        if week.slug not in weeks:
            told = ", ".join(str(parse_week(slug)) for slug in weeks)
            raise LedgerError(f"edit pin: {edit.on} is not in {week}, so it cannot head it; it is in {told}")


def _check_taken_back(root: Path, edit: Edit) -> None:
    """Refuse to end a pin or a hiding that there is not: it would be announced, and change nothing."""
    every = [stored.judged for stored in store.read_entries(root).entries]
    ledger = read_ledger(root).following(redirects(every))
    story = ledger.final(edit.on)
    if edit.do is Verb.UNPIN:
        weeks = {each.week for each in ledger.edits if each.do is Verb.PIN}
        if not any(story in ledger.pinned(week) for week in weeks):
            raise LedgerError(f"edit unpin: {edit.on} is pinned in no week")
        return
    keys = {key for found in hidden(every, ledger).values() for key in found}
    shut = (judged for judged in every if judged.entry.key in keys)
    if not any(edit.on == judged.entry.key or story == placed(judged, ledger).story for judged in shut):
        raise LedgerError(f"edit show: {edit.on} is not hidden")


def _weeks(root: Path, story: str, among: Iterable[str]) -> list[str]:
    """Return those of some weeks that hold a report of a story."""
    ledger, shelves = read_ledger(root), {week: store.read_entries(root, [week]).entries for week in among}
    ledger = ledger.following(redirects(stored.judged for shelf in shelves.values() for stored in shelf))
    kept = ledger.final(story)
    return [week for week, shelf in shelves.items() if any(placed(each.judged, ledger).story == kept for each in shelf)]


def _save(root: Path, edit: Edit, stored: store.Stored) -> None:
    """Add the edit to the ledger; a take-down removes the entry's file too, once the ledger is safe on disk."""
    read_ledger(root)
    path = root / FILE
    text = sitefolder.read_text(path, FILE) if path.exists() else ""
    # What names none is not held back by a table that cannot be read: a take-down may be urgent.
    topics, counties = slugs(root) if edit.do in {Verb.RETAG, Verb.RELOCATE} else ((), ())
    if edit.do is Verb.TAKE_DOWN:
        text = editing.without_words(text, edit.on)
    store.save_text(root, FILE, editing.added(text, edit, topics=topics, counties=counties))
    if edit.do is Verb.TAKE_DOWN:
        raw = store.read_entry(root / stored.path, stored.path, sitefolder.zone_of(root)).entry
        _forget(root, stored.path, (raw.title, *raw.was))
        # Last: whoever is killed before this finds the entry still there, to be taken down again.
        store.remove(root, [stored.path])


def _forget(root: Path, path: str, titles: Sequence[str]) -> None:
    """Remove what we remember of an entry that was taken down; older releases go once a newer one is served."""
    release_trees.doom(root)
    (root / weekfiles.SUMMARIES / f"{Path(path).parent.name}.txt").unlink(missing_ok=True)
    state.write_index(root, {})
    states, _ = state.read_states(root)
    if states:
        every = " ".join(titles)
        known = {url: replace(each, habit=quarantine.unlearnt(each.habit, every)) for url, each in states.items()}
        state.write_states(root, known)
    for other in (*store.entry_paths(root), *store.entry_paths(root, kind=store.HELD)):
        with contextlib.suppress(SiteError):  # check and build name it; the others still lose the words
            text = sitefolder.read_text(other, other.name)
            if (kept := editing.unquoted(text, titles)) != text:
                store.save_text(root, other.relative_to(root).as_posix(), kept)
