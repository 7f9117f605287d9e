"""Which reports of an archive were told before: in it, in another one, or by what the site pulled itself.

A report is known again by its page, or by its id together with its date: an id alone is given to many where each file
counts its own from 1. Numbers are held, and no words: years of news are many.
"""

from collections.abc import Iterable
from dataclasses import replace

from usalama.model import Entry, JudgedEntry
from usalama.words import urls


class Seen:
    """The reports of so far, each by two or three numbers of 64 bits."""

    def __init__(self) -> None:
        self._stories: dict[int, str] = {}
        self._on_site: dict[int, str] = {}

    def add_site(self, shown: Iterable[JudgedEntry]) -> None:
        """Take in what the site pulled itself."""
        self._on_site |= {number: each.story for each in shown if (number := _page(each.entry))}

    def add(self, story: str, *called: Entry) -> None:
        """Take in a report of an archive, told before or not, as it was told and as it is kept."""
        for entry in called:
            self._stories |= dict.fromkeys(filter(None, (_key(entry), _page(entry), _dated(entry))), story)

    def on_site(self, entry: Entry) -> str:
        """Return the story of a report that the site pulled itself, "" for another."""
        return self._on_site.get(_page(entry), "")

    def told(self, entry: Entry) -> tuple[Entry, str]:
        """Return the entry, and its story where an archive told it before.

        Under an id that another report has it gets its address for one.
        """
        page = _page(entry)
        if story := self._stories.get(page) or self._stories.get(_dated(entry)):
            return entry, story
        if _key(entry) not in self._stories:
            return entry, ""
        own = entry.link if page else f"{entry.id} {entry.published.isoformat()}"
        apart = replace(entry, id=own, key=urls.entry_key(entry.feed_url, own))
        return apart, self._stories.get(_key(apart), "")


def _key(entry: Entry) -> int:
    return int(entry.key, 16)


def _page(entry: Entry) -> int:
    """Return a number of the report's page in its outlet; 0 for a front page, which is no report's."""
    page = urls.page(entry.link)
    return int(urls.entry_key(entry.outlet, page), 16) if urls.is_a_report(page) else 0


def _dated(entry: Entry) -> int:
    """Return a number of the report's id and date; 0 where its address is its id."""
    return int(urls.entry_key(entry.key, entry.published.isoformat()), 16) if entry.id != entry.link else 0
