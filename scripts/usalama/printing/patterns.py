"""Regular expressions kept compiled between runs, as Python keeps its modules and Jinja its templates.

The readers of tolls, voices and pledges take a sixth of a second to compile, at each start. ``warm`` gives Python's own
memory of patterns what an earlier run compiled, ``keep`` writes down what this run had to compile; a module that has
patterns knows of neither. A file that is lost, torn or another Python's is made again, and a Python with other insides
goes without.

Python can write no compiled pattern down: ``pickle`` has the text alone, and compiles it again. What we reach into for
it makes a start by this file take a sixth of the time that compiling takes.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Callable
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

from usalama.machine import kept

FILE = ".cache/patterns.bin"
LONG = 8  # characters from which on a pattern takes longer to compile than to read
MOST = 4 << 20
"""Bytes of the file: with more, what earlier programs left in it makes a start slower than compiling does."""
_Key = tuple[type, str, int]
_Part = tuple[list[Any], bytes]
"""A pattern: text, flags it was asked for by, all flags, length of its code, groups, names, their order; the code."""
_made: dict[tuple[str, int], tuple[Any, array[int]]] = {}
"""Long patterns that were compiled since ``warm``, with what their parser and their compiler made of them."""


def warm(root: Path) -> frozenset[str]:
    """Let ``re.compile`` find what was kept; return the patterns. What it compiles from now on is remembered."""
    try:
        compiler = import_module("re._compiler")
        if not hasattr(compiler._code, "__wrapped__"):  # noqa: SLF001  see the module
            compiler._code = _remembering(compiler._code)  # type: ignore[attr-defined]  # noqa: SLF001
        known: dict[_Key, re.Pattern[str]] = re._cache  # type: ignore[attr-defined]  # noqa: SLF001  see the module
        found: dict[_Key, re.Pattern[str]] = {(str, pattern.pattern, flags): pattern for flags, pattern in _read(root)}
    except (ValueError, TypeError, RuntimeError, AttributeError, ImportError):
        return frozenset()  # none kept, a torn file, or code that this Python does not take: it compiles as ever
    known.update(found)
    return frozenset(pattern for _, pattern, _ in found)


def keep(root: Path, warmed: frozenset[str]) -> None:
    """Add the long patterns that this process had to compile to those that were kept, which it has not compiled.

    What its starter had compiled before is none of them: that is there at each start.
    """
    try:
        known: dict[_Key, object] = re._cache  # type: ignore[attr-defined]  # noqa: SLF001
        long = [(text, flags) for kind, text, flags in list(known) if kind is str and len(text) >= LONG]
        new = [each for each in long if each in _made and each[0] not in warmed]
        if not new:
            return
        added = list(map(_part, new))
        body = _written(added)
        if warmed:  # but for those that Python's memory, which is small, has let go
            known_by = set(long)
            still = [part for part in _parts(root) if (part[0][0], part[0][1]) in known_by]
            both = _written([*still, *added])
            body = both if len(both) <= MOST else body
        kept.keep(root / FILE, body, sys.version.encode())
    except (AttributeError, ImportError, ValueError):
        return  # another Python, or what was kept is gone: the next run compiles as ever


def _remembering(code_of: Callable[[Any, int], list[int]]) -> Callable[[Any, int], list[int]]:
    """Return what compiles as Python does and notes what came of it: a site's patterns take 100 ms to compile again."""

    @wraps(code_of)
    def remembering(parsed: Any, flags: int) -> list[int]:  # noqa: ANN401  ``re`` names no type for it
        code = code_of(parsed, flags)
        text = getattr(parsed.state, "str", "")  # a scanner's has none
        if len(text) >= LONG:
            _made[text, flags] = parsed.state, array("I", code)
        return code

    return remembering


def _read(root: Path) -> list[tuple[int, re.Pattern[str]]]:
    """Return the kept patterns with the flags that they were asked for by; Python itself checks their code."""
    sre: Any = import_module("_sre")
    found = []
    for (text, asked, flags, _, groups, names, index), codes in _parts(root):
        own = array("I", codes).tolist()
        found.append((asked, sre.compile(text, flags, own, groups, names, tuple(index))))
    return found


def _parts(root: Path) -> list[_Part]:
    head, _, codes = (kept.read(root / FILE, sys.version.encode()) or b"").partition(b"\n")
    start, size = 0, array("I").itemsize
    return [(row, codes[start : (start := start + size * row[3])]) for row in json.loads(head)]


def _part(pattern: tuple[str, int]) -> _Part:
    text, asked = pattern
    state, code = _made[pattern]
    index: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        index[number] = name
    row = [text, asked, asked | state.flags, len(code), state.groups - 1, dict(state.groupdict), index]
    return row, code.tobytes()


def _written(parts: list[_Part]) -> bytes:
    return json.dumps([row for row, _ in parts]).encode() + b"\n" + b"".join([codes for _, codes in parts])
