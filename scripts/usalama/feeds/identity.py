"""Which report of ours an entry is where its feed's ids do not tell: one for several, or another at each asking.

What a document lists is held against what we have of the same feed. Nothing is loaded but what may be the same.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta, tzinfo
from functools import cache

from usalama.feeds.amendments import VAGUE, excerpt_mark, is_another, is_told_again, title_mark
from usalama.feeds.known import Known
from usalama.model import Entry, FeedState, JudgedEntry, Outlet
from usalama.words.urls import entry_key, is_a_report, is_on_site, page
from usalama.words.weeks import week_of

_ABOUT = timedelta(days=1)  # a search may know the day alone


def told_apart(entry: Entry, known: Known, masked: Callable[[Entry], Entry], vague: Collection[str]) -> Entry:
    """Return the entry under its address for an id, where its feed gives it that of another report which we have.

    Under an address that names none, its headline tells it from others.
    """
    before = known.elsewhere(entry)
    if before is None or not is_another(before, masked(entry)):  # what we have is masked
        return entry
    own = f"{entry.link} {title_mark(entry.title)}" if page(entry.link) in vague else entry.link
    return replace(entry, id=own, key=entry_key(entry.feed_url, own))


def vague_pages(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the pages that so many different reports of one document share that they name none of them.

    Pages, and no addresses: that of one report may have been written anew, to hide a name in it.
    """
    found: dict[str, dict[str, Entry]] = {}
    for entry in entries:
        found.setdefault(page(entry.link), {}).setdefault(entry.title, entry)
    many = {name: tuple(told.values()) for name, told in found.items() if len(told) > 1}
    return frozenset(name for name, told in many.items() if len(told) >= VAGUE or is_another(*told))


def by_known_ids(
    entries: Sequence[Entry], state: FeedState, known: Known, vague: Collection[str]
) -> Callable[[Entry], Entry]:
    """Return what gives an entry, masked, the id by which we have it, where its feed gave it another one since.

    Else each asking would bring it again, and of what the feed goes on to list we would say that it is gone. ``state``
    is the feed's before this document. Many an outlet makes the address, which is the id, of the headline: where that
    changed, a report is known by its time and by an excerpt that no other has.
    """
    told, here = dict(state.told), {entry.key for entry in entries}
    left = {mark: key for key, mark in told.items() if key not in here}
    excerpts = Counter(mark for _, mark in state.worded)
    said = {mark: key for key, mark in state.worded if key not in here and excerpts[mark] == 1}
    alike = Counter(entry.summary for entry in entries)
    own_words = {entry.key for entry in entries if entry.summary and alike[entry.summary] == 1}
    taken: set[str] = set()

    def of(entry: Entry) -> Entry:
        if known.path(entry.key) or not left:
            return entry
        where = page(entry.link)
        named = known.on_page(entry) if is_a_report(where) and where not in vague else ()
        on_page = [key for key in named if key in told and key not in here]
        retold = said.get(excerpt_mark(entry.summary), "") if entry.key in own_words else ""
        for key in dict.fromkeys((*reversed(on_page), left.get(title_mark(entry.title), ""), retold)):
            before = known.load(key) if key and key not in taken else None
            if before is None or before.entry.feed_url != entry.feed_url:
                continue
            is_same = is_told_again(before.entry, entry) or (key in on_page and not is_another(before.entry, entry))
            if is_same or (key == retold and before.entry.published == entry.published):
                taken.add(key)
                return replace(entry, id=before.entry.id, key=key)
        return entry

    return of


def is_away(entry: Entry, outlets: Mapping[str, Outlet]) -> bool:
    """Tell whether an entry leads elsewhere than to its outlet's own site, as what a search found there does."""
    outlet, where = outlets.get(entry.outlet), page(entry.link)
    return outlet is not None and bool(where) and not is_on_site(where, outlet.homepage)


def told_by_sisters(
    known: Known, changed: Iterable[JudgedEntry], zone: tzinfo, outlets: Mapping[str, Outlet]
) -> Callable[[Entry], bool]:
    """Return what tells of a new entry whether another feed of its outlet told it, under an address of its own.

    Some outlets have the section in the address, or change it with the headline: then headline and time are the same.
    What a search found on an outlet's site leads through the search, at about that time; what leads to the site itself
    is never given up for it. Entries of one run are asked about one after the other, those of searches last;
    ``changed`` are the reports on disk that it amends.
    """
    amended = {each.entry.key: each for each in changed}
    now: dict[tuple[str, str], list[Entry]] = {}

    @cache
    def before(feed_url: str, outlet: str, week: str) -> list[Entry]:
        stored = known.of_sisters(feed_url, outlet, week)
        return [amended.get(each.entry.key, each).entry for each in stored]

    def is_one(told: Entry, entry: Entry) -> bool:
        if entry.title not in {told.title, *told.was} or told.feed_url == entry.feed_url:
            return False
        away = is_away(told, outlets), is_away(entry, outlets)
        apart = abs(told.published - entry.published)
        return apart <= _ABOUT if away == (False, True) else away != (True, False) and not apart

    def is_told(entry: Entry) -> bool:
        here = now.setdefault((entry.outlet, entry.title), [])
        around = (_ABOUT, -_ABOUT) if is_away(entry, outlets) else ()
        weeks = {week_of(entry.published + apart, zone).slug for apart in (timedelta(), *around)}
        sisters = (one for week in sorted(weeks) for one in before(entry.feed_url, entry.outlet, week))
        if any(is_one(told, entry) for told in (*here, *sisters)):
            return True
        here.append(entry)
        return False

    return is_told
