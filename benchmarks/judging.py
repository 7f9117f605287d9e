"""How fast a table of headlines is judged, model load included, and how much memory that takes.

Twenty thousand items are made from the sentences we wrote ourselves for the tests, each varied by a place, a figure
and a day, so that no two are alike. The target is 2,000 items a second on one core in at most 300 MB.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from usalama.console.context import count

ROOT = Path(__file__).resolve().parents[1]
PLACES = "Lodwar Garissa Kisumu Nyeri Mandera Kapenguria Malindi Kericho Marsabit Busia Voi Nanyuki".split()  # noqa: SIM905


def main() -> int:
    """Time ``usalama judge`` on made items; print items a second and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", nargs="?", type=count, default=20_000)
    wanted = parser.parse_args().items
    # Python keeps what it compiled of the program, as on any machine that judges.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        table, out = Path(folder, "in.csv"), Path(folder, "out.csv")
        write_items(table, wanted)
        command = [sys.executable, "-m", "usalama", "judge", str(table), "-o", str(out), "--every-row"]
        subprocess.run(command, check=True, cwd=ROOT)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    print(f"{wanted} items in {seconds:.1f} s of one core: {wanted / seconds:,.0f} items/s, {memory:.0f} MB at most")
    return 0


def write_items(path: Path, wanted: int) -> None:
    """Write made items: our own sentences, varied."""
    with (ROOT / "tests/quality/made.csv").open(encoding="utf-8") as source:
        made = list(csv.DictReader(source))
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(("id", "title", "summary", "lang", "published"))
        for number in range(wanted):
            row, place = made[number % len(made)], PLACES[number * 7 % len(PLACES)]
            day = f"2026-{number // 28 % 12 + 1:02d}-{number % 28 + 1:02d}"
            title = f"{row['title']} in {place}, {number % 97 + 2} held"
            writer.writerow((f"b{number}", title, row["summary"], row["lang"], day))


if __name__ == "__main__":
    raise SystemExit(main())
