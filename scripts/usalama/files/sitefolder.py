"""Where a site is and what it is called: its folder, found from any place in it, and its settings.

All that a command needs before it knows whether there is anything to do. It writes none.
"""

import json
from collections.abc import Iterable
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

import usalama
from usalama.catalogue.site import FILE, Site, read_site
from usalama.errors import SiteError, UsalamaError
from usalama.formats import handwritten
from usalama.machine import disk, troubles

BUILT = ".cache/build.json"  # what the last build was made from
MARK = "pelicanconf.py"  # the file that makes a folder a site
PROGRAM = Path(usalama.__file__).resolve().parents[2]  # the program's own folder, where it is run in it


def find_root(start: Path, asked: Path | None = None) -> Path:
    """Return the site's folder: ``asked``, else the nearest folder upward from ``start`` with pelicanconf.py."""
    if asked is not None:
        root = disk.real(asked.expanduser())
        if not (root / MARK).is_file():
            raise SiteError(
                f"{root}: no {MARK} there; give --root the folder that has it, or make one: usalama new-site {asked}"
            )
        return root
    for folder in ((top := disk.real(start)), *top.parents):
        if (folder / MARK).is_file():
            return folder
    raise SiteError(f"{start}: no {MARK} here or above; go to the site's folder or say --root DIR")


def read_settings(root: Path) -> Site:
    """Read ``usalama.toml``; a site that never had one has the defaults."""
    path = root / FILE
    if not disk.is_there(path):
        _refuse_lost(root)
        return Site()
    return read_site(read_text(path, FILE))


def _refuse_lost(root: Path) -> None:
    """Refuse a site whose last build was made by settings: the defaults are another site's name, address and zone."""
    try:
        tops = json.loads(disk.body_of(root / BUILT))["memory"]["tops"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if any(str(top).endswith(f"/{FILE}") for top in tops):
        mend = "restore it from the repository, or write a comment into it to have the defaults"
        raise SiteError(f"{FILE}: was here when the site was built, and is gone; {mend}")


def zone_of(root: Path) -> tzinfo:
    """Return the site's zone; UTC where its settings cannot be read, which others name."""
    try:
        return read_settings(root).zone
    except SiteError:
        return UTC


def read_text(path: Path, name: str) -> str:
    """Read a text that people write; raise SiteError when it is a folder, no UTF-8, or two versions of one."""
    try:
        text = decoded(disk.body_of(path), name)
    except IsADirectoryError:
        raise SiteError(f"{name}: is a folder; a file belongs there, move the folder away") from None
    except OSError as error:
        if not disk.is_gone(error):
            raise
        is_link = disk.is_there(path)
        told = "a link that leads nowhere; mount the disk that it leads to, or" if is_link else "not there;"
        raise SiteError(f"{name}: {told} restore it from the repository") from None
    if line := handwritten.conflict(text):
        raise SiteError(f"{name}: line {line}: {handwritten.UNMERGED}")
    return text


def decoded(body: bytes, name: str) -> str:
    """Return the text that people wrote into a file; raise SiteError, with the line, when it is no UTF-8."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError(unreadable(name, error)) from None


def no_folders(root: Path, names: Iterable[str]) -> list[str]:
    """Return a line with the mend for each of ``names`` where something else stands than a folder."""
    others = [name for name in names if disk.is_there(root / name) and not (root / name).is_dir()]
    kinds = ["a link that leads nowhere" if (root / name).is_symlink() else "a file" for name in others]
    told = zip(others, kinds, strict=True)
    return [f"{name}: is {kind}; a folder belongs there, move the {kind.split()[1]} away" for name, kind in told]


def unreadable(name: str, error: UsalamaError | UnicodeDecodeError | OSError) -> str:
    """Return a line that says why a file cannot be read; an error of our own says so already."""
    if isinstance(error, UsalamaError):
        return str(error)
    if isinstance(error, OSError):
        return f"{name}: cannot be read: {troubles.why(error, str(error.filename))}"
    return f"{name}: {handwritten.no_text(error)}"


def read_data(path: Path, name: str) -> Any:  # noqa: ANN401  what JSON may be
    """Read JSON that people write or get from elsewhere; raise SiteError, with the line, when it is none."""
    try:
        return json.loads(read_text(path, name))
    except json.JSONDecodeError as error:
        raise SiteError(f"{name}: line {error.lineno}: no JSON: {error.msg}; restore it from the repository") from None
