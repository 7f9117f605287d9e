"""The judging tables for commands that work without a site's content: the site's own, else the project's."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from usalama.errors import CATALOG, SiteError, TableError
from usalama.files import sitefolder, store
from usalama.judging.rulebook import Rulebook, compile_rulebook
from usalama.machine import disk
from usalama.machine.locks import site_lock


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
        if (sitefolder.PROGRAM / CATALOG).is_dir():
            return sitefolder.PROGRAM
        raise


def save_fitted(root: Path, files: Mapping[str, str], made: Mapping[str, str]) -> None:
    """Write tables that were ``made`` of ``files``; raise TableError where these are others by now.

    Fitting takes minutes, for which no pull and no take-down is kept waiting: the lock is held for the writing alone.
    """
    with site_lock(root, "train"):
        if store.read_desk(root) != files:
            raise TableError(f"nothing written, for the tables in {root / CATALOG} changed meanwhile; train again")
        disk.write_all(((root / CATALOG / name).resolve(), made[name].encode()) for name in sorted(made))
