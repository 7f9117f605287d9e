"""Files that are no pages: what a feed reader, a map or a program would be handed."""

import pytest

from usalama.gate import files
from usalama.gate.markup import inspect, styles_of
from usalama.gate.rules import style_hash

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom">{}</feed>'
WHOLE = '<entry><id>{0}</id><title>T</title><updated>U</updated><link href="https://o.example/"/>{1}</entry>'


def atom(inside=""):
    """A feed of one entry whose content is XHTML."""
    content = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></content>'
    return ATOM.format(WHOLE.format("a", content))


JSON_FEED = '{{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}}'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.xml", ATOM.format(WHOLE.format("a", "")), []),
        ("x.xml", ATOM.format(WHOLE.format("a", "") * 2), ["two entries with one id"]),
        ("x.xml", atom().replace('"xhtml"', '"html"'), ["markup inside <content>"]),
        ("x.xml", atom('<p type="html">x</p>'), ["attribute type on <p>"]),
        ("x.xml", ATOM.format("<entry><id>a</id><title>T</title><updated>U</updated></entry>"),
         ["an entry without link"]),
        ("x.xml", atom('<p><a href="https://o.example/x">x</a></p>'), []),
        ("x.xml", atom("<script>x</script>"), ["element <script>"]),
        ("x.xml", atom('<p onclick="x">x</p>'), ["attribute onclick on <p>"]),
        ("x.xml", atom('<p><a href="javascript:x">x</a></p>'), ["address 'javascript:x' on <a>"]),
        ("x.opml", '<opml><body><outline xmlUrl="https://o.example/f"/><outline text="t"/></body></opml>', []),
        ("x.opml", '<opml><body><outline htmlUrl="file:///x"/></body></opml>', ["address 'file:///x' in htmlUrl"]),
        ("x.svg", "<svg><path d='M0'/></svg>", []),
        ("x.svg", "<svg><script/></svg>", ["element <script> that acts"]),
        ("x.svg", "<svg><path onload='x'/></svg>", ["element <path> that acts"]),
        ("x.json", "[1]", []),
        ("x.json", '{"version": "other", "items": [{"url": "file:x"}]}', []),
        ("x.json", JSON_FEED.format('{"url": "https://o.example/"}'), []),
        ("x.json", JSON_FEED.format('{"url": "file:x", "content_html": "<b>"}'),
         ["address 'file:x' in url", "markup in content_html"]),
        ("x.jsonl", '{"a": 1}\n\n{"a": 2}\n', []),
        ("x.jsonl", '{"a": 1}\nmade\n', ["is not well formed: Expecting value: line 1 column 1 (char 0)"]),
        ("x.csv", "a,b\n1,2,3\n", ["rows of different length"]),
        ("x.csv", "a,b\n1,2\n", []),
        ("x.csv", "a,b\n-5,2\n", []),
        ("x.csv", "a,b\n-cmd,2\n", ["a cell that a spreadsheet would run: '-cmd'"]),
        ("x.csv", "a,b\nx; -5;-5,2\n", []),
        ("x.csv", "a,b\nx;=cmd,2\n", ["a cell that a spreadsheet would run: 'x;=cmd'"]),
        ("x.csv", "a,b\n＝cmd,2\n", ["a cell that a spreadsheet would run: '＝cmd'"]),
    ],
)  # fmt: skip
def test_a_file_holds_only_what_its_readers_may_show(name, text, told):
    """Feeds, drawings and tables hold no more than ours do; a number below zero is no formula."""
    assert list(files.inspect(name, text.encode())) == told


def test_a_page_that_cannot_be_read_says_so():
    """Bytes that are no text are one finding and not a crash."""
    (told,) = inspect("x.html", b"\xff\xfe\xff").problems
    assert told.startswith("cannot be read")


def test_the_styles_of_a_page_are_found_without_the_whole_look():
    """The quick way finds the hash by which the full look holds a style against the policy."""
    body = b"<!DOCTYPE html><html><head><style>p{margin:0}</style></head><body></body></html>"
    assert styles_of(body) == {style_hash("p{margin:0}")}


def test_structured_data_is_json():
    """Data for search engines that does not parse is named; data that does is no finding of its own."""
    script = '<!DOCTYPE html><html><head><script type="application/ld+json">{}</script></head><body></body></html>'
    told = "structured data that is no JSON"
    assert told in inspect("x.html", script.format("{made").encode()).problems
    assert told not in inspect("x.html", script.format("[]").encode()).problems
