"""The site's feed as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/), beside the Atom feed.

The same stories with the same ids and times; texts are publishers' words, plain, with their outlets, and what the page
says of each: who stands behind it, what its headline does not tell, and what the desk did. The same stands in the
item's ``_usalama`` for programs, under the names that the open data have.
"""

import json
from collections.abc import Sequence

from usalama.digest.digests import LEVELS, Report, StoryView
from usalama.exports.ledgerdata import verbs
from usalama.exports.plaintext import Words, changed
from usalama.exports.standing import home, standing


def render(stories: Sequence[StoryView], words: Words, *, title: str, about: str, language: str, authority: str) -> str:
    """Return the feed of ``stories``, with ``about`` it in words; ``authority`` is the site's, as ids name it."""
    site = words.site
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "description": about,
        "home_page_url": f"{site}/",
        "feed_url": f"{site}/feeds/all.json",
        "language": language,
        "authors": [{"name": title, "url": f"{site}/about/"}],
        "_usalama": {"about": f"{site}/about/#levels"},
        "items": [_item(story, words, authority) for story in stories],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(story: StoryView, words: Words, authority: str) -> dict[str, object]:
    line, lead, known = story.line, story.lead, words.doubts(story.reports)
    outlet = words.outlets[lead.outlet]
    quoted = [f"{outlet}: “{lead.excerpt}”"] if lead.excerpt else []
    edited = [f"{words.gettext('Edited by hand')}: {words.address('corrections/')}"] if changed(story) else []
    told = "\n".join((*standing(story, words), *home(line, words), *edited))
    sources = "\n".join(
        f"{words.outlets[report.outlet]}: {report.title}{_before(report, words)}"
        + (f" {report.link}" if report.link else "")
        for report in story.reports
    )
    item: dict[str, object] = {
        "id": item_id(story, authority),
        "url": words.address(line.path),
        "title": f"{lead.title} ({outlet})",
        "content_text": "\n\n".join((*quoted, told, sources)),
        "date_published": lead.published.isoformat(),
        "date_modified": story.changed.isoformat(),
        "tags": [*line.topics, *line.counties],
        "language": lead.language or "en",
        "_usalama": {
            "level": LEVELS[story.level],
            "differ": {toll.kind: [toll.low, toll.high] for toll in known.tolls if toll.differ},
            "official_only": known.official_only,
            "edits": verbs(story.edits),
            "was": {report.key: list(report.was) for report in story.reports if report.was},
        },
    }
    if lead.link:
        item["external_url"] = lead.link
    return item


def _before(report: Report, words: Words) -> str:
    """Return in brackets the headlines that a report had before, those that the pages quote."""
    was, _ = report.quoted
    return "".join(f" ({words.gettext('earlier headline:')} {title})" for title in was)


def item_id(story: StoryView, authority: str, tree: str = "") -> str:
    """Return the story's id in every feed of one ``tree`` ("sw/"): RFC 4151."""
    return f"tag:{authority},2026:{tree}{story.line.week}/{story.id}"
