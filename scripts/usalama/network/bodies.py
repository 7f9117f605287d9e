"""The body of one answer, unpacked within its cap.

A body is decoded piece by piece and dropped at the first byte over its cap; nothing of it is kept then. It knows no
address and opens nothing.
"""

from collections.abc import Callable, Iterable, Iterator

import httpx2

from usalama.network.guard import TooManyBytesError

_MOST_CODINGS = 3
_PIECE = 16 * 1024
_MOST_PIECES = 100_000
"""Pieces that a body may come in: a chunk of one byte costs as much time as one of 64 KiB."""


def read(response: httpx2.Response, most: int, check_time: Callable[[], object]) -> bytes:
    """Return the decoded body; raise TooManyBytesError before more than the cap was kept.

    A body that was packed more than once is unpacked one coding at a time, each within the cap: what one holds may be
    endless bytes that the next one makes nothing of, so that counting what comes out at last would count nothing.
    """
    codings = response.headers.get_list("content-encoding", split_commas=True)
    if len(codings) <= 1:
        return _capped(response.iter_bytes(), most)
    if len(codings) > _MOST_CODINGS:
        raise httpx2.DecodingError(f"packed {len(codings)} times")
    body = _capped(response.iter_raw(), most)
    for coding in reversed(codings):
        pieces = _Pieces(body, check_time)
        body = _capped(httpx2.Response(200, headers={"content-encoding": coding}, stream=pieces).iter_bytes(), most)
    return body


def _capped(pieces: Iterable[bytes], most: int) -> bytes:
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            raise TooManyBytesError(f"more than {most} bytes")
        kept.append(piece)
        if len(kept) > _MOST_PIECES:
            raise TooManyBytesError(f"more than {_MOST_PIECES} pieces")
    return b"".join(kept)


class _Pieces(httpx2.SyncByteStream):
    """Bytes for a decoder, a few at a time, as long as there is time."""

    def __init__(self, body: bytes, check_time: Callable[[], object]) -> None:
        self._body, self._check_time = body, check_time

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._body), _PIECE):
            self._check_time()
            yield self._body[start : start + _PIECE]
