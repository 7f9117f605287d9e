"""Who stands behind a story: owner families, shared wording, and the three levels that follow from them.

Independent means owners, not feeds: one group's five section feeds are one voice; a re-publisher, and a report with
another family's words or a link to its page, count for their origin; a page made for search engines counts for nobody.
This room never weighs whether a report is true.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims.searchbait import is_bait
from usalama.model import Entry, JudgedEntry, Outlet, OutletKind
from usalama.words.urls import is_a_report, is_on_site, page

SHINGLE = 5  # words in a row that are compared
SHARED = 0.6
"""Part of the shorter excerpt's word rows that must be found in the other one for the two to be one text."""
SHORTEST = 8  # rows below which a likeness says nothing: two outlets may well open with the same ten words

HEADLINE = 7  # words of a headline that two outlets do not both write; a shorter one may be

ONE_OUTLET, ONE_ORIGIN, INDEPENDENT = 1, 2, 3
_UNSEEN = timedelta(hours=3)
_WORD = re.compile(r"\w+")


class _Words(NamedTuple):
    """What is compared of two reports."""

    headline: tuple[str, ...] = ()
    rows: frozenset[tuple[str, ...]] = frozenset()


def family(outlet: Outlet | None, slug: str) -> str:
    """Return the owner family that ``slug`` counts for; an outlet with no known owner and a site of its own is one."""
    return ((outlet.owner or outlet.voice) if outlet else "") or slug


def repeats(outlet: Outlet | None) -> bool:
    """True for an outlet that is never independent: a re-publisher."""
    return outlet is not None and outlet.kind is OutletKind.REPUBLISHER


def baits(report: JudgedEntry, actors: Actors) -> bool:
    """True for a page made to be found by search: it adds no voice, whoever publishes it."""
    return is_bait(report.entry.title, report.entry.summary, report.entry.language, actors)


def came(entry: Entry) -> datetime:
    """Return since when a report counts as told: its own date, but not long before we saw it.

    Whoever takes up what others told, and dates it before them, would be its first voice; a feed that is asked every
    hour shows a report within three.
    """
    return max(entry.published, entry.first_seen - _UNSEEN)


def independent(reports: Sequence[JudgedEntry], outlets: Mapping[str, Outlet], actors: Actors) -> tuple[bool, ...]:
    """Say of each report, given oldest first, whether it is its outlet's own; who ``came`` first is asked first.

    The first of several with the same wording, or with one page behind them, keeps its independence, but a page is
    whose site it is on, whatever date another gives; a later one of the same family is independent, too, since it adds
    no voice either way.
    """
    homes = _homes(reports, outlets) if len(reports) > 1 else {}
    seen: list[tuple[str, str, _Words]] = []
    alone = len(reports) == 1  # nobody's wording could be shared
    own: dict[int, bool] = {}
    for place in sorted(range(len(reports)), key=lambda n: came(reports[n].entry)):
        report = reports[place]
        outlet = outlets.get(report.entry.outlet)
        voice = family(outlet, report.entry.outlet)
        words = _Words() if alone else _words(report.entry)
        leads_to = "" if alone else page(report.entry.link)
        home = homes.get(leads_to, "")
        copied = home not in {"", voice} or any(
            other != voice and (_shared(words, theirs) or (not home and leads_to == where and is_a_report(leads_to)))
            for other, where, theirs in seen
        )
        bait = baits(report, actors)
        own[place] = not copied and not repeats(outlet) and not bait
        if not bait and home in {"", voice}:
            seen.append((voice, leads_to, words))
    return tuple(own[place] for place in range(len(reports)))


def _homes(reports: Sequence[JudgedEntry], outlets: Mapping[str, Outlet]) -> dict[str, str]:
    """Return each page of a report that lies on its own outlet's site, with the family that it is of."""
    found: dict[str, str] = {}
    for report in reports:
        outlet, leads_to = outlets.get(report.entry.outlet), page(report.entry.link)
        if outlet and is_a_report(leads_to) and is_on_site(leads_to, outlet.homepage):
            found.setdefault(leads_to, family(outlet, report.entry.outlet))
    return found


def _words(entry: Entry) -> _Words:
    return _Words(tuple(_WORD.findall(entry.title.casefold())), shingles(entry.summary))


def _shared(one: _Words, other: _Words) -> bool:
    """True for one wording: of excerpts, or where one is too short to tell, of a headline to the letter."""
    if min(len(one.rows), len(other.rows)) >= SHORTEST:
        return same_words(one.rows, other.rows)
    return len(one.headline) >= HEADLINE and one.headline == other.headline


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """Return every row of five words in ``text``."""
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[n:] for n in range(SHINGLE)), strict=False))


def same_words(one: frozenset[tuple[str, ...]], other: frozenset[tuple[str, ...]]) -> bool:
    """True when two texts are long enough to tell and share most of their wording."""
    shorter = min(len(one), len(other))
    return shorter >= SHORTEST and len(one & other) >= SHARED * shorter


def level(outlets: int, families: int) -> int:
    """Return the level of ``outlets`` outlets that are ``families`` independent owner families."""
    if families > 1:
        return INDEPENDENT
    return ONE_ORIGIN if outlets > 1 else ONE_OUTLET
