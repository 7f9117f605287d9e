"""Where a link on one of our pages leads: to which file of the tree, and to which place in it.

Pure text work. It opens nothing and never follows a link that leaves the site.
"""

import html
import posixpath
import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
_NEAR = re.compile(
    r"((?:\.\./)*)((?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*)?)(?:#([A-Za-z0-9_-]+))?"
)
"""A link as our templates write nearly all: up, down again, and a place there; nothing to decode."""
_ID = re.compile(rb"""\sid=(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""")
_LINK = re.compile(rb"""\s(?:href|src)=(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


class Target(NamedTuple):
    """A file of the tree and the id in it, or "" for its top."""

    name: str
    fragment: str


def target(page: str, link: str, site_url: str) -> Target | None:
    """Tell where ``link`` on ``page`` leads; None where it leaves the site."""
    return _near(page, link) or _own(link, site_url) or _far(page, link, site_url)


def _near(page: str, link: str) -> Target | None:
    """Give what ``_far`` gives for the plainest links, in a fifth of the time."""
    found = _plain(link)
    if found is None:
        return None
    steps, path, at_top = found
    if not path and not steps:
        return Target(page, at_top.fragment)
    left = page.count("/") - steps
    if left <= 0:
        return None if left else at_top
    joined = "/".join([*page.split("/", left)[:left], path])
    return Target(f"{joined}index.html" if joined.endswith("/") else joined, at_top.fragment)


def _own(link: str, site_url: str) -> Target | None:
    """Give the same for the plainest of the site's own addresses, which all links of its feeds to it are."""
    base = f"{site_url.rstrip('/')}/"
    found = _plain(link[len(base) :]) if site_url and link.startswith(base) else None
    return found[2] if found and not found[0] else None


@lru_cache(maxsize=20_000)
def _plain(link: str) -> tuple[int, str, Target] | None:
    """Return how many folders up, the path from there, and where that leads from the top, as most links do."""
    found = _NEAR.fullmatch(link)
    if found is None or not link:
        return None
    up, path, fragment = found.groups("")
    return len(up) // 3, path, Target(f"{path}index.html" if not path or path.endswith("/") else path, fragment)


def _far(page: str, link: str, site_url: str) -> Target | None:
    rest = _inside(link, site_url)
    if rest is None:
        return None
    parts = urlsplit(rest)
    path = unquote(parts.path)
    if not path:
        return Target(page, unquote(parts.fragment))
    if path.startswith("/"):
        joined = posixpath.normpath(path).lstrip("/")
    else:
        joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    joined = "" if joined == "." else joined
    if path.endswith(("/", "/.", "/..")) or path in {".", ".."} or not joined:
        joined = posixpath.join(joined, "index.html")
    return Target(joined, unquote(parts.fragment))


@lru_cache(maxsize=20_000)
def is_elsewhere(link: str, site_url: str) -> bool:
    """True for a link to another site's page: what a report is."""
    return link.startswith(("https://", "http://")) and _inside(link, site_url) is None


def ids_in(body: bytes) -> frozenset[str]:
    """Find the ids of a page that passed before, without parsing it."""
    return frozenset(_texts(_ID, body))


def links_in(body: bytes) -> frozenset[str]:
    """Find the links of a page that passed before, without parsing it."""
    return frozenset(_texts(_LINK, body))


def _inside(link: str, site_url: str) -> str | None:
    base = site_url.rstrip("/")
    if base and (link == base or link.startswith((base + "/", base + "#", base + "?"))):
        return link[len(base) :] or "/"
    if _SCHEME.match(link):
        return None
    root = urlsplit(base).path
    if root and link.startswith(root + "/"):
        return link[len(root) :]
    return link


def _texts(pattern: re.Pattern[bytes], body: bytes) -> list[str]:
    found = {b"".join(groups) for groups in pattern.findall(body)}
    return [html.unescape(text.decode("utf-8", "replace")) for text in found]
