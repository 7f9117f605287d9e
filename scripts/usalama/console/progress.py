"""What a pull says while it runs and when it is over: a bar on a terminal, plain lines for cron.

Whatever comes from a feed is printed as one short line without control characters.
"""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from usalama.console.hints import say
from usalama.model import Answer, Feed, PullReport
from usalama.watch.status import told_of_most, trouble_of_most
from usalama.words.text import line

_WIDEST = 300


@contextmanager
def bar(feeds: int) -> Iterator[Callable[[Feed, Answer], None]]:
    """Give what moves a bar with each answer; it is silent where nobody looks."""
    if not (feeds and sys.stdout.isatty()):
        yield lambda _feed, _answer: None
        return
    from rich import progress  # noqa: PLC0415  for a terminal alone: cron starts sooner without

    columns = (progress.TextColumn("{task.description}"), progress.BarColumn(), progress.MofNCompleteColumn())
    with progress.Progress(*columns, progress.TimeElapsedColumn(), transient=True) as shown:
        task = shown.add_task("Asking feeds", total=feeds)
        yield lambda _feed, _answer: shown.advance(task)


def print_report(report: PullReport, seconds: float) -> None:
    """Print what a pull did: every feed that failed, is held or was partly unreadable by name, then the sums.

    Where the network itself was gone, one of the problems says so, and no feed is named for it. Where most fail for one
    cause, one line stands for them.
    """
    cause = trouble_of_most((result.trouble for result in report.results), len(report.results))
    if cause and not report.offline:
        alike = sum(result.trouble == cause for result in report.results)
        tell(f"  failed    {told_of_most(alike, cause)}")
    for result in () if report.offline else report.results:
        is_named = result.outcome in {"failed", "held"} or result.message
        if is_named and not (cause and result.trouble == cause):
            tell(f"  {result.outcome:9} {result.outlet}: {result.url}: {result.message}")
    tell(*(f"  problem   {problem.line}" for problem in report.problems))
    for text in _sums(report, seconds):
        print(text)


def tell(*lines: str) -> None:
    """Print lines for people that may hold what others wrote, each as ``plain_line`` has it; an empty one is none."""
    for told in filter(None, lines):
        say(plain_line(told))


def plain_line(text: str) -> str:
    """Return a line that cannot move a terminal's cursor or forge another line; its spaces stay, for columns."""
    plain = "".join(part if part.isspace() else line(part, _WIDEST) for part in re.split("( +)", text))
    return plain if len(plain) <= _WIDEST else plain[:_WIDEST] + "…"


def _sums(report: PullReport, seconds: float) -> tuple[str, ...]:
    total, count = report.total, report.count
    feeds = f"{len(report.results)} asked, {count('new', 'held')} with news, {count('unchanged')} unchanged"
    entries = f"{total('read')} read, {total('kept')} kept, {total('dropped')} not relevant"
    others = f"{total('duplicates')} told elsewhere, {total('changed')} retitled, {total('held')} held"
    # What was kept by an earlier pull and is listed still: with it, the line adds up to what was read.
    known = total("read") - sum(map(total, ("kept", "dropped", "duplicates", "changed", "held")))
    return (
        f"Feeds: {feeds}, {count('failed')} failed; {report.not_due} not due",
        f"Entries: {entries}, {others}, {known} known; {seconds:.1f} s",
    )
