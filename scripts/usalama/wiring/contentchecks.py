"""What ``usalama check`` says of the weeks' panels, records and registers, of pages, and of words that say nothing."""

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from usalama.catalogue.catalog import Catalog
from usalama.catalogue.outlines import FILE as OUTLINES
from usalama.catalogue.site import Site
from usalama.catalogue.wording import FILE as WORDS
from usalama.catalogue.wording import FIRST, read_wording
from usalama.digest import filed
from usalama.digest.filed import FOLDER as FILED
from usalama.digest.issues import FOLDER as ISSUES
from usalama.digest.panel import FOLDER as PANELS
from usalama.errors import CATALOG, SiteError, UsalamaError
from usalama.files import filedfiles, issuefiles, panelfiles, sitefolder, state, statusfile, store, summaryfiles
from usalama.files.sitefolder import no_folders, read_text
from usalama.formats.handwritten import FOLDER
from usalama.gate import sources
from usalama.judging import rulebook
from usalama.judging.gazetteer import unnamed_areas
from usalama.judging.idle import surplus_rows
from usalama.machine import disk
from usalama.model import Problem
from usalama.usecases import check
from usalama.wiring import framewords
from usalama.words.text import counted

_NAMED = 3  # of what a table has and a desk has not
_KEEPERS = "Usalama"
_NAMED_BY = re.compile(rb"<id>tag:([^,<]+),")
_BRACKETS = re.compile(r"\[(?!date\])[^\[\]\n]+\](?![(\[:])")  # a date is for the reader to fill in, in a citation
_RIGHT = "right if the desk gave it up, else"
_WAS = 'say was = ["{0}"] for what it became; take the line out if it was a slip'
_GIVEN_UP = {
    "outlets": f"is not in feeds.toml; {_RIGHT} {_WAS}",
    "topics": f"is not in topics.toml; {_RIGHT} {_WAS}",
    "counties": f"is not in counties.csv; {_RIGHT} put it back; take the line out if it was a slip",
}


def mistakes(root: Path, zone: tzinfo | None) -> list[str]:
    """Return what is wrong with the panels, records and registers of weeks; without a zone nothing lies ahead."""
    if wrong := no_folders(root, (PANELS, ISSUES, FILED)):
        return wrong
    panels, found = panelfiles.read_all(root)
    closed = issuefiles.closed(root)
    # A file in a folder's place, or what is none in a file's, another check names.
    if zone and not no_folders(root, (state.FOLDER,)) and not state.no_files(root):
        early, unknown = issuefiles.left_out(root, panels, closed, statusfile.shown(root), zone)
        found += (*early.values(), *unknown.values())
    found += issuefiles.problems(root, closed)
    heads = summaryfiles.read_heads(root) if (root / summaryfiles.SUMMARIES).is_dir() else {}
    weeks = sorted({*panels, *filedfiles.states_ever(root, closed, heads)})
    problems: list[Problem] = [problem for week in weeks for problem in filedfiles.read(root, week)[1]]
    return [problem.message for problem in (*found, *problems)]


def strangers(root: Path, catalog: Catalog | None) -> list[str]:
    """Name the feeds of the newest week's panel that the catalogue lacks: taken out since, or mistyped."""
    panels = {} if no_folders(root, (PANELS,)) else panelfiles.read_all(root)[0]
    if not panels or catalog is None:
        return []
    week, known = max(panels), {feed.url for feed in catalog.feeds}
    told = "is not in feeds.toml; right if it was taken out since, else mend the row"
    return [f"{PANELS}/{week.slug}.csv: {seat.feed} {told}" for seat in panels[week].seats if seat.feed not in known]


def given_up(root: Path, names: check.Names) -> list[str]:
    """Name the outlets, topics and counties that registers name and the catalogue does not, each once, with its line.

    Its address leads to the list of all: right where the desk has given it up, and wrong where it has another slug now.
    """
    known = {"outlets": names.outlets, "topics": names.topics, "counties": names.counties}
    found: dict[tuple[str, str], str] = {}
    for week in () if no_folders(root, (FILED,)) else filedfiles.states(root):
        name = filedfiles.name_of(week)
        register, _ = filedfiles.read(root, week)
        for kind, slugs in known.items():
            for slug in register.get(kind, ()):
                if slugs is not None and slug not in slugs and (kind, slug) not in found:
                    line = filed.line_of(read_text(root / name, name), kind, slug)
                    found[kind, slug] = f"{name}: line {line}: {kind}: {slug} {_GIVEN_UP[kind].format(slug)}"
    return list(found.values())


def page_mistakes(root: Path, site_url: str, files: Collection[str]) -> list[str]:
    """Return a line for each mistake; ``files`` are those of the built site, without which no link is looked at.

    A page in a language that the site does not speak any more is printed nowhere: it has none.
    """
    paths = sorted((root / FOLDER).glob("*.md"))
    known = {*files, *(sources.output(path.name, FIRST) for path in paths)} if files else ()
    found: list[str] = []
    for path in paths:
        language = sources.output(path.name, FIRST).rpartition("/")[0].rpartition("/")[0]
        if files and language and f"{language}/index.html" not in files:
            continue
        with contextlib.suppress(SiteError):  # named by whoever reads it as a text
            text = sitefolder.read_text(path, path.name)
            told = sorted(sources.mistakes(text, path.name, site_url, known, FIRST))
            found += (f"{FOLDER}/{path.name}: line {line}: {wrong}" for line, wrong in dict.fromkeys(told))
    return found


def moved(root: Path, site: Site) -> Iterator[str]:
    """Yield a line where the next build gives the entries of feeds other names than those that are published."""
    found = _NAMED_BY.search(disk.body_of(feed)) if (feed := root / "output/feeds/all.xml").is_file() else None
    before = found[1].decode("utf-8", "replace") if found else site.authority
    if before != site.authority and not before.endswith(".example"):
        mend = f'write first_url = "https://{before}", or each subscriber is shown all of them again'
        yield f"url: entries of the published feeds are named by {before}; {mend}"


def borrowed(root: Path, name: str) -> Iterator[str]:
    """Yield each line of a page that a site ``name`` has from the program and has to say for itself.

    What a new desk's pages leave in brackets, and who keeps the program's own site, unless this goes by its name.
    """
    if root.samefile(sitefolder.PROGRAM):
        return
    is_ours = sitefolder.read_settings(sitefolder.PROGRAM).name == name
    for path in sorted((root / FOLDER).glob("*.md")):
        begun = _lines(sitefolder.PROGRAM / "samples/desk/pages" / path.name)
        told = [] if is_ours or path.name[:6] != "about." else _lines(sitefolder.PROGRAM / FOLDER / path.name)
        kept = [line for line in told if _KEEPERS in line]
        for number, line in enumerate(_lines(path), 1):
            where = f"{FOLDER}/{path.name}: line {number}"
            if line in kept:
                yield f"{where}: says who keeps the program's own site; say who keeps this one"
            elif line in begun and (found := _BRACKETS.search(line)):
                yield f"{where}: {found[0]} is still to be filled in"


def _lines(path: Path) -> list[str]:
    with contextlib.suppress(SiteError):
        return sitefolder.read_text(path, path.name).split("\n") if path.is_file() else []
    return []


def programs(root: Path) -> dict[str, str]:
    """Return the program's own tables, which those of a site began as; none where the site is the program's folder."""
    with contextlib.suppress(UsalamaError):
        if not root.samefile(sitefolder.PROGRAM):
            return store.read_desk(sitefolder.PROGRAM)
    return {}


def _surplus(texts: Mapping[str, str], program: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each table with rows on what the desk gave up: they count for nothing, and are no slip."""
    gone = rulebook.given_up(texts, program)
    for name in (each for each in ("weights.csv", "priors.csv") if each in texts and gone.topics | gone.features):
        if named := surplus_rows(rulebook.rows(name, texts), gone.topics, gone.features):
            told = counted(len(named), "row is", "rows are")
            first = ", ".join(list(dict.fromkeys(named))[:_NAMED])
            yield f"{CATALOG}/{name}: {told} on what this desk has no more ({first} …); right if it was given up"


def idle_words(root: Path, texts: Mapping[str, str], outlined: Collection[str]) -> Iterator[str]:
    """Yield what a desk wrote, forgot or gave up and nothing tells: an area without a place, a misspelt sentence."""
    yield from _surplus(texts, programs(root))
    places, areas = (list(rulebook.rows(name, texts)) for name in ("places.csv", "counties.csv"))
    if unnamed := unnamed_areas(places, [row["name"] for row in areas]):
        first, more = unnamed[0], counted(len(unnamed) - 1, "more area", "more areas")
        told = f"no row of the kind county names {first}" + (f", and {more} have none" if unnamed[1:] else "")
        yield f"{CATALOG}/places.csv: {told}: a report that names it lies in none; add {first},county,{first},"
    if undrawn := [row["slug"] for row in areas if outlined and row["slug"] not in outlined]:
        yield f"{CATALOG}/{OUTLINES}: counties: no map shows {', '.join(undrawn)}, of counties.csv; draw it"
    words = texts.get(WORDS, "")
    if any(each.sentences for each in read_wording(words).words.values()):
        yield from framewords.unsaid(root, words)
