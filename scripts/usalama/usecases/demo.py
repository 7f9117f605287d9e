"""The demo's scratch site: what lies in it before the first pull.

The site's own catalogue tables, pages and settings, with the sample feeds in place of the real ones. It decides what
the files say; it writes none, and it never names a file of the real ``content/entries/``.
"""

from __future__ import annotations

from collections.abc import Mapping

PORT = 8807
"""Where the sample feeds are served; the sample catalogue says the same."""
NOW = "2026-11-22T20:00+03:00"
"""The demo's clock, the Sunday evening of its newest week: built on any day it is the same site."""
FOLDER = "demo"
MARK = '"""The demo\'s scratch site, made anew by every `inv demo`; every page says that it is sample data."""'

_CONF = f"""{MARK}

from pathlib import Path
from runpy import run_path

HERE = Path(__file__).resolve().parent
REAL = run_path("@REAL@/pelicanconf.py")
globals().update((name, value) for name, value in REAL.items() if name.isupper() and name != "HERE")

PATH = str(HERE / "content")
OUTPUT_PATH = str(HERE / "build")
USALAMA_SAMPLE = True
USALAMA_FILE_LINKS = True
"""


def files(
    content: Mapping[str, bytes], samples: Mapping[str, bytes], port: int = PORT, *, real: str
) -> dict[str, bytes]:
    """Return the scratch site's files by path.

    ``content`` holds the real site's catalogue tables and pages by path (``content/catalog/topics.toml``), ``samples``
    the sample catalogue ``feeds.toml``, settings ``usalama.toml`` and ledger ``ledger.toml``. The ledger names entries
    by keys that depend on the feeds' addresses, so that on another port it is left out. ``real`` is the real site's
    folder.
    """
    made = {path: body for path, body in content.items() if path.startswith(("content/catalog/", "content/pages/"))}
    feeds = samples["feeds.toml"].replace(f":{PORT}/".encode(), f":{port}/".encode())
    made |= {
        "content/catalog/feeds.toml": feeds,
        "pelicanconf.py": _CONF.replace("@REAL@", real).encode(),
        "usalama.toml": samples["usalama.toml"],
    }
    if port == PORT and "ledger.toml" in samples:
        made["content/ledger.toml"] = samples["ledger.toml"]
    return dict(sorted(made.items()))
