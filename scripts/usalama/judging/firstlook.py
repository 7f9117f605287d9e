"""The first look at an entry: what the tables alone say of it, without knowing any other entry.

It masks and it judges, each from the publisher's own words; the same two functions serve the pull itself and the
children that read documents, so that where an entry is looked at cannot change what is found. It keeps nothing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from usalama.errors import CATALOG
from usalama.formats import rows as sheets
from usalama.judging import leanings, namesakes, redaction
from usalama.judging.judge import judge_readings
from usalama.judging.maskrules import Rules, read_rules
from usalama.judging.reading import Reading, unquoted
from usalama.judging.relevance import DOUBT, THRESHOLD
from usalama.judging.rulebook import Rulebook, compile_rulebook, rows
from usalama.judging.terms import words_of
from usalama.model import Entry, Judgement

MASKS = "redaction.toml"
_MASKED = (MASKS, "counties.csv", "places.csv", "names.csv", leanings.FILE)
"""The tables by which words are masked."""
_ESTATE = "estate"  # the kind of places whose names stand behind a noun as a name does
_CALLED = frozenset({"first name", "surname", "word"})
"""Kinds of names.csv whose words somebody may be called."""


class Look(NamedTuple):
    """What was found of one entry."""

    entry: Entry  # as its publisher wrote it
    shown: Entry  # with what could hurt somebody masked
    masked_by: tuple[str, ...]
    judgement: Judgement
    marks: Mapping[str, str]  # fingerprints of the names that were hidden, each with its rule


@dataclass(frozen=True, slots=True)
class Tables:
    """The compiled tables of ``content/catalog/`` that a first look needs."""

    rulebook: Rulebook
    masks: Rules

    def judge(self, entry: Entry, least: float = DOUBT) -> Judgement:
        """Judge one entry by its own words; of one below ``least`` its relevance alone is told."""
        return self._judged([(entry, *self.mask(entry))], least)[0]

    def mask(self, entry: Entry) -> tuple[Entry, tuple[str, ...]]:
        """Return the entry masked, and the names of the rules that masked it."""
        return redaction.mask(entry, self.masks)

    def looks(self, entries: Sequence[Entry]) -> tuple[Look, ...]:
        """Return what the tables say of some entries; of a near miss, of which no more is kept, its relevance alone.

        One thing is done to all of them before the next is: in turn for each it takes a sixth longer, since tables and
        code of both do not fit into a processor's nearest memory.
        """
        masked = [(entry, *self.mask(entry)) for entry in entries]
        return tuple(
            [
                Look(entry, shown, names, judgement, self.marks(entry) if names else {})
                for (entry, shown, names), judgement in zip(masked, self._judged(masked, THRESHOLD), strict=True)
            ]
        )

    def marks(self, entry: Entry) -> Mapping[str, str]:
        """Return the fingerprints of the names that masking an entry hides, each with its rule."""
        return namesakes.marks_of(entry, self.masks)

    def _judged(self, masked: Sequence[tuple[Entry, Entry, tuple[str, ...]]], least: float) -> list[Judgement]:
        """Judge what was told, and quote nothing that readers may not see."""
        readings = self.rulebook.read_all([(entry.title, entry.summary) for entry, *_ in masked])
        told = [_as_shown(reading, *each) for reading, each in zip(readings, masked, strict=True)]
        return judge_readings(told, self.rulebook, least=least)


def _as_shown(reading: Reading, entry: Entry, shown: Entry, masked_by: tuple[str, ...]) -> Reading:
    """Return the reading without the words that readers may not see: none is quoted, and no plain one leans either."""
    if not masked_by:
        return reading
    seen = set(words_of(shown.title, shown.summary)[0])
    return unquoted(reading, frozenset(words_of(entry.title, entry.summary)[0]) - seen)


def compile_tables(texts: Mapping[str, str]) -> Tables:
    """Compile ``texts``, by file name; raise CatalogError for a mistake in them."""
    return Tables(compile_rulebook(texts), compile_masks(texts))


def compile_masks(texts: Mapping[str, str]) -> Rules:
    """Read the rules that mask as ``read_masks`` does, and make them ready for texts, which takes as long again."""
    masks = read_masks(texts)
    _ = masks.asked  # here, where a feed is still waited for, and not with its first entry
    return masks


def read_masks(texts: Mapping[str, str]) -> Rules:
    """Read the rules that mask, once for the same texts; raise CatalogError for a mistake in them."""
    return _masks(tuple((name, texts[name]) for name in _MASKED if name in texts))


@lru_cache(maxsize=2)
def _masks(tables: tuple[tuple[str, str], ...]) -> Rules:
    texts = dict(tables)
    places = [row["name"] for row in rows("counties.csv", texts)]
    found = rows("places.csv", texts) if "places.csv" in texts else ()
    estates = {row["name"].lower() for row in found if row["kind"] == _ESTATE}
    estates -= _names(texts, _CALLED - {"word"}) if estates else frozenset()
    return read_rules(
        texts.get(MASKS, ""), f"{CATALOG}/{MASKS}", places=places, plain=_plain_words(texts), estates=estates
    )


def _names(texts: Mapping[str, str], kinds: Collection[str]) -> frozenset[str]:
    found = (row["names"].lower().split("|") for row in rows("names.csv", texts) if row["kind"] in kinds)
    return frozenset(name for names in found for name in names)


def _plain_words(texts: Mapping[str, str]) -> frozenset[str]:
    """Return the words that lean, for no name does, without those that somebody may be called all the same."""
    if not texts.get(leanings.FILE, "").strip():
        return frozenset()
    found = sheets.rows(texts[leanings.FILE], f"{CATALOG}/{leanings.FILE}", leanings.HEAD)
    return frozenset(row["word"] for _, row in found) - _names(texts, _CALLED)
