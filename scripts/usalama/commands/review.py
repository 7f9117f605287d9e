"""``usalama review [WEEK]``: the near misses of a week and the most doubtful entries that were kept."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from usalama import state, store
from usalama.commands import context
from usalama.commands.progress import plain_line
from usalama.commands.tablefile import write_bytes
from usalama.errors import UsalamaError
from usalama.model import JudgedEntry
from usalama.review import Doubt, doubtful, review_table
from usalama.site import Site
from usalama.weeks import Week, parse_week, week_of


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the week and the table."""
    parser.add_argument("week", nargs="?", metavar="WEEK", help="such as 2026-W47; else the newest that has entries")
    parser.add_argument("--most", type=int, default=40, metavar="N", help="list so many (40)")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT.csv", help="write a table to fill in for usalama learn")


def run(args: argparse.Namespace) -> int:
    """Print the doubtful entries, or write them as a table."""
    root, site = context.open_site(args)
    week = _week(args.week, root)
    doubts = doubtful([*_dropped(root, site, week), *_kept(root, week)], args.most)
    if args.out:
        write_bytes(args.out, review_table(doubts).encode())
        print(f"{args.out}: {len(doubts)} rows; write 1 or 0 under correct, then: usalama learn {args.out}")
        return 0
    for doubt in doubts:
        print(plain_line(f"{doubt.relevance:.2f} {'kept   ' if doubt.kept else 'dropped'} {doubt.title}"))
        print(plain_line(f"     {doubt.key}  {doubt.why}"))
    print(f"{week.slug}: {len(doubts)} near the line")
    return 0


def _week(asked: str | None, root: Path) -> Week:
    if asked:
        try:
            return parse_week(asked)
        except ValueError as error:
            raise UsalamaError(str(error)) from None
    weeks = store.weeks(root)
    if not weeks:
        raise UsalamaError("content/entries: no week has entries yet; run usalama pull first")
    return parse_week(weeks[-1])


def _dropped(root: Path, site: Site, week: Week) -> Iterator[Doubt]:
    latest = {each.key: each for each in state.read_dropped(root) if week_of(each.seen, site.zone) == week}
    for each in latest.values():
        yield Doubt(each.key, False, each.relevance, each.title, "", "", (), each.why)  # noqa: FBT003


def _kept(root: Path, week: Week) -> Iterator[Doubt]:
    for stored in store.read_entries(root, [week.slug]).entries:
        yield _doubt(stored.judged)


def _doubt(judged: JudgedEntry) -> Doubt:
    entry, judgement = judged.entry, judged.judgement
    why = next((reason.evidence for reason in judgement.reasons if reason.kind == "relevance"), "")
    return Doubt(
        entry.key,
        True,  # noqa: FBT003
        judgement.relevance,
        entry.title,
        entry.summary,
        entry.language,
        judgement.topics,
        why,
    )
