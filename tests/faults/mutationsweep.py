"""The mutation sweep: feed documents as they are, and damaged at random, read by the children that a pull has.

``python tests/faults/mutationsweep.py [--count N] [--seed N]`` reads our own feeds in ``tests/feeds`` and
``samples/feeds`` and, where they are, public collections of malformed feeds; then N copies with bytes flipped, pieces
cut, doubled, nested, mixed with other documents or said to be in another encoding. It prints a table: documents, those
that no child survived, those that took too long, the slowest, the most memory. The same seed damages the same way.
"""

import json
import os
import random
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from ada_url import URL
from sweeprecord import REPOSITORY, SHARED, Sweep, arguments, end

from usalama.console.context import count
from usalama.documents.nursery import ParseSettings
from usalama.documents.parsing import OUT_OF_MEMORY, Document, ParsePool
from usalama.model import Feed, ParsedFeed
from usalama.words.dates import EARLIEST

FEED = Feed("https://feeds.example/feed.xml", "our-paper", "Our Paper", "en")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SEED = 20261123
LONGEST = 20.0  # seconds that one document may take, waiting for its child included
LARGEST_SEED = 64 * 1024
HIDDEN = {"Cc", "Cs", "Zl", "Zp"}
COLLECTIONS = ("feedparser-tests", "miniflux", "defusedxml-bombs", "payloadsallthethings-xxe", "json-test-suite")
PIECES = tuple(
    piece.encode("latin-1")
    for piece in (
        "<", ">", "</", "/>", "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0' encoding='utf-16'?>", "&", "&#0;",
        "&#x0;", "&#xD800;", "&#x110000;", "&lt;", "&amp;amp;", "&x;", '"', "'", "\x00", "\xff\xfe", "\xfe\xff",
        "\xef\xbb\xbf", "\xc0\xaf", "<!DOCTYPE r [<!ENTITY x 'y'>]>", "<item>", "</item>", "<entry>", "<title/>",
        "<link href='", "<content type='xhtml'>", "<content type='base64'>", "xmlns='", "{", "}", "[", '{"version":',
    )
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "cp1252", "koi8-r", "gb18030", "shift_jis", "utf-7", "ebcdic-cp-be", "x")


@dataclass
class Tally:
    """What the sweep found."""

    seeds: int = 0
    read: int = 0
    feeds: int = 0  # documents in which an entry was read
    uncaught: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    unsafe: list[str] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    memory: int = 0  # the most that any child had in memory, MiB

    @property
    def wrong(self) -> list[str]:
        """All that must not be."""
        return [*self.uncaught, *self.slow, *self.unsafe]


def seeds() -> list[tuple[str, bytes]]:
    """Every document to start from: name and bytes, in order."""
    ours = [*(REPOSITORY / "tests/feeds").glob("*.xml"), *(REPOSITORY / "samples/feeds").glob("*.xml")]
    theirs = [path for name in COLLECTIONS for path in (SHARED / "hostile" / name).rglob("*") if path.is_file()]
    theirs += (SHARED / "feeds/documents").glob("[0-9]*")
    wanted = [path for path in (*sorted(ours), *sorted(theirs)) if path.name not in {"LICENSE", "cases.jsonl"}]
    found = [(path.name, path.read_bytes()) for path in wanted]
    for path in sorted((SHARED / "hostile").glob("*/cases.jsonl")):
        if "traversal" not in path.parent.name:
            lines = path.read_text("utf-8").splitlines()
            found += [
                (f"{path.parent.name} {number}", json.loads(line)["input"].encode("utf-8", "replace"))
                for number, line in enumerate(lines)
            ]
    return found


def damaged(dice: random.Random, documents: list[tuple[str, bytes]]) -> bytes:
    """Damage one document in one to twenty ways."""
    body = bytearray(dice.choice(documents)[1][:LARGEST_SEED] or b"x")
    for _ in range(dice.randrange(1, 20)):
        body = _once(dice, body, documents) or bytearray(b"x")
    return bytes(body)


def _once(dice: random.Random, body: bytearray, documents: list[tuple[str, bytes]]) -> bytearray:
    at, piece = dice.randrange(len(body)), dice.choice(PIECES)
    match dice.randrange(9):
        case 0:
            body[at] ^= 1 << dice.randrange(8)
        case 1:
            del body[at : at + dice.randrange(400)]
        case 2:
            body[at:at] = piece
        case 3:
            body[at:at] = body[at : at + dice.randrange(400)] * dice.choice((1, 1, 2, 40))
        case 4:
            other = dice.choice(documents)[1][:LARGEST_SEED]
            start = dice.randrange(len(other) + 1)
            body[at:at] = other[start : start + dice.randrange(2000)]
        case 5:
            body[at:at] = piece * dice.choice((2, 100, 3000))
        case 6:
            return bytearray(_said_otherwise(dice, bytes(body)))
        case 7:
            tags = re.findall(rb"<(\w[\w:]*)[^>]*>", body[:4000]) or [b"a"]
            body[at:at] = b"<" + dice.choice(tags) + b">"
        case _:
            body[at:] = body[at : at + dice.randrange(4000)]
    return body


def _said_otherwise(dice: random.Random, body: bytes) -> bytes:
    """Say another encoding than the document's, or write it in one that is not said."""
    name = dice.choice(ENCODINGS)
    if dice.random() < 0.5:
        return re.sub(rb"encoding=(['\"])[^'\"]*['\"]", b'encoding="' + name.encode() + b'"', body, count=1)
    try:
        return body.decode("utf-8", "replace").encode(name, "replace")
    except LookupError:
        return body[::-1]


def unsafe(parsed: ParsedFeed) -> Iterator[str]:
    """Say what of a document pages and files could not rely on."""
    lines = [(parsed.failure, 300), *((problem.message, 300) for problem in parsed.problems)]
    for entry in parsed.entries:
        lines += [(entry.title, 200), (entry.summary, 280), (entry.id, 2400)]
        if not EARLIEST <= entry.published <= NOW + timedelta(hours=24):
            yield f"published {entry.published}"
        if entry.link and (URL(entry.link).protocol not in {"http:", "https:"} or URL(entry.link).href != entry.link):
            yield f"link {entry.link!r}"
        if not entry.title:
            yield "an entry without a title"
        if not entry.language.isalpha() or len(entry.language) > 3:
            yield f"language {entry.language!r}"
    if len(parsed.entries) > 200 or len(parsed.problems) > 20:
        yield f"{len(parsed.entries)} entries, {len(parsed.problems)} problems"
    yield from (f"line {line[:80]!r}" for line, limit in lines if not is_safe_line(line, limit))


def is_safe_line(line: str, limit: int) -> bool:
    """Whether a text is one line of visible characters within its limit."""
    return (
        len(line) <= limit
        and line == " ".join(line.split())
        and not any(unicodedata.category(c) in HIDDEN or c in "\ufffe\uffff\u202e\u200b\ufeff" for c in line)
    )


def sweep(mutations: int, *, seed: int = SEED, jobs: int = 1, every: int = 1) -> Tally:
    """Read every Nth seed as it is, then so many damaged ones."""
    documents = seeds()
    tally = Tally(seeds=len(documents[::every]))
    pool = ParsePool(ParseSettings(workers=jobs))

    def read(name: str, body: bytes) -> None:
        began = time.monotonic()
        parsed, _ = pool.submit(Document(FEED, body, "", None), NOW).result()
        _note(tally, name, parsed, time.monotonic() - began)

    def numbered(number: int) -> None:
        dice = random.Random(f"{seed} {number}")
        read(f"mutation {number}", damaged(dice, documents))

    with pool, ThreadPoolExecutor(jobs) as threads:
        list(threads.map(lambda each: read(*each), documents[::every]))
        list(threads.map(numbered, range(mutations)))
    tally.memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return tally


def _note(tally: Tally, name: str, parsed: ParsedFeed, seconds: float) -> None:
    tally.read += 1
    tally.feeds += bool(parsed.entries)
    tally.slowest = max(tally.slowest, seconds)
    if seconds > LONGEST or parsed.failure.startswith(("not read within", "needs more than")):
        tally.slow.append(f"{name}: {seconds:.0f} s: {parsed.failure}")
    if parsed.failure.startswith(("the parser died", "the parser sent", OUT_OF_MEMORY)):
        tally.uncaught.append(f"{name}: {parsed.failure}")
    tally.unsafe += [f"{name}: {told}" for told in unsafe(parsed)]
    tally.failures[parsed.failure.partition(":")[0] or ("read" if parsed.entries else "no entry")] += 1


def rows(tally: Tally) -> dict[str, str]:
    """The table."""
    return {
        "documents as they are": f"{tally.seeds:,}",
        "damaged documents": f"{tally.read - tally.seeds:,}",
        "of all these, read with at least one entry": f"{tally.feeds:,}",
        "uncaught (a child died, or was out of memory)": f"{len(tally.uncaught):,}",
        "over 20 s": f"{len(tally.slow):,}",
        "fields that are no safe line, link or date": f"{len(tally.unsafe):,}",
        "slowest, seconds": f"{tally.slowest:.1f}",
        "most memory of a child, MiB": f"{tally.memory:,}",
    }


def main() -> int:
    """Run the sweep and print its table."""
    parser = arguments(__doc__)
    parser.add_argument("--count", type=count, default=20_000, help="so many damaged documents")
    parser.add_argument("--seed", type=int, default=SEED, help="another seed is other damage")
    parser.add_argument("--jobs", type=count, default=os.cpu_count() or 1, help="children side by side")
    args = parser.parse_args()
    tally = sweep(args.count, seed=args.seed, jobs=args.jobs)
    command = f"inv mutations --count {args.count} --seed {args.seed}"
    return end([Sweep("Damaged feed documents", command, rows(tally), tally.wrong)], keep=args.record)


if __name__ == "__main__":
    sys.exit(main())
