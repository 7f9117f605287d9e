"""F6: what a power cut can take away is never relied on. Files are made to last before what counts on them is."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import pytest
from programs import load

faults = load("faultsweep")
CALLS = "openat,fsync,fdatasync,rename,renameat,renameat2,symlink,symlinkat,mkdir"
_CALL = re.compile(r"^(?:\[pid +)?(\d+)\]? +(?:<\.\.\. )?(\w+)(?:\((.*)| resumed>(.*))$")
_TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
_NAMED = re.compile(r"^\d+<([^>]*)>")


@dataclass
class Disk:
    """What of a site would not outlive a power cut now, as the calls of a run tell it."""

    site: Path
    files: set[str] = field(default_factory=set)  # written and not synced
    names: set[str] = field(default_factory=set)  # new in a folder that is not synced
    relied: int = 0  # renames that something counts on, so far
    wrong: list[str] = field(default_factory=list)

    def take(self, call: str, said: str) -> None:
        """Take one call that went well."""
        paths = [self._inside(path) for path in _TEXT.findall(said)]
        match call:
            case "fsync" | "fdatasync":
                path = self._inside((_NAMED.match(said) or ["", ""])[1])
                self.files.discard(path)
                self.names -= {name for name in self.names if _folder(name) == path}
            case "openat" if "O_WRONLY" in said or "O_RDWR" in said:
                self.files.add(paths[0])
                self.names |= {paths[0]} if "O_CREAT" in said else set()
            case "mkdir" | "symlink" | "symlinkat":
                self.names.add(paths[-1])
            case "rename" | "renameat" | "renameat2":
                self._rename(*paths)

    def _rename(self, old: str, new: str) -> None:
        if tree := re.fullmatch(
            r"(\.releases/\d+)\.manifest", new
        ):  # it vouches for what is in its tree, if that is there
            self._count_on(new, self._unsynced(old, tree[1]) - {old, tree[1]} | self.files & {old})
        elif new == "output":
            live = f".releases/{(self.site / 'output').readlink().name}"
            self._count_on(new, self._unsynced(live, f"{live}.manifest"))
        elif new.startswith("content/"):  # an entry is told once
            self._count_on(new, self.files & {old})
        self.files = {_moved(each, old, new) for each in self.files}
        self.names = {_moved(each, old, new) for each in self.names - {old}} | {new}

    def _count_on(self, new: str, lost: Iterable[str]) -> None:
        self.relied += 1
        self.wrong += [f"{new} is renamed while {each} may be lost" for each in sorted(lost)]

    def _unsynced(self, *tops: str) -> set[str]:
        return {each for each in self.files | self.names if any(_is_within(each, top) for top in tops)}

    def _inside(self, path: str) -> str:
        place = PurePosixPath(path)
        return place.relative_to(self.site).as_posix() if place.is_relative_to(self.site) else ""


def _moved(path: str, old: str, new: str) -> str:
    return new + path.removeprefix(old) if _is_within(path, old) else path


def _is_within(path: str, top: str) -> bool:
    return path == top or path.startswith(f"{top}/")


def _folder(path: str) -> str:
    return PurePosixPath(path).parent.as_posix()


def told(site: Path, log: Path) -> Disk:
    """Read a log of strace: what went well, in the order in which it ended."""
    disk, begun = Disk(site), {}
    for line in log.read_text("utf-8", "replace").splitlines():
        if not (found := _CALL.match(line)):
            continue
        pid, call, whole, rest = found.groups()
        if whole is not None and "<unfinished ...>" in whole:
            begun[pid] = whole.partition("<unfinished ...>")[0]
            continue
        said = whole if whole is not None else begun.pop(pid, "") + rest
        if not re.search(r"\) += -1 ", said):
            disk.take(call, said)
    return disk


@pytest.mark.parametrize("command", ["build", "pull"])
def test_nothing_is_relied_on_before_it_lasts(tmp_path, command):
    """Each file that a manifest, the served link or an entry counts on is synced, and its name, before that is renamed.

    A sync of all disks counts for nothing: it says of no file that it could not be written.
    """
    if not shutil.which("strace"):
        pytest.skip("strace is not installed on this machine")
    if subprocess.run(["strace", "-qq", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let strace trace")
    for run in faults.runs(tmp_path, command):
        site, log = run.copy(tmp_path), tmp_path / "calls.log"
        assert run.start(site, "-y", "-s", "4096", "-o", str(log), "-e", f"trace={CALLS}") == 0
        disk = told(site, log)
        assert disk.wrong == []
        assert disk.relied >= {"build": 3, "pull": 10}[command]
        assert [name for name in disk.names if name == "output" or name.startswith("content/")] == []
