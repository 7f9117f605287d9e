"""``usalama score FILE``: judge labelled headlines and print every measure with its interval and the confusions."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from usalama.console.context import read_bytes, write_bytes
from usalama.console.desktables import load_rulebook
from usalama.formats.headlines import NEEDED, Headline, columns_of, read_headlines
from usalama.formats.rows import write_table
from usalama.labelled.score import TARGETS, Scorecard, cases_of, goal, headlines_of_documents, scorecard
from usalama.labelled.verdicts import HEAD, verdict
from usalama.words.text import counted

_SHOWN = 12


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the table and how to print."""
    parser.add_argument("table", type=Path, metavar="FILE", help="labelled CSV: headlines, or documents with events")
    parser.add_argument("--events", action="store_true", help="whole documents: doc_id, title, text, event")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--predictions", type=Path, metavar="OUT.csv", help="write what was judged, as judge does")


def run(args: argparse.Namespace) -> int:
    """Print the scorecard."""
    headlines, documents = read_labelled(args.table, documents=args.events)
    rulebook = load_rulebook(args)
    cases = cases_of(headlines, rulebook)
    card = scorecard(cases, rulebook, str(args.table), documents=documents)
    if args.predictions:
        rows = [verdict(case.headline, case.judgement, (case.story, ""), rulebook) for case in cases]
        write_bytes(args.predictions, write_table(HEAD, rows).encode())
    print(as_json(card) if args.json else as_table(card))
    return 0


def read_labelled(path: Path, *, documents: bool = False) -> tuple[list[Headline], bool]:
    """Return the rows of a labelled table and whether they are whole documents."""
    data = read_bytes(path, "give the path of a labelled CSV")
    head = columns_of(data)
    documents = documents or ("doc_id" in head and "id" not in head)
    if documents:
        return headlines_of_documents(read_headlines(data, str(path), ("doc_id", "title", "event"))), True
    needed = [column for column in NEEDED if column != "published"]
    return read_headlines(data, str(path), needed), False


def as_table(card: Scorecard) -> str:
    """Return the scorecard as lines."""
    lines = [
        counted(card.rows, "row", "rows"),
        "",
        f"{'measure':<34} {'value':>7}  {'95 % interval':<15} {'rows':>5}  target",
    ]
    for one in card.measures:
        target, met = goal(one)
        told = target if met else f"{target}  not met"
        lines.append(
            f"{one.name:<34} {one.value:7.3f}  {one.low:.3f} – {one.high:.3f}   {one.rows:>5}  {told}".rstrip()
        )
    for title, pairs in card.confusions.items():
        if pairs:
            lines += ["", title, *(f"  {number:>3}  {what}" for what, number in pairs)]
    for kind, ids in card.failures.items():
        if ids:
            more = f" and {len(ids) - _SHOWN} more (--json has all)" if len(ids) > _SHOWN else ""
            lines += ["", f"{kind}: {len(ids)}", f"  {' '.join(ids[:_SHOWN])}{more}"]
    return "\n".join(lines)


def as_json(card: Scorecard) -> str:
    """Return the scorecard as JSON."""
    told = {
        "rows": card.rows,
        "measures": [asdict(one) | {"target": TARGETS.get(one.name)} for one in card.measures],
        "confusions": {title: dict(pairs) for title, pairs in card.confusions.items()},
        "failures": card.failures,
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
