"""What describes the open data for programs: a JSON Schema of one report, a Frictionless Data Package of the archive.

Both say the same of a column in their own words. Nothing is read here: what each file came to, its bytes and their
SHA-256, comes in.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from usalama.claims import voices
from usalama.claims.stages import STAGES
from usalama.exports import archivedata, geodata, ledgerdata
from usalama.exports.opendata import BARS, COLUMNS, LIMITS, VERSION, Columns, rights
from usalama.formats.rows import DataTable
from usalama.words.text import counted

SCHEMA = "schema.json"
_SEVERAL = (
    f"Of several values in a cell, those of {', '.join(sorted(BARS))} stand apart by ' | ', all others by a space."
)
_SHARED = ("pattern", "enum", "minimum", "maximum")
"""Limits that both schemas have."""
_JSON: dict[str, dict[str, object]] = {
    "string": {"type": "string"},
    "list": {"type": "array", "items": {"type": "string"}},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
    "datetime": {"type": "string", "format": "date-time"},
}
"""Kind of a column → what JSON has for it. A text or a date that is not known is empty."""


class Sum(NamedTuple):
    """What a file came to."""

    sha256: str
    size: int
    """Bytes."""


class Year(NamedTuple):
    """A year of the archive."""

    year: int
    stories: int
    reports: int


Sums = Callable[[str], Sum]
"""Path beside the package → what that file came to."""


def schema(site: str, licence: str, described: Columns, areas: int) -> str:
    """Return the JSON Schema of one record; ``areas`` is how many numbered areas the desk has."""
    kinds: dict[str, dict[str, Any]] = {
        name: {**_JSON[kind], **_limits(name, kind), "description": text} for name, (kind, text) in described.items()
    }
    kinds["county_codes"]["items"] = {"type": "integer", "minimum": 1, "maximum": areas}
    kinds["voices"]["items"] = {"type": "string", "enum": list(voices.KINDS)}
    kinds["case"]["enum"] = list(STAGES)
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site}/data/{SCHEMA}",
        "title": "A report in the digest",
        "description": rights(licence),
        "type": "object",
        "properties": kinds,
        "required": list(COLUMNS),
        "additionalProperties": False,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def package(
    site: str,
    name: str,
    licence: str,
    described: Columns,
    years: Iterable[Year],
    panels: Sequence[str],
    sums: Sums,
    *,
    is_mapped: bool,
) -> str:
    """Return the Frictionless Data Package of the whole archive.

    ``panels`` are the paths of the weeks' panels beside the package; ``is_mapped`` says whether the desk has shapes.
    """
    listed = list(years)
    document = {
        "name": "weekly-security-digest",
        "title": name,
        "homepage": site,
        "version": str(VERSION),
        "licenses": [{"path": licence, "title": "Judgements and counts only; texts belong to their publishers"}],
        "resources": [
            *(_summed(_reports(year, described, site), sums) for year in listed),
            *(_summed(_stories(year), sums) for year in listed),
            *_panels(panels, sums),
            *(_summed(table.resource(), sums) for table in (ledgerdata.TABLE, *archivedata.TABLES)),
            *(_summed(_lines(year), sums) for year in listed),
            *([_summed(geodata.RESOURCE, sums)] if is_mapped else ()),
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _limits(name: str, kind: str) -> dict[str, object]:
    """Return what a record's value keeps to; a number that need not be there is null where it is not."""
    limits = LIMITS.get(name, {})
    optional = {"type": ["integer", "null"]} if kind == "integer" and "required" not in limits else {}
    return {**optional, **{word: limits[word] for word in _SHARED if word in limits}}


def _reports(year: Year, described: Columns, site: str) -> dict[str, object]:
    held = f"{counted(year.reports, 'report', 'reports')} of {counted(year.stories, 'story', 'stories')}"
    weekly = f"each week by itself in {site}/{year.year}/w01/data.csv, data.jsonl and data.json, w01 being week 1"
    told = f"{held}; the same as JSON Lines in {year.year}.jsonl, and {weekly}. {_SEVERAL}"
    table = DataTable(f"reports-{year.year}", told, described, ("id",), LIMITS, {"outlet": ("outlets", "outlet")})
    return {**table.resource(), "path": f"{year.year}.csv"}


def _stories(year: Year) -> dict[str, object]:
    table = archivedata.STORIES
    return {**table.resource(), "name": f"stories-{year.year}", "path": f"stories-{year.year}.csv"}


def _lines(year: Year) -> dict[str, object]:
    """Return a year's JSON Lines: a file to its readers, since its lists are no cells of a table."""
    return {
        "name": f"reports-{year.year}-lines",
        "type": "file",
        "path": f"{year.year}.jsonl",
        "format": "jsonl",
        "mediatype": "application/jsonl",
        "encoding": "utf-8",
        "description": f"The same reports as in {year.year}.csv; each line is as {SCHEMA} says.",
    }


def _panels(paths: Sequence[str], sums: Sums) -> Iterator[dict[str, object]]:
    """Yield the panels, one table in a file a week: a standard has one sum for one file, so each has its own here."""
    if paths:  # there is no panel before the first
        parts = [_summed({"path": path}, sums) for path in paths]
        yield {**archivedata.PANELS.resource(), "path": list(paths), "parts": parts}


def _summed(resource: Mapping[str, Any], sums: Sums) -> dict[str, object]:
    """Return what describes a file with its bytes and their hash."""
    found = sums(resource["path"])
    return {**resource, "bytes": found.size, "hash": f"sha256:{found.sha256}"}
