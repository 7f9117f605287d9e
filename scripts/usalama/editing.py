"""From what the desk types to an edit in the ledger: finds the entry that is meant, writes the edit down.

An id may be cut short as long as one entry alone begins with it. The ledger's text is only added to, so that every
comment and every earlier line stays as it is. Nothing here opens a file; the time is an argument.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, replace

import tomlkit

from usalama.errors import LedgerError
from usalama.ledger import FILE, Edit, Verb, link_mark, read
from usalama.model import JudgedEntry
from usalama.weeks import NAIROBI, week_of

_SHOWN = 12
_ON_STORY = frozenset({Verb.PIN, Verb.UNPIN, Verb.MERGE, Verb.NOTE})
_SLUGS = {Verb.RETAG: "topics", Verb.RELOCATE: "counties"}


def matching(wanted: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that begin with ``wanted``, an entry's key or a story's id or the start of one, in order."""
    start = wanted.strip().lower().removeprefix("s")
    return tuple(sorted(key for key in keys if key.startswith(start)))


def chosen(wanted: str, titles: Mapping[str, str]) -> str:
    """Return the one key that ``wanted`` means; ``titles`` maps every key to what a person knows the entry by."""
    found = matching(wanted, titles)
    if not wanted.strip() or not found:
        raise LedgerError(f'no entry begins with "{wanted}"; find it with: usalama edit find WORDS')
    if len(found) > 1:
        rows = "".join(f"\n  {key}  {titles[key]}" for key in found[:_SHOWN])
        more = f"\n  and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
        raise LedgerError(f'"{wanted}" begins {len(found)} ids; write more of the one you mean:{rows}{more}')
    return found[0]


def target(verb: Verb, wanted: str, judged: JudgedEntry) -> str:
    """Return what the edit is on: the story for verbs of stories and where a story was named, else the entry."""
    story = judged.judgement.story or f"s{judged.entry.key}"
    named_story = wanted.strip().lower().startswith("s")
    if verb in _ON_STORY:
        return story
    if named_story and verb in {Verb.SPLIT, Verb.CORRECT, Verb.TAKE_DOWN}:
        raise LedgerError(f"{verb} is for single entries, and {wanted} is a story; name one of its entries")
    return f"s{judged.entry.key}" if named_story else judged.entry.key


def placed(edit: Edit, judged: JudgedEntry) -> Edit:
    """Return the edit with the week and story of its entry, and for a take-down the address that may not come back."""
    week = week_of(judged.entry.published, NAIROBI).slug
    if edit.do is Verb.PIN:
        return replace(edit, week=edit.week or week)
    if edit.do not in {Verb.CORRECT, Verb.TAKE_DOWN}:
        return edit
    story = judged.judgement.story or f"s{judged.entry.key}"
    links = (link_mark(judged.entry.link),) if edit.do is Verb.TAKE_DOWN and judged.entry.link else ()
    return replace(edit, week=week, story=story, links=links)


def added(text: str, edit: Edit, *, topics: Collection[str] = (), counties: Collection[str] = ()) -> str:
    """Return the ledger's text with the edit at its end; raise LedgerError when it could not be read back."""
    rows = {"do": str(edit.do), "on": edit.on, "when": edit.when.astimezone(NAIROBI).replace(microsecond=0)}
    for field in fields(edit):
        value = getattr(edit, field.name)
        if field.name not in rows and (value or (field.name == "slugs" and edit.do in _SLUGS)):
            rows[_SLUGS.get(edit.do, "slugs") if field.name == "slugs" else field.name] = value
    block = "\n".join(f"{key} = {_toml(value)}" for key, value in rows.items())
    new = f"{text.rstrip()}\n\n[[edits]]\n{block}\n".lstrip()
    read(new, FILE, topics=topics, counties=counties)
    return new


def _toml(value: object) -> str:
    return tomlkit.item(list(value) if isinstance(value, tuple) else value).as_string()
