"""One feed's turn in a pull: its answer, what of its document is known, and what becomes of its state.

Decides for one feed alone; what belongs to several (judging in order of time, stories) is pull's. Pure.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, tzinfo
from functools import cached_property

from usalama.feeds import quarantine
from usalama.feeds.amendments import amended, excerpt_mark, is_none_of, lacks, title_mark, told_once, untold
from usalama.feeds.answers import Failure
from usalama.feeds.followed import Following, HiddenName
from usalama.feeds.identity import by_known_ids, told_apart, vague_pages
from usalama.feeds.known import Known
from usalama.model import (
    Answer,
    Entry,
    Feed,
    FeedResult,
    FeedState,
    JudgedEntry,
    Judgement,
    Outlet,
    ParsedFeed,
    Problem,
    PullReport,
    Reason,
    Validators,
)
from usalama.watch import health
from usalama.words.urls import page

_REUSED = "an entry has neither address nor words of the report that was taken down, but its id"
HEALED = "; its newest document is as usual"
"""Behind the reason by which a feed is held: it waits for a person all the same."""
PlaceInStory = Callable[[JudgedEntry], tuple[str, Reason]]


@dataclass(frozen=True, slots=True)
class Rules:
    """How entries are judged, and by which tables."""

    judge: Callable[[Entry], Judgement]
    threshold: float
    stories: Callable[[datetime], PlaceInStory]
    """Given the oldest new entry's date: what finds the story of one entry after the other."""
    mask: Callable[[Entry], tuple[Entry, tuple[str, ...]]]
    """What may hurt somebody is masked before anything is written; names of the rules that did it."""
    refuses: Callable[[Entry], bool]  # whether the desk took this report, masked, down
    digest: str  # short hash of the tables; what other tables judged is judged again
    oldest: timedelta
    zone: tzinfo
    following: Following | None = None  # none follows no name
    ready: Callable[[JudgedEntry], object] = id
    """Makes now what ``stories`` will ask of an entry, should it be kept; nothing has to be."""
    admitted: frozenset[str] = frozenset()  # keys of what a person let in, however it is judged


@dataclass(frozen=True, slots=True)
class NotKept:
    """An entry that was read and not kept, and why."""

    entry: Entry
    relevance: float
    why: str
    rules: str
    """Digest of the rules that did not keep it; "" where it was too old, which another clock or limit may take back."""


@dataclass(slots=True)
class Outcome:
    """What a pull decided; the caller writes it down, in this order: kept, changed, held, not kept, states."""

    report: PullReport

    kept: list[JudgedEntry] = field(default_factory=list)
    changed: list[JudgedEntry] = field(default_factory=list)
    held: list[JudgedEntry] = field(default_factory=list)
    not_kept: list[NotKept] = field(default_factory=list)
    states: dict[str, FeedState] = field(default_factory=dict)
    hidden: tuple[HiddenName, ...] = ()


class Turn:
    """One feed's turn: its answer, its state, and what became of its entries.

    What needs no other feed is done by ``take``, while others are still waited for.
    """

    def __init__(self, feed: Feed, answer: Answer, parsed: ParsedFeed, outlet: Outlet | None, state: FeedState) -> None:
        self.feed, self.answer, self.parsed, self.outlet, self.before = feed, answer, parsed, outlet, state
        self.state = state
        self.outcome = "unchanged"
        self.message = "; ".join(problem.message for problem in parsed.problems)
        self.counts = dict.fromkeys(("read", "kept", "dropped", "duplicates", "changed", "held"), 0)
        self.beyond = 0
        """Entries that are left out since too many of the feed are held."""
        self.fresh: list[Entry] = []
        self.changed: list[JudgedEntry] = []
        self.vague: frozenset[str] = frozenset()
        self.apart: set[str] = set()  # keys of those that their address does not name
        self.problems: list[Problem] = []
        self.raw: dict[str, Entry] = {}
        self.masked_by: dict[str, tuple[str, ...]] = {}

    def take(self, known: Known, rules: Rules, now: datetime) -> None:
        """Read the answer: count a failure, pass over an unchanged document, sort out what is known."""
        failure = self.answer.failure or self.parsed.failure
        if failure:
            self._fail(failure, now)
            return
        self.state = health.after_success(self.before, self.answer, now)
        if is_worked_through(self.answer, self.before, rules.digest):
            return
        self.counts["read"] = len(self.parsed.entries)
        self.vague = vague_pages(self.parsed.entries)
        listed = self.parsed.entries
        entries = tuple(told_apart(each, known, lambda one: rules.mask(one)[0], self.vague) for each in listed)
        self.parsed = replace(self.parsed, entries=entries)
        self._mask(known, rules)
        self._hold_if_suspect(now)
        is_held = bool(self.state.held_since)  # then what it says of reports that are shown waits, too
        told, worded = dict(self.before.told), self._worded
        shown: list[Entry] = []
        for entry in self.parsed.entries:
            key = known.find(entry, by_page=page(entry.link) not in self.vague)
            if key not in {"", entry.key} and is_none_of([self.own(known, one) for one in known.on_page(entry)], entry):
                self.apart.add(entry.key)  # one page for one report after another, each under an id of its own
                key = ""
            marks = told.get(key, ""), worded.get(key, "")
            if not key:
                self.fresh.append(entry)
            elif key != entry.key:
                self.counts["duplicates"] += 1
            elif not is_held and (
                _is_other(marks[0], title_mark(entry.title)) or _is_other(marks[1], excerpt_mark(entry.summary))
            ):
                shown.append(self._amend(known, entry, marks, now, rules))
                continue
            shown.append(entry)
        self.parsed = replace(self.parsed, entries=tuple(shown))
        if not is_held:
            self._look_for_gone(known, now)
        if self.counts["read"]:
            self._remember(now)

    def _mask(self, known: Known, rules: Rules) -> None:
        """Go on with masked entries alone; the raw texts are for the judge, who quotes only terms and places."""
        masked: list[Entry] = []
        by_known_id = by_known_ids(self.parsed.entries, self.before, known, self.vague)
        for entry in self.parsed.entries:
            shown, names = rules.mask(entry)
            if rules.refuses(shown):  # nothing may be learnt of what was taken down
                self.counts["dropped"] += 1
                if not rules.refuses(replace(shown, key="")):
                    self.problems.append(Problem(self.feed.url, f"{_REUSED} ({entry.key}); left out"))
                continue
            shown = by_known_id(shown)
            raw = entry if shown.key == entry.key else replace(entry, id=shown.id, key=shown.key)
            self.raw[shown.key], self.masked_by[shown.key] = raw, names
            masked.append(shown)
        self.parsed = replace(self.parsed, entries=tuple(masked))

    def judge(self, entry: Entry, rules: Rules) -> Judgement:
        """Judge one entry by its own words, and say which rules masked it."""
        return rules.judge(self.raw[entry.key]).masked(self.masked_by[entry.key])

    def is_reworded(self, entry: Entry) -> bool:
        """Tell whether the feed's document before had another excerpt of this entry, or none."""
        return _is_other(self._worded.get(entry.key, ""), excerpt_mark(entry.summary))

    @cached_property
    def _worded(self) -> dict[str, str]:
        return dict(self.before.worded)

    def own(self, known: Known, key: str) -> JudgedEntry | None:
        """Return this feed's report of a key: an id can be chosen by whose ten digits it meets another feed's."""
        stored = known.load(key)
        return stored if stored and stored.entry.feed_url == self.feed.url else None

    def _amend(self, known: Known, entry: Entry, marks: tuple[str, str], now: datetime, rules: Rules) -> Entry:
        """Note the publisher's new wording, and return it as it may be shown; what the editor has written stays."""
        stored = self.own(known, entry.key)
        amended_entry = amended(stored.entry, entry, *marks, now) if stored else None
        if stored is None or amended_entry is None:
            return entry
        before, raw = stored.entry, self.raw[entry.key]
        # By its own words: what gives a name away now hides it in what was said before, too.
        title = raw.title if amended_entry.title == entry.title else amended_entry.title
        summary = raw.summary if amended_entry.summary == entry.summary else amended_entry.summary
        masked, names = rules.mask(replace(amended_entry, title=title, summary=summary))
        changed = told_once(masked)
        if changed != replace(before, updated=changed.updated):
            judgement = stored.judgement.masked(untold(names, stored.judgement))
            self.changed.append(replace(stored, entry=changed, judgement=judgement))
            self.counts["changed"] += 1
        return replace(entry, title=changed.title, summary=changed.summary)

    def _look_for_gone(self, known: Known, now: datetime) -> None:
        """Note which reports the feed lists no longer, and which it lists again."""
        before, here = dict(self.before.told), {entry.key for entry in self.parsed.entries}
        for key in sorted(before.keys() - here):
            stored = self.own(known, key)
            if stored and not stored.entry.gone and lacks(stored.entry, self.parsed.entries):
                self.changed.append(replace(stored, entry=replace(stored.entry, gone=now)))
        for key in sorted(here - before.keys()) if before else ():
            stored = self.own(known, key)
            if stored and stored.entry.gone:
                self.changed.append(replace(stored, entry=replace(stored.entry, gone=None)))

    def _fail(self, failure: str, now: datetime) -> None:
        self.outcome, self.message = "failed", failure
        if self.answer.trouble != Failure.RUN_OVER:  # that is the run's, and counts for no feed
            trouble = self.answer.trouble or "not-a-feed"
            self.state = health.after_failure(self.before, replace(self.answer, failure=failure, trouble=trouble), now)

    def _hold_if_suspect(self, now: datetime) -> None:
        before, told = self.before, dict(self.before.told)
        known = [each for each in self.parsed.entries if each.key in told]
        again = {each.key for each in known if _is_other(told[each.key], title_mark(each.title))}
        why = quarantine.suspicion(before, self.outlet, self.answer, self.parsed, now, again)
        if why and not self.state.held_since:
            self.hold(why, now)
        elif self.state.held_since and before.habit.pulls:  # what a person is told is what the feed is like now
            self.state = replace(self.state, held_why=why or self.state.held_why.removesuffix(HEALED) + HEALED)

    def hold(self, why: str, now: datetime) -> None:
        """Keep back what this feed brings until a person releases it; a hijacker's habits are not to be learnt."""
        self.state = replace(self.state, held_since=now, held_why=why, habit=self.before.habit)

    def _remember(self, now: datetime) -> None:
        """Note what the document says, to be known by the next time; of a held feed what it said before is compared."""
        state, entries = self.state, self.parsed.entries
        self.state = health.after_entries(state, entries, len(self.fresh), now)
        if state.held_since:
            return
        self.state = replace(
            self.state,
            told=tuple((entry.key, title_mark(entry.title)) for entry in entries),
            worded=tuple((entry.key, excerpt_mark(entry.summary)) for entry in entries),
            habit=quarantine.learn(state.habit, self.answer, self.parsed, now),
        )

    def forgive(self) -> None:
        """Hold nothing against a feed that failed: its state stays as it was."""
        self.state = self.before

    def close(self, outcome: Outcome, rules: Rules) -> None:
        """Write the turn into the feed's state."""
        if self.outcome != "failed" and self.counts["read"]:
            held = bool(self.state.held_since)
            self.state = replace(self.state, kept=self.state.kept + self.counts["kept"])
            self.outcome = "held" if held else "new" if self.fresh or self.counts["changed"] else "unchanged"
            self.message = self.state.held_why or self.message
        if self.outcome != "failed":
            # What came torn is asked for again: to its server the whole is the document that we have.
            told = self.answer if not self.parsed.is_torn else replace(self.answer, digest="", validators=Validators())
            digest = f"{told.digest}-{rules.digest}" if told.digest else ""
            self.state = replace(self.state, digest=digest, validators=told.validators)
        outcome.states[self.feed.url] = self.state

    def result(self) -> FeedResult:
        """Return the turn's line of the report."""
        trouble = self.state.trouble if self.outcome == "failed" else ""
        return FeedResult(
            self.feed.url, self.feed.outlet, self.outcome, message=self.message, trouble=trouble, **self.counts
        )


def is_worked_through(answer: Answer, state: FeedState | None, rules_digest: str) -> bool:
    """Tell whether this very document was read to its end before, by the same tables: it need not be parsed."""
    return bool(answer.digest) and answer.digest == finished_document(state, rules_digest)


def finished_document(state: FeedState | None, rules_digest: str) -> str:
    """Return the digest of the document that was worked through last, by the same tables; "" where there is none."""
    end = f"-{rules_digest}"
    return state.digest.removesuffix(end) if state and state.digest.endswith(end) else ""


def is_tried(rules_digest: str, states: Iterable[FeedState]) -> bool:
    """Tell whether these very tables have judged a document before."""
    return any(finished_document(state, rules_digest) for state in states)


def _is_other(before: str, now: str) -> bool:
    """Tell whether a text is another by its mark than the one of before, of which "" says nothing."""
    return before not in {"", now}
