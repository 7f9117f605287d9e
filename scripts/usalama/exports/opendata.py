"""The open data of a week: one record a report, as CSV and as JSON Lines, with the schema that describes both.

Ids are stable, areas are coded by the numbers of the desk's own table, and every text belongs to its
publisher: the licence covers our judgements and counts alone. A cell that a spreadsheet would take for a formula is
made plain text by a leading apostrophe.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from usalama.catalogue.actors import Actors
from usalama.catalogue.wording import Words
from usalama.claims import pledges, voices
from usalama.claims.cases import STAGES
from usalama.digest.digests import LEVELS, Report, StoryView, WeekView
from usalama.exports import archivedata, ledgerdata
from usalama.formats import rows as tables
from usalama.words.text import counted

VERSION = 1
"""Of the record's form; it rises when a column changes its meaning."""
_SEVERAL = "Of several values in a cell, those of was, said and why stand apart by ' | ', all others by a space."
_FIGURE = "a number, a range such as 2-3, or several apart by spaces; empty if none"
Columns = Mapping[str, tuple[str, str]]
COLUMNS: Columns = {
    "id": ("string", "The report: ten hex digits of its feed and id; permanent."),
    "story": ("string", "The story that it tells; the same in every outlet and week."),
    "week": ("string", "ISO week in the site's zone, such as 2026-W47."),
    "published": ("string", "When the outlet published it, with its zone."),
    "outlet": ("string", "The outlet's slug; data/outlets.csv has them all."),
    "family": ("string", "The owner family that the report counts for."),
    "independent": (
        "integer",
        "1 if the report adds a voice of its own, 0 for a re-publisher, shared wording or a page made for search.",
    ),
    "title": ("string", "The publisher's headline, with what a rule masked or the desk corrected in it."),
    "excerpt": ("string", "The publisher's own words, at most 280 characters."),
    "language": ("string", "A language tag."),
    "link": ("string", "The report at its publisher; empty where the feed gave no safe address."),
    "topics": ("string", "Slugs, the main topic first; of the story."),
    "counties": ("string", "Slugs; of the story; empty where none is named, or not known."),
    "county_codes": ("string", "The same as numbers, 1 to %(total)s: {numbering}."),
    "facets": ("string", "What happened, as slugs; of the story."),
    "level": ("string", "Corroboration of the story: one-outlet, one-origin or independent."),
    "relevance": ("number", "How surely the story is %(subject)s news, 0 to 1."),
    "address": ("string", "Where the story stands on this site; permanent."),
    "judgement": ("string", "Version of the rules that judged it."),
    **{
        kind: ("string", f"{words}, as this report gives it, without its 'at least' or 'over': {_FIGURE}.")
        for kind, words in (
            ("killed", "How many were killed"),
            ("injured", "How many were injured"),
            ("missing", "How many are missing"),
            ("arrested", "How many were arrested"),
            ("animals", "How many animals were taken"),
        )
    },
    "voices": ("string", "Whom this report names as its source: official, oversight, court, people, group."),
    "official_only": ("integer", "1 if police, army or government are the only source that the story's reports name."),
    "case": (
        "string",
        "How far the story's case has come by all reports; reported: abduction, missing person, inquest.",
    ),
    "pledges": ("string", "On what officials promise something in this report: funding, equipment, and so on."),
    "was": ("string", "Earlier headlines of this report, which its outlet changed, the oldest first."),
    "said": ("string", "Earlier excerpts of this report, likewise."),
    "gone": ("string", "Day on which its feed no longer listed it although it listed older reports; else empty."),
    "edits": ("string", "What the desk did to the story or its reports, as verbs of its ledger."),
    "masked": ("string", "Rules by which words of the story's reports were masked before they were written."),
    "why": (
        "string",
        "What was judged of the story, each with its evidence: relevance, topics, places, same story, edits, masks.",
    ),
}
"""Name → kind and description, which leaves blanks for the desk's words."""
_LISTS = ("topics", "counties", "facets", "voices", "pledges", "was", "said", "edits", "masked", "why")
_JOINED = tuple(
    (place, " | " if column in {"was", "said", "why"} else " ")
    for place, column in enumerate(COLUMNS)
    if column in {*_LISTS, "county_codes"}
)
"""Which cells of a row are lists, and what stands between their members."""
_IN_ORDER: Mapping[str, Any] = dict.fromkeys(COLUMNS)
"""What a record begins as: its columns stand as these do, whatever is filled in first."""
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""One encoder for every record: ``json.dumps`` makes a new one each time."""


def records(
    view: WeekView, numbers: Mapping[str, int], site: str, judgement: str, actors: Actors
) -> Iterator[dict[str, Any]]:
    """Yield a record for each report of a week, in the order of the issue.

    ``numbers`` maps a county to its number, ``site`` is the site's address, ``judgement`` the version of the rules,
    ``actors`` are the desk's.
    """
    for story in (*view.full, *view.more):
        of_story = _of_story(story, view, numbers, site, actors)
        for report in story.reports:
            yield {**_IN_ORDER, **_record(report), **_read(report, actors), **of_story, "judgement": judgement}


def as_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return records as RFC 4180, lists joined by spaces."""
    return tables.as_csv(COLUMNS, map(_cells, rows))


def encoded(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return each record as a line of JSON, as both of the next two take them."""
    return list(map(_compact, rows))


def as_lines(lines: Iterable[str]) -> str:
    """Return encoded records as JSON Lines."""
    return "".join(f"{line}\n" for line in lines)


def as_document(lines: Iterable[str], week: str, notes: Mapping[str, str]) -> str:
    """Return a week's encoded records as one JSON document with its notes."""
    head = json.dumps({"week": week, "version": VERSION, **notes}, ensure_ascii=False)
    told = ",\n".join(lines)
    return f'{head[:-1]}, "reports": [\n{told}\n]}}\n'


def columns(words: Words, areas: int) -> Columns:
    """Return the columns, described in the desk's words."""
    return {
        name: (kind, words.fill(text, areas).replace("{numbering}", words.numbering))
        for name, (kind, text) in COLUMNS.items()
    }


def schema(site: str, licence: str, described: Columns, areas: int) -> str:
    """Return the JSON Schema of one record; ``areas`` is how many numbered areas the desk has."""
    kinds: dict[str, dict[str, Any]] = {
        name: {"type": kind, "description": text} for name, (kind, text) in described.items()
    }
    for name in _LISTS:
        kinds[name] = {"type": "array", "items": {"type": "string"}, "description": described[name][1]}
    kinds["county_codes"] = {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": areas},
        "description": described["county_codes"][1],
    }
    kinds["id"]["pattern"] = "^[0-9a-f]{10}$"
    kinds["story"]["pattern"] = "^s[0-9a-f]{10}$"
    kinds["week"]["pattern"] = "^[0-9]{4}-W[0-9]{2}$"
    kinds["level"]["enum"] = list(LEVELS[1:])
    kinds["case"]["enum"] = list(STAGES)
    kinds["voices"]["items"]["enum"] = list(voices.KINDS)
    kinds["relevance"] |= {"minimum": 0, "maximum": 1}
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site}/data/schema.json",
        "title": "A report in the digest",
        "description": rights(licence),
        "type": "object",
        "properties": kinds,
        "required": list(COLUMNS),
        "additionalProperties": False,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def rights(licence: str) -> str:
    """Return whose the records are; the ``licence`` is of what the desk adds."""
    return f"Headlines and excerpts belong to their publishers. Judgements and counts: {licence}"


def package(
    site: str,
    name: str,
    licence: str,
    described: Columns,
    years: Iterable[tuple[int, int, int]],
    panels: Sequence[str] = (),
) -> str:
    """Return the Frictionless Data Package of the whole archive.

    ``years`` is (year, stories, reports), ``panels`` the paths of the weeks' panels beside the package.
    """
    document = {
        "name": "weekly-security-digest",
        "title": name,
        "homepage": site,
        "version": str(VERSION),
        "licenses": [{"path": licence, "title": "Judgements and counts only; texts belong to their publishers"}],
        "resources": [
            {
                **tables.DataTable(
                    f"reports-{year}",
                    f"{_held(reports, stories)}; the same as JSON Lines in {year}.jsonl. {_SEVERAL}",
                    described,
                    ("id",),
                ).resource(),
                "path": f"{year}.csv",
            }
            for year, stories, reports in years
        ]
        # There is no panel before the first.
        + ([{**archivedata.PANELS.resource(), "path": list(panels)}] if panels else [])
        + [table.resource() for table in (ledgerdata.TABLE, *archivedata.TABLES)],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _of_story(
    story: StoryView, view: WeekView, numbers: Mapping[str, int], site: str, actors: Actors
) -> dict[str, Any]:
    """Return what is the same in the records of all reports of a story."""
    from usalama.digest.telling import official_only  # noqa: PLC0415  see _read

    line = story.line
    return {
        "story": story.id,
        "week": str(view.week),
        "topics": list(line.topics),
        "counties": list(line.counties),
        "county_codes": [numbers[slug] for slug in line.counties if slug in numbers],
        "facets": list(story.facets),
        "level": LEVELS[story.level],
        "relevance": max((points for key, points in story.points if key == "relevance"), default=0.0),
        "address": f"{site}/{line.path}",
        "official_only": int(official_only(story.reports, actors)),
        "case": story.case.stage if story.case else "",
        "edits": ledgerdata.verbs(story.edits),
        "masked": _masked(story),
        "why": [each.line for each in story.reasons],
    }


def _record(report: Report) -> dict[str, Any]:
    return {
        "id": report.key,
        "published": report.published.isoformat(),
        "outlet": report.outlet,
        "family": report.family,
        "independent": int(report.independent),
        "title": report.title,
        "excerpt": report.excerpt,
        "language": report.language,
        "link": report.link,
    }


def _held(reports: int, stories: int) -> str:
    return f"{counted(reports, 'report', 'reports')} of {counted(stories, 'story', 'stories')}"


def _read(report: Report, actors: Actors) -> dict[str, Any]:
    """Return what one report says itself: numbers, whose word it is, promises, and what it said before."""
    from usalama.claims import figures  # noqa: PLC0415  10 ms: what holds no record does without

    given: dict[str, list[str]] = {kind: [] for kind in figures.KINDS}
    for figure in figures.figures_in(report.title, report.excerpt, report.language, actors, report.published.year):
        given[figure.kind].append(str(figure.low) if figure.low == figure.high else f"{figure.low}-{figure.high}")
    named = voices.voices_in(report.title, report.excerpt, report.language, actors)
    promised = pledges.pledges_in(report.title, report.excerpt, report.language or "en", actors)
    return {
        **{kind: " ".join(numbers) for kind, numbers in given.items()},
        "voices": [voice.kind for voice in named],
        "pledges": sorted({pledge.subject for pledge in promised}),
        "was": list(report.was),
        "said": list(report.said),
        "gone": report.gone.isoformat() if report.gone else "",
    }


def _masked(story: StoryView) -> list[str]:
    found = (reason.evidence for reason in story.reasons if (reason.kind, reason.value) == ("edit", "masked"))
    return sorted({name for evidence in found for name in evidence.partition(" in ")[0].split(", ")})


def _cells(row: Mapping[str, Any]) -> list[Any]:
    """Return a record as a row of cells, lists joined by spaces, texts that may have some by bars."""
    cells = list(row.values())
    for place, between in _JOINED:
        cells[place] = between.join(map(str, cells[place])) if cells[place] else ""
    return cells
