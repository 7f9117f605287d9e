"""Promises by officials on security, in the source's words: who, what, and by when if that is said.

``pledges_in`` returns ``Pledge(who, what, due, subject, quote)``. A pledge is an official or
a public body that promises, vows, plans or is to do something about funding, equipment, recruitment, welfare,
technology or operations of the security forces. Every field is a part of the text, letter for letter. It refuses
demands ("MPs want …"), what was done already, refusals ("will not"), predictions without anybody who promises, and
what suspects or armed groups threaten. It never judges whether a promise was kept.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from usalama.catalogue.actors import Actors
from usalama.claims import pledge_doubts as doubts
from usalama.claims import pledge_subjects
from usalama.claims.pledge_subjects import Subjects, subjects_of
from usalama.claims.untold import is_labelled
from usalama.words.beginnings import first_words
from usalama.words.literals import Marks, lowered
from usalama.words.text import NO_END


class Pledge(NamedTuple):
    """A promise as one text tells it; ``due`` is "" when no time is said."""

    who: str
    what: str
    due: str
    subject: str
    quote: str


_EDGE = r"\b(?<!['-])"  # where a name may begin; ``\b`` is quick to say where it may not
_NO_NAME = (
    r"Promis|Pledg|Vow|To\b|Will|Announc|Sa[iy]|Has\b|Assur|Unveil|Told|Plan|Order|Direct|Ask|Urge|Want|Tell|Defend|"
    r"Admit|Deni|Reject|Warn|Fault|Bars?\b|Moves?\b|Seeks?\b|Launch"
)
"""Verbs that a headline writes with a capital letter."""
_NAME = rf"(?-i:(?: (?!{_NO_NAME})[A-Z][\w'’-]+){{0,2}})"
_WHO = (
    # {areas} is filled in with the desk's own, here and below, as {names} is.
    rf"(?:the )?(?:national |(?:{{areas}}) )?gov(?:ernmen|')?t|(?:the )?(?:{{areas}}) government of{_NAME}|"
    rf"(?:the )?state|(?:the )?treasury|"
    rf"(?:deputy )?president{_NAME}|(?:the )?(?:(?:interior|defence|prime) )?minister{_NAME}|"
    rf"(?:the )?(?:interior |defence )?ministry(?: of \w+)?|governor{_NAME}|parliament|(?:the )?(?:coast guard|"
    rf"military|army|defence forces)|prisons(?: service| boss)?|"
    rf"(?:the )?(?:national )?police(?: service)?(?: (?:boss|chief|commission))?{_NAME}|"
    rf"(?:(?:regional|{{areas}}|police|area) )?commission(?:er)?{_NAME}|"
    rf"(?:regional|{{areas}}|area|station) (?:police )?commander{_NAME}|(?:the )?(?:{{areas}})"
)
"""Bodies and offices that any country has."""
_LATELY = r"(?:has |have |had |also |is |are |remains |yesterday |on \w+ )*"
_SOON = r"(?: (?:also|soon|now|shortly|continue to|(?:this|next) (?:year|month|week|financial year)))*"
_DUE_BEFORE = re.compile(r"(?:this|next) [\w ]+$", re.IGNORECASE)
_REST = r"[^.;!?]*(?:\.(?=\d)[^.;!?]*)*"
_OATH = (
    rf"(?:{_LATELY}(?:promise[sd]?|pledge[sd]?|vow(?:s|ed)?|commit(?:s|"
    r"ted)?(?: himself| herself| itself)?|"
    r"undert(?:akes|ook)|announce[sd]? (?:a )?plans?|assure[sd]?(?: \w+){0,4}? that(?: \w+){1,3}? (?:will|would)|"
    r"unveil(?:s|ed)? (?:a )?plans?)(?: (?:on )?\w+day)?(?: that)?(?: (?:he|she|it|they|the \w+))?(?: to| of)?"
    r"(?: (?:the )?(?:government|state) (?:will|would))?{soon}|"
    r"(?:said|says|stated|declared|announce[sd]?|told(?: \w+){1,4}?)(?: that)?"
    r"(?: (?:he|she|it|they|we|(?:the )?(?:government|state|ministry|{areas}|force|military|army|"
    r"coast guard|commission)|police|{names}))? "
    r"(?:(?:will|would){soon}|plans to|intends to|(?:was|is|are|were) going to)|"
    r"(?:(?:will|shall){soon}|plans to|(?<=police )plan to|(?:is|are) planning to|"
    r"(?:is finali[sz]ing|has approved|approves) plans to|is to|are to|is set to|set to|intends to|to))"
).replace("{soon}", _SOON)
_DEED = (
    r"(?:buy|procure|acquire|recruit|hire|employ|deploy|build|construct|set up|establish|install|equip|provide|give|"
    r"allocate|spend|increase|raise|double|pay|compensate|improve|open|re-?open|launch|roll out|digiti[sz]e|train|"
    r"house|insure|modernise|modernize|fund|add|supply|send|station|upgrade|expand|introduce|issue|end|crush|eradicate|"
    r"flush out|disarm|fence|complete|create|post|reinstate|register|connect|link|reform|boost|clear|release|tackle|"
    r"combat|secure|pull out|withdraw|hand over|purchase|place|put|bring|digitalise|finance|replace|restore|promote|"
    r"arm|erect|patrol|escort|fit|lease|wipe out|relocate|mount|switch to|re-?hire|beef up|step up|tarmac|"
    r"commission (?=(?:an? |the |new |\d)(?!of))|triple|inject|"
    r"donate|share|enhance|strengthen|disburse|protect|"
    r"use (?=(?:[\w'-]+ )?(?:drone|camera|cctv|scanner|technolog))|"
    r"keep (?=(?:the |more )?(?:[\w'-]+ )?(?:soldiers|troops|officers|forces) (?:at|in|on|along|stationed|deployed)\b))"
)
_THING = (
    r"(?:(?:(?!(?:for|at|in|to|of|on|with|by)\b)[\w'-]+ ){0,5}?(?:pay|salar(?:y|ies)|allowances?|cameras?|vehicles?|"
    r"uniforms?|houses|housing|camps?|drones?|medical cover|insurance|compensation|lighting|weapons?|helicopters?|cctv|"
    r"stations?|posts?|officers|reservists|equipment|kit|patrols?|boats?|motorcycles?|motorbikes?|bases?|escorts?|"
    r"armour|carriers|promotions?|fuel|guards|pick-?ups?|radios)\b)"
)
_HAPPENS = (
    r"(?:get|receive|go up|rise|set aside|issued|completed|deployed|recruited|sent|compensated|paid|equipped|given|"
    r"built|housed|trained|hired|promoted|armed|posted|reopened|doubled|increased|restored|reviewed|tarmacked|lifted|"
    r"expanded|established|set up|created|formed|constructed|delivered|distributed|retrained|accorded|"
    r"upgraded|extended|reinstated|installed|funded|disbanded|withdrawn|redeployed|escorted|insured)"
)
"""What happens to whom a promise is about."""
_MANY = r"(?:(?:by [\w ]{3,20}? )?(?:every|each|all) (?:[\w'-]+ ){1,6}?(?:will|would|shall) (?:have|get)\b)"
"""What each of many will have."""
_SW_NAME = r"(?-i:(?: (?:wa|ya|la|Jenerali|Mkuu))?(?: (?!Aahidi|Aapa)[A-Z][\w'’-]+){0,3})"
_SW_WHO = (
    rf"serikali(?: kuu| ya kitaifa)?|rais{_SW_NAME}|waziri{_SW_NAME}|gavana{_SW_NAME}|inspekta{_SW_NAME}|polisi|"
    rf"wizara{_SW_NAME}|katibu{_SW_NAME}"
)
_SW_OATH = (
    r"(?:(?:ame|ali|wame|wali|ime|ili|a|ya)?(?:ahidi|apa|tangaza(?: mpango wa)?|sema|toa ahadi|panga|nuia)"
    r"(?: kuwa| kwamba| ya)?)"
)
_SW_DEEDS = "nunua|ajiri|jenga|weka|peleka|tuma|ongeza|lipa|boresha|toa|imarisha|maliza|komesha"
_SW_FUTURE = (
    rf"ku(?:wa)?(?:{_SW_DEEDS}|nunulia|pokea|jengea|ongezea|lipia|funga|fungua|anzisha|wapa|pata|pewa|nunuliwa|jengewa|"
    r"wekewa|ongezwa|zuia|linda)"
)
_SW_WHAT = (
    rf"(?:ku(?:{_SW_DEEDS}|lipia|funga|fungua)|"
    rf"(?:wa|i|ta|a|ya|zi|u)?ta(?:{_SW_DEEDS}|wekwa|nunuliwa|jengwa|ajiriwa)|(?:i|wa|a|ya|zi)ta\w+)"
)
_OFFERED = r"(?:(?:promise|pledge|announce)[sd]?|assure[sd]?(?: \w+){1,5} of|commit(?:s|ted)? to|vow(?:s|ed)?)"
_TOLD = r"(?:(?:on \w+day )?assured(?= that)|said|says?|stated|declared|announce[sd]?|promise[sd]?|pledge[sd]?)"
_SAID_BEHIND = re.compile(
    r",[”\"]? (?:[^,]{1,60} )?(?:says?|said|announced?|told|adds|added|a(?:me|li)?sema)\b"
    r"(?:(?! will | would )[^,])*$",
    re.IGNORECASE,
)
"""Behind what is promised: who says so, and the day on which he did, which is no time by which it is due."""
_BUT = re.compile(r", (?:but|yet|lakini|adding|noting|saying)\b.*| [–—|-] .*")  # what became of it
_WHOSE = re.compile(r"\b(?!\w+day )[A-Z][\w'’-]* \Z")
_SENTENCE = re.compile(rf"(?<=[.!?]){NO_END}\s+|\s*;\s*")


_WORDS = first_words(_OATH.replace(_LATELY, "")), first_words(_OFFERED), first_words(f"{_TOLD}|told|tells|assured")
_MORE = frozenset({"will", "would", "shall", "to"}), frozenset({"we"})
_NAMES, _OATHS, _OFFERS, _TELLS, _FUTURE, _WE, _QUOTED = (1 << bit for bit in range(7))
"""What a sentence has: bits of those words, behind that of the names of who may promise, and quotation marks."""
_OFFER, _THEN = _NAMES | _OFFERS, _NAMES | _FUTURE
_NEEDS = (_NAMES | _OATHS, _NAMES | _WE, _QUOTED, _OFFER, _THEN, _THEN | _TELLS, _OFFER)
"""What the English shapes need, in their order; few sentences have it. The Kiswahili ones need a name."""


class _Shape(NamedTuple):
    """A way of promising, and the bits of all that a sentence which has it holds."""

    pattern: re.Pattern[str]
    needs: int


class _Shapes(NamedTuple):
    """What the pledges of one desk look like in one language."""

    pledges: tuple[_Shape, ...]
    marks: Marks
    refused: re.Pattern[str]
    speaks: re.Pattern[str]  # who may say, some words before, what the government will do
    time: re.Pattern[str]
    subjects: Subjects

    def of(self, text: str) -> list[re.Pattern[str]]:
        """Return the patterns that a text may hold, in the order in which they are tried."""
        said = self.marks.of(lowered(text)) | (_QUOTED if "“" in text or '"' in text else 0)
        return [pattern for pattern, needs in self.pledges if not needs & ~said]


@lru_cache(maxsize=8)
def _shapes(actors: Actors, language: str) -> _Shapes:
    """Compile a desk's patterns when the first text of a language is read."""
    swahili = language == "sw"
    shapes, all_needs = (_kiswahili(actors), (_NAMES, _NAMES)) if swahili else (_english(actors), _NEEDS)
    who, name = (_sw_who(actors), _SW_NAME) if swahili else (_who(actors), _NAME)
    names = who.replace(name, "")
    return _Shapes(
        tuple(_Shape(re.compile(shape, re.IGNORECASE), needs) for shape, needs in zip(shapes, all_needs, strict=True)),
        Marks(first_words(names, ("the",)), *_WORDS, *_MORE),
        doubts.SW_REFUSED if swahili else doubts.REFUSED,
        re.compile(rf"\b(?:minister|spokes\w+|msemaji|{names})\b[^,;]{{0,30}}$", re.IGNORECASE),
        pledge_subjects.KISWAHILI if swahili else pledge_subjects.ENGLISH,
        subjects_of(actors, language),
    )


def _who(actors: Actors) -> str:
    names, titles, forces, areas = map(actors.either, ("promiser", "title", "force", "area"))
    who = _WHO.replace("{areas}", areas)
    return (
        rf"(?:{who}|(?:the )?(?:interior |defence |ict |police |deputy )?(?:cabinet secretary|principal secretary|"
        rf"inspector[- ]general|{titles})(?: of police)?{_NAME}|(?:the )?(?:{forces})(?: boss)?{_NAME}|{names})"
    )


def _sw_who(actors: Actors) -> str:
    return f"(?:{_SW_WHO}|{actors.either('promiser', 'sw')})"


def _english(actors: Actors) -> tuple[str, ...]:
    """Return the shapes of an English pledge, in the order in which they are tried."""
    who = _who(actors)
    oath = _OATH.replace("{names}", actors.either("promiser")).replace("{areas}", actors.either("area"))
    pledge = rf"{_EDGE}(?P<who>{who}(?-i:(?: and [A-Z]\w+)?)),?\s(?P<oath>{oath})\s(?P<what>{_DEED}(?:ing)?\b{_REST})"
    we = rf"{_EDGE}(?P<who>{who}):\s(?P<oath>we (?:will|shall|are going to|plan to))\s(?P<what>{_DEED}\b{_REST})"
    quoted = (
        rf"[“\"](?P<what>(?:we|i) (?:will|shall) {_DEED}\b[^”\".;!?]*?)[,.]?[”\"],? (?P<who>{who})\s?"
        rf"(?P<oath>said|says|vowed|promised|pledged|added)"
    )
    # A thing: “promises body cameras”, “pledges Sh20 million towards …”.
    offer = (
        rf"{_EDGE}(?P<who>{who}),?\s(?P<oath>{_OFFERED})\s"
        rf"(?P<what>(?:(?:{actors.either('money')})\s?[\d.,]+ ?(?:million|billion|m|bn)?|{_THING}){_REST})"
    )
    # What others will get: “IG: officers to be compensated by June”.
    received = (
        rf"{_EDGE}(?:(?P<who>{who})(?P<oath>:|,?\s(?:ha(?:s|ve) )?(?:{_TOLD}(?: that)?|told [\w ]{{3,40}}? that))\s)"
        rf"(?P<what>(?:[\w',-]+ ){{1,10}}?(?:will|would|shall|to)(?: be)? {_HAPPENS}\b{_REST}|{_MANY}{_REST}|"
        rf"(?:[\w'-]+ ){{0,3}}?(?:police|officers|soldiers|troops|rangers|reservists) (?:will|would) {_DEED}\b{_REST})"
    )
    # The same with the speaker behind it: “Chiefs to be armed, PS Made says”, “We will fence it,” said the governor.
    after = (
        rf"^[“\"]?(?P<what>[^.;!?”\"]{{2,90}}? (?:will|to|would|shall)(?: be)? (?:{_DEED}|{_HAPPENS})\b[^.;!?”\"]*?|"
        rf"{_MANY}[^.;!?”\"]*?),[”\"]? (?P<oath>(?:says?|said|announces?|announced) )?(?:the )?(?P<who>{who})"
        rf"(?(oath)|,? (?:{_TOLD}|(?:told|tells|assured)(?= \w)))(?:(?<!:) (?:in|at|on|during|"
        rf"to)? ?[^.;!?,:]{{1,40}})?$"
    )
    # A thing by a time, and who promises it: “New uniforms by June, IG promises”.
    thing = rf"^(?P<what>{_THING} [^.;!?,:]*), (?P<who>{who}) (?P<oath>promise[sd]|vow(?:s|ed)|pledge[sd])$"
    return pledge, we, quoted, offer, received, after, thing


def _kiswahili(actors: Actors) -> tuple[str, ...]:
    """Return the shapes of a Kiswahili pledge, in the order in which they are tried."""
    who, sums = _sw_who(actors), actors.either("money", "sw")
    pledge = (
        rf"{_EDGE}(?P<who>{who})\s(?P<oath>{_SW_OATH}(?: (?:serikali|polisi|wizara|jeshi))?)\s"
        rf"(?P<what>{_SW_WHAT}\b{_REST})"
    )
    # “Serikali kuajiri polisi”: a plan in a headline's infinitive, and a thing behind a word of promise.
    plan = (
        rf"{_EDGE}(?P<who>{who})(?P<colon>:)?\s(?P<oath>(?P<said>(?:{_SW_OATH})\s)?)(?P<what>(?:{_SW_FUTURE}|"
        rf"(?:i|wa|a|u|ya|zi)?ta(?:wa|m|tu)?(?:{_SW_DEEDS}|nunulia|jengea|anzisha|wapa)|tuta\w+|"
        rf"(?(colon)|(?(said)|(?!)))(?:polisi |askari )?(?:nyongeza|{sums}|milioni|bilioni|magari|nyumba|droni|kamera|"
        rf"helikopta|boti|bima|silaha|doria|mafuta|(?:askari|maafisa|polisi|wanajeshi) (?:wa akiba |"
        rf"zaidi )?\d[\d,]*) )[^.;!?]*|(?:serikali|polisi|wizara) (?:i|wa|a)ta\w+ [^.;!?]*|"
        rf"(?:polisi|maafisa|askari|wanajeshi|kamera|magari|droni|vituo|kituo|kambi|nyumba)(?: [\w,.]+){{0,4}}? (?:wa|"
        rf"zi|ya|vi|i|ki)ta(?:pelekwa|tumwa|wekwa|nunuliwa|jengwa|ajiriwa|ongezwa|pewa|pata|ondoka|ondolewa|funguliwa|"
        rf"lipwa|pandishwa|shika doria)\b{_REST})"
    )
    return pledge, plan


@lru_cache(maxsize=20_000)  # a report is read for its week's summary, for its pages and for the data
def pledges_in(title: str, summary: str, language: str, actors: Actors) -> tuple[Pledge, ...]:
    """Return the pledges of a title and summary, in reading order.

    Of several of one subject and time, or that begin with one verb where no time is said, it is the first.
    """
    shapes = _shapes(actors, "sw" if language == "sw" else "en")
    found: dict[tuple[str, str], Pledge] = {}
    for text in (title, summary) if shapes.of(f"{title}\n{summary}") else ():
        for sentence in _SENTENCE.split(text):
            for pledge in _of_sentence(sentence.strip().rstrip("."), shapes):
                found.setdefault((pledge.subject, pledge.due or pledge.what.split()[0].lower()), pledge)
    return () if found and is_labelled(title, summary) else tuple(found.values())


def _is_bare(match: re.Match[str]) -> bool:
    """Tell whether an infinitive alone says what somebody will do: “to recruit”, “kuajiri”."""
    return match["oath"] == "to" or (not match["oath"] and match["what"].startswith("ku"))


def _of_sentence(sentence: str, shapes: _Shapes) -> Iterator[Pledge]:
    found = (each for pattern in shapes.of(sentence) for each in pattern.finditer(sentence))
    match = next((each for each in found if not _is_bare(each) or doubts.HEADS.search(sentence, 0, each.start())), None)
    is_low = match is not None and match["who"][:1].islower()
    if (
        match is None
        or "?" in sentence
        or doubts.by_another(sentence, match, shapes.speaks)
        or doubts.BEFORE.search(sentence)
        or any(one.search(sentence, 0, match.start()) for one in (doubts.TOLD_TO, doubts.SENT))
        or shapes.refused.search(sentence[max(0, match.start() - 20) : match.start("what") + 40])
        or doubts.NOT_OURS.search(match["what"])
    ):
        return
    what = _BUT.sub("", _SAID_BEHIND.sub("", match["what"])).strip(" ,:'\"“”.")
    due = shapes.time.search(what) or _DUE_BEFORE.search(match["oath"] or "")
    subject = shapes.subjects.of(what, sentence)
    doubtful = (doubts.DIARY.match(what) and doubts.DAY.search(what)) or (
        match["oath"] == "to" and doubts.ERRAND.match(what)
    )
    if subject and not doubtful:
        whose = _WHOSE.search(sentence, 0, match.start("who")) if is_low else None
        # With the name before it: the government next door is not taken for the country's own.
        start = whose.start() if whose else match.start("who")
        who, quote = sentence[start : match.end("who")], sentence[min(start, match.start()) : match.end()]
        yield Pledge(who.strip(), what, due[0] if due else "", subject, quote.strip())
