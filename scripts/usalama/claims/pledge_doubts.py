"""What makes a promise none: demands, refusals, threats, appointments, and what another says that somebody will do."""

import re

from usalama.claims.untold import is_denied
from usalama.words.literals import lowered

REFUSED = re.compile(
    r"\b(?:will not|won't|would not|no plans?|less|not to|never|refus\w+|fail(?:s|ed)? to|unlikely|could|might|may be|"
    r"demand\w*|urge[sd]?|want[s]?|ask(?:s|ed)?|call(?:s|ed)? (?:for|on)|should|must|threat\w*|if|was to|were to|"
    r"used to|suspects?|gang|militants?|bandits (?:will|vow|to))\b",
    re.IGNORECASE,
)
SW_REFUSED = re.compile(
    r"\b(?:\w*(?:agiza|amuru|taka|takiwa|himiza|omba|shauri|sihi)|hat\w+|hawat\w+|alikanusha)\b",
    re.IGNORECASE,
)
TOLD_TO = re.compile(
    r"\b(?:direct|order|ask|urg|tell|want|push|compel|press|challeng|pray|hop|beg|(?:appeal|call|plead|petition)\w*"
    r"(?: to| on| with)?)(?:e?s|e?d|ing)?(?: for| that)?(?: the)? $|\btold(?: the)? $",
    re.IGNORECASE,
)
"""Who is told to do something promises nothing."""
HEADS = re.compile(r"(?:^|[:;,–—-] |\b(?:as|and|while|after|but|that|how|why) )[“‘\"']?(?:[A-Z][\w'’-]+ )?$")
"""Before who is to do something: elsewhere it is done for him, to him or where he is, "deploys soldiers to end it"."""
SENT = re.compile(r"\b\w*(?:peleka|tuma|tumia|ongeza)(?: [\w']+){1,4} $", re.IGNORECASE)
"""Before police and an infinitive: they were sent to do it."""
_ANOTHER = (
    r"(?:claims?|claimed|alleges?|alleged|says?|said|insists?|fears?|warns?|tells?|told|"
    r"\w*(?:dai|sema)(?: kuwa| kwamba)?)"
)
_TOLD_BY = re.compile(rf"\b{_ANOTHER}(?: [\w']+ (?=that))?(?: that)?(?: the| his| her| their)? $", re.IGNORECASE)
_PROMISED = r"(?:promised|pledged|vowed|assured)"
BEFORE = re.compile(
    rf"\b{_PROMISED}\b.*\b(?:(?:in|of|since) (?:19|20)\d\d|last year|last month|(?:years?|months?) ago)\b|"
    rf"^(?:in|since) (?:19|20)\d\d\b.*\b{_PROMISED}\b|"
    rf"\b(?:last year|last month|(?:years?|months?) ago),? .*{_PROMISED}\b|"
    rf"\b(?:had (?:\w+ ){{0,2}}|once |previously |earlier ){_PROMISED}\b|\brecall(?:s|ed)? (?:that|how)\b|"
    r"\b(?:ili|ali|wali)kuwa \w*ahidi\b",
    re.IGNORECASE,
)
"""What was promised long ago, of which a text tells what became."""
_NAMED = re.compile(r"^(?:[A-Z][\w'’-]+ ?){1,3}: $")
_TOLD_AFTER = re.compile(
    r", (?:[\w'’-]+ ){0,3}(?:claims?|claimed|alleges?|alleged)\b|"
    r", (?:says|said) (?:[\w']+ )?(?:rivals?|critics?|opposition|residents)\b|"
    r"[”\"] (?:claims|claimed|alleges|alleged)\b",
    re.IGNORECASE,
)
"""What somebody says that another will do is no promise of that other's."""
NOT_OURS = re.compile(
    r"\b(?:spend \d+ (?:days|nights|weeks|months|years)|appear|appeal|attend|meet|vet|guided|found|tried|questioned|"
    r"buried|punished|sacked|tribute|footage|"
    r"reports?|videos?|names?|images|suspects|statements?|hostages|charged?|probed?|investigated?|prosecuted?|"
    r"fuel (?:prices?|levy|tax\w*)|teachers?|nurses?|doctors?)\b",
    re.IGNORECASE,
)
"""Deeds that are no promise on security."""
DIARY = re.compile(r"(?:open|launch|ku(?:fungua|zindua))", re.IGNORECASE)
DAY = re.compile(
    r"\b(?:on (?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tonight|tomorrow|leo|kesho)\b", re.IGNORECASE
)
"""Both together are an appointment."""
ERRAND = re.compile(r"(?:hand over|pay|release|clear|place|put|bring|share|complete|end)\b", re.IGNORECASE)
"""Deeds that a headline's bare “to” does not make a promise of: “Police to release footage”."""
_FUTURE = re.compile(r"\b(?:will|would|shall)\b|\b\w+ta\w+", re.IGNORECASE)


def by_another(sentence: str, match: re.Match[str], speaks: re.Pattern[str]) -> bool:
    """True where another tells of the promise that ``match`` found, or where the sentence says that there is none.

    ``speaks`` are those who may promise what the government or the police will do: "the minister said that the
    government will hire". Behind a name and a colon, "will" is that name's word: "Wambui: Police will …".
    """
    start, before, low = match.start(), sentence[: match.start()], lowered(sentence)
    told = _TOLD_BY.search(before)
    named = _NAMED.search(before) if _FUTURE.search(match["oath"] or match["what"].partition(" ")[0]) else None
    end = told.start() if told else len(before)
    if (told or named) and not speaks.search(before, 0, end):
        return True
    return _TOLD_AFTER.search(sentence, start) is not None or is_denied(low, low)
