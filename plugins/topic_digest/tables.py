"""The tables of the open data beside the reports: stories, corrections, outlets, topics, counties, issues, pledges.

Each is made from what the build holds, that of stories from the lines of its weeks; none needs an entry to be read.
"""

from collections.abc import Callable, Iterator, Mapping

from topic_digest.adapter import Stock
from topic_digest.contexts import Contexts
from usalama.catalogue.wording import FIRST
from usalama.exports import archivedata, ledgerdata, opendata
from usalama.files import issuefiles
from usalama.formats.rows import Cell
from usalama.planning import shelving
from usalama.words.weeks import Week


def columns(stock: Stock) -> dict[str, Mapping[str, tuple[str, str]]]:
    """Return the name of each table, the reports' first → its columns, each with kind and description."""
    reports = opendata.columns(stock.wording.of(FIRST), len(stock.counties))
    others = (ledgerdata.TABLE, *archivedata.TABLES, archivedata.PANELS)
    stories = {archivedata.STORIES.name: archivedata.STORIES.columns}
    return {"reports": reports, **stories, **{table.name: table.columns for table in others}}


def stories(contexts: Contexts, week: Week) -> str:
    """Return the stories that began in a week as CSV, each over all its weeks."""
    told = shelving.stories_of(contexts.survey, week)
    return archivedata.STORIES.as_csv(archivedata.stories(told, contexts.press.site.url))


def table(contexts: Contexts, name: str) -> str:
    """Return one table of the whole archive as CSV."""
    survey, stock, url = contexts.survey, contexts.stock, contexts.press.site.url
    if name == ledgerdata.TABLE.name:
        return ledgerdata.as_csv(stock.ledger)
    records = (issuefiles.read(contexts.press.options.root, week) for week in stock.closed)
    promises = (promise for head in survey.atlas.heads for promise in head.promises)
    rows: Mapping[str, Callable[[], Iterator[dict[str, Cell]]]] = {
        "outlets": lambda: _outlets(contexts, url),
        "topics": lambda: archivedata.topics(stock.topics, FIRST, url),
        "counties": lambda: archivedata.counties(stock.counties, url),
        "issues": lambda: archivedata.closed(filter(None, records)),
        "pledges": lambda: archivedata.pledges(promises, url),
    }
    known = {each.name: each for each in archivedata.TABLES}
    return known[name].as_csv(rows[name]())


def _outlets(contexts: Contexts, url: str) -> Iterator[dict[str, Cell]]:
    survey = contexts.survey
    feeds = {slug: sum(feed.enabled for feed in found) for slug, found in contexts.feeds.items()}
    answered, newest = survey.outlook.outlets_answered(), str(survey.atlas.newest or "")
    return archivedata.outlets(contexts.outlet_rows, contexts.stock.book.outlets, feeds, answered, newest, url)
