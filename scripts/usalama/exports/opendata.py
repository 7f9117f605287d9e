"""The open data of a week: one record a report, as CSV and as JSON Lines; ``datapackage`` describes both.

Ids are stable, areas are coded by the numbers of the desk's own table, and every text belongs to its
publisher: the licence covers our judgements and counts alone. A cell that a spreadsheet would take for a formula is
made plain text by a leading apostrophe.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from usalama.catalogue.actors import Actors
from usalama.catalogue.wording import Words
from usalama.claims import pledges, voices
from usalama.claims.figure_ends import Ends, least_and_greatest
from usalama.claims.stages import STAGES
from usalama.digest.digests import LEVELS, Report, StoryView, WeekView
from usalama.exports import ledgerdata
from usalama.formats import rows as tables
from usalama.judging.facets import FACETS

VERSION = 1  # of the record's form; it rises when a column changes its meaning
_FIGURE = "a number, a range such as 2-3, or several apart by spaces; empty if none"
_COUNTED = {
    "killed": ("How many were killed", "Persons killed"),
    "injured": ("How many were injured", "Persons injured"),
    "missing": ("How many are missing", "Persons missing"),
    "arrested": ("How many were arrested", "Persons arrested"),
    "animals": ("How many animals were taken", "Animals taken"),
}
"""What was counted → the question, and what the numbers of its two ends are of."""
_LOW = "the least that this report gives; empty, and not 0, if it gives none, as of 'up to 4'"
_HIGH = "the greatest that this report gives; empty, and not 0, if it gives none, as of 'at least 4' or 'over 4'"
Columns = Mapping[str, tuple[str, str]]
COLUMNS: Columns = {
    "id": ("string", "The report: ten hex digits of its feed and id; permanent."),
    "story": ("string", "The story that it tells; the same in every outlet and week."),
    "week": ("string", "ISO week in the site's zone, such as 2026-W47."),
    "published": (
        "datetime",
        "When the outlet published it, with its zone; where its feed does not say, when it was changed or first read.",
    ),
    "outlet": ("string", "The outlet's slug; data/outlets.csv has them all."),
    "family": (
        "string",
        "The owner family that the report counts for; where none is established a slug, of the first on its site.",
    ),
    "independent": (
        "integer",
        "1 if the report adds a voice of its own, 0 for a re-publisher, shared wording or a page made for search.",
    ),
    "title": ("string", "The publisher's headline, with what a rule masked or the desk corrected in it."),
    "excerpt": ("string", "The publisher's own words, at most 280 characters."),
    "language": ("string", "A language tag."),
    "link": ("string", "The report at its publisher; empty where the feed gave no safe address."),
    "topics": ("list", "Slugs, the main topic first; of the story in this week."),
    "counties": (
        "list",
        "Slugs; of the story in this week, those of by_story among them; empty where none is named, or not known.",
    ),
    "county_codes": ("list", "The same as numbers, 1 to %(total)s: {numbering}."),
    "facets": ("list", f"Finer themes of the story in this week: {', '.join(FACETS)}."),
    "level": (
        "string",
        "Corroboration of the story in this week: one-outlet, one-origin (of several) or independent (of their own).",
    ),
    "relevance": ("number", "How surely the story is %(subject)s news, 0 to 1."),
    "address": ("string", "Where the story stands on this site; permanent."),
    "judgement": (
        "string",
        "Version of the desk's tables that this file was made with; a report judged before that keeps its judgement.",
    ),
    **{
        kind: ("string", f"{words}, as this report gives it, without its 'at least' or 'over': {_FIGURE}.")
        for kind, (words, _) in _COUNTED.items()
    },
    "voices": ("list", "Whom this report names as its source: official, oversight, court, people, group."),
    "official_only": (
        "integer",
        "1 if police, army or government are the only source that the story's reports name in this week.",
    ),
    "case": (
        "string",
        f"How far its case had come by that week: {', '.join(STAGES[1:])}; reported: abduction, missing, inquest.",
    ),
    "pledges": ("list", "On what officials promise something in this report: the subjects of pledges.csv."),
    "was": ("list", "Earlier headlines of this report, which its outlet changed, the oldest first."),
    "said": ("list", "Earlier excerpts of this report, likewise."),
    "gone": ("date", "Day on which its feed no longer listed it although it listed older reports; else empty."),
    "edits": ("list", "What the desk did to the story or its reports, as in do of corrections.csv, and note."),
    "masked": ("list", "Rules by which words of the story's reports were masked before they were written."),
    "why": (
        "list",
        "What was judged of the story, each with its evidence: relevance, topics, places, same story, edits, masks.",
    ),
    **{
        f"{kind}_{end}": ("integer", f"{counted}: {meant}.")
        for kind, (_, counted) in _COUNTED.items()
        for end, meant in (("low", _LOW), ("high", _HIGH))
    },
    "figures": (
        "list",
        "Each of these numbers in the report's own words, behind what it counts: killed: at least four …",
    ),
    "by_story": ("list", "Those of its places that no report of this week names: the story's first reports did."),
}
"""Name → kind and description, which leaves blanks for the desk's words."""
BARS = ("was", "said", "why", "figures")
"""Those of texts that may have spaces in them: in a cell they stand apart by bars."""
ENDS = {kind: (f"{kind}_low", f"{kind}_high") for kind in _COUNTED}  # what was counted → the two columns of its ends
LIMITS: tables.Limits = {
    "id": {"pattern": "^[0-9a-f]{10}$", "unique": True},
    "story": {"required": True, "pattern": "^s[0-9a-f]{10}$"},
    "week": {"required": True, "pattern": "^[0-9]{4}-W[0-9]{2}$"},
    "published": {"required": True},
    "outlet": {"required": True},
    "independent": {"required": True, "enum": [0, 1]},
    "level": {"required": True, "enum": list(LEVELS[1:])},
    "relevance": {"required": True, "minimum": 0, "maximum": 1},
    "official_only": {"required": True, "enum": [0, 1]},
    "case": {"enum": list(filter(None, STAGES))},
    **{end: {"minimum": 1} for ends in ENDS.values() for end in ends},
}
"""What the values of a column keep to."""
_JOINED = tuple(
    (place, " | " if column in BARS else " ")
    for place, (column, (kind, _)) in enumerate(COLUMNS.items())
    if kind == "list"
)
"""Which cells of a row are lists, and what stands between their members."""
_IN_ORDER: Mapping[str, Any] = dict.fromkeys(COLUMNS)
"""What a record begins as: its columns stand as these do, whatever is filled in first."""
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
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
    return list(map(compact, rows))


def as_lines(lines: Iterable[str]) -> str:
    """Return encoded records as JSON Lines."""
    return "".join(f"{line}\n" for line in lines)


def as_document(lines: Iterable[str], week: str, notes: Mapping[str, str]) -> str:
    """Return a week's encoded records as one JSON document with its notes."""
    return listed({"week": week, "version": VERSION, **notes}, "reports", lines)


def listed(head: Mapping[str, object], name: str, lines: Iterable[str]) -> str:
    """Return one JSON document: a head, and under ``name`` a list whose members are JSON already, each on its line."""
    told = ",\n".join(lines)
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "{name}": [\n{told}\n]}}\n'


def columns(words: Words, areas: int) -> Columns:
    """Return the columns, described in the desk's words."""
    return {
        name: (kind, words.fill(text, areas).replace("{numbering}", words.numbering))
        for name, (kind, text) in COLUMNS.items()
    }


def licence_name(licence: str) -> str:
    """Return what the licence at an address is called, CC BY 4.0; of one that is not Creative Commons' the address."""
    found = re.search(r"//creativecommons\.org/(?:licenses|publicdomain)/([a-z-]+)/([0-9.]+)", licence)
    return f"CC {found[1].upper()} {found[2]}".replace("CC ZERO", "CC0") if found else licence


def rights(licence: str) -> str:
    """Return whose the records are; the ``licence`` is of what the desk adds."""
    return f"Headlines and excerpts belong to their publishers. Judgements and counts: {licence}"


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
        "by_story": list(line.by_story),
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


def _read(report: Report, actors: Actors) -> dict[str, Any]:
    """Return what one report says itself: numbers, whose word it is, promises, and what it said before."""
    from usalama.claims import figures  # noqa: PLC0415  10 ms: what holds no record does without

    found = figures.figures_in(report.title, report.excerpt, report.language, actors, report.published.date())
    told = [figure for figure in found if not figure.is_left_out(report.misread)]
    given: dict[str, list[str]] = {kind: [] for kind in figures.KINDS}
    ends: dict[str, list[Ends]] = {}
    for figure in told:
        given[figure.kind].append(figure.number)
        ends.setdefault(figure.kind, []).append(figure.ends)
    named = voices.voices_in(report.title, report.excerpt, report.language, actors)
    promised = pledges.pledges_in(report.title, report.excerpt, report.language or "en", actors)
    return {
        **{kind: " ".join(numbers) for kind, numbers in given.items()},
        "voices": [voice.kind for voice in named if "voice" not in report.misread],
        "pledges": sorted({pledge.subject for pledge in promised if "pledge" not in report.misread}),
        "was": list(report.was),
        "said": list(report.said),
        "gone": report.gone.isoformat() if report.gone else "",
        **{end: n for kind in ends for end, n in zip(ENDS[kind], least_and_greatest(ends[kind]), strict=True)},
        "figures": [f"{figure.kind}: {words}" for figure in told for words in figure.wordings],
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
