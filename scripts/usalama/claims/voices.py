"""Who says so: whose word a report stands on, as its own text says it.

``voices_in`` returns ``Voice(kind, quote)`` for each kind that the text names as its source, by grammar and by the
names in ``actors``: ``official`` (police, army or government), ``oversight`` (an oversight or rights body), ``court``
(a court record), ``people`` (residents, witnesses, family, the reporter), ``group`` (an armed group's claim).
A text that names nobody has no voice, and none is guessed: a word such as "police" counts only beside a word of saying.
"""

import re
from functools import lru_cache, partial
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims.sayings import CLAIM, SAID, SPOKEN_OF, SW_SAID, is_namesake, is_of_others, is_told_of
from usalama.claims.untold import FIGHTERS, is_past, played_from
from usalama.claims.voice_kiswahili import SW_AT_END, SW_COURT, SW_FORCES_SAY, SW_TO_COURT, SW_TOLD_OF, SW_WHO
from usalama.words.beginnings import first_words
from usalama.words.literals import Marks, lowered
from usalama.words.text import NO_END, NO_END_BEFORE

KINDS = ("official", "oversight", "court", "people", "group")
_OFFICIAL = (
    r"government (?:pathologist|chemist)|police|policeman|detectives?|"
    r"(?<!executive )(?<!operating )(?<!financial )(?<!medical )(?<!clinical )officers?|investigators?|sleuths|"
    r"(?:police|security|intelligence|{areas}|area|station|division(?:al)?|regional|army|military)\s(?:commander|boss|"
    r"chief|spokes\w+|commissioner|administrator|head|reports?|sources?)|(?:{areas})\sdirectors?|commanders?|commissioners?|spokes(?:man|person|woman)|"
    r"inspector[- ]general|army|military|defence (?:forces|ministry)|government|authorities|officials?|ministry|"
    r"minister|cabinet secretary|principal secretary|president|governor|interior|"
    r"chief(?! (?:executive|operating|financial|technical|technology|medical|magistrate|justice|kadhi)\b)|"
    r"security (?:officers?|officials?|team|agencies)|prisons? (?:service|boss)|coast guard|rangers?|wardens?|"
    r"(?:traffic |county )?commandants?"
)
_OVERSIGHT = (
    r"amnesty(?: international)?|human rights watch|hrw|ombudsman|"
    r"auditor(?:[- ]general)?s?|(?:parliamentary|senate|house|national assembly|select) committee|commission on [\w ]+|"
    r"rights (?:groups?|body|bodies|lobby|organi[sz]ations?|activists?|defenders?)|oversight (?:authority|body)|"
    r"(?:police )?watchdog|lobby(?:ists)?(?: groups?)?|activists?|human rights (?:group|body|commission)|un|"
    r"united nations|civil society(?: (?:groups|organi[sz]ations))?"
)
_COURT = (
    r"judges?|(?:chief |principal |resident )?magistrates?|prosecution|charge sheet|"
    r"court (?:documents|papers|records?|filings?)|affidavits?|inquest|justice"
)
_PEOPLE = (
    r"residents?|villagers?|locals|witness(?:es)?|eye-?witness(?:es)?|survivors?|victims?|famil(?:y|ies)|relatives?|"
    r"cousins?|nephews?|nieces?|uncles?|aunts?|passengers?|(?:boda boda |matatu )?(?:riders?|operators?)|vendors?|"
    r"farmers?|hawkers?|motorists?|shopkeepers?|(?:shop |house |land)?owners?|tenants?|mourners?|detainees?|shoppers|"
    r"commuters|landlords?|caretakers?|colleagues?|mothers?|fathers?|parents?|brothers?|sisters?|widows?|wives|wife|"
    r"neighbours?|friends?|elders?|traders?|herders?|protesters?|protestors?|students?|pupils?|teachers?|fishermen|"
    r"drivers?|worshippers?|community|lawyers?|kin|our (?:reporter|correspondent|team)|this (?:writer|reporter)|"
    r"a (?:reporter|correspondent)|journalists?"
)
_ONE = (
    r"(?:(?<=boss)|(?<=chief)|(?<=commander)|(?<=commissioner)|(?<=governor)|(?<=minister)|(?<=witness)|"
    r"(?<=commandant)|(?<=administrator)|(?<=spokesman))"
)
"""Behind one person, whose name may stand behind a comma."""
_OTHER_NAME = rf"(?:\s(?!(?:{_PEOPLE})\s)[\w.'’-]+){{2,3}}"
_PAPER = r"(?:statement|post|tweet|report|letter|notice|update|memo|interview|brief)\b"
_NOT_HIS = (
    r"(?:by|of|over|against|for|with|to|on|former|late|slain|dead|(?:abduct|accus|arrest|attack|blam|charg|hack|kill|"
    r"murder|shoot|shot|stab|suspect)\w*)\s"
)
"""Before his office: what was done to him, or is over."""
_NAMED = (
    r"(?:\s(?!(?:over|for|after|against|as|with|to|by|from|who|whose|that|arrests?|seizes?|when|where|wanted|not|"
    r"accused|suspects?|charged|convicted|jailed|never|yet|nor|neither|declined|refused|failed|oversight|amnesty|killings?|"
    r"shootings?|tume)\b)\(?[\w.'’-]+\)?){0,6}?"
)


class Voice(NamedTuple):
    """A kind of source that a text names, and the words that name it."""

    kind: str
    quote: str


class _Naming(NamedTuple):
    """How the sentences of one language, in small letters, name one kind of source."""

    pattern: re.Pattern[str]
    words: frozenset[str]  # each sentence that does has one of these; most sentences have none, and need no pattern
    says: bool = False  # and a word of saying or a colon, unless it ends with one of ``words`` behind a comma


class _Namings(NamedTuple):
    """How one language names all kinds of source."""

    kinds: tuple[tuple[str, _Naming, int], ...]  # with the bit that ``marks`` has for its words
    marks: Marks  # bit 0 stands for words of saying


def _naming(
    words: frozenset[str], *edged: str, inside: str = r"(?!)", says: bool = False, money: str = r"(?!)"
) -> _Naming:
    """Compile ways of naming: what is ``edged`` begins with a letter, and where a word begins.

    Both are asked once for all of them, and all is in small letters: that is what ``re`` is quick at.
    """
    pattern = rf"\b(?=\w)(?<!['-])(?:{'|'.join(edged)})|{inside}"
    return _Naming(re.compile(pattern.replace("{money}", money)), words, says)


_NO_COURT = r"(?![\w'-])(?!\s(?:the |a )?(?:court|magistrate|judge)\b)"


def _saying(who: str, said: str = SAID) -> tuple[str, ...]:
    """How a text names ``who`` as its source, where that begins a word."""
    says = (
        rf"{who}{_NAMED}(?:,(?:[^,.]{{1,40}}|\swho\s[^,.]{{1,70}}|\sin an? (?:\w+ )?{_PAPER}[^.]{{0,50}}),|"
        rf",(?=\s(?:told|recalled|narrated|recounted)\b)|"
        rf"\swho\s(?!(?:it|s?he|they)\b)[^,.]{{1,70}}?|\sled by [^,.]{{1,70}}?)?"
        rf"(?<! was)(?<! were)(?<! been)(?<! be)(?<! are)(?<! is)(?<! they)(?<! they have)"
        rf"(?<! of)(?<! an)(?<! the)(?<! his)(?<! her)(?<! their)\s"
        rf"(?!{SPOKEN_OF}){said}{_NO_COURT}"
    )
    return (
        says,
        rf"(?:^|(?<=, ))(?:(?!{_NOT_HIS})[\w'’-]+\s){{0,3}}{who}{_ONE},{_OTHER_NAME}\s{said}{_NO_COURT}",
        rf"{_BY}{_then(who)}",
        rf"^(?:the )?{who}(?: on (?:x|twitter|facebook)| of [\w' -]{{1,30}})?(?=:)",
        rf"(?:(?<=: )|(?<=, )|(?<=[-–—] )){who}$",
    )


def _said(who: str, said: str = SAID) -> str:
    """How a text names ``who`` after what was said."""
    return rf",[\"”’']?\s(?!(?:say|stat|announc|confirm)ing\b){said}{_then(who)}"


def _then(who: str) -> str:
    return rf"(?:\s(?:the|a|an|by|that))?(?:\s[\w'’-]+){{0,3}}?(?:,(?:\s(?:an?|the))?)?\s{who}(?![\w-])"


_BY = r"(?:according to|as per|quoting|citing|(?<=in a )statement (?:by|from)|confirmed(?: (?:on )?\w+day)? by)"
_TELLS = r"(?:says?|said|puts?|shows?|showed|indicates?|indicated|states?|reads?|reveals?|found)"


def _written(who: str) -> str:
    """What a document of ``who`` says: "a police report puts the number at nine"."""
    papers = r"(?:reports?|statement|dossier|signal|records?|findings|documents?|account|memo|audit|entry)"
    return rf"(?:{who})\s{papers}(?:\s[\w'’-]+){{0,5}}?\s{_TELLS}(?![\w'-])"


def _court(who: str) -> tuple[str, ...]:
    rules = (
        rf"{who}{_NAMED}\s(?:heard|told|ruled|rules|found|ordered|(?<!prior )(?<!earlier )orders|"
        r"dismiss(?:es|ed)|said|says|declined|directed|sentenced|"
        rf"jailed|convicted|acquitted|freed|halted|halts|suspended|issued|declares?|declared|finds|shows?|showed|"
        rf"states?|stated|indicates?)(?![\w'-])"
    )
    papers = (
        r"(?:told|telling|according to|before|in)(?:\s(?:the|a|an))?(?:\s[\w'’-]+){0,2}?\s"
        r"(?:court (?:documents|papers|records?|filings?)|charge sheet|affidavits?|inquests?)(?!\w)"
    )
    return (
        rules,
        papers,
        rf"(?:prosecutors?|witness(?:es)?){_NAMED}\s(?:told|tells?)\s(?:the |a )?court",
        rf"{who}\s(?:is|was) told",
        r"(?:the )?court\s(?:hears|heard)",
    )


_OFFICE = "police|military|government|security|intelligence|official|occurrence book"
_WATCHED = rf"(?:{SAID}|found|heard|finds)"
_SAYS = first_words(f"{_WATCHED}|{_TELLS}|{_BY}")
_SMALL = ("a", "the", "police")  # words that begin too many names to know one by: "the group", "police watchdog"


def _english(actors: Actors) -> dict[str, _Naming]:
    common = _OFFICIAL.replace("{areas}", actors.either("area"))
    official = f"(?:{common}|{actors.either('official')})"
    oversight = f"(?:{_OVERSIGHT}|{actors.either('oversight')})"
    benches = rf"(?:high |magistrate'?s |appeal |supreme |trial |(?:{actors.either('bench')}) )?courts?"
    court = f"(?:{benches}|{_COURT})"
    people = f"(?:{_PEOPLE})"
    group = f"(?:{FIGHTERS}|{actors.either('group')})"
    named = partial(_naming, money=actors.either("money"))
    papers = "affidavits?|inquests?|prosecutors?|witness(?:es)?"
    return {
        "official": named(
            first_words(f"{official}|{_OFFICE}"),
            *_saying(official),
            _written(_OFFICE),
            inside=_said(official),
            says=True,
        ),
        "oversight": named(
            first_words(oversight, _SMALL),
            *(*_saying(oversight, _WATCHED), _written(oversight)),
            inside=_said(oversight, _WATCHED),
            says=True,
        ),
        "court": named(first_words(f"{court}|{papers}"), *_court(court)),
        "people": named(first_words(people, _SMALL), *_saying(people), inside=_said(people), says=True),
        "group": named(
            first_words(group, _SMALL),
            rf"{group}{_NAMED}(?:,[^,.]{{1,40}},)?\s{CLAIM}",
            inside=rf"responsibility{_NAMED}\sby\s{group}(?!\w)",
        ),
    }


def _kiswahili(kind: str, who: str) -> _Naming:
    is_court = kind == "court"
    return _naming(
        first_words(f"{who}|(?:uli|ali|wali|ume|ame|wame)(?:ambia|eleza)" if is_court else who),
        rf"{who}{_NAMED}\s{SW_SAID}(?![\w'-])",
        rf"(?:kwa mujibu wa|kulingana na){_NAMED}\s{who}(?![\w-])",
        *(() if kind == "group" else (rf"^{who}(?=:)",)),
        *((SW_COURT, SW_TO_COURT) if is_court else ()),
        inside=rf",\s{SW_SAID}\s{who}(?![\w-]){SW_AT_END if kind == 'official' else ''}",
    )


@lru_cache(maxsize=8)
def _namings(actors: Actors, language: str) -> _Namings:
    """Compile a desk's patterns when the first text of a language is read."""
    if language == "sw":
        found = {kind: _kiswahili(kind, f"(?:{who}|{actors.either(kind, 'sw')})") for kind, who in SW_WHO.items()}
    else:
        found = _english(actors)
    kinds = tuple((kind, naming, 1 << bit) for bit, (kind, naming) in enumerate(found.items(), 1))
    return _Namings(kinds, Marks(_SAYS, *(naming.words for naming in found.values())))


def official_words(actors: Actors, language: str) -> frozenset[str]:
    """Return the words, in small letters, with which an official begins to be named."""
    kinds, _ = _namings(actors, "sw" if language == "sw" else "en")
    return next(naming.words for kind, naming, _ in kinds if kind == "official")


_ADDRESSED = re.compile(
    r"(?:accuse[sd]?|blame[sd]?|condemn(?:s|ed)?|den(?:y|ies|ied)|order(?:s|ed)?|told?|tells?|demand(?:s|ed)?|"
    r"warn(?:s|ed)?|call(?:s|ed)?|dismiss(?:es|ed)?|describe[sd]?|report(?:s|ed)|found|launch(?:es|ed)|opens?|opened|"
    r"identified|laumu|shutumu|taka|onya)(?:\s|$)"
)
_CALLED = re.compile(r"\b(?:described|recalled|dismissed)$")
_WHAT = re.compile(r"\b(?:what|whom)(?: the)? $")  # "in what police described as an attack"
_JOINED = re.compile(rf"\s(?:and|but|then)\s(?:{SAID}|{CLAIM})$")
_OPENING = re.compile(
    r"(?:^|[^\w\s'’-]\s*|\b(?:and|but|as|that|while|where|when|after|before|because|since|although|though)\s)"
    r"(?:(?:the|an?|some|many|several|other|most|its|their|his|her)\s)*(?:[\w'’-]+\s)?$"
)
_LAST = re.compile(r", |[-–—] ")
_SENTENCE = re.compile(rf"(?<=[.!?]){NO_END}\s+|\s*[;|]\s*")
_PLAIN = re.compile(rf"\s(?<=[.!?]\s){NO_END_BEFORE}\s*")
"""The same where a text has none of those other marks: ``re`` itself passes over all but white space."""


@lru_cache(maxsize=4096)  # a report is read for its pages in every language and for the data
def voices_in(title: str, summary: str, language: str, actors: Actors) -> tuple[Voice, ...]:
    """Return the voices of a title and summary, one a kind, in the order of ``KINDS``; ``actors`` are the desk's."""
    found: dict[str, Voice] = {}
    namings = _namings(actors, "sw" if language == "sw" else "en")
    for sentence in (*_sentences(title), *_sentences(summary)):
        low = lowered(sentence)
        for kind, naming in _asked(low, namings):
            if kind in found:
                continue
            match = next((one for one in naming.pattern.finditer(low) if _speaks(kind, one, sentence, actors)), None)
            if match:
                found[kind] = Voice(kind, sentence[slice(*match.span())].strip())
    return tuple(found[kind] for kind in KINDS if kind in found)


def _speaks(kind: str, match: re.Match[str], sentence: str, actors: Actors) -> bool:
    """False for whoever is spoken to or of: "police shot a trader in Wamba and claimed …" has no word of the trader's.

    The subject of joined verbs stands where their clause begins; police elsewhere are mostly it, behind a time.
    """
    before = match.string[: match.start()]
    is_called = _CALLED.search(match[0]) and match.string.startswith(" as ", match.end()) and not _WHAT.search(before)
    if is_called or _ADDRESSED.match(match[0]) or is_told_of(match[0], match.string[match.end() :]):
        return False
    if kind == "official" and (is_of_others(before, match[0], actors) or is_namesake(sentence, match.start(), actors)):
        return False
    if kind == "official":
        is_none = is_past(before, match[0]) or played_from(before, match[0]) is not None
        return not (is_none or SW_TOLD_OF.match(sentence, match.start()))
    if kind == "group" and SW_FORCES_SAY.search(match[0]):
        return False
    return _JOINED.search(match[0]) is None or _OPENING.search(before) is not None


def _sentences(text: str) -> list[str]:
    return (_SENTENCE if ";" in text or "|" in text else _PLAIN).split(text)


def _asked(low: str, namings: _Namings) -> list[tuple[str, _Naming]]:
    """Return the kinds of source that a sentence in small letters may name: the only ones whose pattern is tried."""
    kinds, marks = namings
    said = marks.of(low)
    is_told = said & 1 or ":" in low
    at_end = 0 if is_told else marks.of(_LAST.split(low)[-1])
    return [(k, naming) for k, naming, bit in kinds if said & bit and (is_told or at_end & bit or not naming.says)]
