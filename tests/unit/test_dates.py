"""A date is what the feed wrote, or none: never a day that does not exist, a far year, or a guess."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from usalama.words.dates import EARLIEST, days_in, read_date

FETCHED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def utc(day, hour=0, minute=0, second=0, month=11):
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Mon, 23 Nov 2026 08:30:00 +0300", utc(23, 5, 30)),
        ("Mon, 23 Nov 2026 08:30:00 EAT", utc(23, 5, 30)),
        ("Mon, 23 Nov 2026 08:30:00 GMT", utc(23, 8, 30)),
        ("Mon, 23 Nov 2026 08:30:00 GMT+3", utc(23, 5, 30)),
        ("Mon, 23 Nov 2026 08:30:00 GMT+0300 (East Africa Time)", utc(23, 5, 30)),
        ("23 Nov 26 08:30 Z", utc(23, 8, 30)),
        ("Mon,23 November 2026 05:30:00 -0500", utc(23, 10, 30)),
        ("Mon, 23 Nov 2026 08:30:60 GMT", utc(23, 8, 30, 59)),
        ("Mon, 23 Nov 2026", utc(23)),
        ("Sun, 22 Nov 2026 11:30 PM EAT", utc(22, 20, 30)),
        ("Sun, 22 Nov 2026 12:05 am EAT", utc(21, 21, 5)),
        ("2026-11-23T08:30:00+03:00", utc(23, 5, 30)),
        ("2026-11-23T08:30:00.123Z", utc(23, 8, 30)),
        ("2026-11-23T08:30:00.123456789Z", utc(23, 8, 30)),
        ("2026-11-23 08:30:00", utc(23, 8, 30)),
        ("2026-11-23 08:30:00 EAT", utc(23, 5, 30)),
        ("2026-11-23t08:30z", utc(23, 8, 30)),
        ("2026-11-23", utc(23)),
        ("November 22, 2026 10:00 am", utc(22, 10)),
        ("Nov 22, 2026, 10:00", utc(22, 10)),
        ("Sun Nov 22 10:00:00 2026", utc(22, 10)),
        ("Sun Nov 22 10:00:00 EAT 2026", utc(22, 7)),
        ("Jumatatu, 22 Okt 2026 10:00:00 +0300", utc(22, 7, month=10)),
        ("  Mon,  23 Nov\n2026 08:30:00   +0300 ", utc(23, 5, 30)),
        ("Mon, 23 Nov 2026 08:30:00 XYZ", utc(23, 8, 30)),
    ],
)
def test_dates_as_feeds_write_them(raw, expected):
    """RFC 822 with its common faults, ISO 8601, asctime and American dates are read; EAT is three hours east."""
    assert read_date(raw, FETCHED) == expected


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-30T10:00:00Z",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "2026-11-23T10:00:00+99:99", "2026-11-23T10:00:00+15:00", "2026-11-23T25:00:00Z", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "10000-01-01T00:00:00Z", "1767225600",
        "1970-01-01T00:00:00Z", "1999-12-31T23:59:59Z", "2026-11-25T00:00:00Z", "10", "yesterday",
        "23/11/2026 10:00", "Mon, 23 Xyz 2026 10:00:00 GMT", "",
        "Mon, 23 Nov 2026 10:00:00 GMT" + " " * 200 + "x",
        "١٢ Nov 2026",
    ],
)  # fmt: skip
def test_what_is_no_plausible_date_is_none(raw):
    """Impossible days, offsets and years, epoch numbers and dates beyond the fetch are refused, not bent (A36)."""
    assert read_date(raw, FETCHED) is None


def test_no_date_lies_ahead():
    """The moment of the fetch is the last that is believed: whose clock is ahead, or zone wrong, opens no next week."""
    assert read_date("2026-11-23T12:00:00Z", FETCHED) == FETCHED
    assert read_date("2026-11-23T12:00:01Z", FETCHED) is None
    assert read_date("Mon, 23 Nov 2026 14:59:00 GMT", FETCHED) is None
    assert read_date("2000-01-01T00:00:00Z", FETCHED) == EARLIEST


def test_a_time_without_a_zone_that_has_not_come_yet_is_local():
    """Naive times are UTC, unless that lies after the fetch: then only the site's own zone makes sense."""
    here = FETCHED.astimezone(timezone(timedelta(hours=3)))
    assert read_date("2026-11-23 11:59:00", here) == utc(23, 11, 59)
    assert read_date("2026-11-23 14:00:00", here) == utc(23, 11)
    assert read_date("2026-11-23 14:00:00", FETCHED) is None
    assert read_date("2026-11-23 15:00:01", here) is None


@pytest.mark.parametrize("hours", [-5, 3])
@pytest.mark.parametrize("raw", ["2026-11-23", "Mon, 23 Nov 2026", "November 23, 2026"])
def test_a_day_alone_is_a_day_where_the_site_is(hours, raw):
    """In the Americas a Monday's reports would lie in the week before; in Kenya it began before its small hours."""
    here = datetime(2026, 11, 23, 1, tzinfo=timezone(timedelta(hours=hours)))
    assert read_date(raw, here) == here.replace(hour=0)


@given(st.text(alphabet="0123456789-+:TZ .,/ MonTueFebEAT()", max_size=60))
@settings(max_examples=500)
def test_any_text_is_a_plausible_moment_or_none(anything):
    """For any string: no exception, and never a moment outside the window."""
    moment = read_date(anything, FETCHED)
    assert moment is None or EARLIEST <= moment <= FETCHED


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("shot on November 7 in Embakasi", {(0, 11, 7)}),
        ("killed on 7th November, 2025, and", {(2025, 11, 7)}),
        ("Mshukiwa wa shambulizi la Novemba 11", {(0, 11, 11)}),
        ("mnamo tarehe 3 Mei 2026 na Agosti 4", {(2026, 5, 3), (0, 8, 4)}),
        ("In March 12,000 fled; in May 200 did; Marsabit 3 and Mark 5", set()),
        ("by November 2026 at 7", set()),
    ],
)
def test_the_days_that_a_text_names_are_read(text, days):
    """Day and month in either order, in both languages; a number of people or a year beside a month is no day."""
    assert days_in(text) == days
