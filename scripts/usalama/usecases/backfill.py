"""Years of news from archives into the same entries as pull writes: judge by partitions, then join in order of time.

Two steps. ``judge_partition`` reads one partition and leaves one result file: it needs nothing but the partition
and the desk's tables, so any worker may run it, again if need be, and a result that exists is never made again.
``join`` then reads the results week by week, drops what is told twice and lets stories grow in one order, that of
time and key: the stories come out the same whatever the partitions and the workers were. Nothing here schedules.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from usalama.documents.archives import Document, Partition, documents
from usalama.errors import EntryError
from usalama.feeds.followed import HiddenName
from usalama.feeds.items import LONGEST_TITLE, identity_of, known_language, spoken, with_language
from usalama.files.store import read_catalog
from usalama.files.weekstates import key_in
from usalama.formats import markdown
from usalama.judging.firstlook import Tables, compile_tables
from usalama.judging.relevance import THRESHOLD
from usalama.machine.disk import write_all, write_whole
from usalama.model import Entry, JudgedEntry, Problem, story_id
from usalama.stories.evidence import read_story_tables
from usalama.stories.stories import StoryIndex
from usalama.usecases.following import Window
from usalama.usecases.repeats import Seen
from usalama.words import urls
from usalama.words.excerpts import excerpt
from usalama.words.text import line, slug
from usalama.words.weeks import week_of

ARCHIVE = "archive:"  # what the address of a feed begins with that is none
PROBLEMS_NAMED = 1000  # problems that a partition's result names one by one; all of them are counted


@dataclass(frozen=True, slots=True)
class PartResult:
    """What one partition came to. ``weeks`` are places in its result file: week → (offset, bytes)."""

    id: str
    path: str
    read: int
    kept: int
    dropped: int
    problems: int
    weeks: Mapping[str, tuple[int, int]]
    rules: str  # the digest of the tables by which it was judged
    named: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """What every partition of one back-fill shares; small enough to be sent with each."""

    tables: Callable[[], Mapping[str, str]]  # reads the desk's tables where the worker is
    results: Path
    zone: tzinfo
    now: datetime
    refuses: Callable[[Entry], bool]  # whether the desk took this report down: nothing of it is written
    rules: str  # the digest of the desk's tables


Read = tuple[JudgedEntry, Mapping[str, str]]
"""A report as a partition's result has it, and the fingerprints of the names that it hides, each with its rule."""
Sink = Callable[[str, Iterable[JudgedEntry]], int]
"""Where a week of joined entries goes; it replaces what an earlier run wrote and returns how many there are."""


class Beside(NamedTuple):
    """What a site has from its own feeds: what is written is to stand beside it."""

    weeks: Collection[str] = ()
    read: Callable[[str], Sequence[JudgedEntry]] = lambda _week: ()


ALONE = Beside()


@dataclass(slots=True)
class Joined:
    """What joining came to."""

    weeks: int = 0
    entries: int = 0
    repeats: int = 0
    shown: int = 0  # reports that the site has already
    stories: int = 0
    refused: list[JudgedEntry] = field(default_factory=list[JudgedEntry])
    """What was taken down after its partition was judged."""
    stale: set[str] = field(default_factory=set[str])  # partitions whose results hold that


def finished(results: Path, part: Partition) -> PartResult | None:
    """Return the result that an earlier run left of ``part``, if it left a whole one."""
    try:
        facts = json.loads((results / f"{part.id}.json").read_bytes())
        named = tuple(Problem(*problem) for problem in facts.pop("named"))
        weeks = {week: (place[0], place[1]) for week, place in facts.pop("weeks").items()}
        return PartResult(**facts, weeks=weeks, named=named)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, IndexError):  # torn, or of another program
        return None


def judge_partition(part: Partition, order: Order) -> PartResult:
    """Read and judge one partition; leave its relevant entries, by week, and then its facts, which mark it done."""
    tables, outlets = _compiled(tuple(sorted(order.tables().items())))
    counts: Counter[str] = Counter()
    named: list[Problem] = []
    weeks: dict[str, list[bytes]] = {}
    for found in documents(part, order.now):
        counts["read"] += 1
        read = found if isinstance(found, Problem) else _judged(found, tables, outlets, order)
        if read is None:
            counts["dropped"] += 1
        elif isinstance(read, Problem):
            counts["problems"] += 1
            named += [read] if len(named) < PROBLEMS_NAMED else []
        elif (judged := read[0]).judgement.relevance >= THRESHOLD:
            counts["kept"] += 1
            week = week_of(judged.entry.published, order.zone).slug
            line = [markdown.render(markdown.located(judged, order.zone)), dict(read[1])]
            weeks.setdefault(week, []).append(json.dumps(line).encode() + b"\n")
        else:
            counts["dropped"] += 1
    body, places = _laid_out(weeks)
    write_whole(order.results / f"{part.id}.jsonl", body)
    numbers = {name: counts[name] for name in ("read", "kept", "dropped", "problems")}
    result = PartResult(part.id, part.path, weeks=places, rules=order.rules, named=tuple(named), **numbers)
    write_whole(order.results / f"{part.id}.json", json.dumps(asdict(result)).encode())
    return result


def join(
    parts: Iterable[PartResult], tables: Mapping[str, str], sink: Sink, order: Order, beside: Beside = ALONE
) -> Joined:
    """Bring the partitions' entries together, week by week; each report once, each in its story.

    Holds the weeks in which a name may still be hidden, the stories still open, and two or three numbers for every
    entry seen, with its story. What was taken down meanwhile is left out, and so is what the site has already.
    """
    index, joined = StoryIndex(read_story_tables(tables), order.zone), Joined()
    window = Window(_compiled(tuple(sorted(tables.items())))[0].masks)
    seen = Seen()
    done = sorted(parts, key=lambda part: part.id)
    weeks = {week for part in done for week in part.weeks}
    for week in sorted(weeks.union(beside.weeks)):
        index.known(on_disk := beside.read(week))
        seen.add_site(on_disk)
        if week not in weeks:
            continue
        entries, names = _placed(sorted(_week(order, done, week, joined), key=_age), index, seen, joined)
        joined.stories += sum(judged.judgement.story == story_id(judged.entry.key) for judged in entries)  # its first
        for whole, shown in window.add(week, entries, names):
            joined.entries += sink(whole, shown)
    for whole, shown in window.rest():
        joined.entries += sink(whole, shown)
    joined.weeks = len(weeks)
    return joined


def entry_files(folder: Path, path_of: Callable[[JudgedEntry], str], others: dict[str, int] | None = None) -> Sink:
    """Return a sink that writes one Markdown file an entry below ``folder``, as pull does.

    A report that is called otherwise than by an earlier run, as where a name was hidden since, has no second file.
    How many other files a written week has, of sources that are not these any more, is noted in ``others``.
    """

    def write(week: str, entries: Iterable[JudgedEntry]) -> int:
        files = {folder / path_of(judged): markdown.render(judged).encode() for judged in entries}
        write_all(list(files.items()))
        keys, left = {key_in(path) for path in files}, 0
        for path in [each for place in {path.parent for path in files} for each in place.glob("*.md")]:
            if path not in files and key_in(path) in keys:
                path.unlink()
            else:
                left += path not in files
        if others is not None:
            others[week] = left
        return len(files)

    return write


@lru_cache(maxsize=1)
def _compiled(named: tuple[tuple[str, str], ...]) -> tuple[Tables, Mapping[str, str]]:
    """Compile the tables once a worker process; with them, host of a homepage → outlet, the first in the file."""
    texts = dict(named)
    outlets = read_catalog(texts).outlets
    return compile_tables(texts), {_host(outlet.homepage): outlet.slug for outlet in reversed(outlets)}


def _judged(document: Document, tables: Tables, outlets: Mapping[str, str], order: Order) -> Read | Problem | None:
    """Judge one document; None for one that was taken down."""
    link = urls.canonical(document.link)
    title = line(document.title, LONGEST_TITLE)
    if not link or not title:
        return Problem(document.place, "no title or no safe link")
    if document.published is None:
        return Problem(document.place, "no date that can be believed: a report belongs to a week")
    # The outlet whose homepage stands on the link's host, else the host as a slug.
    outlet = outlets.get(_host(link)) or slug(_host(link))
    source = f"{ARCHIVE}{slug(_host(link))}"  # not the outlet: it may get another slug, and a key is for good
    summary, said = excerpt(document.summary, title), known_language(document.language)
    entry_id = identity_of(document.id, link, f"{title}\n{document.published.isoformat()}")
    entry = Entry(
        id=entry_id,
        feed_url=source,
        outlet=outlet,
        link=link,
        title=title,
        published=document.published,
        summary=summary,
        language=spoken(f"{title} {summary}", said),
        first_seen=order.now,
        key=urls.entry_key(source, entry_id),
    )
    try:
        judgement = with_language(tables.judge(entry), entry, said)
        shown, names = tables.mask(entry) if judgement.relevance >= THRESHOLD else (entry, ())
        # By its words it is known as it would be shown.
        told = JudgedEntry(shown, judgement.masked(names))
        return None if order.refuses(shown) else (told, tables.marks(entry) if names else {})
    except Exception as error:  # noqa: BLE001  a poison document costs itself, whatever it does to the rules
        return Problem(document.place, f"cannot be judged: {type(error).__name__}")


def _host(address: str) -> str:
    return urls.host(address).removeprefix("www.")


def _laid_out(weeks: Mapping[str, list[bytes]]) -> tuple[bytes, dict[str, tuple[int, int]]]:
    places, body = {}, bytearray()
    for week in sorted(weeks):
        data = b"".join(weeks[week])
        places[week] = (len(body), len(data))
        body += data
    return bytes(body), places


def _week(order: Order, parts: Iterable[PartResult], week: str, joined: Joined) -> Iterator[Read]:
    for part in parts:
        if week in part.weeks:
            offset, size = part.weeks[week]
            with (order.results / f"{part.id}.jsonl").open("rb") as file:
                file.seek(offset)
                for text in file.read(size).splitlines():
                    judged, marks = _read(json.loads(text), part.path)
                    if order.refuses(judged.entry):
                        joined.refused.append(judged)
                        joined.stale.add(part.id)
                    else:
                        yield judged, marks


def _read(line: object, name: str) -> Read:
    try:
        text, marks = cast("tuple[str, dict[str, str]]", line)
        return markdown.read(text, name), marks
    except (EntryError, ValueError) as error:  # of another program
        raise EntryError(f"{name}: {error}; remove the results folder and run again") from error


def _placed(
    found: Iterable[Read], index: StoryIndex, seen: Seen, joined: Joined
) -> tuple[list[JudgedEntry], list[HiddenName]]:
    """Return a week's reports, each once and in its story, and the names that they or their repeats hide."""
    entries: list[JudgedEntry] = []
    names: list[HiddenName] = []
    for judged, marks in found:
        entry, story = seen.told(judged.entry)
        if story:
            joined.repeats += 1
        elif story := seen.on_site(entry):
            joined.shown += 1
        else:
            told = replace(judged, entry=entry)
            entries.append(told.in_story(*index.add(told)))
            story = entries[-1].story
        seen.add(story, judged.entry, entry)
        day = entry.published.date().isoformat()
        names += [HiddenName(story, entry.key, mark, rule, day) for mark, rule in marks.items()]
    return entries, names


def _age(read: Read) -> tuple[datetime, str, str, str]:
    entry = read[0].entry
    return entry.published, entry.key, entry.title, entry.summary
