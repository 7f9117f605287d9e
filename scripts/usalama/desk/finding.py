"""Which reports an edit can be about: by the beginnings of their ids, and all those of a story. It changes nothing."""

import contextlib
from collections.abc import Collection, Iterable, Iterator
from itertools import starmap
from pathlib import Path

from usalama.errors import EntryError, LedgerError, UsalamaError
from usalama.files import sitefolder, store, summaryfiles, weekstates
from usalama.files.ledgerfile import read_ledger
from usalama.formats.tables import nearest
from usalama.ledger.effects import marks, placed
from usalama.ledger.ledger import Ledger, Verb
from usalama.ledger.ties import tied
from usalama.stories.succession import Merge, followed, merges_of, ways
from usalama.words.urls import page


def entries(root: Path, *wanted: str) -> dict[str, store.Stored]:
    """Return entries by their key, as the ledger leaves them; hidden ones, too; of copies the one that is shown.

    With ``wanted``, beginnings of ids, only the files that can be meant are read: a file's name ends with its key, and
    a story is named after its oldest entry. Where one of them fits no name, every file is read.
    """
    ledger = read_ledger(root)
    paths = _named(store.entry_paths(root), [start.strip().lower().removeprefix("s") for start in wanted])
    found: dict[str, store.Stored] = {}
    zone = sitefolder.zone_of(root)
    for each in sorted(_read(root, paths), key=lambda each: weekstates.is_astray(each.path, each.judged, zone)):
        found.setdefault(each.judged.entry.key, _placed(each, ledger))
    return found


def there(root: Path, wanted: str, kind: str) -> str:
    """Return the entry file of a ``kind`` whose key begins as is ``wanted``, or whose report has that address."""
    if "://" in wanted:
        own = (each.path for each in store.read_entries(root, kind=kind).entries if _is_at(each, page(wanted)))
        return next(own, "")
    paths, start = store.entry_paths(root, kind=kind), wanted.lower()
    return next((path.relative_to(root).as_posix() for path in paths if weekstates.key_in(path).startswith(start)), "")


def _is_at(stored: store.Stored, address: str) -> bool:
    return page(stored.judged.entry.link) == address


def marked(root: Path) -> list[tuple[store.Stored, tuple[str, ...]]]:
    """Return every entry as the ledger and the merges that reports showed leave it, and what the desk did to it."""
    found = store.shown(root, _read(root, store.entry_paths(root)))
    ledger = followed(read_ledger(root), [each.judged for each in found])
    return [(_placed(each, ledger), marks(each.judged, ledger)) for each in found]


def of_outlet(root: Path, slug: str, verb: Verb) -> list[str]:
    """Return the keys of an outlet's reports to which a verb does something, the oldest first; held ones are none."""
    names, every = _names(root, slug), marked(root)
    known = {each.judged.entry.outlet for each, _ in every}
    if known.isdisjoint(names):
        if held_of(root, slug):
            return []
        raise LedgerError(f'edit {verb}: no report is of the outlet "{slug}"; {nearest(slug, sorted(known))}')
    own = [(each.judged.entry, "hidden" in done) for each, done in every if each.judged.entry.outlet in names]
    wanted = [entry for entry, is_shut in own if verb is Verb.TAKE_DOWN or is_shut is (verb is Verb.SHOW)]
    if not wanted:
        raise LedgerError(f"edit {verb}: {'none' if verb is Verb.SHOW else 'each'} of its reports is hidden")
    return [entry.key for entry in sorted(wanted, key=lambda entry: (entry.published, entry.key))]


def held_of(root: Path, slug: str) -> list[store.Stored]:
    """Return the reports of an outlet that are held back."""
    names = _names(root, slug)
    return [each for each in store.read_entries(root, kind=store.HELD).entries if each.judged.entry.outlet in names]


def _names(root: Path, slug: str) -> set[str]:
    return {slug, *(was for each in store.read_outlets(root) if each.slug == slug for was in each.was)}


def is_asked(root: Path, slug: str) -> bool:
    """Tell whether a feed of an outlet is still asked."""
    with contextlib.suppress(UsalamaError):
        return any(feed.outlet == slug and feed.enabled for feed in store.read_catalog(store.read_desk(root)).feeds)
    return False


def _read(root: Path, paths: Iterable[Path]) -> Iterator[store.Stored]:
    zone = sitefolder.zone_of(root)
    for path in paths:
        name = path.relative_to(root).as_posix()
        with contextlib.suppress(EntryError):  # check and build name it; it cannot be edited
            yield store.Stored(name, store.read_entry(path, name, zone))


def _placed(stored: store.Stored, ledger: Ledger) -> store.Stored:
    return store.Stored(stored.path, placed(stored.judged, ledger))


def _named(paths: tuple[Path, ...], starts: list[str]) -> tuple[Path, ...]:
    keys = {path: weekstates.key_in(path) for path in paths}
    if not starts or not all(start and any(key.startswith(start) for key in keys.values()) for start in starts):
        return paths
    return tuple(path for path in paths if keys[path].startswith(tuple(starts)))


def around(root: Path, story: str) -> tuple[Ledger, dict[str, store.Stored]]:
    """Return the ledger with the merges that reports showed, and by their keys the entries that may be in a story.

    They are as their files have them, without those that were taken down. What a build has kept of a week says which
    stories it tells; only weeks that may tell this one, and those that changed since, are read.
    """
    heads, states = summaryfiles.read_heads(root), weekstates.scan(root)
    known = {week: heads[week] for week in states if week in heads and heads[week].source == states[week]}
    shelves = {week: store.read_entries(root, [week.slug]).entries for week in states.keys() - known.keys()}
    merges: list[Merge] = []
    for week in sorted(states):
        merges += starmap(Merge, known[week].merges) if week in known else merges_of(e.judged for e in shelves[week])
    ledger = read_ledger(root).following(ways(merges))
    stories = tied({story, ledger.final(story)}, ledger)
    moved = _split_off(root, ledger, stories)
    for week, head in known.items():
        if week.slug in moved or not stories.isdisjoint((*head.ids, *head.former)):
            shelves[week] = store.read_entries(root, [week.slug]).entries
    every = {each.judged.entry.key: each for week in sorted(shelves) for each in shelves[week]}
    return ledger, {key: each for key, each in every.items() if not ledger.refuses(each.judged.entry)}


def _split_off(root: Path, ledger: Ledger, stories: Collection[str]) -> set[str]:
    """Return the weeks whose folders hold what the desk split off into one of these stories."""
    split = [edit for edit in ledger.edits if edit.do is Verb.SPLIT and edit.own in stories]
    keys = {key for edit in split for key in (edit.on, *edit.also)}
    return {path.parent.name for path in store.entry_paths(root) if weekstates.key_in(path) in keys} if keys else set()
