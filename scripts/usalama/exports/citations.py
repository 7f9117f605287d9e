"""How to cite a week and each of its stories, ready to copy: the outlet first, then where it was found.

Frame words come translated, as in ``plaintext``; a headline stands as its outlet wrote it.
"""

from __future__ import annotations

from collections.abc import Iterable

from usalama.digest.digests import WeekView
from usalama.exports.plaintext import Words, sampled


def citations(view: WeekView, words: Words, licence: str) -> str:
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
    owned = _("Headlines and excerpts belong to their publishers; counts and page text are %(licence)s.")
    blocks.append(owned % {"licence": licence})
    return "\n\n".join(blocks) + "\n"


def ris(view: WeekView, words: Words) -> str:
    """Return the week and each of its stories as records for a reference manager: RIS, one field a line.

    A story is its outlet's article, with the place where it was found as a note. A manager parts them: each says it
    where it is of a sample.
    """
    titled = words.gettext("%(subject)s, %(dates)s") % {"dates": words.span(view.week)}
    about = [("N1", sampled(words.gettext))] if words.sample else []
    week = (
        ("TI", titled), ("T2", words.name), ("PY", str(view.week.year)), ("UR", words.address(f"{view.week.path}/")),
        *about,
    )  # fmt: skip
    records = [_record("ELEC", week)]
    for story in (*view.full, *view.more):
        lead = story.lead
        found = f"{words.name}, {words.address(story.line.path)}"
        fields = (
            ("ID", story.id), ("TI", lead.title), ("T2", words.outlets[lead.outlet]), ("PY", str(lead.published.year)),
            ("DA", f"{lead.published:%Y/%m/%d}/"), ("LA", lead.language), ("UR", lead.link), ("N1", found),
            *about,
        )  # fmt: skip
        records.append(_record("NEWS", fields))
    return "\n".join(records)


def _record(kind: str, fields: Iterable[tuple[str, str]]) -> str:
    lines = (f"{tag}  - {' '.join(value.split())}" for tag, value in (("TY", kind), *fields) if value)
    return "\n".join((*lines, "ER  - ", ""))
