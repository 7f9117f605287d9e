"""WARC files, record by record: one that cannot be read costs itself, and the next one is looked for.

Lines and heads are bounded whatever a record claims, so that neither time nor memory grows faster than the file. It
reads what a record's head says and hands its body on unread; it knows nothing of pages. Needs warcio (the
``backfill`` extra).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParser

from usalama.model import Problem

Found: TypeAlias = tuple[str, Any] | Problem
"""Where a response stands, and its record as warcio has it, with the head of its HTTP answer; or what is wrong."""
_LINE = 64 * 1024
_HEAD = 1024 * 1024  # bytes of lines without a body between them: more is no head but a flood
_BLANKS = 1000  # blank lines between two records, of which two are usual
_BLOCK = 1024 * 1024
_HTTP = ("HTTP/",)


def responses(path: Path) -> Iterator[Found]:
    """Yield the responses of a file in order; after the break of a packed file go on with its next member."""
    with path.open("rb") as file:
        reader = _Reader(file)
        archive = ArchiveIterator(file, no_record_parse=True)
        archive.reader = reader
        number, errors = 0, 0
        last: Any = None
        while True:
            place = f"{path.name}, record {number}"
            try:
                record = next(archive)
            except StopIteration:
                break
            except Exception as error:  # noqa: BLE001  whatever one record does to warcio costs that record
                yield Problem(place, f"cannot be read: {type(error).__name__}")
                if not _goes_on(archive, reader):
                    return
                number, errors = number + 1, archive.err_count
                continue
            if archive.err_count > errors:
                errors = archive.err_count
                yield Problem(place, "follows no blank line: the length of the record before it is wrong")
            if not (record.rec_headers.get_header("Content-Length") or "").isdigit():
                yield Problem(place, "its head does not tell its length")
            elif record.rec_type == "response":
                yield _answered(record, place)
            number, last = number + 1, record
    if last is None:
        yield Problem(path.name, "holds no record")
    elif reader.is_cut or is_cut(last):
        yield Problem(path.name, "broken off: its last record is cut")


def is_cut(record: Any) -> bool:  # noqa: ANN401  warcio has no types
    """Tell whether a record ends before its length; reads it to its end."""
    while record.raw_stream.read(_BLOCK):
        pass
    return bool(getattr(record.raw_stream, "limit", 0) > 0)


def _answered(record: Any, place: str) -> Found:  # noqa: ANN401
    try:
        record.http_headers = StatusAndHeadersParser(_HTTP, verify=False).parse(record.raw_stream)
    except Exception as error:  # noqa: BLE001  as above
        return Problem(place, f"no HTTP answer: {type(error).__name__}")
    return place, record


def _goes_on(archive: Any, reader: _Reader) -> bool:  # noqa: ANN401
    """Stand before the next member; a file that is not packed has no marks that its own text could not forge."""
    if not reader.decompressor:
        return False
    if not reader.starts_anew():
        while reader.read(_BLOCK):
            pass
        if not reader.read_next_member():
            return False
    archive.record = archive.next_line = archive.member_info = None
    archive.the_iter = archive._iterate_records()  # noqa: SLF001  the old one ended with its error
    return True


class _Reader(DecompressingBufferedReader):  # type: ignore[misc] # warcio has no types
    """Warcio's reader, with bounded lines and heads; a line that is longer comes in pieces."""

    def __init__(self, stream: Any) -> None:  # noqa: ANN401
        super().__init__(stream)
        self._head = self._blanks = 0
        self.is_cut = False

    def readline(self, length: int | None = None) -> bytes:
        """Return a line of a head: with a ``length`` that of an HTTP answer, which has to fit into its record."""
        if length is not None and self._head > _HEAD:
            raise ArchiveLoadFailed(f"a head of more than {_HEAD} bytes")
        line = self._line(length)
        while self._head > _HEAD and length is None and line.strip():
            line = self._line(None)  # what a record says beyond that is passed over, up to the blank line
        if line.strip():
            self._blanks = 0
            return line
        self._head, self._blanks = 0, self._blanks + 1
        if self._blanks > _BLANKS:
            raise ArchiveLoadFailed(f"more than {_BLANKS} blank lines")
        return line

    def read(self, length: int | None = None) -> bytes:
        """Return a piece of a body."""
        self._head = 0
        body: bytes = super().read(length)
        return body

    def starts_anew(self) -> bool:
        """Forget what is left of a member where warcio has turned to the next one already; tell whether it had."""
        if self.starting_data is None:
            return False
        self.buff = None
        return True

    def close_decompressor(self) -> None:
        """End unpacking; a member whose end was not reached was cut off."""
        self.is_cut = self.decompressor is not None and not self.decompressor.eof
        super().close_decompressor()

    def _line(self, length: int | None) -> bytes:
        line: bytes = super().readline(_LINE if length is None else min(length, _LINE))
        self._head += len(line)
        return line
