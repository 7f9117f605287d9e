"""``usalama train-words LABELLED.csv…``: fit what plain words lean to, and write ``leanings.csv``."""

from __future__ import annotations

import argparse
from pathlib import Path

from usalama.commands.train import NEEDED, read_texts
from usalama.console.desktables import catalogue_root
from usalama.files import store
from usalama.judging.leanings import FILE, render_leans
from usalama.judging.rulebook import compile_rulebook
from usalama.labelled.training import names_of
from usalama.labelled.wording import leans_of
from usalama.words.text import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    parser.add_argument("tables", nargs="+", type=Path, metavar="LABELLED.csv", help=f"CSV with {', '.join(NEEDED)}")


def run(args: argparse.Namespace) -> int:
    """Write the leans of the words of all tables together."""
    root = catalogue_root(args)
    rulebook = compile_rulebook({**store.read_desk(root), FILE: ""})  # what is made anew need not be right
    topics = rulebook.ground.topics
    texts = [text for path in args.tables for text in read_texts(path, topics)]
    leans = leans_of(texts, topics, names_of(rulebook))
    store.save_text(root, f"{store.CATALOG}/{FILE}", render_leans(leans))
    words = counted(len(leans), "word", "words")
    print(f"{store.CATALOG}/{FILE}: {words} of {counted(len(texts), 'headline', 'headlines')}; then run usalama train")
    return 0
