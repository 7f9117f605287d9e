"""What is left of a word for comparing: small letters, no regular ending, one spelling, of a Kiswahili verb its root.

Good enough to compare, never shown. It knows no term and refuses sentences: words that say nothing of what happened are
dropped (``ordinary``), all others keep what tells them from each other.
"""

import re
import unicodedata
from functools import lru_cache

from usalama.stories.ordinary import FEELING, STOP

SWAHILI = "sw"
_APOSTROPHES = str.maketrans("", "", "'’ʼ`‘´")
_ENDINGS = (("ies", "y"), ("ing", ""), ("edly", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", ""))
_VARIANTS = re.compile(r"([A-Za-z])\1|y(?=i)")
"""A doubled letter, and a y before an i: one village is "Barikoi" or "Barrikoi", another "Kaponiet" or "Kaponyiet"."""
_VERB = re.compile(
    r"(?:(?:ni|tu|u|m|a|wa|i|li|ya|zi|vi|ki|ku|pa)(?:li|na|me|ta|ki|ka)(?:ye|o|yo|cho|lo|vyo|zo)?|ku|wa|a|ya|i|zi)(?=[a-z]{4})"
)
"""Who does it and when, before the root of a Kiswahili verb: "walipinga", "wakipinga" and "kupinga" are one word."""
_BE = "kuwa"  # the root of "yamekuwa" and "kulikuwa", which no list of forms holds


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return a word in small letters without accents, apostrophes and the possessive."""
    small = word.lower()
    for ending in ("'s", "’s"):
        small = small.removesuffix(ending)
    small = small.translate(_APOSTROPHES)
    if not small.isascii():
        small = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return small if small and small[0].isalnum() else ""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return an English word without its regular ending."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004  "bus", "red", "king"
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] == "e":  # noqa: PLR2004
        return word[:-1]
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiouls":  # noqa: PLR2004
        return word[:-1]
    return word


def spelt(text: str) -> str:
    """Return words as if all outlets spelt them alike."""
    return _VARIANTS.sub(r"\1", text)


@lru_cache(maxsize=65536)
def token_of(word: str) -> str:
    """Return a word's stem; nothing of a word that says nothing."""
    small = fold(word)
    if not small or small in STOP or (len(small) == 1 and not small.isdigit()):
        return ""
    return stem(small)


@lru_cache(maxsize=65536)
def root_of(word: str, language: str) -> str:
    """Return a word's stem in one spelling; of a Kiswahili word that is no name, without who does it and when."""
    token = token_of(word)
    found = _VERB.match(token) if language == SWAHILI and not word[0].isupper() else None
    root = token[found.end() :] if found else token
    return "" if root == _BE else spelt(root)


FEELINGS = frozenset(filter(None, (root_of(word, "") for word in FEELING)))
"""The stems of ``FEELING``."""
