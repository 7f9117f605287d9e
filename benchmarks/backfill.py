"""Back-filling: does the cost grow with the documents, and do two workers do twice the work of one?

    python benchmarks/backfill.py [--documents 10000 100000 1000000] [--write docs/scale.json]

Each run is a whole ``usalama backfill`` of made news on this machine, in a fresh folder. Times are wall-clock
seconds of the command, start-up and joining included; memory is the largest process, as the system counted it.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_news import reports

ROOT = Path(__file__).parents[1]


def measured(source, workers, out):
    """Run one back-fill; return seconds and the largest process in MB."""
    command = [sys.executable, "-m", "usalama", "backfill", str(source), "--root", str(ROOT), "--out", str(out)]
    command += ["--workers", str(workers), "--partition", "4", "--parquet", "--now", "2026-11-23T06:00+03:00"]
    began = time.monotonic()
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    seconds = time.monotonic() - began
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {"seconds": round(seconds, 1), "largest_mb": largest, "said": printed[-2:]}


def main():
    """Measure each amount with one worker and with two; print and keep the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--write", type=Path, help="keep the rows as JSON")
    args = parser.parse_args()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    rows = []
    print(machine)
    for count in args.documents:
        folder = Path(tempfile.mkdtemp(prefix="usalama-backfill-"))
        source = folder / "made.jsonl"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(report, ensure_ascii=False) + "\n" for report in reports(count))
        for workers in (1, 2):
            row = {"documents": count, "workers": workers, **measured(source, workers, folder / f"out-{workers}")}
            row["per_second"] = round(count / row["seconds"])
            rows.append(row)
            print(
                f"{count:>9,} documents  {workers} worker(s)  {row['seconds']:>7.1f} s  {row['per_second']:>6,}/s  "
                f"{row['largest_mb']:>5} MB  {row['said'][-1]}",
                flush=True,
            )
        shutil.rmtree(folder)
    if args.write:
        args.write.write_text(json.dumps({"machine": machine, "rows": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
