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
        place, why = _place(error, path), " ".join(str(error).split())
        raise SiteError(f"{place}: cannot be run: {type(error).__name__}: {why}; mend that line") from None


def _place(error: Exception, path: Path) -> str:
    """Return the file and line that stopped: one setting file may take in another, where the mistake then stands."""
    met = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):  # other errors that tell a line tell one of what they read
        met.append((Path(error.filename or ""), error.lineno))
    own = [f"{file.name}:{line}" for file, line in met if file.parent == path.parent]
    return own[-1] if own else path.name
