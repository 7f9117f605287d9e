"""From names and values, of a form of the desk's page or of a command line, to an edit: one way, and one set of rules.

They are trusted in nothing. What is missing or unknown is one clear line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from usalama.editor.editing import pick, placed, target
from usalama.errors import LedgerError
from usalama.formats.tables import nearest
from usalama.ledger.ledger import Edit, Verb
from usalama.model import JudgedEntry
from usalama.words.text import slug


def edit_of(form: Mapping[str, str], entries: Iterable[JudgedEntry], now: datetime) -> tuple[Edit, JudgedEntry]:
    """Return the edit that the form asks for, and the entry it is about."""
    entries = tuple(entries)
    verb = _verb(form.get("do", ""))
    name, judged = pick(form.get("on", ""), entries)
    edit = Edit(verb, target(verb, name, judged), now, form.get("why", "").strip(), form.get("by", "").strip())
    match verb:
        case Verb.PIN:  # the week that was looked at: a story may have begun in an earlier one
            edit = replace(edit, week=form.get("week", ""))
        case Verb.MERGE:
            edit = replace(edit, story=pick(form.get("into", ""), entries)[1].story)
        case Verb.SPLIT:
            others = dict(pick(key, entries) for key in listed(form.get("also", "")))
            left = dict.fromkeys(each.story for each in (judged, *others.values()))
            edit = replace(edit, also=tuple(others), left=tuple(left))
        case Verb.RETAG | Verb.RELOCATE:
            edit = replace(edit, slugs=listed(form.get("slugs", "")))
        case Verb.NOTE:
            edit = replace(edit, text=form.get("text", "").strip())
        case Verb.CORRECT:
            old, new = form.get("old", "").strip(), form.get("new", "").strip()
            edit = replace(edit, part=form.get("part", ""), old=old, new=new, kind=form.get("kind", ""))
        case Verb.TAKE_DOWN:
            edit = replace(edit, kind=form.get("kind", ""))
    return placed(edit, judged), judged


def undoing(edit: Edit) -> dict[str, str]:
    """Return the form of the edit that takes one back; empty where none does, or what stood there is not known."""
    opposite = {Verb.HIDE: Verb.SHOW, Verb.SHOW: Verb.HIDE, Verb.PIN: Verb.UNPIN}
    match edit.do:
        case Verb.HIDE | Verb.SHOW | Verb.PIN:
            return {"do": opposite[edit.do], "on": edit.on}
        case Verb.RETAG | Verb.RELOCATE if edit.was is not None:
            return {"do": edit.do, "on": edit.on, "slugs": ",".join(edit.was)}
        case Verb.MERGE:  # the merged story is named after its oldest report
            return {"do": Verb.SPLIT, "on": edit.on.removeprefix("s")}
        case Verb.SPLIT if len(edit.left) == 1:
            return {"do": Verb.MERGE, "on": edit.own, "into": edit.left[0]}
        case Verb.CORRECT:
            return {
                "do": edit.do,
                "on": edit.on,
                "part": edit.part,
                "old": edit.new,
                "new": edit.old,
                "kind": edit.kind,
            }
    return {}


def _verb(word: str) -> Verb:
    try:
        return Verb(word)
    except ValueError:
        raise LedgerError(
            f'"{word}" is nothing that can be done; {nearest(word, [verb.value for verb in Verb])}'
        ) from None


def slugs_of(text: str, names: Mapping[str, str]) -> str:
    """Return a list with each of ``names`` (slug → name) by its slug, however people write it.

    The rest stays, in small letters, as one name between commas: "Tana River, Murang’a County" is "tana-river muranga",
    and "Tana Rivr" is "tana-rivr".
    """
    known = {_bare(word): slug_ for slug_, name in names.items() for word in (slug_, name, f"{name} County")}
    longest = max((len(name.split()) for name in names.values()), default=0) + 1
    found: list[str] = []
    for part in text.split(","):
        words, before = part.split(), len(found)
        is_known = False
        while words:
            sizes = (size for size in range(longest, 0, -1) if _bare(" ".join(words[:size])) in known)
            size = next(sizes, 0)
            is_known = is_known or size > 0
            found.append(known[_bare(" ".join(words[:size]))] if size else words[0].lower())
            del words[: size or 1]
        if not is_known:  # one name that is misspelt, of how many words it may be
            found[before:] = filter(None, ["-".join(found[before:])])
    return " ".join(found)


def _bare(name: str) -> str:
    return slug(name).replace("-", "")


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a field, which stand apart by blanks or commas, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))
