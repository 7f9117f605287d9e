"""``usalama pull``: ask every due feed and write an entry file for each new report of Kenyan security news.

Exit codes: 0 all answered · 1 the clock or the disk forbids it, nothing written · 2 some feeds failed, or an entry
file cannot be read · 64 bad configuration · 75 another run is under way.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from usalama.catalogue.catalog import Catalog
from usalama.catalogue.site import Site
from usalama.console import context, progress
from usalama.errors import ClockError, UsalamaError
from usalama.feeds.turn import Turn, is_tried
from usalama.files import store
from usalama.machine.locks import site_lock
from usalama.model import Feed, FeedState, PullReport
from usalama.network import alerts
from usalama.usecases import pull
from usalama.wiring import feedreader, keeping
from usalama.words.weeks import parse_week, week_of

OK, DEGRADED = 0, 2
_AHEAD = timedelta(days=2)
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC)
"""No machine with this program on it has an earlier date: its clock lost its battery."""
_STALE = timedelta(days=30)
_FEWEST_FEEDS = 10
_COLLECT_AFTER = 200_000
"""Records made since the last look for cycles; what leaves any is small, and of the connections alone."""


@dataclass(frozen=True, slots=True)
class Options:
    """What one run was asked to do."""

    now: datetime
    feed: str = ""
    """Only this feed: its address, or its outlet's slug."""
    force: bool = False
    allow_loopback: bool = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--feed", default="", metavar="FEED", help="only this feed: its address, or its outlet's slug")
    parser.add_argument(
        "--force", action="store_true", help="ask also what is not due, and read again what is unchanged"
    )
    parser.add_argument("--allow-loopback", action="store_true", help="allow feeds on this machine (tests, the demo)")
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Pull, and tell the watchdog."""
    root, site = context.open_site(args)
    with site_lock(root):
        code = pull_site(root, site, Options(context.clock(args), args.feed, args.force, args.allow_loopback))
    if failure := alerts.ping(site.alerts.ping):
        print(progress.plain_line(failure))
    return code


def pull_site(root: Path, site: Site, options: Options) -> int:
    """Pull under the lock that the caller holds; return the exit code."""
    began = time.monotonic()
    gc.set_threshold(_COLLECT_AFTER)  # modules and entries stay: looking through them for cycles again finds none
    _refuse_wrong_clock(root, site, options.now)
    texts = store.read_desk(root)
    catalog = store.read_catalog(texts)
    memory = keeping.recall(root, force=options.force)
    wanted = _wanted(catalog, options.feed)
    asked = pull.due(wanted, memory.states, options.now, force=options.force or bool(options.feed))
    digest = store.rules_digest(texts)
    asking = feedreader.Asking(root, site, options.now, memory.states, digest, texts, options.allow_loopback)
    with feedreader.parsers(asked, asking) as parsers:
        keeping.prepare(root)
        from usalama.wiring.rules import get_ready, load_rules, with_looks  # noqa: PLC0415  while children start

        # A mistake in the tables is named before anybody is asked; where children compile them, while the first
        # answers are waited for, and what has come by then is dropped.
        tried = is_tried(digest, memory.states.values())
        load = partial(load_rules, root, site, texts, options.now)
        rules = load(tried=tried, compiled_elsewhere=parsers.compiles)
        gc.freeze()  # nor in tables and memory, which live as long as the run
        with feedreader.ask(asked, asking) as answers, progress.Progress(len(asked)) as shown:
            if parsers.compiles and not parsers.has_compiled():
                rules = load()
            rules = with_looks(rules, asking.looks)
            outlets = {outlet.slug: outlet for outlet in catalog.outlets}
            given = pull.Given(outlets, memory.states, memory.known, rules, options.now)
            turns: list[Turn] = []
            for reading in feedreader.read_feeds(answers, asking, parsers, shown.heard):
                turns.append(pull.take(reading, given))
                get_ready(reading[2], rules, asking.looks)
    _refuse_stale_press(turns, options.now)
    outcome = pull.decide(asked, turns, given)
    keeping.write_down(root, site, outcome, memory, rules.digest)
    unseated = keeping.seat(root, site, wanted, outcome)
    problems = (*outcome.report.problems, *unseated)
    report = replace(outcome.report, not_due=len(wanted) - len(asked), problems=problems)
    _tell(root, site, catalog.feeds, report, outcome.states, began)
    return DEGRADED if report.count("failed") or memory.unreadable or unseated else OK


def _tell(
    root: Path, site: Site, feeds: Sequence[Feed], report: PullReport, states: Mapping[str, FeedState], began: float
) -> None:
    """Print the report and tell the alarms; say what could not be told."""
    progress.print_report(report, time.monotonic() - began)
    for failure in keeping.tell(root, site, feeds, report, states):
        print(progress.plain_line(failure))


def _wanted(catalog: Catalog, feed: str) -> tuple[Feed, ...]:
    """Return the enabled feeds, or the one that was named."""
    if not feed:
        return catalog.enabled
    found = tuple(each for each in catalog.enabled if feed in {each.url, each.outlet})
    if not found:
        off = next((each.reason for each in catalog.feeds if feed in {each.url, each.outlet}), "")
        near = difflib.get_close_matches(feed, sorted({each.outlet for each in catalog.enabled}), n=1)
        mend = (
            f"it is off: {off}" if off else f'did you mean "{near[0]}"?' if near else "usalama status --all lists them"
        )
        raise UsalamaError(f"--feed {feed}: no enabled feed of the catalogue has this address or outlet; {mend}")
    return found


def _refuse_wrong_clock(root: Path, site: Site, now: datetime) -> None:
    """Refuse a clock that is behind the newest week on disk, or ourselves: what it dates would be filed wrongly."""
    if now < _WRITTEN:
        raise ClockError(f"the clock says {now.date()}, before this program was written; set the clock")
    weeks = store.weeks(root)
    if weeks and week_of(now + _AHEAD, site.zone) < parse_week(weeks[-1]):
        raise ClockError(
            f"the clock says {now.date()}, but {store.ENTRIES}/{weeks[-1]} is there already; "
            "set the clock, or remove that folder if its date is wrong"
        )


def _refuse_stale_press(turns: Sequence[Turn], now: datetime) -> None:
    """Refuse a clock that is far ahead: a press that has been silent for a month everywhere is no press."""
    dates = [max(each.published for each in turn.parsed.entries) for turn in turns if turn.parsed.entries]
    newest = max((date for date in dates if date < now), default=now)
    if len(dates) >= _FEWEST_FEEDS and now - newest > _STALE:
        raise ClockError(
            f"the clock says {now.date()}, but the newest report of {len(dates)} feeds is of {newest.date()}; "
            "set the clock"
        )
