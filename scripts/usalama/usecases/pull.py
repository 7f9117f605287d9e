"""Pull: ask the due feeds, keep what is Kenyan security news, remember the rest with its reason.

A feed's turn is taken as its answer comes. What feeds have to do with each other is decided after all have answered,
in the catalogue's order and never in that of arrival, so that a run that was killed and repeated ends as one whole run
would. Edges, judge and clock come in as arguments.
It never downloads a report itself, and never changes a judgement that is on disk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from usalama.feeds import quarantine
from usalama.feeds.followed import HiddenName
from usalama.feeds.identity import is_away, told_by_sisters
from usalama.feeds.items import with_language
from usalama.feeds.known import Known
from usalama.feeds.turn import NotKept, Outcome, Rules, Turn
from usalama.model import (
    Answer,
    Entry,
    Feed,
    FeedState,
    JudgedEntry,
    Judgement,
    Outlet,
    ParsedFeed,
    Problem,
    PullReport,
    Reason,
)
from usalama.usecases import following
from usalama.usecases.excerpts import with_excerpts
from usalama.watch import health
from usalama.words.text import counted
from usalama.words.urls import page
from usalama.words.weeks import week_of

MOST_A_WEEK = 300
"""Entries that one feed may add to one week; the busiest newsroom writes a third of that about security."""
MOST_HELD = 300
"""Entries of a held feed that wait for a person: one whose ids and links are new at each pull would fill the disk."""
Reading = tuple[Feed, Answer, ParsedFeed]  # a feed, what asking brought, and what the document said


class Given(NamedTuple):
    """What a pull decides by."""

    outlets: Mapping[str, Outlet]
    states: Mapping[str, FeedState]
    known: Known
    rules: Rules
    now: datetime
    hidden: Sequence[HiddenName] = ()  # what is remembered of names that reports hide


def due(feeds: Sequence[Feed], states: Mapping[str, FeedState], now: datetime, *, force: bool) -> tuple[Feed, ...]:
    """Return the feeds to ask now, in the catalogue's order."""
    return tuple(f for f in feeds if f.enabled and (force or health.is_due(f, states.get(f.url), now)))


def take(reading: Reading, given: Given) -> Turn:
    """Work through what one feed brought, as far as that concerns no other feed; return its turn."""
    feed, answer, parsed = reading
    state = given.states.get(feed.url) or _new_state(feed, given.known)
    why = given.known.held_why(feed.url)
    if why and not state.held_since:  # our memory was lost, or the run died that held them or let them in
        state = replace(state, held_since=given.now, held_why=why)
    turn = Turn(feed, answer, parsed, given.outlets.get(feed.outlet), state)
    turn.take(given.known, given.rules, given.now)
    return turn


def decide(feeds: Sequence[Feed], taken: Iterable[Turn], given: Given) -> Outcome:
    """Bring together the turns of the asked ``feeds``; return what to write."""
    known, rules, now = given.known, given.rules, given.now
    outcome = Outcome(PullReport(now), states=dict(given.states))
    by_url = {turn.feed.url: turn for turn in taken}
    turns = [by_url[feed.url] for feed in feeds if feed.url in by_url]
    offline = health.is_offline([turn.answer.trouble for turn in turns])
    for turn in turns:
        if offline:
            turn.forgive()
        outcome.changed += turn.changed
    outcome.changed = with_excerpts(outcome.changed, turns, known, rules)
    _judge_fresh(turns, given, outcome)
    shown = following.follow(outcome, turns, given.hidden, known, rules)
    for turn in turns:
        turn.close(outcome, rules)
    problems = [*known.problems, *(problem for turn in turns for problem in turn.problems)]
    problems += [*shown, *_portal(turns), *((_offline(len(turns)),) if offline else ())]
    results = tuple(turn.result() for turn in turns)
    outcome.report = PullReport(now, results, problems=tuple(problems), naming=shown, offline=offline)
    return outcome


def _judge_fresh(turns: Sequence[Turn], given: Given, outcome: Outcome) -> None:
    """Judge what nobody had told before, oldest first: a story grows in the order of its reports."""
    known, rules, now = given.known, given.rules, given.now
    is_told = told_by_sisters(known, outcome.changed, rules.zone, given.outlets)
    wanted: list[JudgedEntry] = []
    for entry, turn in _claimed(turns, given):
        decided_by = "" if now - entry.published > rules.oldest else rules.digest
        if entry.key not in rules.admitted and known.was_dropped(entry, decided_by) and not turn.is_reworded(entry):
            turn.counts["dropped"] += 1
            continue
        judgement = with_language(turn.judge(entry, rules), turn.raw[entry.key], turn.feed.language)
        if why := _unwanted(entry, judgement, rules, is_too_old=not decided_by):
            turn.counts["dropped"] += 1
            outcome.not_kept.append(NotKept(entry, _rounded(judgement.relevance), why, decided_by))
            continue
        if is_told(entry):
            turn.counts["duplicates"] += 1
            continue
        if _is_held(entry, turn, known, rules, now):
            turn.counts["held"] += 1
            if known.add_held(turn.feed.url) > MOST_HELD:  # not remembered either: who is let in is read again
                turn.beyond += 1
                continue
            reason = Reason("hold", "quarantine", turn.state.held_why)
            outcome.held.append(JudgedEntry(entry, as_filed(judgement).because(reason)))
        else:
            turn.counts["kept"] += 1
            wanted.append(JudgedEntry(entry, as_filed(judgement)))
    for turn in (turn for turn in turns if turn.beyond):
        left = f"{counted(turn.beyond, 'entry', 'entries')} left out, beside the {MOST_HELD} that wait already"
        turn.problems.append(Problem(turn.feed.url, left))
    outcome.kept += in_stories(sorted(wanted, key=lambda each: (each.entry.published, each.entry.key)), rules)


def _claimed(turns: Sequence[Turn], given: Given) -> list[tuple[Entry, Turn]]:
    """Return each entry that no other feed of this run told by its page before, with its turn; the oldest first.

    What waits for a person comes last: it takes nothing from a feed of its outlet that is read as ever. Before it
    comes what leads elsewhere than to its outlet's site: it takes nothing from what leads there.
    """
    found: list[tuple[Entry, Turn]] = []
    for turn in sorted(turns, key=_waits):
        for entry in turn.fresh:
            by_page = page(entry.link) not in turn.vague and entry.key not in turn.apart
            if given.known.claim(entry, by_page=by_page):
                found.append((entry, turn))
            else:
                turn.counts["duplicates"] += 1

    def rank(pair: tuple[Entry, Turn]) -> tuple[object, ...]:
        entry, turn = pair
        return _waits(turn), is_away(entry, given.outlets), entry.published, entry.key

    return sorted(found, key=rank)


def _waits(turn: Turn) -> bool:
    return bool(turn.state.held_since)


def _is_held(entry: Entry, turn: Turn, known: Known, rules: Rules, now: datetime) -> bool:
    """Tell whether an entry waits for a person: its feed is held, or has just flooded a week."""
    if not turn.state.held_since:
        week = week_of(entry.published, rules.zone)
        if known.add_to_week(turn.feed.url, week.slug) > MOST_A_WEEK:
            turn.hold(f"more than {MOST_A_WEEK} entries in {week}", now)
    return bool(turn.state.held_since)


def as_filed(judgement: Judgement) -> Judgement:
    """Return a judgement with its relevance as a file has it."""
    return replace(judgement, relevance=_rounded(judgement.relevance))


def _rounded(relevance: float) -> float:
    return round(relevance, 2)


def in_stories(judged: Sequence[JudgedEntry], rules: Rules) -> list[JudgedEntry]:
    """Give each entry its story, oldest first; ``judged`` is in that order."""
    if not judged:
        return []
    place = rules.stories(judged[0].entry.published)
    return [each.in_story(*place(each)) for each in judged]


def _unwanted(entry: Entry, judgement: Judgement, rules: Rules, *, is_too_old: bool) -> str:
    if entry.key in rules.admitted:  # its file is gone, as where the folder was lost
        return ""
    if is_too_old:
        return f"too old: {entry.published.date()}, more than {rules.oldest.days} days before it was first seen"
    if judgement.relevance >= rules.threshold:
        return ""
    reasons = [f"{r.value}: {r.evidence}" for r in judgement.reasons if r.kind == "relevance"]
    return "; ".join(reasons) or "not relevant"


def _new_state(feed: Feed, known: Known) -> FeedState:
    """Begin a state; where our memory was lost, the entry files still tell what is usual for the feed."""
    habit = quarantine.from_entries(known.of_feed(feed.url))
    kept = known.count(feed.url)
    return FeedState(feed.url, habit=habit, kept=kept)


def _offline(asked: int) -> Problem:
    gone = f"none of the {asked} feeds could be reached, and no name was found: is this machine connected?"
    return Problem("network", f"{gone} Nothing is held against them; the next run asks them all again")


def _portal(turns: Sequence[Turn]) -> tuple[Problem, ...]:
    troubles = [turn.state.trouble if turn.outcome == "failed" else "" for turn in turns]
    if not health.is_captive_portal(troubles):
        return ()
    return (Problem("network", "most feeds answered with a web page: is this machine behind a log-in page?"),)
