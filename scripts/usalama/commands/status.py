"""``usalama status``: how every feed is doing, and the last runs; a table, or ``--json`` for programs.

Exit codes: 0 each feed is well or will mend itself · 2 a feed needs a person, an entry is held back, no feed was asked
for a mistake in a table, a library that broke or more than a week, a table was set aside for a newer program's, a
report of a closed week shows a name that another hides, or the site is not published (held by a rollback, or a run
that hangs) or lacks something that its builds name · 64 a folder, a pipe or a device stands where a run keeps a file of
its own.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any, NamedTuple

from usalama.console import context
from usalama.console.hints import say
from usalama.console.progress import tell
from usalama.errors import CATALOG, DEGRADED, OK, SiteError
from usalama.files import state, store
from usalama.machine import locks
from usalama.model import Problem
from usalama.releasing import releases
from usalama.tables import takeover
from usalama.usecases.check import cut_short
from usalama.watch import status
from usalama.words.text import counted

_COLUMNS = (("outlet", 24), ("condition", 9), ("last_success", 12), ("last_new", 10), ("kept", 5))
_PRIVATE = "failing, at no public address"
_ADVICE = {
    "blocked": "refused to us; write to the outlet, or disable the feed",
    "dead": "failed for a week; disable it in content/catalog/feeds.toml with a reason, or mend its address",
    "failing": "asked again by itself, at growing intervals; nothing to do",
    _PRIVATE: "none is read there; change its url in content/catalog/feeds.toml, or disable it",
    "gone": "not asked any more; disable it",
    "held": "read what lies in content/held/, then: usalama release FEED",
    "moved": "change its url in content/catalog/feeds.toml",
    "silent": "answers and brings nothing; look whether the outlet has another address",
}
"""Condition → what to do about it: docs/operations.md says more."""
_CUT = {"last_success": 10}  # a time is cut to its day, which is shorter than the column's name


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--all", action="store_true", help="list every feed: those that are well or off, too")
    context.add_clock(parser)


class _Found(NamedTuple):
    """What there is to tell of a site."""

    root: Path
    zone: tzinfo
    feeds: list[dict[str, Any]]  # a row a feed
    runs: dict[str, dict[str, Any]]
    held: list[str]  # entry files that wait for a person
    problems: tuple[Problem, ...]  # states that cannot be read
    stopped: str  # since when nothing was pulled; "" where that is not too long
    untold: str  # since when a full disk has kept a failed build from being noted; "" where it has not
    waits: str  # why a person keeps the site from being published; "" where nobody does
    aside: dict[str, str]  # table that lies aside → what that means
    stuck: str  # what has held the lock for hours, so that no run does anything; "" where nothing has
    unended: list[str]  # of tables that lack their last line end, as where a copy broke off


def run(args: argparse.Namespace) -> int:
    """Print the state of things."""
    found = _look(args)
    if args.json:
        print(json.dumps(_data(found), indent=1, sort_keys=True))
    else:
        tell(*_site(found))
        _print_runs(found.runs, found.zone)
        _print_feeds(found.feeds, found.held, everything=args.all)
        tell(*(problem.line for problem in found.problems))
    return DEGRADED if _is_lacking(found) or any(row["needs_a_person"] for row in found.feeds) else OK


def _look(args: argparse.Namespace) -> _Found:
    root, site = context.open_site(args)
    for mistake in state.no_files(root):  # what it holds back cannot be told
        raise SiteError(mistake)
    texts, now = store.read_desk(root), context.clock(args)
    feeds = store.read_catalog(texts).feeds
    states, problems = state.read_states(root)
    runs = {name: part for name, part in state.read_status(root).items() if isinstance(part, dict)}
    runs |= {"pull": status.without_gone(runs["pull"], lambda path: (root / path).exists())} if "pull" in runs else {}
    return _Found(
        root,
        site.zone,
        feeds=status.feed_rows(feeds, states, now, site.alerts.dead_days),
        runs=runs,
        held=[path.relative_to(root).as_posix() for path in store.entry_paths(root, kind=store.HELD)],
        problems=problems,
        stopped=status.unasked_since(runs.get("pull", {}), now),
        untold=state.untold_since(root),
        waits=releases.waiting(root),
        aside=takeover.aside(root),
        stuck=locks.stuck(root),
        unended=[f"{CATALOG}/{line}" for line in cut_short(texts)],
    )


def _is_lacking(found: _Found) -> bool:
    """Tell whether the site is not published, lacks something, or nobody is asked for news."""
    pull, publish = found.runs.get("pull", {}), found.runs.get("publish", {})
    is_stopped = found.stuck or found.untold or found.stopped or found.waits or publish.get("refused_since")
    is_asked = found.held or found.aside  # a person is
    return bool(is_stopped or is_asked or publish.get("lacking") or pull.get("unasked") or pull.get("naming"))


def _data(found: _Found) -> dict[str, Any]:
    return {
        "runs": {name: {key: part[key] for key in part if key != "feeds"} for name, part in found.runs.items()},
        "feeds": found.feeds,
        "held": found.held,
        "problems": [problem.message for problem in found.problems],
        "rolled_back": releases.held(found.root),
        "tables_aside": found.aside,
        "tables_unended": found.unended,
        "no_pull_since": found.stopped,
        "untold_since": found.untold,
        "stuck": found.stuck,
    }


def _site(found: _Found) -> Iterator[str]:
    """Yield what concerns the site as a whole; why the last build published nothing is told with that build."""
    if found.stuck:
        yield found.stuck
    if found.waits and found.waits != found.runs.get("publish", {}).get("why"):
        yield f"Not published: {found.waits}"
    if found.untold:
        told = "the disk was full, even for this; make room, then usalama build"
        yield f"Not published since {_minute(found.untold, found.zone)}: {told}"
    if found.stopped:
        yield f"No pull since {found.stopped}: is the schedule still there? usalama schedule prints one"
    yield from found.aside.values()
    yield from found.unended
    if own := takeover.own(found.root):
        yield f"Tables changed here, which get no rows of a newer program: {', '.join(own)}"


def _print_runs(runs: Mapping[str, Mapping[str, Any]], zone: tzinfo) -> None:
    for name, part in sorted(runs.items()):
        last = str(part.get("started") or "none")
        tell(f"Last {name}: {_minute(last, zone)}, {_how_it_went(part, zone)}")
        if part.get("refused_since"):
            tell(f"  Not published since {_minute(part['refused_since'], zone)}: {part.get('why', '')}")
        problems = part.get("problems")
        for line in problems if isinstance(problems, list) else ():
            if not str(part.get("why", "")).startswith(line):  # the first stands in the line above
                tell(f"  {line}")
        lacking = part.get("lacking")
        tell(*(f"  Published without {line}" for line in lacking.values()) if isinstance(lacking, dict) else ())


def _print_feeds(rows: Sequence[Mapping[str, Any]], held: Sequence[str], *, everything: bool) -> None:
    cause, alike = ("", []) if everything else status.common_cause(rows)
    others = [row for row in rows if row not in alike]
    say(_in_numbers(rows, others))
    if alike:
        tell(f"  {status.told_of_most(len(alike), cause)}")
    shown = [row for row in others if everything or row["condition"] not in {"well", "off", "new"}]
    _print_table(sorted(shown, key=lambda row: (not row["needs_a_person"], row["outlet"], row["url"])))
    for word in sorted(set(map(_advised, shown)) & _ADVICE.keys()):
        say(f"  {word}: {_ADVICE[word]}")
    if held:
        waiting = counted(len(held), "entry is", "entries are")
        say(f"{waiting} held back in {store.HELD}/: read, then usalama release FEED")


def _advised(row: Mapping[str, Any]) -> str:
    """Return under which word there is advice for a feed."""
    return _PRIVATE if row["condition"] == "failing" and row["needs_a_person"] else str(row["condition"])


def _in_numbers(rows: Sequence[Mapping[str, Any]], tabled: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return "0 feeds: content/catalog/feeds.toml has none yet; write one there, or usalama import-opml FILE"
    numbers = Counter(row["condition"] for row in rows)
    told = ", ".join(f"{number} {word}" for word, number in sorted(numbers.items()))
    asking = sum(bool(row["needs_a_person"]) for row in rows)
    first = ", first in the table" if any(row["needs_a_person"] for row in tabled) else ""
    needs = f"{counted(asking, 'needs', 'need')} a person{first}" if asking else "none needs a person"
    return f"{counted(len(rows), 'feed', 'feeds')}: {told}; {needs}"


def _print_table(rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        say("  ".join(name.replace("_", " ").ljust(width) for name, width in _COLUMNS) + "  why")
    for row in rows:
        cells = "  ".join((str(row[name]) or "–")[: _CUT.get(name, width)].ljust(width) for name, width in _COLUMNS)
        tell(f"{cells}  {row['url']} {row['why']}".rstrip())


def _how_it_went(part: Mapping[str, Any], zone: tzinfo) -> str:
    last, well = (str(part.get(key) or "none") for key in ("started", "last_success"))
    if part.get("asked") == 0 and not part.get("unasked"):  # of the latter, the mistake is told below
        return "no feed was due" if part.get("not_due") else "there was no feed to ask"
    if last != well:
        return f"did not go well; last that did: {_minute(well, zone)}"
    if part.get("failed"):
        return f"{part['failed']} of the {part.get('asked')} feeds that were asked failed"
    return "went well"


def _minute(moment: str, zone: tzinfo) -> str:
    """Return a moment to the minute in the site's zone, with its name; what is none as it stands."""
    try:
        return datetime.fromisoformat(moment).astimezone(zone).strftime("%Y-%m-%d %H:%M %Z")
    except (ValueError, OverflowError):
        return moment
