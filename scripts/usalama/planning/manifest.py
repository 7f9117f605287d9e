"""What a release tree says of itself: each file's inputs, bytes and size, as one text.

Pure: it reads and writes text, never a file. It refuses a text that was cut or altered and any name that could leave
the tree. One line a file, so that ten years of pages load in milliseconds.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from usalama.errors import ReleaseError

_HEAD = "usalama release 1"
_NAME = re.compile(r"(?:\.well-known/)?[A-Za-z0-9_][A-Za-z0-9._-]{0,99}(?:/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}){0,7}")
_INPUTS = re.compile(r"[!-~]{1,128}")
_WORDS = 4  # of a line


class Page(NamedTuple):
    """One file of a tree. A tuple and no dataclass, because tens of thousands are made at every start."""

    inputs: str  # fingerprint of all that the page was made from; equal inputs mean equal bytes
    sha256: str
    size: int


class Manifest(NamedTuple):
    """All files of one tree, by name. ``generation`` counts finished builds: the higher, the newer."""

    generation: int
    pages: Mapping[str, Page]


def is_safe_name(name: str) -> bool:
    """True for a relative path of plain names: no dots at a name's start, no climbing, no spaces, no bytes over 127.

    ``.well-known/`` is the one folder that may begin with a dot.
    """
    return len(name) <= 200 and _NAME.fullmatch(name) is not None  # noqa: PLR2004  # a path that every host takes


def staged(name: str) -> str:
    """Return what a file is called while it waits for its place in a tree: all wait in one folder.

    Most pages have a folder of their own, which each build would have to make, fill and take away again.
    """
    return name.replace("/", "+")  # which no name in a tree has


def render(manifest: Manifest) -> str:
    """Write a manifest as text: a head line, one line a file in the order of names, and a digest of all that."""
    lines = [f"{_HEAD} {manifest.generation}"]
    for name in sorted(manifest.pages):
        page = manifest.pages[name]
        if not is_safe_name(name) or not _INPUTS.fullmatch(page.inputs):
            raise ReleaseError(f"release manifest: {name!r}: not a name or fingerprint that a release may hold")
        lines.append(f"{page.sha256} {page.size} {page.inputs} {name}")
    text = "\n".join(lines) + "\n"
    return f"{text}end {_digest(text)}\n"


def read(text: str, name: str) -> Manifest:
    """Read what ``render`` wrote; ``name`` is for the message. Raises ReleaseError if the text was cut or altered."""
    generation, (sums, sizes, inputs, names) = _columns(text, name)
    return Manifest(generation, dict(zip(names, map(Page, inputs, sums, map(int, sizes)), strict=True)))


def read_inputs(text: str, name: str, of: str) -> tuple[dict[str, str], dict[str, Page]]:
    """Return file → fingerprint of its inputs; and all that ``read`` gives of files whose names begin with ``of``."""
    sums, sizes, inputs, names = _columns(text, name)[1]
    places = [place for place, each in enumerate(names) if each.startswith(of)]
    pages = {names[place]: Page(inputs[place], sums[place], int(sizes[place])) for place in places}
    return dict(zip(names, inputs, strict=True)), pages


def read_prints(text: str, name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return file → fingerprint of its inputs, and file → hash of its bytes."""
    sums, _, inputs, names = _columns(text, name)[1]
    return dict(zip(names, inputs, strict=True)), dict(zip(names, sums, strict=True))


def _columns(text: str, name: str) -> tuple[int, list[list[str]]]:
    """Return the generation and the four columns of the files' lines: no word of them holds white space."""
    body, _, end = text.rpartition("end ")
    if not body.startswith(_HEAD) or end != _digest(body) + "\n":
        raise ReleaseError(f"{name}: cut or altered; the tree will be written again")
    generation, *words = body.removeprefix(_HEAD).split()
    return int(generation), [words[column::_WORDS] for column in range(_WORDS)]


def changed(before: Mapping[str, Page], after: Mapping[str, Page]) -> tuple[frozenset[str], frozenset[str]]:
    """Tell which names have other bytes now (or are new), and which are gone."""
    fresh = frozenset(name for name, page in after.items() if name not in before or before[name].sha256 != page.sha256)
    return fresh, frozenset(before.keys() - after.keys())


def total_size(pages: Mapping[str, Page]) -> int:
    """Add up the bytes of all pages."""
    return sum(page.size for page in pages.values())


def identity(pages: Mapping[str, Page]) -> str:
    """Name a site by its bytes: equal sites have equal names, on whatever host."""
    return _digest("".join(f"{pages[name].sha256}  {name}\n" for name in sorted(pages)))[:16]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
