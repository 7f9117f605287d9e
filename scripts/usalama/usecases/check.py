"""Check: every mistake in the catalogue and the content, each in one line, without network.

It reads what the edges hand over and mends nothing. Entry files are held against the catalogue (outlet, topics,
counties), against their place (week, name) and against each other (one report, one file).
"""

import csv
import difflib
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from usalama.errors import CATALOG, UsalamaError
from usalama.files.weekstates import ENTRIES, doubled, is_astray, misnamed, slips
from usalama.formats.markdown import placed
from usalama.formats.rows import row_mistake
from usalama.formats.tables import SLUG, nearest
from usalama.judging.facets import FACETS
from usalama.judging.gazetteer import unknown_areas
from usalama.model import JudgedEntry, Outlet
from usalama.words.characters import look
from usalama.words.text import counted
from usalama.words.urls import is_a_report, page

_LONGEST = 280
_AHEAD = timedelta(hours=48)
_MISSPELT = 0.8
_NAMED = 3  # outlets of one site, files with one unknown name
_OPTIONAL = {"corrections.csv": ("words", "said"), "counties.csv": ("nature", "neighbours"), "unless.csv": ("becomes",)}
"""Columns that a table may leave out, and that are read where they are."""


@dataclass(frozen=True, slots=True)
class Names:
    """The names that an entry may use; None where their table cannot be read, which is named elsewhere."""

    outlets: frozenset[str] | None
    topics: frozenset[str] | None
    counties: frozenset[str] | None


def mistakes_of(reads: Iterable[Callable[[], object]]) -> list[str]:
    """Return the mistake that each reading stops at, those without one left out."""
    found: list[str] = []
    for read in reads:
        try:
            read()
        except UsalamaError as error:  # what the disk says ends the run
            found.append(str(error))
    return found


def misspelt_columns(texts: Mapping[str, str]) -> Iterator[str]:
    """Yield each column that a table may have and has by another name: it would count for one that people read."""
    for name in sorted(_OPTIONAL.keys() & texts.keys()):
        head = _head(texts[name])
        for column in (each for each in _OPTIONAL[name] if each not in head):
            for near in difflib.get_close_matches(column, head, 1, _MISSPELT):
                yield f'{CATALOG}/{name}: line 1: column {near!r} is not read; did you mean "{column}"?'


def area_mistakes(counties: str, places: str, outlined: Mapping[str, str] = MappingProxyType({})) -> list[str]:
    """Return what is wrong with the rows of ``counties.csv``, and which areas other tables name that are none.

    ``outlined`` are the slugs that have an outline, with their names there. Nothing is told of a table that cannot be
    read: others do.
    """
    found: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    if not {"number", "name", "slug"}.issubset(_head(counties)):
        return found
    torn = [line for line, row in _rows(counties) if None in row or None in row.values()]
    if torn:  # its area is known by what stands in the wrong column, or not at all: whoever names it would be at fault
        mend = "has not as many fields as the head has columns; put the comma back, or quote a cell that holds one"
        return [f"{CATALOG}/counties.csv: line {line}: {mend}" for line in torn]
    for line, row in _rows(counties):
        where = f"{CATALOG}/counties.csv: line {line}"
        found += [f"{where}: {mistake}" for mistake in _area(row)]
        for column in ("number", "name", "slug"):
            first = seen.setdefault((column, row.get(column, "")), line)
            if first != line:
                found.append(f"{where}: {column}: {row.get(column)} stands in line {first} too")
    found += [f"{CATALOG}/counties.csv: {mistake}" for mistake in _borders(counties)]
    names = {name: line for (column, name), line in seen.items() if column == "name"}
    found += [f"{CATALOG}/{mistake}" for mistake in unknown_areas(_rows(places), names)]
    slugs = sorted(slug for column, slug in seen if column == "slug")
    strange = [slug for slug in sorted(outlined) if slug not in slugs] if seen else []
    told = f"{CATALOG}/county-outlines.json: counties"
    found += [f"{told}: {slug!r} is not in counties.csv; {nearest(slug, slugs)}" for slug in strange]
    found += (f"{told}.{mistake}" for mistake in _renamed(counties, outlined))
    return found


def _renamed(counties: str, outlined: Mapping[str, str]) -> Iterator[str]:
    """Yield each area that its outline calls otherwise, by which pages go: who renames it in the table sees nothing."""
    for line, row in _rows(counties):
        there, here = outlined.get(slug := row.get("slug") or ""), row.get("name") or ""
        if there and [*filter(str.isalnum, there.casefold())] != [*filter(str.isalnum, here.casefold())]:
            yield f"{slug}.name: {there!r}, as pages say, and {here!r} in counties.csv line {line}; give both one name"


def _head(text: str) -> list[str]:
    return next(csv.reader([text.partition("\n")[0]]), [])  # a spreadsheet may put each name in quotes


def _borders(counties: str) -> Iterator[str]:
    """Yield each neighbour that is none: it is not in the table, is the area itself, or does not name it in return."""
    rows = [(line, row) for line, row in _rows(counties) if row.get("slug")]  # else the row itself is the mistake
    named = {row["slug"]: (line, (row.get("neighbours") or "").split(";")) for line, row in rows}
    for slug, (line, others) in named.items():
        for other in filter(None, others):
            if other not in named:
                yield f"line {line}: neighbours: {other!r} is not in the table; {nearest(other, sorted(named))}"
            elif other == slug or slug not in named[other][1]:
                mend = "leave it out" if other == slug else f"add {slug} in line {named[other][0]}, or leave it out"
                yield f"line {line}: neighbours: {other!r} does not name {slug} as its own; {mend}"


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with their lines, whatever they lack; none where a quotation mark is left open."""
    reader = csv.DictReader(io.StringIO("" if row_mistake(text)[0] else text))
    for row in reader:
        yield reader.line_num, row


def _area(row: Mapping[str, str]) -> Iterator[str]:
    if not re.fullmatch(r"[1-9][0-9]{0,3}", row.get("number", "")):
        yield f"number: {row.get('number')!r} is no number from 1"
    if not (row.get("name") or "").strip():
        yield "name: is empty"
    if not SLUG.fullmatch(row.get("slug", "")):
        yield f"slug: {row.get('slug')!r} is not made of small letters, digits and hyphens"


def cut_short(texts: Mapping[str, str]) -> list[str]:
    """Return which tables, by name → text, lack their last line end: a copy that broke off may look well otherwise."""
    told = "does not end with a line end, as where a copy broke off; if nothing is missing, add one"
    return [f"{name}: {told}" for name, text in texts.items() if not text.endswith("\n")]


def twins(outlets: Iterable[Outlet]) -> list[str]:
    """Return outlets that a reader cannot tell from one above, such as by a letter of another alphabet."""
    first: dict[str, str] = {}
    others = ((outlet, first.setdefault(look(outlet.name), outlet.slug)) for outlet in outlets)
    told = "looks like that of {}; is it the one that you mean?"
    return [f"{each.slug}: name: {each.name!a} {told.format(other)}" for each, other in others if other != each.slug]


def one_home(outlets: Iterable[Outlet]) -> list[str]:
    """Return outlets that count as one voice for their site alone, until they are one outlet or have owners."""
    homes: dict[str, list[str]] = {}
    for outlet in outlets:
        if outlet.voice:
            homes.setdefault(outlet.voice, []).append(outlet.slug)
    told = "on a site that another outlet is of, too: as no owner is written down"
    mend = "; put their feeds into one table, or write the owner of each"
    names = ((voice, ", ".join(those[:_NAMED] + ["…"] * (len(those) > _NAMED))) for voice, those in homes.items())
    return [f"{each}: {told}, counted as one voice ({voice}){mend}" for voice, each in names]


def entry_mistakes(
    entries: Sequence[tuple[str, JudgedEntry]],
    names: Names,
    zone: tzinfo,
    now: datetime,
    text_of: Callable[[str], str],
) -> list[str]:
    """Return what is wrong with entry files that can be read; ``entries`` are paths and contents, in order.

    ``text_of`` reads a file again where something is wrong with it, for the line.
    """
    unknown: dict[tuple[str, str, str], list[str]] = {}
    for path, judged in entries:
        for name in dict.fromkeys(_unknown_names(judged, names)):
            unknown.setdefault(name, []).append(path)
    alone = [(path, f"{key}: {slug} {told}") for (key, slug, told), paths in unknown.items() for path in paths[:_NAMED]]
    alone += [(path, mistake) for path, judged in entries for mistake in _alone(path, judged, zone, now)]
    found = [placed(path, text_of(path), mistake) for path, mistake in alone]
    found += (_more(key, slug, len(paths) - _NAMED) for (key, slug, _), paths in unknown.items() if paths[_NAMED:])
    return found + [f"{path}: {mistake}" for path, mistake in _twice(entries, zone)]


def _more(key: str, slug: str, count: int) -> str:
    """Return the line for all other entries with an unknown name: one slip in a table is of a thousand of them."""
    files = f"{counted(count, 'more file has', 'more files have')} {key}: {slug}"
    return f'{ENTRIES}/: {files}; all are named by: grep -ril "^{key}:.*{slug}" {ENTRIES}'


def _alone(path: str, judged: JudgedEntry, zone: tzinfo, now: datetime) -> Iterator[str]:
    entry = judged.entry
    if wrong := misnamed(path, entry):
        yield wrong
    yield from slips(path, judged, zone)
    if entry.published > now + _AHEAD:
        yield f"Date: {entry.published.date()} is still to come; mend the date"
    if not entry.link and not entry.feed_url:
        yield "Link: is empty; give the report's own address"
    if len(entry.summary) > _LONGEST:
        yield f"the excerpt has {len(entry.summary)} letters; quote {_LONGEST} at most"


_RENAMED = {
    "Topics": '; if another took its place: was = ["{0}"] there',
    "Counties": "; or the county got another slug: put {0} back in counties.csv, for it has no was",
}


def _unknown_names(judged: JudgedEntry, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the key of each name that the catalogue lacks, the name, and what is told of it."""
    outlet, judgement = judged.entry.outlet, judged.judgement
    if names.outlets is not None and outlet not in names.outlets:
        mend = f'put the outlet back, write was = ["{outlet}"] in the table of the one that it became'
        yield "Outlet", outlet, f"is not in feeds.toml; {mend}, or correct the name"
    for key, slugs, known in (
        ("Topics", judgement.topics, names.topics),
        ("Facets", judgement.facets, frozenset(FACETS)),
        ("Counties", judgement.counties, names.counties),
    ):
        for slug in slugs:
            if known is not None and slug not in known:
                mend = f"{nearest(slug, sorted(known))}{_RENAMED.get(key, '').format(slug)}"
                yield key, slug, f"is not known; {mend}"


def _twice(entries: Sequence[tuple[str, JudgedEntry]], zone: tzinfo) -> Iterator[tuple[str, str]]:
    """Yield entries that are on disk already, by identity or by the page of one outlet: in its own week, if anywhere.

    Pulled entries may share a page: some feeds link many reports to one. A file by hand, or the same title, may not.
    """
    keys: dict[str, str] = {}
    pages: dict[tuple[str, str], tuple[str, JudgedEntry]] = {}
    for path, judged in sorted(entries, key=lambda each: is_astray(each[0], each[1], zone)):
        entry, address = judged.entry, page(judged.entry.link)
        first = keys.setdefault(entry.key, path)
        if first != path:
            yield path, doubled(first, path, entry)
        elif is_a_report(address):
            other, old = pages.setdefault((entry.outlet, address), (path, judged))
            by_hand = not (entry.feed_url and old.entry.feed_url)
            if other != path and (by_hand or entry.title == old.entry.title):
                yield path, f"the same page as {other}; delete one"
