"""The English–Kiswahili term table: words of both languages, and long and short names, as one concept.

``content/catalog/bilingual.csv`` holds it: concept, English terms, Kiswahili terms, in the vocabulary's spelling
(``|`` between terms, ``{a,b}`` for choices, ``root-`` or ``-form`` for a verb). Where English words behind ``~`` stand
in the place of a concept, English reports are read as they are, and Kiswahili ones as if they said these. It refuses
sentences: it only lets a Kiswahili report and an English one be seen to speak of the same things.
"""

from collections.abc import Sequence
from itertools import chain

from usalama.errors import CATALOG, CatalogError
from usalama.formats.rows import cells
from usalama.formats.tables import term_mistake
from usalama.judging.spellings import parted
from usalama.judging.terms import Lexicon, Trie
from usalama.stories.roots import root_of

MARK = "="
_ENGLISH = "~"
FILE = "bilingual.csv"
_PATH = f"{CATALOG}/{FILE}"
_COLUMNS = ["concept", "en", "sw"]


class Bilingual:
    """Finds concepts in words; compiled once, remembered word by word."""

    __slots__ = ("_lexicon", "english", "names", "tokens")

    def __init__(self, rows: Sequence[tuple[str, str]]) -> None:
        named = dict.fromkeys(concept for concept, _ in rows)
        self.names = frozenset(concept for concept in named if concept[0] != _ENGLISH)
        self._lexicon: Lexicon[str] = Lexicon(Trie((parted(term), concept) for concept, term in rows))
        self.tokens = {concept: self._tokens(concept) for concept in named}
        """What each is in a fingerprint: a concept's own token, or those of English words."""
        told = chain.from_iterable(self.tokens[concept] for concept in named.keys() - self.names)
        self.english = frozenset(token for token in told if token[0] != MARK)

    def _tokens(self, concept: str) -> tuple[str, ...]:
        if concept[0] != _ENGLISH:
            return (MARK + concept,)
        words, place, found = concept[1:].split(), 0, list[str]()
        concepts = self.concepts(words)
        while place < len(words):
            past, name = concepts.get(place, (place + 1, ""))
            found.append(MARK + name if name in self.names else root_of(words[place], ""))
            place = past
        return tuple(filter(None, found))

    def concepts(self, words: Sequence[str]) -> dict[int, tuple[int, str]]:
        """Return where concepts start: word number to (word number after it, concept)."""
        return {hit.start: (hit.end, hit.values[0]) for hit in self._lexicon.find(words, len(words))}


def read_bilingual(text: str) -> Bilingual:
    """Compile the table's text; a row that is not three columns is refused by its line."""
    rows: list[tuple[str, str]] = []
    read = cells(text, _PATH)
    if next(read, (0, []))[1] != _COLUMNS:
        raise CatalogError(f"{_PATH}: line 1: the header is not {','.join(_COLUMNS)}; write it so")
    for line, row in read:
        if len(row) != len(_COLUMNS) or not row[0]:
            raise CatalogError(f"{_PATH}: line {line}: not three columns; quote a cell that holds a comma")
        if row[0].startswith(_ENGLISH) and (row[1].strip() or not row[0].strip(f"{_ENGLISH} ")):
            raise CatalogError(f"{_PATH}: line {line}: {row[0]!r}: write English words behind it, and none beside it")
        terms = [term.strip() for cell in row[1:] for term in cell.split("|") if term.strip()]
        if wrong := next(filter(None, map(term_mistake, terms)), ""):
            raise CatalogError(f"{_PATH}: line {line}: {wrong}")
        rows.extend((row[0], term) for term in terms)
    return Bilingual(rows)
