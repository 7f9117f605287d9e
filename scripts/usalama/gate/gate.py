"""The gate before the switch: may this tree be published in place of the one that readers see?

Pure: files are read through the functions it is given, and the time is an argument. Only what changed is read, and cost
does not grow with the archive; what did not change passed before, byte for byte. It mends nothing, trusts no exit code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from usalama.gate import files, markup, numbers
from usalama.gate.allowed import FILES
from usalama.gate.grammar import Grammar, PageFacts
from usalama.gate.links import Target, ids_in, is_elsewhere, links_in, target
from usalama.gate.numbers import FeedCount, Limits
from usalama.model import Problem
from usalama.planning.manifest import Page, changed
from usalama.words.text import counted

RULES = "5"  # changes when a rule here does: a tree that passed under other rules is read whole again
NEEDED = ("index.html", "404.html", "robots.txt", "sitemap.xml", "feeds/all.xml")
_MENDS = {".well-known/security.txt": "; give usalama.toml a contact, or take the link out of content/pages"}
_NAMING = "; a file that a desk adds has small letters, and of a kind that pages have not, it is below static/"
_SCANNED = (".html", ".xml")
_UNCITED = re.compile(
    r"(?:[a-z]{2,3}/)?(?:index\.html|(?:topics|counties|sources|stories|archive)/|.*/(?:issue|letter)\.html|.*/more/(?:\d+/)?index\.html)"
)
"""Pages whose places come and go, and which no other page cites; a story is cited in its week."""
_COMPANION = re.compile(r"(?<=/)more/(?:\d+/)?(?=index\.html$)")
"""What a companion page has in its name beyond its week's page: its links count for the week."""


class Expected(NamedTuple):
    """A report that a page must hold: its link, or its title where it has no link."""

    key: str
    link: str
    title: str


class Seen(NamedTuple):
    """What somebody has looked at of the published pages, so that the gate need not do it again."""

    grammar: Grammar
    places: Mapping[str, tuple[Iterable[str], frozenset[str]]]  # page → its links and ids


class Candidate(NamedTuple):
    """A finished tree, the one it would replace, and what it should hold."""

    after: Mapping[str, Page]
    read: Callable[[str], bytes]
    site_url: str
    before: Mapping[str, Page] = MappingProxyType({})  # the published tree
    read_before: Callable[[str], bytes] = lambda _: b""
    expected: Mapping[str, Sequence[Expected]] = MappingProxyType({})
    """Week page → the reports that it must hold, for every week whose page changed."""
    feeds: FeedCount = FeedCount()
    whole: bool = False  # read everything, because what is published did not pass under these rules
    newest_allowed: str = ""  # slug of the latest week that the clock allows, "2026-w48"; "" is any
    seen: Seen | None = None  # of ``before``


class Begun(NamedTuple):
    """A look at what was moved into a tree that is being finished."""

    names: frozenset[str]
    joined: Callable[[], Iterable[Findings]]  # takes part in it, and returns what was found


class Verdict(NamedTuple):
    """What the gate found. Anything in ``problems`` means: not published."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    read: int  # files looked into

    @property
    def passed(self) -> bool:
        """True when the tree may be published."""
        return not self.problems


@dataclass
class Findings:
    """What is kept of some changed files: never their bytes."""

    problems: list[Problem] = field(default_factory=list[Problem])
    warnings: list[Problem] = field(default_factory=list[Problem])
    goals: dict[Target, tuple[str, str]] = field(default_factory=dict[Target, tuple[str, str]])
    """Where links lead that have to be looked at → the first page and link that lead there."""
    ids: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    lost: set[Target] = field(default_factory=set[Target])
    was: Counter[str] = field(default_factory=Counter[str])
    now: Counter[str] = field(default_factory=Counter[str])
    """Week page → reports that it linked to, and links to."""

    def add(self, other: Findings) -> None:
        """Take in what was found in the files that come after these."""
        self.problems += other.problems
        self.warnings += other.warnings
        for goal, link in other.goals.items():
            self.goals.setdefault(goal, link)
        self.ids |= other.ids
        self.lost |= other.lost
        self.was += other.was
        self.now += other.now


def look_ahead(names: Iterable[str], read_before: Callable[[str], bytes], site_url: str) -> Seen:
    """Look at published pages that are likely to be replaced, while there is time for it."""
    grammar = Grammar(site_url)
    return Seen(grammar, {name: _places(grammar, read_before(name)) for name in names})


Look = Callable[[Sequence[str]], Findings]
Share = Callable[[Look, Sequence[str]], Iterable[Findings]]
"""Lets the look at some files be done by several at once; gives what each found, in the order of the files."""


def check(
    candidate: Candidate,
    limits: Limits | None = None,
    share: Share = lambda look, names: [look(names)],
    begun: Begun | None = None,
) -> Verdict:
    """Look at everything that changed, and at the numbers of the whole; what was ``begun`` is not looked at again."""
    reading = Reading(candidate, limits := limits or Limits())
    found = Findings([Problem(name, "is missing") for name in NEEDED if name not in candidate.after])
    left = [name for name in reading.names if begun is None or name not in begun.names]
    for each in (*(begun.joined() if begun else ()), *share(reading.take_all, left)):
        found.add(each)
    both = (candidate.before, candidate.after)
    problems = [
        *found.problems,
        *_links(candidate, found),
        *_orphans(candidate, reading.fresh, reading.gone, found.lost, share),
        *_doubles(candidate),
        *numbers.check(*both, found.was, found.now, candidate.feeds, limits),
        *numbers.check_weeks(*both, candidate.newest_allowed, limits),
        *numbers.check_kept(*both, reading.changed, candidate.read_before, candidate.read, limits),
        *files.check_sums(candidate.after, reading.changed | reading.fresh, candidate.read),
    ]
    found.warnings += numbers.unasked(candidate.feeds)
    return Verdict(tuple(dict.fromkeys(problems)), tuple(found.warnings), len(reading.fresh))


class Reading:
    """Reads the changed files one after the other."""

    def __init__(self, candidate: Candidate, limits: Limits) -> None:
        fresh, self.gone = changed(candidate.before, candidate.after)
        self.changed = fresh | self.gone
        self.fresh = frozenset(candidate.after) if candidate.whole else fresh
        read = self.fresh | (candidate.expected.keys() & candidate.after.keys())
        self.names = sorted(read, key=lambda name: (files.is_by_lines(name), name))
        """All that is to be read; the last hand begins near the end, with a year's data, as long as thirty pages."""
        self.found = Findings()
        self._candidate, self._limits = candidate, limits
        self._goals: dict[Target, Target] = {}  # one object for all findings that have it
        self._seen = candidate.seen or Seen(Grammar(candidate.site_url), {})

    def take_all(self, names: Iterable[str]) -> Findings:
        """Read some changed files, in order; return what is found in these."""
        self.found = Findings()
        for name in names:
            self.take(name)
        return self.found

    def take(self, name: str) -> None:
        """Read one changed file."""
        candidate = self._candidate
        body = candidate.read(name)
        if not FILES.fullmatch(name):
            self.found.problems.append(Problem(name, f"is no name that the site has{_NAMING}"))
        if name.endswith(".html"):
            self._page(name, body)
        else:
            is_known = files.is_by_lines(name) and name in candidate.before and not candidate.whole
            known = candidate.read_before(name) if is_known else files.parts(name, candidate.after, candidate.read)
            self.found.problems += (Problem(name, text) for text in files.inspect(name, body, known))
            self._aim(name, files.addresses(name, body), frozenset())
        self._weigh(name, body)

    def _page(self, name: str, body: bytes) -> None:
        candidate = self._candidate
        page = markup.inspect(name, body, candidate.site_url, self._seen.grammar)
        self.found.problems += (Problem(name, text) for text in page.problems)
        self.found.problems += _missing(name, page, candidate.expected.get(name, ()))
        self.found.ids[name] = page.ids
        count_for = _COMPANION.sub("", name)
        self.found.now[count_for] += _outward(page.links, candidate.site_url)
        links, ids = self._before(name)
        known = frozenset(links)
        self.found.was[count_for] += _outward(known, candidate.site_url)
        if not _UNCITED.match(name):
            self.found.lost |= {Target(name, gone) for gone in ids - page.ids}
        self._aim(name, page.links, frozenset() if candidate.whole else known)

    def _before(self, name: str) -> tuple[Iterable[str], frozenset[str]]:
        if name not in self._candidate.before:
            return (), frozenset()
        seen = self._seen
        return seen.places.get(name) or _places(seen.grammar, self._candidate.read_before(name))

    def _aim(self, name: str, links: Iterable[str], known: frozenset[str]) -> None:
        """Note where links lead; one that stood there before, to a page that did not change, is still good."""
        site_url = self._candidate.site_url
        for link in links:
            goal = None if is_elsewhere(link, site_url) else target(name, link, site_url)
            if goal is not None and (
                link not in known or goal.name in self.fresh or goal.name not in self._candidate.after
            ):
                self.found.goals.setdefault(self._goals.setdefault(goal, goal), (name, link))

    def _weigh(self, name: str, body: bytes) -> None:
        limits, places = self._limits, len(self.found.ids.get(name, ()))
        if weight := limits.excess(name, body, places):
            budget = limits.budget(name, places)
            heard = self.found.problems if weight > budget * limits.patience(name) else self.found.warnings
            heard.append(Problem(name, f"weighs {weight:,} bytes compressed; {budget:,} is the budget"))


def _places(grammar: Grammar, body: bytes) -> tuple[Iterable[str], frozenset[str]]:
    return grammar.places(body) or (links_in(body), ids_in(body))


def _missing(name: str, page: PageFacts, expected: Sequence[Expected]) -> Iterator[Problem]:
    links = frozenset(page.links) if expected else frozenset[str]()
    for report in expected:
        if not (report.link in links if report.link else " ".join(report.title.split()) in page.text):
            yield Problem(name, f"report {report.key} is not on the page")


def _doubles(candidate: Candidate) -> Iterator[Problem]:
    """Every report is in one week only, and its week has a page."""
    seen: dict[str, str] = {}
    for name in sorted(candidate.expected):
        if name not in candidate.after:
            reports = counted(len(candidate.expected[name]), "report", "reports")
            yield Problem(name, f"is missing, and with it {reports}")
        for report in candidate.expected[name]:
            # A busy week's page and its companion are one week.
            if seen.setdefault(report.key, week := _COMPANION.sub("", name)) != week:
                yield Problem(name, f"report {report.key} stands in {seen[report.key]} as well")


def _links(candidate: Candidate, reading: Findings) -> Iterator[Problem]:
    """Each link of a changed page leads to a file, and to a place in it."""
    for goal in sorted(reading.goals):
        page, link = reading.goals[goal]
        if goal.name not in candidate.after:
            yield Problem(page, f"links to {link[:120]}, which is not there{_MENDS.get(goal.name, '')}")
        elif goal.fragment and goal.name.endswith(".html"):
            if goal.name not in reading.ids:
                reading.ids[goal.name] = ids_in(candidate.read(goal.name))
            if goal.fragment not in reading.ids[goal.name]:
                yield Problem(page, f"links to {link[:120]}, and that page has no such place")


def _orphans(
    candidate: Candidate, fresh: frozenset[str], gone: frozenset[str], lost: Iterable[Target], share: Share
) -> Iterator[Problem]:
    """Pages that did not change may link to what did vanish: look for its name in them, and only then read them."""
    vanished = {*lost, *(Target(name, "") for name in gone)}
    words = {item.fragment or item.name.removesuffix("/index.html").rpartition("/")[2] for item in vanished}
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words)).encode())

    def look(names: Sequence[str]) -> Findings:
        found = Findings()
        for name in names:
            if not pattern.search(body := candidate.read(name)):
                continue
            for link in sorted(links_in(body)):
                goal = target(name, link, candidate.site_url)
                if goal is not None and (goal in vanished or Target(goal.name, "") in vanished):
                    found.problems.append(Problem(name, f"did not change but links to {link[:120]}, which is gone"))
        return found

    kept = candidate.after.keys() - fresh if vanished else ()
    for found in share(look, sorted(name for name in kept if name.endswith(_SCANNED))):
        yield from found.problems


def _outward(links: Iterable[str], site_url: str) -> int:
    return sum(is_elsewhere(link, site_url) for link in links)
