"""The issue as plain text: a whole file for mail and slow phones, and blocks to paste into WhatsApp.

Frame words come translated through the ``gettext`` that the caller gives; the rest is publishers' words with their
outlets. Nothing is summarised, and no line is cut inside a word.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from usalama.digest.digests import LEVELS, Line, Report, Section, StoryView, Watch, WeekView
from usalama.exports.standing import denials, doubts, level, notes, since, standing
from usalama.words.characters import cut
from usalama.words.weeks import Week

if TYPE_CHECKING:  # the readers of texts, which only the plugin loads
    from usalama.digest.telling import Doubts

WIDTH = 72
SHORT = 160  # letters of a block's first line: one message
_SHOWN = 5
_NAMED = 4  # counties that a line names, as a story's place on the page does


class Words(NamedTuple):
    """What a text form needs of its language and its site."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    span: Callable[[Week], str]
    day: Callable[[date], str]  # Mon; ``full`` is 23 November 2026
    full: Callable[[date], str]
    topics: Mapping[str, str]
    counties: Mapping[str, str]
    outlets: Mapping[str, str]
    site: str
    name: str
    prefix: str  # of the language's tree: "" or "sw/"
    sample: bool
    doubts: Callable[[Sequence[Report]], Doubts]
    """What the headline of a story with these reports does not tell (``usalama.digest.telling``)."""
    late: Callable[[Week], int] = lambda _: 0  # reports of earlier weeks that the desk corrected or removed in one

    def address(self, path: str) -> str:
        """Return a page's whole address."""
        return f"{self.site}/{self.prefix}{path}"


def issue(view: WeekView, words: Words, *, so_far: bool = False) -> str:
    """Return the whole issue as text, 72 letters wide; ``so_far`` says that its week is not over."""
    if not view.stories:
        return _silent(view, words)
    _ = words.gettext
    told = counts(view, words)
    lines = [words.name.upper(), _titled(view.week, words), told[:1].upper() + told[1:]]
    if so_far:
        lines.append(_("The week so far."))
    if view.watch and view.watch.thin:
        lines += _wrapped(_thin(view.watch, words))
    if words.sample:
        lines += ["", *_wrapped(sampled(words.gettext))]
    lines += [
        *_wrapped(_("Headlines and excerpts are the outlets' own words.")),
        words.address(f"{view.week.path}/"),
        "",
    ]
    for number, story in enumerate(view.full, 1):
        lines += [*_story(number, story, words), ""]
    touched = {story.id: story for story in view.more if story.edits}
    for section in view.sections:
        if section.lines:
            lines += [_topic(section.topic, words).upper(), "", *_lines(section, touched, words), ""]
    if view.watch and not view.watch.thin:
        lines += [_answered(view.watch, words), ""]
    if view.quiet:
        named = ", ".join(words.topics[slug] for slug in view.quiet)
        lines += [
            *_wrapped(_("No report reached us on: %(topics)s.") % {"topics": named}),
            *_wrapped(_("No report is not the same as calm.")),
            "",
        ]
    lines += _edits(view, words)
    lines += [_("That is the week so far.") if so_far else _("That is the week."), words.address("about/")]
    return "\n".join(lines) + "\n"


def _silent(view: WeekView, words: Words) -> str:
    """Return what a week says of which no report came."""
    _ = words.gettext
    why = _(
        "No report of this week reached us. That is not the same as calm: feeds may have been down, and much is never "
        "reported."
    )
    lines = [words.name.upper(), _titled(view.week, words), *_wrapped(why)]
    lines += _wrapped(_answered(view.watch, words)) if view.watch else []
    lines += ["", *_wrapped(sampled(words.gettext))] if words.sample else []
    return "\n".join([*lines, "", *_edits(view, words), words.address("")]) + "\n"


def _answered(watch: Watch, words: Words) -> str:
    said = words.gettext("%(worked)s of %(asked)s feeds answered at least once")
    return f"{said % {'worked': watch.worked, 'asked': watch.asked}}."


def _edits(view: WeekView, words: Words) -> list[str]:
    """Return what the desk did to reports of earlier weeks, and where it says of these and the week's own why."""
    _, late = words.gettext, words.late(view.week)
    told = words.ngettext(
        "%(num)s report of an earlier week was corrected or removed.",
        "%(num)s reports of earlier weeks were corrected or removed.",
        late,
    )
    lines = _wrapped(told % {"num": late}) if late else []
    if late or any(changed(story) for story in (*view.full, *view.more)):
        lines += [*_wrapped(_("What the editors changed, and why:")), words.address("corrections/"), ""]
    return lines


def emptied(week: Week, words: Words) -> str:
    """Return what stands in place of a week of which nothing is shown any more."""
    _ = words.gettext
    why = _(
        "Nothing of this week is shown: its reports were removed or left out by hand. That is not the same as calm."
    )
    return "\n".join([words.name.upper(), _titled(week, words), *_wrapped(why), words.address("corrections/")]) + "\n"


def whatsapp(view: WeekView, words: Words, *, so_far: bool = False) -> str:
    """Return blocks to paste: the week, then each topic and each county that something was reported on."""
    end = f". {words.gettext('The week so far.')}" if so_far else ""
    head = f"{words.name}, {words.span(view.week)}: {counts(view, words)}{end}"
    stories = (*view.full, *view.more)
    said = (_thin(view.watch, words),) if view.watch and view.watch.thin else ()
    blocks = [_block(head, stories, words, f"{view.week.path}/", said)]
    for kind, slugs, names in (
        ("topics", [tally.slug for tally in view.by_topic if tally.now], words.topics),
        ("counties", [tally.slug for tally in view.by_county if tally.now], words.counties),
    ):
        for slug in slugs:
            own = [story for story in stories if slug in getattr(story.line, kind)]
            told = words.ngettext("%(num)s story", "%(num)s stories", len(own)) % {"num": len(own)}
            head = f"{names[slug]}, {words.span(view.week)}: {told}{end}"
            blocks.append(_block(head, own, words, f"{kind}/{slug}/", said))
    if words.sample:
        blocks.insert(0, sampled(words.gettext))
    return "\n\n---\n\n".join(blocks) + "\n"


def counts(view: WeekView, words: Words) -> str:
    """Return the week's numbers as a line."""
    return ", ".join(
        (
            words.ngettext("%(num)s story", "%(num)s stories", view.stories) % {"num": view.stories},
            words.ngettext("%(num)s report", "%(num)s reports", view.reports) % {"num": view.reports},
            words.ngettext("%(num)s outlet", "%(num)s outlets", len(view.outlets)) % {"num": len(view.outlets)},
            words.ngettext("%(num)s minute to read", "%(num)s minutes to read", view.minutes) % {"num": view.minutes},
        )
    )


def _thin(watch: Watch, words: Words) -> str:
    """Return that a week may have had more than it shows."""
    said = words.gettext("%(worked)s of %(asked)s feeds answered at least once, so reports may be missing.")
    return said % {"worked": watch.worked, "asked": watch.asked}


def _titled(week: Week, words: Words) -> str:
    _ = words.gettext
    return _("%(subject)s, week %(number)s: %(dates)s") % {"number": week.number, "dates": words.span(week)}


def sampled(gettext: Callable[[str], str]) -> str:
    """Return what a form of a sample site says first."""
    _ = gettext
    return _("Sample data. Every report here is made up; no outlet wrote it.")


def _topic(slug: str, words: Words) -> str:
    return words.topics[slug] if slug else words.gettext("No topic")


def _story(number: int, story: StoryView, words: Words) -> list[str]:
    _ = words.gettext
    nowhere = _("Place not known") if story.line.unplaced else _("No %(area)s named")
    places = ", ".join(_places(story.line, words)) or nowhere
    topic = _topic(story.line.topic, words)
    mark = _by_hand(words) if changed(story) else ""
    # Of several, one wrote the headline and the excerpt.
    whose = f" ({words.outlets[story.lead.outlet]})" if len(story.line.outlets) > 1 else ""
    lines = [*_wrapped(story.lead.title + whose, f"{number}. ", "   "), f"   {topic} / {places}{mark}"]
    if story.lead.excerpt:
        lines += _wrapped(story.lead.excerpt, "   ", "   ")
    for said in (*standing(story, words), *denials(story, words), *since(story, words)):
        lines += _wrapped(said, "   ", "   ")
    for report in story.reports:
        source = f"{words.outlets[report.outlet]}, {words.day(report.published)}"
        if report.link:
            lines += [f"   - {source}", f"     {report.link}"]
        else:  # without an address its headline alone says which report it is
            title = "" if report.title == story.lead.title else f": {report.title}"
            lines += _wrapped(source + title, "   - ", "     ")
    return lines


def _where(line: Line, words: Words) -> str:
    """Return the places of a story, at most four, and the day of its lead; none where its headline names them all.

    One that is left out because the headline has it would make another one look like the place.
    """
    named = _places(line, words)
    if all(words.counties[slug] in line.title for slug in line.counties):
        named = []
    others = len(named) - _NAMED
    more = f" {words.gettext('and %(count)s more') % {'count': others}}" if others > 0 else ""
    return ", ".join(filter(None, (", ".join(named[:_NAMED]) + more, words.day(line.day))))


def _places(line: Line, words: Words) -> list[str]:
    """Return the places of a story; the last stands for those that no report of the week names."""
    named = [words.counties[slug] for slug in line.counties if slug not in line.by_story]
    told = {"names": ", ".join(words.counties[slug] for slug in line.by_story)}
    return [*named, words.gettext("by its story: %(names)s") % told] if line.by_story else named


def _lines(section: Section, touched: Mapping[str, StoryView], words: Words) -> list[str]:
    """Return a topic's stories that are not told in full, each with its places.

    ``touched`` are those that the desk has a word on.
    """
    lines = []
    for line in section.lines:
        story = touched.get(line.story)
        mark = _by_hand(words) if story and changed(story) else ""
        where = _where(line, words)
        outlets = ", ".join(words.outlets[slug] for slug in line.outlets)
        source = f"({outlets}; {where}){_one_origin(line, words)}"
        lines += _wrapped(f"{line.title} {source}{mark}", "- ", "  ")
        lines += [f"  {line.link}"] if line.link else []
        for note in notes(story, words) if story else ():
            lines += _wrapped(note, "  ", "  ")
    return lines


def _block(head: str, stories: Sequence[StoryView], words: Words, path: str, said: tuple[str, ...]) -> str:
    """Return a head, what is ``said`` of its numbers, some stories, and one link for all that they leave out."""
    _, rest = words.gettext, len(stories) - _SHOWN
    more = words.ngettext("%(num)s more on the site", "%(num)s more on the site", rest) % {"num": rest}
    what = _("The reports, with their links:")
    link = f"{what} {words.address(path)}"
    lines = [_message(story, words) for story in stories[:_SHOWN]]
    return "\n".join([f"*{_cut(head, SHORT)}*", *said, *lines, f"{more}. {link}" if rest > 0 else link])


def _message(story: StoryView, words: Words) -> str:
    """Return a story as one line of a message; forwarded without its page, it says itself who stands behind it."""
    others = len(story.line.outlets) - 1
    more = f" {words.gettext('and %(count)s more') % {'count': others}}" if others else ""
    doubtful = "".join(f" [{doubt.rstrip('.')}]" for doubt in doubts(story, words))
    doubtful += "".join(f" [{_cut(said, SHORT)}]" for said in denials(story, words)[:1])
    mark = _by_hand(words) if changed(story) else ""
    source = f"{words.outlets[story.lead.outlet]}{more}; {_where(story.line, words)}"
    return f"• {_cut(story.lead.title, SHORT)} ({source}){_one_origin(story.line, words)}{doubtful}{mark}"


def _one_origin(line: Line, words: Words) -> str:
    """Return what follows outlets that had a story from one another: named alone, they would look independent."""
    return f" [{level(line.level, words)}]" if LEVELS[line.level] == "one-origin" else ""


def changed(story: StoryView) -> bool:
    """Tell whether the desk changed a story; a note stands beside it and changes nothing."""
    return any(edit.do != "note" for edit in story.edits)


def _by_hand(words: Words) -> str:
    """Return what follows a story that the desk has touched: its words may not be the outlet's."""
    return f" [{words.gettext('edited by hand')}]"


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """Return the lines of a paragraph; no word is broken."""
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def _cut(text: str, length: int) -> str:
    """Return at most ``length`` letters, ended at a word; marks of WhatsApp's own markup are left out."""
    text = text.replace("*", "").replace("_", " ").replace("~", "").replace("`", "'")
    return cut(text, length)
