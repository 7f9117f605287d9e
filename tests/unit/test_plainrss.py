"""The quick reader of plain RSS says what feedparser says, word for word, or nothing."""

from io import BytesIO
from pathlib import Path

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.feeds import plainrss
from usalama.feeds.items import said

FEEDS = Path(__file__).parents[1] / "feeds"
SAMPLES = Path(__file__).parents[2] / "samples" / "feeds"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" '
    'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0" '
    'xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:snf="http://smart.example/snf"'
)
TEXTS = [
    "",
    " ",
    "Plain words",
    "&lt;p&gt;Told &amp;amp; retold&lt;/p&gt;",
    "<![CDATA[<p>A <b>bold</b> &#8230; page</p>]]>",
    "Ã¢Â€Â™ misread",
    "caf\u00e9 \u0092s",
    "http:////a.example/x?a=1&amp;b=2",
    "https://a.example/?a=1&amp;copy;=2",
    "a <!-- c --> b",
    "Mon, 23 Nov 2026 10:00:00 +0300",
    "sw",
    "Taarifa ‘ya’ usalama",
    "<b>child</b>",
    "&#147;quoted&#148;",
]
NAMES = [
    "title",
    "link", "guid", "description", "content:encoded", "pubDate", "dc:date", "dc:creator", "dc:language", "category",
    "author", "comments", "media:title", "media:thumbnail", "media:content", "slash:comments", "snf:logo",
    "atom:updated", "feedburner:origLink", "source", "atom:link", "dc:title", "itemless", "PubDate",
    "media:description", "summary", "image", "language", "copyright",
]  # fmt: skip
ATTRIBUTES = [
    "",
    "",
    "",
    ' isPermaLink="false"',
    ' isPermaLink="true"',
    ' type="html"',
    ' url="http://b.example/"',
    ' rel="self" href="http://c.example/"',
    ' href="http://d.example/"',
    ' lang="sw"',
    ' xml:lang="sw"',
]
elements = st.builds(
    lambda name, attributes, text: f"<{name}{attributes}>{text}</{name}>",
    st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), st.sampled_from(TEXTS),
)  # fmt: skip
parts = st.lists(elements, max_size=7).map("".join)
KEYS = (
    "title",
    "summary",
    "link",
    "id",
    "published",
    "created",
    "updated",
    "language",
    "feedburner_origlink",
    "pheedo_origlink",
)


def told(read):
    """Return what ``items`` and ``parse`` ask a reading for."""
    head = read["feed"]
    fields = [tuple(said(item, key) for key in KEYS) for item in read["entries"]]
    full = [said((dict.get(item, "content") or [{}])[0], "value") for item in read["entries"]]
    tongues = [said(dict.get(item, "title_detail") or {}, "language") for item in read["entries"]]
    sources = [dict.get(item, "source") or {} for item in read["entries"]]
    names = [(said(source, "title"), said(source, "href")) for source in sources]
    return [said(head, key) for key in ("title", "link", "language")], fields, full, tongues, names


def arbiter(data, content_type=""):
    """Return what feedparser says."""
    headers = {"content-type": content_type} if content_type else {}
    return feedparser.parse(BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False)


def same(data, content_type=""):
    """Assert that the quick reader agrees or is silent; return whether it spoke."""
    quick = plainrss.read(data, content_type)
    if quick is not None:
        assert told(quick) == told(arbiter(data, content_type))
    return quick is not None


def document(head, items):
    inner = "".join(f"<item>{item}</item>" for item in items)
    text = f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" {SPACES}><channel>{head}{inner}</channel></rss>'
    return text.encode()


@given(parts, st.lists(parts, min_size=1, max_size=3))
@settings(max_examples=300)
def test_any_mix_of_elements_is_read_as_feedparser_does_or_not_at_all(head, items):
    """Elements in any order, number and with any attributes never read differently."""
    same(document(head, items))


@pytest.mark.parametrize(
    "content_type", ["", "application/rss+xml", "text/xml", "text/xml; charset=UTF-8", "text/html"]
)
def test_an_ordinary_feed_is_read_quickly(content_type):
    """What publishing systems write is on the list, so that the short way is the usual one."""
    item = (
        "<title>Goats found</title><link>https://a.example/1?a=1&amp;b=2</link><category>News</category>"
        "<dc:creator><![CDATA[A. W.]]></dc:creator><category>Crime</category>"
        "<pubDate>Mon, 23 Nov 2026 10:00:00 +0300</pubDate><slash:comments>0</slash:comments>"
        '<guid isPermaLink="false">https://a.example/?p=1</guid>'
        "<description><![CDATA[<p>They \u2018say\u2019 so</p>]]></description>"
        "<content:encoded><![CDATA[<p>All of it</p>]]></content:encoded>"
        '<media:content url="https://a.example/1.jpg"><media:title type="html">x</media:title></media:content>'
        '<source url="https://a.example">Goats &amp; Sons</source>'
    )
    head = (
        '<title>Post</title><atom:link href="https://a.example/feed/" rel="self" type="application/rss+xml" />'
        "<link>https://a.example</link><description>News</description><lastBuildDate>x</lastBuildDate>"
        "<language>en-US</language><image><url>https://a.example/i.png</url><title>Post</title>"
        "<link>https://a.example</link></image><generator>https://wordpress.org/?v=6</generator>"
    )
    assert same(document(head, [item, item.replace("/1", "/2")]), content_type)


ITEM = b"<channel><item><title>a</title></item></channel></rss>"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<rss",
        b"<rss version='2.0'><channel></channel></rss>",
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss version='2.0'>" + ITEM.replace(b">a<", b">&a;<"),
        b"<rss version='2.0'>" + ITEM.replace(b">a<", b">a & b<"),
        b"<rss version='2.0'>" + ITEM.replace(b">a<", b">\xe9<"),
        b"<rss version='0.91'>" + ITEM,
        b"<?xml version='1.0' encoding='windows-1252'?><rss version='2.0'>" + ITEM,
        b"<rss version='2.0' xmlns:content='http://purl.org/dc/elements/1.1/'>"
        + ITEM.replace(b"title>", b"content:title>"),
        b"<rss version='2.0' xmlns:Media='urn:x'>" + ITEM.replace(b"title>", b"Media:title>"),
        b"<rss version='2.0' xmlns='http://www.w3.org/2005/Atom'>" + ITEM,
        b"<rss version='2.0' xmlns='urn:other'>" + ITEM,
        b"<rss version='2.0' xml:lang='sw'>" + ITEM,
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title></entry></feed>",
        b"<rss version='2.0'><channel><title>a</title><title>b</title><item><title>c</title></item></channel></rss>",
        b"<rss version='2.0'>"
        + ITEM.replace(b"</item>", b"<description>b</description><description>c</description></item>"),
        b"<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'>"
        + ITEM.replace(b"<title>", b"<media:title>b</media:title><title>"),
        *(
            b"<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'>"
            + ITEM.replace(b"</item>", b"<source url='http://b.example'>b</source>" + behind + b"</item>")
            for behind in (b"<title>c</title>", b"<media:title>c</media:title>", b"<source url='c'></source>")
        ),
    ],
    ids=range(20),
)
def test_what_it_is_unsure_of_is_left_to_feedparser(data):
    """Faults, other formats and encodings, doctypes, strange prefixes and what is said twice are not read here."""
    assert plainrss.read(data, "") is None


def test_a_charset_of_the_server_decides_over_the_document():
    """Another charset in the header than UTF-8 is feedparser's to weigh."""
    data = document("", ["<title>caf\u00e9</title>"])
    assert plainrss.read(data, "text/xml; charset=iso-8859-1") is None
    assert same(data, 'text/xml; charset="utf-8"')


@pytest.mark.parametrize("path", sorted([*FEEDS.glob("*.xml"), *SAMPLES.glob("*.xml")]), ids=lambda path: path.name)
def test_the_feeds_of_the_tests_read_the_same(path):
    """Every feed of our own, with every kind of header."""
    for content_type in ("", "application/rss+xml", "text/xml", "text/html; charset=utf-8"):
        same(path.read_bytes(), content_type)


@pytest.mark.shared
def test_real_and_hostile_documents_read_the_same(shared_data):
    """No feed as it was served, and none that was made to break a parser, is read in another way."""
    paths = [*(shared_data / "feeds/documents").glob("[0-9]*"), *(shared_data / "hostile").rglob("*.xml")]
    spoken = sum(
        same(path.read_bytes(), kind) for path in sorted(paths) for kind in ("application/rss+xml", "text/xml")
    )
    assert spoken > 100
