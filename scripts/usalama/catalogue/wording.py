"""The desk's own words, ``content/catalog/desk.toml``: what the site is about and what its places are called.

The frame's sentences leave blanks for them ("%(subject)s news, week by week"), so that another country's desk has a
site of its own wording without a change to the theme. It fills blanks and refuses markup; it translates nothing.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from usalama.errors import CATALOG, CatalogError, SiteError
from usalama.formats.tables import Table, nearest, read_document

FILE = "desk.toml"
FIRST = "en"  # the language of the site's root, which every desk has
SETTING = "USALAMA_LANGUAGES"  # of pelicanconf.py: those that are printed
PLACE = "{}"  # where ``area_named`` takes the name
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_MARKUP = re.compile(r"[<>&\"%]")
_OWN = re.compile(r"%\((subject|country|area|areas|total)\)s")
_BLANK = re.compile(r"%\((\w+)\)s")
_AFTER_A_STOP = (". ", "? ", "! ")


class Words(NamedTuple):
    """The desk's words in one language, as they stand in the middle of a sentence."""

    subject: str = "security"  # what is reported on: "Kenyan security"
    country: str = "the country"
    area: str = "area"  # the unit that places are counted by: "county"
    areas: str = "areas"
    area_named: str = PLACE  # one of them with its name: "{} County"
    numbering: str = "the desk's own numbers"  # whose numbers the areas carry; told in the open data
    coverage: str = ""  # what the outlets at hand do not see, in a sentence or two
    credits: str = ""  # whose maps and names of places are used, with their licences
    sentences: Mapping[str, str] = MappingProxyType({})
    """Sentences of the frame, as the templates have them → how this desk says them."""

    def called(self, name: str) -> str:
        """Return an area's name with its kind."""
        return self.area_named.replace(PLACE, name)

    def fill(self, text: str, total: int) -> str:
        """Put the desk's words into the blanks of a frame sentence; ``total`` is how many areas there are.

        A word at the start of a sentence gets a capital. Blanks that are not the desk's stay for the page to fill.
        """

        def word(found: re.Match[str]) -> str:
            first = found.start() == 0 or text.startswith(_AFTER_A_STOP, found.start() - 2)
            said = str(total if found[1] == "total" else getattr(self, found[1]))
            return said[:1].upper() + said[1:] if first else said

        return _OWN.sub(word, text)


class Wording(NamedTuple):
    """All that a desk says of itself."""

    country: str = ""  # ISO 3166-1, two small letters; "" for a site about no one country
    languages: tuple[str, ...] = (FIRST,)  # of the site's frame, the root's first
    words: Mapping[str, Words] = MappingProxyType({})

    def of(self, language: str) -> Words:
        """Return the words of one language; where the desk wrote none, general ones."""
        return self.words.get(language, Words())


def printed(chosen: Sequence[str], wording: Wording, name: str) -> tuple[str, ...]:
    """Return the languages that a site is printed in: the desk's, or those of them that its settings have chosen.

    Raise SiteError for one that the desk has no words for; ``name`` is the file of the settings.
    """
    for tag in chosen:
        if tag not in wording.languages:
            mend = f"{nearest(tag, wording.languages)}, or add it to languages there, with its words"
            raise SiteError(f'{name}: {SETTING}: "{tag}" is no language of {CATALOG}/{FILE}; {mend}')
    return tuple(chosen) or wording.languages


def read_wording(text: str) -> Wording:
    """Read ``desk.toml``; raise CatalogError with file, key and mend for what cannot be meant."""
    root = read_document(text, f"{CATALOG}/{FILE}", CatalogError)
    country = root.country("country")
    languages = root.words("languages", (FIRST,))
    for tag in languages:
        if not _LANGUAGE.fullmatch(tag):
            root.fail("languages", f'"{tag}" is no language of two or three small letters, such as "sw"')
    if languages[:1] != (FIRST,):
        root.fail("languages", f'begins with another language; write "{FIRST}" first, which stands at the site\'s root')
    tables, sentences = root.table("words"), root.table("sentences")
    root.close()  # before its tables: without "languages", misspelt, those of every language but one are strangers
    lacking = [tag for tag in languages if text.strip() and tag not in tables.data]
    if lacking:
        root.fail("languages", f'"{lacking[0]}" has no words; add a table [words.{lacking[0]}] like [words.{FIRST}]')
    said = {tag: _words(tables.table(tag), sentences.table(tag)) for tag in languages} if text.strip() else {}
    for table in (tables, sentences):
        table.close()
    return Wording(country, languages, said)


def _words(table: Table, sentences: Table) -> Words:
    usual = Words()
    named = _plain(table, "area_named", usual.area_named)
    if named.count(PLACE) != 1:
        table.fail("area_named", f'is "{named}"; write {PLACE} once, where the name goes, such as "{PLACE} County"')
    words = Words(
        subject=_plain(table, "subject"),
        country=_plain(table, "country"),
        area=_plain(table, "area"),
        areas=_plain(table, "areas"),
        area_named=named,
        numbering=_plain(table, "numbering", usual.numbering),
        coverage=_plain(table, "coverage", ""),
        credits=_plain(table, "credits", ""),
        sentences={sentence: _sentence(sentences, sentence) for sentence in sentences.data},
    )
    table.close()
    sentences.close()
    return words


def _plain(table: Table, key: str, default: str | None = None) -> str:
    """Words go into templates' sentences as they are, so that nothing in them may be markup or a blank."""
    value = table.text(key, default)
    if found := _MARKUP.search(value):
        table.fail(key, f"holds {found[0]}; write plain words, without markup, & or %")
    return value


def _sentence(table: Table, sentence: str) -> str:
    said = table.text(sentence)
    wanted, blanks = (set(_BLANK.findall(text)) - {"area", "areas"} for text in (sentence, said))
    if wanted != blanks or _MARKUP.search(_BLANK.sub("", said)):
        table.fail(sentence, "is said with other blanks or with markup; keep every %(…)s of the sentence, add none")
    return said
