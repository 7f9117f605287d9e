"""What the gate is told of the world when a build asks for passage."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.files import state
from usalama.gate.gate import Expected, Seen
from usalama.gate.numbers import Limits
from usalama.usecases import publish
from usalama.usecases.build import Answer
from usalama.usecases.publish import Order


def order(root: Path, site: Site, now: datetime, answer: Answer, limits: Limits | None, seen: Seen | None) -> Order:
    """Gather which feeds answer, the reports of changed weeks, the clock, a person's word, and what was ``seen``."""
    expected = {name: [Expected(*each) for each in reports] for name, reports in answer.expected.items()}
    feeds = publish.feed_count(answer.feeds, state.read_states(root)[0], now)
    return Order(site.url, now, site.zone, expected, feeds, limits or Limits(), seen)
