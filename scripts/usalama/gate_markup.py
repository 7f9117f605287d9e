"""One finished page read as a parser reads it, and what is foreign in it.

The last wall behind plain text, autoescape and the browser's own policy: it looks at the bytes and knows nothing of
how they were made. It refuses to repair; a page with anything foreign in it is not published.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape

from lxml import etree, html

from usalama.gate_allowed import ADDRESSES, ATTRIBUTES, LOADED, RELATIONS, SEARCH_ENGINES, SEARCH_PAGES

_DANGEROUS = re.compile(
    rb"<\s*(script|style|iframe|frame|object|embed|applet|base|form|meta|link|svg|math|img|image|template|noscript|"
    rb"plaintext|xmp|textarea|title|select|button|input|video|audio|source|portal)(?=[\s/>])",
    re.IGNORECASE,
)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_REFRESH = re.compile(r"0;url=(.+)")
_LEADS_ON = re.compile(rb'<meta http-equiv="refresh" content="0;url=([^"]+)">')
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SPOILED = re.compile("[\x00-\x20\x7f-\xa0\\\\\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""Characters that no page of ours has: controls, direction overrides, and what XML forbids."""
_PARSER = html.HTMLParser(encoding="utf-8")
_POLICY = "Content-Security-Policy"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What one page holds, as a parser sees it."""

    problems: tuple[str, ...]
    links: tuple[str, ...] = ()
    """Every address on the page as it is written there, in order, each once."""
    ids: frozenset[str] = frozenset()
    text: str = ""
    """All text, white space folded."""
    styles: frozenset[str] = frozenset()
    """``sha256-…`` of each style element, as a policy names it."""


def inspect(name: str, body: bytes, site_url: str = "") -> PageFacts:
    """Read one finished page and say what is foreign in it; addresses below ``site_url`` are our own."""
    try:
        text = body.decode("utf-8")
        root = html.document_fromstring(body, parser=_PARSER)
    except (UnicodeDecodeError, etree.LxmlError) as error:
        return PageFacts((f"cannot be read: {error}",))
    nodes = list(root.iter())
    elements = list(root.iter(etree.Element))
    content = str(root.xpath("string()"))
    styles = frozenset(_hash(node.text or "") for node in elements if node.tag == "style")
    problems = [
        *(["a comment or processing instruction"] if len(nodes) > len(elements) else []),
        *(["a hidden character"] if HIDDEN.search(text) or HIDDEN.search(content) else []),
        *_disagreements(body, elements),
        *_policy(root, styles),
        *(p for node in elements for p in _foreign(node, site_url, is_search=name.startswith(SEARCH_PAGES))),
    ]
    links = dict.fromkeys(link for node in elements for link in _links(node))
    ids = frozenset(str(node.attrib["id"]) for node in elements if "id" in node.attrib)
    return PageFacts(tuple(dict.fromkeys(problems)), tuple(links), ids, " ".join(content.split()), styles)


def _foreign(node: etree._Element, site_url: str, *, is_search: bool) -> Iterator[str]:
    tag = str(node.tag)
    allowed = ATTRIBUTES.get(tag)
    if allowed is None:
        yield f"element <{tag}>"
        return
    for key, value in ((str(key), str(value)) for key, value in node.attrib.items()):
        if key not in allowed and not key.startswith(("aria-", "data-")):
            yield f"attribute {key} on <{tag}>"
        elif key in ADDRESSES and not _is_fit(tag, key, value):
            yield f"address {value[:80]!r} in {key} of <{tag}>"
        elif HIDDEN.search(value):
            yield f"a hidden character in {key} of <{tag}>"
    if tag == "script":
        yield from _script(node, is_search=is_search)
    elif tag == "meta" and node.get("http-equiv", _POLICY) != _POLICY and not _leads_on(node):
        yield f"http-equiv {node.get('http-equiv')!r}"
    elif tag == "link":
        yield from _relation(node, site_url)


def _relation(node: etree._Element, site_url: str) -> Iterator[str]:
    relations = frozenset(node.get("rel", "").split())
    if not relations or not relations <= RELATIONS:
        yield f"link rel {node.get('rel')!r}"
    elif relations & LOADED and _SCHEME.match(node.get("href", "")) and not _is_ours(node.get("href", ""), site_url):
        yield f"loads {node.get('href', '')[:80]!r} from elsewhere"


def _leads_on(node: etree._Element) -> bool:
    """True for the one refresh that we write: at once, to another page of the site, by a relative link."""
    found = _REFRESH.fullmatch(node.get("content", "")) if node.get("http-equiv") == "refresh" else None
    return found is not None and not _SCHEME.match(found[1]) and _is_fit("meta", "href", found[1])


def _is_ours(address: str, site_url: str) -> bool:
    return bool(site_url) and address.startswith(f"{site_url}/")


def _script(node: etree._Element, *, is_search: bool) -> Iterator[str]:
    if node.get("type") == "application/ld+json" and node.get("src") is None:
        try:
            json.loads(node.text or "")
        except ValueError:
            yield "structured data that is no JSON"
    elif not is_search:
        yield "script outside the search page"
    elif node.get("src") is None or node.text:
        yield "script written into the page"


def _is_fit(tag: str, key: str, value: str) -> bool:
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
    return scheme[1].lower() in {"http", "https"} and "@" not in re.split(r"[/?#]", value.partition("://")[2])[0]


def _links(node: etree._Element) -> Iterator[str]:
    for key in ("href", "src"):
        value = node.attrib.get(key)
        if value is not None and node.tag != "use":
            yield value
    if node.tag == "meta" and (found := _REFRESH.fullmatch(node.get("content", ""))):
        yield found[1]


def _disagreements(body: bytes, elements: list[etree._Element]) -> Iterator[str]:
    """Name elements that a plain search finds and the parser does not: another parser might see markup there."""
    written = Counter(match[1].decode().lower() for match in _DANGEROUS.finditer(body))
    seen = Counter(node.tag for node in elements)
    for tag in sorted(written):
        if written[tag] > seen[tag]:
            yield f"<{tag} where the parser sees no element"


def _policy(root: etree._Element, styles: frozenset[str]) -> Iterator[str]:
    """The policy comes before all that it rules, denies by default and names each style by its hash."""
    metas = [meta for meta in root.iterfind("head/meta") if meta.get("charset") is None]
    policy = metas[0].get("content", "") if metas and metas[0].get("http-equiv") == _POLICY else ""
    loose = "unsafe-inline" in policy or "unsafe-eval" in policy.replace("wasm-unsafe-eval", "")
    if not policy.startswith("default-src 'none'") or loose:
        yield "no policy that denies by default, first in its head"
    for style in sorted(styles):
        if style not in policy:
            yield f"a style that its policy does not name ({style})"


def styles_of(body: bytes) -> frozenset[str]:
    """Give ``sha256-…`` of each style element of a page, without the rest of the look at it."""
    return frozenset(_hash(found.decode("utf-8", "replace")) for found in _STYLE.findall(body))


def leads_on_to(body: bytes) -> str:
    """Return the link that a page of ours leads on to at once, "" where it does not."""
    found = _LEADS_ON.search(body)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


def _hash(style: str) -> str:
    return "sha256-" + b64encode(sha256(style.encode()).digest()).decode()
