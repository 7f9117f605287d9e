"""The gate: a clean site passes, and each thing that must not be published is named."""

import gzip
import json
import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from usalama.gate import gate, sources
from usalama.gate.allowed import ATTRIBUTES
from usalama.gate.gate import Candidate, Expected
from usalama.gate.markup import inspect
from usalama.gate.numbers import FeedCount, Limits
from usalama.planning.manifest import Page

ROOT = Path(__file__).parents[2]
SITE = "https://usalama.example/news"
STYLE = "p{margin:0}"
HASH = "sha256-" + b64encode(sha256(STYLE.encode()).digest()).decode()
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:usalama.example,2026:all</id><title>All</title>'
    '<updated>2026-11-23T06:00:00+03:00</updated><link href="{site}/"/>{entries}</feed>'
)
ENTRY = (
    "<entry><id>tag:usalama.example,2026:s1</id><title>Made raid</title><updated>2026-11-23T06:00:00+03:00</updated>"
    '<link href="https://outlet.example/raid"/><summary>Made text.</summary></entry>'
)
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def page(body: str = "", head: str = "") -> str:
    """A page with the frame that ours have."""
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{HASH}'\">"
        f'<title>T</title>{head}<style>{STYLE}</style></head><body><main id="main">{body}</main></body></html>'
    )


def report(key: str) -> str:
    return f'<li id="{key}"><a href="https://outlet.example/{key}" rel="nofollow">Made report {key}</a></li>'


def site(**changed: str | None) -> dict[str, str]:
    """A whole small site; ``changed`` replaces files (None removes), written with ``_`` for ``/`` and ``.``."""
    files = {
        "index.html": page('<a href="2026/w47/#a1">This week</a>'),
        "404.html": page('<a href="/news/">Home</a>'),
        "robots.txt": "User-agent: *\n",
        "sitemap.xml": SITEMAP.format(f"<url><loc>{SITE}/2026/w47/</loc></url>"),
        "feeds/all.xml": ATOM.format(site=SITE, entries=ENTRY),
        "2026/w47/index.html": page(report("a1") + report("a2") + '<a href="../w46/">Before</a>'),
        "2026/w46/index.html": page(report("b1") + report("b2")),
    }
    for name, text in changed.items():
        if text is None:
            files.pop(name)
        else:
            files[name] = text
    return files


def pages(files: dict[str, str]) -> dict[str, Page]:
    return {name: Page("f", sha256(text.encode()).hexdigest(), len(text.encode())) for name, text in files.items()}


def candidate(after: dict[str, str], before: dict[str, str] | None = None, **more: object) -> Candidate:
    old = before or {}
    return Candidate(
        pages(after),
        lambda name: after[name].encode(),
        SITE,
        pages(old),
        lambda name: old[name].encode(),
        **more,  # type: ignore[arg-type]
    )


def said(verdict: gate.Verdict) -> str:
    return "\n".join(problem.line for problem in verdict.problems)


def test_clean_site_passes():
    """A whole clean site is read in full and passes."""
    verdict = gate.check(candidate(site()))
    assert said(verdict) == ""
    assert verdict.passed
    assert verdict.read == 7


def test_only_changed_files_are_read():
    """With a published tree that passed, only files with other bytes are looked into."""
    after = site(**{"2026/w47/index.html": page(report("a1") + report("a2") + report("a3"))})
    opened: list[str] = []
    found = candidate(after, site())
    verdict = gate.check(found._replace(read=lambda name: opened.append(name) or after[name].encode()))
    assert verdict.passed
    assert opened == ["2026/w47/index.html"]


def test_what_was_looked_at_before_is_not_read_again_and_is_missed_as_much():
    """Of a page that somebody has looked at ahead, lost reports and places are seen without reading it once more."""
    week = "2026/w47/index.html"
    before = site(**{week: page("".join(report(f"a{number}") for number in range(1, 20)))})
    found = candidate(site(**{week: page(report("a1"))}), before)
    seen = gate.look_ahead([week], found.read_before, SITE)
    ahead = found._replace(seen=seen, read_before={}.__getitem__)
    assert said(gate.check(ahead)) == said(gate.check(found))
    assert "would fall from 19 to 1" in said(gate.check(ahead))


@pytest.mark.parametrize("name", gate.NEEDED)
def test_missing_front_page_or_feed_is_refused(name):
    """A build that exits 0 without the files that every reader needs is not published."""
    assert f"{name}: is missing" in said(gate.check(candidate(site(**{name: None}))))


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<script>x()</script>", "script"),
        ('<p onclick="x()">a</p>', "attribute onclick"),
        ('<p style="color:red">a</p>', "attribute style"),
        ("<iframe></iframe>", "<iframe>"),
        ("<object></object>", "<object>"),
        ('<a href="javascript:x()">a</a>', "javascript"),
        ('<a href="java&#10;script:x()">a</a>', "address"),
        ('<a href="data:text/html,x">a</a>', "data:"),
        ('<a href="//evil.example/">a</a>', "//evil.example"),
        ('<a href="https://user@evil.example/">a</a>', "user@"),
        ('<a href="https:\\\\evil.example">a</a>', "evil.example"),
        ('<img src="https://evil.example/i.png" alt="">', "img"),
        ('<form action="https://evil.example/">a</form>', "form"),
        ("<base href='/x'>", "<base>"),
        ('<meta http-equiv="refresh" content="0;url=https://evil.example">', "http-equiv"),
        ('<meta http-equiv="refresh" content="0;url=//evil.example/">', "http-equiv"),
        ('<meta http-equiv="refresh" content="0;url=javascript:x()">', "http-equiv"),
        ('<meta http-equiv="refresh" content="9;url=../s1/">', "http-equiv"),
        ('<meta http-equiv="set-cookie" content="0;url=../s1/">', "http-equiv"),
        ('<link rel="stylesheet" href="https://evil.example/x.css">', "loads"),
        ('<link rel="import" href="x">', "link rel"),
        ("<style>p{}</style>", "style that its policy"),
        ("<svg><a xlink:href='javascript:x()'>a</a></svg>", "xlink:href"),
        ("<svg><animate></animate></svg>", "<animate>"),
        ("<math><mi></mi></math>", "<math>"),
        ("<!-- x -->", "comment"),
        ("a\u202eb", "hidden"),
        ("a&#x202e;b", "hidden"),
        ("a&#8;b", "hidden"),
        ('<p title="a&#x202e;b">a</p>', "hidden"),
        ('<script type="application/ld+json">{"a": }</script>', "no JSON"),
        ('<script type="application/ld+json" src="/x.js">{}</script>', "script"),
        ("<textarea><script></textarea>", "textarea"),
        ("<noscript><img src=x></noscript>", "noscript"),
        ("<p>a<svg/onload=x()></p>", "onload"),
    ],
)
def test_foreign_markup_is_named(body, named):
    """Anything our templates do not write is seen in the finished page."""
    assert named in " ".join(inspect("2026/w47/index.html", page(body).encode()).problems)


def test_a_page_may_lead_on_within_the_site_and_only_to_what_is_there():
    """The page of a story that is one with another leads on at once; where it leads is looked for like any link."""
    moved = page(head='<meta http-equiv="refresh" content="0;url=../../2026/w46/#b1">')
    assert inspect("stories/s1/index.html", moved.encode()).problems == ()
    assert gate.check(candidate(site(**{"stories/s1/index.html": moved}))).passed
    astray = moved.replace("w46", "w45")
    assert "w45" in said(gate.check(candidate(site(**{"stories/s1/index.html": astray}))))


def test_markup_that_only_another_parser_sees_is_refused():
    """Where a plain search finds an element and the parser none, a browser could side with the search."""
    body = page('<script type="application/ld+json">{"a": "<script>x()"}</script>').encode()
    assert inspect("index.html", body).problems == ("<script where the parser sees no element",)


def test_what_templates_write_is_not_foreign():
    """The markup of a real page passes: links out, times, bars, structured data, a search form."""
    body = (
        '<a href="https://outlet.example/a?b=1&amp;c=2" rel="noreferrer nofollow ugc" hreflang="sw">a</a>'
        '<time datetime="2026-11-23T06:00:00+03:00">Monday</time><bdi dir="auto">x</bdi>'
        '<svg viewBox="0 0 10 10" role="img" aria-label="1, 2"><path d="M0 0v-8"/><use href="#p"/></svg>'
        '<script type="application/ld+json">{"a": "\\u003c/script>"}</script>'
        '<form action="https://duckduckgo.com/" method="get"><input type="search" name="q"></form>'
        '<a href="mailto:desk@usalama.example">mail</a>'
    )
    assert inspect("search/index.html", page(body).encode()).problems == ()
    head = f'<link rel="icon" href="../x.svg"><link rel="icon" href="{SITE}/x.png">'
    head += '<link rel="license" href="https://licence.example/">'
    assert inspect("index.html", page(head=head).encode(), SITE).problems == ()


def test_every_attribute_that_a_template_writes_is_one_that_the_gate_lets_pass():
    """Also those of a branch that the sample site never takes: a chart's dashed line stopped every second week."""
    expression, string = re.compile(r"\{[#%].*?[#%]\}", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
    tag = re.compile(r'<([a-z][a-z0-9]*)((?:"[^"]*"|[^<>"])*)>')
    written = set()
    for path in (ROOT / "themes/usalama/templates").rglob("*.html"):
        if "email" not in path.parts:
            text = string.sub("", expression.sub("", path.read_text("utf-8")))
            for name, attributes in tag.findall(text):
                keys = re.findall(r'([a-zA-Z][\w-]*)="', re.sub(r'"[^"]*"', '""', attributes))
                written |= {(name, key.lower()) for key in keys if not key.startswith(("aria-", "data-"))}
    assert ("path", "d") in written
    assert {(name, key) for name, key in written if key not in ATTRIBUTES[name]} == set()


def test_script_of_our_own_runs_on_the_search_page_alone():
    """A script file is let through on the search page and nowhere else."""
    body = page('<script src="/pagefind/pagefind.js"></script>').encode()
    for name in ("search/index.html", "sw/search/index.html", "fr/search/index.html"):
        assert inspect(name, body).problems == ()
    for name in ("index.html", "topics/search/index.html", "fr/index.html"):
        assert "script outside the search page" in inspect(name, body).problems


@pytest.mark.parametrize("script", ["<script>go()</script>", "<script src='/x.js'>go()</script>", "<script></script>"])
def test_not_even_the_search_page_has_script_written_into_it(script):
    """What runs there is a file; text inside the element, or an element without a file, is refused."""
    assert "script written into the page" in inspect("search/index.html", page(script).encode()).problems


@pytest.mark.parametrize(
    ("policy", "is_fit"),
    [
        ("{}", False),
        ("default-src 'self'; {}", False),
        ("{}; default-src 'none'", False),
        ("default-src 'none'; {} 'unsafe-inline'", False),
        ("default-src 'none'; script-src 'unsafe-eval'; {}", False),
        ("default-src 'none'; script-src 'wasm-unsafe-eval'; {}", True),
    ],
)
def test_policy_must_deny_by_default(policy, is_fit):
    """A page without the browser's own wall, or with a hole in it, is not published, though it names each style."""
    text = page().replace(f"default-src 'none'; style-src '{HASH}'", policy.format(f"style-src '{HASH}'"))
    wrong = () if is_fit else ("no policy that denies by default, first in its head",)
    assert inspect("index.html", text.encode()).problems == wrong


@pytest.mark.parametrize(
    "link", ["../w99/", "#nowhere", "../w46/#nowhere", "https://usalama.example/news/none/", "/news/x"]
)
def test_dead_link_is_refused(link):
    """A link to a file, or to a place in a file, that is not there is named."""
    after = site(**{"2026/w47/index.html": page(report("a1") + f'<a href="{link}">x</a>')})
    assert link in said(gate.check(candidate(after)))


def test_a_page_that_leads_to_a_contact_which_nobody_gave_is_told_what_to_mend():
    """A site without a contact has no security.txt; a page of its own that still links there has one clear way out."""
    after = site(**{"contact/index.html": page('<a href="../.well-known/security.txt">x</a>')})
    mend = "which is not there; give usalama.toml a contact, or take the link out of content/pages"
    assert f"contact/index.html: links to ../.well-known/security.txt, {mend}" in said(gate.check(candidate(after)))


def test_link_from_a_page_that_did_not_change_is_seen():
    """When a place vanishes, pages that were not written again and still link to it are found."""
    before = site(**{"archive/index.html": page('<a href="../2026/w46/#b1">x</a>')})
    after = {**before, "2026/w46/index.html": page(report("b2") + report("b3"))}
    assert "archive/index.html: did not change but links to ../2026/w46/#b1" in said(
        gate.check(candidate(after, before))
    )
    gone = {name: text for name, text in before.items() if name != "2026/w46/index.html"}
    gone["2026/w47/index.html"] = page(report("a1") + report("a2"))
    assert "archive/index.html: did not change but links" in said(gate.check(candidate(gone, before)))


def test_report_that_is_nowhere_is_refused():
    """A generator that drops a report and exits 0 is caught; so is a page that was not written at all."""
    expected = {"2026/w47/index.html": [Expected(key, f"https://outlet.example/{key}", "T") for key in ("a1", "a2")]}
    assert gate.check(candidate(site(), expected=expected)).passed
    dropped = site(**{"2026/w47/index.html": page(report("a1"))})
    assert "report a2 is not on the page" in said(gate.check(candidate(dropped, site(), expected=expected)))
    more = {"2026/w47/index.html": [*expected["2026/w47/index.html"], Expected("a3", "https://outlet.example/a3", "T")]}
    assert "report a3 is not on the page" in said(gate.check(candidate(site(), site(), expected=more)))
    assert "2026/w48" in said(gate.check(candidate(site(), site(), expected={"2026/w48/index.html": []})))


def test_report_without_a_link_is_looked_for_by_its_title():
    """A report whose feed gave no safe link is found by its words."""
    after = site(**{"2026/w47/index.html": page("<p>Made &lt;b&gt; title</p>" + report("a1"))})
    for title, fine in (("Made <b> title", True), ("Another title", False)):
        assert gate.check(candidate(after, expected={"2026/w47/index.html": [Expected("k", "", title)]})).passed is fine


def test_report_in_two_weeks_is_refused():
    """Each report stands in one week."""
    both = [Expected("a1", "", "T")]
    verdict = gate.check(candidate(site(), expected={"2026/w46/index.html": both, "2026/w47/index.html": both}))
    assert "stands in 2026/w46/index.html as well" in said(verdict)


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("feeds/all.xml", ATOM.format(site=SITE, entries=ENTRY)[:-9], "well formed"),
        ("feeds/all.xml", ATOM.format(site=SITE, entries=ENTRY + ENTRY), "one id"),
        ("feeds/all.xml", ATOM.format(site=SITE, entries=ENTRY.replace("https:", "javascript:")), "javascript"),
        (
            "feeds/all.xml",
            ATOM.format(site=SITE, entries=ENTRY.replace("<summary>", '<summary type="html">')),
            "markup",
        ),
        ("feeds/all.xml", ATOM.format(site=SITE, entries=ENTRY.replace("Made text", "a\u202eb")), "hidden"),
        ("feeds/all.xml", "<!DOCTYPE x>" + ATOM.format(site=SITE, entries=""), "document type"),
        ("feeds/all.xml", '<rss version="2.0"/>', "unknown kind"),
        ("feeds/all.json", '{"version": ', "well formed"),
        ("feeds/all.json", '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "data:x"}]}', "data:x"),
        ("2026/w47/data.csv", "a,b\n=1,2\n", "spreadsheet"),
        ("2026/w47/data.jsonl", '{"a": 1}\n{', "well formed"),
        ("2026/w47/data.geojson", '{"type": "FeatureCollection", "features": [', "well formed"),
        ("feeds/sources.opml", '<opml><body><outline xmlUrl="javascript:x"/></body></opml>', "javascript"),
        ("icon.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "script"),
        ("sitemap.xml", SITEMAP.format(f"<url><loc>{SITE}/none/</loc></url>"), "not there"),
    ],
)
def test_bad_feed_or_data_is_refused(name, text, named):
    """Feeds, sitemaps and data files must be whole, and hold no markup, script or address that is not ours to give."""
    assert named in said(gate.check(candidate(site(**{name: text}))))


def package(*told):
    """Return a package of open data that says so of its files: path, bytes, hash."""
    parts = [{"path": path, "bytes": size, "hash": f"sha256:{known}"} for path, size, known in told]
    many = {"path": [part["path"] for part in parts[1:]], "parts": parts[1:]}
    return json.dumps({"resources": [*parts[:1], *([many] if parts[1:] else [])]})


def test_a_package_that_says_of_a_file_what_it_is_not_is_refused():
    """Its bytes and its hash: of one file, of one among many, of one that is not there; one that is right passes."""
    body = "week,feed\r\n"
    right = (len(body), sha256(body.encode()).hexdigest())
    files = site(**{"data/2026.csv": body, "data/panels/2026-w47.csv": body})
    both = ("2026.csv", *right), ("panels/2026-w47.csv", *right)
    assert gate.check(candidate(files | {"data/datapackage.json": package(*both)})).passed
    for wrong in (
        (("2026.csv", len(body) + 1, right[1]), both[1]),
        (both[0], ("panels/2026-w47.csv", right[0], "0" * 64)),
        (("2025.csv", *right), both[1]),
    ):
        told = said(gate.check(candidate(files | {"data/datapackage.json": package(*wrong)})))
        assert told.startswith("site: data/datapackage.json: bytes and hash of ")
    older = json.dumps({"resources": [{"path": ["2026.csv", "panels/2026-w47.csv"]}]})
    assert "bytes and hash of [" in said(gate.check(candidate(files | {"data/datapackage.json": older})))
    for none in ('{"resources": [1]}', '{"resources": [{}]}', '{"resources": {"a": 1}}'):
        assert "bytes and hash" not in said(gate.check(candidate(files | {"data/datapackage.json": none})))
    after = files | {"data/datapackage.json": package(*both), "data/2026.csv": "week,feed\r\n1,2\r\n"}
    before = files | {"data/datapackage.json": package(*both)}
    assert "bytes and hash of 2026.csv" in said(gate.check(candidate(after, before)))


@pytest.mark.parametrize("name", ["x.php", "a/.htaccess", "2026/w47/X.HTML", "notes.md", "run.js", "pelicanconf.py"])
def test_unexpected_file_is_refused(name):
    """A kind of file that the site does not have is not published."""
    assert "no name" in said(gate.check(candidate(site(**{name: "x"}))))


def test_halved_site_is_refused_unless_it_is_meant():
    """Half of the files, or a week that lost half of its reports, is an accident until a person says otherwise."""
    many = {f"topics/t{n}/index.html": page("text " * 50) for n in range(20)}
    shrunk = candidate(site(), site(**many))
    assert "files would fall from 27 to 7" in said(gate.check(shrunk))
    assert gate.check(shrunk, Limits(accept_shrink=True)).passed
    full = site(**{"2026/w46/index.html": page("".join(report(f"b{n}") for n in range(10)))})
    assert "2026/w46/index.html: links would fall from 10 to 2" in said(gate.check(candidate(site(), full)))


def test_a_part_that_lost_half_its_pages_is_an_accident_too():
    """A language or the outlets' pages may go with a table that was cut short, and most of the site still be there."""
    many = {f"topics/t{n}/index.html": page("text " * 50) for n in range(20)}
    outlets = {f"sources/o{n}/index.html": page("text " * 50) for n in range(8)}
    lost = candidate(site(**many), site(**many, **outlets))
    assert "site: pages of sources/ would fall from 8 to 0" in said(gate.check(lost))
    assert gate.check(lost, Limits(accept_shrink=True)).passed
    fewer = dict(list(outlets.items())[:4])
    assert "fall" not in said(gate.check(candidate(site(**many, **fewer), site(**many, **outlets))))


def week(number: int, *reports: str) -> dict[str, str]:
    """A week's table of reports, each (key)(story)."""
    rows = "".join(f"{each:0>10},s{each:0>10},2026-W{number},made\r\n" for each in reports)
    return {f"2026/w{number}/data.csv": f"id,story,week,title\r\n{rows}"}


@pytest.mark.parametrize(
    ("was", "now", "edits", "told"),
    [
        ({**week(46, "1"), **week(47, "2")}, {}, "", "2 published reports of 2026-w46 and 1 other week would be gone"),
        (week(46, "1", "2"), week(46), "", "2 published reports of 2026-w46"),
        (week(46, "1"), {}, "", ""),
        (week(46, *map(str, range(9))), week(46, "0"), "", "8 published reports of 2026-w46"),
        (week(46, *map(str, range(9))), week(46, "0", "1"), "", ""),
        (week(46, *map(str, range(90))), week(46, *map(str, range(8, 90))), "", ""),
        (week(46, *map(str, range(90))), week(46, *map(str, range(9, 90))), "", "9 published reports"),
        (week(46, "1", "2"), week(47, "1", "2"), "", ""),
        (week(46, "1", "2"), {}, "hide,0000000001,s0000000001,2026-W46", ""),
        (week(46, "1", "2"), {}, "take-down,0000000002,s0000000001,2026-W46", ""),
        ({**week(46, "1", "2"), **week(45, "3")}, {}, "hide,,s0000000003,", "2 published reports of 2026-w46 "),
        (week(46, "1", "2"), {}, "retag,0000000001,s0000000001,2026-W46", "2 published reports"),
    ],
)
def test_lost_reports_are_refused_however_young_the_site_unless_an_edit_hides_them(was, now, edits, told):
    """All of some weeks, or a tenth and more of many, are an accident; one report that was a week, or few, are not."""
    table = {"data/corrections.csv": f"when,do,report,story,week\r\n2026-11-17,{edits}\r\n"} if edits else {}
    lost = candidate(site(**now, **table), site(**was))
    assert (told in said(gate.check(lost))) if told else gate.check(lost).passed
    assert gate.check(lost, Limits(accept_shrink=True)).passed


def test_a_lost_edit_of_the_desk_is_refused_unless_it_is_meant():
    """A ledger that is gone, or an older one, would show what was hidden; one more, or one mended by hand, is none."""
    hide, show, later = (f"2026-11-{day},{do},x,,why\r\n" for day, do in ((17, "hide"), (18, "show"), (19, "pin")))
    name, head = "data/corrections.csv", "when,do,on,kind,why\r\n"
    both, one, other = ({name: head + rows} for rows in (hide + show, show, show + later))
    for after in (one, other, {}):
        lost = candidate(site(**after), site(**both))
        assert "not in content/ledger.toml (hide of 2026-11-17 on x" in said(gate.check(lost))
        assert gate.check(lost, Limits(accept_shrink=True)).passed
    for before in (one, {}):
        assert gate.check(candidate(site(**both), site(**before))).passed
    for old, new in (("why", "[removed]"), ("11-17", "11-16"), ("hide,x", "hide,y")):  # dated ahead, or a misspelt key
        mended = {name: both[name].replace(old, new)}
        assert gate.check(candidate(site(**mended), site(**both))).passed


def test_lost_panels_are_refused_unless_it_is_meant():
    """Without the folder of panels, blind weeks read as quiet ones; one that a clock ahead had made may be removed."""
    two, many = ({f"data/panels/2026-w{n:02d}.csv": "feed,outlet,answered\r\n" for n in range(10, e)} for e in (12, 30))
    for after, before, lost in (({}, two, 2), (two, many, 18)):
        gone = candidate(site(**after), site(**before))
        assert f"{lost} published panels are not in content/panels; restore them" in said(gate.check(gone))
        assert gate.check(gone, Limits(accept_shrink=True)).passed
    one = dict(list(two.items())[:1])
    for after, before in ((one, two), ({}, one), (many, two)):
        assert gate.check(candidate(site(**after), site(**before))).passed


@pytest.mark.parametrize(("working", "fine"), [(0, False), (1, False), (2, True), (10, True)])
def test_too_few_working_feeds_are_refused(working, fine):
    """When hardly a feed answers, silence is not published as a quiet week."""
    assert gate.check(candidate(site(), feeds=FeedCount(working, 10))).passed is fine


def test_weeks_do_not_run_ahead_or_back():
    """A wrong clock neither makes next year's week nor takes this one away."""
    assert "future" in said(gate.check(candidate(site(), newest_allowed="2026-w46")))
    assert gate.check(candidate(site(), newest_allowed="2026-w47")).passed
    back = site(**{"2026/w47/index.html": None, "sitemap.xml": SITEMAP.format(""), "index.html": page()})
    assert "go back from 2026-w47 to 2026-w46" in said(gate.check(candidate(back, site())))


def test_weight_is_a_warning_and_absurd_weight_a_refusal():
    """A page over its budget is told; one four times over is not published."""
    noise = [sha256(str(n).encode()).hexdigest() for n in range(6000)]
    heavy = site(**{"topics/crime/index.html": page(" ".join(noise[:1500]))})
    verdict = gate.check(candidate(heavy))
    assert verdict.passed
    assert [problem.subject for problem in verdict.warnings] == ["topics/crime/index.html"]
    assert "budget" in said(gate.check(candidate(site(**{"topics/crime/index.html": page(" ".join(noise))}))))


@pytest.mark.parametrize("name", ["index.html", "sw/index.html", "2026/w46/index.html", "sw/2026/w46/index.html"])
def test_a_week_or_a_home_page_over_one_flight_is_not_published(name):
    """The build makes these pages fit; one that is over its budget by a little is a fault of ours."""
    noise = " ".join(sha256(str(n).encode()).hexdigest() for n in range(400))
    assert "budget" in said(gate.check(candidate(site(**{name: page(noise)}))))


def test_a_page_is_as_heavy_as_it_is_well_compressed():
    """One over its budget where it is compressed in haste, and not where it is compressed well, is none to tell of."""
    again = page(" ".join(sha256(str(n % 997).encode()).hexdigest()[:5] + str(n % 11) for n in range(15_000)))
    hasty, well = (len(gzip.compress(again.encode(), level)) for level in (1, 6))
    assert hasty > gate.Limits().page_budget > well
    assert not gate.check(candidate(site(**{"topics/crime/index.html": again}))).warnings


def test_a_flood_of_stories_may_weigh_what_their_addresses_weigh():
    """A week of 3,000 stories keeps every address and is published; the same bytes with few places are not."""
    keys = [f"s{sha256(str(n).encode()).hexdigest()[:10]}" for n in range(3000)]
    places = "".join(f'<a id="{key}"></a>' for key in keys)
    assert len(gzip.compress(places.encode())) > gate.Limits().week_budget
    assert "budget" not in said(gate.check(candidate(site(**{"2026/w46/index.html": page(places)}))))
    assert "budget" in said(gate.check(candidate(site(**{"2026/w46/index.html": page("".join(keys) * 2)}))))


def test_a_part_of_the_archive_is_no_week():
    """``archive/2026/w45/`` has the budget of a list, not that of a week."""
    noise = " ".join(sha256(str(n).encode()).hexdigest() for n in range(400))
    assert gate.check(candidate(site(**{"archive/2026/w45/index.html": page(noise)}))).passed


def test_several_that_share_the_look_find_what_one_finds():
    """Cut after any file, in the order of the files: the verdict, problems in their order and all, is the same."""
    week = page(report("a1") + report("a2") + '<a href="../w46/#b9">x</a><a href="../w45/">y</a><script>x()</script>')
    after = site(**{"2026/w47/index.html": week, "2026/w46/index.html": page(report("b2"))})
    expected = {"2026/w47/index.html": [Expected("a3", "https://outlet.example/a3", "T")]}
    found = candidate(after, site(), expected=expected, whole=True)
    alone = gate.check(found)
    assert len(alone.problems) > 3
    for cut in range(1, len(after)):
        assert gate.check(found, share=lambda look, names, at=cut: [look(names[:at]), look(names[at:])]) == alone


def test_several_that_look_for_dead_links_find_what_one_finds():
    """Pages that did not change are shared out too: of each that leads to what is gone, wherever the cut is."""
    before = site(**{f"archive/202{n}/index.html": page('<a href="../../2026/w46/#b1">x</a>') for n in range(5)})
    found = candidate({**before, "2026/w46/index.html": page(report("b2") + report("b3"))}, before)
    alone = gate.check(found)
    assert len(alone.problems) == 5
    for cut in range(1, len(before)):
        assert gate.check(found, share=lambda look, names, at=cut: [look(names[:at]), look(names[at:])]) == alone


@pytest.mark.parametrize(("kind", "good", "bad"), [("csv", "a,1\r\n", "=x,1\r\n"), ("jsonl", '{"a":1}\n', "{\n")])
def test_of_a_years_data_only_what_no_week_has_is_looked_into(kind, good, bad):
    """A line is judged in its week: a bad one is named there, and in the year only where no week has it."""
    head = "id,n\r\n" if kind == "csv" else ""
    files = {f"2026/w46/data.{kind}": head + good, f"2026/w47/data.{kind}": head + bad}

    def named(year):
        found = gate.check(candidate({**site(), **files, f"data/2026.{kind}": year})).problems
        return [problem.subject for problem in found]

    assert named(head + good + bad) == [f"2026/w47/data.{kind}"]
    files[f"2026/w47/data.{kind}"] = head + good
    assert named(head + good + good) == []
    assert named(head + good + bad) == [f"data/2026.{kind}"]
    assert named(head.replace("n", "n,m") + good) == ([f"data/2026.{kind}"] if kind == "csv" else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("See [who](../about/#who), [there](https://paper.example/), <https://a.example/> and {site}/about/.", []),
        ("One.\n[Gone](../nope/)", [(2, "links to ../nope/, which is not there")]),
        ('<a href="../nope/">\n', [(1, "links to ../nope/, which is not there")]),
        ("A \u2067turned word", [(1, "a hidden character; take it out")]),
        ("`<script>` and\n```\n<script>\n```\n<iframe>", [(5, "element <iframe>; the gate lets it on no page")]),
        ('<p class="toc" markdown="1" onclick="x()">', [(1, "attribute onclick on <p>; the gate lets it on no page")]),
    ],
)
def test_what_the_gate_refuses_of_a_page_by_hand_is_told_by_the_line_of_its_source(text, told):
    """Dead links, hidden characters and elements; what stands as code is text, and no link is judged without a site."""
    assert [*sources.mistakes(text, "contact.sw.md", SITE, {"sw/about/index.html"}, "en")] == told
    unlinked = [(line, wrong) for line, wrong in told if "links to" not in wrong]
    assert [*sources.mistakes(text, "contact.sw.md", SITE, (), "en")] == unlinked


def test_a_page_on_the_method_has_the_places_that_others_lead_to():
    """Who translates it and leaves the marks behind its headings out would be refused each build, from another page."""
    told = "no heading has {#levels}, to which other pages lead; give it to that of the part on it"
    text = "Title: Habka\n\n## Tirada {#numbers}\n\n## Calaamadaha"
    assert [*sources.mistakes(text, "about.so.md", SITE, (), "en")] == [(1, told)]
    for mended in (
        f"{text} {{#levels}}",
        f"{text} {{: #levels .wide}}",
        f'{text}\n\n<p id="levels">',
        f"{text}\n\n## Levels",
    ):
        assert [*sources.mistakes(mended, "about.so.md", SITE, (), "en")] == []
    assert [*sources.mistakes(text, "cite.so.md", SITE, (), "en")] == []
