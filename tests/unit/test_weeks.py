"""Weeks: ISO, in the site's zone."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usalama.words.weeks import Week, between, parse_week, week_of

NAIROBI = ZoneInfo("Africa/Nairobi")
MOMENTS = st.datetimes(
    datetime.fromisoformat("2000-01-02"), datetime.fromisoformat("2060-12-30"), timezones=st.just(UTC)
)


def test_week_turns_at_midnight_in_nairobi():
    """Half past ten on a Sunday night in London is Monday in Nairobi."""
    moment = datetime(2025, 1, 5, 22, 30, tzinfo=UTC)
    assert week_of(moment, UTC) == Week(2025, 1)
    assert week_of(moment, NAIROBI) == Week(2025, 2)


def test_iso_year_decides_at_new_year():
    """The last days of December may lie in next year's first week, the first of January in last year's 53rd."""
    assert week_of(datetime(2024, 12, 30, 12, tzinfo=UTC), NAIROBI) == Week(2025, 1)
    assert week_of(datetime(2027, 1, 3, 12, tzinfo=UTC), NAIROBI) == Week(2026, 53)


@pytest.mark.parametrize("zone", ["Africa/Nairobi", "UTC", "America/New_York", "Pacific/Apia"])
def test_every_monday_edge_lies_in_one_week_exactly(zone):
    """From 2000 to 2060 the second before a week's start is the week before, and its start is its own."""
    here = ZoneInfo(zone)
    week = Week(2000, 1)
    while week.year <= 2060:
        start = datetime.combine(week.monday, time(tzinfo=here))
        assert week_of(start, here) == week
        assert week_of(start.astimezone(UTC) - timedelta(seconds=1), here) == week.previous()
        week = week.next()


@given(MOMENTS)
def test_moment_lies_within_its_week(moment):
    """A week's first and last day enclose each of its moments."""
    week = week_of(moment, NAIROBI)
    assert week.monday <= moment.astimezone(NAIROBI).date() <= week.sunday


@given(MOMENTS)
def test_names_read_back(moment):
    """Folder, page address and name of a week all read back as that week."""
    week = week_of(moment, NAIROBI)
    assert {parse_week(week.slug), parse_week(week.path), parse_week(str(week))} == {week}


@pytest.mark.parametrize("text", ["", "2026", "2026-W54", "2026-W00", "2025-W53", "w47", "2026-W7", "٢٠٢٦-W47"])
def test_no_week_is_refused(text):
    """What names no week is refused."""
    with pytest.raises(ValueError, match=r"."):
        parse_week(text)


def test_naive_time_is_refused():
    """A time without a zone lies in no week."""
    with pytest.raises(ValueError, match="aware"):
        week_of(datetime.fromisoformat("2026-01-01"), NAIROBI)


def test_order_and_span():
    """Weeks sort by time and the span holds both ends, across a year of 53 weeks."""
    assert [str(w) for w in between(Week(2026, 52), Week(2027, 1))] == ["2026-W52", "2026-W53", "2027-W01"]
    assert max(Week(2025, 52), Week(2026, 1)) == Week(2026, 1)
    assert between(Week(2026, 2), Week(2026, 1)) == ()


def test_days_run_monday_to_sunday():
    """A week has seven days from its Monday to its Sunday."""
    week = Week(2026, 47)
    assert (week.monday.isoweekday(), week.sunday - week.monday) == (1, timedelta(days=6))


def test_a_week_that_a_year_has_not_is_told_with_those_it_has():
    """A typed number that is too high names the last one."""
    with pytest.raises(ValueError, match="2026 has weeks 1 to 53"):
        parse_week("2026-W99")
