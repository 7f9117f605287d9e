"""The site's feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), beside the Atom feed.

The same stories with the same ids and times; texts are publishers' words, plain, with their outlets.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from usalama.digest.digests import StoryView


def render(
    stories: Sequence[StoryView], outlets: Mapping[str, str], *, title: str, about: str, site: str, language: str
) -> str:
    """Return the feed of ``stories``, with ``about`` it in words.

    ``outlets`` maps slugs to names, ``site`` is the site's address.
    """
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": about,
        "home_page_url": f"{site}/",
        "feed_url": f"{site}/feeds/all.json",
        "language": language,
        "authors": [{"name": title, "url": f"{site}/about/"}],
        "items": [_item(story, outlets, site) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(story: StoryView, outlets: Mapping[str, str], site: str) -> dict[str, object]:
    line, lead = story.line, story.lead
    sources = "\n".join(
        f"{outlets[report.outlet]}: {report.title}" + (f" {report.link}" if report.link else "")
        for report in story.reports
    )
    item: dict[str, object] = {
        "id": item_id(story, site),
        "url": f"{site}/{line.path}",
        "title": lead.title,
        "content_text": f"{lead.excerpt}\n\n{sources}".lstrip(),
        "date_published": lead.published.isoformat(),
        "date_modified": line.updated.isoformat(),
        "tags": [*line.topics, *line.counties],
        "language": lead.language or "en",
    }
    if lead.link:
        item["external_url"] = lead.link
    return item


def item_id(story: StoryView, site: str, tree: str = "") -> str:
    """Return the story's id in every feed of one ``tree`` ("sw/"): RFC 4151, the same as long as the site's name is."""
    host = site.partition("://")[2].partition("/")[0].partition(":")[0]
    return f"tag:{host},2026:{tree}{story.line.week}/{story.id}"
