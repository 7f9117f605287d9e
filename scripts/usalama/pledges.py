"""Promises by officials on security, in the source's words: who, what, and by when if that is said.

``pledges_in`` returns ``Pledge(who, what, due, subject, quote)``. A pledge is an official or
a public body that promises, vows, plans or is to do something about funding, equipment, recruitment, welfare,
technology or operations of the security forces. Every field is a part of the text, letter for letter. It refuses
demands ("MPs want …"), what was done already, refusals ("will not"), predictions without anybody who promises, and
what suspects or armed groups threaten. It never judges whether a promise was kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from usalama import pledge_subjects
from usalama.actors import Actors
from usalama.literals import first_words, lowered


class Pledge(NamedTuple):
    """A promise as one text tells it; ``due`` is "" when no time is said."""

    who: str
    what: str
    due: str
    subject: str
    quote: str


_EDGE = r"\b(?<!['-])"
"""Where a name may begin; ``\\b`` is quick to say where it may not."""
_NO_NAME = (
    r"Promis|Pledg|Vow|To\b|Will|Announc|Sa[iy]|Has\b|Assur|Unveil|Told|Plan|Order|Direct|Ask|Urge|Want|Tell|Defend|"
    r"Admit|"
    r"Deni|Reject|Warn|Fault|Bars?\b|Moves?\b|Seeks?\b|Launch"
)
"""Verbs that a headline writes with a capital letter."""
_NAME = rf"(?-i:(?: (?!{_NO_NAME})[A-Z][\w'’-]+){{0,2}})"
_WHO = (
    # {areas} is filled in with the desk's own, here and below, as {names} is.
    rf"(?:the )?(?:(?:national|{{areas}}) )?government|(?:the )?state|(?:the )?treasury|(?:deputy )?president{_NAME}|"
    rf"(?:the )?(?:interior |defence )?ministry(?: of \w+)?|governor{_NAME}|parliament|(?:the )?(?:coast guard|"
    rf"military|army|defence forces)|(?:the )?(?:{{areas}})|"
    rf"(?:the )?(?:national )?police(?: service)?(?: (?:boss|chief|commission))?{_NAME}|"
    rf"(?:(?:regional|{{areas}}|police|area) )?commission(?:er)?{_NAME}"
)
"""Bodies and offices that any country has."""
_LATELY = r"(?:has |have |had |also |is |are |remains |yesterday |on \w+ )*"
_OATH = (
    rf"(?:{_LATELY}(?:promise[sd]?|pledge[sd]?|vow(?:s|ed)?|commit(?:s|"
    r"ted)?(?: himself| herself| itself)?|"
    r"undert(?:akes|ook)|announce[sd]? (?:plans|a plan)|assure[sd]?(?: \w+){1,4}? that(?: \w+){1,3}? (?:will|would)|"
    r"unveil(?:s|ed)? (?:a )?plans?)(?: that)?(?: (?:he|she|it|they|the \w+))?(?: to| of)?|"
    r"(?:said|says|announce[sd]?|told(?: \w+){1,4}?)(?: that)?(?: (?:he|she|it|they|we|(?:the )?(?:government|"
    r"state|ministry|{areas}|force)|police|{names}))? (?:will|would|plans to|intends to)|"
    r"(?:will|shall|plans to|is to|are to|is set to|set to|intends to|to))"
)
_DEED = (
    r"(?:buy|procure|acquire|recruit|hire|employ|deploy|build|construct|set up|establish|install|equip|provide|"
    r"give|allocate|"
    r"spend|increase|raise|double|pay|compensate|improve|open|re-?open|launch|roll out|digiti[sz]e|train|house|insure|"
    r"modernise|modernize|fund|add|supply|send|station|upgrade|expand|introduce|issue|end|crush|eradicate|flush out|"
    r"disarm|fence|complete|create|post|reinstate|register|connect|link|reform|boost|clear|release|"
    r"tackle|combat|secure|pull out|withdraw|reopen|hand over|create|purchase|place|put|bring|digitalise|finance|"
    r"replace|restore|promote|arm|tarmac|fence off|insure|donate|share|enhance|strengthen|put up|disburse)"
)
_DUE = (
    r"(?:(?:by|before) (?:the )?(?:year|month)(?:'s)?[- ]end|by the end of (?:the )?(?:year|month)|"
    r"(?:by|before) (?:the )?\d{4} (?:polls|elections?)|in the coming (?:financial )?(?:year|month|week|days|weeks|"
    r"months)|"
    r"(?:in|by) \d{4}|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|"
    r"by (?:the end of )?(?:(?:early |mid-?|late )?(?:january|february|march|april|may|june|july|august|"
    r"september|october|"
    r"november|december|christmas|easter)(?: \d{4})?|\d{4}(?:/\d{2,4})?|next (?:year|month|week)|(?:this |"
    r"the )?(?:year|month|week)(?:'s end)?|friday|monday|tuesday|wednesday|thursday|saturday|sunday)|"
    r"(?:within|in) (?:the next )?(?:\d+|two|three|four|five|six|seven|ten|twelve|a) (?:days?|weeks?|months?|years?)|"
    r"before (?:the end of )?(?:january|february|march|april|may|june|july|august|september|october|november|"
    r"december|christmas|\d{4}|next year)|"
    r"next (?:year|month|week|financial year)|this (?:year|month|week|financial year)|from (?:january|february|"
    r"march|april|may|june|july|august|september|october|november|december|next (?:year|month|week)))"
)
_THING = (
    r"(?:(?:[\w'-]+ ){0,5}?(?:pay|salar(?:y|ies)|allowances?|cameras?|vehicles?|uniforms?|houses|housing|drones?|"
    r"medical cover|"
    r"insurance|compensation|lighting|weapons?|helicopters?|cctv|stations?|posts?|officers|reservists|equipment|kit|"
    r"patrols?|boats?|motorcycles?|motorbikes?|bases?)\b)"
)
_REFUSED = re.compile(
    r"\b(?:will not|won't|would not|not to|never|refus\w+|fail(?:s|ed)? to|unlikely|could|might|may be|"
    r"demand\w*|urge[sd]?|want[s]?|ask(?:s|ed)?|"
    r"call(?:s|ed)? (?:for|on)|should|must|threat\w*|if|was to|were to|used to|suspects?|gang|militants?|"
    r"bandits (?:will|vow|to))\b",
    re.IGNORECASE,
)
_TIME = re.compile(rf"\b{_DUE}\b", re.IGNORECASE)
_SW_NAME = r"(?-i:(?: (?:wa|ya|la|Jenerali|Mkuu))?(?: (?!Aahidi|Aapa)[A-Z][\w'’-]+){0,3})"
_SW_WHO = (
    rf"serikali|rais{_SW_NAME}|waziri{_SW_NAME}|gavana{_SW_NAME}|inspekta{_SW_NAME}|polisi|"
    rf"wizara{_SW_NAME}|katibu{_SW_NAME}"
)
_SW_OATH = r"(?:(?:ame|ali|wame|wali|ime|ili|a|ya)?(?:ahidi|apa|tangaza|sema|toa ahadi)(?: kuwa| kwamba| ya)?)"
_SW_FUTURE = (
    r"ku(?:nunua|ajiri|jenga|weka|peleka|tuma|ongeza|lipa|boresha|toa|imarisha|maliza|komesha|funga|fungua|anzisha|"
    r"wapa|pata|pewa)"
)
_SW_WHAT = (
    r"(?:ku(?:nunua|ajiri|jenga|weka|peleka|tuma|ongeza|lipa|boresha|toa|imarisha|maliza|komesha|funga|fungua)|"
    r"(?:wa|i|ta|a|ya|zi|u)?ta(?:nunua|ajiri|jenga|weka|peleka|tuma|ongeza|lipa|boresha|toa|imarisha|maliza|"
    r"komesha|wekwa|nunuliwa|jengwa|ajiriwa)|(?:i|wa|a|ya|zi)ta\w+)"
)
_SW_TIME = re.compile(
    r"\b(?:kufikia|kabla ya|ifikapo|mwishoni mwa|ndani ya)(?: \w+){1,3}|\b(?:mwaka|mwezi|wiki) (?:ujao|huu|"
    r"ijayo|hii)\b",
    re.IGNORECASE,
)
_SW_REFUSED = re.compile(
    r"\b(?:\w*agiza|aamuru|aliamuru|hat\w+|hawat\w+|kutaka|yataka|wataka|alikanusha)\b",
    re.IGNORECASE,
)
_TOLD_TO = re.compile(
    r"\b(?:direct|order|ask|urge|tell|want|push|compel|press|challenge)(?:s|ed)?(?: the)? $|\btold(?: the)? $",
    re.IGNORECASE,
)
"""Who is told to do something promises nothing."""
_NOT_OURS = re.compile(
    r"\b(?:appear|appeal|attend|meet|vet|charged?|probed?|investigated?|prosecuted?|fuel|teachers?|nurses?|doctors?)\b",
    re.IGNORECASE,
)
"""Deeds that are no promise on security."""
_OFFERED = r"(?:(?:promise|pledge|announce)[sd]?|assure[sd]?(?: \w+){1,5} of|commit(?:s|ted)? to|vow(?:s|ed)?)"
_TOLD = r"(?:said|says?|announce[sd]?|promise[sd]?|pledge[sd]?)"
_OATHS = first_words(f"{_OATH.replace(_LATELY, '')}|{_OFFERED}|{_TOLD}")
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*;\s*")


class _Shapes(NamedTuple):
    """What the pledges of one desk look like in one language."""

    pledges: tuple[re.Pattern[str], ...]
    names: frozenset[str]
    """A pledge names who promises: outside quotation marks each has one of these words. Few sentences have."""
    oaths: frozenset[str]
    """And one of these, or a colon; none where that is not known."""
    refused: re.Pattern[str]
    time: re.Pattern[str]
    grant: re.Pattern[str]
    """A sum at its start."""
    care: re.Pattern[str] | None
    """What is given to officers, whoever they are."""
    subjects: tuple[tuple[str, re.Pattern[str]], ...]
    """In the order in which they are asked for."""


@lru_cache(maxsize=8)
def _shapes(actors: Actors, language: str) -> _Shapes:
    """Compile a desk's patterns when the first text of a language is read."""
    swahili = language == "sw"
    edge = "" if swahili else r"\b"  # a Kiswahili root stands behind its prefixes
    sums = f"(?:{actors.either('money', 'sw' if swahili else 'en')})"
    more = {"funding": rf"\b{sums}(?:\s?\d|\b)"} | ({} if swahili else {"operations": actors.either("operations")})
    subjects = (
        (name, re.compile(rf"{edge}(?:{words}|{more.get(name, '(?!)')})", re.IGNORECASE))
        for name, words in (pledge_subjects.KISWAHILI if swahili else pledge_subjects.ENGLISH).items()
    )
    shapes = _kiswahili(actors) if swahili else _english(actors)
    return _Shapes(
        tuple(re.compile(shape, re.IGNORECASE) for shape in shapes),
        first_words(_sw_who(actors).replace(_SW_NAME, "") if swahili else _who(actors).replace(_NAME, ""), ("the",)),
        frozenset() if swahili else _OATHS,
        _SW_REFUSED if swahili else _REFUSED,
        _SW_TIME if swahili else _TIME,
        re.compile(rf"{sums}\s?\d|(?:releas|allocat|disburs|spend|set aside)\w* (?:{sums}|\d)", re.IGNORECASE),
        None if swahili else pledge_subjects.CARE,
        tuple(subjects),
    )


def _who(actors: Actors) -> str:
    names, titles, forces, areas = map(actors.either, ("promiser", "title", "force", "area"))
    who = _WHO.replace("{areas}", areas)
    return (
        rf"(?:{who}|(?:the )?(?:interior |defence |ict |police |deputy )?(?:cabinet secretary|principal secretary|"
        rf"inspector[- ]general|{titles})(?: of police)?{_NAME}|(?:the )?(?:{forces})(?: boss)?{_NAME}|{names})"
    )


def _sw_who(actors: Actors) -> str:
    return f"(?:{_SW_WHO}|{actors.either('promiser', 'sw')})"


def _english(actors: Actors) -> tuple[str, ...]:
    """Return the shapes of an English pledge, in the order in which they are tried."""
    who = _who(actors)
    oath = _OATH.replace("{names}", actors.either("promiser")).replace("{areas}", actors.either("area"))
    pledge = rf"{_EDGE}(?P<who>{who}),?\s(?P<oath>{oath})\s(?P<what>{_DEED}(?:ing)?\b[^.;!?]*)"
    we = rf"{_EDGE}(?P<who>{who}):\s(?P<oath>we (?:will|shall))\s(?P<what>{_DEED}\b[^.;!?]*)"
    quoted = (
        rf"[“\"](?P<what>(?:we|i) (?:will|shall) {_DEED}\b[^”\".;!?]*?)[,.]?[”\"],? (?P<who>{who})\s?"
        rf"(?P<oath>said|says|vowed|promised|pledged|added)"
    )
    # A thing: “promises body cameras”, “pledges Sh20 million towards …”.
    offer = (
        rf"{_EDGE}(?P<who>{who}),?\s(?P<oath>{_OFFERED})\s"
        rf"(?P<what>(?:(?:{actors.either('money')})\s?[\d.,]+ ?(?:million|billion|m|bn)?|{_THING})[^.;!?]*)"
    )
    # What others will get: “IG: officers to be compensated by June”.
    received = (
        rf"{_EDGE}(?:(?P<who>{who})(?P<oath>:|,?\s{_TOLD}(?: that)?)\s)"
        rf"(?P<what>(?:[\w',-]+ ){{1,10}}?(?:will|would|shall|to)(?: be)? (?:get|receive|be|deployed|"
        rf"recruited|sent|compensated|paid|equipped|given|built|housed|trained|hired|promoted|armed|posted|"
        rf"reopened)\b[^.;!?]*)"
    )
    # The same with the speaker behind it: “Chiefs to be armed, PS Made says”, “We will fence it,” said the governor.
    after = (
        rf"^[“\"]?(?P<what>[^.;!?”\"]{{3,90}}? (?:will|to|would|shall)(?: be)? (?:{_DEED}|get|receive|deployed|"
        rf"recruited|sent|compensated|"
        rf"paid|equipped|given|built|housed|trained|hired|promoted|armed|posted|reopened|insured|"
        rf"tarmacked)\b[^.;!?”\"]*?)"
        rf",[”\"]? (?P<oath>(?:says?|said|announces?|announced) )?(?:the )?(?P<who>{who})(?(oath)|,? {_TOLD})$"
    )
    return pledge, we, quoted, offer, received, after


def _kiswahili(actors: Actors) -> tuple[str, ...]:
    """Return the shapes of a Kiswahili pledge, in the order in which they are tried."""
    who, sums = _sw_who(actors), actors.either("money", "sw")
    pledge = (
        rf"{_EDGE}(?P<who>{who})\s(?P<oath>{_SW_OATH}(?: (?:serikali|polisi|wizara|jeshi))?)\s"
        rf"(?P<what>{_SW_WHAT}\b[^.;!?]*)"
    )
    # “Serikali kuajiri polisi”: a plan in a headline's infinitive, and what is promised as a thing.
    plan = (
        rf"{_EDGE}(?P<who>{who}):?\s(?P<oath>(?:(?:{_SW_OATH})\s)?)"
        rf"(?P<what>(?:{_SW_FUTURE}|(?:i|wa|a|u|ya|zi)?ta(?:wa|m|tu)?(?:nunua|ajiri|jenga|weka|peleka|tuma|ongeza|"
        rf"lipa|boresha|"
        rf"toa|imarisha|maliza|komesha|anzisha|wapa)|tuta\w+|"
        rf"(?:nyongeza|{sums}|milioni|bilioni|magari|nyumba) )"
        rf"[^.;!?]*|(?:serikali|polisi|wizara|maafisa|askari) (?:i|wa|a)ta\w+ [^.;!?]*)"
    )
    return pledge, plan


@lru_cache(maxsize=20_000)  # a report is read for its week's summary, for its pages and for the data
def pledges_in(title: str, summary: str, language: str, actors: Actors) -> tuple[Pledge, ...]:
    """Return the pledges of a title and summary, in reading order, each subject and person once."""
    shapes = _shapes(actors, "sw" if language == "sw" else "en")
    found: dict[tuple[str, str], Pledge] = {}
    for text in (title, summary) if _may_promise(f"{title}\n{summary}", shapes) else ():
        for sentence in _SENTENCE.split(text):
            for pledge in _of_sentence(sentence.strip(), shapes):
                found.setdefault((pledge.subject, pledge.due or pledge.what.split()[0].lower()), pledge)
    return tuple(found.values())


def _may_promise(sentence: str, shapes: _Shapes) -> bool:
    words = frozenset(_WORD.findall(lowered(sentence)))
    told = not shapes.oaths or ":" in sentence or not shapes.oaths.isdisjoint(words)
    return (told and not shapes.names.isdisjoint(words)) or "“" in sentence or '"' in sentence


def _of_sentence(sentence: str, shapes: _Shapes) -> Iterator[Pledge]:
    if not _may_promise(sentence, shapes):
        return
    match = next((found for shape in shapes.pledges if (found := shape.search(sentence))), None)
    if (
        match is None
        or _TOLD_TO.search(sentence[: match.start()])
        or shapes.refused.search(sentence[max(0, match.start() - 20) : match.start("what") + 40])
        or _NOT_OURS.search(match["what"])
    ):
        return
    what = match["what"].strip(" ,:'\"“”.")
    subject = _subject(what, shapes)
    if subject:
        due = shapes.time.search(what)
        yield Pledge(match["who"].strip(), what, due[0] if due else "", subject, match[0].strip())


def _subject(what: str, shapes: _Shapes) -> str:
    if pledge_subjects.MOVED.match(what):
        return "operations"
    if shapes.grant.match(what):
        return "funding"
    if shapes.care and shapes.care.search(what):
        return "welfare"
    return next((name for name, words in shapes.subjects if words.search(what)), "")
