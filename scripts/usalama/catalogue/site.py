"""The site's settings, ``usalama.toml``: what it is called, where it is served, its zone, limits and alarms.

Reads a text that somebody else opened; every key has a default, so that an empty file is a site. It refuses
unknown keys and never reads the environment.
"""

import re
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from usalama.errors import SiteError
from usalama.formats.tables import Table, read_document

FILE = "usalama.toml"
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")


class PullLimits(NamedTuple):
    """How far one pull goes."""

    run_seconds: int = 480
    """All asking, however many feeds hang: with the build after it, a run ends within ten minutes."""
    feed_seconds: int = 30  # one feed, from the first connection to the last byte
    together: int = 256  # feeds asked side by side
    oldest_days: int = 400  # reports older than this when first seen are noted as too old and not kept


class Alerts(NamedTuple):
    """Whom to tell when a person is needed; all empty is nobody."""

    command: tuple[str, ...] = ()  # program and arguments; the message arrives on its standard input
    mail_to: str = ""
    mail_from: str = ""
    smtp: str = "localhost:25"
    ping: str = ""  # an address asked after each good run; a watchdog elsewhere notices when it stops
    dead_days: int = 7  # a feed that mattered and has failed for so long is reported


class Site(NamedTuple):
    """What the whole program knows about the site that it works for."""

    name: str = "Usalama"
    url: str = "https://usalama.example"  # where it is served, without a slash at the end
    first_url: str = ""  # where it was served first, if elsewhere
    contact: str = ""
    """A mail address or page elsewhere, told to the outlets we read, to readers and in security.txt."""
    zone: ZoneInfo = ZoneInfo("UTC")  # decides in which week a report lies
    releases: int = 3  # builds kept, the served one included
    pull: PullLimits = PullLimits()
    alerts: Alerts = Alerts()

    @property
    def authority(self) -> str:
        """The host in the ids of feed entries (RFC 4151): under other ids readers would be shown all of them again."""
        return (self.first_url or self.url).partition("://")[2].partition("/")[0].partition(":")[0]

    @property
    def reachable(self) -> str:
        """The contact where it leads a reader to somebody: "" for none, and for a page of this site, which has none."""
        own = (f"{self.url}/", f"{type(self)().url}/")
        return "" if "@" not in self.contact and f"{self.contact}/".startswith(own) else self.contact


def read_site(text: str) -> Site:
    """Read the settings; raise SiteError with file, key and mend for what cannot be meant."""
    if not text.strip():  # a power cut leaves such a file, and the defaults are another site's name and address
        raise SiteError(f"{FILE}: is empty; restore it from the repository, or remove it to have the defaults")
    usual = Site()
    root = read_document(text, FILE, SiteError)
    site = Site(
        name=_name(root, usual.name),
        url=_url(root, usual.url),
        first_url=root.address("first_url", ""),
        contact=_contact(root),
        zone=_zone(root, usual.zone.key),
        releases=root.number("releases", 2, 50, 3),
        pull=_limits(root.table("pull")),
        alerts=_alerts(root.table("alerts")),
    )
    root.close()
    return site


def _name(root: Table, usual: str) -> str:
    name = root.text("name", usual)
    if not name:
        root.fail("name", "is empty; write what the site is called")
    return name


def _url(root: Table, usual: str) -> str:
    url = root.address("url", usual).rstrip("/")
    if "?" in url or "#" in url:  # pages' own names go behind it
        root.fail("url", f'"{url}" has a ? or a #; write the address of the home page alone')
    return url


def _contact(root: Table) -> str:
    """Return whom to write to: readers and machines are led there, so it is a mail address or a page, or nothing."""
    contact = root.text("contact", "")
    if "://" in contact:
        return root.address("contact", "")
    if contact and not _MAIL.fullmatch(contact):
        root.fail("contact", f'"{contact}" is neither a mail address nor a page; write desk@host.example, or https://…')
    return contact


def _zone(root: Table, usual: str) -> ZoneInfo:
    name = root.text("zone", usual)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        root.fail("zone", f'"{name}" is no time zone; write one such as "Africa/Kampala"')


def _limits(table: Table) -> PullLimits:
    usual = PullLimits()
    limits = PullLimits(
        run_seconds=table.number("run_seconds", 10, 3600, usual.run_seconds),
        feed_seconds=table.number("feed_seconds", 1, 300, usual.feed_seconds),
        together=table.number("together", 1, 256, usual.together),
        oldest_days=table.number("oldest_days", 7, 10_000, usual.oldest_days),
    )
    table.close()
    return limits


def _alerts(table: Table) -> Alerts:
    usual = Alerts()
    alerts = Alerts(
        command=table.words("command", ()),
        mail_to=table.text("mail_to", ""),
        mail_from=table.text("mail_from", ""),
        smtp=table.text("smtp", usual.smtp),
        ping=table.address("ping", ""),
        dead_days=table.number("dead_days", 2, 365, usual.dead_days),
    )
    for key, value in (("mail_to", alerts.mail_to), ("mail_from", alerts.mail_from)):
        if value and not _MAIL.fullmatch(value):
            table.fail(key, f'"{value}" is no mail address')
    if bool(alerts.mail_to) != bool(alerts.mail_from):
        lacking, has = ("mail_from", "mail_to") if alerts.mail_to else ("mail_to", "mail_from")
        table.fail(lacking, f"is missing, and {has} is there; write both, or neither")
    if not re.fullmatch(r"[^\s:]+:[0-9]{1,5}", alerts.smtp):
        table.fail("smtp", f'"{alerts.smtp}" is not host:port, such as "localhost:25"')
    table.close()
    return alerts
