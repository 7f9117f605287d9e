"""How a feed is doing: what an answer means for its next turn, and one word for its condition.

Pure: states in, states out; the time is an argument. It never asks a feed, never switches one off for being slow
or silent, and never works around a site that refuses us: that is named, and left to a person.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from usalama.model import Answer, Entry, Feed, FeedState

LONGEST_WAIT = timedelta(days=7)  # Retry-After is honoured up to here
GONE_FOR = timedelta(days=7)  # a feed that answers 410 again so much later is off
SILENT_AFTER = timedelta(days=14)  # no feed is called silent sooner, however fast its rhythm
SILENT_RHYTHMS = 6
_MOVED_FOR = timedelta(days=7)
# Hours to wait after so many failures in a row. The first costs nothing: most are over at the next turn.
_BACK_OFF = (0, 0, 1, 3, 6, 12, 12, 12, 23)
_PORTAL_LEAST = 3
_BLOCKED = frozenset({"blocked", "forbidden"})
_UNREACHED = frozenset({"name-not-found", "no-connection", "run-over"})
_PAGES = frozenset({"html-page", "not-a-feed"})
_FEWEST_DATES = 4


CONDITIONS = ("well", "new", "waiting", "failing", "dead", "blocked", "moved", "gone", "silent", "held", "off")
"""The words for how a feed is doing; the status page says each in its own language."""


class Condition(NamedTuple):
    """One word for a feed's condition, and the sentence that says why."""

    word: str  # one of ``CONDITIONS``
    why: str = ""

    @property
    def needs_a_person(self) -> bool:
        """True when nothing will mend itself."""
        return self.word in {"dead", "blocked", "moved", "gone", "silent", "held"}


def is_due(feed: Feed, state: FeedState | None, now: datetime) -> bool:
    """Tell whether a feed may be asked now."""
    if not feed.enabled or (state and state.off):
        return False
    if state is None or state.update_after is None or state.update_after <= now:
        return True
    return state.last_retrieved is not None and state.last_retrieved > now  # the clock was ahead: nobody asked to wait


def is_doubted(feed: Feed, state: FeedState, now: datetime) -> bool:
    """Tell whether to ask a silent feed for all of it, once a day: its server may call it unchanged for ever."""
    asked = state.last_retrieved.astimezone(now.tzinfo) if state.last_retrieved else now
    by_now = replace(state, last_retrieved=now)  # as it will be where it answers again that nothing is new
    return asked.date() < now.date() and condition(feed, by_now, now).word == "silent"


def after_failure(state: FeedState, answer: Answer, now: datetime) -> FeedState:
    """Return the state after a failed turn: counted, and the next turn put off."""
    failures = state.failures + 1
    wait = timedelta(hours=_BACK_OFF[min(failures, len(_BACK_OFF) - 1)])
    if answer.retry_after:
        wait = min(max(wait, answer.retry_after - now), LONGEST_WAIT)
    gone_since = (state.gone_since or now) if answer.trouble == "gone" else None
    off = "answered “410 Gone” twice, a week apart" if gone_since and now - gone_since >= GONE_FOR else ""
    return replace(
        state,
        last_retrieved=now,
        last_error=answer.failure,
        trouble=answer.trouble,
        failures=failures,
        failing_since=state.failing_since or now,
        seconds=round(answer.seconds, 2) or state.seconds,
        update_after=now + wait if wait else None,
        gone_since=gone_since,
        off=off,
    )


def after_success(state: FeedState, answer: Answer, now: datetime) -> FeedState:
    """Return the state after an answer that was a feed, before its entries are looked at."""
    asked_to_wait = min(answer.retry_after, now + LONGEST_WAIT) if answer.retry_after else None
    same_move = answer.moved_to and answer.moved_to == state.moved_to
    return replace(
        state,
        last_retrieved=now,
        last_success=now,
        last_error="",
        trouble="",
        failures=0,
        failing_since=None,
        seconds=round(answer.seconds, 2),
        update_after=asked_to_wait,
        gone_since=None,
        off="",
        moved_to=answer.moved_to,
        moved_since=(state.moved_since if same_move else now) if answer.moved_to else None,
    )


def after_entries(state: FeedState, entries: Sequence[Entry], new: int, now: datetime) -> FeedState:
    """Return the state after a document's entries were read, ``new`` of which we had not seen."""
    newest = max((entry.published for entry in entries), default=None)
    return replace(
        state,
        last_new=now if new else state.last_new,
        newest=max(filter(None, (newest, state.newest)), default=None),
        rhythm_hours=rhythm(entry.published for entry in entries) or state.rhythm_hours,
    )


def rhythm(dates: Iterable[datetime]) -> float:
    """Return the median hours between entries; 0 where there are too few to say."""
    ordered = sorted(set(dates))
    if len(ordered) < _FEWEST_DATES:
        return 0.0
    gaps = [(later - earlier).total_seconds() / 3600 for earlier, later in pairwise(ordered)]
    from statistics import median  # noqa: PLC0415  with fractions and decimals, at every start of a build

    return round(median(gaps), 2)


def is_captive_portal(troubles: Sequence[str]) -> bool:
    """Tell whether so many feeds answered with a page that the network itself must have answered."""
    pages = sum(trouble in _PAGES for trouble in troubles)
    return pages >= _PORTAL_LEAST and pages * 2 > len(troubles)


def is_offline(troubles: Sequence[str]) -> bool:
    """Tell whether no name was found and nobody answered, of several feeds: then it is our own network that is gone."""
    return len(troubles) >= _PORTAL_LEAST and set(troubles) <= _UNREACHED and "name-not-found" in troubles


def condition(feed: Feed, state: FeedState | None, now: datetime, dead_days: int = 7) -> Condition:
    """Return how a feed was doing when it was asked last: while no pull was made, none dies and none falls silent."""
    if not feed.enabled:
        return Condition("off", feed.reason)
    if state is None or state.last_retrieved is None:
        return Condition("new", "not asked yet")
    if state.off:
        return Condition("gone", state.off)
    if state.held_since:
        return Condition("held", state.held_why)
    return _failing(state, now, dead_days) or _answering(state, now)


def fails_for(state: FeedState, now: datetime) -> timedelta:
    """Return from when until when it was asked last a feed has failed at each asking."""
    asked = _asked(state, now)
    return asked - (state.failing_since or asked)


def _asked(state: FeedState, now: datetime) -> datetime:
    return min(state.last_retrieved or now, now)  # a clock that was ahead asked nobody later than now


def _failing(state: FeedState, now: datetime, dead_days: int) -> Condition | None:
    if not state.failures:
        return None
    since = state.failing_since or now
    why = f"{state.last_error}; {state.failures} in a row since {since.date()}"
    if state.trouble in _BLOCKED:
        return Condition("blocked", why)
    return Condition("dead" if fails_for(state, now) >= timedelta(days=dead_days) else "failing", why)


def _answering(state: FeedState, now: datetime) -> Condition:
    asked = _asked(state, now)
    if state.moved_to and state.moved_since and asked - state.moved_since >= _MOVED_FOR:
        return Condition("moved", f"moved for good to {state.moved_to}; change its url in the catalogue")
    latest = max(filter(None, (state.newest, state.last_new)), default=None)
    quiet = max(SILENT_AFTER, timedelta(hours=SILENT_RHYTHMS * state.rhythm_hours))
    if latest and asked - latest > quiet:
        usual = f", usually one every {state.rhythm_hours:g} hours" if state.rhythm_hours else ""
        return Condition("silent", f"answers, but nothing new since {latest.date()}{usual}")
    if latest is None and state.last_success:
        return Condition("silent", "answers, but never had an entry")
    waiting = state.update_after and state.update_after > now
    return Condition("waiting", f"asked us to wait until {state.update_after}") if waiting else Condition("well")
