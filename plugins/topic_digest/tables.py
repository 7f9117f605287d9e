"""The tables of the open data that stand beside the reports: corrections, outlets, closed weeks, pledges.

Each is made from what the build holds; none needs the archive to be read.
"""

from __future__ import annotations

from collections.abc import Iterator

from topic_digest.contexts import Contexts
from topic_digest.press import Press
from usalama.digest.issues import Issue
from usalama.exports import archivedata, ledgerdata
from usalama.files import issuefiles
from usalama.planning.plan import Wanted


class Tables:
    """Makes the tables of one build."""

    def __init__(self, contexts: Contexts, press: Press) -> None:
        self.contexts, self.press = contexts, press
        self.survey, self.stock = contexts.survey, press.stock

    def make(self, page: Wanted) -> str:
        """Return one table as CSV."""
        (name,) = page.key
        if name == "corrections":
            return ledgerdata.as_csv(self.stock.ledger)
        if name == "issues":
            return archivedata.ISSUES.as_csv(archivedata.closed(self._records()))
        if name == "pledges":
            told = (promise for head in self.survey.atlas.heads for promise in head.promises)
            return archivedata.PLEDGES.as_csv(archivedata.pledges(told, self.press.site.url))
        return self._outlets()

    def _outlets(self) -> str:
        feeds = {slug: sum(feed.enabled for feed in found) for slug, found in self.contexts.feeds.items()}
        found = archivedata.outlets(
            self.contexts.outlet_rows,
            self.stock.book.outlets,
            feeds,
            self.survey.outlook.outlets_answered(),
            str(self.survey.atlas.newest or ""),
            self.press.site.url,
        )
        return archivedata.OUTLETS.as_csv(found)

    def _records(self) -> Iterator[Issue]:
        for week in self.stock.closed:
            record = issuefiles.read(self.press.options.root, week)
            if record is not None:
                yield record
