"""Back-filling: does the cost grow with the documents, and do two workers do twice the work of one?

    python benchmarks/backfill.py [--documents 10000 100000 1000000] [--write docs/scale.json] [--page docs/scale.md]
    python benchmarks/backfill.py --documents 1000000 --workers 2 --write docs/scale.json --page docs/scale.md

Each run is a whole ``usalama backfill`` of made news on this machine, in a fresh folder. Times are wall-clock and
processor seconds of the command, start-up and joining included; memory is that of the largest worker and that of the
process that schedules and joins, as the system counted them. With ``--write``, rows of other amounts that the file
holds stay; ``--page`` writes the table and what follows from it on paper between the two marks of the page.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_news import reports

ROOT = Path(__file__).parents[1]
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
MILLION, ARCHIVE = 1_000_000, 100_000_000
TOLD = """
import resource, sys, time
from usalama.cli import main
from usalama.commands import backfill
spent, join = [], backfill.join

def timed(*args):
    began = time.process_time()
    joined = join(*args)
    spent.append(time.process_time() - began)
    return joined

backfill.join = timed
code = main(sys.argv[1:])
megabytes = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print(*megabytes, *spent)
sys.exit(code)
"""


def measured(source, workers, out):
    """Run one back-fill; return its seconds, its processor seconds and the memory of its processes in MB."""
    command = [sys.executable, "-c", TOLD, "backfill", str(source), "--root", str(ROOT), "--out", str(out)]
    command += ["--workers", str(workers), "--partition", "4", "--parquet", "--now", "2026-11-23T06:00+03:00"]
    before, began = os.times(), time.monotonic()
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    seconds, after = time.monotonic() - began, os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    joining, worker, join = map(float, printed[-1].split())
    return {
        "seconds": round(seconds, 1),
        "processor": round(processor, 1),
        "join": round(join, 1),
        "worker_mb": int(worker),
        "joining_mb": int(joining),
        "said": printed[-3:-1],
    }


def run(count, workers):
    """Measure one amount with each number of workers; yield the rows."""
    folder = Path(tempfile.mkdtemp(prefix="usalama-backfill-"))
    source = folder / "made.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in reports(count))
    for number in workers:
        row = {"documents": count, "workers": number, **measured(source, number, folder / f"out-{number}")}
        row["per_second"] = round(count / row["seconds"])
        row["per_core_second"] = round(count / row["processor"])
        yield row
    shutil.rmtree(folder)


COLUMNS = (
    "documents", "workers", "seconds", "per_second", "processor", "join", "per_core_second", "worker_mb", "joining_mb"
)  # fmt: skip
PAGE = """\
{machine}; made news, one report in twenty relevant. Other work ran on the machine at the same time, so
that wall-clock times are upper bounds; processor time is what the run itself used.

| documents | workers | seconds | a second | processor seconds | joining | a processor second | worker MB | joining MB |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
{table}

{times:,.0f} times the documents took {cost:,.1f} times the processor time of one worker's run.{missing}
On paper, by the largest run, {archive:,} documents are {hours:,.1f} hours on one core and {spread:,.1f} hours
on 64, if the disks keep up; {join:,.1f} of these are joining, which is one process.
"""


def page(rows, machine):
    """Return the table of the page, and what the largest amount means for a hundred million documents."""
    alone = [row for row in rows if row["workers"] == 1] or rows
    first, last = alone[0], alone[-1]
    times = ARCHIVE / last["documents"] / 3600
    return PAGE.format(
        machine=machine,
        table="\n".join("| " + " | ".join(f"{row[name]:,}" for name in COLUMNS) + " |" for row in rows),
        times=last["documents"] / first["documents"],
        cost=last["processor"] / first["processor"],
        missing="" if rows[-1]["documents"] >= MILLION else " A million documents have not been run.",
        archive=ARCHIVE,
        hours=times * last["processor"],
        spread=times * ((last["processor"] - last["join"]) / 64 + last["join"]),
        join=times * last["join"],
    ).rstrip()


def main():
    """Measure each amount with each number of workers; print and keep the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--write", type=Path, help="keep the rows as JSON")
    parser.add_argument("--page", type=Path, help="write the table of all kept rows into this page")
    args = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    kept = json.loads(args.write.read_text("utf-8"))["rows"] if args.write and args.write.exists() else []
    rows = {(row["documents"], row["workers"]): row for row in kept}
    print(machine)
    for count in args.documents:
        for row in run(count, args.workers):
            rows[count, row["workers"]] = row
            print(json.dumps(row), flush=True)
    ordered = [rows[key] for key in sorted(rows)]
    if args.write:
        args.write.write_text(json.dumps({"machine": machine, "rows": ordered}, indent=1) + "\n", encoding="utf-8")
    if args.page:
        before, _, rest = args.page.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        args.page.write_text(f"{before}{BEGIN}\n{page(ordered, machine)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
