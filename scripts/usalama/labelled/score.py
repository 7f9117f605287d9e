"""The scorecard: judge labelled headlines with the code of the pull and measure how right it was.

Two kinds of table are understood: labelled headlines (``kenya_security``, ``topics``, ``counties_text``, ``event`` …,
whichever are there) and whole documents with events (``doc_id`` and ``event``). It measures and refuses to tune:
nothing here changes a weight. Texts are never kept; only ids and labels are.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from usalama.errors import TableError
from usalama.formats.headlines import Headline, flag
from usalama.judging.judge import judge_all
from usalama.judging.relevance import THRESHOLD
from usalama.judging.rulebook import Rulebook
from usalama.labelled import metrics
from usalama.labelled.metrics import Counts, Measure
from usalama.labelled.verdicts import place_in_stories
from usalama.model import Judgement

LABELS = ("kenya_security", "topics", "counties_text", "event")
TARGETS: Mapping[str, tuple[str, float]] = {
    "relevance F1": ("≥", 0.96),
    "relevance precision": ("≥", 0.96),
    "relevance F1, Kiswahili": ("≥", 0.92),
    "false alarms on negatives": ("≤", 0.01),
    "topics micro-F1": ("≥", 0.89),
    "topics macro-F1": ("≥", 0.86),
    "main topic right": ("≥", 0.90),
    "counties micro-F1": ("≥", 0.95),
    "same event B³ F1": ("≥", 0.95),
    "same event B³ F1, documents": ("≥", 0.976),
}


Confusions = dict[str, tuple[tuple[str, int], ...]]
Failures = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One labelled row and what was judged of it."""

    headline: Headline
    judgement: Judgement
    story: str

    def label(self, column: str) -> str:
        """Return a label as written, "" where the column is absent."""
        return self.headline.columns.get(column, "").strip()

    def labels(self, column: str) -> frozenset[str]:
        """Return a label of several values."""
        return frozenset(value.strip() for value in self.label(column).split(";") if value.strip())

    @property
    def relevant(self) -> bool:
        """True when it was judged Kenyan security news."""
        return self.judgement.relevance >= THRESHOLD


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What was measured, and which rows went wrong how: by id, never by text."""

    rows: int
    measures: tuple[Measure, ...]
    confusions: Mapping[str, tuple[tuple[str, int], ...]]
    failures: Mapping[str, tuple[str, ...]]


def goal(measured: Measure) -> tuple[str, bool]:
    """Return a measure's target, "" where it has none, and whether it is met."""
    if measured.name not in TARGETS:
        return "", True
    sign, target = TARGETS[measured.name]
    return f"{sign} {target:g}", measured.value >= target if sign == "≥" else measured.value <= target


def headlines_of_documents(headlines: Sequence[Headline]) -> list[Headline]:
    """Return documents (``doc_id``, ``title``, ``text``) as headlines with the whole text as their summary."""
    return [
        Headline(
            one.columns["doc_id"],
            one.title,
            one.columns.get("text", "") or one.summary or one.columns.get("lead", ""),
            one.language,
            "",
            {**one.columns, "event_scored": "1"},
        )
        for one in headlines
    ]


def cases_of(headlines: Sequence[Headline], rulebook: Rulebook) -> list[Case]:
    """Judge every row and give each its story."""
    judgements = [*judge_all(((one.title, one.summary) for one in headlines), rulebook)]
    stories = place_in_stories(headlines, judgements, [True] * len(headlines), rulebook)
    return [Case(one, two, three[0]) for one, two, three in zip(headlines, judgements, stories, strict=True)]


def scorecard(cases: Sequence[Case], rulebook: Rulebook, name: str, *, documents: bool) -> Scorecard:
    """Measure everything that the labels allow."""
    has = {column for column in (*LABELS, "event_scored") if column in cases[0].headline.columns}
    measures: list[Measure] = []
    confusions: Confusions = {}
    failures: Failures = {}
    if "kenya_security" in has and not documents:
        for case in cases:
            flag(case.headline, "kenya_security", name)
        measures, confusions, failures = _of_judging(cases, has, rulebook)
    if "event" in has:
        scored = [case for case in cases if "event_scored" not in has or case.label("event_scored") == "1" or documents]
        # A row without an event is one of its own.
        true = [(event, 0) if (event := case.label("event")) else ("", row) for row, case in enumerate(scored, 1)]
        told = [case.story for case in scored]
        rows = metrics.b_cubed(true, told)
        measures += _events(rows, metrics.entangled(true, told), documents=documents)
        for kind, part in (("joined with another event", 0), ("apart from its event", 1)):
            failures[kind] = tuple(case.headline.id for case, row in zip(scored, rows, strict=True) if row[part] < 1)
    if not measures:
        raise TableError(f"{name}: line 1: no labels; it needs one of {', '.join(LABELS)}")
    return Scorecard(len(cases), tuple(measures), confusions, failures)


def _of_judging(
    cases: Sequence[Case], has: Collection[str], rulebook: Rulebook
) -> tuple[list[Measure], Confusions, Failures]:
    """Measure what is judged of each text alone: topics and counties on those that are labelled as relevant."""
    measures = _relevance(cases)
    confusions: Confusions = {}
    failures = {
        "false alarm": _ids(cases, lambda case: case.relevant and not _wanted(case)),
        "missed": _ids(cases, lambda case: not case.relevant and _wanted(case)),
    }
    relevant = [case for case in cases if _wanted(case)]
    if relevant and "topics" in has:
        measures += _topics(relevant)
        confusions["main topic: labelled → judged"] = _main_topics(relevant)
        failures["wrong main topic"] = _ids(relevant, lambda case: not _main_topic_right(case))
    if relevant and ("counties_text" in has or "counties" in cases[0].headline.columns):
        counts = [_counties(case, rulebook) for case in relevant]
        measures.append(metrics.measure("counties micro-F1", counts, metrics.f1))
        failures["wrong county"] = _ids(relevant, lambda case: any(_counties(case, rulebook)[1:]))
    return measures, confusions, failures


def _wanted(case: Case) -> bool:
    return case.label("kenya_security") == "1"


def _ids(cases: Sequence[Case], wrong: Callable[[Case], bool]) -> tuple[str, ...]:
    return tuple(sorted(case.headline.id for case in cases if wrong(case)))


def _relevance(cases: Sequence[Case]) -> list[Measure]:
    rows = [_flags(case) for case in cases]
    found = []
    if any(_wanted(case) for case in cases):
        kinds = ("F1", metrics.f1), ("precision", metrics.precision), ("recall", metrics.recall)
        found = [metrics.measure(f"relevance {kind}", rows, formula) for kind, formula in kinds]
        kiswahili = [_flags(case) for case in cases if case.headline.language == "sw"]
        if kiswahili:
            found.append(metrics.measure("relevance F1, Kiswahili", kiswahili, metrics.f1))
    alarms = [(float(case.relevant), 1.0) for case in cases if not _wanted(case)]
    if alarms:
        found.append(metrics.measure("false alarms on negatives", alarms, metrics.share))
    return found


def _flags(case: Case) -> Counts:
    wanted, found = _wanted(case), case.relevant
    return (float(wanted and found), float(found and not wanted), float(wanted and not found))


def _topics(cases: Sequence[Case]) -> list[Measure]:
    classes = sorted({topic for case in cases for topic in (*case.labels("topics"), *case.judgement.topics)})
    rows = [metrics.by_class(case.labels("topics"), frozenset(case.judgement.topics), classes) for case in cases]
    right = [(float(_main_topic_right(case)), 1.0) for case in cases]
    return [
        metrics.measure("topics micro-F1", rows, metrics.micro_f1),
        metrics.measure("topics macro-F1", rows, metrics.macro_f1),
        metrics.measure("main topic right", right, metrics.share),
    ]


def _main_topic_right(case: Case) -> bool:
    return case.label("topics").split(";")[0].strip() == (case.judgement.topics or ("",))[0]


def _main_topics(cases: Sequence[Case]) -> tuple[tuple[str, int], ...]:
    missed = [case for case in cases if not _main_topic_right(case)]
    wrong = Counter(f"{c.label('topics').split(';')[0]} → {(c.judgement.topics or ('none',))[0]}" for c in missed)
    return tuple(sorted(wrong.items(), key=lambda pair: (-pair[1], pair[0])))


def _counties(case: Case, rulebook: Rulebook) -> Counts:
    found = frozenset(rulebook.county_names[slug] for slug in case.judgement.counties)
    first = case.labels("counties")
    in_text = case.labels("counties_text") if "counties_text" in case.headline.columns else first
    return metrics.sets(in_text, found, first)


def _events(rows: Sequence[Counts], blocks: Sequence[int], *, documents: bool) -> list[Measure]:
    if not rows:
        return []
    name = "same event B³ F1, documents" if documents else "same event B³ F1"
    part = name.replace("F1", "precision"), name.replace("F1", "recall")
    return [
        metrics.measure(name, rows, metrics.mean_f1, blocks),
        metrics.measure(part[0], [(row[0], row[2]) for row in rows], metrics.share, blocks),
        metrics.measure(part[1], [(row[1], row[2]) for row in rows], metrics.share, blocks),
    ]
