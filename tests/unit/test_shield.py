"""The shield: nothing that was taken down comes back, and nothing unmasked passes."""

from __future__ import annotations

from datetime import UTC, datetime

from usalama.ledger import link_mark, read
from usalama.model import Entry, ParsedFeed
from usalama.redaction import Rules, read_rules
from usalama.shield import shielded

WHEN = datetime(2026, 11, 18, tzinfo=UTC)
LEDGER = f"""
[[edits]]
do = "take-down"
on = "aaaaaaaaaa"
when = 2026-11-18T08:00:00Z
why = "Asked by the person."
kind = "person-asked"
links = ["{link_mark("https://x.example/b")}"]
"""
RULES = """
[[rules]]
name = "boy"
en = "name withheld"
sw = "jina limefichwa"
patterns = ['boy (?P<hide>{NAME})']
"""


def entry(key, title="The boy Made"):
    return Entry(
        id=key, feed_url="f", outlet="x", link=f"https://x.example/{key[0]}", title=title, published=WHEN,
        summary="", language="en", first_seen=WHEN, key=key,
    )  # fmt: skip


def test_what_was_taken_down_goes_by_key_and_by_address_and_is_counted():
    """Two of three entries are refused; the report says so without their words."""
    parsed = ParsedFeed("T", "en", (entry("a" * 10), entry("b" * 10), entry("c" * 10)))
    found = shielded(parsed, read(LEDGER), Rules())
    assert [item.key for item in found.entries] == ["c" * 10]
    assert [problem.message for problem in found.problems] == ["2 taken down and not let in again"]


def test_every_entry_that_passes_is_masked():
    """The title that leaves the shield holds the mask and no name."""
    found = shielded(ParsedFeed("T", "en", (entry("c" * 10),)), read(""), read_rules(RULES, "r"))
    assert found.entries[0].title == "The boy [name withheld]"
    assert found.problems == ()
