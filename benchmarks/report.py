"""Writes docs/performance.md and its curve from what the benchmarks measured."""

import argparse
import json
import math
from pathlib import Path

DOCS = Path(__file__).resolve().parents[1] / "docs"
WIDE, TALL, LEFT, LOW = 640, 320, 56, 36
COLOURS = {"hugo": "#5f584b", "print": "#cc7a44", "update": "#8c2f16", "nothing": "#1d1a15"}
NAMES = {
    "update": "ours, 200 new entries",
    "nothing": "ours, nothing new",
    "clean": "ours, everything, with the gate and the switch",
    "print": "ours, everything, printed alone",
    "alike": "ours, the kinds of files that stock Pelican makes, printed alone",
    "hugo": "Hugo, everything",
    "lean": "Hugo, plain lists alone",
    "pelican": "stock Pelican, everything",
}
ABOUT = (
    "Written by `python benchmarks/report.py`; no figure here was typed. The build is `usalama build`, with the gate",
    "and every fsync; entries are made by `benchmarks/made_entries.py` and have no page of their own. Hugo makes the",
    "same kinds of pages and files from them in one language; stock Pelican makes the pages, lists and feeds of weeks,",
    "topics, counties, outlets, stories and years, and no other form of them. Printed alone is `pelican` with our",
    "plugin and no cache: everything, or the kinds of files that stock Pelican makes (`benchmarks/alike.py`), which",
    "are the same bytes as in the whole site. Only ours reads tolls, sources, promises and case steps out of every",
    "text, draws a picture a week, indexes headlines for search, fits each week into one flight, and reads all files",
    "again before they are published: `benchmarks/rivals.py` has the whole list. Each update brings 200 new entries",
    "into a week that has about 190.",
)
TARGETS = {1000: {"update": 1.0}, 10_000: {"update": 8.0}, 100_000: {"update": 50.0, "nothing": 100.0}}
"""How many times as long Hugo should need, by entries."""


def main(build: Path, pull: Path | None) -> None:
    """Write the page and the curve."""
    found = json.loads(build.read_text())
    results = found["results"]
    machine = found["machine"]
    where = f"{machine['processor']}, {machine['cores']} cores, Python {machine['python']}"
    lines = [
        "# Performance",
        "",
        *ABOUT,
        "",
        f"Languages of our site: {', '.join(results[0]['languages'])}.",
        f"Machine: {where}, load {machine['load']} when it ended.",
        "",
        "## Build",
        "",
        "| entries | what | seconds | of processor | MB | Hugo needs | target |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for result in results:
        lines += list(_rows(result))
    lines += ["", *_growth(results), "", "![Seconds by number of entries](performance.svg)", ""]
    if pull is not None:
        lines += _pull(json.loads(pull.read_text()))
    (DOCS / "performance.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    (DOCS / "performance.svg").write_text(curve(results), encoding="utf-8")


def again(pull: Path) -> None:
    """Write the page's figures of pulls anew, and leave the others as they stand."""
    page = DOCS / "performance.md"
    before, _, after = page.read_text(encoding="utf-8").partition("## Pull\n")
    _, heading, rest = after.partition("\n## ")
    section = "\n".join(_pull(json.loads(pull.read_text()))).rstrip() + "\n"
    page.write_text(f"{before}{section}{heading}{rest}", encoding="utf-8")


def _rows(result: dict) -> list[str]:
    hugo = result.get("hugo")
    rows = []
    for name, words in NAMES.items():
        if name not in result:
            continue
        one = result[name]
        ratio = f"{hugo['wall'] / one['wall']:.1f} ×" if hugo and name not in {"hugo", "lean"} else ""
        target = TARGETS.get(result["entries"], {}).get(name)
        goal = f"≥ {target:g} ×" if target else ""
        figures = f"{one['wall']:.2f} | {one['cpu']:.2f} | {one['mb']:.0f}"
        rows.append(f"| {result['entries']:,} | {words} | {figures} | {ratio} | {goal} |")
    return rows


def _growth(results: list[dict]) -> list[str]:
    lines = []
    if len(results) > 1:
        first, last = results[0], results[-1]
        times = last["update"]["wall"] / first["update"]["wall"]
        exponent = math.log(times) / math.log(last["entries"] / first["entries"])
        lines.append(
            f"From {first['entries']:,} to {last['entries']:,} entries an update takes {times:.2f} times as long "
            f"(exponent {exponent:.2f}; target 2 times, 0.15)."
        )
    for result in results:
        if "made" in result:
            who = {
                "ours": "our site",
                "hugo": "Hugo's",
                "pelican": "stock Pelican's",
                "alike": "ours of the kinds that stock Pelican makes",
                "lean": "Hugo's with plain lists",
            }
            sizes = [f"{who[name]} {each['files']:,} ({each['mb']:.0f} MB)" for name, each in result["made"].items()]
            lines.append(f"Files made of {result['entries']:,} entries: {', '.join(sizes)}.")
        if "pelican" in result:
            whole, same = (result["pelican"]["cpu"] / result[name]["cpu"] for name in ("print", "alike"))
            lines.append(
                f"At {result['entries']:,} entries stock Pelican needs {same:.1f} times the processor time of ours for "
                f"the same kinds of files (target 4 times at 10,000), {whole:.1f} times that of ours for everything."
            )
    return lines


def _pull(found: dict) -> list[str]:
    lines = ["## Pull", "", f"Machine: {found['machine']}.", "", "| what | seconds |", "| --- | ---: |"]
    lines += [f"| {name} | {seconds:.2f} |" for name, seconds in found["seconds"].items()]
    lines += ["", "| ratio | |", "| --- | ---: |"]
    return lines + [f"| {name} | {ratio:.2f} |" for name, ratio in found["ratios"].items()] + [""]


def curve(results: list[dict]) -> str:
    """Return the seconds of each kind of build by entries, both axes by powers of ten, as SVG."""
    points = {name: [(r["entries"], r[name]["wall"]) for r in results if name in r] for name in COLOURS}
    times = [seconds for each in points.values() for _, seconds in each]
    sizes = [result["entries"] for result in results]
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    first, last = math.log10(min(sizes)), max(math.log10(max(sizes)), math.log10(min(sizes)) + 1)

    def x(entries: float) -> float:
        return LEFT + (math.log10(entries) - first) / (last - first) * (WIDE - LEFT - 200)

    def y(seconds: float) -> float:
        return TALL - LOW - (math.log10(seconds) - low) / (high - low) * (TALL - LOW - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {TALL}" font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDE}" height="{TALL}" fill="#fbf9f4"/>',
    ]
    for power in range(low, high + 1):
        at = y(10**power)
        parts.append(f'<path d="M{LEFT} {at:.1f}H{WIDE - 200}" stroke="#ddd5c5"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>')
    middle = f'y="{TALL - 12}" text-anchor="middle"'
    parts += [f'<text x="{x(entries):.1f}" {middle}>{entries:,}</text>' for entries in sizes]
    for name, each in points.items():
        if each:
            line = "L".join(f"{x(entries):.1f} {y(seconds):.1f}" for entries, seconds in each)
            end = each[-1]
            parts.append(f'<path d="M{line}" fill="none" stroke="{COLOURS[name]}" stroke-width="2"/>')
            parts += [
                f'<circle cx="{x(entries):.1f}" cy="{y(seconds):.1f}" r="3" fill="{COLOURS[name]}"/>'
                for entries, seconds in each
            ]
            parts.append(
                f'<text x="{x(end[0]) + 8:.1f}" y="{y(end[1]) + 4:.1f}" fill="{COLOURS[name]}">{NAMES[name]}</text>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=Path, nargs="?", help="what build.py --out wrote; without it the page's stays")
    parser.add_argument("--pull", type=Path, help="what pull.py --json wrote")
    asked = parser.parse_args()
    if asked.build:
        main(asked.build, asked.pull)
    elif asked.pull:
        again(asked.pull)
    else:
        parser.error("name a file that build.py --out or pull.py --json wrote")
