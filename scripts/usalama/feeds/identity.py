"""Which report of ours an entry is where its feed's ids do not tell: one for several, or another at each asking.

What a document lists is held against what we have of the same feed. Nothing is loaded but what may be the same.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from usalama.feeds.amendments import VAGUE, is_another, is_told_again, title_mark
from usalama.feeds.known import Known
from usalama.model import Entry
from usalama.words.urls import entry_key, is_a_report, page


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
    entries: Sequence[Entry], told: Mapping[str, str], known: Known, vague: Collection[str]
) -> Callable[[Entry], Entry]:
    """Return what gives an entry, masked, the id by which we have it, where its feed gave it another one since.

    Else each asking would bring it again, and of what the feed goes on to list we would say that it is gone. ``told``
    has the keys of the feed's last document, each with the mark of its headline.
    """
    here = {entry.key for entry in entries}
    left = {mark: key for key, mark in told.items() if key not in here}
    taken: set[str] = set()

    def of(entry: Entry) -> Entry:
        if known.path(entry.key) or not left:
            return entry
        where = page(entry.link)
        named = known.on_page(entry) if is_a_report(where) and where not in vague else ()
        on_page = [key for key in named if key in told and key not in here]
        for key in dict.fromkeys((*reversed(on_page), left.get(title_mark(entry.title), ""))):
            before = known.load(key) if key and key not in taken else None
            if before is None or before.entry.feed_url != entry.feed_url:
                continue
            if is_told_again(before.entry, entry) or (key in on_page and not is_another(before.entry, entry)):
                taken.add(key)
                return replace(entry, id=before.entry.id, key=key)
        return entry

    return of
