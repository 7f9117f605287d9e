"""Dates as feeds write them: RFC 822 with its common faults, ISO 8601, and asctime; and the days that a text names.

Reads what the standards allow and what real feeds do ("EAT", "GMT+3", no zone at all). A day that does not exist,
an epoch number or an impossible offset is refused, never bent into another date. It asks no clock: what is
plausible is judged against the time of fetching that the caller gives.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

_NAMES = "jan", "feb", "mar mac", "apr", "may mei", "jun", "jul", "aug ago", "sep", "oct okt", "nov", "dec des"
_MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
# Hours east of Greenwich. RFC 822's own, and those of eastern Africa and of the wires it reads.
_ZONES = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "EAT": 3, "CAT": 2, "SAST": 2, "WAT": 1, "BST": 1, "CET": 1,
    "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "AST": 3, "GST": 4, "IST": 5.5, "EST": -5, "EDT": -4, "CST": -6,
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
}  # fmt: skip
_OFFSET = r"(?P<zone>[A-Za-z]{1,5})?\s*(?P<offset>[+-]\d{1,2}:?(?:\d\d)?)?(?:\s*\([^()]{1,40}\))?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d{1,9})?)?(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
_RFC822 = re.compile(
    rf"(?:[A-Za-z]{{2,12}}(?:\.?,\s*|\.?\s+))?(?P<day>\d{{1,2}})[\s-]+(?P<name>[A-Za-z]{{3,12}})\.?,?[\s-]+(?P<year>\d{{2}}|\d{{4}})"
    rf"(?:,?\s+{_CLOCK}\s*{_OFFSET})?",
    re.ASCII,
)
_AMERICAN = re.compile(
    rf"(?:[A-Za-z]{{2,12}},\s+)?(?P<name>[A-Za-z]{{3,12}})\.?\s+(?P<day>\d{{1,2}}),\s+(?P<year>\d{{4}})"
    rf"(?:(?:,|\s+at|\s+-)?\s+{_CLOCK}\s*{_OFFSET})?",
    re.ASCII,
)
_ISO = re.compile(
    rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?:(?:\s*T|\s)\s*{_CLOCK}\s*{_OFFSET})?",
    re.IGNORECASE | re.ASCII,
)
_ASCTIME = re.compile(
    rf"[A-Za-z]{{3,9}}\s+(?P<name>[A-Za-z]{{3,12}})\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s+(?:{_OFFSET}\s+)?(?P<year>\d{{4}})",
    re.ASCII,
)
_LONGEST = 100
_MONTH = (
    r"(jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:ch)?|machi|apr(?:ili?)?|may|mei|june?|juni|july?|julai|aug(?:ust)?|agosti|"
    r"sept?(?:ember|emba)?|oct(?:ober)?|oktoba|nov(?:ember|emba)?|dec(?:ember)?|desemba)\b\.?"
)
_ANY_MONTH = re.compile("|".join(_MONTHS))
_DAY, _YEAR = r"(\d{1,2})(?:st|nd|rd|th)?", r"(?:,? (\d{4}))?(?![\d:,]*\d)"
_DAY_FIRST = re.compile(rf"\b{_DAY} (?:of )?{_MONTH}{_YEAR}", re.IGNORECASE | re.ASCII)
_MONTH_FIRST = re.compile(rf"\b{_MONTH} {_DAY}{_YEAR}", re.IGNORECASE | re.ASCII)


_IN_MONTH = re.compile(rf"\b(?:[Ii]n|[Mm]namo|[Mm]wezi(?: wa)?) (?=[A-Z])(?i:{_MONTH})", re.ASCII)
"""With its capital: "shot in march against femicide" names none."""


def read_date(raw: str, fetched: datetime) -> datetime | None:
    """Return the moment that ``raw`` names, in UTC; None if it names none within [2000, ``fetched``].

    A time without a zone is UTC, as RFC 5322 says of an unknown zone, unless it would then lie after ``fetched``:
    it can only be local time, and is read in the zone of ``fetched``, which is the site's. A date alone is its first
    moment there: west of Greenwich that of UTC is the evening before, and on a Monday the week before. Nothing that
    lies ahead is believed: who calls local time "GMT" would open next week on a Sunday evening.
    """
    if not raw or len(raw) > _LONGEST:
        return None
    text = " ".join(raw.split())
    for pattern in (_RFC822, _ISO, _AMERICAN, _ASCTIME):
        found = pattern.fullmatch(text)
        if found:
            moment = _moment(found.groupdict(), fetched)
            return moment if moment and EARLIEST <= moment <= fetched else None
    return None


def days_in(text: str) -> frozenset[tuple[int, int, int]]:
    """Return the days that an English or Kiswahili text names: year, or 0 where it says none, month and day."""
    if not _ANY_MONTH.search(text.lower()):  # as in most texts
        return frozenset()
    found = [(year, month, day) for day, month, year in _DAY_FIRST.findall(text)]
    found += [(year, month, day) for month, day, year in _MONTH_FIRST.findall(text)]
    return frozenset((int(year or 0), _MONTHS[month[:3].lower()], int(day)) for year, month, day in found)


def month_in(text: str) -> int:
    """Return the month in which an English or Kiswahili text says that something was, 0 where it says none."""
    found = _IN_MONTH.search(text)
    return _MONTHS[found[1][:3].lower()] if found else 0


def _moment(parts: dict[str, str | None], fetched: datetime) -> datetime | None:
    try:
        local, zone = _local(parts), _zone(parts["zone"], parts["offset"])
        moment = local.replace(tzinfo=zone or (UTC if parts["hour"] else fetched.tzinfo))
        if zone is None and parts["hour"] and moment > fetched:
            moment = local.replace(tzinfo=fetched.tzinfo)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _local(parts: dict[str, str | None]) -> datetime:
    """Return the moment by the clock of where it was written; raise ValueError for one that no calendar has."""
    month = int(parts["month"] or 0) if "month" in parts else _MONTHS.get((parts["name"] or "")[:3].lower(), 0)
    year = int(parts["year"] or 0)
    year += 2000 if len(parts["year"] or "") == 2 else 0  # noqa: PLR2004  RFC 822 years have two digits
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        hour = hour % 12 + (12 if parts["half"].lower() == "p" else 0)
    second = min(int(parts["second"] or 0), 59)  # a leap second has no place in a datetime
    return datetime(year, month, int(parts["day"] or 0), hour, int(parts["minute"] or 0), second)  # noqa: DTZ001


@lru_cache(maxsize=256)
def _zone(name: str | None, offset: str | None) -> timezone | None:
    """Return the zone that was written; None for none at all. Raises ValueError for an offset no place has."""
    if offset:
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits[:-2] or 0), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)  # noqa: PLR2004
        if hours > 14 or minutes > 59:  # noqa: PLR2004  Line Islands are the furthest east
            raise ValueError(offset)
        return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if offset[0] == "-" else 1))
    if not name:
        return None
    return timezone(timedelta(hours=_ZONES.get(name.upper(), 0)))
