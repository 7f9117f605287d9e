"""What was read of a story's texts before is not read again; what changed is."""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from usalama.catalogue.actors import Actors
from usalama.digest import recall
from usalama.digest.digests import Report
from usalama.digest.telling import hurt, official_only

AT = datetime(2026, 11, 16, 7, tzinfo=ZoneInfo("Africa/Nairobi"))
ONE = Report(
    "0a", "rift", "rift", "Three herders killed, police say", "", "At the well.", "en", AT, 0, independent=True
)


def answers(reports, actors):
    """Return what is asked of reports for their lines."""
    return int(official_only(reports, actors)), hurt(reports, actors)


def test_the_same_reports_are_not_read_again():
    """What another build kept is the answer, whatever feed brought them and however their time names its zone."""
    first = Actors()
    assert answers([ONE], first) == (1, 1)
    kept = recall.taken(first)
    assert (len(kept), recall.taken(first)) == (2, {})
    later = Actors(known={key: value + 5 for key, value in kept.items()})
    again = ONE._replace(feed="f0", published=AT.astimezone(timezone(timedelta(hours=3))))
    assert answers([again], later) == (6, 6)
    assert recall.taken(later).keys() == kept.keys()


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Three herders killed, villagers say"},
        {"excerpt": "At the well, residents said."},
        {"language": "sw"},
        {"independent": False},
        {"misread": ("voice",)},
        {"published": AT + timedelta(days=1)},
        {"was": ("Two herders killed",)},
        {"gone": date(2026, 11, 17)},
    ],
)
def test_reports_that_changed_are_read(other):
    """Whatever of a report changes, what was kept of it answers for nothing; nor do two reports for one of them."""
    first = Actors()
    answers([ONE], first)
    later = Actors(known=dict.fromkeys(recall.taken(first), 9))
    for reports in ([ONE._replace(**other)], [ONE, ONE._replace(key="0b")]):
        assert 9 not in answers(reports, later)


def test_what_a_build_did_not_ask_is_kept_while_there_is_room():
    """An update asks for a part of what a build from nothing asks; of more than there is room for, the last stays."""
    assert recall.worth_keeping({"old": 1}, {"new": 0}) == {"old": 1, "new": 0}
    asked = {str(number): 0 for number in range(recall.MOST + 1)}
    kept = recall.worth_keeping({"old": 1}, asked)
    assert (len(kept), "old" in kept, "0" in kept, [*kept][-1]) == (recall.MOST, False, False, str(recall.MOST))
