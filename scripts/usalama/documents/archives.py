"""Archives of years of news: WARC files, feed documents, JSON Lines and CSV, read a partition at a time.

An archive is cut into partitions that a worker reads alone. Of a web page only what its publisher put into the
head is taken (title, description, date, language): never the article. A document that cannot be read costs
itself and is named. Nothing here judges.
"""

import csv
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

from lxml import html

from usalama.errors import TableError
from usalama.feeds.parse import parse
from usalama.model import Feed, Problem
from usalama.words.dates import read_date

DOCUMENT_LIMIT = 8 * 1024 * 1024  # bytes of one web page or one line; a longer one is a problem, not a document
_FEEDS = (".xml", ".rss", ".atom", ".rdf")
_LINES = (".jsonl", ".ndjson")
_WARC = ".warc"
KNOWN = (*_FEEDS, *_LINES, _WARC, ".csv")
"""Ends of the names of what can be read, each also with ``.gz`` behind it."""
_MARKED = "utf-8-sig"  # as spreadsheets save a table, with a mark before it, or without
_ESCAPED = re.compile("[\udc80-\udcff]")
"""What stands for a byte that is no UTF-8."""
_TITLE = ("//meta[@property='og:title']/@content", "//head/title/text()")
_SUMMARY = ("//meta[@property='og:description']/@content", "//meta[@name='description']/@content")
_DATE = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='date' or @name='pubdate' or @name='publish-date']/@content",
    "//time[@datetime]/@datetime",
)


@dataclass(frozen=True, slots=True)
class Partition:
    """A piece of one archive: the whole file, or the lines that begin in [start, stop) bytes."""

    path: str
    start: int = 0
    stop: int = 0  # 0 is the whole file
    stamp: str = ""  # size and time of change of the file: another file is another partition

    @property
    def id(self) -> str:
        """Sixteen hex digits: the name under which its result is kept."""
        return sha256(f"{self.path}\n{self.start}\n{self.stop}\n{self.stamp}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """What an archive says of one report: the publisher's own words, not yet cleaned."""

    link: str
    title: str
    summary: str
    published: datetime | None
    language: str
    id: str = ""
    place: str = ""  # where it stands, for messages: file and line or record


def split(paths: Iterable[Path], size: int) -> tuple[Partition, ...]:
    """Cut ``paths`` (files, or folders of them) into partitions, each once; plain JSON Lines every ``size`` bytes.

    Raises:
        TableError: for a path that does not exist or is of no known kind, and a folder without any that is.
    """
    parts: list[Partition] = []
    for path in dict.fromkeys(_files(paths)):
        facts = path.stat()
        stamp = f"{facts.st_size}-{facts.st_mtime_ns}"
        if path.name.lower().endswith(_LINES) and facts.st_size > size:
            cuts = range(0, facts.st_size, size)
            parts += [Partition(str(path), cut, min(cut + size, facts.st_size), stamp) for cut in cuts]
        else:
            parts.append(Partition(str(path), stamp=stamp))
    return tuple(parts)


def passed_over(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files in those of ``paths`` that are folders which ``split`` leaves out, as of no known kind."""
    inside = (each for path in paths if path.is_dir() for each in path.rglob("*"))
    return tuple(sorted({each for each in inside if each.is_file() and not _is_known(each)}))


def documents(part: Partition, now: datetime) -> Iterator[Document | Problem]:
    """Read one partition; what cannot be read comes as a ``Problem`` that names its place.

    ``now`` is the latest that a date may be; a report without a date has None.
    """
    path = Path(part.path)
    name = _plain_name(path)
    try:
        if name.endswith(_WARC):
            yield from _warc(path, now)
        elif name.endswith(_LINES):
            yield from _lines(path, part, now)
        elif name.endswith(".csv"):
            yield from _table(path, now)
        else:
            yield from _feed(path, now)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Problem(path.name, f"broken off: {type(error).__name__}")


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(each for each in path.rglob("*") if each.is_file() and _is_known(each))
            if not found:
                raise TableError(f"{path}: holds no archive; known are {', '.join(KNOWN)}, each also with .gz")
            yield from found
        elif not path.exists():
            raise TableError(f"{path}: no such file; name files or folders that exist")
        elif not _is_known(path):
            raise TableError(f"{path}: of no known kind; known are {', '.join(KNOWN)}, each also with .gz")
        elif not path.is_file():  # it is read piece by piece, and what has been read is gone
            raise TableError(f"{path}: a pipe or a device; write what it brings into a file, and name that")
        else:
            yield path


def _plain_name(path: Path) -> str:
    """Return the name by whose end a file's kind is known, however it is written and packed or not."""
    return path.name.lower().removesuffix(".gz")


def _is_known(path: Path) -> bool:
    return _plain_name(path).endswith(KNOWN)


def _opened(path: Path) -> BinaryIO:
    return cast("BinaryIO", gzip.open(path, "rb")) if path.name.lower().endswith(".gz") else path.open("rb")


def _lines(path: Path, part: Partition, now: datetime) -> Iterator[Document | Problem]:
    with closing(_opened(path)) as file:
        if part.start:
            # A line belongs to the partition that it begins in: skip the rest of the line before.
            file.seek(part.start - 1)
            file.readline()
        while not part.stop or file.tell() < part.stop:
            at = file.tell()
            line = file.readline(DOCUMENT_LIMIT + 1)
            if not line:
                return
            place = f"{path.name}, byte {at}"
            if len(line) > DOCUMENT_LIMIT:
                while line and not line.endswith(b"\n"):
                    line = file.readline(DOCUMENT_LIMIT)
                yield Problem(place, f"a line of more than {DOCUMENT_LIMIT} bytes")
            elif line.strip():
                yield _from_json(line, place, now)


def _from_json(line: bytes, place: str, now: datetime) -> Document | Problem:
    try:
        record = json.loads(line)
        return _from_record(record, place, now) if isinstance(record, dict) else Problem(place, "not a JSON object")
    except (ValueError, RecursionError) as error:
        return Problem(place, f"not JSON: {type(error).__name__}")


def _from_record(record: Mapping[str, Any], place: str, now: datetime) -> Document | Problem:
    """Read the columns that dumps use; a date is needed, since a report belongs to a week."""

    def first(*names: str) -> str:  # of an object, such as a system's {"rendered": …}, no text is made
        told = (record[name] for name in names if record.get(name))
        return next((str(value) for value in told if isinstance(value, str | int | float)), "")

    link, title = first("link", "url"), first("title", "headline")
    if not title or not link:
        return Problem(place, "no title or no link")
    return Document(
        link=link,
        title=title,
        summary=first("summary", "description", "lead"),
        published=read_date(first("published", "date", "date_published", "published_at"), now),
        language=first("lang", "language"),
        id=first("id", "guid"),
        place=place,
    )


def _table(path: Path, now: datetime) -> Iterator[Document | Problem]:
    with closing(_opened(path)) as file, io.TextIOWrapper(file, _MARKED, errors="surrogateescape", newline="") as text:
        rows = csv.DictReader(_BoundedLines(text), strict=True)  # an open quotation mark would take rows for its cell
        place = f"{path.name}, line 1"
        while True:
            try:
                _ = rows.fieldnames  # the head is a line, too
                place = f"{path.name}, line {rows.line_num + 1}"
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Problem(place, f"not CSV: {error}")
                continue
            if _ESCAPED.search("".join(map(str, row.values()))):
                yield Problem(place, "not UTF-8; save the table as that")
                continue
            yield _from_record({key: value for key, value in row.items() if key}, place, now)


class _BoundedLines:
    """The lines of a table; one that is too long is passed over without being held, and is a fault of its row."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(DOCUMENT_LIMIT)
        if not line:
            raise StopIteration
        if len(line) < DOCUMENT_LIMIT or line.endswith(("\n", "\r")):
            return line
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(DOCUMENT_LIMIT)
        raise csv.Error(f"a line of more than {DOCUMENT_LIMIT} characters")


def _feed(path: Path, now: datetime) -> Iterator[Document | Problem]:
    with closing(_opened(path)) as file:
        body = file.read(DOCUMENT_LIMIT + 1)
    if len(body) > DOCUMENT_LIMIT:
        yield Problem(path.name, f"more than {DOCUMENT_LIMIT} bytes")
        return
    source = Feed(url="", outlet="archive", title=path.name, language="")
    try:
        parsed = parse(body, feed=source, fetched=now, most=len(body))
    except Exception as error:  # noqa: BLE001  a poison document costs itself, whatever it does to a parser
        yield Problem(path.name, f"cannot be read: {type(error).__name__}")
        return
    yield from (Problem(path.name, problem.message) for problem in parsed.problems)
    for entry in parsed.entries:
        when = None if entry.published == now else entry.published
        yield Document(entry.link, entry.title, entry.summary, when, entry.language, entry.id, path.name)


def _warc(path: Path, now: datetime) -> Iterator[Document | Problem]:
    from usalama.documents.warcs import responses  # noqa: PLC0415  imports an extra that only this needs

    for found in responses(path):
        if isinstance(found, Problem):
            yield found
        elif _is_page(found[1]):
            yield _from_page(found[1], found[0], now)


def _is_page(record: Any) -> bool:  # noqa: ANN401  warcio has no types
    headers = record.http_headers
    return headers.get_statuscode() == "200" and "html" in (headers.get_header("Content-Type") or "").lower()


def _from_page(record: Any, place: str, now: datetime) -> Document | Problem:  # noqa: ANN401  warcio has no types
    """Read the head of a stored page: what the publisher says of it, never its text."""
    from usalama.documents.warcs import is_cut  # noqa: PLC0415  as above

    try:
        body = record.content_stream().read(DOCUMENT_LIMIT)
        if is_cut(record):  # half a headline is not what its publisher said
            return Problem(place, "no page: cut off")
        page = html.fromstring(body)
    except Exception as error:  # noqa: BLE001  whatever a page does to its unpacker or parser costs that page
        return Problem(place, f"no page: {type(error).__name__}")
    found = {"title": _first(page, _TITLE), "summary": _first(page, _SUMMARY), "published": _first(page, _DATE)}
    found["link"] = record.rec_headers.get_header("WARC-Target-URI") or ""
    found["lang"] = page.get("lang") or ""
    return _from_record(found, place, now)


def _first(page: Any, paths: Iterable[str]) -> str:  # noqa: ANN401  lxml's elements
    return next((str(value).strip() for path in paths for value in page.xpath(path) if str(value).strip()), "")
