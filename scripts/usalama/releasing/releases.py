"""The release trees: ``.releases/1`` … ``.releases/3`` in turn, and the link ``output`` that names the live one.

The live tree is never written to. A build takes the tree that ``next_tree`` gives, says with ``begin`` which files it
will touch, and ``finish`` makes them durable and notes their hashes. ``switch`` is one rename. Whoever is killed in
between leaves a tree that says which files cannot be trusted; ``next_tree`` throws those away. It refuses to build,
judge or decide anything. The caller holds the site's lock.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from usalama.errors import ReleaseError
from usalama.machine import disk
from usalama.planning import manifest
from usalama.planning.manifest import Manifest, Page
from usalama.releasing import release_trees
from usalama.releasing.release_trees import FOLDER, Release

TREES = 3
OUTPUT = "output"
_HELD = "held"
_PASSED = re.compile(rb"\S+ \d+\n")
_MEND = "run usalama build --mend"
_MANY = 64  # from here on one sync of everything and then a quick fsync each costs less than a slow fsync each


def check_place(root: Path) -> None:
    """Refuse a site whose ``output`` is not ours to switch, before anything is fetched or built."""
    output = root / OUTPUT
    if output.is_symlink():
        target = output.readlink()
        if target.parent != Path(FOLDER):
            raise ReleaseError(f"{output}: links to {target}, not into {FOLDER}/; remove the link and build again")
    elif output.exists():
        raise ReleaseError(f"{output}: is a folder, which a switch would destroy; move it away and build again")


def live(root: Path) -> Release | None:
    """Give the published tree, or None where nothing was ever published."""
    number = live_number(root)
    return release_trees.open_tree(root, number) if number else None


def live_number(root: Path) -> int:
    """Tell which tree is published; 0 is none."""
    number = _linked_number(root)
    return number if number and (root / FOLDER / str(number)).is_dir() else 0


def _linked_number(root: Path) -> int:
    """Tell which tree the link names, be it there or not; 0 is none."""
    output = root / OUTPUT
    name = output.readlink().name if output.is_symlink() else ""
    return int(name) if name.isdecimal() else 0


def previous(root: Path) -> Release | None:
    """Give the newest whole tree older than the live one: what a rollback goes to."""
    now = release_trees.generation(root, live_number(root))
    return max((tree for tree in _whole(root) if tree.manifest.generation < now), key=_age, default=None)


def next_tree(root: Path, trees: int = TREES) -> Release:
    """Give the tree to write into: never the live one, tidy, and as near to the newest as can be had.

    A tree newer than the live one (refused, or killed before the switch) is taken again, so that refusals never eat
    the older good ones; what it has otherwise than the live tree is made and judged anew, so that no refusal is
    forgotten. A tree that does not exist yet begins as a copy of the live one, so that only what changed is
    rendered. Leftovers of a killed run are removed first, and a file that somebody removed is made anew.
    """
    check_place(root)
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)  # cron's umask must not hide the site from the web server
    release_trees.tidy(root)
    current = live(root)
    release = release_trees.recover(root, _choose(root, trees))
    if current is not None and release.manifest.generation > current.manifest.generation:
        release = _unjudged(root, release, current)
    elif not release.manifest.pages and current is not None and current.manifest.pages:
        release = release_trees.seed(root, release_trees.present(current), release.number)
    release.path.mkdir(exist_ok=True)
    return release


def begin(root: Path, release: Release, touched: Iterable[str]) -> None:
    """Note, durably, which files this build will write or remove, before it touches the first."""
    names = sorted(touched)
    unsafe = [name for name in names if not manifest.is_safe_name(name)]
    if unsafe:
        raise ReleaseError(f"{release.path}: {unsafe[0]!r} is no name that a release may hold")
    if release.number == live_number(root):
        raise ReleaseError(f"{release.path}: is live and never written to")
    release_trees.write_text(release_trees.marker_path(root, release.number), "".join(f"{name}\n" for name in names))


def finish(root: Path, release: Release, written: Mapping[str, str], removed: Iterable[str] = ()) -> Release:
    """Make the build durable and note it; ``written`` maps each written file to the fingerprint of its inputs.

    Files that the build should have removed are removed here. Raises ReleaseError if a written file is missing.
    """
    pages = dict(release.manifest.pages)
    gone = sorted(set(removed) - written.keys())
    for name in gone:
        pages.pop(name, None)
        _remove(release.path, name)
    if len(written) >= _MANY:
        os.sync()
    names = sorted(written)
    pages |= zip(names, disk.side_by_side(lambda name: _settle(release.path / name, written[name]), names), strict=True)
    folders = sorted(filter(Path.is_dir, release_trees.folders_of(release.path, [*written, *gone])))
    disk.side_by_side(lambda folder: disk.sync_folder(folder, 0o755), folders)
    newest = max(release_trees.generation(root, number) for number in _numbers(root))
    done = Manifest(newest + 1, pages)
    release_trees.write_text(release_trees.manifest_path(root, release.number), manifest.render(done))
    release_trees.marker_path(root, release.number).unlink(missing_ok=True)
    return Release(release.number, release.path, done)


def switch(root: Path, release: Release) -> None:
    """Publish a finished tree: one rename of the link, made durable."""
    check_place(root)
    if not release_trees.is_whole(root, release.number):
        raise ReleaseError(f"{release.path}: is not finished and cannot be published")
    disk.point_link(root / OUTPUT, Path(FOLDER) / str(release.number), root / release_trees.SWITCH)
    release_trees.bury(root, release.number)


def note_passed(root: Path, release: Release, rules: str) -> None:
    """Note that the gate let this very tree through, under these rules; it looks again where a power cut loses that."""
    disk.keep(root / FOLDER / f"{release.number}.passed", f"{rules} {release.manifest.generation}\n".encode())


def has_passed(root: Path, release: Release, rules: str) -> bool:
    """True when the gate let this very tree through under these rules: then only changes need be looked at."""
    noted = disk.body_if_there(root / FOLDER / f"{release.number}.passed")
    return noted == f"{rules} {release.manifest.generation}\n".encode()


def newest(root: Path) -> Release | None:
    """Give the newest finished tree, published or not: what a refused build left."""
    return max(_whole(root), key=_age, default=None)


def list_faults(root: Path) -> dict[int, str]:
    """Return each tree whose list of files is damaged, and the published one where that is gone → a line with the mend.

    Another tree may have been left without a list by a killed build.
    """
    live, faults = live_number(root), dict[int, str]()
    for number in sorted(_numbers(root)):
        note = release_trees.manifest_path(root, number)
        if release_trees.is_torn(root, number) or (number == live and not note.exists()):
            faults[number] = f"{note}: damaged or gone, so that nobody knows what is in {number}/; {_MEND}"
    return faults


def pass_fault(root: Path, release: Release) -> str:
    """Return a line with the mend where the note of what the gate let through cannot be read, "" where it can."""
    note = root / FOLDER / f"{release.number}.passed"
    is_well = not note.exists() or _PASSED.fullmatch(disk.body_of(note))
    return "" if is_well else f"{note}: damaged, so that nobody knows whether that build may be shown; {_MEND}"


def hold(root: Path, reason: str) -> None:
    """Keep the live site as it is until ``resume``: what a rollback does, or cron would undo it within the hour."""
    release_trees.write_text(root / FOLDER / _HELD, reason + "\n")


def held(root: Path) -> str:
    """Tell why publishing is held, or ""."""
    return disk.body_if_there(root / FOLDER / _HELD).decode("utf-8", "replace").strip()


def waiting(root: Path) -> str:
    """Say since when builds wait for a person, and how to go on; "" where none waits."""
    reason = held(root)
    return f"builds wait since {reason}; to go on: usalama publish" if reason else ""


def resume(root: Path) -> None:
    """Let builds be published again."""
    (root / FOLDER / _HELD).unlink(missing_ok=True)
    disk.sync_folder(root / FOLDER)


def read_served(release: Release, name: str) -> bytes:
    """Read a file of a published tree; one that somebody removed holds nothing."""
    return disk.body_if_there(release.path / name)


def distrust(root: Path) -> tuple[str, ...]:
    """Compare every file of every tree with its hash; note what differs, so that the next build makes it anew.

    Return what differs in the published tree. The others may have been copied from it since; one that is damaged is
    nothing to go back to.
    """
    published, found = live_number(root), tuple[str, ...]()
    newest = max((release_trees.generation(root, number) for number in _numbers(root)), default=0)
    for number in list_faults(root):
        release_trees.manifest_path(root, number).unlink(missing_ok=True)
        if number == published:  # below the next build, and that alone: a site that is held can go on, and not back
            release_trees.vouch_for_nothing(root, number, max(1, newest))
    for number in _numbers(root):
        if wrong := damaged(release_trees.open_tree(root, number)):
            release_trees.doubt(root, number, wrong)
            found = wrong if number == published else found
    return found


def damaged(release: Release) -> tuple[str, ...]:
    """Read a whole tree and name what is missing, altered or not in its manifest. Costs the archive's size."""
    found = release_trees.files_in(release.path)
    wrong = {name for name in found if name not in release.manifest.pages}
    for name, page in release.manifest.pages.items():
        path = found.get(name)
        if path is None or not _is_as_built(path, page):
            wrong.add(name)
    return tuple(sorted(wrong))


def _is_as_built(path: Path, page: Page) -> bool:
    is_one = path.is_file() and not path.is_symlink()
    return is_one and hashlib.sha256(path.read_bytes()).hexdigest() == page.sha256


def _unjudged(root: Path, release: Release, live: Release) -> Release:
    """Vouch only for what the live tree has too; name what was removed, so that its removal is judged again.

    Generation 0 says that it is no release any more, until it is finished again.
    """
    fresh, _ = manifest.changed(live.manifest.pages, release.manifest.pages)
    gone = {name: Page(release_trees.GONE, page.sha256, 0) for name, page in live.manifest.pages.items()}
    pages = gone | {name: page for name, page in release.manifest.pages.items() if name not in fresh}
    pages |= {name: Page("unjudged", release.manifest.pages[name].sha256, 0) for name in fresh}
    unjudged = Manifest(0, pages)
    release_trees.write_text(release_trees.manifest_path(root, release.number), manifest.render(unjudged))
    return Release(release.number, release.path, unjudged)


def _choose(root: Path, trees: int) -> int:
    linked = _linked_number(root)  # were its tree gone, one made in its place would be live before it is filled
    ages = {n: release_trees.generation(root, n) for n in range(1, trees + 1) if n != linked}
    now = release_trees.generation(root, live_number(root))
    newer = [number for number, age in ages.items() if age > now]
    return max(newer, key=ages.__getitem__) if newer else min(ages, key=ages.__getitem__)


def _settle(path: Path, inputs: str) -> Page:
    """Hash a written file, set the mode that a web server needs whatever cron's umask was, and fsync it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise ReleaseError(f"{path}: the build should have written it and did not ({error.strerror})") from error
    with os.fdopen(descriptor, "rb", buffering=0) as stream:
        digest = hashlib.file_digest(stream, "sha256")
        with disk.placed(path):
            disk.settle(descriptor, 0o644)
        return Page(inputs, digest.hexdigest(), os.fstat(descriptor).st_size)


def _remove(top: Path, name: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    path = top / name
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == top or not folder.is_dir() or any(folder.iterdir()):
            break
        folder.rmdir()


def _whole(root: Path) -> list[Release]:
    """Return the finished trees whose list can be read: of the others nobody knows what they show."""
    found = [release_trees.open_tree(root, n) for n in _numbers(root) if release_trees.is_whole(root, n)]
    return [release for release in found if release.manifest.generation]


def _age(release: Release) -> int:
    return release.manifest.generation


def _numbers(root: Path) -> set[int]:
    return {int(path.stem) for path in (root / FOLDER).glob("[0-9]*") if path.stem.isdecimal()}
