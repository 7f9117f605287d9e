"""What the site holds beside its entries, read from disk: catalogue, settings, hand-written pages, the desk's ledger.

Text that a page shows is returned as records; what it stands for is returned as fingerprints. Entries are read by
``usalama.files.weekfiles``; nothing here judges them.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from topic_digest.settings import Options
from usalama.catalogue.actors import FILE as ACTORS
from usalama.catalogue.actors import read_actors
from usalama.catalogue.catalog import Catalog, Topic, moved, read_sections
from usalama.catalogue.outlines import FILE as OUTLINES
from usalama.catalogue.outlines import read_outlines
from usalama.catalogue.site import FILE, Site
from usalama.catalogue.wording import FILE as WORDS
from usalama.catalogue.wording import FIRST, Wording, printed, read_wording
from usalama.digest.edition import Book
from usalama.digest.issues import FOLDER as ISSUES
from usalama.digest.panel import FOLDER as PANELS
from usalama.digest.panel import Panel
from usalama.digest.summaries import Head, fingerprint
from usalama.errors import CATALOG, CatalogError, SiteError
from usalama.exports import ledgerdata
from usalama.files import catalogfiles, filedfiles, issuefiles, statusfile, wordfiles
from usalama.files.inputfiles import Prints, files_below, programs_print
from usalama.files.ledgerfile import read_ledger
from usalama.files.panelfiles import read_all as read_panels
from usalama.files.sitefolder import MARK, read_data, read_settings, read_text
from usalama.files.weekstates import names_in, stray, strays_above
from usalama.formats import handwritten
from usalama.formats.handwritten import FOLDER as PAGES
from usalama.formats.rows import rows
from usalama.formats.tables import SLUG
from usalama.ledger import effects
from usalama.ledger.ledger import FILE as LEDGER
from usalama.ledger.ledger import Edit, Ledger, make_ledger
from usalama.machine.disk import is_there
from usalama.model import Problem
from usalama.planning import whereabouts
from usalama.planning.manifest import is_safe_name
from usalama.planning.plan import Contents
from usalama.planning.planning import Survey
from usalama.words.weeks import Week

AREAS = "counties.csv"
_NAMED = 3  # parts of a path by which a person knows the file: content/catalog/topics.toml


class Stock(NamedTuple):
    """Everything beside the entries."""

    site: Site
    wording: Wording
    languages: tuple[str, ...]  # of the site, the root's first
    catalog: Catalog
    topics: tuple[Topic, ...]
    counties: Mapping[str, Mapping[str, Any]]  # slug → name, number and code, by number
    ledger: Ledger
    book: Book
    outlines: Mapping[str, Any] | None  # of the maps, as templates draw them; None where the desk has none
    texts: Mapping[tuple[str, str], str]  # (slug, language) → Markdown of a hand-written page
    copied: Mapping[str, Path]  # name at the root → file of the theme
    status: Mapping[str, Any] | None
    judgement: str  # version of the tables that entries are judged by, as the open data names it
    panels: Mapping[Week, Panel]
    closed: Mapping[Week, str]  # closed week → what stands for its record
    filed: Mapping[Week, str]
    """Week → what stands for the register of what was filed in it, also for one that is gone."""
    problems: tuple[Problem, ...]  # panels and outlines that cannot be read, faulty pages, what is no week
    made: str
    """Stands for everything that decides a week's lines beside its entries: code, catalogue, ledger, zone."""


def read_stock(options: Options, prints: Prints, heads: Mapping[Week, Head]) -> Stock:
    """Read everything beside the entries; ``heads`` are what builds have kept of weeks."""
    root = options.root
    made = prints.of((*_code(), root / CATALOG, root / LEDGER, root / FILE))
    site = read_settings(root)
    wording = read_wording(_optional(root / CATALOG / WORDS))
    languages = printed(options.languages, wording, options.conf.name if options.conf else MARK)
    topics = read_sections(_text(root / CATALOG / "topics.toml"), f"{CATALOG}/topics.toml", languages)
    catalog = catalogfiles.read(root, _text(root / CATALOG / "feeds.toml"), f"{CATALOG}/feeds.toml", made)
    outlines, without_maps = _outlines(root / CATALOG / OUTLINES)
    actors = read_actors(_optional(root / CATALOG / ACTORS))
    counties = _counties(outlines, _optional(root / CATALOG / AREAS))
    copied, odd = _brought(options.theme / "static" / "root")
    ledger = read_ledger(root, topics=[*(topic.slug for topic in topics), *moved(topics)], counties=tuple(counties))
    renamed = moved(catalog.outlets)
    status = _status(root, {outlet.slug: outlet.slug for outlet in catalog.outlets} | renamed)
    panels, problems = read_panels(root)
    panels = {week: panel.told_under(renamed) for week, panel in panels.items()} if renamed else panels
    texts, closed = dict(_texts(root / PAGES)), issuefiles.closed(root)
    early, unknown = issuefiles.left_out(root, panels, closed, status, site.zone)
    return Stock(
        site=site,
        wording=wording,
        languages=languages,
        catalog=catalog,
        topics=topics,
        counties=counties,
        ledger=ledger,
        book=Book(topics, {outlet.slug: outlet for outlet in catalog.outlets}, tuple(counties), site.zone, actors),
        outlines=outlines,
        texts=texts,
        copied=copied,
        status=status,
        judgement=prints.of([root / CATALOG])[:12],
        panels={week: panel for week, panel in panels.items() if week not in early},
        closed={week: state for week, state in closed.items() if week not in unknown},
        filed=filedfiles.states_ever(root, closed, heads),
        problems=(*without_maps, *problems, *early.values(), *unknown.values(), *_faulty(texts), *_strays(root), *odd),
        made=made,
    )


def frame_tops(options: Options, conf: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files and folders that every page depends on, for whoever wants to know whether they changed."""
    root, own = options.root, options.root / wordfiles.OWN
    tops = [*conf, *_code(), options.theme, *options.overrides, options.locale, root / CATALOG, root / FILE]
    # A site's own words, whether they are there or not: where nobody looks for them, its first ones are not noticed.
    return *(top for top in tops if top != own and top.exists()), own


def beside(root: Path) -> tuple[Path, ...]:
    """Return what some pages depend on beside their entries and registers, whether it is there or not."""
    return root / LEDGER, root / PAGES, root / PANELS, root / ISSUES


def discreet(stock: Stock, ledger: Ledger) -> Stock:
    """Return the stock without the wordings of what is hidden, also by the merges that ``ledger`` has from reports."""
    return stock._replace(ledger=make_ledger(effects.discreet(ledger).edits))


def contents(options: Options, stock: Stock, survey: Survey, frame: str, month: str) -> Contents:
    """Return what the site is made from beside its weeks, as fingerprints and slugs; ``frame`` is that of the files.

    Of ``survey`` are the merges that the archive's reports showed, and which stories nothing is told of any more.
    """
    ledger = survey.ledger
    texts: dict[str, dict[str, str]] = {}
    for (slug, language), text in stock.texts.items():
        texts.setdefault(slug, {})[language] = fingerprint(text)
    own = repr((stock.languages, options.sample, options.file_links, options.licence, stock.site, sorted(texts)))
    return Contents(
        frame=fingerprint(frame, programs_print(), own),
        languages=stock.languages,
        topics=tuple(topic.slug for topic in stock.topics),
        counties=tuple(stock.counties),
        outlets=tuple(outlet.slug for outlet in stock.catalog.outlets),
        moved={"topics": moved(stock.topics), "outlets": moved(stock.catalog.outlets)},
        once={**survey.once, "outlets": sorted({*survey.once["outlets"], *_asked(stock.panels)})},
        texts=texts,
        copied={name: Prints().of([path]) for name, path in stock.copied.items()},
        corrections=fingerprint(repr(stock.ledger.edits)),
        corrected=(
            *whereabouts.may_stand(ledgerdata.placed(stock.ledger), ledger, survey.atlas),
            *(("", ledger.final(edit.on)) for edit in ledgerdata.others(stock.ledger) if edit.is_on_story),
        ),
        late=ledgerdata.late(stock.ledger, stock.site.zone),
        touched={story: fingerprint(repr(effects.told_of(story, ledger))) for story in _edited(ledger)},
        removed=tuple(sorted({effects.now_in(edit, stock.ledger) for edit in stock.ledger.removals if edit.story})),
        left_out={story: fingerprint(repr(effects.hides_of(story, ledger))) for story in survey.atlas.withdrawn},
        emptied={week: fingerprint(repr(emptied_by(survey, week))) for week in survey.atlas.emptied},
        status=fingerprint(json.dumps(stock.status, sort_keys=True)),
        month=month,
        is_reachable=bool(stock.site.reachable),
        is_mapped=bool(stock.outlines and "bounds" in stock.outlines),
        panels=stock.panels,
        closed=stock.closed,
    )


def emptied_by(survey: Survey, week: Week) -> tuple[Edit, ...]:
    """Return the edits for which nothing of a week is shown any more, the oldest first."""
    told = [story for track in survey.atlas.tracks if track.week == week for story in track.former]
    return effects.emptied_by(week.slug, told, survey.ledger)


def _asked(panels: Mapping[Week, Panel]) -> Iterable[str]:
    """Return the outlets that were ever asked; a panel in which a hand wrote what is no slug makes no address."""
    return filter(SLUG.fullmatch, {seat.outlet for noted in panels.values() for seat in noted.seats})


def _edited(ledger: Ledger) -> tuple[str, ...]:
    names = (name for edit in ledger.edits for name in (edit.on, edit.story, *edit.parted))
    return tuple(sorted({ledger.final(name) for name in names if name.startswith("s")}))


def _code() -> list[Path]:
    import topic_digest  # noqa: PLC0415  for its place alone
    import usalama  # noqa: PLC0415

    return [Path(str(package.__file__)).parent for package in (usalama, topic_digest)]


def _text(path: Path) -> str:
    return read_text(path, "/".join(path.parts[-_NAMED:]))


def _optional(path: Path) -> str:
    return _text(path) if path.exists() else ""


def _outlines(path: Path) -> tuple[Mapping[str, Any] | None, tuple[Problem, ...]]:
    """Return the outlines, and of a link that leads nowhere, as to a disk that is not mounted, that there are none."""
    name = f"{CATALOG}/{OUTLINES}"
    if not is_there(path):
        return None, ()
    try:
        return read_outlines(read_data(path, name)), ()
    except SiteError as error:
        if path.exists():
            raise
        return None, (Problem(name, f"{error}; until then there are lists in place of maps"),)


def _counties(outlines: Mapping[str, Any] | None, table: str) -> dict[str, Mapping[str, Any]]:
    """Return the desk's areas by number: those with an outline, and those that its table alone has.

    ``neighbours`` are slugs; none for a desk whose table does not name them.
    """
    outlined: Mapping[str, Mapping[str, Any]] = outlines["counties"] if outlines else {}
    name, found = f"{CATALOG}/{AREAS}", dict[str, Mapping[str, Any]]()
    for line, row in rows(table, name, ("number", "name", "slug")) if table.strip() else ():
        number = row["number"] or "0"
        if not number.isdecimal():
            raise CatalogError(f"{name}: line {line}: number: {number!r} is no number from 1")
        neighbours = tuple(filter(None, (row.get("neighbours") or "").split(";")))
        found[row["slug"]] = {"name": row["name"], "number": int(number), "code": "", "neighbours": neighbours}
    found.update((slug, {"neighbours": (), **found.get(slug, {}), **area}) for slug, area in outlined.items())
    return dict(sorted(found.items(), key=lambda item: (item[1]["number"], item[0])))


def _texts(folder: Path) -> Iterable[tuple[tuple[str, str], str]]:
    for name, page in handwritten.pages_in(names_in(folder)).items():
        yield page, _text(folder / name)


def _strays(root: Path) -> Iterable[Problem]:
    yield from (Problem(name, stray(name)) for name in strays_above(root))
    yield from (Problem(f"pages {told.partition(':')[0]}", told) for told in handwritten.astray(names_in(root / PAGES)))


def _brought(top: Path) -> tuple[dict[str, Path], list[Problem]]:
    """Return the theme's files for the root of the site by their names, and those that no host could be given."""
    found = {path.relative_to(top).as_posix(): path for path in files_below(top)}
    mend = "a file of the site has plain letters, digits, -, _ and . in its name; left out, rename it"
    odd = [Problem(f"theme {name}", f"{found.pop(name)}: {mend}") for name in tuple(found) if not is_safe_name(name)]
    return found, odd


def _faulty(texts: Mapping[tuple[str, str], str]) -> Iterable[Problem]:
    for name, wrong in handwritten.lacking(texts, FIRST).items():
        yield Problem(f"pages {name}", wrong)
    for (slug, language), text in texts.items():
        name = f"{PAGES}/{slug}.{language}.md"
        if wrong := handwritten.mistake(text, name):
            yield Problem(f"pages {name}", wrong)


def _status(root: Path, outlets: Mapping[str, str]) -> Mapping[str, Any] | None:
    """Return what the last pull says of the feeds, without those whose outlet has left the catalogue since.

    ``outlets`` maps each slug that an outlet has or had to the one that it has.
    """
    found = statusfile.shown(root)
    if found:
        rows = (row for row in found["pull"]["feeds"] if row["outlet"] in outlets)
        found["pull"]["feeds"] = [{**row, "outlet": outlets[row["outlet"]]} for row in rows]
    return found or None
