"""One finished page read as a parser reads it, and what is foreign in it.

The last wall behind plain text, autoescape and the browser's own policy: it looks at the bytes and knows nothing of
how they were made. It refuses to repair; a page with anything foreign in it is not published.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from usalama.gate.allowed import SEARCH_PAGES
from usalama.gate.grammar import Grammar, PageFacts
from usalama.gate.rules import HIDDEN, POLICY, foreign, links_of, policy_problems, style_hash

if TYPE_CHECKING:
    from lxml import etree

_DANGEROUS = re.compile(
    rb"<\s*(script|style|iframe|frame|object|embed|applet|base|form|meta|link|svg|math|img|image|template|noscript|"
    rb"plaintext|xmp|textarea|title|select|button|input|video|audio|source|portal)(?=[\s/>])",
    re.IGNORECASE,
)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_LEADS_ON = re.compile(rb'<meta http-equiv="refresh" content="0; ?url=([^"]+)">')


def inspect(name: str, body: bytes, site_url: str = "", grammar: Grammar | None = None) -> PageFacts:
    """Read one finished page and say what is foreign in it; addresses below ``site_url`` are our own.

    A page in the few forms that ``grammar`` takes needs no parser; every other one is read by one.
    """
    found = (grammar or Grammar(site_url)).read(body)
    return _parsed(name, body, site_url) if found is None else found


def _parsed(name: str, body: bytes, site_url: str) -> PageFacts:
    from lxml import etree, html  # noqa: PLC0415  not needed where every page is in the forms of our templates

    try:
        source = body.decode("utf-8")
        root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    except (UnicodeDecodeError, etree.LxmlError) as error:
        return PageFacts((f"cannot be read: {error}",))
    nodes = list(root.iter())
    elements = list(root.iter(etree.Element))
    content = str(root.xpath("string()"))
    read = [
        (str(node.tag), {str(key): str(value) for key, value in node.items()}, node.text or "") for node in elements
    ]
    styles = frozenset(style_hash(text) for tag, _, text in read if tag == "style")
    is_search = SEARCH_PAGES.match(name) is not None
    problems = [
        *(["a comment or processing instruction"] if len(nodes) > len(elements) else []),
        *(["a hidden character"] if HIDDEN.search(source) or HIDDEN.search(content) else []),
        *_disagreements(body, elements),
        *_policy(root, styles),
        *(wrong for each in read for wrong in foreign(*each, site_url, is_search=is_search)),
    ]
    links = dict.fromkeys(link for tag, attributes, _ in read for link in links_of(tag, attributes))
    ids = frozenset(attributes["id"] for _, attributes, _ in read if "id" in attributes)
    return PageFacts(tuple(dict.fromkeys(problems)), tuple(links), ids, lambda: " ".join(content.split()))


def _disagreements(body: bytes, elements: list[etree._Element]) -> Iterator[str]:
    """Name elements that a plain search finds and the parser does not: another parser might see markup there."""
    written = Counter(match[1].decode().lower() for match in _DANGEROUS.finditer(body))
    seen = Counter(node.tag for node in elements)
    for tag in sorted(written):
        if written[tag] > seen[tag]:
            yield f"<{tag} where the parser sees no element"


def _policy(root: etree._Element, styles: frozenset[str]) -> Iterator[str]:
    """The policy comes before all that it rules."""
    metas = [meta for meta in root.iterfind("head/meta") if meta.get("charset") is None]
    policy = metas[0].get("content", "") if metas and metas[0].get("http-equiv") == POLICY else ""
    return policy_problems(policy, styles)


def styles_of(body: bytes) -> frozenset[str]:
    """Give ``sha256-…`` of each style element of a page, without the rest of the look at it."""
    return frozenset(style_hash(found.decode("utf-8", "replace")) for found in _STYLE.findall(body))


def leads_on_to(body: bytes) -> str:
    """Return the link that a page of ours leads on to at once, "" where it does not."""
    found = _LEADS_ON.search(body)
    return unescape(found[1].decode("utf-8", "replace")) if found else ""
