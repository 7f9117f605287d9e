"""The same entries as other generators take them: Hugo and stock Pelican, with templates for the same kinds of pages.

Weeks, topics, counties and outlets with their lists and feeds; entries have no page of their own, as in ours. The
templates are as small as they can be: what they leave out counts for the rivals.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

from usalama.markdown import read
from usalama.model import JudgedEntry

HUGO = """
baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["404"]
[taxonomies]
topic = "topics"
county = "counties"
outlet = "outlets"
[outputs]
home = ["html", "rss"]
section = ["html"]
term = ["html", "rss"]
taxonomy = ["html"]
[services.rss]
limit = 20
"""
ROW = (
    '<li><a href="{{ .Params.link }}">{{ .Title }}</a> {{ index .Params.outlets 0 }} {{ .Date.Format "2 Jan" }}'
    "<p>{{ .RawContent }}</p></li>"
)
LIST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
%s</html>"""
WEEK = LIST % ("<ul>{{ range .RegularPages }}" + ROW + "{{ end }}</ul>")
TERM = LIST % ("<ul>{{ range first 60 .Pages.ByDate.Reverse }}" + ROW + "{{ end }}</ul>")
HOME = LIST % (
    '<ul>{{ range .Sections.ByTitle.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>'
)
TERMS = LIST % (
    '<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ len .Pages }}</li>{{ end }}</ul>'
)
PELICAN = """
PATH = "content"
SITENAME = "Bench"
SITEURL = "https://bench.example"
TIMEZONE = "Africa/Nairobi"
THEME = "simple"
STATIC_PATHS = []
ARTICLE_SAVE_AS = ""
ARTICLE_LANG_SAVE_AS = ""
DRAFT_SAVE_AS = ""
ARTICLE_TRANSLATION_ID = None
PAGE_PATHS = ["none"]
FEED_ALL_ATOM = "feeds/all.xml"
CATEGORY_FEED_ATOM = None
TAG_FEED_ATOM = "feeds/{slug}.xml"
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives"]
"""


def hugo_site(source: Path, target: Path) -> None:
    """Write a Hugo site of the entries below ``source``; without a layout for them, entries get no page."""
    layouts = target / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (target / "hugo.toml").write_text(HUGO)
    for name, text in (("home", HOME), ("section", WEEK), ("term", TERM), ("taxonomy", TERMS)):
        (layouts / f"{name}.html").write_text(text)
    for folder in sorted((source / "content" / "entries").iterdir()):
        made = target / "content" / folder.name
        made.mkdir(parents=True)
        (made / "_index.md").write_text(f'---\ntitle: "{folder.name}"\n---\n')
        for path in sorted(folder.glob("*.md")):
            hugo_entry(path, made)


def hugo_entry(path: Path, folder: Path) -> None:
    """Write one entry as Hugo reads it; JSON is its fastest front matter."""
    judged = read(path.read_text("utf-8"), path.name)
    entry = judged.entry
    head = {
        "title": entry.title, "date": entry.published.isoformat(), "link": entry.link, "outlets": [entry.outlet],
        "topics": judged.judgement.topics, "counties": judged.judgement.counties, "story": judged.judgement.story,
    }  # fmt: skip
    (folder / path.name).write_text(json.dumps(head, indent=1) + "\n\n" + entry.summary + "\n", encoding="utf-8")


def pelican_site(source: Path, target: Path) -> None:
    """Write a stock Pelican site of the entries below ``source``."""
    (target / "content").mkdir(parents=True)
    (target / "pelicanconf.py").write_text(textwrap.dedent(PELICAN))
    for path in sorted((source / "content" / "entries").glob("*/*.md")):
        judged = read(path.read_text("utf-8"), path.name)
        (target / "content" / f"{path.parent.name}-{path.name}").write_text(
            _pelican_text(judged, path), encoding="utf-8"
        )


def _pelican_text(judged: JudgedEntry, path: Path) -> str:
    entry, judgement = judged.entry, judged.judgement
    return (
        f"Title: {entry.title}\nDate: {entry.published:%Y-%m-%d %H:%M}\nCategory: {path.parent.name}\n"
        f"Tags: {', '.join((*judgement.topics, *judgement.counties))}\nAuthor: {entry.outlet}\n"
        f"Slug: {path.parent.name}-{path.stem}\nLink: {entry.link}\n\n{entry.summary}\n"
    )
