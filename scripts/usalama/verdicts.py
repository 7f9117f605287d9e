"""A judgement as a row of a table, and the story of each row.

It turns slugs into the names that people use and reasons into one line; it judges nothing itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from usalama.desk import Desk
from usalama.headlines import NEEDED, Headline
from usalama.model import Entry, JudgedEntry, Judgement
from usalama.relevance import THRESHOLD
from usalama.stories import assign
from usalama.urls import entry_key

HEAD = (*NEEDED, "relevance", "kenya_security", "topics", "counties", "story", "why")
UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_FORMATS = ("%Y-%m-%d", "%Y-%m", "%Y")


def verdict(headline: Headline, judgement: Judgement, story: tuple[str, str], desk: Desk) -> tuple[str, ...]:
    """Return one row of the output."""
    why = " | ".join(f"{reason.kind} {reason.value}: {reason.evidence}" for reason in judgement.reasons)
    return (
        headline.id,
        headline.title,
        headline.summary,
        headline.language,
        headline.published,
        f"{judgement.relevance:.4f}",
        str(int(judgement.relevance >= THRESHOLD)),
        ";".join(judgement.topics),
        ";".join(desk.county_names[slug] for slug in judgement.counties),
        story[0],
        f"{why} | {story[1]}" if story[1] else why,
    )


def place_in_stories(
    headlines: Sequence[Headline], judgements: Sequence[Judgement], wanted: Sequence[bool], desk: Desk
) -> list[tuple[str, str]]:
    """Return for each row its story and the reason in words; nothing for a row that is not wanted."""
    chosen = [index for index, want in enumerate(wanted) if want]
    entries = [_entry(headlines[index], judgements[index], index) for index in chosen]
    told = [("", "")] * len(headlines)
    for index, (story, reason) in zip(chosen, assign(entries, desk), strict=True):
        told[index] = (story, f"{reason.kind} {reason.value}: {reason.evidence}")
    return told


def _entry(headline: Headline, judgement: Judgement, index: int) -> JudgedEntry:
    published = moment(headline.published) or UNKNOWN
    identity = headline.id or str(index)
    entry = Entry(
        id=identity,
        feed_url="",
        outlet=headline.columns.get("outlet", ""),
        link="",
        title=headline.title,
        published=published,
        summary=headline.summary,
        language=headline.language,
        first_seen=published,
        key=entry_key("", f"{identity} {index}"),
    )
    return JudgedEntry(entry, judgement)


def moment(text: str) -> datetime | None:
    """Return the time that a table's date says, at its start; None where it says none that can be read."""
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
