"""What the gate is told of the world when a build asks for passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.files import state
from usalama.gate.gate import Expected
from usalama.gate.numbers import Limits
from usalama.usecases import publish
from usalama.usecases.publish import Order


def order(
    root: Path,
    site: Site,
    now: datetime,
    feeds: Sequence[str],
    expected: Mapping[str, Sequence[Expected]],
    limits: Limits | None = None,
) -> Order:
    """Gather which of ``feeds`` answer, the reports of changed weeks, the clock and a person's word."""
    counted = publish.feed_count(feeds, state.read_states(root)[0], now)
    return Order(site.url, now, site.zone, expected, counted, limits or Limits())
