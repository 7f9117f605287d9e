"""``usalama new-desk``: the folder of a desk for another country or subject, ready to be filled in."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from usalama.catalogue import newdesk
from usalama.catalogue.site import FILE
from usalama.commands.new_site import begin, empty
from usalama.console import context
from usalama.console.desktables import catalogue_root
from usalama.errors import OK
from usalama.files import sitefolder, store
from usalama.machine import disk

PAGES = "desk"
"""Starter pages that say nothing of any country; what stands in brackets is to be filled in."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument(
        "folder", type=Path, metavar="NAME", help="the new desk's folder; it must be empty or not exist"
    )


def run(args: argparse.Namespace) -> int:
    """Make the desk; print what to fill in."""
    source = catalogue_root(args)
    sitefolder.read_settings(source)
    folder = make_desk(source, args.folder)
    print(f"{folder}\nFill in content/catalog/: desk.toml, feeds.toml, topics.toml, counties.csv, places.csv, ", end="")
    print("vocabulary.csv, actors.csv; and what stands in brackets in content/pages/.")
    print(f"Then: usalama check --root {folder}")
    return OK


def make_desk(source: Path, folder: Path) -> Path:
    """Make an empty desk in ``folder``; theme, method, protective rules and starter pages come from ``source``."""
    folder = empty(folder)
    pages = context.samples_of(source) / PAGES
    catalog = folder / store.CATALOG
    disk.write_all((catalog / name, text.encode()) for name, text in newdesk.tables().items())
    for name in newdesk.CARRIED:
        shutil.copyfile(source / store.CATALOG / name, catalog / name)
    shutil.copytree(pages, folder / "content/pages")
    disk.write_whole(folder / FILE, newdesk.settings(folder.name).encode())
    begin(folder, source)
    return folder
