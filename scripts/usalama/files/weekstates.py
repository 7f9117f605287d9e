"""The state of each week's entry files on disk: what tells a build which weeks must be read again.

It is made from every file's name, size, inode and times of change: a folder's own time says nothing of an edit in
place. No entry is opened here.
"""

import marshal
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import tzinfo
from hashlib import blake2b
from pathlib import Path, PurePath

from usalama.machine import disk, hands
from usalama.model import Entry, JudgedEntry
from usalama.words.urls import page
from usalama.words.weeks import Week, week_named, week_of

ENTRIES = "content/entries"
_END = ".md"
_KEY = re.compile("[0-9a-f]{10}")
_NEWEST = 4  # weeks that are looked at first: of an hour's changes nearly all are in these
_RACY = 50_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again within one tick of its clock."""


def scan(root: Path, seen: Callable[[Week, str], bool] | None = None) -> dict[Week, str]:
    """Return each week that has entry files with the state of those files, oldest first.

    ``seen`` hears of each week as soon as it was looked at, the newest first: there most changes are. It says whether
    somebody is at work on a change by then. Else a long archive is looked at by as many processes as there are cores.
    """
    top, now, here = root / ENTRIES, time.time_ns(), os.getpid()
    states: dict[Week, str] = {}
    is_at_work = False

    def hear(found: Mapping[Week, str]) -> None:
        nonlocal is_at_work
        fresh = [week for week in found if week not in states]
        states.update(found)
        if seen is not None:
            for week in fresh:
                is_at_work = seen(week, found[week])

    def look(some: Sequence[Week]) -> dict[Week, str]:
        found: dict[Week, str] = {}
        for week in some:
            if state := _state(top / week.slug, now):
                found[week] = state
                if os.getpid() == here:
                    hear({week: state})
        return found

    weeks = [*filter(None, map(week_named, reversed(names_in(top))))]
    look(weeks[:_NEWEST])
    older = weeks[_NEWEST:]
    for found in hands.shared(older, look, 1 if is_at_work else hands.count(len(older))):
        hear(found)
    return dict(sorted(states.items()))


def _state(folder: Path, now: int) -> str:
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (NotADirectoryError, FileNotFoundError):
        return ""
    found: list[tuple[str, int, int, int, int]] = []
    try:
        for name in sorted(os.listdir(opened)):  # noqa: PTH208  it is open, and no path
            if not counts(name):
                found += [(name, 0, 0, 0, 0)] if is_stray(name) else ()  # one more or less is named by the next build
                continue
            try:
                stat = os.stat(name, dir_fd=opened)
            except OSError as error:
                if not disk.is_gone(error):
                    raise
                continue
            found.append((name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns))
    finally:
        os.close(opened)
    if not found:
        return ""
    # Of all that writes tuples down this is the quickest; version 2 writes equal ones alike, whoever else holds them.
    state = blake2b(marshal.dumps(found, 2), digest_size=16).hexdigest()
    racy = max([changed for _, _, _, changed, _ in found]) > now - _RACY
    return f"{state}!{now}" if racy else state


def names_in(folder: Path) -> list[str]:
    """Return the names in a folder, in order; none where nothing is.

    A file in its place is an OSError, and so is a link that leads nowhere, as to a disk that is not mounted.
    """
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  a hundred thousand names; a Path of each costs a second
    except FileNotFoundError:
        if folder.is_symlink():
            raise
        return []


def counts(name: str) -> bool:
    """Return whether a file of this name is an entry."""
    return name.endswith(".md") and not name.startswith(".")


def stray(path: str) -> str:
    """Return what is wrong with a file among the entries that nobody reads: a report in it is on no page."""
    return f"{path}: no entry: name it as one, ….md, in the folder of its week, such as 2026-w47, or move it elsewhere"


def is_stray(name: str) -> bool:
    """Return whether nobody reads what has this name, though a person may have meant it; an editor's own files not."""
    return not counts(name) and not name.startswith((".", "#")) and not name.endswith("~")


def strays_above(root: Path) -> list[str]:
    """Return what stands among the folders of the weeks and is none, so that nobody reads it."""
    names = (name for name in names_in(root / ENTRIES) if not week_named(name))
    return [f"{ENTRIES}/{name}" for name in names if is_stray(name) or counts(name)]  # a report is in no week there


def key_in(name: str | PurePath) -> str:
    """Return the key at the end of an entry file's name, which stands there also where the file cannot be read."""
    return str(name).rpartition("/")[2].removesuffix(_END).rpartition("-")[2]


def misnamed(name: str, entry: Entry) -> str:
    """Say that a file's name has another key than its feed and id make; "" where not: no edit by the old one holds."""
    named = key_in(name)
    if not entry.feed_url or named == entry.key or not _KEY.fullmatch(named):
        return ""
    return f"Id: or Feed: makes the key {entry.key}, the file's name has {named}; restore what they said"


def is_astray(path: str, judged: JudgedEntry, zone: tzinfo) -> bool:
    """Tell whether the date of a file at ``path`` lies in another week than its folder."""
    return path.split("/")[-2] != week_of(judged.entry.published, zone).slug


def original(root: Path, path: str, entry: Entry, zone: tzinfo) -> str:
    """Return the file that has a report of the file at ``path`` in the week in which its date lies, if that is another.

    "" where none has. Who copies a file into another folder leaves its date as it is.
    """
    *_, week, name = path.split("/")
    if (home := week_of(entry.published, zone).slug) == week:
        return ""
    there = f"{ENTRIES}/{home}"
    names = (each for each in names_in(root / there) if counts(each))
    return next((f"{there}/{each}" for each in names if each == name or key_in(each) == entry.key), "")


def doubled(other: str, path: str, entry: Entry) -> str:
    """Say that the file at ``path`` has the report of an ``other``, and the mend: a name is soon given twice."""
    if entry.feed_url or entry.id != path.rpartition("/")[2].removesuffix(_END):
        return f"the same report as {other} (Feed and Id); delete one"
    return f"the same report as {other}, for its name; rename one if they are two, else delete one"


def slips(path: str, judged: JudgedEntry, zone: tzinfo) -> Iterator[str]:
    """Yield what a person wrote into the head of a file at ``path``, or left out, for which it is shown otherwise."""
    entry = judged.entry
    if is_astray(path, judged, zone):
        week, folder = week_of(entry.published, zone).slug, path.split("/")[-2]
        yield f"Date: lies in {week}, the file in {folder}; move the file or mend the date"
    if entry.link and not page(entry.link):
        yield "Link: is no http(s) address that may be linked"
    if judged.missing:
        yield f"{', '.join(sorted(judged.missing))}: missing; run: usalama rejudge"
