"""What a story's reports say beside their headlines: tolls as each outlet gave them, and whose word they stand on.

Numbers are never added up, averaged or chosen between: the lowest and the highest stand beside every quotation.
Nothing is read but the headline and excerpt of the feed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from usalama.digests import Report
from usalama.figures import KINDS, Figure, figures_in
from usalama.voices import Voice, stance, voices_in


@dataclass(frozen=True, slots=True)
class Quoted:
    """One outlet's figure, with the words around it."""

    outlet: str
    day: date
    link: str
    language: str
    low: int
    high: int
    quote: str


@dataclass(frozen=True, slots=True)
class Toll:
    """One kind of figure over all reports: killed, injured, missing, arrested or animals."""

    kind: str
    low: int
    high: int
    told: tuple[Quoted, ...]
    """In the order of the reports."""


@dataclass(frozen=True, slots=True)
class Witness:
    """One outlet's voices: whose word its report stands on."""

    outlet: str
    language: str
    voices: tuple[Voice, ...]


def tolls(reports: Sequence[Report]) -> tuple[Toll, ...]:
    """Return every kind of figure that the reports give; a report that repeats another's words is left out."""
    found: dict[str, list[Quoted]] = {}
    for report in reports:
        if report.independent:
            for figure in figures_in(report.title, report.excerpt, report.language or "en", report.published.year):
                found.setdefault(figure.kind, []).append(_quoted(report, figure))
    return tuple(
        Toll(kind, min(each.low for each in told), max(each.high for each in told), tuple(told))
        for kind in KINDS
        if (told := found.get(kind))
    )


def witnesses(reports: Sequence[Report]) -> tuple[tuple[Witness, ...], str]:
    """Return the voices of each report that names one, and the story's stance: ``official-only`` or ""."""
    found = tuple(
        Witness(report.outlet, report.language, voices)
        for report in reports
        if (voices := voices_in(report.title, report.excerpt, report.language or "en"))
    )
    return found, stance(voice for witness in found for voice in witness.voices)


def _quoted(report: Report, figure: Figure) -> Quoted:
    return Quoted(
        outlet=report.outlet,
        day=report.published.date(),
        link=report.link,
        language=report.language,
        low=figure.low,
        high=figure.high,
        quote=figure.quote,
    )
