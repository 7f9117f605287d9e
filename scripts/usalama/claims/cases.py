"""How far a case has come, as the reports of its story say: arrested, charged, acquitted, convicted.

``stage_in`` names the furthest step that one text states as done, with the words that say
so; ``status_of`` takes the newest statement of a story. It refuses what is only asked for, planned or expected ("want
him charged", "to be charged"), what did not happen ("not charged", "yet to be arrested"), what somebody denies, a
question, the wrong man, bail told as freedom, one of several charges that is dropped, former cases, and the arrest of
somebody who then died, was hurt, went missing or was let go: that is what the story is about and no step of its
case; a release is no step. It names nobody and never says that somebody did it: a stage is a report of a procedure.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.words.literals import lowered

STAGES = ("", "reported", "arrested", "charged", "acquitted", "convicted")
_SOMEBODY = (
    r"(?:officers?|constables?|cops?|soldiers?|warders?|{officers}|chiefs?|men|man|wom[ae]n|couple|suspects?|accused|gang|pair|trio|"
    r"two|three|four|five|six|seven|eight|\d+)"
)
_PASSIVE = r"(?:was|were|been|is|are|got)"
_ACCUSED = r"(?:accused|suspects?|s?he|man|men|woman|couple|pair|trio)"
"""Whose denial of a killing is a plea; that of police or a governor answers no charge."""
_BENCH = r"(?:court|judge|magistrate)s?"
_FORCE = (
    r"(?:police|detectives|officers|sleuths|authorities|rangers|troops|{forces})(?: (?:officers|detectives|sleuths))?"
    r" (?:have |has )?(?:(?:on|last) \w+ (?:night |morning |evening )?|yesterday |today )?"
)
"""What stands in {} here and below is filled in with the desk's own names."""
_TERM = r"(?:\d+|life|death|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)"
_TASK = r"(?:special|protect|ensur|the (?:respons|duty|task))"  # what a guard may be charged with
_WHERE = r"(?:with|in(?! their tracks)|over|at|for|while|after|during|near|by|as|on)"
_RULES: dict[str, tuple[str, ...]] = {
    "convicted": (
        r"found (?:guilty|culpable)|finds? (?:\w+ ){1,6}guilty",
        rf"{_PASSIVE} (?:convicted|sentenced|jailed)",
        r"(?:jailed|sentenced) (?:for|to|over)",
        (
            rf"{_BENCH} (?:has |have )?(?:convicts?|convicted|jails?|jailed|sentences?|sentenced)"
            r"(?! (?:no one|nobody|none))"
        ),
        r"convicted (?:of|for|over)|(?:to|will) serve (?:life|\d+ years)",
        rf"(?:{_SOMEBODY}|one) (?:convicted|jailed)(?=[,;]| and)|but (?:was )?(?:convicted|jailed|found guilty)",
        (
            rf"(?:{_BENCH}|appeal judges?) (?:\w+ )?(?:upholds?|upheld|affirms?|"
            rf"affirmed) (?:[\w-]+ ){{0,4}}(?:conviction|sentence|term)"
        ),
        rf"{_BENCH} (?:sends?|sent) (?:[\w-]+ ){{1,6}}to (?:prison|jail)",
        r"to hang for",
        r"fined (?:{money})[\d., ]*",
        rf"{_BENCH} hand(?:s|ed) down (?:[\w-]+ ){{0,4}}(?:sentences?|terms?)",
        rf"gets? (?:a )?{_TERM}[- ](?:years?|sentence|term|imprisonment|in jail)",
        rf"jailed (?:for )?{_TERM} years",
        r"(?:handed|slapped with|given) (?:a )?(?:\d+|life|death)[- ](?:years?|sentence|term|imprisonment)",
        r"pleads? guilty|pleaded guilty|life (?:sentence|imprisonment) for",
        r"(?:ya|i|ili|ime)?(?:m|wa)?(?:pata|pate) (?:\w+ )?(?:na )?hatia|yamhukumu|yawahukumu|alihukumiwa|walihukumiwa",
        r"(?:wa|a)(?:me)?hukumiwa|(?:wa|a)(?:me)?patikana na hatia|(?:ya|i)(?:me)?(?:m|wa)funga",
        r"(?:afungwa|wafungwa|atupwa|watupwa) (?:jela|maisha|miaka)",
    ),
    "acquitted": (
        rf"{_PASSIVE} acquitted|acquitted (?:of|over|in|by|on|after|as)|found not guilty",
        rf"(?:{_BENCH}|court of appeal) (?:quash(?:es|ed)|sets? aside|overturn(?:s|ed)) (?:[\w-]+ ){{0,4}}convictions?",
        (
            r"(?:{prosecutors}|state|prosecution|prosecutors?|courts?) (?:withdraws?|withdrew|drops?|dropped)"
            r" (?:[\w-]+ ){0,3}(?:charges?|case)"
        ),
        rf"{_BENCH} (?:throws?|threw|thrown) out (?:[\w-]+ ){{0,3}}(?:charges?|case)",
        r"(?:set free|freed|released) for (?:want|lack) of evidence",
        r"freed (?:on|by) (?:the )?appeal|convictions? (?:is |was |were )?(?:quashed|overturned|set aside)",
        r"kesi (?:[\w-]+ ){0,4}(?:ya|i|ime|ili)?(?:tupiliwa mbali|tupwa|ondolewa|futwa)",
        r"(?:mahakama|korti|jaji|hakimu) (?:ya|a|ali|ime|ame|ili)(?:mw?|wa)?(?:ach[ai]+lia|ondolea mashtaka)(?: huru)?",
        rf"{_BENCH} (?:has |have )?(?:acquits?|acquitted|clears?|cleared|frees?|freed)",
        r"(?:cleared|exonerated) of (?:[\w-]+ ){0,3}(?:charges?|murder|robbery|killing|defilement|terrorism)",
        (
            r"(?:charges?|case) (?:(?:against|facing) (?:[\w-]+ ){1,4})?(?:was |were |is |are )?(?:dropped|withdrawn|"
            r"dismissed)"
        ),
        r"(?:wa|a)meachiliwa huru na mahakama|mahakama (?:yawaachilia|yamwachilia) huru|(?:hawana|hana) hatia",
    ),
    "charged": (
        rf"{_PASSIVE} (?:charged(?! with {_TASK})|arraigned|indicted)",
        (
            rf"(?:charged|arraigned) (?:with(?! {_TASK})|over|in|"
            r"for|before|at(?= (?:[\w'-]+ ){0,3}(?:courts?|law)\b)|afresh|on)"
        ),
        r"(?:arrested|nabbed) and (?:later |then )?(?:charged|arraigned)",
        r"in the dock (?:over|for|as)|(?:takes?|took|taken) plea|(?:hauled|dragged|taken) to court",
        r"(?:man|woman|men|trio|pair|officers?|suspects?|teacher|pastor|cops?|mp|mca) in court (?:for|over|on)",
        r"(?:suspects?|accused|officers?|man|woman|cops?) (?:appears?|appeared) in court",
        r"before (?:a )?(?:court|magistrate|judge)",
        r"(?:face|faces|facing|denied|denies|deny) (?:\w+ ){0,3}charges?",
        rf"{_ACCUSED} (?:denied|denies|deny) (?:killing|murder(?:ing)?)(?! (?:claims?|rumou?rs|reports?|plots?)\b)",
        r"(?:denied|denies|deny) the charge|pleads? not guilty|pleaded not guilty",
        r"(?:wa|a)(?:me)?shtakiwa|(?:wa|a)(?:me)?fikishwa (?:mahakamani|kortini)|(?:wa|a)(?:me)?kanusha (?:ma)?shtaka",
    ),
    "arrested": (
        r"(?:was|were|been|is|are|have|has) (?:arrested|nabbed|apprehended|detained|captured)",
        r"in (?:police )?custody|taken into (?:police )?custody",
        r"being held (?:at|over|by (?:police|detectives)|in (?:connection|custody))|rounded up (?:in|by|over|after)",
        (
            rf"{_FORCE}(?:arrest|arrests|arrested|nab|nabs|nabbed)"
            r"(?! (?:warrants?|nobody|no one|powers?|records?|the (?:bleeding|decline|fall|slide|situation|spread)))"
        ),
        rf"{_FORCE}(?:pick up|picked up|pounce on|hold) (?:[\w'-]+ ){{1,5}}(?:over|for|in)",
        rf"(?:arrested|nabbed|rearrested|apprehended) {_WHERE}|captured (?:in|with|at|near|by)|seized with|held over",
        r"surrender(?:s|ed)? (?:himself |herself |themselves )?to (?:the )?(?:police|{forces}|detectives|authorities)",
        r"ajisalimisha|wajisalimisha|alijisalimisha",
        r"(?:wana|lina|ina)(?:m|wa)zuilia",
        r"(?:wa|wame|wali|ya|ime|ili)(?:m|wa)?(?:kamata|nasa|tia mbaroni|tia nguvuni) (?:wa|m)\w+",
        rf"{_FORCE}(?:apprehend|apprehended|detain|detained|capture|captured)",
        (
            rf"{_SOMEBODY} (?:arrested|nabbed|held|detained)"
            r"(?! (?:the|hostage|protesters?|suspects?|m[ae]n|youths?|activists?|people|persons)\b)"
        ),
        r"(?:wa|a)(?:me)?kamatwa|(?:wa|a)(?:me)?tiwa (?:mbaroni|nguvuni)|(?:wa|a)(?:me)?naswa|(?:wa|a)(?:na)?zuiliwa",
    ),
}
_UNDONE = re.compile(
    r"\b(?:not|never|no one|nobody|none|yet to|(?:to|should|must|could|may|might|will|would) be|be|being|why|unless|"
    r"until|if|whether|once|previously|ex-|want\w*|demand\w*|call\w* for|seek\w*|urge\w*|ask(?:s|ed|ing)?|order\w*|"
    r"warrants? for the|orders? the|(?:want|urge|tell)s? \w+ to|wanataka|ataka|wataka|hajakamatwa|hawajakamatwa|"
    r"atakamatwa|watakamatwa)(?:\s+\w+){0,3}\s*$|\bto\s+$|\bno (?:[\w'-]+ ){1,2}(?:(?:has|have|was|were|is|"
    r"are) (?:yet )?(?:been )?)?$|\bformer (?:convicts?|prisoners?|inmates?|suspects?)\b|"
    r"\b(?:inmates?|prisoners?|escapees?|fugitives?) (?:who (?:was|were|had been) )?$"
)
_LONG_AGO = re.compile(r"(?: \w+)? ?(?:in )?(?:19|20)\d\d\b")
_DEATH = re.compile(r"\b(?:deaths?|died|dies|dying|killed|tortur\w*|murder\w*)\b")
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
    r"\b(?:went missing|(?:died?|dies|dead|death) in (?:a |police |the )*(?:custody|cells?)"
    r"|(?:his|her) body (?:was|lay|is|had))\b"
)
_LET_GO = re.compile(
    r"\b(?:released|freed|set free) (?:without|after|hours|unconditionally)\b|\b(?:later|then|and) (?:released|freed)"
    r"(?! on )|\b(?:released|freed|set free|wa(?:me)?achiliwa)\.?$|\b(?:na|kisha|baadaye) \w*achiliwa(?! kwa dhamana)"
)
_WALKS_FREE = re.compile(
    r"\b(?:freed|set free|walk(?:s|ed)? free|w[io]ns? (?:\w+ )?appeal|quash(?:es|ed)|overturn(?:s|ed)|"
    r"\w*achiliwa huru)\b"
)
_ANSWERS = re.compile(r"^[^.;]{0,25}\b(?:over|in connection|linked|for the (?:murder|death|killing))\b")
_IN_UNIFORM = re.compile(r"\b(?:officers?|policem[ae]n|constables?|cops?|soldiers?|suspects?)(?: \w+){0,3}$")
_NOT_THE_END = re.compile(
    r"\b(?:bail|bond|dhamana|reinstated|revived|rearrested|to use \w+ as (?:state )?witness(?:es)?|"
    r"(?:one|two|some|\d+) of (?:the )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|officers|suspects))\b"
)
"""Whoever is out on bail stands accused, and where charges against one of four are dropped three are left."""
_WRONG_ONE = re.compile(
    r"\b(?:wrong (?:m[ae]n|wom[ae]n|persons?|people|suspects?)|namesakes?|mistaken identity|kimakosa)\b"
)
_SAID_UNTRUE = re.compile(
    r"(?:\b(?<!who )(?:deny|denies|denied (?:that|reports?|claims?|rumou?rs)|rumou?rs? (?:that|of))\b"
    r"|kanusha (?:madai |habari |taarifa )?(?:kuwa|kwamba)\b)[^,;:]*$"
)
_POLICE_DENY = re.compile(
    r"[,;.] (?:but )?(?:the )?(?:police|authorities|polisi) (?:den(?:y|ies|ied)|wa(?:me)?kanusha)"
    r"(?: it| th(?:is|at|e arrest)| (?:holding|arresting)[^.;]*| madai(?: hayo)?)?(?:[.;]|$)"
)
_LOOK_BACK = 40
SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_QUOTED, _REST = 4, 2  # three words and the gap on each side; so few as the last two of a sentence are not left out


class Stage(NamedTuple):
    """A step of a case as one text states it, with the words that say so."""

    stage: str
    quote: str
    cut: tuple[bool, bool] = (False, False)  # whether its sentence has more before the quote, and after it
    language: str = ""  # the report's, where it is known


class CaseStatus(NamedTuple):
    """Where a story's case stands by the newest report that says anything of it."""

    stage: str
    quote: str
    outlet: str
    said: datetime
    cut: tuple[bool, bool] = (False, False)
    language: str = ""


@lru_cache(maxsize=8)
def _stated(actors: Actors) -> dict[str, re.Pattern[str]]:
    """Compile a desk's patterns when the first text is read; they are for sentences in small letters."""
    found: dict[str, re.Pattern[str]] = {}
    for stage, rules in _RULES.items():
        told = "|".join(rules)
        for blank, role in (
            ("{forces}", "force"),
            ("{prosecutors}", "prosecutor"),
            ("{money}", "money"),
            ("{officers}", "officer"),
        ):
            told = told.replace(blank, actors.either(role))
        found[stage] = re.compile(rf"\b(?:{told})(?!\w)")  # without case ``re`` takes twice as long
    return found


def stage_in(title: str, summary: str, actors: Actors) -> Stage | None:
    """Return the furthest step that the text states as done, in either language; None where it states none."""
    sentences = [sentence for text in (title, summary) for sentence in SENTENCE.split(text) if sentence]
    lows = [lowered(sentence) for sentence in sentences]
    whole = " ".join(lows)
    is_denied = _POLICE_DENY.search(whole) is not None
    for stage, pattern in _stated(actors).items():
        for sentence, low in zip(sentences, lows, strict=True):
            if low.endswith("?") or _WRONG_ONE.search(low):
                continue
            for found in pattern.finditer(low):
                before = low[max(0, found.start() - _LOOK_BACK) : found.start()]
                if _UNDONE.search(before) or _LONG_AGO.match(sentence[found.end() :]) or _SAID_UNTRUE.search(before):
                    continue
                if stage == "arrested" and (is_denied or _of_a_victim(low, found, whole)):
                    continue
                if stage == "acquitted" and _NOT_THE_END.search(low):
                    continue
                if stage == "convicted" and _overturned(low, found, actors):
                    continue
                return Stage(stage, *quoted(sentence, found.start(), found.end()))
    return None


def _of_a_victim(sentence: str, found: re.Match[str], text: str) -> bool:
    """True where nobody is held any more, or whoever was held came to harm: "arrested and found dead in a cell"."""
    before, after = sentence[: found.start()], sentence[found.end() :]
    near = before if before.endswith(" while ") else before[-_LOOK_BACK:]
    if "custody" in found[0] and _DEATH.search(near) and " behind " not in before:
        return True  # "the death of a man in police custody"
    if _DENIED.search(before) or _HARMED.search(before):
        return True
    if _LET_GO.search(after):
        return True
    if not _WHY.search(found[0] + after) and (_THEN_HARMED.search(after) or _LATER_HARMED.search(after)):
        return True
    return bool(_GONE.search(text)) and not (_ANSWERS.search(found[0] + after) or _IN_UNIFORM.search(before + found[0]))


def _overturned(sentence: str, found: re.Match[str], actors: Actors) -> bool:
    """True where an acquittal comes before: "court acquits man jailed for robbery"; or who was jailed walks free."""
    acquitted = _stated(actors)["acquitted"].search(sentence)
    is_undone = acquitted is not None and acquitted.start() < found.start()
    # Acquitted of one thing but convicted of another, somebody is convicted.
    return (is_undone and not found[0].startswith("but ")) or bool(_WALKS_FREE.search(sentence, found.end()))


def status_of(reports: Iterable[tuple[str, datetime, Stage | None]]) -> CaseStatus | None:
    """Return a story's status from its reports, each (outlet, published, stage): the newest that states one.

    A court's word outlives a later report that mentions the arrest again: of the steps stated, one that is further
    along stands unless an acquittal or a conviction follows it. A matter that is only reported ends where a later
    report says so; a story of which nothing but that end is told has the stage "".
    """
    best: CaseStatus | None = None
    ended: CaseStatus | None = None
    for outlet, said, stage in sorted(reports, key=lambda report: (report[1], report[0])):
        if stage and not stage.stage:
            ended = CaseStatus("", stage.quote, outlet, said, stage.cut, stage.language)
            best = None if best and best.stage == "reported" else best
        elif stage and (
            best is None or STAGES.index(stage.stage) >= STAGES.index(best.stage) or stage.stage == "acquitted"
        ):
            best = CaseStatus(stage.stage, stage.quote, outlet, said, stage.cut, stage.language)
    return best or ended


def quoted(sentence: str, start: int, end: int) -> tuple[str, tuple[bool, bool]]:
    """Return the found words with some on each side, exactly as they stand, and which sides are cut."""
    before, after = sentence[:start].split(" "), sentence[end:].split(" ")
    cut = len(before) > _QUOTED + _REST, len(after) > _QUOTED + _REST
    left = " ".join(before[-_QUOTED:]) if cut[0] else sentence[:start]
    right = " ".join(after[:_QUOTED]) if cut[1] else sentence[end:]
    return f"{left}{sentence[start:end]}{right}".strip(" ,.;:"), cut
