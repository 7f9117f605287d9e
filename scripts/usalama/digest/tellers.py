"""Who speaks for a story to readers of one language: where an outlet told it in that language, that report does.

It chooses among reports that may lead, and changes nothing of what was judged, counted or ordered. It translates
nothing: a story that nobody told in the language keeps its lead.
"""

from __future__ import annotations

from usalama.digest.digests import StoryView, WeekView
from usalama.digest.shelves import StoryPage


def told_in(view: WeekView, language: str) -> WeekView:
    """Return the week with each story led by a report in ``language``, where it has one of an outlet's own."""
    led = {story.id: found for story in (*view.full, *view.more) if (found := _led(story, language)) is not story}
    if not led:
        return view
    sections = (
        part._replace(lines=tuple(led[line.story].line if line.story in led else line for line in part.lines))
        for part in view.sections
    )
    return view._replace(
        full=tuple(led.get(story.id, story) for story in view.full),
        more=tuple(led.get(story.id, story) for story in view.more),
        sections=tuple(sections),
    )


def story_in(story: StoryPage, language: str) -> StoryPage:
    """Return the story over weeks with its newest chapter's lead in ``language``, where that has one."""
    newest = story.chapters[0].view
    return story._replace(lead=_led(newest, language).line) if newest.lead.language != language else story


def _led(story: StoryView, language: str) -> StoryView:
    own = [report for report in story.reports if report.language == language and report.independent and report.link]
    if not own or story.lead.language == language:
        return story
    lead = min(own, key=lambda report: not report.excerpt)  # the earliest, one with an excerpt before all others
    line = story.line._replace(
        title=lead.title,
        language=lead.language,
        outlet=lead.outlet,
        link=lead.link,
        day=lead.published.date(),
        outlets=tuple(dict.fromkeys((lead.outlet, *story.line.outlets))),
    )
    return story._replace(line=line, lead=lead, reports=(lead, *(each for each in story.reports if each is not lead)))
