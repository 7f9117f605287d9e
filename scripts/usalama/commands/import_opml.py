"""``usalama import-opml``: add the feeds of an OPML file to ``content/catalog/feeds.toml``; its comments stay."""

import argparse
from pathlib import Path

from usalama.catalogue import opml
from usalama.console import context
from usalama.console.context import read_bytes
from usalama.console.hints import say
from usalama.console.progress import tell
from usalama.errors import OK
from usalama.files import sitefolder, store
from usalama.machine.locks import site_lock
from usalama.words.text import counted

_MOST_TOLD = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the OPML file, as feed readers export it")


def run(args: argparse.Namespace) -> int:
    """Add what is new; say what was added and what is left to check."""
    root, _ = context.open_site(args)
    body = read_bytes(args.file, "give the file that a feed reader exported")
    subscriptions, refused = opml.read_opml(body, str(args.file))
    with site_lock(root, args.command):
        before = sitefolder.read_text(root / store.FEEDS, store.FEEDS)
        after, added = opml.add_subscriptions(before, store.FEEDS, subscriptions, args.file.name)
        if added:
            store.save_text(root, store.FEEDS, after)
    known = len(subscriptions) - len(added)
    print(
        f"{counted(len(added), 'feed', 'feeds')} added to {store.FEEDS}, {counted(known, 'was', 'were')} there already."
    )
    for url in refused[:_MOST_TOLD]:
        tell(f"{args.file.name}: xmlUrl {url}: no address for the catalogue, so it was left out")
    if refused[_MOST_TOLD:]:
        print(f"{args.file.name}: {len(refused) - _MOST_TOLD} more such")
    tell(*(f"{each.url}: language: {each.doubt}" for each in added if each.doubt))
    if added:
        guessed = "owner and country are open, kind is news-site, an unnamed language the outlet's first, else en"
        say(f"Put right there what the file did not tell: {guessed}; then: usalama check")
    return OK
