"""``usalama train LABELLED.csv…``: fit plain words and weights to labelled headlines; say how well they carry over."""

import argparse
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from usalama.console import context
from usalama.console.context import read_bytes
from usalama.console.desktables import catalogue_root, save_fitted
from usalama.errors import CATALOG, TableError
from usalama.files import store
from usalama.formats.headlines import flag, read_headlines, topics_of
from usalama.judging.leanings import FILE, laid_out, render_leans
from usalama.judging.relevance import Weights
from usalama.judging.rulebook import compile_rulebook, features, idle, read_weights, readings, unweighed
from usalama.labelled.corrections import read_corrections
from usalama.labelled.lean_training import Labelled, leans_of, names_of
from usalama.labelled.training import (
    FOLDS,
    HELD_FIRST,
    HELD_SHARE,
    PULL,
    Example,
    cross_fit,
    crossed_examples,
    example,
    first_onward,
    fit,
    hits,
    onward,
    render_weights,
)
from usalama.usecases.check import mistakes_of
from usalama.words.text import counted

_NAMED = 5
NEEDED = ("id", "title", "summary", "kenya_security", "topics")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    told = f"CSV with {', '.join(NEEDED)}: teaches plain words and weights; without any, the words stay as they are"
    parser.add_argument("tables", nargs="*", type=Path, metavar="LABELLED.csv", help=told)
    only = "teaches the weights alone"
    parser.add_argument("--weights-only", nargs="+", type=Path, default=[], metavar="LABELLED.csv", help=only)
    further = "move the weights of relevance alone, from where they are; what HELD.csv taught them counts a tenth"
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--onward", type=Path, metavar="HELD.csv", help=further)
    main = "move the weights of which topic comes first alone, from where they are; HELD.csv counts three tenths"
    either.add_argument("--first-onward", type=Path, metavar="HELD.csv", help=main)
    dry = "only print the cross-validated figures; write nothing"
    parser.add_argument("--dry-run", action="store_true", help=dry)
    parser.add_argument(
        "--pull", type=context.amount, default=PULL, metavar="X", help=f"how near to the priors ({PULL})"
    )


def run(args: argparse.Namespace) -> int:
    """Print the cross-validated figures of each table; write leanings.csv and weights.csv from all of them."""
    root = catalogue_root(args, writes=not args.dry_run)
    files = store.read_desk(root)
    moved = args.onward or args.first_onward
    teachers = () if moved else args.tables
    fitting, share = (onward, HELD_SHARE) if args.onward else (first_onward, HELD_FIRST) if moved else (fit, 1.0)
    start = "weights.csv" if moved else "priors.csv"
    priors = read_weights(files, start)
    anew = {"weights.csv": files[start], **({FILE: ""} if teachers else {})}
    rulebook = compile_rulebook({**files, **anew})  # what is made anew need not be right
    topics = rulebook.ground.topics
    texts = {path: read_texts(path, topics) for path in (*args.tables, *args.weights_only)}
    if not texts:
        raise TableError("no table: name a CSV of labelled headlines")
    teaching = [text for path in teachers for text in texts[path]]
    examples: list[Example] = []
    if teaching:
        examples += crossed_examples(teaching, rulebook)
        leans = leans_of(teaching, topics, names_of(rulebook))
        rulebook = replace(rulebook, leanings=laid_out(leans))
    examples += [example(text, rulebook) for path in texts if path not in teachers for text in texts[path]]
    held = [example(text, rulebook) for text in read_texts(moved, topics)] if moved else []
    examples += [replace(each, weight=share) for each in held]
    known = features(files)
    everything = examples + [each.example(rulebook.leanings, known) for each in read_corrections(files)]
    crossed = cross_fit(everything, priors, FOLDS, pull=args.pull, fitting=fitting)
    _report(texts, examples, crossed)
    if args.dry_run:
        return 0
    made = {"weights.csv": render_weights(fitting(everything, priors, args.pull))}
    if teaching:
        made[FILE] = render_leans(leans)
    _save(root, files, made)
    if teaching:
        told = counted(len(teaching), "headline", "headlines")
        print(f"{CATALOG}/{FILE}: {counted(len(leans), 'word', 'words')} of {told}")
    print(f"{CATALOG}/weights.csv: fitted to {counted(len(everything), 'headline', 'headlines')}")
    return 0


def _save(root: Path, files: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Write tables that fit the others; raise TableError for those that ``usalama check`` would refuse."""
    anew = {**files, **made}
    if lacking := [*unweighed(anew)]:
        named = ", ".join([*lacking[:_NAMED], *(["…"] if lacking[_NAMED:] else [])])
        least = "the least is one text or one row for each. With fewer labels, name tests/quality/made.csv too, or"
        raise TableError(
            f"nothing written, for no text and no row of priors.csv has {counted(len(lacking), 'class', 'classes')} "
            f"of the tables ({named}): {least} give them to usalama learn, which needs one"
        )
    for mistake in mistakes_of((*readings(anew), *idle(anew))):
        raise TableError(f"nothing written, for usalama check would refuse what these labels teach: {mistake}")
    save_fitted(root, files, made)


def read_texts(path: Path, known: Sequence[str]) -> list[Labelled]:
    """Return the texts of a labelled table; ``known`` are the topics that a label may name."""
    found = []
    for row in read_headlines(read_bytes(path, "give the path of a labelled CSV"), str(path), NEEDED):
        topics, relevant = topics_of(row, known, str(path)), flag(row, "kenya_security", str(path))
        found.append(Labelled(f"{path.name}:{row.id}", row.title, row.summary, relevant, topics))
    return found


def _report(
    texts: Mapping[Path, Sequence[Labelled]], examples: Iterable[Example], crossed: Mapping[str, Weights]
) -> None:
    """Print what the weights fitted without each text got right, table by table."""
    tables = iter(examples)
    for path, found in texts.items():
        measures = hits(list(islice(tables, len(found))), crossed)
        told = ", ".join(f"{measure} {value:.3f}" for measure, value in measures.items())
        print(f"{path.name}: {counted(len(found), 'row', 'rows')}, {FOLDS}-fold: {told}")
