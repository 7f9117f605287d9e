"""The theme's sheets and scripts, made small; sheets ready to stand in a page's head.

A page names the sheets it needs; it gets one text and the hash that its Content-Security-Policy allows.
Refuses to understand CSS and JavaScript: it drops comments and white space that cannot matter, and nothing else.
"""

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"[^"\n]*"')
_AROUND = re.compile(r"\s*([{};,>])\s*")
_AFTER_COLON = re.compile(r":\s+")
_IDLE = re.compile(r"^[ \t]*(?://.*)?\n?", re.MULTILINE)


def minify(sheet: str) -> str:
    """Return the sheet without comments and idle white space; quoted strings stay as they are."""
    strings: list[str] = []

    def _aside(match: re.Match[str]) -> str:
        strings.append(match.group())
        return f'"{len(strings) - 1}"'

    text = _STRING.sub(_aside, _COMMENT.sub("", sheet))
    text = re.sub(r"\s+", " ", text)
    text = _AFTER_COLON.sub(":", _AROUND.sub(r"\1", text)).replace(";}", "}").strip()
    return re.sub(r'"(\d+)"', lambda match: strings[int(match.group(1))], text)


def lean(script: str) -> str:
    """Return the script without lines that only comment, and without indents; no string of it may run over lines."""
    return _IDLE.sub("", script)


def read_sheets(folder: Path) -> dict[str, str]:
    """Read every ``*.css`` of a folder: its stem, and its minified text."""
    return {path.stem: minify(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.css"))}


class Styles:
    """Joins sheets by name: ``styles.text("style", "layout")`` and the hash of the same bytes."""

    def __init__(self, sheets: Mapping[str, str]) -> None:
        self._sheets = dict(sheets)
        self.hash = lru_cache(maxsize=None)(self._digest)

    def text(self, *names: str) -> str:
        """Return the sheets as one text."""
        return "".join(self._sheets[name] for name in names)

    def _digest(self, *names: str) -> str:
        """``sha256-…`` of the joined sheets, as a policy's ``style-src`` wants it."""
        digest = hashlib.sha256(self.text(*names).encode()).digest()
        return "sha256-" + base64.b64encode(digest).decode()
