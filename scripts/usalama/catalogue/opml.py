"""OPML 2.0, as every feed reader speaks it: subscriptions in, the catalogue out.

Reading takes nested folders and both spellings of ``xmlUrl``; it refuses document types (and with them entities) and
never follows an address. What an import cannot know is to be checked by a person: owner and country are left open, kind
and language, which a catalogue needs, are the commonest ones.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from usalama.catalogue.catalog import Catalog, read_feeds
from usalama.errors import CatalogError
from usalama.formats.tables import address_mistake, read_document
from usalama.words.characters import clean
from usalama.words.language_tags import mistake, written
from usalama.words.text import plain, slug
from usalama.words.urls import host

LIMIT = 8 * 1024 * 1024  # bytes; a list of feeds is never larger
MOST = 5000  # feeds; nobody looks over more


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed as an OPML file lists it; what the file does not say is ""."""

    url: str
    title: str
    homepage: str = ""
    language: str = ""
    doubt: str = ""  # why the language that the file gives is none; it is left out then


class Listed(NamedTuple):
    """What an OPML document lists, in its order."""

    subscriptions: tuple[Subscription, ...]  # each address once
    refused: tuple[str, ...]  # what stands for an address and is none that a feed can be asked at


def read_opml(body: bytes, name: str) -> Listed:
    """Read an OPML document; raise CatalogError where it is none, or lists no feed."""
    if len(body) > LIMIT:
        raise CatalogError(f"{name}: larger than {LIMIT >> 20} MiB, which no list of feeds is")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        why = plain(getattr(error, "msg", "") or str(error))
        raise CatalogError(f"{name}: not OPML: {why}; export it again from the feed reader") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise CatalogError(f"{name}: has a document type, which OPML never needs; take the <!DOCTYPE …> out")
    if _local(root) != "opml":
        raise CatalogError(f"{name}: starts with <{_local(root)}>, not <opml>; export it again from the feed reader")
    found: dict[str, Subscription] = {}
    refused: dict[str, None] = {}
    for subscription in _outlines(root):
        if _is_fit(subscription.url):
            found.setdefault(subscription.url, subscription)
        else:
            refused.setdefault(subscription.url)
    if len(found) > MOST:
        raise CatalogError(f"{name}: lists {len(found)} feeds; {MOST} at a time are read, so that a person can look")
    if not found:
        raise CatalogError(f"{name}: lists no feed; an outline needs an http(s) address in xmlUrl")
    return Listed(tuple(found.values()), tuple(refused))


def render_opml(catalog: Catalog, title: str) -> bytes:
    """Write the enabled feeds as OPML 2.0, one folder an outlet kind."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    outlets = {outlet.slug: outlet for outlet in catalog.outlets}
    folders: dict[str, etree._Element] = {}
    for feed in catalog.enabled:
        outlet = outlets[feed.outlet]
        folder = folders.get(outlet.kind)
        if folder is None:
            folder = folders[outlet.kind] = etree.SubElement(body, "outline", text=outlet.kind)
        name = feed.title if feed.title == outlet.name else f"{outlet.name}: {feed.title}"
        etree.SubElement(
            folder, "outline", type="rss", text=name, title=name,
            xmlUrl=feed.url, htmlUrl=outlet.homepage, language=feed.language,
        )  # fmt: skip
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def add_subscriptions(
    text: str, name: str, subscriptions: Iterable[Subscription], source: str
) -> tuple[str, tuple[Subscription, ...]]:
    """Add new feeds to the text of ``feeds.toml``, comments and layout kept; return it and what was added.

    A feed goes to the outlet of its homepage's host, else to a new outlet that says where it came from.
    """
    catalog = read_feeds(text, name) if text.strip() else Catalog((), ())
    known = {feed.url for feed in catalog.feeds}
    added = tuple(subscription for subscription in subscriptions if subscription.url not in known)
    homes = {host(outlet.homepage): outlet for outlet in reversed(catalog.outlets)}
    joining: dict[str, list[str]] = {}
    newcomers: dict[str, list[Subscription]] = {}
    for subscription in added:
        home = host(subscription.homepage)
        outlet = homes.get(home)
        if outlet and (subscription.language or outlet.languages[0]) in outlet.languages:
            joining.setdefault(outlet.slug, []).append(_feed_block(subscription, usual := outlet.languages[0], usual))
        else:
            newcomers.setdefault(home or subscription.url, []).append(subscription)
    text = _inserted(text, name, catalog, joining)
    blocks = [text.rstrip(), *_newcomers(catalog, newcomers.values(), source)]
    text = "\n\n".join(filter(None, blocks)) + "\n" if any(blocks) else ""
    if text:
        read_feeds(text, name)
    return text, added


def _outlines(node: etree._Element) -> Iterator[Subscription]:
    for child in node:
        if _local(child) not in {"outline", "body"}:
            continue
        values = {str(key).lower(): str(value).strip() for key, value in child.attrib.items()}
        url = values.get("xmlurl", "")
        if url:
            homepage = values.get("htmlurl", "")
            language = written(values.get("language", ""))
            doubt = mistake(language) if language else ""
            title = plain(values.get("title") or values.get("text") or "") or host(url)
            home = homepage if _is_fit(homepage) else ""
            yield Subscription(url, title, home, "" if doubt else language, doubt)
        yield from _outlines(child)


def _is_fit(address: str) -> bool:
    """Whether the catalogue takes an address: one that it refused would cost all the others of its file."""
    return bool(host(address)) and not address_mistake(address)


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname.lower()


def _inserted(text: str, name: str, catalog: Catalog, joining: dict[str, list[str]]) -> str:
    """Put feed blocks at the end of their outlets' tables, the last outlet first so that line numbers hold."""
    lines = text.splitlines()
    starts = [table.line for table in read_document(text, name, CatalogError).tables("outlets")]
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    for outlet, end in reversed(list(zip(catalog.outlets, ends, strict=False))):
        last = end
        while last and not lines[last - 1].split("#")[0].strip():
            last -= 1
        for block in reversed(joining.get(outlet.slug, [])):
            lines[last:last] = ["", *block.splitlines()]
    return "\n".join(lines) + "\n" if lines else ""


def _newcomers(catalog: Catalog, groups: Iterable[list[Subscription]], source: str) -> Iterator[str]:
    taken = {name for outlet in catalog.outlets for name in (outlet.slug, *outlet.was)}
    for group in groups:
        first, address = group[0], urlsplit(group[0].url)
        chosen = _free_slug(slug(first.title) or slug(host(first.url)) or "feed", taken)
        taken.add(chosen)
        languages = sorted({subscription.language or "en" for subscription in group})
        rows = {
            "slug": chosen,
            "name": first.title,
            "homepage": first.homepage or f"{address.scheme}://{address.netloc}/",
            "kind": "news-site",
            "note": f"Imported from {source}; owner, kind, language and country are still to be checked.",
        }
        head = ["[[outlets]]", *_rows(rows), f"languages = [{', '.join(map(_quoted, languages))}]"]
        yield "\n\n".join(["\n".join(head), *(_feed_block(item, languages[0]) for item in group)])


def _free_slug(wanted: str, taken: set[str]) -> str:
    chosen, number = wanted, 2
    while chosen in taken:
        chosen, number = f"{wanted}-{number}", number + 1
    return chosen


def _feed_block(subscription: Subscription, usual: str, unsaid: str = "en") -> str:
    language = subscription.language or unsaid
    rows = {"url": subscription.url, "title": subscription.title, "language": language if language != usual else ""}
    return "\n".join(["[[outlets.feeds]]", *_rows(rows)])


def _rows(values: dict[str, str]) -> list[str]:
    return [f"{key} = {_quoted(value)}" for key, value in values.items() if value]


def _quoted(value: str) -> str:
    """Write a text for TOML; what an XML attribute says is text already, and no "&copy=" of an address is a sign."""
    return json.dumps(clean(value), ensure_ascii=False)
