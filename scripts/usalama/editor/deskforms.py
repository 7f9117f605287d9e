"""From names and values, of a form of the desk's page or of a command line, to an edit: one way, and one set of rules.

They are trusted in nothing. What is missing or unknown is one clear line. The forms themselves stand here as HTML, one
a verb, with every word from outside escaped: what was typed into one that was refused stands in it again, and what
would change nothing is not offered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from itertools import zip_longest

from usalama.editor.deskweek import DeskStory, NearMiss
from usalama.editor.editing import pick, placed, target
from usalama.errors import LedgerError
from usalama.formats.tables import nearest
from usalama.ledger.ledger import FAULTS, GROUNDS, READ, Edit, Verb
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
            old, new, part = (form.get(name, "").strip() for name in ("old", "new", "part"))
            kind = "misread" if part in READ else form.get("kind", "")
            edit = replace(edit, part=part, figure=form.get("figure", "").strip(), old=old, new=new, kind=kind)
        case Verb.TAKE_DOWN:
            edit = replace(edit, kind=form.get("kind", ""))
    return placed(edit, judged), judged


def undoing(edit: Edit) -> dict[str, str]:
    """Return the form of the edit that takes one back; empty where none does, or what stood there is not known."""
    opposite = {Verb.HIDE: Verb.SHOW, Verb.SHOW: Verb.HIDE, Verb.PIN: Verb.UNPIN, Verb.ADMIT: Verb.HIDE}
    match edit.do:
        case Verb.HIDE | Verb.SHOW | Verb.PIN | Verb.ADMIT:
            return {"do": opposite[edit.do], "on": edit.on}
        case Verb.RETAG | Verb.RELOCATE if edit.was is not None:
            return {"do": edit.do, "on": edit.on, "slugs": ",".join(edit.was)}
        case Verb.MERGE:  # the merged story is named after its oldest report
            return {"do": Verb.SPLIT, "on": edit.on.removeprefix("s")}
        case Verb.SPLIT if len(edit.left) == 1:
            return {"do": Verb.MERGE, "on": edit.own, "into": edit.left[0]}
        case Verb.CORRECT:
            swapped = {"figure": edit.figure, "old": edit.new, "new": edit.old}
            return {"do": edit.do, "on": edit.on, "part": edit.part, **swapped, "kind": edit.kind}
    return {}


def _verb(word: str) -> Verb:
    verbs = [verb.value for verb in Verb]
    if word not in verbs:
        raise LedgerError(f'"{word}" is nothing that can be done; {nearest(word, verbs)}')
    return Verb(word)


def slugs_of(text: str, names: Mapping[str, str]) -> str:
    """Return a list with each of ``names`` (name → slug) by its slug, however people write it.

    The rest stays, in small letters, as one name between commas: "Tana River, Murang’a County" is "tana-river muranga",
    and "Tana Rivr" is "tana-rivr".
    """
    known = {_bare(name): slug_ for name, slug_ in names.items()}
    longest = max((len(name.replace("-", " ").split()) for name in names), default=0)
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


_Rows = Sequence[tuple[str, str]]  # values that can be chosen, each with what is read for it
_Get = Callable[[str, str], str]  # name of a field, and what stands in it at first → what it is to show
_NONE = ("", "none")
_ALSO = "Keys that go along"
_PLACES = ("Second", "Third", "Fourth", "Fifth")


def forms(
    story: DeskStory,
    topics: Sequence[str],
    hidden: str,
    typed: Mapping[str, str],
    refused: str,
) -> str:
    """Return a story's forms. The page has the lists ``stories`` and ``counties`` that their fields offer, once.

    ``typed`` is the form that was refused, if any, and ``refused`` says why: it stands in that form.
    """
    both = [
        (story.id, "the whole story"),
        *((j.entry.key, f"{j.entry.outlet}: {j.entry.title}") for j in story.entries),
    ]
    single = both[1:]
    judgement = story.lead.judgement
    shut = [each for each in single if each[0] in story.hidden]
    seen = [each for each in single if each not in shut]
    pin = ("Unpin", "unpin") if story.pinned else ("Pin", "pin")
    offered: list[tuple[str, str, _Rows, Callable[[_Get], str]]] = [
        ("Set topics", "retag", both, lambda get: _topics(get, judgement.topics, topics)),
        ("Set counties", "relocate", both, lambda get: _counties(get, judgement.counties)),
        *([("Hide", "hide", both[:1] + seen, lambda _: "")] if seen else []),
        *([("Show again", "show", both[:1] * (len(shut) > 1) + shut, lambda _: "")] if shut else []),
        ("Merge", "merge", both[:1], _into),
        *([("Split off", "split", single, lambda get: _text("also", _ALSO, get("also", "")))] if single[1:] else []),
        (*pin, both[:1], lambda _: ""),
        ("Note", "note", both[:1], lambda get: _text("text", "Note", get("text", ""), needed=True)),
        ("Correct", "correct", single, _correction),
        ("Take down", "take-down", single, lambda get: _choice("kind", "Because", _same(GROUNDS), get("kind", ""))),
    ]
    return "".join(_form(*each, hidden, typed, refused) for each in offered)


def letting_in(miss: NearMiss, hidden: str, typed: Mapping[str, str]) -> str:
    """Return the form that lets a report in which was not kept, with what was ``typed`` where it was refused."""
    return _form("Let in", Verb.ADMIT, [(miss.key, miss.title)], lambda _: "", hidden, typed, "")


def taking_back(undo: Mapping[str, str], hidden: str) -> str:
    """Return the form that takes an edit back; nothing where no other edit does."""
    if not undo:
        return ""
    fields = "".join(hidden_field(name, value) for name, value in undo.items())
    why = _text("why", "Why, for readers", "Taken back.", needed=True)
    return f'<form method=post action="/edit#told">{hidden}{fields}<div class=f>{why}<button>Undo</button></div></form>'


def hidden_field(name: str, value: str) -> str:
    """Return a field that goes with a form unseen."""
    return f'<input type=hidden name={name} value="{escape(value)}">'


def _form(
    label: str,
    verb: str,
    targets: _Rows,
    fields: Callable[[_Get], str],
    hidden: str,
    typed: Mapping[str, str],
    refused: str,
) -> str:
    is_it = typed.get("do") == verb and typed.get("on") in dict(targets)

    def get(name: str, default: str) -> str:
        return typed.get(name, default) if is_it else default

    which = _choice("on", "Which", targets, get("on", ""))
    why = "" if verb == "note" else _text("why", "Why, for readers", get("why", ""), needed=True)
    return (
        f'<form method=post action="/edit#told">{hidden}<input type=hidden name=do value={verb}>'
        f"<fieldset><legend>{escape(label)}</legend>{refused if is_it else ''}<div class=f>{which}{fields(get)}{why}"
        f"<button>{escape(label)}</button></div></fieldset></form>"
    )


def _topics(get: _Get, has: Sequence[str], known: Sequence[str]) -> str:
    """One choice a topic, and one more: the main one first."""
    chosen = listed(get("slugs", ",".join(has)))
    names = _same([*known, *(slug for slug in chosen if slug not in known)])
    first = _choice("slugs", "Main topic", names if chosen else [_NONE, *names], *chosen[:1])
    fields = zip_longest(_PLACES[: max(1, len(chosen))], chosen[1:], fillvalue="")
    others = (_choice("slugs", f"{place or 'Another'} topic", [_NONE, *names], slug) for place, slug in fields)
    return first + "".join(others)


def _counties(get: _Get, has: Sequence[str]) -> str:
    """One field a county, and one more; all of them empty is national."""
    typed = [name.strip() for name in get("slugs", ",".join(has)).split(",") if name.strip()]
    labels = ["County; none is national", *(f"{place} county" for place in _PLACES)]
    fields = zip_longest(labels[: len(typed) + 1], typed, fillvalue="")
    return "".join(_text("slugs", label or "Another county", name, options="counties") for label, name in fields)


def _into(get: _Get) -> str:
    """A field, with every story of the week to choose from: a list in each story's form would be the week's square."""
    return _text("into", "Into which story", get("into", ""), options="stories", needed=True)


def _correction(get: _Get) -> str:
    read = [(part, f"{part}: is read wrongly, leave it out") for part in READ]
    part = _choice("part", "What", [("title", "headline"), ("excerpt", "excerpt"), *read], get("part", ""))
    words = (("old", "before"), ("new", "now"))
    both = "".join(_text(name, f"Wording {when}", get(name, "")) for name, when in words)
    one = _text("figure", "Which number, of several", get("figure", ""))
    return f"{part}{one}{both}{_choice('kind', 'Because', _same(FAULTS), get('kind', ''))}"


def _same(words: Iterable[str]) -> _Rows:
    return [(word, word) for word in words]


def _text(name: str, label: str, value: str, *, options: str = "", needed: bool = False) -> str:
    more = (f" list={options}" if options else "") + (" required" if needed else "")
    return f'<label>{escape(label)}<input name={name} value="{escape(value)}"{more}></label>'


def _choice(name: str, label: str, options: _Rows, chosen: str = "") -> str:
    rows = "".join(
        f'<option value="{escape(value)}"{" selected" * (value == chosen != "")}>{escape(text[:80])}</option>'
        for value, text in options
    )
    return f"<label>{escape(label)}<select name={name}>{rows}</select></label>"
