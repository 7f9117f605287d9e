"""How to cite a week and each of its stories, ready to copy: the outlet first, then where it was found.

Frame words come translated, as in ``plaintext``; a headline stands as its outlet wrote it.
"""

from __future__ import annotations

from usalama.digest.digests import WeekView
from usalama.exports.plaintext import Words, sampled


def citations(view: WeekView, words: Words) -> str:
    """Return a citation of the week and one of each story, ready to copy: the outlet first, then where it was found."""
    _ = words.gettext
    titled = _("%(subject)s, %(dates)s") % {"dates": words.span(view.week)}
    read = _("read on [date].")
    week = f"{words.name} ({view.week.year}), {titled}, {words.address(view.week.path + '/')}, {read}"
    blocks = [f"{_('How to cite')}\n{week}"]
    if words.sample:
        blocks.append(sampled(words.gettext))
    if view.stories:
        blocks.append(_("A headline is its outlet's: name the outlet first, then where you found it."))
    for number, story in enumerate((*view.full, *view.more), 1):
        lead = story.lead
        stop = "" if lead.title.endswith((".", "?", "!", "…")) else "."
        source = (
            f"{words.outlets[lead.outlet]} ({words.full(lead.published)}): “{lead.title}”{stop} {lead.link}".strip()
        )
        blocks.append(f"{number}. {source}\n   {words.name}, {words.address(story.line.path)}, {read}")
    blocks.append(_("Headlines and excerpts belong to their publishers; counts and page text are CC BY 4.0."))
    return "\n\n".join(blocks) + "\n"
