"""What a site is made from beside its weeks, and the pages that should be against those that are: why each is written.

A pure function of two mappings. Whatever is unsure is written again; nothing is ever skipped because it is
probably the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from usalama.catalogue.wording import FIRST
from usalama.digest.panel import Panel
from usalama.words.weeks import Week, parse_week

_OF_LINES = frozenset({"part", "stories-begun"})
"""Kinds of pages of some weeks that are made from the lines of their stories alone."""


class Wanted(NamedTuple):
    """One file that the site should have. ``inputs`` stands for everything it is made from."""

    name: str  # path in the tree: ``2026/w47/index.html``
    kind: str  # what makes it: week, shelf, story, feed …
    key: tuple[str, ...]  # which one of its kind
    language: str
    inputs: str


class Plan(NamedTuple):
    """What to do, and why."""

    write: tuple[tuple[Wanted, str], ...]  # (file, reason): "new" or "changed"; in the order of ``wanted``
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


def begins(page: Wanted, chapters: Mapping[str, Sequence[tuple[Week, str]]]) -> tuple[int, ...]:
    """Return the week in which what a page tells begins, where it is told of lines alone; () for every other page.

    In this order such pages ask for the same few weeks one after the other. By their ids, stories of ten years are of
    another week each, and that is read again: of a build from nothing a seventh.
    """
    if page.kind in _OF_LINES:
        return parse_week(page.key[-1])
    told = chapters.get(page.key[-1]) if page.key else None
    return told[0][0] if told else ()


class Contents(NamedTuple):
    """What the site is made from beside its weeks. Each value is a fingerprint, or a tuple of slugs."""

    frame: str  # of theme, code, settings, catalogue and translations: a change here makes every page anew
    languages: tuple[str, ...]
    topics: tuple[str, ...]
    counties: tuple[str, ...]
    outlets: tuple[str, ...]
    once: Mapping[str, Sequence[str]] = MappingProxyType({})
    """topics | counties | outlets → slugs that reports have or had and outlets that were asked, shown now or not."""
    moved: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """topics | outlets → slug that one had before → the one that it has."""
    texts: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """Slug of a hand-written page → language → fingerprint."""
    copied: Mapping[str, str] = MappingProxyType({})  # file at the root → fingerprint
    corrections: str = ""
    corrected: tuple[tuple[str, str], ...] = ()
    """Week and present story of each edit, no week for one on a story: their list links to those that are there."""
    late: Mapping[Week, int] = MappingProxyType({})  # week → reports of earlier ones corrected or removed in it
    touched: Mapping[str, str] = MappingProxyType({})
    """Story → fingerprint of the desk's edits that its page over weeks shows."""
    removed: tuple[str, ...] = ()  # stories of which the ledger took a report down
    left_out: Mapping[str, str] = MappingProxyType({})
    """Story of which nothing is told any more → fingerprint of the edits that hide it."""
    emptied: Mapping[Week, str] = MappingProxyType({})
    """Week of which nothing is shown any more → fingerprint of the edits that emptied it."""
    status: str = ""
    month: str = ""  # the month that security.txt is renewed for
    is_reachable: bool = True  # whether the site has an address to put in it
    is_mapped: bool = False  # whether it is known where on the globe the desk's outlines lie
    panels: Mapping[Week, Panel] = MappingProxyType({})
    closed: Mapping[Week, str] = MappingProxyType({})  # closed week → what stands for its record
