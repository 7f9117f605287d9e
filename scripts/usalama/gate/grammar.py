"""A page in the few forms that our templates write: what it holds, read without a parser; any other page is not read.

Pure. Every ``<`` begins and every ``>`` ends a tag of one strict form, with names and attributes that ``rules``
allows, values in double quotes, references from a short list, no ``<`` in a title, style or script. So written, a page
has the same elements, attributes and text for every parser there is: nothing in it can be read in two ways. It never
says what is wrong with a page; whatever it does not take is for the parser of ``markup`` to judge.
"""

import html
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from usalama.gate.rules import foreign, is_fit, is_hiding, is_json, links_of, policy_problems, style_hash

_TAG = re.compile(r"<[^>]*>")  # a ``<`` in a tag is found by counting: then there are more of them than tags
_END = re.compile(r"</[a-z][a-z0-9]*>")
_START = re.compile(r'<([a-z][a-z0-9]*)((?:[ \n]+[a-zA-Z][a-zA-Z0-9:_-]*(?:="[^"<>]*")?)*)[ \n]*/?>')
_ATTRIBUTE = re.compile(r'[ \n]+([a-zA-Z][a-zA-Z0-9:_-]*)(?:="([^"<>]*)")?')
_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#34|#39);")
_RAW = re.compile(r"<(title|style|script)( [^<>]*)?>([^<]*)</\1>")
_RAW_TAG = re.compile("</?(?:title|style|script)")
_DATA = ' type="application/ld+json"'
_HEAD = re.compile(
    r'<!DOCTYPE html>[ \n]*<html(?: [a-z]+="[^"<>]*")*>[ \n]*<head>[ \n]*<meta charset="utf-8">[ \n]*'
    r'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">'
)
_VARIED = re.compile(r'<(?:(a)(?: [a-z-]+="[^"<>]*")* href|[a-z][a-z0-9]* id)="([^"<>]+)"')
"""What most tags differ in alone, where a link leads or what an element is called: with nothing there they are few."""
_MOST = 50_000  # tags remembered; a clean build has millions of different ones


class PageFacts(NamedTuple):
    """What one page holds, as every parser sees it."""

    problems: tuple[str, ...]
    links: tuple[str, ...] = ()  # every address on the page as it is written there, in order, each once
    ids: frozenset[str] = frozenset()
    words: Callable[[], str] = str  # gives all text, white space folded; seldom asked for

    @property
    def text(self) -> str:
        """All text, white space folded."""
        return self.words()


class _Tag(NamedTuple):
    """What one tag brings to its page."""

    links: tuple[str, ...] = ()
    id: str | None = None


class Grammar:
    """Reads the pages of one site; most tags of a page stood on the one before and are looked at once."""

    def __init__(self, site_url: str) -> None:
        self._site_url = site_url
        self._known: dict[str, _Tag | None] = {}

    def read(self, body: bytes) -> PageFacts | None:
        """Return what a page holds; None for one that is not in these forms, or has anything foreign in it."""
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return None
        head = _HEAD.match(text)
        raw = _RAW.findall(text)
        tags = _TAG.findall(text, len("<!DOCTYPE html>"))
        styles = _styles(text, raw)
        if head is None or styles is None or is_hiding(body) or [*policy_problems(_plain(head[1]), styles)]:
            return None
        # Nothing stands outside a tag that could begin or end one, and no reference could be read in two ways.
        ends = text.count(">") - sum(inside.count(">") for _, _, inside in raw)
        if not text.count("<") - 1 == len(tags) == ends - 1:
            return None
        if text.count("&") != len(_REFERENCE.findall(text)):
            return None
        places = self._places(tags)
        if places is None:
            return None
        return PageFacts((), *places, lambda: " ".join(_plain(_TAG.sub("", text)).split()))

    def places(self, body: bytes) -> tuple[tuple[str, ...], frozenset[str]] | None:
        """Return the links and ids of a page that ``read`` has taken before; None for one that it never took."""
        return self._places(_TAG.findall(body.decode("utf-8", "replace"), len("<!DOCTYPE html>")))

    def _places(self, tags: Sequence[str]) -> tuple[tuple[str, ...], frozenset[str]] | None:
        links: dict[str, None] = {}
        ids: list[str] = []
        for tag in dict.fromkeys(tags):
            found = self._known[tag] if tag in self._known else self._tag(tag)
            if found is None:
                return None
            for link in found.links:
                links[link] = None
            if found.id is not None:
                ids.append(found.id)
        return tuple(links), frozenset(ids)

    def _tag(self, tag: str) -> _Tag | None:
        if len(self._known) >= _MOST:
            self._known.clear()
        found = self._known[tag] = _Tag() if _END.fullmatch(tag) else self._start(tag)
        return found

    def _start(self, tag: str) -> _Tag | None:
        varied = _VARIED.match(tag)
        if varied is None:
            return self._whole(tag)
        form = tag[: varied.start(2)] + tag[varied.end(2) :]
        alike, value = self._known.get(form) or self._tag(form), _plain(varied[2])
        if alike is None or not varied[1]:
            return alike and _Tag(alike.links, value)
        return _Tag((value,), alike.id) if is_fit(varied[1], "href", value) else None

    def _whole(self, tag: str) -> _Tag | None:
        found = _START.fullmatch(tag)
        if found is None:
            return None
        pairs = [(key.lower(), _plain(value)) for key, value in _ATTRIBUTE.findall(found[2])]
        attributes = dict(pairs)
        text = "{}" if found[1] == "script" else ""  # what stands in it is looked at with the raw texts
        if len(attributes) != len(pairs) or [*foreign(found[1], attributes, text, self._site_url)]:
            return None
        return _Tag(tuple(links_of(found[1], attributes)), attributes.get("id"))


def _styles(text: str, found: Sequence[tuple[str, str, str]]) -> frozenset[str] | None:
    """Return the hashes of a page's styles; None where a title, style or script is not closed or not ours."""
    if 2 * len(found) != len(_RAW_TAG.findall(text)):
        return None
    styles: list[str] = []
    for name, attributes, inside in found:
        if name == "style":
            styles.append(style_hash(inside))
        elif name == "script" and not (attributes == _DATA and is_json(inside)):
            return None
    return frozenset(styles)


def _plain(text: str) -> str:
    return html.unescape(text) if "&" in text else text
