"""Writing files so that a crash leaves the old one or the new one, never half of either.

The order is: write beside, flush, fsync the file, rename over, fsync the folder; of many files, each step at once.
A failed fsync is never tried again: the pages may be gone. Nothing here knows what is in a file.
"""

import errno
import os
import resource
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import TypeVar

_PREFIX, _SUFFIX = ".usalama-", ".tmp"
_TOGETHER, _MANY, _SIDE_BY_SIDE = 128, 16, 16
"""Files that are open at once, from how many on they are synced by threads, and by how many at most."""
_FEWEST, _EACH = 4, 100
"""Threads that a few files are worth, and files that one more is: of a hundred files, 16 mostly wait for each other."""
_ANYBODYS = 0o666  # the mode that files are made with, less what the umask takes away
_WAITING = 1024  # files that wait for a thread: each that waits takes a kilobyte
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def write_whole(path: Path, data: bytes, mode: int = _ANYBODYS) -> None:
    """Write one file whole or not at all; make its folder where there is none.

    ``mode`` is what the file is made with, so that nobody else reads a secret before it is changed.
    """
    write_all([(path, data)], mode)


def write_all(files: Iterable[tuple[Path, bytes]], mode: int = _ANYBODYS) -> None:
    """Write each file whole or not at all, in order; the folders are synced once at the end."""
    folders: dict[Path, None] = {}
    try:
        rest = iter(files)
        while some := list(islice(rest, together(_TOGETHER))):
            with placed(some[0][0].parent):
                _write_some(some, mode)
            folders.update(dict.fromkeys(path.parent for path, _ in some))
    finally:
        for folder in folders:
            sync_folder(folder)


def keep(path: Path, data: bytes) -> None:
    """Write what can be lost, with its folder: nobody who reads it meanwhile sees half, and no disk is waited for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(_SUFFIX)
    beside.unlink(missing_ok=True)  # a pipe in its place would wait for a reader
    with placed(path.parent):
        beside.write_bytes(data)
    beside.replace(path)


def append(path: Path, data: bytes) -> None:
    """Add to a log whose readers pass over a torn line, and make it last."""
    _make_folder(path.parent)
    with placed(path), path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path, mode: int | None = None) -> None:
    """Make renames within ``folder`` last through a power cut; give it the ``mode`` that it should have."""
    _sync(folder, os.O_DIRECTORY, mode)


def sync_file(path: Path) -> None:
    """Make a file last that somebody else wrote; a link is refused."""
    _sync(path, os.O_NOFOLLOW)


def point_link(link: Path, target: Path, made: Path) -> None:
    """Point a symbolic link somewhere else by one rename of the new one, ``made`` beside it, and make that last."""
    made.unlink(missing_ok=True)
    made.symlink_to(target)
    made.replace(link)
    sync_folder(link.parent)


def settle(descriptor: int, mode: int | None) -> None:
    """Make an open file last, with the mode that a web server needs whatever cron's umask was."""
    if mode is not None and stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
        os.fchmod(descriptor, mode)  # where it need not change, the sync has nothing to write
    os.fsync(descriptor)


def side_by_side(sync: Callable[[_Item], _Result], items: Sequence[_Item]) -> list[_Result]:
    """Do with each item what waits for the disk, many at once: a journal commits them together."""
    if len(items) < _MANY:
        return list(map(sync, items))
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  few runs write so much

    done: list[_Result] = []
    with ThreadPoolExecutor(min(_SIDE_BY_SIDE, _FEWEST + len(items) // _EACH)) as threads:
        for start in range(0, len(items), _WAITING):
            done += threads.map(sync, items[start : start + _WAITING])
    return done


def sweep(folder: Path) -> int:
    """Remove what killed runs left beside their files, below ``folder``; return how many there were.

    Call it only while holding the site's lock: another run's half-written file looks the same.
    """
    litter = list(folder.rglob(f"{_PREFIX}*{_SUFFIX}"))
    for path in litter:
        path.unlink(missing_ok=True)
    return len(litter)


def together(most: int) -> int:
    """Return how many of ``most`` files or connections to have open at once: a quarter of what the system lets us."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return most if soft == resource.RLIM_INFINITY else max(1, min(most, soft // 4))


def real(path: Path) -> Path:
    """Return the absolute path without links; of a link that leads to itself, that one, and whoever opens it says so.

    Path.resolve raises RuntimeError there, which names no mend.
    """
    return Path(os.path.realpath(path))


def is_there(path: Path) -> bool:
    """Tell whether anything stands at a path: a link that leads nowhere is not nothing, it hides what people wrote."""
    return os.path.lexists(path)


def opened(path: Path | str) -> FileIO:
    """Open a file to be read; a pipe or a device is an OSError that says so: its end may never come."""
    stream = FileIO(path, opener=at_once)
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise OSError(errno.ENXIO, "a pipe or a device", str(path))
    return stream


def body_of(path: Path | str) -> bytes:
    """Return what a file holds, if it is one."""
    with opened(path) as stream:
        return stream.read()


def body_if_there(path: Path) -> bytes:
    """Return what a file holds; of one that is not there, nothing."""
    try:
        return body_of(path)
    except FileNotFoundError:
        return b""


def at_once(path: str, flags: int) -> int:
    """Open a file as an ``opener`` does; a pipe that nobody writes into is not waited for, and is empty."""
    return os.open(path, flags | os.O_NONBLOCK)


def is_gone(error: OSError) -> bool:
    """Tell whether what could not be looked at was removed meanwhile, or is a link that leads nowhere."""
    return error.errno in {errno.ENOENT, errno.ELOOP}


def refuse_unwritable(folder: Path) -> None:
    """Write and remove a small file in ``folder``; the OSError of a full or read-only disk passes through."""
    _make_folder(folder)
    probe = folder / f"{_PREFIX}probe{_SUFFIX}"
    try:
        with placed(folder), probe.open("wb") as file:
            file.write(b"probe\n" * 1000)
            file.flush()
            os.fsync(file.fileno())
    finally:
        probe.unlink(missing_ok=True)


@contextmanager
def placed(path: Path) -> Iterator[None]:
    """Name ``path`` in what the disk says of a write: the system names no place, and a machine has several disks."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def _write_some(files: Sequence[tuple[Path, bytes]], mode: int) -> None:
    """Write all beside, sync all, then rename one after the other, in order."""
    with ExitStack() as stack:
        beside: list[tuple[Path, Path]] = []
        stack.callback(_clear, beside)
        opened: list[int] = []
        for number, (path, data) in enumerate(files):
            _make_folder(path.parent)
            temporary = path.with_name(f"{_PREFIX}{os.getpid()}-{number}-{path.name[-80:]}{_SUFFIX}")
            beside.append((temporary, path))
            try:
                descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, mode)
            except OSError as error:
                error.filename = str(path.parent)  # it is the folder that takes no file
                raise
            file = stack.enter_context(os.fdopen(descriptor, "wb"))
            file.write(data)
            file.flush()
            opened.append(file.fileno())
        side_by_side(os.fsync, opened)
        while beside:
            beside[0][0].replace(beside[0][1])
            beside.pop(0)


def _sync(path: Path, kind: int, mode: int | None = None) -> None:
    descriptor = os.open(path, os.O_RDONLY | kind)
    try:
        with placed(path):
            settle(descriptor, mode)
    finally:
        os.close(descriptor)


def _clear(beside: Iterable[tuple[Path, Path]]) -> None:
    for temporary, _ in beside:
        temporary.unlink(missing_ok=True)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
