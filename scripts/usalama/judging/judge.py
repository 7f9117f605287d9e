"""Judge one text: is it Kenyan security news, on which topics, in which counties, and why.

The same code serves the pull, the ``judge`` command and ``explain``. It gives no story: that needs the other entries.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from usalama.judging import facets, relevance, topics
from usalama.judging.leanings import RELEVANCE
from usalama.judging.reading import Reading
from usalama.judging.rulebook import Rulebook
from usalama.model import Judgement, Reason

_AT_ONCE = 100
"""Texts that are read before the first of them is judged."""


def judge(title: str, summary: str, rulebook: Rulebook) -> Judgement:
    """Return the judgement of a title and summary in any mix of English, Kiswahili and Sheng.

    Topics, counties and facets are given down to ``relevance.DOUBT`` so that a near miss can be reviewed; whether the
    text counts as Kenyan security news is ``relevance >= THRESHOLD`` alone.
    """
    return judge_reading(rulebook.read(title, summary), rulebook)


def judge_all(texts: Iterable[tuple[str, str]], rulebook: Rulebook) -> Iterator[Judgement]:
    """Yield the judgement of each title and summary."""
    ahead = iter(texts)
    while some := [*islice(ahead, _AT_ONCE)]:
        yield from [judge_reading(reading, rulebook) for reading in rulebook.read_all(some)]


def judge_reading(reading: Reading, rulebook: Rulebook, *, least: float = relevance.DOUBT) -> Judgement:
    """Judge a text that was read before; of one below ``least`` its relevance alone is told."""
    ground = rulebook.ground
    features = relevance.features_of(reading, ground)
    points = relevance.points_of(features, rulebook.weights[RELEVANCE])
    probability = relevance.sigmoid(sum(points.values()))
    told = relevance.shares(points, reading, ground, least=relevance.HEARD, most=relevance.TOLD)
    why, rounded = [relevance.reason(probability, told)], round(probability, 4)
    if probability < min(least, relevance.DOUBT) or rounded < least:
        return Judgement(rounded, reasons=tuple(why))
    found = topics.topics_of(topics.features_of(reading, features, ground), rulebook.models)
    counties, county_reasons = _counties(reading, rulebook)
    themes = facets.facets_of(reading)
    why += [*topics.reasons(found, reading), *county_reasons, *facets.reasons(themes, reading)]
    slugs = tuple(topical.slug for topical in found)
    return Judgement(rounded, slugs, counties, facets=themes, reasons=tuple(why))


def _counties(reading: Reading, rulebook: Rulebook) -> tuple[tuple[str, ...], list[Reason]]:
    """Return the counties of the text in the order they are named, each with how it was found."""
    found: dict[str, Reason] = {}
    for place in reading.places:
        for county in place.counties:
            slug = rulebook.county_slugs[county]
            named = place.kind == "county"
            evidence = f'named: "{place.name}"' if named else f'implied by "{place.name}" ({place.kind})'
            if slug not in found or (named and not found[slug].evidence.startswith("named")):
                found[slug] = Reason("county", slug, evidence)
    return tuple(found), list(found.values())
