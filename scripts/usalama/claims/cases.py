"""How far a case has come, as the reports of its story say: arrested, released, out on bond, charged, convicted.

``stage_in`` names the furthest step that one text states as done, with the words that say so. It refuses what is only
asked for, planned or expected ("want him charged", "to be charged"), what did not happen ("not charged", "yet to be
arrested"), what somebody denies, a question, the wrong man, bail told as acquittal, one of several who is released or
charge that is dropped, former cases, and the arrest of somebody who then died, was hurt or went missing: that is what
the story is about and no step of its case. Who is released from custody was released, by police or a court, on bond
(``bailed``) or for good, and stands no more accused or cleared for it. It names nobody and never says that somebody did
it: a stage is a report of a procedure.
"""

import re

from usalama.catalogue.actors import Actors
from usalama.claims.case_steps import PAPERS, stated
from usalama.claims.figure_kiswahili import BEASTS as BEASTS_SW
from usalama.claims.figure_people import BEASTS
from usalama.claims.stages import Stage
from usalama.claims.untold import INVENTED, held_by_others, is_denied, is_labelled, played_from, police_deny
from usalama.words.literals import lowered
from usalama.words.numbers import FEW
from usalama.words.text import SENTENCE

_ENDS = ("dropped", "acquitted")  # none convicted; a case that is dropped may be brought again, and is no acquittal
_HELD, _LET_OUT = ("arrested", "rearrested"), ("released", "bailed")
_UNDONE = re.compile(
    r"\b(?:not|nor|never|no one|nobody|none|yet to|be|being|why|"
    r"(?:to|will|shall) (?:now |soon )?(?:produce|present|bring|place)|"
    r"unless|(?:will|shall|to) (?:appear|face|return|stand|answer)|due|"
    r"until|if|whether|once|previously|want\w*|demand\w*|call\w* for|seek\w*|urge\w*|ask(?:s|ed|ing)?|order\w*|"
    r"warrants? for the|orders? the|(?:want|urge|tell)s? \w+ to|wanataka|ataka|wataka|hajakamatwa|hawajakamatwa|"
    r"atakamatwa|watakamatwa)(?:\s+\w+){0,3}\s*$|\bto\s+$|\bno (?:[\w'-]+ ){1,2}(?:(?:has|have|was|were|is|"
    r"are) (?:yet )?(?:been )?)?$|\b(?:could|may|might|would|should|must|can|cannot|will|shall|you|when)\s+$|"
    r"\bto have (?!been\b)(?:\w+ ){1,3}$|\bformer (?:convicts?|prisoners?|inmates?|suspects?)\b|"
    r"\b(?:inmates?|prisoners?|escapees?|fugitives?) (?:who (?:was|were|had been) )?$"
)
_HARDLY = re.compile(
    r"\b(?:not a single|not one|(?<!a )few|hardly|rarely|seldom|scarcely|nearly|almost|narrowly|nusura|wrongly|"
    r"wrongfully|innocent|anyone|anybody|whoever|any(?: [\w'-]+)?|yeyote|anaye\w+|none of|neither of|"
    r"(?:\d ?|\b)(?:%|pc|per ?cent) of|"
    rf"(?:one|two|three|\d) in (?:every )?(?:{FEW}|\d+))(?: [\w'-]+){{0,5}} ?$"
)
"""Nobody is, or was only nearly, or should never have been; or so many are of all the world's."""
_PUNISHED = r"(?:sacked|fired|fined|dismissed|punished|hanged|shot)"
_ANYBODY = re.compile(
    rf"^(?:[\w' .-]+: )?(?!(?:\d+|a|an|one|{FEW}|the|more)\b)(?:[\w-]+ ){{0,2}}?"
    r"(?:those|[\w-]+(?:s|men|people)) (?:who (?:are|were|is|get) )?(?:arrested|nabbed|caught|held|charged|convicted|"
    r"jailed|found guilty) (?:over|for|with|in|on|at|of|while|by|\w+ing)\b[^.;]*\b(?:pay|lose|to lose|"
    rf"(?:will|shall|must|should|can|cannot|won't)(?! (?:be|appear|face)\b(?! {_PUNISHED}))|to be {_PUNISHED})\b|"
    r"\byour rights\b|\b(?:every|each|per) (?:year|month|week|day)\b|\b(?:annually|on average)\b|"
    r"\bsince (?:19|20)\d\d\b|\bstatistics (?:by|from|of|on|shows?)\b"
)
"""Of the whole sentence: what becomes of whoever is caught ("Officers arrested over bribes will be sacked"), or a count
over a time."""
_WHOEVER = re.compile(
    r"\b(?:those|an? person|offenders|wanao\w+|watakao\w+|"
    r"atakaye\w+)(?: [\w'-]+){0,3} ?$"
)
"""A verdict on whoever does a thing is a law."""
_LAW = re.compile(
    r"\b(?:liable to|up to (?:\d+|\w+) years|under the (?:new )?(?:act|law|bill)|offenders|the offence (?:attracts|"
    r"carries)|"
    r"(?:did not|didn't|never) commit(?:ted)?|bill (?:proposes|seeks)|"
    r"should be (?:jailed|sentenced|hanged|given)|are jailed for)\b"
)
_NO_COURT = re.compile(
    r"\b(?:kangaroo|mob|bandits'?|shadow|militants?'?|al[- ]\w+) courts?\b|\belders (?:find|found|fine|jail|"
    r"sentence)\w*\b|"
    r"\bguilty by (?!(?:the |an? )?(?:[\w-]+ ){0,2}(?:courts?|judges?|magistrates?|bench|jury)\b)|"
    r"\bcourt of public opinion\b"
)
"""Whose verdict is none."""
_ALLEGED = re.compile(
    r"\b(?:claims?|claimed|alleges?)(?: that)?(?! to\b| responsibility\b| (?:\w+ )?li(?:fe|ves)\b)(?: [\w'-]+){1,5} ?$|"
    r"\balleged that\b[^,;:]*$|\b(?:says?|said)(?: that)?(?: [\w']+){0,2} (?:rivals?|opponents?|critics?|competitor)\b"
    r"[^,;:]*$"
)
_ALLEGED_AFTER = re.compile(r"^[^.;]*, (?:[\w'-]+ ){0,4}(?:claims?|claimed|alleges?|alleged)\b(?! responsib)")
"""A step on the word of somebody who only claims it is none."""
_LONG_AGO = re.compile(
    r"(?: \w+)? ?(?:in )?(?:19|20)\d\d\b"
    r"(?! (?:(?!(?:for|over|of|with|after|in|on|at|to)\b)[\w'-]+ ){0,3}(?:attack|murder|killing|shooting|raid|robbery|"
    r"massacre|siege|bombing|blast|case|death|abduction|kidnapping|fraud|heist|rape|protest|election)s?\b)",
    re.IGNORECASE,
)
"""Behind a step, when it was; behind the year there is no deed that is called by it."""
_VICTIM = re.compile(r"\b(?:deaths?|died|dies|killed|tortur\w*|murder\w*|surviv\w+|rescued|orphaned|abandon\w*)\b")
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied)|no (?:suspects?|persons?|people|one))\b[^,;:]*$")
_HARM = r"(?:dies?|died|dead|tortur\w+|beaten|beat|clobbered|assaulted|disappear\w*|vanish\w*|missing|killed)"
_THEN_HARMED = re.compile(
    rf"^(?:(?!\b(?:after|as|when|while|over|whose|who|that|for|in connection)\b)[^,;:])*\b{_HARM}\b"
)
_WHY = re.compile(r"\b(?:after|as|when)\b")
_LATER_HARMED = re.compile(rf"\b(?:dies|found dead|(?:and|then) (?:later )?{_HARM})\b")
_HARMED = re.compile(
    rf"\b(?:death|body|victims?|{_HARM})\b[^,;:]*\b(?:after|who|before|since)\b[^,;:]*$"
    r"|^(?:[\w-]+ )?(?:famil(?:y|ies)|kin|relatives|parents|survivors?)\b[^,;:]*\b(?:after|how|since|where)\b[^,;:]*$"
    r"|^victims?\b"
)
_GONE = re.compile(
    r"\b(?:went missing(?! after (?:allegedly|reportedly))|"
    r"(?:died?|dies|dead|death) in (?:a |police |the )*(?:custody|cells?)|"
    r"(?:his|her) body (?:was|lay|is|had))\b"
)
_FREED = re.compile(r"\b(?:frees?|freed|releases?|released)(?: [\w'-]+){0,4} $")
_CLEARED = re.compile(r"\b(?:frees?|freed|acquit(?:s|ted)|clear(?:s|ed)|sets? free)(?: [\w'-]+){1,4} $")
_LET_GO = re.compile(
    r"\b(?:released|freed|set free) (?:without|for (?:want|lack)|after|hours|unconditionally)\b|\b(?:later|then|"
    r"and) (?:released|freed)"
    r"(?! on )|\b(?:released|freed|set free|wa(?:me)?achiliwa)\.?$|\b(?:na|kisha|baadaye) \w*achiliwa(?! kwa dhamana)"
)
_WALKS_FREE = re.compile(
    r"\b(?:freed|set free|walk(?:s|ed)? free|w[io]ns? (?:\w+ )?appeal|quash(?:es|ed)|overturn(?:s|ed)|"
    r"\w*achiliwa huru)\b"
)
_ANSWERS = re.compile(r"^[^.;]{0,25}\b(?:over|in connection|linked|for the (?:murder|death|killing))\b")
_IN_UNIFORM = re.compile(r"\b(?:officers?|policem[ae]n|constables?|cops?|soldiers?|suspects?)(?: \w+){0,3}$")
_SOME_OF = rf"(?:one|two|some|\d+) of (?:the )?(?:\d+|{FEW}|officers|suspects)"
_NOT_THE_END = re.compile(
    r"\b(?:by (?:the )?(?:\w+ )?watchdog|den(?:y|ies|ied) (?:dropping|withdrawing)|"
    r"arrested(?:,| and| but) (?:later |then )?(?:released|freed)|"
    r"free[sd]? (?:[\w'-]+ ){1,4}(?:arrested|nabbed|detained|held)|bail|bond|dhamana|reinstated|revived|re-?arrest\w*|"
    r"(?:arrest|nab|detain|hold)\w* [^.;:]*\bafter (?:\w+ ){0,2}(?:courts?|judges?|acquit|freed)\b|"
    r"who (?:was|were|ha[sd] been) (?:\w+ )?(?:acquitted|cleared|freed)|"
    r"(?:bid|petition|application|request|plea|wants?|seeks?|loses?|asks?) (?:[\w'-]+ ){0,5}(?:dropped|withdrawn|"
    r"dismissed|terminated)|to be (?:dropped|withdrawn|dismissed|terminated)|"
    r"afresh|anew|(?:fresh|new) (?:murder |terror )?charges?|to use \w+ as (?:state )?witness(?:es)?|"
    rf"{_SOME_OF})\b"
)
"""Whoever is out on bail stands accused, and where charges against one of four are dropped three are left."""
_NOT_RELEASED = re.compile(
    r"\b(?:abduct\w*|kidnap\w*|hostages?|capt(?:ors?|ives?|ivity)|ransom|militants?|bandits?|"
    r"\w*tekwa(?: nyara)?|watekaji|traffickers|slaves?|slavery|mateka|wanamgambo|magaidi|re-?arrest\w*|"
    r"(?:bond|bail|charge|custody) (?:arrested|nabbed)|pardon\w*|amnesty|parole|msamaha|di(?:es|ed)|"
    r"dead|(?:is|was|were) (?:killed|murdered)|"
    rf"{_SOME_OF}|"
    r"(?:remain|still|others?|rest|wengine|bado) (?:[\w'-]+ ){0,3}(?:custody|cells?|held|detained|\w*zuiliwa)|"
    r"(?:had (?:earlier |just |been )*|who (?:was|were|is|are|had) |out |(?:hours|days|weeks|months|years) after )"
    r"(?:been )?(?:freed|released)|denied (?:bail|bond)|on condition|video|footage|dossier|"
    r"(?:mistakenly|erroneously) (?:freed|released)|often|always|usually|residents complain|criminals)\b"
)
"""Captives are no suspects, a pardon comes after a verdict, and where one of four goes three are held."""
_ASIDE = re.compile(
    r"(?: (?:last|in|a|two|three) (?:year|month|week|\w+ ago))? (?:is |was )?(?:found|kills?|killed|rapes?|attacks?|"
    r"flees?|fled|escapes?|vanish\w*|missing|murdered|jailed|skips?|jumps?|absconds?|tortured)\b"
)
"""What somebody who was let go before did, or had done to him: "Man freed on bond found murdered"."""
_WRONG_ONE = re.compile(
    r"\b(?:wrong (?:m[ae]n|wom[ae]n|persons?|people|suspects?)|namesakes?|mistaken identity|kimakosa)\b"
)
_FORCES_DENY = re.compile(
    r"^(?:the )?(?:police(?! (?:officers?|constables?)\b)|army|military|government|state|ministry|polisi|"
    r"serikali|jeshi)\b[^,;:]{0,20}"
    r"(?:den(?:y|ies|ied)|kanusha)"
)
"""What a force or a government denies are accusations and no charges."""
_CAUGHT = rf"(?:{BEASTS}|motor(?:bike|cycle)|car|lorry|truck|trailer|boat)s?"
_BEAST = re.compile(
    r"(?:^|[,:;] |\b(?:as|after) )(?:(?:an?|the|one|two|three|four|five|\d+|stray|stolen|rogue|wounded|injured|"
    rf"escaped|killer|man-eating|lost|giant|wild) ){{0,3}}(?:{_CAUGHT}(?: (?:that|which)\b[^,;:]*)?|"
    rf"{BEASTS_SW}(?: (?:ali|wali|ana|wana)\w+(?: [\w']+){{0,4}})?) ?$"
)
"""An animal that is caught is nobody's case, nor is a motorbike; one "suspect" or "trio" behind it is."""
_SOMEBODY = re.compile(r"(?:suspects?|accused|m[ae]n|wom[ae]n|couple|pair|trio|duo|officers?|drivers?)\b")
_GIVES_UP = re.compile(r"surrender|jisalimisha")
_QUITS = re.compile(
    r"\b(?:(?:an?|the|under|government|state|presidential) amnesty(?! (?:international|report|wants?|calls?|says?)\b)|"
    r"amnesty (?:deal|offer|programme|deadline|period)|msamaha wa (?:rais|serikali|siku|muda|jumla)|kuachana na|"
    r"(?:quit|quits|quitting|leave|leaving) (?:crime|gangs?|banditry)|renounc\w+)\b"
)
"""Who gives himself up by an amnesty, or to leave his gang, is no suspect who is held; who killed is."""
_KILLER = re.compile(r"\b(?:murder\w*|killers?|mauaji|(?:aliye|walio)(?:mu?|wa)?ua)\b")
_KEPT = re.compile(r"\bheld\b|^captured|custody")
_THING = (
    r"(?:guns?|rifles?|firearms?|weapons?|cattle|cows?|goats?|livestock|animals?|cash|money|vehicles?|cars?|lorr(?:y|ies)|"
    r"motorcycles?|exhibits?|phones?|drugs?|documents?|evidence|ivory|bhang)"
)
_LINKS = r"(?:with|over|for|of|in|on|about|into|after|from|by|at|to|who|whose|that|which)"
_NOBODY = re.compile(
    r"\b(?:talks?|meetings?|prayers?|vigils?|rall(?:y|ies)|demos?|demonstrations?|protests?|funerals?|hearings?|"
    r"hideouts?|camps?|towns?|villages?|bases?|services?|elections?|polls?|conference|forum|inquest|session|debate|"
    rf"burials?|mass|ceremony|memorial|march|{_THING})"
    r"(?: (?:of|for|by) (?:(?!(?:as|after|while|when|and|but)\b)[\w'-]+ ){1,5}?| )"
    r"(?:(?:being|was|were|is|are|held|kept) )*$"
)
"""Meetings are held, and the burial of an officer, towns captured, and things in custody."""
_IS_A_THING = re.compile(
    rf"(?:^|[,:;] )(?:\w+ed )?(?:(?!(?:{_LINKS}|\w+ed)\b)[\w'.-]+ ){{0,4}}?"
    rf"(?:{_THING}|{PAPERS}|\w*\d[\d.,]*(?:bn|m| [bm]illion)) "
    rf"(?:(?:{_LINKS}|was|were|is|are|\w+ed|held|kept) [^,:;]*)?$"
)
"""What is released and was no suspect: a thing of which a clause tells, and not one that a suspect had."""
_LOOK_BACK = 40
_QUOTED, _REST = 4, 2  # three words and the gap on each side; so few as the last two of a sentence are not left out


def stage_in(title: str, summary: str, actors: Actors) -> Stage | None:
    """Return the furthest step that the text states as done, in either language; None where it states none."""
    sentences = [sentence for text in (title, summary) for sentence in SENTENCE.split(text) if sentence]
    lows = [lowered(sentence) for sentence in sentences]
    whole = " ".join(lows)
    is_denied = police_deny(whole)
    for stage, pattern in stated(actors).items():
        if stage in _HELD and is_denied:
            continue
        # Where the headline's man walks free, the excerpt says what he had been jailed for.
        is_past = stage == "convicted" and _WALKS_FREE.search(lowered(title)) is not None
        for sentence, low in zip(sentences, lows, strict=True):
            if is_past and sentence not in title:
                continue
            for found in pattern.finditer(low):
                if _may_state(stage, low) and not (
                    _unsaid(stage, sentence, low, found) or _undone(stage, low, found, whole, actors)
                ):
                    step = Stage(stage, *quoted(sentence, found.start(), found.end()))
                    return None if is_labelled(title, summary) else step
    return None


def _may_state(stage: str, sentence: str) -> bool:
    """False for a question, an invention, the wrong man, and for what this step in particular is not told by."""
    if sentence.endswith("?") or any(one.search(sentence) for one in (_WRONG_ONE, INVENTED, _ANYBODY)):
        return False
    if stage == "charged":
        return _FORCES_DENY.search(sentence) is None
    if stage in _LET_OUT:
        return _NOT_RELEASED.search(sentence) is None
    if stage in _ENDS and _NOT_THE_END.search(sentence):
        return False
    if stage == "convicted" and _LAW.search(sentence):
        return False
    return stage in _HELD or _NO_COURT.search(sentence) is None


def _undone(stage: str, sentence: str, found: re.Match[str], text: str, actors: Actors) -> bool:
    """True where nobody is held any more or whoever was came to harm, and where a verdict was overturned."""
    if stage in _HELD:
        is_no_arrest = held_by_others(sentence, *found.span(), actors.either("group"))
        return is_no_arrest or _of_a_victim(sentence, found, text)
    if stage in _LET_OUT:
        before = sentence[: found.start()]
        return bool(_IS_A_THING.search(before) or _of_a_beast(before, found) or _ASIDE.match(sentence, found.end()))
    return stage == "convicted" and _overturned(sentence, found, actors)


def _unsaid(stage: str, sentence: str, low: str, found: re.Match[str]) -> bool:
    """True where the step is wished for, long past, nobody's, only claimed or said to be untrue."""
    before, after = low[max(0, found.start() - _LOOK_BACK) : found.start()], low[found.end() :]
    if _UNDONE.search(before) or _HARDLY.search(before) or is_denied(low[: found.start()], after):
        return True
    if _LONG_AGO.match(sentence[found.end() :]) or (stage == "convicted" and _WHOEVER.search(before)):
        return True
    return _ALLEGED.search(before) is not None or _ALLEGED_AFTER.search(after) is not None


def _of_a_victim(sentence: str, found: re.Match[str], text: str) -> bool:
    """True where nobody is held any more, or whoever was held came to harm: "arrested and found dead in a cell"."""
    before, after = sentence[: found.start()], sentence[found.end() :]
    if (
        (_GIVES_UP.search(found[0]) and _QUITS.search(text) and not _KILLER.search(text))
        or _of_a_beast(before, found)
        or (_KEPT.search(found[0]) and _NOBODY.search(before))
    ):
        return True
    near = before if before.endswith(" while ") else before[-_LOOK_BACK:]
    if "custody" in found[0] and _VICTIM.search(near) and " behind " not in before:
        return True  # "the death of a man in police custody"; a child who survived is in their care
    if _DENIED.search(before) or _HARMED.search(before):
        return True
    is_again = "re-" in found[0] or "rearrest" in found[0]  # who is arrested again was free
    if _LET_GO.search(after) or (not is_again and _FREED.search(before) and not _NOT_THE_END.search(after)):
        return True
    if not _WHY.search(found[0] + after) and (_THEN_HARMED.search(after) or _LATER_HARMED.search(after)):
        return True
    return bool(_GONE.search(text)) and not (_ANSWERS.search(found[0] + after) or _IN_UNIFORM.search(before + found[0]))


def _of_a_beast(before: str, found: re.Match[str]) -> bool:
    """True where it is an animal or a motorbike that is caught or let go, and not who has to do with one."""
    return _BEAST.search(before) is not None and _SOMEBODY.match(found[0]) is None


def _overturned(sentence: str, found: re.Match[str], actors: Actors) -> bool:
    """True where an acquittal comes before: "court acquits man jailed for robbery"; or who was jailed walks free."""
    acquitted = stated(actors)["acquitted"].search(sentence)
    is_undone = acquitted is not None and acquitted.start() < found.start()
    is_undone = is_undone or _CLEARED.search(sentence[: found.start()]) is not None
    # Acquitted of one thing but convicted of another, somebody is convicted.
    return (is_undone and not found[0].startswith("but ")) or bool(_WALKS_FREE.search(sentence, found.end()))


def quoted(sentence: str, start: int, end: int) -> tuple[str, tuple[bool, bool]]:
    """Return the found words with some on each side, exactly as they stand, and which sides are cut."""
    before, after = sentence[:start].split(" "), sentence[end:].split(" ")
    cut = len(before) > _QUOTED + _REST, len(after) > _QUOTED + _REST
    left = " ".join(before[-_QUOTED:]) if cut[0] else sentence[:start]
    if cut[0] and (played := played_from(lowered(sentence[:start]))) is not None:
        left = sentence[min(played, start - len(left)) : start]
    right = " ".join(after[:_QUOTED]) if cut[1] else sentence[end:]
    return f"{left}{sentence[start:end]}{right}".strip(" ,.;:"), cut
