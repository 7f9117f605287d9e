"""A report that judging left out, let in by a person: its file is written from what is remembered of it.

That is headline, link, date and feed. Its excerpt comes with the next pull, where its feed still lists it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from usalama.catalogue.catalog import moved
from usalama.desk.finding import there
from usalama.editor import editing
from usalama.errors import LedgerError
from usalama.feeds.items import spoken, with_language
from usalama.feeds.turn import Outcome, Rules
from usalama.files import sitefolder, state, store
from usalama.files.ledgerfile import read_ledger, standing_text, write_ledger
from usalama.files.weekstates import ENTRIES, key_in
from usalama.formats.markdown import located
from usalama.ledger.ledger import Edit, Verb
from usalama.model import Entry, Feed, JudgedEntry, PullReport
from usalama.tables.rules import load_rules
from usalama.usecases.pull import as_filed, in_stories
from usalama.wiring import keeping
from usalama.words.urls import entry_key, page

_SHOWN = 12
_BY_HAND = "usalama dropped lists what was read and not kept; what no feed brought is written by hand"
_ALONE = "let in by its headline alone; its excerpt comes with the next pull, if its feed still lists it"
_TOPIC = 'its topic is {}, {}; if it is another: usalama edit retag {} TOPIC --why "…"'
_LEARN = "So that judging learns from it: usalama review {} -o review.csv, then usalama learn review.csv"


def admit(root: Path, form: Mapping[str, str], now: datetime) -> tuple[Edit, JudgedEntry, tuple[str, ...]]:
    """Note in the ledger that a report is let in, and write its file; return both, and lines of what is left to do.

    Raise LedgerError for one that cannot be meant; then nothing is written.
    """
    site, texts = sitefolder.read_settings(root), store.read_desk(root)
    catalog = store.read_catalog(texts)
    left = _pick(form.get("on", ""), root)
    feed = next((each for each in catalog.feeds if each.url == left.feed), None)
    if feed is None:
        raise LedgerError(f"edit admit: {left.key} came by {left.feed}, which is no feed of {store.FEEDS}; {_BY_HAND}")
    rules = load_rules(root, site, texts, now, letting_in=left.key)
    memory = keeping.recall(root, moved(catalog.outlets))
    entry = _entry(left, feed)
    if rules.refuses(entry):
        raise LedgerError(f"edit admit: {left.key} was taken down, and does not come back")
    if known := memory.known.find(entry):
        raise LedgerError(f"edit admit: its outlet's report at that address is there: {memory.known.path(known)}")
    judged = _judged(entry, feed, rules)
    edit = Edit(Verb.ADMIT, left.key, now, form.get("why", "").strip(), form.get("by", "").strip())
    edit = editing.placed(edit, judged)
    is_noted = left.key in read_ledger(root).admitted  # by a run that was killed before its file was written
    text = standing_text(root) if is_noted else editing.added(standing_text(root), edit)
    write_ledger(root, text)
    outcome = Outcome(PullReport(now), kept=[judged])
    problems = keeping.admit(root, site, outcome, memory, rules)
    # Its feed's document is read whole once more: what was worked through before is passed over.
    states = {url: replace(each, digest="") if url == feed.url else each for url, each in memory.states.items()}
    state.write_states(root, states)
    state.forget_dropped(root, left.key)
    shown = located(outcome.kept[0], site.zone)
    said = [f"{store.entry_path(shown, site.zone)}: {_ALONE}", *(each.line for each in problems)]
    topics = (each for each in shown.judgement.reasons if each.kind == "topic")
    said += [_TOPIC.format(each.value, each.evidence, left.key) for each in topics]
    return edit, shown, (*said, _LEARN.format(edit.week.upper()))


def _pick(wanted: str, root: Path) -> state.Dropped:
    """Return the report that was not kept of this key, its beginning, or its address; the last time it was read."""
    start, where = wanted.strip().lower(), page(wanted.strip())
    every = {each.key: each for each in state.read_dropped(root)}.values()
    found = [each for each in every if start and each.key.startswith(start)]
    found = found or [each for each in every if "://" in wanted and page(each.link) == where]
    if not found:
        path = there(root, wanted.strip(), ENTRIES) if start else ""
        told = f"no report that was not kept is {wanted!r}; {_BY_HAND}"
        if path:
            told = f'{path} is there already; where the desk hid it: usalama edit show {key_in(path)} --why "…"'
        raise LedgerError(f"edit admit: {told}")
    if len(found) > 1:
        error = LedgerError(f"edit admit: {wanted} means {len(found)} reports; write the key of one")
        for each in found[:_SHOWN]:
            error.add_note(f"{each.key}  {each.relevance:.2f}  {each.title}")
        raise error
    return found[0]


def _entry(left: state.Dropped, feed: Feed) -> Entry:
    identity = left.id or left.link
    entry = Entry(
        id=identity,
        feed_url=left.feed,
        outlet=feed.outlet,
        link=left.link,
        title=left.title,
        published=left.published or left.seen,
        summary="",
        language=spoken(left.title, feed.language),
        first_seen=left.seen,
        key=left.key,
    )
    if entry_key(left.feed, identity) != left.key:  # noted before ids were
        raise LedgerError(f"edit admit: {left.key} was noted by an older program; usalama pull --force reads it again")
    return entry


def _judged(entry: Entry, feed: Feed, rules: Rules) -> JudgedEntry:
    shown, names = rules.mask(entry)
    judgement = with_language(rules.judge(entry).masked(names), entry, feed.language)
    (judged,) = in_stories([JudgedEntry(shown, as_filed(judgement))], rules)
    return judged
