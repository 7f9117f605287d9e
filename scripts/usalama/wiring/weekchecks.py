"""What ``usalama check`` says of the weeks' panels, records and registers."""

from datetime import tzinfo
from pathlib import Path

from usalama.catalogue.catalog import Catalog
from usalama.digest import filed
from usalama.digest.filed import FOLDER as FILED
from usalama.digest.issues import FOLDER as ISSUES
from usalama.digest.panel import FOLDER as PANELS
from usalama.files import filedfiles, issuefiles, panelfiles, state, statusfile, summaryfiles
from usalama.files.sitefolder import no_folders, read_text
from usalama.model import Problem
from usalama.usecases import check

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
