"""What each kind of page shows: the template's name and the names that it reads, as ``docs/templates.md`` lists them.

One function a kind. It asks the survey for views and passes them on; it makes no markup and no sentence.
"""

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from topic_digest.press import Press, page_path
from usalama.catalogue.wording import FIRST
from usalama.digest import overflow, ranking, tellers
from usalama.digest.digests import SERIES, Report, StoryView, WeekView
from usalama.digest.edition import compile_week
from usalama.digest.shelves import SHELF_LINES, OutletRow, ShelfView
from usalama.exports import ledgerdata
from usalama.files import issuefiles
from usalama.formats import handwritten
from usalama.ledger.ledger import Edit
from usalama.model import Feed
from usalama.planning import shelving, whereabouts
from usalama.planning.pagelist import OPEN_DATA, PROMISES
from usalama.planning.plan import Wanted
from usalama.planning.planning import Survey
from usalama.stories.succession import other_in
from usalama.words.weeks import Week, parse_week

Context = tuple[str, dict[str, Any]]
OWN_TEMPLATE = ("about", OPEN_DATA)  # hand-written pages that say more than their text
WEEKLY = frozenset({"week", "more", "sheet", "letter", "index"})
TOLD = WEEKLY | {"story"}
"""Pages that show other reports first to readers of another language; of lists, ``LINES`` changes the lines alone."""
LINES: Mapping[str, Callable[[Any, str], Any]] = {
    "shelf": tellers.shelf_in,
    "told": tellers.stories_in,
    "year": tellers.year_in,
    "pledges": tellers.pledges_in,
    "running": tellers.lines_in,
    "quiet": tellers.lines_in,
    "quiet_cases": tellers.cases_in,
}
"""Name in a list's context → the same in another language than the first."""
_FILE = re.compile(r"\]\(\.\./(data/[^)]*\.)")
"""A link to a file of the open data, which stands beside the first language's pages alone."""


class Contexts:
    """The contexts of one build; the newest week view is kept, since several pages show it."""

    def __init__(self, survey: Survey, press: Press, month: str) -> None:
        self.survey, self.press, self.stock, self.month = survey, press, press.stock, month
        self._week: tuple[Week, WeekView] | None = None
        self._printed: dict[object, object] = {}  # lines as they stand in the lists of one language
        self._last: tuple[tuple[str, tuple[str, ...], str], Context] | None = None

    def of(self, page: Wanted) -> Context:
        """Return the template and the context of an HTML page."""
        makers: Mapping[str, Callable[[Wanted], Context]] = {
            "week": self._week_page,
            "more": self._more,
            "sheet": self._week_page,
            "letter": self._week_page,
            "index": self._week_page,
            "topics": self._overview,
            "counties": self._overview,
            "shelf": self._shelf,
            "stories": self._stories,
            "story": self._story,
            "pledges": lambda _: ("pledges.html", {"pledges": shelving.promises(self.survey), "room": PROMISES}),
            "sources": self._sources,
            "archive": self._archive,
            "year": self._year,
            "part": self._year,
            "search": self._archive,
            "text": self._text,
            "corrections": self._corrections,
            "status": self._status,
            "feeds": self._feeds,
            "404": lambda _: ("404.html", {"frames": tuple(self.press.languages.values())}),
        }
        # The same page in the next language shows the same, but for who speaks.
        place = (page.kind, page.key, page.language if page.kind in TOLD else "")
        if self._last is None or self._last[0] != place or page.kind == "text":
            self._last = (place, makers[page.kind](page))
        template, context = self._last[1]
        if page.kind in TOLD or page.language == FIRST:
            return template, context
        return template, {
            name: LINES[name](value, page.language) if name in LINES else value for name, value in context.items()
        }

    def week(self, page: Wanted) -> WeekView:
        """Return the week that a page is about; without one in its key, the newest.

        Beside the first language's tree, what was told in the page's language speaks for its story.
        """
        week = parse_week(page.key[0]) if page.key else self.survey.atlas.newest
        if week is None or week not in self.survey.atlas.by_week:
            watch = self.survey.outlook.watch(week, [topic.slug for topic in self.stock.topics]) if week else None
            return EMPTY._replace(week=week or EMPTY.week, watch=watch)
        if self._week is None or self._week[0] != week:
            stories = self.survey.stories(week)
            view = compile_week(week, stories, self.survey.around(week), self.survey.book)
            self._week = (week, view)
        return self._week[1] if page.language in {"", FIRST} else tellers.told_in(self._week[1], page.language)

    @cached_property
    def running(self) -> Week | None:
        """The newest week while it is not over: it is not held against whole ones as if it were."""
        return self.survey.atlas.running(self.stock.closed, self.stock.panels)

    @cached_property
    def feeds(self) -> dict[str, tuple[Feed, ...]]:
        """Outlet → its feeds."""
        found: dict[str, list[Feed]] = {}
        for feed in self.stock.catalog.feeds:
            found.setdefault(feed.outlet, []).append(feed)
        return {slug: tuple(feeds) for slug, feeds in found.items()}

    def _week_page(self, page: Wanted) -> Context:
        view = self.week(page)
        template = {"sheet": "sheet.html", "letter": "email/week.html"}.get(page.kind, f"{page.kind}.html")
        record = issuefiles.read(self.press.options.root, view.week) if view.week in self.stock.closed else None
        closed = record.known_at.astimezone(self.stock.site.zone) if record else None
        later = {"since": self.survey.outlook.since(), "emptied": self.survey.atlas.emptied_since}
        rest = later if page.kind == "index" else {}
        return template, {**self._of_week(view), "closed": closed, "so_far": view.week == self.running, **rest}

    def _more(self, page: Wanted) -> Context:
        number = int(page.key[1])
        context = self._of_week(self.week(page))
        return "more.html", {**context, "part": context["parts"][number - 1], "number": number}

    def _of_week(self, view: WeekView) -> dict[str, Any]:
        """Return what a week's page and its companions show."""
        head = self.survey.atlas.by_week.get(view.week)
        found: tuple[overflow.Part, ...] = ()
        if head:
            found = overflow.parts(view, overflow.paths(head.week, head.stories, head.reports, head.letters))
        shown: dict[str, Any] = {"view": view, "strip": view.strip, "parts": found, "homes": overflow.homes(found)}
        reasons = (reason for story in view.full for reason in story.reasons)
        named = {reason: other for reason in reasons if (other := other_in(reason))}
        shown["near"] = {why: (other, shelving.near(self.survey, view.week, other)) for why, other in named.items()}
        # What the lines of a week without a companion leave out has no other place.
        shown["beside"] = {} if found else {story.id: story.reports[1:] for story in (*view.full, *view.more)}
        return shown | {"edited": _edited(view), "amended": _amended(view)}

    def _overview(self, page: Wanted) -> Context:
        atlas, kind = self.survey.atlas, page.kind
        slugs = [topic.slug for topic in self.stock.topics] if kind == "topics" else list(self.stock.counties)
        tallies = tuple(self.survey.tally(kind, slug, atlas.newest, SERIES) for slug in slugs) if atlas.newest else ()
        totals = {slug: atlas.totals[kind].get(slug, 0) for slug in slugs}
        return f"{kind}.html", {
            "view": self.week(Wanted("", "index", (), "", "")),
            "so_far": self.running is not None,
            "tallies": tallies,
            "totals": totals,
        }

    def _shelf(self, page: Wanted) -> Context:
        folder, slug = page.key
        template = {"topics": "topic.html", "counties": "county.html", "sources": "source.html"}[folder]
        context: dict[str, Any] = {"shelf": shelving.shelf(self.survey, folder, slug), "printed": self._printed}
        context["so_far"] = self.running is not None
        if folder != "sources":
            context["told"] = self._told_last(context["shelf"])
        else:
            context |= {"row": shelving.outlet_row(self.survey, slug), "feeds": self.feeds.get(slug, ())}
            context["answered"] = self.survey.outlook.last_answers(slug)
        return template, context

    def _told_last(self, shelf: ShelfView) -> dict[str, StoryView]:
        """Return the stories that a topic or county has in the newest week: id → story with its reports."""
        newest = (week for week in shelf.weeks[:1] if week.mark.week == self.survey.atlas.newest)
        return {story.id: story for week in newest for story in shelving.chapters_of(self.survey, week.lines)}

    def _stories(self, _: Wanted) -> Context:
        going, quiet = shelving.story_lists(self.survey)
        chapters = {line.story: len(self.survey.atlas.chapters[line.story]) for line in (*going, *quiet)}
        lists = {"running": going, "quiet": quiet, "quiet_cases": shelving.quiet_cases(self.survey)}
        return "stories.html", {**lists, "chapters": chapters, "room": SHELF_LINES}

    def _story(self, page: Wanted) -> Context:
        story = shelving.story_page(self.survey, page.key[0])
        return "story.html", {"story": tellers.story_in(story, "" if page.language == FIRST else page.language)}

    def _sources(self, _: Wanted) -> Context:
        found = self.outlet_rows
        rows = sorted((row for row in found.values() if row.reports), key=lambda row: (-row.reports, row.slug))
        silent = tuple(sorted(slug for slug, row in found.items() if not row.reports))
        alike = {outlet.slug: (str(outlet.kind), outlet.languages) for outlet in self.stock.catalog.outlets}
        groups: dict[tuple[str, tuple[str, ...]], list[OutletRow]] = {}
        for row in rows:
            groups.setdefault(alike.get(row.slug, ("", ())), []).append(row)
        return "sources.html", {"groups": tuple(groups.items()), "silent": silent, "feeds": self.feeds}

    @cached_property
    def outlet_rows(self) -> dict[str, OutletRow]:
        """Each outlet of the catalogue and of the archive → its counts of the newest 12 weeks."""
        slugs = dict.fromkeys((*(o.slug for o in self.stock.catalog.outlets), *self.survey.atlas.slugs["outlets"]))
        return {slug: shelving.outlet_row(self.survey, slug) for slug in slugs}

    def _archive(self, page: Wanted) -> Context:
        views = tuple(shelving.archive_year(self.survey, year, lines=False) for year in self.survey.atlas.years)
        weeks = {"emptied": self.survey.atlas.emptied, "thin": self.survey.outlook.thin}
        return f"{page.kind}.html", {"years": views, **weeks}

    def _year(self, page: Wanted) -> Context:
        part = parse_week(page.key[1]) if page.kind == "part" else None
        year = shelving.archive_year(self.survey, int(page.key[0]), part)
        shown = page_path(page) if part else ""
        return "year.html", {"year": year, "part": shown, "thin": self.survey.outlook.thin}

    def _text(self, page: Wanted) -> Context:
        from markdown import Markdown  # noqa: PLC0415  15 ms: only where a hand-written page is printed

        slug = page.key[0]
        own_words = self.stock.texts.get((slug, page.language))
        source = own_words or self.stock.texts.get((slug, FIRST), "")
        if page.language != FIRST and not own_words:
            source = _FILE.sub(r"](../../\1", source)
        head, text = handwritten.parted(handwritten.filled(source, self.press.blanks(page.language)))
        # The site's own pages, written by its editors and kept in its repository; no feed ever gets here.
        body = Markup(Markdown(extensions=["extra", "toc"], output_format="html").convert(text))  # noqa: S704
        context: dict[str, Any] = {
            "text": body,
            "spoken": page.language if own_words else FIRST,
            "title": head.get("title", slug.capitalize()),
            "description": head.get("description", ""),
            "weights": ranking.WEIGHTS,
        }
        if slug == OPEN_DATA:
            from topic_digest.tables import columns  # noqa: PLC0415  as above

            context |= {"years": self.survey.atlas.years, "tables": columns(self.stock)}
        own = f"{slug}.html"
        has_own = slug in OWN_TEMPLATE and (self.press.options.theme / "templates" / own).exists()
        return own if has_own else "text.html", context

    def _corrections(self, _: Wanted) -> Context:
        return "corrections.html", {
            "edits": ledgerdata.numbered(self.stock.ledger),
            "others": tuple((edit, self._story_place(edit)) for edit in ledgerdata.others(self.stock.ledger)),
            "reports": self.edited,
            "places": self.places,
        }

    def _story_place(self, edit: Edit) -> str:
        """Return where a story is told last; "" for an entry, and for a story that is not there."""
        return self.survey.atlas.place("", self.survey.ledger.final(edit.on)) if edit.is_on_story else ""

    @cached_property
    def _edited(self) -> tuple[dict[str, Report], dict[str, str]]:
        return whereabouts.shown(ledgerdata.placed(self.stock.ledger), self.survey)

    @property
    def edited(self) -> dict[str, Report]:
        """Key of each report that was edited → the report as it stands; one that is not shown is left out."""
        return self._edited[0]

    @cached_property
    def places(self) -> dict[Edit, str]:
        """Each edit on an entry → where that stands, "" where it is not there any more."""
        named = (*self.stock.ledger.corrections, *ledgerdata.others(self.stock.ledger))
        return whereabouts.places(named, self._edited[1], self.survey)

    def _status(self, _: Wanted) -> Context:
        counted = max(self.stock.panels.items(), default=None)
        return "status.html", {"status": self.stock.status, "zone": self.stock.site.zone, "counted": counted}

    def _feeds(self, _: Wanted) -> Context:
        listed = [("atom", "", "feeds/all.xml"), ("json", "", "feeds/all.json"), ("opml", "", "feeds/sources.opml")]
        listed += [(kind, "", f"feeds/{kind}.xml") for kind in ("corrections", "pledges")]
        listed += [("topic", topic.slug, f"feeds/topic-{topic.slug}.xml") for topic in self.stock.topics]
        listed += [("county", slug, f"feeds/county-{slug}.xml") for slug in self.stock.counties]
        return "feeds.html", {"feed_list": tuple(listed)}


EMPTY = WeekView(
    week=Week(2000, 1), full=(), sections=(), quiet=(), by_topic=(), by_county=(), national=0, stories=0, reports=0,
    outlets=(), minutes=1, strip=(),
)  # fmt: skip
"""What the home page of a site without an entry shows."""


def _edited(view: WeekView) -> dict[str, tuple[Edit, ...]]:
    """Return the stories that the desk has touched → what it did; any may become a line for want of room."""
    return {story.id: story.edits for story in (*view.full, *view.more) if story.edits}


def _amended(view: WeekView) -> dict[str, Report]:
    """Return the stories whose lead was changed by its outlet → that report."""
    leads = ((story.id, story.lead) for story in (*view.full, *view.more))
    return {story: lead for story, lead in leads if lead.was or lead.said or lead.gone}
