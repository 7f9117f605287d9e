"""Who speaks for a story: on pages of one language a report in it, where an outlet wrote one; on an outlet's, its own.

It changes nothing of what was judged, counted or ordered. It translates nothing: a story that
nobody told in the language keeps its lead.
"""

from collections.abc import Iterable, Mapping, Sequence

from usalama.claims.stages import CaseStatus
from usalama.digest.digests import Lead, Line, Report, StoryView, WeekView
from usalama.digest.memory import Promise
from usalama.digest.shelves import ArchiveYear, ShelfView, WeekLines, WholeStory

_CUT = ("…", "...")  # how a headline ends that its outlet's feed cut
Pledges = Iterable[tuple[tuple[Promise, ...], tuple[Line, ...]]]


def leads_of(lead: Report, reports: Sequence[Report]) -> tuple[Lead, ...]:
    """Return who may speak for a story in each language that is not its lead's."""
    languages = {report.language for report in reports} - {lead.language} if len(reports) > 1 else ()
    own = (_own(reports, language) for language in sorted(languages))
    return tuple(
        Lead(one.language, one.title, one.outlet, one.link, one.published.date()) for one in own if one is not None
    )


def line_in(line: Line, language: str) -> Line:
    """Return the line as the report in ``language`` heads it, where it has one of an outlet's own."""
    for lead in line.leads:
        if lead.language == language:
            outlets = tuple(dict.fromkeys((lead.outlet, *line.outlets)))
            return line._replace(**lead._asdict(), outlets=outlets)
    return line


def lines_in(lines: Iterable[Line], language: str) -> tuple[Line, ...]:
    """Return some lines, each in ``language`` where it can be."""
    return tuple([line_in(line, language) if line.leads else line for line in lines])


def lines_of(line: Line, reports: Iterable[Report], outlet: str) -> tuple[Line, ...]:
    """Return what one outlet wrote of a story: the line once for each of its reports, as that heads it."""
    outlets = tuple(dict.fromkeys((outlet, *line.outlets)))
    told = line._replace(outlet=outlet, outlets=outlets, leads=())
    return tuple(
        told._replace(title=own.title, language=own.language, link=own.link, day=own.published.date())
        for own in reports
        if own.outlet == outlet
    )


def told_in(view: WeekView, language: str) -> WeekView:
    """Return the week with each story led by a report in ``language``, where it has one of an outlet's own."""
    led = {story.id: found for story in (*view.full, *view.more) if (found := led_in(story, language)) is not story}
    if not led:
        return view
    return view._replace(
        full=tuple(led.get(story.id, story) for story in view.full),
        more=tuple(led.get(story.id, story) for story in view.more),
        sections=tuple(part._replace(lines=lines_in(part.lines, language)) for part in view.sections),
    )


def led_in(story: StoryView, language: str) -> StoryView:
    """Return one story of a week led by a report in ``language``, where it has one of an outlet's own."""
    lead = _own(story.reports, language) if story.lead.language != language and len(story.reports) > 1 else None
    return story if lead is None else _led_by(lead, story, line_in(story.line, language))


def stories_in(stories: Mapping[str, StoryView], language: str) -> dict[str, StoryView]:
    """Return some stories of a week by their ids, each led by a report in ``language`` where it can be."""
    return {key: led_in(story, language) for key, story in stories.items()}


def led_whole(story: StoryView) -> StoryView:
    """Return one story of a week led by a report with a whole headline, where its lead's ends in an ellipsis.

    Another of an outlet's own, in the lead's language; without one the story keeps its lead.
    """
    if not story.lead.title.endswith(_CUT):
        return story
    own = (each for each in story.reports if each.independent and each.link and each.language == story.lead.language)
    lead = next((each for each in own if not each.title.endswith(_CUT)), None)
    return story if lead is None else _led_by(lead, story, lines_of(story.line, (lead,), lead.outlet)[0])


def story_in(story: WholeStory, language: str) -> WholeStory:
    """Return the story over weeks with its newest chapter led by a whole headline, in ``language`` where it can be."""
    newest, *earlier = story.chapters
    view = led_whole(led_in(newest.view, language) if language else newest.view)
    return story._replace(lead=view.line, chapters=(newest._replace(view=view), *earlier))


def shelf_in(shelf: ShelfView, language: str) -> ShelfView:
    """Return the shelf with its lines in ``language``."""
    return shelf._replace(weeks=_weeks_in(shelf.weeks, language), running=lines_in(shelf.running, language))


def year_in(year: ArchiveYear, language: str) -> ArchiveYear:
    """Return the year with its lines in ``language``."""
    return year._replace(weeks=_weeks_in(year.weeks, language))


def pledges_in(pledges: Pledges, language: str) -> Pledges:
    """Return the pledges with the later lines of their stories in ``language``; a pledge itself is a quotation."""
    return tuple((told, lines_in(since, language)) for told, since in pledges)


def cases_in(cases: Iterable[tuple[Line, CaseStatus]], language: str) -> tuple[tuple[Line, CaseStatus], ...]:
    """Return the cases with the lines of their stories in ``language``."""
    return tuple((line_in(line, language), case) for line, case in cases)


def _weeks_in(weeks: Iterable[WeekLines], language: str) -> tuple[WeekLines, ...]:
    return tuple(group._replace(lines=lines_in(group.lines, language)) for group in weeks)


def _led_by(lead: Report, story: StoryView, line: Line) -> StoryView:
    return story._replace(line=line, reports=(lead, *(each for each in story.reports if each is not lead)))


def _own(reports: Iterable[Report], language: str) -> Report | None:
    """Return an outlet's own report in ``language``: the earliest, one with an excerpt before all others."""
    own = [report for report in reports if report.language == language and report.independent and report.link]
    return min(own, key=lambda report: not report.excerpt) if own else None
