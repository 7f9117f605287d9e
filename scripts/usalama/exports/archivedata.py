"""Open data of the archive that is no report: stories, feeds, outlets, topics, counties, closed weeks, pledges.

Each is made from what a build holds anyway, the weeks' heads, the lines of the newest twelve weeks and of years that
changed, and never from the archive's entries. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from usalama.catalogue.catalog import Topic
from usalama.digest.digests import LEVELS
from usalama.digest.issues import Issue, record_name
from usalama.digest.memory import Promise
from usalama.digest.panel import Panel
from usalama.digest.shelves import OutletRow, WholeStory
from usalama.formats.rows import Cell, DataTable
from usalama.model import Outlet
from usalama.words.weeks import Week, parse_week

_COUNTED = "of the twelve weeks that end with until"
OUTLETS = DataTable(
    "outlets",
    "Every outlet of the catalogue, and how it reported in the newest twelve weeks; the same as the outlets' pages.",
    {
        "outlet": ("string", "The outlet's slug, as in the reports."),
        "name": ("string", "What it is called."),
        "homepage": ("string", "Its address; empty if not known."),
        "owner": ("string", "The owner family that it counts for; empty where it is not established."),
        "kind": ("string", "What kind of outlet it is, such as newspaper or re-publisher."),
        "country": ("string", "Two letters of ISO 3166-1, in small ones; empty if not known."),
        "languages": ("list", "Language tags."),
        "feeds": ("integer", "How many of its feeds are read."),
        "last_answer": ("string", "The last ISO week in which one of them answered; empty where nobody noted it."),
        "until": ("string", "The newest ISO week that the counts are of, such as 2026-W47."),
        "reports": ("integer", f"Its reports {_COUNTED}."),
        "share": ("number", "Its part of all reports of those weeks, 0 to 1."),
        "stories": ("integer", "Stories of those weeks that it reported; one of several weeks counts in each."),
        "first": ("integer", "Those of them that no other outlet had earlier in the same week."),
        "shared": ("integer", "Those of them that other outlets report too."),
        "first_of_shared": ("integer", "Those of the shared ones that it had first."),
        "reworded": ("integer", "Reports of those weeks whose headline it changed after they were listed."),
        "topics": ("list", "Slugs of the topics of those stories, the most frequent first."),
        "counties": ("list", "Slugs of their places, likewise."),
        "address": ("string", "The outlet's page on this site."),
    },
    ("outlet",),
)
PANELS = DataTable(
    "panels",
    "Which feeds answered in each week; a week without a panel is not among them.",
    {
        "week": ("string", "ISO week in the site's zone, such as 2026-W47."),
        "feed": ("string", "The feed's address."),
        "outlet": ("string", "The outlet's slug."),
        "answered": ("integer", "1 if it answered at least once in the week and was not held back, else 0."),
    },
    ("week", "feed"),
)
ISSUES = DataTable(
    "issues",
    "Closed weeks: as of when each was known, and what it came to; usalama verify holds a week against its record.",
    {
        "week": ("string", "ISO week, such as 2026-W47."),
        "known_at": ("datetime", "As of when it was closed, with its zone."),
        "reports": ("integer", "Entries that it was made from."),
        "program": ("string", "The version that closed it."),
        "rules": ("string", "Version of the rules then."),
        "digest": ("string", "SHA-256 of the issue's own bytes."),
        "record": ("string", "The record in the repository, with a digest of each entry."),
    },
    ("week",),
)
PLEDGES = DataTable(
    "pledges",
    "What officials promised on security, in the words of the reports; found by fixed patterns, and many are missed.",
    {
        "report": ("string", "The report that tells it, as in the reports."),
        "story": ("string", "Its story: later reports of the same story tell what came of it."),
        "week": ("string", "ISO week of the report."),
        "said": ("datetime", "When the report was published, with its zone."),
        "outlet": ("string", "The outlet's slug."),
        "subject": ("string", "funding, equipment, recruitment, welfare, technology or operations."),
        "who": ("string", "Who promises, in the source's words."),
        "what": ("string", "What is promised, in the source's words."),
        "due": ("string", "By when, in the source's words; empty if no time is said."),
        "quote": ("string", "All of it, as it stands in the report."),
        "language": ("string", "A language tag."),
        "link": ("string", "The report at its publisher; empty where the feed gave no safe address."),
        "address": ("string", "Where its story stands on this site."),
    },
    ("report", "subject"),
    leads={"outlet": ("outlets", "outlet")},
)
TOPICS = DataTable(
    "topics",
    "Every topic of the desk, in the order of its pages: what the slugs in the reports stand for.",
    {
        "topic": ("string", "The topic's slug, as in the reports."),
        "name": ("string", "What it is called."),
        "description": ("string", "What it takes in."),
        "address": ("string", "The topic's page on this site."),
    },
    ("topic",),
)
COUNTIES = DataTable(
    "counties",
    "Every place that the desk counts by, in the order of their numbers: what the slugs in the reports stand for.",
    {
        "county": ("string", "The slug of the place, as in the reports."),
        "name": ("string", "What it is called."),
        "number": ("integer", "Its number, as county_codes of the reports has it."),
        "code": ("string", "Its letters on this site's map of squares, made for it and no official code."),
        "neighbours": ("list", "Slugs of those that it borders on."),
        "address": ("string", "Its page on this site."),
    },
    ("county",),
)
STORIES = DataTable(
    "stories",
    "Stories, each once over all its weeks, in the year of its first report; their reports are in the tables of those.",
    {
        "story": ("string", "The story; the same in every outlet and week, and in the reports."),
        "first": ("date", "Day of its first report, in the site's zone."),
        "last_week": ("string", "ISO week of its newest report, such as 2026-W47."),
        "weeks": ("integer", "Weeks in which it was reported."),
        "title": ("string", "A publisher's headline of its newest week, masked and corrected as in the reports."),
        "outlet": ("string", "The slug of the outlet that wrote the headline."),
        "language": ("string", "A language tag, of the headline."),
        "link": ("string", "That report at its publisher; empty where the feed gave no safe address."),
        "topics": ("list", "Slugs, the main topic of its newest week first."),
        "counties": ("list", "Slugs; empty where none is named, or not known."),
        "level": ("string", "Corroboration by the reports of all its weeks: one-outlet, one-origin or independent."),
        "outlets": ("list", "Slugs of all that report it."),
        "reports": ("integer", "Its reports."),
        "address": ("string", "Where it stands on this site: the page of a story of several weeks, or its week's."),
    },
    ("story",),
    {
        "story": {"required": True, "pattern": "^s[0-9a-f]{10}$", "unique": True},
        "first": {"required": True},
        "last_week": {"required": True, "pattern": "^[0-9]{4}-W[0-9]{2}$"},
        "level": {"required": True, "enum": list(LEVELS[1:])},
        "weeks": {"required": True, "minimum": 1},
        "reports": {"required": True, "minimum": 1},
    },
    {"outlet": ("outlets", "outlet")},
)
TABLES = (OUTLETS, TOPICS, COUNTIES, ISSUES, PLEDGES)


def topics(known: Iterable[Topic], language: str, site: str) -> Iterator[dict[str, Cell]]:
    """Yield a row for each topic, in ``language``; ``site`` is the site's address."""
    for topic in known:
        yield {
            "topic": topic.slug,
            "name": topic.title[language],
            "description": topic.description[language],
            "address": f"{site}/topics/{topic.slug}/",
        }


def counties(known: Mapping[str, Mapping[str, Any]], site: str) -> Iterator[dict[str, Cell]]:
    """Yield a row for each county by slug; ``site`` is the site's address."""
    for slug, county in known.items():
        yield {
            "county": slug,
            "name": county["name"],
            "number": county["number"],
            "code": county["code"],
            "neighbours": " ".join(each for each in county["neighbours"] if each in known),
            "address": f"{site}/counties/{slug}/",
        }


def stories(told: Iterable[WholeStory], site: str) -> Iterator[dict[str, Cell]]:
    """Yield a row for each story; ``site`` is the site's address."""
    for whole in told:
        lead = whole.lead
        yield {
            "story": lead.story,
            "first": whole.first.isoformat(),
            "last_week": lead.week.upper(),
            "weeks": whole.weeks,
            "title": lead.title,
            "outlet": lead.outlet,
            "language": lead.language,
            "link": lead.link,
            "topics": " ".join(whole.topics),
            "counties": " ".join(whole.counties),
            "level": LEVELS[whole.level],
            "outlets": " ".join(whole.outlets),
            "reports": whole.reports,
            "address": f"{site}/{lead.path if whole.weeks == 1 else f'stories/{lead.story}/'}",
        }


def outlets(
    rows: Mapping[str, OutletRow],
    known: Mapping[str, Outlet],
    feeds: Mapping[str, int],
    answered: Mapping[str, Week],
    until: str,
    site: str,
) -> Iterator[dict[str, Cell]]:
    """Yield a row for each of ``rows``; one that is not ``known`` is an outlet that left the catalogue.

    ``feeds`` counts what is read, ``answered`` has the last week in which an outlet answered, ``site`` is its address.
    """
    for slug, row in rows.items():
        outlet = known.get(slug)
        yield {
            "outlet": slug,
            "name": outlet.name if outlet else slug,
            "homepage": outlet.homepage if outlet else "",
            "owner": outlet.owner if outlet else "",
            "kind": str(outlet.kind) if outlet else "",
            "country": outlet.country if outlet else "",
            "languages": " ".join(outlet.languages) if outlet else "",
            "feeds": feeds.get(slug, 0),
            "last_answer": str(answered.get(slug, "")),
            "until": until,
            "reports": row.reports,
            "share": row.share,
            "stories": row.stories,
            "first": row.first_to_report,
            "shared": row.shared,
            "first_of_shared": row.first_of_shared,
            "reworded": row.reworded,
            "topics": " ".join(topic for topic, _ in row.topics),
            "counties": " ".join(county for county, _ in row.counties),
            "address": f"{site}/sources/{slug}/",
        }


def as_panel(panel: Panel, week: str) -> str:
    """Return a week's panel as RFC 4180."""
    return PANELS.as_csv(
        {"week": week, "feed": seat.feed, "outlet": seat.outlet, "answered": int(seat.answered)} for seat in panel.seats
    )


def closed(records: Iterable[Issue]) -> Iterator[dict[str, Cell]]:
    """Yield a row for each closed week."""
    for issue in records:
        yield {
            "week": str(parse_week(issue.week)),
            "known_at": issue.known_at.isoformat(),
            "reports": len(issue.entries),
            "program": issue.program,
            "rules": issue.rules,
            "digest": issue.issue,
            "record": record_name(issue.week),
        }


def pledges(promises: Iterable[Promise], site: str) -> Iterator[dict[str, Cell]]:
    """Yield a row for each promise; ``site`` is the site's address."""
    for promise in promises:
        yield {
            "report": promise.key,
            "story": promise.story,
            "week": promise.week.upper(),
            "said": promise.said.isoformat(),
            **{
                name: getattr(promise, name)
                for name in ("outlet", "subject", "who", "what", "due", "quote", "language", "link")
            },
            "address": f"{site}/{promise.path}",
        }
