"""The desk's ledger on disk, as everybody reads it. Nothing is written here, and no edit is applied."""

from collections.abc import Collection
from pathlib import Path

from usalama.files.sitefolder import read_text
from usalama.ledger import reading
from usalama.ledger.ledger import FILE, Ledger
from usalama.machine.disk import is_there


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
