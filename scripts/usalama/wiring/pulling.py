"""A pull, from what it was asked to what it tells: the clock is doubted, feeds are asked, entries are written.

What may go on at once does: feeds are asked while tables are compiled, and read while others are still asked. Whoever
has something to mend has the site meanwhile. It prints nothing.
"""

from __future__ import annotations

import difflib
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from usalama.catalogue.catalog import Catalog, moved
from usalama.catalogue.site import Site
from usalama.digest.filed import FOLDER as FILED
from usalama.documents.nursery import Nursery
from usalama.errors import CatalogError, ClockError, UsalamaError
from usalama.feeds.turn import Outcome, Rules, Turn, is_tried
from usalama.files import store
from usalama.files.weekstates import ENTRIES
from usalama.machine.locks import paused
from usalama.model import Answer, Feed, FeedState, PullReport
from usalama.usecases import pull
from usalama.wiring import keeping
from usalama.wiring.asking import Asking, ask, parsers, read_feeds
from usalama.words.weeks import parse_week, week_of

_AHEAD = timedelta(days=2)
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC)
"""No machine with this program on it has an earlier date: its clock lost its battery."""
_STALE = timedelta(days=30)
_FEWEST_FEEDS = 10


@dataclass(frozen=True, slots=True)
class Options:
    """What one run was asked to do."""

    now: datetime
    feed: str = ""  # only this feed: its address, or its outlet's slug
    force: bool = False
    allow_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Pulled:
    """What a pull did."""

    report: PullReport
    feeds: tuple[Feed, ...]  # of the whole catalogue
    states: Mapping[str, FeedState]
    is_degraded: bool
    """Some feed failed, an entry file, the week's panel or its register cannot be read, or a report shows a name."""


Show = Callable[[int], AbstractContextManager[Callable[[Feed, Answer], None]]]
"""Takes how many feeds are asked; what it gives is told of each answer while others are waited for."""


def pull_site(root: Path, site: Site, options: Options, begun: Nursery, show: Show) -> Pulled:
    """Pull under the lock that the caller holds; ``begun`` gives the readers."""
    _refuse_wrong_clock(root, site, options.now)
    texts = store.read_desk(root)
    catalog = store.read_catalog(texts)
    memory = keeping.recall(root, moved(catalog.outlets), force=options.force)
    wanted = _wanted(catalog, options.feed, asked_before=len(memory.states))
    asked = pull.due(wanted, memory.states, options.now, force=options.force or bool(options.feed))
    digest = store.rules_digest(texts)
    asking = Asking(site, options.now, memory.states, digest, texts, options.allow_loopback)
    with parsers(asked, asking, begun) as pool:
        keeping.prepare(root)
        from usalama.tables.rules import get_ready, load_rules, with_looks  # noqa: PLC0415  while children start

        # A mistake in the tables is named before anybody is asked; where children compile them, while the first
        # answers are waited for, and what has come by then is dropped.
        load = partial(load_rules, root, site, texts, options.now)
        rules = load(tried=is_tried(digest, memory.states.values()), compiled_elsewhere=pool.compiles)
        gc.freeze()  # tables and memory live as long as the run; the collector need not look through them again
        with paused(root) as pause, ask(asked, asking) as answers, show(len(asked)) as heard:
            if pool.compiles and not pool.has_compiled():
                rules = load()
            outlets, by_looks = {outlet.slug: outlet for outlet in catalog.outlets}, with_looks(rules, asking.looks)
            given = pull.Given(outlets, memory.states, memory.known, by_looks, options.now, memory.hidden)
            readings: list[pull.Reading] = []
            turns: list[Turn] = []
            for reading in read_feeds(answers, asking, pool, heard):
                readings.append(reading)
                turns.append(pull.take(reading, given))
                get_ready(reading[2], rules, asking.looks)
    if pause.was_used:
        memory = keeping.recall(root, moved(catalog.outlets), force=options.force)
        by_looks = with_looks(load(tried=True), asking.looks)
        given = given._replace(states=memory.states, known=memory.known, rules=by_looks, hidden=memory.hidden)
        turns = [pull.take(each, given) for each in _asked_alike(readings, asking.states, memory.states)]
    _refuse_stale_press(turns, options.now)
    outcome = pull.decide(asked, turns, given)
    report, is_degraded = _written(root, site, wanted, outcome, memory, given.rules)
    report = replace(report, not_due=len(wanted) - len(asked))
    return Pulled(report, catalog.feeds, outcome.states, is_degraded)


def _written(
    root: Path, site: Site, wanted: Sequence[Feed], outcome: Outcome, memory: keeping.Memory, rules: Rules
) -> tuple[PullReport, bool]:
    """Write down what was decided; return what is told of it, and whether a person should look."""
    torn = keeping.seat(root, site, wanted, outcome)  # first: a run that dies after it is repeated whole
    torn += keeping.write_down(root, site, outcome, memory, rules)
    waiting = keeping.still_naming(root, site, outcome, rules)
    problems = (*outcome.report.problems, *waiting, *torn)
    naming = (*outcome.report.naming, *waiting)
    report = replace(outcome.report, problems=problems, naming=naming)
    return report, bool(report.count("failed") or memory.unreadable or torn or naming)


def _asked_alike(
    readings: Sequence[pull.Reading], before: Mapping[str, FeedState], now: Mapping[str, FeedState]
) -> Iterator[pull.Reading]:
    """Give the readings of feeds of which nobody has changed what is known: any other the next run asks anew."""
    for reading in readings:
        url = reading[0].url
        if before.get(url) == now.get(url):
            yield reading


def _wanted(catalog: Catalog, feed: str, asked_before: int) -> tuple[Feed, ...]:
    """Return the enabled feeds, or the one that was named; refuse a list that lost all: nothing would be read again."""
    if asked_before and not catalog.feeds:
        mend = "restore it from the repository; a feed that is to rest stays in it, with enabled = false"
        raise CatalogError(f"{store.FEEDS}: lists no feed, and {asked_before} were asked before; {mend}")
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
            f"the clock says {now.date()}, but {ENTRIES}/{weeks[-1]} is there already; "
            f"set the clock, or remove that folder, and its register in {FILED}, if its date is wrong"
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
