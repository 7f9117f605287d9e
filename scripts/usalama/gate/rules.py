"""What one element of a page may be: its name, its attributes, its addresses. Rules alone, for whoever reads the page.

Pure. Each rule yields what is foreign as words for a person; an element of which nothing is said is one of ours.
"""

import json
import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from hashlib import sha256

from usalama.gate.allowed import ADDRESSES, ATTRIBUTES, LOADED, RELATIONS, SEARCH_ENGINES

_REFRESH = re.compile(r"0; ?url=(.+)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_HOST_ENDS = re.compile(r"[/?#]")
_SPOILED = re.compile("[\x00-\x20\x7f-\xa0\\\\\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that no page of ours has: controls, direction overrides, and what XML forbids."""
_PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
POLICY = "Content-Security-Policy"


def is_hiding(text: bytes) -> bool:
    """Tell whether a text in UTF-8 has a hidden character; what is plain in it, nearly all, is passed over first."""
    rest = text.translate(None, _PLAIN)
    return bool(rest) and HIDDEN.search(rest.decode("utf-8", "replace")) is not None


def foreign(
    tag: str, attributes: Mapping[str, str], text: str, site_url: str, *, is_search: bool = False
) -> Iterator[str]:
    """Say what is foreign in one element; ``text`` is what stands in it before its first child."""
    allowed = ATTRIBUTES.get(tag)
    if allowed is None:
        yield f"element <{tag}>"
        return
    for key, value in attributes.items():
        if key not in allowed and not key.startswith(("aria-", "data-")):
            yield f"attribute {key} on <{tag}>"
        elif key in ADDRESSES and not is_fit(tag, key, value):
            yield f"address {value[:80]!r} in {key} of <{tag}>"
        elif HIDDEN.search(value):
            yield f"a hidden character in {key} of <{tag}>"
    if tag == "script":
        yield from _script(attributes, text, is_search=is_search)
    elif tag == "meta" and attributes.get("http-equiv", POLICY) != POLICY and not _leads_on(attributes):
        yield f"http-equiv {attributes.get('http-equiv')!r}"
    elif tag == "link":
        yield from _relation(attributes, site_url)


def _relation(attributes: Mapping[str, str], site_url: str) -> Iterator[str]:
    relations, href = frozenset(attributes.get("rel", "").split()), attributes.get("href", "")
    is_ours = bool(site_url) and href.startswith(f"{site_url}/")
    if not relations or not relations <= RELATIONS:
        yield f"link rel {attributes.get('rel')!r}"
    elif relations & LOADED and _SCHEME.match(href) and not is_ours:
        yield f"loads {href[:80]!r} from elsewhere"


def links_of(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield where one element leads."""
    for key in ("href", "src"):
        if key in attributes and tag != "use":
            yield attributes[key]
    if tag == "meta" and (found := _REFRESH.fullmatch(attributes.get("content", ""))):
        yield found[1]


def _leads_on(attributes: Mapping[str, str]) -> bool:
    """True for the one refresh that we write: at once, to another page of the site, by a relative link."""
    is_refresh = attributes.get("http-equiv") == "refresh"
    found = _REFRESH.fullmatch(attributes.get("content", "")) if is_refresh else None
    return found is not None and not _SCHEME.match(found[1]) and is_fit("meta", "href", found[1])


def _script(attributes: Mapping[str, str], text: str, *, is_search: bool) -> Iterator[str]:
    if attributes.get("type") == "application/ld+json" and attributes.get("src") is None:
        if not is_json(text):
            yield "structured data that is no JSON"
    elif not is_search:
        yield "script outside the search page"
    elif attributes.get("src") is None or text:
        yield "script written into the page"


def is_json(text: str) -> bool:
    """Tell whether a text can be read as JSON."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def is_fit(tag: str, key: str, value: str) -> bool:
    """True where a browser opens this address as one of ours, or as plain http(s) or mail that a reader clicked."""
    if _SPOILED.search(value):
        return False
    scheme = _SCHEME.match(value)
    if scheme is None:
        return not value.startswith("//")
    if tag in {"img", "script", "use"}:
        return False
    if key == "action":
        return value.startswith(SEARCH_ENGINES)
    if scheme[1].lower() == "mailto":
        return True
    return scheme[1].lower() in {"http", "https"} and "@" not in _HOST_ENDS.split(value.partition("://")[2], 1)[0]


def policy_problems(policy: str, styles: frozenset[str]) -> Iterator[str]:
    """Say what is wrong with a page's policy: it denies by default, allows nothing inline and names each style."""
    loose = "unsafe-inline" in policy or "unsafe-eval" in policy.replace("wasm-unsafe-eval", "")
    if not policy.startswith("default-src 'none'") or loose:
        yield "no policy that denies by default, first in its head"
    for style in sorted(styles):
        if style not in policy:
            yield f"a style that its policy does not name ({style})"


@lru_cache(maxsize=64)
def style_hash(style: str) -> str:
    """Return ``sha256-…`` of a style element's text, as a policy names it."""
    return "sha256-" + b64encode(sha256(style.encode()).digest()).decode()
