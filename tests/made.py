"""A report, an outlet and an edit of our own, for tests of every floor."""

import json
from dataclasses import replace
from datetime import datetime

from usalama.model import Entry


def entry(key: str, at: datetime, /, **changes: object) -> Entry:
    """Return a report of ``at``; ``changes`` are what a test is about."""
    link = f"https://x.example/{key}"
    return replace(Entry(key, "f", "x", link, "Two goats", at, "A chief said.", "en", at, key=key), **changes)


def outlet(slug: str, *feeds: str, **keys: object) -> str:
    """Return an outlet's table of ``feeds.toml`` with its feeds' addresses; ``keys`` are what a test is about."""
    usual = {"name": slug, "homepage": f"https://{slug}.example/", "kind": "newspaper", "country": "ke"}
    told = {"slug": slug, **usual, "languages": ["en"], **keys}
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in told.items())
    return f"[[outlets]]\n{''.join(lines)}" + "".join(f'\n[[outlets.feeds]]\nurl = "{feed}"\n' for feed in feeds)


def edit(do: str, on: str, /, *, at: str = "2026-11-22T10:00:00+03:00", **keys: object) -> str:
    """Return an edit's table of the ledger, made ``at`` a time; ``keys`` are what a test is about."""
    told = {"do": do, "on": on, "why": "Asked.", **keys}
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in told.items())
    return f"[[edits]]\n{''.join(lines)}when = {at}\n"
