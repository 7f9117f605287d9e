"""The judging tables, compiled once from the catalogue's texts: vocabulary, patterns, gazetteer, weights.

It takes texts by file name and opens nothing; a mistake in one is a single line with file, line and mend.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from usalama.catalogue.actors import FILE as ACTORS_FILE
from usalama.catalogue.actors import read_actors
from usalama.catalogue.catalog import GRADES, Topic, moved, read_topics
from usalama.errors import CATALOG, CatalogError, MisfitError
from usalama.formats import rows as sheets
from usalama.formats.tables import nearest, term_mistake
from usalama.judging import facts
from usalama.judging.gazetteer import build_gazetteer, checked
from usalama.judging.idle import TOLD, refuse_idle_weights, refuse_strange_codes, refuse_unfounded, refuse_unheard
from usalama.judging.idle import unweighed as unweighed_in
from usalama.judging.leanings import PREFIX as LEANING
from usalama.judging.leanings import RELEVANCE, Leanings, read_leanings
from usalama.judging.lexicon import build_lexicon
from usalama.judging.places import NAMED, Gazetteer
from usalama.judging.reading import Reading, read
from usalama.judging.relevance import Ground, Weights, feature_names
from usalama.judging.terms import Lexicon, Term, grade_of
from usalama.judging.topics import Models, models_of
from usalama.judging.whose import Passports

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "vocabulary.csv": ("class", "grade", "language", "terms"),
    **facts.COLUMNS,
    "places.csv": ("name", "kind", "counties", "source"),
    "counties.csv": ("number", "name", "slug"),
    "foreign.csv": ("country", "names"),
    "names.csv": ("kind", "names"),
    "weights.csv": ("target", "feature", "weight"),
    "priors.csv": ("target", "feature", "weight"),
}
"""What each table must hold; further columns are for people."""
_WORDED = ("vocabulary.csv", "topics.toml", ACTORS_FILE)  # the tables that have the terms


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that judging needs, ready to use."""

    lexicon: Lexicon[Term]
    facts: facts.Facts
    gazetteer: Gazetteer
    leanings: Leanings
    weights: Weights
    models: Models  # the same of the topics, laid out to be weighed by
    ground: Ground
    county_slugs: Mapping[str, str]  # county name, as the gazetteer spells it, to slug
    county_names: Mapping[str, str]  # the other way round
    files: Mapping[str, str]
    """The texts it was compiled from, for tables that other rooms compile for themselves."""

    def read(self, title: str, summary: str) -> Reading:
        """Read a text: its words, terms, places and the strength of each class."""
        return self.read_all([(title, summary)])[0]

    def read_all(self, texts: Iterable[tuple[str, str]]) -> list[Reading]:
        """Read many texts, a little sooner than each by itself."""
        return read(texts, self.lexicon, self.gazetteer, self.facts, self.leanings)


def compile_rulebook(files: Mapping[str, str]) -> Rulebook:
    """Compile the tables, once for the same texts; ``files`` maps names such as ``vocabulary.csv`` to their text."""
    return _compiled(tuple((name, text) for name, text in sorted(files.items()) if name != "feeds.toml"))


@lru_cache(maxsize=2)
def _compiled(tables: tuple[tuple[str, str], ...]) -> Rulebook:
    files = dict(tables)
    counties = list(rows("counties.csv", files))
    slugs = {row["name"]: row["slug"] for row in counties}
    weights, ground = read_weights(files), _ground(files, counties)
    return Rulebook(
        lexicon=_lexicon(tuple((name, files[name]) for name in _WORDED if name in files)),
        facts=_facts(files),
        gazetteer=_gazetteer(files),
        leanings=read_leanings(files),
        weights=weights,
        models=models_of(weights, ground),
        ground=ground,
        county_slugs=slugs,
        county_names={slug: name for name, slug in slugs.items()},
        files=files,
    )


@lru_cache(maxsize=2)
def _lexicon(tables: tuple[tuple[str, str], ...]) -> Lexicon[Term]:
    """Compile the terms once for all rulebooks that differ in other tables: it takes two thirds of compiling one."""
    files = dict(tables)
    return build_lexicon(list(_vocabulary(files)), list(_topic_terms(files)), _money(files))


def readings(files: Mapping[str, str]) -> list[Callable[[], object]]:
    """Return what reads the tables one by one, for whoever wants to hear of all mistakes that stop a pull."""
    return [
        *(partial(list, _numbered(name, files)) for name in COLUMNS if name in files or name != "priors.csv"),
        lambda: _gazetteer(files),
        lambda: (list(_vocabulary(files)), list(_topic_terms(files)), _money(files)),  # no more can be wrong
        lambda: _facts(files),
        lambda: read_leanings(files),
        lambda: read_weights(files),
        lambda: _ground(files, ()),
    ]


def idle(files: Mapping[str, str], program: Mapping[str, str] = MappingProxyType({})) -> list[Callable[[], object]]:
    """Return what looks for that which stops no pull: what counts for nothing, and what training alone reads.

    What the ``program``'s own tables know is no slip: a desk that made its tables from them gave it up.
    """
    table, spoken = partial(_numbered, files=files), cache(partial(_spoken, files))
    topics, known, heard = given_up(files, program)
    return [
        *(lambda name=name: refuse_unheard(table(name), name, spoken() | heard) for name in facts.COLUMNS),
        lambda: _refuse_unweighed(files),
        lambda: refuse_strange_codes(
            table("names.csv"), "names.csv", {row["country"] for row in rows("foreign.csv", files)}
        ),
        lambda: read_leanings(files, (*_topics(files), *topics)),
        lambda: refuse_unfounded(table("weights.csv"), files),
        *(partial(_refuse_idle, files, name, topics, known) for name in ("weights.csv", "priors.csv") if name in files),
    ]


class GivenUp(NamedTuple):
    """What other tables know of and a desk's do not."""

    topics: frozenset[str] = frozenset()
    features: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()


def given_up(files: Mapping[str, str], program: Mapping[str, str]) -> GivenUp:
    """Return what the ``program``'s tables know and the desk's do not; a topic that has another slug now is none of it.

    Nothing where either cannot be read, which others name. A check asks twice for the same texts, which are many.
    """
    return _given_up(tuple(files.items()), tuple(program.items()))


@lru_cache(maxsize=1)
def _given_up(own: tuple[tuple[str, str], ...], others: tuple[tuple[str, str], ...]) -> GivenUp:
    files, program = dict(own), dict(others)
    try:
        topics = {*_topics(program), *moved(_read_topics(program))} - {*_topics(files)} if program else set()
        renamed = topics & moved(_read_topics(files)).keys() if topics else set()
        features_ = features(program) - features(files) if program else frozenset()
        classes = _spoken(program) - _spoken(files) if program else set()
    except CatalogError:
        return GivenUp()
    stale = {name for old in renamed for name in (old, f"{old} in title", LEANING + old)}
    return GivenUp(frozenset(topics - renamed), features_ - stale, frozenset(classes - renamed))


def unweighed(files: Mapping[str, str]) -> dict[str, str]:
    """Return the classes that nothing weighs, in the order of their tables → the line that names the mend."""
    return unweighed_in({name: list(_numbered(name, files)) for name in TOLD}, read_weights(files))


def _refuse_unweighed(files: Mapping[str, str]) -> None:
    for mistake in unweighed(files).values():
        raise MisfitError(mistake)


def slugs(files: Mapping[str, str]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return what topics are and were called, and the slugs of counties: a hundredth of compiling the tables."""
    return (*_topics(files), *moved(_read_topics(files))), frozenset(row["slug"] for row in rows("counties.csv", files))


def rows(name: str, files: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the rows of one table, checked for its columns."""
    return (row for _, row in _numbered(name, files))


def _numbered(name: str, files: Mapping[str, str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows with the line that each ends in."""
    yield from sheets.rows(text_of(name, files), f"{CATALOG}/{name}", COLUMNS[name])


def text_of(name: str, files: Mapping[str, str]) -> str:
    """Return the text of one table; raise CatalogError where it is missing."""
    if name not in files:
        raise CatalogError(f"{CATALOG}/{name}: missing; copy it from the project")
    return files[name]


def _gazetteer(files: Mapping[str, str]) -> Gazetteer:
    areas = {row["name"]: line for line, row in _numbered("counties.csv", files)}
    places = checked(_numbered("places.csv", files), areas)
    return build_gazetteer(places, rows("foreign.csv", files), rows("names.csv", files))


def _vocabulary(files: Mapping[str, str]) -> Iterator[Term]:
    for line, row in _numbered("vocabulary.csv", files):
        classes, grade = tuple(row["class"].split(";")), grade_of(row, f"{CATALOG}/vocabulary.csv", line)
        for text in row["terms"].split("|"):
            if wrong := term_mistake(text.strip()):
                raise CatalogError(f"{CATALOG}/vocabulary.csv: line {line}: terms: {wrong}")
            yield Term(text.strip(), classes, grade)


def _money(files: Mapping[str, str]) -> frozenset[str]:
    return read_actors(files.get(ACTORS_FILE, "")).anywhere("money")


def _topics(files: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(topic.slug for topic in _read_topics(files))


def _ground(files: Mapping[str, str], counties: Sequence[Mapping[str, str]]) -> Ground:
    """Return what the tables say of the desk's own country: topics, troubled counties, the people's names."""
    natures: dict[str, set[str]] = {}
    for county in counties:
        if county.get("nature"):
            natures.setdefault(county["nature"], set()).add(county["name"])
    names: dict[str, frozenset[str]] = {}
    for line, row in _numbered("names.csv", files):
        if row["kind"] not in NAMED:
            mend = nearest(row["kind"], NAMED)
            raise CatalogError(f"{CATALOG}/names.csv: line {line}: kind {row['kind']!r} is not known; {mend}")
        names[row["kind"]] = frozenset(row["names"].lower().split("|"))
    return Ground(
        _topics(files),
        {nature: frozenset(places) for nature, places in sorted(natures.items())},
        names.get("people", frozenset()),
        names.get("neighbour", frozenset()),
        names.get("mission", frozenset()),
        Passports(*[names.get(kind, frozenset()) for kind in ("nationality", "nationals", "holder", "everywhere")]),
    )


def _topic_terms(files: Mapping[str, str]) -> Iterator[Term]:
    """Yield the terms that speak for one topic alone: those that its own table lists."""
    for topic in _read_topics(files):
        for term in topic.terms:
            yield Term(term.text, (topic.slug,), GRADES[term.grade])


def _read_topics(files: Mapping[str, str]) -> tuple[Topic, ...]:
    return read_topics(text_of("topics.toml", files), f"{CATALOG}/topics.toml")


def _facts(files: Mapping[str, str]) -> facts.Facts:
    return facts.read_facts(_numbered(facts.PATTERNS, files), _numbered(facts.UNLESS, files))


def _refuse_idle(files: Mapping[str, str], name: str, topics: frozenset[str], known: frozenset[str]) -> None:
    read_weights(files, name)
    refuse_idle_weights(_numbered(name, files), name, (*_topics(files), *sorted(topics)), features(files) | known)


def _spoken(files: Mapping[str, str]) -> set[str]:
    """Return the classes that a term or a pattern speaks for."""
    spoken = {name for row in rows("vocabulary.csv", files) for name in row["class"].split(";")}
    spoken.update(row["class"] for row in rows(facts.PATTERNS, files))
    return spoken.union(filter(None, (row["becomes"] for row in rows(facts.UNLESS, files))), _topics(files))


def features(files: Mapping[str, str]) -> frozenset[str]:
    """Return the names of all features that a text can have by these tables."""
    return feature_names(_spoken(files), _ground(files, list(rows("counties.csv", files))))


def read_weights(files: Mapping[str, str], name: str = "weights.csv") -> dict[str, dict[str, float]]:
    """Return the weights of ``weights.csv``, or of ``priors.csv``: target → feature → weight.

    One that counts for nothing is refused elsewhere (``idle``).
    """
    found: dict[str, dict[str, float]] = {}
    path = f"{CATALOG}/{name}"
    if name == "weights.csv":
        sheets.refuse_torn(files.get(name, ""), path)
    for line, row in _numbered(name, files):
        found.setdefault(row["target"], {})[row["feature"]] = sheets.number(row, "weight", path, line)
    if "bias" not in found.get(RELEVANCE, {}):  # without it nearly all would be kept
        lacks = "bias" if RELEVANCE in found else "weights"
        restored = "restore the row, or run usalama train"
        mend = restored if name == "weights.csv" else f"write {RELEVANCE},bias,-4 to begin with"
        raise CatalogError(f"{path}: no {lacks} for {RELEVANCE!r}; {mend}")
    for topic in _topics(files):
        # A topic that nobody has trained yet speaks through its own terms alone.
        found.setdefault(topic, {"bias": -2.0, topic: 4.0, f"{topic} in title": 1.0})
    return found
