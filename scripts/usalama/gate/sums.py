"""What the package of the open data says of each file against that file: a wrong hash would call every copy torn.

Pure: it compares two texts that others read, and hashes nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from usalama.model import Problem
from usalama.planning.manifest import Page

PACKAGE = "data/datapackage.json"
_FOLDER = "data/"
_WRONG = "are not those of the file; build again, and report it where that does not help"


def check(after: Mapping[str, Page], changed: Iterable[str], read: Callable[[str], bytes]) -> Iterator[Problem]:
    """Name each file of the package with other bytes than it says, where any file beside it was ``changed``."""
    if PACKAGE not in after or not any(name.startswith(_FOLDER) for name in changed):
        return
    for path, size, told in _told(read(PACKAGE)):
        page = after.get(_FOLDER + path)
        if page is None or (size, told) != (page.size, f"sha256:{page.sha256}"):
            yield Problem("site", f"{PACKAGE}: bytes and hash of {path} {_WRONG}")  # for which no entry is at fault


def _told(body: bytes) -> Iterator[tuple[str, int, str]]:
    """Yield path, bytes and hash of each file; nothing of what is no package, which is said where files are read."""
    try:
        resources: list[dict[str, Any]] = json.loads(body)["resources"]
    except (ValueError, KeyError, TypeError):
        return
    for resource in resources:
        for part in resource.get("parts", (resource,)):
            yield part["path"], part.get("bytes", 0), part.get("hash", "")
