"""What maintainers corrected, kept as features: ``content/catalog/corrections.csv`` holds no publisher's text.

One row a correction: the entry's key, whether it is Kenyan security news after all, its right topics where they were
given, and the features that the text had. A later correction of the same entry takes the place of an earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from usalama.errors import CatalogError, TableError
from usalama.formats.headlines import Headline, write_table
from usalama.formats.rows import numbers, render_numbers, rows
from usalama.judging.rulebook import Rulebook
from usalama.labelled.training import Example, example

FILE = "corrections.csv"
HEAD = ("key", "relevant", "topics", "features")
WEIGHT = 3.0
"""A correction counts for as much as this many labelled headlines: somebody looked."""
_ANSWERS: Mapping[str, bool] = {"1": True, "yes": True, "y": True, "0": False, "no": False, "n": False}


def read_corrections(files: Mapping[str, str]) -> list[Example]:
    """Return the corrections as examples; none where the file is not there."""
    found: list[Example] = []
    if not files.get(FILE, "").strip():
        return found
    for line, row in rows(files[FILE], f"content/catalog/{FILE}", HEAD):
        features = _features(row["features"], line)
        topics = tuple(filter(None, row["topics"].split(";")))
        found.append(Example(row["key"], features, row["relevant"] == "1", topics, WEIGHT))
    return found


def _features(text: str, line: int) -> dict[str, float]:
    try:
        return numbers(filter(None, text.split("; ")))
    except ValueError:
        raise CatalogError(f"content/catalog/{FILE}: line {line}: features: write name=number; name=number") from None


def render_corrections(examples: Iterable[Example]) -> str:
    """Return the file's text, ordered by key."""
    latest = {each.id: each for each in examples}
    rows = [
        (
            each.id,
            str(int(each.relevant)),
            ";".join(each.topics),
            render_numbers(each.features),
        )
        for _, each in sorted(latest.items())
    ]
    return write_table(HEAD, rows)


def corrections_in(headlines: Sequence[Headline], rulebook: Rulebook, name: str) -> list[Example]:
    """Return the answered rows of a review table as examples; rows without an answer are left alone."""
    found = []
    for headline in headlines:
        answer = headline.columns.get("correct", "").strip().lower()
        if not answer:
            continue
        if answer not in _ANSWERS:
            raise TableError(f"{name}: {headline.id}: correct is {answer!r}; write 1, 0 or nothing")
        topics = tuple(filter(None, headline.columns.get("topics", "").split(";")))
        unknown = [topic for topic in topics if topic not in rulebook.ground.topics]
        if unknown:
            raise TableError(
                f"{name}: {headline.id}: no topic {unknown[0]!r}; one of {', '.join(rulebook.ground.topics)}"
            )
        relevant = _ANSWERS[answer]
        one = example(headline.id, headline.title, headline.summary, rulebook, relevant=relevant)
        found.append(Example(one.id, one.features, relevant, topics if relevant else (), WEIGHT))
    return found
