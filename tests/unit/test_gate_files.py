"""Files that are no pages: what a feed reader, a map or a program would be handed."""

from __future__ import annotations

import pytest

from usalama.gate import files
from usalama.gate.markup import inspect, styles_of

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
WHOLE = '<entry><id>{0}</id><title>T</title><updated>U</updated><link href="https://o.example/"/>{1}</entry>'


def atom(inside=""):
    """A feed of one entry whose content is XHTML."""
    content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></content>'
    return ATOM.format(WHOLE.format("a", content))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ATOM.format(WHOLE.format("a", "")), []),
        (ATOM.format(WHOLE.format("a", "") * 2), ["two entries with one id"]),
        (atom().replace('"xhtml"', '"html"'), ["markup inside <content>"]),
        (atom('<p type="html">x</p>'), ["attribute type on <p>"]),
        (ATOM.format("<entry><id>a</id><title>T</title><updated>U</updated></entry>"), ["an entry without link"]),
        (atom('<p><a href="https://o.example/x">x</a></p>'), []),
        (atom("<script>x</script>"), ["element <script>"]),
        (atom('<p onclick="x">x</p>'), ["attribute onclick on <p>"]),
        (atom('<p><a href="javascript:x">x</a></p>'), ["address 'javascript:x' on <a>"]),
    ],
)
def test_a_feed_holds_only_what_a_reader_may_show(text, told):
    """Entries are whole and of one id each; inside them are the few elements, attributes and addresses of ours."""
    assert list(files._atom(files.etree.fromstring(text.encode()))) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<opml><body><outline xmlUrl="https://o.example/f"/><outline text="t"/></body></opml>', []),
        ('<opml><body><outline htmlUrl="file:///x"/></body></opml>', ["address 'file:///x' in htmlUrl"]),
    ],
)
def test_a_list_of_feeds_leads_to_the_web_only(text, told):
    """An address that no browser may open from a list is named with its attribute."""
    assert list(files._opml(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<svg><path d='M0'/></svg>", []),
        ("<svg><script/></svg>", ["element <script> that acts"]),
        ("<svg><path onload='x'/></svg>", ["element <path> that acts"]),
    ],
)
def test_a_picture_does_nothing(text, told):
    """Scripts, links and handlers in a drawing are refused."""
    assert list(files._svg(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[1]", []),
        ('{"version": "other", "items": [{"url": "file:x"}]}', []),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://o.example/"}]}', []),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "file:x", "content_html": "<b>"}]}',
            ["address 'file:x' in url", "markup in content_html"],
        ),
    ],
)
def test_a_json_feed_holds_plain_text_and_web_addresses(text, told):
    """Only a JSON Feed is looked into; markup and other addresses in it are named."""
    assert list(files._json(text)) == told


def test_lines_of_json_are_each_json():
    """Empty lines are none; a broken one cannot pass."""
    assert list(files._lines('{"a": 1}\n\n{"a": 2}\n')) == []
    with pytest.raises(ValueError, match="Expecting"):
        list(files._lines('{"a": 1}\nmade\n'))


def test_a_table_whose_rows_differ_in_length_is_named():
    """A cell too many would move every later column."""
    assert "rows of different length" in list(files._csv("a,b\n1,2,3\n"))
    assert list(files._csv("a,b\n1,2\n")) == []


def test_a_number_below_zero_is_no_formula():
    """A sign before a number is read as that number by every spreadsheet; before anything else it is named."""
    assert list(files._csv("a,b\n-5,2\n")) == []
    assert list(files._csv("a,b\n-cmd,2\n")) == ["a cell that a spreadsheet would run: '-cmd'"]


def test_a_page_that_cannot_be_read_says_so():
    """Bytes that are no text are one finding and not a crash."""
    (told,) = inspect("x.html", b"\xff\xfe\xff").problems
    assert told.startswith("cannot be read")


def test_the_styles_of_a_page_are_found_without_the_whole_look():
    """The quick way finds the same hashes that the full look finds."""
    body = b"<!DOCTYPE html><html><head><style>p{margin:0}</style></head><body></body></html>"
    assert styles_of(body) == inspect("x.html", body).styles
    assert len(styles_of(body)) == 1


def test_structured_data_is_json():
    """Data for search engines that does not parse is named; data that does is no finding of its own."""
    script = '<!DOCTYPE html><html><head><script type="application/ld+json">{}</script></head><body></body></html>'
    told = "structured data that is no JSON"
    assert told in inspect("x.html", script.format("{made").encode()).problems
    assert told not in inspect("x.html", script.format("[]").encode()).problems
