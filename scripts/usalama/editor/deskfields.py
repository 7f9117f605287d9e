"""The forms of the desk's page as HTML: one a verb, under each story. Every word from outside is escaped.

What was typed into a form that was refused stands in it again, so that it is mended and not typed anew. What would
change nothing is not offered: it is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from itertools import zip_longest

from usalama.editor.deskforms import listed
from usalama.editor.deskweek import DeskStory
from usalama.ledger.ledger import FAULTS, GROUNDS

_Rows = Sequence[tuple[str, str]]
"""Values that can be chosen, each with what is read for it."""
_Get = Callable[[str, str], str]
"""Name of a field, and what stands in it at first → what it is to show."""
_NONE = ("", "none")
_PLACES = ("Second", "Third", "Fourth", "Fifth")


def forms(
    story: DeskStory,
    others: Sequence[DeskStory],
    topics: Sequence[str],
    hidden: str,
    typed: Mapping[str, str],
    refused: str,
) -> str:
    """Return a story's forms; ``others`` are the week's stories.

    ``typed`` is the form that was refused, if any, and ``refused`` says why: it stands in that form.
    """
    both = [(story.id, "the whole story"), *((j.entry.key, j.entry.title) for j in story.entries)]
    single = both[1:]
    into = [(other.id, other.lead.entry.title) for other in others if other.id != story.id]
    judgement = story.lead.judgement
    shut = [each for each in single if each[0] in story.hidden]
    seen = [each for each in single if each not in shut]
    pin = ("Unpin", "unpin") if story.pinned else ("Pin", "pin")
    offered: list[tuple[str, str, _Rows, Callable[[_Get], str]]] = [
        ("Set topics", "retag", both, lambda get: _topics(get, judgement.topics, topics)),
        ("Set counties", "relocate", both, lambda get: _counties(get, judgement.counties)),
        *([("Hide", "hide", both[:1] + seen, _nothing)] if seen else []),
        *([("Show again", "show", both[:1] * (len(shut) > 1) + shut, _nothing)] if shut else []),
        *([("Merge", "merge", both[:1], lambda get: _choice("into", "Into", into, get("into", "")))] if into else []),
        *([("Split off", "split", single, _also)] if len(single) > 1 else []),
        (*pin, both[:1], _nothing),
        ("Note", "note", both[:1], lambda get: _text("text", "Note", get("text", ""), needed=True)),
        ("Correct", "correct", single, _correction),
        ("Take down", "take-down", single, lambda get: _choice("kind", "Because", _same(GROUNDS), get("kind", ""))),
    ]
    return "".join(_form(*each, hidden, typed, refused) for each in offered)


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


def _nothing(_: _Get) -> str:
    return ""


def _topics(get: _Get, has: Sequence[str], known: Sequence[str]) -> str:
    """One choice a topic, and one more: the main one first."""
    chosen = listed(get("slugs", ",".join(has)))
    names = _same([*known, *(slug for slug in chosen if slug not in known)])
    first = _choice("slugs", "Main topic", names if chosen else [_NONE, *names], *chosen[:1])
    fields = zip_longest(_PLACES[: max(1, len(chosen))], chosen[1:], fillvalue="")
    return first + "".join(
        _choice("slugs", f"{place or 'Another'} topic", [_NONE, *names], slug) for place, slug in fields
    )


def _counties(get: _Get, has: Sequence[str]) -> str:
    """One field a county, and one more; all of them empty is national."""
    typed = [name.strip() for name in get("slugs", ",".join(has)).split(",") if name.strip()]
    labels = ["County; none is national", *(f"{place} county" for place in _PLACES)]
    fields = zip_longest(labels[: len(typed) + 1], typed, fillvalue="")
    return "".join(_text("slugs", label or "Another county", name, options="counties") for label, name in fields)


def _also(get: _Get) -> str:
    return _text("also", "Keys that go along", get("also", ""))


def _correction(get: _Get) -> str:
    part = _choice("part", "What", [("title", "headline"), ("excerpt", "excerpt")], get("part", ""))
    old, new = (
        _text(name, f"Wording {when}", get(name, ""), needed=True) for name, when in (("old", "before"), ("new", "now"))
    )
    return f"{part}{old}{new}{_choice('kind', 'Because', _same(FAULTS), get('kind', ''))}"


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
