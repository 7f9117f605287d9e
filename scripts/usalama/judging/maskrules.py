"""The rules by which words are masked, read from ``content/catalog/redaction.toml`` and made ready for texts.

It knows what a rule looks for and what stands in its place; ``redaction`` masks by it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from usalama.catalogue.catalog import LANGUAGES
from usalama.errors import CatalogError
from usalama.formats.tables import Table, nearest, read_document
from usalama.words import literals
from usalama.words.characters import basic, plainly
from usalama.words.literals import Needs, Spotter

_REST = (
    r"(?:[a-z]+(?:['’-][A-Z]?[a-z]+|[A-Z][a-z]+){0,2}|\.|['’][A-Z][a-z]+"
    r"|(?:[A-Z]{2,}|[A-Z]?(?=['’][A-Z]{2}))(?:['’-][A-Z]+){0,2})"
)
_QUOTES = r"“[^“”]{1,20}”|\"[^\"]{1,20}\"|['’][A-Z][^'’]{1,19}['’]"
_BETWEEN = rf"(?:bin|binti|ole|arap|van|[A-Z]|{_QUOTES}|\([A-Z][a-z]{{1,20}}\))"
"""What may stand between the words of a name: a byname, whose or whom."""
_ALIAS = r",? (?:alias|aka|AKA|a\.k\.a\.|(?:popularly|also|better) known as|nicknamed|maarufu kama|almaarufu)"
_PARTS = {
    # It begins with a class of letters and not with a boundary: so ``re`` looks for capitals alone.
    "{NAME}": rf"[A-Z](?<!\w[A-Z]){_REST}(?:(?: {_BETWEEN})? [A-Z]{_REST}|{_ALIAS} (?:[A-Z]{_REST}|{_QUOTES})){{0,3}}",
    # The first letters are asked for by themselves: most words have another, and none of so many choices is tried.
    "{CHILD}": r"(?:1[0-7]|[1-9]|(?=[efkmnostEFKMNOST])"
    r"(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|mmoja|miwili|mitatu|minne|mitano|sita|saba|minane|tisa|"
    r"kumi(?: na (?:mmoja|moja|mbili|miwili|mitatu|minne|mitano|sita|saba))?(?! na)))",
}
_QUOTED = {
    "(?P<hide>{NAME})": '(?P<hide>{NAME})[”’"]?',
    " (?P<hide>{NAME})": ' [“’"]?(?P<hide>{NAME})',
}
"""A name may stand in quotation marks; before it they are looked for behind a blank alone, for what begins with a class
of letters is found quickly."""
_PART = re.compile(r"(?<!\\)\{[A-Za-z]+\}")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NAMED = re.compile(r"\(\?P<hide>([A-Z][\w'’]*(?:[ -][\w'’]+)+)\)")  # a pattern that is one person's name
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""A piece of an expression: an escape, a class, or a character."""
NAME = re.compile(_PARTS["{NAME}"])
_NOTHING = re.compile("(?!)")
_SHORTEST = 3
"""A word of fewer letters says nothing of what a name is of."""
_SMALL = re.compile(
    r"\b(?<!-)(?!(?:the|for|and|with|from|over|after|into|amid|near|out|who|that|kwa|cha|bin|ole)\b)[a-z]{3,}\b(?!-)"
    r"(?![^\[\]]*\])"
)
"""A word that begins small, but for those that do so between words with capitals, and those of a mask."""
_CAPITALISED = re.compile(r"\b[A-Z][A-Za-z]*\b(?!['’])")
_HIDES = re.compile(r"(?<!\\)\(\?P<hide>")
_FOR_ALL = re.compile(r"\(\?[a-zA-Z]+\)")  # a flag that holds for all alternatives


def in_capitals(text: str) -> bool:
    """Tell whether each word of a text has a capital, so that none tells a name by it."""
    return not _SMALL.search(text)


class Expression:
    """An expression of a rule. It is read at once, and a mistake in it told, but compiled where a text may match it.

    Of seven in eight no text of a whole pull has the words, and what stands for a name takes most of the compiling.
    What those words are is asked where there are texts: a build only tries the rules.
    """

    def __init__(self, written: str) -> None:
        """Take what people wrote; raise ``re.error`` where that is no expression."""
        self.written = written
        self._brief = literals.read(_spelt(written, {**_PARTS, "{NAME}": ".{1,2}"}), re.DOTALL)

    @cached_property
    def needs(self) -> Needs:
        """What a text has that it matches, told by the same with little in the place of a name."""
        return literals.needed(self.__dict__.pop("_brief"))  # which of all rules takes eight megabytes

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The whole."""
        return re.compile(_spelt(self.written, _PARTS), re.DOTALL)


def _spelt(written: str, parts: Mapping[str, str]) -> str:
    """Return an expression with what its signs in braces stand for."""
    return _with(written, {**_QUOTED, **parts})


def _with(written: str, parts: Mapping[str, str]) -> str:
    for name, meaning in parts.items():
        written = written.replace(name, meaning)
    return written


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule hides, where, and the words that stand in its place."""

    name: str
    words: tuple[tuple[str, str], ...]  # language and mask: ("en", "[name withheld]")
    patterns: tuple[Expression, ...]
    when: tuple[Expression, ...]  # of these alternatives one must be found somewhere, if there are any
    of_person: bool
    spares_officials: bool  # a name right behind an office stays
    named: tuple[str, ...] = ()  # persons whom the rule hides by their names
    by_first_name: bool = False  # in the other reports of a story the first word of a name tells who it is
    across: tuple[Expression, ...] = ()  # of title and excerpt as one text: a later sentence tells of whom one names

    def mask(self, language: str) -> str:
        """Return the mask in the entry's language, else in English."""
        words = dict(self.words)
        return words.get(language[:2], words["en"])


class Ask(NamedTuple):
    """What is asked of a text before a rule's own expressions, in numbers as the spotter gives them."""

    rule: Rule
    when: tuple[tuple[int, Expression], ...]
    """The alternatives of the rule's condition, if it has one, each with what it needs to match at all."""
    patterns: tuple[tuple[int, Expression], ...]  # the same of each pattern
    across: tuple[tuple[int, Expression], ...]


@dataclass(frozen=True)
class Rules:
    """All rules in the order of the file, and the words that are never a person's name."""

    rules: tuple[Rule, ...] = ()
    not_names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()  # words behind which stands an official's name
    institutions: frozenset[str] = frozenset()  # words that end the name of a school, a club or a street
    plain: frozenset[str] = frozenset()  # words, in small letters, of which two in a row are nobody's name
    openings: re.Pattern[str] = _NOTHING
    """A word that begins a sentence, and has its capital from that alone: "Call her mother"."""
    also_names: frozenset[str] = frozenset()  # words that somebody may be called all the same
    estates: frozenset[str] = frozenset()  # one of these behind a noun is a place: "Msichana Kayole abakwa"

    def is_plain(self, word: str) -> bool:
        """Tell whether a word is no name in a headline With A Capital On Each Word."""
        told = word.capitalize() if word.isupper() else word
        return word.casefold() in self.plain or self.openings.fullmatch(told) is not None

    def as_said(self, text: str) -> str:
        """Return a headline With A Capital On Each Word as it is said, "boy Made shot in Thika", letter for letter."""
        return _CAPITALISED.sub(self._small, text) if in_capitals(text) else text

    def _small(self, word: re.Match[str]) -> str:
        return word[0].lower() if self.is_plain(word[0]) else word[0]

    def name_an_institution(self, behind: Iterable[str]) -> bool:
        """Tell whether the words behind a name, the nearest first, make it a school's or so: "Kuze East Primary".

        "Pupil Made Drowns In Dam" names no dam: a verb and "In" stand between.
        """
        for word in map(str.casefold, behind):
            if word in self.institutions:
                return True
            if len(word) < _SHORTEST or word not in self.not_names:
                return False
        return False

    @cached_property
    def by_first_name(self) -> frozenset[str]:
        """The rules whose names are followed by their first word too."""
        return frozenset(rule.name for rule in self.rules if rule.by_first_name)

    @cached_property
    def named(self) -> tuple[tuple[str, Rule], ...]:
        """The persons who are hidden by their names, each with the rule."""
        return tuple((name, rule) for rule in self.rules for name in rule.named)

    @cached_property
    def asked(self) -> tuple[Spotter, tuple[Ask, ...]]:
        """What finds the words that the rules need, and what to ask of it: made for texts, and not to try the rules."""
        patterns = [pattern for rule in self.rules for pattern in (*rule.patterns, *rule.when, *rule.across)]
        spotter = Spotter(words for pattern in patterns for words in pattern.needs)

        def ask(patterns: tuple[Expression, ...]) -> tuple[tuple[int, Expression], ...]:
            return tuple((spotter.asked(pattern.needs), pattern) for pattern in patterns)

        return spotter, tuple(Ask(rule, *map(ask, (rule.when, rule.patterns, rule.across))) for rule in self.rules)


def read_rules(
    text: str, name: str, *, places: Collection[str] = (), plain: Collection[str] = (), estates: Collection[str] = ()
) -> Rules:
    """Read the rules; ``places`` are names of places, which no rule takes for a person's, ``plain`` are no names.

    One of ``estates`` is a place where it stands alone; beside another word it may be a surname.
    """
    root = read_document(text, name, CatalogError)
    keys = ("not_names", "offices", "institutions", "also_names")
    not_names, offices, institutions, also_names = (frozenset(map(str.casefold, root.words(key, ()))) for key in keys)
    of_places = {word.casefold() for place in places for word in _WORD.findall(place)}
    openings = _compiled(root, "openings", "|".join(root.words("openings", ())) or _NOTHING.pattern).compiled
    parts = _parts(root.table("parts"))
    rules = tuple(_rule(table, parts) for table in root.tables("rules"))
    root.close()
    no_names = not_names | institutions | of_places
    alone = frozenset(map(str.casefold, estates)) - also_names
    return Rules(rules, no_names, offices, institutions, frozenset(plain) - also_names, openings, also_names, alone)


def _parts(table: Table) -> dict[str, str]:
    """Read what the patterns name in braces; one may be made of those above it."""
    found: dict[str, str] = {}
    for key in table.data:
        found[f"{{{key}}}"] = f"(?:{_with(table.text(key), found)})"
        _compiled(table, key, found[f"{{{key}}}"], found)
    return found


def _rule(table: Table, parts: Mapping[str, str]) -> Rule:
    written = [_with(pattern, parts) for pattern in table.words("patterns")]
    patterns = tuple(map(partial(_compiled, table, "patterns", parts=parts), map(_as_texts_are, written)))
    told = [_as_texts_are(_with(pattern, parts)) for pattern in table.words("across", ())]
    across = tuple(_compiled(table, "across", pattern, parts) for pattern in told)
    conditions = _alternatives(_as_texts_are(_with(table.text("when"), parts))) if table.has("when") else ()
    named = tuple(found[1].replace("’", "'") for found in map(_NAMED.fullmatch, map(plainly, written)) if found)
    rule = Rule(
        name=table.slug("name"),
        words=tuple((language, f"[{table.text(language)}]") for language in LANGUAGES),
        patterns=patterns,
        when=tuple(map(partial(_compiled, table, "when", parts=parts), conditions)),
        spares_officials=table.flag("spares_officials", default=False),
        of_person=bool(named) or any("(?P<hide>{NAME})" in pattern for pattern in written),
        named=() if conditions else named,
        by_first_name=table.flag("by_first_name", default=False),
        across=across,
    )
    for pattern in (*rule.patterns, *rule.across):
        if not _HIDES.search(pattern.written):
            wanted = f"has no group (?P<hide>…) in {pattern.compiled.pattern[:40]!r}"
            table.fail("patterns", f"{wanted}; mark what is masked")
    table.close()
    return rule


def _as_texts_are(pattern: str) -> str:
    """Return an expression in plain letters, as the texts are that it is asked of; its own signs stay what they are."""
    letters = unicodedata.normalize("NFC", pattern)
    return "".join(letter if letter.isascii() else re.escape(basic(letter)) for letter in letters)


def _alternatives(pattern: str) -> list[str]:
    """Return the alternatives that a condition is made of: of most of them a text has no word."""
    if _FOR_ALL.match(pattern):
        return [pattern]
    found, depth = [""], 0
    for piece in _PIECE.findall(pattern):
        depth += (piece == "(") - (piece == ")")
        if piece == "|" and not depth:
            found.append("")
        else:
            found[-1] += piece
    return found


def _compiled(table: Table, key: str, pattern: str, parts: Collection[str] = ()) -> Expression:
    if unknown := _PART.search(_with(pattern, dict.fromkeys(_PARTS, ""))):
        mend = nearest(unknown[0], (*_PARTS, *parts))
        table.fail(key, f"{unknown[0]} stands for nothing, so that nothing would be masked; {mend}")
    try:
        return Expression(pattern)
    except re.error as mistake:
        table.fail(key, f"is no regular expression: {mistake}; check the brackets and the backslashes")
