"""What is told and yet no news of something done: labels of other kinds of text, what is said to be untrue, inventions.

Tolls, steps of cases and pledges ask here, each in its own way. All is for words in small letters, whether commas stand
by themselves in them or not. It says nothing of who is right: where one says it and another denies it, nothing is read.
"""

import re
from functools import lru_cache

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
_TELLING = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|news|stor(?:y|ies)|(?:facebook |social media )?posts?|tales?|"
    r"assertions?|confessions?|videos?|photos?|pictures?|images?|clips?|stat(?:istics|ements?)|madai|"
    r"tolls?|figures?|habari|taarifa|ripoti|uvumi|idadi)"
)
_FALSE = (
    r"(?:false|fake|untrue|not true|an? lie|lies|an? hoax|rumou?rs|propaganda|baseless|unfounded|exaggerated|"
    r"misleading|made up|fabricated|debunked|doctored)"
)
_IS_FALSE = re.compile(
    rf"\b(?:is|are|was|were|been|as)(?: all| just| entirely| completely| totally| greatly)? {_FALSE}\b|"
    r"\b(?:ni|zilikuwa|yalikuwa) (?:[zywu]a )?(?:uongo|urongo|uzushi|uvumi|kupotosha)\b|\bsi (?:za |ya )?kweli\b"
)
"""Of a sentence that tells what others tell."""
_FALSE_BEHIND = re.compile(rf"\b{_FALSE}(?:$|\.$| ?,|(?: -)?(?: [\w'-]+){{1,3}}$)|\b(?:is|are) old\b")
"""The same as headlines have it: "Claims that … false, police say"."""
_OF_OTHERS = re.compile(rf"\b{_TELLING}\b")
_DENIES = (
    r"(?:den(?:y|ies)|dismiss(?:es|ed)?|rubbish(?:es|ed)?|refut(?:es?|ed)|rejects?|rejected|disput(?:es?|ed)|"
    r"debunk(?:s|ed)?|laugh(?:s|ed) off|scoffs? at|brush(?:es|ed) (?:off|aside)|retract(?:s|ed)?|withdr(?:aws?|ew)|"
    r"apologi[sz](?:es|ed)|\w*kanush[aw]\w*)"
)
_TOLD = r"said|reported|put|announced|indicated|claimed|stated|believed|estimated|confirmed|stood"
_SAID_UNTRUE = re.compile(
    rf"(?:\b(?<!who )den(?:y|ies)\b|\bdenied (?:that|{_TELLING})\b|"
    rf"\b{_DENIES} (?:as \w+ |for |the |his |her |their |all |earlier )*(?:{_TELLING}|saying|killing)\b|"
    rf"\brumou?rs? (?:that|of)\b|\b(?:false|fake|misleading|unverified|viral|ai-generated|doctored) {_TELLING}\b|"
    r"\bnot true\b|"
    r"\b\w*kanusha (?:madai |habari |taarifa |uvumi )?(?:kuwa|kwamba)\b|\bsi kweli\b|"
    r"\b(?:ya|i|wa|a|li)?(?:me|li)?kana (?:kuwa|kwamba)\b|"
    r"\buvumi (?:kuwa|kwamba|wa)\b|"
    r"\b(?:we|this paper) (?:had )?(?:earlier |previously |wrongly )?reported\b|\btuli(?:kuwa tume)?ripoti\b|"
    r"\bearlier (?:reports?|versions?(?: of [\w ]+?)?) (?:had )?(?:said|put|indicated|claimed|stated)\b|"
    rf"\b(?:initially|originally|at first|first|earlier) (?:had )?(?:{_TOLD})\b|"
    r"\bawali (?:[\w']+ ){0,4}?\w*(?:sema|ripotiwa|ripoti|tangaza|dai|eleza)\b|\b\w*(?:sema|ripoti|dai|eleza) awali\b|"
    rf"\b(?:contrary to|kinyume na) (?:[\w'-]+ )?{_TELLING}\b|"
    rf"\b(?:nobody|no (?:one|deaths?|arrests?)|hakuna\w*) .*\b(?:of|on|about|over|after|to|kuhusu|kufuatia|kwa) "
    rf"(?:the |earlier )?{_TELLING}\b|"
    rf"\b(?:falsely|wrongly|erroneously) (?:reported|claimed|said)\b|"
    rf"\b(?:suit|sues?|sued|regrets?|apolog\w+|damages|defam\w+) [^,;:]*\b{_TELLING}\b)"
    r"(?:[^,;:]|,(?=\d))*$"
)
_DENIED_BEHIND = re.compile(
    r" ?, (?:[\w'-]+ ){0,5}(?:den(?:y|ies|ied)|dismiss(?:es|ed)?|refutes?|refuted|disputes?|disputed)"
    r"(?: it| this| that)?(?: the)?(?: (?:claims?|reports?|toll|figures?|numbers?|deaths))?\.?$|"
    r" ?, (?:[\w'-]+ ){1,4}(?:wa|ya|a|i|ali|wali|ili|wame|ame|ime|yame)(?:kana|kanusha|pinga)"
    r"(?: (?:madai|habari|ripoti|taarifa|idadi)(?: \w+)?)?\.?$"
)
"""Who denies in the end what the sentence began with: "Nine shot dead, police deny"."""
_POLICE_DENY = re.compile(
    r"[,;.] (?:but )?(?:the )?(?:police|authorities|polisi) (?:den(?:y|ies|ied)|wa(?:me)?kanusha)"
    r"(?: it| th(?:is|at|e arrests?)| (?:holding|arresting)[^.;]*| madai(?: hayo)?)?(?:[.;]|$)"
)
INVENTED = re.compile(
    r"\b(?:drills?|simulat\w*|mock (?:attack|raid|exercise|court|trial)|(?:in|of|for) (?:the|an?|his|her|their|this) "
    r"(?:new )?(?:play|drama|documentary|series(?! of)|dream)|"
    r"(?:in|on|of|for) (?:(?!police\b)[\w'-]+ ){0,2}(?:film|movie|"
    r"novel|skit|comedy|thriller|telenovela|moot court|screen|school play|(?:tv|netflix|crime|prison|radio|"
    r"television) (?:drama|series|play|show))(?! (?:set|crew|studio|maker|piracy|festival|theft|location)\w*)|"
    r"(?:katika|kwenye|ya) (?:\w+ )?(?:filamu|tamthilia|riwaya|mchezo wa kuigiza|kipindi cha (?:runinga|"
    r"televisheni))|dreams? (?:that )?(?:s?he|they)|"
    r"dreamt|dreamed|video game|prophesie[ds]|prophecy|predict(?:s|ed))\b"
)
"""Of a sentence: what it tells of was played, written or dreamt."""
FIGHTERS = (
    r"militants?|militia(?:men)?|insurgents?|jihadists?|islamic state|the group|(?:the )?(?:terror|terrorist|militant|"
    r"armed) group"
)
FIGHTERS_SW = r"magaidi|wanamgambo|kundi (?:hilo|la kigaidi)"
"""Armed groups, whatever they are called; the desk has the names of its own."""
_CROWD = (
    r"residents?|villagers?|locals|neighbou?rs|(?:mob|crowd)s?|members of (?:the )?public|the public|citizens|students|"
    r"(?:(?:boda ?boda|matatu|taxi) )?(?:riders|operators|crews?)|traders|wananchi|mwananchi|raia|wakazi|wenyeji|"
    r"vigilantes?|youths|worshippers|church members|(?:security|night) guards|watchm[ae]n|nyumba kumi(?: members)?|"
    r"wana(?:kijiji|vijiji)|majirani|umati|vijana|waumini|walinzi|"
    r"(?:wahudumu|waendeshaji) wa (?:boda ?boda|pikipiki)|(?:ma)?boda ?boda|"
    r"wanafunzi"
)
"""Whoever holds a suspect until police come arrests nobody in the law's name, and mostly worse befalls him."""


@lru_cache(maxsize=8)
def _captors(groups: str) -> re.Pattern[str]:
    who = (
        rf"(?:{FIGHTERS}|{FIGHTERS_SW}|{groups}|{_CROWD}|bandits|gunmen|robbers|pirates|rebels|majangili|majambazi|genge|"
        r"(?:fake|bogus) \w+|polisi bandia)(?: (?:dressed|posing|disguised) (?:as|in)(?: [\w-]+){1,3}?)?"
    )
    return re.compile(
        rf"\b{who}(?: (?:fighters|militants|gunmen|have|has|had|also|(?:of|in|wa|katika) [\w'-]+))* "
        r"(?:(?:arrest|nab|apprehend|detain|captur|seiz|hold)\w*(?! (?:in|at|on|over|for|with|after|by|as|near|from|"
        r"during|while|and|but|when|outside|inside|police|last|this|\w+day)\b) [\w#]|"
        r"\w*(?:kamata|nasa|zuilia|tia) [\w#])"
        rf"|\b(?:(?:in|at|near|on) [\w'-]+ )?by (?:the |an? )?(?:suspected |angry |irate |local )?{who}\b"
        rf"|\b(?:(?:katika |huko )?(?!na )[\w'-]+ )?na {who}\b"
        r"|\b(?:cctv|cameras?|videos?|kamera|picha)(?: (?:za|ya|la) [\w'-]+)? (?:nabs?\b|nabbed|\w*nasa [\w#])"
        r"|naswa (?:na|kwa|kwenye) (?:kamera|cctv|video)\b|nabbed (?:by|on) (?:cctv|camera|video)\b"
    )


def held_by_others(text: str, start: int, end: int, groups: str) -> bool:
    """True where a crowd, an armed group or a camera holds whom that stretch tells to be held: nobody is arrested.

    ``groups`` are the names of the desk's, as an expression.
    """
    return any(start < each.end() and each.start() <= end + 1 for each in _captors(groups).finditer(text))


def is_labelled(title: str, summary: str) -> bool:
    """True where a text says of itself that it is no report of the day: "On this day:", "Opinion |", "…: satire"."""
    return any(_LABELLED.search(lowered(text.strip())) for text in (title, summary) if text)


def is_denied(before: str, after: str) -> bool:
    """True where what stands between is denied, before or behind, or told of what others tell: "… are false"."""
    if _SAID_UNTRUE.search(before) or _DENIED_BEHIND.search(after):
        return True
    is_told = _OF_OTHERS.search(before) is not None
    return is_told and (_IS_FALSE.search(after) is not None or _FALSE_BEHIND.search(after) is not None)


_PUT_RIGHT = r"(?:corrections?|clarification|retraction|retracted|apology|marekebisho|masahihisho)"
_TAKES_BACK = re.compile(rf"^[\[(]?{_PUT_RIGHT}[\])]?\s?[:|\])]")
_CORRECTS = re.compile(
    rf"^[\[(]?(?:{_UNTRUE})[\])]?\s?[:|\])]|"
    r"\b(?:hoax|false alarm|never happened|did not happen|hai?kutokea|(?:wa|ya|a|la|i|wame|ame)kanusha|"
    r"(?<!who )den(?:y|ies))\b"
)


@lru_cache(maxsize=4096)  # a headline is looked at for its pages in every language
def denies(title: str) -> bool:
    """True where a headline says that what was told is untrue, denied or put right: readers of that should see it."""
    low = lowered(title.strip())
    return takes_back(title) or _CORRECTS.search(low) is not None or is_denied(low, low)


def takes_back(title: str) -> bool:
    """True where a headline begins as one that puts right what its own outlet told: "Correction: …".

    "Fact check: …" is about what others told.
    """
    return _TAKES_BACK.match(lowered(title.strip())) is not None


_PLAYED = re.compile(
    r"\b(?:fake|bogus|phoney|self-(?:styled|proclaimed)|impost[eo]r|purported|(?:pos(?:ing|ed)|masquerad\w+|disguised|"
    r"dressed) as|pretend\w* to be|impersonat\w+|\w*(?:jifanya|jidai|jiita)(?: kuwa)?)(?: an?)?(?: [\w'-]+){0,2} $"
)
_IS_PLAYED = re.compile(r"(?:[\w'-]+ ){1,3}(?:bandia|feki|ghushi|impost[eo]rs?|impersonators?)\b")

_FORMERLY = re.compile(
    r"\b(?:(?:former |ex-|retired |aliyekuwa )(?:(?!(?:and|or|but|as|by|of|on|who|whose|says?|said)\b)[\w'’-]+ ){0,2}|"
    r"(?:no|nobody from|none of) (?:the )?)$"
)
_NO_MORE = re.compile(r"\baliyekuwa |\b(?:m|wa)staafu\b|\b[wz]a zamani\b")


def is_past(before: str, said: str) -> bool:
    """True where who speaks held the office once, by what stands before it or, in Kiswahili, behind; or nobody does."""
    return _FORMERLY.search(before) is not None or _NO_MORE.search(said) is not None


def played_from(before: str, said: str = "") -> int | None:
    """Return where the words begin by which whoever comes next is no officer: "a man posing as a" officer."""
    found = _PLAYED.search(before)
    return found.start() if found else len(before) if _IS_PLAYED.match(said) else None


def police_deny(text: str) -> bool:
    """True where the police say of all that was told before that they did not."""
    return _POLICE_DENY.search(text) is not None
