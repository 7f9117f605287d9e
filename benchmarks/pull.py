"""A whole pull of 200 made feeds of 40 items with full text, against feedparser alone and against ``reader``.

    python benchmarks/pull.py [--feeds 200] [--runs 5] [--reader] [--json FILE]

The feeds are served on loopback by a process of their own, each with a latency of 50 to 500 ms, with ETags.
Printed are medians of the runs: the first pull (fetch, parse, judge, write) against the time that feedparser alone,
its sanitiser and link resolver off, needs for the same documents in one process; the second pull, in which every
feed answers 304, against the slowest feed; and, with --reader, the same feeds with lemon24/reader and 20 workers,
installed from PyPI into a virtual environment of its own under .cache/.
"""

import argparse
import asyncio
import hashlib
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
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from made_news import reports

ROOT = Path(__file__).parents[1]
ITEMS = 40
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATENCIES = (0.05, 0.5)
READER_WORKERS = 20
TARGETS = {"pull / feedparser alone": 1.3, "second pull / slowest feed": 3.0, "pull / reader": 1.0}

WORDS = """
    about above across after again against almost along already also although always among another answer around asked
    away because become before began behind being below between both bring brought building business called came cannot
    carry centre certain change children clear close coast colour common company complete could council country course
"""
ALONE = """
import sys, time
from io import BytesIO
from pathlib import Path
import feedparser
bodies = [path.read_bytes() for path in sorted(Path(sys.argv[1]).glob("*.xml"))]
began = time.perf_counter()
for body in bodies:
    feedparser.parse(BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
print(time.perf_counter() - began)
"""
READER = """
import sys, time
from reader import make_reader
reader = make_reader(sys.argv[1])
for url in sys.stdin.read().split():
    reader.add_feed(url)
began = time.perf_counter()
reader.update_feeds(workers=int(sys.argv[2]))
took = time.perf_counter() - began
print(took, sum(1 for _ in reader.get_entries()))
"""


def documents(feeds):
    """Return the made documents, as a publishing system writes them: summary and full text, some 6 kB an item."""
    dice = random.Random(1)
    news = list(reports(feeds * ITEMS, start=NOW - timedelta(days=14), days=10))
    words = WORDS.split()

    def paragraph(length):
        return " ".join(dice.choices(words, k=length)).capitalize() + "."

    def item(each):
        text = "".join(
            f"<p>{paragraph(60)} &#8220;{paragraph(12)}&#8221; <a href='/x'>{paragraph(4)}</a></p>\n" for _ in range(8)
        )
        return (
            f"<item><title>{escape(each['title'])}</title><link>{each['link']}?utm_source=rss</link>"
            f'<guid isPermaLink="false">{each["id"]}</guid><dc:creator><![CDATA[A. Writer]]></dc:creator>'
            f"<pubDate>{format_datetime(datetime.fromisoformat(each['published']))}</pubDate>"
            f"<description><![CDATA[<p>{each['summary']} {paragraph(30)} [&#8230;]</p>]]></description>"
            f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
        )

    head = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>Made feed</title><link>https://made.example/</link>"
    )
    for number in range(feeds):
        part = news[number * ITEMS : (number + 1) * ITEMS]
        yield (head + "".join(map(item, part)) + "</channel></rss>").encode()


def latency(number):
    """Return the seconds that feed ``number`` lets one wait."""
    low, high = LATENCIES
    return low + (high - low) * (number * 37 % 100) / 99


async def serve(folder):
    """Serve the documents until killed; the first line printed is the port."""
    bodies = {f"/{path.name}": path.read_bytes() for path in folder.glob("*.xml")}
    tags = {path: f'"{hashlib.sha256(body).hexdigest()[:16]}"' for path, body in bodies.items()}

    async def connection(reader, writer):
        while request := await reader.readuntil(b"\r\n\r\n"):
            path = request.split(b" ", 2)[1].decode()
            await asyncio.sleep(latency(int(path[1:-4])))
            same = f"if-none-match: {tags[path]}".encode() in request.lower()
            body = b"" if same else bodies[path]
            status = "304 Not Modified" if same else "200 OK"
            head = f"HTTP/1.1 {status}\r\nETag: {tags[path]}\r\nContent-Type: application/rss+xml\r\n"
            writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
            await writer.drain()

    async def quiet(reader, writer):
        try:
            await connection(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(quiet, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def make_site(folder, port, feeds):
    """Make an empty site whose catalogue holds the made feeds, two an outlet."""
    subprocess.run([ROOT / ".venv/bin/usalama", "new-site", folder], check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    lines = []
    for number in range(feeds):
        if number % 2 == 0:
            slug = f"made-{number // 2}"
            lines += ["[[outlets]]", f'slug = "{slug}"', f'name = "{slug}"', f'homepage = "https://{slug}.example"']
            lines += ['kind = "newspaper"', 'country = "ke"', 'languages = ["en"]']
        lines += ["[[outlets.feeds]]", f'url = "http://127.0.0.1:{port}/{number}.xml"', f'title = "Feed {number}"']
    (folder / "content/catalog/feeds.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def pull(folder, now=NOW):
    """Return the seconds that one ``usalama pull`` takes from start to exit."""
    command = [ROOT / ".venv/bin/usalama", "pull", "--root", folder, "--allow-loopback", "--now", now.isoformat()]
    began = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    if done.returncode:
        sys.exit(f"pull failed ({done.returncode}): {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return took


def measured(name, action, figures):
    """Note the seconds that ``action`` says it took, and the processor time of the programs that it ran."""
    before = os.times()
    figures[name] = action()
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    figures[f"{name}, processor"] = used


def alone(folder, processes=1):
    """Return the seconds that feedparser alone needs for the documents, in one or more processes."""
    parts = [folder] if processes == 1 else _halves(folder, processes)
    running = [
        subprocess.Popen([sys.executable, "-c", ALONE, part], stdout=subprocess.PIPE, text=True) for part in parts
    ]
    return max(float(each.communicate()[0]) for each in running)


def _halves(folder, count):
    parts = [folder.parent / f"part-{number}" for number in range(count)]
    for number, part in enumerate(parts):
        part.mkdir(exist_ok=True)
        for path in sorted(folder.glob("*.xml"))[number::count]:
            shutil.copy(path, part)
    return parts


def with_reader(work, urls):
    """Return the seconds that lemon24/reader needs to take in all feeds, once."""
    home = ROOT / ".cache" / "bench-reader"
    if not (home / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin/pip", "install", "--quiet", "reader", "sgmllib3k"], check=True)
    database = work / f"reader-{time.monotonic_ns()}.sqlite"
    command = [home / "bin/python", "-c", READER, database, str(READER_WORKERS)]
    done = subprocess.run(command, input="\n".join(urls), capture_output=True, text=True, check=True)
    took, entries = done.stdout.split()
    if int(entries) != len(urls) * ITEMS:
        sys.exit(f"reader took in {entries} entries")
    return float(took)


def measure(arguments, work):
    """Run everything, paired, and return the medians in seconds."""
    folder = work / "documents"
    folder.mkdir()
    for number, body in enumerate(documents(arguments.feeds)):
        (folder / f"{number}.xml").write_bytes(body)
    server = subprocess.Popen([sys.executable, __file__, "--serve", folder], stdout=subprocess.PIPE, text=True)
    seconds = {}
    try:
        port = int(server.stdout.readline())
        empty = work / "empty"
        make_site(empty, port, arguments.feeds)
        for run in range(arguments.runs):
            site = work / f"site-{run}"
            shutil.copytree(empty, site)
            figures = {}
            measured("feedparser alone", lambda: alone(folder), figures)
            measured("feedparser alone, on every core", lambda: alone(folder, os.cpu_count() or 1), figures)
            measured("pull", lambda site=site: pull(site), figures)
            measured("second pull", lambda site=site: pull(site, NOW + timedelta(hours=6)), figures)
            if arguments.reader:
                urls = [f"http://127.0.0.1:{port}/{number}.xml" for number in range(arguments.feeds)]
                measured("reader", lambda urls=urls: with_reader(work, urls), figures)
            for name, took in figures.items():
                seconds.setdefault(name, []).append(took)
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    return {name: statistics.median(each) for name, each in seconds.items()}


def main():
    """Measure, print the ratios and how they stand to their targets."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--reader", action="store_true", help="also measure lemon24/reader, from PyPI")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--serve", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        asyncio.run(serve(arguments.serve))
    # Python keeps what it compiled of the program, as on any machine that a site pulls on.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as work:
        medians = measure(arguments, Path(work))
    slowest = max(latency(number) for number in range(arguments.feeds))
    ratios = {
        "pull / feedparser alone": medians["pull"] / medians["feedparser alone"],
        "pull / feedparser alone, on every core": medians["pull"] / medians["feedparser alone, on every core"],
        "second pull / slowest feed": medians["second pull"] / slowest,
        "pull / feedparser alone, processor time": medians["pull, processor"] / medians["feedparser alone, processor"],
    }
    if arguments.reader:
        ratios["pull / reader"] = medians["pull"] / medians["reader"]
    load = f"load {os.getloadavg()[1]:.2f} when it ended"
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}, {load}"
    print(f"{arguments.feeds} feeds of {ITEMS} items, 50 to 500 ms each; medians of {arguments.runs}; {machine}")
    for name, took in medians.items():
        print(f"  {name:40} {took:8.2f} s")
    for name, ratio in ratios.items():
        target = TARGETS.get(name)
        print(f"  {name:40} {ratio:8.2f} x" + (f"  (target {target})" if target else ""))
    if arguments.json:
        figures = {"machine": machine, "seconds": medians, "ratios": ratios}
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n")


if __name__ == "__main__":
    main()
