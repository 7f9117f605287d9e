"""``usalama train LABELLED.csv…``: fit the weights to labelled headlines, and say how well they carry over."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from usalama.console.desktables import catalogue_root
from usalama.console.tablefile import read_bytes
from usalama.files import store
from usalama.formats.headlines import read_headlines
from usalama.judging.rulebook import Rulebook, compile_rulebook, read_weights
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
from usalama.words.text import counted

NEEDED = ("id", "title", "summary", "kenya_security", "topics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    parser.add_argument("tables", nargs="+", type=Path, metavar="LABELLED.csv", help=f"CSV with {', '.join(NEEDED)}")
    parser.add_argument("--check", action="store_true", help="only print the cross-validated figures; write nothing")
    parser.add_argument("--pull", type=float, default=PULL, metavar="X", help=f"how near to the priors ({PULL})")


def run(args: argparse.Namespace) -> int:
    """Print the cross-validated figures of each table; write content/catalog/weights.csv from all of them."""
    root = catalogue_root(args)
    files = store.read_desk(root)
    rulebook, priors = compile_rulebook(files), read_weights(files, "priors.csv")
    tables = {path: _examples(path, rulebook) for path in args.tables}
    everything = [each for found in tables.values() for each in found] + read_corrections(files)
    crossed = cross_fit(everything, priors, FOLDS, pull=args.pull)
    for path, found in tables.items():
        print(_line(path.name, found, hits(found, crossed)))
    if not args.check:
        store.save_text(root, f"{store.CATALOG}/weights.csv", render_weights(fit(everything, priors, args.pull)))
        print(f"{store.CATALOG}/weights.csv: fitted to {counted(len(everything), 'headline', 'headlines')}")
    return 0


def _examples(path: Path, rulebook: Rulebook) -> list[Example]:
    data = read_bytes(path, "give the path of a labelled CSV")
    return [
        example(
            f"{path.name}:{row.id}",
            row.title,
            row.summary,
            rulebook,
            relevant=row.columns["kenya_security"] == "1",
            topics=tuple(filter(None, row.columns["topics"].split(";"))),
        )
        for row in read_headlines(data, str(path), NEEDED)
    ]


def _line(name: str, found: Sequence[Example], measures: dict[str, float]) -> str:
    told = ", ".join(f"{measure} {value:.3f}" for measure, value in measures.items())
    return f"{name}: {counted(len(found), 'row', 'rows')}, {FOLDS}-fold: {told}"
