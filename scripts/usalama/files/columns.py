"""Entries as Parquet, one file a week: for amounts that no folder of small files should hold.

The columns are the keys of an entry file, and nothing is computed here. Needs pyarrow (the ``backfill`` extra).
"""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from usalama.machine.disk import write_whole
from usalama.model import JudgedEntry

_WORDS = pa.list_(pa.string())
_ENTRY = {each: each for each in ("key", "id", "outlet", "link", "title", "summary")}
_ENTRY |= {"feed": "feed_url", "lang": "language"}
"""Columns of plain text, each with the name that an entry has for it."""
SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("key", "id", "feed", "outlet", "link", "title", "summary", "lang")),
        ("published", pa.timestamp("s", tz="UTC")),
        *((name, _WORDS) for name in ("topics", "facets", "counties")),
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
        **{column: getattr(entry, name) for column, name in _ENTRY.items()},
        **{name: getattr(judgement, name) for name in ("topics", "facets", "counties", "story", "relevance")},
        "published": entry.published,
        "why": [reason.line for reason in judgement.reasons],
    }
