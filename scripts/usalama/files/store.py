"""The content folder on disk: reads its texts and entry files, writes entry files whole.

An entry file that cannot be read is named and left where it is; it never costs the others. Nothing here judges,
downloads, reads the clock or remembers anything between runs.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from hashlib import sha256
from pathlib import Path

from usalama.catalogue.catalog import Catalog, read_feeds
from usalama.errors import CATALOG, CatalogError, EntryError, SiteError, UsalamaError
from usalama.feeds.known import Row
from usalama.files.sitefolder import read_text, unreadable, zone_of
from usalama.files.weekstates import ENTRIES, counts, key_in, names_in, original
from usalama.formats import markdown
from usalama.machine import disk
from usalama.model import Entry, JudgedEntry, Outlet, Problem
from usalama.words.text import slug
from usalama.words.urls import page
from usalama.words.weeks import week_named, week_of

FEEDS = f"{CATALOG}/feeds.toml"
HELD = "content/held"
"""Entries of quarantined feeds; beside the entries, so that losing ``.cache`` does not let them in."""
_LONGEST_SLUG = 60
_MARK_LENGTH = 7


@dataclass(frozen=True, slots=True)
class Stored:
    """An entry and the file that holds it."""

    path: str  # below the site's root, with forward slashes: ``content/entries/2026-w47/x-0123456789.md``
    judged: JudgedEntry


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was found on disk, in the order of the paths; files that cannot be read are problems."""

    entries: tuple[Stored, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Index:
    """The names of every entry on disk, and by which marks a changed file is told from an unchanged one."""

    rows: dict[str, Row]
    marks: dict[str, list[object]]
    problems: list[Problem]


def read_desk(root: Path) -> dict[str, str]:
    """Return the text of every table in ``content/catalog/`` by file name, in order of the names."""
    return {path.name: read_table(path) for path in desk_paths(root)}


def read_table(path: Path) -> str:
    """Return a table's text; one that lost it, as a power cut leaves a file, is not one without rows."""
    name = f"{CATALOG}/{path.name}"
    text = read_text(path, name)
    if not text.strip():
        raise SiteError(f"{name}: is empty; restore it from the repository")
    return text


def desk_paths(root: Path) -> list[Path]:
    """Return the tables' files in order of their names; a desk without any is none."""
    names = names_in(root / CATALOG)
    files = [root / CATALOG / name for name in names if name.endswith((".toml", ".csv")) and name[0] != "."]
    if not files:
        raise SiteError(f"{CATALOG}: no tables there; restore them from the repository")
    return files


def read_catalog(texts: Mapping[str, str]) -> Catalog:
    """Return the outlets and feeds among the tables; a list that is gone is no empty one, by which nobody is asked."""
    if "feeds.toml" not in texts:
        raise CatalogError(f"{FEEDS}: missing; restore it from the repository")
    return read_feeds(texts["feeds.toml"], FEEDS)


def read_outlets(root: Path) -> tuple[Outlet, ...]:
    """Return the outlets of a site; none where their list has a mistake, which others name."""
    try:
        return read_catalog(read_desk(root)).outlets
    except UsalamaError:
        return ()


def rules_digest(texts: Mapping[str, str]) -> str:
    """Return a short hash of the judging tables; the list of feeds is none of them."""
    from importlib.metadata import version  # noqa: PLC0415  10 ms, and a build asks for no version

    tables = "\0".join(f"{name}\0{text}" for name, text in sorted(texts.items()) if name != "feeds.toml")
    return sha256(f"{version('usalama')}\0{tables}".encode()).hexdigest()[:8]


def weeks(root: Path) -> tuple[str, ...]:
    """Return the slugs of the weeks that have a folder, oldest first."""
    folder = root / ENTRIES
    return tuple(name for name in names_in(folder) if week_named(name) and (folder / name).is_dir())


def entry_paths(root: Path, of_weeks: Iterable[str] | None = None, *, kind: str = ENTRIES) -> tuple[Path, ...]:
    """Return the entry files of the given weeks (all without), in order; one that may not be read is no empty one."""
    folder = root / kind
    weeks = of_weeks if of_weeks is not None else names_in(folder) if folder.is_dir() else ()
    folders = (folder / week for week in weeks if (folder / week).is_dir())
    return tuple(sorted(week / name for week in folders for name in names_in(week) if counts(name)))


def read_entries(root: Path, of_weeks: Iterable[str] | None = None, *, kind: str = ENTRIES) -> Shelf:
    """Read the entry files of the given weeks (all without)."""
    found: list[Stored] = []
    problems: list[Problem] = []
    zone = zone_of(root)
    for path in entry_paths(root, of_weeks, kind=kind):
        name = path.relative_to(root).as_posix()
        try:
            found.append(Stored(name, read_entry(path, name, zone)))
        except EntryError as error:
            problems.append(Problem(name, str(error)))
    return Shelf(tuple(found), tuple(problems))


def shown(root: Path, found: Iterable[Stored]) -> list[Stored]:
    """Return the entries without those that are but copies of a report in the folder of another week: on no page."""
    zone = zone_of(root)
    return [each for each in found if not original(root, each.path, each.judged.entry, zone)]


def read_entry(path: Path, name: str, zone: tzinfo) -> JudgedEntry:
    """Read one entry file of a site in ``zone``; raise EntryError when it cannot be read."""
    try:
        return markdown.read(disk.body_of(path).decode("utf-8"), name, zone)
    except (UnicodeDecodeError, OSError) as error:
        raise EntryError(unreadable(name, error)) from None


def entry_path(judged: JudgedEntry, zone: tzinfo, *, kind: str = ENTRIES) -> str:
    """Return where a new entry's file belongs: its week's folder, a readable slug and its key."""
    name = _file_name(judged.entry.title, judged.entry.key)
    return f"{kind}/{week_of(judged.entry.published, zone).slug}/{name}"


def _file_name(title: str, key: str) -> str:
    words = slug(title, _LONGEST_SLUG)
    return f"{words}-{key}.md" if words else f"{key}.md"


def save(root: Path, stored: Iterable[Stored]) -> int:
    """Write each entry to its file, in order, whole or not at all; return how many."""
    files = [(root / each.path, markdown.render(each.judged).encode()) for each in stored]
    disk.write_all(files)
    return len(files)


def save_changed(root: Path, stored: Stored, changes: Mapping[str, str]) -> str:
    """Write an entry anew, and return its path; in a file that a person has shaped, only ``changes`` are touched.

    A file that is named after a headline which the entry has no more, since a name in it is hidden, gets another name.
    """
    path = root / stored.path
    old = disk.body_of(path).decode("utf-8")
    before = read_entry(path, stored.path, zone_of(root))
    entry = stored.judged.entry
    is_first = bool(entry.summary) and not before.entry.summary  # of a report that was let in by its headline
    is_said_anew = is_first or (entry.said and before.entry.summary == entry.said[-1])
    is_masked = any(each.value == "masked" for each in {*stored.judged.judgement.reasons} - {*before.judgement.reasons})
    body = entry.summary if is_said_anew or is_masked else None
    as_written = markdown.render(before) == old
    if is_masked and (len(before.entry.was), len(before.entry.said)) == (len(entry.was), len(entry.said)):
        for was, now in zip((*before.entry.was, *before.entry.said), (*entry.was, *entry.said), strict=True):
            old = old.replace(was, now)
    changes = {**changes, **_hidden(before, stored.judged)}
    text = markdown.render(stored.judged) if as_written else markdown.fill(old, changes, body)
    if path.name in _file_names(before.entry) and path.name not in (names := _file_names(entry)):
        path = path.rename(path.with_name(names[0]))  # first: a crash leaves one file, which the next run finds
    disk.write_whole(path, text.encode())
    return path.relative_to(root).as_posix()


def _hidden(before: JudgedEntry, now: JudgedEntry) -> dict[str, str]:
    """Return the lines beside headline and excerpt that change where a name is hidden, or the excerpt is the first."""
    lines = {"Link": now.entry.link} if now.entry.link != before.entry.link else {}
    if now.entry.summary and not before.entry.summary:
        lines |= markdown.judgement_lines(now.judgement)
    elif now.judgement.reasons != before.judgement.reasons:
        lines["Why"] = markdown.judgement_lines(now.judgement)["Why"]
    return lines


def _file_names(entry: Entry) -> list[str]:
    return [_file_name(title, entry.key) for title in (entry.title, *entry.was)]


def save_text(root: Path, name: str, text: str) -> None:
    """Replace one text of the site, whole or not at all; one that is a link stays it, and its file is replaced."""
    disk.write_whole((root / name).resolve(), text.encode())


def remove(root: Path, names: Iterable[str]) -> None:
    """Remove files of the site; one that is gone already is no mistake."""
    for name in names:
        (root / name).unlink(missing_ok=True)


def sweep(root: Path) -> int:
    """Remove what killed runs left half-written below ``content/``; call it under the site's lock."""
    return disk.sweep(root / "content")


def index(root: Path, remembered: Mapping[str, Sequence[object]]) -> Index:
    """Return the names of every entry on disk, those held back included.

    ``remembered`` is an earlier index's ``marks``: only files that changed since are read again.
    """
    found, zone = Index({}, {}, []), zone_of(root)
    for kind in (ENTRIES, HELD):
        for path in entry_paths(root, kind=kind):
            name = path.relative_to(root).as_posix()
            mark, old = _mark(path), remembered.get(name, ())
            try:
                row = _remembered_row(name, old, mark) or _row(name, read_entry(path, name, zone))
            except EntryError as error:
                found.problems.append(Problem(name, str(error)))
                # Its name still says which report it is: a person's file with a mistake is not to be written over.
                found.rows[name] = Row(name, key_in(path), "", "", "")
                continue
            found.rows[name] = row
            found.marks[name] = _marked(mark, row)
    return found


def bereft(index: Index, remembered: Mapping[str, Sequence[object]]) -> set[str]:
    """Return the feeds of reports that are gone since ``remembered`` was noted, as where a backup was put back.

    Their documents must be read again, be they unchanged: they may tell them still.
    """
    if not (gone := remembered.keys() - index.rows.keys()):  # mostly nothing is
        return set()
    keys = {row.key for row in index.rows.values()}
    marks = (mark for name in gone if len(mark := remembered[name]) == _MARK_LENGTH)
    return {str(feed) for _, _, key, feed, *_ in marks if key not in keys}


def marks_of(root: Path, stored: Iterable[Stored]) -> dict[str, list[object]]:
    """Return the marks that ``index`` would give to files just written: the next run need not read them."""
    return {each.path: _marked(_mark(root / each.path), _row(each.path, each.judged)) for each in stored}


def _marked(mark: Sequence[int], row: Row) -> list[object]:
    return [*mark, row.key, row.feed, row.outlet, row.page, row.held]


def _mark(path: Path) -> list[int]:
    """Return what tells a changed file from an unchanged one; nothing of a link that leads nowhere."""
    try:
        status = path.stat()
    except OSError:  # reading it says why
        return []
    return [status.st_mtime_ns, status.st_size]


def _remembered_row(name: str, old: Sequence[object], mark: list[int]) -> Row | None:
    if len(old) != _MARK_LENGTH or list(old[:2]) != mark or not all(isinstance(each, str) for each in old[2:]):
        return None
    key, feed, outlet, address, held = map(str, old[2:])
    return Row(name, key, feed, outlet, address, held)


def _row(name: str, judged: JudgedEntry) -> Row:
    entry = judged.entry
    why = next((reason.evidence for reason in judged.judgement.reasons if reason.kind == "hold"), "unknown")
    return Row(name, entry.key, entry.feed_url, entry.outlet, page(entry.link), why if name.startswith(HELD) else "")
