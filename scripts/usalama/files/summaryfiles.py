"""The summaries that builds keep of weeks, on disk: a cache, of which what is lost or torn is as if it had never been.

Which of them still hold, ``weekfiles`` says. Nothing here opens an entry.
"""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from usalama.digest.summaries import Head, is_whole, read_head, with_register
from usalama.files.weekstates import names_in
from usalama.machine import disk
from usalama.words.weeks import Week, week_named

SUMMARIES = ".cache/weeks"
_END = ".txt"


def summary_path(root: Path, week: Week) -> Path:
    """Return where a week's summary lies."""
    return root / SUMMARIES / f"{week.slug}{_END}"


def read_heads(root: Path) -> dict[Week, Head]:
    """Return the heads of all summaries, whatever they were made from."""
    heads: dict[Week, Head] = {}
    folder = root / SUMMARIES
    for name in names_in(folder):
        head = _head(f"{folder}/{name}")  # a Path of each takes as long as to read it
        if head and name == f"{head.week.slug}{_END}":
            heads[head.week] = head
    return heads


def had_register(root: Path, week: Week) -> bool:
    """Tell whether the last build that read a week found a register of it."""
    head = _head(summary_path(root, week))
    return bool(head and head.register)


def note_register(root: Path, week: Week, register: str) -> None:
    """Note what stands for a week's register once a build has written it: the week need not be read again for that."""
    path = summary_path(root, week)
    with suppress(FileNotFoundError):
        disk.keep(path, with_register(disk.body_of(path), register))


def forget(root: Path, path: str) -> None:
    """Remove the summary of the week that an entry's file is in, if any, since the file was removed or lost words."""
    if week := week_named(Path(path).parent.name):
        summary_path(root, week).unlink(missing_ok=True)


def forget_others(root: Path, weeks: Iterable[Week]) -> None:
    """Remove the summaries of weeks that are no more."""
    kept = {f"{week.slug}{_END}" for week in weeks}
    for name in names_in(root / SUMMARIES):
        if name.endswith(_END) and name not in kept:
            (root / SUMMARIES / name).unlink(missing_ok=True)


def _head(path: Path | str) -> Head | None:
    try:
        body = disk.body_of(path)
        return read_head(body[: body.find(b"\n")].decode("utf-8")) if is_whole(body) else None
    except (OSError, UnicodeDecodeError):
        return None
