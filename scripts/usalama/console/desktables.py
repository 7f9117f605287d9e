"""The judging tables for commands that work without a site's content: the site's own, else the project's."""

from __future__ import annotations

import argparse
from pathlib import Path

from usalama.errors import CATALOG, SiteError
from usalama.files import sitefolder, store
from usalama.judging.rulebook import Rulebook, compile_rulebook

PROJECT = Path(__file__).resolve().parents[3]


def load_rulebook(args: argparse.Namespace) -> Rulebook:
    """Compile the tables of the site that ``--root`` or the folder says; outside any site, those beside this code."""
    return compile_rulebook(store.read_desk(catalogue_root(args)))


def catalogue_root(args: argparse.Namespace, *, writes: bool = False) -> Path:
    """Return the folder whose ``content/catalog/`` holds the tables; whoever ``writes`` any has a site, or says which.

    Else a training started elsewhere would replace the program's own.
    """
    if writes or args.root is not None:
        return sitefolder.find_root(Path.cwd(), args.root)
    try:
        return sitefolder.find_root(Path.cwd())
    except SiteError:
        if (PROJECT / CATALOG).is_dir():
            return PROJECT
        raise
