"""``usalama learn TABLE.csv``: the answers of a filled-in review become training data, and move the weights."""

import argparse
from pathlib import Path

from usalama.console import context
from usalama.console.context import read_bytes
from usalama.console.hints import say
from usalama.errors import CATALOG
from usalama.files import store
from usalama.formats.headlines import columns_of, read_headlines
from usalama.judging.rulebook import compile_rulebook
from usalama.labelled import corrections
from usalama.labelled.corrections import FILE, corrections_in, latest, read_corrections, render_corrections
from usalama.machine.locks import site_lock
from usalama.tables import takeover
from usalama.words.text import counted

_ANSWER, _LABEL = "correct", "kenya_security"
"""Under which a review, and a labelled table, say whether a text is security news here."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the table."""
    told = f"what usalama review -o wrote, with answers; or labels as for usalama train, with {_LABEL}"
    parser.add_argument("table", type=Path, metavar="TABLE.csv", help=told)
    parser.add_argument("--keep-weights", action="store_true", help="only record the corrections")


def run(args: argparse.Namespace) -> int:
    """Record the answers in content/catalog/corrections.csv and fit the weights to all that is recorded."""
    root, _ = context.open_site(args)
    with site_lock(root, args.command):  # from the first look on: of two at once, one's answers would be lost
        return _learn(args, root)


def _learn(args: argparse.Namespace, root: Path) -> int:
    files = store.read_desk(root)
    rulebook = compile_rulebook(files)
    data = read_bytes(args.table, "write one with usalama review -o FILE")
    head = columns_of(data)
    column = _LABEL if _LABEL in head and _ANSWER not in head else _ANSWER
    headlines = read_headlines(data, str(args.table), ("id", "title", column))
    answered = corrections_in(headlines, rulebook, str(args.table), column)
    if not answered:
        say(f"{args.table}: no answers; write 1 or 0 under {column}")
        return 0
    everything = latest([*read_corrections(files), *answered])
    answers = render_corrections(everything)
    if args.keep_weights:
        store.save_text(root, f"{CATALOG}/{FILE}", answers)
    else:
        takeover.save_learnt(root, corrections.moved(files, everything), answers={FILE: answers})
    recorded = counted(len(answered), "correction", "corrections")
    say(f"{CATALOG}/{FILE}: {recorded} recorded, {len(everything)} in all")
    if not args.keep_weights:
        say(f"{CATALOG}/weights.csv: moved; usalama rejudge --all judges the entries on disk again")
    return 0
