"""The issue as plain text: a whole file for mail and slow phones, blocks to paste into WhatsApp, and citations.

Frame words come translated through the ``gettext`` that the caller gives; the rest is publishers' words with their
outlets. Nothing is summarised, and no line is cut inside a word.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from usalama.digest.digests import StoryView, WeekView
from usalama.words.weeks import Week

WIDTH = 72
SHORT = 160
"""Letters of a block's first line: one message."""
_SHOWN = 5


class Words(NamedTuple):
    """What a text form needs of its language and its site."""

    gettext: Callable[[str], str]
    ngettext: Callable[[str, str, int], str]
    span: Callable[[Week], str]
    day: Callable[[date], str]
    """Mon; ``full`` is 23 November 2026."""
    full: Callable[[date], str]
    topics: Mapping[str, str]
    counties: Mapping[str, str]
    outlets: Mapping[str, str]
    site: str
    name: str
    prefix: str
    """Of the language's tree: "" or "sw/"."""
    sample: bool

    def address(self, path: str) -> str:
        """Return a page's whole address."""
        return f"{self.site}/{self.prefix}{path}"


def issue(view: WeekView, words: Words, *, so_far: bool = False) -> str:
    """Return the whole issue as text, 72 letters wide; ``so_far`` says that its week is not over."""
    _ = words.gettext
    lines = [
        words.name.upper(),
        _titled(view.week, words),
        counts(view, words),
    ]
    if words.sample:
        lines += ["", *_wrapped(_sampled(words))]
    lines += [
        *_wrapped(_("Headlines and excerpts are the outlets' own words.")),
        words.address(f"{view.week.path}/"),
        "",
    ]
    for number, story in enumerate(view.full, 1):
        lines += [*_story(number, story, words), ""]
    edited = {story.id for story in view.more if story.edits}
    for section in view.sections:
        if section.lines:
            lines += [_topic(section.topic, words).upper(), ""]
            for line in section.lines:
                mark = _by_hand(words) if line.story in edited else ""
                lines += _wrapped(f"{line.title} ({_outlets(line.outlets, words)}){mark}", "- ", "  ")
            lines.append("")
    if view.quiet:
        named = ", ".join(words.topics[slug] for slug in view.quiet)
        lines += [
            *_wrapped(_("No report reached us on: %(topics)s.") % {"topics": named}),
            *_wrapped(_("No report is not the same as calm.")),
            "",
        ]
    lines += [_("That is the week so far.") if so_far else _("That is the week."), words.address("about/")]
    return "\n".join(lines) + "\n"


def emptied(week: Week, words: Words) -> str:
    """Return what stands in place of a week of which nothing is shown any more."""
    _ = words.gettext
    why = _(
        "Nothing of this week is shown: its reports were removed or left out by hand. That is not the same as calm."
    )
    return "\n".join([words.name.upper(), _titled(week, words), *_wrapped(why), words.address("corrections/")]) + "\n"


def whatsapp(view: WeekView, words: Words) -> str:
    """Return blocks to paste: the week, then each topic and each county that something was reported on."""
    _ = words.gettext
    head = f"{words.name}, {words.span(view.week)}: {counts(view, words)}"
    blocks = [_block(head, view.full, words, f"{view.week.path}/")]
    stories = (*view.full, *view.more)
    for kind, slugs, names in (
        ("topics", [tally.slug for tally in view.by_topic if tally.now], words.topics),
        ("counties", [tally.slug for tally in view.by_county if tally.now], words.counties),
    ):
        for slug in slugs:
            own = [story for story in stories if slug in getattr(story.line, kind)]
            said = words.ngettext("%(num)s story", "%(num)s stories", len(own)) % {"num": len(own)}
            blocks.append(_block(f"{names[slug]}, {words.span(view.week)}: {said}", own, words, f"{kind}/{slug}/"))
    if words.sample:
        blocks.insert(0, _sampled(words))
    return "\n\n---\n\n".join(blocks) + "\n"


def citations(view: WeekView, words: Words) -> str:
    """Return a citation of the week and one of each story, ready to copy: the outlet first, then where it was found."""
    _ = words.gettext
    blocks = [f"{_('How to cite')}\n{words.name}: {_titled(view.week, words)}. {words.address(view.week.path + '/')}"]
    if words.sample:
        blocks.append(_sampled(words))
    if view.stories:
        blocks.append(_("A headline is its outlet's: name the outlet first, then where you found it."))
    for number, story in enumerate((*view.full, *view.more), 1):
        lead = story.lead
        stop = "" if lead.title.endswith((".", "?", "!", "…")) else "."
        source = f"{words.outlets[lead.outlet]} ({words.full(lead.published)}): {lead.title}{stop} {lead.link}".strip()
        blocks.append(f"{number}. {source}\n   {words.name}, {words.address(story.line.path)}")
    return "\n\n".join(blocks) + "\n"


def counts(view: WeekView, words: Words) -> str:
    """Return the week's numbers as a line."""
    return ", ".join(
        (
            words.ngettext("%(num)s story", "%(num)s stories", view.stories) % {"num": view.stories},
            words.ngettext("%(num)s report", "%(num)s reports", view.reports) % {"num": view.reports},
            words.ngettext("%(num)s outlet", "%(num)s outlets", len(view.outlets)) % {"num": len(view.outlets)},
            words.ngettext("%(num)s minute", "%(num)s minutes", view.minutes) % {"num": view.minutes},
        )
    )


def level(number: int, words: Words) -> str:
    """Return the fixed words of a corroboration level."""
    _ = words.gettext
    return (_("One outlet only"), _("Several outlets, one origin"), _("Independent outlets"))[number - 1]


def _titled(week: Week, words: Words) -> str:
    _ = words.gettext
    return _("%(subject)s, week %(number)s: %(dates)s") % {"number": week.number, "dates": words.span(week)}


def _sampled(words: Words) -> str:
    _ = words.gettext
    return _("Sample data. Every report here is made up; no outlet wrote it.")


def _topic(slug: str, words: Words) -> str:
    return words.topics[slug] if slug else words.gettext("No topic")


def _story(number: int, story: StoryView, words: Words) -> list[str]:
    places = ", ".join(words.counties[slug] for slug in story.line.counties) or words.gettext("National")
    topic = _topic(story.line.topic, words)
    mark = _by_hand(words) if story.edits else ""
    lines = [*_wrapped(story.lead.title, f"{number}. ", "   "), f"   {topic} / {places}{mark}"]
    if story.lead.excerpt:
        lines += _wrapped(story.lead.excerpt, "   ", "   ")
    lines.append(f"   {level(story.level, words)}")
    for report in story.reports:
        lines.append(f"   - {words.outlets[report.outlet]}, {words.day(report.published)}")
        if report.link:
            lines.append(f"     {report.link}")
    return lines


def _block(head: str, stories: Sequence[StoryView], words: Words, path: str) -> str:
    told = [(story.lead, _by_hand(words) if story.edits else "") for story in stories[:_SHOWN]]
    lines = [f"• {_cut(lead.title, SHORT)} ({words.outlets[lead.outlet]}){mark}" for lead, mark in told]
    return "\n".join([f"*{_cut(head, SHORT)}*", *lines, words.address(path)])


def _outlets(slugs: tuple[str, ...], words: Words) -> str:
    return ", ".join(words.outlets[slug] for slug in slugs)


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
    if len(text) <= length:
        return text
    return text[: length - 1].rpartition(" ")[0] + "…"
