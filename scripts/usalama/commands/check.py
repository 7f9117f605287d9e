"""``usalama check``: print every mistake in the catalogue and the content, one line each, and notes; no network.

Exit codes: 0 none found · 64 at least one.
"""

import argparse
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from usalama.catalogue import actors, catalog, outlines, wording
from usalama.catalogue.site import FILE, Alerts
from usalama.console import context
from usalama.console.hints import say
from usalama.desk import misedits
from usalama.errors import CATALOG, MISUSED, OK, CatalogError, SiteError, UsalamaError
from usalama.files import sitefolder, state, store, summaryfiles, weekstates
from usalama.files.inputfiles import files_below
from usalama.files.ledgerfile import read_ledger
from usalama.formats import handwritten
from usalama.judging import maskrules, rulebook
from usalama.labelled.corrections import read_corrections
from usalama.machine import disk
from usalama.model import Outlet
from usalama.printing import conf
from usalama.releasing import releases
from usalama.stories import evidence
from usalama.tables import copies, rules, takeover
from usalama.usecases import check
from usalama.wiring import deskchecks, framewords, pagechecks, weekchecks

_TOPICS = f"{CATALOG}/topics.toml"
_SETTINGS = (sitefolder.MARK, "publishconf.py")  # Pelican's, the ones for production last: they take in the first
_Read = TypeVar("_Read")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    context.add_clock(parser)


def run(args: argparse.Namespace) -> int:
    """Check the site; print one line a mistake."""
    root = sitefolder.find_root(Path.cwd(), args.root)
    newer, beside = _newer(root)
    mistakes = site_mistakes(root, partial(context.clock, args), newer)
    texts = _known(lambda: store.read_desk(root)) or {}
    for line in (*mistakes, *_notes(root, texts), *_tables_lost(root, texts, mistakes, newer), *_older(newer, beside)):
        say(line)
    say(f"{len(mistakes)} to mend" if mistakes else "Nothing to mend.")
    return MISUSED if mistakes else OK


def _notes(root: Path, texts: dict[str, str]) -> list[str]:
    """Return what is no mistake and had better be otherwise; ``texts`` are the tables, none where one is unreadable."""
    site = _known(lambda: sitefolder.read_settings(root))
    if site is None:
        return []
    notes = []
    # RFC 2606: no host ever has such a name; it is what the files that a new site begins with say.
    if (urlsplit(site.url).hostname or "").endswith(".example"):
        notes.append(
            "url: stands for one still to be chosen; feeds, citations and letters lead there, give the site's own"
        )
    if not site.reachable:
        notes.append(
            "contact: a reader who finds an error has nobody to write to; give a mail address, or a page elsewhere"
        )
    if site.alerts != Alerts() and not (site.alerts.command or site.alerts.mail_to):  # somebody meant to be told
        notes.append("alerts: nobody is told when a run needs a person; give a command, or two mail addresses")
    notes += pagechecks.moved(root, site)
    known = _known(lambda: store.read_catalog(texts))
    notes = [f"{FILE}: {note}" for note in notes] + weekchecks.strangers(root, known)
    # Outlets that a reader cannot tell from one above, such as by a letter of another alphabet.
    outlets = known.outlets if known else ()
    notes += [f"{store.FEEDS}: {told}" for told in (*check.twins(outlets), *check.one_home(outlets))]
    notes += _known(lambda: list(deskchecks.idle_words(root, texts, _outlined(root)))) or []
    notes += pagechecks.borrowed(root, site.name)
    notes += framewords.untranslated(root, _languages(texts))
    return [f"note: {note}" for note in notes + weekchecks.given_up(root, _names(texts))]


def _older(newer: Mapping[str, str], beside: Collection[str]) -> list[str]:
    """Say which tables the next run takes over, and which of the site's own it then puts ``beside``."""
    run, names = "the next pull, build or rejudge", ", ".join(sorted(newer.keys() - beside))
    own = f"changed here, and does not fit the program's tables: {run} takes the program's and puts this beside"
    told = [f"note: {CATALOG}: {names}: the program has others now, and {run} takes them over"] if names else []
    return told + [f"note: {CATALOG}/{name}: {own}" for name in sorted(beside)]


def _tables_lost(root: Path, texts: Mapping[str, str], mistakes: Sequence[str], newer: Mapping[str, str]) -> list[str]:
    """Name tables that the site had from the program and lacks, which may stop nothing, and those maybe cut short."""
    lost = dict.fromkeys(copies.lost(root), "was here and is gone; restore it from the repository")
    if "weights.csv" in texts and "priors.csv" not in texts:
        lost.setdefault("priors.csv", "missing, and training begins with it; copy it from the project")
    mend = "is the beginning of the program's and no more, as where a copy broke off; copy it anew"
    lost |= {**dict.fromkeys(takeover.cut(root).difference(newer), mend), **copies.cut(root)}
    gone = [f"{name}: {told}" for name, told in sorted(lost.items())]
    named = {line.partition(end)[0].rpartition("/")[2] for line in mistakes for end in (": missing", ": was here")}
    told = [each for each in gone if each.partition(":")[0] not in named]
    return [f"note: {CATALOG}/{each}" for each in told + check.cut_short(texts)]


def site_mistakes(root: Path, clock: Callable[[], datetime], newer: Mapping[str, str]) -> list[str]:
    """Return every mistake found, the catalogue's first; tables that have a ``newer`` text are read as that."""
    found = check.mistakes_of([lambda: sitefolder.read_settings(root)])
    site = None if found else sitefolder.read_settings(root)
    paths: list[Path] = []
    found += check.mistakes_of([lambda: paths.extend(store.desk_paths(root))])
    texts, unread = _tables(paths)
    texts |= newer
    # A table that cannot be read as text is named by its own line, not as missing.
    lacking = tuple(f"{CATALOG}/{name}: missing" for name in unread)
    names = _names(texts)
    in_tables = check.mistakes_of(_catalog_readings(root, texts, names)) if paths else []
    found += [*unread.values(), *(each for each in in_tables if not each.startswith(lacking))]
    folders = (weekstates.ENTRIES, store.HELD, state.FOLDER, summaryfiles.SUMMARIES, ".releases")
    found += [*sitefolder.no_folders(root, folders), *state.no_files(root)]
    found += check.mistakes_of(_data_readings(root))
    shelf, held = store.read_entries(root), store.read_entries(root, kind=store.HELD)
    found += [problem.message for problem in (*shelf.problems, *held.problems)]
    found += _strays(root)
    written = weekstates.names_in(root / handwritten.FOLDER)
    found += handwritten.lacking(handwritten.pages_in(written).values(), wording.FIRST).values()
    found += handwritten.astray(name for name in written if not (root / handwritten.FOLDER / name).is_dir())
    found += weekchecks.mistakes(root, site.zone if site else None)
    if site:
        live = releases.live(root)
        found += pagechecks.page_mistakes(root, site.url, live.manifest.pages if live else ())
    settings = (root / name for name in _SETTINGS if disk.is_there(root / name))
    found += check.mistakes_of(partial(_settings, path, root, texts) for path in settings)
    found += [*framewords.slips(root, _languages(texts)), *check.misspelt_columns(texts)]
    found += check.area_mistakes(texts.get("counties.csv", ""), texts.get("places.csv", ""), _outlined(root))
    ledger, now = _known(lambda: read_ledger(root)), clock()  # in this order: no edit of meanwhile is ahead
    if site:  # by another zone than the site's, dates would lie in other weeks
        entries = [(stored.path, stored.judged) for stored in shelf.entries]
        found += check.entry_mistakes(
            entries, names, site.zone, now, lambda name: sitefolder.read_text(root / name, name)
        )
    if ledger:  # one that cannot be read was named before
        found += misedits.mistakes(root, ledger, shelf, held, now)
    return list(dict.fromkeys(found))  # a table that two readings need is named by both


def _tables(paths: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the tables' texts by name, and of those that are none what is wrong."""
    texts: dict[str, str] = {}
    unread: dict[str, str] = {}
    for path in paths:
        try:
            texts[path.name] = store.read_table(path)
        except SiteError as error:
            unread[path.name] = str(error)
    return texts, unread


def _newer(root: Path) -> tuple[dict[str, str], frozenset[str]]:
    """Return the tables that the next run takes over from the program: what is in their place now is no mistake.

    And the names of those of them that somebody changed, which would lie aside. Where that alone makes them misfits,
    with no newer table, they are none of these: a slip is named as it stands.
    """
    found = _known(lambda: takeover.plan(root))
    if not found or found.tables.keys() <= found.aside:
        return {}, frozenset()
    return {name: data.decode("utf-8", "replace") for name, data in found.tables.items()}, found.aside


def _strays(root: Path) -> list[str]:
    """Return what is wrong with the files among the entries, and those held, that nobody reads."""
    folders = [folder for folder in (weekstates.ENTRIES, store.HELD) if (root / folder).is_dir()]
    read = {path for folder in folders for path in store.entry_paths(root, kind=folder)}
    others = (path for folder in folders for path in files_below(root / folder) if path not in read)
    return [weekstates.stray(path.relative_to(root).as_posix()) for path in others]


def _catalog_readings(root: Path, texts: dict[str, str], names: check.Names) -> list[Callable[[], object]]:
    """Return the readings of the tables, and of the ledger with their names, where these can be read at all."""
    return [
        lambda: store.read_catalog(texts),
        lambda: _wording(texts),
        lambda: "topics.toml" in texts and catalog.read_topics(texts["topics.toml"], _TOPICS, _languages(texts)),
        *rulebook.readings(texts),
        *rulebook.idle(texts, deskchecks.programs(root)),
        *evidence.readings(texts),
        lambda: _actors(texts),
        lambda: read_corrections(texts, names.topics),
        lambda: maskrules.read_rules(texts.get("redaction.toml", ""), f"{CATALOG}/redaction.toml"),
        lambda: rules.refuse_lost(root, texts),
        lambda: read_ledger(root, topics=sorted(names.topics or ()), counties=sorted(names.counties or ())),
    ]


def _data_readings(root: Path) -> list[Callable[[], object]]:
    tables, pages = (
        sorted((root / place).glob(kind)) for place, kind in ((CATALOG, "*.json"), (handwritten.FOLDER, "*.md"))
    )
    return [
        *(partial(_data, path, f"{CATALOG}/{path.name}") for path in tables),
        *(partial(_page, path, f"{handwritten.FOLDER}/{path.name}") for path in pages),
    ]


def _page(path: Path, name: str) -> None:
    """Refuse a hand-written page whose head has no title: it would be headed by its file's name."""
    if wrong := handwritten.mistake(sitefolder.read_text(path, name), name):
        raise SiteError(wrong)


def _data(path: Path, name: str) -> None:
    found = sitefolder.read_data(path, name)
    if path.name == outlines.FILE:
        outlines.read_outlines(found)


def _outlined(root: Path) -> dict[str, str]:
    """Return the areas that are drawn, by slug → name; none where the outlines cannot be read."""
    name = f"{CATALOG}/{outlines.FILE}"
    found = _known(lambda: outlines.read_outlines(sitefolder.read_data(root / name, name)))
    return {slug: area["name"] for slug, area in found["counties"].items()} if found else {}


def _settings(path: Path, root: Path, texts: dict[str, str]) -> None:
    """Refuse settings that cannot be meant, and a language among them that the desk has no words for."""
    chosen = conf.settings(path, root).get(wording.SETTING, ())
    if known := _known(lambda: _wording(texts)):
        wording.printed(chosen, known, path.name)


def _actors(texts: dict[str, str]) -> actors.Actors:
    if actors.FILE not in texts:
        raise CatalogError(f"{CATALOG}/{actors.FILE}: missing; copy it from the project, or write its head alone")
    return actors.read_actors(texts[actors.FILE])


def _wording(texts: dict[str, str]) -> wording.Wording:
    return wording.read_wording(texts.get(wording.FILE, ""))


def _languages(texts: dict[str, str]) -> tuple[str, ...]:
    """Return the languages that topics need titles in; English alone while the desk's words cannot be read."""
    known = _known(lambda: _wording(texts))
    return known.languages if known else (wording.FIRST,)


def _names(texts: dict[str, str]) -> check.Names:
    """Return the names that entries may use, of each table that can be read."""
    topics = partial(catalog.read_topics, texts.get("topics.toml", ""), _TOPICS)
    return check.Names(
        outlets=_known(lambda: _ever(store.read_catalog(texts).outlets)),
        topics=_known(lambda: _ever(topics())),
        counties=_known(lambda: frozenset(row["slug"] for row in rulebook.rows("counties.csv", texts))),
    )


def _ever(rows: Iterable[catalog.Topic | Outlet]) -> frozenset[str]:
    """Return what topics or outlets are and were called."""
    return frozenset(name for row in rows for name in (row.slug, *row.was))


def _known(read: Callable[[], _Read]) -> _Read | None:
    """Return what can be read; None where it cannot, which is named elsewhere."""
    try:
        return read()
    except UsalamaError:
        return None
