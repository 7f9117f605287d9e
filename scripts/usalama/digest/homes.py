"""Where a story goes on whose later reports do not say where: in the counties that its first ones named.

The report of a court names the accused and the sentence, and no place or the court's own; who follows the county of the
raid waits for it all the same. Such a chapter stands in that county too, by its story. It is never said that a report
named it. Only earlier weeks tell: no older page changes for a newer report. Nothing here opens a file.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from usalama.digest.digests import Line, StoryView
from usalama.digest.summaries import Head, digest, fingerprint
from usalama.model import Reason
from usalama.words.weeks import Week

MOST = 4
"""Counties that a story may have had and still have a place: what was in more is of the country."""


class Home(NamedTuple):
    """What a story's first reports with a place named, for a week whose reports name none of it."""

    week: Week
    counties: tuple[str, ...]


Homes = Mapping[str, Home]
"""Story → where it stands in one week by its story."""


@dataclass(frozen=True)
class Chronicle:
    """The weeks that hold an entry, oldest first: which stories each tells, which go on, and where those stand."""

    told_alone: tuple[Head, ...]
    """The head of each as its own files have it."""

    @cached_property
    def heads(self) -> tuple[Head, ...]:
        """The same with stories counted in counties that they have by their story, too."""
        homes = self.homes
        return tuple([_head_at(head, homes[head.week]) if head.week in homes else head for head in self.told_alone])

    @cached_property
    def by_week(self) -> Mapping[Week, Head]:
        """Week → its head."""
        return {head.week: head for head in self.heads}

    @cached_property
    def ids(self) -> dict[Week, list[str]]:
        """Week → the ids of its stories, for whoever asks again and again."""
        return {head.week: head.ids for head in self.told_alone}

    @cached_property
    def again(self) -> set[str]:
        """The stories of more than one week."""
        told = Counter(chain.from_iterable(self.ids.values()))
        return {story for story, weeks in told.items() if weeks > 1}

    @cached_property
    def going_on(self) -> dict[Week, tuple[str, ...]]:
        """Week → its stories that have another chapter, by id."""
        found = ((week, sorted(self.again.intersection(ids))) for week, ids in self.ids.items())
        return {week: tuple(stories) for week, stories in found if stories}

    @cached_property
    def homes(self) -> Mapping[Week, Homes]:
        """Week → where some of its stories stand by their story."""
        first: dict[str, Home] = {}
        homes: dict[Week, dict[str, Home]] = {}
        for head in self.told_alone:
            for story in self.going_on.get(head.week, ()):
                # A search in a string takes less than to part it: few stories of a week are told again.
                places = next((places for places, stories in head.places.items() if story in stories), None)
                home, own = first.get(story), (places or "").split()
                if home is None and own:
                    first[story] = Home(head.week, tuple(own))
                elif home and places is not None and len(home.counties) <= MOST and {*home.counties}.isdisjoint(own):
                    homes.setdefault(head.week, {})[story] = home
        return homes

    @cached_property
    def homes_prints(self) -> dict[Week, str]:
        """Each of these weeks → what stands for that."""
        told = {week: sorted(homes.items()) for week, homes in self.homes.items()}
        return {week: digest(*(f"{story}{home}" for story, home in each)) for week, each in told.items()}


def line_at(line: Line, homes: Homes) -> Line:
    """Return a week's line with the counties that it has by its story behind its own."""
    home = homes.get(line.story)
    return line._replace(counties=(*line.counties, *home.counties), by_story=home.counties) if home else line


def story_at(story: StoryView, homes: Homes) -> StoryView:
    """Return a week's story with the counties that it has by its story, and with the reason of each."""
    home = homes.get(story.id)
    if not home:
        return story
    why = tuple(Reason("county", slug, f"by its story, as of week {home.week}") for slug in home.counties)
    return story._replace(line=line_at(story.line, homes), reasons=(*why, *story.reasons))


def _head_at(head: Head, homes: Homes) -> Head:
    """Return a week's head that counts some stories in further counties; what stands for these changes with it."""
    ids, tokens, sizes = head.ids, head.tokens.split(), head.sizes.split()
    counties, parts = dict(head.shelves["counties"]), list[str]()
    for story in sorted(homes):
        place, home = bisect_left(ids, story), homes[story]
        token = tokens[place] = digest(tokens[place], str(home.week), *home.counties)
        parts += story, token
        for slug in home.counties:
            stories, reports, leads, print_ = counties.get(slug, (0, 0, 0, ""))
            counties[slug] = (stories + 1, reports + int(sizes[place]), leads, digest(print_, story, token))
    return head._replace(
        shelves={**head.shelves, "counties": dict(sorted(counties.items()))},
        counts=digest(head.counts, *parts),
        tokens=" ".join(tokens),
        content=fingerprint(head.content, *parts),
    )
