"""Whether a feed still is who it was: a jump of host, language, script, link site, ids, topic or volume.

An expired domain bought by somebody else still answers with a fine feed. What jumps is held back until a person
says ``usalama release``; a feed that we meet for the first time is trusted, because the catalogue named it,
and so is one that a person has let in.
Pure, and deliberately blunt: it judges documents, never single entries.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from usalama.catalogue.sites import registered
from usalama.model import Answer, Entry, FeedState, Habit, JudgedEntry, Outlet, ParsedFeed
from usalama.words.urls import entry_key, host, page

MOST_MARKS = 400  # entries remembered of one feed
_FEWEST_ENTRIES = 8  # a document with fewer entries says nothing about ids or volume
_FEWEST_LINKS = 3
_FEWEST_PULLS = 3
_TIMES_USUAL = 5
_MOST_SITES = 12
_FOREIGN_SHARE = 0.8
_TIMES_EXPECTED = 4
_LEARNING = 0.3
_MOST_WORDS = 400
_FEWEST_WORDS = 60
_SHORTEST_WORD = 4
_WORD = re.compile(r"[^\W\d_]+")


def suspicion(
    state: FeedState,
    outlet: Outlet | None,
    answer: Answer,
    parsed: ParsedFeed,
    now: datetime,
    retitled: Collection[str] = (),
) -> str:
    """Return what jumped, in one line for a person; "" when nothing did or there is nothing to compare with.

    ``state`` is the feed's before this answer; ``retitled`` has the keys of entries that it told before under another
    headline.
    """
    habit = state.habit
    if not habit.pulls:
        return ""
    expected = _expected(habit, state.rhythm_hours, now)
    own = {registered(state.url), registered(outlet.homepage) if outlet else ""}
    return (
        _host_jump(habit, answer, own)
        or _language_jump(habit, outlet, parsed)
        or _link_jump(habit, parsed.entries, own)
        or _ids_jump(habit, parsed.entries, expected)
        or _volume_jump(habit, parsed.entries, expected)
        or _topic_jump(habit, parsed.entries, retitled)
    )


def learn(habit: Habit, answer: Answer, parsed: ParsedFeed, now: datetime) -> Habit:
    """Return the feed's habits with one more document in them."""
    entries = parsed.entries
    if not entries:
        return replace(habit, host=host(answer.final_url) or habit.host)
    marks = _marks(entries)
    pace = len(set(marks) - set(habit.marks)) / _days(habit, now)
    share = max(_LEARNING, 1 / habit.pulls) if habit.pulls else 0.0
    return Habit(
        host=host(answer.final_url) or habit.host,
        language=parsed.language or habit.language,
        script=script_of(entry.title for entry in entries) or habit.script,
        sites=_joined(_sites(entries), [*habit.sites, registered(answer.final_url)], _MOST_SITES),
        marks=_joined(marks, habit.marks, MOST_MARKS),
        heard=_joined(_heard(" ".join([entry.title for entry in entries])), habit.heard, _MOST_WORDS),
        pulls=habit.pulls + 1,
        new_per_day=round(habit.new_per_day + share * (pace - habit.new_per_day), 2),
        learnt=now,
    )


def from_entries(entries: Sequence[Entry]) -> Habit:
    """Return what the entry files tell of a feed's habits; for when our memory of it is lost.

    Language and pace are left open: the files hold only what was kept.
    """
    if not entries:
        return Habit()
    newest = sorted(entries, key=lambda entry: (entry.first_seen, entry.key), reverse=True)[:MOST_MARKS]
    return Habit(
        script=script_of(entry.title for entry in newest),
        sites=tuple(_sites(newest))[:_MOST_SITES],
        marks=tuple(_marks(newest)),
        pulls=1,
    )


def unlearnt(habit: Habit, title: str) -> Habit:
    """Return the habits without the words of one title, which nothing may remember any more."""
    gone = set(_heard(title))
    return replace(habit, heard=tuple(mark for mark in habit.heard if mark not in gone))


def script_of(titles: Iterable[str]) -> str:
    """Return the script that most letters of the titles are in: ``latin``, ``arabic``, …; "" without letters."""
    counted: Counter[str] = Counter()
    for title in titles:
        start = title[:60]
        if start.isascii():
            counted["latin"] += sum(map(str.isalpha, start))
        else:
            counted.update(unicodedata.name(letter, "?").split(" ")[0].lower() for letter in start if letter.isalpha())
    counted = +counted
    return min(counted, key=lambda script: (-counted[script], script)) if counted else ""


def _host_jump(habit: Habit, answer: Answer, own: set[str]) -> str:
    now_at = registered(answer.final_url)
    usual = {*own, *habit.sites, registered(f"https://{habit.host}/")}
    if not habit.host or not now_at or now_at in usual:
        return ""
    return f"served from {host(answer.final_url)}, was {habit.host}"


def _language_jump(habit: Habit, outlet: Outlet | None, parsed: ParsedFeed) -> str:
    said = parsed.language
    usual = {habit.language, *(tag.partition("-")[0] for tag in outlet.languages)} if outlet else {habit.language}
    if habit.language and said and said not in usual:
        return f"says that its language is {said}, was {habit.language}"
    script = script_of(entry.title for entry in parsed.entries)
    if habit.script and script and script != habit.script and len(parsed.entries) >= _FEWEST_LINKS:
        return f"written in {script} letters, was {habit.script}"
    return ""


def _link_jump(habit: Habit, entries: Sequence[Entry], own: set[str]) -> str:
    known = {*habit.sites, *own}
    sites = [registered(entry.link) for entry in entries if entry.link]
    foreign = [site for site in sites if site not in known]
    if not habit.sites or len(foreign) < _FEWEST_LINKS or len(foreign) < _FOREIGN_SHARE * len(sites):
        return ""
    return f"links to {Counter(sorted(foreign)).most_common(1)[0][0]}, used to link to {habit.sites[0]}"


def _ids_jump(habit: Habit, entries: Sequence[Entry], expected: float | None) -> str:
    if not habit.marks or expected is None or len(entries) < _FEWEST_ENTRIES:
        return ""
    if expected * _TIMES_EXPECTED >= len(entries) or set(_marks(entries)) & set(habit.marks):
        return ""
    return f"all {len(entries)} entries are new, {expected:.0f} were to be expected"


def _volume_jump(habit: Habit, entries: Sequence[Entry], expected: float | None) -> str:
    if expected is None:
        return ""
    fresh = len(set(_marks(entries)) - set(habit.marks))
    usual = max(expected, _FEWEST_ENTRIES)
    return (
        f"{fresh} new entries, more than {_TIMES_USUAL} times the usual {usual:.0f}"
        if fresh > _TIMES_USUAL * usual
        else ""
    )


def _expected(habit: Habit, rhythm_hours: float, now: datetime) -> float | None:
    """Return how many new entries are to be expected by now; None while too little is known.

    The dates in one document tell a rhythm already; without dates it takes some documents to learn the pace.
    """
    if habit.pulls < _FEWEST_PULLS and not (rhythm_hours and habit.learnt):
        return None
    return max(habit.new_per_day, 24 / rhythm_hours if rhythm_hours else 0.0) * _days(habit, now)


def _topic_jump(habit: Habit, entries: Sequence[Entry], retitled: Collection[str]) -> str:
    """Compare words: reports of one newsroom share words from day to day, a casino's share none with them.

    Who buys an expired domain often gives its old addresses again, with headlines of another kind.
    """
    known, familiar = set(habit.marks), set(habit.heard)
    marked = zip(entries, _marks(entries), strict=True)
    fresh = [entry for entry, mark in marked if mark not in known or entry.key in retitled]
    strange = [entry for entry in fresh if not familiar.intersection(_heard(entry.title))]
    if len(familiar) < _FEWEST_WORDS or len(fresh) < _FEWEST_ENTRIES or len(strange) < _FOREIGN_SHARE * len(fresh):
        return ""
    return f"{len(strange)} of {len(fresh)} new titles share no word with the titles before"


def _days(habit: Habit, now: datetime) -> float:
    """Return the days since the last document; at least a quarter, so that one busy hour is no flood."""
    return max((now - habit.learnt).total_seconds() / 86_400, 0.25) if habit.learnt else 1.0


def _marks(entries: Sequence[Entry]) -> list[str]:
    """Name each entry by its page, so that a publisher's new ids for old reports are no news."""
    return [entry_key("", page(entry.link)) if entry.link else entry.key for entry in entries]


def _heard(titles: str) -> list[str]:
    """Return a mark of each word: of all that could stand there one in 65,536 has the same, so that it tells none."""
    words = dict.fromkeys(_WORD.findall(titles.lower()))
    return [f"{crc32(word.encode()) & 0xFFFF:04x}" for word in words if len(word) >= _SHORTEST_WORD]


def _joined(newer: Iterable[str], older: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*newer, *older]))[:most]


def _sites(entries: Iterable[Entry]) -> list[str]:
    counted = Counter(registered(entry.link) for entry in entries if entry.link)
    return sorted(counted, key=lambda site: (-counted[site], site))


def feeds_named(
    word: str, held: Iterable[JudgedEntry], states: Mapping[str, FeedState], outlets: Mapping[str, str]
) -> set[str]:
    """Return the quarantined feeds that ``word`` means: a feed's address, or its outlet's slug.

    ``outlets`` maps the address of each feed of the catalogue to its outlet.
    """
    quarantined = {each.entry.feed_url: each.entry.outlet for each in held}
    quarantined |= {url: outlets.get(url, "") for url, state in states.items() if state.held_since}
    return {url for url, outlet in quarantined.items() if word in {url, outlet}}


def admitted(held: Iterable[JudgedEntry]) -> list[JudgedEntry]:
    """Return held entries as they enter the digest: without the reason that held them, oldest first."""
    freed = [
        replace(
            each,
            judgement=replace(each.judgement, reasons=tuple(r for r in each.judgement.reasons if r.kind != "hold")),
        )
        for each in held
    ]
    return sorted(freed, key=lambda each: (each.entry.published, each.entry.key))


def freed_state(state: FeedState) -> FeedState:
    """Return the state of a feed that a person has looked at: its next document is trusted, and adds to its habits."""
    return replace(state, held_since=None, held_why="", habit=replace(state.habit, pulls=0), digest="")
