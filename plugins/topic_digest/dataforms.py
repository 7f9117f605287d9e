"""The open data of a week, of panels and of the whole archive, as files.

Apart from the other forms, because it reads every text of a week for tolls, voices and pledges: what prints no data
need not load those readers.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from topic_digest.contexts import Contexts
from topic_digest.order import DATA, Job
from usalama.catalogue.wording import FIRST
from usalama.digest.digests import WeekView
from usalama.exports import archivedata, datapackage, geodata, opendata, plaintext
from usalama.exports.datapackage import Sum, Year
from usalama.machine import disk
from usalama.planning import shelving
from usalama.planning.plan import Wanted
from usalama.words.weeks import parse_week


class DataForms:
    """Makes the data files of one build."""

    def __init__(self, contexts: Contexts, place: Callable[[str], Path], job: Job) -> None:
        self.contexts, self.place, self.job = contexts, place, job
        self.survey, self.stock, self.press = contexts.survey, contexts.stock, contexts.press
        self._records: tuple[WeekView, list[dict[str, Any]]] | None = None
        self._lines: tuple[list[dict[str, Any]], list[str]] | None = None

    @property
    def columns(self) -> Mapping[str, tuple[str, str]]:
        """The columns of the open data, described in the desk's words."""
        return opendata.columns(self.stock.wording.of(FIRST), len(self.stock.counties))

    def week(self, page: Wanted) -> str:
        """Return a week's records in one of three forms."""
        view = self.contexts.week(page)
        rows = self._rows(view)
        if page.kind == "csv":
            return opendata.as_csv(rows)
        if page.kind == "jsonl":
            return opendata.as_lines(self._encoded(rows))
        notes = {"rights": opendata.rights(self.press.site.licence)}
        if page.kind == "json":
            notes["county_codes"] = self.columns["county_codes"][1]
        if not rows:
            notes["emptied"] = "All reports of this week were removed or left out by hand: see corrections.csv."
        if self.press.site.sample:
            notes["sample"] = plaintext.sampled(str)
        if page.kind == "geojson":
            told = {"week": str(view.week), **notes, **self._drawn_by()}
            return geodata.week(rows, self.stock.counties, self._drawn, told)
        return opendata.as_document(self._encoded(rows), str(view.week), notes)

    def _drawn_by(self) -> dict[str, object]:
        """Return whose the outlines are, as their file says."""
        outlines = self.stock.outlines or {}
        return {"outlines": {name: outlines[name] for name in ("attribution", "licence") if name in outlines}}

    def shapes(self) -> str:
        """Return the counties' outlines."""
        return geodata.counties(self.stock.counties, self._drawn, self.press.site.url, self._drawn_by())

    @cached_property
    def _drawn(self) -> geodata.Shapes:
        return geodata.shapes(self.stock.outlines)

    def _rows(self, view: WeekView) -> list[dict[str, Any]]:
        """Return a week's records; those of the last week asked for are kept, since three files hold the same."""
        if self._records is None or self._records[0] is not view:
            numbers = {slug: county["number"] for slug, county in self.stock.counties.items()}
            rows = list(
                opendata.records(view, numbers, self.press.site.url, self.stock.judgement, self.stock.book.actors)
            )
            self._records = (view, rows)
        return self._records[1]

    def _encoded(self, rows: list[dict[str, Any]]) -> list[str]:
        """Return a week's records as JSON; those of the last week asked for are kept, as above."""
        if self._lines is None or self._lines[0] is not rows:
            self._lines = (rows, opendata.encoded(rows))
        return self._lines[1]

    def panel(self, page: Wanted) -> str:
        """Return which feeds were read in a week, and what each gave."""
        week = parse_week(page.key[0])
        return archivedata.as_panel(self.stock.panels[week], str(week))

    def joined(self, page: Wanted) -> Iterator[bytes]:
        """Yield a year's weekly files, oldest week first; of CSV only the first keeps its head line."""
        year, name = page.key
        atlas = self.survey.atlas
        weeks = [week for week in atlas.pages if week.year == int(year)]
        for week in weeks:
            part = self._made(f"{week.path}/{name}")
            yield part.partition(b"\r\n")[2] if name.endswith(".csv") and week != weeks[0] else part

    def _made(self, name: str) -> bytes:
        """Return a file of this build, or as the tree has it."""
        path = self.place(name)
        return disk.body_of(path if path.exists() else self.job.tree / name)

    def _sum(self, name: str) -> Sum:
        """Return what a data file came to: read if this build made it, else as the tree's manifest says."""
        try:
            with self.place(DATA + name).open("rb", buffering=0) as stream:
                digest = hashlib.file_digest(stream, "sha256")
                return Sum(digest.hexdigest(), stream.tell())
        except FileNotFoundError:
            known = self.job.data[DATA + name]
            return Sum(known.sha256, known.size)

    def schema(self) -> str:
        """Return what each column means, for programs."""
        return datapackage.schema(self.press.site.url, self.press.site.licence, self.columns, len(self.stock.counties))

    def package(self) -> str:
        """Return the description of all data files, with what each came to."""
        atlas, site = self.survey.atlas, self.press.site
        years = sorted({head.week.year for head in atlas.heads}, reverse=True)
        views = [shelving.archive_year(self.survey, year, lines=False) for year in years]
        counted = [Year(view.year, view.stories, view.reports) for view in views]
        panels = [f"panels/{week.slug}.csv" for week in self.stock.panels if week in atlas.pages]
        return datapackage.package(
            site.url, site.name, site.licence, self.columns, counted, panels, self._sum, is_mapped=bool(self._drawn)
        )
