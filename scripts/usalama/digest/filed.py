"""Under what a week's reports were filed: noted for good, so that of files that are gone the addresses are known.

A week's register, ``content/filed/2026-w47.json``, has the keys of its reports and what they were filed under. It only
grows, and holds no publisher's word. Nothing here opens a file.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from usalama.errors import IssueError
from usalama.formats.markdown import NAME
from usalama.model import JudgedEntry

FOLDER = "content/filed"
KINDS = ("reports", "stories", "topics", "counties", "outlets")
Filed = Mapping[str, Sequence[str]]  # each of ``KINDS`` → keys of reports, ids or slugs, sorted


def filed_as(entries: Iterable[JudgedEntry]) -> Filed:
    """Return what the entries name."""
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for judged in entries:
        judgement = judged.judgement
        names = [judged.entry.key], [judged.story], judgement.topics, judgement.counties, [judged.entry.outlet]
        for kind, named in zip(KINDS, names, strict=True):
            found[kind].update(named)
    return {kind: sorted(names) for kind, names in found.items()}


def joined(one: Filed, other: Filed) -> Filed:
    """Return what either names."""
    return {kind: sorted({*one.get(kind, ()), *other.get(kind, ())}) for kind in KINDS}


def render(filed: Filed) -> str:
    """Write a register as text, a name a line: what is added is seen line by line."""
    return json.dumps(filed, indent=0) + "\n"


def line_of(text: str, kind: str, name: str) -> int:
    """Return the line of a register that has a name of one of ``KINDS``."""
    return text.count("\n", 0, text.find(f'"{name}"', text.find(f'"{kind}"'))) + 1


def read(text: str, name: str) -> Filed:
    """Read a register; raise IssueError when it is none, or has what makes no address."""
    try:
        rows: Any = json.loads(text)
        found = {kind: [str(each) for each in rows[kind]] for kind in KINDS}
    except (ValueError, KeyError, TypeError, RecursionError):
        found = {}
    if not found or not all(NAME.fullmatch(each) for names in found.values() for each in names):
        raise IssueError(f"{name}: not as a pull wrote it; restore it from the repository")
    return found
