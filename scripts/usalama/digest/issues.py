"""Frozen issues: what a closed week was made of, and whether it can be made again.

A record, ``content/issues/2026-w47.json``, says as of when the week was known, by which program and rules, what each
entry said then, and which bytes the issue came to. ``held_against`` takes today's entries and ledger and tells what
has changed since and by what. Nothing here opens a file, and nothing repairs: it says what is so.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import product
from typing import Any, NamedTuple

from usalama.errors import IssueError
from usalama.ledger.effects import apply
from usalama.ledger.ledger import QUOTED, Ledger, make_ledger
from usalama.model import JudgedEntry

BACK = 8
"""Weeks looked back over to close: an archive that was filled in later is not closed as if it had been known then."""
FOLDER, END = "content/issues", ".json"
FORMAT = 1
_WORDS = ("week", "known_at", "program", "rules", "issue")


class Issue(NamedTuple):
    """The record of one closed week."""

    week: str  # a slug, "2026-w47"
    known_at: datetime
    program: str  # the version that closed it
    rules: str  # short hash of the judging tables then
    entries: Mapping[str, str]  # key → digest of what the entry and its judgement said
    issue: str  # digest of the issue's own bytes


class Findings(NamedTuple):
    """What became of a closed week's entries. Only ``changed`` and ``gone`` and another issue are faults."""

    same: int
    retitled: tuple[str, ...]
    """Keys whose headline the outlet changed since; both wordings are kept in the entry."""
    taken_down: tuple[str, ...]
    late: tuple[str, ...]  # keys that came after closing
    announced: tuple[str, ...]
    """Keys whose file the desk mended since, with a correction in the ledger that says so: a date, an outlet."""
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    issue_same: bool | None
    """Whether the issue's bytes are those of closing; None where a take-down or such a correction lets nobody tell."""
    later_edits: int

    @property
    def sound(self) -> bool:
        """True when everything that differs came through the ledger or from an outlet."""
        return self.issue_same is not False  # a report that changed or is gone makes it False


def record_name(slug: str) -> str:
    """Return where the record of a week, such as 2026-w47, lies in a site's folder."""
    return f"{FOLDER}/{slug}{END}"


def closed(
    week: str, entries: Iterable[JudgedEntry], ledger: Ledger, *, known_at: datetime, program: str, rules: str
) -> Issue:
    """Return the record of a week as it is known at ``known_at``."""
    found, until = tuple(entries), _until(ledger, known_at)
    digests = {judged.entry.key: digest(judged) for judged in sorted(found, key=_place)}
    issue = sha256(issue_bytes(found, until)).hexdigest()
    return Issue(week, known_at, program, rules, digests, issue)


def held_against(issue: Issue, entries: Iterable[JudgedEntry], ledger: Ledger) -> Findings:
    """Hold today's entries of the week and today's ledger against the record."""
    now = {judged.entry.key: judged for judged in sorted(entries, key=_place)}
    as_known: list[JudgedEntry] = []
    kinds = defaultdict[str, list[str]](list)
    announced = {(edit.on, edit.part) for edit in ledger.corrections if edit.when > issue.known_at}
    mended = {key for key, part in announced if part not in QUOTED}
    for key, then in issue.entries.items():
        judged = now.get(key)
        if judged is None:
            # With another date it may lie in another week.
            moved = "announced" if (key, "date") in announced else "gone"
            kinds["taken_down" if key in ledger.refused else moved].append(key)
            continue
        before = _as_known(judged, then)
        other = "announced" if key in mended else "changed"
        kinds[other if before is None else "same" if before is judged else "retitled"].append(key)
        if before is not None:
            as_known.append(before)
    whole = len(as_known) == len(issue.entries)
    made = sha256(issue_bytes(as_known, _until(ledger, issue.known_at))).hexdigest()
    return Findings(
        same=len(kinds["same"]),
        retitled=tuple(kinds["retitled"]),
        taken_down=tuple(kinds["taken_down"]),
        late=tuple(key for key in now if key not in issue.entries),
        announced=tuple(kinds["announced"]),
        changed=tuple(kinds["changed"]),
        gone=tuple(kinds["gone"]),
        issue_same=made == issue.issue if whole else None if not (kinds["changed"] or kinds["gone"]) else False,
        later_edits=len(ledger.edits) - len(_until(ledger, issue.known_at).edits),
    )


def digest(judged: JudgedEntry) -> str:
    """Return the digest of what an entry and its judgement say; when it was touched is no part of it."""
    return sha256(_row(judged)).hexdigest()


def issue_bytes(entries: Iterable[JudgedEntry], ledger: Ledger) -> bytes:
    """Return the issue as bytes: one line of JSON a report that is shown, as the ledger leaves it, in order of time."""
    return b"".join(_row(judged) + b"\n" for judged in apply(sorted(entries, key=_place), ledger))


def render(issue: Issue) -> str:
    """Write a record as text."""
    rows = {"format": FORMAT, **issue._asdict(), "known_at": issue.known_at.isoformat()}
    del rows["entries"]  # the longest stands last
    return json.dumps({**rows, "entries": dict(issue.entries)}, indent=1) + "\n"


def read(text: str, name: str) -> Issue:
    """Read a record; raise IssueError when it is none."""
    try:
        rows: Any = json.loads(text)
        week, known_at, program, rules, issue = (str(rows[word]) for word in _WORDS)
        entries = {str(key): str(value) for key, value in rows["entries"].items()}
        return Issue(week, datetime.fromisoformat(known_at), program, rules, entries, issue)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise IssueError(f"{name}: no record of an issue; restore it from the repository") from None


def _as_known(judged: JudgedEntry, then: str) -> JudgedEntry | None:
    """Return the entry as it was when its digest was ``then``, going back through the outlet's own wordings."""
    if digest(judged) == then:
        return judged
    entry = judged.entry
    for (title, was), (summary, said) in product(_back(entry.title, entry.was), _back(entry.summary, entry.said)):
        before = replace(judged, entry=replace(entry, title=title, was=was, summary=summary, said=said))
        if digest(before) == then:
            return before
    return None


def _back(now: str, before: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return a wording and the ones before it, the newest first, each with those that were before that."""
    return [(now, before), *((before[n], before[:n]) for n in reversed(range(len(before))))]


def _until(ledger: Ledger, moment: datetime) -> Ledger:
    return make_ledger(edit for edit in ledger.edits if edit.when <= moment)


def _place(judged: JudgedEntry) -> tuple[datetime, str]:
    return judged.entry.published, judged.entry.key


def _row(judged: JudgedEntry) -> bytes:
    entry, judgement = judged.entry, judged.judgement
    lists: dict[str, Sequence[str]] = {name: getattr(judgement, name) for name in ("topics", "counties", "facets")}
    lists["was"] = entry.was
    row = {
        "key": entry.key,
        "outlet": entry.outlet,
        "link": entry.link,
        "title": entry.title,
        "excerpt": entry.summary,
        "language": entry.language,
        "published": entry.published.timestamp(),
        "story": judgement.story,
        "relevance": f"{judgement.relevance:.2f}",
        **{name: list(values) for name, values in lists.items()},
        **({"said": list(entry.said)} if entry.said else {}),
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
