"""Where the reports stand that the desk edited: in the week that the edit notes, as a rule.

Where the desk corrected a date, the file may have moved to another week since. Nothing here opens a file.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from usalama.digest.atlas import Atlas
from usalama.digest.digests import Report
from usalama.ledger import effects
from usalama.ledger.ledger import Edit, Ledger, Verb
from usalama.planning.planning import Survey


def may_stand(edits: Iterable[Edit], ledger: Ledger, atlas: Atlas) -> Iterator[tuple[str, str]]:
    """Yield each week, by its slug, and story in which the report of one of these edits may stand."""
    for edit in edits:
        story = effects.now_in(edit, ledger)
        yield edit.week, story
        if any(each.do is Verb.CORRECT and each.part == "date" for each in ledger.about(edit.on)):
            yield from ((week.slug, story) for week, _ in atlas.weeks_of(story) if week.slug != edit.week)


def shown(edits: Collection[Edit], survey: Survey) -> tuple[dict[str, Report], dict[str, str]]:
    """Return the reports of edits as they stand, by key, and where; those that are not shown are left out."""
    atlas, named = survey.atlas, {edit.on for edit in edits}
    reports, places = dict[str, Report](), dict[str, str]()
    for at in dict.fromkeys(may_stand(edits, survey.ledger, atlas)):
        if there := atlas.told_in(*at):
            for report in survey.reports(there[0], there[1]):
                if report.key in named:
                    reports[report.key], places[report.key] = report, atlas.place(*at)
    return reports, places


def places(edits: Collection[Edit], shown: Mapping[str, str], survey: Survey) -> dict[Edit, str]:
    """Return each edit on an entry → where that is ``shown``, or its story in that week; "" where nothing of it is."""
    told = {edit: survey.atlas.place(edit.week, effects.now_in(edit, survey.ledger)) for edit in edits if edit.week}
    return {edit: shown.get(edit.on, told[edit]) if edit.week else "" for edit in edits}
