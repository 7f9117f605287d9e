"""Who says so: whose word a report stands on, as its own text says it.

``voices_in`` returns ``Voice(kind, quote)`` for each kind that the text names as its source, by grammar and by the
names in ``actors``: ``official`` (police, army or government), ``oversight`` (an oversight or rights body), ``court``
(a court record), ``people`` (residents, witnesses, family, the reporter), ``group`` (an armed group's claim).
``stance`` sums a story up: ``official-only`` is said when officials are the only ones named. A text that names nobody
has no voice, and none is guessed: a word such as "police" counts only beside a word of saying.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from usalama.actors import Actors

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
    r"government (?:pathologist|chemist)|police|policeman|officers?|detectives?|investigators?|sleuths|"
    r"(?:police|security|intelligence|county|area|station|"
    r"division(?:al)?|"
    r"regional|sub-?county|ward|army|military)\s(?:commander|boss|chief|spokes\w+|commissioner|head|reports?|"
    r"sources?)|"
    r"commanders?|commissioners?|spokes(?:man|person|woman)|inspector[- ]general|army|military|"
    r"defence (?:forces|ministry)|government|authorities|officials?|ministry|minister|cabinet secretary|"
    r"principal secretary|president|governor|chief|interior|security (?:officers?|officials?|team|agencies)|"
    r"prisons? (?:service|boss)|coast guard"
)
_OVERSIGHT = (
    r"amnesty(?: international)?|human rights watch|hrw|ombudsman|"
    r"auditor(?:[- ]general)?s?|(?:parliamentary|senate|house|national assembly|select) committee|commission on [\w ]+|"
    r"rights (?:groups?|body|bodies|lobby|organi[sz]ations?|activists?|defenders?)|oversight (?:authority|body)|"
    r"(?:police )?watchdog|lobby(?:ists)?(?: groups?)?|activists?|human rights (?:group|body|commission)|un|"
    r"united nations"
)
_COURT = (
    r"judges?|(?:chief |principal |resident )?magistrates?|prosecution|charge sheet|"
    r"court (?:documents|papers|records?|filings?)|affidavits?|inquest|justice"
)
_PEOPLE = (
    r"residents?|villagers?|locals|witness(?:es)?|eye-?witness(?:es)?|survivors?|victims?|famil(?:y|ies)|"
    r"relatives?|cousins?|nephews?|nieces?|uncles?|aunts?|passengers?|(?:boda boda |matatu )?(?:riders?|operators?)|"
    r"vendors?|farmers?|hawkers?|motorists?|"
    r"shopkeepers?|tenants?|mourners?|detainees?|shoppers|commuters|landlords?|caretakers?|colleagues?|"
    r"mothers?|fathers?|parents?|brothers?|sisters?|widows?|wives|wife|neighbours?|friends?|elders?|traders?|"
    r"herders?|"
    r"protesters?|protestors?|students?|pupils?|teachers?|fishermen|drivers?|worshippers?|community|lawyers?|kin|"
    r"our (?:reporter|correspondent|team)|this (?:writer|reporter)|a (?:reporter|correspondent)|journalists?"
)
_GROUP = (
    r"militants?|militia(?:men)?|insurgents?|the group|the (?:terror|militant|armed) group|islamic state|terror group"
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
    "official": r"polisi|kamanda|kamishna|inspekta|msemaji|maafisa|afisa|serikali|waziri|katibu|jeshi|chifu|rais|"
    r"gavana|idara|makachero|wapelelezi|mkuu wa polisi",
    "oversight": r"(?:ma)?shirika (?:la|ya) (?:kutetea )?haki(?: za binadamu)?|"
    r"tume ya (?:kutetea )?haki(?: za binadamu)?|"
    r"mkaguzi mkuu|amnesty|wanaharakati|mwanaharakati|mashirika ya haki|shirika la haki|tume ya haki",
    "court": r"mahakama|hakimu|jaji|korti",
    "people": r"waandamanaji|mwandamanaji|jirani|mashuhuda|abiria|wakulima|wafugaji|wahudumu|bodaboda|rafiki|"
    r"marafiki|"
    r"baba yake|mama yake|wakazi|mkazi|wenyeji|mashahidi|shahidi|walioshuhudia|aliyeshuhudia|familia|mamake|babake|"
    r"wazazi|"
    r"jamaa|wanakijiji|manusura|wafanyabiashara|wanafunzi|majirani",
    "group": r"kundi (?:la kigaidi|hilo)|magaidi|wanamgambo",
}
_CLAIM = (
    r"(?:claim(?:s|ed)? responsibility|claim(?:s|ed)?|said(?! to\b)|says|"
    r"released? a (?:video|statement))"
)
_EDGE = r"(?<![\w'-])"
_SW_COURT = (
    r"|(?<![\w'-])(?:mahakama|korti|hakimu|jaji)\s(?:\w+\s)?(?:i|ali|ili|ime|ame|ya|a)?(?:li|me)?(?:elezwa|ambiwa|"
    r"amuru|"
    r"agiza|hukumu|pata|kata\s\w+)|(?<![\w'-])(?:\w+\s){1,3}(?:uli|ali|wali|ume|ame|wame)(?:ambia|eleza)\s"
    r"(?:mahakama|korti|hakimu|jaji)"
)


@dataclass(frozen=True, slots=True)
class Voice:
    """A kind of source that a text names, and the words that name it."""

    kind: str
    quote: str


def _saying(who: str, said: str = _SAID) -> str:
    return (
        rf"{_EDGE}{who}{_NAMED}(?:,[^,.]{{1,40}},|,(?=\s(?:told|recalled|narrated|recounted)\b)|"
        rf"\swho\s[^,.]{{1,50}}?)?(?<! was)(?<! were)(?<! been)(?<! be)(?<! are)(?<! is)\s{said}(?![\w'-])"
        rf"(?!\s(?:the |a )?(?:court|magistrate|judge)\b)"
        rf"|(?:,[\"”’']?\s{said}|{_EDGE}(?:according to|as per|quoting|citing))(?:\s(?:the|a|an|by|"
        rf"that))?(?:\s[\w'’-]+){{0,3}}?\s{who}(?![\w-])"
        rf"|^(?:the )?{who}(?: on (?:x|twitter|facebook))?(?=:)|(?<=: ){who}$|(?<=, ){who}$"
    )


def _written(who: str) -> str:
    """What a document of ``who`` says: "a police report puts the number at nine"."""
    papers = r"(?:reports?|statement|dossier|signal|records?|findings|documents?|account|memo|audit|entry)"
    said = r"(?:says?|said|puts?|shows?|showed|indicates?|indicated|states?|reads?|reveals?|found)"
    return rf"{_EDGE}(?:{who})\s{papers}(?:\s[\w'’-]+){{0,5}}?\s{said}(?![\w'-])"


def _court(who: str) -> str:
    return (
        rf"{_EDGE}{who}{_NAMED}\s(?:heard|told|ruled|rules|found|ordered|orders|said|says|declined|directed|"
        rf"sentenced|"
        rf"jailed|convicted|acquitted|freed|halted|halts|suspended|issued|declares?|declared|finds|shows?|showed|"
        rf"states?|stated|indicates?)(?![\w'-])"
        rf"|{_EDGE}(?:told|telling|according to|before|in)(?:\s(?:the|a|an))?(?:\s[\w'’-]+){{0,2}}?\s"
        rf"(?:court (?:documents|papers|records?|filings?)|charge sheet|affidavit|inquest)"
        rf"|{_EDGE}(?:prosecutors?|witness(?:es)?)\s(?:told|tells?)\s(?:the |a )?court|{_EDGE}{who}\s(?:is|"
        rf"was) told|{_EDGE}(?:the )?court\s(?:hears|heard)"
    )


def _english(actors: Actors) -> dict[str, str]:
    official = f"(?:{_OFFICIAL}|{actors.either('official')})"
    oversight = f"(?:{_OVERSIGHT}|{actors.either('oversight')})"
    benches = rf"(?:high |magistrate'?s |appeal |supreme |trial |(?:{actors.either('bench')}) )?courts?"
    group = f"(?:{_GROUP}|{actors.either('group')})"
    return {
        "official": _saying(official)
        + "|"
        + _written("police|military|government|security|intelligence|official|occurrence book"),
        "oversight": _saying(oversight, rf"(?:{_SAID}|found|heard|finds)") + "|" + _written(oversight),
        "court": _court(f"(?:{benches}|{_COURT})"),
        "people": _saying(f"(?:{_PEOPLE})"),
        "group": rf"{_EDGE}{group}{_NAMED}\s{_CLAIM}|responsibility{_NAMED}\sby\s{group}",
    }


def _kiswahili(kind: str, who: str) -> str:
    return (
        rf"{_EDGE}{who}{_NAMED}\s{_SW_SAID}(?![\w'-])|{_EDGE}kwa mujibu wa{_NAMED}\s{who}(?![\w-])|"
        rf"{_EDGE}kulingana na{_NAMED}\s{who}(?![\w-])|,\s{_SW_SAID}\s{who}(?![\w-])"
    ) + (_SW_COURT if kind == "court" else "")


@lru_cache(maxsize=8)
def _patterns(actors: Actors, language: str) -> dict[str, re.Pattern[str]]:
    """Compile a desk's patterns when the first text of a language is read."""
    told = (
        {kind: _kiswahili(kind, f"(?:{who}|{actors.either(kind, 'sw')})") for kind, who in _SW.items()}
        if language == "sw"
        else _english(actors)
    )
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in told.items()}


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
def voices_in(title: str, summary: str, language: str, actors: Actors) -> tuple[Voice, ...]:
    """Return the voices of a title and summary, one a kind, in the order of ``KINDS``; ``actors`` are the desk's."""
    found: dict[str, Voice] = {}
    patterns = _patterns(actors, "sw" if language == "sw" else "en")
    for sentence in chain.from_iterable(map(_SENTENCE.split, (title, summary))):
        for kind, pattern in patterns.items():
            if kind in found:
                continue
            match = next((one for one in pattern.finditer(sentence) if not _ADDRESSED.match(one[0])), None)
            if match:
                found[kind] = Voice(kind, match[0].strip())
    return tuple(found[kind] for kind in KINDS if kind in found)


def stance(voices: Iterable[Voice]) -> str:
    """Return ``official-only`` when officials are the only voices of a story, "" otherwise."""
    return OFFICIAL_ONLY if {voice.kind for voice in voices} == {"official"} else ""
