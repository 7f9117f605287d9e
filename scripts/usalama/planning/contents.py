"""What a site is made from beside its weeks, as the lists of its files need it: fingerprints and slugs, no texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from usalama.digest.panel import Panel
from usalama.words.weeks import Week


class Contents(NamedTuple):
    """What the site is made from beside its weeks. Each value is a fingerprint, or a tuple of slugs."""

    frame: str
    """Of theme, code, settings, catalogue and translations: a change here makes every page anew."""
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
    copied: Mapping[str, str] = MappingProxyType({})
    """File at the root → fingerprint."""
    corrections: str = ""
    corrected: tuple[tuple[str, str], ...] = ()
    """Week and present story of each edit, no week for one on a story: their list links to those that are there."""
    touched: Mapping[str, str] = MappingProxyType({})
    """Story → fingerprint of the desk's edits that its page over weeks shows."""
    removed: tuple[str, ...] = ()
    """Stories of which the ledger took a report down."""
    left_out: Mapping[str, str] = MappingProxyType({})
    """Story of which nothing is told any more → fingerprint of the edits that hide it."""
    emptied: Mapping[Week, str] = MappingProxyType({})
    """Week of which nothing is shown any more → fingerprint of the edits that emptied it."""
    status: str = ""
    month: str = ""
    """The month that security.txt is renewed for."""
    is_reachable: bool = True
    """Whether the site has an address to put in it."""
    panels: Mapping[Week, Panel] = MappingProxyType({})
    closed: Mapping[Week, str] = MappingProxyType({})
    """Closed week → what stands for its record."""
