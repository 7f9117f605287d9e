"""The catalogue: what is read, and that every mistake is one line with file, table, key, line and mend."""

from pathlib import Path

import pytest

from usalama.catalogue.catalog import Term, read_feeds, read_sections, read_topics
from usalama.errors import CatalogError
from usalama.formats import tables
from usalama.model import OutletKind

CATALOG = Path(__file__).parents[2] / "content" / "catalog"

GOOD = """\
# a comment
[[outlets]]
slug = "the-lamp"
name = "The Lamp"
homepage = "https://lamp.example"
kind = "newspaper"
country = "ke"
languages = ["en", "sw"]

[[outlets.feeds]]
url = "https://lamp.example/rss"

[[outlets.feeds]]
url = "https://lamp.example/sw.rss"
language = "sw"
title = "Taa"
enabled = false
reason = "Answered 404 on 2026-07-01."
"""

TOPIC = """\
[[topics]]
slug = "banditry"
severity = 4
title = { en = "Banditry", sw = "Ujangili" }
description = { en = "Raids.", sw = "Uvamizi." }

[topics.terms.en]
strong = ["cattle rustling"]
weak = ["herders"]
"""


def test_a_feed_takes_what_it_leaves_out_from_its_outlet():
    """Title and language fall back to the outlet's; a feed is enabled unless it says otherwise."""
    catalog = read_feeds(GOOD, "feeds.toml")
    first, second = catalog.feeds
    assert (first.title, first.language, first.enabled) == ("The Lamp", "en", True)
    assert (second.title, second.language, second.enabled) == ("Taa", "sw", False)
    assert catalog.enabled == (first,)
    assert catalog.outlets[0].kind is OutletKind.NEWSPAPER
    assert catalog.outlets[0].owner == ""


@pytest.mark.parametrize("strong", ['["rustling"]', '[\n  "rustling",\n]'])
def test_sections_are_the_topics_without_their_terms(strong):
    """What a build reads of the topics is what judging reads, but for the terms, in whatever layout those are."""
    text = TOPIC.replace('["cattle rustling"]', strong) + TOPIC.replace("banditry", "cyber")
    whole = read_topics(text, "topics.toml", ("en", "sw"))
    sections = read_sections(text, "topics.toml", ("en", "sw"))
    assert sections == tuple(topic._replace(terms=()) for topic in whole)


def test_a_mistake_in_a_section_has_its_line():
    """What is left out of the reading is counted all the same."""
    with pytest.raises(CatalogError, match=r"severity \(line 12\)"):
        read_sections(TOPIC + TOPIC.replace("banditry", "cyber").replace("4", "9"), "topics.toml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('url = "https://lamp.example/rss"', 'url = "ftp://lamp.example/rss"', "url (line 11): not an http(s) address"),
        ('url = "https://lamp.example/rss"', 'url = "https://u:p@lamp.example/rss"', "a name or password"),
        ('url = "https://lamp.example/rss"', 'url = "https://[::1/rss"', "(line 11): not an address"),
        ('url = "https://lamp.example/rss"', 'url = "https:///rss"', "(line 11): not an address"),
        ('url = "https://lamp.example/rss"', 'ulr = "https://lamp.example/rss"', 'is missing; is "ulr" meant for it?'),
        ('url = "https://lamp.example/rss"', "url = 7", "is a number; write text in quotes"),
        ('url = "https://lamp.example/rss"', 'title = "x"', "outlets[0].feeds[0].url (line 10): is missing"),
        ('url = "https://lamp.example/rss"', 'url = "https://lamp.example/sw.rss"', "listed already under the-lamp"),
        ('kind = "newspaper"', 'kind = "newpaper"', 'did you mean "newspaper"?'),
        ('kind = "newspaper"', 'kind = "zzz"', "write one of newspaper, broadcaster"),
        ('slug = "the-lamp"', 'slug = "The Lamp"', "small letters, digits and single hyphens"),
        ('name = "The Lamp"', 'nmae = "The Lamp"', "outlets[0].name (line 2): is missing"),
        ('name = "The Lamp"', 'name = " "', "outlets[0].name (line 4): is empty"),
        ('name = "The Lamp"', 'name = "a\\nb"', "holds a line break"),
        ('name = "The Lamp"', 'name = "The \u202aLamp"', "name (line 4): holds a line break, a control character"),
        ('name = "The Lamp"', 'name = "The Lamp\u0092s"', "name (line 4): holds a line break, a control character"),
        ('name = "The Lamp"', 'name = "The Lamp"\nownr = "x"', "ownr (line 5): is not a key of this table; did"),
        ('name = "The Lamp"', 'name = "The Lamp"\nwas = ["Lamp"]', 'was (line 5): "Lamp" is no slug; write the one'),
        ('name = "The Lamp"', 'name = "The Lamp"\nwas = ["the-lamp"]', '"the-lamp" is what the-lamp is called'),
        ('country = "ke"', 'country = "Kenya"', 'no country of two small letters, such as "ke"'),
        ('languages = ["en", "sw"]', 'languages = ["en", "en"]', 'names "en" twice'),
        ('languages = ["en", "sw"]', 'languages = ["english"]', "no language tag"),
        ('languages = ["en", "sw"]', 'languages = ["eng", "sw"]', 'languages (line 8): "eng" is the long code'),
        ('languages = ["en", "sw"]', "languages = []", "is empty"),
        ('language = "sw"', 'language = "xx"', 'language (line 15): "xx" is the code of no language; write "en" for'),
        ('language = "sw"', 'language = "swa"', 'that has a short one; write "sw"'),
        ('language = "sw"', 'language = "eng-KE"', 'that has a short one; write "en-KE"'),
        ('languages = ["en", "sw"]', 'languages = "en"', "not a list of texts"),
        ('languages = ["en", "sw"]', 'languages = ["en"]', '"sw" is not among the languages of the-lamp'),
        ("enabled = false", 'enabled = "no"', "write true or false"),
        ("enabled = false", "enabled = true", "is given for a feed that is enabled"),
        ('reason = "Answered 404 on 2026-07-01."', "", "outlets[0].feeds[1].reason (line 13): is missing"),
        ('country = "ke"', "country = ke", "feeds.toml: not TOML"),
        ('country = "ke"', 'country = "ke" x', "newline or end of document after a statement (at line 7"),
        ('country = "ke"', 'country = "ke"\ncountry = "ke"', "line 8, column 15); what stands there twice? keep one"),
        ("", "[", "(at line 1, column"),
        ("# a comment", '[outlets]\nslug = "x"\n', "the first of these tables has one bracket; write two, as here"),
        ("# a comment", "[outlet.feeds]", "outlet (line 1): is not a key of this table; did you mean"),
        ("# a comment", "outlet = 3", 'did you mean "outlets"?'),
        ("# a comment", '[[outlet]]\nslug = "x"\n', "outlet (line 1): is not a key of this table; did you mean"),
    ],
)  # fmt: skip
def test_a_mistake_in_feeds_is_one_line_with_its_place_and_mend(old, new, said):
    """Each mistake is refused, named by file, table, key and line, on one line."""
    assert old in GOOD
    with pytest.raises(CatalogError) as caught:
        read_feeds(GOOD.replace(old, new, 1), "feeds.toml")
    assert said in str(caught.value)
    assert str(caught.value).startswith("feeds.toml: ")
    assert "\n" not in str(caught.value)


def test_two_outlets_may_not_share_a_slug():
    """The second outlet of one slug is refused, with its own line."""
    with pytest.raises(CatalogError, match=r"outlets\[1\]\.slug \(line \d+\): \"the-lamp\" is taken"):
        read_feeds(GOOD + GOOD, "feeds.toml")


@pytest.mark.parametrize("old", ["the-candle", "the-torch"])
def test_two_outlets_may_not_claim_one_slug_of_before(old):
    """Nor may one claim what another is called: an address leads to one place. The first claim is named."""
    bare = GOOD.partition("[[outlets.feeds]]")[0] + 'note = "No feed."\n'
    first = bare.replace('slug = "the-lamp"', 'slug = "the-lamp"\nwas = ["the-candle", "the-torch"]')
    second = bare.replace('slug = "the-lamp"', 'slug = "the-torch"\nwas = ["the-candle"]')
    if old == "the-torch":
        first, second = first.replace('"the-candle", ', ""), second.replace('\nwas = ["the-candle"]', "")
    line = first[: first.index("was =")].count("\n") + 1
    mend = "leave it out, or give that outlet another slug"
    with pytest.raises(CatalogError) as caught:
        read_feeds(first + second, "feeds.toml")
    said = f'outlets[0].was (line {line}): "{old}" is what the-torch is called, or was; {mend}'
    assert str(caught.value) == f"feeds.toml: {said}"


def test_an_outlet_without_feeds_says_why():
    """No feeds and no note is a mistake; a note makes it a listed outlet without a feed."""
    bare = GOOD.split("[[outlets.feeds]]", maxsplit=1)[0]
    with pytest.raises(CatalogError, match="note that says why"):
        read_feeds(bare, "feeds.toml")
    assert read_feeds(bare + 'note = "It has no feed."', "feeds.toml").feeds == ()


def test_outlets_must_be_an_array_of_tables():
    """One table where several are meant is refused with the header to write."""
    with pytest.raises(CatalogError, match=r"\[\[outlets\]\]"):
        read_feeds('[outlets]\nslug = "x"', "feeds.toml")


def test_topics_keep_their_order_words_and_terms():
    """A topic carries both languages and each term with its language and grade."""
    second = TOPIC.replace('"banditry"', '"cyber"')
    topics = read_topics(TOPIC + second, "topics.toml")
    assert [topic.slug for topic in topics] == ["banditry", "cyber"]
    assert topics[0].title == {"en": "Banditry", "sw": "Ujangili"}
    assert topics[0].terms == (Term("cattle rustling", "en", "strong"), Term("herders", "en", "weak"))


def test_terms_may_be_slang_that_has_no_code():
    """Sheng is asked for by its name where every other language is by its code."""
    (topic,) = read_topics(TOPIC.replace("terms.en", "terms.sheng"), "topics.toml")
    assert {term.language for term in topic.terms} == {"sheng"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (', sw = "Ujangili"', "", "topics[0].title.sw (line 4): is missing"),
        ("title = {", "titel = {", "topics[0].title.en (line 1): is missing"),
        ("severity = 4", "severity = 9", "a whole number from 1 to 5"),
        ("severity = 4", "severity = true", "a whole number from 1 to 5"),
        ("weak =", "week =", 'topics[0].terms.en.week (line 9): is not a key of this table; did you mean "weak"?'),
        ("[topics.terms.en]", "[topics.terms.English]", "is no language"),
        ("[topics.terms.en]", "[topics.terms.eng]", 'topics[0].terms.eng (line 7): "eng" is the long code'),
        ('["herders"]', '["herd{er,s", "ok"]', 'weak (line 9): "herd{er,s" has a brace without its other half'),
        ('["herders"]', '["herd}er{s"]', "has a brace without its other half"),
        ('title = { en = "Banditry", sw = "Ujangili" }', 'title = "Banditry"', "is text; write a table"),
        (TOPIC, "", "topics: are missing"),
        (TOPIC, TOPIC + TOPIC, "is taken by a topic above"),
        ("severity = 4", 'severity = 4\nwas = ["Raids"]', 'topics[0].was (line 4): "Raids" is no slug; write the one'),
        (
            "severity = 4",
            'severity = 4\nwas = ["banditry"]',
            '(line 4): "banditry" is what banditry is called, or was; leave',
        ),
    ],
)
def test_a_mistake_in_topics_is_one_line_with_its_place_and_mend(old, new, said):
    """Each mistake in topics.toml is refused with its place."""
    assert old in TOPIC
    with pytest.raises(CatalogError) as caught:
        read_topics(TOPIC.replace(old, new, 1), "topics.toml", ("en", "sw"))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_shipped_catalogue_is_whole():
    """At least 60 feeds of 35 outlets, both languages asked, and every feed that is off says why."""
    catalog = read_feeds((CATALOG / "feeds.toml").read_text(encoding="utf-8"), "feeds.toml")
    assert len(catalog.enabled) >= 60
    assert len({feed.outlet for feed in catalog.enabled}) >= 35
    assert {"en", "sw"} <= {feed.language for feed in catalog.enabled}
    assert all(feed.reason for feed in catalog.feeds if not feed.enabled)


def test_the_shipped_topics_are_the_ten_in_order():
    """The ten topics stand in their display order and each has terms of its own."""
    topics = read_topics((CATALOG / "topics.toml").read_text(encoding="utf-8"), "topics.toml")
    assert [topic.slug for topic in topics] == [
        "terrorism", "banditry", "policing", "policing-tech", "crime",
        "public-order", "borders", "cyber", "corruption-in-forces", "other",
    ]  # fmt: skip
    assert all(topic.terms for topic in topics)


def test_a_mistake_names_the_first_of_many_known_words():
    """Forty-seven areas on one line help nobody; an empty cell is none of them."""
    known = ["", *(f"area-{number}" for number in range(20))]
    assert tables.nearest("zzz", known).endswith("area-10, area-11, … (20 in all)")
    assert tables.nearest("zzz", known[:13]) == f"write one of {', '.join(known[1:13])}"
