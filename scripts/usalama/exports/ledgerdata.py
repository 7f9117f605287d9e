"""The desk's public decisions: as they stand on their page, and as open data, one row each, the oldest first.

It holds what the corrections page shows and nothing else: after a take-down no wording is left in the ledger, so none
is here; of a hidden report a build shows none.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import tzinfo

from usalama.formats.rows import DataTable
from usalama.ledger.ledger import LISTS, Edit, Ledger, Verb
from usalama.words.weeks import Week, week_of

ANNOUNCED = frozenset({Verb.CORRECT, Verb.TAKE_DOWN})  # what is announced one by one, in the list and its feed
_ON_THE_STORY = frozenset({Verb.NOTE})  # what stands with its story alone, in the desk's own words
TABLE = DataTable(
    "corrections",
    "What the desk corrected, removed and edited by hand, and why; the same as the corrections page.",
    {
        name: ("datetime" if name == "when" else "string", text)
        for name, text in {
            "when": "When the desk decided, with its zone.",
            "do": "correct, take-down, or another verb of the desk's ledger but note.",
            "report": "The report that it is about, as in the reports; empty if it is about a whole story.",
            "story": "The story that it is about; empty if unknown.",
            "week": "The report's ISO week, such as 2026-W47; empty if unknown.",
            "kind": "What was wrong, or on what ground the report was removed.",
            "part": "correct, retag, relocate, merge, split: what was changed, as title, topics, story, killed 26.",
            "old": "The wording before, empty or [removed] once no page has the report any more; "
            "retag, relocate: the topics or places before, (none) for none, empty if unknown; "
            "merge, split: the story, or stories, that the reports were in.",
            "new": "The same since.",
            "why": "The reason, in the desk's words.",
        }.items()
    },
)


def verbs(edits: Iterable[Edit]) -> list[str]:
    """Return what was done, each verb of the ledger once: as records and feeds tell it of a story."""
    return sorted({str(edit.do) for edit in edits})


def numbered(ledger: Ledger) -> tuple[tuple[Edit, int], ...]:
    """Return corrections and removals, the newest first, each with its number among its kind on the same entry."""
    counted: Counter[tuple[Verb, str]] = Counter()
    found = []
    for edit in ledger.edits:
        if edit.do in ANNOUNCED:
            counted[edit.do, edit.on] += 1
            found.append((edit, counted[edit.do, edit.on]))
    return tuple(reversed(found))


def late(ledger: Ledger, zone: tzinfo) -> dict[Week, int]:
    """Return week → how many reports of earlier weeks were corrected or removed in it.

    Who had a letter or a text of those weeks has the old words: the next one says so.
    """
    dated = {(week_of(edit.when, zone), edit.on, edit.week) for edit in ledger.edits if edit.do in ANNOUNCED}
    return Counter(when for when, _, week in dated if week and week < when.slug)


def others(ledger: Ledger) -> tuple[Edit, ...]:
    """Return every other edit by hand but notes, the newest first."""
    return tuple(edit for edit in reversed(ledger.edits) if edit.do not in ANNOUNCED | _ON_THE_STORY)


def placed(ledger: Ledger) -> tuple[Edit, ...]:
    """Return every edit on an entry of which week and story are noted, but for removals; the newest first."""
    edits = (edit for edit in reversed(ledger.edits) if edit.do is not Verb.TAKE_DOWN and not edit.is_on_story)
    return tuple(edit for edit in edits if edit.week and edit.story)


def as_csv(ledger: Ledger) -> str:
    """Return corrections, removals and other edits as RFC 4180."""
    told = (edit for edit in ledger.edits if edit.do not in _ON_THE_STORY)
    return TABLE.as_csv(map(_row, sorted(told, key=lambda edit: (edit.when, edit.on))))


def _row(edit: Edit) -> dict[str, str]:
    report, story = ("", edit.on) if edit.is_on_story else (edit.on, edit.story)
    part, old, new = edit.read, edit.old, edit.new
    if edit.do is Verb.MERGE:
        part, old, new = "story", edit.on, edit.story
    elif edit.do is Verb.SPLIT:
        part, old, new = "story", ", ".join(sorted(edit.parted)), edit.own
    elif edit.do in LISTS:
        part, old, new = LISTS[edit.do], "" if edit.was is None else _listed(edit.was), _listed(edit.slugs)
    values = (
        edit.when.isoformat(), str(edit.do), report, story, edit.week.upper(), edit.kind, part, old, new, edit.why,
    )  # fmt: skip
    return dict(zip(TABLE.columns, values, strict=True))


def _listed(slugs: Iterable[str]) -> str:
    return ", ".join(slugs) or "(none)"
