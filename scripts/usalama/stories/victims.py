"""Whether two reports of one place tell of two victims: two who died or were taken, or who is held over another death.

An arrest is told in the words of what it is over: the place, and that somebody was killed. Where two reports have no
more than these in common, their titles may say that the victims are two: a teacher and a farmer, a man and a woman. So
does time: who is told to have been killed days after somebody was arrested, in a report without a word of that, is
somebody else, and so is who was killed weeks ago, or over whose death a court has ended its case. It goes by trades and
sexes, and refuses names and ages, for one report may give the name, another the trade.
"""

import re
from datetime import date
from functools import lru_cache

from usalama.stories.bilingual import Bilingual
from usalama.stories.fingerprints import CONCEPT, FIGURE, Report, concepts_of, fingerprint
from usalama.stories.nearness import names_an_earlier_day, order
from usalama.stories.roots import root_of
from usalama.stories.sketches import Sketch, StoryTables
from usalama.words.dates import days_in, month_in
from usalama.words.text import SENTENCE

_OF_ANY_WORDS = """
kill body kidnap missing shoot stab attack arrest charge court bail jail suspect accuse investigate police officer man
gang gun phone house town city village villager citizen group escape recover family youth witness victim worker
criminal patrol commander search hunt hospital mortuary postmortem police-station neighbour operation road river
vehicle bus order night morning dawn yesterday monday tuesday wednesday thursday friday saturday sunday say leader
"""
"""Concepts that reports of any killing or taking tell."""
_TRADE_WORDS = """
=trader =shop =hawker shopkeeper · =driver =motorcycle rider taxi · tout · =church =preacher =bishop priest nun ·
=farmer =herder · =guard =soldier =reservist =warder =officer =constable =sergeant ranger corporal inspector ·
=chief =elder =mca =mp administrator · =student schoolboy schoolgirl · =teacher lecturer · =doctor nurse medic health ·
=lawyer · =fisherman · journalist blogger · =athlete player · musician singer · poacher · miner · engineer · clerk ·
butcher · =tourist
"""
"""Whom a title may be about, in groups of what one person may be called in two reports."""


_KIN_WORDS = "=wife · =husband · =mother · =father · =brother · =sister · =son =daughter =child · =grandmother"
"""The same of whose kin they were who died."""


_OF_ANY, _HELD = concepts_of(_OF_ANY_WORDS), concepts_of("arrest bail charge court jail")
_BEFALLEN = concepts_of("kill body kidnap missing")
_KILLED, _SUICIDE = f"{CONCEPT}kill", f"{CONCEPT}suicide"
_SPOUSES, _HURT = concepts_of("wife husband couple"), concepts_of("kill shoot stab")
_TRADE, _KIN = (
    {
        word if word[0] == CONCEPT else root_of(word, ""): place
        for place, row in enumerate(words.split("·"))
        for word in row.split()
    }
    for words in (_TRADE_WORDS, _KIN_WORDS)
)
_PARENT_OF = re.compile(r"\b(?:mother|father) of (?:\w+ )?(?:\d+|\w+)|\b(?:mama|baba) wa (?:watoto )?\w+")
"""Who has so many children is nobody's mother where the dead are called by what they are to who did it."""
_HOLDS = re.compile(r"\b(?:holds?|nab|nabs|nabbed|custody)\b")
_END = (
    r"(?= (?:in|at|near|on|from|by|over|outside|after|as|who|whose|is|are|was|were|has|have|dead|to|arrested|charged|"
    r"held|nabbed|found|shot|killed|jailed|freed)\b|[,:;.?]|$)"
)
_SOME = r"((?:[\w'-]+ ){0,4}?[\w'-]+)"
_OF_A_DEATH = re.compile(
    rf"\b(?:murders?|killings?|deaths?|shooting|stabbing|lynching|killers?) of {_SOME}{_END}|"
    rf"\b(?:killing|murdering|shooting|stabbing|strangling) (?!of\b){_SOME}{_END}|"
    r"\b(?:over|in|of|for) ((?:(?!(?:over|in|of|for)\b)[\w'-]+ ){1,4})(?:murder|killing|death)\b|"
    r"\b(?:mauaji|kifo|vifo) (?:ya|cha|vya) ((?:[\w'-]+ ?){1,2})"
)
_DIES = (
    r"(?:killed|shot|stabbed|hacked|beaten|lynched|strangled|murdered|slain|drowned|found (?:dead|murdered|killed)|"
    r"gunned down|trampled|dies|dead|abducted|kidnapped|(?:goes |went )?missing)"
)
_NEWS = re.compile(
    rf"(?:^(?:[^:]*: )?|, )((?:[\w'-]+ ){{1,5}}?)(?:(?:was|were|is|are|has been|have been) )?{_DIES}\b"
    rf"(?:(?!{_END}) {_SOME}{_END})?|"
    rf"\b(?:kills?|killed|murders?|guns? down|shoots?|stabs?|abducts?|kidnaps?) {_SOME}{_END}|"
    rf"\bbod(?:y|ies) of {_SOME}{_END}|"
    r"\b(?:mi?wil|mait)i (?:w|y)a ((?:[\w-]+ ?){1,2})|"
    r"^((?:[\w'-]+ ){1,5}?)(?:a|wa|ame|wame|ali|wali)(?:uawa|pigwa risasi|tekwa|patikana ame|patikana wame)|"
    r"\b(?:a|wa|ame|wame|ali|wali)(?:m|mw|wa)(?:u?ua|chinja|dunga kisu|piga risasi|teka nyara) ((?:[\w-]+ ?){1,2})"
)
"""A title that tells of the dead or the taken as what is new, and whom: "Farmer hacked to death"."""
_LATE = re.compile(r"\b(?:over|who|whose|suspects?|accused|slain|family|mourn\w*|bur(?:y|ied|ial)|vigil|justice)\b")
"""What only goes on with a death that was told before."""
_LONG_BEFORE = re.compile(
    r"\b(?:last (?:month|year)|(?:weeks|months?|years?) (?:ago|earlier)|mwezi uliopita|mwaka (?:jana|uliopita)|"
    r"(?:miezi|wiki) \w+ iliyopita|jailed|sentenced|convicted|acquitted|\w*hukumiwa)\b"
)
"""When it was, or how far its case has come: no court ends one in days."""
_OF_THE_DEAD = re.compile(
    r"\b(?:kill|murder|slain|shot|stab|hack|beat|lynch|strangl|drown|dead|die|death|body|mwili|risasi)|"
    r"(?:uawa|uliwa|fariki|patikana)\b"
)
_OF_OTHERS = re.compile(r"\b(?:others?|another|similar|wengine|mwingine|mengine)\b")
"""What else was in the place, or somebody did, long before is no sign: the sentence is to tell of this death."""
_CIVIL = re.compile(
    r"\b(?:clinical|medical|health|loan|bank|revenue|tax|customs|electoral|presiding|returning|fisheries|"
    r"agricultural|probation) officers?\b"
)
"""Officers that are no guards."""
_LYNCHED = re.compile(
    r"\b(?:lynch\w*|mob (?:kills?|killed|beats?|burns?)|(?:suspected|alleged) (?:[\w-]+ ){0,2}thie(?:f|ves)|umati|"
    r"mwizi|wezi)\b"
)
_SEXES = (  # of women and of men
    re.compile(r"\b(?:wom[ae]n|girls?|wife|(?:grand)?mother|daughter|wanawake|mwanamke|m?wasichana|msichana)\b"),
    re.compile(r"\b(?:m[ae]n|boys?|husband|(?:grand)?father|mwanamume|mwanaume|wanaume|mvulana|wavulana)\b"),
)
_THIEF = -1  # what a mob's dead are taken for is a trade, too
_LATELY, _MONTHS_BACK = 8, 8  # days that what is new may lie back; a month further back is rather one to come
_TELLING, _WORD_TELLING, _FEW = 3.0, 3.9, 2  # how rare a concept or another word is that is a sign of one death


def are_two(one: Sketch, other: Sketch, tables: StoryTables) -> bool:
    """True where two reports that share one rare word at most are of two victims."""
    before = order(one.report, other.report)
    earlier, later = (one, other) if before <= 0 else (other, one)
    holds = _holds_a_killer(earlier), _holds_a_killer(later)
    if not all(map(_tells_of_a_victim, (earlier, later))):
        return _is_by_own_hand(one, other) or _is_by_own_hand(other, one)
    common = (earlier.tokens.keys() & later.tokens.keys()) - tables.areas
    if any(_is_sign(token, earlier, later) for token in common):
        return False
    if not any(map(_SPOUSES.isdisjoint, (earlier.title, later.title))):
        return False  # one calls the dead a wife, the other who did it a husband
    whom = (_whom(told.report.title, tables.bilingual) for told in (earlier, later))
    if any(first and second and first.isdisjoint(second) for first, second in zip(*whom, strict=True)):
        return True
    if holds[0] and not holds[1] and _is_news(later):
        return bool(before) or _is_of_long_before(earlier, later.report)
    return holds[1] and not holds[0] and _is_news(earlier) and _is_of_long_before(later, earlier.report)


def _is_by_own_hand(one: Sketch, other: Sketch) -> bool:
    """True where one title tells of a suicide alone, and the other report of none, but of somebody killed or shot."""
    alone = _SUICIDE in one.title and _SUICIDE not in other.tokens and _KILLED not in one.title
    return alone and not _HURT.isdisjoint(other.title) and _SPOUSES.isdisjoint(one.tokens) and _is_news(other)


def _tells_of_a_victim(told: Sketch) -> bool:
    return not _BEFALLEN.isdisjoint(told.title) or "lynch" in told.report.title.lower()


def _holds_a_killer(told: Sketch) -> bool:
    """True where the title tells who is held, or before a court, over somebody's death."""
    return _KILLED in told.title and tells_a_hold(told)


def tells_a_hold(told: Sketch) -> bool:
    """True where the title tells who is held, or before a court."""
    return not _HELD.isdisjoint(told.title) or bool(_HOLDS.search(told.report.title.lower()))


def are_news(one: Sketch, other: Sketch) -> bool:
    """True where both titles tell of the dead or the taken as what is new."""
    return all(_tells_of_a_victim(told) and _is_news(told) for told in (one, other))


def _is_news(told: Sketch) -> bool:
    title = told.report.title.lower()
    return _HELD.isdisjoint(told.tokens) and bool(_NEWS.search(title)) and not _LATE.search(title)


def _is_of_long_before(held: Sketch, news: Report) -> bool:
    """True where an arrest is over a death that its text tells to be of weeks before what is told as new."""
    told = [one for one in SENTENCE.split(held.report.summary) if _is_of_the_death(one.lower())]
    text = " . ".join((held.report.title, *told))
    if _LONG_BEFORE.search(text.lower()) or names_an_earlier_day(days_in(text), news):
        return True
    month = month_in(text)
    if not month or news.first is None:
        return False
    lately = date.fromordinal(news.first - _LATELY).month
    return 0 < (lately - month) % 12 <= _MONTHS_BACK


def _is_of_the_death(sentence: str) -> bool:
    return bool(_OF_THE_DEAD.search(sentence)) and not _OF_OTHERS.search(sentence)


def _is_sign(token: str, one: Sketch, other: Sketch) -> bool:
    if token in one.rare or token in other.rare or token in _OF_ANY:
        return False
    if token[0] == FIGURE:
        return token[1:].isdigit() and int(token[1:]) > _FEW
    return one.tokens[token] >= (_TELLING if token[0] == CONCEPT else _WORD_TELLING)


@lru_cache(maxsize=4096)
def _whom(title: str, bilingual: Bilingual) -> tuple[frozenset[int], frozenset[int], frozenset[int]]:
    """Return the trades, the kin and the sexes of all of whom a title tells that they died or were taken."""
    small = title.lower()
    over = _OF_A_DEATH.search(small)
    found = [over] if over else _NEWS.finditer(small)
    said = _CIVIL.sub("", " ".join(who for each in found for who in each.groups() if who))
    tokens = fingerprint(Report("", _PARENT_OF.sub("", said)), bilingual).tokens
    trades, kin = (frozenset(called[token] for token in tokens if token in called) for called in (_TRADE, _KIN))
    sexes = frozenset(sex for sex, words in enumerate(_SEXES) if words.search(said))
    return trades | {_THIEF} if _LYNCHED.search(small) else trades, kin, sexes
