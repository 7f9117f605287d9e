"""What we have already: entries by key, and by the page they link to.

The first key is the identity (feed, id). The second is the page: one article in five section feeds of an outlet is
one entry. It holds names only; an entry itself is loaded when it is asked for.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from usalama.feeds.quarantine import MOST_MARKS
from usalama.model import Entry, JudgedEntry, Problem
from usalama.words.urls import is_a_report, page


@dataclass(frozen=True, slots=True)
class Row:
    """The names of one entry on disk."""

    path: str
    key: str
    feed: str
    outlet: str
    page: str
    held: str = ""  # why it is held back; "" for an entry of the digest


class Known:
    """Every entry on disk, and each that this run has claimed."""

    def __init__(
        self,
        rows: Iterable[Row],
        load: Callable[[str], JudgedEntry | None],
        dropped: Callable[[], Mapping[str, tuple[str, str, object]]] = dict,
        problems: Iterable[Problem] = (),
    ) -> None:
        """``load`` reads an entry by its path; ``dropped`` is key → (rules, title, relevance) of what was not kept."""
        self._load = load
        self._dropped = dropped
        self._paths: dict[str, str] = {}
        self._pages: dict[tuple[str, str], list[str]] = {}
        self._page_of: dict[str, str] = {}
        self._of_feed: dict[str, list[str]] = {}
        self._feeds: dict[str, set[str]] = {}
        self._held: dict[str, str] = {}
        self._waiting: Counter[str] = Counter()
        self._of_week: Counter[tuple[str, str]] = Counter()
        self.problems = tuple(problems)
        for row in rows:
            self._paths.setdefault(row.key, row.path)
            if is_a_report(row.page):
                self._pages.setdefault((row.outlet, row.page), []).append(row.key)
                self._page_of.setdefault(row.key, row.page)
            if row.held:
                self._held.setdefault(row.feed, row.held)
                self._waiting[row.feed] += 1
            else:
                self._of_feed.setdefault(row.feed, []).append(row.path)
                self._feeds.setdefault(row.outlet, set()).add(row.feed)
                self._of_week[row.feed, _week_in(row.path)] += 1

    def find(self, entry: Entry, *, by_page: bool = True) -> str:
        """Return the key under which we have this report, "" where we have not."""
        if entry.key in self._paths:
            return entry.key
        return next(iter(self.on_page(entry)), "") if by_page else ""

    def on_page(self, entry: Entry) -> Sequence[str]:
        """Return the keys of all reports that its outlet has told at this entry's page, one after another."""
        return self._pages.get((entry.outlet, page(entry.link)), ())

    def elsewhere(self, entry: Entry) -> Entry | None:
        """Return the report that we have under this entry's key from another page, None where there is none."""
        before, now = self._page_of.get(entry.key, ""), page(entry.link)
        stored = self.load(entry.key) if before and is_a_report(now) and before != now else None
        return stored.entry if stored else None

    def claim(self, entry: Entry, *, by_page: bool) -> bool:
        """Take a report for this run; False when another feed of this run has told it already."""
        if self.find(entry, by_page=by_page):
            return False
        self._paths[entry.key] = ""
        address = page(entry.link)
        if by_page and is_a_report(address):
            self._pages.setdefault((entry.outlet, address), []).append(entry.key)
        return True

    def load(self, key: str) -> JudgedEntry | None:
        """Return the entry on disk with this key."""
        path = self.path(key)
        return self._load(path) if path else None

    def path(self, key: str) -> str:
        """Return the file of the entry with this key, "" where there is none."""
        return self._paths.get(key, "")

    def of_feed(self, feed_url: str) -> list[Entry]:
        """Return the newest files' entries of one feed, as many as its habits are told by."""
        paths = sorted(self._of_feed.get(feed_url, ()))[-MOST_MARKS:]
        return [judged.entry for path in paths if (judged := self._load(path))]

    def of_sisters(self, feed_url: str, outlet: str, week: str) -> list[JudgedEntry]:
        """Return the reports on disk of a week, such as 2026-w47, that other feeds of an outlet told."""
        others = sorted(self._feeds.get(outlet, set()) - {feed_url})
        paths = (path for feed in others for path in self._of_feed[feed] if _week_in(path) == week)
        return [judged for path in paths if (judged := self._load(path))]

    def count(self, feed_url: str) -> int:
        """Return how many entries of a feed are on disk."""
        return len(self._of_feed.get(feed_url, ()))

    def add_to_week(self, feed_url: str, week: str) -> int:
        """Count one more entry of a feed in a week; return how many there are, those on disk included."""
        self._of_week[feed_url, week] += 1
        return self._of_week[feed_url, week]

    def add_held(self, feed_url: str) -> int:
        """Count one more held entry of a feed; return how many there are, those on disk included."""
        self._waiting[feed_url] += 1
        return self._waiting[feed_url]

    def held_why(self, feed_url: str) -> str:
        """Return why entries of this feed are held on disk, "" where none are."""
        return self._held.get(feed_url, "")

    def was_dropped(self, entry: Entry, rules: str) -> bool:
        """Tell whether these very rules did not keep this entry before, under the title that it has now."""
        return self._dropped().get(entry.key, ())[:2] == (rules, entry.title)


def _week_in(path: str) -> str:
    return path.rpartition("/")[0].rpartition("/")[2]
