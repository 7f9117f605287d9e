"""From what the desk types to an edit in the ledger: finds the entry that is meant, writes the edit down.

An id may be cut short as long as one entry alone begins with it. The ledger's text is only added to, so that every
comment and every earlier line stays as it is. Nothing here opens a file; the time is an argument.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import fields, replace
from datetime import UTC

import tomlkit

from usalama.errors import LedgerError
from usalama.formats.tables import typed
from usalama.ledger.ledger import FILE, LISTS, ON_ENTRY, ON_STORY, REMOVED, WORDED, Edit, Verb, link_mark
from usalama.ledger.reading import read, read_edit, where
from usalama.model import JudgedEntry, story_id
from usalama.stories.stories import QUOTED
from usalama.words.text import whole_words
from usalama.words.urls import is_a_report, page
from usalama.words.weeks import week_of

_SHOWN = 12
_WORDS = {Verb.NOTE: ("text",), Verb.CORRECT: ("old", "new", "kind")}
_COPIED = re.compile(r".*[/#-](s?[0-9a-f]{10})(?:-\d+|\.md|\.xml|/(?:index\.html)?(?:[?#].*)?)?")
_SAID = ("why", "text", "old", "new")


def title(judged: JudgedEntry) -> str:
    """Return how the desk names an entry: day, story, outlet and headline."""
    entry = judged.entry
    return f"{entry.published:%Y-%m-%d}  {judged.story}  {entry.outlet}: {entry.title}"


def meant(copied: str) -> str:
    """Return the id at the end of what was copied: an address of the site, a feed's id, an entry file; else itself."""
    found = _COPIED.fullmatch(copied.strip().lower())
    return found[1] if found else copied


def pick(wanted: str, entries: Iterable[JudgedEntry]) -> tuple[str, JudgedEntry]:
    """Return the id that ``wanted`` means, of an entry or (with an s in front) a story, and the entry behind it.

    The start of an id is enough where it is the only one that begins so. A story's entry is its oldest.
    """
    entries = tuple(entries)
    start = wanted.strip().lower()
    found: dict[str, JudgedEntry] = {}
    for judged in sorted(entries, key=lambda item: (item.entry.published, item.entry.key)):
        name = judged.story if start.startswith("s") else judged.entry.key
        if name.startswith(start):
            found.setdefault(name, judged)
    told = {old: each.story for each in entries if start[1:] and (old := story_id(each.entry.key)).startswith(start)}
    if not found and len(told) == 1:
        ((old, now),) = told.items()
        raise LedgerError(f"{old} is told as {now} by now; name that, or a report of it: {old[1:]}")
    if not start or not found:
        raise LedgerError(f'no id begins with "{wanted}"; find it with: usalama edit find WORDS')
    if len(found) > 1 and start not in found:
        error = LedgerError(f'"{wanted}" begins {len(found)} ids; write more of the one you mean')
        for name in sorted(found)[:_SHOWN]:
            error.add_note(f"{name}  {title(found[name])}")
        if len(found) > _SHOWN:
            error.add_note(f"and {len(found) - _SHOWN} more")
        raise error
    name = start if start in found else next(iter(found))
    return name, found[name]


def target(verb: Verb, name: str, judged: JudgedEntry) -> str:
    """Return what the edit is on: the whole story for verbs of stories, else what was named."""
    if verb in ON_STORY:
        return judged.story
    if name.startswith("s") and verb in ON_ENTRY:
        mend = f"name one of these: usalama edit find {name}"
        raise LedgerError(f"{verb} is for single entries, and {name} is a story; {mend}")
    return name


def placed(edit: Edit, judged: JudgedEntry) -> Edit:
    """Return the edit with week and story of its entry, and for a take-down the address that may not come back."""
    week = week_of(judged.entry.published, edit.when.tzinfo or UTC).slug
    if edit.do is Verb.PIN:
        return replace(edit, week=edit.week or week)
    if edit.is_on_story:
        return edit
    if edit.do is Verb.CORRECT and edit.old.strip() == edit.new.strip() != "":
        raise LedgerError("edit correct: new: says what old says, so that nothing would be corrected")
    if edit.part in WORDED and edit.old and edit.new:  # what is missing is named where the edit is read back
        _check_wording(edit, judged)
    address = page(judged.entry.link)
    links = (link_mark(address),) if edit.do is Verb.TAKE_DOWN and is_a_report(address) else ()
    story = edit.own if edit.do is Verb.SPLIT else judged.story
    return replace(edit, week=week, story=story, links=links)


def _check_wording(edit: Edit, judged: JudgedEntry) -> None:
    """Refuse a correction of words that the entry has never had: what is announced would be made up."""
    entry = judged.entry
    now, before = (entry.title, entry.was) if edit.part == "title" else (entry.summary, entry.said)
    old, new = whole_words(edit.old), whole_words(edit.new)
    if (spots := len(old.findall(now))) > 1:
        raise LedgerError(f'{edit.part}: has "{edit.old}" {spots} times; give more of the words, for each would change')
    if spots or (new.search(now) and any(map(old.search, before))):
        return
    by_hand = "put the old words back into its file, the edit replaces them"
    inside = f"that is part of a word or number there; give the whole one, from: {now}"
    mend = inside if edit.old in now else by_hand if new.search(now) else f"copy the words from: {now}"
    raise LedgerError(f'{edit.part}: has no "{edit.old}", and had none that became "{edit.new}"; {mend}')


def added(text: str, edit: Edit, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> str:
    """Return the ledger's text with the edit at its end; raise LedgerError when it could not be read back.

    What was typed wrongly is named as it was typed: it has no line in the ledger.
    """
    rows = {"do": str(edit.do), "on": edit.on, "when": edit.when.replace(microsecond=0)}
    for field in fields(edit):
        value = getattr(edit, field.name)
        is_list = field.name in {"slugs", "was"} and edit.do in LISTS and value is not None  # an empty one says so
        if field.name not in rows and (value or is_list):
            rows[LISTS.get(edit.do, "slugs") if field.name == "slugs" else field.name] = value
    empty = dict.fromkeys(("why", *_WORDS.get(edit.do, ())), "")
    read_edit(typed(empty | rows, f"edit {edit.do}", LedgerError), (topics, counties))
    before = read(text).edits if text else ()
    if before and edit.when < (last := before[-1].when):  # they stand in order
        mend = f"set the clock; if that was ahead then, mend {where(text, len(before) - 1, 'when')}"
        raise LedgerError(f"edit {edit.do}: the clock says {edit.when}, before the last edit ({last}): {mend}")
    plain = {key: list(value) if isinstance(value, tuple) else value for key, value in rows.items()}
    block = "\n".join(f"{key} = {tomlkit.item(value).as_string()}" for key, value in plain.items())
    new = f"{text.rstrip()}\n\n[[edits]]\n{block}\n".lstrip()
    read(new, FILE, topics=topics, counties=counties)
    return new


def unquoted(text: str, titles: Iterable[str]) -> str:
    """Return an entry file's text without the headlines that its reasons quote of an entry that was taken down.

    Its publisher's own words stay as they are, whatever they quote.
    """
    plain = (title.replace("|", "/") for title in titles)
    quoted = [f'"{form}"' for title in plain for form in (title, title[:QUOTED])]
    head, gap, body = text.partition("\n\n")
    lines = head.split("\n")
    for number, line in enumerate(lines):
        if line.partition(":")[0].strip().lower() == "why":
            for form in quoted:
                lines[number] = lines[number].replace(form, f'"{REMOVED}"')
    return "\n".join(lines) + gap + body


def without_words(text: str, *keys: str) -> str:
    """Return the ledger's text without the wordings that earlier corrections of entries quote."""
    document = tomlkit.parse(text)
    for table in document.get("edits", ()):
        if table.get("on") in keys and table.get("do") == str(Verb.CORRECT):
            table.update({name: REMOVED for name in ("old", "new") if table.get(name)})
    return tomlkit.dumps(document)


def without_removed(text: str) -> str:
    """Return the ledger's text without those that quote what it says was taken down: an older copy has them."""
    return without_words(text, *(edit.on for edit in read(text).removals))


def reworded(text: str, change: Callable[[str, str], str]) -> str:
    """Return the ledger's text with ``change(on, words)`` for all words that an edit quotes or says of a target."""
    document = tomlkit.parse(text)
    for table in document.get("edits", ()):
        for key in _SAID:
            if key in table and (words := change(str(table.get("on")), str(table[key]))) != table[key]:
                table[key] = words
    return tomlkit.dumps(document)
