"""How many were killed, injured, missing, arrested, or animals taken, as a text itself says, quoted.

``figures_in`` returns each as a ``Figure``: a number that the text gives in figures or words, English or Kiswahili,
with the words around it. A wrong toll is worse than none, so it refuses whatever is doubtful: plans and threats, "no
one was killed", fears, what the same sentence denies or tells on an armed group's word alone, ages, dates, money,
percentages, earlier years and anniversaries, totals over a time, "two more", parts of a list ("his wife and two
children") or of a number ("one of three") and persons without a number. It never adds up over reports, averages or
rounds.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims import figure_doubts as doubts
from usalama.claims.figure_ends import Figure, open_ends
from usalama.claims.figure_kiswahili import KISWAHILI, counts_others
from usalama.claims.figure_patterns import ANOTHER, ENGLISH
from usalama.claims.figure_people import counts_animals
from usalama.claims.figure_sentences import NO_COUNT_BEFORE, Sentence, sentences_of
from usalama.claims.figure_words import Rule
from usalama.claims.untold import INVENTED, held_by_others, is_denied, is_labelled, police_deny
from usalama.words.characters import ELLIPSIS
from usalama.words.dates import days_in, month_in
from usalama.words.literals import Spotter, lowered

KINDS = ("killed", "injured", "missing", "arrested", "animals")
_QUOTE_BEFORE, _QUOTE_AFTER, _QUOTE_REST = 3, 5, 2
"""Words quoted before a count and after it; so few as the last of these are not left out at an end of a sentence."""
_LOOK_BACK = 40
_LATELY = 8  # days: reports tell of what was in the last week as of news
_MONTHS_BACK = 8  # a month without its year that lies further back is rather one to come
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHARE = re.compile(r"#(\d+) (?:in|out of) (?:every )?#(\d+)")  # “One in four”: neither is a count
_BEFORE_IT_ROSE = re.compile(r"(?:from #(\d+) persons to|(?:kutoka|kwa) watu #(\d+) hadi) ")  # “from 5 men to 8 men”
_SINGULAR = re.compile(
    r" (?:a|ame|ali|aka)(?:uawa|uliwa|uuawa|uuliwa|fariki|fa|jeruhiwa|kamatwa|naswa|zuiliwa|tiwa \w+)$|"
    r" h?ajulikani \w+$"
)
"""A Kiswahili verb of one person: "mother of three was killed" counts the mother."""
_RANGE = re.compile(r"between|kati ya|#\d+ (?:or|to|au|hadi|-|–) #")
_OTHER = re.compile(r"#\d+ others?\b|wengine #")
"""Others than those told of before, to whom the same has happened unless something else is said to have."""
_WHOLE = ("killed", "arrested")
_OTHERS = re.compile(r"^#\d+ others (?!were killed)|^wengine #\d+ \w*fariki")
"""Some of the dead, told after the first ones."""
_LATER = re.compile(
    r"#\d+ (?:others?|more)(?: [\w'-]+){0,3} (?:died|dies?|succumb\w*)|(?:an)?other(?: #\d+)?(?: [\w'-]+){0,2} (?:died|"
    r"succumbed)|(?:a|the) (?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)(?: [\w'-]+){0,2} (?:died|dies|"
    r"succumb\w*)|wa #\d+ (?:ali|aki|aka|ame)fariki|wengine (?:#\d+ )?\w*(?:fariki|wakafa)\b"
)
"""More died later: the sentence's number of dead is not the last one."""
_CAPTIVE = re.compile(r"\b(?:hostages?|captives?|abducted|kidnapped)\b")
_ARRESTS = re.compile(r"\b(?:arrest|nab)(?:s|bed|ed)?\b(?!.* (?:and|is|are|was|were)\s*$)")
"""Before captives: "nab four holding 60 captives" tells that the four are held."""
_COME_BACK = re.compile(
    r"[^#]*\b(?<!not )(?:found (?:alive|safe|dead|unharmed|unhurt|murdered)|freed|released|rescued|reunited|"
    r"resurfaced)\b"
)
_GIVEN_BACK = re.compile(
    r"(?:\b(?:foil|thwart|avert|stop|prevent|recover|impound|intercept|"
    r"g[eo]ts? back|return|rescue|retriev|trac(?!ks of)|seiz|find|found)|(?:pata|rejesha|"
    r"okoa|rudisha|"
    r"zima|kamata)\b)\w*(?: [#\w'-]+){0,4}$"
)
"""Before animals that were stolen: they are no loss any more, or never were one."""
_LET_GO = re.compile(
    r"(?:[#\w'-]+ )*?(?:, (?:then |later |but )+)?(?:released|rescued|freed|set free|walk free|"
    r"(?:na ku|wa(?:me|li)?)achiliwa(?: huru)?)(?! (?:on|under|kwa)\b)"
)
"""Behind who was arrested, up to a comma: nobody says how many are held."""
_SPOTTER = Spotter(rule.roots for rule in ENGLISH)
_ENGLISH = tuple((rule, _SPOTTER.asked((rule.roots,))) for rule in ENGLISH)


class _Names(NamedTuple):
    """What the desk's actors are to a count."""

    peoples: frozenset[str]  # counted by their name
    officials: frozenset[str]  # one person each
    never_after: frozenset[str]  # no count stands behind one of these
    boast: re.Pattern[str]  # an armed group's own word
    groups: str  # armed groups, as an expression


@lru_cache(maxsize=4096)  # a report is read for its pages in every language and for the data
def figures_in(title: str, summary: str, language: str, actors: Actors, on: date | None = None) -> tuple[Figure, ...]:
    """Return the figures of a title and summary, the first of each kind and value.

    ``actors`` name the peoples and the money of the desk's country. ``on`` is the report's day: a sentence that
    names another year, or no day but of weeks ago, tells of another event.
    """
    names = _names_of(actors)
    found: dict[tuple[str, int, int], Figure] = {}
    past: set[tuple[str, int, int]] = set()
    retold: set[tuple[str, int, int]] = set()
    for text in (title, summary):
        told: set[str] = set()
        for sentence in sentences_of(text, names.never_after, language):
            is_past = _of_another_time(sentence, on)
            for figure in _of_sentence(sentence, language, names, told, {kind for kind, _, _ in found}):
                number = (figure.kind, figure.low, figure.high)
                if is_past:
                    past.add(number)
                    continue
                is_second = any(one != number and one[0] == figure.kind for one in found)
                if is_second and _is_left_open(sentence):
                    continue
                told.add(figure.kind)
                if text is not title:
                    retold.add(number)
                found[number] = found.setdefault(number, figure).with_lacks_of(figure)
    for number in past - retold:
        found.pop(number, None)  # a headline on "attackers who killed 67" leaves out what the excerpt says: in 2013
    if found and is_labelled(title, summary):
        return ()
    denied = "arrested" if found and police_deny(lowered(f"{title}. {summary}")) else ""
    figures = (figure for figure in found.values() if figure.kind != denied)
    return tuple(sorted(figures, key=lambda figure: KINDS.index(figure.kind)))


@lru_cache(maxsize=8)
def _names_of(actors: Actors) -> _Names:
    officials = frozenset((*actors.of("official"), *actors.of("title")))
    never_after = frozenset(actors.of("money")) | NO_COUNT_BEFORE
    groups = actors.either("group")
    return _Names(frozenset(actors.of("people")), officials, never_after, doubts.boasted(groups), groups)


def _is_left_open(sentence: Sentence) -> bool:
    """True where a sentence is cut off that may have said since when, or of whom, and names no later or other word."""
    return sentence.text.endswith(ELLIPSIS) and doubts.NEWER.search(lowered(sentence.text)) is None


def _of_another_time(sentence: Sentence, on: date | None) -> bool:
    """True where a sentence names another year than the report's, or only days of weeks ago."""
    year = on.year if on else None
    of_a_year = any(_YEAR.fullmatch(word) and int(word) != year for word in sentence.words)
    return of_a_year or (on is not None and _of_weeks_ago(sentence.text, on))


def _of_sentence(
    sentence: Sentence, language: str, names: _Names, told: set[str], counted: set[str]
) -> Iterator[Figure]:
    """Yield the figures of a sentence; those ``told`` are of its text, those ``counted`` also of the title."""
    lifted, places = sentence.lifted(None if language == "sw" else names.peoples)
    is_untold = doubts.OLD.search(lifted) or doubts.UNSURE.search(lifted) or names.boast.search(lifted)
    is_untold = is_untold or INVENTED.search(lifted)
    if sentence.text.endswith("?") or is_untold:
        return
    taken = {int(index) for match in _SHARE.finditer(lifted) for index in match.groups()}
    parts = (match for rule in (doubts.PARTITIVE, doubts.BODIES) for match in rule.finditer(lifted))
    taken.update(int(next(filter(None, match.groups()))) for match in parts)
    taken.update(int(match[1] or match[2]) for match in _BEFORE_IT_ROSE.finditer(lifted))
    plain = doubts.PARENTHESIS.sub(lambda match: " _" * match[0].count(" "), lifted)
    old, total = doubts.AFTER.search(plain), doubts.SINCE.search(plain) is not None
    fresh = doubts.FRESH.match(plain)
    later = _LATER.search(plain) is not None
    for rule in (*_rules(plain, language), ANOTHER):
        if rule is ANOTHER and told != {ANOTHER.kind}:
            continue
        for match in rule.pattern.finditer(f" {plain}"):  # where it starts in that, its words start in ``plain``
            if (later and rule.kind == "killed" and "toll" not in match[0]) or (total and rule.kind != "missing"):
                continue
            before = plain[: match.start()].rstrip()
            if (
                (old and old.end() <= match.start() and not (fresh and fresh.end() <= match.start()))
                or _doubtful(plain, match)
                or _is_over(rule, before, match[0].strip(), plain[match.end() :])
                or (rule.kind == "arrested" and held_by_others(plain, *match.span(), names.groups))
                or any(_is_harmed(rule, plain[: max(0, at)].rstrip()) for at in (match.start(), match.start("n") - 1))
                or is_denied(plain[: match.start("n") - 1], plain[match.end() :])
                or _is_part(rule, before, match[0].strip(), names, language)
                or doubts.BY_PLACE.match(plain, match.end())
                or (rule.kind in counted and doubts.AND_ONE.match(plain, match.end()))
            ):
                continue
            yield from _figure(rule, match, sentence, places, taken)


def _of_weeks_ago(text: str, on: date) -> bool:
    """True where all days that a sentence names lie more than a week before the report's, each in the nearest year."""
    named = days_in(text)
    if not named:
        return _of_months_ago(text, on)
    at, years = on.toordinal(), (on.year - 1, on.year, on.year + 1)
    told = [
        [date(year, month, 1).toordinal() + day - 1 for year in years] for _, month, day in named
    ]  # "31 September" too
    return all(at - min(days, key=lambda each: abs(each - at)) > _LATELY for days in told)


def _of_months_ago(text: str, on: date) -> bool:
    """True where a sentence says in which month it was, and that is none of the last days nor one to come."""
    month = month_in(text)
    return month > 0 and 0 < ((on - timedelta(days=_LATELY)).month - month) % 12 <= _MONTHS_BACK


def _rules(plain: str, language: str) -> Sequence[Rule]:
    """Return the rules by which a sentence may count: of the English ones, those with a root in it."""
    if language == "sw":
        return KISWAHILI
    said = _SPOTTER.said(plain)
    return [rule for rule, needs in _ENGLISH if needs & said]


def _doubtful(plain: str, match: re.Match[str]) -> bool:
    """True when a word of doubt stands within some words before the count, or in it."""
    first = plain.rfind(" ", 0, max(0, match.start() - _LOOK_BACK)) + 1
    return doubts.DOUBTFUL.search(plain[first : match.end()].rsplit(" . ", maxsplit=1)[-1]) is not None


def _is_harmed(rule: Rule, before: str) -> bool:
    """True where a number, with these words before it, counts whom somebody harmed: "kidnappers of three students"."""
    return bool(doubts.THEIRS.search(before) or (rule.kind == "arrested" and doubts.OVER_THEM.search(before)))


def _is_over(rule: Rule, before: str, said: str, after: str) -> bool:
    """True for animals that were given back, for who was missing and is no more, and for who is held no more."""
    if rule.kind == "animals":
        return _GIVEN_BACK.search(before) is not None
    if rule.kind == "arrested":
        if ("held" in said and _CAPTIVE.search(before)) or (said.startswith("holding") and _ARRESTS.search(before)):
            return True
        return _LET_GO.match(after) is not None and not said.startswith("of ")  # two of them, and not all
    return rule.kind == "missing" and _COME_BACK.match(after) is not None


def _is_part(rule: Rule, before: str, said: str, names: _Names, language: str) -> bool:
    """True when the number counts animals or things, is one item of a longer list, or is of others than those named."""
    others = counts_others if language == "sw" else counts_animals
    if rule.kind != "animals" and others(before, said):
        return True
    if rule.kind in _WHOLE and _OTHER.match(said) and not doubts.ANYTHING.search(before):
        return True
    if not rule.listed:
        return False
    if before.endswith(" ,") and before[:-2].rpartition(" ")[2] in names.officials:
        return True
    part = doubts.PARTIAL.search(before)
    return part is not None and not doubts.HAPPENED.match(part["word"] or "a")


def _figure(
    rule: Rule, match: re.Match[str], sentence: Sentence, places: list[int], taken: set[int]
) -> Iterator[Figure]:
    counted = [int(index) for index in re.findall(r"#(\d+)", match["n"])]
    if not counted or taken.intersection(counted):
        return
    taken.update(counted)
    values = [sentence.numbers[index].value for index in counted]
    if _refused(rule.kind, match[0].strip(), max(values)):
        return
    if rule.adds and len(values) > 1 and not _RANGE.search(match["n"]):
        values = [sum(values)]
    if len(values) > 2:  # noqa: PLR2004  a range has two ends
        return
    first = match.string.count(" ", 0, match.start())
    last = min(first + match[0].strip().count(" "), len(places) - 1)
    begin, end = places[first], places[last + 1] if last + 1 < len(places) else len(sentence.words)
    numbers = (sentence.numbers[index] for index in counted[: 1 if len(values) > 1 else None])  # of a range the first
    told = ((sentence.words[: one.start], sentence.text[sentence.spans[one.end - 1][1] :]) for one in numbers)
    yield Figure(rule.kind, min(values), max(values), *_quote(sentence, begin, end), open_ends(told))


def _refused(kind: str, said: str, value: int) -> bool:
    """True for a verb of one person with a larger number, for captives who are held, and for "two others were shot"."""
    if kind == "killed" and _OTHERS.search(said):
        return True
    return (value > 1 and _SINGULAR.search(said) is not None) or (kind == "arrested" and bool(_CAPTIVE.search(said)))


def _quote(sentence: Sentence, begin: int, end: int) -> tuple[str, tuple[bool, bool]]:
    first, last, length = begin - _QUOTE_BEFORE, end + _QUOTE_AFTER, len(sentence.spans)
    first, last = first if first > _QUOTE_REST else 0, last if last < length - _QUOTE_REST else length
    start, stop = sentence.spans[first][0], sentence.spans[last - 1][1]
    cut_off = last < length or sentence.text.startswith(ELLIPSIS, stop)
    return sentence.text[start:stop].strip(" ,:–"), (first > 0, cut_off)
