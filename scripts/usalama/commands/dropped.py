"""``usalama dropped``: what was read and not kept, with its score and why, the nearest misses first."""

import argparse

from usalama.console import context
from usalama.console.hints import say
from usalama.console.progress import plain_line
from usalama.errors import OK
from usalama.files import state
from usalama.words.text import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("--weeks", type=context.count, default=1, metavar="N", help="look back over so many weeks (1)")
    parser.add_argument("--most", type=context.count, default=50, metavar="N", help="show so many (50)")
    parser.add_argument(
        "--from", dest="least", type=context.share, default=0.0, metavar="SCORE", help="only from this score up"
    )


def run(args: argparse.Namespace) -> int:
    """Print the near misses."""
    root, _ = context.open_site(args)
    found = {each.key: each for each in state.read_dropped(root, args.weeks) if each.relevance >= args.least}
    ordered = sorted(found.values(), key=lambda each: (-each.relevance, each.key))
    for each in ordered[: args.most]:
        print(plain_line(f"{each.relevance:.2f}  {each.title}  {each.link}"))
        print(plain_line(f"      {each.key}  {each.why}"))
    print(f"{counted(len(ordered), 'report', 'reports')} not kept; {min(len(ordered), args.most)} shown")
    if ordered:
        say('One in full: usalama explain KEY. What lets it in: usalama edit admit KEY --why "…"')
    return OK
