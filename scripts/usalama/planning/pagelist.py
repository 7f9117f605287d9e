"""Every file that the site should have, each with the fingerprint of what it is made from.

The list is the site's table of contents and the whole of the incremental build's knowledge: a page whose
fingerprint is the same is the same page. It renders nothing and opens nothing.
"""

from collections.abc import Callable, Iterable, Iterator

from usalama.catalogue.wording import FIRST
from usalama.digest import overflow
from usalama.digest.atlas import Atlas
from usalama.digest.digests import YEAR, Line
from usalama.digest.outlook import Outlook
from usalama.digest.summaries import Head, fingerprint
from usalama.planning.archivelist import (
    SHARE,
    cases_gone_quiet,
    data_files,
    once_parts,
    outlet_print,
    package,
    part_path,
    parts_of,
    recent_print,
    recent_promises,
    recent_stories,
    share,
)
from usalama.planning.plan import Contents, Wanted, within
from usalama.words.weeks import Week

OPEN_DATA = "data"  # the hand-written page that links each year's data
SECURITY = ".well-known/security.txt"
SHARED = "og.png"  # the picture of a shared link to a page of no week
PROMISES = 100  # pledges on the page of pledges
KINDS = {"topics": "topics", "counties": "counties", "sources": "outlets"}
"""Folder of a shelf → what a week's head calls it."""


def pages(atlas: Atlas, contents: Contents, lines_of: Callable[[Week], Iterable[Line]]) -> Iterator[Wanted]:
    """Yield every file of the site; one that the theme brings stands in place of one that would be made."""
    yield from (page for page in _made(atlas, contents, lines_of) if page.name not in contents.copied)
    yield from (Wanted(name, "copied", (name,), FIRST, version) for name, version in contents.copied.items())


def _made(atlas: Atlas, contents: Contents, lines_of: Callable[[Week], Iterable[Line]]) -> Iterator[Wanted]:
    """Yield what is made; week files come first, since the yearly data is joined from them."""
    for head in atlas.heads:
        yield from _week(atlas, contents, head)
    for week in atlas.emptied:
        yield from _emptied(atlas, contents, week)
    for week in Outlook(atlas, contents.panels).silent():
        yield from _silent(atlas, contents, week)
    yield from _fronts(atlas, contents)
    yield from _shelves(atlas, contents, lines_of)
    yield from _stories(atlas, contents)
    yield from _archive(atlas, contents)
    yield from _fixed(atlas, contents)
    data = tuple(data_files(atlas, contents, recent_print(atlas)))
    yield from data
    yield package(atlas, contents, data)


def week_print(atlas: Atlas, contents: Contents, week: Week) -> str:
    """Return the fingerprint of all that a week's pages show."""
    before, after = atlas.around(week)
    return fingerprint(
        contents.frame,
        atlas.by_week[week].content,
        atlas.by_week[week].updated,  # not by its content alone: what the desk hid in it moves it, too
        str(before),
        str(after),
        atlas.counts_print(week),
        atlas.strip_print(week),
        atlas.thread_print(week),
        Outlook(atlas, contents.panels).week_print(week, contents.topics),
        f"{contents.closed.get(week, '')}{contents.late.get(week, '')}",
        str(week == atlas.newest and atlas.running(contents.closed, contents.panels)),
    )


def running(atlas: Atlas, week: Week, lines: Iterable[Line]) -> dict[tuple[str, str], tuple[Line, ...]]:
    """Return (folder, slug) → the week's lines of stories that run over weeks."""
    going = set(atlas.going_on.get(week, ()))
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        if line.story in going:
            for folder, slugs in (("topics", line.topics), ("counties", line.counties), ("sources", line.outlets)):
                for slug in slugs:
                    found.setdefault((folder, slug), []).append(line)
    return {key: tuple(held) for key, held in found.items()}


def _both(contents: Contents, path: str, kind: str, key: tuple[str, ...], inputs: str) -> Iterator[Wanted]:
    """Yield one page in every language; ``path`` ends in a slash or names a file."""
    name = f"{path}index.html" if path.endswith("/") or not path else path
    for language in contents.languages:
        yield Wanted(within(language, name), kind, key, language, inputs)


def _week(atlas: Atlas, contents: Contents, head: Head) -> Iterator[Wanted]:
    inputs = week_print(atlas, contents, head.week)
    path, key = f"{head.week.path}/", (head.week.slug,)
    for kind, name in (
        ("week", ""),
        ("sheet", "issue.html"),
        ("plain", "plain.txt"),
        ("whatsapp", "whatsapp.txt"),
        ("cite", "cite.txt"),
        ("letter", "letter.html"),
    ):
        yield from _both(contents, path + name, kind, key, inputs)
    yield Wanted(f"{path}cite.ris", "ris", key, FIRST, inputs)
    companions = overflow.paths(head.week, head.stories, head.reports, head.letters)
    for number, more in enumerate(companions, 1):
        yield from _both(contents, more, "more", (*key, str(number)), inputs)
    # What it has not, it may have had: letters shrink, stories become one, and nothing but its address is known then.
    for more in overflow.addresses(head.week, atlas.filed.get(head.week, 0))[len(companions) :]:
        yield from _both(contents, more, "moved", (path,), contents.frame)
    yield from _beside(atlas, contents, head.week, head.content + atlas.records_prints[head.week])


def _emptied(atlas: Atlas, contents: Contents, week: Week) -> Iterator[Wanted]:
    """Yield the files of a week of which nothing is shown any more: who cited one finds it, and why it is empty."""
    inputs = fingerprint(contents.frame, contents.corrections, contents.emptied.get(week, ""))
    texts = (f"{week.path}/{name}" for name in ("", "issue.html", "letter.html", "plain.txt", "whatsapp.txt"))
    for path in (*texts, *overflow.addresses(week, atlas.filed.get(week, 0))):
        yield from _both(contents, path, "emptied", (week.slug,), inputs)
    yield from _both(contents, f"{week.path}/cite.txt", "cite", (week.slug,), contents.frame)
    yield Wanted(f"{week.path}/cite.ris", "ris", (week.slug,), FIRST, contents.frame)
    yield from _beside(atlas, contents, week, "")


def _silent(atlas: Atlas, contents: Contents, week: Week) -> Iterator[Wanted]:
    """Yield the letter of a week of which no report came: who reads no page is to hear of it, and who answered."""
    told = f"{Outlook(atlas, contents.panels).watch(week, contents.topics)}{contents.late.get(week, '')}"
    for kind, name in (("letter", "letter.html"), ("plain", "plain.txt")):
        yield from _both(contents, f"{week.path}/{name}", kind, (week.slug,), fingerprint(contents.frame, told))


def _beside(atlas: Atlas, contents: Contents, week: Week, records: str) -> Iterator[Wanted]:
    """Yield the data and the picture of a week; ``records`` stands for what is in its data."""
    path, key, frame = f"{week.path}/", (week.slug,), contents.frame
    for kind in ("csv", "jsonl", "json", *(["geojson"] if contents.is_mapped else [])):
        yield Wanted(f"{path}data.{kind}", kind, key, FIRST, fingerprint(frame, records))
    yield Wanted(f"{path}stories.csv", "stories-begun", key, FIRST, fingerprint(frame, atlas.begun_prints[week]))
    # The picture shows the year before the week, so that it does not change while the week fills.
    earlier = atlas.strip_print(week.previous()) if week.previous() in atlas.places else ""
    yield Wanted(f"{path}card.png", "card", key, FIRST, fingerprint(frame, earlier))


def _fronts(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    newest = atlas.newest
    inputs = week_print(atlas, contents, newest) if newest else contents.frame
    later = Outlook(atlas, contents.panels).since(), atlas.emptied_since
    yield from _both(contents, "", "index", (), fingerprint(inputs, repr(later)) if any(later) else inputs)
    for kind in ("topics", "counties"):
        totals = fingerprint(inputs, str(sorted(atlas.totals[kind].items())))
        yield from _both(contents, f"{kind}/", kind, (), totals)
    yield from _both(contents, "sources/", "sources", (), fingerprint(contents.frame, recent_print(atlas)))
    recent = [f"{story}{atlas.chapters[story]}" for story in recent_stories(atlas)]
    open_cases = ((story, atlas.chapters.get(story) or atlas.told_in("", story)) for story in cases_gone_quiet(atlas))
    cases = [f"{story}{told}{atlas.case_print(story)}" for story, told in open_cases]
    stories = fingerprint(contents.frame, str(newest), *recent, *cases)
    yield from _both(contents, "stories/", "stories", (), stories)
    pledges = [repr(promise) + str(atlas.chapters.get(promise.story, ())) for promise in recent_promises(atlas)]
    yield from _both(contents, "pledges/", "pledges", (), fingerprint(contents.frame, *pledges))
    yield Wanted("feeds/pledges.xml", "promises", (), FIRST, fingerprint(contents.frame, *pledges))


def _shelves(atlas: Atlas, contents: Contents, lines_of: Callable[[Week], Iterable[Line]]) -> Iterator[Wanted]:
    newest = atlas.newest
    now = f"{newest} {atlas.running(contents.closed, contents.panels)}"
    going = running(atlas, newest, lines_of(newest)) if newest else {}
    weeks = atlas.run(newest, YEAR) if newest else ()
    outlook = Outlook(atlas, contents.panels)
    known = dict(zip(KINDS, (contents.topics, contents.counties, contents.outlets), strict=True))
    for folder, kind in KINDS.items():
        shown, moved = dict.fromkeys((*known[folder], *atlas.slugs[kind])), contents.moved.get(kind, {})
        for slug in shown:
            inputs = fingerprint(
                contents.frame,
                now,
                atlas.shelf_print(kind, slug, weeks),
                str(atlas.years_of(kind, slug)),
                *(f"{line.story}{len(atlas.chapters[line.story])}" for line in going.get((folder, slug), ())),
                str(share(atlas, slug)) if kind == "outlets" else "",
                outlook.shelf_print(kind, slug, weeks) if kind != "outlets" else outlet_print(outlook, slug),
            )
            yield from _both(contents, f"{folder}/{slug}/", "shelf", (folder, slug), inputs)
            former = [old for old, its in moved.items() if its == slug]
            for old in former:
                yield from _both(contents, f"{folder}/{old}/", "moved", (f"{folder}/{slug}/",), contents.frame)
            for name in (slug, *former) if folder != "sources" else ():
                yield Wanted(shelf_feed(folder, name), "feed", (folder, slug), FIRST, inputs)
        # What a report was told under once, or was asked for reports, may have had a page before the desk gave it up.
        for slug in contents.once.get(kind, ()):
            if slug not in shown and slug not in moved:
                yield from _both(contents, f"{folder}/{slug}/", "moved", (f"{folder}/",), contents.frame)
                if folder != "sources":
                    yield Wanted(shelf_feed(folder, slug), "feed", (folder, slug), FIRST, contents.frame)


def shelf_feed(folder: str, slug: str) -> str:
    """Return the name of a topic's or county's feed."""
    return f"feeds/{'topic' if folder == 'topics' else 'county'}-{slug}.xml"


def _stories(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    for story, told in atlas.told_prints.items():
        inputs = fingerprint(contents.frame, atlas.case_print(story), contents.touched.get(story, ""), told)
        yield from _both(contents, f"stories/{story}/", "story", (story,), inputs)
        yield Wanted(f"feeds/story-{story}.xml", "feed", ("stories", story), FIRST, inputs)
    yield from _told_elsewhere(atlas, contents)
    yield from _withdrawn(atlas, contents)


def _told_elsewhere(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    """Yield what leads from the address of a story that became another, or moved, to where it is told."""
    for gone, forward in atlas.forwards.items():
        inputs = fingerprint(contents.frame, forward.path)
        if gone not in contents.removed:
            yield from _both(contents, f"stories/{gone}/", "moved", (forward.path,), inputs)
        if forward.ran:
            told = [f"{week}{token}" for week, token in atlas.weeks_of(forward.story)]
            yield Wanted(f"feeds/story-{gone}.xml", "feed", ("moved", gone), FIRST, fingerprint(inputs, *told))


def _withdrawn(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    """Yield what stands at the address of a story that was taken down or left out by hand."""
    for story in dict.fromkeys((*contents.removed, *contents.left_out)):
        if story not in atlas.chapters:
            others = atlas.forwards[story].path if story in atlas.forwards else atlas.place("", story)
            inputs = fingerprint(contents.frame, contents.corrections, contents.left_out.get(story, ""), others)
            yield from _both(contents, f"stories/{story}/", "removed", (story, others), inputs)
            if atlas.withdrawn.get(story):
                yield Wanted(f"feeds/story-{story}.xml", "ledger", (story,), FIRST, inputs)


def _archive(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    counts = (f"{head.week}{head.stories},{head.reports}" for head in atlas.heads)
    thin = Outlook(atlas, contents.panels).thin_print(atlas.marks)
    marks = fingerprint(contents.frame, *counts, str(atlas.told_by_year), thin, *(week.slug for week in atlas.emptied))
    yield from _both(contents, "archive/", "archive", (), marks)
    yield from _both(contents, "search/", "search", (), fingerprint(contents.frame, str(atlas.years)))
    for year in atlas.years:
        yield from _year(atlas, contents, year)


def _year(atlas: Atlas, contents: Contents, year: int) -> Iterator[Wanted]:
    parts = parts_of(atlas, year)
    heads = [head for head in atlas.heads if head.week.year == year]
    emptied = (week.slug for week in atlas.emptied if week.year == year)
    outlook = Outlook(atlas, contents.panels)
    thin = outlook.thin_print([head.week for head in heads])
    inputs = fingerprint(contents.frame, str(atlas.newest), thin, *(head.tokens for head in heads), *emptied)
    yield from _both(contents, f"archive/{year}/", "year", (str(year),), inputs)
    # Who cuts the week off an address comes here.
    yield from _both(contents, f"{year}/", "moved", (f"archive/{year}/",), contents.frame)
    named = {part_path(part): part for part in parts} if len(parts) > 1 else {}
    for path, part in named.items():
        tokens = (outlook.thin_print(part), *(atlas.by_week[week].tokens for week in part))
        yield from _both(contents, path, "part", (str(year), part[0].slug), fingerprint(contents.frame, *tokens))
    for path in sorted(once_parts(atlas, year) - named.keys()):
        yield from _both(contents, path, "moved", (f"archive/{year}/",), contents.frame)
    runs = (f"{s}{atlas.chapters[s][-1][0]}" for head in heads for s in atlas.going_on.get(head.week, ()))
    places = fingerprint(contents.frame, str(len(parts)), *(head.week.slug + head.updated for head in heads), *runs)
    yield Wanted(f"sitemap-{year}.xml", "sitemap", (str(year),), FIRST, places)


def _fixed(atlas: Atlas, contents: Contents) -> Iterator[Wanted]:
    frame = contents.frame
    for slug, versions in contents.texts.items():
        inputs = fingerprint(frame, *map("".join, versions.items()), str(slug == OPEN_DATA and atlas.years))
        yield from _both(contents, f"{slug}/", "text", (slug,), inputs)
    corrections = fingerprint(frame, contents.corrections, *(repr(atlas.told_in(*each)) for each in contents.corrected))
    yield from _both(contents, "corrections/", "corrections", (), corrections)
    yield Wanted("feeds/corrections.xml", "ledger", (), FIRST, corrections)
    counted = repr(max(contents.panels.items(), default=None))
    yield from _both(contents, "status/", "status", (), fingerprint(frame, contents.status, counted))
    yield from _both(contents, "feeds/", "feeds", (), frame)
    yield from _both(contents, "404.html", "404", (), frame)
    tokens = fingerprint(frame, *(head.tokens for head in atlas.heads[-SHARE:]))
    yield from _both(contents, "feeds/all.xml", "feed", ("all",), tokens)
    yield Wanted("feeds/all.json", "feed", ("all",), FIRST, tokens)
    changes = (head.updated + head.tokens for head in atlas.heads)
    weeks = fingerprint(frame, str(atlas.newest), *changes, str(atlas.slugs))
    files = (
        ("feeds/sources.opml", "opml", frame),
        ("feeds/feed.css", "asset", frame),
        ("sitemap.xml", "sitemaps", weeks),
        ("sitemap-pages.xml", "sitemap", weeks),
        (SHARED, "card", frame),
        *((name, "file", frame) for name in ("robots.txt", "site.webmanifest", "humans.txt")),
    )
    yield from (Wanted(name, kind, (name,), FIRST, inputs) for name, kind, inputs in files)
    if contents.is_reachable:
        yield Wanted(SECURITY, "security", (SECURITY,), FIRST, fingerprint(frame, contents.month))
