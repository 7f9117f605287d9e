"""The patterns by which a text counts people and animals, on words in small letters with numbers as ``#0``.

One rule a way of saying it, each for one kind, tried in order: what one rule has taken no other may take. They know
grammar, not the world, and refuse where the grammar has two readings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A way of saying how many; ``n`` in the pattern is the number or the numbers."""

    kind: str
    pattern: re.Pattern[str]
    adds: bool = False
    """True where "two officers and three civilians" is five."""
    listed: bool = False
    """True where the number may be the end of a list: "a chief and two guards were killed"."""


_ABOUT = (
    r"(?:(?:at least|more than|over|about|some|around|up to|as many as|an estimated|not less than|no fewer than|"
    r"approximately|nearly|almost) )?"
)
_N = rf"(?:between #\d+ and #\d+|{_ABOUT}#\d+(?: (?:or|to) #\d+)?)"
_HEADS = (
    "people|persons|officers|officer|policemen|policeman|police|soldiers|soldier|civilians|civilian|suspects|suspect|"
    "robbers|bandits|bandit|herders|herdsmen|residents|villagers|students|student|pupils|children|child|women|woman|men|"
    "man|girls|girl|boys|boy|passengers|passenger|militants|terrorists|terrorist|gangsters|thugs|traders|trader|"
    "protesters|protestors|demonstrators|reservists|reservist|fishermen|farmers|farmer|youths|youth|victims|others|"
    "other|workers|drivers|driver|guards|guard|teachers|teacher|foreigners|nationals|kenyans|ethiopians|somalis|"
    "ugandans|tanzanians|chiefs|chief|worshippers|members|prisoners|inmates|refugees|tourists|riders|rider|raiders|"
    "rangers|ranger|troops|recruits|cops|detectives|goons|pastoralists|minors|relatives|siblings|brothers|sisters|"
    "lawyers|journalists|activists|hawkers|smugglers|traffickers|gang|wardens|warders|elders|locals|migrants|hostages|"
    "attackers|gunmen|thieves|rustlers|poachers|mourners|guests|revellers|patients|motorists|tenants|carjackers|hijackers|schoolgirls|schoolboys|kidnappers|vigilantes|operators|thief|robber|herder|miners|vendors|fighters|criminals|family|commuters|miners|shoppers|person"
)
_STOP = (
    r"(?!(?:of|in|and|or|to|by|for|on|at|were|was|are|is|who|that|after|with|from|had|has|have|years?|months?|days?|"
    r"the|a|an|his|her|their|its|shot|kill\w*|attack\w*|robb\w*|stab\w*|said|says?|told|arrest\w*|charged|jailed|"
    r"accused|stormed|raided|burn\w*|beat\w*|hits?|ran|run|fled|fought|tried|over|as|when|while|during|but|because|"
    r"inside|outside|into|against|under|near|died?|dead|stole|steal|hours?|weeks?|times?|percent|per|cent|km|"
    r"kilometres|more|million|cases|counts|,|\.|:|#\d+)(?: |$))"
)
_ADJECTIVES = rf"(?:{_STOP}[\w'-]+ ){{0,3}}"
_WHO = rf"(?: {_ADJECTIVES}(?:{_HEADS})(?![\w'-]))"
_WHERE = r"(?: (?:in|from|at|near) [\w'-]+(?: county| town| village| area)?)?"
_ALSO = rf"(?: and (?:{_N}){_WHO}(?! (?:\w+ )?(?:injured|wounded|hurt|arrested|missing|critically|seriously)))"
_WAS = (
    r"(?: ,)?(?: (?:were|was|are|is|have|has|had|been|being|reportedly|also|confirmed|reported|allegedly|now|still|"
    r"today|_|on|monday|tuesday|wednesday|thursday|friday|saturday|sunday|shot and|brutally|critically|"
    r"seriously|badly|"
    r"slightly|instantly))*"
)
_NO_OBJECT = (
    r"(?! (?:(?:at least |more than |over |about |up to |nearly )?#\d+|a|an|the|his|her|their|its|another|some|"
    r"several|"
    r"him|them)(?: |$))"
)
_DEAD = (
    rf"(?:killed{_NO_OBJECT}|dead|died|die|perished|slain|murdered{_NO_OBJECT}|shot dead{_NO_OBJECT}|"
    rf"gunned down{_NO_OBJECT}|"
    rf"hacked to death|beaten to death|burnt to death|burned to death|stabbed to death|lynched{_NO_OBJECT}|"
    r"(?:lost|lose) their lives|assassinated)"
)
_HURT = (
    rf"(?:injured{_NO_OBJECT}|wounded{_NO_OBJECT}|hurt|hospitalised|nursing (?:\w+ )?(?:injuries|wounds)|"
    rf"sustained (?:\w+ )?injuries)"
)
_HELD = (
    rf"(?:arrested{_NO_OBJECT}|nabbed{_NO_OBJECT}|apprehended{_NO_OBJECT}|detained{_NO_OBJECT}|in custody|"
    rf"in police custody|"
    rf"held(?! (?:#\d+|a|an|the|talks|meetings|demonstrations|hostage|captive|that|rallies|in high|up)(?: |$))|"
    rf"behind bars|"
    rf"rounded up{_NO_OBJECT}|taken into custody)"
)
_GONE = r"(?:missing|unaccounted for)"
_BEASTS = (
    r"(?:(?:heads? of )?(?:cattle|livestock)|cows?|goats?|sheep|camels?|donkeys?|animals|bulls?|calves|heifers|"
    r"head of livestock)"
)


def _rule(kind: str, pattern: str, *, adds: bool = False, listed: bool = False) -> Rule:
    return Rule(kind, re.compile(rf"(?:(?<= )|^){pattern}(?= |$)"), adds, listed)


def _passive(kind: str, said: str) -> Rule:
    one = rf"{_N}(?:{_WHO})?"
    both = rf"(?P<n>{_N}(?:{_WHO})(?: and {_N}(?:{_WHO}))?|{one})"
    return _rule(
        kind,
        rf"(?<!another )(?<!other )(?<!the )(?<!of )(?<!with )(?<!plus )(?<!as ){both}{_WHERE}{_WAS} {said}",
        adds=True,
        listed=True,
    )


def _active(kind: str, verbs: str) -> Rule:
    lists = r"(?! (?:, )?and (?:a|an|one|his|her|their|the|himself|herself)(?: |$))"
    bare = (
        r"(?= (?:in|at|on|near|as|during|after|,|and|\.|from|by|while|when|before|over|:|outside|inside|"
        r"along|within)(?: |$)|$)"
    )
    return _rule(
        kind,
        rf"(?:{verbs}) (?P<n>(?>{_N}(?:{_WHO}{_ALSO}?(?! of)|{bare})))(?! (?:of|more|years?|"
        rf"days?|months?|hours?|times?|"
        rf"percent|per|million|counts?|rounds?|shots?|bullets|birds|with one)(?: |"
        rf"$)){lists}",
        adds=True,
    )


_KILLING = (
    r"kill|kills|killing|murdered|murder|shot dead|shoots? dead|shooting dead|gunned down|gun down|kill at|"
    r"killing of|murder of|deaths? of|hacked to death|(?:claim|claims|claimed|claiming)(?: the)? lives of|"
    r"killings of|felled"
)
_HURTING = r"injure|injures|injuring|injured|wound|wounds|wounding|wounded"
_ARRESTING = (
    r"arrest|arrests|arrested|arresting|nab|nabs|nabbed|nabbing|apprehend|apprehended|detain|detained|"
    r"rounded up|round up|holding"
)
_LEFT = r"(?:left|leaves|leaving|leave) "
ENGLISH = (
    _rule("killed", rf"death toll(?: [\w']+){{0,6}} (?P<n>{_N})(?! (?:percent|per|million)(?: |$))"),
    _rule("killed", rf"bringing(?: [\w']+){{0,3}} (?:dead|toll|deaths) to (?P<n>{_N})"),
    _rule("killed", rf"number of (?:dead|deaths|those killed|people killed)(?: [\w']+){{0,3}} to (?P<n>{_N})"),
    _rule("killed", rf"{_LEFT}(?P<n>{_N}(?:{_WHO})?) dead"),
    _rule("injured", rf"{_LEFT}(?P<n>{_N}(?:{_WHO})?){_WAS} (?:injured|wounded|hurt|with \w+ (?:injuries|wounds))"),
    _rule("missing", rf"{_LEFT}(?P<n>{_N}(?:{_WHO})?) missing"),
    _rule("killed", rf"(?:claim|claims|claimed|claiming) (?P<n>{_N}) lives"),
    _active("killed", _KILLING + "|killed"),
    _active("injured", _HURTING),
    _active("arrested", _ARRESTING),
    _passive("killed", _DEAD),
    _passive("injured", _HURT),
    _passive("missing", _GONE),
    _passive("arrested", _HELD),
    _rule(
        "killed", rf"(?P<n>{_N}) (?:deaths|fatalities)(?! (?:in custody|every|each|per|since|from|by|annually|last))"
    ),
    _rule(
        "animals",
        rf"(?:stole|steal|steals|stealing|stolen|drove away|drive away|driving away|drove off|drive off|driving off|"
        rf"made away with|make away with|making away with|make off with|made off with|making off with|took away|"
        rf"take away|rustled|rustle|escaped with|left with|fled with|raided|took|take) "
        rf"(?P<n>{_N} (?:{_STOP}[\w'-]+ ){{0,2}}{_BEASTS}(?:(?: ,| and| , and) {_N} {_BEASTS})*)",
        adds=True,
    ),
    _rule(
        "animals",
        rf"(?<!recover )(?<!recovers )(?<!recovered )(?<!recovering )(?<!recovery of )(?<!return )"
        rf"(?P<n>{_N} (?:{_STOP}[\w'-]+ ){{0,2}}{_BEASTS}(?:(?: ,| and| , and) {_N} {_BEASTS})*){_WAS} "
        r"(?:stolen|driven away|driven off|taken away|rustled|taken|lost to)",
        adds=True,
    ),
)

_SW_ABOUT = r"(?:(?:takriban|zaidi ya|karibu|kama|angalau|yapata|takribani) )?"
_SW_N = rf"{_SW_ABOUT}#\d+(?: (?:au|hadi) #\d+)?"
_SW_HEADS = (
    r"watu|mtu|wa\w{3,}|maafisa|afisa|polisi|askari|majambazi|jambazi|majangili|jangili|vijana|magaidi|raia|abiria|"
    r"mwanamke|mwanamume|mwanafunzi|mshukiwa|wengine|dereva|madereva|viongozi|jamaa|mtoto|mkazi|mfugaji|machifu|chifu"
)
_SW_WHO = rf"(?:(?:{_SW_HEADS})(?: (?:wa|ya) \w+)? )"
_SW_DEAD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|aka|ku|wakiwa wame|walio|wana|zime)?(?:uawa|uliwa|auawa|uuawa|uuliwa|"
    r"uwawa|fariki|fa|poteza maisha)|wauawa|wauwawa|wauliwa|"
    r"wafariki|walikufa|wamekufa|wakufa|auawa|wapoteza maisha|wameaga dunia|waaga dunia)"
)
_SW_HURT = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio|huku waki|waki)?jeruhiwa|(?:wame|wali|wa)?pata majeraha|"
    r"wauguza majeraha)"
)
_SW_HELD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio)?(?:kamatwa|naswa|tiwa mbaroni|tiwa nguvuni|zuiliwa)|mbaroni|"
    r"nguvuni|kizuizini)"
)
_SW_GONE = r"(?:hawajulikani (?:walipo|waliko)|hajulikani (?:alipo|aliko)|(?:wame|wali|wa)toweka|haijulikani waliko)"
_SW_BEASTS = r"(?:mifugo|ng'ombe|mbuzi|ngamia|kondoo|punda|wanyama)"
_SW_TAKEN = r"(?:(?:wali|wame|wa|ili|ime|i|iki|waki|ku|walio|ilio|iliyo)?ibwa|(?:wali|ku|wa)?porwa)"
_SW_GAP = (
    r"(?: (?:wa|ya) (?:polisi|akiba|usalama|jeshi|shule|familia|kike|kiume|kigeni))?(?: (?:jana|leo|usiku|hao|"
    r"huko|wengine|pia|alfajiri|asubuhi|na))?"
)
KISWAHILI = (
    _rule(
        "killed",
        rf"(?:idadi|idadi ya) (?:\w+ )?(?:waliofariki|waliouawa|wafu|waliofa|vifo)(?: \w+){{0,3}} (?P<n>{_SW_N})",
    ),
    _rule("killed", rf"vifo vya (?:watu )?(?P<n>{_SW_N})"),
    _rule(
        "killed",
        rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} (?:(?:kwa )?(?:kupigwa|wapigwa) risasi na )?{_SW_DEAD}",
        listed=True,
    ),
    _rule("injured", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_HURT}", listed=True),
    _rule("missing", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_GONE}", listed=True),
    _rule("arrested", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_HELD}", listed=True),
    _rule(
        "killed",
        rf"(?:wa|wame|wali|ya|yame|yali|ku|ame|ali|a|waka|wali?wa|kuwa|wakiwa|waki|ime|ili|kilicho|lililo|yaliyo)"
        rf"(?:ua|uua|waua) {_SW_WHO}?(?P<n>{_SW_N})",
    ),
    _rule("injured", rf"(?:wa|wame|wali|ya|yame|ku|kuwa|waka|waki|wali?wa)jeruhi {_SW_WHO}?(?P<n>{_SW_N})"),
    _rule(
        "arrested",
        rf"(?:wa|wame|wali|ya|yame|ku|kuwa|waka|waliwa|wamewa|yawa|wam|wamem|walim)"
        rf"(?:kamata|nasa|tia mbaroni|tia nguvuni) "
        rf"{_SW_WHO}?(?P<n>{_SW_N})",
    ),
    _rule("animals", rf"{_SW_BEASTS} (?P<n>{_SW_N}){_SW_GAP} {_SW_TAKEN}"),
    _rule("animals", rf"(?:wa|wame|wali|ku|waka|waki)(?:iba|pora|iiba) {_SW_BEASTS} (?P<n>{_SW_N})"),
)

PARENTHESIS = re.compile(
    r" , (?:including|among them|mostly|mainly|most of them|some of them|all of them|among whom|akiwemo|wakiwemo)"
    r"[^,.]*(?: ,|$)"
    r"| \( [^()#]{1,40} \)"
)
"""What stands between a number and what happened to it, and is passed over."""
DOUBTFUL = re.compile(
    r"\b(?:nobody|none|never|den(?:y|ied|ies)|without|hakuna|hakukuwa|would|could|might|may|plan|plans|planned|"
    r"planning|"
    r"plots?|plotted|plotting|threat|threats|threaten\w*|attempt\w*|tried|wanted|want|intend\w*|if|vow\w*|warn\w*|"
    r"aim\w*|drill|simulat\w*|film|movie|series|novel|play|feared|fear|fears|suspected dead|risk\w*|hoax|"
    r"rumou?rs?|false|fake|"
    r"not true|dismiss\w*|rescued|survived|escaped death|no|walitaka|walipanga|kupanga|njama|tishio|jaribio|"
    r"angeua|wangeua|"
    r"huenda|uvumi|walijaribu|nearly|almost|narrowly|dummy|should|must|will|hofu|yakanushwa|akanusha)\b"
    r"(?! (?:fewer|less) than)|\bnot (?!less|only)|\bability to\b|\bcapable of\b|\baccused of planning\b"
)
OLD = re.compile(
    r"\b(?:ago|anniversar\w+|commemorat\w*|memorial|remember\w*|mark(?:s|ed|ing)? #\d+ years|last year|"
    r"last month|previous\w*|"
    r"earlier this (?:year|month)|this year|so far|past (?:\w+|#\d+) (?:years?|months?|weeks?)|decades?|"
    r"annually|every (?:year|day|week|month)|"
    r"each (?:year|day|week|month)|per (?:year|day|month|week)|a (?:year|day|month)(?! old)|since (?:january|"
    r"february|march|april|may|june|"
    r"july|august|september|october|november|december|independence|then)|in (?:#\d+|\w+) (?:years|months|weeks)|"
    r"over (?:#\d+|the last|the past)\s?(?:years|months)?\b(?= (?:years|months))|"
    r"statistics|survey|percent|per cent|average|history|"
    r"mwaka jana|mwezi jana|miaka (?:\S+ )?iliyopita|kumbukumbu|tangu (?:januari|februari|machi|mwaka)|"
    r"kila (?:mwaka|siku)|asilimia|historia)\b"
)

PARTIAL = re.compile(
    r"(?:(?P<word>[^ ]+) (?:and|na)|(?: |^)(?:a|an|one|the|his|her|their)(?: [\w'-]+){1,4} ,(?: and)?|"
    r"(?:as well as|pamoja na))$"
)
"""What, right before a number, makes it a part of a longer list, unless ``word`` is what happened to others."""
HAPPENED = re.compile(
    r"(?:killed|dead|died|injured|wounded|hurt|arrested|missing|nabbed|detained|slain|murdered|,|\w*(?:uawa|uliwa|fariki|"
    r"jeruhiwa|kamatwa|naswa|ibwa|mbaroni|nguvuni|walipo))$"
)
