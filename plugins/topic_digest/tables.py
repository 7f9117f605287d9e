"""The tables of the open data beside the reports: corrections, outlets, topics, counties, closed weeks, pledges.

Each is made from what the build holds; none needs the archive to be read.
"""

from collections.abc import Mapping

from topic_digest.adapter import Stock
from topic_digest.contexts import Contexts
from usalama.catalogue.wording import FIRST
from usalama.exports import archivedata, ledgerdata, opendata
from usalama.files import issuefiles


def columns(stock: Stock) -> dict[str, Mapping[str, tuple[str, str]]]:
    """Return the name of each table, the reports' first → its columns, each with kind and description."""
    reports = opendata.columns(stock.wording.of(FIRST), len(stock.counties))
    others = (ledgerdata.TABLE, *archivedata.TABLES, archivedata.PANELS)
    return {"reports": reports, **{table.name: table.columns for table in others}}


def table(contexts: Contexts, name: str) -> str:
    """Return one table as CSV."""
    survey, stock, url = contexts.survey, contexts.stock, contexts.press.site.url
    if name == "corrections":
        return ledgerdata.as_csv(stock.ledger)
    if name == "issues":
        records = (issuefiles.read(contexts.press.options.root, week) for week in stock.closed)
        return archivedata.ISSUES.as_csv(archivedata.closed(filter(None, records)))
    if name == "pledges":
        told = (promise for head in survey.atlas.heads for promise in head.promises)
        return archivedata.PLEDGES.as_csv(archivedata.pledges(told, url))
    if name == "topics":
        return archivedata.TOPICS.as_csv(archivedata.topics(stock.topics, FIRST, url))
    if name == "counties":
        return archivedata.COUNTIES.as_csv(archivedata.counties(stock.counties, url))
    feeds = {slug: sum(feed.enabled for feed in found) for slug, found in contexts.feeds.items()}
    answered, newest = survey.outlook.outlets_answered(), str(survey.atlas.newest or "")
    outlets = archivedata.outlets(contexts.outlet_rows, stock.book.outlets, feeds, answered, newest, url)
    return archivedata.OUTLETS.as_csv(outlets)
