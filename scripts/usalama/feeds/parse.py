"""A feed document, as bytes, into entries of plain text.

RSS's words (item, guid, pubDate) and feedparser's dictionaries end here. feedparser only ever sees a ``BytesIO``:
given bytes or text it would open the file or the address they name. Its sanitiser and its link resolver are off,
because they are no security boundary and most of its time; ``items`` does that work for every field.
Of faults that no XML parser forgives those that have one plausible meaning are put right before a second reading.
Nothing here fetches, and a document that cannot be read says why instead of raising.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from usalama.errors import REINSTALL
from usalama.feeds import items, plainrss
from usalama.feeds.amendments import VAGUE, title_mark
from usalama.model import Entry, Feed, ParsedFeed, Problem
from usalama.words import text, urls

_AMPERSAND_OR_REFERENCE = re.compile(
    rb"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#(?P<decimal>[0-9]{1,12});|#[xX](?P<hex>[0-9a-fA-F]{1,12});|[a-zA-Z][a-zA-Z0-9]{1,31};)?",
    re.DOTALL,
)
_CONTROLS = bytes(code for code in range(0x20) if code not in {0x09, 0x0A, 0x0D})
_TWO_BYTES = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_NOT_A_CHARACTER = b"&#xFFFD;"


def repaired(document: bytes) -> bytes:
    """Return ``document`` with bare ampersands escaped, without what XML has not or not before its declaration."""
    if document.startswith(_TWO_BYTES):
        return document
    return _AMPERSAND_OR_REFERENCE.sub(_right, document.lstrip().translate(None, _CONTROLS))


def _right(found: re.Match[bytes]) -> bytes:
    whole = found[0]
    if whole == b"&":
        return b"&amp;"
    if found["decimal"] or found["hex"]:
        code = int(found["decimal"] or found["hex"], 10 if found["decimal"] else 16)
        return whole if _is_xml(code) else _NOT_A_CHARACTER
    return whole


def _is_xml(code: int) -> bool:
    """Whether a code point is a character of XML 1.0 (production 2)."""
    if code < 0x20:  # noqa: PLR2004  the first that is no control
        return code in {0x09, 0x0A, 0x0D}
    return code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF  # noqa: PLR2004


MOST_ENTRIES = 200
LARGEST = 8 * 1024 * 1024  # bytes of a document after unpacking
_GZIP = b"\x1f\x8b"
_UTF_8 = "application/xml; charset=utf-8"
_TAG = re.compile(rb"<(/?)(?:\w+:)?(item|entry|channel|rss|feed|rdf)(?=[\s>])", re.IGNORECASE)
_MOST_MEMBERS = 1024
"""Of one gzip file: what packs in blocks of 64 KiB needs an eighth of that for the largest document."""


def parse(
    body: bytes, *, feed: Feed, fetched: datetime, content_type: str = "", most: int = MOST_ENTRIES
) -> ParsedFeed:
    """Return the entries that ``body`` holds, or why it is no feed.

    At most ``most`` entries, in the document's order: the first, or the last where the newest stand last.
    ``fetched`` stands in for dates that are missing or impossible.
    """
    data = _unpacked(body)
    if data is None:
        return _failed(f"not readable: a broken gzip file, or more than {LARGEST} bytes when unpacked")
    if _can_only_be_utf_8(data):
        content_type = _UTF_8
    read = _read(data, content_type)
    if isinstance(read, str) or read.get("bozo_exception"):
        # Read again, mended; where that says no more than before, what was said before stands.
        again = _read(repaired(data), content_type)
        if not isinstance(again, str) and (isinstance(read, str) or len(again["entries"]) >= len(read["entries"])):
            read = again
    if isinstance(read, str):
        return _failed(read)
    reason = _no_feed(read, data)
    is_torn = bool(read.get("bozo_exception")) and _ends_in_an_entry(data)
    return _failed(reason) if reason else _parsed(read, feed, fetched, most, is_torn=is_torn)


def _can_only_be_utf_8(data: bytes) -> bool:
    """Tell whether bytes beyond ASCII are UTF-8 throughout: no other encoding is by chance, whatever is declared."""
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _read(data: bytes, content_type: str) -> Mapping[str, Any] | str:
    """Return what feedparser makes of a document, or why it raised, as it does on what no XML parser would take."""
    if quick := plainrss.read(data, content_type):
        return quick
    try:
        import feedparser  # noqa: PLC0415  many a child never needs it, and starts in half the time without
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a library that broke: no feed's fault, and another turn mends nothing
        return f"no fault of the feed: {_named(error)}; in the program's folder: {REINSTALL}"
    headers = {"content-type": content_type} if content_type else {}
    try:
        read: Mapping[str, Any] = feedparser.parse(
            BytesIO(data), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
        )
    except MemoryError:
        raise  # the child that reads this is of no more use
    except Exception as error:  # noqa: BLE001  whatever one document does to the parser costs that document alone
        return f"not readable: {_named(error)}"
    return read


def _failed(reason: str) -> ParsedFeed:
    return ParsedFeed("", "", (), (), reason)


def _named(error: object) -> str:
    from xml.sax import SAXParseException  # noqa: PLC0415  as feedparser, which raises it

    message = error.getMessage() if isinstance(error, SAXParseException) else f"{type(error).__name__}: {error}"
    return text.line(message, 160)


def _unpacked(body: bytes) -> bytes | None:
    """Return ``body``, unpacked if it is itself a gzip file; None when it cannot be or would be too large.

    A gzip file may be several, one behind the other (RFC 1952, 2.2); what follows them and is none is not looked at.
    """
    if not body.startswith(_GZIP):
        return body if len(body) <= LARGEST else None
    data, rest = b"", body
    for _ in range(_MOST_MEMBERS):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            data += unpacker.decompress(rest, LARGEST + 1 - len(data))
        except zlib.error:
            return None
        if not unpacker.eof or len(data) > LARGEST:
            return None
        rest = unpacker.unused_data
        if not rest.startswith(_GZIP):
            return data
    return None


def _no_feed(read: Mapping[str, Any], data: bytes) -> str:
    """Return why the document is no feed, "" if it is one."""
    if read["entries"]:
        return ""
    if not data.strip():
        return "not a feed: the document is empty"
    fault = _named(read["bozo_exception"]) if read.get("bozo_exception") else ""
    if not read.get("version"):
        start = data[:2048].lower().removeprefix(b"\xef\xbb\xbf")
        if start.lstrip().startswith(b"{"):
            return "not a feed: JSON, which is not read; look for the outlet's RSS or Atom"
        what = "an HTML page" if b"<html" in start or b"<!doctype html" in start else "no known kind of feed"
        return f"not a feed: {what}" + (f" ({fault})" if fault else "")
    return f"malformed, no entry could be read: {fault}" if fault else ""


def _ends_in_an_entry(data: bytes) -> bool:
    """Tell whether a document was cut off within its last entry: half a headline is not what its publisher said."""
    last = None
    for last in _TAG.finditer(data):  # noqa: B007  the last one is wanted
        pass
    return last is not None and not last[1] and last[2].lower() in {b"item", b"entry"}


def _parsed(read: Mapping[str, Any], feed: Feed, fetched: datetime, most: int, *, is_torn: bool) -> ParsedFeed:
    head = read["feed"]
    # In Atom a relative link is relative to the document; in RSS publishers mean their own site.
    site = "" if str(read["version"]).startswith("atom") else urls.canonical(items.said(head, "link"), feed.url)
    language = items.said(head, "language")
    document = items.Document(feed, fetched, site or feed.url, items.known_language(language))
    entries, problems = _entries(read["entries"], document, most, is_torn=is_torn)
    title = text.line(items.said(head, "title"), items.LONGEST_TITLE)
    return ParsedFeed(title, items.primary_language(language), entries, problems, is_torn=is_torn)


def _entries(
    found: Sequence[items.Item], document: items.Document, most: int, *, is_torn: bool
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Return the entries of a document's items, each told once, and what was wrong with the others.

    The last one is left for when it comes whole where it ``is_torn``: without its id or link it would be another.
    """
    messages: list[str] = []
    if is_torn:
        messages.append("the document breaks off within its last entry, which is left for when it comes whole")
        found = found[:-1]
    elif not found:
        messages.append("a feed without entries")
    if len(found) > most:
        beyond = text.counted(len(found) - most, "entry was", "entries were")
        is_newest_last = items.is_older(found[0], found[-1], document.fetched)
        messages.append(f"{beyond} left out, {'before the last' if is_newest_last else 'after the first'} {most}")
        found = found[-most:] if is_newest_last else found[:most]
    entries: list[Entry] = []
    untitled = empty = 0
    for item in found:
        try:
            entry = items.entry(item, document)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            messages.append(f"one entry could not be read: {_named(error)}")
            continue
        untitled += entry is not None and not items.said(item, "title").strip()
        empty += entry is None
        if entry:
            entries.append(entry)
    if untitled:
        have = text.counted(untitled, "entry has", "entries have")
        messages.append(f"{have} no title; the first words of the summary stand for it")
    if empty:
        messages.append(f"{text.counted(empty, 'entry has', 'entries have')} neither title nor text")
    told, repeated = _told_once(entries)
    if repeated:
        messages.append(f"{text.counted(repeated, 'entry repeats', 'entries repeat')} the id and the link of another")
    return told, tuple(Problem(document.feed.url, message) for message in messages[:20])


def _told_once(entries: Sequence[Entry]) -> tuple[tuple[Entry, ...], int]:
    """Return each entry once, and how many were repeats.

    An id that stands on reports with different links names none of them: the link is then made part of it, for all
    of them, so that it does not depend on their order. Nor does one address name many reports that have no id: then
    the headline is made part of it.
    """
    links: dict[str, set[str]] = {}
    headlines: dict[str, set[str]] = {}
    for entry in entries:
        links.setdefault(entry.id, set()).add(entry.link)
        if entry.id == entry.link:
            headlines.setdefault(entry.id, set()).add(entry.title)
    shared = {name for name, different in links.items() if len(different) > 1}
    vague = {name for name, different in headlines.items() if len(different) >= VAGUE}
    kept: dict[str, Entry] = {}
    for entry in entries:
        if entry.id not in shared | vague:
            kept.setdefault(entry.id, entry)
            continue
        identity = f"{entry.id} {title_mark(entry.title) if entry.id in vague else entry.link}".strip()
        if identity not in kept:
            kept[identity] = replace(entry, id=identity, key=urls.entry_key(entry.feed_url, identity))
    return tuple(kept.values()), len(entries) - len(kept)
