"""Story memory: how far a story's case has come, what officials promised in it, and which open stories went quiet.

Made from what the reports say and nothing else: every step and every pledge keeps its outlet, its day and the words
that say so. It never says that a case is over, that a promise was kept, or that silence means anything.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims.stages import CaseStatus, Stage, status_of
from usalama.digest.digests import Report
from usalama.words.literals import Spotter, lowered
from usalama.words.weeks import Week

OPEN = ("reported", "arrested", "bailed", "rearrested", "charged")
"""Stages of a case after which another is to come: of an abduction or an inquest, how it ended."""
_STEP_WORDS = """
court charge arrest arraign indict guilty convict sentenc jail imprison years term acquit clear free case magistrate
judge deny deni plead nab apprehend detain captur custody held hukumiwa hatia fungwa tupwa huru shtak mahakama kamatwa
mbaroni nguvuni naswa zuiliwa fined culpable prison upheld uphold affirm quash overturn evidence dock pounce pick
surrender salimisha zuilia rounded serve exonerat tupiliwa futwa ondol achilia kamata nasa korti mhukumu nolle kesi
mashtaka mashitaka shikiliwa releas bail bond dhamana achiliwa achiwa achia grill question
"""
_STEPS = frozenset((*_STEP_WORDS.split(), "hang", "aside", "seized"))
_STEP = re.compile(r"(?:plea|hold)\b")
"""A text without any of these states no step; looking for them first spares most texts the long look."""


class Promise(NamedTuple):
    """A pledge as one report tells it."""

    story: str
    week: str
    key: str
    who: str
    what: str
    due: str
    subject: str
    quote: str
    outlet: str
    link: str
    language: str
    said: datetime

    @property
    def path(self) -> str:
        """The place of its story in its week."""
        return f"{self.week.replace('-', '/')}/#{self.story}"


def case_of(reports: Sequence[Report], actors: Actors) -> CaseStatus | None:
    """Return how far the case has come by some reports of one story; "" where they say how an open matter ended.

    What an outlet took back since is no step.
    """
    steps = [(report, stage) for report in reports if (stage := _stage(report, actors))]
    back = taken_back(reports) if steps and len(reports) > 1 else ()
    return status_of((report.outlet, report.published, stage) for report, stage in steps if report.key not in back)


def promises_of(story: str, week: str, reports: Sequence[Report], actors: Actors) -> tuple[Promise, ...]:
    """Return the pledges of a story's reports in one week, in order of time: of each report one of a subject.

    Its key and subject name a pledge in the data, the page and the feed.
    """
    from usalama.claims.pledges import pledges_in  # noqa: PLC0415  see _spotter

    found: dict[tuple[str, str], Promise] = {}
    for report in sorted(reports, key=lambda report: (report.published, report.key)):
        if not report.independent or "pledge" in report.misread:
            continue
        told = report.outlet, report.link, report.language, report.published
        for pledge in pledges_in(report.title, report.excerpt, report.language or "en", actors):
            found.setdefault((report.key, pledge.subject), Promise(story, week, report.key, *pledge, *told))
    back = taken_back(reports) if found and len(reports) > 1 else ()
    return tuple(promise for promise in found.values() if promise.key not in back)


def taken_back(reports: Sequence[Report]) -> frozenset[str]:
    """Return the keys of reports behind which their own outlet put right what it had told."""
    from usalama.claims.untold import takes_back  # noqa: PLC0415  see _spotter

    last: dict[str, datetime] = {}
    for report in reports:
        if takes_back(report.title):
            last[report.outlet] = max(report.published, last.get(report.outlet, report.published))
    return frozenset(each.key for each in reports if each.outlet in last and each.published < last[each.outlet])


def by_story(promises: Iterable[Promise]) -> tuple[tuple[Promise, ...], ...]:
    """Return together what one story has on one subject, the first report first; of these, the newest told first.

    Mostly it is one pledge in the words of several outlets; where it is not, each stands in its own words all the same.
    """
    found: dict[tuple[str, str], list[Promise]] = {}
    for promise in sorted(promises, key=lambda promise: (promise.said, promise.key), reverse=True):
        found.setdefault((promise.story, promise.subject), []).append(promise)
    return tuple(tuple(reversed(told)) for told in found.values())


def case_row(case: CaseStatus) -> list[str]:
    """Return a case as a summary keeps it."""
    cut = ["cut" * side for side in case.cut]
    return [case.stage, case.quote, case.outlet, case.said.isoformat(), *cut, case.language]


def joined(rows: Iterable[Sequence[str]]) -> CaseStatus | None:
    """Return how far a case has come by the rows of several weeks."""
    return status_of(
        (outlet, datetime.fromisoformat(said), Stage(stage, quote, (bool(before), bool(after)), language))
        for stage, quote, outlet, said, before, after, language in rows
    )


def promise_row(promise: Promise) -> list[str]:
    """Return a pledge as a summary keeps it; its week stands in the summary's head."""
    return [promise.story, *promise[2:-1], promise.said.isoformat()]


def read_promise(row: Sequence[str], week: str) -> Promise:
    """Read what ``promise_row`` wrote."""
    story, *words, said = row
    return Promise._make((story, week, *words, datetime.fromisoformat(said)))


def quiet_cases(cases: Mapping[str, CaseStatus], last: Mapping[str, Week], edge: Week) -> tuple[str, ...]:
    """Return the stories whose case is open and whose last week lies before ``edge``, the latest first."""
    found = [story for story, case in cases.items() if case.stage in OPEN and last[story] < edge]
    return tuple(sorted(found, key=lambda story: (last[story], story), reverse=True))


@lru_cache(maxsize=1)
def _spotter() -> Spotter:
    """Return what tells which texts need the long look: for a step, for one after a closer look, and for a matter.

    What reads the texts is loaded with the first of them: its patterns take a tenth of a build that has none to read.
    """
    from usalama.claims import matters  # noqa: PLC0415

    return Spotter([_STEPS, frozenset({"plea", "hold"}), matters.ROOTS])


def _stage(report: Report, actors: Actors) -> Stage | None:
    from usalama.claims.cases import stage_in  # noqa: PLC0415  see _spotter
    from usalama.claims.matters import matter_in  # noqa: PLC0415  as above

    low = lowered(f"{report.title}\n{report.excerpt}")
    said = _spotter().said(low)
    if "case" in report.misread:
        return None
    told = said & 1 or (said & 2 and _STEP.search(low))
    step = stage_in(report.title, report.excerpt, actors) if told else None
    found = step or (matter_in(report.title, report.excerpt) if said & 4 else None)
    return found and found._replace(language=report.language)
