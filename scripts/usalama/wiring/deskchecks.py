"""What ``usalama check`` says of a desk's tables that is no mistake: what counts for nothing, or is forgotten."""

import contextlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from usalama.catalogue.outlines import FILE as OUTLINES
from usalama.catalogue.wording import FILE as WORDS
from usalama.catalogue.wording import read_wording
from usalama.errors import CATALOG, UsalamaError
from usalama.files import sitefolder, store
from usalama.judging import rulebook
from usalama.judging.gazetteer import unnamed_areas
from usalama.judging.idle import surplus_rows
from usalama.wiring import framewords
from usalama.words.text import counted

_NAMED = 3  # of what a table has and a desk has not


def programs(root: Path) -> dict[str, str]:
    """Return the program's own tables, which those of a site began as; none where the site is the program's folder."""
    with contextlib.suppress(UsalamaError):
        if not root.samefile(sitefolder.PROGRAM):
            return store.read_desk(sitefolder.PROGRAM)
    return {}


def _surplus(texts: Mapping[str, str], program: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each table with rows on what the desk gave up: they count for nothing, and are no slip."""
    gone = rulebook.given_up(texts, program)
    for name in (each for each in ("weights.csv", "priors.csv") if each in texts and gone.topics | gone.features):
        if named := surplus_rows(rulebook.rows(name, texts), gone.topics, gone.features):
            told = counted(len(named), "row is", "rows are")
            first = ", ".join(list(dict.fromkeys(named))[:_NAMED])
            yield f"{CATALOG}/{name}: {told} on what this desk has no more ({first} …); right if it was given up"


def idle_words(root: Path, texts: Mapping[str, str], outlined: Collection[str]) -> Iterator[str]:
    """Yield what a desk wrote, forgot or gave up and nothing tells: an area without a place, a misspelt sentence."""
    yield from _surplus(texts, programs(root))
    places, areas = (list(rulebook.rows(name, texts)) for name in ("places.csv", "counties.csv"))
    if unnamed := unnamed_areas(places, [row["name"] for row in areas]):
        first, more = unnamed[0], counted(len(unnamed) - 1, "more area", "more areas")
        told = f"no row of the kind county names {first}" + (f", and {more} have none" if unnamed[1:] else "")
        yield f"{CATALOG}/places.csv: {told}: a report that names it lies in none; add {first},county,{first},"
    if undrawn := [row["slug"] for row in areas if outlined and row["slug"] not in outlined]:
        yield f"{CATALOG}/{OUTLINES}: counties: no map shows {', '.join(undrawn)}, of counties.csv; draw it"
    words = texts.get(WORDS, "")
    if any(each.sentences for each in read_wording(words).words.values()):
        yield from framewords.unsaid(root, words)
