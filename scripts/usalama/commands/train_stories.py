"""``usalama train-stories FILE…``: fit the story weights to labelled events and write the two tables.

Files are labelled headlines (``event``, ``event_scored``) or documents (``doc_id``, ``event``); the latter and rows
whose events are not complete only teach how common words are. Prints the cross-validated B³ before it writes.
"""

import argparse
from collections.abc import Iterable
from pathlib import Path

from usalama.commands.score import read_labelled
from usalama.console.desktables import catalogue_root, save_fitted
from usalama.files import store
from usalama.formats.headlines import Headline
from usalama.formats.rows import write_table
from usalama.judging.rulebook import compile_rulebook
from usalama.labelled.story_training import count_words, cross_validate, fit, weights_table
from usalama.labelled.verdicts import span
from usalama.stories.evidence import WEIGHTS, WORDS, read_story_tables
from usalama.stories.fingerprints import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    parser.add_argument("tables", type=Path, nargs="+", metavar="FILE", help="labelled CSV with an event column")
    parser.add_argument("--dry-run", action="store_true", help="print the figures, write nothing")


def run(args: argparse.Namespace) -> int:
    """Fit, measure, write."""
    root = catalogue_root(args, writes=not args.dry_run)
    files = store.read_desk(root)
    compile_rulebook(files)  # a desk with a mistake in it is refused
    tables = read_story_tables(files)
    sets, known = labelled_sets(args.tables)
    words = count_words(known, tables)
    tables = tables.counted(words)
    weights = fit(list(sets.values()), tables)
    for name, result in zip(sets, cross_validate(list(sets.values()), tables), strict=True):
        print(f"{name}: {result.name}: {result.value:.3f} ({result.low:.3f} – {result.high:.3f})")
    for name, weight in weights_table(weights):
        print(f"  {weight:>9}  {name}")
    if not args.dry_run:
        made = {
            WEIGHTS: write_table(("feature", "weight"), weights_table(weights)),
            WORDS: write_table(("token", "events"), words.items()),
        }
        save_fitted(root, files, made)
    return 0


def labelled_sets(paths: Iterable[Path]) -> tuple[dict[str, list[tuple[Report, str]]], list[tuple[Report, str]]]:
    """Return each table's scored reports with their events by file name, and all reports of all tables."""
    sets: dict[str, list[tuple[Report, str]]] = {}
    known: list[tuple[Report, str]] = []
    for path in paths:
        headlines, documents = read_labelled(path)
        told = [(_report(one), one.columns.get("event") or f"{path.name}:{one.id}") for one in headlines]
        known += told
        scored = [one.columns.get("event_scored") == "1" and not documents for one in headlines]
        if any(scored):
            sets[path.name] = [pair for pair, is_scored in zip(told, scored, strict=True) if is_scored]
    return sets, known


def _report(one: Headline) -> Report:
    counties = tuple(sorted(part for part in one.columns.get("counties_text", "").split(";") if part))
    first, last = span(one.published)
    return Report(one.id, one.title, one.summary, one.language, one.columns.get("outlet", ""), counties, first, last)
