"""The same entries as other generators take them: Hugo and stock Pelican, with templates for the same kinds of pages.

Hugo makes what ours makes, in one language: of each week the page, sheet, letter, plain text, WhatsApp text and data
in three forms; topics, counties, outlets and stories of several weeks with their lists, bars and feeds; years with all
headlines and joined data; the feeds of the site, the map. Entries have no page of their own, as in ours. Its templates
(``benchmarks/hugo``) hold less than ours and cache what two pages share; pictures, search, masks, evidence read out of
the text, cases and promises are left out, and that counts for the rivals. Stock Pelican makes weeks, topics, counties
and outlets with lists and feeds, years, and stories of several weeks as further tags: it has no other form of a list.
"""

import json
import shutil
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from usalama.formats.markdown import read
from usalama.model import JudgedEntry

YEAR = ["html", "table", "lines"]
HUGO = Path(__file__).with_name("hugo")
LEAN = """
baseURL = "https://bench.example/"
title = "Bench"
disableKinds = ["404"]
[taxonomies]
topic = "topics"
county = "counties"
outlet = "sources"
[outputs]
home = ["html", "rss"]
section = ["html"]
term = ["html", "rss"]
taxonomy = ["html"]
[services.rss]
limit = 20
"""
ROW = (
    '<li><a href="{{ .Params.link }}">{{ .Title }}</a> {{ index .Params.sources 0 }} {{ .Date.Format "2 Jan" }}'
    "<p>{{ .RawContent }}</p></li>"
)
LIST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>
%s</html>"""
LINK = '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>'
LEAN_PAGES = {
    "section": LIST % ("<ul>{{ range .RegularPages }}" + ROW + "{{ end }}</ul>"),
    "term": LIST % ("<ul>{{ range first 60 .Pages.ByDate.Reverse }}" + ROW + "{{ end }}</ul>"),
    "home": LIST % ("<ul>{{ range .Sections.ByTitle.Reverse }}" + LINK + "</li>{{ end }}</ul>"),
    "taxonomy": LIST % ("<ul>{{ range .Pages }}" + LINK + " {{ len .Pages }}</li>{{ end }}</ul>"),
}
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
YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"
TRANSLATION_FEED_ATOM = None
FEED_MAX_ITEMS = 20
DEFAULT_PAGINATION = False
DIRECT_TEMPLATES = ["index", "tags", "categories", "authors", "archives"]
"""


def hugo_site(source: Path, target: Path, *, lean: bool) -> None:
    """Write a Hugo site of the entries below ``source``; without a layout for them, entries get no page.

    ``lean`` is the least that could be called the same site: weeks, topics, counties and outlets as plain lists.
    """
    if lean:
        (target / "layouts").mkdir(parents=True)
        (target / "hugo.toml").write_text(LEAN)
        for name, text in LEAN_PAGES.items():
            (target / "layouts" / f"{name}.html").write_text(text)
    else:
        shutil.copytree(HUGO, target)
    weeks = sorted((source / "content" / "entries").iterdir())
    judged = {path: read(path.read_text("utf-8"), path.name) for week in weeks for path in sorted(week.glob("*.md"))}
    going = stories_over_weeks(judged)
    for number, folder in enumerate(weeks):
        made = target / "content" / folder.name
        made.mkdir(parents=True)
        head = {"title": folder.name, "number": number + 1, "year": int(folder.name[:4])}
        (made / "_index.md").write_text(json.dumps(head, indent=1) + "\n")
        for path in sorted(folder.glob("*.md")):
            hugo_entry(path, judged[path], made, going)
    if not lean:
        _hugo_places(target / "content", sorted({int(folder.name[:4]) for folder in weeks}))


def _hugo_places(content: Path, years: Sequence[int]) -> None:
    """Write the pages that no entry belongs to: the years of the archive, and outlets, which have no feed in ours."""
    heads = {f"archive/{year}.md": {"title": str(year), "year": year, "outputs": YEAR} for year in years}
    heads["archive/_index.md"] = {"title": "Archive", "outputs": ["html"]}
    heads["sources/_index.md"] = {"title": "Sources", "cascade": {"outputs": ["html"]}}
    for name, head in heads.items():
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(json.dumps(head) + "\n")


def stories_over_weeks(judged: Mapping[Path, JudgedEntry]) -> frozenset[str]:
    """Return the stories of more than one week: only they have a page, in ours as well."""
    weeks: dict[str, set[str]] = {}
    for path, each in judged.items():
        weeks.setdefault(each.judgement.story, set()).add(path.parent.name)
    return frozenset(story for story, held in weeks.items() if len(held) > 1)


def hugo_entry(path: Path, judged: JudgedEntry, folder: Path, going: frozenset[str]) -> None:
    """Write one entry as Hugo reads it; JSON is its fastest front matter."""
    entry, judgement = judged.entry, judged.judgement
    head = {
        "title": entry.title, "date": entry.published.isoformat(), "link": entry.link, "sources": [entry.outlet],
        "topics": judgement.topics, "counties": judgement.counties, "story": judgement.story,
        "stories": [judgement.story] if judgement.story in going else [], "language": entry.language,
        "why": [reason.line for reason in judgement.reasons],
    }  # fmt: skip
    (folder / path.name).write_text(json.dumps(head, indent=1) + "\n\n" + entry.summary + "\n", encoding="utf-8")


def pelican_site(source: Path, target: Path) -> None:
    """Write a stock Pelican site of the entries below ``source``."""
    (target / "content").mkdir(parents=True)
    (target / "pelicanconf.py").write_text(textwrap.dedent(PELICAN))
    paths = sorted((source / "content" / "entries").glob("*/*.md"))
    judged = {path: read(path.read_text("utf-8"), path.name) for path in paths}
    going = stories_over_weeks(judged)
    for path, each in judged.items():
        text = _pelican_text(each, path, {each.judgement.story} & going)
        (target / "content" / f"{path.parent.name}-{path.name}").write_text(text, encoding="utf-8")


def _pelican_text(judged: JudgedEntry, path: Path, stories: Iterable[str]) -> str:
    entry, judgement = judged.entry, judged.judgement
    return (
        f"Title: {entry.title}\nDate: {entry.published:%Y-%m-%d %H:%M}\nCategory: {path.parent.name}\n"
        f"Tags: {', '.join((*judgement.topics, *judgement.counties, *stories))}\nAuthor: {entry.outlet}\n"
        f"Slug: {path.parent.name}-{path.stem}\nLink: {entry.link}\n\n{entry.summary}\n"
    )
