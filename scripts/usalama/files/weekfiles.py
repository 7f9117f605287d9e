"""Weeks on disk as the build sees them: their entries, and the summaries kept of them.

Nothing is judged or written here but summaries, which are a cache: lost or torn ones are made again.
"""

import re
from collections.abc import Mapping
from datetime import tzinfo
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from usalama.digest.digests import Line
from usalama.digest.summaries import Head, Summary, read_lines, write
from usalama.errors import EntryError
from usalama.files import filedfiles
from usalama.files.sitefolder import unreadable
from usalama.files.summaryfiles import read_heads, summary_path
from usalama.files.weekstates import (
    ENTRIES,
    counts,
    doubled,
    is_stray,
    misnamed,
    names_in,
    original,
    scan,
    slips,
    stray,
)
from usalama.formats import markdown
from usalama.machine import disk
from usalama.model import JudgedEntry, Problem
from usalama.planning.weekly import Reading
from usalama.words.weeks import Week

# Nothing that turns the page's direction, ends a line or is no character of XML reaches a page, whoever wrote it.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
_ID = 11  # letters of a story's id


class WeekFiles(NamedTuple):
    """The weeks of one site, as ``planning`` asks for them."""

    root: Path
    zone: tzinfo  # of times that a person wrote without one
    aside: Mapping[str, str] = MappingProxyType({})
    """Entry file → why the build is to do without it; it is named as one that cannot be read."""
    kept: Mapping[Week, Head] | None = None  # the heads of all summaries, where they were read before

    def scan(self) -> dict[Week, str]:
        """Return week → state of its files."""
        return scan(self.root)

    def read(self, week: Week) -> Reading:
        """Read a week's entry files and its register; what cannot be read, is set aside or a copy costs only itself."""
        folder = self.root / ENTRIES / week.slug
        entries: list[JudgedEntry] = []
        first: dict[str, str] = {}
        problems: list[Problem] = []
        content = blake2b(digest_size=16)
        for name in names_in(folder):
            shown = f"{ENTRIES}/{week.slug}/{name}"
            if not counts(name):
                problems += [Problem(shown, stray(shown))] if is_stray(name) else ()
                continue
            if (why := self.aside.get(shown)) is not None:
                problems.append(Problem(shown, f"{shown}: set aside, for with it the site cannot be built: {why}"))
                continue
            try:
                body = disk.body_of(f"{folder}/{name}")  # a Path takes twice as long
                judged = markdown.read(_UNSAFE.sub("", body.decode("utf-8")), shown, self.zone)
                if wrong := misnamed(name, judged.entry):  # what hides it would not be found
                    problems.append(Problem(shown, f"{shown}: {wrong}; it is left out"))
                elif (other := first.setdefault(judged.entry.key, name)) != name or (
                    other := original(self.root, shown, judged.entry, self.zone)
                ):
                    problems.append(Problem(shown, f"{shown}: left out: {doubled(other, shown, judged.entry)}"))
                else:
                    content.update(b"%d %d " % (len(name), len(body)) + name.encode("utf-8", "surrogateescape") + body)
                    entries.append(judged)
                    problems += self._slips(shown, judged, body)
            except (EntryError, UnicodeDecodeError, OSError) as error:
                problems.append(Problem(shown, unreadable(shown, error)))
        filed, torn = filedfiles.read(self.root, week)
        return Reading(tuple(entries), content.hexdigest(), (*problems, *torn), filed)

    def _slips(self, shown: str, judged: JudgedEntry, body: bytes) -> list[Problem]:
        """Name what of a file is not shown as it was meant; each is a matter of its own."""
        found = ((slip, markdown.placed(shown, body.decode("utf-8"), slip)) for slip in slips(shown, judged, self.zone))
        return [
            Problem(f"entries {shown} {slip.partition(':')[0]}", f"what is meant by {told}") for slip, told in found
        ]

    def heads(self, states: Mapping[Week, str], made: str) -> dict[Week, Head]:
        """Return the heads that still hold; one of a week with a file set aside may know that file."""
        lacking = {name.split("/")[-2] for name in self.aside}
        kept = read_heads(self.root) if self.kept is None else self.kept
        return {
            week: head
            for week, head in kept.items()
            if (head.source, head.made) == (states.get(week), made) and week.slug not in lacking
        }

    def lines(self, week: Week) -> tuple[Line, ...]:
        """Return a week's lines."""
        with summary_path(self.root, week).open(encoding="utf-8") as stream:
            stream.readline()
            return read_lines(stream.readline(), week)

    def reports(self, week: Week) -> dict[str, str]:
        """Return story → its reports as the week's summary has them; few of them are ever looked into."""
        with summary_path(self.root, week).open(encoding="utf-8") as stream:
            stream.readline()
            stream.readline()
            return {line[:_ID]: line[_ID + 1 :] for line in stream}

    def save(self, summary: Summary) -> None:
        """Keep a week's summary; a torn one is seen by its readers and made again."""
        disk.keep(summary_path(self.root, summary.head.week), write(summary).encode("utf-8", "surrogatepass"))
