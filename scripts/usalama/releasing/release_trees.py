"""What lies under ``.releases/``: which trees there are, which can be trusted, and how a killed run's tree is mended.

For ``releases`` alone, which says what is done with a tree. It refuses to touch the live tree.

``<n>/`` is a tree, ``<n>.manifest`` what it holds, and ``<n>.writing`` the names that a build said it would touch:
while that note is there, those names are not to be trusted.
"""

import os
import re
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from usalama.errors import ReleaseError
from usalama.machine import disk
from usalama.planning import manifest
from usalama.planning.manifest import Manifest

FOLDER = ".releases"
SWITCH = ".output.new"
"""The next link, beside the one that it replaces: the trees may lie on another disk, which no rename reaches."""
GONE = "gone"  # the inputs of a file that a tree lacks and the live one has: its removal is judged again
_DOOMED = "doomed"
_NOTED = re.compile(rb"(?:\d+ \d+\n)+")
_LITTER = (".tmp", ".new")
_HEAD_BYTES = 80
_GENERATION = re.compile(rb"usalama release \d+ (\d+)\n")


class Release(NamedTuple):
    """One tree. ``manifest`` holds only files that can be trusted to be as they were written."""

    number: int
    path: Path
    manifest: Manifest


def manifest_path(root: Path, number: int) -> Path:
    """Where the manifest of a tree is."""
    return root / FOLDER / f"{number}.manifest"


def marker_path(root: Path, number: int) -> Path:
    """Where the note is that says what a build was about to touch."""
    return root / FOLDER / f"{number}.writing"


def generation(root: Path, number: int) -> int:
    """Read how new a tree is without reading its whole manifest; 0 is unknown, or never finished."""
    try:
        with disk.opened(manifest_path(root, number)) as stream:
            found = _GENERATION.match(stream.read(_HEAD_BYTES))
    except FileNotFoundError:
        return 0
    return int(found[1]) if found else 0


def is_whole(root: Path, number: int) -> bool:
    """True for a tree that a build finished and none has touched since."""
    is_finished = generation(root, number) > 0 and not marker_path(root, number).exists()
    return is_finished and (root / FOLDER / str(number)).is_dir()


def open_tree(root: Path, number: int) -> Release:
    """Open a tree; names that a killed build was touching are left out of its manifest, all of a tree that is gone."""
    path = root / FOLDER / str(number)
    if not path.is_dir():
        return Release(number, path, Manifest(0, {}))
    note = manifest_path(root, number)
    try:
        stat = note.stat()
        known = _known(note, (stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    except (FileNotFoundError, UnicodeDecodeError, ReleaseError):
        return Release(number, path, Manifest(0, {}))
    doubtful = _doubtful(root, number)
    if not doubtful:
        return Release(number, path, known)
    return Release(number, path, Manifest(0, {n: page for n, page in known.pages.items() if n not in doubtful}))


@lru_cache(maxsize=2)  # a build opens the live tree three times, each of some thousand files
def _known(note: Path, state: tuple[int, ...]) -> Manifest:  # noqa: ARG001  by its state a file is the same file
    return manifest.read(disk.body_of(note).decode("utf-8"), str(note))


def is_torn(root: Path, number: int) -> bool:
    """Tell whether the list of a tree's files is there and cannot be read."""
    note = manifest_path(root, number)
    try:
        manifest.read(disk.body_of(note).decode("utf-8"), str(note))
    except FileNotFoundError:
        return False
    except (UnicodeDecodeError, ReleaseError):
        return True
    return False


def doubt(root: Path, number: int, names: Iterable[str]) -> None:
    """Note that these files of a tree cannot be trusted, as a build does that is about to touch them."""
    text = "".join(f"{name}\n" for name in sorted({*names, *_doubtful(root, number)}))
    write_text(marker_path(root, number), text)


def vouch_for_nothing(root: Path, number: int, age: int) -> None:
    """Give a tree an empty list of files, of this generation."""
    write_text(manifest_path(root, number), manifest.render(Manifest(age, {})))


def tidy(root: Path) -> None:
    """Remove what a killed run left half-made; nothing here is ever linked to."""
    (root / SWITCH).unlink(missing_ok=True)
    for path in sorted((root / FOLDER).iterdir()):
        if path.suffix in _LITTER:
            remove(path)


def remove(path: Path) -> None:
    """Remove what stands at a path, if anything; of a link, the link alone."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def recover(root: Path, number: int) -> Release:
    """Bring a tree back to what its manifest vouches for and it has (without a manifest, to nothing), and give it."""
    vouched = open_tree(root, number)
    release, marker = present(vouched), marker_path(root, number)
    if not release.manifest.pages and release.path.exists():
        shutil.rmtree(release.path)
    for name in sorted(_doubtful(root, number)):
        (release.path / name).unlink(missing_ok=True)
    if marker.exists() or release is not vouched:
        write_text(manifest_path(root, number), manifest.render(release.manifest))
        marker.unlink(missing_ok=True)
    return release


def present(release: Release) -> Release:
    """Return a tree without the names of files that are not there any more: whoever brings it up to date makes them."""
    top, pages = release.path, release.manifest.pages
    lost = {name for name, page in pages.items() if page.inputs != GONE and not os.access(f"{top}/{name}", os.F_OK)}
    kept = {name: page for name, page in pages.items() if name not in lost}
    return release._replace(manifest=Manifest(0, kept)) if lost else release


def marks(root: Path) -> dict[str, int]:
    """Return the notes of the trees, each with what tells one that was written anew.

    Any build that writes into a tree changes its own, be it at work or done: whoever looks holds no lock.
    """
    notes = (root / FOLDER).glob("[0-9]*.[mw]*")  # .manifest and .writing
    return {note.name: note.stat().st_mtime_ns for note in sorted(notes) if note.exists()}


def doom(root: Path) -> None:
    """Note that no tree of now may be kept once a newer one is served: they hold what was taken down."""
    numbers = sorted(int(path.name) for path in (root / FOLDER).glob("[0-9]*") if path.name.isdecimal())
    if numbers:
        write_text(root / FOLDER / _DOOMED, "".join(f"{number} {generation(root, number)}\n" for number in numbers))


def bury(root: Path, live: int) -> None:
    """Remove the trees that ``doom`` noted and no build has renewed since, but for the live one.

    Where the note was damaged, any other tree may be one of them.
    """
    note = root / FOLDER / _DOOMED
    if not note.exists():
        return
    if not _NOTED.fullmatch(disk.body_of(note)):
        doom(root)
    left = []
    for line in note.read_text("utf-8").splitlines():
        number, _, age = line.partition(" ")
        if generation(root, int(number)) != int(age):
            continue
        if int(number) == live:
            left.append(line)
            continue
        for suffix in ("manifest", "passed"):
            (root / FOLDER / f"{number}.{suffix}").unlink(missing_ok=True)
        shutil.rmtree(root / FOLDER / number, ignore_errors=True)
    if left:
        write_text(note, "".join(f"{line}\n" for line in left))
    else:
        note.unlink()


def seed(root: Path, source: Release, number: int) -> Release:
    """Copy a tree, so that the next build renders only what changed. Never by hard links.

    A writer that truncates a linked file would write the live site.
    """
    target = root / FOLDER / str(number)
    made = target.with_name(f"{number}.new")
    try:
        _copy(source, made)
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
        raise
    made.replace(target)
    copied = Manifest(0, source.manifest.pages)
    write_text(manifest_path(root, number), manifest.render(copied))
    return Release(number, target, copied)


def take_in(release: Release, printed: Path, names: Iterable[str]) -> None:
    """Move each printed file over its place in a tree; one that is missing stops the build."""
    for name in names:
        source, target = f"{printed}/{manifest.staged(name)}", f"{release.path}/{name}"
        try:
            os.replace(source, target)  # noqa: PTH105  there can be thousands
        except FileNotFoundError:
            Path(target).parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)  # noqa: PTH105


def folders_of(top: Path, names: Iterable[str]) -> set[Path]:
    """Return a tree's own folder and each in which files of these names lie, those above them too."""
    found = {""}
    for name in names:
        while name := name.rpartition("/")[0]:
            found.add(name)
    return {top / each for each in found}


def files_in(top: Path) -> dict[str, Path]:
    """Return the name of each file of a tree, and of whatever else is no folder → where it is, in order."""
    paths = (path for path in sorted(top.rglob("*")) if path.is_symlink() or not path.is_dir())
    return {path.relative_to(top).as_posix(): path for path in paths}


def _copy(source: Release, made: Path) -> None:
    folders = sorted(folders_of(made, source.manifest.pages))
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)
    for name in sorted(source.manifest.pages):
        shutil.copy(source.path / name, made / name, follow_symlinks=False)
    os.sync()  # one barrier for all; the fsync of each is then quick and reports what sync does not
    disk.side_by_side(disk.sync_file, [made / name for name in sorted(source.manifest.pages)])
    disk.side_by_side(disk.sync_folder, folders)


def write_text(path: Path, text: str) -> None:
    """Write one of the small files that say how the trees are."""
    disk.write_whole(path, text.encode())


def _doubtful(root: Path, number: int) -> frozenset[str]:
    names = disk.body_if_there(marker_path(root, number)).decode("utf-8", "replace").split("\n")
    return frozenset(filter(manifest.is_safe_name, names))
