"""The note of the entry files that a build set aside: ``.cache/aside.json``, a cache.

Where it is torn or gone the offenders are found anew.
"""

import json
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from usalama.formats.records import read_json
from usalama.machine import disk

ASIDE = ".cache/aside.json"
_PRINT_AND_WHY = 2


class Asides(NamedTuple):
    """The note of one site: file → [print of the file and the frame, why], and what was looked for in vain."""

    root: Path

    def noted(self) -> tuple[str, ...]:
        """Return the entry files that were set aside, by whatever frame, and still are there."""
        return tuple(name for name in sorted(self._files()) if (self.root / name).is_file())

    def of(self, frame: str) -> dict[str, str]:
        """Return the entry files that are set aside in ``frame``, and are as they were then → why."""
        return {
            name: str(each[1])
            for name, each in sorted(self._files().items())
            if isinstance(each, list) and len(each) == _PRINT_AND_WHY and each[0] == self._print(name, frame)
        }

    def keep(self, frame: str, aside: Mapping[str, str], *, served: bool) -> None:
        """Note what is set aside; it holds while neither the files nor ``frame`` change.

        A build that is ``served`` replaces the note. One that is not only adds to it: what was set aside before is
        still looked at first, and a search that found nothing is not made again.
        """
        noted = self._read()
        files = {name: [self._print(name, frame), why] for name, why in aside.items()}
        if not served and files:
            self._write({**noted, "files": {**self._files(), **files}})
        elif served and (files or noted):
            self._write({"files": files} if files else {})

    @property
    def vain(self) -> str:
        """The fingerprint of everything as it was when a search found no offender; "" where none was in vain."""
        return str(self._read().get("vain") or "")

    def keep_vain(self, vain: str) -> None:
        """Note the fingerprint of everything as it is, among which no offender was found."""
        self._write({**self._read(), "vain": vain})

    def _files(self) -> dict[str, Any]:
        files = self._read().get("files")
        return files if isinstance(files, dict) else {}

    def _read(self) -> dict[str, Any]:
        try:
            found = read_json(disk.body_of(self.root / ASIDE))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def _write(self, content: Mapping[str, Any]) -> None:
        disk.write_whole(self.root / ASIDE, json.dumps(content, sort_keys=True).encode())

    def _print(self, name: str, frame: str) -> str:
        """Return what stands for an entry file in a frame; "" for one that is gone."""
        try:
            return blake2b(f"{frame}\0".encode() + disk.body_of(self.root / name), digest_size=16).hexdigest()
        except OSError:
            return ""
