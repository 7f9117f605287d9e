"""The desk's page as HTML: one week, every story with its forms. No script; every word from outside is escaped.

It is for the people who edit, on their own machine; readers never see it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from usalama.editor.deskweek import DeskStory, DeskWeek, NearMiss
from usalama.ledger.ledger import FAULTS, GROUNDS
from usalama.model import JudgedEntry

STYLE = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
:root{--paper:#fbf9f4;--ink:#1d1a15;--rule:#ddd5c5;--red:#8c2f16}
@media(prefers-color-scheme:dark){:root{--paper:#14120e;--ink:#ebe5d8;--rule:#3a352b;--red:#f0a47f}}
body{max-width:60rem;margin:0 auto;padding:1rem;background:var(--paper);color:var(--ink)}
h1,h2,h3{font-family:Charter,Georgia,serif;line-height:1.25}h2{border-top:1px solid;padding-top:.5rem;margin-top:2rem}
h3{margin:0}article{border-top:1px solid var(--rule);padding:1rem 0}h2+article{border:0}ul{padding-left:1.1rem}
li{margin:.3rem 0}a{color:inherit;text-decoration-color:var(--red);text-underline-offset:.2em}a:hover{color:var(--red)}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.6rem 0}label{display:grid;font-size:.85rem}
input,select,button{font:inherit;min-height:2.2rem;padding:.2rem .6rem}
input[name=why],input[name=text]{width:22rem;max-width:90vw}
.m{font-size:.85rem;opacity:.8}.gone{text-decoration:line-through}
.said{border-left:3px solid var(--red);padding:.5rem 1rem}
summary{min-height:2rem;cursor:pointer}nav a{display:inline-block;margin-right:1rem}
""".strip()
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)


@dataclass(frozen=True, slots=True)
class Around:
    """What the page needs beside the week."""

    token: str
    """Goes with every form; whoever does not know it cannot edit."""
    weeks: Sequence[str]
    topics: Sequence[str]
    counties: Sequence[str]
    said: str = ""
    """What came of the last edit."""


def render(view: DeskWeek, around: Around) -> str:
    """Return the page."""
    hidden = _hidden("token", around.token) + _hidden("week", view.week)
    said = f"<p class=said role=status>{escape(around.said)}</p>" if around.said else ""
    weeks = "".join(_week_link(week, view.week) for week in around.weeks)
    doubtful = "".join(_doubt(story) for story in view.doubtful) or "<p>Nothing stands out.</p>"
    stories = "".join(_story(story, view.stories, hidden) for story in view.stories) or "<p>No reports.</p>"
    nearer = "<p>None is near the line; usalama dropped lists the others.</p>"
    misses = "".join(_miss(miss) for miss in view.misses) or nearer
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>Desk: {view.week}</title><style>{STYLE}</style><body><h1>The desk: {view.week}</h1>{said}"
        f"<nav aria-label=Weeks>{weeks}</nav>"
        f"<form method=post action=/build>{hidden}<button>Build the site</button></form>"
        f"{_datalist('topics', around.topics)}{_datalist('counties', around.counties)}"
        f"<main><h2>Look at these first</h2><ul>{doubtful}</ul><h2>Stories</h2>{stories}"
        f"<details><summary>Near misses: {len(view.misses)} read and not kept</summary><ul>{misses}</ul></details>"
        "</main>"
    )


def _hidden(name: str, value: str) -> str:
    return f'<input type=hidden name={name} value="{escape(value)}">'


def error_page(mistake: str) -> str:
    """Return the page that is shown when the site itself cannot be read."""
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Desk</title><p>{escape(mistake)}"


def _week_link(week: str, current: str) -> str:
    here = " aria-current=page" if week == current else ""
    return f'<a href="/?week={escape(week)}"{here}>{escape(week)}</a>'


def _datalist(name: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{escape(value)}">' for value in values)
    return f"<datalist id={name}>{options}</datalist>"


def _doubt(story: DeskStory) -> str:
    doubts = "".join(f"<li>{escape(doubt)}</li>" for doubt in story.doubts)
    return f'<li><a href="#{story.id}">{escape(story.lead.entry.title)}</a><ul class=m>{doubts}</ul></li>'


def _miss(miss: NearMiss) -> str:
    link = f' <a href="{escape(miss.link)}" rel="noreferrer nofollow">{escape(miss.link)}</a>' if miss.link else ""
    return f"<li>{miss.relevance:.2f} {escape(miss.title)}{link}<br><span class=m>{escape(miss.why)}</span></li>"


def _story(story: DeskStory, others: Sequence[DeskStory], hidden: str) -> str:
    judgement = story.lead.judgement
    reports = "".join(_report(judged, story) for judged in story.entries)
    edits = "".join(
        f"<li>{escape(edit.do)}, {edit.when:%Y-%m-%d %H:%M}: {escape(edit.why or edit.text)}</li>"
        for edit in story.edits
    )
    return (
        f"<article id={story.id}><h3>{escape(story.lead.entry.title)}</h3>"
        f"<p class=m>{story.id} · {escape(', '.join(judgement.topics))} · "
        f"{escape(', '.join(judgement.counties) or 'national')}{' · pinned' if story.pinned else ''}</p>"
        f"<ul>{reports}</ul>{f'<p class=m>Edited:</p><ul class=m>{edits}</ul>' if edits else ''}"
        f"<details><summary>Edit</summary>{_forms(story, others, hidden)}</details></article>"
    )


def _report(judged: JudgedEntry, story: DeskStory) -> str:
    entry = judged.entry
    title = escape(entry.title)
    shown = f'<a href="{escape(entry.link)}" rel="noreferrer nofollow">{title}</a>' if entry.link else title
    gone = " class=gone" if entry.key in story.hidden else ""
    day = f"{entry.published:%a %d %b %H:%M}"
    why = "".join(
        f"<li>{escape(r.kind)} {escape(r.value)}: {escape(r.evidence)}</li>" for r in judged.judgement.reasons
    )
    return (
        f'<li><span{gone} lang="{escape(entry.language)}">{shown}</span> <span class=m>{escape(entry.outlet)}, {day}, '
        f"{entry.key}, relevance {judged.judgement.relevance:.2f}</span>"
        f"<details class=m><summary>Why</summary><ul>{why}</ul><p>{escape(entry.summary)}</p></details></li>"
    )


def _forms(story: DeskStory, others: Sequence[DeskStory], hidden: str) -> str:
    both = [(story.id, "the whole story"), *((j.entry.key, j.entry.title) for j in story.entries)]
    single = both[1:]
    into = [(other.id, other.lead.entry.title) for other in others if other.id != story.id]
    judgement = story.lead.judgement
    topics, counties = ", ".join(judgement.topics), ", ".join(judgement.counties)
    shut = [each for each in single if each[0] in story.hidden]
    seen = [each for each in single if each not in shut]
    # What would change nothing is not offered: it is refused.
    split = [("Split off", "split", single, _text("also", "Keys that go along"))] if len(single) > 1 else []
    hide = [("Hide", "hide", both[:1] + seen, "")] if seen else []
    show = [("Show again", "show", both[:1] * (len(shut) > 1) + shut, "")] if shut else []
    forms = [
        ("Set topics", "retag", both, _text("slugs", "Topics, main one first", topics, "topics")),
        ("Set counties", "relocate", both, _text("slugs", "Counties, none is national", counties, "counties")),
        ("Merge", "merge", both[:1], _choice("into", "Into", into)),
        *split,
        ("Unpin" if story.pinned else "Pin", "unpin" if story.pinned else "pin", both[:1], ""),
        *hide,
        *show,
        ("Note", "note", both[:1], _text("text", "Note", needed=True)),
        ("Correct", "correct", single, _correction()),
        ("Take down", "take-down", single, _choice("kind", "Because", [(word, word) for word in GROUNDS])),
    ]
    return "".join(_form(*form, hidden) for form in forms)


def _form(label: str, verb: str, targets: Sequence[tuple[str, str]], fields: str, hidden: str) -> str:
    why = "" if verb == "note" else _text("why", "Why, for readers", needed=True)
    return (
        f"<form method=post action=/edit>{hidden}<input type=hidden name=do value={verb}>"
        f"{_choice('on', 'Which', targets)}{fields}{why}"
        f"<button>{escape(label)}</button></form>"
    )


def _correction() -> str:
    parts = _choice("part", "What", [("title", "headline"), ("excerpt", "excerpt")])
    kinds = _choice("kind", "Because", [(word, word) for word in FAULTS])
    return f"{parts}{_text('old', 'Wording before', needed=True)}{_text('new', 'Wording now', needed=True)}{kinds}"


def _text(name: str, label: str, value: str = "", options: str = "", *, needed: bool = False) -> str:
    more = (f" list={options}" if options else "") + (" required" if needed else "")
    return f'<label>{escape(label)}<input name={name} value="{escape(value)}"{more}></label>'


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f'<option value="{escape(value)}">{escape(text[:80])}</option>' for value, text in options)
    return f"<label>{escape(label)}<select name={name}>{rows}</select></label>"
