"""What makes a number no toll of this event: doubt, plans, denials, other years, totals over a time, parts of a list.

On words in small letters with numbers as ``#0``, like ``figure_patterns``. A number lost is better than a wrong one.
"""

import re

from usalama.claims.figure_kiswahili import AMONG, INCLUDING
from usalama.claims.figure_people import MARKS
from usalama.claims.untold import FIGHTERS, FIGHTERS_SW
from usalama.words.months import ANY as MONTH

_NAMES = (
    r"(?!(?:an?|the|one|his|her|their|its|who|which|both|all|as|after|when|while|where|then|later|including|mostly|two|"
    r"three|four|five|some|several|other|others|many|more)\b)[a-z.'-]+"
    r"(?: (?!(?:and|who|were|was|of|in|at|from|for)\b)[a-z.'-]+){1,3}(?<!s)"  # "armed herders" are others
)
PARENTHESIS = re.compile(
    r" , (?:and )?not #\d+[^,.]*(?: ,|$)| , (?:including|among them|mostly|mainly|most of them|some of them|"
    rf"all of them|all|both|each|among whom|akiwemo|{INCLUDING})[^,.]*(?: ,|$)"
    rf"| , {_NAMES} and {_NAMES} ,(?= (?:were|was|are|have|had) )"
    r"| including (?:an? [\w'-]+|#\d+ (?:persons|others))(?! ,)| \( [^()#]{1,40} \)| aged(?: (?:\d+|,|and|between|to))+"
)
"""What stands between a number and what happened to it, and is passed over."""
DOUBTFUL = re.compile(
    r"\b(?:nobody|none|did|does|never|den(?:y|ied|ies)|without|hakuna|hakukuwa|would|could|might|may|plan|plans|"
    r"planned|planning|plots?|plotted|plotting|threat|threats|threaten\w*|attempt\w*|tried|wanted|wants?|"
    r"demands? that|orders?(?= (?:that )?#)|to have(?= #)|(?:wa|a|ya|ku|wali|ali)tish(?:i)?a|intend\w*|if|"
    r"vow\w*|warn\w*|aim\w*|drill|simulat\w*|film|movie|series(?! of)|novel|play|dreamt|dreamed|predict(?:s|ed)|"
    r"video game|feared|fear|fears|suspected dead|risk\w*|"
    r"hoax|rumou?rs?|false|falsely|fake|unconfirmed|unverified|not true|dismiss\w*|rescued|survived|escaped death|no|"
    r"walitaka|walipanga|kupanga|njama|tishio|jaribio|angeua|wangeua|claim(?:s|ed)? (?:it|they|to have)|\w*kanusha\w*|"
    r"(?:wa|ya|a|i|ali|wali|ili|wame|ame|ime|yame)kana|wanahofiwa|anahofiwa|huenda|uvumi|walijaribu|nearly|almost|"
    r"narrowly|dummy|should|must|will|hofu|yakanushwa|possibly|perhaps|maybe|labda|pengine|"
    r"all but|isipokuwa|si(?= (?:\w+ )?#))\b"
    r"(?! (?:fewer|less) than)|"
    r"(?<!no )(?<!not )\b(?:fewer|less) than\b|\bnot (?!less|only)|\bability to\b|\bcapable of\b|"
    r"\baccused of planning\b"
)
UNSURE = re.compile(
    r"^(?:arrest|kill|shoot|detain|charge) [^.]*, (?:[\w']+ ){1,4}(?:tells?|told|demands?|orders?|urges?)\b|"
    r"\b(?:unverified|unconfirmed) (?:reports?|claims?|accounts?|sources?)\b"
)
"""Of the whole sentence: what it counts is ordered or wished, or nobody stands behind it."""
_FIGHTERS = f"{FIGHTERS}|{FIGHTERS_SW}"


def boasted(groups: str) -> re.Pattern[str]:
    """Return the pattern of a count on the word of an armed group alone; ``groups`` are the names of the desk's."""
    who = rf"(?<!\w)(?:{_FIGHTERS}|{groups})(?: (?!who|that|where)[\w'-]+){{0,2}}?"
    says = r"claim(?:s|ed)?(?! responsibility)|says?|said(?! to)|boast(?:s|ed)?"
    told = (
        rf"{who}(?: , (?:who|which))? "
        rf"(?:{says}|:|(?:ya|wa|la|i|ili|wali|li|ime|wame)(?:dai|sema|jigamba|jitapa))(?= |$)"
    )
    behind = r"says|said|claims|claimed|boasts|according to|[yw]asema|[yw]adai|kwa mujibu wa|kulingana na"
    return re.compile(rf"{told}|(?:, (?:{behind})|–)(?: the)? (?:{_FIGHTERS}|{groups})$")


_GROUP = r"(?:a |the )?(?:group|gang|family|party|crowd|team|crew|band|convoy)"
_SW_GROUP = r"(?:kundi|kikundi|genge|familia|timu|msafara) (?:la|ya|wa|cha|lenye)"
PARTITIVE = re.compile(
    rf"#\d+ (?:of|among|{AMONG}(?: [\w']+){{0,3}}) #(\d+)"
    rf"|#\d+(?: \w+)? (?:in|from|of|among) {_GROUP} of #(\d+)"
    rf"|#\d+ (?:katika|wa|kutoka|ndani ya) {_SW_GROUP}(?: [\w']+)? #(\d+)"
)
"""“One of three suspects killed”, “two in a gang of six”, “Mmoja kati ya washukiwa watatu”: whom he was among."""
BODIES = re.compile(r"\bonly #(\d+) bod(?:y|ies)\b")
"""“Only two bodies found”: so many of the dead, and no toll."""
NEWER = re.compile(
    r"\b(?:now|rose|risen|rises|climb(?:s|ed)|later|stands at|stood at|sasa|baadaye|imefika|imepanda)\b|"
    r"\b(?:says?|said|(?:ali|wali|ame|wame|ana|wana|a|wa|ya)(?:sema|dai))\b(?!.*\b(?:have|has) (?:\w+ )?been\b)"
)
"""What a sentence that is cut off counts by one of these is a newer toll, or another's who says so."""
_HARM = (
    r"killers?|murderers?|kidnappers?|abductors?|attackers?|rapists?|traffickers?|smugglers?|sponsors?|financiers?|"
    r"wauaji|muuaji|watekaji|mtekaji|wabakaji|mbakaji|walanguzi|mlanguzi|wafadhili|mfadhili"
)
_DEEDS = r"murders?|killings?|deaths?|abductions?|kidnap(?:ping)?s?|rapes?|shooting|mauaji|vifo|kifo|utekaji|ubakaji"
THEIRS = re.compile(rf"\b(?:{_HARM})(?: nyara)? (?:of(?: the| at least)?|[wy]a(?: [\w']+)?)$")
"""“Killers of five men arrested”: the number counts whom they harmed, whatever became of themselves."""
OVER_THEM = re.compile(rf"\b(?:{_DEEDS})(?: nyara)? (?:of(?: the| at least)?|[wy]a(?: [\w']+)?)$")
"""“Suspect in murder of two girls arrested”: nor were these two."""
_MONTHS = rf"(?:{MONTH})(?: #\d+| \d{{4}})?"
OLD = re.compile(
    r"^(?:in )?a similar (?:attack|raid|incident|ambush)\b|^elsewhere\b|"
    r"\b(?:ago|anniversar\w+|commemorat\w*|memorial|remember\w*|"
    r"mark(?:s|ed|ing)? #\d+ years|"
    rf"last (?:{MONTH}|christmas|easter)|"
    r"this month|previous\w*|years (?:on|later|after)|survivors? of|(?:payout|compensation|reparations?)|"
    r"this year|so far|past \w+ (?:year|month|week)|decades?|"
    r"annually|(?:deadliest|bloodiest|worst) (?:year|month|week)|"
    r"(?:every|each|per) (?:#\d+ )?(?:year|day|week|month|hour)s?|a (?:year|day|month)(?! old)|"
    r"#\d+(?: [\w'-]+)? a week\b|weekly|monthly|(?:first|second) half of|(?:first|second|third|fourth|last) quarter|"
    r"#\d+ days on\b|in a day|(?:past|last) (?:#\d+ )?(?:year|month|week|decade)|"
    r"(?:second|third|\w+th) (?:such )?(?:attack|incident|raid|killing)s? (?:after|since|in)|"
    r"earlier (?:ones?|attacks?|raids?|incidents?|ambush(?:es)?)|"
    rf"since (?:{MONTH}|independence|then)|"
    r"recent past|recent times|hivi karibuni|statistics|survey|percent|per cent|average|history|"
    r"mwaka jana|mwaka huu|mwezi jana|mwezi huu|fidia|manusura wa|"
    r"(?:miaka|miezi|wiki|juma) (?:\S+ )?(?:ili|zili|lili)yopita|m(?:wezi|waka) (?:\S+ )?uliopita|"
    r"msimu huu|chini ya (?:wiki|miezi)|"
    r"kumbukumbu|"
    r"tangu (?:januari|februari|machi|mwaka)|"
    r"kila (?:mwaka|siku)|asilimia|historia|ndani ya (?:wiki|mwezi|miezi|mwaka|miaka)|wiki hii|kwa wiki|(?:mwaka|"
    r"mwezi|miaka|miezi|wiki|siku) \S+ baada ya)\b|"
    r"(?<!\w)(?:a|an|#\d+|several|few) (?:years?|months?|weeks?|days?) (?:since|later|before|earlier)\b|"
    r"\bsince (?:the|its|their|his|her|it|they) (?:[\w'-]+ ){0,4}(?:began|started|arrived|came|took)\b|"
    r"\b(?:in|over|within|during|past|last)(?: (?:the|a|an|just|under|about|only|past|last|less than))*(?: [\w'-]+|"
    r" #\d+)? (?:weeks|months|years|decades|quarters)\b|"
    rf"\b(?:between|from) {_MONTHS} (?:and|to) {_MONTHS}\b|"
    r"\b(?:rise|increase|surge|spike|drop|decline) in\b|"
    r"\b(?:in|within) (?:one|a single|a|under a|just a|#\d+) (?:week|month|year)s?\b|\bover time\b|\bto date\b|"
    r"\b(?:(?<!looks )(?<!acted )(?:like|unlike)|than|similar to|as in|compared (?:to|with)|reminiscent of|recall\w*|"
    r"echo\w*) [\w' -]+ , (?:where|when|which|in which) "
)
"""Of the whole sentence: what it counts is of another time, or of a long one."""
SINCE = re.compile(r"\b(?:since|tangu)\b")
"""What was counted since a time is a total; only who is missing is missing since then."""
AFTER = re.compile(
    r"(?<!\w)(?:a|an|#\d+|several|few) (?:years?|months?|weeks?|days?) after\b|\b(?:days|weeks|months|years) after\b|"
    r"\bc[ao]mes? (?:\w+ ){0,3}after\b"
)
"""What is counted behind this is of another time; what stands before it is new: "found dead a day after"."""
FRESH = re.compile(
    r"^(?:barely|hardly|scarcely|just|only|less than) (?:[\w#'-]+ ){1,3}after [^,]*,"
    r" (?!(?:who|whose|where|when|which|in which|and|but|\w+ing)\b)"
)
"""Behind the first comma of this is what is new: "Barely a week after raiders killed nine, two were shot"."""

_ONE = (
    r"(?:driver|chief|man|boy|girl|officer|cop|soldier|teacher|pupil|student|guard|herder|"
    r"trader|farmer|rider|pastor|priest|imam|mca|mp|nurse|doctor|father|mother|couple|child|baby|toddler|"
    r"infant|reservist|constable|corporal|sergeant|inspector|conductor|tout|passenger|civilian|resident|villager|elder|"
    r"suspect|robber|bandit|wife|husband|son|daughter|brother|sister|pilot|lawyer|journalist|tourist|sailor|cleric|"
    r"commander|boss|senator|governor|minister|captain|general|major|colonel|principal|bishop|judge|magistrate|manager|"
    r"owner|leader|activist|blogger|worker|clerk|agent|dealer|warder|warden|detective|ranger|scout|bodyguard|preacher|"
    r"lecturer|engineer|accountant|cashier|vendor|hawker|director|councillor|aspirant|mechanic|cook|sheikh|nun|"
    r"\w+(?:man|woman))"
)
PARTIAL = re.compile(
    rf"((?:^|(?<= : )|(?<= ; )|(?<=and ))(?:[\w'-]+ ){{0,3}}{_ONE} ,|, \d\d? , (?:and|na)(?: (?:her|his|their))?|"
    r"(?P<word>[^ ]+)(?: (?:jana|juzi|leo|\w+day))* (?:and|na)"
    rf"(?: (?:her|his|their|its|the))?|(?: |^)(?:a|an|one|the|his|her|"
    r"their)(?: [\w'-]+){1,4} ,(?: and)?|na [\w']+ (?:wake|wao|wenzake|wenzao|yake)|"
    rf"(?:as well as|pamoja na|include[sd]?|including|among them|akiwemo|{INCLUDING}))$"
)
"""What, right before a number, makes it a part of a longer list, unless ``word`` is what happened to others."""
BY_PLACE = re.compile(r"(?:in|at|from)(?: [\w'-]+){1,3} ,(?: and| na)? #\d+(?: persons)? (?:in|at|from) ")
"""Behind one of several numbers that stand by places: "two died in Wamba, three in Voi" has no toll."""
AND_ONE = re.compile(
    rf"[^.#]{{0,40}}?\b(?:alongside|together with|along with) (?:#\d+ {MARKS}|"
    rf"(?:an?|the|his|her|their|one) (?:[\w'-]+ )?{_ONE})\b"
)
"""Behind a number that one more was of: "two teachers were killed, alongside the wife of one"."""
_HAPPENED = (
    r"(?:killed|dead|died|injured|wounded|hurt|arrested|missing|nabbed|detained|slain|murdered|\w*(?:uawa|uliwa|fariki|"
    r"jeruhiwa|kamatwa|naswa|ibwa|mbaroni|nguvuni|walipo))"
)
HAPPENED = re.compile(rf"(?:{_HAPPENED}|,)$")
ANYTHING = re.compile(rf"{_HAPPENED}|\b(?:kill|die|shot|stab|hack|death|lives|injur|wound|waua|kufa)\w*")
