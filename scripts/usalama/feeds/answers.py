"""What an HTTP answer means for a feed: taken, unchanged, or a failure with its name.

Pure: it looks at a status, headers and the first bytes. It names a wall against robots as such and never suggests a
way round it. Only 200 is ever taken; a feed inside a 410 or a 500 is not one.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from usalama.watch.health import LONGEST_WAIT


class Failure(StrEnum):
    """Why a feed gave nothing, by name; the health report and the hooks speak these words."""

    ADDRESS = "bad-address"
    REFUSED = "refused-address"
    NAME = "name-not-found"
    CONNECT = "no-connection"
    TLS = "tls"
    TIMEOUT = "timeout"
    PROTOCOL = "protocol"
    SHORT = "short-body"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    MISSING = "not-found"
    GONE = "gone"
    FORBIDDEN = "forbidden"
    BLOCKED = "blocked"
    RATE = "rate-limited"
    SERVER = "server-error"
    STATUS = "status"
    PORTAL = "html-page"
    EMPTY = "empty"
    RUN_OVER = "run-over"
    INTERNAL = "internal"


_OK, _NOT_FOUND, _FORBIDDEN, _GONE, _TOO_MANY, _UNAVAILABLE, _SERVER = 200, 404, 403, 410, 429, 503, 500
_UNAUTHORISED = 401

# What the common walls write into their pages and headers.
_WALLS = (
    (
        "Cloudflare",
        re.compile(rb"cf-chl|challenge-platform|cf_chl|just a moment\.\.\.|attention required! \| cloudflare"),
    ),
    ("Sucuri", re.compile(rb"sucuri website firewall|sucuri_cloudproxy")),
    ("Imperva", re.compile(rb"_incapsula_resource|incapsula incident")),
    ("Imunify360", re.compile(rb"imunify360|one moment, please\.\.\.")),
    ("DataDome", re.compile(rb"captcha-delivery\.com|datadome")),
    ("PerimeterX", re.compile(rb"px-captcha|perimeterx")),
    ("Akamai", re.compile(rb"errors\.edgesuite\.net|akamai reference")),
    ("DDoS-Guard", re.compile(rb"ddos-guard")),
    ("Anubis", re.compile(rb"making sure you(?:&#39;|')re not a bot")),
    (
        "a captcha",
        re.compile(rb"g-recaptcha|h-captcha|hcaptcha\.com|cf-turnstile|please enable (?:javascript|cookies)"),
    ),
)
_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_FEED = re.compile(rb"<(?:[a-z0-9]+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_LINK = re.compile(rb"<link\s[^<>]{1,400}>", re.IGNORECASE)
_OF_A_FEED = re.compile(rb"application/(?:rss|atom)\+xml", re.IGNORECASE)
_ADDRESS = re.compile(rb"\shref=[\"']?([!#-&(-;=?-~]{1,200})", re.IGNORECASE)
_LOOKED_AT = 65_536


def failure(status: int, headers: Mapping[str, str], body: bytes) -> tuple[Failure, str] | None:
    """Return the failure that an answer is, with one line for a person; None for one that may hold a feed."""
    wall = _wall(status, headers, body[:_LOOKED_AT])
    if wall:
        return Failure.BLOCKED, f"blocked by bot protection ({wall}, status {status})"
    if status != _OK:
        return _by_status(status)
    if not body.strip():
        return Failure.EMPTY, "an empty answer"
    if is_html(body):
        told = "an HTML page instead of a feed (a captive portal, or the feed has moved)"
        return Failure.PORTAL, told + _named_feed(body[:_LOOKED_AT])
    return None


def is_html(body: bytes) -> bool:
    """Whether a document is an HTML page; its declared type is not asked, feeds lie about it too often.

    A page that wraps a feed, as some publishing systems serve it, is left to the parser.
    """
    return _HTML.search(body[:4096]) is not None and _FEED.search(body[:_LOOKED_AT]) is None


def _named_feed(page: bytes) -> str:
    """Return the feed that a page names first, as it does, for a person to look at: who adds one may give its page."""
    named = (_ADDRESS.search(tag) for tag in _LINK.findall(page) if _OF_A_FEED.search(tag))
    return next((f"; the page names a feed: {found[1].decode()}" for found in named if found), "")


def retry_after(value: str, now: datetime) -> timedelta | None:
    """Return how long a server asks to be left alone, within [0, 7 days]; None where it does not say."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return min(timedelta(seconds=min(int(text[:9]), 10**8)), LONGEST_WAIT)
    try:
        wait = parsedate_to_datetime(text) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), LONGEST_WAIT)


def _by_status(status: int) -> tuple[Failure, str]:
    if status == _GONE:
        return Failure.GONE, "gone for good (410)"
    if status == _NOT_FOUND:
        return Failure.MISSING, "not found (404)"
    if status in {_FORBIDDEN, _UNAUTHORISED}:
        return Failure.FORBIDDEN, f"access refused ({status})"
    if status == _TOO_MANY:
        return Failure.RATE, "asked too often (429)"
    if status >= _SERVER:
        return Failure.SERVER, f"the server failed ({status})"
    return Failure.STATUS, f"an answer that is no feed (status {status})"


def _wall(status: int, headers: Mapping[str, str], head: bytes) -> str:
    """Return whose wall against robots this is, "" where it is none."""
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare"
    if headers.get("x-amzn-waf-action"):
        return "AWS WAF"
    walled_status = status in {_FORBIDDEN, _UNAVAILABLE, _TOO_MANY, _UNAUTHORISED}
    if not walled_status and not (status == _OK and is_html(head)):
        return ""
    page = head.lower()
    return next((name for name, marks in _WALLS if marks.search(page)), "")
