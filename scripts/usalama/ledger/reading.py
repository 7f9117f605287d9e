"""From the text of the ledger to its edits: what cannot be meant is refused, with one line a mistake.

Nothing here opens a file or knows the time.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from usalama.errors import LedgerError
from usalama.formats.tables import Table, nearest, read_document
from usalama.ledger.ledger import (
    COUNTED,
    FAULTS,
    FILE,
    GROUNDS,
    ON_ENTRY,
    ON_STORY,
    PARTS,
    READ,
    Edit,
    Ledger,
    Verb,
    make_ledger,
)
from usalama.words.weeks import parse_week

_KEY = re.compile(r"[0-9a-f]{10}")
_STORY = re.compile(r"s[0-9a-f]{10}")
_LINK = re.compile(r"[0-9a-f]{16}")
_FIGURE = re.compile(r"\d+(?:-\d+)?")
_Known = tuple[Collection[str], Collection[str]]


def read(text: str, name: str = FILE, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> Ledger:
    """Read the ledger; with ``topics`` and ``counties`` their slugs are checked too.

    One that is empty, as a power cut leaves a file, is not one without edits: what is hidden would be shown again.
    """
    if not text.strip():
        mend = "restore it from the repository, or by usalama edit restore; one without edits has a comment"
        raise LedgerError(f"{name}: is empty; {mend}")
    root = read_document(text, name, LedgerError)
    tables = root.tables("edits")
    root.close()
    edits: list[Edit] = []
    for table in tables:
        edit = read_edit(table, (topics, counties))
        if edits and edit.when < edits[-1].when:
            table.fail("when", f"is before the edit above ({edits[-1].when.isoformat()}); write them in order of time")
        edits.append(edit)
    return make_ledger(edits)


def where(text: str, place: int, key: str) -> str:
    """Return where a key of the edit at ``place``, counted from 0, stands in a ledger that can be read."""
    return read_document(text, FILE, LedgerError).tables("edits")[place].where(key)


def read_edit(table: Table, known: _Known) -> Edit:
    """Read one edit; ``known`` are the slugs of topics and of counties, none for any."""
    do = Verb(table.choice("do", [verb.value for verb in Verb]))
    edit = Edit(
        do=do,
        on=_target(table, "on", do),
        when=table.moment("when"),
        why=table.text("why", "") if do is Verb.NOTE else table.text("why"),
        by=table.text("by", ""),
    )
    if do in _PARTICULARS:
        edit = _PARTICULARS[do](table, edit, known)
    if edit.do is Verb.MERGE and edit.story == edit.on:
        table.fail("story", f"is {edit.on} itself; name the other story")
    table.close()
    return edit


def _split(table: Table, edit: Edit, _: _Known) -> Edit:
    also = table.words("also", ())
    for value in also:
        if not _KEY.fullmatch(value):
            table.fail("also", f'"{value}" is not an entry; write its key, such as 0123456789')
    left = tuple(_checked(table, "left", value) for value in table.words("left", ()))
    return replace(_placed(table, edit), also=also, left=left)


def _listed(table: Table, edit: Edit, key: str, known: Collection[str], least: int) -> Edit:
    placed, slugs = _placed(table, edit), _slugs(table, key, known, least)
    # What stood there before, which the catalogue may have given up since.
    return replace(placed, slugs=slugs, was=_slugs(table, "was", (), least=0) if table.has("was") else None)


def _correct(table: Table, edit: Edit, _: _Known) -> Edit:
    placed, part = _placed(table, edit), table.choice("part", PARTS)
    old, new = (table.text(key, "" if part in READ else None) for key in ("old", "new"))
    figure = table.text("figure", "")
    if figure and (part not in COUNTED or not _FIGURE.fullmatch(figure)):
        table.fail("figure", f'"{figure}" is no number of {part}; write one that is read, such as 26 or 3-5')
    return replace(placed, part=part, figure=figure, old=old, new=new, kind=table.choice("kind", FAULTS))


def _take_down(table: Table, edit: Edit, _: _Known) -> Edit:
    links = table.words("links", ())
    for value in links:
        if not _LINK.fullmatch(value):
            mend = "delete this edit, and give usalama edit take-down, which makes them"
            table.fail("links", f"holds something else than fingerprints; {mend}")
    return replace(_placed(table, edit), kind=table.choice("kind", GROUNDS), links=links)


_PARTICULARS: dict[Verb, Callable[[Table, Edit, _Known], Edit]] = {
    Verb.PIN: lambda table, edit, _: replace(edit, week=_week(table)),
    **dict.fromkeys((Verb.HIDE, Verb.SHOW, Verb.ADMIT), lambda table, edit, _: _placed(table, edit)),
    Verb.MERGE: lambda table, edit, _: replace(edit, story=_story(table)),
    Verb.SPLIT: _split,
    Verb.RETAG: lambda table, edit, known: _listed(table, edit, "topics", known[0], least=1),
    Verb.RELOCATE: lambda table, edit, known: _listed(table, edit, "counties", known[1], least=0),
    Verb.NOTE: lambda table, edit, _: replace(edit, text=table.text("text")),
    Verb.CORRECT: _correct,
    Verb.TAKE_DOWN: _take_down,
}
"""What each verb says beyond the keys that all have; the other verbs say nothing more."""


def _target(table: Table, key: str, do: Verb) -> str:
    value = table.text(key)
    meant = "a story, such as s0123456789" if do in ON_STORY else "an entry, such as 0123456789"
    if do in ON_STORY and not _STORY.fullmatch(value):
        table.fail(key, f'"{value}" is not {meant}; {do} is for whole stories')
    if do in ON_ENTRY and not _KEY.fullmatch(value):
        table.fail(key, f'"{value}" is not {meant}; {do} is for single entries')
    if not _STORY.fullmatch(value) and not _KEY.fullmatch(value):
        table.fail(key, f'"{value}" is neither {meant}, nor a story, such as s0123456789')
    return value


def _placed(table: Table, edit: Edit) -> Edit:
    week = _week(table) if table.has("week") else ""
    return replace(edit, week=week, story=_story(table) if table.has("story") else "")


def _week(table: Table) -> str:
    try:
        return parse_week(table.text("week")).slug
    except ValueError as mistake:
        table.fail("week", str(mistake))


def _story(table: Table) -> str:
    return _checked(table, "story", table.text("story"))


def _checked(table: Table, key: str, value: str) -> str:
    if not _STORY.fullmatch(value):
        table.fail(key, f'"{value}" is not a story; write its id, such as s0123456789')
    return value


def _slugs(table: Table, key: str, known: Collection[str], least: int) -> tuple[str, ...]:
    found = table.words(key)
    if len(found) < least:
        table.fail(key, "is empty; name at least one")
    for slug in found:
        if known and slug not in known:
            table.fail(key, f'"{slug}" is not known; {nearest(slug, known)}')
    return found
