"""What a build has to do: the pages that should be, against those that are, and why each is written.

A pure function of two mappings. Whatever is unsure is written again; nothing is ever skipped because it is
probably the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from usalama.catalogue.wording import FIRST


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


def within(language: str, path: str) -> str:
    """Return where a path stands in the tree of a language: the first language's is the site's own."""
    return path if language == FIRST else f"{language}/{path}"


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
