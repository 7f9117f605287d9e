"""The desk's ledger on disk, as everybody reads it. Nothing is written here, and no edit is applied."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from usalama.files.sitefolder import read_text
from usalama.ledger import reading
from usalama.ledger.ledger import FILE, Ledger
from usalama.machine.disk import is_there


def read_ledger(root: Path, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> Ledger:
    """Return the desk's decisions; a site without a ledger has none. Slugs are checked where they are given."""
    path = root / FILE
    return reading.read(read_text(path, FILE), topics=topics, counties=counties) if is_there(path) else Ledger()
