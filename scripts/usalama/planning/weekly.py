"""What planning asks of the weeks on disk, said without a disk, and one week's stories as the desk's edits leave them.

``usalama.files.weekfiles`` is what a site has; tests answer to it too.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple, Protocol

from usalama.digest import forwarding
from usalama.digest.digests import Line, StoryView
from usalama.digest.edition import Book, known, tell
from usalama.digest.filed import Filed
from usalama.digest.summaries import Head, Summary, fingerprint
from usalama.ledger import effects
from usalama.ledger.ledger import Ledger
from usalama.model import JudgedEntry, Problem
from usalama.words.weeks import Week


class Reading(NamedTuple):
    """One week's entries, in order of their file names, with what could not be read."""

    entries: tuple[JudgedEntry, ...]
    content: str  # hash of their names and bytes
    problems: tuple[Problem, ...]
    filed: Filed = MappingProxyType({})  # what was noted of its reports, of those without a file too


class Weeks(Protocol):
    """The weeks on disk, as ``weekfiles`` gives them for one site."""

    def scan(self) -> Mapping[Week, str]:
        """Week → state of its files."""

    def read(self, week: Week) -> Reading:
        """Read one week's entries."""

    def heads(self, states: Mapping[Week, str], made: str) -> Mapping[Week, Head]:
        """Return the heads that still hold."""

    def lines(self, week: Week) -> tuple[Line, ...]:
        """Return a week's lines."""

    def reports(self, week: Week) -> Mapping[str, str]:
        """Return story → its reports as the week's summary has them, unread."""

    def save(self, summary: Summary) -> None:
        """Keep a week's summary."""


class Told(NamedTuple):
    """A week's stories as the desk wants them."""

    stories: tuple[StoryView, ...]
    content: str  # hash of all that they were made from
    unknown: Mapping[str, Sequence[str]]  # topics | counties → those of its reports that the desk does not have
    withheld: datetime | None = None  # when the desk last hid or took down something of it, be it a whole story


def told(week: Week, reading: Reading, book: Book, ledger: Ledger) -> Told:
    """Return a week's stories as the desk wants them."""
    if not ledger.edits and ledger.moved.keys().isdisjoint(judged.story for judged in reading.entries):
        entries, lost = known(reading.entries, book)
        return Told(tell(week, entries, book), reading.content, lost)
    edited = effects.told(reading.entries, ledger)
    entries, lost = known(edited, book)
    pinned, hidden = ledger.pinned(week.slug), effects.hidden(reading.entries, ledger)
    plain = tell(week, entries, book)
    filed = forwarding.ids_before(forwarding.formers(effects.trails(reading.entries, Ledger()), plain))
    was = forwarding.ids_before(forwarding.formers(effects.trails(reading.entries, ledger), plain))
    removals = [edit for edit in ledger.removals if edit.week == week.slug]
    lessened = {effects.now_in(edit, ledger): edit.when.astimezone(book.zone) for edit in reversed(removals)}
    stories = tuple(
        story._replace(
            # Who reads a feed is to get a story again that a report was taken out of: older copies still show it.
            line=story.line._replace(
                was=was.get(story.id, ()), updated=max(story.line.updated, lessened.get(story.id, story.line.updated))
            ),
            pinned=story.id in pinned,
            edits=effects.shown_with(
                ledger,
                week.slug,
                story.id,
                *(report.key for report in story.reports),
                *hidden.get(story.id, ()),
                *(gone for gone in filed.get(story.id, ()) if ledger.final(gone) == story.id),
            ),
        )
        for story in plain
    )
    parts = [reading.content, repr(sorted(pinned)), *(repr(story.edits) for story in stories if story.edits)]
    parts += [repr(sorted(lessened.items()))] if lessened else []
    if edited != reading.entries:
        parts += [repr(edited), repr(was)]
    withheld = [edit.when for edit in removals]
    withheld += [edit.when for story, keys in hidden.items() for edit in ledger.touching(story, *keys)]
    return Told(stories, fingerprint(*parts), lost, max(withheld, default=None))
