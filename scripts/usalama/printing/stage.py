"""The folder that the printer writes into, beside the trees; the orders that it gets, and its answer.

The printer's exit code alone is never believed: no answer, no build. And what that says is held against the files, or
nothing is published.
"""

import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from usalama.digest.filed import Filed
from usalama.errors import BuildError
from usalama.model import Problem
from usalama.printing import printer
from usalama.printing.printer import Printer

FOLDER = ".releases/stage.new"
ANSWER = "answer.json"


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
    """Whether the site that readers see lacks nothing. The tree to be written may lack nothing while that does: when
    an edit is taken back, an older tree is right again."""


@dataclass
class Stage:
    """Where one site is printed; there is one printer at a time, and it gets ready before its order is known."""

    root: Path
    conf: Path
    month: str  # the month of now, ``2026-11``
    _printer: Printer | None = None
    _told: Mapping[str, Any] | None = None

    @property
    def path(self) -> Path:
        """The folder beside the trees that the printer writes into."""
        return self.root / FOLDER

    @property
    def printed(self) -> Path:
        """Where what was printed lies until it is moved into a tree."""
        return self.path / "site"

    @property
    def is_told(self) -> bool:
        """Whether the printer knows of weeks that it may read."""
        return self._told is not None

    def start(self) -> Printer:
        """Return the printer that gets ready, or reads; a new one where there is none."""
        if self._printer is None:
            self._printer, self._told = printer.start(self.root, self.conf, self.path), None
        return self._printer

    def read_ahead(self, states: Mapping[str, str], aside: Mapping[str, str]) -> None:
        """Tell the printer which weeks there are, and what is set ``aside``; what it hears last holds."""
        started, told = self.start(), {"states": dict(states), "month": self.month, "aside": dict(aside)}
        if told != self._told:
            started.tell(told)
            self._told = told

    def order(
        self,
        manifest: Path,
        live: Path | None,
        tree: Path,
        *,
        only_plan: bool = False,
        seconds: float = printer.SECONDS,
        meanwhile: Callable[[], object] = tuple,
    ) -> Answer:
        """Give the printer its order, do something ``meanwhile``, and wait for its answer; raise BuildError for none.

        It prints what the ``tree`` of a ``manifest`` lacks; ``live`` is the manifest of the tree that readers see,
        where that can be believed.
        """
        self.path.mkdir(parents=True)
        order = {
            "manifest": str(manifest),
            "live": str(live) if live else "",
            "tree": str(tree),
            "answer": str(self.path / ANSWER),
            "only_plan": only_plan,
        }
        started, self._printer = self.start(), None
        try:
            started.finish(order, seconds, meanwhile=meanwhile)
        finally:
            started.stop()
        return read_answer(self.path / ANSWER)

    def clear(self) -> None:
        """Leave nothing that was printed lying about."""
        shutil.rmtree(self.path, ignore_errors=True)

    def close(self) -> None:
        """End a printer that got no order, and clear the folder."""
        if self._printer is not None:
            self._printer.stop()
            self._printer = None
        self.clear()


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
