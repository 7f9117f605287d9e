"""The ledger's file as `edit` and `desk` use it: an edit is checked against the catalogue, added, and written whole."""

from __future__ import annotations

from pathlib import Path

from usalama import editing, store
from usalama.catalog import read_topics
from usalama.commands.rules import read_ledger
from usalama.desk import rows
from usalama.ledger import FILE, Edit, Verb
from usalama.ledger_effects import applied


def slugs(root: Path) -> tuple[list[str], list[str]]:
    """Return the slugs of the topics, in display order, and of the counties."""
    texts = store.read_desk(root)
    topics = [topic.slug for topic in read_topics(texts.get("topics.toml", ""), f"{store.CATALOG}/topics.toml")]
    return topics, sorted(row["slug"] for row in rows("counties.csv", texts))


def entries(root: Path) -> dict[str, store.Stored]:
    """Return every entry by its key, as the ledger leaves it; hidden ones are among them, as they are."""
    ledger = read_ledger(root)
    return {
        each.judged.entry.key: store.Stored(each.path, applied(each.judged, ledger) or each.judged)
        for each in store.read_entries(root).entries
    }


def save_edit(root: Path, edit: Edit, stored: store.Stored) -> None:
    """Add the edit to the ledger; a take-down removes the entry's file too, once the ledger is safe on disk."""
    read_ledger(root)
    path = root / FILE
    text = store.read_text(path, FILE) if path.exists() else ""
    topics, counties = slugs(root)
    store.save_text(root, FILE, editing.added(text, edit, topics=topics, counties=counties))
    if edit.do is Verb.TAKE_DOWN:
        store.remove(root, [stored.path])
