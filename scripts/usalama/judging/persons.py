"""Who is named where a rule finds a name: no word that is none, no school, no place, and no official who is spared.

It hides nothing and knows no rule's words.
"""

import re

from usalama.judging.maskrules import NAME, Rule, Rules, in_capitals

_INITIALS = re.compile(r"(?:[A-Z]\. ?)+[A-Z]?")
_REACH = 4
_OPENS = re.compile(r"(?:\A|[.!?:;|–—\n-][”’\"')]? ?|[“‘\"'(])[“‘\"'(]?\Z")
"""What stands before a sentence's first word, within the letters of its reach."""
_NEXT = re.compile(r" ([A-Z]\w+)")
_AGE = re.compile(r"(?:, | \()\d")


def persons_in(text: str, start: int, end: int, rule: Rule, rules: Rules) -> list[tuple[int, int]]:
    """Return where persons are named between two places: there may be several, "Made, Kuze and Pendo"."""
    names = [name.span() for name in NAME.finditer(text, start, end)]
    spared = rule.spares_officials
    told = (span for span in names if not (spared and _holds_office(text, *span, rules.offices)))
    return [span for each in told if (span := person(text, *each, rules))]


def _holds_office(text: str, start: int, end: int, offices: frozenset[str]) -> bool:
    """True when an office stands right before a name or in it: "Governor Made". What ends another text is none."""
    before = text[:start].rsplit(" ", 2)[-2:-1] * text[:start].endswith(" ")
    told = text[start:end].split()
    return any(word.casefold() in offices for word in (*before, *told * (len(told) > 1)))


def person(text: str, start: int, end: int, rules: Rules) -> tuple[int, int] | None:
    """Take words that are no names off both ends; None when nothing is left, or what is left names a school or so."""
    if _AGE.match(text, end) and text[start:end].casefold() in rules.also_names:
        return start, end
    tells_nothing = in_capitals(text)

    def is_none(word: str) -> bool:
        return word.casefold() in rules.not_names or (tells_nothing and rules.is_plain(word))

    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", text[start:end])]
    is_of_sentence = tells_nothing and any(rules.is_plain(text[slice(*place)]) for place in words[:1])
    if words and _OPENS.search(text[max(0, start - _REACH) : start]):
        is_alone = len(words) == 1 and text[slice(*words[0])].casefold() in rules.plain  # "Teen, 16, shot"
        words[: is_alone or rules.openings.fullmatch(text, *words[0]) is not None] = ()
    while words and is_none(text[slice(*words[0])]):
        words.pop(0)
    behind = [next_word[1]] if (next_word := _NEXT.match(text, end)) else []
    while words and is_none(text[slice(*words[-1])]):
        behind.append(text[slice(*words.pop())])
    if not words or rules.name_an_institution(reversed(behind)):
        return None
    start, end = words[0][0], words[-1][1]
    is_known = is_of_sentence or text[start:end].casefold() in rules.estates  # "Boy Dies In Kayole"
    is_place = is_known and len(words) == 1 and not _AGE.match(text, end)
    end -= 2 * text[:end].endswith(("'s", "’s"))
    return None if is_place or _INITIALS.fullmatch(text, start, end) else (start, end)
