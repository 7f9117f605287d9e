"""The desk's page as HTML: one week, every story with its forms. No script; every word from outside is escaped.

It is for the people who edit, on their own machine; readers never see it.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from types import MappingProxyType
from typing import NamedTuple

from usalama.editor.deskforms import forms, hidden_field, letting_in, taking_back
from usalama.editor.deskweek import DeskStory, DeskWeek, NearMiss
from usalama.ledger.ledger import Edit, Verb
from usalama.model import JudgedEntry
from usalama.words.weeks import parse_week

STYLE = """
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
:root{--paper:#fbf9f4;--ink:#1d1a15;--soft:#544d41;--rule:#ddd5c5;--red:#8c2f16}
@media(prefers-color-scheme:dark){
:root{--paper:#14120e;--ink:#ebe5d8;--soft:#b3aa99;--rule:#3a352b;--red:#f0a47f}}
body{max-width:60rem;margin:0 auto;padding:1rem;background:var(--paper);color:var(--ink);overflow-wrap:anywhere}
h1,h2,h3{font-family:Charter,Georgia,serif;line-height:1.25}
h2{border-top:1px solid;padding-top:.5rem;margin-top:2rem}h3{margin:0}
article{border-top:1px solid var(--rule);padding:1rem 0}h2+article{border:0}ul{padding-left:1.1rem}
li{margin:.3rem 0}a{color:inherit;text-decoration-color:var(--red);text-underline-offset:.2em}a:hover{color:var(--red)}
nav a{display:inline-block;margin-right:1rem;padding:.3rem 0}nav [aria-current]{font-weight:700;text-decoration:none}
.m{font-size:.85rem;color:var(--soft)}.gone{text-decoration:line-through}
.said{border-left:3px solid var(--red);padding:.1rem 1rem;margin:1rem 0;scroll-margin-top:4rem}
.said:focus{outline:0}.said p{white-space:pre-line}
.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
summary{padding:.3rem 0;cursor:pointer}form{margin:.6rem 0}
fieldset{min-width:0;margin:0;padding:.2rem 0 .6rem;border:0;border-top:1px solid var(--rule)}
legend{padding-right:.6rem;font-weight:700}
.f{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));gap:.6rem;align-items:end}
label{display:grid;min-width:0;font-size:.85rem}
input,select,button{box-sizing:border-box;height:2.75rem;padding:.2rem .7rem;border-radius:3px}
input,select,button{font:inherit;font-size:1rem}
input,select{width:100%;border:1px solid var(--soft);background:var(--paper);color:var(--ink)}
button{justify-self:start;border:1px solid var(--ink);background:var(--ink);color:var(--paper);cursor:pointer}
:focus-visible{outline:3px solid var(--red);outline-offset:2px}
""".strip()
POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'"
)


class Told(NamedTuple):
    """What came of what was asked for last, if anything was."""

    said: str = ""
    at: tuple[str, ...] = ()
    """Keys and ids of what it was about: it is told at the first story that has one of them."""
    typed: Mapping[str, str] = MappingProxyType({})  # the form, where it was refused
    undo: Mapping[str, str] = MappingProxyType({})  # the form that takes it back


@dataclass(frozen=True, slots=True)
class Around:
    """What the page needs beside the week."""

    token: str  # goes with every form; whoever does not know it cannot edit
    weeks: Sequence[str]
    topics: Sequence[str]
    counties: Sequence[str]
    told: Told = field(default_factory=Told)


def render(view: DeskWeek, around: Around) -> str:
    """Return the page."""
    hidden = hidden_field("token", around.token) + hidden_field("week", view.week)
    home = _home(view.stories, around.told.at)
    said = _said(around.told, hidden)
    weeks = "".join(_week_link(week, view.week) for week in around.weeks)
    doubtful = "".join(_doubt(story) for story in view.doubtful)
    stories = "".join(_story(story, around, hidden, said if story.id == home else "") for story in view.stories)
    nearer = "<p>None is near the line; usalama dropped lists the others.</p>"
    misses = "".join(_miss(miss, letting_in(miss, hidden, around.told.typed)) for miss in view.misses)
    is_tried = " open" if around.told.typed.get("do") == Verb.ADMIT else ""
    counties = "".join(f'<option value="{escape(county)}">' for county in around.counties)
    choice = "".join(f"<option value={each.id}>{escape(each.lead.entry.title[:80])}" for each in view.stories)
    return (
        f"{_head(f'Desk: {_named(view.week)}')}<header><h1>The desk: {_named(view.week)}</h1>"
        f"<nav aria-label=Weeks>{weeks}</nav>"
        f"{_build(hidden)}</header><main>{'' if home else said}"
        f"<datalist id=counties>{counties}</datalist><datalist id=stories>{choice}</datalist>"
        f"<h2>Look at these first</h2>{f'<ul>{doubtful}</ul>' if doubtful else '<p>Nothing stands out.</p>'}"
        f"<h2>Stories</h2>{stories or '<p>No reports.</p>'}"
        f"<details{is_tried}><summary>Near misses: {len(view.misses)} read and not kept</summary>"
        f"{f'<ul>{misses}</ul>' if misses else nearer}</details></main>"
    )


def _head(title: str) -> str:
    return (
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<title>{escape(title)}</title><style>{STYLE}</style><body>"
    )


def _named(week: str) -> str:
    """Return a week's slug with its days; there is none where no report is held."""
    if not week:
        return "no reports yet"
    found = parse_week(week)
    return f"{found}, {found.monday} to {found.sunday}"


def _home(stories: Iterable[DeskStory], at: Iterable[str]) -> str:
    """Return the id of the first story that has one of the ids; "" where none is on the page any more."""
    named = {name: story.id for story in stories for name in (story.id, *(each.entry.key for each in story.entries))}
    return next((named[name] for name in at if name in named), "")


def _said(told: Told, hidden: str) -> str:
    if not told.said:
        return ""
    then = "" if told.typed else taking_back(told.undo, hidden) + (_build(hidden) if told.at else "")
    return f"<div class=said id=told role=status tabindex=-1><p>{escape(told.said)}</p>{then}</div>"


def _build(hidden: str) -> str:
    return f'<form method=post action="/build#told">{hidden}<button>Build the site</button></form>'


def error_page(mistake: str) -> str:
    """Return the page that is shown when the site itself cannot be read, or a request is refused."""
    way = '<p><a href="/">Open the desk</a></p>'
    return f"{_head('Desk')}<main><h1>The desk</h1><p>{escape(mistake)}</p>{way}</main>"


def _week_link(week: str, current: str) -> str:
    here = " aria-current=page" if week == current else ""
    return f'<a href="/?week={escape(week)}"{here}>{parse_week(week)}</a>'


def _doubt(story: DeskStory) -> str:
    doubts = "".join(f"<li>{escape(doubt)}</li>" for doubt in story.doubts)
    title = escape(story.lead.entry.title)
    return f'<li><a href="#{story.id}"{_lang(story.lead)}>{title}</a><ul class=m>{doubts}</ul></li>'


def _miss(miss: NearMiss, form: str) -> str:
    link = f' <a href="{escape(miss.link)}" rel="noreferrer nofollow">{escape(miss.link)}</a>' if miss.link else ""
    why = f"<span class=m>{escape(miss.why)}</span>"
    return f"<li>{miss.relevance:.2f} {escape(miss.title)}{link}<br>{why}{form}</li>"


def _story(story: DeskStory, around: Around, hidden: str, said: str) -> str:
    judgement, title = story.lead.judgement, escape(story.lead.entry.title)
    reports = "".join(_report(judged, story) for judged in story.entries)
    edits = "".join(f"<li>{escape(_edited(edit))}</li>" for edit in story.edits)
    offered = forms(story, around.topics, hidden, around.told.typed if said else {}, said)
    said_above = "" if said and said in offered else said
    return (
        f"<article id={story.id}><h3{_lang(story.lead)}>{title}</h3>{said_above}"
        f"<p class=m>{story.id} · {escape(', '.join(judgement.topics))} · "
        f"{escape(', '.join(judgement.counties) or 'national')}{' · pinned' if story.pinned else ''}</p>"
        f"<ul>{reports}</ul>{f'<p class=m>Edited:</p><ul class=m>{edits}</ul>' if edits else ''}"
        f"<details{' open' if said else ''}><summary>Edit<span class=v>: {title}</span></summary>{offered}</details>"
        "</article>"
    )


def _edited(edit: Edit) -> str:
    to = f" to {', '.join(edit.slugs) or 'national'}" if edit.do in {Verb.RETAG, Verb.RELOCATE} else ""
    return f"{edit.do}{to}, {edit.when:%Y-%m-%d %H:%M}: {edit.why or edit.text}"


def _lang(judged: JudgedEntry) -> str:
    return f' lang="{escape(judged.entry.language)}"'


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
        f"<li><span{gone}{_lang(judged)}>{shown}</span> <span class=m>{escape(entry.outlet)}, {day}, "
        f"{entry.key}, relevance {judged.judgement.relevance:.2f}</span>"
        f"<details class=m><summary>Why<span class=v>: {title}</span></summary>"
        f"<ul>{why}</ul><p>{escape(entry.summary)}</p></details></li>"
    )
