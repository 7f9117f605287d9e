"""Archives: what is read of them, how they are cut, and what a poison document costs."""

import gzip
import io
import json
import os
import subprocess
import sys
import time
import zlib
from datetime import UTC, datetime
from struct import pack

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from usalama.documents.archives import Document, documents, passed_over, split
from usalama.errors import TableError
from usalama.feeds.parse import MOST_ENTRIES
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
    assert (document.link, document.language) == ("https://made.example/0", "en-KE")
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
    """A WARC file that breaks off gives the records before the break, and names the break; of the cut page nothing."""
    path = warc(tmp_path / "a.warc.gz", *[("text/html", "200 OK", PAGE.encode())] * 3)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 40])
    *pages, page, end = read(path)
    assert [type(each) for each in pages] == [Document, Document]
    assert (page.subject, page.message) == ("a.warc.gz, record 2", "no page: cut off")
    assert (end.subject, end.message) == ("a.warc.gz", "broken off: its last record is cut")


def test_a_web_archive_without_a_record_is_named(tmp_path):
    """An empty file, or one that breaks off in its first bytes, is no silence."""
    for body in (b"", b"\x1f\x8b\x08"):
        (tmp_path / "a.warc.gz").write_bytes(body)
        assert [each.message for each in read(tmp_path / "a.warc.gz")] == ["holds no record"]


def record(length=None, *, head=b"", http=b"", uri=b"WARC-Target-URI: https://made.example/1\r\n", body=None):
    """One record as its bytes; ``length`` stands in for its true one."""
    page = PAGE.encode() if body is None else body
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n" + page
    told = str(len(answer)).encode() if length is None else length
    kind = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
    return kind + uri + b"Content-Length: " + told + b"\r\n" + head + b"\r\n" + answer + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("hostile", "said"),
    [
        (record(b"9" * 18), "cut off"),
        (record(b"-5"), "does not tell its length"),
        (record(b"many"), "does not tell its length"),
        (record(b"9" * 5000), "cannot be read"),
        (record(b"0"), "no HTTP answer"),
        (b"not a record at all\r\n\r\n", "cannot be read"),
        (b"\n" * 100_000, "does not tell its length"),
        (record(http=b"X: " + b"y" * 3_000_000 + b"\r\n"), "no HTTP answer"),
        (record(http=b"X: y\r\n" * 400_000), "no HTTP answer"),
        (record(http=b"Content-Encoding: br\r\n"), "no page"),
        (record(body=b""), "no page"),
        (record(uri=b""), "no title or no link"),
        (record(uri=b"WARC-Target-URI: \xff\xfe\r\n", body=b"<div>" * 200_000), "no title or no link"),
    ],
    ids=range(13),
)
def test_a_hostile_record_costs_itself(tmp_path, hostile, said):
    """Lengths that lie, floods of lines, answers that are none: named with their place, and the next record is read."""
    good = gzip.compress(record())
    (tmp_path / "a.warc.gz").write_bytes(good + gzip.compress(hostile) + good)
    first, *problems, last = read(tmp_path / "a.warc.gz")
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert any(said in problem.message for problem in problems)
    assert all(problem.subject.startswith("a.warc.gz") for problem in problems)


def test_a_flood_in_a_record_s_head_is_passed_over(tmp_path):
    """A line of many megabytes, or as many short ones, take time that grows with the file alone."""
    floods = [b"X: " + b"y" * 20_000_000 + b"\r\n", b"X: y\r\n" * 1_000_000]
    path = tmp_path / "a.warc"
    path.write_bytes(record() + b"".join(record(head=flood) for flood in floods) + record())
    began = time.process_time()
    found = read(path)
    assert [type(each) for each in found] == [Document] * 4
    assert time.process_time() - began < 10


BOMBS = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from usalama.documents.archives import Document, documents, passed_over, split
from usalama.documents import warcs
resource.setrlimit(resource.RLIMIT_AS, (450 * 2**20, 450 * 2**20))
for part in split([Path(sys.argv[1])], 10**9):
    found = list(documents(part, datetime(2026, 11, 23, tzinfo=UTC)))
    print(Path(part.path).name, sum(isinstance(each, Document) for each in found), len(found))
"""


def test_a_bomb_is_read_in_little_memory(tmp_path):
    """Half a gigabyte packed into half a megabyte, as record, page, line or cell: the reports beside it are read."""
    flood, times = b"a" * 1_000_000, 500

    def packed(before, after=b""):
        """Return ``before``, the flood and ``after`` as gzip does; a million letters are packed once, and repeated."""
        packer = zlib.compressobj(9, wbits=-15)
        first, block, last = (
            packer.compress(each) + packer.flush(zlib.Z_FULL_FLUSH) for each in (before, flood, after)
        )
        check = zlib.crc32(before)
        for each in (*[flood] * times, after):
            check = zlib.crc32(each, check)
        size = len(before) + times * len(flood) + len(after)
        return b"\x1f\x8b\x08" + bytes(7) + first + block * times + last + packer.flush() + pack("<II", check, size)

    row = b'{"title":"t","link":"https://made.example/","published":"2026-11-16"}\n'
    length = str(500_000_000 + 44).encode()
    good = gzip.compress(record())
    page = gzip.compress(record(http=b"Content-Encoding: gzip\r\n", body=packed(b"<p>")))
    whole = packed(record(length)[: -len(PAGE) - 4], b"\r\n\r\n")
    (tmp_path / "a.warc.gz").write_bytes(good + page + whole + good)
    (tmp_path / "b.jsonl.gz").write_bytes(packed(row + b'{"title":"', b'"}\n' + row))
    table = b"title,link,published\nt,https://made.example/1,2026-11-16\n"
    (tmp_path / "c.csv.gz").write_bytes(packed(table + b'"', b'"\nt,https://made.example/2,2026-11-16\n'))
    (tmp_path / "d.xml.gz").write_bytes(packed(b"<rss>"))
    told = subprocess.run(
        [sys.executable, "-c", BOMBS, tmp_path], capture_output=True, text=True, check=False, timeout=300
    )
    assert told.stdout.splitlines() == ["a.warc.gz 2 4", "b.jsonl.gz 2 3", "c.csv.gz 2 3", "d.xml.gz 0 1"], told.stderr


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.xml.gz"])
def test_a_packed_file_that_breaks_off_is_named(tmp_path, name):
    """What came before the break is read."""
    rows = "".join(f"{n},Made report {n},https://made.example/{n},2026-11-16\n" for n in range(5000))
    if "jsonl" in name:
        rows = lines(tmp_path / "all.jsonl", 5000).read_text()
    whole = gzip.compress(f"id,title,link,published\n{rows}".encode() if "csv" in name else rows.encode())
    middle = len(whole) // 2
    for broken in (whole[:middle], whole[:-3], whole[:middle] + b"\0" * 40 + whole[middle:]):
        (tmp_path / name).write_bytes(broken)
        found = read(tmp_path / name)
        assert (found[-1].subject, found[-1].message.split(":")[0]) == (name, "broken off")
        assert "xml" in name or len(found) > 100


@pytest.mark.parametrize(
    "poison",
    [
        b"{not json\n",
        b"[]\n",
        b'"text"\n',
        b"\xff\xfe\n",
        b'{"title": ""}\n',
        b"[" * 100_000 + b"\n",
        b'{"title": ' + b"[" * 100_000 + b"]" * 100_000 + b', "link": "https://made.example/"}\n',
        b"\0\0\0\0\n",
        b'{"title": "\0"}\n',
        b'{"title": 1' + b"0" * 10_000 + b', "link": "https://made.example/"}\n',
        b'{"title": "' + b"x" * 20_000_000 + b'"}\n',
    ],
    ids=range(11),
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


def test_a_hostile_row_costs_itself(tmp_path):
    """A cell beyond all measure, a NUL, a row of too many cells: the rows around it are read."""
    good = "Made report,https://made.example/1,2026-11-16\n"
    rows = ['"' + "x" * 200_000 + '"\n', "y" * 9_000_000 + "\n", "a\0b,\0,\n", "," * 100_000 + "\n", '"open\n']
    (tmp_path / "a.csv").write_text(
        "title,link,published\n" + good + "".join(row + good for row in rows), encoding="utf-8"
    )
    found = read(tmp_path / "a.csv")
    kinds = [type(each) for each in found]
    assert kinds == [
        *[Document, Problem] * 2,
        *[Document] * 3,  # what stands in a cell is judged later
        *[Problem, Document] * 1,
        Problem,  # the open cell takes the rest of the table
    ]
    assert all(each.subject.startswith("a.csv, line") for each in found if isinstance(each, Problem))


def test_a_table_as_a_spreadsheet_saves_it_keeps_its_first_column(tmp_path):
    """The mark before its first line is no part of that column's name: ids, or the whole table, would be lost."""
    (tmp_path / "a.csv").write_text("id,title,link,date\n7,Made,https://made.example/7,2026-11-16\n", "utf-8-sig")
    assert [row.id for row in read(tmp_path / "a.csv")] == ["7"]


@pytest.mark.parametrize(
    "row", ['8,"Two die,https://made.example/8,2026-11-16', "8,Two die at Caf\xe9,https://made.example/8,2026-11-16"]
)
def test_a_row_that_cannot_be_read_as_it_was_meant_is_named(tmp_path, row):
    """An open quotation mark takes other rows for its headline, a byte of another encoding makes a hole in it."""
    good = "7,Made,https://made.example/7,2026-11-16"
    text = "\n".join(["id,title,link,date", good, row, good.replace("Made", '"Made"'), good, ""])
    (tmp_path / "a.csv").write_text(text, "latin-1")
    found = read(tmp_path / "a.csv")
    assert {each.title for each in found if isinstance(each, Document)} == {"Made"}
    assert [each.subject for each in found if isinstance(each, Problem)] == ["a.csv, line 3"]


def test_an_object_is_no_headline(tmp_path):
    """Some systems put each text into one: as a string of the program it would be published, braces and all."""
    told = {"title": {"rendered": "Two die in raid"}, "link": "https://made.example/1", "date": "2026-11-16"}
    (tmp_path / "a.jsonl").write_text(json.dumps(told) + "\n" + json.dumps({**told, "title": "Two die", "id": 7}))
    problem, document = read(tmp_path / "a.jsonl")
    assert problem.message == "no title or no link"
    assert (document.title, document.id) == ("Two die", "7")


def test_a_feed_of_years_is_read_to_its_end(tmp_path):
    """What is enough of a feed that is asked each hour would be the end of a dump; and a problem says in which file."""
    item = "<item><title>Made {0}</title><link>https://made.example/{0}</link></item>"
    items = "<item/>" + "".join(map(item.format, range(MOST_ENTRIES + 1)))
    (tmp_path / "a.xml").write_text(f"<rss version='2.0'><channel><title>Made</title>{items}</channel></rss>")
    problem, *found = read(tmp_path / "a.xml")
    assert problem.subject == "a.xml"
    assert len(found) == MOST_ENTRIES + 1


def test_a_source_that_is_not_there_is_named(tmp_path):
    """A path that does not exist, or is of no known kind, is one clear line."""
    with pytest.raises(TableError, match="no such file"):
        split([tmp_path / "none.jsonl"], 100)
    (tmp_path / "a.pdf").write_bytes(b"")
    with pytest.raises(TableError, match="of no known kind"):
        split([tmp_path / "a.pdf"], 100)
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(TableError, match=r"pipe\.jsonl: a pipe or a device; write what it brings into a file"):
        split([tmp_path / "pipe.jsonl"], 100)


def test_a_file_s_kind_is_known_in_capitals_too_and_each_file_is_read_once(tmp_path):
    """A disk of another machine writes names in capitals; what no reader knows is named, not lost among the others."""
    (tmp_path / "NEWS.CSV").write_text("link,title,date\nhttps://made.example/1,Made report,2026-11-16\n", "utf-8")
    packed = gzip.compress(lines(tmp_path / "all.jsonl", 2).read_bytes())
    (tmp_path / "MORE.JSONL.GZ").write_bytes(packed)
    for name in ("dump.json", "news.csv.bz2"):
        (tmp_path / name).write_bytes(b"x")
    parts = split([tmp_path, tmp_path / "NEWS.CSV"], 10**9)
    found = [found for part in parts for found in documents(part, NOW)]
    assert [type(each) for each in found] == [Document] * 5
    assert [path.name for path in passed_over([tmp_path, tmp_path / "NEWS.CSV"])] == ["dump.json", "news.csv.bz2"]
