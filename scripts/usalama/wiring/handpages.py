"""The hand-written pages of a site, and what the gate will refuse of them, by file and line of their source."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path

from usalama.catalogue.wording import FIRST
from usalama.errors import SiteError
from usalama.files import sitefolder
from usalama.formats.handwritten import FOLDER
from usalama.gate import sources


def mistakes(root: Path, site_url: str, files: Collection[str]) -> list[str]:
    """Return a line for each mistake; ``files`` are those of the built site, without which no link is looked at."""
    paths = sorted((root / FOLDER).glob("*.md"))
    known = {*files, *(sources.output(path.name, FIRST) for path in paths)} if files else ()
    found: list[str] = []
    for path in paths:
        with contextlib.suppress(SiteError):  # named by whoever reads it as a text
            text = sitefolder.read_text(path, path.name)
            told = sorted(sources.mistakes(text, path.name, site_url, known, FIRST))
            found += (f"{FOLDER}/{path.name}: line {line}: {wrong}" for line, wrong in dict.fromkeys(told))
    return found
