"""Names that a report of a story hides, followed where a person joins stories.

A pull follows those that it learns; what is remembered of them is all that is known here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from usalama.files import state, store
from usalama.files.sitefolder import zone_of
from usalama.formats.markdown import changed_lines, located
from usalama.model import Problem
from usalama.usecases.following import hide_known
from usalama.wiring import rules


def merged(
    root: Path, stories: tuple[str, str], final: Callable[[str], str], now: datetime
) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Hide in the reports of two stories that become one what either hides; return the files, and what stays."""
    gone, kept = map(final, stories)

    def joined(story: str) -> str:
        return kept if (found := final(story)) == gone else found

    remembered = [each for each in state.read_hidden(root) if each.mark and joined(each.story) == kept]
    if not remembered:
        return (), ()
    paths = {store.key_in(path): path.relative_to(root).as_posix() for path in store.entry_paths(root)}
    following = rules.following_by(root, store.read_desk(root), joined, now)
    done, problems = hide_known({}, remembered, (kept,), paths.__getitem__, following)
    saved = tuple(
        store.save_changed(root, store.Stored(paths[judged.entry.key], judged), changed_lines(judged))
        for judged in (located(each, zone_of(root)) for each in done.values())
    )
    return saved, problems
