"""What an outlet does to a report after we listed it: another headline, another excerpt, or no entry any more.

Each change keeps the wording before it. An excerpt that is only cut elsewhere is no change. That a feed no longer lists
a report means something only while it lists older ones: then the report did not just make room. Nobody here looks at
the page behind a link.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

from usalama.model import Entry, JudgedEntry, Judgement
from usalama.words.urls import entry_key, is_a_report, page

OLDER = 3  # older reports that a feed must still list before one that it lacks counts as gone
VAGUE = 3  # so many headlines of one document at one address: it is the address of none of them
MOST_WORDINGS = 100  # earlier headlines, and as many excerpts, that are kept of one report
_IN_ORDER = 0.8  # part of a document's entries that must stand newest first for its gaps to mean anything
_AHEAD = timedelta(days=1)  # how far an outlet's clock, or its zone, may go wrong
_WORD = re.compile(r"\w+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def title_mark(title: str) -> str:
    """Return the short hash by which a changed title is noticed."""
    return entry_key("", title)


def excerpt_mark(excerpt: str) -> str:
    """Return the short hash by which a changed excerpt is noticed."""
    return entry_key("excerpt", excerpt)


def is_reworded(before: str, now: str) -> bool:
    """True where words changed; a text that only goes on longer or stops earlier, or lost its words, did not."""
    old, new = (_WORD.findall(_THOUSANDS.sub("", text.casefold())) for text in (before, now))
    most = min(len(old), len(new)) - 1
    if most < 1 or old[:most] != new[:most]:
        return most > 0
    # The last word may be cut in the middle, but a number at the end of both is another number.
    one, other = sorted((old[most], new[most]), key=len)
    return not other.startswith(one) or (len(old) == len(new) and one != other and other.isdigit())


def is_another(before: Entry, now: Entry) -> bool:
    """True where what a feed lists under a known id and another address has another date and headline, too.

    Then the id was given again, to another report; what moved, or was given another headline, keeps its date. One that
    lay ahead when it was first seen was not believed then, and is by now.
    """
    seen = before.first_seen
    lay_ahead = before.published == seen < now.published <= min(seen + _AHEAD, now.first_seen)
    same_date = before.published == now.published or (lay_ahead and now.published != now.first_seen)
    return not same_date and all(is_reworded(title, now.title) for title in (before.title, *before.was))


def is_none_of(told: Iterable[JudgedEntry | None], now: Entry) -> bool:
    """True where it is another than each that a page told before, the newest too; False where one is not at hand."""
    return all(one is not None and is_another(one.entry, now) for one in told)


def is_told_again(one: Entry, other: Entry) -> bool:
    """True where two entries are one report that an outlet told under two ids: one headline, and a date or excerpt.

    Without an excerpt a headline alone, such as that of each day's bulletin, makes two reports no one.
    """
    if is_namesake(one, other):
        return False
    told_alike = one.summary and other.summary and not is_reworded(one.summary, other.summary)
    return (
        one.outlet == other.outlet
        and not {one.title, *one.was}.isdisjoint((other.title, *other.was))
        and (one.published == other.published or bool(told_alike))
    )


def is_namesake(one: Entry, other: Entry) -> bool:
    """True where one feed lists two bare headlines of the same words and time, each under an address of its own.

    These are two bulletins of one name; what is told twice comes in two feeds, under one address, or with an excerpt.
    """
    pages = page(one.link), page(other.link)
    return (
        (one.feed_url, one.title, one.published) == (other.feed_url, other.title, other.published)
        and not one.summary
        and not other.summary
        and pages[0] != pages[1]
        and all(map(is_a_report, pages))
    )


def amended(before: Entry, now: Entry, title: str, excerpt: str, at: datetime) -> Entry | None:
    """Return the entry with what the outlet changed since, None for nothing.

    ``title`` and ``excerpt`` are the marks of what the feed said before; what a person has written since stays.
    """
    retitled = bool(title) and title != title_mark(now.title) and title_mark(before.title) == title
    reworded = bool(excerpt) and excerpt_mark(before.summary) == excerpt and is_reworded(before.summary, now.summary)
    if not retitled and not reworded:
        return None
    known = max(before.updated or before.first_seen, before.first_seen)
    return replace(
        before,
        title=now.title if retitled else before.title,
        was=_kept((*before.was, before.title)) if retitled else before.was,
        summary=now.summary if reworded else before.summary,
        said=_kept((*before.said, before.summary)) if reworded else before.said,
        updated=now.updated if now.updated and now.updated > known else at,
    )


def told_once(entry: Entry) -> Entry:
    """Return the entry without a last change of wording that masking undid: readers saw, and see, the same words."""
    was = entry.was[:-1] if entry.was[-1:] == (entry.title,) else entry.was
    said = entry.said[:-1] if entry.said[-1:] == (entry.summary,) else entry.said
    return replace(entry, was=was, said=said)


def untold(rules: Iterable[str], judgement: Judgement) -> tuple[str, ...]:
    """Return those of the rules that masked an entry which its reasons do not name yet."""
    told = {name for each in judgement.reasons if each.value == "masked" for name in each.evidence.split(", ")}
    return tuple(rule for rule in rules if rule not in told)


def _kept(wordings: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first wording and the newest: each pull that finds another reads and masks all that are kept."""
    return wordings[:1] + wordings[1:][1 - MOST_WORDINGS :]


def lacks(entry: Entry, listed: Sequence[Entry]) -> bool:
    """True where a feed that lists its entries newest first lists older ones than ``entry``, and not it."""
    times = [each.published for each in listed]
    return sum(at < entry.published for at in times) >= OLDER and _in_order(times)


def _in_order(times: Iterable[datetime]) -> bool:
    steps = [later >= earlier for later, earlier in pairwise(times)]
    return bool(steps) and sum(steps) >= _IN_ORDER * len(steps)
