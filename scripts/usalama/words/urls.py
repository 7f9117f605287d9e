"""Addresses: which ones may be linked, under which spelling, and the names made from them.

An address is read by ada, the parser of the WHATWG URL Standard that browsers share, and written back as it
understood it, so that a page never holds a spelling that a browser reads otherwise. Nothing here is opened.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from ada_url import URL

_LONGEST = 2048
_SCHEMES = frozenset({"http:", "https:"})
# Controls inside an address are dropped by browsers; an honest publisher has none.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff]")
_TRACKING = re.compile(
    r"(?:utm_\w+|at_(?:medium|campaign|link_\w+|format|bbc_team|ptr_name|custom\d)|ns_\w+|fbclid|gclid|gclsrc|dclid|"
    r"gbraid|wbraid|msclkid|twclid|ttclid|yclid|igsh(?:id)?|mc_[ce]id|_hs(?:enc|mi)|mkt_tok|oly_(?:anon|enc)_id|"
    r"vero_id|ref_src|ref_url|xtor|cmpid|ocid|icid|ito|smid|wt\.mc_id|guccounter|guce_\w+|__twitter_impression|_ga|_gl)",
    re.IGNORECASE,
)
_OWN = r"\.(?:localhost|local|internal|lan|home\.arpa)"
"""Ends the names that lead nowhere but into the network of whoever asks (RFC 6761, 6762, 8375): each has its own."""
_INSIDE = re.compile(rf"[^.:]*\.?|.*{_OWN}\.?")
_NUMBER = re.compile(r"\[.*\]|(?:\d+\.){3}\d+\.?")
_SIMPLE = re.compile(
    rf"(https?://(?![^/]*{_OWN}/)(?:[a-z0-9][a-z0-9-]*\.)+[a-z]{{2,}}"
    r"(?:/|(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)+/?))(\?[A-Za-z0-9_=&.~-]*)?"
)
"""An address that a browser's parser leaves as it is: plain names, no port, no dots to resolve, nothing to encode."""
_ENCODED = re.compile("%(2[DE]|3[0-9]|[46][1-9A-F]|[57][0-9A]|5F|7E)", re.IGNORECASE)
"""What need not be encoded and may be: a letter, a digit, - . _ ~."""
_PROGRAM = re.compile(r"\.(?:php\d?|aspx?|cfm|cgi|do|jsp|pl)\Z", re.IGNORECASE)
_SAME_SITE = re.compile(r"\A(?:www|m|amp|mobile)\.")
_SEARCH_HOSTS = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")


def canonical(address: str, base: str = "") -> str:
    """Return ``address`` as a browser would open it, without fragment and tracking; "" where it may not be linked.

    Only http and https, without a user name, are linked, and nothing inside a reader's own network. ``base`` resolves
    a relative address.
    """
    if simple := _SIMPLE.fullmatch(address):
        place, search = simple.groups("")
        if len(address) <= _LONGEST and "xn--" not in place and not place.endswith("/url"):
            return place + (_untracked(search) if search else "")
    url = _parsed(address, base)
    if url is None or _is_inside(str(url.hostname)):
        return ""
    wrapped = _wrapped(url)
    if wrapped:
        return canonical(wrapped)
    url.hash = ""
    url.search = _untracked(url.search)  # also drops a "?" with nothing after it
    href = str(url.href)
    return href if len(href) <= _LONGEST else ""


def host(address: str) -> str:
    """Return the host of a linkable address in ASCII (punycode), without port; "" where there is none."""
    if len(address) <= _LONGEST and "xn--" not in address and _SIMPLE.fullmatch(address):
        return address.split("/", 3)[2]
    url = _parsed(address, "")
    return str(url.hostname) if url else ""


@lru_cache(maxsize=65_536)
def page(address: str) -> str:
    """Return what two addresses of one page share: no scheme, ``www.`` or ``m.``, slash at the end or feed mark."""
    _, _, rest = canonical(address).partition("://")
    if not rest:
        return ""
    where, mark, query = _ENCODED.sub(lambda found: chr(int(found[1], 16)), rest).partition("?")
    return _SAME_SITE.sub("", where).rstrip("/") + mark + query


def without_query(where: str) -> str:
    """Return the page that one is but for its query; itself where a program answers, as each query asks for another."""
    place = where.partition("?")[0]
    return where if _PROGRAM.search(place) else place


def is_a_report(address: str) -> bool:
    """Tell whether a page's name is more than a host: a link to a front page names no report."""
    return "/" in address or "?" in address


def is_on_site(where: str, homepage: str) -> bool:
    """Tell whether a page lies on the host of a homepage, or below it."""
    host, site = where.partition("/")[0], page(homepage).partition("/")[0]
    return bool(site) and (host == site or host.endswith(f".{site}"))


def entry_key(feed_url: str, entry_id: str) -> str:
    """Return the ten hex digits that name an entry for ever, from its identity (feed, id)."""
    return sha256(f"{feed_url}\n{entry_id}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _parsed(address: str, base: str) -> URL | None:
    stripped = address.strip()
    if not stripped or len(stripped) > 2 * _LONGEST or _CONTROLS.search(stripped):
        return None
    from ada_url import URL  # noqa: PLC0415  a build, which reads names of addresses alone, starts 2 ms sooner without

    try:
        url = URL(stripped, base=base) if base else URL(stripped)
    except ValueError:  # UnicodeEncodeError of a lone surrogate is one too
        return None
    if url.protocol not in _SCHEMES or url.username or url.password or not url.hostname:
        return None
    return url if "xn--" not in url.hostname or _is_punycode(str(url.hostname)) else None


def _is_inside(name: str) -> bool:
    """Whether a host is the reader's own machine, or one beside it: a click would ask a router there, in her name."""
    if _INSIDE.fullmatch(name):
        return True
    if not _NUMBER.fullmatch(name):
        return False
    from ipaddress import ip_address  # noqa: PLC0415  few links are numbers

    from usalama.words.hosts import is_public  # noqa: PLC0415

    return not is_public(ip_address(name.strip("[]").rstrip(".")))


def _is_punycode(name: str) -> bool:
    """Whether every label that claims to be punycode is; ada lets some through that browsers refuse."""
    for label in name.split("."):
        if label.startswith("xn--"):
            try:
                name_part = label[4:].encode("ascii").decode("punycode")
            except UnicodeError:
                return False
            # UTS 46 would have mapped these before they were encoded.
            if (
                name_part.isascii()
                or not name_part.isprintable()
                or name_part != unicodedata.normalize("NFKC", name_part).lower()
            ):
                return False
    return True


def _untracked(search: str) -> str:
    kept = [
        part for part in search.removeprefix("?").split("&") if part and not _TRACKING.fullmatch(part.split("=")[0])
    ]
    return "?" + "&".join(kept) if kept else ""


def _wrapped(url: URL) -> str:
    """Return the report's own address inside a search engine's redirect (Google Alerts), else ""."""
    if url.pathname != "/url" or not _SEARCH_HOSTS.fullmatch(str(url.hostname)):
        return ""
    query = parse_qs(str(url.search).removeprefix("?"))
    inner = (query.get("url") or query.get("q") or [""])[0]
    return inner if inner.startswith(("http://", "https://")) and not _SEARCH_HOSTS.match(inner.split("/")[2]) else ""
