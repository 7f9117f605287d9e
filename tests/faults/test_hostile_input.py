"""Public collections of hostile and malformed input, run through the whole input side.

They are no part of the project and are read from the measuring data where it is; each test is skipped, saying so,
where it is not. What we found with them and keep is written in our own words in the unit tests and ``tests/feeds``.
"""

import json
import re
import time
from datetime import UTC, datetime
from html import escape
from xml.sax.saxutils import escape as xml

import pytest
from programs import load

from usalama.documents.nursery import ParseSettings
from usalama.documents.parsing import Document, ParsePool
from usalama.feeds.parse import parse
from usalama.model import Feed
from usalama.words import text

pytestmark = pytest.mark.shared

FEED = Feed("https://feeds.example/feed.xml", "our-paper", "Our Paper", "en")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
unsafe = load("mutationsweep").unsafe
LINE_CASES = [
    "big-list-of-naughty-strings/blns.json",
    "owasp-xss-filter-evasion/cases.jsonl",
    "dompurify-fixtures/cases.jsonl",
    "payloadsallthethings-ssti/cases.jsonl",
    "miniflux/cases.jsonl",
]
NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
RAW, ESCAPED, TWICE, CDATA = "raw", "escaped", "escaped twice", "cdata"


def strings(folder, name):
    content = (folder / "hostile" / name).read_text(encoding="utf-8")
    if name.endswith(".json"):
        return json.loads(content)
    return [json.loads(line)["input"] for line in content.splitlines()]


def assert_safe(parsed):
    """Hold every field of every entry to what pages and files rely on."""
    assert list(unsafe(parsed)) == []


def document(payload, how):
    """Return a feed that says ``payload`` in every field, and one good item after it."""
    clean = "".join(c for c in payload if c in "\t\n\r" or (c >= " " and not NO_XML.search(c)))
    wrapped = "<![CDATA[" + clean.replace("]]>", "]] >") + "]]>"
    said = {RAW: payload, ESCAPED: xml(clean), TWICE: xml(escape(clean)), CDATA: wrapped}[how]
    attribute = xml(clean, {'"': "&quot;", "\n": "&#10;"})
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{said}</title><link>{said}</link><language>{said}</language>"
        f"<item><title>{said}</title><link>{said}</link><guid isPermaLink='false'>{said}</guid>"
        f"<pubDate>{said}</pubDate>"
        f"<description>{said}</description><content:encoded>{said}</content:encoded><dc:creator>{said}</dc:creator>"
        f'<category>{said}</category><source url="{attribute}">{said}</source>'
        f'<enclosure url="{attribute}" type="{attribute}"/>'
        "</item><item><title>The good one</title><guid>good</guid></item></channel></rss>"
    ).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("name", LINE_CASES)
@pytest.mark.parametrize("how", [ESCAPED, TWICE, CDATA])
def test_hostile_strings_in_every_field_stay_text(shared_data, name, how):
    """Whatever string stands in every field of an item: the fields are safe lines, and the good item is read."""
    for payload in strings(shared_data, name):
        parsed = parse(document(payload, how), feed=FEED, fetched=NOW)
        assert_safe(parsed)
        assert parsed.entries, payload
        assert parsed.entries[-1].title == "The good one", payload


@pytest.mark.parametrize("name", LINE_CASES)
def test_hostile_strings_that_break_the_document_cost_only_it(shared_data, name):
    """Put into the document as they are, they may break it: then it says so, and no field is unsafe."""
    for payload in strings(shared_data, name):
        assert_safe(parse(document(payload, RAW), feed=FEED, fetched=NOW))


def test_template_text_comes_out_as_it_was(shared_data):
    """Template expressions are words like any other: those without markup stay letter for letter (A19)."""
    for payload in strings(shared_data, "payloadsallthethings-ssti/cases.jsonl"):
        shown = text.plain(escape(payload))
        if "<" not in payload and "&" not in payload:
            assert shown == " ".join(payload.split())


def test_every_sample_of_the_parsers_own_tests_is_read_in_children(shared_data):
    """Of some 2,000 malformed feeds none stops the run, none takes long, and every field is safe (A25)."""
    files = sorted(
        path
        for folder in ("feedparser-tests", "miniflux/testdata", "defusedxml-bombs", "payloadsallthethings-xxe/files")
        for path in (shared_data / "hostile" / folder).rglob("*")
        if path.is_file() and path.name != "LICENSE"
    )
    assert len(files) > 2000
    documents = (Document(FEED, path.read_bytes(), "", path) for path in files)
    with ParsePool(ParseSettings(cpu_seconds=20)) as pool:
        parsed = dict(pool.read_all(documents, NOW))
    assert set(parsed) == set(files)
    for path, each in parsed.items():
        assert_safe(each)
        assert "the parser died" not in each.failure, path
        assert not each.failure.startswith("needs more than"), path


def test_no_document_is_opened_or_asked_for_by_another(shared_data, loopback, tmp_path):
    """External entities, DTDs and includes are never fetched and no file is read: the server is never asked (A23)."""
    canary = tmp_path / "canary.txt"
    canary.write_text("CANARY-WORDS", encoding="utf-8")
    loopback.serve("/x", b"FETCHED-WORDS")
    cases = strings(shared_data, "payloadsallthethings-xxe/cases.jsonl")
    cases += [
        p.read_text(encoding="latin-1") for p in (shared_data / "hostile/payloadsallthethings-xxe/files").iterdir()
    ]
    cases += [p.read_text(encoding="latin-1") for p in (shared_data / "hostile/defusedxml-bombs").glob("*.x*")]
    ours = (
        '<!DOCTYPE r [<!ENTITY x SYSTEM "{0}">]><rss><channel><item><title>&x;</title></item></channel></rss>',
        '<!DOCTYPE r SYSTEM "{0}"><rss><channel><item><title>t</title></item></channel></rss>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "{0}"> %p;]><rss><channel><item><title>t</title></item></channel></rss>',
        '<rss xmlns:x="http://www.w3.org/2001/XInclude"><item><title><x:include href="{0}"/></title></item>',
        '<?xml-stylesheet href="{0}"?><rss><channel><item><title>t</title></item></channel></rss>',
    )
    cases += [case.format(target) for case in ours for target in (loopback.url("/x"), canary.as_uri())]
    for case in cases:
        body = case.replace("file:///etc/passwd", canary.as_uri()).encode("utf-8", "replace")
        for candidate in (body, b"<rss><channel><item><title>" + body + b"</title></item></channel></rss>"):
            began = time.process_time()
            parsed = parse(candidate, feed=FEED, fetched=NOW)
            assert_safe(parsed)
            shown = repr(parsed)
            assert "CANARY-WORDS" not in shown
            assert "FETCHED-WORDS" not in shown
            assert "root:x:0" not in shown
            assert time.process_time() - began < 5
    assert loopback.asked == []
