"""What the patterns of tolls are made of: a number, who it counts, and what can have happened to them.

On words in small letters with numbers as ``#0``. A rule is one way of saying how many, each for one kind; the rules
themselves stand in ``figure_patterns`` and ``figure_kiswahili``.
"""

import re
from typing import NamedTuple

from usalama.claims.figure_ends import AT_LEAST, AT_MOST, ROUGHLY
from usalama.claims.figure_people import MARKS, STOP_WORDS, VERB


class Rule(NamedTuple):
    """A way of saying how many; ``n`` in the pattern is the number or the numbers."""

    kind: str
    pattern: re.Pattern[str]
    adds: bool = False  # true where "two officers and three civilians" is five
    listed: bool = False  # true where the number may be the end of a list: "a chief and two guards were killed"
    roots: frozenset[str] = frozenset()
    """Each sentence that counts this way has a word with one of these in it; none where that is not known."""


ROOTS = {
    "killed": "dead death die drown fatal kill murder perish slain slay hot hoot gun down hack beat burn tab strangl "
    "lynch behead massacr execut butcher suffocat assassinat succumb lives felled casualt toll",
    "injured": "injur wound hurt casualt bone bruise burn cut fracture limb",
    "arrested": "arrest nab apprehend detain custody held behind round holding net seiz",
    "missing": "missing accounted found traced located seen nowhere whereabouts",
    "animals": "cattle livestock cow goat sheep camel donkey animals bull calves heifers",
}
"""What a rule's own roots are not told for, by its kind."""

_ABOUT = f"(?:(?:{'|'.join((*AT_LEAST, 'over', *AT_MOST, *ROUGHLY))}) )?"
N = rf"(?:between #\d+ and #\d+|{_ABOUT}#\d+(?: (?:or|to|-|–) #\d+)?)"
STOP = rf"(?!(?:{'|'.join(STOP_WORDS)}|{VERB}|[,.:]|#\d+)(?: |$))"
WHO = rf" {MARKS}"
WHERE = r"(?: (?:in|from|at|near) [\w'-]+(?: (?:county|district|province|region|state|town|village|area))?)?"
ALSO = rf"(?: and (?:{N}){WHO}(?! (?:\w+ )?(?:injured|wounded|hurt|arrested|missing|critically|seriously)))"
WAS = (
    r"(?: ,)?(?: (?:were|was|are|is|have|has|had|been|being|reportedly|also|confirmed|reported|allegedly|now|still|"
    r"today|(?:reported|believed|said|understood|known) to (?:have|be)|remain|remains|go|goes|went|gone|_|on|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|night|morning|"
    r"evening|afternoon|yesterday|last night|early|late|(?:shot|ambushed|attacked|abducted|kidnapped|found|robbed) and|"
    r"found|brutally|arbitrarily|illegally|unlawfully|critically|seriously|badly|slightly|instantly))*"
)
_NO_OBJECT = (
    r"(?! (?:(?:at least |more than |over |about |up to |nearly )?#\d+|a|an|the|his|her|their|its|another|some|several|"
    r"him|them)(?: |$))"
)
DEAD = (
    rf"(?:killed{_NO_OBJECT}|dead|died|die|perished|slain|murdered{_NO_OBJECT}|shot dead{_NO_OBJECT}|"
    rf"gunned down{_NO_OBJECT}|hacked to death|beaten to death|burnt to death|burned to death|stabbed to death|"
    rf"fatally (?:shot|stabbed){_NO_OBJECT}|strangled{_NO_OBJECT}|lynched{_NO_OBJECT}|beheaded{_NO_OBJECT}|"
    rf"massacred{_NO_OBJECT}|executed{_NO_OBJECT}|butchered{_NO_OBJECT}|suffocated{_NO_OBJECT}|drown(?:ed)?|"
    r"(?:lost|lose) their lives|assassinated|succumb(?:ed)?)"
)
HURT = (
    rf"(?:injured{_NO_OBJECT}|wounded{_NO_OBJECT}|hurt|nursing (?:[\w-]+ )?(?:injuries|wounds)|"
    rf"(?:sustained|suffered|sustain|suffer|(?:escaped|in hospital|treated) with|treated for|"
    rf"(?:rushed|taken|admitted|airlifted) to (?:\w+ ){{0,3}}hospital with) "
    rf"(?:[\w-]+ ){{0,2}}(?:injuries|wounds|burns|cuts|fractures|bruises|limbs|bones))"
)
HELD = (
    rf"(?:arrested{_NO_OBJECT}|nabbed{_NO_OBJECT}|apprehended{_NO_OBJECT}|detained{_NO_OBJECT}|in custody|"
    rf"in police custody|held(?! (?:#\d+|a|an|the|by (?:(?:their|the|its|his) )?(?:captors|abductors|kidnappers|gang|"
    rf"militants|rebels|pirates|bandits|raiders|terrorists|cartel|group|mob|residents|villagers)|captives|talks|"
    rf"meetings|demonstrations|hostage|captive|that|rallies|in high|up)(?: |$))|behind bars|rounded up{_NO_OBJECT}|"
    rf"taken into custody)"
)
GONE = (
    rf"(?:missing(?! (?:{MARKS}|guns?|firearms?|rifles?|rounds|bullets|cattle|goats|cows|vehicles?|cars?|money|"
    r"exhibits?|files?))|unaccounted for|yet to be (?:found|traced|located|accounted for)|"
    r"not been (?:seen|traced|found|located)|feared missing|nowhere to be found)"
)
BEASTS = r"(?:(?:heads? of )?(?:cattle|livestock)|cows?|goats?|sheep|camels?|donkeys?|animals|bulls?|calves|heifers)"


def rule(kind: str, pattern: str, *, adds: bool = False, listed: bool = False, roots: str = "") -> Rule:
    """Return a rule of whole words. Each has a space before it, the first too: ``re`` finds a letter at once."""
    return Rule(kind, re.compile(rf" {pattern}(?= |$)"), adds, listed, frozenset(roots.split()))
