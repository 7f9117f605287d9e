"""``.cache/status.json`` as the site shows it; what pull and publish write into it goes through ``state``."""

from pathlib import Path
from typing import Any

from usalama.machine import disk
from usalama.watch import status

NAME = "status.json"
FILE = f".cache/{NAME}"


def shown(root: Path) -> dict[str, Any]:
    """Return the part that the site shows; nothing where no pull wrote one."""
    try:
        return status.shown(disk.body_of(root / FILE))
    except FileNotFoundError:
        return {}
