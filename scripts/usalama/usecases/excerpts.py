"""What a person let in that judging had left out: its excerpt comes with the next pull whose feed still lists it.

Of a report that was not kept the headline alone is remembered; what hand or feed made of the rest since stays.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from usalama.feeds.amendments import untold
from usalama.feeds.known import Known
from usalama.feeds.turn import Rules, Turn
from usalama.model import Entry, JudgedEntry, Judgement
from usalama.usecases.rejudge import rejudged


def with_excerpts(
    changed: Sequence[JudgedEntry], turns: Iterable[Turn], known: Known, rules: Rules
) -> list[JudgedEntry]:
    """Return what a pull changed, with the reports that were let in and get their excerpts now."""
    found = {each.entry.key: each for each in changed}
    for turn in turns if rules.admitted else ():
        if not turn.state.held_since:
            found |= {each.entry.key: each for each in _of(turn, found, known, rules)}
    return [*found.values()]


def _of(turn: Turn, changed: dict[str, JudgedEntry], known: Known, rules: Rules) -> Iterator[JudgedEntry]:
    for entry in (each for each in turn.parsed.entries if each.key in rules.admitted and each.summary):
        stored = changed.get(entry.key) or turn.own(known, entry.key)
        if stored and not stored.entry.summary:
            yield _judged(replace(stored, entry=replace(stored.entry, summary=entry.summary)), entry, turn, rules)


def _judged(judged: JudgedEntry, told: Entry, turn: Turn, rules: Rules) -> JudgedEntry:
    """Return a report judged by all its words, but for what a person has written."""

    def judge(_: Entry) -> Judgement:
        return turn.judge(told, rules)

    whole = rejudged(judged, judge, lambda one: rules.stories(one.entry.published)(one), everything=True)
    masked_by = untold(turn.masked_by[told.key], judged.judgement)
    return replace(whole, judgement=whole.judgement.masked(masked_by))
