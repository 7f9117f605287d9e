"""What the printer printed, by its own word; what it says is held against the files, or nothing is published."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from usalama.digest.filed import Filed
from usalama.errors import BuildError
from usalama.model import Problem


class Answer(NamedTuple):
    """What the printer printed."""

    written: Mapping[str, str]  # file → fingerprint of what it was made from
    reasons: Mapping[str, str]
    removed: tuple[str, ...]
    kept: int
    problems: tuple[Problem, ...]  # entry files that could not be read
    expected: Mapping[str, tuple[tuple[str, str, str], ...]]
    """Week page → (key, link, title) of each report that it must hold."""
    unfiled: Mapping[str, Filed]
    """Week → what its register is to name, so that what is published now answers for good."""
    numbers: Mapping[str, int]  # weeks, stories and entries of the whole archive
    feeds: tuple[str, ...]  # addresses of the enabled feeds
    tops: tuple[str, ...]
    """Files and folders that every page depends on, and the ledger and the hand-written pages."""
    frame: str  # what stands for their contents, as Pelican found them
    unmade: bool
    """Whether something could not be made, so that the next build tries again though nothing else be new."""
    served: bool
    """Whether the live tree is as it should be: an older one that lacks nothing, after an edit was taken back, is not
    the one that readers see."""


def read_answer(path: Path) -> Answer:
    """Read what the plugin answered; raise BuildError where there is nothing to read."""
    try:
        found = json.loads(path.read_bytes())
        lists = {name: tuple(found[name]) for name in ("removed", "feeds", "tops")}
        lists["problems"] = tuple(Problem(*each) for each in found["problems"])
        expected = {name: tuple(map(tuple, reports)) for name, reports in found["expected"].items()}
        return Answer(**{**found, **lists, "expected": expected})
    except FileNotFoundError:
        mend = "is topic_digest among the PLUGINS of pelicanconf.py? The old site stays"
        raise BuildError(f"{path}: the printer ended without an answer; {mend}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{path}: the printer ended without an answer ({error}); the old site stays") from None
