"""The words of saying: by which a text names whose word it is, and by which it only tells what is said to somebody.

They are parts of expressions for texts in small letters; who says so is for ``voices`` and ``bystanders``. Only
``is_namesake`` reads a text, by its capitals: it tells whose surname is another's too.
"""

import re
from functools import lru_cache

from usalama.catalogue.actors import Actors

SAID = (
    # {money} is filled in with the desk's own.
    r"(?:said(?! to (?:have|be)\b)|says?|saying|told|tells?|confirm(?:s|ed|ing)?|report(?:s|ed)(?!\s(?:to|the|a|"
    r"an) (?:matter|case|incident|police|theft|crime)\b|\s(?:missing|killed|injured|hurt|dead(?! bod))\b)|state[sd]|"
    r"stating|announce[sd]?|announcing|reveal(?:s|ed)|disclosed?|claim(?:s|ed|(?= (?:that|police|officers|he|she|they|"
    r"it|there)\b))|explain(?:s|ed)|den(?:y|ies|ied(?! (?:bail|bond|entry|access|justice|leave|visas?)\b))"
    r"(?! (?:[\w'-]+ ){0,3}charges?\b)|warn(?:s|ed)?|"
    r"indicate[sd]?|maintain(?:s|ed)|insist(?:s|ed)?|add(?:s|ed)|note[sd]|narrate[sd]|recount(?:s|ed)|"
    r"recall(?:s|ed)|describe[sd]?|allege[sd]?|accuse[sd]?(?! of\b)|condemn(?:s|ed)|demand(?:s|"
    r"ed)(?!\s(?:a\s)?(?:bribes?|money|ransom|{money}))|blames|(?<!['’]s\s)blame(?! (?:game|on)\b)|blamed|"
    r"dismiss(?:es|ed)|vow(?:s|ed)|call(?:s|ed)(?= (?:for|on|it|him|her|them|upon)\b)|rule[sd]|declared(?! as\b)|puts|"
    r"put(?= (?:it|the (?:number|toll|figure))\b)|refutes?|refuted|disputes|(?<!the )disputed|"
    r"conclude[sd](?= that\b|,)|"
    r"reaffirm(?:s|ed)|reiterate[sd]?|emphasi[sz]e[sd]?|clarif(?:ies|ied)|"
    r"(?:assures|cautions|(?:(?<=has )|(?<=have )|(?<=day ))(?:assured|cautioned)(?! of\b)|"
    r"(?:assured|cautioned)(?= (?:that|citizens|residents|locals|wananchi|parents|motorists|traders|leaders|"
    r"voters|the (?:public|country|nation))\b))|"
    r"demand(?= (?:justice|answers?|action|that|more|better|arrests?|the|an?|to|release|removal|compensation|security|"
    r"protection|talks|probe|inquest|investigations?|accountability|urgent|immediate)\b)|"
    r"document(?:s|ed)|flag(?:s|ged)|fault(?:s|ed)|decr(?:ies|ied)|termed|argues|argued|laments|lamented|testif(?:ies|"
    r"ied)|estimates|estimated|observes|observed|intimated|believes|believed|rais(?:es|ed?) (?:the |an )?alarm|"
    r"assert(?:s|ed)(?! (?:\w+ ){0,2}(?:control|authority|dominance)\b)|"
    r"slam(?:s|med)|criticis(?:es|ed)|criticiz(?:es|ed)|complain(?:s|ed)|regret(?:s|ted)|urge[sd]?|defend(?:s|"
    r"ed)(?= (?:the|his|her|its|their) (?:use|move|decision|arrests?|operation|officers?|killings?|actions?)))"
)
SW_SAID = (
    r"(?:(?:ali|wali|ame|wame|ana|wana|ina|yana|i|ili|ime|a|wa|uli|ume|u|li|lili|lime|la|zili|zime|yali|yame|ya|"
    r"vime)(?:wa|m|mw|tu|ku|i|ya)?(?:sema|eleza|thibitisha|tangaza|dai|kanusha|simulia|ripoti"
    r"(?! kupotea| kutoweka| kisa| tukio| kwa polisi)|"
    r"laumu|laani|shutumu|taka|kiri|fichua|onya|ahidi|lalamik(?:a|ia)|kashifu|tetea|kosoa|sisitiza|fafanua|bainisha|tahadharisha|"
    r"ambia(?!\s(?:mahakama|korti|hakimu|jaji))))"
)
CLAIM = r"(?:claim(?:s|ed)? responsibility|claim(?:s|ed)?|said(?! to\b)|says|released? a (?:video|statement))"
_FOUND_FAULT = r"(?:accused|blamed|faulted|condemned|critici[sz]ed|slammed|flagged|dismissed|recalled)"
SPOKEN_OF = (
    r"(?<!have\s)(?<!has\s)(?<!had\s)"
    r"(?:(?:urged|told|warned|believed|alleged|estimated|recalled|called (?:up)?on) (?:not )?to|"
    rf"(?:urged|told|warned|denied|declared|described|disputed|{_FOUND_FAULT}) by|{_FOUND_FAULT} (?:for|from|over)|"
    r"condemned to|(?:told|urged|warned|assured|cautioned)$|"
    r"(?:warned (?:over|against)|assured (?:of|that)|cautioned(?: (?:over|against|not|on))?)(?=[^.]*$)|"
    r"confirmed (?:dead|killed|injured|missing|(?:(?:on )?\w+day )?by)|"
    r"declared (?:dead|missing|wanted|for|innocent|guilty|hostile|unfit)|announced for)\b"
)
"""What stands here for such a word, as headlines have it, is said to somebody or of him: "Police urged to act".

In a sentence, which has a full stop, police who "warned against" something did so themselves.
"""

_KIN_OF = re.compile(
    r"\b(?:wife|widow|husband|mother|father|parents?|brother|sister|sons?|daughter|family|kin|relatives?|friends?|"
    r"neighbours?|lawyers?|advocate|driver) (?:of|for) (?:(?:an?|the|slain|late|killed|former) )*(?:\w+ )?$|"
    r"\b(?:mke|mume|mjane|mama|baba|familia|jamaa|ndugu|wakili|dereva|jirani|majirani) (?:wa|ya|za) (?:\w+ wa )?$"
)
"""Before a force or an officer: it is his widow or his lawyer who speaks, and no official."""
_THEIRS = (
    "militia|militants?|gangs?|genge|bandits?|rebels?|insurgents?|fighters|famil(?:y|ia)|union|party|chama|hospital|"
    "school|company|bank|church|club|(?<!security )group"
)
_VERB = re.compile(
    r" (?:have|has|had|were|was|are|is|did|do|would|could|will|should|must|can|never|only|later|then|still|also|often|"
    r"just|[a-z]+ed|shot|beat|took|came|went|stole|broke|ran|hid|left|made|gave|let|kept|held|knew|told|said|drove|"
    r"threw|hit|put|set|stood|got|found|use|kill|shoot|take|demand|fire)\b"
)
"""Behind somebody who spoke, "fled, said police"; and here he is told of: "a trader, said police beat him"."""

_NO_FIRST_NAME_WORDS = """
mr mrs ms dr prof professor hon bw bi dkt profesa president deputy minister secretary general inspector commissioner
governor state waziri rais naibu katibu jenerali inspekta gavana kamanda mheshimiwa
monday tuesday wednesday thursday friday saturday sunday jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili
but and as while when after before because since though however also then now today yesterday why how what where if
that na lakini leo jana huku aidha pia hata
"""
_NO_FIRST_NAME = frozenset(_NO_FIRST_NAME_WORDS.split())
_NAME = re.compile(r"[A-Z][\w'’-]*[a-z]\b")
_FIRST = re.compile(r"(?<!\b[Ii]n )(?<!\b[Aa]t )([A-Z][\w'’-]*[a-z]) $")
_LEGISLATOR = re.compile(r"\b(?:Senator|MP|MCA|Seneta|Mbunge) (?:[A-Z][\w'’-]+ )?$")


@lru_cache(maxsize=8)
def _holders(actors: Actors) -> tuple[frozenset[str], frozenset[str]]:
    """Return who is known by one name, and the first names of those who hold offices with what else stands there."""
    return actors.anywhere("official"), actors.anywhere("given") | _NO_FIRST_NAME


@lru_cache(maxsize=8)
def _head_of_theirs(actors: Actors) -> re.Pattern[str]:
    """Find an office that is of others, and not of the forces: a family's spokesman, who begins behind the nought."""
    theirs = f"(?:{_THEIRS}|{actors.either('group')})"
    return re.compile(
        rf"\b{theirs}(?:['’]s)?\0(?:commander|spokes|director|administrator)|"
        rf"\0(?:commanders?|spokes\w+|directors?|msemaji) (?:of|for|wa|ya) (?:(?:an?|the) )?{theirs}\b"
    )


def is_of_others(before: str, said: str, actors: Actors) -> bool:
    """True where it is no official who speaks: an officer's kin, or whoever speaks for a family or a gang."""
    return bool(_KIN_OF.search(before) or _head_of_theirs(actors).search(f"{before.rstrip()}\0{said}"))


def is_told_of(said: str, behind: str) -> bool:
    """True where a verb follows who seemed to speak behind a comma."""
    return said.startswith(",") and _VERB.match(behind) is not None


def is_namesake(text: str, start: int, actors: Actors) -> bool:
    """True where an office-holder's surname at ``start`` stands behind another first name, or is a senator's."""
    names, firsts = _holders(actors)
    name = _NAME.match(text, start)
    if name is None or name[0].lower() not in names or firsts == _NO_FIRST_NAME:
        return False
    before = text[:start]
    first = _FIRST.search(before)
    return _LEGISLATOR.search(before) is not None or (first is not None and first[1].lower() not in firsts)
