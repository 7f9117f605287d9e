"""What a translator wrote in a catalogue of the frame's words: which sentences can stand on a page. Opens no file.

A sentence with another blank, or other elements, than the English one would stop each build or leave its page torn.
It is said in English until it is mended.
"""

import re
from collections.abc import Iterator
from gettext import c2py
from io import BytesIO
from typing import TYPE_CHECKING

from usalama.errors import CatalogError
from usalama.formats.handwritten import no_text

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

_BLANK = re.compile(r"%(?:\((\w+)\)s|%)")  # a number comes as markup, which %d would stop at
_ELEMENT = re.compile(r"</?[a-z][^>]*>")
_BARE = re.compile(r'["<>]|&(?!(?:\w+|#\d+|#x[0-9a-fA-F]+);)')


def read(body: bytes, name: str) -> "Catalog":
    """Read a catalogue; raise CatalogError, with the line where one is known, for what is none."""
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  50 ms

    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CatalogError(f"{name}: {no_text(error)}") from None
    try:
        found = read_po(BytesIO(text.encode()), abort_invalid=True)
        c2py(found.plural_expr)  # which of the forms a number takes, as Python reads it
    except PoFileError as error:
        told = str(error).removesuffix(f" on {error.lineno}")
        raise CatalogError(f"{name}: line {error.lineno + 1}: {told}; mend it, or take the line out") from None
    except (ValueError, LookupError) as error:
        raise CatalogError(f"{name}: Plural-Forms: {error}; copy the head of a catalogue that is read") from None
    return found


def sort_out(catalogue: "Catalog") -> list[tuple[int, str]]:
    """Leave what cannot be said untranslated, and return the line of each, and what is wrong, with the mend."""
    slips: list[tuple[int, str]] = []
    for message in [each for each in catalogue if each.id and is_said(each)]:
        said = forms(message.string)
        if wrong := next(_wrong(forms(message.id), said), ""):
            slips.append((message.lineno or 0, wrong))
            message.string = tuple("" for _ in said) if isinstance(message.string, tuple) else ""
    return slips


def is_said(message: "Message") -> bool:
    """Tell whether a sentence has its translation, whole; one that a program guessed (fuzzy) is none."""
    return all(forms(message.string)) and not message.fuzzy


def forms(text: object) -> tuple[str, ...]:
    """Return a sentence, or its forms by number."""
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def _wrong(asked: tuple[str, ...], said: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a translation."""
    known = {name for text in asked for name in _BLANK.findall(text) if name}
    for text in said:
        named = set(filter(None, _BLANK.findall(text)))
        if strange := sorted(named - known):
            told = ", ".join(f"%({name})s" for name in sorted(known)) or "none"
            yield f"has a blank %({strange[0]})s, and the sentence none of that name; its blanks: {told}"
        if "%" in _BLANK.sub("", text):
            yield "holds a sign % that is no blank; write %% for the sign, %(name)s for a blank"
        if sorted(_ELEMENT.findall(text)) != sorted(_ELEMENT.findall(asked[-1])):
            yield "has not the elements of the sentence (what stands in < >); copy them letter by letter"
        if sign := _BARE.search(_ELEMENT.sub("", text)):
            yield f"holds {sign[0]}, which would tear the page; write “ ”, or a word"
