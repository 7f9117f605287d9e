"""Lines for people at the terminal: a command that one tells of is of the same site as the command that was typed.

Whoever said ``--root`` stands in another folder, where what is told would find no site, or another one. A line may
come from anywhere below, where nobody knows of command lines; this is the one place where it is completed. Tables,
and whatever else programs read, do not go through here.
"""

import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OWN_PLACE = frozenset({"demo", "new-site", "new-desk"})
"""Commands whose site is another: ``--root`` is the program's folder there."""


@dataclass
class _Typed:
    """What was typed, for every thread of the process."""

    root: str = ""
    commands: frozenset[str] = frozenset()


_typed = _Typed()


@contextmanager
def of_site(root: Path | None, commands: frozenset[str]) -> Iterator[None]:
    """Complete what is told meanwhile with ``--root``, where there is one; ``commands`` are all there are."""
    before = _typed.root, _typed.commands
    _typed.root, _typed.commands = str(root) if root else "", commands - OWN_PLACE
    try:
        yield
    finally:
        _typed.root, _typed.commands = before


def completed(line: str) -> str:
    """Return a line with each command that it tells of as it has to be typed here."""
    if not _typed.root or "usalama " not in line:
        return line
    told = rf"\busalama (?:edit [a-z-]+|{'|'.join(_typed.commands)})\b(?![-\w])(?! --(?:root|help)\b)"
    return re.sub(told, lambda found: f"{found[0]} --root {shlex.quote(_typed.root)}", line)


def say(line: str) -> None:
    """Print a line for people."""
    print(completed(line))
