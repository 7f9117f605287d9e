"""What was corrected, kept as features.

``content/catalog/corrections.csv`` holds no publisher's text. One row a correction: the entry's key, whether it is
Kenyan security news after all, its right topics where they were given, the features that the text had, and those of its
words that leant somewhere, in alphabetical order, so that a correction leans as a text of today would. Words that stand
in no table of leanings, such as names, are not kept. A later correction of an entry takes the place of an earlier one.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from usalama.errors import CATALOG, CatalogError, TableError
from usalama.formats.headlines import Headline, topics_of
from usalama.formats.rows import numbers, render_numbers, rows, write_table
from usalama.formats.tables import nearest
from usalama.judging.leanings import PREFIX, Leanings, evenly, hear, lean_of, plain_words
from usalama.judging.relevance import Features, features_of, muffled
from usalama.judging.rulebook import Rulebook, compile_rulebook, features
from usalama.labelled.training import Example, fit, render_weights

FILE = "corrections.csv"
NEEDED = ("key", "relevant", "topics", "features")
HEAD = (*NEEDED, "words", "said")
WEIGHT = 3.0  # a correction counts for as much as this many labelled headlines: somebody looked
ANSWERS: Mapping[str, bool] = {"1": True, "yes": True, "y": True, "0": False, "no": False, "n": False}


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer, and what its text gives to training."""

    key: str
    relevant: bool
    topics: tuple[str, ...]
    features: Features  # without what the words lean to; in a row of before words were kept, with it
    words: tuple[str, ...] = ()  # those that leant somewhere when they were recorded
    said: int = 0  # how many plain words the text had in all

    def example(self, leanings: Leanings, known: Collection[str]) -> Example:
        """Return it as training takes it: its words lean as in this table, what is not ``known`` is left out."""
        heard = hear(self.words, leanings)._replace(evenly=evenly(self.said))
        found = {**self.features, **muffled(lean_of(heard, leanings.targets), self.features)}
        topics = tuple(topic for topic in self.topics if topic in known)
        return Example(self.key, {name: found[name] for name in found if name in known}, self.relevant, topics, WEIGHT)


def read_corrections(files: Mapping[str, str], known: Collection[str] | None = None) -> list[Correction]:
    """Return the corrections; none where the file is not there. A topic that is not ``known``, if given, is refused."""
    found: list[Correction] = []
    if not files.get(FILE, "").strip():
        return found
    for line, row in rows(files[FILE], f"{CATALOG}/{FILE}", NEEDED):
        if row["relevant"] not in {"0", "1"}:
            raise CatalogError(f"{CATALOG}/{FILE}: line {line}: relevant is {row['relevant']!r}; write 0 or 1")
        topics = tuple(filter(None, row["topics"].split(";")))
        for topic in topics:
            if known is not None and topic not in known:
                told = f"topics: {topic!r} is no topic, and trains none; {nearest(topic, sorted(known))}"
                raise CatalogError(f"{CATALOG}/{FILE}: line {line}: {told}")
        words, said = tuple((row.get("words") or "").split()), row.get("said") or "0"
        if not said.isdecimal():
            raise CatalogError(f"{CATALOG}/{FILE}: line {line}: said {said!r}: write a whole number")
        own = _features(row["features"], line)
        found.append(Correction(row["key"], row["relevant"] == "1", topics, own, words, int(said)))
    return found


def _features(text: str, line: int) -> dict[str, float]:
    try:
        return numbers(filter(None, text.split("; ")))
    except ValueError:
        raise CatalogError(f"{CATALOG}/{FILE}: line {line}: features: write name=number; name=number") from None


def latest(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the last correction of each entry, ordered by key."""
    return [each for _, each in sorted({each.key: each for each in corrections}.items())]


def render_corrections(corrections: Iterable[Correction]) -> str:
    """Return the file's text, ordered by key."""

    def row(e: Correction) -> tuple[str, ...]:
        told = e.key, str(int(e.relevant)), ";".join(e.topics), render_numbers(e.features)
        return *told, " ".join(e.words), str(e.said)

    return write_table(HEAD, map(row, latest(corrections)))


def corrections_in(
    headlines: Sequence[Headline], rulebook: Rulebook, name: str, column: str = "correct"
) -> list[Correction]:
    """Return the rows of a table that are answered in a ``column``; rows without an answer are left alone."""
    found = []
    for headline in headlines:
        answer = headline.columns.get(column, "").strip().lower()
        if not answer:
            continue
        if answer not in ANSWERS:
            raise TableError(f"{name}: {headline.id}: {column} is {answer!r}; write 1, 0 or nothing")
        topics = topics_of(headline, rulebook.ground.topics, name)
        relevant = ANSWERS[answer]
        found.append(_correction(headline, rulebook, relevant=relevant, topics=topics if relevant else ()))
    return found


def _correction(headline: Headline, rulebook: Rulebook, *, relevant: bool, topics: tuple[str, ...]) -> Correction:
    reading = rulebook.read(headline.title, headline.summary)
    features = features_of(reading, rulebook.ground)
    own = {name: value for name, value in features.items() if not name.startswith(PREFIX)}
    leaning, said = tuple(sorted(reading.plain.leaning)), len(plain_words(reading.words))
    return Correction(headline.id, relevant, topics, own, leaning, said)


NEAR = 0.2  # without the labelled headlines at hand, the weights stay close to what those taught them


def moved(files: Mapping[str, str], corrections: Iterable[Correction]) -> str:
    """Return ``weights.csv`` with the weights of these tables moved by all that was answered."""
    rulebook, known = compile_rulebook(files), features(files)
    return render_weights(fit([each.example(rulebook.leanings, known) for each in corrections], rulebook.weights, NEAR))
