"""The desk's ledger on disk, as everybody reads it, and a copy of how it stood last. No edit is applied."""

from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path

from usalama.files.sitefolder import read_text
from usalama.ledger import reading
from usalama.ledger.ledger import FILE, Ledger
from usalama.ledger.lost import Row, lost, put_back
from usalama.machine import disk
from usalama.machine.disk import is_there

COPY = ".cache/ledger.toml"
"""As the last edit, or build without a complaint, left the ledger: what an editor saved over is known by it."""


def ledger_text(root: Path) -> str:
    """Return the ledger as it stands in its file; "" where a site has none."""
    return read_text(root / FILE, FILE) if is_there(root / FILE) else ""


def read_ledger(root: Path, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> Ledger:
    """Return the desk's decisions; a site without a ledger has none. Slugs are checked where they are given."""
    has_one = is_there(root / FILE)  # an empty file is none: it was lost, and is refused
    return reading.read(ledger_text(root), topics=topics, counties=counties) if has_one else Ledger()


def standing_text(root: Path) -> str:
    """Return the ledger's text; raise LedgerError where it cannot be read."""
    read_ledger(root)
    return ledger_text(root)


def gone(root: Path) -> tuple[Row, ...]:
    """Return the edits that stood in the ledger and were not taken out one by one."""
    text, before = ledger_text(root), _remembered(root)
    return lost(text, before) if before != text else ()


def write_ledger(root: Path, text: str, reworded: Callable[[str], str] = str) -> None:
    """Replace the ledger, whole or not at all; a link stays one. Edits that are gone are remembered, ``reworded``."""
    _write(root, text, reworded(put_back(text, rows)) if (rows := gone(root)) else text)


def restore(root: Path, reworded: Callable[[str], str]) -> tuple[Row, ...]:
    """Put the edits that are gone back where they stood, also of a ledger that is gone or empty; return them.

    The whole is ``reworded``: what stands there may quote what one of them took down.
    """
    if rows := gone(root):
        _write(root, text := reworded(put_back(ledger_text(root), rows)), text)
    else:
        standing_text(root)  # of one that cannot be read nobody knows what is gone
    return rows


def accept(root: Path) -> None:
    """Remember the ledger as it stands: what is gone was meant. Where no command writes it, nothing is remembered."""
    if _remembered(root) not in {"", (text := ledger_text(root))}:
        _remember(root, text)


def _write(root: Path, text: str, known: str) -> None:
    disk.write_whole((root / FILE).resolve(), text.encode())
    _remember(root, known)


def _remembered(root: Path) -> str:
    with suppress(OSError, UnicodeDecodeError):
        return disk.body_of(root / COPY).decode()
    return ""


def _remember(root: Path, text: str) -> None:
    with suppress(OSError):  # a copy alone: what it is of was written
        disk.keep(root / COPY, text.encode())
