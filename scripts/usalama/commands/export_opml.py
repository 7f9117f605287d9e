"""``usalama export-opml``: write the enabled feeds as OPML, for any feed reader."""

import argparse
import sys
from pathlib import Path

from usalama.catalogue import opml
from usalama.catalogue.catalog import read_feeds
from usalama.console import context
from usalama.console.context import write_bytes
from usalama.errors import OK
from usalama.files import sitefolder, store
from usalama.words.text import counted


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to write it; else standard output")


def run(args: argparse.Namespace) -> int:
    """Write the list."""
    root, site = context.open_site(args)
    catalog = read_feeds(sitefolder.read_text(root / store.FEEDS, store.FEEDS), store.FEEDS)
    body = opml.render_opml(catalog, site.name)
    if args.file:
        write_bytes(args.file, body)
        print(f"{args.file}: {counted(len(catalog.enabled), 'feed', 'feeds')}")
    else:
        sys.stdout.buffer.write(body)
    return OK
