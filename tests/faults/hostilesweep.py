"""The hostile sweep: public collections of hostile strings through every field of an entry, a site and a browser.

``python tests/faults/hostilesweep.py [--every N] [--no-browser]`` prints a table: cases, escapes, losses. The
collections are no part of the project; without them there is nothing to run, and the sweep says so. Each string goes
in twice: as a feed says it, and past the input side straight into an entry file, where only the templates stand
against it.
"""

import html
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from lxml import etree
from lxml import html as lxml_html
from programs import load
from sweeprecord import REPOSITORY, SHARED, Sweep, arguments, end

from usalama.catalogue.catalog import read_feeds
from usalama.commands.new_site import make_site
from usalama.console.context import count
from usalama.feeds.parse import parse
from usalama.files import store
from usalama.model import Entry, Feed, JudgedEntry, Judgement, Outlet, Reason
from usalama.releasing import releases
from usalama.words.urls import entry_key

NAIROBI = ZoneInfo("Africa/Nairobi")

COLLECTIONS = SHARED / "hostile"
browsers = load("browsers", REPOSITORY / "tests")
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
A_WEEK = 90  # entries in one week of the sweep's site
CANARY = "canary-5d1c7e-never-published"
LINKS = ("{attach}", "{static}", "{filename}", "|attach|", "|static|", "|filename|")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NO_FILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff\ufffe\uffff]"
)
_CALLS = re.compile(r"\A(?:https?|mailto):", re.IGNORECASE)
_FORBIDDEN = frozenset(
    ("iframe", "frame", "object", "embed", "base", "applet", "math", "textarea", "template", "noscript", "video")
)


@dataclass
class Tally:
    """What a sweep found."""

    cases: int = 0
    read: int = 0
    published: int = 0
    pages: int = 0
    traversals: int = 0
    opened: int = 0  # pages opened in the browser
    escapes: list[str] = field(default_factory=list)
    losses: list[str] = field(default_factory=list)


def strings(top: Path) -> Iterator[str]:
    """Every string of the collections but the traversals."""
    yield from json.loads((top / "big-list-of-naughty-strings" / "blns.json").read_text("utf-8"))
    for case in json.loads((top / "urltestdata" / "urltestdata.json").read_text("utf-8")):
        if isinstance(case, dict):
            yield case["input"]
    for folder in sorted(top.iterdir()):
        cases = folder / "cases.jsonl"
        if cases.exists() and "traversal" not in folder.name:
            for line in cases.read_text("utf-8").splitlines():
                yield json.loads(line)["input"]
    for path in sorted((top / "feedparser-tests").rglob("*")):
        if path.is_file() and path.suffix in {".xml", ".rss", ".atom"}:
            yield path.read_bytes()[:4000].decode("utf-8", "replace")
    for path in sorted((top / "defusedxml-bombs").rglob("*.xml")):
        yield path.read_text("utf-8", "replace")[:4000]


def traversals(top: Path) -> list[str]:
    """Every string that would climb out of a folder."""
    lines = (top / "payloadsallthethings-traversal" / "cases.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["input"] for line in lines]


def canaries(site: Path) -> list[str]:
    """Texts that would make a generator copy a local file into the site, were they ever read as its links."""
    ways = []
    for mark in LINKS:
        for way in ("../../secret.txt", str(site.parent / "secret.txt"), "../../../secret.txt"):
            goal = f"{mark}{way}"
            ways += [f"[x]({goal})", f"![x]({goal})", f'<img src="{goal}">', f'<a href="{goal}">x</a>', goal]
            ways.append(f'<img src="https://ok.example/i.png" alt="src=\'{goal}\'">')
    return ways


def as_feed(payloads: list[str], first: int) -> bytes:
    """A feed that says each payload in every field of an item: escaped once, twice, or in CDATA."""
    items = []
    for number, payload in enumerate(payloads, first):
        clean = _NO_XML.sub("", payload)
        said = (
            escape(clean, {'"': "&quot;"}),
            escape(html.escape(clean), {'"': "&quot;"}),
            "<![CDATA[" + clean.replace("]]>", "]] >") + "]]>",
        )[number % 3]
        plain = escape(clean, {'"': "&quot;"})
        items.append(
            f"<item><title>Made {number} {said}</title><description>Made {number} {said}</description>"
            f"<author>{said}</author><dc:creator>{said}</dc:creator><category>{said}</category>"
            f'<source url="{plain}">{said}</source>'
            f'<guid isPermaLink="false">{plain}#{number}</guid><link>https://report.example/{number}</link>'
            f'<enclosure url="{plain}" length="1" type="{plain}"/></item>'
        )
    head = '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def past_the_input(payload: str, number: int, outlet: Outlet, feed: Feed) -> Entry:
    """An entry that holds a payload's markup as it is: what the templates alone must stand."""
    line = " ".join(_NO_FILE.sub("", payload).split()) or "x"
    said = f"{line[:300]}#{number}"
    return Entry(
        id=said, feed_url=feed.url, outlet=outlet.slug, link=f"https://report.example/{number}",
        title=line[:200].strip() or "x", published=NOW, summary=line[:280].strip(), language="en", first_seen=NOW,
        key=entry_key(feed.url, said),
    )  # fmt: skip


def entries(payloads: list[str], outlet: Outlet, feed: Feed, tally: Tally) -> Iterator[Entry]:
    """Every payload as an entry, twice; those that the parser gives no entry for are losses."""
    for start in range(0, len(payloads), A_WEEK):
        part = payloads[start : start + A_WEEK]
        found = parse(as_feed(part, start), feed=feed, fetched=NOW, content_type="application/rss+xml")
        links = {entry.link for entry in found.entries}
        missing = [n for n in range(start, start + len(part)) if f"https://report.example/{n}" not in links]
        tally.losses += [f"not read: {payloads[n][:60]!r}" for n in missing]
        yield from found.entries
        for number, payload in enumerate(part, start + 1_000_000):
            yield past_the_input(payload, number, outlet, feed)


def fill(site: Path, payloads: list[str], tally: Tally) -> dict[str, str]:
    """Write the sweep's entries; give link → week."""
    catalog = read_feeds((site / "content/catalog/feeds.toml").read_text("utf-8"), "feeds.toml")
    feed = next(feed for feed in catalog.feeds if feed.enabled)
    outlet = next(outlet for outlet in catalog.outlets if outlet.slug == feed.outlet)
    weeks: dict[str, str] = {}
    stored = []
    for number, entry in enumerate(entries(payloads, outlet, feed, tally)):
        published = NOW - timedelta(weeks=number // A_WEEK, minutes=number % A_WEEK)
        kept = replace(entry, published=published, first_seen=published, updated=None)
        why = (Reason("relevance", "0.90", "made"),)
        judgement = Judgement(0.9, ("banditry",), ("baringo",), f"s{kept.key}", (), why)
        judged = JudgedEntry(kept, judgement)
        path = store.entry_path(judged, NAIROBI)
        weeks[kept.link] = path.split("/")[2]
        stored.append(store.Stored(path, judged))
    tally.read = len(stored)
    store.save(site, stored)
    return weeks


def walk(site: Path, weeks: dict[str, str], tally: Tally) -> None:
    """Read every page with a parser: what no template of ours writes is an escape; a report that is nowhere, a loss."""
    tree = releases.newest(site)
    if tree is None:
        tally.losses.append("no site was built")
        return
    shown: set[tuple[str, str]] = set()
    for name in sorted(tree.manifest.pages):
        body = (tree.path / name).read_bytes()
        if CANARY.encode() in body:
            tally.escapes.append(f"{name}: the canary was published")
        if name.endswith(".html"):
            shown |= {(_week_of_page(name), link) for link in _walk_page(name, body, tally)}
        elif name.endswith((".xml", ".opml", ".svg")):
            _walk_xml(name, body, tally)
    for link, week in weeks.items():
        if (week, link) not in shown:
            tally.losses.append(f"not published: {link}")
    tally.published = sum((week, link) in shown for link, week in weeks.items())


def _week_of_page(name: str) -> str:
    """Say which week a page or its companion tells, "2026-w47"; "" for any other page."""
    found = re.fullmatch(r"(\d{4})/(w\d\d)/(?:more/(?:\d+/)?)?index\.html", name)
    return f"{found[1]}-{found[2]}" if found else ""


def _walk_page(name: str, body: bytes, tally: Tally) -> Iterator[str]:
    tally.pages += 1
    seen: Counter[str] = Counter()
    for node in lxml_html.document_fromstring(body.decode("utf-8")).iter():
        yield from _walk_node(name, node, seen, tally)
    if name.endswith("letter.html"):
        return  # a letter has a frame of its own
    if seen["style"] != 1 or seen["title"] < 1 or seen["main"] != 1:
        tally.escapes.append(f"{name}: {seen['style']} styles, {seen['title']} titles, {seen['main']} mains")


def _walk_node(name: str, node: etree._Element, seen: Counter[str], tally: Tally) -> Iterator[str]:
    tag = node.tag if isinstance(node.tag, str) else "comment"
    seen[tag] += 1
    if tag in _FORBIDDEN or tag == "comment":
        tally.escapes.append(f"{name}: <{tag}>")
    if tag == "script" and node.get("type") != "application/ld+json" and "search/" not in name:
        tally.escapes.append(f"{name}: <script>")
    for key, value in node.attrib.items():
        if key.startswith("on") or key in {"style", "srcdoc", "formaction"}:
            tally.escapes.append(f"{name}: {key} on <{tag}>")
        if key in {"href", "src", "action"}:
            if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value) and not _CALLS.match(value):
                tally.escapes.append(f"{name}: {value[:60]!r}")
            if value.startswith("https://report.example/"):
                yield value


def _walk_xml(name: str, body: bytes, tally: Tally) -> None:
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError as error:
        tally.escapes.append(f"{name}: {error}")
        return
    for node in root.iter():
        if node.get("href") and not _CALLS.match(str(node.get("href"))):
            tally.escapes.append(f"{name}: {str(node.get('href'))[:60]!r}")


def climb(top: Path, outlet: str, tally: Tally) -> None:
    """Every traversal as title, id and link of an entry: its file lies in its week, under a plain name."""
    for payload in traversals(top):
        entry = past_the_input(
            payload, 1, Outlet(outlet, "", "", "", "newspaper", "", ()), Feed(payload, outlet, "", "")
        )
        for each in (entry, replace(entry, id=payload, key=entry_key(payload, payload))):
            path = store.entry_path(JudgedEntry(each, Judgement(0.9)), NAIROBI)
            if not re.fullmatch(r"content/entries/2026-w47/[a-z0-9-]{1,90}\.md", path):
                tally.escapes.append(f"file name {path!r}")
        tally.traversals += 1


def browse(site: Path, tally: Tally, most: int = 10_000) -> None:
    """Open the pages in Chromium with its own wall, the policy, switched off: dialogs and requests are escapes."""
    tree = releases.newest(site)
    with browsers.served(tree.path) as own, browsers.browser() as opened:
        page = opened.new_context(bypass_csp=True, java_script_enabled=True).new_page()
        page.on("dialog", lambda dialog: (tally.escapes.append(f"dialog on {page.url}"), dialog.dismiss()))
        page.on("request", lambda request: _judge_request(request.url, own, page.url, tally))
        page.on("pageerror", lambda error: tally.escapes.append(f"script error on {page.url}: {error}"))
        names = [name for name in sorted(tree.manifest.pages) if name.endswith((".html", ".xml"))]
        # What leads on at once would break off the next visit; where it leads is visited anyway.
        stays = [name for name in names if b'http-equiv="refresh"' not in (tree.path / name).read_bytes()]
        first = sorted(stays, key=lambda name: not re.match(r"\d{4}/w", name))  # the weeks' pages
        for name in [name for name in first if "search/" not in name][:most]:
            page.goto(own + name, wait_until="load")
            tally.opened += 1


def _judge_request(address: str, own: str, page: str, tally: Tally) -> None:
    if not address.startswith((own, "data:", "chrome-extension:")):
        tally.escapes.append(f"request for {address[:80]} from {page}")


def sweep(site: Path, *, every: int = 1, browser: bool = True, most_pages: int = 10_000) -> Tally:
    """Make a site of hostile entries in ``site``, build it, walk it, open it; ``every`` takes each Nth string."""
    top, tally = COLLECTIONS, Tally()
    make_site(REPOSITORY, site)
    (site.parent / "secret.txt").write_text(CANARY, "utf-8")
    (site / "secret.txt").write_text(CANARY, "utf-8")
    payloads = [*list(strings(top))[::every], *traversals(top)[:: every * 20], *canaries(site)]
    tally.cases = len(payloads)
    weeks = fill(site, payloads, tally)
    command = [sys.executable, "-m", "usalama.cli", "build", "--root", str(site), "--now", "2026-11-23T06:00+03:00"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        tally.losses.append(f"build ended with {done.returncode}: {(done.stdout + done.stderr)[-600:]}")
    walk(site, weeks, tally)
    climb(top, "x", tally)
    if browser and browsers.CHROMIUM:
        browse(site, tally, most_pages)
    return tally


def rows(tally: Tally) -> dict[str, str]:
    """The figures that are kept of a sweep."""
    return {
        "strings, each in 8 fields as a feed says it, and past the input side": f"{tally.cases:,}",
        "entries read": f"{tally.read:,}",
        "entries published": f"{tally.published:,}",
        "pages walked by a parser": f"{tally.pages:,}",
        "traversals as file names": f"{tally.traversals:,}",
        "pages opened in Chromium, its policy switched off": f"{tally.opened:,}",
        "escapes: anything off the list, run, or asked for elsewhere": f"{len(tally.escapes):,}",
        "losses": f"{len(tally.losses):,}",
    }


def main() -> int:
    """Run the sweep and print its table."""
    parser = arguments(__doc__)
    parser.add_argument("--every", type=count, default=1, help="take each Nth string")
    parser.add_argument("--pages", type=int, default=10_000, help="open so many pages in Chromium")
    parser.add_argument("--no-browser", action="store_true", help="leave Chromium out")
    args = parser.parse_args()
    if not COLLECTIONS.is_dir():
        print(f"skipped: no collections at {COLLECTIONS}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        tally = sweep(Path(folder) / "site", every=args.every, browser=not args.no_browser, most_pages=args.pages)
    command = f"inv hostile --every {args.every}" if args.every > 1 else "inv hostile"
    wrong = [*tally.escapes, *tally.losses]
    return end([Sweep("Hostile strings", command, rows(tally), wrong)], keep=args.record)


if __name__ == "__main__":
    sys.exit(main())
