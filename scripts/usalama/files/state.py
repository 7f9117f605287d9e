"""What we remember between runs, in ``.cache/``: feed states, reports not kept, alarms sent, the last runs.

Nothing here is the only copy of an entry: whatever is missing, torn or of another version is named, set aside and
built anew by the next run. Nothing here decides anything, and it never reads the clock.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

from usalama.feeds.followed import HiddenName
from usalama.files import statusfile
from usalama.formats.records import from_plain, read_json, to_plain
from usalama.machine import disk
from usalama.model import FeedState, Problem
from usalama.words.weeks import week_named, week_of

FOLDER = ".cache"
VERSION = 1
MOST_WEEKS = 26  # weeks of reports not kept that stay reviewable
MOST_LINES = 50_000  # reports not kept that are read of one week's file
MOST_BYTES = 16 * 1024 * 1024
"""Of such a file; what would come after is not noted: a feed whose ids are new at each pull would fill the disk."""
_STATES, _ALARMS, _INDEX, _DROPPED, _UNNOTED = "state.json", "alarms.json", "index.json", "dropped", "unnoted.json"
_HIDDEN, _UNTOLD = "hidden.json", "untold"
_OURS = (_STATES, _ALARMS, _INDEX, _UNNOTED, _HIDDEN, statusfile.NAME)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A report that was read and not kept, and why: for a person to review."""

    key: str
    feed: str
    link: str
    title: str
    relevance: float
    why: str
    seen: datetime
    rules: str
    """Short hash of the tables that judged it; with other tables it is judged again. "" where it was too old."""
    id: str = ""
    """Its identity in its feed; "" is its link."""
    published: datetime | None = None


def no_files(root: Path) -> list[str]:
    """Return a line with the mend for each folder, pipe or device in the place of a file without which a run stops."""
    folder = root / FOLDER
    ours = {*(folder / name for name in _OURS), *_dropped_files(root)}
    # Files of a run have an ending or are the lock; it keeps others in folders without one.
    kept = {*ours, *folder.glob("*.*"), folder / "lock"}
    # A pipe or a device among what is not ours the next build makes a file again.
    others = sorted(path for path in kept if path.is_dir() or (path in ours and path.exists() and not path.is_file()))
    kinds = [("a folder", "the folder") if path.is_dir() else ("a pipe or a device", "it") for path in others]
    told = zip((path.relative_to(root).as_posix() for path in others), kinds, strict=True)
    return [f"{name}: is {kind}; a file belongs there, move {it} away" for name, (kind, it) in told]


def refuse_others(root: Path) -> None:
    """Raise the OSError of what is no file where a pull reads or writes one only after it has asked."""
    (root / FOLDER / _DROPPED).mkdir(parents=True, exist_ok=True)
    for path in (root / FOLDER / _ALARMS, root / FOLDER / statusfile.NAME, *_dropped_files(root)):
        if path.exists():
            disk.opened(path).close()


def read_states(root: Path) -> tuple[dict[str, FeedState], tuple[Problem, ...]]:
    """Return what is remembered of each feed; what cannot be read is a problem, and forgotten."""
    content, problems = _read(root, _STATES)
    states: dict[str, FeedState] = {}
    feeds = content.get("feeds")
    for value in feeds if isinstance(feeds, list) else ():
        try:
            state = from_plain(FeedState, value)
        except (ValueError, OverflowError) as error:
            problems.append(Problem(f"{FOLDER}/{_STATES}", f"one feed's state was forgotten: {error}"))
            continue
        states[state.url] = state
    return states, tuple(problems)


def write_states(root: Path, states: Mapping[str, FeedState]) -> None:
    """Replace what is remembered of the feeds, whole."""
    feeds = [to_plain(states[url]) for url in sorted(states)]
    _write(root, _STATES, {"feeds": feeds}, indent=None)


def read_dropped(root: Path, weeks: int = MOST_WEEKS) -> tuple[Dropped, ...]:
    """Return the reports not kept, of the last weeks, oldest first; torn lines are passed over."""
    found: list[Dropped] = []
    for record in _dropped_records(root, weeks):
        with suppress(ValueError, OverflowError):
            found.append(from_plain(Dropped, record))
    return tuple(found)


def read_dropped_in(root: Path, week: str, zone: tzinfo) -> list[Dropped]:
    """Return the reports not kept that were read in the days of a week, such as 2026-w47, each as judged last."""
    latest = {each.key: each for each in read_dropped(root) if week_of(each.seen, zone).slug == week}
    return [*latest.values()]


def read_dropped_marks(root: Path) -> dict[str, tuple[str, str, object]]:
    """Return, by its key, each report not kept: (digest of the rules, title, relevance) of the last time.

    What an older program noted, without its date and id, is read again.
    """
    marks: dict[str, tuple[str, str, object]] = {}
    for record in _dropped_records(root, MOST_WEEKS):
        if isinstance(record, dict) and isinstance(key := record.get("key"), str) and record.get("published"):
            marks[key] = str(record.get("rules", "")), str(record.get("title", "")), record.get("relevance")
    return marks


def add_dropped(root: Path, week: str, dropped: Iterable[Dropped]) -> None:
    """Add reports not kept to a week's file, and let the oldest weeks go."""
    path = root / FOLDER / _DROPPED / f"{week}.jsonl"
    lines = b"".join(_json(to_plain(each)) + b"\n" for each in dropped)
    if lines and not (path.exists() and path.stat().st_size > MOST_BYTES):
        # A line torn by a crash ends here, so that it costs itself and not the first line after it.
        disk.append(path, b"\n" + lines)
    for path in _dropped_files(root)[:-MOST_WEEKS]:
        path.unlink(missing_ok=True)


def forget_dropped(root: Path, *words: str) -> None:
    """Remove what is remembered of reports not kept whose key or title is one of ``words``."""
    told = [_json(word) for word in words]
    for path in _dropped_files(root):
        lines = disk.body_of(path).splitlines(keepends=True)
        kept = [line for line in lines if not any(each in line for each in told)]
        if kept != lines:
            disk.write_whole(path, b"".join(kept))


def read_index(root: Path) -> dict[str, list[object]]:
    """Return the marks of the entry files as the last run saw them."""
    marks = _read(root, _INDEX)[0].get("files")
    return {k: v for k, v in marks.items() if isinstance(v, list)} if isinstance(marks, dict) else {}


def write_index(root: Path, marks: Mapping[str, Sequence[object]]) -> None:
    """Replace the marks of the entry files."""
    _write(root, _INDEX, {"files": dict(marks)}, indent=None)


def read_unnoted(root: Path) -> list[str]:
    """Return the weeks, such as 2026-w47, with entries that are in no register: it could not be read."""
    weeks = _read(root, _UNNOTED)[0].get("weeks")
    return [*filter(week_named, map(str, weeks))] if isinstance(weeks, list) else []


def write_unnoted(root: Path, weeks: Sequence[str]) -> None:
    """Replace the weeks with entries that are in no register."""
    if weeks or (root / FOLDER / _UNNOTED).exists():
        _write(root, _UNNOTED, {"weeks": list(weeks)})


def read_hidden(root: Path) -> tuple[HiddenName, ...]:
    """Return what is remembered of names that reports hide; what cannot be read is forgotten."""
    names = _read(root, _HIDDEN)[0].get("names")
    rows = [row for row in names if isinstance(row, list)] if isinstance(names, list) else []
    return tuple(HiddenName(*row) for row in rows if [*map(type, row)] == [str] * len(HiddenName._fields))


def write_hidden(root: Path, names: Sequence[HiddenName]) -> None:
    """Replace what is remembered of names that reports hide."""
    if names or (root / FOLDER / _HIDDEN).exists():
        _write(root, _HIDDEN, {"names": sorted(names)}, indent=None)


def read_alarms(root: Path) -> dict[str, str]:
    """Return the alarms that were sent and still stand: what about → when."""
    alarms = _read(root, _ALARMS)[0].get("alarms")
    return {str(k): str(v) for k, v in alarms.items()} if isinstance(alarms, dict) else {}


def write_alarms(root: Path, alarms: Mapping[str, str]) -> None:
    """Replace the alarms that were sent."""
    _write(root, _ALARMS, {"alarms": dict(alarms)})


def read_status(root: Path) -> dict[str, Any]:
    """Return the status of the last runs by section (``pull``, ``publish``); empty when there was none."""
    return _read(root, statusfile.NAME)[0]


def read_section(root: Path, section: str) -> Mapping[str, Any]:
    """Return one section of the status of the last runs; empty when there was none, or it cannot be read."""
    found = read_status(root).get(section)
    return found if isinstance(found, dict) else {}


def write_status(root: Path, section: str, data: Mapping[str, Any]) -> None:
    """Replace one section of ``.cache/status.json``; the others stay. Call it under the site's lock."""
    _write(root, statusfile.NAME, {**read_status(root), section: dict(data)})


def add_naming(root: Path, found: Iterable[Problem]) -> None:
    """Add to the reports that pulls tell of since they show a name: each pull looks whether they still do."""
    if told := {each.subject: each.message for each in found}:
        section = read_section(root, "pull")
        before = section.get("naming")
        write_status(root, "pull", {**section, "naming": {**(before if isinstance(before, dict) else {}), **told}})


def note_untold(root: Path, now: datetime) -> None:
    """Note that a run ended and its status found no room: an empty file, of the time of the first such run."""
    path = root / FOLDER / _UNTOLD
    if not path.exists():
        path.touch()
        os.utime(path, (now.timestamp(), now.timestamp()))


def untold_since(root: Path) -> str:
    """Return since when runs end without room to say why, in UTC; "" where none did."""
    try:
        return datetime.fromtimestamp((root / FOLDER / _UNTOLD).stat().st_mtime, UTC).isoformat()
    except OSError:
        return ""


def forget_untold(root: Path) -> None:
    """Note that a run could say again how it ended."""
    (root / FOLDER / _UNTOLD).unlink(missing_ok=True)


def sweep(root: Path) -> int:
    """Remove what killed runs left half-written; call it under the site's lock."""
    return disk.sweep(root / FOLDER)


def _dropped_records(root: Path, weeks: int) -> Iterator[object]:
    """Yield what each line of the last weeks' files holds, oldest first; what is no JSON is passed over."""
    for path in _dropped_files(root)[-weeks:]:
        for line in disk.body_of(path).splitlines()[:MOST_LINES]:
            try:
                record = read_json(line)
            except ValueError:
                continue
            yield record


def _dropped_files(root: Path) -> list[Path]:
    return sorted((root / FOLDER / _DROPPED).glob("[0-9]*.jsonl"))


def _read(root: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    path = root / FOLDER / name
    try:
        content = read_json(disk.body_of(path))
    except FileNotFoundError:
        return {}, []
    except ValueError as error:
        return {}, [Problem(f"{FOLDER}/{name}", f"not readable, built anew: {error}")]
    if not isinstance(content, dict) or content.get("version") != VERSION:
        return {}, [Problem(f"{FOLDER}/{name}", "of another version, built anew")]
    return content, []


def _write(root: Path, name: str, content: Mapping[str, Any], indent: int | None = 1) -> None:
    path, data = root / FOLDER / name, _json({**content, "version": VERSION}, indent)
    if not path.exists() or disk.body_of(path) != data:
        disk.write_whole(path, data)


def _json(content: object, indent: int | None = None) -> bytes:
    return _encoder(indent).encode(content).encode("utf-8", "replace")


@cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    """Return what writes JSON, made once: ``json.dumps`` makes one for each line."""
    return json.JSONEncoder(ensure_ascii=False, indent=indent, sort_keys=True)
