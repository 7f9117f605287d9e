"""``usalama judge IN.csv -o OUT.csv``: the judging of a pull, run on a table of headlines."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from usalama.console.context import no_collector, read_bytes, write_bytes
from usalama.console.desktables import load_rulebook
from usalama.formats.headlines import NEEDED, Headline, read_headlines
from usalama.formats.rows import table_lines
from usalama.judging.judge import judge_all
from usalama.judging.relevance import THRESHOLD
from usalama.judging.rulebook import Rulebook
from usalama.labelled.verdicts import HEAD, place_in_stories, verdict

STDIO = "-"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the tables."""
    parser.add_argument("table", metavar="IN.csv", help=f"UTF-8 CSV with {', '.join(NEEDED)}; - reads standard input")
    parser.add_argument(
        "-o", "--out", default=STDIO, metavar="OUT.csv", help="the same rows with the judgement; else standard output"
    )
    parser.add_argument("--every-row", action="store_true", help="give a story to rows that are not relevant too")


def run(args: argparse.Namespace) -> int:
    """Judge every row; further columns of the input are left out of the output."""
    name = "standard input" if args.table == STDIO else args.table
    headlines, rulebook = read_headlines(_read(args.table), name), load_rulebook(args)
    with no_collector():
        table = b"".join(line.encode() for line in judged_lines(headlines, rulebook, every_row=args.every_row))
    if args.out == STDIO:
        sys.stdout.buffer.write(table)  # as into a file, whatever a terminal writes in
    else:
        write_bytes(Path(args.out), table)
    return 0


def judged_lines(headlines: Sequence[Headline], rulebook: Rulebook, *, every_row: bool) -> Iterator[str]:
    """Return the lines of the output: the needed columns and what was judged, in the order of the input."""
    judgements = [*judge_all(((each.title, each.summary) for each in headlines), rulebook)]
    wanted = [every_row or judgement.relevance >= THRESHOLD for judgement in judgements]
    stories = place_in_stories(headlines, judgements, wanted, rulebook)
    rows = (verdict(*judged, rulebook) for judged in zip(headlines, judgements, stories, strict=True))
    return table_lines(HEAD, rows)


def _read(table: str) -> bytes:
    if table == STDIO:
        return sys.stdin.buffer.read()
    return read_bytes(Path(table), "give the path of a CSV")
