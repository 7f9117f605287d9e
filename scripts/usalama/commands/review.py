"""``usalama review [WEEK]``: the near misses of a week and the most doubtful entries that were kept.

What was kept belongs to the week it was published in, what was not kept to the week it was read in: the line of each
says which day is meant, and a line at the end says it of both.
"""

import argparse
import shlex
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from usalama.console import context
from usalama.console.context import write_bytes
from usalama.console.hints import say
from usalama.console.progress import plain_line
from usalama.errors import TableError, UsalamaError
from usalama.files import state, store
from usalama.files.ledgerfile import read_ledger
from usalama.formats.headlines import read_headlines
from usalama.labelled.corrections import ANSWERS, read_corrections
from usalama.labelled.doubts import REVIEWED, Doubt, doubtful, review_table
from usalama.ledger.effects import applied
from usalama.words.text import counted
from usalama.words.weeks import Week, parse_week


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the week and the table."""
    parser.add_argument("week", nargs="?", metavar="WEEK", help="such as 2026-W47; else the newest that has entries")
    parser.add_argument("--most", type=context.count, default=40, metavar="N", help="list so many (40)")
    parser.add_argument("-o", "--out", type=Path, metavar="OUT.csv", help="write a table to fill in for usalama learn")


def run(args: argparse.Namespace) -> int:
    """Print the doubtful entries, or write them as a table."""
    root, site = context.open_site(args)
    week = _week(args.week, root)
    doubts = doubtful([*_dropped(root, site.zone, week), *_kept(root, site.zone, week)], args.most)
    if args.out:
        _refuse_to_lose(args.out, root)
        write_bytes(args.out, review_table(doubts).encode())
        rows, then = counted(len(doubts), "row", "rows"), shlex.quote(str(args.out))
        say(f"{args.out}: {rows}; write 1 or 0 under correct, then: usalama learn {then}")
        return 0
    for doubt in doubts:
        print(plain_line(f"{doubt.relevance:.2f} {'kept   ' if doubt.kept else 'dropped'} {doubt.title}"))
        print(plain_line(f"     {doubt.key}  {doubt.day}  {doubt.why}"))
        say(f'     usalama edit {"hide" if doubt.kept else "admit"} {doubt.key} --why "…"')
    kept = sum(doubt.kept for doubt in doubts)
    print(
        f"{week} ({week.monday} to {week.sunday}): {len(doubts)} near the line: "
        f"{kept} kept, published in these days; {len(doubts) - kept} dropped, read in these days"
    )
    if doubts:
        say(f"One in full: usalama explain KEY. To answer them: usalama review {week} -o review.csv")
    return 0


def _refuse_to_lose(out: Path, root: Path) -> None:
    """Raise for a table that somebody has answered in and nothing has learnt from: it is about to be written over."""
    data = out.read_bytes() if out.is_file() else b""
    try:
        is_bare = not data.strip() or data == review_table(()).encode()  # as where no report was near the line
        table = [] if is_bare else read_headlines(data, str(out), REVIEWED[:3])
    except TableError as error:
        raise TableError(f"{error}; so it is no review's, and stays: give -o another name") from None
    recorded = {each.key: each.relevant for each in read_corrections(store.read_desk(root))}
    for row in table:
        answer, kept = row.columns["correct"].strip().lower(), row.columns["kept"]
        is_recorded = row.id in recorded and ANSWERS.get(answer) == recorded[row.id]
        if answer and not is_recorded and (answer, kept) != ("1", "1"):  # which a review writes of itself
            mend = f"usalama learn {shlex.quote(str(out))} first, or give -o another name"
            raise TableError(f"{out}: holds an answer, to {row.id}, that nothing has learnt from; {mend}")


def _week(asked: str | None, root: Path) -> Week:
    if asked:
        return context.week_asked(asked)
    weeks = store.weeks(root)
    if not weeks:
        raise UsalamaError("content/entries: no week has entries yet; run usalama pull first")
    return parse_week(weeks[-1])


def _dropped(root: Path, zone: tzinfo, week: Week) -> Iterator[Doubt]:
    for each in state.read_dropped_in(root, week.slug, zone):
        day = f"read {each.seen.astimezone(zone).date()}"
        yield Doubt(each.key, False, each.relevance, each.title, "", "", (), each.why, day)  # noqa: FBT003


def _kept(root: Path, zone: tzinfo, week: Week) -> Iterator[Doubt]:
    ledger = read_ledger(root)
    for stored in store.shown(root, store.read_entries(root, [week.slug]).entries):
        e, judgement = stored.judged.entry, stored.judged.judgement
        why = next((reason.evidence for reason in judgement.reasons if reason.kind == "relevance"), "")
        day = f"published {e.published.astimezone(zone).date()}"
        told = judgement.relevance, e.title, e.summary, e.language, judgement.topics, why, day
        is_let_in = e.key in ledger.admitted and applied(stored.judged, ledger) is not None
        yield Doubt(e.key, True, *told, answer="1" if is_let_in else "")  # noqa: FBT003
