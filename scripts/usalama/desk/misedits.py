"""The edits of a site's ledger that do not do what a person meant, each with its line: for a check, and for each build.

A build looks at the names of files, and into those of reports whose wording is corrected; only where an edit seems to
be astray does it read all, as a check does.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from usalama.errors import EntryError
from usalama.files import filedfiles, store
from usalama.files.ledgerfile import accept, gone, ledger_text, read_ledger
from usalama.files.sitefolder import zone_of
from usalama.files.store import HELD, Shelf
from usalama.files.weekstates import ENTRIES, counts, key_in, names_in
from usalama.ledger import reading
from usalama.ledger.astray import Astray, ahead, idle_pins, left_over, undone, unsaid
from usalama.ledger.effects import placed
from usalama.ledger.idle import by_its_file, idle
from usalama.ledger.ledger import FILE, Ledger, Verb
from usalama.ledger.lost import Row
from usalama.model import JudgedEntry, Problem, story_id
from usalama.stories.succession import followed
from usalama.words.urls import entry_key
from usalama.words.weeks import parse_week


def problems(root: Path, now: datetime, *, accepted: bool = False) -> tuple[Problem, ...]:
    """Return what of the desk's word a build cannot do, or what keeps the desk from more; a subject an edit.

    Where none is gone, or a person ``accepted`` that, the ledger is remembered as it stands.
    """
    ledger = read_ledger(root)
    found = () if accepted else tuple(Problem(f"{FILE} {row.edit.do} {row.edit.on}", _gone(row)) for row in gone(root))
    if not found:
        accept(root)
    if not _may_stray(root, ledger, now):
        return found
    edits, text = ledger.edits, ledger_text(root)
    return found + tuple(
        Problem(f"{FILE} {edits[each.place].do} {edits[each.place].on}", f"what is meant by {_line(text, each)}")
        for each in _astray(ledger, root, store.read_entries(root), store.read_entries(root, kind=HELD), now)
    )


def mistakes(root: Path, ledger: Ledger, kept: Shelf, held: Shelf, now: datetime) -> list[str]:
    """Return a line for each such edit, where all entries are read."""
    found = [*_astray(ledger, root, kept, held, now)]
    text = ledger_text(root) if found else ""
    return [*overwritten(root), *(_line(text, each) for each in found)]


def overwritten(root: Path) -> list[str]:
    """Return a line for each edit that stood in the ledger and is gone, with what puts it back."""
    return [_gone(row) for row in gone(root)]


def let_go(root: Path) -> list[str]:
    """Return a line for each such edit, where a person says that what is gone was meant: nothing is lost in silence."""
    return [f"taken as meant: {_named(row)} is gone" for row in gone(root)]


def _gone(row: Row) -> str:
    mend = "usalama edit restore puts it back; if it was meant: usalama build --accept-shrink"
    return f"{_named(row)} stood here and is gone, as where an editor saved an older copy over it; {mend}"


def _named(row: Row) -> str:
    return f"{FILE}: {row.edit.do} of {row.edit.when:%Y-%m-%d %H:%M} on {row.edit.on}"


def _line(text: str, astray: Astray) -> str:
    return f"{reading.where(text, astray.place, astray.key)}: {astray.told}"


def _may_stray(root: Path, ledger: Ledger, now: datetime) -> bool:
    """Tell whether an edit seems to be astray by the names of the entries' files; a story has that of its oldest."""
    if not ledger.edits:
        return False
    named = {name.removeprefix("s") for edit in ledger.edits for name in (edit.on, edit.story, *edit.also)}
    paths = _files(root, named, key_in)
    told = {
        edit.on: paths[edit.on]
        for edit in ledger.edits
        if edit.on in paths and (edit.do is Verb.CORRECT or by_its_file(edit))
    }
    entries = _read(root, told)
    found = ahead(ledger, now), undone(ledger, paths), unsaid(ledger, entries), idle(ledger, entries)
    if any(map(any, found)) or _pins_may_stray(root, ledger):
        return True
    if any(left_over(ledger, paths, {*map(story_id, paths)})):  # a file by hand without an id has its name for one
        paths |= _files(root, named, lambda name: entry_key("", Path(name).stem))
    return any(left_over(ledger, paths, {*map(story_id, paths)}))


def _pins_may_stray(root: Path, ledger: Ledger) -> bool:
    """Tell whether a story is pinned to a week whose register does not name it, nor what it was merged into since."""
    pinned = ((edit.week, ledger.final(edit.on)) for edit in ledger.edits if edit.do is Verb.PIN)
    weeks = {each for each in pinned if each[1] in ledger.pinned(each[0])}
    filed = {week: filedfiles.read(root, parse_week(week))[0].get("stories", ()) for week, _ in weeks}
    return any(story not in filed[week] for week, story in weeks)


def _files(root: Path, keys: Collection[str], key_of: Callable[[str], str]) -> dict[str, str]:
    """Return those of some keys that an entry file's name gives → the file."""
    found: dict[str, str] = {}
    for kind in (ENTRIES, HELD):
        for week in names_in(root / kind) if (root / kind).is_dir() else ():
            folder = root / kind / week
            for name in names_in(folder) if folder.is_dir() else ():
                if (key := key_of(name)) in keys and counts(name):
                    found[key] = f"{kind}/{week}/{name}"
    return found


def _read(root: Path, paths: Mapping[str, str]) -> dict[str, JudgedEntry]:
    """Return the entries by their keys; one that cannot be read is named by others."""
    found: dict[str, JudgedEntry] = {}
    for key, path in paths.items():
        with suppress(EntryError):
            found[key] = store.read_entry(root / path, path, zone_of(root))
    return found


def _astray(ledger: Ledger, root: Path, kept: Shelf, held: Shelf, now: datetime) -> Iterator[Astray]:
    """Yield edits on what is not there, not in the week meant, not done or to come; what cannot be read others name.

    A report whose file cannot be read is there, as its name says; which story it is in, and where that has others, is
    unknown until then. What was filed once and is gone was no slip.
    """
    everything = [stored.judged for stored in (*kept.entries, *held.entries)]
    unread = {key_in(problem.subject) for problem in (*kept.problems, *held.problems)}
    ledger = followed(ledger, everything)
    weeks: dict[str, set[str]] = {}
    for stored in kept.entries:
        weeks.setdefault(placed(stored.judged, ledger).story, set()).add(Path(stored.path).parent.name)
    entries = {judged.entry.key: judged for judged in everything}
    registers = [filedfiles.read(root, week)[0] for week in filedfiles.states(root)]
    keys = {*entries, *unread, *(key for register in registers for key in register.get("reports", ()))}
    stories = {judged.story for judged in everything}.union(map(story_id, unread))
    stories.update(story for register in registers for story in register.get("stories", ()))
    yield from left_over(ledger, keys, stories)
    yield from undone(ledger, {*entries, *unread})
    yield from () if unread else idle_pins(ledger, weeks)
    yield from unsaid(ledger, entries)
    yield from idle(ledger, entries)
    yield from ahead(ledger, now)
