"""Quiet or blind: which outlets answered in a week, and whether those that usually cover something were among them.

A week's panel, ``content/panels/2026-w47.toml``, names the outlets that were asked and those of which at least one
feed answered. It only ever grows, so that asking again changes no byte once all have answered. ``sight`` then tells a
topic or county on which nothing was reported apart from one that nobody could have told us about. It never
concludes that a place is calm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from usalama.errors import CatalogError
from usalama.tables import read_document

FOLDER = "content/panels"
USUAL_WEEKS = 2
"""An outlet usually covers what it reported in at least so many of the weeks looked at."""


@dataclass(frozen=True, slots=True)
class Panel:
    """The outlets asked in a week and those that answered, by slug, sorted."""

    asked: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()

    @property
    def down(self) -> tuple[str, ...]:
        """The outlets of which no feed answered all week."""
        return tuple(slug for slug in self.asked if slug not in self.answered)

    def with_round(self, asked: Iterable[str], answered: Iterable[str]) -> Panel:
        """Return the panel after another round of asking."""
        more = {*self.answered, *answered}
        return Panel(tuple(sorted({*self.asked, *asked, *more})), tuple(sorted(more)))


@dataclass(frozen=True, slots=True)
class Sight:
    """How well we could have seen something this week."""

    asked: int
    answered: int
    down: tuple[str, ...]
    """Outlets that usually cover it and did not answer all week."""

    @property
    def blind(self) -> bool:
        """True when an outlet that usually covers it was silent because it was down, or nobody answered at all."""
        return bool(self.down) or not self.answered


def read_panel(text: str, name: str) -> Panel:
    """Read one week's panel; a mistake in it names file and key."""
    root = read_document(text, name, CatalogError)
    panel = Panel(tuple(sorted(root.words("asked", ()))), tuple(sorted(root.words("answered", ()))))
    root.close()
    return panel


def render(panel: Panel) -> str:
    """Return the panel's file; ``read_panel`` is its inverse."""
    head = "# Outlets that were asked this week, and those that answered. Written by usalama pull; it only grows.\n"
    return head + "".join(f"{key} = [\n{_rows(slugs)}]\n" for key, slugs in _lists(panel))


def usual(weeks: Iterable[Mapping[str, Sequence[str]]]) -> dict[str, tuple[str, ...]]:
    """Return for each topic or county the outlets that usually cover it.

    ``weeks`` gives for each earlier week slug → outlets that reported on it.
    """
    counts: dict[str, Counter[str]] = {}
    for week in weeks:
        for slug, outlets in week.items():
            counts.setdefault(slug, Counter()).update(set(outlets))
    return {
        slug: tuple(sorted(outlet for outlet, weeks_told in told.items() if weeks_told >= USUAL_WEEKS))
        for slug, told in sorted(counts.items())
    }


def sight(slug: str, panel: Panel, usually: Mapping[str, Sequence[str]]) -> Sight:
    """Say how well ``slug`` could have been seen in the panel's week."""
    down = panel.down
    return Sight(len(panel.asked), len(panel.answered), tuple(o for o in usually.get(slug, ()) if o in down))


def breaks(panels: Sequence[Panel]) -> tuple[int, ...]:
    """Return the positions of the weeks in which an outlet joined or left: counts across them do not compare."""
    known = [(at, set(panel.asked)) for at, panel in enumerate(panels) if panel.asked]
    return tuple(at for (_, before), (at, now) in pairwise(known) if before != now)


def _lists(panel: Panel) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return ("asked", panel.asked), ("answered", panel.answered)


def _rows(slugs: Iterable[str]) -> str:
    return "".join(f'  "{slug}",\n' for slug in slugs)
