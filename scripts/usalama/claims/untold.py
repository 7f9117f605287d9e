"""What is told and yet no news of something done: labels of other kinds of text, what is said to be untrue, inventions.

Tolls, steps of cases and pledges ask here, each in its own way. All is for words in small letters, whether commas stand
by themselves in them or not. It says nothing of who is right: where one says it and another denies it, nothing is read.
"""

import re

from usalama.words.literals import lowered

_PAST = (
    r"on this day|(?:this day|today) in (?:\w+ )?history|throwback(?: \w+)?|tbt|flashback(?: to [\w' ]{1,30})?|"
    r"from (?:the|our) archives?|"
    r"looking back|siku kama (?:ya )?(?:hii|leo)|leo katika historia"
)
_VIEWS = (
    r"opinion|op-?ed|editorial|commentary|letters?(?: to (?:the )?editor)?|(?:book|film|movie|theatre|play|album|"
    r"series|tv|documentary) review|maoni|tahariri|uhakiki(?: wa \w+)?|barua kwa mhariri"
)
_INVENTED = r"satire|parody|spoof|fiction|short story|poem|kejeli|hadithi|shairi"
_UNTRUE = r"fact[- ]?check|fake(?: news| alert)?|false|hoax|misleading|debunked|habari (?:feki|za uongo)"
_LABEL = rf"(?:{_PAST}|{_VIEWS}|{_INVENTED}|{_UNTRUE})"
_LABELLED = re.compile(
    rf"^[\[(#]?{_LABEL}[\])]?(?:\s?[:|\])]|\s[–—-]\s)|(?:\s?[:|]\s?|\s[–—-]\s|[\[(]){_LABEL}[\])]?\.?$"
)
TELLING = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|news|stor(?:y|ies)|(?:facebook |social media )?posts?|tales?|"
    r"assertions?|stat(?:istics|ements?)|madai|habari|taarifa|ripoti|uvumi)"
)
FALSE = (
    r"(?:false|fake|untrue|not true|an? lie|lies|an? hoax|rumou?rs|propaganda|baseless|unfounded|exaggerated|"
    r"misleading|made up|fabricated|debunked)"
)
IS_FALSE = re.compile(
    rf"\b(?:is|are|was|were|been|as)(?: all| just| entirely| completely| totally| greatly)? {FALSE}\b|"
    r"\b(?:ni|zilikuwa|yalikuwa) (?:[zywu]a )?(?:uongo|urongo|uzushi|uvumi|kupotosha)\b|\bsi (?:za |ya )?kweli\b"
)
"""Of a sentence that tells what others tell."""
_OF_OTHERS = re.compile(rf"\b{TELLING}\b")
_DENIES = (
    r"(?:den(?:y|ies)|dismiss(?:es|ed)?|rubbish(?:es|ed)?|refut(?:es?|ed)|rejects?|rejected|disput(?:es?|ed)|"
    r"debunk(?:s|ed)?|retract(?:s|ed)?|withdr(?:aws?|ew)|apologi[sz](?:es|ed)|\w*kanush[aw]\w*)"
)
_SAID_UNTRUE = re.compile(
    rf"(?:\b(?<!who )den(?:y|ies)\b|\bdenied (?:that|{TELLING})\b|"
    rf"\b{_DENIES} (?:as \w+ |for |the |his |her |their |all |earlier )*(?:{TELLING}|saying|killing)\b|"
    rf"\brumou?rs? (?:that|of)\b|\b(?:false|fake|misleading|unverified|viral) {TELLING}\b|\bnot true\b|"
    r"\bkanusha (?:madai |habari |taarifa |uvumi )?(?:kuwa|kwamba)\b|\bsi kweli (?:kuwa|kwamba)\b|"
    r"\buvumi (?:kuwa|kwamba|wa)\b|\b(?:we|this paper) (?:had )?(?:earlier|previously|wrongly) (?:reported|said)\b|"
    rf"\b(?:falsely|wrongly|erroneously) (?:reported|claimed|said)\b|"
    rf"\b(?:suit|sues?|sued|regrets?|apolog\w+|damages|defam\w+) [^,;:]*\b{TELLING}\b)"
    r"[^,;:]*$"
)
_POLICE_DENY = re.compile(
    r"[,;.] (?:but )?(?:the )?(?:police|authorities|polisi) (?:den(?:y|ies|ied)|wa(?:me)?kanusha)"
    r"(?: it| th(?:is|at|e arrests?)| (?:holding|arresting)[^.;]*| madai(?: hayo)?)?(?:[.;]|$)"
)
INVENTED = re.compile(
    r"\b(?:drills?|simulat\w*|mock (?:attack|raid|exercise|court|trial)|(?:in|of|for) (?:the|an?|his|her|their|this) "
    r"(?:new )?(?:film|movie|novel|play|drama|documentary|series|thriller|video game|dream)|dreams? (?:that )?(?:s?he|"
    r"they)|"
    r"dreamt|dreamed|video game|prophesie[ds]|prophecy|predict(?:s|ed))\b"
)
"""Of a sentence: what it tells of was played, written or dreamt."""
FIGHTERS = (
    r"militants?|militia(?:men)?|insurgents?|jihadists?|islamic state|the group|(?:the )?(?:terror|terrorist|militant|"
    r"armed) group"
)
FIGHTERS_SW = r"magaidi|wanamgambo|kundi (?:hilo|la kigaidi)"
"""Armed groups, whatever they are called; the desk has the names of its own."""


def is_labelled(title: str, summary: str) -> bool:
    """True where a text says of itself that it is no report of the day: "On this day:", "Opinion |", "…: satire"."""
    return any(_LABELLED.search(lowered(text.strip())) for text in (title, summary) if text)


def said_untrue(before: str, after: str) -> bool:
    """True where what stands between is denied, or said of what others tell: "reports that … are false"."""
    if _SAID_UNTRUE.search(before):
        return True
    return _OF_OTHERS.search(before) is not None and IS_FALSE.search(after) is not None


def police_deny(text: str) -> bool:
    """True where the police say of all that was told before that they did not."""
    return _POLICE_DENY.search(text) is not None
