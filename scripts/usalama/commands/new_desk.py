"""``usalama new-desk``: the folder of a desk for another country or subject, ready to be filled in."""

import argparse
import shlex
from pathlib import Path

from usalama.catalogue.site import FILE
from usalama.commands.new_site import begin, copy, made_whole
from usalama.console import context
from usalama.console.desktables import catalogue_root
from usalama.errors import CATALOG, OK
from usalama.files import sitefolder
from usalama.machine import disk

STARTER = "desk"
"""Tables and pages that say nothing of any country: each has its head or a made example, and brackets to fill in."""
CARRIED = ("story-weights.csv", "redaction.toml")
"""Tables that hold for every desk at first: how reports of one event are alike, and whom to protect."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the new desk's folder; it must be empty or not exist")


def run(args: argparse.Namespace) -> int:
    """Make the desk; print what to fill in."""
    source = catalogue_root(args)
    sitefolder.read_settings(source)
    folder = make_desk(source, args.folder)
    print(f"{folder}\nFill in content/catalog/: desk.toml, feeds.toml, topics.toml, counties.csv, places.csv, ", end="")
    print("vocabulary.csv, actors.csv; and what stands in brackets in content/pages/.")
    print(f"Then: usalama check --root {shlex.quote(str(folder))}")
    return OK


def make_desk(source: Path, folder: Path) -> Path:
    """Make an empty desk in ``folder``; theme, method, protective rules and what it starts from are ``source``'s."""
    with made_whole(folder) as desk:
        copy(context.samples_of(source) / STARTER, desk / "content")
        for name in CARRIED:
            copy(source / CATALOG / name, desk / CATALOG / name)
        disk.write_whole(desk / FILE, _settings(desk.name).encode())
        begin(desk, source)
    return desk


def _settings(name: str) -> str:
    """Return ``usalama.toml`` for a desk of this name."""
    quoted = name.replace("\\", "").replace('"', "")
    return (
        "# The settings: every key may be left out; usalama check names a wrong one.\n"
        f'name = "{quoted}"\nurl = "https://{"".join(filter(str.isalnum, quoted.lower())) or "desk"}.example"\n'
        'contact = ""\nzone = "UTC"\n'
    )
