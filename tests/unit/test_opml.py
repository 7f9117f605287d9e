"""OPML in and out: what feed readers write is understood, what is dangerous or no OPML is refused."""

from pathlib import Path

import pytest

from usalama.catalogue.catalog import read_feeds
from usalama.catalogue.opml import LIMIT, Subscription, add_subscriptions, read_opml, render_opml
from usalama.errors import CatalogError

CATALOG = Path(__file__).parents[2] / "content" / "catalog" / "feeds.toml"

NESTED = b"""<?xml version="1.0" encoding="utf-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
  <outline text="Kenya"><outline text="Coast &amp; north">
    <outline type="rss" text="The Lamp" xmlUrl="https://lamp.example/rss"
      htmlUrl="https://lamp.example/" language="en-KE"/>
    <outline type="rss" title="Taa" text="x" xmlurl="https://taa.example/rss"
      htmlUrl="javascript:alert(1)" language="sw"/>
  </outline></outline>
  <outline type="rss" text="Again" xmlUrl="https://lamp.example/rss"/>
  <outline type="rss" text="No feed" xmlUrl="file:///etc/hosts"/>
  <outline type="rss" xmlUrl="https://bare.example/rss" language="?!"/>
</body></opml>"""  # fmt: skip

FEEDS = """\
# ours
[[outlets]]
slug = "the-lamp"
name = "The Lamp"
homepage = "https://lamp.example/news"
kind = "newspaper"
languages = ["en", "sw"]

[[outlets.feeds]]
url = "https://lamp.example/rss" # the whole paper

# the next one
[[outlets]]
slug = "other"
name = "Other"
homepage = "https://other.example"
kind = "newspaper"
languages = ["en"]
note = "No feed."
"""


def test_folders_and_both_spellings_of_the_address_are_read():
    """Nested folders are looked into, ``xmlurl`` counts as ``xmlUrl``, doubles and unsafe addresses are left out."""
    found = read_opml(NESTED, "mine.opml")
    assert found.refused == ("file:///etc/hosts",)
    assert found.subscriptions == (
        Subscription("https://lamp.example/rss", "The Lamp", "https://lamp.example/", "en"),
        Subscription("https://taa.example/rss", "Taa", "", "sw"),
        Subscription(
            "https://bare.example/rss", "bare.example", doubt='"?!" is no language tag; write "en", "sw" or "so"'
        ),
    )


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("luo", "luo"), ("sw_KE", "sw"), ("EN-gb", "en"), ("eng", "en"), ("SWA-TZ", "sw"), ("english", ""), ("q", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_language_is_taken_whole_or_not_at_all(said, language):
    """The first two letters of luo are another language's code; a long code is written short; what is none is named."""
    body = f'<opml><body><outline xmlUrl="https://lamp.example/rss" language="{said}"/></body></opml>'
    ((found,), _) = read_opml(body.encode(), "m")
    assert found.language == language
    assert found.doubt.startswith(f'"{said}" is ' if said and not language else "")
    assert bool(found.doubt) == bool(said and not language)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not OPML"),
        (b"<opml><body>", "not OPML: Premature end of data in tag body line 1, line 1, column 13; export it again"),
        (b"<html><body/></html>", "starts with <html>"),
        (b"<opml><body/></opml>", "lists no feed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body><outline text="&a;" xmlUrl="https://a.example"/></body></opml>',
         "document type"),
        (b" " * (LIMIT + 1), "larger than 8 MiB"),
    ],
)  # fmt: skip
def test_what_is_no_plain_opml_is_refused_in_one_line(body, said):
    """A broken, foreign, empty, oversized or entity-carrying document is one clear error."""
    with pytest.raises(CatalogError, match=said) as caught:
        read_opml(body, "mine.opml")
    assert str(caught.value).startswith("mine.opml: ")
    assert "\n" not in str(caught.value)


def test_an_export_read_again_lists_the_same_feeds():
    """Every enabled feed of the shipped catalogue survives the way out and in."""
    catalog = read_feeds(CATALOG.read_text(encoding="utf-8"), "feeds.toml")
    found = read_opml(render_opml(catalog, "Usalama"), "out.opml").subscriptions
    assert {item.url for item in found} == {feed.url for feed in catalog.enabled}
    assert {(item.url, item.language) for item in found} == {(feed.url, feed.language) for feed in catalog.enabled}


def test_an_export_names_the_section_beside_the_outlet():
    """A feed with a title of its own is listed as "outlet: title", else by the outlet's name alone."""
    text = FEEDS + '\n[[outlets.feeds]]\nurl = "https://other.example/rss"\ntitle = "Crime"\n'
    names = [item.title for item in read_opml(render_opml(read_feeds(text, "f"), "U"), "o").subscriptions]
    assert names == ["The Lamp", "Other: Crime"]


def test_an_import_joins_the_outlet_of_the_same_host_and_keeps_every_line():
    """A feed of a known host goes into that outlet's table; every line and comment there before stays, in order."""
    new = Subscription("https://lamp.example/sw", "Taa", "https://lamp.example/", "sw")
    text, added = add_subscriptions(FEEDS, "feeds.toml", [new], "mine.opml")
    assert added == (new,)
    assert [feed.outlet for feed in read_feeds(text, "feeds.toml").feeds] == ["the-lamp", "the-lamp"]
    kept = iter(text.splitlines())
    assert all(line in kept for line in FEEDS.splitlines() if line)


def test_an_import_makes_an_outlet_that_says_what_is_open():
    """A new host becomes an outlet with no owner, an open country and a note; feeds of one host share it."""
    news = [
        Subscription("https://new.example/a", "The Lamp", "https://new.example/", "en"),
        Subscription("https://new.example/b", 'B "quoted" \\', "https://new.example/", "sw"),
        Subscription("http://127.0.0.1:8765/x.xml", "Fresh"),
    ]
    text, added = add_subscriptions(FEEDS, "feeds.toml", news, "mine.opml")
    catalog = read_feeds(text, "feeds.toml")
    assert added == tuple(news)
    lamp, fresh = catalog.outlets[2:]
    assert (lamp.slug, lamp.owner, lamp.country, lamp.languages) == ("the-lamp-2", "", "", ("en", "sw"))
    assert lamp.note == "Imported from mine.opml; owner, kind, language and country are still to be checked."
    assert (fresh.kind, fresh.languages) == ("news-site", ("en",))
    assert fresh.homepage == "http://127.0.0.1:8765/"
    assert catalog.feeds[2].title == 'B "quoted" \\'


def test_a_language_the_outlet_does_not_have_makes_an_outlet_of_its_own():
    """A Kiswahili feed of an English outlet's host is not forced into that outlet."""
    new = Subscription("https://other.example/sw", "Nyingine", "https://other.example", "sw")
    text, _ = add_subscriptions(FEEDS, "feeds.toml", [new], "mine.opml")
    assert read_feeds(text, "feeds.toml").feeds[-1].outlet == "nyingine"


def test_a_feed_whose_language_nobody_says_is_in_its_outlets_first():
    """English is written for a new outlet alone: one that has none would be refused with all the others."""
    new = Subscription("https://other.example/b", "Kurunzi", "https://other.example")
    text, _ = add_subscriptions(FEEDS.replace('["en"]', '["sw"]'), "feeds.toml", [new], "mine.opml")
    assert [(feed.outlet, feed.language) for feed in read_feeds(text, "feeds.toml").feeds[1:]] == [("other", "sw")]


def test_importing_twice_changes_nothing():
    """What is listed already, enabled or not, is not added again."""
    found = read_opml(NESTED, "mine.opml").subscriptions
    once, _ = add_subscriptions(FEEDS, "feeds.toml", found, "mine.opml")
    assert add_subscriptions(once, "feeds.toml", found, "mine.opml") == (once, ())


def test_an_import_into_an_empty_catalogue_is_a_catalogue():
    """An empty file becomes a readable one."""
    text, added = add_subscriptions("", "feeds.toml", read_opml(NESTED, "m").subscriptions, "m")
    assert len(read_feeds(text, "feeds.toml").feeds) == len(added) == 3


def test_an_address_is_imported_as_it_stands():
    """Parameters that are also names of signs stay as they are; no quotation mark or line end leaves its value."""
    address = "https://one.example/feed?a=1&copy=2&lt=3"
    body = (
        f'<opml><body><outline text="A &amp;quot;paper&amp;quot;" xmlUrl="{address.replace("&", "&amp;")}"/>'
        '<outline text="b&#10;[[outlets]]&#10;slug = &quot;x&quot;" xmlUrl="https://two.example/?a=%22b"/></body></opml>'
    )
    text, added = add_subscriptions("", "feeds.toml", read_opml(body.encode(), "x.opml").subscriptions, "x.opml")
    catalog = read_feeds(text, "feeds.toml")
    assert next(feed.url for feed in catalog.feeds) == address
    assert len(catalog.outlets) == len(added) == 2


@pytest.mark.parametrize("key", ["xmlUrl", "htmlUrl"])
def test_an_address_that_the_catalogue_refuses_costs_itself(key):
    """What a browser takes and a table does not is named beside the others, which are added."""
    odd = "https://two.example/feed?a=&quot;b&quot; c"
    own = f'xmlUrl="{odd}"' if key == "xmlUrl" else f'xmlUrl="https://two.example/feed" htmlUrl="{odd}"'
    body = f'<opml><body><outline xmlUrl="https://one.example/feed"/><outline text="B" {own}/></body></opml>'
    subscriptions, refused = read_opml(body.encode(), "x.opml")
    text, _ = add_subscriptions("", "feeds.toml", subscriptions, "x.opml")
    assert read_feeds(text, "feeds.toml").feeds[0].url == "https://one.example/feed"
    assert refused == (('https://two.example/feed?a="b" c',) if key == "xmlUrl" else ())
    assert len(subscriptions) == (1 if key == "xmlUrl" else 2)


def test_more_feeds_than_anybody_looks_over_are_refused():
    """A list of thousands of feeds is one line, before any of it reaches the catalogue."""
    outlines = "".join(f'<outline text="a" xmlUrl="https://n{number}.example/"/>' for number in range(5001))
    with pytest.raises(CatalogError, match="5001 feeds"):
        read_opml(f"<opml><body>{outlines}</body></opml>".encode(), "x.opml")
