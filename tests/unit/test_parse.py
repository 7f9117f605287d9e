"""Documents as they are served, in pairs: what is in ``x.xml`` is told by ``x.expected.json``.

Adding a case is adding both files. ``USALAMA_WRITE_EXPECTED=1`` writes the second for you to read and correct.
"""

import gzip
import json
import os
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import feedparser
import pytest

from usalama.feeds import items
from usalama.feeds.parse import LARGEST, MOST_ENTRIES, parse
from usalama.model import Feed

FEEDS = sorted((Path(__file__).parents[1] / "feeds").glob("*.xml"))
FEED = Feed("https://feeds.example/paper/feed.xml", "our-paper", "Our Paper", "en")
FETCHED = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def read(body, feed=FEED, **options):
    return parse(body, feed=feed, fetched=FETCHED, **options)


def told(parsed):
    """Return a document as the expectation files write it."""
    return {
        "title": parsed.title,
        "language": parsed.language,
        "failure": parsed.failure,
        "problems": [problem.message for problem in parsed.problems],
        "entries": [
            {
                "id": each.id,
                "link": each.link,
                "title": each.title,
                "published": each.published.isoformat(),
                "updated": each.updated.isoformat() if each.updated else None,
                "summary": each.summary,
                "language": each.language,
            }
            for each in parsed.entries
        ],
    }


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_document_says_what_is_expected(path):
    """Every sample gives exactly the entries, the problems or the failure that its expectation names."""
    expected = path.with_suffix(".expected.json")
    found = told(read(path.read_bytes()))
    if os.environ.get("USALAMA_WRITE_EXPECTED"):
        expected.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_the_same_document_gives_the_same_entries(path):
    """Reading twice gives equal records, and each entry's key is made from its feed and id."""
    first, second = read(path.read_bytes()), read(path.read_bytes())
    assert first == second
    assert all(len(entry.key) == 10 and entry.feed_url == FEED.url for entry in first.entries)
    assert len({entry.key for entry in first.entries}) == len(first.entries)


def rss(items):
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("https://search.example/rss?q=site:paper.example+when:7d&hl=en-KE", "Goats taken"),
        ("https://search.example/rss?q=site%3Awww.paper.example%20when:7d", "Goats taken"),
        ("https://www.paper.example/feed", "Goats taken"),
        ("https://search.example/rss?q=goats+kenya", "Goats taken - Our Paper"),
        ("https://search.example/rss?q=site:newspaper.example", "Goats taken - Our Paper"),
    ],
)
def test_a_headline_loses_its_sources_name_where_the_feed_is_of_that_site(address, title):
    """A search of one site writes the outlet's name behind each headline; in one of many it alone says whose it is."""
    item = (
        '<item><title>Goats taken - Our Paper</title><source url="https://www.paper.example">Our Paper</source></item>'
    )
    assert [each.title for each in read(rss(item), FEED._replace(url=address)).entries] == [title]


def test_no_document_gives_more_than_its_share():
    """Of a flood of items the first 200 are read, and the rest is named (A24)."""
    parsed = read(rss("".join(f"<item><title>t{n}</title><guid>g{n}</guid></item>" for n in range(300))))
    assert len(parsed.entries) == MOST_ENTRIES
    assert parsed.entries[0].title == "t0"
    assert [p.message for p in parsed.problems] == ["100 entries were left out, after the first 200"]


def test_reports_without_ids_that_share_one_address_are_not_one():
    """Three headlines of one page are three reports, and a repeat is still one; of two nobody can tell."""
    item = "<item><title>{}</title><link>https://ridge.example/latest</link></item>"
    parsed = read(rss("".join(map(item.format, ("a", "b", "c", "a")))))
    assert [each.title for each in parsed.entries] == ["a", "b", "c"]
    assert len({each.key for each in parsed.entries}) == 3
    assert [each.title for each in read(rss("".join(map(item.format, ("a", "b"))))).entries] == ["a"]


@pytest.mark.parametrize("is_newest_first", [True, False])
def test_of_a_long_document_the_newest_are_read(is_newest_first):
    """Some systems list all that they have, the newest last: nothing new would ever be read of them."""
    days = [FETCHED - timedelta(days=n) for n in range(300)]
    listed = days if is_newest_first else days[::-1]
    parsed = read(rss("".join(f"<item><title>t</title><guid>g{d}</guid><pubDate>{d}</pubDate></item>" for d in listed)))
    assert {each.published for each in parsed.entries} == set(days[:MOST_ENTRIES])
    left_out = "after the first 200" if is_newest_first else "before the last 200"
    assert [p.message for p in parsed.problems] == [f"100 entries were left out, {left_out}"]


def test_a_document_that_is_too_large_is_not_read():
    """Beyond 8 MiB, packed or not, a document is refused with its reason."""
    assert "8388608 bytes" in read(b" " * (LARGEST + 1)).failure
    assert "8388608 bytes" in read(gzip.compress(b" " * (LARGEST + 1))).failure
    assert "8388608 bytes" in read(gzip.compress(b" " * LARGEST) + gzip.compress(b" ")).failure


def test_a_gzip_file_of_several_parts_is_read_to_its_end():
    """A file may be packed in parts, one behind the other (RFC 1952): none of its reports is lost in silence."""
    body = rss("".join(f"<item><title>t{n}</title><guid>g{n}</guid></item>" for n in range(9)))
    packed = gzip.compress(body[:200]) + gzip.compress(b"") + gzip.compress(body[200:])
    assert len(read(packed).entries) == 9
    assert len(read(packed + b"\n\0").entries) == 9, "what follows the last part is no part"
    assert "a broken gzip file" in read(packed[:-9]).failure
    assert "a broken gzip file" in read(packed + gzip.compress(b"x")[:12]).failure


def test_a_gzip_file_of_endless_parts_is_refused():
    """Each part costs a look at all that follows: beyond what honest packing makes, they are not counted."""
    assert read(gzip.compress(rss("<item><title>t</title></item>")) + gzip.compress(b"") * 1023).entries
    assert "a broken gzip file" in read(gzip.compress(b"") * 50_000).failure


def test_a_document_never_opens_what_its_bytes_name(tmp_path, loopback):
    """Bytes that are a path or an address are a document that is no feed, not a request to open them (A26)."""
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss("<item><title>secret</title></item>"))
    address = loopback.serve("/feed.xml", rss("<item><title>secret</title></item>"))
    for body in (str(secret).encode(), address.encode()):
        assert read(body).entries == ()
        assert read(body).failure.startswith("not a feed")
    assert loopback.asked == []
    assert feedparser.parse(str(secret)).entries, "the trap is real: without the stream it would have been opened"


def test_a_document_that_no_reading_helps_says_what_was_wrong(monkeypatch):
    """What makes the parser raise is that document's failure, with the parser's own words (A25)."""

    def refuse(_stream, **_options):
        raise ValueError("chr() arg not in range")

    monkeypatch.setattr(feedparser, "parse", refuse)
    assert read(rss("")).failure == "not readable: ValueError: chr() arg not in range"


def test_a_parser_that_cannot_be_loaded_is_no_fault_of_a_feeds(monkeypatch):
    """The feed is told of with the mend, which is not to wait for its next turn."""
    monkeypatch.setitem(sys.modules, "feedparser", None)
    told = read(rss("")).failure
    assert told.startswith("no fault of the feed: ModuleNotFoundError: ")
    assert told.endswith("; in the program's folder: rm -r .venv, make .venv/site.stamp")


def test_running_out_of_memory_is_not_swallowed(monkeypatch):
    """A MemoryError ends the child that reads, so that the next document gets a fresh one."""

    def refuse(_stream, **_options):
        raise MemoryError

    monkeypatch.setattr(feedparser, "parse", refuse)
    with pytest.raises(MemoryError):
        read(rss(""))


def test_an_order_of_items_decides_no_identity():
    """Reports that share an id but not a link keep their identities when the publisher turns the list round."""
    one = "<item><title>a</title><link>https://e.org/a</link><guid isPermaLink='false'>s</guid></item>"
    two = "<item><title>b</title><link>https://e.org/b</link><guid isPermaLink='false'>s</guid></item>"
    assert {e.key for e in read(rss(one + two)).entries} == {e.key for e in read(rss(two + one)).entries}
    assert len(read(rss(one + two)).entries) == 2


def test_one_unreadable_item_costs_only_itself(monkeypatch):
    """Whatever goes wrong inside one item is counted as a problem, and its neighbours are read."""
    whole = items._link
    bodies = rss("<item><title>good</title></item><item><title>bad</title></item><item><title>fine</title></item>")

    def refuse(item, document):
        if item["title"] == "bad":
            raise ValueError("no")
        return whole(item, document)

    monkeypatch.setattr(items, "_link", refuse)
    parsed = read(bodies)
    assert [entry.title for entry in parsed.entries] == ["good", "fine"]
    assert parsed.problems[0].message == "one entry could not be read: ValueError: no"


def test_a_document_names_few_of_its_faults(monkeypatch):
    """However many items are broken, at most twenty lines say so, each short and on one line (A38)."""

    def refuse(_item, _document):
        raise ValueError("line one\nline two" + "x" * 1000)

    monkeypatch.setattr(items, "_link", refuse)
    problems = read(rss("<item><title>bad</title></item>" * 100)).problems
    assert len(problems) == 20
    assert all(len(problem.message) < 250 and "\n" not in problem.message for problem in problems)


def test_the_content_type_decides_an_encoding_that_the_document_does_not():
    """A charset in the HTTP header is used where the document declares none."""
    body = "<rss version='2.0'><channel><item><title>Déjà</title></item></channel></rss>".encode("iso-8859-15")
    assert read(body, content_type="application/rss+xml; charset=iso-8859-15").entries[0].title == "Déjà"


@pytest.mark.parametrize("lie", ["shift_jis", "windows-1251", "macintosh", "utf-16", "cp037", "undefined"])
def test_a_wrong_encoding_changes_no_headline(lie):
    """Bytes that are UTF-8 throughout are no other encoding, whether the server or the document says so."""
    titled = "<item><title>“Wezi” wakamatwa – polisi</title></item>"
    for declared, kind in (("utf-8", f"text/xml; charset={lie}"), (lie, "")):
        body = f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{titled}</channel></rss>'
        (entry,) = read(body.encode(), content_type=kind).entries
        assert entry.title == "“Wezi” wakamatwa – polisi"


def test_the_catalogue_knows_the_language_better_than_a_default():
    """A document that claims English is not believed against the catalogue; any other claim is."""
    swahili = FEED._replace(language="sw")
    assert read(rss("<language>en-US</language><item><title>x</title></item>"), swahili).entries[0].language == "sw"
    assert read(rss("<language>so</language><item><title>x</title></item>"), swahili).entries[0].language == "so"


@pytest.mark.parametrize(("said", "language"), [("id-ID", "id"), ("SW_KE", "sw"), ("nobody's tongue", ""), ("", "")])
def test_a_document_says_also_a_language_that_no_entry_may_have(said, language):
    """Who watches for feeds in other hands hears of it; the entries stay in the language of the catalogue."""
    parsed = read(rss(f"<language>{said}</language><item><title>x</title></item>"))
    assert parsed.language == language
    assert parsed.entries[0].language == ("sw" if language == "sw" else "en")


@pytest.mark.shared
def test_every_real_document_that_feedparser_can_read_contributes(shared_data):
    """Of the real documents each gives its entries or the reason why there are none; none raises."""
    for path in sorted((shared_data / "feeds/documents").glob("[0-9]*")):
        body = path.read_bytes()
        parsed = read(body)
        if not body.startswith(b"\x1f\x8b"):
            raw = [e for e in feedparser.parse(BytesIO(body)).entries if e.get("title") or e.get("summary")]
            assert len(parsed.entries) == len(raw), path.name
        assert parsed.entries or parsed.failure or parsed.problems, path.name
        assert all(e.title and len(e.title) <= 200 and len(e.summary) <= 280 for e in parsed.entries), path.name
