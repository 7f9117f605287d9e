"""Protective redaction: what could hurt somebody is masked before anything is written.

The rules are a public text, ``content/catalog/redaction.toml``; each names what it hides. A mask only ever takes words
away; nothing is guessed, no list of persons is kept, and no rule looks at a community. A name that one sentence gives
away is masked in the whole entry. What rules of shape cannot catch is said in docs/redaction.md.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from usalama.catalogue.catalog import LANGUAGES
from usalama.errors import CatalogError
from usalama.formats.tables import Table, nearest, read_document
from usalama.model import Entry
from usalama.words.characters import ELLIPSIS, basic
from usalama.words.literals import Spotter, needed
from usalama.words.text import line

LONGEST = 280
"""Letters of an excerpt; a mask may not make it longer."""
_SHORTEST = 2
_REST = (
    r"(?:[a-z]+(?:['’-][A-Z]?[a-z]+|[A-Z][a-z]+){0,2}|\.|['’][A-Z][a-z]+"
    r"|(?:[A-Z]{2,}|[A-Z]?(?=['’][A-Z]{2}))(?:['’-][A-Z]+){0,2})"
)
_PARTS = {
    # It begins with a class of letters and not with a boundary: so ``re`` looks for capitals alone.
    "{NAME}": rf"[A-Z](?<!\w[A-Z]){_REST}(?: (?:(?:bin|binti|ole|arap) )?[A-Z]{_REST}){{0,3}}",
    "{CHILD}": r"(?:1[0-7]|[1-9]|(?i:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|"
    r"fifteen|sixteen|seventeen|mmoja|miwili|mitatu|minne|mitano|sita|saba|minane|tisa|"
    r"kumi(?: na (?:moja|mbili|miwili|mitatu|minne|mitano|sita|saba))?(?! na)))",
    "{SEX}": r"(?:[Ii]mpregnat|\b(?:[Rr]ap(?:e|es|ed|ing|ist)\b|[Dd]efil|[Mm]olest|[Ss]odomi|[Ii]ncest|"
    r"[Ss]exual(?:ly)? "
    r"(?:abus|assault|harass|exploit|violen|offence)|[Gg]ang-rap)|[Kk]?[Uu]baka|[Nn]ajisi|[Bb]akwa|[Mm]baka|nibaka|[Ll]awiti)",
}
_PART = re.compile(r"(?<!\\)\{[A-Za-z]+\}")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_PIECE = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", re.DOTALL)
"""A piece of an expression: an escape, a class, or a character."""
_NAME = re.compile(_PARTS["{NAME}"])
_INITIALS = re.compile(r"(?:[A-Z]\. ?)+[A-Z]?")
_NEXT = re.compile(r" ([A-Z]\w+)")
_FOR_ALL = re.compile(r"\(\?[a-zA-Z]+\)")
"""A flag that holds for all alternatives."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one rule hides, where, and the words that stand in its place."""

    name: str
    words: tuple[tuple[str, str], ...]
    """Language and mask: ("en", "[name withheld]")."""
    patterns: tuple[re.Pattern[str], ...]
    when: tuple[re.Pattern[str], ...] = ()
    """Of these alternatives one must be found somewhere, if there are any."""
    of_person: bool = False
    spares_officials: bool = False
    """A name right behind an office stays."""

    def mask(self, language: str) -> str:
        """Return the mask in the entry's language, else in English."""
        words = dict(self.words)
        return words.get(language[:2], words["en"])


class Ask(NamedTuple):
    """What is asked of a text before a rule's own expressions, in numbers as the spotter gives them."""

    rule: Rule
    when: tuple[tuple[int, re.Pattern[str]], ...]
    """The alternatives of the rule's condition, if it has one, each with what it needs to match at all."""
    patterns: tuple[tuple[int, re.Pattern[str]], ...]
    """The same of each pattern."""


@dataclass(frozen=True)
class Rules:
    """All rules in the order of the file, and the words that are never a person's name."""

    rules: tuple[Rule, ...] = ()
    not_names: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    """Words behind which stands an official's name."""
    institutions: frozenset[str] = frozenset()
    """Words that end the name of a school, a club or a street."""

    @cached_property
    def asked(self) -> tuple[Spotter, tuple[Ask, ...]]:
        """What finds the words that the rules need, and what to ask of it: made for texts, and not to try the rules."""
        needs = {pattern: needed(pattern) for rule in self.rules for pattern in (*rule.patterns, *rule.when)}
        spotter = Spotter(words for lists in needs.values() for words in lists)

        def ask(patterns: tuple[re.Pattern[str], ...]) -> tuple[tuple[int, re.Pattern[str]], ...]:
            return tuple((spotter.asked(needs[pattern]), pattern) for pattern in patterns)

        return spotter, tuple(Ask(rule, ask(rule.when), ask(rule.patterns)) for rule in self.rules)


def read_rules(text: str, name: str, *, places: Collection[str] = ()) -> Rules:
    """Read the rules; ``places`` are names of places, which no rule takes for a person's."""
    root = read_document(text, name, CatalogError)
    keys = ("not_names", "offices", "institutions")
    not_names, offices, institutions = (frozenset(map(str.casefold, root.words(key, ()))) for key in keys)
    of_places = {word.casefold() for place in places for word in _WORD.findall(place)}
    rules = tuple(_rule(table) for table in root.tables("rules"))
    root.close()
    return Rules(rules, not_names | institutions | of_places, offices, institutions)


def mask(entry: Entry, rules: Rules) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry with title, excerpt and earlier ones masked, and the names of the rules that masked."""
    texts = (entry.title, entry.summary, *entry.was, *entry.said)
    masked, names = redact_all(texts, rules, entry.language)
    if shown := _shown_again(masked, rules):
        masked = tuple(_everywhere(text, shown, rules.not_names) for text in masked)
    if masked == texts:
        return entry, names
    title, summary, *earlier = masked
    was, said = tuple(earlier[: len(entry.was)]), tuple(earlier[len(entry.was) :])
    return replace(entry, title=title, summary=line(summary, LONGEST), was=was, said=said), names


def redact(text: str, rules: Rules, language: str = "en") -> tuple[str, tuple[str, ...]]:
    """Return one text masked, and the names of the rules that masked it."""
    (masked,), names = redact_all((text,), rules, language)
    return masked, names


def redact_all(texts: tuple[str, ...], rules: Rules, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Mask texts that belong together: a name given away in one is masked in all."""
    basics = tuple(map(basic, texts))
    armed = _armed(" \n".join(basics), rules)
    if not armed:
        return texts, ()
    names: dict[str, None] = {}
    given_away: dict[str, str] = {}
    found: list[str] = []
    for text, told in zip(texts, basics, strict=True):
        spans: list[tuple[int, int, str]] = []
        for rule, patterns in armed:
            for start, end in _hidden(told, patterns, rule, rules):
                names[rule.name] = None
                spans.append((start, end, rule.mask(language)))
                if rule.of_person:
                    given_away.setdefault(told[start:end].replace("’", "'"), rule.mask(language))
        found.append(_replaced(text, spans) if spans else text)
    if not names:
        return texts, ()
    return tuple(_everywhere(text, given_away, rules.not_names) for text in found), tuple(names)


def _shown_again(texts: tuple[str, ...], rules: Rules) -> dict[str, str]:
    """Return each name that one text shows where another, alike otherwise, has a mask, with that mask.

    So the headline of before is told again when the words by which a rule knew its name have left the excerpt.
    """
    if not any("[" in text for text in texts):
        return {}
    masks = "|".join(re.escape(words) for rule in rules.rules if rule.of_person for _, words in rule.words)
    found: dict[str, str] = {}
    for text in texts:
        pieces = re.split(f"({masks})", text)
        if len(pieces) == 1 or not any(map(str.isalpha, "".join(pieces[::2]))):
            continue
        pieces[-1], is_cut = pieces[-1].removesuffix(ELLIPSIS), text.endswith(ELLIPSIS)
        alike = f"({_PARTS['{NAME}']})".join(re.escape(basic(piece)) for piece in pieces[::2])
        for other in texts:
            match = re.fullmatch(alike + ".*" * is_cut, basic(other))
            for place, words in enumerate(pieces[1::2], 1):
                if match and (span := _person(match.string, *match.span(place), rules)):
                    found[match.string[slice(*span)].replace("’", "'")] = words
    return found


def _armed(text: str, rules: Rules) -> list[tuple[Rule, list[re.Pattern[str]]]]:
    """Return the rules whose own condition is met, each with those of its patterns that can match at all."""
    spotter, asked = rules.asked
    said = spotter.said(text)
    found: list[tuple[Rule, list[re.Pattern[str]]]] = []
    for rule, when, patterns in asked:
        if when and not any(bits & said == bits and each.search(text) for bits, each in when):
            continue
        live = [pattern for bits, pattern in patterns if bits & said == bits]
        if live:
            found.append((rule, live))
    return found


def _hidden(text: str, patterns: list[re.Pattern[str]], rule: Rule, rules: Rules) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("hide")
            if not rule.of_person:
                yield start, end
                continue
            for name in _NAME.finditer(text, start, end):  # there may be several: "Made, Kuze and Pendo"
                if rule.spares_officials and _holds_office(text, *name.span(), rules.offices):
                    continue
                if span := _person(text, *name.span(), rules):
                    yield span


def _holds_office(text: str, start: int, end: int, offices: frozenset[str]) -> bool:
    """True when an office stands right before a name or in it: "Governor Made"."""
    before = text[:start].split()[-1:] if text[:start].endswith(" ") else []
    return any(word.casefold() in offices for word in (*before, *text[start:end].split()))


def _person(text: str, start: int, end: int, rules: Rules) -> tuple[int, int] | None:
    """Take words that are no names off both ends; None when nothing is left, or what is left names a school or so."""
    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    while words and text[slice(*words[0])].casefold() in rules.not_names:
        words.pop(0)
    behind = [next_word[1]] if (next_word := _NEXT.match(text, end)) else []
    while words and text[slice(*words[-1])].casefold() in rules.not_names:
        behind.append(text[slice(*words.pop())])
    if not words or any(word.casefold() in rules.institutions for word in behind):
        return None
    start, end = words[0][0], words[-1][1]
    return None if _INITIALS.fullmatch(text, start, end) else (start, end)


def _replaced(text: str, spans: list[tuple[int, int, str]]) -> str:
    done = len(text)
    for start, end, words in sorted(spans, key=lambda span: (-span[1], span[0])):
        if end <= done:
            text = text[:start] + words + text[end:]
            done = start
        elif start < done:
            text = text[:start] + text[done:]  # it runs into a mask, which covers both
            done = start
    return text


def _everywhere(text: str, given_away: dict[str, str], not_names: frozenset[str]) -> str:
    """Hide a name wherever it stands, whole or in part, in capitals or not: so one outlet writes it in two ways."""
    for name, words in given_away.items():
        alone = (
            part for part in (*name.split(), *re.split("[ -]", name)) if len(part) > _SHORTEST and part[0].isupper()
        )
        parts = (name, *(part for part in alone if part.casefold() not in not_names))
        ways = ((part, part.upper(), part.title(), re.sub("[^ -]+", _capitalised, part)) for part in parts)
        either = "|".join(re.escape(way) for written in ways for way in dict.fromkeys(written))
        found = re.finditer(rf"\b(?:{either})\b(?:[ -](?:{either})\b)*", basic(text).replace("’", "'"))
        text = _replaced(text, [(*each.span(), words) for each in found])
    return text


def _capitalised(word: re.Match[str]) -> str:
    return word[0].capitalize()


def _rule(table: Table) -> Rule:
    patterns = tuple(map(partial(_compiled, table, "patterns"), table.words("patterns")))
    conditions = _alternatives(table.text("when")) if table.has("when") else ()
    rule = Rule(
        name=table.slug("name"),
        words=tuple((language, f"[{table.text(language)}]") for language in LANGUAGES),
        patterns=patterns,
        when=tuple(map(partial(_compiled, table, "when"), conditions)),
        spares_officials=table.flag("spares_officials", default=False),
        of_person=any("(?P<hide>{NAME})" in pattern for pattern in table.words("patterns")),
    )
    for pattern in rule.patterns:
        if "hide" not in pattern.groupindex:
            table.fail("patterns", f"has no group (?P<hide>…) in {pattern.pattern[:40]!r}; mark what is masked")
    table.close()
    return rule


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


def _compiled(table: Table, key: str, pattern: str) -> re.Pattern[str]:
    for name, meaning in _PARTS.items():
        pattern = pattern.replace(name, meaning)
    if unknown := _PART.search(pattern):
        mend = nearest(unknown[0], _PARTS)
        table.fail(key, f"{unknown[0]} stands for nothing, so that nothing would be masked; {mend}")
    try:
        return re.compile(pattern, re.DOTALL)
    except re.error as mistake:
        table.fail(key, f"is no regular expression: {mistake}; check the brackets and the backslashes")
