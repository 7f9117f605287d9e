"""What stands with a story in a form without its page: who is behind it, what its headline hides, and since when.

Frame words come translated through the ``gettext`` that the caller gives; the rest is publishers' words with their
outlets. It lays out no line and refuses to count anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from usalama.claims.untold import denies
from usalama.digest.digests import Line, StoryView

if TYPE_CHECKING:  # which has it say this
    from usalama.exports.plaintext import Words


def level(number: int, words: Words) -> str:
    """Return the fixed words of a corroboration level."""
    _ = words.gettext
    return (_("One outlet only"), _("Several outlets, one origin"), _("Independent outlets"))[number - 1]


def standing(story: StoryView, words: Words) -> list[str]:
    """Return who stands behind a story, what its headline does not tell, and the desk's notes."""
    return [level(story.level, words), *doubts(story, words), *notes(story, words)]


def denials(story: StoryView, words: Words) -> list[str]:
    """Return the headlines by which another report says that the story is not as it was told, each with its outlet."""
    told = ((words.outlets[report.outlet], report.title) for report in story.reports[1:] if denies(report.title))
    return [f"{outlet}: “{title}”" for outlet, title in dict.fromkeys(told)]


def home(line: Line, words: Words) -> list[str]:
    """Return that a story has its places from earlier weeks alone; nothing of one whose reports name them."""
    said = words.gettext("No report of this week names %(names)s; earlier ones of its story do.")
    return [said % {"names": ", ".join(words.counties[slug] for slug in line.by_story)}] if line.by_story else []


def since(story: StoryView, words: Words) -> list[str]:
    """Return since when a story is told, and the headline that it began with; nothing of one that is new."""
    if not story.before:
        return []
    _, number, begun = words.gettext, story.chapter - 1, story.before.opening
    weeks = words.ngettext("Reported in %(num)s earlier week", "Reported in %(num)s earlier weeks", number)
    first = _("first on %(day)s") % {"day": words.full(story.before.first)}
    told = f"{weeks % {'num': number}}, {first}"
    if begun is None or begun.title == story.lead.title:
        return [f"{told}."]
    return [f"{told}: “{begun.title}” ({words.outlets[begun.outlet]})."]


def doubts(story: StoryView, words: Words) -> list[str]:
    """Return what a reader of the headline alone should know: numbers that differ, and who alone speaks."""
    _ = words.gettext
    known = words.doubts(story.reports)
    kinds = {
        "killed": _("Killed"),
        "injured": _("Injured"),
        "missing": _("Missing"),
        "arrested": _("Arrested"),
        "animals": _("Animals taken"),
    }
    between = f" ({_('the outlets differ')})"
    lines = [f"{kinds[toll.kind]}: {toll.low}–{toll.high}{between if toll.differ else ''}." for toll in known.tolls]
    return [*lines, *([_("Official version only.")] if known.official_only else [])]


def notes(story: StoryView, words: Words) -> list[str]:
    """Return the desk's notes on a story: no other page than the story's own has them."""
    said = words.gettext("Note by the editors")
    return [f"{said}, {words.full(edit.when)}: {edit.text}" for edit in story.edits if edit.do == "note"]
