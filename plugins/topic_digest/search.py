"""The index of the search page: a Pagefind bundle for each year, made from the lines of its weeks.

A year that did not change is not indexed again, and the names of its files are read from a manifest that has them.
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
from usalama.errors import SiteError
from usalama.pagelist import FIRST
from usalama.plan import Wanted
from usalama.planning import Survey
from usalama.summaries import Head, fingerprint
from usalama.weeks import Week

KIND = "search-index"
FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
SPLIT = " ‖ "
_KEPT = ("fragment/", "index/", "pagefind.", "wasm.en.", ENTRY, "pagefind-worker.js")
_SECONDS = 300
MANY = 300
"""Stories of a year from which on its newest week waits until it is over: indexing is kept off the hourly path."""


class SearchIndex:
    """The bundles of one build. ``names`` are topics and counties by language, for words that headlines lack."""

    def __init__(self, survey: Survey, frame: str, names: Iterable[Mapping[str, str]]) -> None:
        self._survey, self._frame, self._names = survey, frame, tuple(names)
        self._made: dict[int, dict[str, bytes]] = {}

    def wanted(self, *manifests: Mapping[str, str] | None) -> Iterator[Wanted]:
        """Yield the files of every year's bundle; ``manifests`` map files that exist to what they were made from."""
        for year in sorted({head.week.year for head in self._survey.atlas.heads}):
            inputs = self._inputs(year)
            top = f"{FOLDER}/{year}/"
            has = next((have for have in manifests if have and have.get(top + ENTRY) == inputs), None)
            files = sorted(name for name in has if name.startswith(top)) if has else sorted(self._bundle(year))
            for name in files:
                yield Wanted(name, KIND, (str(year),), FIRST, inputs)

    def read(self, page: Wanted) -> bytes:
        """Return one file of a bundle."""
        return self._bundle(int(page.key[0]))[page.name]

    def _inputs(self, year: int) -> str:
        heads = self._heads(year)
        return fingerprint(self._frame, *(f"{head.week}{head.tokens}" for head in heads))

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


def names_of(stock: Stock) -> list[dict[str, str]]:
    """Return slug → words for topics (in every language), counties and outlets."""
    return [
        {topic.slug: " ".join(dict.fromkeys(topic.title.values())) for topic in stock.topics},
        {slug: str(county["name"]) for slug, county in stock.counties.items()},
        {outlet.slug: outlet.name for outlet in stock.catalog.outlets},
    ]


def bundle(top: str, pages: Mapping[str, str]) -> dict[str, bytes]:
    """Run Pagefind over ``pages`` (path → HTML); return its files below ``top``. The same pages give the same bytes."""
    with tempfile.TemporaryDirectory(prefix="usalama-search-") as folder:
        site, out = Path(folder, "site"), Path(folder, "out")
        for name, text in pages.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        # Every headline stands in one index, whatever its language: a reader of either tree finds both.
        command = [str(get_executable()), "--site", str(site), "--output-path", str(out), "--force-language", FIRST]
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603  our own words
        if done.returncode:
            raise SiteError(f"pagefind ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        found = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
        return {top + name: path.read_bytes() for name, path in found.items() if name.startswith(_KEPT)}
