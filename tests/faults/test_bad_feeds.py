"""Bad feeds among good ones: each costs itself, is named where it failed, and every good report is published (T6)."""

import gzip
import json
import re
from pathlib import Path
from threading import Event

import pytest

import made
from usalama.cli import main

ROOT = Path(__file__).parents[2]
NOW = "2026-11-23T06:00+03:00"
GOOD = 49
RAID = "Bandits raid village in Baringo and kill two herders"
HEAD = '<?xml version="1.0"?>{}<rss version="2.0"><channel><title>T</title>{}</channel></rss>'


def document(title=RAID, summary="x", link="https://bad.example/1", guid="1", date="Thu, 19 Nov 2026 08:00:00 +0300"):
    """A feed of one item whose fields are what they are said to be."""
    item = f"<item><title>{title}</title><link>{link}</link><guid>{guid}</guid><pubDate>{date}</pubDate>"
    return HEAD.format("", f"{item}<description>{summary}</description></item>").encode("utf-8", "surrogatepass")


LAUGHS = "<!DOCTYPE r [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip
DOCUMENTS = {
    "A1": document(summary="&lt;script&gt;x()&lt;/script&gt;&lt;img src=x onerror=x()&gt;"),
    "A2": document(link="javascript:x()"),
    "A3": document(title="&lt;/title&gt;&lt;script&gt;x()&lt;/script&gt;"),
    "A4": document(summary="{attach}../../pelicanconf.py |static|/etc/passwd"),
    "A5": document(summary="[x]({filename}http://[::1"),
    "A6": document(title=f"{RAID}&#10;Slug: ../x&#13;Save_as: index.html"),
    "A7": document(title="_content: replaced", guid="_content: x"),
    "A8": document(guid="../../output-evil/x", link="https://bad.example/../../x"),
    "A9": document(title="index.html", guid="index.html"),
    "A11": document(link="https://user:word@evil.example/"),
    "A12": document() + b" ",
    "A13": document(title="???", guid=""),
    "A14": document().replace(b"<title>T", b'<language>x" onload="x()</language><title>T'),
    "A15": document(title="raid " * 5000),
    "A16": document(title=f"{RAID}\x00\x08"),
    "A17": document(title=f"{RAID} \ufffe\uffff"),
    "A18": document(title=f"\u202e{RAID}\u200b"),
    "A19": document(title="{{ 7*7 }} {% raw %}"),
    "A20": document(title="Template: nope"),
    "A21": document(summary=".. include:: /etc/passwd"),
    "A22": document(summary="[" * 20_000),
    "A23 bomb": HEAD.format(LAUGHS, "<item><title>&i;</title></item>").encode(),
    "A23 entity": HEAD.format("<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;").encode(),
    "A24 deep": HEAD.format("", "<a>" * 50_000).encode(),
    "A24 many": HEAD.format("", "<item><title>x</title></item>" * 5_000).encode(),
    "A25": document(title="&#xD800; &#x110000;"),
    "A26": b"/etc/passwd",
    "A33": b"<!DOCTYPE html><html><body>Log in to the network</body></html>",
    "A35": document(guid="") + b"<!-- no id -->",
    "A36": document(date="Sat, 30 Feb 9999 99:99:99 +9999"),
    "A37": document(summary="&lt;img src='https://tracker.example/p.gif' width=1&gt;"),
    "A38": HEAD.format("", "<item><title>x</title><link>javascript:x()</link></item>" * 150).encode(),
}  # fmt: skip
FAILS = {"A26", "A27", "A28", "A29", "A30", "A31", "A32 gone", "A32 wait", "A33"}
"""Those that cannot be read at all: they must be named."""


@pytest.fixture
def hostile(loopback):
    """The addresses of the bad feeds by name; the server lets go of what hangs at the end."""
    over = Event()

    def short(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        handler.wfile.write(document()[:100])
        handler.close_connection = True

    pages = {name: loopback.serve(f"/{name.replace(' ', '-')}", body) for name, body in DOCUMENTS.items()}
    pages["A27"] = loopback.serve("/A27", b"", status=302, Location="http://169.254.169.254/latest/")
    pages["A28"] = loopback.serve("/A28", gzip.compress(bytes(64 * 1024 * 1024)), Content_Encoding="gzip")
    pages["A30"] = loopback.serve("/A30", b"", status=302, Location="/A30")
    pages["A32 gone"] = loopback.serve("/A32-gone", document(), status=410)
    pages["A32 wait"] = loopback.serve("/A32-wait", document(), status=429, Retry_After="99999999")
    loopback.pages["/A29"] = lambda _: over.wait(60)
    loopback.pages["/A31"] = short
    yield pages | {"A29": loopback.url("/A29"), "A31": loopback.url("/A31")}
    over.set()


def test_bad_feeds_cost_only_themselves(tmp_path, loopback, rss, hostile):
    """Thirty-nine bad feeds beside forty-nine good: exit 2, every good report on the site, nothing of ours leaks."""
    root = tmp_path / "site"
    assert main(["new-site", str(root), "--no-feeds", "--root", str(ROOT)]) == 0
    (root / "usalama.toml").write_text('url = "https://site.example"\n[pull]\nfeed_seconds = 3\n', "utf-8")
    good = {f"good-{number}": f"https://good-{number}.example" for number in range(GOOD)}
    feeds = {name: loopback.serve(f"/{name}", rss(RAID, site=site)) for name, site in good.items()}
    feeds |= {f"bad-{number}": address for number, address in enumerate(hostile.values())}
    outlets = (made.outlet(name, address) for name, address in feeds.items())
    (root / "content/catalog/feeds.toml").write_text("\n".join(outlets), "utf-8")
    assert main(["digest", "--root", str(root), "--allow-loopback", "--now", NOW]) == 2
    pages = "".join(path.read_text("utf-8") for path in (root / "output/2026/w47").rglob("*.html"))
    assert {site for site in good.values() if f'href="{site}/' not in pages} == set()
    status = json.loads((root / ".cache/status.json").read_bytes())
    assert status["publish"]["lacking"] == {}
    unwell = {row["url"] for row in status["pull"]["feeds"] if row["condition"] != "well"}
    assert {name for name in FAILS if hostile[name] not in unwell} == set()
    assert not unwell & {address for name, address in feeds.items() if name.startswith("good")}
    kinds = {".html", ".xml", ".json"}
    site = b"".join(path.read_bytes() for path in (root / "output/").rglob("*") if path.suffix in kinds)
    assert Path("/etc/passwd").read_bytes().splitlines()[0] not in site
    assert not re.search(rb"<script>x\(|onerror=x\(\)>|href=\"javascript:|word@evil|href=\"[^\"]*{attach}", site)
