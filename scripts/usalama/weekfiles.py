"""Weeks on disk as the build sees them: the state of their entry files, their entries, the summaries kept of them.

The state is made from every file's name, size, inode, times of change: a folder's own time says nothing of an edit in
place. Nothing is judged or written here but summaries, which are a cache: lost or torn ones are made again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from usalama import markdown
from usalama.digests import Line, Report
from usalama.errors import EntryError
from usalama.model import JudgedEntry, Problem
from usalama.summaries import Head, Summary, read_head, read_lines, read_reports, write
from usalama.weeks import Week, parse_week

ENTRIES = "content/entries"
SUMMARIES = ".cache/weeks"
_RACY = 50_000_000
"""Nanoseconds: a file changed so shortly before it was looked at may change again within one tick of its clock."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One week's entries, in order of their file names, with what could not be read."""

    entries: tuple[JudgedEntry, ...]
    content: str
    """Hash of names and bytes."""
    problems: tuple[Problem, ...]


def scan(root: Path) -> dict[Week, str]:
    """Return each week that has entry files with the state of those files, oldest first."""
    top = root / ENTRIES
    found: dict[Week, str] = {}
    now = time.time_ns()
    for name in _names(top):
        try:
            week = parse_week(name)
        except ValueError:
            continue
        if name == week.slug and (state := _state(top / name, now)):
            found[week] = state
    return found


def read_week(root: Path, week: Week) -> Reading:
    """Read a week's entry files; one that cannot be read is named and costs only itself."""
    folder = root / ENTRIES / week.slug
    entries: list[JudgedEntry] = []
    problems: list[Problem] = []
    content = blake2b(digest_size=16)
    for name in filter(_counts, _names(folder)):
        shown = f"{ENTRIES}/{week.slug}/{name}"
        try:
            body = (folder / name).read_bytes()
            content.update(b"%d %d " % (len(name), len(body)) + name.encode("utf-8", "surrogateescape") + body)
            entries.append(markdown.read(body.decode("utf-8"), shown))
        except UnicodeDecodeError as error:
            problems.append(Problem(shown, f"{shown}: not UTF-8 at byte {error.start}; save it as UTF-8"))
        except EntryError as error:
            problems.append(Problem(shown, str(error)))
        except OSError as error:
            problems.append(Problem(shown, f"{shown}: cannot be read: {error.strerror}"))
    return Reading(tuple(entries), content.hexdigest(), tuple(problems))


def read_heads(root: Path, states: Mapping[Week, str], made: str) -> dict[Week, Head]:
    """Return the heads of those weeks whose summary was made from the same files by the same rules."""
    heads: dict[Week, Head] = {}
    for week, state in states.items():
        try:
            with open(_summary(root, week), encoding="utf-8") as stream:  # noqa: PTH123  five hundred at each build
                head = read_head(stream.readline())
        except (OSError, UnicodeDecodeError):
            continue
        if head and head.week == week and head.source == state and head.made == made:
            heads[week] = head
    return heads


def read_week_lines(root: Path, week: Week) -> tuple[Line, ...]:
    """Return one line for each story of a week, from its summary."""
    with _summary(root, week).open(encoding="utf-8") as stream:
        stream.readline()
        return read_lines(stream.readline(), week)


def read_week_reports(root: Path, week: Week, stories: Iterable[str]) -> dict[str, tuple[Report, ...]]:
    """Return the reports of some of a week's stories, from its summary."""
    wanted = set(stories)
    found: dict[str, tuple[Report, ...]] = {}
    with _summary(root, week).open(encoding="utf-8") as stream:
        stream.readline()
        stream.readline()
        for line in stream:
            story, _, reports = line.partition(" ")
            if story in wanted:
                found[story] = read_reports(reports)
    return found


def save_summary(root: Path, summary: Summary) -> None:
    """Keep a week's summary; a torn one is seen by its readers and made again."""
    path = _summary(root, summary.head.week)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".tmp")
    beside.write_text(write(summary), encoding="utf-8", errors="surrogatepass", newline="")
    beside.replace(path)


def forget_others(root: Path, weeks: Iterable[Week]) -> None:
    """Remove the summaries of weeks that are no more."""
    folder = root / SUMMARIES
    kept = {_summary(root, week).name for week in weeks}
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        if path.name not in kept:
            path.unlink(missing_ok=True)


def _state(folder: Path, now: int) -> str:
    try:
        with os.scandir(folder) as found:
            files = sorted(
                (entry.name, stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns)
                for entry in found
                if _counts(entry.name)
                for stat in (entry.stat(),)
            )
    except (NotADirectoryError, FileNotFoundError):
        return ""
    if not files:
        return ""
    racy = max(file[3] for file in files) > now - _RACY
    state = blake2b(repr(files).encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()
    return f"{state}!{now}" if racy else state


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  a hundred thousand names; a Path of each costs a second
    except (NotADirectoryError, FileNotFoundError):
        return []


def _counts(name: str) -> bool:
    return name.endswith(".md") and not name.startswith(".")


def _summary(root: Path, week: Week) -> Path:
    return root / SUMMARIES / f"{week.slug}.txt"
