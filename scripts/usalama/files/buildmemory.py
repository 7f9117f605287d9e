"""What a build remembers of the one before, ``.cache/build.json``: a cache, believed as a whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from usalama.formats.records import read_json
from usalama.machine import disk

FILE = ".cache/build.json"


def read(root: Path) -> dict[str, Any]:
    """Return what was kept; nothing where it is not, byte for byte, what was written."""
    try:
        found = read_json((root / FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or not isinstance(memory := found.get("memory"), dict):
        return {}
    return memory if found.get("print") == _print(memory) else {}


def keep(root: Path, memory: Mapping[str, Any]) -> None:
    """Write what the next build is to know."""
    disk.keep(root / FILE, json.dumps({"memory": memory, "print": _print(memory)}).encode())


def _print(memory: Mapping[str, Any]) -> str:
    return blake2b(json.dumps(memory, sort_keys=True).encode(), digest_size=16).hexdigest()
