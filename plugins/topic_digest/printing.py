"""Printing the site: asks what there is, plans what to make, prints it, and says what it did.

Both doors use it: Pelican's generator, and ``print_alone`` for ``usalama build``. With an order it writes only what
the plan names, beside the release tree; without one everything. It never removes or changes anything that another
build made.
"""

import gc
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

from topic_digest import adapter
from topic_digest.contexts import Contexts
from topic_digest.forms import Forms
from topic_digest.order import Job, Seen
from topic_digest.press import Press
from topic_digest.search import KIND as INDEX
from topic_digest.search import SearchIndex, names_of
from topic_digest.settings import Options
from usalama.catalogue.wording import FIRST
from usalama.digest import overflow, recall
from usalama.digest.digests import WeekView
from usalama.files import issuefiles, recallfile
from usalama.files.inputfiles import Prints
from usalama.files.summaryfiles import forget_others, read_heads
from usalama.files.weekfiles import WeekFiles
from usalama.machine import hands
from usalama.model import Problem
from usalama.planning import manifest, pagelist, plan
from usalama.planning.plan import Wanted
from usalama.planning.planning import Survey, survey
from usalama.words.weeks import Week, parse_week

WEIGHED = ("index", "week")  # pages that say how much they weigh
LAST = frozenset({"joined", "package"})
"""Kinds of files that are made from others: joined from those of weeks, told with what the data files came to."""
RECORDS = "data/issues.csv"  # the one file for which the record of every closed week is read
OWNERS = ("owners", "the owners of", "feeds.toml", "each counts as independent of all others")
TOPICS = ("topics", "the topics", "topics.toml", "their reports are shown without")
COUNTIES = ("counties", "the counties", "counties.csv", "their reports are shown without")
"""What a thing that the catalogue lacks is called among the problems, its table, and what follows."""
FEW_WEEKS = 2  # weeks that one hand has read sooner than a second one is ready
MANY_WEEKS = 20  # weeks that another hand reads for as long as getting ready to print takes
_SOME_BYTES = 64  # more than the number of its kilobytes can make a page lighter or heavier
_TOLD = 6  # outlets, topics or counties that are named at a time
_YOUNG = 50_000
"""Objects that are made between two looks of the garbage collector: a page makes thousands, and next to no cycles."""

_Read = TypeVar("_Read")
Reports = dict[str, list[tuple[str, str, str]]]


class Printing:
    """One build's printing: made, it has read all but entries; ``read`` lists files, ``take`` plans what to print."""

    def __init__(self, options: Options) -> None:
        gc.set_threshold(_YOUNG, *gc.get_threshold()[1:])
        gc.disable()  # until ``print``: all that is read stays
        self.options = options
        conf = _settings_files(options)
        frame = adapter.frame_tops(options, conf)
        self.tops = (*frame, *adapter.beside(options.root))
        # Hashed before they are read: what changes in between is seen as changed by the next build.
        prints = Prints()
        self.frame, self._frame = prints.frame(self.tops), prints.of(frame)
        self._kept = read_heads(options.root)
        self._whole = self.stock = adapter.read_stock(options, prints, self._kept)
        self._recalled = recallfile.read(options.root, self.stock.made)
        self.stock.book.actors.known.update(self._recalled)

    def read(self, seen: Seen) -> None:
        """Read the weeks that changed and list all files of the site; what was read before no longer counts."""
        self.month, stock = seen.month, self._whole
        states = {parse_week(slug): state for slug, state in seen.states.items()} if seen.states else None
        weeks = WeekFiles(self.options.root, stock.site.zone, seen.aside, self._kept)
        self.survey: Survey = survey(
            weeks,
            stock.book,
            stock.made,
            states=states,
            ledger=stock.ledger,
            panels=stock.panels,
            filed=stock.filed,
            share=self._read,
        )
        stock = self.stock = adapter.discreet(stock, self.survey.ledger)
        if "press" in vars(self):  # it got ready while weeks were read
            self.press.stock = stock
        self.contents = adapter.contents(self.options, stock, self.survey, self._frame, seen.month)
        self.listed = tuple(pagelist.pages(self.survey.atlas, self.contents, self.survey.line_list))

    def take(self, job: Job) -> None:
        """Plan what to make of them."""
        self.job, self.served = job, False
        trees = (job.live, job.live_tree), (job.have, job.tree)
        work = job.answer.parent if job.answer else None
        self.search = SearchIndex(self.survey, self.contents.frame, names_of(self.stock), *trees, work=work)
        is_known = self.search.is_ready or job.only_plan
        # While an index is made, pages can be printed; what becomes of all files is seen when it is there.
        self.plan = self._whole_plan() if is_known else plan.compare(self.listed, job.have)

    def _read(self, read: Callable[[Sequence[Week]], _Read], weeks: Sequence[Week]) -> Iterable[_Read]:
        """Read weeks; where there are many, this hand first gets ready to print, which is then no time of its own."""
        count = hands.count(len(weeks), FEW_WEEKS)
        with hands.begun(weeks, read, count) as joined:
            if count > 1 and len(weeks) >= MANY_WEEKS:
                self.press.get_ready()
            return joined()

    @cached_property
    def press(self) -> Press:
        """The templates, ready to print."""
        return Press(self.options, self.stock)

    def _whole_plan(self) -> plan.Plan:
        job, wanted = self.job, (*self.listed, *self.search.wanted())
        self.served = job.live == {page.name: page.inputs for page in wanted}
        if self.served:
            # What is published is as it should be; an older tree need not be brought up to it now.
            return plan.Plan((), (), len(wanted))
        return plan.compare(wanted, job.have)

    def print(self) -> None:
        """Write what the plan names, and the answer to the order."""
        gc.freeze()  # what was read stays until the end: neither the collector nor a hand's copy of it need touch it
        gc.enable()
        is_something = self.plan.write or not self.search.is_ready
        expected = self._print_all() if is_something and not self.job.only_plan else {}
        # What is kept of an emptied week says that it has a register, and is not read again.
        forget_others(self.options.root, {*self.stock.filed, *(head.week for head in self.survey.atlas.heads)})
        if self.job.answer is not None:
            self.job.answer.write_text(json.dumps(self._answer(expected), ensure_ascii=True), encoding="utf-8")

    def _print_all(self) -> Reports:
        self.contexts = Contexts(self.survey, self.press, self.month)
        self.forms = Forms(self.contexts, self._place, self.job)
        # One of each kind of which there are several comes first: what is loaded for it is there for all hands.
        parts = [page for page, _ in self.plan.write if page.kind not in LAST]
        count = hands.count(len(parts))
        kinds = Counter(page.kind for page in parts)
        first = list({page.kind: page for page in parts if kinds[page.kind] > count > 1}.values())
        expected, asked = self._told(first)
        gc.freeze()  # what stands by now stays, and is shared by the hands as long as nothing touches it
        done = {page.name for page in first}
        rest = [page for page in parts if page.name not in done]
        # What lists have in common is made once by whoever makes lists, and what feeds have by whoever makes feeds.
        told = self.survey.atlas.chapters
        rest.sort(key=lambda page: (page.kind == "shelf", plan.begins(page, told)))
        for found, more in hands.shared(rest, self._told, count):
            expected |= found
            asked = recall.worth_keeping(asked, more)
        if not self.search.is_ready:
            self.plan = self._whole_plan()
        # An index that was made meanwhile; and what is made from other files, when all of those are there.
        done.update(page.name for page in rest)
        self._print([page for page, _ in self.plan.write if page.name not in done])
        if (kept := recall.worth_keeping(self._recalled, asked)) != self._recalled:
            recallfile.keep(self.options.root, kept, self.stock.made)
        return expected

    def _told(self, pages: Sequence[Wanted]) -> tuple[Reports, dict[str, int]]:
        """Print some pages as ``_print`` does; return with that what was asked of texts for them."""
        return self._print(pages), recall.taken(self.stock.book.actors)

    def _print(self, pages: Sequence[Wanted]) -> Reports:
        """Make and write some pages; return what the gate has to find in the week pages that were made.

        A tree whose turn it is lacks what the builds since its last turn made: that is copied from the published one.
        """
        expected: Reports = {}
        for page in pages:
            made: str | bytes | Iterable[bytes] | None = self.job.published(page)
            if made is None:
                made = self.search.read(page) if page.kind == INDEX else self.forms.make(page)
            if made is None:
                template, context = self.contexts.of(page)
                if page.kind in WEIGHED:
                    made, context = self._fitted(template, page, context)
                elif page.kind == "shelf":  # many readers open their county's page alone, on metered data
                    made, _ = self.press.sized(template, page, context)
                else:
                    made = self.press.render(template, page, context)
                if page.kind in {"week", "more"} and page.language == FIRST:
                    expected[page.name] = _reports(context)
            _write(self._place(page.name), made)
        return expected

    def _place(self, name: str) -> Path:
        """Return where a file is printed: ordered, it waits for its place in a tree; by hand, it stands in it."""
        return self.options.output / (manifest.staged(name) if self.job.answer else name)

    def _fitted(self, template: str, page: Wanted, context: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """Print a week with as much as fits; what is left out stands on its companion page."""
        steps = overflow.ladder(page.kind, busy=bool(context["parts"]))
        printed: dict[object, str] = {}  # stories as they stand on this page, for the next step

        @cache
        def tried(number: int) -> tuple[int, str, dict[str, Any]]:
            view = overflow.fitted(context["view"], steps[number])
            shown = {**context, "view": view, "fit": steps[number], "shown": overflow.best(view, steps[number].lines)}
            text, nearly = self.press.sized(template, page, {**shown, "printed": printed})
            is_clear = abs(nearly - overflow.BUDGET) >= _SOME_BYTES
            return nearly if is_clear else overflow.weight(text), text, shown

        return tried(overflow.fullest(steps, lambda number: tried(number)[0]))[1:]

    def _answer(self, expected: Reports) -> dict[str, Any]:
        heads, unmade = self.survey.atlas.heads, self.search.problems
        told_again = sum(len(weeks) - 1 for weeks in self.survey.atlas.chapters.values())
        written = {page.name: page.inputs for page, _ in self.plan.write}
        torn = issuefiles.problems(self.options.root, self.stock.closed) if RECORDS in written else ()
        if torn:  # their table is written again each time, so that they stay in every report
            written[RECORDS] = "again"
        problems = (*self.survey.problems, *self.stock.problems, *torn, *self._unknown(), *unmade)
        return {
            "written": written,
            "reasons": {page.name: reason for page, reason in self.plan.write},
            "removed": list(self.plan.remove),
            "kept": self.plan.kept,
            "served": self.served,
            "problems": [[each.subject, each.message] for each in problems],
            "expected": expected,
            "unfiled": {week.slug: dict(names) for week, names in sorted(self.survey.unfiled.items())},
            "feeds": [feed.url for feed in self.stock.catalog.enabled],
            "tops": [str(top) for top in self.tops],
            "frame": self.frame,
            "unmade": bool(unmade),
            "numbers": {
                "weeks": len(heads),
                "entries": sum(head.reports for head in heads),
                "stories": sum(head.stories for head in heads) - told_again,
            },
        }

    def _unknown(self) -> Iterator[Problem]:
        """Name the outlets, topics and counties of reports that the catalogue does not have."""
        known, atlas = self.stock.book.outlets, self.survey.atlas
        owners = [slug for slug in atlas.slugs["outlets"] if slug not in known]
        topics, counties = (
            sorted({slug for head in atlas.heads for slug in head.unknown.get(kind, ())})
            for kind in ("topics", "counties")
        )
        for lost, (subject, what, table, so) in ((owners, OWNERS), (topics, TOPICS), (counties, COUNTIES)):
            if lost:
                more = f" and {len(lost) - _TOLD} more" if len(lost) > _TOLD else ""
                told = f"{what} {', '.join(lost[:_TOLD])}{more}: not in content/catalog/{table}, so that {so}"
                was = "" if what == COUNTIES[1] else ", say was = […] where another took its place"
                yield Problem(subject, f"{told}; put them back{was}, or correct the entries that usalama check names")


def _reports(context: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return (key, link, title) of each report that a week's page, or its companion, must hold."""
    view: WeekView = context["view"]
    if "part" in context:
        part: overflow.Part = context["part"]
        here = {line.story for section in part.sections for line in section.lines}
        reports = [story.lead for story in view.more if story.id in here]
        reports += [report for told in (*part.told, *part.others) for report in told.reports]
    elif context["parts"]:
        # The other reports of a week with a companion are looked for there: it holds them all.
        reports = [report for story in view.full for report in story.reports[: context["fit"].reports]]
    else:
        reports = [report for story in (*view.full, *view.more) for report in story.reports]
    return [(report.key, report.link, report.title) for report in reports]


def _settings_files(options: Options) -> list[Path]:
    """Return the settings files that decide a build: the one it goes by, the site's own, those beside the theme.

    The first says by which it goes, where all of them are the same for two builds.
    """
    folders = dict.fromkeys((options.root, options.theme.parent.parent))
    names = ("pelicanconf.py", "publishconf.py")
    beside = [path for folder in folders for name in names if (path := folder / name).exists()]
    return list(dict.fromkeys((*filter(None, [options.conf]), *beside)))


def _write(path: Path, made: str | bytes | Iterable[bytes]) -> None:
    body = made.encode("utf-8", "replace") if isinstance(made, str) else made
    try:
        stream = path.open("wb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("wb")
    with stream:
        stream.writelines([body] if isinstance(body, bytes) else body)
