"""Where the sweeps' figures are kept: ``docs/sweeps.json``, and the page that is written from it, ``docs/sweeps.md``.

A sweep records its own rows and only when it was run whole; nothing on the page was typed. ``python
tests/faults/sweeprecord.py`` writes the page again.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("USALAMA_SHARED", REPOSITORY.parent / "shared")) / "data"
"""Where the public collections are, if they are anywhere."""
RECORD, PAGE = REPOSITORY / "docs/sweeps.json", REPOSITORY / "docs/sweeps.md"
HEAD = """# Sweeps

Written by `tests/faults/sweeprecord.py` from what the sweeps recorded (`--record`); no figure here was typed. What each
defence is and which test guards it stands in [security.md](security.md).
"""


class Sweep(NamedTuple):
    """What one sweep found."""

    name: str
    command: str
    rows: Mapping[str, str]
    wrong: Sequence[str] = ()  # all that must not be, a line each
    note: str = ""


def arguments(description: str | None) -> argparse.ArgumentParser:
    """The command line of a sweep."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--record", action="store_true", help="keep the figures for docs/sweeps.md")
    return parser


def end(sweeps: Iterable[Sweep], *, keep: bool) -> int:
    """Print what was found, keep it where asked, and give the exit code."""
    wrong: list[str] = []
    for sweep in sweeps:
        print(sweep.name)
        print("\n".join(f"  {what:72}{figure:>10}" for what, figure in sweep.rows.items()))
        wrong += sweep.wrong
        if keep:
            record(sweep)
    print("\n".join(f"   {line}" for line in wrong[:40]))
    return 1 if wrong else 0


def record(sweep: Sweep) -> None:
    """Keep the rows of one whole sweep and write the page."""
    known = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    known[sweep.name] = {"command": sweep.command, "note": sweep.note, "rows": dict(sweep.rows)}
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
