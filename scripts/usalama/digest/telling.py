"""What the reports of one story say, side by side: tolls as each outlet gave them, and whose word they stand on.

Nothing is added up, averaged or chosen between: each number stays with its outlets and the words around it, and a
range is the smallest and the largest that anybody gave. A story whose texts give none has none.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims import bystanders, figures, uncounted, voices
from usalama.digest.digests import Report
from usalama.digest.memory import taken_back
from usalama.digest.recall import recalled

_OFFICIALS = {"official"}
_PEOPLE = ("killed", "injured", "missing")


class Quote(NamedTuple):
    """The words in which one outlet gives a number."""

    words: str
    cut: tuple[bool, bool]  # whether the sentence has more before these words, and after them
    language: str
    outlet: str


class Given(NamedTuple):
    """One number as it was given: by whom, and in which words."""

    low: int
    high: int
    quotes: tuple[Quote, ...]  # the first of each outlet, in the order of their reports
    last: frozenset[str] = frozenset()  # the outlets whose newest report with such a number gives it
    earlier: bool = False  # whether all who gave it have other words by now
    open: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())
    """Who gave it as the most that there were ("up to four"), and who as the least ("at least four")."""

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who gave it."""
        return tuple(quote.outlet for quote in self.quotes)

    def quoted(self, language: str) -> Quote:
        """Return the first words in ``language``, or the first of all where nobody gave it in that."""
        return next((quote for quote in self.quotes if quote.language == language), self.quotes[0])


class Toll(NamedTuple):
    """Everything given for one kind: killed, injured, missing, arrested, animals."""

    kind: str
    given: tuple[Given, ...]  # the smallest first

    @property
    def low(self) -> int:
        """The smallest number that anybody gave."""
        return min(given.low for given in self.given)

    @property
    def high(self) -> int:
        """The largest number that anybody gave."""
        return max(given.high for given in self.given)

    @property
    def differ(self) -> bool:
        """True where the last that two outlets give are numbers of which only one can be so.

        At least four may be six, and up to six four.
        """
        closed = ((one.last - one.open[1], other.last - other.open[0]) for one, other in self._apart())
        return any(fewer and more and len(fewer | more) > 1 for fewer, more in closed)

    @property
    def varies(self) -> bool:
        """True where such numbers are given at all: one outlet's later report may tell another than its first."""
        return any(self._apart())

    def _apart(self) -> Iterator[tuple[Given, Given]]:
        pairs = combinations([given for given in self.given if not given.earlier], 2)
        return ((one, other) for one, other in pairs if one.high < other.low)


class Told(NamedTuple):
    """What a story's reports say."""

    tolls: tuple[Toll, ...]
    voices: tuple[str, ...]  # kinds of source that the texts name, in the order of ``voices.KINDS``
    official_only: bool  # true when police, army or government are the only ones named


class Doubts(NamedTuple):
    """What a reader of a story's headline alone should know."""

    tolls: tuple[Toll, ...]  # those on which outlets differ, or of which one outlet's own reports tell several
    official_only: bool


def told(reports: Sequence[Report], actors: Actors) -> Told:
    """Read a story's reports in order of time; a report that only repeats another one gives no number of its own."""
    ordered = sorted(reports, key=lambda report: (report.published, report.key))
    named = _named(reports, actors)
    return Told(
        tolls=_tolls([report for report in ordered if report.independent], actors),
        voices=tuple(kind for kind in voices.KINDS if kind in named),
        official_only=named == _OFFICIALS,
    )


def doubts(reports: Sequence[Report], actors: Actors) -> Doubts:
    """Read a story's reports for what its headline does not tell; one report alone is not read for numbers."""
    own = sorted((report for report in reports if report.independent), key=lambda each: (each.published, each.key))
    tolls = _tolls(own, actors, earlier=False) if len(own) > 1 else ()
    return Doubts(tuple(toll for toll in tolls if toll.varies), bool(official_only(reports, actors)))


@recalled
def hurt(reports: Sequence[Report], actors: Actors) -> int:
    """Return of how many of killed, injured and missing the reports give a number, or a headline tells of somebody.

    Those that repeat another report tell nothing of their own.
    """
    own = [report for report in reports if report.independent]
    back = taken_back(own)
    own = [report for report in own if report.key not in back]
    kinds = frozenset(_given(own, actors, _wording)).intersection(_PEOPLE)
    return len(kinds.union(*(_befallen(report, actors) for report in own)))


def _befallen(report: Report, actors: Actors) -> frozenset[str]:
    told = uncounted.befallen(report.title, report.language, actors, report.published.date())
    return told.intersection(_PEOPLE).difference(report.misread)


@recalled
def official_only(reports: Sequence[Report], actors: Actors) -> bool:
    """Tell whether police, army or government are the only ones that the reports name as their source."""
    return _named(reports, actors) == _OFFICIALS


def _named(reports: Sequence[Report], actors: Actors) -> set[str]:
    """Return the kinds of source that the reports name, and "" where beside officials only those of no kind speak."""
    kinds = {
        voice.kind
        for report in reports
        if "voice" not in report.misread
        for voice in voices.voices_in(report.title, report.excerpt, report.language, actors)
    }
    beside = kinds == _OFFICIALS and any(
        bystanders.others_speak(each.title, each.excerpt, each.language, actors) for each in reports
    )
    return {*kinds, ""} if beside else kinds


def _tolls(reports: Sequence[Report], actors: Actors, *, earlier: bool = True) -> tuple[Toll, ...]:
    """Return what the reports give; ``earlier`` adds what is told no more: no number is overwritten.

    That is what former wordings alone gave, and reports that their outlet took back.
    """
    back = taken_back(reports)
    now = _given([report for report in reports if report.key not in back], actors, _wording)
    was = _given(reports, actors, lambda one: _told_before(one, is_back=one.key in back)) if earlier else {}
    kinds = {
        kind: {number: given._replace(earlier=True) for number, given in was.get(kind, {}).items()} | now.get(kind, {})
        for kind in figures.KINDS
    }
    return tuple(
        Toll(kind, tuple(given for _, given in sorted(numbers.items()))) for kind, numbers in kinds.items() if numbers
    )


def _given(
    reports: Sequence[Report], actors: Actors, wordings: Callable[[Report], Sequence[tuple[str, str]]]
) -> dict[str, dict[tuple[int, int], Given]]:
    kinds: dict[str, dict[tuple[int, int], Given]] = {}
    newest: dict[tuple[str, str], tuple[str, list[tuple[int, int]]]] = {}
    for report in reports:
        for title, excerpt in wordings(report):
            for figure in figures.figures_in(title, excerpt, report.language, actors, report.published.date()):
                if figure.is_left_out(report.misread):
                    continue
                numbers = (figure.low, figure.high)
                given = kinds.setdefault(figure.kind, {}).setdefault(numbers, Given(*numbers, ()))
                if report.outlet not in given.outlets:
                    quote = Quote(figure.quote, figure.cut, report.language, report.outlet)
                    given = given._replace(quotes=(*given.quotes, quote))
                fewest, most = (
                    outlets | {report.outlet} if lacks else outlets
                    for outlets, lacks in zip(given.open, figure.lacks, strict=True)
                )
                kinds[figure.kind][numbers] = given._replace(open=(fewest, most))
                key, last = newest.get((figure.kind, report.outlet), ("", []))
                newest[figure.kind, report.outlet] = report.key, [*(last if key == report.key else []), numbers]
    return {
        kind: {
            numbers: one._replace(last=frozenset(slug for slug in one.outlets if numbers in newest[kind, slug][1]))
            for numbers, one in told.items()
        }
        for kind, told in kinds.items()
    }


def _wording(report: Report) -> Sequence[tuple[str, str]]:
    return ((report.title, report.excerpt),)


def _told_before(report: Report, *, is_back: bool) -> Sequence[tuple[str, str]]:
    own = _wording(report) if is_back else ()
    return (*((title, "") for title in report.was), *(("", excerpt) for excerpt in report.said), *own)
