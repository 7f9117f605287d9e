"""Protective redaction: what could hurt somebody is masked before anything is written.

The rules are a public text, ``content/catalog/redaction.toml``; each names what it hides. A mask only ever takes words
away; nothing is guessed, no list of persons is kept, and no rule looks at a community. A name that one sentence gives
away is masked in the whole entry. What rules of shape cannot catch is said in docs/redaction.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from usalama.judging.maskrules import NAME, Rule, Rules
from usalama.model import Entry
from usalama.words.characters import ELLIPSIS, basic
from usalama.words.text import line

LONGEST = 280
"""Letters of an excerpt; a mask may not make it longer."""
_SHORTEST = 2
_INITIALS = re.compile(r"(?:[A-Z]\. ?)+[A-Z]?")
_NEXT = re.compile(r" ([A-Z]\w+)")
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
"""A word, in whatever case."""
_TAG = re.compile(r"[#@]\w+")


def mask(entry: Entry, rules: Rules) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry with title, excerpt and earlier ones masked, and the names of the rules that masked."""
    texts = texts_of(entry)
    masked, names = redact_all(texts, rules, entry.language)
    if shown := _shown_again(masked, rules):
        masked = tuple(everywhere(text, shown, rules.not_names) for text in masked)
    return (entry if masked == texts else with_texts(entry, masked)), names


def texts_of(entry: Entry) -> tuple[str, ...]:
    """Return all that is masked of an entry: title, excerpt, and what they were before."""
    return entry.title, entry.summary, *entry.was, *entry.said


def with_texts(entry: Entry, texts: tuple[str, ...]) -> Entry:
    """Return the entry with other texts for those of ``texts_of``, in the same order."""
    title, summary, *earlier = texts
    was, said = tuple(earlier[: len(entry.was)]), tuple(earlier[len(entry.was) :])
    return replace(entry, title=title, summary=line(summary, LONGEST), was=was, said=said)


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
    return tuple(everywhere(text, given_away, rules.not_names) for text in found), tuple(names)


def hidden_names(texts: tuple[str, ...], rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return each name that one of the texts gives away, with the name of the rule that hides it."""
    basics = tuple(map(basic, texts))
    of_person = [(rule, patterns) for rule, patterns in _armed(" \n".join(basics), rules) if rule.of_person]
    return tuple(
        (text[start:end].replace("’", "'"), rule.name)
        for text in basics
        for rule, patterns in of_person
        for start, end in _hidden(text, patterns, rule, rules)
    )


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
        alike = f"({NAME.pattern})".join(re.escape(basic(piece)) for piece in pieces[::2])
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
            for name in NAME.finditer(text, start, end):  # there may be several: "Made, Kuze and Pendo"
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


def everywhere(text: str, given_away: dict[str, str], not_names: frozenset[str]) -> str:
    """Hide a name wherever it stands, whole or in part, in capitals or not: so one outlet writes it in two ways.

    Two words of it in a row are that name in whatever case and with whatever between them, as in a tag.
    """
    for name, words in given_away.items():
        alone = (
            part for part in (*name.split(), *re.split("[ -]", name)) if len(part) > _SHORTEST and part[0].isupper()
        )
        parts = (name, *(part for part in alone if part.casefold() not in not_names))
        ways = ((part, part.upper(), part.title(), re.sub("[^ -]+", _capitalised, part)) for part in parts)
        either = "|".join(re.escape(way) for written in ways for way in dict.fromkeys(written))
        told = basic(text).replace("’", "'")
        found = [each.span() for each in re.finditer(rf"\b(?:{either})\b(?:[ -](?:{either})\b)*", told)]
        found += _run_together(told, [word for word in WORD.findall(name) if word.casefold() not in not_names])
        text = _replaced(text, [(*span, words) for span in found])
    return text


def _run_together(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    """Give where words of a name follow each other in any case, and where they stand within a hashtag or an account."""
    either = "|".join(re.escape(word) for word in dict.fromkeys(words) if len(word) > _SHORTEST)
    if not either:
        return
    for found in re.finditer(rf"(?i)(?<![^\W_])(?:{either})(?:[\W_]{{1,3}}(?:{either}))+(?![^\W_])", text):
        yield found.span()
    for found in re.finditer(rf"\b(?:{either}){{2,}}\b", text):
        yield found.span()
    for tag in _TAG.finditer(text):
        for found in re.finditer(rf"(?i:(?:{either})(?:_?(?:{either}))+)|(?:{either})(?![a-z])", tag[0]):
            yield tag.start() + found.start(), tag.start() + found.end()


def _capitalised(word: re.Match[str]) -> str:
    return word[0].capitalize()
