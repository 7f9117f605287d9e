"""Pelican's settings, a program that the desk writes: run, and what stops it told in a line. No setting is judged."""

from __future__ import annotations

import runpy
import traceback
from pathlib import Path
from typing import Any

from usalama.errors import SiteError


def run(path: Path) -> dict[str, Any]:
    """Run a settings file and return what it names; raise SiteError with its line for whatever stops it."""
    try:
        return runpy.run_path(str(path))
    except MemoryError:
        raise  # the machine's fault
    except Exception as error:  # noqa: BLE001  whatever a person's program does when it is run
        met = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
        line = getattr(error, "lineno", None) or (met[-1] if met else None)
        place = f"{path.name}{f':{line}' if line else ''}"
        why = " ".join(str(error).split())
        raise SiteError(f"{place}: cannot be run: {type(error).__name__}: {why}; mend that line") from None
