"""What the build keeps of a week once it has read it: a head of counts and hashes, and two lines a story.

Pages across weeks are made from these alone, so that an archive of any length costs a few kilobytes a week. A
summary is a cache: one that does not fit (other format, other inputs, torn) is ``None`` and the week is read again.
No file is opened here.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple

from usalama.catalogue.actors import Actors
from usalama.digest.digests import Lead, Line, Report, StoryView
from usalama.digest.memory import Promise, case_of, case_row, promise_row, promises_of, read_promise
from usalama.digest.overflow import letters
from usalama.digest.panel import covers
from usalama.ledger.ledger import Edit, Verb
from usalama.words.weeks import Week, parse_week

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=lambda day: day.isoformat()).encode
"""One encoder for every row: ``json.dumps`` makes a new one each time."""
FORMAT = 16
SHELVES = ("topics", "counties", "outlets")  # kinds of list that a story stands in


class Head(NamedTuple):
    """One week's counts. ``source`` is the state of its files, ``made`` of all else that judged the lines."""

    week: Week
    source: str
    made: str
    content: str  # hash of everything that the week's own pages show of its entries
    stories: int
    reports: int
    letters: int  # of publishers' words and addresses (``overflow.letters``)
    updated: str
    shelves: Mapping[str, Mapping[str, Sequence[Any]]]
    """topics | counties | outlets → slug → (stories, reports, stories that an outlet had before any other, digest).

    The digest is of the lines that it consists of: it changes when one of them does.
    """
    counts: str  # hash of the numbers in ``shelves``
    told: str  # the ids of its stories, sorted, joined by spaces
    tokens: str  # of each, in that order, the hash of its line, which has its id, and of its reports and edits
    sizes: str  # of each, in that order, the number of its reports
    places: Mapping[str, str]  # counties that stories name, joined by spaces → the ids of those stories, likewise
    cases: Mapping[str, Sequence[str]] = MappingProxyType({})
    """Story → how far its case has come by this week's reports: as ``memory.case_row`` has it."""
    pledges: Sequence[Sequence[str]] = ()  # what officials promised this week, as ``memory.promise_row`` has it
    merges: Sequence[Sequence[str]] = ()  # (kept, gone) of stories that this week's reports showed to be one
    former: Mapping[str, str] = MappingProxyType({})
    """Story of the files that is not told → the one told instead, "" for none."""
    follows: str = ""  # the merges of the whole archive that were followed for these stories
    firsts: Mapping[str, Sequence[int]] = MappingProxyType({})
    """Outlet → (stories that others report too, those of them it had first, reports it reworded)."""
    covers: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    """topics | counties → slug → marks of the feeds that reported on it, joined by spaces."""
    filed: int = 0
    """Reports that it has or had: its entry files, what was taken down, and what its register names beside them."""
    register: str = ""
    """What stands for the register that it was read with, "" for none: it may name what no file does."""
    owes: bool = False  # whether that lacks what the week tells: read again until a build has written it down
    once: Mapping[str, Sequence[str]] = MappingProxyType({})
    """topics | counties | outlets → slugs that its files or its register name and no story is told under."""
    unknown: Mapping[str, Sequence[str]] = MappingProxyType({})
    """topics | counties → slugs of its reports that the desk does not have: they are shown without."""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What officials promised this week."""
        return tuple(read_promise(row, self.week.slug) for row in self.pledges)

    @property
    def ids(self) -> list[str]:
        """The ids of its stories."""
        return self.told.split()


class Summary(NamedTuple):
    """A week as the cache holds it."""

    head: Head
    rows: Sequence[str]  # each story as JSON, by id
    reports: Mapping[str, str]  # story → its reports and edits as JSON, in the same order


def summarise(
    week: Week, stories: Sequence[StoryView], actors: Actors, *, source: str, made: str, content: str
) -> Summary:
    """Return the summary of a week's ``stories``, given by id; ``actors`` are the desk's."""
    lines = tuple(story.line for story in stories)
    rows, reports = [_row(line) for line in lines], {story.id: _reports(story) for story in stories}
    tokens = {story: digest(row, told) for row, (story, told) in zip(rows, reports.items(), strict=True)}
    shelves = {kind: _shelf(kind, stories, tokens) for kind in SHELVES}
    head = Head(
        week=week,
        source=source,
        made=made,
        content=content,
        stories=len(lines),
        reports=sum(line.reports for line in lines),
        letters=letters(stories),
        updated=max((story.changed.isoformat() for story in stories), default=""),
        shelves=shelves,
        counts=digest(_json([[kind, slug, *row[:2]] for kind, rows in shelves.items() for slug, row in rows.items()])),
        told=" ".join(sorted(tokens)),
        tokens=" ".join(token for _, token in sorted(tokens.items())),
        sizes=" ".join(str(line.reports) for line in sorted(lines, key=lambda line: line.story)),
        places=_places(lines),
        cases={story.id: case_row(case) for story in stories if (case := case_of(story.reports, actors))},
        pledges=[promise_row(one) for each in stories for one in promises_of(each.id, week.slug, each.reports, actors)],
        former={},
        once={},
        unknown={},
        firsts=_firsts(stories),
        covers={kind: covers(lines, kind) for kind in ("topics", "counties")},
    )
    return Summary(head, rows, reports)


def digest(*parts: str) -> str:
    """Return eight hex digits that stand for ``parts`` within one week."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()


def fingerprint(*parts: str) -> str:
    """Return the 32 hex digits that stand for the inputs of a page."""
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def write(summary: Summary) -> str:
    """Return a summary's text: the head, then all stories as one line, then each story's reports as a line.

    Before the head stands how many bytes follow its line.
    """
    reports = "".join(f"{story} {told}\n" for story, told in summary.reports.items())
    rest = f"[{','.join(summary.rows)}]\n{reports}"
    return _first(summary.head, len(rest.encode("utf-8", "surrogatepass"))) + rest


def with_register(body: bytes, register: str) -> bytes:
    """Return a summary's bytes with what stands for its week's written register; as they are where they are none."""
    line, _, rest = body.partition(b"\n")
    head = read_head(line.decode("utf-8", "replace"))
    return _first(head._replace(register=register, owes=False), len(rest)).encode("utf-8") + rest if head else body


def _first(head: Head, size: int) -> str:
    return f"{size} {_json({'format': FORMAT} | head._asdict() | {'week': head.week.slug})}\n"


def read_head(text: str) -> Head | None:
    """Read the first line of a summary; None if it is no summary of ours."""
    try:
        found = json.loads(text.partition(" ")[2])
        if found.pop("format") != FORMAT:
            return None
        found["week"] = parse_week(found["week"])
        return Head(**found)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def is_whole(body: bytes) -> bool:
    """Tell whether a file holds all that was written: blocks that a power cut left unwritten are missing, or zeros."""
    start = body.find(b"\n") + 1  # and no copy of the rest: those of ten years are 60 MB
    return body[:start].partition(b" ")[0] == b"%d" % (len(body) - start) and b"\0" not in body


def read_lines(text: str, week: Week) -> tuple[Line, ...]:
    """Read the second line of a summary that ``read_head`` took."""
    return tuple(_line(row, week) for row in json.loads(text))


def read_reports(text: str) -> tuple[tuple[Report, ...], tuple[Edit, ...]]:
    """Read what follows a story's id: reports without feeds, the lead first, and edits without wordings and reasons."""
    reports, edits = json.loads(text)
    return tuple(map(_report, reports)), tuple(_edit(*row) for row in edits)


def _shelf(kind: str, stories: Iterable[StoryView], tokens: Mapping[str, str]) -> dict[str, tuple[int, int, int, str]]:
    """Return one of ``Head.shelves``: an outlet counts its own reports alone, and what it had first."""
    is_outlets, held, first = kind == "outlets", dict[str, list[StoryView]](), Counter[str]()
    for story in stories:
        first.update([_earliest(story)] if is_outlets else ())
        for slug in getattr(story.line, kind):
            held.setdefault(slug, []).append(story)
    return {
        slug: (
            len(told),
            sum(not is_outlets or report.outlet == slug for story in told for report in story.reports),
            first[slug],
            digest(*(story.id + tokens[story.id] for story in told)),
        )
        for slug, told in sorted(held.items())
    }


def _places(lines: Iterable[Line]) -> dict[str, str]:
    """Return ``Head.places``; a story whose place is not known is left out."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.counties or not line.unplaced:
            found.setdefault(" ".join(line.counties), []).append(line.story)
    return {counties: " ".join(stories) for counties, stories in sorted(found.items())}


def _earliest(story: StoryView) -> str:
    """Return the outlet that had a story first: whoever has another's words, whatever date they bear, had not."""
    own = [report for report in story.reports if report.independent] or story.reports
    return min(own, key=lambda report: (report.published, report.key)).outlet


def _firsts(stories: Iterable[StoryView]) -> dict[str, list[int]]:
    """Return ``Head.firsts``; a story that one outlet alone has says nothing about being early."""
    found: dict[str, list[int]] = {}
    for story in stories:
        earliest = _earliest(story)
        for slug in story.line.outlets:
            row = found.setdefault(slug, [0, 0, 0])
            if len(story.line.outlets) > 1:
                row[0] += 1
                row[1] += slug == earliest
            row[2] += sum(report.outlet == slug and bool(report.was) for report in story.reports)
    return dict(sorted(found.items()))


def _reports(story: StoryView) -> str:
    """Return each report as its fields stand, but for the feed, and of each edit what a feed's entry says."""
    edits = [(edit.do, edit.on, edit.when, edit.text) for edit in story.edits]
    return _json(([report[:-1] for report in story.reports], edits))


def _report(row: Sequence[Any]) -> Report:
    *words, published, day, independent, was, said, gone, misread = row
    at, left = datetime.fromisoformat(published), date.fromisoformat(gone) if gone else None
    return Report._make((*words, at, day, independent, tuple(was), tuple(said), left, tuple(misread), ""))


def _edit(do: str, on: str, when: str, text: str) -> Edit:
    return Edit(Verb(do), on, datetime.fromisoformat(when), "", text=text)


def _row(line: Line) -> str:
    """Return a line as its fields stand, but for the week, which the head has, and what it has of other weeks."""
    return _json((line.story, *line[2:-3], " ".join(line.feeds), line.leads))


def _line(row: Sequence[Any], week: Week) -> Line:
    story, title, language, outlet, link, day, first, reports, outlets, families, level, *last = row
    topics, counties, at, unplaced, was, feeds, leads = last
    return Line(
        story, week.slug, title, language, outlet, link, date.fromisoformat(day), date.fromisoformat(first), reports,
        tuple(outlets), families, level, tuple(topics), tuple(counties), datetime.fromisoformat(at), unplaced,
        tuple(was), tuple(feeds.split()),
        tuple([Lead._make((*words, date.fromisoformat(then))) for *words, then in leads]),
    )  # fmt: skip
