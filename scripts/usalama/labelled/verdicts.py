"""A judgement as a row of a table, and the story of each row.

It turns slugs into the names that people use and reasons into one line; it judges nothing itself.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache

from usalama.formats.headlines import NEEDED, Headline
from usalama.judging.relevance import THRESHOLD
from usalama.judging.rulebook import Rulebook
from usalama.model import Judgement
from usalama.stories.batches import group_reports
from usalama.stories.evidence import read_story_tables
from usalama.stories.fingerprints import Report
from usalama.words.urls import entry_key

HEAD = (*NEEDED, "relevance", "kenya_security", "topics", "counties", "story", "why")
_FORMATS = ("%Y-%m-%d", "%Y-%m", "%Y")


def verdict(headline: Headline, judgement: Judgement, story: tuple[str, str], rulebook: Rulebook) -> tuple[str, ...]:
    """Return one row of the output."""
    why = " | ".join(reason.line for reason in judgement.reasons)
    told = headline.id, headline.title, headline.summary, headline.language, headline.published
    relevance = f"{judgement.relevance:.4f}", str(int(judgement.relevance >= THRESHOLD))
    counties = ";".join(rulebook.county_names[slug] for slug in judgement.counties)
    why += f" | {story[1]}" if story[1] else ""
    return *told, *relevance, ";".join(judgement.topics), counties, story[0], why


def place_in_stories(
    headlines: Sequence[Headline], judgements: Sequence[Judgement], wanted: Sequence[bool], rulebook: Rulebook
) -> list[tuple[str, str]]:
    """Return for each row its story and the reason in words; nothing for a row that is not wanted."""
    chosen = [index for index, want in enumerate(wanted) if want]
    times = Counter(headline.id for headline in headlines)
    reports = []
    for index in chosen:
        identity = headlines[index].id
        if not identity or times[identity] > 1:
            identity += f" {index}"
        reports.append(_report(headlines[index], judgements[index], identity))
    told = [("", "")] * len(headlines)
    for index, (story, reason) in zip(chosen, group_reports(reports, read_story_tables(rulebook.files)), strict=True):
        told[index] = (story, reason.line)
    return told


def _report(headline: Headline, judgement: Judgement, identity: str) -> Report:
    told = headline.title, headline.summary, headline.language, headline.columns.get("outlet", "")
    return Report(entry_key("", identity), *told, judgement.counties, *span(headline.published))


@lru_cache(maxsize=4096)
def span(text: str) -> tuple[int | None, int | None]:
    """Return the first and the last day, as ordinals, that a table's date can mean; two ``None`` when it says none."""
    found = moment(text)
    if found is None:
        return None, None
    first = found.date()
    last = first
    if len(text) == len("2026"):
        last = first.replace(month=12, day=31)
    elif len(text) == len("2026-11"):
        last = first.replace(day=monthrange(first.year, first.month)[1])
    return first.toordinal(), last.toordinal()


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
