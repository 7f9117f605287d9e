"""Judge texts, each by itself: is it Kenyan security news, on which topics, in which counties, and why.

The same code serves the pull, the ``judge`` command and ``explain``. It gives no story: that needs the other entries.
"""

from collections.abc import Iterable, Iterator, Sequence

from usalama.judging import facets, relevance, topics
from usalama.judging.leanings import RELEVANCE
from usalama.judging.reading import Reading
from usalama.judging.rulebook import Rulebook
from usalama.judging.terms import some_at_once
from usalama.model import Judgement, Reason

UNTOLD = frozenset({"hot spot"})
"""Kinds of places that no reason names: towns that the news names would be called places of trouble by us."""


def judge(title: str, summary: str, rulebook: Rulebook) -> Judgement:
    """Return the judgement of a title and summary in any mix of English, Kiswahili and Sheng.

    Topics, counties and facets are given down to ``relevance.DOUBT`` so that a near miss can be reviewed; whether the
    text counts as Kenyan security news is ``relevance >= THRESHOLD`` alone.
    """
    return judge_reading(rulebook.read(title, summary), rulebook)


def judge_all(texts: Iterable[tuple[str, str]], rulebook: Rulebook) -> Iterator[Judgement]:
    """Yield the judgement of each title and summary."""
    for some in some_at_once(texts):
        yield from judge_readings(rulebook.read_all(some), rulebook)


def judge_reading(reading: Reading, rulebook: Rulebook) -> Judgement:
    """Judge a text that was read before."""
    return judge_readings([reading], rulebook)[0]


def judge_readings(
    readings: Sequence[Reading], rulebook: Rulebook, *, least: float = relevance.DOUBT
) -> list[Judgement]:
    """Judge texts that were read before; of one below ``least`` its relevance alone is told.

    As they are read, one thing is done to all of them before the next is.
    """
    ground, weights = rulebook.ground, rulebook.weights[RELEVANCE]
    features = [relevance.features_of(reading, ground) for reading in readings]
    points = [relevance.points_of(each, weights) for each in features]
    shares = [
        relevance.shares(each, reading, ground, least=relevance.HEARD, most=relevance.TOLD)
        for each, reading in zip(points, readings, strict=True)
    ]
    scores = [relevance.sigmoid(sum(each.values())) for each in points]
    why = [relevance.reason(*each) for each in zip(scores, shares, strict=True)]
    scores = [round(score, 4) for score in scores]
    found = [
        topics.topics_of(topics.features_of(reading, each, ground), rulebook.models) if score >= least else None
        for reading, each, score in zip(readings, features, scores, strict=True)
    ]
    return [_judgement(*each, rulebook) for each in zip(readings, scores, why, found, strict=True)]


def _judgement(
    reading: Reading, score: float, why: Reason, found: Sequence[topics.Topical] | None, rulebook: Rulebook
) -> Judgement:
    """Bring together what was found; without topics it is the relevance alone."""
    if found is None:
        return Judgement(score, reasons=(why,))
    counties, county_reasons = _counties(reading, rulebook)
    themes = facets.facets_of(reading)
    reasons = (why, *topics.reasons(found, reading), *county_reasons, *facets.reasons(themes, reading))
    slugs = tuple([topical.slug for topical in found])
    return Judgement(score, slugs, counties, facets=themes, reasons=reasons)


def _counties(reading: Reading, rulebook: Rulebook) -> tuple[tuple[str, ...], list[Reason]]:
    """Return the counties of the text in the order they are named, each with how it was found."""
    found: dict[str, Reason] = {}
    for place in reading.places:
        for county in place.counties:
            slug = rulebook.county_slugs[county]
            named = place.kind == "county"
            kind = "" if place.kind in UNTOLD else f" ({place.kind})"
            evidence = f'named: "{place.name}"' if named else f'implied by "{place.name}"{kind}'
            if slug not in found or (named and not found[slug].evidence.startswith("named")):
                found[slug] = Reason("county", slug, evidence)
    return tuple(found), list(found.values())
