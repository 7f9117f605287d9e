"""The evidence that two reports tell one event: what they share, what speaks against it, weighed and summed.

Weights stand in ``content/catalog/story-weights.csv`` (written by ``usalama train-stories``) and how common a word is
in ``story-words.csv``: both can be read. A sum of zero or more says "the same event". Place, day, figures and
names that disagree count against it, and may outweigh any number of shared words. It decides about pairs and refuses
groups.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from operator import mul
from typing import NamedTuple

from usalama.catalogue.actors import FILE as ACTORS
from usalama.catalogue.actors import read_actors
from usalama.claims.counted import ANIMALS
from usalama.errors import CATALOG, CatalogError, MisfitError
from usalama.formats.rows import number, refuse_torn, rows
from usalama.stories import other_days, victims
from usalama.stories.bilingual import FILE as BILINGUAL
from usalama.stories.bilingual import Bilingual, read_bilingual
from usalama.stories.fingerprints import CONCEPT, FIGURE, RECOVER, SUM, Report, fingerprint, is_odd_sum
from usalama.stories.kinds import are_foes_of_two, are_other
from usalama.stories.known_names import beside_places, count_signs
from usalama.stories.linkage import FLOOR
from usalama.stories.nearness import names_the_day, nearness, order
from usalama.stories.onward import share_a_place_alone, tells_a_step
from usalama.stories.roots import spelt
from usalama.stories.sketches import Sketch, StoryTables

WORDS, WEIGHTS, AREAS = "story-words.csv", "story-weights.csv", "counties.csv"
COLUMNS = {WORDS: ("token", "events"), WEIGHTS: ("feature", "weight")}
FEATURES = (
    "concepts", "wording", "contained", "title", "rare", "numbered", "undated", "same-day", "same-span", "three-days",
    "a-month", "later", "other-county", "other-deeds", "other-figures", "other-kind", "other-language",
    "other-names", "other-weekday",
)  # fmt: skip
_RARE_ENOUGH = 4  # more shared rare words than this prove no more
_KIND, _RARE, _NUMBERED, _FIGURES = map(FEATURES.index, ("other-kind", "rare", "numbered", "other-figures"))
_TWO_ALIKE = -1.0  # against one event, and no more: a late report of the first one is still found by others of it
_DIGITS = 2  # a token of more letters than this is a figure of two digits or more
_WORDS_OF_ONE = 3  # two titles that have so many words in common, besides what any of their subject has, tell one thing
_MANY, _NEAR = 8, 1.25  # of so many, a quarter more is one toll as another outlet counts it
_LITTLE = 7.0  # rarity, of all words in common together: "kill", "police" and "say" come to five
NAMES_OF_ONE = 2  # so many rare names in common are one person's, or one person's and a place's


class Evidence(NamedTuple):
    """Two reports compared: the sum of the weights and the values that it was summed from."""

    score: float
    features: tuple[float, ...]


def read_story_tables(files: Mapping[str, str]) -> StoryTables:
    """Compile the three tables, and the words for money of ``actors.csv``; a missing or broken one is named."""
    for name in (BILINGUAL, WORDS, WEIGHTS):
        if name not in files:
            raise CatalogError(f"{CATALOG}/{name}: missing; copy it from the project")
    words = {token: int(events) for token, events in _numbers(files, WORDS)}
    weights = dict(_numbers(files, WEIGHTS))
    lacking = [feature for feature in ("bias", *FEATURES) if feature not in weights]
    if lacking:
        mend = "copy the table from the program's content/catalog, or run usalama train-stories"
        raise MisfitError(f"{CATALOG}/{WEIGHTS}: no weight for {lacking[0]!r}; {mend}")
    ordered = tuple(weights[feature] for feature in ("bias", *FEATURES))
    actors = read_actors(files.get(ACTORS, ""))
    bilingual = read_bilingual(files[BILINGUAL])
    areas = _areas(files.get(AREAS, ""), bilingual)
    lists = files.get("places.csv", ""), files.get("names.csv", "")
    return StoryTables(bilingual, {}, 1, ordered, actors.anywhere("money"), areas, *lists).counted(words)


def _areas(text: str, bilingual: Bilingual) -> frozenset[str]:
    named = [row["name"] for _, row in rows(text, f"{CATALOG}/{AREAS}", ("name",))] if text else []
    found = (token for name in named for token in fingerprint(Report("", name), bilingual).tokens)
    return frozenset(token for token in found if not token.startswith(CONCEPT))


def readings(files: Mapping[str, str]) -> list[Callable[[], object]]:
    """Return what reads the tables one by one, for whoever wants to hear of the mistakes in all of them."""
    lists = [partial(_numbers, files, name) for name in (WORDS, WEIGHTS) if name in files]
    bilingual = [partial(read_bilingual, files[BILINGUAL])] if BILINGUAL in files else []
    return [*lists, *bilingual, partial(read_story_tables, files)]


def _numbers(files: Mapping[str, str], name: str) -> list[tuple[str, float]]:
    """Return the rows of one table of ``COLUMNS``; raise CatalogError for a number that is none, or a count below 1."""
    text, path, (word, value) = files[name], f"{CATALOG}/{name}", COLUMNS[name]
    refuse_torn(text, path)
    found = []
    for line, row in rows(text, path, (word, value)):
        told = number(row, value, path, line)
        if name == WORDS and told < 1:
            raise CatalogError(f"{path}: line {line}: {value} {row[value]!r}: write in how many it was, 1 at least")
        found.append((row[word], told))
    return found


def shared(one: Sketch, other: Sketch) -> list[str]:
    """Return the tokens of both, in order; a figure that counts something else in each is none of both."""
    apart = _counted_apart(one, other)
    return [token for token in _common(one, other) if token not in apart]


def _common(one: Sketch, other: Sketch) -> Iterator[str]:
    """Return the tokens of both, in order."""
    fewer, more = (one, other) if len(one.tokens) < len(other.tokens) else (other, one)
    return filter(more.tokens.__contains__, fewer.tokens)


def _counted_apart(one: Sketch, other: Sketch) -> list[str]:
    others = other.counts
    return [figure for figure, counts in one.counts.items() if figure in others and counts.isdisjoint(others[figure])]


def compare(one: Sketch, other: Sketch, tables: StoryTables, *, apart: bool | None = None) -> Evidence:
    """Weigh everything that speaks for and against two reports telling one event.

    Reports of different counties are as far apart as any, however alike their words are, unless a name or a figure
    is in both titles. So are reports of other kinds of happening that have one rare word in common: that is the place,
    unless it is a sum of money that is not round. Those of one place and two victims, of other numbers of other days,
    of a place alone and days apart, or alike by chance, are two, too, but no further apart. ``apart`` is what
    ``are_of_two_counties`` says of them, where that was asked before.
    """
    features = measure(one, other)
    weights = tables.weights
    score = weights[0] + sum(map(mul, weights[1:], features))
    vetoed = (
        features[_KIND] and _signs(features, one, other, tables) <= 1 and not any(map(is_odd_sum, _common(one, other)))
    )
    if vetoed or (are_of_two_counties(one, other, tables.areas) if apart is None else apart):
        return Evidence(min(score, FLOOR), features)
    if score >= 0 and (_are_two_of_one_place(features, one, other, tables) or _by_chance(features, one, other, tables)):
        score = _TWO_ALIKE
    return Evidence(score, features)


def are_of_two_counties(one: Sketch, other: Sketch, areas: frozenset[str]) -> bool:
    """True where two reports name other counties and have no matter in common: ``compare`` puts them at the floor."""
    apart = one.counties and other.counties and one.counties.isdisjoint(other.counties)
    return bool(apart) and not _same_matter(one, other, areas)


def _signs(features: Sequence[float], one: Sketch, other: Sketch, tables: StoryTables) -> float:
    """Return how many rare things both have: all their places, of several words or in one another, are one."""
    if features[_RARE] <= 1:  # as of most pairs
        return features[_RARE]
    rare = frozenset(token for token in shared(one, other) if token in one.rare or token in other.rare)
    return count_signs(rare - one.said - other.said, tables.places)


def _are_two_of_one_place(features: Sequence[float], one: Sketch, other: Sketch, tables: StoryTables) -> bool:
    """True for two victims of one place, two numbers of two days, or days that it alone joins; no more is rare in both.

    What is worth Sh3 million on Monday and Sh5 million on Thursday are two hauls, whatever else is in both.
    """
    signs = math.inf if features[_NUMBERED] else _signs(features, one, other, tables)
    are_others = features[_FIGURES] and signs - _counted_by_both(one, other) <= 1
    sums = _are_other_sums(one, other)
    are_others = are_others or sums or (signs <= 1 and victims.are_news(one, other))
    if (are_others and other_days.are_told(one, other, sums=sums)) or other_days.are_other_terms(one, other):
        return True
    return signs <= 1 and (victims.are_two(one, other, tables) or share_a_place_alone(one, other, tables))


def _counted_by_both(one: Sketch, other: Sketch) -> int:
    """Return how many rare words are what both count, as litres: not as many of them are no sign of one event."""
    ours, theirs = ({token.partition(" ")[2] for token in told.numbered} for told in (one, other))
    return len(ours & theirs & (one.rare | other.rare))


def _are_other_sums(one: Sketch, other: Sketch) -> bool:
    """True where both titles tell a sum, and no two are nearly the same."""
    ours, theirs = ([int(token[len(SUM) :]) for token in told.title if token.startswith(SUM)] for told in (one, other))
    return bool(ours and theirs) and all(max(pair) > _NEAR * min(pair) for pair in product(ours, theirs))


def _by_chance(features: Sequence[float], one: Sketch, other: Sketch, tables: StoryTables) -> bool:
    """True where one word, no name, is in both, or no county and hardly more than a figure, or the foes are two."""
    if features[_RARE] > 1:
        return False
    common = shared(one, other)
    names = one.rare_names | other.rare_names
    if len(common) == 1 and beside_places(frozenset(common) - names, tables.places):
        return True
    if not one.counties.isdisjoint(other.counties):
        return False
    if are_foes_of_two(one.kinds, other.kinds):
        return True
    rare = one.rare | other.rare
    return [token[0] for token in common if token in rare] == [FIGURE] and sum(
        one.tokens[token] for token in common if token[0] != FIGURE
    ) < _LITTLE


def _same_matter(one: Sketch, other: Sketch, areas: frozenset[str]) -> bool:
    """True where a rare name or a large figure is in both titles, or two rare names in both reports and one title.

    Who was taken in one county is found in the next, and a village may lie in two. What a title writes in capitals is a
    party or a body, which acts in many counties.
    """
    titles = list(filter(other.title.__contains__, one.title))
    if len([token for token in titles if token[0] not in (CONCEPT, FIGURE)]) >= _WORDS_OF_ONE:
        return True
    common = (one.rare_names | other.rare_names) & one.tokens.keys() & other.tokens.keys()
    titled = spelt(f"{one.report.title} {other.report.title}") if common else ""  # seldom: most pairs share no name
    names = {name for name in common if name.upper() not in titled}
    if not names.isdisjoint(titles):
        return True
    if any(token[0] == FIGURE and len(token) > _DIGITS for token in titles):
        ours, theirs = (areas & sketched.title.keys() for sketched in (one, other))
        if not (ours and theirs) or ours & theirs or tells_a_step(one) is not tells_a_step(other):
            return True
    return any(len(names & sketched.title.keys()) >= NAMES_OF_ONE for sketched in (one, other))


def measure(one: Sketch, other: Sketch) -> tuple[float, ...]:
    """Return the value of each of ``FEATURES``."""
    concepts = common = rare = titled = 0.0
    apart = _counted_apart(one, other)
    for token in _common(one, other):
        if token in apart:
            continue
        weight = one.tokens[token]
        common += weight * weight
        if token in one.title and token in other.title:
            titled += weight * weight
        if token[0] == CONCEPT or (token in one.said) is not (token in other.said):
            concepts += weight
        else:
            rare += token in one.rare or token in other.rare
    (ours, our_title), (theirs, their_title) = _sizes(one, other), _sizes(other, one)
    told = names_the_day(one.days, other.report) or names_the_day(other.days, one.report)
    return (
        concepts,
        common / (math.sqrt(ours * theirs) or 1.0),
        min(1.0, common / (min(ours, theirs) or 1.0)),
        min(1.0, titled / (min(our_title, their_title) or 1.0)),
        min(rare, _RARE_ENOUGH),
        float(not one.numbered.isdisjoint(other.numbered)),
        *nearness(one.report, other.report, told=told),
        *_conflicts(one, other),
    )


def _sizes(one: Sketch, other: Sketch) -> tuple[float, float]:
    """Return how much there is of a report and of its title, beside the other one's language."""
    return (one.size, one.title_size) if one.report.language == other.report.language else one.across


def _other_figures(one: Sketch, other: Sketch) -> bool:
    """True where the figures of both for one thing are others: 20 goats and 90 cows, four dead and six.

    Animals that were recovered may be some of more that were taken, and 26 dead and 27 are one toll as two count it.
    """
    others = other.counted
    kinds = [kind for kind, figures in one.counted.items() if kind in others and figures.isdisjoint(others[kind])]
    return any(
        not (_recovers_some(one, other) or _recovers_some(other, one))
        if kind == ANIMALS
        else not _are_near(one.counted[kind], others[kind])
        for kind in kinds
    )


def _are_near(figures: Iterable[int], others: Iterable[int]) -> bool:
    return any(min(pair) >= _MANY and max(pair) <= _NEAR * min(pair) for pair in product(figures, others))


def _recovers_some(one: Sketch, other: Sketch) -> bool:
    fewer = max(one.counted[ANIMALS]) < max(other.counted[ANIMALS])
    return fewer and RECOVER in one.tokens and RECOVER not in other.tokens


def _share_no_name(one: Sketch, other: Sketch) -> bool:
    return one.rare_names.isdisjoint(other.tokens) and other.rare_names.isdisjoint(one.tokens)


def _conflicts(one: Sketch, other: Sketch) -> tuple[float, ...]:
    return (
        float(bool(one.counties and other.counties) and one.counties.isdisjoint(other.counties)),
        float(bool(one.deeds and other.deeds) and one.deeds.isdisjoint(other.deeds)),
        float(_other_figures(one, other)),
        float(are_other(one.kinds, other.kinds, order(one.report, other.report))),
        float(one.report.language != other.report.language),
        float(bool(one.rare_names and other.rare_names) and _share_no_name(one, other)),
        float(bool(one.weekdays and other.weekdays) and one.weekdays.isdisjoint(other.weekdays)),
    )
