"""Story memory: how far a case has come over weeks, what was promised in it, what went quiet."""

from datetime import UTC, datetime, timedelta

from usalama.catalogue.actors import NOBODY
from usalama.claims.stages import CaseStatus
from usalama.digest import memory
from usalama.digest.digests import Report
from usalama.words.weeks import Week

DAY = datetime(2026, 11, 2, 9, tzinfo=UTC)


def report(number: int, title: str, *, independent: bool = True) -> Report:
    """Make a report of day ``number``."""
    return Report(
        key=f"{number:010d}", outlet="valley-post", family="valley-post", title=title, link="https://a.example/",
        excerpt="", language="en", published=DAY + timedelta(days=number), day=0, independent=independent,
    )  # fmt: skip


def test_the_case_is_where_the_newest_report_left_it():
    """A charge after an arrest is what stands, with its own words and outlet."""
    case = memory.case_of([report(1, "Two men arrested over goats"), report(3, "Two men charged over goats")], NOBODY)
    assert case is not None
    told = ("charged", "valley-post", DAY + timedelta(days=3), "en")
    assert (case.stage, case.outlet, case.said, case.language) == told
    assert "charged over goats" in case.quote


def test_a_step_or_a_pledge_that_is_read_wrongly_is_none():
    """The desk says so of one report; another that says the same stands."""
    one, other = report(1, "Two men arrested over goats"), report(2, "Two men charged over goats")
    case = memory.case_of([one, other._replace(misread=("case",))], NOBODY)
    assert case is not None
    assert case.stage == "arrested"
    words = "Government will build a police station by December"
    told = [report(1, words), report(2, words)._replace(misread=("pledge",))]
    assert [promise.key for promise in memory.promises_of("s1", "2026-w45", told, NOBODY)] == ["0000000001"]


def test_a_step_or_a_pledge_that_its_outlet_took_back_is_none():
    """It put right since what it had told; what another outlet told stands."""
    wrong, right = report(1, "Two men charged over goats"), report(2, "Correction: men in goat case were only heard")
    assert memory.case_of([wrong, right], NOBODY) is None
    other = memory.case_of([wrong._replace(outlet="hill-post"), right], NOBODY)
    assert other is not None
    assert other.stage == "charged"
    promise = report(1, "Government will build a police station by December")
    assert memory.promises_of("s1", "2026-w45", [promise, right], NOBODY) == ()


def test_a_story_without_a_step_has_no_case():
    """A raid is no step of a case."""
    assert memory.case_of([report(1, "Raiders take forty goats")], NOBODY) is None


def test_rows_of_several_weeks_join_to_one_case():
    """What two weeks' summaries keep gives the same as their reports read together."""
    first, second = (
        [report(1, "Two men arrested over goats")],
        [report(9, "Two men acquitted of goat theft, court frees them")],
    )
    rows = [memory.case_row(case) for week in (first, second) if (case := memory.case_of(week, NOBODY))]
    assert memory.joined(rows) == memory.case_of([*first, *second], NOBODY)


def test_a_pledge_is_kept_and_read_back_whole():
    """Who, what, due, words, outlet and time survive the summary."""
    said = [report(1, "Government will build a police station by December")]
    (promise,) = memory.promises_of("s1", "2026-w45", said, NOBODY)
    assert (promise.who, promise.due, promise.path) == ("Government", "by December", "2026/w45/#s1")
    assert memory.read_promise(memory.promise_row(promise), "2026-w45") == promise


def test_every_outlet_that_tells_a_pledge_is_kept_and_a_copy_is_not():
    """Two reports with one sentence are two tellers; one that is not independent is none."""
    words = "Government will build a police station by December"
    told = memory.promises_of("s1", "2026-w45", [report(2, words), report(1, words)], NOBODY)
    assert [promise.key for promise in told] == ["0000000001", "0000000002"]
    assert memory.promises_of("s1", "2026-w45", [report(1, words, independent=False)], NOBODY) == ()


def test_what_one_story_tells_on_one_subject_stands_together():
    """The first report comes first among a story's, and the story that was told last before others."""
    stations = [report(3, "Governor promises two new police stations"), report(1, "State to build police stations")]
    boats = [report(2, "Treasury will buy patrol boats by June")]
    told = [
        *memory.promises_of("s1", "2026-w45", stations, NOBODY),
        *memory.promises_of("s2", "2026-w45", boats, NOBODY),
    ]
    assert len(told) == 3
    first, second = memory.by_story(told)
    assert [(one.story, one.key) for one in first] == [("s1", "0000000001"), ("s1", "0000000003")]
    assert [one.story for one in second] == ["s2"]


def test_only_open_cases_go_quiet():
    """A charge without a later report is listed, the latest first; a conviction and a fresh charge are not."""
    cases = {name: CaseStatus(stage, "", "", DAY) for name, stage in
             (("a", "charged"), ("b", "convicted"), ("c", "arrested"), ("d", "charged"))}  # fmt: skip
    last = {"a": Week(2026, 30), "b": Week(2026, 30), "c": Week(2026, 40), "d": Week(2026, 47)}
    assert memory.quiet_cases(cases, last, Week(2026, 44)) == ("c", "a")


def test_an_abduction_is_open_until_a_report_says_how_it_ended():
    """Reported in one week, it is an open case; freed in a later one, there is none, and an arrest outlives both."""
    taken, freed = report(1, "Gunmen kidnap chief in Mandera"), report(9, "Abducted chief freed in Mandera")
    case = memory.case_of([taken], NOBODY)
    assert case is not None
    assert (case.stage, "kidnap chief" in case.quote) == ("reported", True)
    weeks = [memory.case_row(found) for week in ([taken], [freed]) if (found := memory.case_of(week, NOBODY))]
    assert memory.joined(weeks[:1]).stage == "reported"
    assert memory.joined(weeks).stage == ""
    held = memory.case_row(memory.case_of([report(12, "Two men arrested over kidnapping")], NOBODY))
    assert memory.joined([*weeks, held]).stage == "arrested"


def test_a_matter_without_an_end_goes_quiet():
    """An abduction that nobody reported on for four weeks is listed with the cases that went quiet."""
    case = memory.case_of([report(1, "Inquest opens into death of herder")], NOBODY)
    assert memory.quiet_cases({"s1": case}, {"s1": Week(2026, 40)}, Week(2026, 44)) == ("s1",)
