"""How far a case has come, as the reports of its story say: arrested, charged, acquitted, convicted.

``stage_in`` names the furthest step that one text states as done, with the words that say
so; ``status_of`` takes the newest statement of a story. It refuses what is only asked for, planned or expected ("want
him charged", "to be charged"), what did not happen ("not charged", "yet to be arrested") and former cases; a release
is no step. It names nobody and never says that somebody did it: a stage is a report of a procedure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from usalama.actors import Actors
from usalama.literals import lowered

STAGES = ("", "reported", "arrested", "charged", "acquitted", "convicted")
_SOMEBODY = r"(?:officers?|men|man|wom[ae]n|suspects?|accused|gang|pair|trio|two|three|four|five|six|seven|eight|\d+)"
_PASSIVE = r"(?:was|were|been|is|are|got)"
_BENCH = r"(?:court|judge|magistrate)s?"
_FORCE = (
    r"(?:police|detectives|officers|sleuths|authorities|rangers|troops|{forces})(?: (?:officers|detectives|sleuths))?"
    r" (?:have |has )?"
)
"""What stands in {} here and below is filled in with the desk's own names."""
_TERM = r"(?:\d+|life|death|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty)"
_WHERE = r"(?:with|in(?! their tracks)|over|at|for|while|after|during|near|by|as|on)"
_RULES: dict[str, tuple[str, ...]] = {
    "convicted": (
        r"found (?:guilty|culpable)|finds? (?:\w+ ){1,6}guilty",
        rf"{_PASSIVE} (?:convicted|sentenced|jailed)",
        r"(?:jailed|sentenced) (?:for|to|over)",
        rf"{_BENCH} (?:convicts?|convicted|jails?|jailed|sentences?|sentenced)(?! (?:no one|nobody|none))",
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
        r"(?:wa|a)(?:me)?hukumiwa|(?:wa|a)(?:me)?patikana na hatia",
        r"(?:afungwa|wafungwa|atupwa|watupwa) (?:jela|maisha|miaka)",
    ),
    "acquitted": (
        rf"{_PASSIVE} acquitted|acquitted (?:of|over|in|by|on|after|as)|found not guilty",
        rf"(?:{_BENCH}|court of appeal) (?:quash(?:es|ed)|sets? aside|overturn(?:s|ed)) (?:[\w-]+ ){{0,4}}convictions?",
        (
            r"(?:{prosecutors}|state|prosecution|prosecutors?) (?:withdraws?|withdrew|drops?|dropped) (?:[\w-]+ ){0,3}"
            r"(?:charges?|case)"
        ),
        rf"{_BENCH} (?:throws?|threw|thrown) out (?:[\w-]+ ){{0,3}}(?:charges?|case)",
        r"(?:set free|freed|released) for (?:want|lack) of evidence",
        r"kesi (?:[\w-]+ ){0,4}(?:ya|i|ime|ili)?(?:tupiliwa mbali|tupwa|ondolewa|futwa)",
        r"(?:mahakama|korti|jaji|hakimu) (?:ya|a|ali|ime|ame|ili)(?:mw?|wa)?(?:ach[ai]+lia|ondolea mashtaka)(?: huru)?",
        rf"{_BENCH} (?:acquits?|acquitted|clears?|cleared|frees?|freed)",
        (
            r"(?:charges?|case) (?:(?:against|facing) (?:[\w-]+ ){1,4})?(?:was |were |is |are )?(?:dropped|withdrawn|"
            r"dismissed)"
        ),
        r"(?:wa|a)meachiliwa huru na mahakama|mahakama (?:yawaachilia|yamwachilia) huru|(?:hawana|hana) hatia",
    ),
    "charged": (
        rf"{_PASSIVE} (?:charged|arraigned|indicted)",
        (
            r"(?:charged|arraigned) (?:with(?! (?:special|protect|ensur|the (?:respons|duty|task)))|over|in|"
            r"for|before|at|afresh|on)"
        ),
        r"(?:arrested|nabbed) and (?:later |then )?(?:charged|arraigned)",
        r"in the dock (?:over|for|as)|(?:takes?|took|taken) plea|(?:hauled|dragged|taken) to court",
        r"(?:man|woman|men|trio|pair|officers?|suspects?|teacher|pastor|cops?|mp|mca) in court (?:for|over|on)",
        r"(?:suspects?|accused|officers?|man|woman|cops?) (?:appears?|appeared) in court",
        r"before (?:a )?(?:court|magistrate|judge)",
        r"(?:face|faces|facing|denied|denies|deny) (?:\w+ ){0,3}charges?",
        r"(?:denied|denies|deny) (?:killing|murder|the charge)|pleads? not guilty|pleaded not guilty",
        r"(?:wa|a)(?:me)?shtakiwa|(?:wa|a)(?:me)?fikishwa (?:mahakamani|kortini)|(?:wa|a)(?:me)?kanusha (?:ma)?shtaka",
    ),
    "arrested": (
        r"(?:was|were|been|is|are|have|has) (?:arrested|nabbed|apprehended|detained|captured)",
        r"in (?:police )?custody",
        rf"{_FORCE}(?:arrest|arrests|arrested|nab|nabs|nabbed)(?! (?:warrants?|nobody|no one|powers?|records?))",
        rf"{_FORCE}(?:pick up|picked up|pounce on|hold) (?:[\w'-]+ ){{1,5}}(?:over|for|in)",
        rf"(?:arrested|nabbed|rearrested|apprehended) {_WHERE}|captured (?:in|with|at|near|by)|seized with|held over",
        r"surrender(?:s|ed)? (?:himself |herself |themselves )?to (?:the )?(?:police|{forces}|detectives|authorities)",
        r"ajisalimisha|wajisalimisha|alijisalimisha",
        r"(?:wa|wame|wali|ya|ime|ili)(?:m|wa)?(?:kamata|nasa|tia mbaroni|tia nguvuni) (?:wa|m)\w+",
        rf"{_FORCE}(?:apprehend|apprehended|detain|detained|capture|captured)",
        rf"{_SOMEBODY} (?:arrested|nabbed|held|detained)",
        r"(?:wa|a)(?:me)?kamatwa|(?:wa|a)(?:me)?tiwa (?:mbaroni|nguvuni)|(?:wa|a)(?:me)?naswa|(?:wa|a)(?:na)?zuiliwa",
    ),
}
_UNDONE = re.compile(
    r"\b(?:not|never|no one|nobody|none|yet to|(?:to|should|must|could|may|might|will|would) be|be|being|why|unless|"
    r"until|if|whether|once|previously|ex-|want\w*|demand\w*|call\w* for|seek\w*|urge\w*|ask(?:s|ed|ing)?|order\w*|"
    r"warrants? for the|orders? the|(?:want|urge|tell)s? \w+ to|wanataka|ataka|wataka|hajakamatwa|hawajakamatwa|"
    r"atakamatwa|watakamatwa)(?:\s+\w+){0,3}\s*$|\bto\s+$|\bformer\b"
)
_LONG_AGO = re.compile(r"(?: \w+)? ?(?:in )?(?:19|20)\d\d\b")
_DEATH = re.compile(r"\b(?:deaths?|died|dies|dying|killed|tortur\w*|murder\w*)\b")
_LOOK_BACK = 40
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a case as one text states it, with the words that say so."""

    stage: str
    quote: str


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """Where a story's case stands by the newest report that says anything of it."""

    stage: str
    quote: str
    outlet: str
    said: datetime


@lru_cache(maxsize=8)
def _stated(actors: Actors) -> dict[str, re.Pattern[str]]:
    """Compile a desk's patterns when the first text is read; they are for sentences in small letters."""
    found: dict[str, re.Pattern[str]] = {}
    for stage, rules in _RULES.items():
        told = "|".join(rules)
        for blank, role in (("{forces}", "force"), ("{prosecutors}", "prosecutor"), ("{money}", "money")):
            told = told.replace(blank, actors.either(role))
        found[stage] = re.compile(rf"\b(?:{told})(?!\w)")  # without case ``re`` takes twice as long
    return found


def stage_in(title: str, summary: str, language: str, actors: Actors) -> Stage | None:  # noqa: ARG001  both are read
    """Return the furthest step that the text states as done, in either language; None where it states none."""
    sentences = [sentence for text in (title, summary) for sentence in _SENTENCE.split(text) if sentence]
    lows = [lowered(sentence) for sentence in sentences]
    for stage, pattern in _stated(actors).items():
        for sentence, low in zip(sentences, lows, strict=True):
            for found in pattern.finditer(low):
                before = low[max(0, found.start() - _LOOK_BACK) : found.start()]
                if "custody" in found[0] and _DEATH.search(before):
                    continue  # "the death of a man in police custody"
                if not _UNDONE.search(before) and not _LONG_AGO.match(sentence[found.end() :]):
                    return Stage(stage, _quote(sentence, found.start(), found.end()))
    return None


def status_of(reports: Iterable[tuple[str, datetime, Stage | None]]) -> CaseStatus | None:
    """Return a story's status from its reports, each (outlet, published, stage): the newest that states one.

    A court's word outlives a later report that mentions the arrest again: of the steps stated, one that is further
    along stands unless an acquittal or a conviction follows it.
    """
    best: CaseStatus | None = None
    for outlet, said, stage in sorted(reports, key=lambda report: (report[1], report[0])):
        if stage and (
            best is None or STAGES.index(stage.stage) >= STAGES.index(best.stage) or stage.stage == "acquitted"
        ):
            best = CaseStatus(stage.stage, stage.quote, outlet, said)
    return best


def _quote(sentence: str, start: int, end: int) -> str:
    """Return the found words with up to three words on each side, exactly as they stand."""
    before = sentence[:start].split(" ")
    after = sentence[end:].split(" ")
    left = " ".join(before[-4:]) if len(before) > 3 else sentence[:start]  # noqa: PLR2004  three words and the gap
    right = " ".join(after[:4]) if len(after) > 3 else sentence[end:]  # noqa: PLR2004
    return f"{left}{sentence[start:end]}{right}".strip(" ,.;:")
