"""Carry the published site to where it is served, whole or not at all.

Each way there puts the new site beside the old one, compares every hash with the manifest, switches last, and does
nothing when the host already has these bytes. So a deploy that was cut off is repeated without harm. It refuses to
carry a tree that is damaged, and to write over a folder that it did not make.
"""

import re
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from usalama.errors import DeployError, TargetError
from usalama.planning import manifest
from usalama.planning.manifest import Page
from usalama.releasing import releases
from usalama.releasing.release_trees import Release
from usalama.words.text import counted

_HOST = r"(?:\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9_.-]+)?\]|[A-Za-z0-9_][A-Za-z0-9_.-]*)"
"""A name, or an address with colons in brackets."""
_SSH = re.compile(rf"(?P<login>(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?{_HOST}):(?P<path>[^:].*)")
_GIT = re.compile(r"git\+(?P<url>[^#]+)#(?P<branch>[A-Za-z0-9][A-Za-z0-9._/-]*)")
KEPT = 3  # sites kept on a host, the served one included
LONGEST = 30 * 60  # seconds that a step may take


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: ``kind`` is folder, ssh or git; ``place`` a path or URL; ``login`` or ``branch`` in ``extra``."""

    kind: str
    place: str
    extra: str = ""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A whole site on its way: where it lies, what it holds, and its name."""

    path: Path
    pages: dict[str, Page]
    identity: str


Carry = Callable[[Parcel, Target], str]
"""One way there. Gives a line that says what was done; raises DeployError and leaves the old site."""


def parse_target(text: str) -> Target:
    """Read a target: a folder, ``user@host:path``, or ``git+URL#branch``; raise TargetError where it is none."""
    if found := _GIT.fullmatch(text):
        return Target("git", found["url"], found["branch"])
    if text.startswith("git+"):
        raise TargetError(f"target {text}: a git target needs its branch, such as git+{text[4:]}#gh-pages")
    if not text or text.startswith("-") or text.endswith(":") or "://" in text or "\n" in text:
        raise TargetError(f"target {text!r}: write a folder, user@host:path or git+URL#branch")
    if "/" not in text.partition(":")[0] and (found := _SSH.fullmatch(text)):
        return Target("ssh", found["path"].rstrip("/") or "/", found["login"])
    before = text.partition("/")[0]
    # No path, or no host that is one: it would become a folder on this machine.
    if (":" in before or before == text) and ("@" in before or before.startswith("[")):
        mend = f"write user@host:path, an address of colons in brackets, or ./{text} for a folder of that name"
        raise TargetError(f"target {text}: names no path on a host; {mend}")
    if not Path(text).absolute().name.strip("."):
        raise TargetError(f"target {text}: is no folder that can become a link; name one in it")
    return Target("folder", text)


def pack(root: Path, release: Release | None) -> Parcel:
    """Read the published tree once more and refuse it if a byte differs from its manifest."""
    if release is None:
        raise DeployError(f"{root}: nothing is published yet; run usalama build first")
    if release.number in (faults := releases.list_faults(root)):
        raise DeployError(faults[release.number])
    wrong = releases.damaged(release)
    if wrong:
        told = f"is not as it was built ({counted(len(wrong), 'file', 'files')})"
        # Else a build with nothing new goes by the manifest and looks at no file of the live tree.
        raise DeployError(f"{release.path / wrong[0]}: {told}; run: usalama build --mend")
    pages = dict(release.manifest.pages)
    return Parcel(release.path, pages, manifest.identity(pages))


def run(command: Sequence[str], where: str, seconds: int, **options: Any) -> subprocess.CompletedProcess[Any]:  # noqa: ANN401  subprocess.run's
    """Run a program of the host's way and return what it said; raise DeployError where there is none or no end."""
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False, **options)  # noqa: S603  a list of our own making, no shell
    except FileNotFoundError as error:
        raise DeployError(f"{command[0]}: is not installed on this machine") from error
    except subprocess.TimeoutExpired as error:
        raise DeployError(f"{where}: no end after {seconds} seconds; what was served still is") from error


def refused(where: str, found: str) -> DeployError:
    """Return the error for a place where a deploy cannot make its link.

    ``found`` says what stands there: ``file``, ``folder``, ``link`` and where it leads to, or ``nowhere`` and the
    missing folder above.
    """
    kind, _, aim = found.partition(" ")
    if kind == "nowhere":
        return DeployError(f"{where}: there is no folder {aim}; make it, or mount its disk, and deploy again")
    if kind == "link":
        return DeployError(f"{where}: links to {aim}, which no deploy made; remove the link and deploy again")
    mend = "move it away and deploy again" if kind == "file" else "move it away, or deploy beside it"
    return DeployError(f"{where}: is a {kind} that no deploy made; {mend}")


def has_all(parcel: Parcel, found: dict[str, str]) -> bool:
    """Tell whether hashes read at the host are the manifest's: a site that was damaged there is carried again."""
    return found == {name: page.sha256 for name, page in parcel.pages.items()}


def check_sums(parcel: Parcel, found: dict[str, str], where: str) -> None:
    """Compare hashes read back at the host with the manifest."""
    wrong = [name for name, page in sorted(parcel.pages.items()) if found.get(name) != page.sha256]
    extra = sorted(found.keys() - parcel.pages.keys())
    if wrong or extra:
        first = wrong[0] if wrong else extra[0]
        raise DeployError(f"{where}: {first} did not arrive as it was sent ({len(wrong)} wrong, {len(extra)} foreign)")
