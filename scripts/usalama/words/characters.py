"""Characters that may stand on a page, and where a line may be cut.

Keeps what a reader can see and drops what can only deceive or break: controls, bidi overrides, zero-width and
invisible letters, lone surrogates, non-characters. It knows nothing of markup and never guesses an encoding.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

ELLIPSIS = "…"
STRAIGHT = str.maketrans(dict.fromkeys("’ʼ`‘´", "'"))
"""For ``str.translate``: each mark that is typed for an apostrophe → the straight one of our tables."""

# Removed outright. Written as code points so that this file itself holds none of them.
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # C0 and C1 controls that are no white space
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero-width, bidi marks, overrides and isolates
    "\u2800\u3164\ufeff\uffa0\ufff9-\ufffb"  # blanks that count as letters, byte order mark, annotations
    "\ud800-\udfff"  # lone surrogates: no encoder takes them
    "\ufdd0-\ufdef\ufffe\uffff"  # non-characters: XML refuses the last two
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe\U0003ffff\U0004fffe\U0004ffff\U0005fffe\U0005ffff"
    "\U0006fffe\U0006ffff\U0007fffe\U0007ffff\U0008fffe\U0008ffff\U0009fffe\U0009ffff\U000afffe\U000affff"
    "\U000bfffe\U000bffff\U000cfffe\U000cffff\U000dfffe\U000dffff\U0010fffe\U0010ffff\U000efffe\U000effff"
    "\U000ffffe\U000fffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # tags and selectors
    "]+"
)
# Those of them that ``str.isprintable`` lets through.
_BLANKS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\uffa0\U000e0100-\U000e01ef]+")
# Anything but letters and marks of Western type, which are composed already: most texts hold nothing else.
_BEYOND_WESTERN = re.compile(
    "[^ -~\u00a1-\u00ac\u00ae-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u20ac\u2122]"
)
_MARK_FLOOD = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
# Two bytes of a Latin letter, or three of a quotation mark, dash or ellipsis, each seen as a letter of its own.
_MISREAD = re.compile("[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â(?:€|\x80)[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_TWINS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u0501\u04bb\u051b\u051d\u04cf"  # Cyrillic, small
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405"  # and capital
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"  # Greek
    "\u03bf\u03b1\u03b9\u03bd\u03c1\u0131\u0237",
    "aeopcyxijsdhqwlABEKMHOPCTYXIJSABEZHIKMNOPTYXoaivpij",
)
"""Letters of other alphabets that look like one of ours: the commonest of Unicode's confusables."""
_STROKES = str.maketrans("l1|0", "iiio")
DIGITS = str.maketrans("013457", "oieast")
_SPELT_OTHERWISE = re.compile("[^ -_a-~–—’“”…°′″]")
_STANDS_FOR = _TWINS | str.maketrans("`´‘ʻʼ‐‑−", "’’’’’---")
SOFT = "\u00ad"  # the soft hyphen, which parts letters of one word
_SIGN = "[ ._/*|~+·•-]"
# It begins with a class, and so it is looked for behind signs alone.
_LETTERS_APART = re.compile(rf"({_SIGN}(?<=(?<![^\W_])[^\W\d_].){_SIGN}{{0,2}})[^\W_](?![^\W_])(?:\1[^\W_](?![^\W_]))+")
_SOFT_IN_WORD = re.compile(rf"{SOFT}(?={SOFT}*[a-z\d])|(?<=[a-z\d]){SOFT}")
_DIGIT_IN_WORD = re.compile(r"[013457](?<=[A-Za-z].)(?=[a-z])")
_CODES = "(?:%[0-9A-Fa-f]{2})+"
_CODED = re.compile(rf"{_CODES}|[\u0300-\u036f]")
_CODED_OR_NOT = re.compile(rf"{_CODES}|.", re.DOTALL)
_DANGLING = " \t,;:–—-/|([{«“‘&"
_FEWEST_OF_LIMIT = 0.4


def clean(text: str) -> str:
    """Return ``text`` as one visible line: NFC, white space folded, nothing invisible, at most 3 marks a letter."""
    folded = " ".join(text.split())
    if (folded.isascii() and folded.isprintable()) or not _BEYOND_WESTERN.search(folded):
        return folded
    # What Python calls printable holds a few invisible letters only, and a short list is quick to look for.
    visible = (_BLANKS if folded.isprintable() else _INVISIBLE).sub("", folded)
    # Composing can bring marks together and removing can bare white space, so these come last.
    return " ".join(_MARK_FLOOD.sub(r"\1", unicodedata.normalize("NFC", visible)).split())


def look(text: str) -> str:
    """Return what a reader sees of a name at a glance: two that look alike are the same, whatever they are made of."""
    plain = unicodedata.normalize("NFKD", _INVISIBLE.sub("", text)).translate(_TWINS).casefold().translate(_STROKES)
    return "".join(filter(str.isalnum, plain))


def basic(text: str) -> str:
    """Return a text in plain letters, each in its place: ũ is u, a wide 7 is 7, any apostrophe the one of print.

    A letter of another alphabet that looks like one of ours is that one.
    """
    return _SPELT_OTHERWISE.sub(lambda found: _letter(found[0]), text)


def joined(text: str) -> str:
    """Return ``basic(text)`` with soft hyphens between the letters of a word that stand apart: "K a y", "K.a.y"."""
    return _LETTERS_APART.sub(_joined, basic(text))


def _joined(found: re.Match[str]) -> str:
    return re.sub(rf"(?<=[a-z]){SOFT}(?={SOFT}*[A-Z])", " ", re.sub(r"[\W_]", SOFT, found[0]))


def plainly(text: str) -> str:
    """Return ``basic(text)`` of a text whose marks may stand behind their letters."""
    return basic(unicodedata.normalize("NFC", text))


def legible(text: str) -> tuple[str, Sequence[int]]:
    """Return a text with addresses in it as a browser shows them, and where each letter stood, and the end.

    Codes are read (RFC 3986, 2.1) as UTF-8, else as Latin-1. Marks that stand behind their letters are left out.
    """
    if not _CODED.search(text):
        return text, range(len(text) + 1)
    told: list[str] = []
    at: list[int] = []
    for found in _CODED_OR_NOT.finditer(text):
        place = found.start()
        for letter, size in _read_codes(found[0]) if len(found[0]) > 1 else [(found[0], 1)]:
            if not unicodedata.combining(letter):
                told.append(letter)
                at.append(place)
            place += size
    return "".join(told), (*at, len(text))


def _read_codes(codes: str) -> list[tuple[str, int]]:
    """Return the letters that percent-codes stand for, and how many characters write each."""
    body = bytes.fromhex(codes.replace("%", ""))
    try:
        return [(letter, len("%20") * len(letter.encode())) for letter in body.decode()]
    except UnicodeDecodeError:
        return [(letter, len("%20")) for letter in body.decode("latin-1")]


def spelt(text: str) -> tuple[str, Sequence[int]]:
    """Return ``joined(text)`` without soft hyphens in words and with letters for digits in them, and where each stood.

    What may be initials stays: "K.M.O.". A 1 behind a vowel is an l, else an i.
    """
    told = joined(text)
    at: Sequence[int] = range(len(told))
    if SOFT in told:
        gone = {found.start() for found in _SOFT_IN_WORD.finditer(told)}
        at = [place for place in at if place not in gone]
        told = "".join(told[place] for place in at)
    return _DIGIT_IN_WORD.sub(_letter_of, told), at


def _letter_of(digit: re.Match[str]) -> str:
    is_l = digit[0] == "1" and digit.string[digit.start() - 1] in "AEIOUaeiou"
    return "l" if is_l else digit[0].translate(DIGITS)


@cache
def _letter(letter: str) -> str:
    if (other := letter.translate(_STANDS_FOR)) != letter:
        return other
    first, *marks = tuple(unicodedata.normalize("NFKD", letter))
    return first if first.isascii() and all(map(unicodedata.combining, marks)) else letter


def mended(text: str) -> str:
    """Return ``text`` with what was UTF-8 and was read as Windows-1252 put right, where no other reading is likely."""
    if "Ã" in text or "Â" in text or "â" in text:
        return _MISREAD.sub(lambda found: b"".join(map(_byte, found[0])).decode("utf-8"), text)
    return text


def _byte(letter: str) -> bytes:
    """Return the byte that Windows-1252 reads as ``letter``; it leaves five bytes as they are."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def cut(text: str, limit: int) -> str:
    """Return ``text`` in at most ``limit`` characters, cut at a word and closed with an ellipsis when cut.

    A word longer than six tenths of the limit is cut inside, never within a letter and its marks.
    """
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    head = text[: limit - 1]
    if text[limit - 1] != " ":
        space = head.rfind(" ")
        head = head[:space] if space >= limit * _FEWEST_OF_LIMIT else _whole_letters(head, text[limit - 1])
    return head.rstrip(_DANGLING).rstrip(ELLIPSIS + ".") + ELLIPSIS


def _whole_letters(head: str, following: str) -> str:
    """Return ``head`` without a last letter whose marks would be left behind."""
    if not unicodedata.combining(following):
        return head
    end = len(head)
    while end > 0 and unicodedata.combining(head[end - 1]):
        end -= 1
    return head[: max(end - 1, 0)]
