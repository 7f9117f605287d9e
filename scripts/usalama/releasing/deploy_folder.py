"""Deploy to a folder on this machine: ``TARGET`` becomes a link into ``.TARGET.releases/`` beside it.

Files that the host's last site has too are hard-linked: nothing here is ever written in place. It refuses a target
that is a folder with something in it.
"""

import hashlib
import os
import shutil
from pathlib import Path

from usalama.machine import disk
from usalama.releasing.deploy import KEPT, Parcel, Target, check_sums, has_all, refused
from usalama.releasing.release_trees import files_in, remove
from usalama.words.text import counted


def carry(parcel: Parcel, target: Target) -> str:
    """Put the site beside the old one, compare, switch."""
    link = Path(target.place).absolute()
    store = link.with_name(f".{link.name}.releases")
    current = _current(link, store)
    tree = store / parcel.identity
    store.mkdir(exist_ok=True)
    if current == tree and has_all(parcel, _sums(tree)):
        return f"{link}: has this site already"
    made = store / f"{parcel.identity}.new"
    remove(made)
    _fill(parcel, made, current)
    check_sums(parcel, _sums(made), str(made))
    _settle(made)
    old = store / f"{parcel.identity}.old"
    remove(old)
    if disk.is_there(tree):
        tree.rename(old)  # which may be what is served, and damaged: it is gone for two renames and not for a removal
    made.rename(tree)
    disk.sync_folder(store)
    _switch(link, tree)
    remove(old)
    _prune(store, tree)
    return f"{link}: {counted(len(parcel.pages), 'file', 'files')}, switched to {parcel.identity}"


def _current(link: Path, store: Path) -> Path | None:
    if not link.parent.is_dir():  # mistyped, or on a disk that is not mounted: nobody would be served from there
        raise refused(str(link), f"nowhere {link.parent}")
    if link.is_symlink():
        target = link.parent / link.readlink()
        if target.parent != store:
            raise refused(str(link), f"link {target}")
        return target if target.is_dir() else None
    if link.is_dir() and not any(link.iterdir()):
        return None
    if link.exists():
        raise refused(str(link), "folder" if link.is_dir() else "file")
    return None


def _fill(parcel: Parcel, made: Path, current: Path | None) -> None:
    have = _sums(current) if current else {}
    made.mkdir()
    for name in sorted(parcel.pages):
        path = made / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if current and have.get(name) == parcel.pages[name].sha256:
            path.hardlink_to(current / name)
        else:
            shutil.copyfile(parcel.path / name, path, follow_symlinks=False)
            path.chmod(0o644)


def _settle(made: Path) -> None:
    os.sync()
    for folder, _, names in os.walk(made):
        for name in names:
            disk.sync_file(Path(folder, name))
        Path(folder).chmod(0o755)
        disk.sync_folder(Path(folder))


def _sums(top: Path) -> dict[str, str]:
    """Return the name of each file → its hash; of what is no file, none."""
    found = files_in(top).items()
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for name, path in found}


def _switch(link: Path, tree: Path) -> None:
    if link.is_dir() and not link.is_symlink():
        link.rmdir()  # empty, as was looked at; a rename cannot replace a folder by a link
    # Beside it: the trees may lie on another disk.
    disk.point_link(link, tree.relative_to(link.parent), link.with_name(f".{link.name}.new"))


def _prune(store: Path, tree: Path) -> None:
    others = [path for path in store.iterdir() if path.is_dir() and path != tree]
    for path in sorted(others, key=lambda path: path.stat().st_mtime_ns, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(path)
