"""``usalama train LABELLED.csv…``: fit the weights to labelled headlines, and say how well they carry over."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from usalama.console.desktables import catalogue_root
from usalama.console.tablefile import read_bytes
from usalama.errors import TableError
from usalama.files import store
from usalama.formats.headlines import read_headlines
from usalama.formats.tables import nearest
from usalama.judging.rulebook import compile_rulebook, features, read_weights
from usalama.labelled.corrections import read_corrections
from usalama.labelled.training import (
    FOLDS,
    PULL,
    Example,
    cross_fit,
    example,
    fit,
    hits,
    render_weights,
)
from usalama.labelled.wording import Labelled
from usalama.words.text import counted

NEEDED = ("id", "title", "summary", "kenya_security", "topics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    parser.add_argument("tables", nargs="+", type=Path, metavar="LABELLED.csv", help=f"CSV with {', '.join(NEEDED)}")
    parser.add_argument("--check", action="store_true", help="only print the cross-validated figures; write nothing")
    parser.add_argument("--pull", type=float, default=PULL, metavar="X", help=f"how near to the priors ({PULL})")


def run(args: argparse.Namespace) -> int:
    """Print the cross-validated figures of each table; write weights.csv from all of them."""
    root = catalogue_root(args)
    files = store.read_desk(root)
    priors = read_weights(files, "priors.csv")
    rulebook = compile_rulebook({**files, "weights.csv": files["priors.csv"]})  # what is made anew need not be right
    texts = {path: read_texts(path, rulebook.ground.topics) for path in args.tables}
    examples = [example(text, rulebook) for found in texts.values() for text in found]
    known = features(files)
    everything = examples + [each.example(rulebook.leanings, known) for each in read_corrections(files)]
    crossed = cross_fit(everything, priors, FOLDS, pull=args.pull)
    tables = iter(examples)
    for path, found in texts.items():
        table = list(islice(tables, len(found)))
        print(_line(path.name, table, hits(table, crossed)))
    if not args.check:
        store.save_text(root, f"{store.CATALOG}/weights.csv", render_weights(fit(everything, priors, args.pull)))
        print(f"{store.CATALOG}/weights.csv: fitted to {counted(len(everything), 'headline', 'headlines')}")
    return 0


def read_texts(path: Path, known: Sequence[str]) -> list[Labelled]:
    """Return the texts of a labelled table; ``known`` are the topics that a label may name."""
    found = []
    for row in read_headlines(read_bytes(path, "give the path of a labelled CSV"), str(path), NEEDED):
        topics = tuple(filter(None, row.columns["topics"].split(";")))
        for topic in topics:
            if topic not in known:
                raise TableError(f"{path}: {row.id}: no topic {topic!r}; {nearest(topic, known)}")
        is_news = row.columns["kenya_security"] == "1"
        found.append(Labelled(f"{path.name}:{row.id}", row.title, row.summary, is_news, topics))
    return found


def _line(name: str, found: Sequence[Example], measures: dict[str, float]) -> str:
    told = ", ".join(f"{measure} {value:.3f}" for measure, value in measures.items())
    return f"{name}: {counted(len(found), 'row', 'rows')}, {FOLDS}-fold: {told}"
