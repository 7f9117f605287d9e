"""What pull recalls before it asks, and how it writes down what it decided: entries first, memory last.

A run that dies between the two is repeated by the next one from the entry files; the other order would lose entries.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import cache
from pathlib import Path

from usalama.catalogue.site import Site
from usalama.digest import panel
from usalama.digest.filed import FOLDER as FILED
from usalama.errors import EntryError
from usalama.feeds.followed import HiddenName
from usalama.feeds.known import Known, Row
from usalama.feeds.turn import NotKept, Outcome, Rules
from usalama.files import filedfiles, panelfiles, sitefolder, state, store
from usalama.files.weekstates import ENTRIES, is_astray
from usalama.formats.markdown import changed_lines, located
from usalama.formats.records import read_moment
from usalama.machine import disk
from usalama.model import Entry, Feed, FeedState, JudgedEntry, Problem, PullReport
from usalama.usecases.following import follow, still_shows, told_anywhere, unnamed, while_held
from usalama.watch import status
from usalama.wiring import alarming
from usalama.words.weeks import Week, parse_week, week_of

_WEEKS = 2
"""So many weeks of reports not kept are looked through for a name that was learnt: all of half a year takes seconds."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known before a run."""

    states: dict[str, FeedState]
    known: Known
    dropped: Callable[[], Mapping[str, tuple[str, str, object]]]
    """What stands in the files already of reports not kept, by key (rules, title, relevance): read if any is new."""
    unreadable: tuple[Problem, ...]  # entry files that cannot be read
    marks: Mapping[str, Sequence[object]]  # by which marks a changed entry file is told from an unchanged one
    hidden: tuple[HiddenName, ...] = ()  # what is remembered of names that reports hide


def prepare(root: Path) -> None:
    """Refuse a disk that cannot be written to before anything is fetched; clear what a killed run left behind."""
    state.refuse_others(root)
    newest = (f"{ENTRIES}/{week}" for week in store.weeks(root)[-1:])
    for folder in (ENTRIES, *newest, FILED, panel.FOLDER, state.FOLDER):
        disk.refuse_unwritable(root / folder)
    store.sweep(root)
    state.sweep(root)


def recall(root: Path, renamed: Mapping[str, str], *, force: bool = False) -> Memory:
    """Read what is known; with ``force``, as if no document had been worked through and nothing dropped.

    ``renamed`` maps what an outlet was called to what it is: by its page, a report that it told before is known.
    """
    states, forgotten = state.read_states(root)
    remembered = state.read_index(root)
    index, zone = store.index(root, remembered), sitefolder.zone_of(root)
    if bereft := store.bereft(index, remembered) & states.keys():
        states |= {url: replace(states[url], digest="") for url in bereft}
        state.write_states(root, states)  # first: once the index is written nobody knows what is gone
    if index.marks != remembered:
        state.write_index(root, index.marks)
    dropped = cache(lambda: state.read_dropped_marks(root))
    if force:
        states = {url: replace(each, digest="") for url, each in states.items()}
    known = Known(
        (
            replace(row, outlet=renamed[row.outlet]) if row.outlet in renamed else row
            for row in _copies_last(root, index)
        ),
        lambda path: _entry(root, path, zone),
        dict if force else dropped,
        (*forgotten, *index.problems),
    )
    return Memory(states, known, dropped, tuple(index.problems), index.marks, state.read_hidden(root))


def _copies_last(root: Path, index: store.Index) -> list[Row]:
    """Return the names of the entries, behind all others those in another week than their date's: no build shows them.

    Only reports of which there are two are looked into.
    """
    rows, zone = [*index.rows.values()], sitefolder.zone_of(root)
    told = Counter(row.key for row in rows)

    def is_copy(row: Row) -> bool:
        judged = _entry(root, row.path, zone) if told[row.key] > 1 else None
        return judged is not None and is_astray(row.path, judged, zone)

    return sorted(rows, key=is_copy) if len(told) < len(rows) else rows


def write_down(root: Path, site: Site, outcome: Outcome, memory: Memory, rules: Rules) -> tuple[Problem, ...]:
    """Write what a pull decided; return the registers that cannot be read, and so are not added to."""
    now = outcome.report.started
    torn = note(root, outcome.kept, site.zone)  # first: a run that dies after it is repeated whole
    _save(root, site, outcome, memory)
    dropped = memory.dropped() if outcome.not_kept else {}
    fresh = (
        dropped_line(each, now)
        for each in outcome.not_kept
        if dropped.get((e := each.entry).key) != (each.rules, e.title, each.relevance)
    )
    _forget_names(root, outcome, memory, rules)
    state.add_dropped(root, week_of(now, site.zone).slug, fresh)
    hide_in_held(root, outcome, rules)
    state.add_naming(root, outcome.report.naming)  # before what they were found by is known: then nobody looks again
    state.write_hidden(root, outcome.hidden)
    state.write_states(root, outcome.states)
    return torn


def dropped_line(left: NotKept, now: datetime) -> state.Dropped:
    """Return what is remembered of a report that was read and not kept: no excerpt, and an id where it is no link."""
    entry, identity = left.entry, "" if left.entry.id == left.entry.link else left.entry.id
    told = entry.key, entry.feed_url, entry.link, entry.title, left.relevance, left.why, now, left.rules
    return state.Dropped(*told, identity, entry.published)


def admit(root: Path, site: Site, outcome: Outcome, memory: Memory, rules: Rules) -> tuple[Problem, ...]:
    """Write what a person let in, without the names that reports of its stories hide; return what is left to do.

    It stays where it was held until all is written: a crash leaves both, never none.
    """
    shown = follow(outcome, (), memory.hidden, memory.known, rules)
    torn = note(root, outcome.kept, site.zone)
    _save(root, site, outcome, memory)
    _forget_names(root, outcome, memory, rules)
    state.add_naming(root, shown)
    state.write_hidden(root, outcome.hidden)
    return (*shown, *torn)


def _forget_names(root: Path, outcome: Outcome, memory: Memory, rules: Rules) -> None:
    """Forget the reports not kept that show a name which was learnt now; one that is read again is noted without it."""
    marks = told_anywhere(set(outcome.hidden).difference(memory.hidden))
    if not marks or rules.following is None:
        return
    telling: list[str] = []
    for told in state.read_dropped(root, _WEEKS):
        entry = Entry("", told.feed, "", told.link, told.title, told.seen, "", "en", told.seen, key=told.key)
        if unnamed(entry, told.why, marks, rules.following) != (entry, told.why):
            telling.append(told.key)
    state.forget_dropped(root, *telling)


def hide_in_held(root: Path, outcome: Outcome, rules: Rules) -> None:
    """Hide what is known of names in the reports that wait for a person: whoever reads these would read them."""
    if not outcome.hidden or rules.following is None:
        return
    for each in store.read_entries(root, kind=store.HELD).entries:
        if (shown := while_held(each.judged, outcome.hidden, rules.following)) is not each.judged:
            store.save_changed(root, store.Stored(each.path, shown), changed_lines(shown))


def note(root: Path, entries: Iterable[JudgedEntry], zone: tzinfo) -> tuple[Problem, ...]:
    """Add entries that are to be written to the registers of their weeks; return which cannot be read.

    What stands in a week without a register is added with them. A week whose register cannot be read is remembered, and
    read again by each run until that is mended.
    """
    weeks: dict[Week, list[JudgedEntry]] = {}
    for judged in entries:
        weeks.setdefault(week_of(judged.entry.published, zone), []).append(judged)
    begun = [week.slug for week in weeks if not disk.is_there(root / filedfiles.name_of(week))]
    for slug in {*begun, *state.read_unnoted(root)}:
        missed = (stored.judged for stored in store.read_entries(root, [slug]).entries)
        weeks.setdefault(parse_week(slug), []).extend(missed)
    found = {week: problems for week in sorted(weeks) if (problems := filedfiles.add(root, week, weeks[week]))}
    state.write_unnoted(root, [week.slug for week in found])
    return tuple(problem for problems in found.values() for problem in problems)


def _save(root: Path, site: Site, outcome: Outcome, memory: Memory) -> None:
    kept, held = _new(outcome.kept, site, ENTRIES), _new(outcome.held, site, store.HELD)
    store.save(root, kept)
    for judged in (located(each, site.zone) for each in outcome.changed):
        path = memory.known.path(judged.entry.key)
        store.save_changed(root, store.Stored(path, judged), changed_lines(judged))
    store.save(root, held)
    if new := [*kept, *held]:
        state.write_index(root, {**memory.marks, **store.marks_of(root, new)})


def seat(root: Path, site: Site, feeds: Sequence[Feed], outcome: Outcome) -> tuple[Problem, ...]:
    """Note in the week's panel which of ``feeds`` answered; a held feed did not, for nothing of it is shown."""
    held = {url for url, each in outcome.states.items() if each.held_since}
    answered = [each.url for each in outcome.report.results if each.outcome != "failed" and each.url not in held]
    outlets = {feed.url: feed.outlet for feed in feeds}
    return panelfiles.add_round(root, outcome.report.started, site.zone, outlets, answered)


def still_naming(root: Path, site: Site, outcome: Outcome, rules: Rules) -> tuple[Problem, ...]:
    """Return the reports of closed weeks that earlier pulls found to show a name, and that show it still."""
    before, following = state.read_section(root, "pull").get("naming"), rules.following
    if following is None or not isinstance(before, dict):
        return ()
    known = {problem.subject for problem in outcome.report.naming}
    found: list[Problem] = []
    for path, told in before.items():
        is_there = path.startswith(f"{ENTRIES}/") and path not in known and (root / path).is_file()
        judged = _entry(root, path, site.zone) if is_there else None
        if judged and still_shows(judged, outcome.hidden, following):
            found.append(Problem(path, str(told)))
    return tuple(found)


def tell(
    root: Path, site: Site, feeds: Sequence[Feed], report: PullReport, states: Mapping[str, FeedState]
) -> tuple[str, ...]:
    """Write ``status.json`` and raise new alarms; return what could not be told."""
    before = state.read_section(root, "pull")
    section = status.pull_section(report, feeds, states, dead_days=site.alerts.dead_days, before=before)
    state.write_status(root, "pull", section)
    standing = status.standing(
        feeds,
        states,
        report.started,
        dead_days=site.alerts.dead_days,
        last_published=read_moment(state.read_section(root, "publish").get("last_success")),
    )
    standing |= {f"feed naming {problem.subject}": problem.line for problem in report.naming}
    return alarming.tell(root, site, standing, scope="feed", now=report.started)


def _new(judged: Sequence[JudgedEntry], site: Site, kind: str) -> list[store.Stored]:
    here = [located(each, site.zone) for each in judged]
    return [store.Stored(store.entry_path(each, site.zone, kind=kind), each) for each in here]


def _entry(root: Path, path: str, zone: tzinfo) -> JudgedEntry | None:
    try:
        return store.read_entry(root / path, path, zone)
    except EntryError:
        return None
