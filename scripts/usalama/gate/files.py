"""The files of a site that are no pages: feeds, sitemaps, data. Is each what its name says, and free of surprises?

Pure. XML is read without entities, network or external definitions. It refuses to repair.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any

from lxml import etree

from usalama.formats.rows import FORMULA
from usalama.gate.rules import is_hiding
from usalama.model import Problem
from usalama.planning.manifest import Page

_ATOM = "{http://www.w3.org/2005/Atom}"
_LINK = f"{_ATOM}link"
_NEEDED = ("id", "title", "updated", "link")
_XHTML = "{http://www.w3.org/1999/xhtml}"
_typed_html: Callable[..., Any] = etree.XPath("//*[@type='html']")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_FIT = re.compile(r"https?://[^\s\\@]+\Z|https?://[^\s\\@/]+/\S*\Z")
_FORMULA = re.compile(rf"""(?:^|;"*)(?:[{"".join(sorted(FORMULA - {"-"}))}]|-(?![\d.]))""")
_CSV_END = b"\r\n"
_BY_LINES = {"csv": _CSV_END, "jsonl": b"\n"}  # kind of file → what ends a line of it
_YEAR = re.compile(r"data/(\d{4})\.(csv|jsonl)")
_BLOCK = 1 << 16
_DATA = "data/"
_PACKAGE = f"{_DATA}datapackage.json"
_WRONG = "are not those of the file; build again, and report it where that does not help"
_INSIDE_WORDS = "div p a ul ol li dl dt dd strong em b i span bdi time br cite q blockquote h2 h3 h4"
_INSIDE = frozenset(_INSIDE_WORDS.split())
_INSIDE_ATTRIBUTES = frozenset(["href", "lang", "dir", "class", "datetime", "title", "rel", "cite", "hreflang"])
_MAPS = (
    "{http://www.sitemaps.org/schemas/sitemap/0.9}urlset",
    "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex",
)


def inspect(name: str, body: bytes, known: bytes = b"") -> tuple[str, ...]:
    """Say what is wrong with one file; kinds that hold no text of others are not looked into.

    ``known`` is the file as it passed before, or what it is joined from: of data by lines only what is new to it is
    looked into.
    """
    kind = name.rpartition(".")[2]
    check = _CHECKS.get(kind)
    if check is None:
        return ()
    try:
        fresh = _new_lines(body, known, _BY_LINES[kind]) if kind in _BY_LINES and known else body
        text = fresh.decode("utf-8")
        hidden = ("a hidden character",) if is_hiding(fresh) else ()
        return (*hidden, *dict.fromkeys(check(text)))
    except (UnicodeDecodeError, etree.XMLSyntaxError, csv.Error, ValueError) as error:
        return (f"is not well formed: {error}",)


def is_by_lines(name: str) -> bool:
    """Tell whether a file is data by lines, of which what is ``known`` need not be looked into again."""
    return name.rpartition(".")[2] in _BY_LINES


def parts(name: str, names: Iterable[str], read: Callable[[str], bytes]) -> bytes:
    """Return the weeks' files among ``names`` that a year's data are joined from; of any other file nothing.

    They passed, or are looked at themselves.
    """
    year = _YEAR.fullmatch(name)
    part = re.compile(rf"{year[1]}/w\d\d/data\.{year[2]}") if year else None
    return b"".join(map(read, sorted(filter(part.fullmatch, names)))) if part else b""


def addresses(name: str, body: bytes) -> tuple[str, ...]:
    """Give the addresses that a feed or sitemap tells others to come to."""
    if not name.endswith(".xml"):
        return ()
    try:
        root = _tree(body)
    except etree.XMLSyntaxError:
        return ()
    if root.tag in _MAPS:
        return tuple(str(node.text or "").strip() for node in root.iter("{*}loc"))
    return tuple(str(node.get("href", "")) for node in root.iter(_LINK))


def check_sums(after: Mapping[str, Page], changed: Iterable[str], read: Callable[[str], bytes]) -> Iterator[Problem]:
    """Name each file of the data's package with other bytes than that says, where any file beside it was ``changed``.

    A wrong hash would call every copy torn.
    """
    if _PACKAGE not in after or not any(name.startswith(_DATA) for name in changed):
        return
    for path, size, told in _told_sums(read(_PACKAGE)):
        page = after.get(_DATA + path)
        if page is None or (size, told) != (page.size, f"sha256:{page.sha256}"):
            yield Problem("site", f"{_PACKAGE}: bytes and hash of {path} {_WRONG}")  # for which no entry is at fault


def _told_sums(package: bytes) -> list[tuple[str, int, str]]:
    """Return path, bytes and hash of each file; nothing of what is no package, which ``inspect`` says.

    Of several files an older program's packages told paths alone.
    """
    try:
        found = [part for each in json.loads(package)["resources"] for part in each.get("parts", (each,))]
        return [(str(part["path"]), part.get("bytes", 0), part.get("hash", "")) for part in found]
    except (ValueError, KeyError, TypeError, AttributeError):
        return []


@lru_cache(maxsize=1)  # a file is looked at for what is foreign in it and for where it leads
def _tree(body: bytes) -> etree._Element:
    return etree.fromstring(body, _PARSER)


def _xml(text: str) -> Iterator[str]:
    root = _tree(text.encode())
    if "<!DOCTYPE" in text:
        yield "a document type"
    if root.tag == f"{_ATOM}feed":
        yield from _atom(root)
    elif root.tag not in _MAPS:
        yield f"an unknown kind of document <{root.tag}>"


def _atom(root: etree._Element) -> Iterator[str]:
    ids = [str(node.text or "") for node in root.iterfind(f"{_ATOM}entry/{_ATOM}id")]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"
    for entry in root.iterfind(f"{_ATOM}entry"):
        held = {node.tag for node in entry}
        yield from (f"an entry without {needed}" for needed in _NEEDED if f"{_ATOM}{needed}" not in held)
    for node in root.iter(f"{_XHTML}*"):
        yield from _inside(str(node.tag).removeprefix(_XHTML), node)
    for node in _typed_html(root):
        if not str(node.tag).startswith(_XHTML):
            yield f"markup inside <{etree.QName(node).localname}>"
    for node in root.iter(_LINK):
        if not _FIT.match(str(node.get("href", ""))):
            yield f"address {str(node.get('href'))[:80]!r}"


def _inside(tag: str, node: etree._Element) -> Iterator[str]:
    if tag not in _INSIDE:
        yield f"element <{tag}>"
    for key, value in node.items():
        if key not in _INSIDE_ATTRIBUTES and not str(key).startswith("{http://www.w3.org/XML/"):
            yield f"attribute {key!s} on <{tag}>"
        elif key in {"href", "cite"} and not _FIT.match(str(value)):
            yield f"address {str(value)[:80]!r} on <{tag}>"


def _opml(text: str) -> Iterator[str]:
    root = etree.fromstring(text.encode(), _PARSER)
    for node in root.iter("outline"):
        for key in ("xmlUrl", "htmlUrl"):
            value = node.get(key)
            if value is not None and not _FIT.match(str(value)):
                yield f"address {str(value)[:80]!r} in {key}"


def _svg(text: str) -> Iterator[str]:
    root = etree.fromstring(text.encode(), _PARSER)
    for node in root.iter(etree.Element):
        tag = etree.QName(node).localname
        if tag in {"script", "foreignObject", "a", "image", "iframe", "use"} or any(
            etree.QName(key).localname.startswith("on") for key in node.attrib
        ):
            yield f"element <{tag}> that acts"


def _json(text: str) -> Iterator[str]:
    found = json.loads(text)
    if isinstance(found, dict) and str(found.get("version", "")).startswith("https://jsonfeed.org/"):
        for item in found.get("items", ()):
            for key in ("url", "external_url"):
                if key in item and not _FIT.match(str(item[key])):
                    yield f"address {str(item[key])[:80]!r} in {key}"
            if "content_html" in item:
                yield "markup in content_html"


def _lines(text: str) -> tuple[str, ...]:
    for line in filter(None, text.split("\n")):
        json.loads(line)
    return ()


def _csv(text: str) -> Iterator[str]:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield "rows of different length"
    for cell in [cell for row in rows for cell in row if cell[:1] in FORMULA or ";" in cell]:
        if _FORMULA.search(cell):
            yield f"a cell that a spreadsheet would run: {cell[:40]!r}"


def _new_lines(body: bytes, known: bytes, end: bytes) -> bytes:
    """Return the first line of ``body``, which names the cells, and the lines that ``known`` has not.

    A cell with a line break in it would make a line no row, and other cells make known rows too short or too long: then
    all is looked into.
    """
    if end == _CSV_END and body.partition(end)[0] != known.partition(end)[0]:
        return body
    cut = body.rfind(end, 0, _alike(body, known))
    same = cut + len(end) if cut >= 0 else 0
    lines, before = body[same:].split(end), known[same:].split(end)
    odd = (line for line in chain(lines, before) if line.count(b'"') % 2)
    if end == _CSV_END and (body.count(b'"', 0, same) % 2 or any(odd)):
        return body
    old = set(before)
    first = body[: body.find(end)] if same else lines.pop(0)
    return end.join([first, *(line for line in lines if line not in old)])


def _alike(one: bytes, other: bytes) -> int:
    """Return how many bytes both begin with, in whole blocks: a year's data grow at their end."""
    least = min(len(one), len(other))
    blocks = range(0, least, _BLOCK)
    return next((at for at in blocks if one[at : at + _BLOCK] != other[at : at + _BLOCK]), least)


_CHECKS: dict[str, Callable[[str], Iterable[str]]] = {
    "xml": _xml,
    "opml": _opml,
    "svg": _svg,
    "json": _json,
    "geojson": _json,
    "webmanifest": _json,
    "jsonl": _lines,
    "csv": _csv,
    "txt": lambda _: (),
    "ris": lambda _: (),
    "css": lambda _: (),
}
