"""What ``build`` and ``publish`` share: what the gate is told of the world, and telling what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from usalama import publish as publishing
from usalama import releases, state, store
from usalama.catalog import read_feeds
from usalama.commands import context
from usalama.commands.progress import plain_line
from usalama.gate import Expected
from usalama.gate_numbers import Limits
from usalama.publish import Order
from usalama.site import Site

OK, KEPT = 0, 1
_TOLD = 20


def order_for(
    root: Path,
    site: Site,
    args: argparse.Namespace,
    expected: Mapping[str, Sequence[Expected]] | None = None,
) -> Order:
    """Gather what the gate is told: the reports of changed weeks, the feeds that answer, the clock, a person's word."""
    now = context.clock(args)
    feeds = read_feeds(store.read_desk(root).get("feeds.toml", ""), f"{store.CATALOG}/feeds.toml").feeds
    counted = publishing.feed_count(feeds, state.read_states(root)[0], now)
    limits = replace(Limits(), accept_shrink=bool(getattr(args, "accept_shrink", False)))
    return Order(site.url, now, site.zone, expected or {}, counted, limits)


def publish(root: Path, release: releases.Release, order: Order) -> int:
    """Publish a finished tree, note it in the status, print what came of it; return the exit code."""
    outcome = publishing.publish(root, release, order)
    before = state.read_status(root).get("publish", {})
    section = publishing.status_section(outcome, order.now, before)
    state.write_status(root, "publish", section)
    for problem in (*outcome.problems[:_TOLD], *outcome.warnings[:_TOLD]):
        print(plain_line(f"{problem.subject}: {problem.message}"))
    if not outcome.published:
        print(plain_line(f"not published, the old site stays (since {section['refused_since']}): {outcome.why}"))
        return KEPT
    print(f"published: {len(release.manifest.pages)} files, {outcome.read} looked into by the gate")
    return OK
