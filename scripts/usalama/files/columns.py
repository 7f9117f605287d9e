"""Entries as Parquet, one file a week: for amounts that no folder of small files should hold.

The columns are the keys of an entry file, and nothing is computed here. Needs pyarrow (the ``backfill`` extra).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from usalama.machine.disk import write_whole
from usalama.model import JudgedEntry

_WORDS = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("key", pa.string()),
        ("id", pa.string()),
        ("feed", pa.string()),
        ("outlet", pa.string()),
        ("link", pa.string()),
        ("title", pa.string()),
        ("summary", pa.string()),
        ("lang", pa.string()),
        ("published", pa.timestamp("s", tz="UTC")),
        ("topics", _WORDS),
        ("facets", _WORDS),
        ("counties", _WORDS),
        ("story", pa.string()),
        ("relevance", pa.float64()),
        ("why", _WORDS),
    ]
)


def weekly_parquet(folder: Path) -> Callable[[str, Iterable[JudgedEntry]], int]:
    """Return a sink of ``backfill.join`` that writes ``<folder>/<week>.parquet``."""

    def write(week: str, entries: Iterable[JudgedEntry]) -> int:
        table = pa.Table.from_pylist([_row(judged) for judged in entries], schema=SCHEMA)
        buffer = io.BytesIO()
        pq.write_table(table, buffer)
        write_whole(folder / f"{week}.parquet", buffer.getvalue())
        return int(table.num_rows)

    return write


def _row(judged: JudgedEntry) -> dict[str, object]:
    entry, judgement = judged.entry, judged.judgement
    return {
        "key": entry.key,
        "id": entry.id,
        "feed": entry.feed_url,
        "outlet": entry.outlet,
        "link": entry.link,
        "title": entry.title,
        "summary": entry.summary,
        "lang": entry.language,
        "published": entry.published,
        "topics": judgement.topics,
        "facets": judgement.facets,
        "counties": judgement.counties,
        "story": judgement.story,
        "relevance": judgement.relevance,
        "why": [reason.line for reason in judgement.reasons],
    }
