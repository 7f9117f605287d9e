"""Publish: let a finished tree through the gate and switch it in, or keep the old site and say why.

It orders calls; what may pass is decided in ``gate``, the disk is ``releases``. The caller holds the site's lock and
tells the time. It refuses to publish while a person holds the site, and never writes into a tree.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from usalama.errors import ReleaseError
from usalama.gate import gate
from usalama.gate.gate import Candidate, Expected, Verdict
from usalama.gate.numbers import FeedCount, Limits
from usalama.machine import disk, hands
from usalama.model import FeedState
from usalama.planning.manifest import Manifest, Page, staged
from usalama.releasing import release_trees, releases
from usalama.releasing.release_trees import Release
from usalama.watch.status import Outcome
from usalama.words.weeks import week_of

AHEAD = timedelta(days=8)  # how far past now a week may begin that we still publish
LATELY = timedelta(days=3)  # a feed that answered within this time is working
_UNKNOWN = Page("?", "", 0)  # a file of which nothing is known but that it is there


class Order(NamedTuple):
    """What is to be published, and what is known of the world around it."""

    site_url: str
    now: datetime
    zone: tzinfo
    expected: Mapping[str, Sequence[Expected]] = MappingProxyType({})
    """Week page → its reports, for weeks whose page changed."""
    feeds: FeedCount = FeedCount()
    limits: Limits = Limits()
    seen: gate.Seen | None = None  # of the published site
    begun: gate.Begun | None = None  # what is under way


def publish(root: Path, release: Release, order: Order, passed: Callable[[], object] = bool) -> Outcome:
    """Switch a finished tree in if nothing speaks against it; ``passed`` is what is done before, where that is so."""
    verdict = examine(root, release, order)
    waits = releases.waiting(root)
    if verdict.passed:
        passed()
        releases.note_passed(root, release, gate.RULES)
    if verdict.passed and not waits:
        releases.switch(root, release)
    why = waits if verdict.passed else refusal(verdict)
    return Outcome(verdict.passed and not waits, why, verdict.problems, verdict.warnings, verdict.read)


def judge(root: Path, release: Release, order: Order) -> Outcome:
    """Say what the gate finds in a tree that lacks entries on purpose, and that is not to be published."""
    limits = order.limits._replace(accept_shrink=True, accept_outage=True)
    verdict = examine(root, release, order._replace(limits=limits))
    return Outcome(published=False, why=refusal(verdict), problems=verdict.problems)


def switch_in(root: Path) -> Release:
    """Switch in the newest build, which the gate passed while the site was held; end the hold."""
    newest = releases.newest(root)
    faults = [*releases.list_faults(root).values()]
    if newest is None:
        raise ReleaseError(*faults[:1] or [f"{root}: nothing is built yet; run usalama build"])
    if not releases.has_passed(root, newest, gate.RULES):
        refused = f"{newest.path}: did not pass the gate; see usalama gate, mend it and run usalama build"
        raise ReleaseError(releases.pass_fault(root, newest) or refused)
    shown = releases.live_number(root)
    # An older one would show again what was hidden since.
    if shown not in {0, newest.number} and not 0 < release_trees.generation(root, shown) < newest.manifest.generation:
        place = root / release_trees.FOLDER / str(shown)
        raise ReleaseError(f"{place}: is published, damaged, and no build is newer; run usalama build --mend")
    if faults:  # it may be the newest
        raise ReleaseError(faults[0])
    if shown != newest.number and (lost := releases.damaged(newest)):  # since it passed
        raise ReleaseError(f"{newest.path / lost[0]}: differs from what was built; run usalama build --mend, then this")
    releases.resume(root)
    releases.switch(root, newest)
    return newest


def roll_back(root: Path, now: datetime) -> Release:
    """Switch to the release before the live one and hold it there, or cron would undo it within the hour."""
    before = releases.previous(root)
    if before is None:
        for line in releases.list_faults(root).values():
            raise ReleaseError(line)
        told = "holds no older whole release to go back to; a take-down removes them"
        raise ReleaseError(f"{root / release_trees.FOLDER}: {told}")
    releases.hold(root, f"{now.isoformat(timespec='minutes')} by a rollback")
    releases.switch(root, before)
    return before


def look_ahead(live: Release, names: Iterable[str], site_url: str) -> gate.Seen:
    """Look at those of ``names`` that are published pages, before it is known which of them will be replaced."""
    pages = [name for name in names if name.endswith(".html") and (live.path / name).exists()]
    return gate.look_ahead(pages, partial(releases.read_served, live), site_url)


@contextlib.contextmanager
def begun(
    root: Path, release: Release, printed: Path, written: Iterable[str], removed: Iterable[str], order: Order
) -> Iterator[Order]:
    """Let the gate begin on what was printed, while that is moved into a tree and waits for the disk."""
    gone = frozenset(removed)
    pages = {name: page for name, page in release.manifest.pages.items() if name not in gone}
    fresh = dict.fromkeys(written, _UNKNOWN)

    @lru_cache(maxsize=1)  # whether a file is as published and what is in it are asked one after the other
    def read(name: str) -> bytes:
        if name in fresh:
            with contextlib.suppress(FileNotFoundError):  # it is moved by one step: else it is there by now
                return disk.body_of(printed / staged(name))
        return disk.body_of(release.path / name)

    candidate = _candidate(root, release._replace(manifest=Manifest(0, pages | fresh)), order)._replace(read=read)
    reading = gate.Reading(candidate, order.limits)

    def look(names: Sequence[str]) -> gate.Findings:
        return reading.take_all(name for name in names if not _is_published(candidate, name))

    count = hands.count(len(reading.names))
    with hands.begun(reading.names, look, count + (count > 1)) as joined:  # one more: ours waits for the disk
        yield order._replace(begun=gate.Begun(frozenset(reading.names), joined))


def _is_published(candidate: Candidate, name: str) -> bool:
    """True for a file with the bytes of a published one, which passed: its links must not stand in for lost ones."""
    was = None if candidate.whole or name in candidate.expected else candidate.before.get(name)
    if was is None or was.size != len(body := candidate.read(name)):
        return False
    return was.sha256 == hashlib.sha256(body).hexdigest()


def examine(root: Path, release: Release, order: Order) -> Verdict:
    """Let the gate look at a finished tree; what is published and passed is not read again."""

    def share(look: gate.Look, names: Sequence[str]) -> Iterable[gate.Findings]:
        return hands.shared(names, look, hands.count(len(names)))

    return gate.check(_candidate(root, release, order), order.limits, share, order.begun)


def _candidate(root: Path, release: Release, order: Order) -> Candidate:
    live = releases.live(root)
    candidate = Candidate(
        after=release.manifest.pages,
        read=lambda name: disk.body_of(release.path / name),
        site_url=order.site_url,
        expected=order.expected,
        feeds=order.feeds,
        seen=order.seen,
        newest_allowed=week_of(order.now + AHEAD, order.zone).slug,
        whole=live is None or not releases.has_passed(root, live, gate.RULES),
    )
    if live is None:
        return candidate
    return candidate._replace(before=live.manifest.pages, read_before=partial(releases.read_served, live))


def refusal(verdict: Verdict) -> str:
    """Say in one line what speaks against publishing."""
    if verdict.passed:
        return ""
    first, *others = verdict.problems
    more = f" (and {len(others)} more; usalama gate lists them)" if others else ""
    return f"{first.line}{more}"


def feed_count(feeds: Iterable[str], states: Mapping[str, FeedState], now: datetime) -> FeedCount:
    """Count those of ``feeds`` that were ever asked, and those that had answered lately when last they were asked.

    ``feeds`` are the addresses of the enabled ones. A build months after the last pull says nothing that the pull did
    not: each page that speaks of the feeds says when they were asked. Each feed has its own last time: one that is
    tried alone, a week after the others were asked, makes none of those silent.
    """
    known = [(states[url].last_retrieved, states[url].last_success) for url in feeds if url in states]
    asked = [(when, success) for when, success in known if when is not None]
    last = max((when for when, _ in asked), default=None)
    working = sum(success is not None and when - success <= LATELY for when, success in asked)
    return FeedCount(working, len(asked), "" if last is None or now - last <= LATELY else last.date().isoformat())
