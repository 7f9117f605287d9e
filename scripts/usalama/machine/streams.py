"""The standard streams of a run that nobody watches: open, and never a reason to stop.

A scheduler may close them, a log's disk may be full, whoever read our output may be gone. What a run says is then
lost, and nothing else. A stream that is the result itself (a table on standard output) is left as it is.
"""

import io
import os
import sys
from typing import IO

_NUMBERS = (0, 1, 2)


def open_all() -> None:
    """Open what was closed on ``/dev/null``, so that no file of ours takes its number and is written to by a print."""
    for number in _NUMBERS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one
    if sys.stdout is None:
        sys.stdout = _text(1)
    if sys.stderr is None:
        sys.stderr = _text(2)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a letter that a terminal's encoding lacks stops no command
        sys.stdout.reconfigure(errors="backslashreplace")


def forgive() -> None:
    """Let what this process prints be lost where it cannot be written."""
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is getattr(sys, f"__{name}__") and stream is not None:
            setattr(sys, name, _text(number, stream))


class _Lossy(io.RawIOBase):
    """A file descriptor whose failures are no failures."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return os.isatty(self._number)

    def write(self, data: object) -> int:
        view = memoryview(data)  # type: ignore[arg-type] # io's own signature names no buffer in Python 3.11
        try:
            return os.write(self._number, view)
        except OSError:
            return view.nbytes


def _text(number: int, like: IO[str] | None = None) -> io.TextIOWrapper:
    encoding = getattr(like, "encoding", None) or "utf-8"
    return io.TextIOWrapper(io.BufferedWriter(_Lossy(number)), encoding=encoding, errors="replace", line_buffering=True)
