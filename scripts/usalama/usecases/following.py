"""A name that one report of a story hides is hidden in its others: what one took away, no neighbour may print.

What is remembered of a name is its fingerprint, by story. A report on disk is changed, too, unless its week is closed:
then it is named, for a person to take it down. A name that any report at hand calls by an office is followed nowhere,
nor are plain words, of which somebody was said to be called.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from usalama.feeds.followed import Following, HiddenName
from usalama.feeds.known import Known
from usalama.feeds.turn import Outcome, Rules, Turn
from usalama.judging import namesakes
from usalama.judging.maskrules import Rules as Masks
from usalama.model import Entry, JudgedEntry, Judgement, Problem, Reason
from usalama.stories.succession import Merge, merges_of, resolve
from usalama.words.weeks import parse_week

ELSEWHERE = "another report"
"""By what a held report lost a name, in its reason: by whichever report, which may be of a namesake."""
REMEMBERED = timedelta(days=120)  # as long as a story may be taken up again


def follow(
    outcome: Outcome, turns: Sequence[Turn], remembered: Iterable[HiddenName], known: Known, rules: Rules
) -> tuple[Problem, ...]:
    """Hide names in what a pull kept and changed, and in what the same stories told before; say where that may not be.

    ``outcome`` has then the reports on disk that changed among its ``changed``, and what is to be remembered.
    """
    if rules.following is None:
        outcome.hidden = tuple(remembered)
        return ()
    day = outcome.report.started.date()
    before = [each for each in remembered if each.day >= (day - REMEMBERED).isoformat()]
    told = {each.entry.key: each for each in (*outcome.changed, *outcome.kept)}
    learnt = set(_learnt(turns, told, known, before, rules.following, day.isoformat()))
    for merge in merges_of(outcome.kept):
        learnt |= {each._replace(story=merge.kept) for each in (*before, *learnt) if each.story == merge.gone}
    stories = {each.story for each in learnt.difference(before) if each.mark}
    on_disk, final = _on_disk({rules.following.final(each) for each in stories}, told.values(), rules.following)
    # Of a story that is one with another since long: what comes to that knows nothing of the merge.
    moved = {each: final(each) for each in stories if final(each) != rules.following.final(each)}
    learnt |= {each._replace(story=moved[each.story]) for each in learnt if each.story in moved}
    done, problems = _hide(told, {*before, *learnt}, on_disk, final, known.path, rules.following)
    outcome.kept = [done.pop(each.entry.key, each) for each in outcome.kept]
    outcome.changed = [done.pop(each.entry.key, each) for each in outcome.changed]
    outcome.changed += [lessened(each, outcome.report.started) for each in done.values()]
    outcome.hidden = tuple(sorted({*before, *learnt}))
    outcome.held = [while_held(each, outcome.hidden, rules.following) for each in outcome.held]
    if marks := told_anywhere(outcome.hidden):
        told_anyhow = ((each, unnamed(each.entry, each.why, marks, rules.following)) for each in outcome.not_kept)
        outcome.not_kept = [replace(each, entry=entry, why=why) for each, (entry, why) in told_anyhow]
    return problems


def lessened(judged: JudgedEntry, now: datetime) -> JudgedEntry:
    """Return a report that lost a name as changed now: who has an older copy of it, as by a feed, is to ask again."""
    return replace(judged, entry=replace(judged.entry, updated=now))


def told_anywhere(names: Iterable[HiddenName]) -> dict[str, str]:
    """Return the marks of the names that tell who is meant in whichever story, each with its rule."""
    return {each.mark: each.rule for each in names if _tells_anywhere(each.mark)}


def unnamed(entry: Entry, why: str, marks: Mapping[str, str], following: Following) -> tuple[Entry, str]:
    """Hide the names of ``marks`` in a report that is not kept and in why: it is in no story, and people read it."""
    told = JudgedEntry(entry, Judgement(0, reasons=(Reason("relevance", "", why),)))
    shown, _ = following.hide(told, marks)
    return shown.entry, shown.judgement.reasons[0].evidence


def while_held(judged: JudgedEntry, names: Iterable[HiddenName], following: Following) -> JudgedEntry:
    """Hide ``names``, whichever story's, in a report that waits for a person: it is in none yet, and people read it."""
    left_alone = following.left_alone(judged.entry)
    marks = {mark: rule for mark, rule in told_anywhere(names).items() if mark not in left_alone}
    return _hiding(judged, marks, following, ELSEWHERE)


def _tells_anywhere(mark: str) -> bool:
    """False for a first name: it tells who is meant within its story alone."""
    return mark != "" and not namesakes.is_of_one_word(mark)


def still_shows(judged: JudgedEntry, names: Collection[HiddenName], following: Following) -> bool:
    """Tell whether a report on disk shows one of ``names``, a first name of its own story included."""
    hidden = _by_story(names, following.final).get(following.final(judged.story), {})
    marks = hidden | told_anywhere(names)
    return bool(following.hide(judged, marks)[1])


def is_by_another(judged: JudgedEntry) -> bool:
    """Tell whether a report lost a name while it was held, when nobody knew of which story it would be."""
    why = judged.judgement.reasons
    return any(each.value == "masked" and each.evidence.endswith(f" in {ELSEWHERE}") for each in why)


def hide_known(
    told: dict[str, JudgedEntry],
    names: Iterable[HiddenName],
    stories: Iterable[str],
    path_of: Callable[[str], str],
    following: Following,
) -> tuple[dict[str, JudgedEntry], tuple[Problem, ...]]:
    """Return the reports of ``told``, and those on disk of ``stories``, that lose names, by key; and which may not."""
    names = tuple(names)
    fresh = {following.final(each) for each in stories} & _by_story(names, following.final).keys()
    return _hide(told, names, *_on_disk(fresh, told.values(), following), path_of, following)


def tells_of(judged: JudgedEntry, stories: Collection[str], final: Callable[[str], str]) -> bool:
    """Tell whether a report is of one of ``stories``, or showed one of them to be part of another."""
    return final(judged.story) in stories or any(final(each.gone) in stories for each in merges_of([judged]))


def _hide(
    told: dict[str, JudgedEntry],
    names: Iterable[HiddenName],
    on_disk: Sequence[tuple[JudgedEntry, bool]],
    final: Callable[[str], str],
    path_of: Callable[[str], str],
    following: Following,
) -> tuple[dict[str, JudgedEntry], tuple[Problem, ...]]:
    hidden = _by_story(names, final)
    closed = {judged.entry.key for judged, is_closed in on_disk if is_closed}
    told = {judged.entry.key: judged for judged, _ in on_disk} | told
    for judged in (each for each in told.values() if final(each.story) in hidden):
        for mark in following.left_alone(judged.entry):
            hidden[final(judged.story)].pop(mark, None)
    problems: list[Problem] = []
    done: dict[str, JudgedEntry] = {}
    for key, judged in told.items():
        shown = _hiding(judged, hidden.get(final(judged.story), {}), following, "another report of the story")
        if shown is not judged and key in closed:
            mend = f'its week is closed; usalama edit take-down {key} --kind safety --why "…"'
            problems.append(Problem(path_of(key), f"shows a name that a report of its story hides; {mend}"))
        elif shown is not judged:
            done[key] = shown
    return done, tuple(problems)


def _on_disk(
    stories: Collection[str], told: Iterable[JudgedEntry], following: Following
) -> tuple[list[tuple[JudgedEntry, bool]], Callable[[str], str]]:
    """Return the reports on disk of some stories, and of those that reports showed to be one with them; and of which.

    The latter is told of as ``Following.final`` tells of the desk's merges.
    """
    final, found, ahead, seen = following.final, list[tuple[JudgedEntry, bool]](), {*stories}, set[str]()
    moved = resolve(merges := [*merges_of(told)])
    while ahead:
        fresh = [*following.told(ahead)]
        found, seen = found + fresh, seen | ahead
        merges += merges_of(judged for judged, _ in fresh)
        moved = resolve(merges)
        ways = [(final(gone), final(kept)) for gone, kept in moved.items()]
        ahead = {other for gone, kept in ways for other in (gone, kept) if seen & {gone, kept}} - seen
    return found, lambda story: final(moved.get(final(story), story))


def by_masks(
    masks: Callable[[], Masks],
    told: Callable[[Collection[str]], Iterable[tuple[JudgedEntry, bool]]],
    final: Callable[[str], str],
) -> Following:
    """Return how names are followed by the rules that hide them; ``told`` and ``final`` as ``Following`` has them."""
    return Following(
        lambda entry: namesakes.marks_of(entry, masks()),
        lambda entry: namesakes.marks_left_alone(entry, masks()),
        lambda judged, hidden: namesakes.without(judged, hidden, masks()),
        told,
        final,
    )


class Window:
    """Weeks of reports on their way to be written, each held until no report that could hide a name of it may come."""

    def __init__(self, masks: Masks) -> None:
        """``masks`` are the rules by which names were hidden."""
        self._following = by_masks(lambda: masks, lambda _stories: (), lambda story: self._final.get(story, story))
        self._names: list[HiddenName] = []
        self._merges: list[Merge] = []
        self._final: dict[str, str] = {}
        self._weeks: dict[str, list[JudgedEntry]] = {}

    def add(
        self, week: str, entries: list[JudgedEntry], names: Iterable[HiddenName]
    ) -> Iterator[tuple[str, list[JudgedEntry]]]:
        """Take in the next week and the ``names`` that its reports hide; give each week that is now whole."""
        self._names += names
        self._merges += merges_of(entries)
        self._final = resolve(self._merges)
        self._weeks[week] = entries
        first = parse_week(week).monday - REMEMBERED
        yield from self._whole([each for each in self._weeks if parse_week(each).monday < first])

    def rest(self) -> Iterator[tuple[str, list[JudgedEntry]]]:
        """Give the weeks that are left."""
        yield from self._whole([*self._weeks])

    def _whole(self, weeks: Sequence[str]) -> Iterator[tuple[str, list[JudgedEntry]]]:
        if not weeks:
            return
        told = {judged.entry.key: judged for week in self._weeks.values() for judged in week}
        done, _ = hide_known(told, self._names, (), str, self._following)
        for week in weeks:
            yield week, [done.get(judged.entry.key, judged) for judged in self._weeks.pop(week)]


def _learnt(
    turns: Sequence[Turn],
    told: dict[str, JudgedEntry],
    known: Known,
    before: Iterable[HiddenName],
    following: Following,
    day: str,
) -> Iterator[HiddenName]:
    """Give what the read documents tell of names that their own reports hide and that we did not know."""
    heard = {each.entry for each in before}
    for turn in turns:
        for key in (key for key, rules in turn.masked_by.items() if rules and not turn.state.held_since):
            if key in heard and key not in told:
                continue
            judged = told.get(key) or turn.own(known, key)
            if judged is None or judged.entry.feed_url != turn.feed.url:
                continue
            marks = following.marks(turn.raw[key]) or {"": ""}
            yield from (HiddenName(judged.story, key, mark, rule, day) for mark, rule in marks.items())


def _hiding(judged: JudgedEntry, marks: Mapping[str, str], following: Following, by: str) -> JudgedEntry:
    """Return the report with the names of ``marks`` hidden, and by what; itself where it shows none of them."""
    shown, rules = following.hide(judged, marks) if marks else (judged, ())
    if not rules:
        return judged
    if shown.entry == judged.entry:  # it was a reason alone, which quoted another report
        return shown
    # The open data tells the rules apart from what stands behind " in ".
    why = Reason("edit", "masked", f"{', '.join(rules)} in {by}")
    return replace(shown, judgement=shown.judgement.because(why))


def _by_story(names: Iterable[HiddenName], final: Callable[[str], str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for each in sorted(names):
        if each.mark:
            found.setdefault(final(each.story), {})[each.mark] = each.rule
    return found
