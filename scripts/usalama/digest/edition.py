"""From the entries of one week to its stories, and from stories to the week's digest.

Two steps: ``tell`` needs nothing but the week's own entries, ``compile_week`` adds what other weeks hold. No report
is dropped on the way, and nothing is written that no source wrote.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import NamedTuple

from usalama.catalogue.actors import NOBODY, Actors
from usalama.catalogue.catalog import Topic, moved
from usalama.catalogue.wording import FIRST
from usalama.claims.stages import CaseStatus
from usalama.digest import memory, ranking
from usalama.digest.digests import Before, Line, Mark, Report, Section, StoryView, Tally, Watch, WeekView
from usalama.digest.panel import mark as feed_mark
from usalama.digest.tellers import leads_of
from usalama.model import Entry, JudgedEntry, Outlet, Reason
from usalama.stories import corroboration
from usalama.words.weeks import Week

WORDS_A_MINUTE = 200
SUNDAY = 6
_SAFE = re.compile(r"https?://[^\s\"<>\\@/?#]+(?:[/?#][^\s\"<>\\]*)?")
"""Has no user name: an ``@`` or an apostrophe behind the host is part of a path, as an author's page has."""
_WHOLE = ("hold", "edit", "story")  # kinds of reason that belong to the whole story rather than to the lead alone


class Book(NamedTuple):
    """The catalogue as a digest reads it. ``topics`` stand in display order, ``counties`` by their number."""

    topics: tuple[Topic, ...]
    outlets: Mapping[str, Outlet]
    counties: tuple[str, ...]
    zone: tzinfo
    actors: Actors = NOBODY  # whom reports name: bodies, offices and their holders


class Around(NamedTuple):
    """What other weeks hold that this week's page shows."""

    topics: tuple[Tally, ...] = ()
    counties: tuple[Tally, ...] = ()
    strip: tuple[Mark, ...] = ()
    updated: datetime | None = None  # the newest change in the week itself, of what it does not show any more too
    previous: Week | None = None
    next: Week | None = None
    before: Mapping[str, Before] = MappingProxyType({})
    pages: Mapping[str, str] = MappingProxyType({})  # story id → path of its page across weeks
    cases: Mapping[str, CaseStatus] = MappingProxyType({})
    """Story id → how far its case has come by the reports of this week and earlier ones."""
    later: frozenset[str] = frozenset()
    """Ids of the stories that a later week reports again."""
    watch: Watch | None = None


def known(entries: Iterable[JudgedEntry], book: Book) -> tuple[list[JudgedEntry], dict[str, list[str]]]:
    """Return entries under the topics and counties that the desk has, and topics | counties → the others, sorted.

    What is filed under a slug that a topic or an outlet had before is told under the one that it has.
    One that the desk does not have is left out: a slip would make it a page. Where none is left, they are missing.
    """
    had = {"topics": frozenset(topic.slug for topic in book.topics), "counties": frozenset(book.counties)}
    kept: list[JudgedEntry] = []
    lost: dict[str, set[str]] = {}
    renamed, outlets = moved(book.topics), moved(book.outlets.values())
    for judged in entries:
        own = judged if renamed.keys().isdisjoint(judged.judgement.topics) else _renamed(judged, renamed)
        if (outlet := judged.entry.outlet) in outlets:
            own = replace(own, entry=replace(judged.entry, outlet=outlets[outlet]))
        for kind, slugs in had.items():
            named: tuple[str, ...] = getattr(own.judgement, kind)
            if not slugs.issuperset(named):
                lost.setdefault(kind, set()).update(slug for slug in named if slug not in slugs)
                left = tuple(slug for slug in named if slug in slugs)
                judgement = replace(own.judgement, **{kind: left})  # type: ignore[arg-type]
                own = replace(own, judgement=judgement, missing=own.missing.union(() if left else (kind,)))
        kept.append(own)
    return kept, {kind: sorted(lost[kind]) for kind in sorted(lost)}


def _renamed(judged: JudgedEntry, renamed: Mapping[str, str]) -> JudgedEntry:
    judgement = judged.judgement
    topics = tuple(dict.fromkeys(renamed.get(slug, slug) for slug in judgement.topics))
    reasons = [
        reason._replace(value=renamed.get(reason.value, reason.value)) if reason.kind == "topic" else reason
        for reason in judgement.reasons
    ]
    return replace(judged, judgement=replace(judgement, topics=topics, reasons=tuple(reasons)))


def tell(week: Week, entries: Iterable[JudgedEntry], book: Book) -> tuple[StoryView, ...]:
    """Group a week's entries, as ``known`` has them, by story and return each as it stands on its own, by id."""
    groups: dict[str, list[JudgedEntry]] = {}
    for judged in entries:
        groups.setdefault(judged.story, []).append(judged)
    return tuple(_story(week, story, groups[story], book) for story in sorted(groups))


def compile_week(week: Week, stories: Sequence[StoryView], around: Around, book: Book) -> WeekView:
    """Return the week's digest: ``stories`` from ``tell``, ranked, cut and counted."""
    from usalama.digest.telling import hurt  # noqa: PLC0415  with the readers of texts: only where a week is printed

    ordered = ranking.order(_joined(story, around, hurt(story.reports, book.actors)) for story in stories)
    full = tuple(
        story._replace(pledges=memory.promises_of(story.id, story.line.week, story.reports, book.actors))
        for story in ranking.choose(ordered)
    )
    chosen = {story.id for story in full}
    more = tuple(story for story in ordered if story.id not in chosen)
    reported = {tally.slug for tally in around.topics if tally.now}
    outlets = Counter(report.outlet for story in ordered for report in story.reports)
    return WeekView(
        week=week,
        full=full,
        sections=_sections(full, more, book),
        quiet=tuple(topic.slug for topic in book.topics if topic.slug not in reported),
        by_topic=around.topics,
        by_county=around.counties,
        national=sum(not (story.line.counties or story.line.unplaced) for story in ordered),
        stories=len(ordered),
        reports=sum(len(story.reports) for story in ordered),
        outlets=tuple(sorted(outlets, key=lambda slug: (-outlets[slug], slug))),
        minutes=_minutes(full, more),
        strip=around.strip,
        previous=around.previous,
        next=around.next,
        updated=around.updated or max((story.changed for story in ordered), default=None),
        more=more,
        watch=around.watch,
    )


def _story(week: Week, story: str, entries: list[JudgedEntry], book: Book) -> StoryView:
    entries = sorted(entries, key=lambda judged: (judged.entry.published, judged.entry.key))
    own = corroboration.independent(entries, book.outlets, book.actors)
    reports = [_report(week, judged, free, book) for judged, free in zip(entries, own, strict=True)]
    best = min(range(len(entries)), key=lambda n: _leads(entries[n], reports[n], book)) if len(entries) > 1 else 0
    lead, judged, others = reports[best], entries[best], _others(reports, entries, best, book)
    families = len({report.family for report in reports if report.independent})
    outlets = tuple(dict.fromkeys([lead.outlet, *(report.outlet for report in reports)]))
    line = Line(
        story=story,
        week=week.slug,
        title=lead.title,
        language=lead.language,
        outlet=lead.outlet,
        link=lead.link,
        day=lead.published.date(),
        first=reports[0].published.date(),
        reports=len(reports),
        outlets=outlets,
        families=families,
        level=corroboration.level(len(outlets), families),
        topics=_common(judged, entries, "topics"),
        counties=_common(judged, entries, "counties"),
        updated=max(_changed(item, book.zone) for item in entries),
        unplaced=any("counties" in item.missing for item in entries),
        feeds=tuple(sorted({report.feed for report in reports})),
        leads=leads_of(lead, (lead, *others)),
    )
    return StoryView(
        line=line,
        reports=(lead, *others),
        facets=_common(judged, entries, "facets"),
        reasons=_reasons(judged, entries),
        points=ranking.points_of(
            line, reports, book.topics, relevance=max(judged.judgement.relevance for judged in entries)
        ),
        held_back=not any(report.independent for report in reports),
    )


def _others(reports: Sequence[Report], entries: Sequence[JudgedEntry], best: int, book: Book) -> tuple[Report, ...]:
    """Return the reports beside the lead by time, pages made for search after all others."""
    if len(reports) == 1:
        return ()
    baits = [corroboration.baits(item, book.actors) for item in entries]
    return tuple(reports[n] for n in sorted(range(len(reports)), key=baits.__getitem__) if n != best)


def _report(week: Week, judged: JudgedEntry, free: bool, book: Book) -> Report:  # noqa: FBT001  paired by zip
    entry = judged.entry
    published = entry.published.astimezone(book.zone)
    return Report(
        key=entry.key,
        outlet=entry.outlet,
        family=corroboration.family(book.outlets.get(entry.outlet), entry.outlet),
        title=entry.title,
        link=entry.link if _SAFE.fullmatch(entry.link) else "",
        excerpt=entry.summary,
        language=entry.language,
        published=published,
        day=min(SUNDAY, max(0, (published.date() - week.monday).days)),
        independent=free,
        was=_worded_otherwise(entry),
        said=entry.said,
        gone=entry.gone.astimezone(book.zone).date() if entry.gone else None,
        misread=tuple(sorted(judged.misread)),
        feed=feed_mark(entry.feed_url),
    )


def _worded_otherwise(entry: Entry) -> tuple[str, ...]:
    """Return a report's earlier headlines; one that differs in capitals alone says nothing else."""
    return tuple([title for title in entry.was if title.casefold() != entry.title.casefold()])


def _leads(judged: JudgedEntry, report: Report, book: Book) -> tuple[object, ...]:
    """Sort key of the report that speaks for its story: an outlet's own, in the site's first language, first to come.

    One with an excerpt comes before one without; pages in another language choose for themselves (``tellers``).
    """
    repeated = corroboration.repeats(book.outlets.get(report.outlet))
    bait, own = corroboration.baits(judged, book.actors), report.independent
    foreign = not (report.link and report.language == FIRST)
    when = corroboration.came(judged.entry), judged.entry.published
    return (bait, not own, repeated, foreign, not report.excerpt, not report.link, *when, report.key)


def _common(lead: JudgedEntry, entries: Sequence[JudgedEntry], name: str) -> tuple[str, ...]:
    """Return the lead's slugs first, then those of the other reports, the most frequent first."""
    own: tuple[str, ...] = getattr(lead.judgement, name)
    if len(entries) == 1:
        return own
    counts = Counter(slug for judged in entries for slug in getattr(judged.judgement, name))
    return own + tuple(sorted((slug for slug in counts if slug not in own), key=lambda slug: (-counts[slug], slug)))


def _reasons(lead: JudgedEntry, entries: Sequence[JudgedEntry]) -> tuple[Reason, ...]:
    others = (reason for judged in entries if judged is not lead for reason in judged.judgement.reasons)
    return tuple(dict.fromkeys([*lead.judgement.reasons, *(each for each in others if each.kind in _WHOLE)]))


def _joined(story: StoryView, around: Around, hurt: int) -> StoryView:
    """Return the story with what its reports and earlier weeks add to its points, and with what those weeks held."""
    before, page = around.before.get(story.id), around.pages.get(story.id, "")
    if case := around.cases.get(story.id):
        story = story._replace(case=case)
    added = ranking.points(happened=hurt, continuity=len(before.weeks) if before else 0)
    story = story._replace(points=tuple(sorted((*story.points, *added), key=lambda pair: -pair[1])))
    if not before and not page:
        return story
    return story._replace(
        before=before,
        page=page,
        later=story.id in around.later,
        new_outlets=tuple(slug for slug in story.line.outlets if before and slug not in before.outlets),
        new_counties=tuple(slug for slug in story.line.counties if before and slug not in before.counties),
    )


def _sections(full: Sequence[StoryView], more: Sequence[StoryView], book: Book) -> tuple[Section, ...]:
    sections = []
    for slug in (*(topic.slug for topic in book.topics), ""):
        told = tuple(story for story in full if story.line.topic == slug)
        rest = tuple(story for story in more if story.line.topic == slug)
        if told or rest:
            reports = sum(len(story.reports) for story in told + rest)
            lines = tuple(story.line for story in rest)
            sections.append(Section(slug, told, lines, len(told) + len(rest), reports))
    return tuple(sections)


def _minutes(full: Sequence[StoryView], more: Sequence[StoryView]) -> int:
    words = sum(len(story.lead.title.split()) + len(story.lead.excerpt.split()) for story in full)
    words += sum(len(story.lead.title.split()) for story in more)
    return max(1, -(-words // WORDS_A_MINUTE))


def _changed(judged: JudgedEntry, zone: tzinfo) -> datetime:
    """Return when a report last changed here; an outlet may date one ahead, and that is no change yet."""
    entry = judged.entry
    return max(entry.updated or entry.first_seen, entry.first_seen).astimezone(zone)
