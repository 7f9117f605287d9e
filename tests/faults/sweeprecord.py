"""Where the sweeps' figures are kept: ``docs/sweeps.json``, and the page that is written from it, ``docs/sweeps.md``.

A sweep records its own rows and only when it was run whole; nothing on the page was typed. ``python
tests/faults/sweeprecord.py`` writes the page again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
RECORD, PAGE = DOCS / "sweeps.json", DOCS / "sweeps.md"
HEAD = """# Sweeps

Written by `tests/faults/sweeprecord.py` from what the sweeps recorded (`--record`); no figure here was typed. What each
defence is and which test guards it stands in [security.md](security.md).
"""


def record(name: str, command: str, rows: Mapping[str, str], note: str = "") -> None:
    """Keep the rows of one whole sweep and write the page."""
    known = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    known[name] = {"command": command, "note": note, "rows": dict(rows)}
    RECORD.write_text(json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1) + "\n", "utf-8")
    PAGE.write_text(page(known), "utf-8")


def page(known: Mapping[str, Mapping[str, object]]) -> str:
    """Write the page: one table a sweep, in order of their names."""
    parts = [HEAD]
    for name in sorted(known):
        found = known[name]
        rows = found["rows"]
        lines = [f"| {key} | {value} |" for key, value in rows.items()] if isinstance(rows, dict) else []
        parts.append(
            f"## {name}\n\n`{found['command']}`\n\n| what | figure |\n| --- | ---: |\n" + "\n".join(lines) + "\n"
        )
        if found["note"]:
            parts.append(f"{found['note']}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(RECORD.read_text("utf-8"))), "utf-8")
    sys.exit(0)
