"""What of the whole archive is listed: the newest stories, cases and promises, the parts of its years, its data files.

The list of pages and the pages ask the same functions, so that a page is printed when what it shows has changed. It
reads no entry.
"""

from collections.abc import Iterable, Iterator

from usalama.catalogue.wording import FIRST
from usalama.digest import memory
from usalama.digest.atlas import Atlas
from usalama.digest.digests import YEAR
from usalama.digest.memory import Promise
from usalama.digest.outlook import Outlook
from usalama.digest.shelves import SHELF_LINES, YEAR_LINES
from usalama.digest.summaries import fingerprint
from usalama.planning.plan import Contents, Wanted
from usalama.words.weeks import Week

RECENT = 4  # weeks after which a story without a report has gone quiet
PART = 4  # weeks in one part of a full year
SHARE = 12  # weeks over which an outlet's share is counted


def recent_print(atlas: Atlas) -> str:
    """Return what stands for the weeks over which an outlet's share is counted."""
    return fingerprint(*(f"{head.week}{head.tokens}" for head in atlas.latest(SHARE)))


def share(atlas: Atlas, slug: str) -> float:
    """Return an outlet's part of all reports in the newest weeks, to a hundredth."""
    heads = atlas.latest(SHARE)
    own = sum(head.shelves["outlets"].get(slug, (0, 0))[1] for head in heads)
    return float(round(own / max(1, sum(head.reports for head in heads)), 2))


def outlet_print(outlook: Outlook, slug: str) -> str:
    """Return what stands for what an outlet's page says of its being early, its changes and its feeds."""
    rows = [list(head.firsts.get(slug, ())) for head in outlook.atlas.latest(SHARE)]
    return fingerprint(repr(rows), repr(outlook.last_answers(slug)))


def recent_stories(atlas: Atlas) -> tuple[str, ...]:
    """Return the stories of more than one week that the list shows: the latest chapters first."""
    ordered = sorted(atlas.chapters.items(), key=lambda item: (item[1][-1][0], item[0]), reverse=True)
    return tuple(story for story, _ in ordered[: 2 * SHELF_LINES])


def cases_gone_quiet(atlas: Atlas) -> tuple[str, ...]:
    """Return the stories with an open case and no report for four weeks that the list shows, the latest first."""
    if not atlas.newest:
        return ()
    last = {story: atlas.last[story].week for story in atlas.cases}
    return memory.quiet_cases(atlas.cases, last, atlas.newest.previous(RECENT - 1))[:SHELF_LINES]


def recent_promises(atlas: Atlas) -> tuple[Promise, ...]:
    """Return what officials promised in the year that ends with the newest week."""
    return tuple(promise for head in atlas.latest(YEAR) for promise in head.promises)


def parts_of(atlas: Atlas, year: int) -> tuple[tuple[Week, ...], ...]:
    """Return the weeks of a year's parts, oldest first; one part for a year that one page can hold."""
    weeks = tuple(head.week for head in atlas.heads if head.week.year == year)
    if sum(atlas.by_week[week].stories for week in weeks) <= YEAR_LINES:
        return (weeks,)
    groups: dict[int, list[Week]] = {}
    for week in weeks:
        groups.setdefault((week.number - 1) // PART, []).append(week)
    return tuple(tuple(group) for group in groups.values())


def part_path(part: tuple[Week, ...]) -> str:
    """Return the path of one part of a year, named by the first of its four weeks."""
    return f"archive/{part[0].year}/w{(part[0].number - 1) // PART * PART + 1:02d}/"


def once_parts(atlas: Atlas, year: int) -> set[str]:
    """Return the paths of all parts that a year can have had: each of its reports may have been a story of its own."""
    filed = {week: count for week, count in atlas.filed.items() if week.year == year and count}
    return {part_path((week,)) for week in filed} if sum(filed.values()) > YEAR_LINES else set()


def data_files(atlas: Atlas, contents: Contents, recent: str) -> Iterator[Wanted]:
    """Yield the archive's data files, but for what describes them.

    ``recent`` stands for the weeks over which an outlet's share is counted.
    """
    frame = contents.frame
    for year in atlas.years:
        heads = (head for head in atlas.heads if head.week.year == year)
        joined = fingerprint(
            frame, *(head.week.slug + head.content + atlas.records_prints[head.week] for head in heads)
        )
        for form in ("csv", "jsonl"):
            yield Wanted(f"data/{year}.{form}", "joined", (str(year), f"data.{form}"), FIRST, joined)
        begun = fingerprint(frame, *(told for week, told in atlas.begun_prints.items() if week.year == year))
        yield Wanted(f"data/stories-{year}.csv", "joined", (str(year), "stories.csv"), FIRST, begun)
    for week, panel in contents.panels.items():
        if week in atlas.pages:
            path = f"data/panels/{week.slug}.csv"
            yield Wanted(path, "panel", (week.slug,), FIRST, fingerprint(frame, repr(panel)))
    yield Wanted("data/schema.json", "schema", (), FIRST, frame)
    if contents.is_mapped:
        yield Wanted("data/counties.geojson", "shapes", (), FIRST, frame)
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


def package(atlas: Atlas, contents: Contents, data: Iterable[Wanted]) -> Wanted:
    """Return the file that describes the ``data`` files with what each came to: it changes with every one of them."""
    counts = (f"{head.week}{head.stories},{head.reports}" for head in atlas.heads)
    files = (page.name + page.inputs for page in data)
    made = fingerprint(contents.frame, *counts, str(atlas.told_by_year), *files)
    return Wanted("data/datapackage.json", "package", (), FIRST, made)
