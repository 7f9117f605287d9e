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
from functools import lru_cache

KINDS = ("official", "oversight", "court", "people", "group")
OFFICIAL_ONLY = "official-only"
_SAID = (
    r"(?:said|says?|saying|told|tells?|confirm(?:s|ed|ing)?|report(?:s|ed)|state[sd]|stating|announce[sd]?|"
    r"announcing|"
    r"reveal(?:s|ed)|disclosed?|claim(?:s|ed)|explain(?:s|ed)|den(?:y|ies|ied)|warn(?:s|ed)|indicate[sd]?|"
    r"maintain(?:s|ed)|"
    r"insist(?:s|ed)|add(?:s|ed)|note[sd]|narrate[sd]|recount(?:s|ed)|recall(?:s|ed)|describe[sd]?|allege[sd]?|"
    r"accuse[sd]?|"
    r"condemn(?:s|ed)|demand(?:s|ed)(?!\s(?:a\s)?(?:bribes?|money|ransom|sh))|blames|blamed|dismiss(?:es|ed)|"
    r"vow(?:s|ed)|call(?:s|ed)|rule[sd]|declared|puts|put(?= the (?:number|toll|figure))|refutes?|refuted|disputes|"
    r"disputed|concludes|"
    r"concluded|document(?:s|ed)|flag(?:s|ged)|fault(?:s|ed)|decr(?:ies|ied)|termed|argues|argued|laments|lamented|"
    r"testif(?:ies|ied)|estimates|estimated|observes|observed|believes|believed)"
)
_OFFICIAL = (
    r"(?:nps|government (?:pathologist|chemist)|police|policeman|officers?|detectives?|investigators?|dci|sleuths|"
    r"(?:police|security|intelligence|county|area|station|"
    r"division(?:al)?|"
    r"regional|sub-?county|ward|army|military)\s(?:commander|boss|chief|spokes\w+|commissioner|head|reports?|"
    r"sources?)|"
    r"commanders?|commissioners?|spokes(?:man|person|woman)|inspector[- ]general|igp?|kdf|army|military|"
    r"defence (?:forces|ministry)|government|authorities|officials?|ministry|minister|cabinet secretary|cs|"
    r"principal secretary|ps|president|governor|chief|ocs|ocpd|interior|security (?:officers?|officials?|team|"
    r"agencies)|"
    r"nis|eacc|kra|odpp|dpp|kws|prisons? (?:service|boss)|coast guard|kindiki|murkomen|kanja|amin|"
    r"ruto|omollo)"
)
_OVERSIGHT = (
    r"(?:ipoa|independent policing oversight authority|knchr|imlu|haki africa|amnesty(?: international)?|"
    r"human rights watch|"
    r"hrw|muhuri|lsk|law society(?: of kenya)?|missing voices|vocal africa|khrc|defenders coalition|ncic|ombudsman|"
    r"auditor(?:[- ]general)?s?|(?:parliamentary|senate|house|national assembly|select) committee|commission on [\w ]+|"
    r"rights (?:groups?|body|bodies|lobby|organi[sz]ations?|activists?|defenders?)|oversight (?:authority|body)|"
    r"(?:police )?watchdog|lobby(?:ists)?(?: groups?)?|activists?|human rights (?:group|body|commission)|un|"
    r"united nations)"
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
    r"relatives?|cousins?|nephews?|nieces?|uncles?|aunts?|passengers?|(?:boda boda |matatu )?(?:riders?|operators?)|"
    r"vendors?|farmers?|hawkers?|motorists?|"
    r"shopkeepers?|tenants?|mourners?|detainees?|shoppers|commuters|landlords?|caretakers?|colleagues?|"
    r"mothers?|fathers?|parents?|brothers?|sisters?|widows?|wives|wife|neighbours?|friends?|elders?|traders?|"
    r"herders?|"
    r"protesters?|protestors?|students?|pupils?|teachers?|fishermen|drivers?|worshippers?|community|lawyers?|kin|"
    r"our (?:reporter|correspondent|team)|this (?:writer|reporter)|a (?:reporter|correspondent)|journalists?)"
)
_GROUP = (
    r"(?:al[- ]sha?ba+b|al[- ]shebab|shabaab|militants?|militia(?:men)?|insurgents?|the group|the (?:terror|militant|"
    r"armed) group|islamic state|"
    r"terror group|oromo liberation army|ola)"
)
_NAMED = (
    r"(?:\s(?!(?:over|for|after|against|as|with|to|by|from|who|whose|that|arrests?|seizes?|when|where|wanted|not|"
    r"never|yet|nor|neither|declined|refused|failed)\b)"
    r"\(?[\w.'’-]+\)?){0,6}?"
)
_SW_SAID = (
    r"(?:(?:ali|wali|ame|wame|ana|wana|ina|yana|i|ili|ime|a|wa|uli|ume|u|li|lili|lime|la|zili|zime|yali|"
    r"yame|ya)(?:sema|eleza|thibitisha|tangaza|dai|kanusha|"
    r"simulia|ripoti|"
    r"laumu|laani|shutumu|taka|kiri|fichua|onya|ahidi)|amesema|alisema|wasema|asema|yasema|imesema|walisema|wamesema)"
)
_SW = {
    "official": r"(?:polisi|kamanda|kamishna|inspekta|msemaji|maafisa|afisa|serikali|waziri|katibu|jeshi|kdf|"
    r"chifu|rais|"
    r"gavana|idara|dci|makachero|wapelelezi|mkuu wa polisi)",
    "oversight": r"(?:(?:ma)?shirika (?:la|ya) (?:kutetea )?haki(?: za binadamu)?|"
    r"tume ya (?:kutetea )?haki(?: za binadamu)?|"
    r"mkaguzi mkuu|ipoa|haki africa|amnesty|muhuri|wanaharakati|mwanaharakati|mashirika ya haki|shirika la haki|"
    r"tume ya haki|lsk|knchr)",
    "court": r"(?:mahakama|hakimu|jaji|korti)",
    "people": r"(?:waandamanaji|mwandamanaji|jirani|mashuhuda|abiria|wakulima|wafugaji|wahudumu|bodaboda|rafiki|"
    r"marafiki|"
    r"baba yake|mama yake|wakazi|mkazi|wenyeji|mashahidi|shahidi|walioshuhudia|aliyeshuhudia|familia|mamake|babake|"
    r"wazazi|"
    r"jamaa|wanakijiji|manusura|wafanyabiashara|wanafunzi|majirani)",
    "group": r"(?:al[- ]sha?ba+b|kundi (?:la kigaidi|hilo)|magaidi|wanamgambo)",
}
_CLAIM = (
    r"(?:claim(?:s|ed)? responsibility|claim(?:s|ed)?|said(?! to\b)|says|"
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
        rf"{_EDGE}{who}{_NAMED}(?:,[^,.]{{1,40}},|,(?=\s(?:told|recalled|narrated|recounted)\b)|"
        rf"\swho\s[^,.]{{1,50}}?)?(?<! was)(?<! were)(?<! been)(?<! be)(?<! are)(?<! is)\s{said}(?![\w'-])"
        rf"(?!\s(?:the |a )?(?:court|magistrate|judge)\b)"
        rf"|(?:,[\"”’']?\s{said}|{_EDGE}(?:according to|as per|quoting|citing))(?:\s(?:the|a|an|by|"
        rf"that))?(?:\s[\w'’-]+){{0,3}}?\s{who}(?![\w-])"
        rf"|^(?:the )?{who}(?: on (?:x|twitter|facebook))?(?=:)|(?<=: ){who}$|(?<=, ){who}$",
        re.IGNORECASE,
    )


def _written(who: str) -> re.Pattern[str]:
    """What a document of ``who`` says: "a police report puts the number at nine"."""
    papers = r"(?:reports?|statement|dossier|signal|records?|findings|documents?|account|memo|audit|entry)"
    said = r"(?:says?|said|puts?|shows?|showed|indicates?|indicated|states?|reads?|reveals?|found)"
    return re.compile(rf"{_EDGE}(?:{who})\s{papers}(?:\s[\w'’-]+){{0,5}}?\s{said}(?![\w'-])", re.IGNORECASE)


def _either(*patterns: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile("|".join(pattern.pattern for pattern in patterns), re.IGNORECASE)


_ENGLISH = {
    "official": _either(
        _patterns(_OFFICIAL),
        _written(
            r"(?:police|military|government|security|intelligence|"
            r"official)|(?:occurrence book)"
        ),
    ),
    "oversight": _either(_patterns(_OVERSIGHT, rf"(?:{_SAID}|found|heard|finds)"), _written(_OVERSIGHT)),
    "court": re.compile(
        rf"{_EDGE}{_COURT}{_NAMED}\s(?:heard|told|ruled|rules|found|ordered|orders|said|says|declined|directed|"
        rf"sentenced|"
        rf"jailed|convicted|acquitted|freed|halted|halts|suspended|issued|declares?|declared|finds|shows?|showed|"
        rf"states?|stated|indicates?)(?![\w'-])"
        rf"|{_EDGE}(?:told|telling|according to|before|in)(?:\s(?:the|a|an))?(?:\s[\w'’-]+){{0,2}}?\s"
        rf"(?:court (?:documents|papers|records?|filings?)|charge sheet|affidavit|inquest)"
        rf"|{_EDGE}(?:prosecutors?|witness(?:es)?)\s(?:told|tells?)\s(?:the |a )?court|{_EDGE}{_COURT}\s(?:is|"
        rf"was) told|{_EDGE}(?:the )?court\s(?:hears|heard)",
        re.IGNORECASE,
    ),
    "people": _patterns(_PEOPLE),
    "group": re.compile(rf"{_EDGE}{_GROUP}{_NAMED}\s{_CLAIM}|responsibility{_NAMED}\sby\s{_GROUP}", re.IGNORECASE),
}
_SW_COURT = (
    r"|(?<![\w'-])(?:mahakama|korti|hakimu|jaji)\s(?:\w+\s)?(?:i|ali|ili|ime|ame|ya|a)?(?:li|me)?(?:elezwa|ambiwa|"
    r"amuru|"
    r"agiza|hukumu|pata|kata\s\w+)|(?<![\w'-])(?:\w+\s){1,3}(?:uli|ali|wali|ume|ame|wame)(?:ambia|eleza)\s"
    r"(?:mahakama|korti|hakimu|jaji)"
)
_KISWAHILI = {
    kind: re.compile(
        rf"{_EDGE}{who}{_NAMED}\s{_SW_SAID}(?![\w'-])|{_EDGE}kwa mujibu wa{_NAMED}\s{who}(?![\w-])|"
        rf"{_EDGE}kulingana na{_NAMED}\s{who}(?![\w-])|,\s{_SW_SAID}\s{who}(?![\w-])"
        + (_SW_COURT if kind == "court" else ""),
        re.IGNORECASE,
    )
    for kind, who in _SW.items()
}
_ADDRESSED = re.compile(
    r"(?:accuse[sd]?|blame[sd]?|condemn(?:s|ed)?|den(?:y|ies|ied)|order(?:s|ed)?|told?|tells?|demand(?:s|ed)?|"
    r"warn(?:s|ed)?|"
    r"call(?:s|ed)?|dismiss(?:es|ed)?|describe[sd]?|report(?:s|ed)|found|launch(?:es|ed)|opens?|opened|"
    r"identified|"
    r"laumu|shutumu|taka|onya)"
    r"(?:\s|$)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\s*[;|]\s*")


@lru_cache(maxsize=4096)  # a report is read for its pages in every language and for the data
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
