"""The index of the search page: a Pagefind bundle for each year, made from the lines of its weeks.

A year that did not change is not indexed again, and the names of its files are read from a manifest that has them. An
indexer that fails or does not end costs no page: the year keeps the bundle that it has, and the problem is named.
A page of a bundle is a week, a heading of that page is a story: "headline ‖ outlet ‖ day ‖ language ‖ level ‖ places",
where the level is one to three signs that are no word, and places may lack. Below it stand its other headlines, "¦
headline ‖ outlet ‖ day ‖ language" each; after "¦ ¦" come the names of outlets, topics and counties.
Nothing here reads an entry or judges a match.
"""

import html
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from topic_digest.adapter import Stock
from usalama.catalogue.wording import FIRST
from usalama.digest.digests import Line
from usalama.digest.summaries import Head, fingerprint
from usalama.ledger.ledger import Verb
from usalama.machine import disk, hands, troubles
from usalama.model import Problem
from usalama.planning.plan import Wanted
from usalama.planning.planning import Survey
from usalama.releasing.release_trees import GONE
from usalama.words.weeks import Week

KIND = "search-index"
FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
SEARCH = "search"
_BACK = (Verb.HIDE, Verb.CORRECT, Verb.TAKE_DOWN)
_MARK = 8  # letters of a bundle's print that stand for the desk's edits and the program
SPLIT = " ‖ "
PART = "¦ "
LEVEL = "◆"
_MARKS = str.maketrans("‖¦", "||")
Tree = tuple[Mapping[str, str] | None, Path | None]
_KEPT = ("fragment/", "index/", "pagefind.", "wasm.en.", ENTRY)
SECONDS = 60
"""How long the indexer may take for a year. It is stopped once: then no other year is tried in this build."""
MANY = 300
"""Stories of a year from which on its newest week waits until it is over: indexing is kept off the hourly path."""


class SearchError(Exception):
    """The indexer made no index."""


class SearchIndex:
    """The bundles of one build. ``names`` say what topics, counties and outlets are called, where lines have slugs.

    ``trees`` are those that may have them: what the files of each were made from, and where they are. What none has is
    made in a process of its own as soon as this is, in the folder ``work``: there, what a killed one left is swept.
    """

    def __init__(
        self,
        survey: Survey,
        frame: str,
        names: Iterable[Mapping[str, str]],
        *trees: Tree,
        work: Path | None = None,
    ) -> None:
        self._survey, self._frame, self._names, self._trees = survey, frame, tuple(names), trees
        self._work = work
        self._made: dict[int, dict[str, bytes]] = {}
        self.problems: list[Problem] = []
        """What was not indexed, and why."""
        known = [(have, _by_folder(have)) for have, _ in trees if have]
        self._kept: dict[int, tuple[str, list[str]]] = {}
        """Year → what the bundle that a tree has of it was made from, and its files."""
        for year in sorted({head.week.year for head in survey.atlas.heads}):
            inputs, top = self._inputs(year), f"{FOLDER}/{year}/"
            has = next((each for each in known if each[0].get(top + ENTRY, "")[_MARK:] == inputs[_MARK:]), None)
            self._kept[year] = (has[0][top + ENTRY], sorted(has[1][top])) if has else ("", [])
        lacking = [year for year, (inputs, _) in self._kept.items() if not inputs]
        self._indexed = hands.meanwhile(lambda: self._index(lacking)) if lacking else None

    @property
    def is_ready(self) -> bool:
        """True where all files are known; else ``wanted`` waits for an indexer."""
        return self._indexed is None

    def wanted(self) -> Iterator[Wanted]:
        """Yield the files of every year's bundle."""
        if self._indexed is not None:
            self._made, self.problems = self._indexed()
            self._indexed = None
        for year, kept in self._kept.items():
            made = self._made.get(year)
            inputs, files = (self._inputs(year), sorted(made)) if made else kept if kept[0] else self._older(year)
            for name in files:
                yield Wanted(name, KIND, (str(year),), FIRST, inputs)

    def _index(self, years: Iterable[int]) -> tuple[dict[int, dict[str, bytes]], list[Problem]]:
        """Make the bundles of some years; after one with which the indexer fails, no other is tried."""
        for year in years:
            try:
                self._bundle(year)
            except (OSError, SearchError, subprocess.SubprocessError) as error:
                why = f"a new search index of {year}: {troubles.told(error)}"
                return self._made, [Problem(SEARCH, why)]
        return self._made, []

    def _older(self, year: int) -> tuple[str, list[str]]:
        """Return the bundle that a tree has of a year, to be kept as it is; nothing where none has one.

        Nor where the desk or the program changed since: what was taken down must not be found any more.
        """
        top = f"{FOLDER}/{year}/"
        for have, tree in self._trees:
            if have and tree is not None and have.get(top + ENTRY, "").startswith(self._mark(year)):
                names = sorted(_by_folder(have)[top])
                self._made[year] = {name: disk.body_of(tree / name) for name in names}
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
            self._made[year] = bundle(f"{FOLDER}/{year}/", pages, self._work)
        return self._made[year]

    def _page(self, week: Week) -> str:
        stories = "".join(self._story(line, week) for line in self._survey.line_list(week))
        return (
            f'<!DOCTYPE html><html lang="{FIRST}"><head><title>{week}</title></head>'
            f'<body data-pagefind-body data-pagefind-sort="week:{week.slug}">{stories}</body></html>'
        )

    def _story(self, line: Line, week: Week) -> str:
        named = [self._called(slug) for slug in line.counties if slug not in line.by_story]
        places = [", ".join(named)] if named else []
        source = (self._called(line.outlet), line.day.isoformat(), line.language)
        head = (_unmarked(line.title), *source, LEVEL * line.level, *places)
        others: dict[str, tuple[str, ...]] = {}  # by headline: one that several outlets print stands once
        for report in self._survey.reports(week, line.story) if line.reports > 1 else ():
            own = (self._called(report.outlet), report.published.date().isoformat(), report.language)
            others.setdefault(report.title, (_unmarked(report.title), *own))
        others.pop(line.title, None)
        about = (self._called(slug) for slug in (*line.outlets[1:], *line.topics, *line.counties))
        text = "".join(f"{PART}{SPLIT.join(each)} " for each in others.values()) + f"{PART}{PART}{' · '.join(about)}"
        return f'<h2 id="{line.story}">{html.escape(SPLIT.join(head))}</h2><p>{html.escape(text)}</p>'

    def _called(self, slug: str) -> str:
        found = dict.fromkeys(names[slug] for names in self._names if slug in names)
        return " ".join(found) or slug


def _unmarked(headline: str) -> str:
    """Return a headline whose marks are not ours, or it could name another outlet as its own."""
    return headline.translate(_MARKS)


def _by_folder(have: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the folder of each bundle → its files; not those that the tree lacks, as of an older program's bundle."""
    found: dict[str, list[str]] = {}
    start = f"{FOLDER}/"
    for name, inputs in have.items():
        if name.startswith(start) and inputs != GONE:
            found.setdefault("/".join(name.split("/", 2)[:2]) + "/", []).append(name)
    return found


def names_of(stock: Stock) -> list[dict[str, str]]:
    """Return slug → words for topics (in every language), counties and outlets."""
    return [
        {topic.slug: " ".join(dict.fromkeys(topic.title.values())) for topic in stock.topics},
        {slug: str(county["name"]) for slug, county in stock.counties.items()},
        {outlet.slug: outlet.name for outlet in stock.catalog.outlets},
    ]


def bundle(top: str, pages: Mapping[str, str], work: Path | None = None) -> dict[str, bytes]:
    """Run Pagefind over ``pages`` (path → HTML); return its files below ``top``. The same pages give the same bytes.

    It works in a folder of its own in ``work``, else where the machine keeps such. Raise SearchError where it fails,
    and what ``subprocess`` raises where it does not end.
    """
    with tempfile.TemporaryDirectory(prefix="usalama-search-", dir=work) as folder:
        site, out = Path(folder, "site"), Path(folder, "out")
        for name, text in pages.items():
            path = site / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        # Every headline stands in one index, whatever its language: a reader of either tree finds both.
        command = [str(get_executable()), "--site", str(site), "--output-path", str(out)]
        command += ["--force-language", FIRST]
        done = subprocess.run(  # noqa: S603  our own words
            command, capture_output=True, encoding="utf-8", errors="replace", timeout=SECONDS, check=False
        )
        if done.returncode:
            raise SearchError(f"pagefind ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        found = {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}
        return {top + name: path.read_bytes() for name, path in found.items() if name.startswith(_KEPT)}
