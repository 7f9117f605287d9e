"""The data files of the whole archive, each with what it is made from; a week's own are with its pages.

Like ``pagelist``, of which it is a part: it renders nothing and opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from usalama.catalogue.wording import FIRST
from usalama.digest.atlas import Atlas
from usalama.digest.outlook import Outlook
from usalama.digest.summaries import fingerprint
from usalama.planning.contents import Contents
from usalama.planning.plan import Wanted


def files(atlas: Atlas, contents: Contents, recent: str) -> Iterator[Wanted]:
    """Yield them; ``recent`` stands for the weeks over which an outlet's share is counted."""
    frame = contents.frame
    for year in atlas.years:
        heads = (head for head in atlas.heads if head.week.year == year)
        joined = fingerprint(frame, *(head.week.slug + head.content + atlas.records_print(head.week) for head in heads))
        for form in ("csv", "jsonl"):
            yield Wanted(f"data/{year}.{form}", "joined", (str(year), form), FIRST, joined)
    counts = (f"{head.week}{head.stories},{head.reports}" for head in atlas.heads)
    panels = (week.slug for week in contents.panels if atlas.has_page(week))
    package = fingerprint(frame, *counts, str(atlas.told_by_year), *panels)
    yield Wanted("data/datapackage.json", "package", (), FIRST, package)
    yield Wanted("data/schema.json", "schema", (), FIRST, frame)
    answers = Outlook(atlas, contents.panels).outlets_answered()
    pledges = (head.week.slug + repr(head.pledges) for head in atlas.heads if head.pledges)
    for name, inputs in (
        ("corrections", contents.corrections),
        ("outlets", fingerprint(recent, str(atlas.slugs["outlets"]), repr(answers))),
        ("topics", ""),
        ("counties", ""),
        ("issues", repr(contents.closed)),
        ("pledges", fingerprint(*pledges)),
    ):
        yield Wanted(f"data/{name}.csv", "table", (name,), FIRST, fingerprint(frame, inputs))
