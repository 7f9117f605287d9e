"""``usalama backfill``: judge years of archives, on this machine's cores or an existing Dask cluster."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from usalama.catalogue.catalog import formerly, moved, told_under
from usalama.catalogue.site import Site
from usalama.console import context
from usalama.documents.archives import KNOWN, Partition, passed_over, split
from usalama.errors import DEGRADED, OK, TableError
from usalama.files import store
from usalama.files.ledgerfile import read_ledger
from usalama.ledger.ledger import make_ledger
from usalama.machine import disk
from usalama.model import JudgedEntry
from usalama.tables import rules
from usalama.usecases.backfill import (
    ALONE,
    ARCHIVE,
    Beside,
    Joined,
    Order,
    PartResult,
    Sink,
    entry_files,
    finished,
    join,
    judge_partition,
)
from usalama.words.text import counted

if TYPE_CHECKING:
    from distributed import Client

MEGABYTE = 1024 * 1024
RETRIES = 2
"""Times that Dask runs a failed partition again; a partition that killed three workers is given up and named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the sources, the target and where to run."""
    parser.add_argument(
        "sources", nargs="+", type=Path, metavar="SOURCE", help="WARC, feed, JSON Lines or CSV; or folders"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder for results and entries")
    parser.add_argument("--parquet", action="store_true", help="write one Parquet file a week, no entry files")
    parser.add_argument("--scheduler", metavar="tcp://…", help="an existing Dask cluster; else this machine's cores")
    parser.add_argument(
        "--workers", type=context.count, default=os.cpu_count() or 1, metavar="N", help="processes; else one a core"
    )
    parser.add_argument(
        "--partition", type=context.amount, default=64, metavar="MB", help="size of a piece of JSON Lines"
    )
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Judge what no earlier run has finished, then join everything."""
    root, site = context.open_site(args)
    if args.out.exists() and not args.out.is_dir():
        raise TableError(f"{args.out}: a file; name a folder with --out")
    if disk.real(args.out).is_relative_to(disk.real(root / "content")):
        told = "the site's own content, of which a digest would publish half while this runs"
        raise TableError(f"{args.out}: {told}; name another folder, and copy its weeks when all is done")
    _refuse_mixture(args.out / "entries", parquet=args.parquet)
    parts = split(args.sources, max(1, int(args.partition * MEGABYTE)))
    results, order = args.out / "results", _order(args, root, site)
    done = [result for part in parts if (result := finished(results, part))]
    open_parts = [part for part in parts if part.id not in {result.id for result in done}]
    print(f"{counted(len(parts), 'partition', 'partitions')}, {len(done)} of them done before")
    _warn(args, done, order)
    failed: list[str] = []
    for part, outcome in _judged(args, open_parts, order):
        if isinstance(outcome, PartResult):
            done.append(outcome)
            problems = counted(outcome.problems, "problem", "problems")
            print(f"{outcome.path}: {outcome.read} read, {outcome.kept} kept, {problems}", flush=True)
        else:
            failed.append(part.path)
            print(f"{part.path}: not read: {outcome}", file=sys.stderr)
    others: dict[str, int] = {}
    beside = ALONE if args.parquet else _of_feeds(root)
    joined = join(done, store.read_desk(root), _sink(args, order, others), order, beside)
    _forget(args.out, joined, order)
    _report(done, joined, failed)
    _tell_others(args.out / "entries", others)
    is_lost = any(0 < result.read == result.problems for result in done)  # as of a table with other columns
    return DEGRADED if failed or is_lost else OK


def _refuse_mixture(folder: Path, *, parquet: bool) -> None:
    """Refuse a folder with the other kind of result: a reader of it would take both, each report twice."""
    other, kind = ("*/*.md", "entry files") if parquet else ("*.parquet", "Parquet files")
    if next(folder.glob(other), None) is not None:
        raise TableError(f"{folder}: holds {kind} of an earlier run; remove them, or name another folder with --out")


def _order(args: argparse.Namespace, root: Path, site: Site) -> Order:
    """Return what the partitions share; raise CatalogError or LedgerError where a pull would."""
    texts = store.read_desk(root)
    was = formerly(store.read_catalog(texts).outlets)
    rules.try_tables(texts)
    taken_down = make_ledger(reversed(read_ledger(root).removals))  # all that the workers need of it
    refuses = partial(taken_down.refuses, was=was)
    return Order(
        partial(store.read_desk, root),
        args.out / "results",
        site.zone,
        context.clock(args),
        refuses,
        store.rules_digest(texts),
    )


def _of_feeds(root: Path) -> Beside:
    """Return what the site pulled itself; of what came from archives, an earlier run's, each run makes the same."""
    now = moved(store.read_outlets(root))

    def read(week: str) -> list[JudgedEntry]:
        found = (each.judged for each in store.read_entries(root, [week]).entries)
        pulled = (each for each in found if not each.entry.feed_url.startswith(ARCHIVE))
        return [replace(each, entry=told_under(each.entry, now)) for each in pulled]

    return Beside(store.weeks(root), read)


def _forget(out: Path, joined: Joined, order: Order) -> None:
    """Remove what an earlier run wrote of entries that were taken down since; their partitions are judged anew."""
    weeks = [(out / store.entry_path(judged, order.zone, kind="entries"), judged) for judged in joined.refused]
    # By its key alone: what its file is called may have lost a name that another report hides.
    files = [file for path, judged in weeks for file in path.parent.glob(f"*{judged.entry.key}.md")]
    results = [order.results / f"{part}{kind}" for part in sorted(joined.stale) for kind in (".json", ".jsonl")]
    for path in (*files, *results):
        path.unlink(missing_ok=True)


@contextmanager
def _cluster(args: argparse.Namespace) -> Iterator[Client]:
    """Give a client of the asked scheduler, or of a cluster of this machine's own that ends with the block."""
    try:
        from distributed import Client, LocalCluster  # noqa: PLC0415  an extra that only this needs
    except ImportError:
        raise TableError("backfill needs its extra; in the program's folder: make .venv/dev.stamp") from None
    own = {"processes": True, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0", "host": "127.0.0.1"}
    # Warnings are of workers that are slow to end, which costs nothing; a part that failed is told as a line of ours.
    own["silence_logs"] = logging.ERROR
    with ExitStack() as held:
        cluster = args.scheduler or held.enter_context(LocalCluster(n_workers=args.workers, **own))
        yield held.enter_context(Client(cluster))


def _judged(
    args: argparse.Namespace, parts: list[Partition], order: Order
) -> Iterator[tuple[Partition, PartResult | BaseException]]:
    if not parts:  # no cluster is started for nothing
        return
    with _cluster(args) as client:
        from distributed import as_completed  # noqa: PLC0415

        futures = {
            client.submit(judge_partition, part, order, key=f"judge-{part.id}", retries=RETRIES, pure=True): part
            for part in parts
        }
        for future in as_completed(list(futures)):
            error = future.exception()
            yield futures[future], error if error is not None else future.result()


def _sink(args: argparse.Namespace, order: Order, others: dict[str, int]) -> Sink:
    if args.parquet:
        from usalama.files.columns import weekly_parquet  # noqa: PLC0415  imports pyarrow

        write = weekly_parquet(args.out / "entries")

        def write_week(week: str, entries: Iterable[JudgedEntry]) -> int:
            others[week] = 0  # the file is the week
            return write(week, entries)

        return write_week
    return entry_files(args.out, partial(store.entry_path, zone=order.zone, kind="entries"), others)


def _warn(args: argparse.Namespace, done: list[PartResult], order: Order) -> None:
    """Name the files that no reader of archives knows, and say which results were judged otherwise than now."""
    if unknown := passed_over(args.sources):
        named = ", ".join(str(path) for path in unknown[:3]) + (", …" if unknown[3:] else "")
        what = counted(len(unknown), "file", "files")
        print(f"{what} of no known kind passed over: {named}; known are {', '.join(KNOWN)}, each also with .gz")
    if before := sum(result.rules != order.rules for result in done):
        what = counted(before, "partition was", "partitions were")
        print(f"{what} judged by other tables than now; to judge all alike, remove {order.results} and run again")


def _tell_others(folder: Path, others: dict[str, int]) -> None:
    """Say what stands beside the entries and is of none of these sources: whoever takes the folder takes it too."""
    files = chain(folder.glob("*/*.md"), folder.glob("*.parquet"))
    found = Counter(path.parent.name if path.suffix == ".md" else path.stem for path in files)
    left = {week: others.get(week, count) for week, count in sorted(found.items())}
    if named := [f"{week} ({count})" for week, count in left.items() if count]:
        where = ", ".join(named[:5]) + (", …" if named[5:] else "")
        print(f"{folder}: holds files of none of these sources: {where}; remove them, if no other run is to keep them")


def _report(done: list[PartResult], joined: Joined, failed: list[str]) -> None:
    for problem in [problem for result in done for problem in result.named][:20]:
        print(problem.line, file=sys.stderr)
    totals = {name: sum(getattr(result, name) for result in done) for name in ("read", "kept", "dropped")}
    problems = counted(sum(result.problems for result in done), "problem", "problems")
    print(", ".join([*(f"{count} {name}" for name, count in totals.items()), problems]))
    entries, weeks = counted(joined.entries, "entry", "entries"), counted(joined.weeks, "week", "weeks")
    if joined.shown:
        print(f"left out: {counted(joined.shown, 'report', 'reports')}, which the site has from its feeds")
    print(
        f"{entries} in {weeks} and {counted(joined.stories, 'story', 'stories')}, "
        f"{joined.repeats} told twice, {counted(len(failed), 'partition', 'partitions')} failed"
    )
