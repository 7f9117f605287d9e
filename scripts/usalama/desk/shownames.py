"""Names that a report of a story hides, followed where a person joins stories, and what a new rule hides on disk.

A pull follows the names that it learns; where stories are joined, what is remembered of them is all that is known.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from usalama.editor import editing
from usalama.files import issuefiles, state, store, summaryfiles
from usalama.files.ledgerfile import ledger_text, read_ledger, write_ledger
from usalama.files.sitefolder import zone_of
from usalama.files.weekstates import ENTRIES, key_in
from usalama.formats.markdown import changed_lines, located
from usalama.judging.firstlook import read_masks
from usalama.judging.redaction import everywhere, redact
from usalama.ledger.ledger import FILE
from usalama.model import Problem
from usalama.releasing import release_trees
from usalama.stories.succession import followed
from usalama.tables import rules
from usalama.usecases.following import by_masks, hide_known, lessened
from usalama.usecases.remasking import mask_again


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
    paths = {key_in(path): path.relative_to(root).as_posix() for path in store.entry_paths(root)}
    following = rules.following_by(root, store.read_desk(root), joined, now)
    done, problems = hide_known({}, remembered, (kept,), paths.__getitem__, following)
    saved = tuple(
        store.save_changed(root, store.Stored(paths[judged.entry.key], judged), changed_lines(judged))
        for judged in (located(lessened(each, now), zone_of(root)) for each in done.values())
    )
    return saved, problems


def masked_again(root: Path, weeks: list[str] | None, now: datetime) -> tuple[tuple[str, ...], tuple[Problem, ...]]:
    """Hide in what is on disk what today's rules hide; return the files that changed, and what stays as it was.

    Of ``weeks`` or all: entries, held ones too; and the ledger's words on them, reports not kept, and what builds keep.
    """
    masks = read_masks(store.read_desk(root))
    shelves = [store.read_entries(root, weeks, kind=kind) for kind in (ENTRIES, store.HELD)]
    files: dict[str, list[store.Stored]] = {}  # of a report, which may have copies
    for each in (each for shelf in shelves for each in shelf.entries):
        files.setdefault(each.judged.entry.key, []).append(each)
    told = [first.judged for first, *_ in files.values()]
    ledger = followed(read_ledger(root), told)
    following = by_masks(lambda: masks, lambda _stories: (), ledger.final)
    found = mask_again(told, state.read_hidden(root), masks, following, now)
    closed, zone = {week.slug for week in issuefiles.closed(root)}, zone_of(root)
    changed, problems = list[store.Stored](), [problem for shelf in shelves for problem in shelf.problems]
    for path, judged in ((file.path, judged) for key, judged in found.changed.items() for file in files[key]):
        if path.startswith(ENTRIES) and Path(path).parent.name in closed:
            mend = f'its week is closed; usalama edit take-down {judged.entry.key} --kind safety --why "…"'
            problems.append(Problem(path, f"shows what a rule or a report of its story hides; {mend}"))
        else:
            changed.append(store.Stored(path, located(lessened(judged, now), zone)))

    def hidden(on: str, words: str) -> str:
        names = found.names.get(ledger.final(on), {})
        given = {name: rule.mask("en") for name, by in names.items() for rule in masks.rules if rule.name == by}
        return everywhere(redact(words, masks)[0], given, masks.not_names)

    text = ledger_text(root)
    kept = editing.reworded(text, hidden)
    if changed or kept != text:
        release_trees.doom(root)
    # The reports that give a name away come last: whoever is killed before finds there again what to hide.
    state.write_hidden(root, found.hidden)
    state.forget_dropped(root, *(each.title for each in state.read_dropped(root) if redact(each.title, masks)[1]))
    if kept != text:
        write_ledger(root, kept, lambda before: editing.reworded(before, hidden))
    saved = [_saved(root, each) for each in changed]
    return (*saved, *([FILE] if kept != text else [])), tuple(problems)


def _saved(root: Path, changed: store.Stored) -> str:
    summaryfiles.forget(root, changed.path)
    return store.save_changed(root, changed, changed_lines(changed.judged))
