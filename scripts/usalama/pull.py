"""Pull: ask the due feeds, keep what is Kenyan security news, remember the rest with its reason.

Everything is decided after all feeds have answered and in the catalogue's order, never in the order of arrival, so
that a run that was killed and repeated ends as one whole run would. Edges, judge and clock come in as arguments.
It never downloads a report itself, and never changes a judgement that is on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo

from usalama import health, quarantine
from usalama.known import Known
from usalama.model import (
    Answer,
    Entry,
    Feed,
    FeedResult,
    FeedState,
    JudgedEntry,
    Judgement,
    Outlet,
    ParsedFeed,
    Problem,
    PullReport,
    Reason,
)
from usalama.urls import entry_key

_VAGUE = 3
Reading = tuple[Feed, Answer, ParsedFeed]
"""A feed, what asking brought, and what the document said."""


PlaceInStory = Callable[[JudgedEntry], tuple[str, Reason]]


@dataclass(frozen=True, slots=True)
class Rules:
    """How entries are judged, and by which tables."""

    judge: Callable[[Entry], Judgement]
    threshold: float
    stories: Callable[[datetime], PlaceInStory]
    """Given the oldest new entry's date: what finds the story of one entry after the other."""
    digest: str
    """Short hash of the tables; what other tables judged is judged again."""
    oldest: timedelta
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class NotKept:
    """An entry that was read and not kept, and why."""

    entry: Entry
    relevance: float
    why: str


@dataclass(slots=True)
class Outcome:
    """What a pull decided; the caller writes it down, in this order: kept, changed, held, not kept, states."""

    kept: list[JudgedEntry] = field(default_factory=list)
    changed: list[JudgedEntry] = field(default_factory=list)
    held: list[JudgedEntry] = field(default_factory=list)
    not_kept: list[NotKept] = field(default_factory=list)
    states: dict[str, FeedState] = field(default_factory=dict)
    newly_held: list[Feed] = field(default_factory=list)
    report: PullReport | None = None


def due(feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime, *, force: bool) -> tuple[Feed, ...]:
    """Return the feeds to ask now, in the catalogue's order."""
    return tuple(f for f in feeds if f.enabled and (force or health.is_due(f, states.get(f.url), now)))


def decide(
    feeds: Sequence[Feed],
    readings: Iterable[Reading],
    *,
    outlets: Mapping[str, Outlet],
    states: Mapping[str, FeedState],
    known: Known,
    rules: Rules,
    now: datetime,
) -> Outcome:
    """Work through what the asked ``feeds`` brought; return what to write."""
    outcome = Outcome(states=dict(states))
    by_url = {feed.url: (answer, parsed) for feed, answer, parsed in readings}
    turns = [
        _Turn(feed, *by_url[feed.url], outlets.get(feed.outlet), states.get(feed.url) or _new_state(feed, known, now))
        for feed in feeds
        if feed.url in by_url
    ]
    for turn in turns:
        turn.take(known, rules, now, outcome)
    _judge_fresh(turns, known, rules, now, outcome)
    for turn in turns:
        turn.close(outcome, rules, now)
    problems = [*known.problems, *_portal(turns)]
    outcome.report = PullReport(now, tuple(turn.result() for turn in turns), 0, tuple(problems))
    return outcome


class _Turn:
    """One feed's turn: its answer, its state, and what became of its entries."""

    def __init__(self, feed: Feed, answer: Answer, parsed: ParsedFeed, outlet: Outlet | None, state: FeedState) -> None:
        self.feed, self.answer, self.parsed, self.outlet, self.before = feed, answer, parsed, outlet, state
        self.state = state
        self.outcome = "unchanged"
        self.message = "; ".join(problem.message for problem in parsed.problems)
        self.counts = dict.fromkeys(("read", "kept", "dropped", "duplicates", "changed", "held"), 0)
        self.fresh: list[Entry] = []

    def take(self, known: Known, rules: Rules, now: datetime, outcome: Outcome) -> None:
        """Read the answer: count a failure, pass over an unchanged document, sort out what is known."""
        failure = self.answer.failure or self.parsed.failure
        if failure:
            self._fail(failure, now)
            return
        self.state = health.after_success(self.before, self.answer, now)
        if is_worked_through(self.answer, self.before, rules.digest):
            return
        self.counts["read"] = len(self.parsed.entries)
        self._hold_if_suspect(now, outcome)
        told = dict(self.before.told)
        vague = vague_links(self.parsed.entries)
        for entry in self.parsed.entries:
            key = known.find(entry, by_page=entry.link not in vague)
            if not key:
                self.fresh.append(entry)
            elif key != entry.key:
                self.counts["duplicates"] += 1
            elif told.get(key, "") not in {"", title_mark(entry.title)}:
                self._retitle(known.load(key), entry, told[key], now, outcome)

    def _retitle(self, stored: JudgedEntry | None, entry: Entry, told: str, now: datetime, outcome: Outcome) -> None:
        """Note the publisher's new title; one that the editor has written stays."""
        if stored is None or title_mark(stored.entry.title) != told:
            return
        before = stored.entry
        updated = max(filter(None, (entry.updated, before.updated)), default=now)
        changed = replace(before, title=entry.title, was=(*before.was, before.title), updated=updated)
        outcome.changed.append(replace(stored, entry=changed))
        self.counts["changed"] += 1

    def _fail(self, failure: str, now: datetime) -> None:
        self.outcome, self.message = "failed", failure
        if self.answer.trouble != "run-over":  # not this feed's fault; nothing is held against it
            trouble = self.answer.trouble or "not-a-feed"
            self.state = health.after_failure(self.before, replace(self.answer, failure=failure, trouble=trouble), now)

    def _hold_if_suspect(self, now: datetime, outcome: Outcome) -> None:
        if self.state.held_since:
            return
        why = quarantine.suspicion(self.feed, self.outlet, self.answer, self.parsed, self.before.habit, now)
        if why:
            self.state = replace(self.state, held_since=now, held_why=why)
            outcome.newly_held.append(self.feed)

    def close(self, outcome: Outcome, rules: Rules, now: datetime) -> None:
        """Write the turn into the feed's state."""
        if self.outcome != "failed" and self.counts["read"]:
            state = health.after_entries(self.state, self.parsed.entries, len(self.fresh), now)
            told = tuple((entry.key, title_mark(entry.title)) for entry in self.parsed.entries)
            habit = state.habit
            if not state.held_since:  # a hijacker's habits are not to be learnt
                habit = quarantine.learn(habit, self.answer, self.parsed, now)
            self.state = replace(state, kept=state.kept + self.counts["kept"], told=told, habit=habit)
            self.outcome = (
                "held" if state.held_since else "new" if self.fresh or self.counts["changed"] else "unchanged"
            )
            self.message = state.held_why or self.message
        if self.outcome != "failed":
            self.state = replace(self.state, digest=_digest(self.answer, rules.digest))
        outcome.states[self.feed.url] = self.state

    def result(self) -> FeedResult:
        """Return the turn's line of the report."""
        return FeedResult(self.feed.url, self.feed.outlet, self.outcome, message=self.message, **self.counts)


def _judge_fresh(turns: Sequence[_Turn], known: Known, rules: Rules, now: datetime, outcome: Outcome) -> None:
    """Judge what nobody had told before, oldest first: a story grows in the order of its reports."""
    fresh: list[tuple[Entry, _Turn]] = []
    for turn in turns:
        vague = vague_links(turn.parsed.entries)
        for entry in turn.fresh:
            if known.claim(entry, by_page=entry.link not in vague):
                fresh.append((entry, turn))
            else:
                turn.counts["duplicates"] += 1
    wanted: list[JudgedEntry] = []
    for entry, turn in sorted(fresh, key=lambda pair: (pair[0].published, pair[0].key)):
        if known.was_dropped(entry.key, rules.digest):
            turn.counts["dropped"] += 1
            continue
        judgement = rules.judge(entry)
        if why := _unwanted(entry, judgement, rules, now):
            turn.counts["dropped"] += 1
            outcome.not_kept.append(NotKept(entry, judgement.relevance, why))
        elif turn.state.held_since:
            turn.counts["held"] += 1
            outcome.held.append(_held(entry, judgement, turn.state.held_why))
        else:
            turn.counts["kept"] += 1
            wanted.append(JudgedEntry(entry, judgement))
    outcome.kept += in_stories(wanted, rules)


def in_stories(judged: Sequence[JudgedEntry], rules: Rules) -> list[JudgedEntry]:
    """Give each entry its story, oldest first; ``judged`` is in that order."""
    if not judged:
        return []
    place = rules.stories(judged[0].entry.published)
    placed: list[JudgedEntry] = []
    for each in judged:
        story, reason = place(each)
        reasons = (*each.judgement.reasons, reason)
        placed.append(replace(each, judgement=replace(each.judgement, story=story, reasons=reasons)))
    return placed


def _unwanted(entry: Entry, judgement: Judgement, rules: Rules, now: datetime) -> str:
    if now - entry.published > rules.oldest:
        return f"too old: {entry.published.date()}, more than {rules.oldest.days} days before it was first seen"
    if judgement.relevance >= rules.threshold:
        return ""
    reasons = [f"{r.value}: {r.evidence}" for r in judgement.reasons if r.kind == "relevance"]
    return "; ".join(reasons) or "not Kenyan security news"


def _held(entry: Entry, judgement: Judgement, why: str) -> JudgedEntry:
    reason = Reason("hold", "quarantine", why)
    return JudgedEntry(entry, replace(judgement, reasons=(*judgement.reasons, reason)))


def is_worked_through(answer: Answer, state: FeedState | None, rules_digest: str) -> bool:
    """Tell whether this very document was read to its end before, by the same tables: it need not be parsed."""
    return bool(answer.digest) and state is not None and state.digest == _digest(answer, rules_digest)


def vague_links(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the links that so many different reports of one document share that they name none of them."""
    titles: dict[str, set[str]] = {}
    for entry in entries:
        titles.setdefault(entry.link, set()).add(entry.title)
    return frozenset(link for link, different in titles.items() if len(different) >= _VAGUE)


def title_mark(title: str) -> str:
    """Return the short hash by which a changed title is noticed."""
    return entry_key("", title)


def _digest(answer: Answer, rules_digest: str) -> str:
    return f"{answer.digest}-{rules_digest}" if answer.digest else ""


def _new_state(feed: Feed, known: Known, now: datetime) -> FeedState:
    """Begin a state; where our memory was lost, the entry files still tell what is usual for the feed."""
    why = known.held_why(feed.url)
    habit = quarantine.from_entries(known.of_feed(feed.url))
    return FeedState(feed.url, habit=habit, held_since=now if why else None, held_why=why)


def _portal(turns: Sequence[_Turn]) -> tuple[Problem, ...]:
    troubles = [turn.state.trouble if turn.outcome == "failed" else "" for turn in turns]
    if not health.is_captive_portal(troubles):
        return ()
    return (Problem("network", "most feeds answered with a web page: is this machine behind a log-in page?"),)
