"""The codes of languages, as a catalogue writes them: two letters where a language has two, else three.

Babel knows which these are. A feed that says "eng" is read as no language that we have words for, so it is told to say
"en". Languages of three letters alone are too many to list: only the shape of their code is looked at.
"""

import re
from functools import cache

_TAG = re.compile(r"([a-z]{2,3})(?:-[A-Z]{2})?")
_USUAL = frozenset({"en", "sw", "so"})  # of most feeds: for these alone Babel, which takes 60 ms, need not be asked


@cache
def mistake(tag: str) -> str:
    """Say why ``tag`` names no language, and what to write; "" where it does, as "en", "sw", "luo" and "en-KE" do."""
    shaped = _TAG.fullmatch(tag)
    if shaped is None:
        return f'"{tag}" is no language tag; write "en", "sw" or "so"'
    code = shaped[1]
    if (short := written(code)) != code:
        return f'"{tag}" is the long code of a language that has a short one; write "{short}{tag[3:]}"'
    if len(code) == len("en") and not _is_named(code):
        return f'"{tag}" is the code of no language; write "en" for English, "sw" for Kiswahili, or ISO 639\'s code'
    return ""


@cache
def written(tag: str) -> str:
    """Return a language as a catalogue writes it: "sw" for "swa", "sw" and "SW_KE"; what is no tag, in small letters.

    The country is left out: a feed's language is what its words are read in.
    """
    code = tag.strip().replace("_", "-").partition("-")[0].lower()
    if len(code) != len("eng"):
        return code
    from babel.core import get_global  # noqa: PLC0415

    short: str = get_global("language_aliases").get(code, code)
    return short if len(short) == len("en") else code


def _is_named(code: str) -> bool:
    if code in _USUAL:
        return True
    from babel.core import Locale  # noqa: PLC0415

    return code in Locale("en").languages
