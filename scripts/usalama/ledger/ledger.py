"""The editor's ledger, ``content/ledger.toml``: what a person decided about entries and stories, in order of time.

``reading`` takes its text. The file is only ever added to; what it does to entries is in ``effects``. A take-down holds
keys and fingerprints, never a word of what was taken down, and ``Ledger.refuses`` tells a pull what may not come back.
Nothing here opens a file or knows the time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType

from usalama.model import Entry, story_id
from usalama.words.urls import page, without_query

FILE = "content/ledger.toml"


class Verb(StrEnum):
    """What can be done. ``unpin`` takes back ``pin``, ``show`` ``hide``, that ``admit``; a later edit the rest."""

    PIN = "pin"
    UNPIN = "unpin"
    HIDE = "hide"
    SHOW = "show"
    ADMIT = "admit"
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
COUNTED = ("killed", "injured", "missing", "arrested", "animals")  # kinds of numbers that are read
READ = (*COUNTED, "voice", "pledge", "case")
"""What each build reads from a report's words anew: a correction says that it is read wrongly, and nothing shows it."""
PARTS = ("title", "excerpt", "topics", "counties", "story", "date", "outlet", *READ)
"""What a correction is about; what it neither rewords nor leaves out has its own verb."""
WORDED = ("title", "excerpt")  # those of them that a correction rewords
QUOTED = (*WORDED, *READ)  # those whose words it quotes
REMOVED = "[removed]"  # what stands for the wordings of a correction once its entry was taken down
LISTS = {Verb.RETAG: "topics", Verb.RELOCATE: "counties"}  # what an edit that gives a list calls it in the file
ON_STORY = frozenset({Verb.PIN, Verb.UNPIN, Verb.MERGE, Verb.NOTE})  # what is done to whole stories alone
ON_ENTRY = frozenset({Verb.ADMIT, Verb.SPLIT, Verb.CORRECT, Verb.TAKE_DOWN})  # what is done to single entries alone


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
    story: str = ""  # merge: the story it becomes part of; where an entry is meant, its story if that was noted
    also: tuple[str, ...] = ()  # split: further entries that go along
    left: tuple[str, ...] = ()
    """split: the stories that they were in; older ledgers have none, and at most one as ``story``."""
    slugs: tuple[str, ...] = ()  # retag: the topics, main one first; relocate: the counties, none is national
    was: tuple[str, ...] | None = None
    """The same before the edit; None where that is not known, as where a story's reports did not have the same."""
    text: str = ""  # note: the words, shown as the desk's own
    part: str = ""
    figure: str = ""  # correct: the one number of ``part`` that is read wrongly, as "26" or "3-5"; "" is every one
    old: str = ""
    new: str = ""
    kind: str = ""  # correct: one of FAULTS; take-down: one of GROUNDS
    links: tuple[str, ...] = ()
    """take-down: fingerprints of what may not come back: its address, of any outlet or of one, and its words."""

    @property
    def parted(self) -> frozenset[str]:
        """The stories that a split left, as far as they are known."""
        return frozenset((*self.left, self.story)) - {"", self.own}

    @property
    def own(self) -> str:
        """The story named after the entry that it is on: what a split makes."""
        return story_id(self.on)

    @property
    def read(self) -> str:
        """What it says is read wrongly: a part, or one number of it, as "killed 26"."""
        return f"{self.part} {self.figure}".rstrip()

    @property
    def is_reread(self) -> bool:
        """Whether it takes back that something is read wrongly: the words that it is read from are new again."""
        return self.part in READ and bool(self.new) and not self.old

    @property
    def is_on_story(self) -> bool:
        """Whether a story is named, and no entry."""
        return self.on.startswith("s")


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every edit, in order of time."""

    edits: tuple[Edit, ...] = ()
    _targets: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()  # keys and fingerprints of what was taken down
    moved: Mapping[str, str] = field(default_factory=dict)  # stories that a pull found to be one: gone → kept
    shown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """These, and those that a person took apart again: gone → each that it was told as since, the last at the end."""
    _apart: Mapping[str, int] = field(default_factory=dict)
    """Story → the place of the last split that made it: merges of it before that are taken back."""
    _backs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Story → the places of the splits that took merges of it back."""

    def following(self, shown: Mapping[str, tuple[str, ...]]) -> Ledger:
        """Return the ledger for an archive with these merges, gone → its way; what a person split off stays apart."""
        return replace(
            self, moved={gone: way[-1] for gone, way in shown.items() if gone not in self._apart}, shown=shown
        )

    def since(self, story: str) -> tuple[str, ...]:
        """Return what a story was told as since reports showed it to be another, by them and the desk's merges."""
        way = [*self.shown.get(story, ())]
        for each in way:
            merged = (edit.story for edit in self.about(each) if edit.do is Verb.MERGE)
            way += [other for other in dict.fromkeys((*merged, *self.shown.get(each, ()))) if other not in way]
        return tuple(way)

    def about(self, *targets: str) -> tuple[Edit, ...]:
        """Return the edits that name one of these keys or stories, in order."""
        return tuple(self.edits[place] for place in self.places(*targets))

    def places(self, *targets: str, back: Collection[str] = ()) -> list[int]:
        """Return where the edits on these keys or stories stand, and those that took a merge of ``back`` back."""
        places = {place for target in targets for place in self._targets.get(target, ())}
        return sorted(places.union(*(self._backs.get(story, ()) for story in back)))

    def touching(self, story: str, *keys: str) -> tuple[Edit, ...]:
        """Return the edits that a page shows with a story: on it, its entries, what was merged into it, split off."""
        into = (edit.on for edit in self.edits if edit.do is Verb.MERGE and edit.story == story)
        merged = [gone for gone in into if self.final(gone) == self.final(story)]
        left = (place for place, edit in enumerate(self.edits) if self.leaves(edit, story))
        found = (self.edits[place] for place in sorted({*self.places(story, *keys, *merged), *left}))
        return tuple(edit for edit in found if edit.do is not Verb.TAKE_DOWN)

    def idle(self, on: str) -> list[Edit]:
        """Return the corrections of a report that others took back word for word, and those others.

        What is read wrongly is taken back by any new words. None rewords anything: else what was put back would
        overrule its outlet, which may say so itself since.
        """
        standing, idle = list[Edit](), list[Edit]()
        for edit in self.about(on):
            if edit.do is Verb.CORRECT:
                last = next((each for each in reversed(standing) if each.read == edit.read), None)
                if last and (edit.is_reread or (last.old, last.new) == (edit.new, edit.old)):
                    standing.remove(last)
                    idle += last, edit
                else:
                    standing.append(edit)
        return idle

    def leaves(self, edit: Edit, story: str) -> bool:
        """Tell whether an edit split a report off from a story: that one changed, too."""
        return edit.do is Verb.SPLIT and self.final(story) in map(self.final, edit.parted)

    def refuses(self, entry: Entry, was: Mapping[str, Sequence[str]] = MappingProxyType({})) -> bool:
        """True when the entry was taken down, by its key, its address or its words: a pull drops it.

        ``was`` maps an outlet to the slugs that it had before: it may have been called by one then.
        """
        if not self.refused:
            return False
        called = (replace(entry, outlet=slug) for slug in (entry.outlet, *was.get(entry.outlet, ())))
        where = page(entry.link)
        pages = {where, without_query(where)}
        said = (words_mark,) if entry.summary else (words_mark, headline_mark)
        told = (
            mark
            for each in called
            for mark in (*(of(each) for of in said), *(told_mark(each.outlet, at) for at in pages))
        )
        return not self.refused.isdisjoint((entry.key, link_mark(entry.link), *map(link_mark, pages), *told))

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

    def left_hidden(self, tied: Callable[[Collection[str]], Collection[str]]) -> set[str]:
        """Return the stories split off while what they left was hidden, and these: what left one of them stays hidden.

        ``tied`` gives the stories that count as one with some. Where the edit does not say which story it left, it may
        be any that was hidden.
        """
        found, shut = set[str](), frozenset[str]()
        for edit in self.edits:
            if edit.do in {Verb.HIDE, Verb.SHOW} and edit.is_on_story:
                shut = shut | {edit.on} if edit.do is Verb.HIDE else shut - {edit.on}
            elif edit.do is Verb.SPLIT and all(e.do is not Verb.SHOW for e in self.about(edit.on, edit.own)):
                left = shut.intersection(tied(edit.left)) if edit.left else shut
                found |= {edit.own, *left} if left else set()
        return found

    @property
    def admitted(self) -> frozenset[str]:
        """The keys of the reports that judging left out and a person let in."""
        return frozenset(edit.on for edit in self.edits if edit.do is Verb.ADMIT)

    @property
    def corrections(self) -> tuple[Edit, ...]:
        """Every correction, the newest first: the public list."""
        return tuple(edit for edit in reversed(self.edits) if edit.do is Verb.CORRECT)

    @property
    def removals(self) -> tuple[Edit, ...]:
        """Every take-down, the newest first."""
        return tuple(edit for edit in reversed(self.edits) if edit.do is Verb.TAKE_DOWN)


def words_mark(entry: Entry) -> str:
    """Return the fingerprint by which a take-down knows what its outlet said, under whatever key and address.

    A headline without an excerpt may be that of each day's bulletin: its time tells which one is meant.
    """
    return link_mark(f"{entry.outlet}\n{entry.title}\n{entry.summary or int(entry.published.timestamp())}")


def said_marks(entry: Entry) -> tuple[str, ...]:
    """Return the fingerprints by which a take-down of a report refuses what its outlet said.

    Of one with an excerpt its headline alone is refused, too, of any time: so a search through its site tells it.
    """
    return (words_mark(entry), headline_mark(entry)) if entry.summary else (words_mark(entry),)


def headline_mark(entry: Entry) -> str:
    """Return the fingerprint of a headline alone."""
    return link_mark(f"{entry.outlet}\n{entry.title}\n")


def told_mark(outlet: str, where: str) -> str:
    """Return the fingerprint by which a take-down knows what one outlet tells at a page, under whatever words."""
    return link_mark(f"{outlet}\n{where}")


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
        elif edit.do is Verb.SPLIT and (made := edit.own) in backs:
            backs[made] = (*backs[made], place)
    refused = frozenset(each for edit in edits if edit.do is Verb.TAKE_DOWN for each in (edit.on, *edit.links))
    apart = {edit.own: place for place, edit in enumerate(edits) if edit.do is Verb.SPLIT}
    return Ledger(edits, targets, refused, _apart=apart, _backs=backs)
