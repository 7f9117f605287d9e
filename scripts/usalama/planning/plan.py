"""What a build has to do: the pages that should be, against those that are, and why each is written.

A pure function of two mappings. Whatever is unsure is written again; nothing is ever skipped because it is
probably the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from usalama.words.text import counted


class Wanted(NamedTuple):
    """One file that the site should have. ``inputs`` stands for everything it is made from."""

    name: str
    """Path in the tree: ``2026/w47/index.html``."""
    kind: str
    """What makes it: week, shelf, story, feed …"""
    key: tuple[str, ...]
    """Which one of its kind."""
    language: str
    inputs: str


class Plan(NamedTuple):
    """What to do, and why."""

    write: tuple[tuple[Wanted, str], ...]
    """(file, reason): "new" or "changed"; in the order of ``wanted``."""
    remove: tuple[str, ...]
    kept: int

    @property
    def empty(self) -> bool:
        """True when the tree is as it should be."""
        return not self.write and not self.remove


def compare(wanted: Iterable[Wanted], have: Mapping[str, str]) -> Plan:
    """Return what brings a tree that has ``have`` (name → inputs) to ``wanted``."""
    write: list[tuple[Wanted, str]] = []
    names: set[str] = set()
    for page in wanted:
        names.add(page.name)
        known = have.get(page.name)
        if known != page.inputs:
            write.append((page, "new" if known is None else "changed"))
    return Plan(tuple(write), tuple(sorted(have.keys() - names)), len(names) - len(write))


def describe(plan: Plan, *, limit: int = 200) -> str:
    """Say in lines what a plan will do: a count for each kind, then each file with its reason."""
    if plan.empty:
        return f"Nothing to do: {counted(plan.kept, 'file is as it', 'files are as they')} should be."
    lines = [f"{len(plan.write)} to write, {len(plan.remove)} to remove, {plan.kept} kept"]
    kinds = Counter((page.kind, reason) for page, reason in plan.write)
    lines += [f"  {count:6} {kind}: {reason}" for (kind, reason), count in sorted(kinds.items())]
    lines += [f"write  {page.name}  ({reason})" for page, reason in plan.write[:limit]]
    lines += [f"remove {name}" for name in plan.remove[:limit]]
    left = max(0, len(plan.write) - limit) + max(0, len(plan.remove) - limit)
    return "\n".join([*lines, f"… and {left} more"] if left else lines)
