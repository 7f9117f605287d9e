"""Text from a feed, reduced once and for all to safe plain text.

What comes out is one line without markup, controls or invisible characters: it cannot be HTML, Markdown, metadata,
a file name or template source by accident, yet whoever prints it still escapes it. It shortens and never rewords.
"""

import re
import unicodedata

from usalama.words.characters import cut
from usalama.words.markup import blocks

_APOSTROPHES = re.compile("['’‘ʼ`]")
_NOT_IN_SLUGS = re.compile("[^a-z0-9]+")
_TITLES = ("Mr|Ms|Dr|Fr|Lt|Bi|Bw", "Mrs|Dkt|Hon|Rev|Sgt|Cpl|Gen|Col|Maj|Eng", "Prof|Insp|Supt|Capt")  # by their length
NO_END = "".join(rf"(?<!\b(?:{some})\.)" for some in _TITLES)
"""Where a full stop ends no sentence, behind what somebody is called, "Mr. Made": right behind it in an expression."""
NO_END_BEFORE = "".join(rf"(?<!\b(?:{some})\.\s)" for some in _TITLES)
"""The same behind the blank that follows the stop."""
SENTENCE = re.compile(rf"(?<=[.!?;]){NO_END}\s+")
"""What stands between two sentences, and between clauses that a semicolon parts."""


def plain(markup: str) -> str:
    """Return HTML, or any text, as one line of plain text."""
    return " ".join(blocks(markup))


def line(markup: str, limit: int) -> str:
    """Return ``plain(markup)`` in at most ``limit`` characters, cut at a word with an ellipsis."""
    return cut(plain(markup), limit)


def counted(number: int, one: str, many: str) -> str:
    """Return the number with its word: ``1 entry has``, ``2 entries have``."""
    return f"{number} {one if number == 1 else many}"


def slug(text: str, limit: int = 60) -> str:
    """Return ``text`` as ``[a-z0-9-]``, whole words within ``limit`` characters; "" where no letter is left."""
    ascii_only = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).encode("ascii", "ignore").decode("ascii")
    whole = _NOT_IN_SLUGS.sub("-", ascii_only.lower()).strip("-")
    if len(whole) <= limit:
        return whole
    head, _, _ = whole[: limit + 1].rpartition("-")
    return (head or whole[:limit]).strip("-")


def whole_words(words: str) -> re.Pattern[str]:
    """Return what finds ``words`` as they are where they stand whole: "3" in "3 hurt", not in "13" or "3,500"."""
    before, after = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    before += r"(?<!\d[.,])" if words[:1].isdigit() else ""
    after += r"(?![.,]\d)" if words[-1:].isdigit() else ""
    return re.compile(before + re.escape(words) + after)
