"""What the gate is told of the world when a build asks for passage, and what ``status.json`` is told of the outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from usalama import publish, state, store
from usalama.catalog import read_feeds
from usalama.errors import UsalamaError
from usalama.gate import Expected
from usalama.gate_numbers import Limits
from usalama.publish import Order, Outcome
from usalama.site import Site


def order(
    root: Path, site: Site, now: datetime, expected: Mapping[str, Sequence[Expected]], *, accept_shrink: bool = False
) -> Order:
    """Gather the reports of changed weeks, the feeds that answer, the clock and a person's word."""
    feeds = read_feeds(store.read_desk(root).get("feeds.toml", ""), f"{store.CATALOG}/feeds.toml").feeds
    counted = publish.feed_count(feeds, state.read_states(root)[0], now)
    return Order(site.url, now, site.zone, expected, counted, Limits(accept_shrink=accept_shrink))


def note(root: Path, outcome: Outcome | None, now: datetime) -> None:
    """Write down what became of a build; where there was nothing to do, that an earlier trouble is over."""
    before = state.read_section(root, "publish")
    if outcome is None and not before.get("refused_since"):
        return
    outcome = outcome or Outcome(published=True, why="")
    state.write_status(root, "publish", publish.status_section(outcome, now, before))


@contextmanager
def noting(root: Path, now: datetime) -> Iterator[None]:
    """Write down since when and why nothing is published, should a run end before the gate has said anything."""
    try:
        yield
    except (UsalamaError, OSError) as error:
        # A disk that is full may not take this line either; the error itself is then what is left.
        with suppress(OSError):
            note(root, Outcome(published=False, why=_first_line(error)), now)
        raise


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
