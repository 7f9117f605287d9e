"""The state of things, for people and machines: ``status.json``, the table of ``usalama status``, what needs a person.

Pure but for the callable that tells: it only sorts out what a run has found. An alarm that could not be told is not
remembered, so that the next run tries again. It names every feed that is not well and never sums silence up as calm.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from usalama.formats.records import read_json, read_moment
from usalama.model import Feed, FeedState, Problem, PullReport
from usalama.watch import health

UNPUBLISHED_DAYS = 8
_MOST_TOLD = 20  # problems of a build that are written down
_MANY = 10  # so many feeds are one line where they fail for one cause; fewer are soon read
_UNREAD = "refused-address"  # trouble of a feed at no public address, which no later turn will mend
_WHERE_TO_LOOK = {
    _UNREAD: "network first: their names lead to addresses inside it, as behind a portal or a filter; "
    "feeds that are on this machine need --allow-loopback"
}
_FAILING = frozenset({"failing", "dead", "blocked"})
_TEXTS = ("started", "last_success", "failing_since")
_NUMBERS = ("asked", "answered", "failed", "not_due")
_ROW_TIMES = ("last_asked", "last_success", "last_new", "newest")
_ROW_TEXTS = ("url", "outlet", "title", "language", "condition", "why", *_ROW_TIMES)
States = Mapping[str, FeedState]  # what is remembered of each feed, by its address
_COUNTED = ("read", "kept", "dropped", "duplicates", "changed", "held")


def pull_section(
    report: PullReport, feeds: Sequence[Feed], states: States, *, dead_days: int, before: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the section ``pull`` of ``status.json``; ``before`` is the one of the run before."""
    answered = report.count("new", "unchanged", "held")
    started = report.started.isoformat()
    good, bad = answered > 0, bool(report.results) and not answered  # a run that had nobody to ask is neither
    return {
        "started": started,
        "last_success": started if good else before.get("last_success", ""),
        "failing_since": "" if good else before.get("failing_since") or (started if bad else ""),
        "asked": len(report.results),
        "answered": answered,
        "failed": report.count("failed"),
        "not_due": report.not_due,
        "entries": {name: report.total(name) for name in _COUNTED},
        "problems": [problem.line for problem in report.problems],
        "naming": {problem.subject: problem.message for problem in report.naming},
        "feeds": feed_rows(feeds, states, report.started, dead_days),
    }


class Outcome(NamedTuple):
    """What became of a site that was to be published."""

    published: bool
    why: str  # one line for a person: why not, or ""
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    read: int = 0  # files that the gate looked into


def publish_section(
    outcome: Outcome, now: datetime, before: Mapping[str, Any], lacking: Sequence[Problem] = ()
) -> dict[str, Any]:
    """Give the section ``publish`` of ``status.json``; ``before`` is the one of the run before.

    ``lacking`` is what the site is published without: entry files that cannot be read or were set aside.
    """
    moment = now.isoformat()
    return {
        "started": moment,
        "last_success": moment if outcome.published else before.get("last_success", ""),
        "refused_since": "" if outcome.published else before.get("refused_since") or moment,
        "why": outcome.why,
        "lacking": {problem.subject: problem.message for problem in lacking[:_MOST_TOLD]},
        "problems": [problem.line for problem in outcome.problems[:_MOST_TOLD]],
        "warnings": [problem.line for problem in outcome.warnings[:_MOST_TOLD]],
    }


def shown(data: bytes) -> dict[str, Any]:
    """Return the part of ``status.json`` that the site shows; nothing where any of it is not as a pull writes it.

    What publishing wrote is left out, or each build would be a reason for the next.
    """
    try:
        found = read_json(data)
    except ValueError:
        return {}
    pull = found.get("pull") if isinstance(found, dict) else None
    if not isinstance(pull, dict) or not _is_section(pull):
        return {}
    return {"pull": pull}


def _is_section(pull: Mapping[str, Any]) -> bool:
    feeds = pull.get("feeds")
    return (
        all(isinstance(pull.get(name), str) for name in _TEXTS)
        and all(type(pull.get(name)) is int for name in _NUMBERS)
        and isinstance(feeds, list)
        and all(isinstance(row, dict) and isinstance(row.get("enabled"), bool) for row in feeds)
        and all(isinstance(row.get(name), str) for row in feeds for name in _ROW_TEXTS)
    )


def feed_rows(feeds: Sequence[Feed], states: States, now: datetime, dead_days: int) -> list[dict[str, Any]]:
    """Return one row a feed, in the catalogue's order."""
    return [_feed_row(feed, states.get(feed.url), now, dead_days) for feed in feeds]


def common_cause(rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Mapping[str, Any]]]:
    """Return the trouble for which most feeds fail, and their rows; "" and none where there is no such one."""
    failing = [row for row in rows if row["condition"] in _FAILING and row["trouble"]]
    cause = trouble_of_most([row["trouble"] for row in failing], sum(row["enabled"] for row in rows))
    return cause, [row for row in failing if row["trouble"] == cause]


def trouble_of_most(troubles: Iterable[str], feeds: int) -> str:
    """Return the one of ``troubles`` that most of so many feeds have; "" where there is no such one.

    Most are ten or more, and over half: what they have in common is rather ours than theirs.
    """
    for cause, number in Counter(filter(None, troubles)).most_common(1):
        if number >= _MANY and number * 2 > feeds:
            return cause
    return ""


def told_of_most(number: int, cause: str) -> str:
    """Return the line that stands for so many feeds which fail for one cause, with the mend."""
    mend = f"{_WHERE_TO_LOOK.get(cause, 'network, proxy and clock first')}; usalama status --all lists them"
    told = f"{number} feeds fail for one cause ({cause.replace('-', ' ')})"
    return f"{told}: look at this machine's {mend}"


def standing(
    feeds: Sequence[Feed], states: States, now: datetime, *, dead_days: int, last_published: datetime | None
) -> dict[str, str]:
    """Return what a person should hear of: what about → one line. The same matter has the same name in every run."""
    found: dict[str, str] = {}
    for feed in feeds:
        state = states.get(feed.url)
        if state and feed.enabled and (line := _matter(feed, state, now, dead_days)):
            found[f"feed {line[0]} {feed.url}"] = f"{feed.outlet}: {feed.url}: {line[1]}"
    if last_published and now - last_published >= timedelta(days=UNPUBLISHED_DAYS):
        since = last_published.date().isoformat()
        found[f"feed unpublished {since}"] = f"nothing was published since {since}; look at the last runs' output"
    return found


def without_gone(pull: Mapping[str, Any], is_there: Callable[[str], bool]) -> dict[str, Any]:
    """Return a pull's section without the reports that it named for a name which they show and that are gone since.

    ``is_there`` tells of a path below the site's root: who took a report down sees at once that nothing is left to do.
    """
    naming = pull.get("naming")
    gone = {path: told for path, told in naming.items() if not is_there(path)} if isinstance(naming, dict) else {}
    if not gone:
        return dict(pull)
    lines = {Problem(path, str(told)).line for path, told in gone.items()}
    left = {path: told for path, told in pull["naming"].items() if path not in gone}
    return {**pull, "naming": left, "problems": [line for line in pull.get("problems", ()) if line not in lines]}


def unasked_since(pull: Mapping[str, Any], now: datetime) -> str:
    """Return the day of the last pull where that is so long ago that none can be due any more; "" else, or for none.

    Runs that a mistake in a table keeps from asking are told of as such.
    """
    last = read_moment(pull.get("started"))
    is_over = last and now - last >= timedelta(days=UNPUBLISHED_DAYS) and not pull.get("unasked")
    return last.date().isoformat() if last and is_over else ""


def _matter(feed: Feed, state: FeedState, now: datetime, dead_days: int) -> tuple[str, str] | None:
    """Return the alarm's name and line for one feed: held, or dead after it had mattered."""
    condition = health.condition(feed, state, now, dead_days)
    if condition.word == "held" and state.held_since:
        line = f"held back: {condition.why}. Look at content/held/, then: usalama release {feed.url}"
        return f"held {state.held_since.date()}", line
    if (health.fails_for(state, now) >= timedelta(days=dead_days) or state.off) and (state.kept or state.habit.pulls):
        since = (state.failing_since or now).date()
        return f"dead {since}", f"dead since {since}: {state.off or state.last_error}"
    return None


def _feed_row(feed: Feed, state: FeedState | None, now: datetime, dead_days: int) -> dict[str, Any]:
    condition = health.condition(feed, state, now, dead_days)
    known = state or FeedState(feed.url)
    return {
        **{name: getattr(feed, name) for name in ("url", "outlet", "title", "language", "enabled")},
        "condition": condition.word,
        "why": condition.why,
        "trouble": known.trouble,
        "needs_a_person": condition.needs_a_person or (condition.word == "failing" and known.trouble == _UNREAD),
        "last_asked": _written(known.last_retrieved),
        **{name: _written(getattr(known, name)) for name in ("last_success", "last_new", "newest")},
        **{name: getattr(known, name) for name in ("failures", "rhythm_hours", "kept")},
    }


def _written(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


Tell = Callable[[str, tuple[str, ...]], tuple[bool, tuple[str, ...]]]
"""Takes a subject and lines; returns whether anybody was told, and a line for each way of telling that failed."""


def raise_new(
    standing: Mapping[str, str], remembered: Mapping[str, str], *, scope: str, site: str, today: str, tell: Tell
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Tell the matters of ``standing`` that are not remembered; return what to remember, and what failed.

    Only matters of this ``scope`` (the first word of their names) are forgotten when they are over.
    """
    new = {name: text for name, text in sorted(standing.items()) if name not in remembered}
    kept = {n: day for n, day in remembered.items() if n in standing or not n.startswith(f"{scope} ")}
    if not new:
        return kept, ()
    one = next(iter(new.values()))
    subject = f"{site}: {one}" if len(new) == 1 else f"{site}: {len(new)} matters need a person"
    told, failures = tell(subject, tuple(new.values()))
    return ({**kept, **dict.fromkeys(new, today)} if told else kept), failures
