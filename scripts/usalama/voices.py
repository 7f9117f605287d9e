"""Who says so: whose word a report stands on, as its own text says it.

``voices_in(title, summary, language)`` returns ``Voice(kind, quote)`` for each kind that the text names as its source:
``official`` (police, army or government), ``oversight`` (an oversight or rights body), ``court`` (a court record),
``people`` (residents, witnesses, family, the reporter), ``group`` (an armed group's claim). ``stance`` sums a story
up: ``official-only`` is said when officials are the only ones named. A text that names nobody has no voice, and none
is guessed: a word such as "police" counts only beside a word of saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("official", "oversight", "court", "people", "group")
OFFICIAL_ONLY = "official-only"
_SAID = (
    r"(?:said|says?|saying|told|tells?|confirm(?:s|ed|ing)?|report(?:s|ed)|state[sd]|stating|announce[sd]?|"
    r"announcing|"
    r"reveal(?:s|ed)|disclosed?|claim(?:s|ed)|explain(?:s|ed)|den(?:y|ies|ied)|warn(?:s|ed)|indicate[sd]?|"
    r"maintain(?:s|ed)|"
    r"insist(?:s|ed)|add(?:s|ed)|note[sd]|narrate[sd]|recount(?:s|ed)|recall(?:s|ed)|describe[sd]?|allege[sd]?|"
    r"accuse[sd]?|"
    r"condemn(?:s|ed)|demand(?:s|ed)|blame[sd]?|dismiss(?:es|ed)|"
    r"vow(?:s|ed)|call(?:s|ed)|rule[sd]|declared)"
)
_OFFICIAL = (
    r"(?:police|policeman|officers?|detectives?|investigators?|dci|sleuths|(?:police|county|area|station|"
    r"division(?:al)?|"
    r"regional|sub-?county|ward|army|military)\s(?:commander|boss|chief|spokes\w+|commissioner|head|reports?|"
    r"sources?)|"
    r"commanders?|commissioners?|spokes(?:man|person|woman)|inspector[- ]general|igp?|kdf|army|military|"
    r"defence (?:forces|ministry)|government|authorities|officials?|ministry|minister|cabinet secretary|cs|"
    r"principal secretary|ps|president|governor|chief|ocs|ocpd|interior|security (?:officers?|officials?|team|"
    r"agencies)|"
    r"nis|eacc|kra|odpp|prosecutors?|dpp|kws|prisons? (?:service|boss)|coast guard|kindiki|murkomen|kanja|amin|"
    r"ruto|omollo)"
)
_OVERSIGHT = (
    r"(?:ipoa|independent policing oversight authority|knchr|imlu|haki africa|amnesty(?: international)?|"
    r"human rights watch|"
    r"hrw|muhuri|lsk|law society(?: of kenya)?|missing voices|vocal africa|khrc|defenders coalition|ncic|ombudsman|"
    r"rights (?:groups?|body|bodies|lobby|organi[sz]ations?|activists?|defenders?)|oversight (?:authority|body)|"
    r"(?:police )?watchdog|lobby(?: groups?)?|activists?|human rights (?:group|body|commission)|un|united nations)"
)
_COURT = (
    r"(?:(?:high |magistrate'?s |appeal |supreme |trial |milimani |kahawa |shanzu |kibera |makadara )?courts?|"
    r"judges?|"
    r"(?:chief |principal |resident )?magistrates?|prosecution|charge sheet|court (?:documents|papers|records?|"
    r"filings?)|"
    r"affidavits?|inquest|justice)"
)
_PEOPLE = (
    r"(?:residents?|villagers?|locals|witness(?:es)?|eye-?witness(?:es)?|survivors?|victims?|famil(?:y|ies)|"
    r"relatives?|"
    r"mothers?|fathers?|parents?|brothers?|sisters?|widows?|wives|wife|neighbours?|friends?|elders?|traders?|"
    r"herders?|"
    r"protesters?|protestors?|students?|pupils?|teachers?|fishermen|drivers?|worshippers?|community|lawyers?|kin|"
    r"our (?:reporter|correspondent|team)|this (?:writer|reporter)|a (?:reporter|correspondent)|journalists?)"
)
_GROUP = (
    r"(?:al[- ]sha?ba+b|al[- ]shebab|shabaab|militants?|the (?:terror|militant|armed) group|islamic state|"
    r"terror group|oromo liberation army|ola)"
)
_NAMED = (
    r"(?:\s(?!(?:over|for|after|against|as|with|to|by|from|who|whose|that|arrests?|seizes?|when|where|wanted)\b)"
    r"\(?[\w.'’-]+\)?){0,6}?"
)
_SW_SAID = (
    r"(?:(?:ali|wali|ame|wame|ana|wana|ina|yana|i|ili|ime|a|wa)?(?:sema|eleza|thibitisha|tangaza|dai|kanusha|"
    r"simulia|ripoti|"
    r"laumu|laani|shutumu|taka|kiri|fichua|onya|ahidi)|amesema|alisema|wasema|asema|yasema|imesema|walisema|wamesema)"
)
_SW = {
    "official": r"(?:polisi|kamanda|kamishna|inspekta|msemaji|maafisa|afisa|serikali|waziri|katibu|jeshi|kdf|"
    r"chifu|rais|"
    r"gavana|idara|dci|makachero|wapelelezi|mkuu wa polisi)",
    "oversight": r"(?:ipoa|haki africa|amnesty|muhuri|wanaharakati|mwanaharakati|mashirika ya haki|shirika la haki|"
    r"tume ya haki|lsk|knchr)",
    "court": r"(?:mahakama|hakimu|jaji|korti)",
    "people": r"(?:wakazi|mkazi|wenyeji|mashahidi|shahidi|walioshuhudia|aliyeshuhudia|familia|mamake|babake|wazazi|"
    r"jamaa|wanakijiji|manusura|wafanyabiashara|wanafunzi|majirani)",
    "group": r"(?:al[- ]sha?ba+b|kundi la kigaidi|magaidi)",
}
_CLAIM = (
    r"(?:claim(?:s|ed)? responsibility|claim(?:s|ed)?|said (?:its|it|in a statement)|says it|"
    r"released? a (?:video|statement))"
)
_EDGE = r"(?<![\w'-])"


@dataclass(frozen=True, slots=True)
class Voice:
    """A kind of source that a text names, and the words that name it."""

    kind: str
    quote: str


def _patterns(who: str, said: str = _SAID) -> re.Pattern[str]:
    return re.compile(
        rf"{_EDGE}{who}{_NAMED}(?:,[^,.]{{1,40}},)?(?<! was)(?<! were)(?<! been)(?<! be)\s{said}(?![\w'-])"
        rf"|(?:,\s{said}|{_EDGE}(?:according to|as per|quoting|citing))(?:\s(?:the|a|an|by|"
        rf"that))?(?:\s[\w'’-]+){{0,3}}?\s{who}(?![\w-])"
        rf"|^{who}(?=:)|(?<=: ){who}$|(?<=, ){who}$",
        re.IGNORECASE,
    )


_ENGLISH = {
    "official": _patterns(_OFFICIAL),
    "oversight": _patterns(_OVERSIGHT),
    "court": re.compile(
        rf"{_EDGE}{_COURT}{_NAMED}\s(?:heard|told|ruled|rules|found|ordered|orders|said|says|declined|directed|"
        rf"sentenced|"
        rf"jailed|convicted|acquitted|freed|halted|halts|suspended|issued|declares?|declared)(?![\w'-])"
        rf"|{_EDGE}(?:told|telling|according to|before|in)(?:\s(?:the|a|an))?(?:\s[\w'’-]+){{0,2}}?\s"
        rf"(?:court (?:documents|papers|records?|filings?)|charge sheet|affidavit|inquest)"
        rf"|{_EDGE}{_COURT}\s(?:is|was) told|{_EDGE}(?:the )?court\s(?:hears|heard)",
        re.IGNORECASE,
    ),
    "people": _patterns(_PEOPLE),
    "group": re.compile(rf"{_EDGE}{_GROUP}{_NAMED}\s{_CLAIM}|responsibility{_NAMED}\sby\s{_GROUP}", re.IGNORECASE),
}
_KISWAHILI = {
    kind: re.compile(
        rf"{_EDGE}{who}{_NAMED}\s{_SW_SAID}(?![\w'-])|{_EDGE}kwa mujibu wa{_NAMED}\s{who}(?![\w-])|"
        rf"{_EDGE}kulingana na{_NAMED}\s{who}(?![\w-])|,\s{_SW_SAID}\s{who}(?![\w-])",
        re.IGNORECASE,
    )
    for kind, who in _SW.items()
}
_ADDRESSED = re.compile(
    r"(?:accuse[sd]?|blame[sd]?|condemn(?:s|ed)?|den(?:y|ies|ied)|order(?:s|ed)?|told?|tells?|demand(?:s|ed)?|"
    r"warn(?:s|ed)?|"
    r"call(?:s|ed)?|dismiss(?:es|ed)?|describe[sd]?|report(?:s|ed)|found|launch(?:es|ed)|opens?|opened|"
    r"identified"
    r"laumu|shutumu|taka|onya)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*[;|]\s*")


def voices_in(title: str, summary: str, language: str = "en") -> tuple[Voice, ...]:
    """Return the voices of a title and summary, one a kind, in the order of ``KINDS``."""
    found: dict[str, Voice] = {}
    for text in (title, summary):
        for sentence in _SENTENCE.split(text):
            for kind, pattern in (_KISWAHILI if language == "sw" else _ENGLISH).items():
                match = next((one for one in pattern.finditer(sentence) if not _ADDRESSED.match(one[0])), None)
                if match and kind not in found:
                    found[kind] = Voice(kind, match[0].strip())
    return tuple(found[kind] for kind in KINDS if kind in found)


def stance(voices: Iterable[Voice]) -> str:
    """Return ``official-only`` when officials are the only voices of a story, "" otherwise."""
    return OFFICIAL_ONLY if {voice.kind for voice in voices} == {"official"} else ""
