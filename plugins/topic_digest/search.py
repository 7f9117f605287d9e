"""The index of the search page: a Pagefind bundle for each year, made from the lines of its weeks.

A year that did not change is not indexed again, and the names of its files are read from a manifest that has them. An
indexer that fails or does not end costs no page: the year keeps the bundle that it has, and the problem is named.
A page of a bundle is a week, a heading of that page is a story: "headline ‖ outlet ‖ day ‖ language". Nothing here
reads an entry or judges a match.
"""

from __future__ import annotations

import html
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from topic_digest.adapter import Stock
from usalama.digests import Line
from usalama.ledger import Verb
from usalama.model import Problem
from usalama.pagelist import FIRST
from usalama.plan import Wanted
from usalama.planning import Survey
from usalama.summaries import Head, fingerprint
from usalama.weeks import Week

KIND = "search-index"
FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
SEARCH = "search"
_BACK = (Verb.HIDE, Verb.CORRECT, Verb.TAKE_DOWN)
_MARK = 8
"""Letters of a bundle's print that stand for the desk's edits and the program."""
SPLIT = " ‖ "
Tree = tuple[Mapping[str, str] | None, Path | None]
_KEPT = ("fragment/", "index/", "pagefind.", "wasm.en.", ENTRY, "pagefind-worker.js")
SECONDS = 60
"""How long the indexer may take for a year. It is stopped once: then no other year is tried in this build."""
MANY = 300
"""Stories of a year from which on its newest week waits until it is over: indexing is kept off the hourly path."""


class SearchError(Exception):
    """The indexer made no index."""


class SearchIndex:
    """The bundles of one build. ``names`` are topics and counties by language, for words that headlines lack."""

    def __init__(self, survey: Survey, frame: str, names: Iterable[Mapping[str, str]]) -> None:
        self._survey, self._frame, self._names = survey, frame, tuple(names)
        self._made: dict[int, dict[str, bytes]] = {}
        self.problems: list[Problem] = []
        """What was not indexed, and why."""

    def wanted(self, *trees: Tree) -> Iterator[Wanted]:
        """Yield the files of every year's bundle; of each tree: what its files were made from, and where they are."""
        known = [(have, _by_folder(have)) for have, _ in trees if have]
        for year in sorted({head.week.year for head in self._survey.atlas.heads}):
            inputs = self._inputs(year)
            top = f"{FOLDER}/{year}/"
            has = next((each for each in known if each[0].get(top + ENTRY, "")[_MARK:] == inputs[_MARK:]), None)
            if has:
                inputs, files = has[0][top + ENTRY], sorted(has[1][top])
            elif self._index(year):
                files = sorted(self._made[year])
            else:
                inputs, files = self._older(year, trees)
            for name in files:
                yield Wanted(name, KIND, (str(year),), FIRST, inputs)

    def _index(self, year: int) -> bool:
        """Make a year's bundle; False where the indexer fails, or failed before in this build."""
        if not self.problems:
            try:
                self._bundle(year)
            except (OSError, SearchError, subprocess.SubprocessError) as error:
                self.problems.append(Problem(SEARCH, f"the search index of {year} is not as new as its pages: {error}"))
        return year in self._made

    def _older(self, year: int, trees: Iterable[Tree]) -> tuple[str, list[str]]:
        """Return the bundle that a tree has of a year, to be kept as it is; nothing where none has one.

        Nor where the desk or the program changed since: what was taken down must not be found any more.
        """
        top = f"{FOLDER}/{year}/"
        for have, tree in trees:
            if have and tree is not None and have.get(top + ENTRY, "").startswith(self._mark(year)):
                names = sorted(name for name in have if name.startswith(top))
                self._made[year] = {name: (tree / name).read_bytes() for name in names}
                return have[top + ENTRY], names
        return "", []

    def read(self, page: Wanted) -> bytes:
        """Return one file of a bundle."""
        return self._bundle(int(page.key[0]))[page.name]

    def _inputs(self, year: int) -> str:
        heads = self._heads(year)
        return self._mark(year) + fingerprint(self._frame, *(f"{head.week}{head.tokens}" for head in heads))[:-_MARK]

    def _mark(self, year: int) -> str:
        """Return what begins the print of each bundle that has no word which the desk took back since.

        Two prints that are equal but for it are of the same lines, and so of the same bytes.
        """
        edits = [each for each in self._survey.ledger.edits if each.do in _BACK and each.week[:4] in {"", str(year)}]
        return fingerprint(self._frame, repr(edits))[:_MARK]

    def _heads(self, year: int) -> list[Head]:
        heads = [head for head in self._survey.atlas.heads if head.week.year == year]
        many = sum(head.stories for head in heads) > MANY
        return [head for head in heads if not many or head.week != self._survey.atlas.newest]

    def _bundle(self, year: int) -> dict[str, bytes]:
        if year not in self._made:
            pages = {f"{head.week.path}/index.html": self._page(head.week) for head in self._heads(year)}
            self._made[year] = bundle(f"{FOLDER}/{year}/", pages)
        return self._made[year]

    def _page(self, week: Week) -> str:
        stories = "".join(self._story(line) for line in self._survey.line_list(week))
        return (
            f'<!DOCTYPE html><html lang="{FIRST}"><head><title>{week}</title></head>'
            f'<body data-pagefind-body data-pagefind-sort="week:{week.slug}">{stories}</body></html>'
        )

    def _story(self, line: Line) -> str:
        outlet = self._called(line.outlet)
        title = SPLIT.join((line.title, outlet, line.day.isoformat(), line.language))
        about = " · ".join(self._called(slug) for slug in (*line.outlets[1:], *line.topics, *line.counties))
        return f'<h2 id="{line.story}">{html.escape(title)}</h2><p>{html.escape(about)}</p>'

    def _called(self, slug: str) -> str:
        found = dict.fromkeys(names[slug] for names in self._names if slug in names)
        return " ".join(found) or slug


def _by_folder(names: Iterable[str]) -> dict[str, list[str]]:
    """Return the folder of each bundle → its files."""
    found: dict[str, list[str]] = {}
    for name in names:
        if name.startswith(f"{FOLDER}/"):
            found.setdefault("/".join(name.split("/", 2)[:2]) + "/", []).append(name)
    return found


def names_of(stock: Stock) -> list[dict[str, str]]:
    """Return slug → words for topics (in every language), counties and outlets."""
    return [
        {topic.slug: " ".join(dict.fromkeys(topic.title.values())) for topic in stock.topics},
        {slug: str(county["name"]) for slug, county in stock.counties.items()},
        {outlet.slug: outlet.name for outlet in stock.catalog.outlets},
    ]


def bundle(top: str, pages: Mapping[str, str]) -> dict[str, bytes]:
    """Run Pagefind over ``pages`` (path → HTML); return its files below ``top``. The same pages give the same bytes.

    Raise SearchError where it fails, and what ``subprocess`` raises where it does not end.
    """
    with tempfile.TemporaryDirectory(prefix="usalama-search-") as folder:
        site, out = Path(folder, "site"), Path(folder, "out")
        for name, text in pages.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        # Every headline stands in one index, whatever its language: a reader of either tree finds both.
        command = [str(get_executable()), "--site", str(site), "--output-path", str(out)]
        command += ["--force-language", FIRST]
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603  our own words
        if done.returncode:
            raise SearchError(f"pagefind ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        found = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
        return {top + name: path.read_bytes() for name, path in found.items() if name.startswith(_KEPT)}
