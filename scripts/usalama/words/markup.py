"""HTML, or anything that claims to be it, as blocks of plain text.

Splits tags from text the way a browser's tokenizer does (WHATWG HTML 13.2.5), in time linear in the input, and
throws every tag away. It builds no tree, keeps no attribute and returns nothing that means markup any more.
"""

import re
from html import unescape

from usalama.words.characters import clean, mended

LONGEST = 65_536
"""Characters of markup that are looked at; what follows is not needed for 280 characters of text."""

# A tag ends at ">" outside a quoted value, or at the end of the input: then a browser drops it, and so do we.
# Possessive repeats everywhere: a failed match cannot be tried again in another way.
_TAG_REST = r"""(?:[^>=]++|=[ \t\r\n\f]*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+(?:>|\Z)"""
_UNSEEN = (
    "script|style|iframe|noscript|noframes|noembed|template|object|svg|math|audio|video|canvas|"
    "select|textarea|button|form|figure|head|title|xmp"
)
_DROPPED = re.compile(
    rf"<({_UNSEEN})(?=[ \t\r\n\f/>]){_TAG_REST}.*?(?:</\1(?=[ \t\r\n\f/>]){_TAG_REST}|\Z)", re.DOTALL | re.IGNORECASE
)
_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"  # comment
    rf"|</?([a-zA-Z][^ \t\r\n\f/>]*+){_TAG_REST}"  # tag, by name
    r"|<(?:[!?]|/(?!>))[^>]*+(?:>|\Z)"  # what browsers call a bogus comment
    r"|</>",
    re.DOTALL,
)
_BLOCK_NAMES = (
    "address article aside blockquote body br center caption dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe img legend li main menu nav ol option p pre "
    "section summary table tbody td tfoot th thead title tr ul video audio script style"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_BREAK = "\x00"
# Marks of text that was escaped twice on its way into the feed: a whole known tag, or a whole entity.
_TWICE = re.compile(
    r"</?(?:p|br|div|span|b|i|em|strong|a|img|ul|ol|li|h[1-6]|table|tr|td|font|blockquote|figure|iframe|script|style)"
    r"(?=[\s/>])[^<>]*>|&(?:amp|lt|gt|quot|apos|nbsp|hellip|[lr][sd]quo|[mn]dash|#\d{2,7}|#[xX][0-9a-fA-F]{2,6});",
    re.IGNORECASE,
)


def blocks(markup: str) -> tuple[str, ...]:
    """Return the visible text of ``markup``, one clean line for each paragraph, item, cell or broken line."""
    text = markup[:LONGEST].replace(_BREAK, "")
    if "<" in text or "&" in text:
        text = _texts(text)
        if _TWICE.search(text):
            text = _texts(text)
    return tuple([line for part in mended(text).split(_BREAK) if part and (line := clean(part))])


def _texts(markup: str) -> str:
    """Return ``markup`` without tags and with its entities decoded, blocks set apart by ``_BREAK``."""
    text = markup
    if "<" in text:
        text = _DROPPED.sub(_BREAK, _CDATA.sub("", text) if "CDATA[" in text or "]]>" in text else text)
        text = _TOKEN.sub(_space, text)
    return unescape(text) if "&" in text else text


def _space(token: re.Match[str]) -> str:
    name = token[1]
    return _BREAK if name and name.lower() in _BLOCKS else ""
