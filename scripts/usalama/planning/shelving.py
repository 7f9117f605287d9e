"""Views across weeks, made from a survey of the archive: shelves, stories over weeks, years, outlets.

Each function fetches the lines that its page shows and no others. It renders nothing and reads no entry.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from usalama.claims.stages import CaseStatus
from usalama.digest import memory, ranking, tellers
from usalama.digest.atlas import Atlas
from usalama.digest.digests import SERIES, YEAR, Line, Mark, StoryView, Tally
from usalama.digest.memory import Promise
from usalama.digest.shelves import (
    SHELF_LINES,
    ArchiveYear,
    Chapter,
    OutletRow,
    ShelfView,
    WeekLines,
    WholeStory,
)
from usalama.digest.summaries import Head
from usalama.ledger import effects
from usalama.planning.archivelist import (
    RECENT,
    SHARE,
    cases_gone_quiet,
    part_path,
    parts_of,
    recent_promises,
    recent_stories,
    share,
)
from usalama.planning.pagelist import KINDS, PROMISES
from usalama.planning.planning import Survey
from usalama.stories import corroboration
from usalama.words.weeks import Week, parse_week


def shelf(survey: Survey, folder: str, slug: str) -> ShelfView:
    """Return what the page of one topic, county or outlet shows."""
    atlas, kind = survey.atlas, KINDS[folder]
    weeks = atlas.run(atlas.newest, YEAR) if atlas.newest else ()
    held = [head.week for head in atlas.latest(YEAR) if slug in head.shelves[kind]]
    shown = _recent(survey, folder, slug, held)
    beside = "counties" if folder == "topics" else "topics"
    told = {(line.story, other) for group in shown for line in group.lines for other in getattr(line, beside)}
    going = survey.running if held and held[-1] == atlas.newest else {}
    return ShelfView(
        kind=folder,
        slug=slug,
        tally=survey.tally(kind, slug, atlas.newest, YEAR) if atlas.newest else Tally(slug, (), 0, 0, 0, "", 0.0),
        marks=tuple(atlas.shelf_mark(kind, slug, week) for week in weeks),
        weeks=shown,
        years=atlas.years_of(kind, slug),
        beside=_most(Counter(other for _, other in told)),
        running=going.get((folder, slug), ()),
        sight=survey.outlook.sight(kind, slug, atlas.newest) if atlas.newest and folder != "sources" else None,
        answered=survey.outlook.answered(weeks) if folder != "sources" else (),
    )


def story_page(survey: Survey, story: str) -> WholeStory:
    """Return one story over its weeks, with what its page shows besides."""
    atlas = survey.atlas
    weeks = [week for week, _ in atlas.weeks_of(story)]
    chapters = tuple(_chapter(survey, story, week) for week in reversed(weeks))
    counts = {chapter.mark.week: chapter.mark for chapter in chapters}
    return whole_story(survey, story)._replace(
        chapters=chapters,
        marks=tuple(
            counts.get(week) or Mark(week, 0, 0, held=week in atlas.by_week)
            for week in atlas.run(weeks[-1], YEAR)
            if week >= weeks[0]
        ),
        updated=max(chapter.view.changed for chapter in chapters),
        case=atlas.cases.get(story),
        edits=effects.told_of(story, survey.ledger),
    )


def story_lists(survey: Survey) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return (running, gone quiet): the newest line of each story of more than one week, as sure as the story is."""
    atlas = survey.atlas
    if not atlas.newest:
        return (), ()
    edge = atlas.newest.previous(RECENT - 1)
    going: list[Line] = []
    quiet: list[Line] = []
    for story in recent_stories(atlas):
        last = atlas.chapters[story][-1][0]
        (going if last >= edge else quiet).append(_sure(survey, survey.lines(last)[story]))
    return tuple(sorted(going, key=lambda line: (line.updated, line.day), reverse=True)), tuple(quiet[:SHELF_LINES])


def quiet_cases(survey: Survey) -> tuple[tuple[Line, CaseStatus], ...]:
    """Return the stories with an open case and no report for four weeks, each with its newest line, latest first."""
    atlas = survey.atlas
    found = ((story, atlas.last[story].week) for story in cases_gone_quiet(atlas))
    return tuple((_sure(survey, survey.lines(week)[story]), atlas.cases[story]) for story, week in found)


def whole_story(survey: Survey, story: str) -> WholeStory:
    """Return a story over all its weeks; its reports are read where the lines of its weeks do not tell its level."""
    weeks = [week for week, _ in reversed(survey.atlas.weeks_of(story))]
    return _whole([survey.lines(week)[story] for week in weeks], lambda: _families(survey, story, weeks))


def stories_of(survey: Survey, week: Week) -> Iterator[WholeStory]:
    """Yield every story that was first reported in ``week``, over all its weeks, by its first day."""
    atlas = survey.atlas
    lines = survey.line_list(week) if week in atlas.by_week else ()
    for line in sorted(lines, key=lambda line: (line.first, line.story)):
        if line.story not in atlas.chapters:
            yield _whole([line], lambda: 0)
        elif atlas.chapters[line.story][0][0] == week:
            yield whole_story(survey, line.story)


def _whole(lines: Sequence[Line], families: Callable[[], int]) -> WholeStory:
    """Join the lines of a story, the newest first; ``families`` counts the independent owners behind all of them."""
    outlets = tuple(dict.fromkeys(slug for line in lines for slug in line.outlets))
    level = max(line.level for line in lines)
    if level < corroboration.INDEPENDENT and len(lines) > 1 and len(outlets) > 1:
        level = corroboration.level(len(outlets), families())
    return WholeStory(
        lead=lines[0],
        first=min(line.first for line in lines),
        updated=max(line.updated for line in lines),
        weeks=len(lines),
        reports=sum(line.reports for line in lines),
        outlets=outlets,
        level=level,
        topics=tuple(dict.fromkeys(slug for line in lines for slug in line.topics)),
        counties=tuple(dict.fromkeys(slug for line in lines for slug in line.counties)),
    )


def _families(survey: Survey, story: str, weeks: Iterable[Week]) -> int:
    reports = (report for week in weeks for report in survey.reports(week, story))
    return len({report.family for report in reports if report.independent})


def promises(survey: Survey) -> tuple[tuple[tuple[Promise, ...], tuple[Line, ...]], ...]:
    """Return what officials promised in the newest year, as ``memory.by_story`` has it, with the weeks told since."""
    atlas = survey.atlas
    return tuple(
        (
            told,
            tuple(
                survey.lines(week)[told[0].story]
                for week, _ in atlas.chapters.get(told[0].story, ())
                if week.slug > told[0].week
            ),
        )
        for told in memory.by_story(recent_promises(atlas))[:PROMISES]
    )


def archive_year(survey: Survey, year: int, part: Week | None = None, *, lines: bool = True) -> ArchiveYear:
    """Return one year of headlines, or the part of it that begins with the week ``part``."""
    atlas = survey.atlas
    known = atlas.marks | {week: Mark(week, 0, 0, held=False) for week in atlas.emptied}
    marks = tuple(known[week] for week in sorted(known) if week.year == year)
    parts = parts_of(atlas, year)
    if part is not None:
        shown = next(group for group in parts if group[0] == part)
        marks = tuple(mark for mark in marks if shown[0] <= mark.week <= shown[-1])
    else:
        shown = parts[0] if lines and len(parts) == 1 else ()
    return ArchiveYear(
        year=year,
        marks=marks,
        weeks=tuple(
            WeekLines(atlas.marks[week], tuple(sorted(survey.line_list(week), key=lambda line: (line.day, line.story))))
            for week in reversed(shown)
        ),
        parts=_parts(atlas, parts) if len(parts) > 1 and part is None else (),
        stories=atlas.told([mark.week for mark in marks]),
        reports=sum(mark.reports for mark in marks),
    )


def outlet_row(survey: Survey, slug: str) -> OutletRow:
    """Return one outlet's counts of the newest 12 weeks."""
    heads = survey.atlas.latest(SHARE)
    held = [head for head in heads if slug in head.shelves["outlets"]]
    counts = [head.shelves["outlets"][slug] for head in held]
    lines = [line for head in held for line in survey.shelf_lines(head.week, "outlets", slug)]
    return OutletRow(
        slug=slug,
        reports=sum(reports for _, reports, *_ in counts),
        stories=sum(stories for stories, *_ in counts),
        first_to_report=sum(first for _, _, first, _ in counts),
        topics=_most(Counter(topic for line in lines for topic in line.topics)),
        counties=_most(Counter(county for line in lines for county in line.counties)),
        share=share(survey.atlas, slug),
        **_firsts(heads, slug),
    )


def _firsts(heads: Iterable[Head], slug: str) -> dict[str, int]:
    rows = [head.firsts.get(slug, (0, 0, 0)) for head in heads]
    shared, first, reworded = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0, 0)
    return {"shared": shared, "first_of_shared": first, "reworded": reworded}


def chapters_of(survey: Survey, lines: Sequence[Line]) -> tuple[StoryView, ...]:
    """Return the stories of some lines with their reports, in the order given."""
    return tuple(_view(survey, parse_week(line.week), line) for line in lines)


def near(survey: Survey, week: Week, story: str) -> str:
    """Return where a story stands that was told in ``week`` or not long before; "" where it does not."""
    atlas = survey.atlas
    for each in reversed(atlas.run(week, SERIES)):
        head = atlas.by_week.get(each)
        if head and (story in atlas.ids[each] or head.former.get(story)):
            return f"{each.path}/#{story}"
    return ""


def newest_lines(survey: Survey, count: int, folder: str = "", slug: str = "") -> tuple[Line, ...]:
    """Return the newest lines of the site or of one shelf, the latest change first within a week.

    What one pull brought changed at one time: of that, what most owners reported comes first, or a feed that is full
    after ``count`` would leave out the week's main event.
    """
    found: list[Line] = []
    for head in reversed(survey.atlas.latest(YEAR)):
        if not folder or slug in head.shelves[KINDS[folder]]:
            own = survey.shelf_lines(head.week, KINDS[folder], slug) if folder else survey.line_list(head.week)
            found += sorted(own, key=lambda line: (line.updated, line.families, line.reports, line.story), reverse=True)
        if len(found) >= count:
            break
    return tuple(found[:count])


def _recent(survey: Survey, folder: str, slug: str, held: Sequence[Week]) -> tuple[WeekLines, ...]:
    """Return the newest weeks of a shelf with their lines, until the page is full; of an outlet, a line a report."""
    atlas, kind, room = survey.atlas, KINDS[folder], SHELF_LINES
    groups: list[WeekLines] = []
    for week in reversed(held):
        mark = atlas.shelf_mark(kind, slug, week)
        lines = survey.shelf_lines(week, kind, slug)
        own = sorted(lines, key=lambda line: (-line.families, -line.reports, -line.day.toordinal(), line.story))
        if week == atlas.newest and folder != "sources":
            own.sort(key=lambda line: _place(survey, week, line))
        whole = len(own)
        if folder == "sources":
            own, whole = [line for one in own[:room] for line in _written(survey, week, one, slug)], mark.reports
        groups.append(WeekLines(mark, tuple(own[:room]), max(0, whole - room)))
        room -= whole
        if room <= 0:
            break
    return tuple(groups)


def _place(survey: Survey, week: Week, line: Line) -> tuple[bool, bool, float]:
    """Return what orders a line of the newest week, as its page does: pinned first, then by points but relevance."""
    from usalama.digest.telling import hurt  # noqa: PLC0415  with the readers of texts: only where such a page is printed

    reports, book = survey.reports(week, line.story), survey.book
    before = len(survey.atlas.chapters.get(line.story, ())[:-1])
    points = ranking.points_of(line, reports, book.topics, happened=hurt(reports, book.actors), continuity=before)
    is_pinned, is_own = line.story in survey.ledger.pinned(week.slug), any(report.independent for report in reports)
    return not is_pinned, not is_own, -sum(each for _, each in points)


def _written(survey: Survey, week: Week, line: Line, outlet: str) -> tuple[Line, ...]:
    return tellers.lines_of(line, survey.reports(week, line.story), outlet) if line.reports > 1 else (line,)


def _chapter(survey: Survey, story: str, week: Week) -> Chapter:
    line = survey.lines(week)[story]
    return Chapter(Mark(week, 1, line.reports, held=True), _view(survey, week, line))


def _view(survey: Survey, week: Week, line: Line) -> StoryView:
    return StoryView(line, survey.reports(week, line.story), edits=survey.edits(week, line.story))


def _sure(survey: Survey, line: Line) -> Line:
    return line._replace(level=whole_story(survey, line.story).level) if line.story in survey.atlas.chapters else line


def _most(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _parts(atlas: Atlas, parts: Sequence[tuple[Week, ...]]) -> tuple[tuple[str, Week, Week, int], ...]:
    return tuple((part_path(part), part[0], part[-1], atlas.told(part)) for part in parts)
