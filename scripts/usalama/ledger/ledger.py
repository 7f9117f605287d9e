"""The editor's ledger, ``content/ledger.toml``: what a person decided about entries and stories, in order of time.

``read`` takes the text and refuses what cannot be meant, with one line a mistake. The file is only ever added to; what
it does to entries is in ``effects``. A take-down holds keys and fingerprints, never a word of what was taken
down, and ``Ledger.refuses`` tells a pull what may not come back. Nothing here opens a file or knows the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from usalama.errors import LedgerError
from usalama.formats.tables import Table, nearest, read_document
from usalama.words.urls import page
from usalama.words.weeks import parse_week

FILE = "content/ledger.toml"
_KEY = re.compile(r"[0-9a-f]{10}")
_STORY = re.compile(r"s[0-9a-f]{10}")
_LINK = re.compile(r"[0-9a-f]{16}")


class Verb(StrEnum):
    """What can be done. ``unpin`` takes back ``pin``, ``show`` ``hide``; the rest is overruled by a later edit."""

    PIN = "pin"
    UNPIN = "unpin"
    HIDE = "hide"
    SHOW = "show"
    MERGE = "merge"
    SPLIT = "split"
    RETAG = "retag"
    RELOCATE = "relocate"
    NOTE = "note"
    CORRECT = "correct"
    TAKE_DOWN = "take-down"


FAULTS = ("source-changed", "misread", "wrong-place", "wrong-topic", "wrong-story", "wrong-date", "wrong-outlet")
"""Why something had to be corrected: the outlet changed its own wording, or which mistake of ours it was."""
GROUNDS = ("publisher-asked", "person-asked", "court-order", "safety", "our-mistake")
"""Why something was taken down."""
PARTS = ("title", "excerpt", "topics", "counties", "story", "date", "outlet")
"""What a correction is about; what it does not reword has its own verb."""
WORDED = ("title", "excerpt")
"""Those of them that a correction quotes and rewords."""
ON_STORY = frozenset({Verb.PIN, Verb.UNPIN, Verb.MERGE, Verb.NOTE})
"""What is done to whole stories alone."""
ON_ENTRY = frozenset({Verb.SPLIT, Verb.CORRECT, Verb.TAKE_DOWN})
"""What is done to single entries alone."""
_Known = tuple[Collection[str], Collection[str]]


@dataclass(frozen=True, slots=True)
class Edit:
    """One decision. ``on`` is the key of an entry or the id of a story; fields a verb does not use are empty."""

    do: Verb
    on: str
    when: datetime
    why: str
    by: str = ""
    week: str = ""
    """pin: the week it holds in; where an entry is meant, its week if that was noted. A slug, "2026-w47"."""
    story: str = ""
    """merge: the story it becomes part of; where an entry is meant, its story if that was noted."""
    also: tuple[str, ...] = ()
    """split: further entries that go along."""
    slugs: tuple[str, ...] = ()
    """retag: the topics, main one first; relocate: the counties, none is national."""
    text: str = ""
    """note: the words, shown as the desk's own."""
    part: str = ""
    old: str = ""
    new: str = ""
    kind: str = ""
    """correct: one of FAULTS; take-down: one of GROUNDS."""
    links: tuple[str, ...] = ()
    """take-down: fingerprints of the addresses that may not come back."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every edit, in order of time."""

    edits: tuple[Edit, ...] = ()
    _targets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    _refused: frozenset[str] = frozenset()
    moved: Mapping[str, str] = field(default_factory=dict)
    """Stories that a pull found to be one: gone → kept."""
    parted: Mapping[str, str] = field(default_factory=dict)
    """Those of them that a person took apart again."""
    _apart: Mapping[str, int] = field(default_factory=dict)
    """Story → the place of the last split that made it: merges of it before that are taken back."""
    _backs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Story → the places of the splits that took merges of it back."""

    def following(self, moved: Mapping[str, str]) -> Ledger:
        """Return the ledger for an archive with these merges; what a person split off stays apart."""
        kept = {gone: kept for gone, kept in moved.items() if gone not in self._apart}
        return replace(self, moved=kept, parted={gone: moved[gone] for gone in moved if gone not in kept})

    def about(self, *targets: str) -> tuple[Edit, ...]:
        """Return the edits that name one of these keys or stories, in order."""
        return tuple(self.edits[place] for place in self.places(*targets))

    def places(self, *targets: str, back: Collection[str] = ()) -> list[int]:
        """Return where the edits on these keys or stories stand, and those that took a merge of ``back`` back."""
        places = {place for target in targets for place in self._targets.get(target, ())}
        return sorted(places.union(*(self._backs.get(story, ()) for story in back)))

    def touching(self, story: str, *keys: str) -> tuple[Edit, ...]:
        """Return the edits that a page shows with a story: on it, on its entries, and what was merged into it."""
        into = (edit.on for edit in self.edits if edit.do is Verb.MERGE and edit.story == story)
        merged = [gone for gone in into if self.final(gone) == self.final(story)]
        return tuple(edit for edit in self.about(story, *keys, *merged) if edit.do is not Verb.TAKE_DOWN)

    def refuses(self, key: str, link: str = "") -> bool:
        """True when the entry was taken down, by its key or by its canonical address: a pull drops it unread."""
        return not self._refused.isdisjoint((key, *map(link_mark, (link, page(link)) if self._refused else ())))

    def final(self, story: str) -> str:
        """Return the story that ``story`` is part of after all merges."""
        seen: set[str] = set()
        while story not in seen:
            seen.add(story)
            for place, edit in enumerate(self.edits):
                if edit.do is Verb.MERGE and edit.on == story and place > self._apart.get(story, -1):
                    story = edit.story
            story = self.moved.get(story, story)
        return story

    def pinned(self, week: str) -> frozenset[str]:
        """Return the stories that head the week with this slug."""
        found: dict[str, bool] = {}
        for edit in self.edits:
            if edit.do is Verb.PIN and edit.week == week:
                found[self.final(edit.on)] = True
            elif edit.do is Verb.UNPIN:
                found.pop(self.final(edit.on), None)
        return frozenset(found)

    @property
    def corrections(self) -> tuple[Edit, ...]:
        """Every correction, the newest first: the public list."""
        return tuple(edit for edit in reversed(self.edits) if edit.do is Verb.CORRECT)

    @property
    def removals(self) -> tuple[Edit, ...]:
        """Every take-down, the newest first."""
        return tuple(edit for edit in reversed(self.edits) if edit.do is Verb.TAKE_DOWN)


def link_mark(address: str) -> str:
    """Return the fingerprint by which a take-down knows a page, or in older ledgers an address, and holds no name."""
    return sha256(address.encode()).hexdigest()[:16]


def make_ledger(edits: Iterable[Edit]) -> Ledger:
    """Return a ledger of edits that are in order."""
    edits = tuple(edits)
    targets: dict[str, tuple[int, ...]] = {}
    backs: dict[str, tuple[int, ...]] = {}
    for place, edit in enumerate(edits):
        for target in dict.fromkeys((edit.on, *edit.also)):
            targets[target] = (*targets.get(target, ()), place)
        if edit.do is Verb.MERGE:
            backs.setdefault(edit.on, ())
        elif edit.do is Verb.SPLIT and (made := f"s{edit.on}") in backs:
            backs[made] = (*backs[made], place)
    refused = frozenset(each for edit in edits if edit.do is Verb.TAKE_DOWN for each in (edit.on, *edit.links))
    apart = {f"s{edit.on}": place for place, edit in enumerate(edits) if edit.do is Verb.SPLIT}
    return Ledger(edits, targets, refused, _apart=apart, _backs=backs)


def read(text: str, name: str = FILE, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> Ledger:
    """Read the ledger; with ``topics`` and ``counties`` their slugs are checked too."""
    root = read_document(text, name, LedgerError)
    tables = root.tables("edits")
    root.close()
    edits: list[Edit] = []
    for table in tables:
        edit = read_edit(table, (topics, counties))
        if edits and edit.when < edits[-1].when:
            table.fail("when", f"is before the edit above ({edits[-1].when.isoformat()}); add new edits at the end")
        edits.append(edit)
    return make_ledger(edits)


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
    return replace(_placed(table, edit), also=also)


def _retag(table: Table, edit: Edit, known: _Known) -> Edit:
    return replace(_placed(table, edit), slugs=_slugs(table, "topics", known[0], least=1))


def _relocate(table: Table, edit: Edit, known: _Known) -> Edit:
    return replace(_placed(table, edit), slugs=_slugs(table, "counties", known[1], least=0))


def _correct(table: Table, edit: Edit, _: _Known) -> Edit:
    return replace(
        _placed(table, edit),
        part=table.choice("part", PARTS),
        old=table.text("old"),
        new=table.text("new"),
        kind=table.choice("kind", FAULTS),
    )


def _take_down(table: Table, edit: Edit, _: _Known) -> Edit:
    links = table.words("links", ())
    for value in links:
        if not _LINK.fullmatch(value):
            table.fail("links", "holds something else than fingerprints; use: usalama edit take-down KEY")
    return replace(_placed(table, edit), kind=table.choice("kind", GROUNDS), links=links)


_PARTICULARS: dict[Verb, Callable[[Table, Edit, _Known], Edit]] = {
    Verb.PIN: lambda table, edit, _: replace(edit, week=_week(table)),
    Verb.HIDE: lambda table, edit, _: _placed(table, edit),
    Verb.SHOW: lambda table, edit, _: _placed(table, edit),
    Verb.MERGE: lambda table, edit, _: replace(edit, story=_story(table)),
    Verb.SPLIT: _split,
    Verb.RETAG: _retag,
    Verb.RELOCATE: _relocate,
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
    value = table.text("story")
    if not _STORY.fullmatch(value):
        table.fail("story", f'"{value}" is not a story; write its id, such as s0123456789')
    return value


def _slugs(table: Table, key: str, known: Collection[str], least: int) -> tuple[str, ...]:
    found = table.words(key)
    if len(found) < least:
        table.fail(key, "is empty; name at least one")
    for slug in found:
        if known and slug not in known:
            table.fail(key, f'"{slug}" is not known; {nearest(slug, known)}')
    return found
