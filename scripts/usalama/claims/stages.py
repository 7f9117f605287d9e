"""The stages of a case, as one report states one and as a story's reports together come to one.

It looks at no text: what keeps and shows stages need not load the patterns that find them, as most runs never do.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

STAGES = (
    "", "reported", "arrested", "released", "bailed", "rearrested", "charged", "dropped", "acquitted", "convicted",
)  # fmt: skip
"""From the first to the furthest; who is out on bond stands trial, and who is arrested again is free no more."""
_FREE = frozenset({"released", "bailed", "dropped", "acquitted"})


class Stage(NamedTuple):
    """A step of a case as one text states it, with the words that say so."""

    stage: str
    quote: str
    cut: tuple[bool, bool] = (False, False)  # whether its sentence has more before the quote, and after it
    language: str = ""  # the report's, where it is known


class CaseStatus(NamedTuple):
    """Where a story's case stands by the newest report that says anything of it."""

    stage: str
    quote: str
    outlet: str
    said: datetime
    cut: tuple[bool, bool] = (False, False)
    language: str = ""


def status_of(reports: Iterable[tuple[str, datetime, Stage | None]]) -> CaseStatus | None:
    """Return a story's status from its reports, each (outlet, published, stage): the newest that states one.

    A court's word outlives a later report that mentions the arrest again: of the steps stated, one that is further
    along stands unless an acquittal or a conviction follows it, or who went free is arrested again. A matter that is
    only reported ends where a later report says so; a story of which nothing but that end is told has the stage "".
    """
    best: CaseStatus | None = None
    ended: CaseStatus | None = None
    for outlet, said, stage in sorted(reports, key=lambda report: (report[1], report[0])):
        if stage and not stage.stage:
            ended = CaseStatus("", stage.quote, outlet, said, stage.cut, stage.language)
            best = None if best and best.stage == "reported" else best
        elif stage and (best is None or _follows(stage.stage, best.stage)):
            best = CaseStatus(stage.stage, stage.quote, outlet, said, stage.cut, stage.language)
    return best or ended


def _follows(stage: str, before: str) -> bool:
    """Tell whether a step that a later report states stands in place of the one before."""
    if "rearrested" in {stage, before} and (stage in _FREE or before in _FREE):
        return True
    return STAGES.index(stage) >= STAGES.index(before) or stage == "acquitted"
