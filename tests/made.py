"""A report of our own, for tests of every floor."""

from dataclasses import replace
from datetime import datetime

from usalama.model import Entry


def entry(key: str, at: datetime, /, **changes: object) -> Entry:
    """Return a report of ``at``; ``changes`` are what a test is about."""
    link = f"https://x.example/{key}"
    return replace(Entry(key, "f", "x", link, "Two goats", at, "A chief said.", "en", at, key=key), **changes)
