"""Numbers that may not fall: files, bytes, reports in a week, feeds that answer; and weeks that may not run ahead.

Pure arithmetic over two lists of files. It refuses to say why a number fell; a person looks.
"""

import gzip
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import eq
from typing import NamedTuple

from usalama.model import Problem
from usalama.planning.manifest import Page, total_size
from usalama.words.text import counted

_EDITS = "data/corrections.csv"  # a row for each public edit of the desk, when and what it did first
_HIDDEN = re.compile(rb"^[^,\n]*,(?:hide|take-down),(\w*),(\w*),", re.MULTILINE)
"""Report and story of an edit that hides; where it names a report it hides no other of the story."""
_Edits = Counter[tuple[bytes, ...]]
_ALIKE = 2  # of when, verb and target: that edit was mended by hand, as one whose clock had been ahead
_PANEL = re.compile(r"data/panels/\d{4}-w\d{2}\.csv")
_REPORTS = re.compile(r"\d{4}/w\d{2}/data\.csv")
_ROW = re.compile(rb"^([0-9a-f]{10}),(\w+),", re.MULTILINE)
"""A report and its story, which each line of a week's reports begins with."""
_Weeks = Mapping[str, Mapping[bytes, bytes]]  # a week's table of reports → each report and its story
_MANY = 0.1  # of the reports of the weeks that lost some: so many are no few files that a person deleted
_WEEK = re.compile(r"(\d{4})/w(\d{2})/index\.html")
_FLIGHT = re.compile(r"(?:[a-z]{2,3}/)?(?:\d{4}/w\d{2}/)?index\.html")
"""The home page and the weeks, in any language: what comes in one flight."""
_MANY_PLACES = 400
_PLACE_BYTES = 16
"""Each story's address stays on its week's page. A flood beyond so many stories may cost what those addresses weigh:
a site that stands still for it would be worse than a page of two flights."""


class FeedCount(NamedTuple):
    """How many feeds have answered lately, of those that should. Zero of zero is a site without feeds."""

    working: int = 0
    enabled: int = 0
    last_asked: str = ""  # the day on which feeds were last asked, where that is some days ago: "2026-11-23"


class Limits(NamedTuple):
    """Where the gate shuts. ``accept_shrink`` is a person's word that a drop is meant."""

    least_share: float = 0.5  # of files, bytes and reports, against the published tree
    least_feeds: float = 0.2  # of enabled feeds that have answered lately
    few: int = 8  # below this a halving says nothing
    week_budget: int = 14_336
    page_budget: int = 40_960
    absurd: int = 4
    """So many times its budget and a page is not published; above the budget alone is a warning. A week's page and
    the home page have no such patience: the build makes them fit."""
    accept_shrink: bool = False
    accept_outage: bool = False
    """A person's word that what is published now cannot wait for the feeds: a take-down, a correction."""

    def budget(self, name: str, places: int) -> int:
        """How many compressed bytes a page with so many places to link to may have; 0 is no limit."""
        if not name.endswith("index.html"):
            return 0
        if not _is_week(name):
            return self.page_budget
        return self.week_budget + _PLACE_BYTES * max(0, places - _MANY_PLACES)

    def excess(self, name: str, body: bytes, places: int) -> int:
        """Return what a page weighs compressed where that is more than its budget, else 0; ``places`` as above.

        Only what could be too heavy is compressed, and in haste at first: what fits then fits all the better. That is
        lost on a page of a week, which the build made to fit, by little.
        """
        budget = self.budget(name, places)
        if not 0 < budget < len(body) or (not _is_week(name) and len(gzip.compress(body, 1, mtime=0)) <= budget):
            return 0
        weight = len(gzip.compress(body, 6, mtime=0))
        return weight if weight > budget else 0

    def patience(self, name: str) -> int:
        """How many times its budget a page may weigh and still be published."""
        return 1 if _is_week(name) else self.absurd


def _is_week(name: str) -> bool:
    return _FLIGHT.fullmatch(name) is not None


def check(
    before: Mapping[str, Page],
    after: Mapping[str, Page],
    reports_before: Mapping[str, int],
    reports_after: Mapping[str, int],
    feeds: FeedCount,
    limits: Limits,
) -> Iterator[Problem]:
    """Compare the two trees; the report counts are those of changed pages."""
    if feeds.enabled and feeds.working < limits.least_feeds * feeds.enabled and not limits.accept_outage:
        yield Problem(
            "feeds",
            f"only {feeds.working} of {feeds.enabled} answered when they were last asked; what cannot wait, "
            "such as a take-down, is published with usalama build --accept-outage",
        )
    if limits.accept_shrink:
        return
    for what, was, now in (
        ("files", len(before), len(after)),
        ("bytes", total_size(before), total_size(after)),
    ):
        if was >= limits.few and now < limits.least_share * was:
            yield Problem("site", f"{what} would fall from {was:,} to {now:,}; if that is meant, add --accept-shrink")
    yield from _emptied(before, after, limits)
    for name, was in sorted(reports_before.items()):
        now = reports_after.get(name, 0)
        if _WEEK.fullmatch(name) and was >= limits.few and now < limits.least_share * was:
            yield Problem(name, f"links would fall from {was} to {now}; if that is meant, add --accept-shrink")


def _emptied(before: Mapping[str, Page], after: Mapping[str, Page], limits: Limits) -> Iterator[Problem]:
    """Name the parts of the site that would lose half their pages: a language, the outlets, a year.

    A catalogue that was cut short costs such a part long before half the site is gone.
    """
    lost = _parts(before.keys() - after.keys())
    if not lost:
        return
    was, now = _parts(before), _parts(after)
    for part in sorted(lost):
        if was[part] >= limits.few and now[part] < limits.least_share * was[part]:
            fall = f"pages of {part}/ would fall from {was[part]:,} to {now[part]:,}"
            yield Problem("site", f"{fall}; if that is meant, add --accept-shrink")  # which no entry is at fault for


def _parts(names: Iterable[str]) -> Counter[str]:
    """Count pages by the folder at the site's root that they lie in."""
    return Counter(name.partition("/")[0] for name in names if "/" in name and name.endswith(".html"))


def unasked(feeds: FeedCount) -> Iterator[Problem]:
    """Say, as a warning, that what is published now says nothing of the days since the feeds were asked."""
    if feeds.last_asked:
        yield Problem("feeds", f"were last asked on {feeds.last_asked}; the site says so. Run usalama pull")


def check_weeks(
    before: Mapping[str, Page], after: Mapping[str, Page], newest_allowed: str, limits: Limits
) -> Iterator[Problem]:
    """A clock that ran ahead, or back, must not make weeks."""
    was, now = newest_week(before), newest_week(after)
    if now < was and not limits.accept_shrink:
        yield Problem("site", f"the newest week would go back from {was} to {now or 'none'}")
    if newest_allowed and now > newest_allowed:
        mend = f"move what lies in content/entries/{now} to its week; if nothing does, remove content/filed/{now}.json"
        yield Problem("site", f"week {now} lies in the future; is the clock right? Else {mend}")


def newest_week(pages: Mapping[str, Page]) -> str:
    """Give the slug of the newest week that has a page, "2026-w47"; "" for none."""
    return max((f"{m[1]}-w{m[2]}" for name in pages if (m := _WEEK.fullmatch(name))), default="")


def check_kept(
    before: Mapping[str, Page],
    after: Mapping[str, Page],
    changed: Collection[str],
    read_before: Callable[[str], bytes],
    read: Callable[[str], bytes],
    limits: Limits,
) -> Iterator[Problem]:
    """What is published stays, however young the site: panels, the desk's edits, and reports that no edit hides.

    ``changed`` names the files that are new, gone or have other bytes.
    """
    if limits.accept_shrink:
        return
    yield from _lost_panels(before, after, limits.few)
    edits = read(_EDITS) if _EDITS in after else b""
    if _EDITS in changed and _EDITS in before:
        yield from _lost_edits(read_before(_EDITS), edits)
    tables = sorted(filter(_REPORTS.fullmatch, changed))
    was = {name: dict(_ROW.findall(read_before(name))) for name in tables if name in before}
    if was:  # before the first build there was nothing to lose
        now = {name: dict(_ROW.findall(read(name))) for name in tables if name in after}
        yield from _lost_reports(was, now, edits, limits.few)


def _lost_panels(before: Collection[str], after: Collection[str], few: int) -> Iterator[Problem]:
    """Name panels that are gone, all of several or many: without them a blind week reads as a quiet one."""
    was = set(filter(_PANEL.fullmatch, before))
    lost = was.difference(after)
    if len(lost) > 1 and (lost == was or len(lost) >= few):
        told = f"{len(lost)} published panels are not in content/panels"
        yield Problem("site", f"{told}; restore them, or if that is meant: --accept-shrink")


def _lost_edits(before: bytes, after: bytes) -> Iterator[Problem]:
    """Name edits that are gone: a lost ledger, or an older one, would show again what the desk has hidden."""
    was, now = _edits(before), _edits(after)
    if lost := _unmended(was - now, now - was):
        what = counted(len(lost), "published edit is", "published edits are")
        first = "{1} of {0} on {2}".format(*(part.decode("ascii", "replace") for part in lost[0]))
        told = f"{what} not in content/ledger.toml ({first}{' is the first' if len(lost) > 1 else ''})"
        yield Problem("site", f"{told}; restore it, or if that is meant: --accept-shrink")


def _unmended(lost: _Edits, new: _Edits) -> list[tuple[bytes, ...]]:
    """Return the lost edits of which no new one is what a person made: of when, verb and target one was mended."""
    left, found = [*new.elements()], []
    for edit in lost.elements():
        alike = (each for each in left if sum(map(eq, edit, each)) >= _ALIKE)
        if mended := next(alike, None):
            left.remove(mended)
        else:
            found.append(edit)
    return found


def _edits(table: bytes) -> _Edits:
    """Count edits by when, verb and target; a wording that a take-down removed from one makes it no other."""
    rows = (line.split(b",", 4) for line in table.splitlines()[1:])
    return Counter((row[0], row[1], row[2] or row[3]) for row in rows if len(row) > _ALIKE + 1)


def _lost_reports(was: _Weeks, now: _Weeks, edits: bytes, few: int) -> Iterator[Problem]:
    """Name reports that are on no page any more: all of a week, however few, or many of some.

    One that lies in another week now is not lost, nor one that an edit hides, alone or with its story. One report that
    was a week by itself may have been deleted.
    """
    kept = frozenset[bytes]().union(*now.values())
    hidden = {report or story for report, story in _HIDDEN.findall(edits)}
    lost = {name: [*week.keys() - kept - hidden] for name, week in was.items()}
    lost = {name: [key for key in keys if was[name][key] not in hidden] for name, keys in lost.items()}
    lost = {name: keys for name, keys in lost.items() if keys}
    count = sum(map(len, lost.values()))
    whole = sum(len(keys) for name, keys in lost.items() if not now.get(name))
    if whole > 1 or count >= max(few, _MANY * sum(len(was[name]) for name in lost)):
        first, more = next(iter(lost))[:8].replace("/", "-"), len(lost) - 1
        weeks = f"{first} and {counted(more, 'other week', 'other weeks')}" if more else first
        told = f"of {weeks} would be gone, and no edit hides them; restore content/entries"
        yield Problem("site", f"{count} published reports {told}, or if that is meant: --accept-shrink")
