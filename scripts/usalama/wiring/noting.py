"""What ``status.json`` is told of a build: published, refused and since when, or ended before the gate spoke."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from usalama.files import state
from usalama.machine import troubles
from usalama.model import Problem

if TYPE_CHECKING:
    from usalama.watch.status import Outcome


def note(root: Path, outcome: Outcome | None, now: datetime, lacking: Sequence[Problem] = ()) -> None:
    """Write down what became of a build; where there was nothing to do, that an earlier trouble is over."""
    before = state.read_section(root, "publish")
    told = before.get("lacking", {})
    is_over = not before.get("refused_since") and not state.untold_since(root)
    if outcome is None and is_over and told == {each.subject: each.message for each in lacking}:
        return
    from usalama.watch import status  # noqa: PLC0415  a run with nothing to do never loads it

    outcome = outcome or status.Outcome(published=True, why="")
    state.write_status(root, "publish", status.publish_section(outcome, now, before, lacking))
    state.forget_untold(root)


def unasked(root: Path, why: str) -> None:
    """Write down why no feed was asked, where that stops nothing else; the next pull takes its place."""
    told = {"unasked": True, "problems": [f"no feed was asked: {why}"]}
    state.write_status(root, "pull", {**state.read_section(root, "pull"), **told})


@contextmanager
def noting(root: Path, now: datetime) -> Iterator[None]:
    """Write down since when and why nothing is published, should a run end before the gate has said anything."""
    try:
        yield
    except Exception as error:
        from usalama.watch.status import Outcome  # noqa: PLC0415  without the gate, which may be what a library broke

        troubles.place(error, root)
        why = (troubles.told(error).splitlines() or [type(error).__name__])[0]
        try:
            note(root, Outcome(published=False, why=why), now)
        except OSError:  # a disk that is full may not take this line either, and a file without a byte all the same
            with suppress(OSError):
                state.note_untold(root, now)
        raise
