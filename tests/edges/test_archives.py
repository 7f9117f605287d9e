"""Archives: what is read of them, how they are cut, and what a poison document costs."""

import gzip
import io
import json
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from usalama.archives import Document, documents, split
from usalama.errors import TableError
from usalama.model import Problem

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PAGE = """<!doctype html><html lang="en-KE"><head><title>Site | News</title>
<meta property="og:title" content="Herders &amp; farmers sign a truce in Sample Valley">
<meta name="description" content="Elders of two sample villages met on Monday.">
<meta property="article:published_time" content="2026-11-16T08:00:00+03:00"></head>
<body><p>The article itself, which is never read.</p></body></html>"""


def lines(path, count, start=0):
    rows = [
        {"id": f"r{n}", "link": f"https://made.example/{n}", "title": f"Made report {n}", "published": "2026-11-16"}
        for n in range(start, start + count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path, size=10**9):
    return [found for part in split([path], size) for found in documents(part, NOW)]


def warc(path, *pages):
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    for number, (kind, status, body) in enumerate(pages):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://made.example/{number}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=headers,
        )
        writer.write_record(record)
    path.write_bytes(buffer.getvalue())
    return path


def test_a_line_is_read_once_wherever_the_file_is_cut(tmp_path):
    """Pieces of any size give each line of a JSON Lines file exactly once, in order."""
    path = lines(tmp_path / "a.jsonl", 40)
    whole = [document.id for document in read(path)]
    assert whole == [f"r{n}" for n in range(40)]
    for size in (1, 7, 97, 98, 99, 500, 4000):
        assert [document.id for document in read(path, size)] == whole


def test_a_web_page_gives_its_head_and_never_its_text(tmp_path):
    """A WARC record becomes the publisher's own title, description and date."""
    path = warc(tmp_path / "a.warc.gz", ("text/html; charset=utf-8", "200 OK", PAGE.encode()))
    (document,) = read(path)
    assert document.title == "Herders & farmers sign a truce in Sample Valley"
    assert document.summary == "Elders of two sample villages met on Monday."
    assert document.published == datetime(2026, 11, 16, 5, 0, tzinfo=UTC)
    assert (document.link, document.language) == ("https://made.example/0", "en")
    assert "never read" not in repr(document)


def test_pictures_and_errors_in_a_web_archive_are_passed_over(tmp_path):
    """Only pages that were answered with 200 are documents."""
    path = warc(
        tmp_path / "a.warc.gz",
        ("image/png", "200 OK", b"png"),
        ("text/html", "404 Not Found", PAGE.encode()),
        ("text/html", "200 OK", PAGE.encode()),
    )
    assert len(read(path)) == 1


def test_a_broken_web_archive_keeps_what_came_before(tmp_path):
    """A WARC file that breaks off gives the records before the break, and names the break."""
    path = warc(tmp_path / "a.warc.gz", *[("text/html", "200 OK", PAGE.encode())] * 3)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 40])
    found = read(path)
    assert sum(isinstance(each, Document) for each in found) >= 2


@pytest.mark.parametrize(
    "poison", [b"{not json\n", b"[]\n", b'"text"\n', b"\xff\xfe\n", b'{"title": ""}\n', b"[" * 100_000 + b"\n"]
)
def test_a_poison_line_costs_itself_and_is_named(tmp_path, poison):
    """The lines around a line that cannot be read are read, and the problem says where it is."""
    path = lines(tmp_path / "a.jsonl", 2)
    good = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(good[0] + poison + good[1])
    first, problem, last = read(path)
    assert (first.id, last.id) == ("r0", "r1")
    assert isinstance(problem, Problem)
    assert problem.subject == f"a.jsonl, byte {len(good[0])}"


def test_a_feed_and_a_table_are_read_too(tmp_path):
    """RSS dumps and CSV files give documents, packed with gzip or not."""
    rss = (
        "<rss version='2.0'><channel><title>Made</title><item><title>A made report</title>"
        "<link>https://made.example/1</link><guid>1</guid><pubDate>Mon, 16 Nov 2026 08:00:00 +0300</pubDate></item>"
        "<item><title>Another, without a date</title><link>https://made.example/2</link></item></channel></rss>"
    )
    (tmp_path / "a.xml.gz").write_bytes(gzip.compress(rss.encode()))
    (tmp_path / "b.csv").write_text(
        'id,title,summary,link,published\n7,"A made, quoted\nreport",,https://made.example/7,2026-11-16\n',
        encoding="utf-8",
    )
    dated, undated, row = read(tmp_path)
    assert (dated.title, dated.published.day) == ("A made report", 16)
    assert undated.published is None
    assert (row.id, row.title) == ("7", "A made, quoted\nreport")


def test_a_source_that_is_not_there_is_named(tmp_path):
    """A path that does not exist, or is of no known kind, is one clear line."""
    with pytest.raises(TableError, match="no such file"):
        split([tmp_path / "none.jsonl"], 100)
    (tmp_path / "a.pdf").write_bytes(b"")
    with pytest.raises(TableError, match="of no known kind"):
        split([tmp_path / "a.pdf"], 100)
