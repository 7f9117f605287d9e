"""Protective redaction: what could hurt somebody is masked before anything is written.

The rules are a public text, ``content/catalog/redaction.toml``; each names what it hides. A mask only ever takes words
away; nothing is guessed, no list of persons is kept, and no rule looks at a community. A name that one sentence gives
away is masked in the whole entry. What rules of shape cannot catch is said in docs/redaction.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import reduce
from operator import and_
from typing import TypeAlias

from usalama.judging.maskrules import NAME, Rule, Rules
from usalama.judging.persons import person, persons_in
from usalama.model import Entry
from usalama.words.characters import ELLIPSIS, SOFT, basic, joined, legible, spelt
from usalama.words.text import line

_Lacking: TypeAlias = tuple[int, str]
"""A text behind the bits of the lists of words of which it has none: what needs one of these cannot match there."""
LONGEST = 280
"""Letters of an excerpt; a mask may not make it longer."""
_SHORTEST = 2
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
"""A word, in whatever case."""
_TAG = re.compile(r"[#@]\w+|[\w.-]+(?=@)")
"""Where words run together: a hashtag, an account, what stands before the sign of a mail address."""
_LOOKS = {each[0]: each[1:] for each in ("'’", "a4@", "b8", "e3", "g9", "i1", "l1", "o0", "s5$", "t7", "z2")}
"""What stands for a letter that it looks like."""
_HOST = re.compile(r"\w+://[^/?]*")
_LETTER_OR_CODE = re.compile("(%[0-9A-Fa-f]{2})|[A-Za-z0-9]")
_PARTED = "  "  # between texts that are looked through as one
_TOLD = 2
"""Title and excerpt: what is told today."""
_BETWEEN = r"[\W_]{0,3}"
_MASKS = 4
"""So many masks at most are held against a text that may show what is behind them: each takes four times as long."""
_MORE = 4
"""So many words of a name behind two in a row are one mask: without an end a feed's "KuzeKuze…x" is tried for ever."""


def mask(entry: Entry, rules: Rules) -> tuple[Entry, tuple[str, ...]]:
    """Return the entry with title, excerpt, earlier ones and address masked, and the names of the rules that masked."""
    texts = texts_of(entry)
    masked, names = redact_all(texts, rules, entry.language)
    if shown := _shown_again(masked, rules):
        masked = tuple(everywhere(text, shown, rules.not_names) for text in masked)
    told = {name: rule.name for name, rule in _named_in((entry.link,), rules)}
    if masked == texts and not told:
        return entry, names
    given_away = (*(name for name, _ in hidden_names(texts, rules)), *shown, *told)
    link = unread(entry.link, given_away, rules.not_names)
    told = {} if link == entry.link else told  # it is hidden already
    return replace(with_texts(entry, masked), link=link), tuple(dict.fromkeys((*names, *told.values())))


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
    each = [(rules.as_said(plain), at) for plain, at in _each(texts, *spelt(_PARTED.join(texts)))]
    told = [plain for plain, _ in each]
    lacking = _lacking(told, rules)
    armed = _armed(_PARTED.join(told), lacking, rules)
    named = [*_named_in(texts, rules), *_told_across(lacking, rules)]
    if not armed and not named:
        return texts, ()
    names = dict.fromkeys(rule.name for _, rule in named)
    given_away = {name: rule.mask(language) for name, rule in named}
    found: list[str] = []
    for text, (plain, at) in zip(texts, each, strict=True):
        spans: list[tuple[int, int, str]] = []
        for rule, patterns in armed:
            for start, end in _hidden(plain, patterns, rule, rules):
                names[rule.name] = None
                spans.append((at[start], at[end - 1] + 1, rule.mask(language)))
                if rule.of_person:
                    given_away.setdefault(plain[start:end].replace("’", "'"), rule.mask(language))
        found.append(_replaced(text, spans) if spans else text)
    if not names:
        return texts, ()
    return tuple(everywhere(text, given_away, rules.not_names) for text in found), tuple(names)


def _each(texts: tuple[str, ...], told: str, at: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Give each text as it is spelt, of which the whole is known: mostly no letter has left its place."""
    if isinstance(at, range):
        for text in texts:
            yield told[: len(text)], range(len(text))
            told = told[len(text) + len(_PARTED) :]
    else:
        yield from map(spelt, texts)


def hidden_names(texts: tuple[str, ...], rules: Rules) -> tuple[tuple[str, str], ...]:
    """Return each name that one of the texts gives away, with the name of the rule that hides it."""
    basics = tuple(rules.as_said(spelt(text)[0]) for text in texts)
    lacking = _lacking(basics, rules)
    of_person = [(rule, patterns) for rule, patterns in _armed(" \n".join(basics), lacking, rules) if rule.of_person]
    told = (
        (text[start:end].replace("’", "'"), rule.name)
        for text in basics
        for rule, patterns in of_person
        for start, end in _hidden(text, patterns, rule, rules)
    )
    named = (*_named_in(texts, rules), *_told_across(lacking, rules))
    return (*told, *((name, rule.name) for name, rule in named))


def _named_in(texts: tuple[str, ...], rules: Rules) -> list[tuple[str, Rule]]:
    """Return the persons hidden by their names who stand in one of the texts, each with the rule."""
    return [(name, rule) for name, rule in rules.named if any(_stands(name, text, rules) for text in texts)]


def _lacking(texts: Sequence[str], rules: Rules) -> list[_Lacking]:
    """Return the texts, each with what it lacks."""
    spotter, _ = rules.asked
    return [(spotter.all ^ spotter.said(text), text) for text in texts]


def _told_across(lacking: Sequence[_Lacking], rules: Rules) -> list[tuple[str, Rule]]:
    """Return whom one text names and the next tells of, with the rule: "Made shot in Thika", "The boy was nine"."""
    across = [(each.rule, each.across) for each in rules.asked[1] if each.across]  # as few rules have
    lacks = _lacked(lacking[:_TOLD])
    live = ((rule, [one.compiled for bits, one in patterns if not bits & lacks]) for rule, patterns in across)
    sparing = [(replace(rule, spares_officials=True), some) for rule, some in live if some]
    whole = _PARTED.join(text for _, text in lacking[:_TOLD]) if sparing else ""
    found = ((whole[slice(*span)], rule) for rule, some in sparing for span in _hidden(whole, some, rule, rules))
    return [(name.replace("’", "'"), rule) for name, rule in found]


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
        if not 1 < len(pieces) <= 2 * _MASKS + 1 or not any(map(str.isalpha, "".join(pieces[::2]))):
            continue
        pieces[-1], is_cut = pieces[-1].removesuffix(ELLIPSIS), text.endswith(ELLIPSIS)
        alike = f"({NAME.pattern})".join(re.escape(basic(piece)) for piece in pieces[::2])
        for other in texts:
            match = re.fullmatch(alike + ".*" * is_cut, basic(other))
            for place, words in enumerate(pieces[1::2], 1):
                if match and (span := person(match.string, *match.span(place), rules)):
                    found[match.string[slice(*span)].replace("’", "'")] = words
    return found


def _armed(whole: str, lacking: Sequence[_Lacking], rules: Rules) -> list[tuple[Rule, list[re.Pattern[str]]]]:
    """Return the rules whose own condition ``whole`` meets, each with those of its patterns that a text matches.

    Each text is asked by itself: most headlines have no word of a pattern.
    """
    lacks = _lacked(lacking)
    found: list[tuple[Rule, list[re.Pattern[str]]]] = []
    for rule, when, patterns, _ in rules.asked[1]:
        conditions = [each for bits, each in when if not bits & lacks]
        if when and not conditions:
            continue
        likely = [(bits, pattern.compiled) for bits, pattern in patterns if not bits & lacks]
        if not likely or (when and not any(each.compiled.search(whole) for each in conditions)):
            continue
        live = {
            pattern: None
            for bits, pattern in likely
            for lack, text in lacking
            if not bits & lack and pattern.search(text)
        }
        if live:
            found.append((rule, [*live]))
    return found


def _lacked(lacking: Iterable[_Lacking]) -> int:
    """Return what no text has."""
    return reduce(and_, [lacks for lacks, _ in lacking])


def _hidden(text: str, patterns: list[re.Pattern[str]], rule: Rule, rules: Rules) -> Iterator[tuple[int, int]]:
    for pattern in patterns:
        if not rule.of_person:
            yield from (match.span("hide") for match in pattern.finditer(text) if match["hide"])
            continue
        at = 0
        while match := pattern.search(text, at):
            persons = persons_in(text, *match.span("hide"), rule, rules)
            yield from persons
            # "Militants" is no name, whoever they killed has one; and what takes no part in a match has no end
            at = match.end() if persons else max(match.end("hide"), match.start() + 1)


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
    """Hide a name wherever it stands, whole or in part, however it is written: so one outlet writes it in two ways.

    Two words of it in a row or run together are that name in whatever case; one alone has a capital. Letters may stand
    apart, digits for letters, hyphens between them.
    """
    for name, words in given_away.items():
        (told, at), (row, part) = _shown(text), _ways(name, not_names)
        alone = rf"(?=[A-Z][-\d{SOFT}]*[^\W\d_])(?i:{part})"  # and A11 is a road
        found = [each.span() for each in re.finditer(rf"(?<![^\W_])(?:{row}|{alone})(?![^\W_])", told)]
        for tag in _TAG.finditer(told):
            inside = re.finditer(rf"{row}|(?:{part})(?![a-z])", tag[0])
            found += [(tag.start() + each.start(), tag.start() + each.end()) for each in inside]
        text = _replaced(text, [(at[start], at[end], words) for start, end in found])
    return text


def unread(address: str, names: Iterable[str], not_names: frozenset[str]) -> str:
    """Return an address in which no name can be read, and which opens the same page: its letters are percent-encoded.

    RFC 3986, 2.3, has both be one address. What a host is called stays.
    """
    host, path = (_HOST.match(address) or [""])[0], _HOST.sub("", address)
    for row, part in (_ways(name, not_names) for name in names):
        told, at = legible(path)
        found = re.finditer(rf"(?<![^\W_])(?:{row}|(?i:{part}))(?![^\W_])", basic(told))
        places = [(at[each.start()], at[each.end()]) for each in found]
        path = _replaced(path, [(start, end, _encoded(path[start:end])) for start, end in places])
    return host + path


def _encoded(words: str) -> str:
    return _LETTER_OR_CODE.sub(lambda each: each[0] if each[1] else f"%{ord(each[0]):02X}", words)


def _shown(text: str) -> tuple[str, Sequence[int]]:
    """Return ``joined`` of what a text shows, and where each letter stood."""
    told, at = legible(text)
    return joined(told), at


def _stands(name: str, text: str, rules: Rules) -> bool:
    """Tell whether two words of a name stand in a row in a text."""
    told, row = _shown(text)[0], _ways(name, rules.not_names)[0]
    alone = re.search(rf"(?<![^\W_]){row}(?![^\W_])", told)
    return bool(alone) or any(re.search(row, tag) for tag in _TAG.findall(told))


def _ways(name: str, not_names: frozenset[str]) -> tuple[str, str]:
    """Return the expressions of words of a name in a row, in any case, and of one as the name has it."""

    def telling(words: Iterable[str]) -> list[str]:
        return [spelled(each) for each in words if len(each) > _SHORTEST and each.casefold() not in not_names]

    words = WORD.findall(name)
    parts = telling(each for each in (*name.split(), *re.split("[ -]", name)) if each[:1].isupper())
    whole = _BETWEEN.join(map(spelled, words)) + "[”\"'’]" * name.endswith(("”", '"', "'", "’"))
    either = "|".join(dict.fromkeys([*telling(words), *parts])) or "(?!)"
    first = f"{whole}|" * (" " in name) + f"(?:{either}){_BETWEEN}(?:{either})"
    return f"(?i:(?:{first})(?:{_BETWEEN}(?:{either})){{0,{_MORE}}})", "|".join([whole, *parts])


def spelled(word: str) -> str:
    """Return the expression of a word of a name in ``joined`` texts, with digits for its letters and hyphens in it."""
    letters = (f"[{each}{_LOOKS.get(each.lower(), '')}]" for each in word if each.isalpha() or each == "'")
    return f"[-{SOFT}]*".join(letters).replace("['’]", "['’]?")
