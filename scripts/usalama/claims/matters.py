"""Matters that stay open until somebody says how they ended: abductions, people who are missing, inquests.

``matter_in`` returns ``Stage("reported", …)`` where a text states one as open, ``Stage("", …)`` where it states how one
ended, each with the words that say so. It refuses what is told of many ("abductions rose"), what was foiled or faked,
what lies years back, and things that are missing. It names nobody and never says who did it.
"""

import re

from usalama.claims.cases import quoted
from usalama.claims.stages import Stage
from usalama.claims.untold import is_labelled
from usalama.words.literals import lowered
from usalama.words.numbers import FEW
from usalama.words.text import SENTENCE

REPORTED, ENDED = "reported", ""
_WHO = (
    r"m[ae]n|wom[ae]n|boys?|girls?|child(?:ren)?|brothers?|sisters?|sons?|daughters?|husband|wife|students?|pupils?|"
    r"teachers?|activists?|bloggers?|journalists?|chiefs?|traders?|fisherm[ae]n|officers?|soldiers?|lawyers?|priests?|"
    r"pastors?|drivers?|riders?|herders?|nurses?|doctors?|people|persons?|family|mca|mp|youths?|villagers?|tourists?|"
    r"workers?"
)
_OPEN = re.compile(
    r"\b(?:abduct(?:s|ed|ors)?|kidnap(?:s|ped|pers)?)\b(?! (?:victims?|plots?|gangs?|rings?|cases?|calls?|"
    r"attempts?|suspects?))|\b(?:abduction|kidnapping|disappearance) of\b|"
    r"\b(?:went|gone|goes|still|remain(?:s|ed)?|(?:been|was|were|are|is) reported) missing\b|\bmissing (?:since|for)\b|"
    r"\bwho (?:disappeared|vanished)\b|\b(?:seized|grabbed|picked up|bundled|taken) by (?:[\w-]+ )?(?:men|gunmen|"
    r"people)\b|"
    rf"\bmissing (?:(?!(?:in|at|on|from|after|as|over|with)\b)[\w-]+ )?(?:{_WHO})\b|"
    rf"\b(?:{_WHO}) (?:[\w-]+ ){{0,2}}reported missing\b|"
    r"\bwhereabouts (?:(?:remain|are|is|were) )?(?:still )?unknown\b|"
    r"\b(?:has|have) not been (?:seen|heard from|heard of) since\b|"
    r"\binquest (?:into|opens?|opened|begins?|began|starts?|started|resumes?|hears?|heard|to open|is to)\b|"
    r"\b(?:order(?:s|ed)?|open(?:s|ed)?) (?:an |a public |the )?inquest\b|"
    r"\b(?:ali|wali|ame|wame|aliye|walio|a|wa)tekwa\b|\bkutekwa (?:nyara )?kwa\b|"
    r"\b(?:ali|wali|ame|wame|aliye|walio)toweka\b|\bkutoweka kwa\b|\bha(?:wa)?julikan[ai] (?:a|wa)liko\b|"
    r"\buchunguzi wa (?:umma )?(?:kuhusu |wa )?kifo\b"
)
_ENDED = re.compile(
    r"\b(?:freed|releases?(?! (?:[\w-]+ ){0,2}(?:videos?|reports?|statements?|footage|photos?|pictures?|audio|names|"
    r"letters?|images?|demands?|notes?|lists?)\b)|released|"
    r"rescues?(?! (?:missions?|operations?|efforts?|teams?|workers?|bid|services?)\b)|"
    r"rescued|reunites?|reunited|resurfac(?:es|ed)|set free|let go|escapes?|escaped|"
    r"return(?:s|ed)? (?:home|to (?:his|her|their))|(?<!boat )(?<!car )(?<!phone )(?<!bag )(?:is|are|was|were|"
    r"been) found|found (?:alive|safe|dead|unharmed|murdered|in|at|near|hours|days)|"
    r"(?:abductors|kidnappers|captors) (?:[\w-]+ ){0,2}(?:free|let go)|"
    rf"(?:{_WHO}) found(?! (?:guilty|with|no|nothing)\b)|"
    r"bod(?:y|ies) of|bod(?:y|ies) (?:was |were |is |are )?(?:found|recovered|identified))\b|"
    r"\b(?:has|have|had) (?:\w+ )?been (?:killed|executed|beheaded|shot dead)\b|"
    r"\binquest (?:finds?|found|rules?|ruled|concludes?|concluded|blames?|blamed|clears?|cleared|verdict|findings)\b|"
    r"\b(?:a|wa|ali|wali|ame|wame)(?:achiliwa|patikana|okolewa|rejea|uawa)\b|\bmwili wake\b|\bu(?:li|me)patikana\b"
)
_BACK = re.compile(
    r"\bfound (?:alive|safe|unharmed)\b(?=.*\b(?:abduction|kidnapping|disappearance|captivity)\b)|"
    r"\b(?:abduction|kidnapping|disappearance|captivity)\b.*\bfound (?:alive|safe|unharmed)\b"
)
"""How the taking of somebody ended whom the sentence names alone: "Made found alive after the Wamba abduction"."""
_ONLY_WISHED = re.compile(
    r"\b(?:to|demand\w*|orders?|ordered|calls? for|urge[sd]?|seeks?|sought|no|will|should|must|could|may|search and)"
    r"(?: (?:the|immediate|be|safe|their|his|her))* $|\bwants?(?: [\w'-]+){0,4} $|"
    r"\b(?:until|unless|if)(?: [\w'-]+){0,3} $|"
    r"\b(?:cars?|vehicles?|boat|phone|clothes|shoes|bag|motorbike|motorcycle)(?: of(?: [\w'-]+){1,4})? $"
)
"""Before what would end a matter: it is asked for, or something else was found."""
_GOES_ON = re.compile(
    r"\b(?:all but|isipokuwa|(?:mmoja|\w*(?:wili|tatu|nne|tano|sita|\d)) kati ya|"
    rf"(?:one|{FEW}|some|\d+) of (?:the )?(?:{FEW}|\d+)|"
    r"(?:still|remains?|others) (?:missing|unaccounted|in captivity|held)|"
    r"yet to be (?:found|traced|located|freed|released)|no (?:body|trace|sign)|not (?:that|the body|those) of|"
    r"search (?:[\w-]+ ){0,5}?(?:goes on|continues|is on)|"
    r"(?:wengine|wenzake|mwenzake|mwingine)(?: \w+)? ha(?:wa)?julikan\w+|"
    r"bado (?:hajapatikana|hawajapatikana|ha(?:wa)?julikan\w+|"
    r"anatafutwa|wanatafutwa)|si (?:wake|wa)\b)"
)
"""One of several was found, or what was found is somebody else: it has not ended for whom it is about."""
_BEASTS = re.compile(
    r"\b(?:cows?|cattle|goats?|sheep|camels?|donkeys?|animals|livestock|mifugo|ng['’]ombe|mbuzi|ngamia)\b"
)
"""Where these were taken, what is still missing may be one of them."""
_NOT_ONE = re.compile(
    r"\bno (?:[\w-]+ ){1,2}(?:was|were|has|have)\b|\bguard\b[^.;]*\bagainst\b|\b(?:bill|rose|rise in|cases of|"
    r"number of|against|plans? to|attempt(?:ed|s)?|foil(?:s|ed)?|thwart(?:s|ed)?|fak(?:e|ed|es)|staged|hoax|accused of|"
    r"charged with|suspected of|guilty|convict\w*|sentenced|jailed|anniversary|remembers?|in (?:the )?(?:19|20)\d\d|"
    r"years? ago)\b|\b(?:to|will|would|could|may|might|not|never|who|that|which) (?:abduct|kidnap)|"
    r"\b(?:guns?|rifles?|firearms?|pistols?|bullets|funds|money|millions?|files?|cows|goats|cattle|livestock|animals|"
    r"bunduki|mifugo|pesa|lions?|elephants?|rhinos?|dogs?|simba|ndovu)\b[^.;]{0,30}\b(?:missing|\w+toweka)|"
    r"\bmissing (?:lions?|elephants?|rhinos?|dogs?|cows?)\b"
)
_SEEDS = (
    "abduct", "kidnap", "missing", "disappear", "whereabouts", "not been ", "vanish", "seized by", "grabbed by",
    "picked up by", "bundled by", "taken by", "inquest", "tekwa", "toweka", "julikan", "kifo",
)  # fmt: skip
"""A text without any of these has no such matter."""
ROOTS = frozenset(max(seed.split(), key=len) for seed in _SEEDS)
"""Letters of words, of which each of those has one."""


def matter_in(title: str, summary: str) -> Stage | None:
    """Return the first matter of a title and summary, or how it ended; None where there is none."""
    low = lowered(f"{title}\n{summary}")
    if not any(map(low.__contains__, _SEEDS)):
        return None
    for text in (title, summary):
        for sentence in SENTENCE.split(text):
            small = lowered(sentence)
            found = _OPEN.search(small) or _BACK.search(small) or (_ENDED.search(small) if "inquest" in small else None)
            if found and not _NOT_ONE.search(small) and not is_labelled(title, summary):
                ends = (end for end in _ENDED.finditer(low) if not _ONLY_WISHED.search(low[: end.start()]))
                has_ended = next(ends, None) and (not _GOES_ON.search(low) or _BEASTS.search(low))
                return Stage(ENDED if has_ended else REPORTED, *quoted(sentence, found.start(), found.end()))
    return None
