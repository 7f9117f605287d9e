"""What a feed says comes out as text, and as nothing else: no file, no markup, no template, no key, no name."""

import json
import re
import shutil
from html import escape

import pytest
from lxml import etree, html
from small_site import files_of

from topic_digest.settings import FENCES
from usalama.errors import EntryError
from usalama.formats.markdown import read

CANARY = "made-canary-that-is-nowhere-published"
MARKS = ("{attach}", "{static}", "{filename}", "|attach|", "|static|", "|filename|")
WAYS = (
    "[x](%s)", "![x](%s)", "<img src='%s'>", "<a href='%s'>x</a>", "<img alt=\"src='%s'\" src='https://ok.example/i.png'>",
    "<p title=\"href='%s'\">x</p>", "%s", "[x]: %s",
)  # fmt: skip
TEMPLATES = (
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ site.__class__ }}",
    "${7*7}",
    "#{7*7}",
    "{# x #}",
    "{%- include 'base.html' -%}",
)


def built(site):
    """Build, and give the files by name."""
    output = site.root / "site-out"
    shutil.rmtree(output, ignore_errors=True)
    answer = site.print(output)
    return files_of(output), answer


def plain(answer, files):
    """Every report that was expected is there, and no file but those that were planned."""
    week_pages = [name for name in answer["expected"] if name in files]
    assert week_pages
    assert set(files) == set(answer["written"])
    for name in week_pages:
        links = {a.get("href") for a in html.document_fromstring(files[name].decode()).iter("a")}
        assert {link for _, link, _ in answer["expected"][name] if link} <= links


@pytest.mark.parametrize("mark", MARKS)
def test_no_link_form_publishes_a_local_file(empty_site, mark):
    """A link to a file of this machine, in any form that a generator knows, copies nothing and is shown as text."""
    for place in (empty_site.root, empty_site.root.parent, empty_site.root / "content"):
        (place / "secret.txt").write_text(CANARY, "utf-8")
    for number, way in enumerate(WAYS):
        goal = f"{mark}../../{'../' * (number % 2)}secret.txt"
        empty_site.entry(number, "2026-11-18", f"Made {number} {way % goal}", summary=f"Made {way % goal} words.")
    files, answer = built(empty_site)
    assert not [name for name, body in files.items() if CANARY.encode() in body or "secret" in name]
    plain(answer, files)


@pytest.mark.parametrize("way", WAYS)
def test_pelicans_own_links_are_off(way):
    """Were a text read as Pelican's after all, the pattern for its links would still match nothing."""
    pattern = re.compile(FENCES["INTRASITE_LINK_REGEX"])
    assert not any(pattern.search(way % f"{mark}../../secret.txt") for mark in MARKS)


def test_broken_address_of_a_local_link_stops_nothing(empty_site):
    """An address that no parser takes is text like any other."""
    empty_site.entry(1, "2026-11-18", "Made [x]({filename}http://[::1", summary="Made {static}http://[::1/x words.")
    empty_site.entry(2, "2026-11-18", "A good report of a raid")
    files, answer = built(empty_site)
    plain(answer, files)


@pytest.mark.parametrize("where", ["title", "summary"])
def test_markup_is_shown_and_never_is(empty_site, where):
    """Markup that reached an entry file is printed escaped on every page, in every feed and in the letter."""
    text = "Made <b onmouseover=x()>raid</b> \"'> </title><script>x()</script> <img src=x onerror=x()>"
    empty_site.entry(
        1, "2026-11-18", text if where == "title" else "Made raid", summary=text if where == "summary" else ""
    )
    files, answer = built(empty_site)
    plain(answer, files)
    for name, body in files.items():
        if name.endswith(".html"):
            for node in html.document_fromstring(body.decode()).iter(etree.Element):
                assert not any(str(key).startswith("on") for key in node.attrib), name
                assert node.tag not in {"b", "img"} or node.get("onmouseover") is None, name
                is_ours = node.get("type") == "application/ld+json" or "search/" in name
                assert node.tag != "script" or is_ours, name
        elif name.endswith(".xml"):
            assert etree.fromstring(body) is not None
        elif name.endswith(".json"):
            assert json.loads(body) is not None
    page = files["2026/w47/index.html"].decode()
    assert escape("<script>x()</script>", quote=False) in page
    # By name: of a whole site's text, pytest would take a minute to say how it differs.
    assert [name for name, body in files.items() if name.endswith(".html") and b"<script>x()" in body] == []


def test_template_source_comes_out_as_written(empty_site):
    """Text that looks like a template is printed as it is and never evaluated."""
    for number, text in enumerate(TEMPLATES):
        empty_site.entry(number, "2026-11-18", f"Made {text} end", summary=f"Words {text} end.")
    files, answer = built(empty_site)
    plain(answer, files)
    words = " ".join(html.document_fromstring(files["2026/w47/index.html"].decode()).text_content().split())
    for text in TEMPLATES:
        assert f"Made {text} end" in words
    assert "Made 49 end" not in words


@pytest.mark.parametrize(
    "line",
    ["Template: nope", "Save_as: ../x.html", "Url: javascript:x()", "Slug: ../x", "Status: hidden", "_content: x",
     "is_valid: x", "Translation: true", 'Lang: en" onload="x()'],
)  # fmt: skip
def test_unknown_key_or_unfit_value_costs_the_file_alone(empty_site, line):
    """A key that is not on our list, or a value that no page may hold, sets that file aside and nothing else."""
    bad = empty_site.entry(1, "2026-11-18", "Made report with a forged key")
    key = line.partition(":")[0]
    kept = [each for each in bad.read_text("utf-8").splitlines() if not each.startswith(f"{key}:")]
    bad.write_text("\n".join([kept[0], line, *kept[1:], ""]), "utf-8")
    empty_site.entry(2, "2026-11-18", "A good report of a raid")
    with pytest.raises(EntryError, match=bad.name):
        read(bad.read_text("utf-8"), bad.name)
    files, answer = built(empty_site)
    plain(answer, files)
    assert len(answer["problems"]) == 1
    assert b"A good report of a raid" in files["2026/w47/index.html"]
    assert b"forged key" not in files["2026/w47/index.html"]


@pytest.mark.parametrize(
    "link", ["javascript:x()", "data:text/html,x", "https://user@evil.example/", "//evil.example/x"]
)
def test_unfit_link_is_linked_nowhere(empty_site, link):
    """An address that may not be linked, forged into an entry file, is in no page and no feed."""
    bad = empty_site.entry(1, "2026-11-18", "Made report with a forged link")
    bad.write_text(re.sub(r"(?m)^Link: .*$", f"Link: {link}", bad.read_text("utf-8")), "utf-8")
    empty_site.entry(2, "2026-11-18", "A good report of a raid")
    files, answer = built(empty_site)
    plain(answer, files)
    for name, body in files.items():
        assert link.encode() not in body, name


@pytest.mark.parametrize("link", ["https://pages.example/@author/raid", "https://valley.example/women's-march?a=b'c"])
def test_fit_link_is_linked_everywhere(empty_site, link):
    """An at sign or an apostrophe in a path is no reason to leave a report without its link."""
    path = empty_site.entry(1, "2026-11-18", "Made report of a raid")
    path.write_text(re.sub(r"(?m)^Link: .*$", lambda _: f"Link: {link}", path.read_text("utf-8")), "utf-8")
    files, answer = built(empty_site)
    plain(answer, files)
    for name in ("index.html", "2026/w47/index.html", "feeds/all.xml"):
        links = etree.fromstring(files[name], etree.XMLParser() if name.endswith("xml") else etree.HTMLParser())
        assert link in {str(a.get("href")) for a in links.iter("{*}a", "{*}link", "a")}, name
    assert json.loads(files["2026/w47/data.jsonl"].splitlines()[0])["link"] == link
    assert link in files["2026/w47/plain.txt"].decode()


def test_other_kinds_of_source_are_not_read(empty_site):
    """A file of a kind that can include other files is no entry, whatever lies beside it."""
    empty_site.entry(1, "2026-11-18", "A good report of a raid")
    folder = next((empty_site.root / "content" / "entries").iterdir())
    for number, kind in enumerate(("html", "rst"), 2):
        there = set(folder.iterdir())
        empty_site.entry(number, "2026-11-18", f"A report that is none {CANARY}")
        (new,) = set(folder.iterdir()) - there
        new.rename(folder / f"x.{kind}")
    files, answer = built(empty_site)
    plain(answer, files)
    named = [f"{folder.relative_to(empty_site.root)}/x.{kind}" for kind in ("html", "rst")]
    assert [subject for subject, _ in answer["problems"]] == named, "they are not even opened"
    assert not [name for name, body in files.items() if CANARY.encode() in body]


def test_equal_reports_are_both_published(empty_site):
    """Two reports with one title, a title without letters, or one as long as may be: all are there."""
    for number, title in enumerate(["Raid at the well", "Raid at the well", "??? …", "!!!", "x" * 200]):
        empty_site.entry(number, "2026-11-18", title)
    files, answer = built(empty_site)
    plain(answer, files)
    assert sum(len(reports) for reports in answer["expected"].values()) == 5


def test_no_name_of_a_file_comes_from_a_feed(empty_site):
    """Titles and ids that are names of our own files, or climb, change no name in the site."""
    names = ["index.html", ".htaccess", "../../output-evil/x", "feeds/all.xml", "..%2f..%2fx", "CON", "a/b/c"]
    empty_site.entry(0, "2026-11-18", "A good report of a raid")
    before = set(built(empty_site)[0])
    for number, name in enumerate(names, 1):
        empty_site.entry(number, "2026-11-18", name, summary=name)
    after, answer = built(empty_site)
    plain(answer, after)
    assert {name for name in before if "pagefind" not in name} == {name for name in after if "pagefind" not in name}


def test_hidden_characters_do_not_reach_a_page(empty_site):
    """Direction overrides and what XML forbids, written into a file by hand, are in no page and no feed."""
    path = empty_site.entry(1, "2026-11-18", "Made raid")
    path.write_text(
        path.read_text("utf-8").replace("Title: Made raid", "Title: Made \u202eraid\ufffe\u2066 x"), "utf-8"
    )
    files, _ = built(empty_site)
    for name, body in files.items():
        if name.endswith((".html", ".xml", ".json", ".txt")):
            assert not re.search("[\u202a-\u202e\u2066-\u2069\ufffe]", body.decode()), name
