"""What one report's own words are read as, part by part: what a desk can say is read wrongly."""

from collections.abc import Collection
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims.cases import stage_in
from usalama.claims.figure_ends import is_misread
from usalama.claims.figures import figures_in
from usalama.claims.matters import matter_in
from usalama.claims.pledges import pledges_in
from usalama.claims.voices import voices_in
from usalama.model import Entry


class Read(NamedTuple):
    """One thing that is read: the part that a correction names, what it is, and the words that it is read from."""

    part: str
    what: str
    words: str

    def is_left_out(self, misread: Collection[str]) -> bool:
        """Tell whether a desk says that it is read wrongly: the whole part, or this number of it."""
        return is_misread(self.part, self.what, misread)


def readings(entry: Entry, actors: Actors) -> tuple[Read, ...]:
    """Return everything that a build reads from a report's words."""
    title, excerpt, language = entry.title, entry.summary, entry.language
    figures = figures_in(title, excerpt, language, actors, entry.published.date())
    found = [Read(each.kind, each.number, each.quote) for each in figures]
    found += (Read("voice", each.kind, each.quote) for each in voices_in(title, excerpt, language, actors))
    found += (
        Read("pledge", f"{each.who}: {each.what}", each.quote) for each in pledges_in(title, excerpt, language, actors)
    )
    if step := stage_in(title, excerpt, actors) or matter_in(title, excerpt):
        found.append(Read("case", step.stage or "ended", step.quote))
    return tuple(found)
