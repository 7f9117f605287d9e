"""Entry files: one Markdown file an entry, a fixed metadata head and the feed's own excerpt as the body.

``read`` is the exact inverse of ``render``; a file written by hand may leave most keys out. The body is plain
text: nothing here interprets Markdown or HTML, and no key outside the fixed list is ever read or written, so
that nothing a feed says can become metadata.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from usalama.errors import EntryError
from usalama.formats import handwritten
from usalama.model import Entry, JudgedEntry, Judgement, Reason
from usalama.words.urls import entry_key

HEAD = (
    "Title", "Date", "Modified", "Outlet", "Link", "Id", "Feed", "Lang", "Seen",
    "Topics", "Facets", "Counties", "Story", "Relevance", "Why",
)  # fmt: skip
"""The keys of the head, in the order they are written."""
REPEATED = ("Was", "Said")
"""Keys that may follow and may be repeated: each line holds one earlier title, or one earlier excerpt."""
EXTRA = (*REPEATED, "Gone")
"""Keys that may follow; ``Gone`` says when the feed was first seen without the entry."""
JUDGED = frozenset({"topics", "facets", "counties", "story", "relevance", "why"})
"""The keys that ``usalama rejudge`` fills where a file leaves them out."""

_KEYS = {key.lower(): key for key in (*HEAD, *EXTRA)}
_WRITTEN = {key: low for low, key in _KEYS.items()}  # keys as pull writes them → in lower case
_NEEDED = ("title", "date", "outlet", "link")
# Line ends of any kind, controls and halves of surrogate pairs: none of them may stand in a value.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
"""A name that becomes part of an address: of a topic, a county, an outlet, a story."""
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|")
_STORY = re.compile(r"s[0-9a-f]{10}|")
_SEPARATOR = " | "
_BLANK = " \t\r"
_FIRST_YEAR, _LAST_YEAR = 1999, 2199
_LONGEST_JUDGED = 80
_SHOWN = 60


def render(judged: JudgedEntry) -> str:
    """Return the text of the entry's file; keys in ``judged.missing`` are left out."""
    entry, judgement = judged.entry, judged.judgement
    head = {
        "Title": entry.title,
        "Date": entry.published.isoformat(),
        "Modified": entry.updated.isoformat() if entry.updated else None,
        "Outlet": entry.outlet,
        "Link": entry.link,
        "Id": entry.id,
        "Feed": entry.feed_url,
        "Lang": entry.language,
        "Seen": entry.first_seen.isoformat(),
        **judgement_lines(judgement),
    }
    told = ((key, value) for key, value in head.items() if key.lower() not in judged.missing)
    lines = [_line(key, value) for key, value in told if value is not None]
    lines += [_line("Was", title) for title in entry.was]
    lines += [_line("Said", excerpt) for excerpt in entry.said]
    lines += [_line("Gone", entry.gone.isoformat())] if entry.gone else []
    body = _clean(entry.summary)
    return "\n".join(lines) + "\n\n" + (f"{body}\n" if body else "")


def located(judged: JudgedEntry, zone: tzinfo) -> JudgedEntry:
    """Return an entry with its times as the site's zone writes them."""
    entry = judged.entry
    here = replace(
        entry,
        published=entry.published.astimezone(zone),
        updated=entry.updated.astimezone(zone) if entry.updated else None,
        first_seen=entry.first_seen.astimezone(zone),
    )
    return replace(judged, entry=here)


def judgement_lines(judgement: Judgement) -> dict[str, str]:
    """Return the judged keys of the head with their values, in the head's order."""
    return {
        "Topics": ", ".join(judgement.topics),
        "Facets": ", ".join(judgement.facets),
        "Counties": ", ".join(judgement.counties),
        "Story": judgement.story,
        "Relevance": f"{judgement.relevance:.2f}",
        "Why": _SEPARATOR.join(f"{r.kind} {r.value}: {_evidence(r.evidence)}" for r in judgement.reasons),
    }


def changed_lines(judged: JudgedEntry) -> dict[str, str]:
    """Return the lines that a change by the publisher touches, for ``fill``."""
    entry = judged.entry
    lines = {"Title": entry.title, "Gone": entry.gone.isoformat() if entry.gone else ""}
    lines |= {"Modified": entry.updated.isoformat()} if entry.updated else {}
    lines |= {"Was": entry.was[-1]} if entry.was else {}
    return lines | ({"Said": entry.said[-1]} if entry.said else {})


def fill(text: str, lines: Mapping[str, str], body: str | None = None) -> str:
    """Return a hand-written file's ``text`` with ``lines`` set: missing keys join the head's end, the rest stays.

    ``body`` takes the place of the excerpt where it is given.
    """
    head, gap, old = text.replace("\r\n", "\n").partition("\n\n")
    kept = head.strip("\n").split("\n")
    at = {line.partition(":")[0].strip().lower(): n for n, line in enumerate(kept)}
    for key, value in lines.items():
        if key.lower() in at and key not in REPEATED:
            kept[at[key.lower()]] = _line(key, value)
        elif (value or key.lower() in JUDGED) and _line(key, value) not in kept:
            # An empty judgement is a judgement; an empty note of the publisher's is none.
            kept.append(_line(key, value))
    if body is not None:
        old = f"{_clean(body)}\n"
    return "\n".join(kept) + "\n\n" + (old if gap else "")


def read(text: str, name: str, zone: tzinfo = UTC) -> JudgedEntry:
    """Read one entry file; ``name`` is its path, for messages and, in a file without Id, for its identity.

    ``zone`` is that of times which a person wrote without one; the program writes each with its own.

    Raises:
        EntryError: naming the file, the line and the mend.
    """
    head, repeated, body = _split(text, name)
    head.zone = zone
    published = _moment(head, "date")
    feed_url = head.get("feed", "")
    entry_id = head.get("id") or name.rpartition("/")[2].removesuffix(".md")
    entry = Entry(
        id=entry_id,
        feed_url=feed_url,
        outlet=_slugs(head, "outlet")[0],
        link=head.get("link", ""),
        title=head.get("title", ""),
        published=published,
        updated=_moment(head, "modified") if head.get("modified") else None,
        summary=body,
        language=_checked(head, "lang", LANGUAGE, "a language code such as en or sw"),
        first_seen=_moment(head, "seen") if head.get("seen") else published,
        key=entry_key(feed_url, entry_id),
        was=tuple(repeated["Was"]),
        said=tuple(repeated["Said"]),
        gone=_moment(head, "gone") if head.get("gone") else None,
    )
    return JudgedEntry(entry, _judgement(head), JUDGED - head.keys())


class _Head(dict[str, str]):
    """The head as it stands: key in lower case → value, with the file's name and its lines for messages."""

    name: str = ""
    zone: tzinfo = UTC
    lines: Sequence[str] = ()

    def wrong(self, key: str, wanted: str) -> EntryError:
        return EntryError(f"{self.name}:{_at(self.lines, key)}: {_KEYS[key]}: {_shown(self[key])} is not {wanted}")


def line_of(text: str, key: str) -> int:
    """Return the line in which a file's text has a key; 0 for what is no key of it."""
    return _at(text.removeprefix("\ufeff").split("\n"), key.lower()) if key.lower() in _KEYS else 0


def placed(path: str, text: str, mistake: str) -> str:
    """Return a mistake in the file at ``path`` with the line of the key that it begins with, where it does."""
    line = line_of(text, mistake.partition(":")[0])
    return f"{path}:{line}: {mistake}" if line else f"{path}: {mistake}"


def _at(lines: Sequence[str], key: str) -> int:
    found = (at for at, line in enumerate(lines, 1) if line.partition(":")[0].strip(_BLANK).lower() == key)
    return next(found, 0)


def _split(text: str, name: str) -> tuple[_Head, dict[str, list[str]], str]:
    head, repeated = _Head(), {key: list[str]() for key in REPEATED}
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    head.name, head.lines = name, lines
    at = 0
    while at < len(lines) and (line := lines[at].strip(_BLANK)):
        at += 1
        key, colon, value = line.partition(":")
        low = _WRITTEN.get(key) or key.rstrip(_BLANK).lower()
        known = _KEYS.get(low)
        if not colon or not known:
            if handwritten.conflict(line) or line == "=======":
                raise EntryError(f"{name}:{at}: {handwritten.UNMERGED}")
            raise EntryError(
                f"{name}:{at}: {_shown(key)} is no key of an entry; the keys are {', '.join(HEAD + EXTRA)}"
            )
        if known in repeated:
            repeated[known].append(value.strip(_BLANK))
        elif low in head:
            raise EntryError(f"{name}:{at}: {known} stands twice; keep one of the two lines")
        else:
            head[low] = value.strip(_BLANK)
    _refuse_torn(head, lines, at)
    if unmerged := handwritten.conflict_in_excerpt(lines[at:]):
        raise EntryError(f"{name}:{at + unmerged}: {handwritten.UNMERGED}")
    return head, repeated, " ".join(part for line in lines[at:] if (part := line.strip(_BLANK)))


def _refuse_torn(head: _Head, lines: list[str], at: int) -> None:
    """Refuse a file that lacks what it needs, or its end; one that pull wrote always ends with a line end."""
    for key in _NEEDED:
        if key not in head or (key != "link" and not head[key]):
            raise EntryError(f"{head.name}:1: no {_KEYS[key]}: add a line “{_KEYS[key]}: …” to the head")
    if len(lines) < at + 2 or (head.get("feed") and lines[-1]):
        where = "after the head" if len(lines) < at + 2 else "at its end"
        mend = "add it if the file is whole, else delete the file: a pull writes it anew"
        raise EntryError(f"{head.name}: cut off: no blank line {where}; {mend}")


def _judgement(head: _Head) -> Judgement:
    return Judgement(
        relevance=_relevance(head),
        topics=_slugs(head, "topics"),
        counties=_slugs(head, "counties"),
        story=_checked(head, "story", _STORY, "s and ten hex digits"),
        facets=_slugs(head, "facets"),
        reasons=tuple(_reason(part) for part in head.get("why", "").split(_SEPARATOR) if part.strip(" ")),
    )


def _checked(head: _Head, key: str, pattern: re.Pattern[str], wanted: str) -> str:
    value = head.get(key, "")
    if value and not pattern.fullmatch(value):
        raise head.wrong(key, wanted)
    return value


def _slugs(head: _Head, key: str) -> tuple[str, ...]:
    slugs = _slugs_in(head.get(key, ""))
    if slugs is None:
        raise head.wrong(key, "a list of names in small letters, digits and hyphens, with commas between")
    if key == "outlet" and len(slugs) != 1:
        raise head.wrong(key, "one outlet")
    return slugs


@lru_cache(maxsize=4096)  # the same few lists stand in most files
def _slugs_in(value: str) -> tuple[str, ...] | None:
    slugs = tuple(part.strip(" ") for part in value.split(",") if part.strip(" "))
    return slugs if all(map(NAME.fullmatch, slugs)) else None


def _relevance(head: _Head) -> float:
    if not (value := head.get("relevance")):
        return 0.0
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise head.wrong("relevance", "a number from 0 to 1")
    return number


def _reason(text: str) -> Reason:
    before, colon, evidence = text.strip(" ").partition(":")
    if not colon or len(before) > _LONGEST_JUDGED:
        return Reason("edit", "", text.strip(" "))
    kind, _, value = before.partition(" ")
    return Reason(kind, value.strip(" "), evidence.strip(" "))


def _moment(head: _Head, key: str) -> datetime:
    """Read a time; one without a zone is the site's, and a day alone is its start."""
    try:
        moment = datetime.fromisoformat(head.get(key, ""))
    except ValueError:
        raise head.wrong(key, "a time such as 2026-11-19 14:30") from None
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise head.wrong(key, f"a time between {_FIRST_YEAR} and {_LAST_YEAR}")
    return moment if moment.tzinfo else moment.replace(tzinfo=head.zone)


def _clean(value: str) -> str:
    return _UNSAFE.sub(" ", value).strip(" ")


def _line(key: str, value: str) -> str:
    return f"{key}: {_clean(value)}".rstrip(" ")


def _evidence(text: str) -> str:
    return _clean(text).replace("|", "/")


def _shown(value: str) -> str:
    """Quote a value for a message: short, and without anything that could move a terminal's cursor."""
    value = _clean(value)
    return f"“{value if len(value) <= _SHOWN else value[:_SHOWN] + '…'}”"
