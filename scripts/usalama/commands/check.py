"""``usalama check``: print every mistake in the catalogue and the content, one line each; no network.

Exit codes: 0 none found · 64 at least one.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from usalama.catalogue import actors, catalog, wording
from usalama.console import context
from usalama.errors import MISUSED, CatalogError, LedgerError, SiteError
from usalama.files import store
from usalama.files.sitefolder import read_data
from usalama.judging import redaction
from usalama.labelled.corrections import read_corrections
from usalama.ledger import ledger as ledger_file
from usalama.ledger.effects import left_over
from usalama.model import JudgedEntry
from usalama.printing import conf
from usalama.stories.evidence import read_story_tables
from usalama.usecases import check
from usalama.wiring.rules import compiled, read_ledger

OK = 0
_TOPICS = f"{store.CATALOG}/topics.toml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Check the site; print one line a mistake."""
    root = store.find_root(Path.cwd(), args.root)
    mistakes = site_mistakes(root, context.clock(args))
    for mistake in mistakes:
        print(mistake)
    print(f"{len(mistakes)} to mend" if mistakes else "Nothing to mend.")
    return MISUSED if mistakes else OK


def site_mistakes(root: Path, now: datetime) -> list[str]:
    """Return every mistake found, the catalogue's first."""
    found = check.mistakes_of([lambda: store.read_settings(root)])
    zone = None if found else store.read_settings(root).zone
    texts: dict[str, str] = {}
    found += check.mistakes_of([lambda: texts.update(store.read_desk(root))])
    found += check.mistakes_of(_catalog_readings(root, texts)) if texts else []
    found += _files_for_folders(root)
    found += check.mistakes_of(_data_readings(root))
    shelf, held = store.read_entries(root), store.read_entries(root, kind=store.HELD)
    found += [problem.message for problem in (*shelf.problems, *held.problems)]
    found += _settings_mistakes(root)
    found += check.area_mistakes(texts.get("counties.csv", ""), texts.get("places.csv", ""), store.CATALOG)
    names = _names(texts)
    if names and zone:  # by another zone than the site's, dates would lie in other weeks
        entries = [(stored.path, stored.judged) for stored in shelf.entries]
        found += check.entry_mistakes(entries, names, zone, now)
    everything = [stored.judged for stored in (*shelf.entries, *held.entries)]
    # A table that two readings need is named by both.
    return list(dict.fromkeys([*found, *_left_over(root, everything)]))


def _files_for_folders(root: Path) -> list[str]:
    """Name the files that stand where a run needs a folder."""
    names = (store.ENTRIES, store.HELD, ".cache", ".releases")
    wrong = [name for name in names if os.path.lexists(root / name) and not (root / name).is_dir()]
    return [f"{name}: is a file; a folder belongs there, move the file away" for name in wrong]


def _settings_mistakes(root: Path) -> list[str]:
    """Run Pelican's settings as a build does, and say why they cannot be."""
    return check.mistakes_of([lambda: conf.run(root / store.MARK)])


def _left_over(root: Path, everything: Sequence[JudgedEntry]) -> list[str]:
    """Name edits on entries and stories that are not there; a ledger that cannot be read was named before."""
    try:
        ledger = read_ledger(root)
    except (LedgerError, SiteError):
        return []
    keys = {judged.entry.key for judged in everything}
    stories = {judged.story for judged in everything}
    return [f"{problem.subject}: {problem.message}" for problem in left_over(ledger, keys, stories)]


def _catalog_readings(root: Path, texts: dict[str, str]) -> list[Callable[[], object]]:
    return [
        lambda: store.read_catalog(texts),
        lambda: _wording(texts),
        lambda: catalog.read_topics(texts.get("topics.toml", ""), _TOPICS, _languages(texts)),
        lambda: compiled(texts),
        lambda: read_story_tables(texts),
        lambda: _actors(texts),
        lambda: read_corrections(texts),
        lambda: redaction.read_rules(texts.get("redaction.toml", ""), f"{store.CATALOG}/redaction.toml"),
        lambda: _ledger(root, texts),
    ]


def _data_readings(root: Path) -> list[Callable[[], object]]:
    paths = sorted((root / store.CATALOG).glob("*.json"))
    return [partial(read_data, path, f"{store.CATALOG}/{path.name}") for path in paths]


def _actors(texts: dict[str, str]) -> actors.Actors:
    name = f"{store.CATALOG}/{actors.FILE}"
    if actors.FILE not in texts:
        raise CatalogError(f"{name}: missing; copy it from the project, or write its head alone")
    return actors.read_actors(texts[actors.FILE], name)


def _wording(texts: dict[str, str]) -> wording.Wording:
    return wording.read_wording(texts.get(wording.FILE, ""), f"{store.CATALOG}/{wording.FILE}")


def _languages(texts: dict[str, str]) -> tuple[str, ...]:
    """Return the languages that topics need titles in; English alone while the desk's words cannot be read."""
    found: list[tuple[str, ...]] = [(wording.FIRST,)]
    check.mistakes_of([lambda: found.append(_wording(texts).languages)])
    return found[-1]


def _ledger(root: Path, texts: dict[str, str]) -> None:
    """Read the ledger with the catalogue's names, where these can be read at all."""
    names = _names(texts)
    path = root / ledger_file.FILE
    if names and path.exists():
        text = store.read_text(path, ledger_file.FILE)
        ledger_file.read(text, ledger_file.FILE, topics=sorted(names.topics), counties=sorted(names.counties))
    else:
        read_ledger(root)


def _names(texts: dict[str, str]) -> check.Names | None:
    """Return the names that entries may use; None where the catalogue cannot be read."""
    found: list[check.Names] = []
    check.mistakes_of([lambda: found.append(_read_names(texts))])
    return found[0] if found else None


def _read_names(texts: dict[str, str]) -> check.Names:
    feeds = store.read_catalog(texts)
    topics = catalog.read_topics(texts.get("topics.toml", ""), _TOPICS)
    return check.Names(
        outlets=frozenset(outlet.slug for outlet in feeds.outlets),
        topics=frozenset(topic.slug for topic in topics),
        counties=frozenset(compiled(texts).county_names),
    )
