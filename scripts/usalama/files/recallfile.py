"""What builds keep of what stories' texts were read to say: a cache, of one program with one catalogue and ledger.

Where it is lost, torn or of another program the texts are read again. Nothing is read here but that file.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from usalama.machine import kept

FILE = ".cache/recall.json"


def read(root: Path, made: str) -> dict[str, int]:
    """Return what was kept by a build that ``made`` and this Python stand for."""
    body = kept.read(root / FILE, made.encode(), sys.version.encode())
    found: dict[str, int] = json.loads(body) if body else {}
    return found


def keep(root: Path, rows: Mapping[str, int], made: str) -> None:
    """Keep it for the next build."""
    kept.keep(root / FILE, json.dumps(rows, separators=(",", ":")).encode(), made.encode(), sys.version.encode())
