"""What the gate is told of the world when a build asks for passage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from usalama import publish, sitefolder, state
from usalama.catalog import read_feeds
from usalama.gate import Expected
from usalama.gate_numbers import Limits
from usalama.publish import Order
from usalama.site import Site

FEEDS = "content/catalog/feeds.toml"


def order(
    root: Path, site: Site, now: datetime, expected: Mapping[str, Sequence[Expected]], limits: Limits | None = None
) -> Order:
    """Gather the reports of changed weeks, the feeds that answer, the clock and a person's word."""
    feeds = read_feeds(sitefolder.read_text(root / FEEDS, FEEDS), FEEDS).feeds
    counted = publish.feed_count(feeds, state.read_states(root)[0], now)
    return Order(site.url, now, site.zone, expected, counted, limits or Limits())
