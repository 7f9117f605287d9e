"""What a promise on security is about: recruitment, welfare, technology, equipment, funding or operations; and by when.

The words by which a subject is known, in the order in which they are asked for; English words begin at a word's edge,
Kiswahili roots stand behind their prefixes. A promise whose subject is in doubt has none.
"""

import re
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.words.months import ANY
from usalama.words.numbers import FEW

_MOVED = re.compile(
    r"(?:re)?(?:deploy|send|withdraw|station|post)(?:ed|ing)? (?:[\w,]+ ){0,3}?(?:police|officers|troops|soldiers|"
    r"reservists|forces)\b",
    re.IGNORECASE,
)
"""Who is sent somewhere is on an operation, however many more they are."""
_ENGLISH = {
    "recruitment": r"(?:recruit|re-?hire|hire|employ)(?!.*(?:teacher|doctor|nurse|clerk|intern))|"
    rf"(?:more|new|additional|\d+|{FEW}|hundred|thousand|number of) (?:police )?(?:officers|reservists)"
    r"(?!.*\b(?:deploy|sen[dt]|post|pay|cover|arm|salar|promot|who have))",
    "welfare": r"hous(?:e|es|ing)|welfare|stipend|salar|pa(?:y|id)\b|allowance|insur(?:e|ance)|medical|counsel|"
    r"mental|^(?:(?! (?:at|in|near|outside|around) ).)*?hospital|promot|"
    r"pension|compensat|famil",
    "technology": r"drone|scanner|jammer|radar|internet|cctv|camera|digital|digiti[sz]|forensic|laborator|radio|"
    r"surveillance|occurrence books?|plate readers?|database|"
    r"biometric|systems?\b|body-?worn|technolog|app\b",
    "equipment": r"vehicle|patrol cars?\b|cars\b|trucks?\b|vans\b|pick-?ups?\b|motorbike|land cruiser|helicopter|"
    r"chopper|armoured|apcs?|carriers\b|weapon|rifle|firearm|gun|ammunition|vest|helmet|body armour|uniform|gear|"
    r"fuel\b|pepper spray|stun gun|teargas|equip|"
    r"boats?\b|motorcycle|kit\b|aircraft",
    "funding": r"million|billion|fund|budget|(?<!mobile )money|allocat",
    "operations": r"rustl(?:ing|ers?)|insecurity|violence|attacks|raid(?:s|ers)|troops|withdraw|operation|deploy|"
    r"patrol|station|"
    r"post|camp|border|bandit|disarm|crackdown|curfew|terror|gang|unit|roadblocks?|barracks|soldiers|\bdesks?\b|"
    r"\bbases?\b|"
    r"outpost|airstrip|security road",
}
_PLAIN = re.compile(r"\b(?:security|crime|peace|fence|wall|officers|reservists|police|militar|road)", re.IGNORECASE)
"""Words of an operation that many another thing has too."""
_DONE = re.compile(
    r"(?:(?:re)?deploy|send|station|post|withdraw|pull out|patrol|escort|end|ending|crush|eradicate|flush out|disarm|"
    r"tackle|combat|secure|step up|beef up|boost|strengthen|enhance|improve|increase|double|raise|(?:re-?)?open|"
    r"establish|set up|create|build|construct|erect|put up|expand|fence|launch|introduce|reform|train|complete|clear|"
    r"reinstate|install|move|share|relocate|mount|keep|protect(?! (?:his|her|its|their)\b)|"
    r"[\w',-][\w', -]*? (?:will|would|to|shall) )",
    re.IGNORECASE,
)
"""Deeds of an operation; what is given has to be known by its own words."""
_DONE_TO = re.compile(
    r" (?:will|would|shall) be "
    r"(?:constructed|built|established|set up|distributed|delivered|formed|created|given|completed)",
    re.IGNORECASE,
)
"""A bridge that will be built by a camp is no operation: there it is what stands before this that tells."""
_OURS = (
    r"(?:police|polic(?:ing|e(?:wo)?men)|officers?|soldiers?|troops|reservists?|rangers?|warders?|prisons?|constables?|"
    r"recruits?|cops?|army|military|coast guard|guards?|askaris?|chiefs?|navy|air ?force|airwing|defence|security|"
    r"insecurity|bandit\w*|raid\w*|rustl\w*|attacks?|terror\w*|border|forensic|firearms?|guns?|rifles?|patrols?|"
    r"armoured|cctv|crime|criminals?|gangs?|slain|camps?|peace|forces?|intelligence|detectives?|anti-\w+|"
    r"surveillance|interior|inspector|disarm\w*|deploy\w*|stations?|street cameras|occurrence books?|"
    r"abductions?|airstrip)"
)
"""Words of security, one of which stands in each pledge on it."""
_KISWAHILI = {
    "recruitment": r"ajiri|makurutu|maafisa wapya",
    "welfare": r"nyumba|makazi|mishahara|mshahara|marupurupu|bima|maslahi|fidia",
    "technology": r"droni|kamera|kidijitali|mitambo|teknolojia",
    "equipment": r"magari|silaha|helikopta|ndege|vifaa|bunduki|sare|boti|pikipiki|helmeti|mafuta",
    "funding": r"milioni|bilioni|fedha|bajeti|pesa",
    "operations": r"maafisa|askari|polisi|usalama|operesheni|kituo|kambi|kikosi|vikosi|mpaka|majangili|doria|wanajeshi|"
    r"ujangili|uhalifu",
}
_CARE = re.compile(r"\b(?:pay|medical cover|allowances?|insurance|salar(?:y|ies))\b.*\b(?:for|to|of) ", re.IGNORECASE)
"""What is given to officers is welfare, whoever they are."""
_OF_WHAT = re.compile(
    r".+?(?= (?:for|at|in|on|along|near|outside|beside|opposite|next to|from|across|against|within|before|by|to)\b|$)",
    re.IGNORECASE,
)
"""What is promised, without where, when and for whom."""


class Subjects(NamedTuple):
    """How one language tells what a promise is about."""

    grant: re.Pattern[str]  # a sum at its start
    named: tuple[tuple[str, re.Pattern[str]], ...]  # in the order in which they are asked for
    ours: re.Pattern[str] | None
    """One of these stands in each pledge; none where words of care, of security and of deeds are not known."""

    def of(self, what: str, sentence: str) -> str:
        """Return the subject of ``what`` a sentence promises; "" where it is in doubt, or not on security."""
        if self.ours and not self.ours.search(sentence):
            return ""
        if _MOVED.match(what):
            return "operations"
        if self.grant.match(what):
            return "funding"
        return "welfare" if self.ours and _CARE.search(what) else self._by_words(what)

    def _by_words(self, what: str) -> str:
        head = _OF_WHAT.match(what) if self.ours else None
        found = (self._first(head[0], what) if head else "") or self._first(what, what)
        if not self.ours or found not in {"", "operations"} or (head and self._first(head[0], what)):
            return found
        # Where something is, and whom it is for, says nothing of what it is: there the deed has to.
        is_done_to = head is not None and _DONE_TO.search(head[0])
        plain = _PLAIN.search(head[0]) if head and is_done_to else found or _PLAIN.search(what)
        return "operations" if plain and _DONE.match(what) else ""

    def _first(self, text: str, whole: str) -> str:
        return next((name for name, words in self.named if words.search(text) and words.search(whole)), "")


def subjects_of(actors: Actors, language: str) -> Subjects:
    """Return how a language tells it, with the desk's own words for sums and places of operations."""
    swahili = language == "sw"
    edge = "" if swahili else r"\b"  # a Kiswahili root stands behind its prefixes
    sums = f"(?:{actors.either('money', 'sw' if swahili else 'en')})"
    more = {"funding": rf"\b{sums}(?:\s?\d|\b)"} | ({} if swahili else {"operations": actors.either("operations")})
    named = (
        (name, re.compile(rf"{edge}(?:{words}|{more.get(name, '(?!)')})", re.IGNORECASE))
        for name, words in (_KISWAHILI if swahili else _ENGLISH).items()
    )
    grant = rf"{sums}\s?\d|(?:releas|allocat|disburs|spend|set aside)\w* (?:{sums}|\d)"
    ours = rf"\b(?:{_OURS}|{actors.either('force')}|{actors.either('operations')})\b"
    return Subjects(
        re.compile(grant, re.IGNORECASE), tuple(named), None if swahili else re.compile(ours, re.IGNORECASE)
    )


_MONTH = f"(?:{ANY})"
_FEAST = r"(?:christmas|easter|ramadan|the holidays|the festive season)"
_SPAN = r"(?:year|month|week|financial year|fiscal year)"
_DAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_COUNT = rf"(?:\d+|an?|one|{FEW}|twelve)"
_POINT = (
    rf"(?:(?:the )?\d{{4}} (?:polls|elections?)|(?:early |mid-?|late )?(?:{_MONTH}|{_FEAST})(?: \d{{4}})?|"
    rf"\d{{4}}(?:/\d{{2,4}})?|next {_SPAN}|(?:this |the )?{_SPAN}(?:'s)?[- ]end|(?:this |the )?{_SPAN}|{_DAY})"
)
_DUE = (
    rf"(?:by|before) (?:the )?(?:end of )?(?:the )?{_POINT}|"
    rf"(?:within|in) (?:the (?:next|coming) )?{_COUNT} (?:days?|weeks?|months?|years?)|"
    rf"in the (?:new year|(?:coming|next) (?:financial )?(?:years?|months?|weeks?|days))|"
    rf"in (?:{_MONTH}(?: \d{{4}})?|\d{{4}})|from (?:{_MONTH}(?: \d{{4}})?|next {_SPAN}|{_DAY})|"
    rf"(?:between|from) {_MONTH} (?:and|to) {_MONTH}(?: \d{{4}})?|"
    rf"when (?:[\w'-]+ ){{1,3}}(?:(?:re-?)?opens?|returns?|resumes?|ends?)|(?:next|this) {_SPAN}|"
    rf"starting {_POINT}|on {_DAY}|within the {_SPAN}|"
    # Whatever comes after “before” at the end is a time, but for those whom somebody has to face.
    r"before (?!(?:the |an? )?(?:courts?|committee|mps|parliament|senat\w+|judge|magistrate|panel|commission)\b)"
    r"(?:the )?[\w'-]+(?: [\w'-]+)?(?=$|,)"
)
ENGLISH = re.compile(rf"\b(?:{_DUE})(?!\w)", re.IGNORECASE)
_MWEZI = r"(?:januari|februari|machi|aprili|mei|juni|julai|agosti|septemba|oktoba|novemba|desemba)"
KISWAHILI = re.compile(
    rf"\b(?:kufikia|kabla ya|ifikapo|mwishoni mwa|ndani ya)(?: \w+){{1,3}}|"
    rf"\b(?:mwaka|mwezi|wiki) (?:ujao|huu|ijayo|hii|kesho)\b|\bmwakani\b|"
    rf"\b(?:kuanzia )?mwezi (?:wa )?{_MWEZI}\b|\bkuanzia {_MWEZI}\b|\bjumatatu ijayo\b",
    re.IGNORECASE,
)
