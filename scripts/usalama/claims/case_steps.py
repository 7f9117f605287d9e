"""The words by which a text states a step of a case: arrested, out on bond, charged, acquitted, convicted.

They know grammar and a desk's own names, not what stands around them: whether a step was only asked for, denied or
undone is for ``cases`` to say.
"""

import re
from functools import lru_cache

from usalama.catalogue.actors import Actors
from usalama.claims.figure_people import BEASTS
from usalama.words.numbers import FEW

_SOMEBODY = (
    r"(?:officers?|constables?|cops?|soldiers?|warders?|{officers}|chiefs?|men|man|wom[ae]n|couple|suspects?|accused|"
    rf"gang|pair|trio|{FEW}|\d+)"
)
_PASSIVE = r"(?:was|were|been|is|are|got)"
_ACCUSED = r"(?:accused|suspects?|s?he|man|men|woman|couple|pair|trio)"
"""Whose denial of a killing is a plea; that of police or a governor answers no charge."""
_ENDS = r"(?=\.?$)"  # as headlines do: "Officer in Lokore shooting charged"
_FEES = ("fee", "fees", "tax", "taxes", "levy", "rate", "rates", "price", "prices", "interest", "fully")
_NO_FEE = "".join(f"(?<!{fee} )" for fee in _FEES)
_SITTING = (
    r"(?: (?:in|at)(?: (?!(?:has|had|have|was|were|is|heard|told|ruled|found|that|how|after|over|for|who|where|when|"
    r"in|at)\b)[\w'-]+){1,4}){0,2}"
)
"""Where a court sits."""
_BENCH = rf"(?:court of appeal|(?:courts?[- ]martial|military tribunal){_SITTING}|(?:court|judge|magistrate)s?)"
_FORCE = (
    r"(?:police|detectives|officers|sleuths|authorities|rangers|troops|{forces})"
    r"(?: (?:officers|detectives|sleuths|officials|agents))?"
    r" (?:have |has )?(?:(?:on|last) \w+ (?:night |morning |evening )?|yesterday |today )?"
)
"""What stands in {} here and below is filled in with the desk's own names."""
_TERM = rf"(?:\d+|life|death|{FEW}|twelve|fifteen|twenty|thirty)"
_NO_BOON = (
    r"(?! (?:of (?!hard|imprisonment|jail)|to (?:live|complete|finish|vacate)|lease|contract|deal|extension|ban|tenure|"
    r"grace))"
)
"""What is given for some years is not always prison."""
_TASK = (  # what a guard may be charged with
    r"(?:special|protect|ensur|keep|maintain|guard|secur|(?:the )?(?:respons|duty|task))"
)
_PENAL = (
    rf"(?= (?:up to |at least |\w+ )?(?:{_TERM}\b|death|hang\b|serve|jail|prison|"
    r"imprisonment|community service|probation|gallows|(?:\w+ ){0,2}(?:years?|months?|days?|weeks?)\b))"
)
"""What a court can sentence to; villages are sentenced to darkness."""
_CAPTORS = (
    r"(?! (?:by (?!(?:\w+ )?(?:police|detectives|officers|rangers|soldiers|troops|army|{forces})\b)|"
    r"over (?:[\w,]+ ){0,3}bill|for ransom|"
    r"at gunpoint))"
)
"""Who is held by a gang or a hospital is not arrested."""
_THINGS = (
    r"(?! (?:the )?(?:way|path|air|police|detectives|state|her|his|its|their|accounts?|assets|land|funds|money|cash|"
    r"millions|billions|vehicles?|property|tender|list|{prosecutors}|(?:{money})))"
)
"""What a court can clear or free that is nobody."""
_NO_STATE = r"(?!(?:the )?(?:state|government|county|ministry|army|military|police(?! (?:officers?|constables?)\b))\b)"
"""Who is told to be guilty and can be jailed for nothing."""
_LOOT = (
    r"(?! (?:(?!with\b)[\w-]+ ){0,3}(?:consignments?|vehicles?|lorr(?:y|ies)|drugs|ivory|goods|bhang|guns?|"
    r"rifles?|rounds|ammunition|bullets|litres|contraband|haul|cash)"
    r"(?=$|[.,;:]| (?:of|in|at|from|on|near|along|worth|and|hidden|during|which|that|by|after|bound)\b))"
)
"""What is caught and is nobody: "749 rounds of ammunition"; who deals in it, "a gun runner", is somebody."""
_NOBODY = (
    r"(?! (?:the |an? )?(?:[\w'-]+ )?(?:imagination|attention|hearts?|mood|moment|towns?|villages?|camps?|bases?)\b)"
)
_PICTURED = r"(?! (?:(?:in|on) (?:an? |the )?(?:\w+ )?(?:video|photo|film|cctv|camera|clip|footage)|from))"
_WHERE = r"(?:with|in(?! their tracks)|over|at|for|while|after|during|near|by|as|on)"
_FREE = r"(?:freed|released|set free|let go|(?:walks?|walked) free)"
_LETS_GO = r"(?:frees?|freed|releases?|released)"
_ON_BOND = r"(?:on|under) (?:[\w',./-]+ ){0,4}(?:bond|bail)"
_WITHOUT = (
    r"(?:without (?:any |being |facing )*(?:charges?|charged|conditions?)|unconditionally|"
    r"(?:for|over|due to) (?:lack|want) of evidence)"
)
_HELD_ONES = (
    r"(?:suspects?|protest[eo]rs?|demonstrators?|activists?|detainees|journalists?|bloggers?|youths?|students?|traders?|"
    r"m[ae]n|wom[ae]n)"
)
PAPERS = (
    r"(?:reports?|films?|movies?|documentar(?:y|ies)|videos?|songs?|albums?|books?|audits?|statements?|results|lists?|"
    r"letters?|names?|identit(?:y|ies)|photos?|pictures?|images?|sketch(?:es)?|clips?|footage|recordings?|details|"
    r"findings|figures|guidelines|water|gas)"
)
"""What is released and was never held."""
_UNHELD = (
    r"(?:goods|funds|money|cash|{money}|billions?|millions?|vehicles?|cars?|phones?|documents?|bod(?:y|ies)|"
    rf"{PAPERS}|(?:{BEASTS})s?)\b"
)
_HELD = r"(?:arrested|detained|nabbed|held by police)"
_ACHILIA = (
    r"(?:(?:wa|a)(?:me|li)?achi(?:li)?wa|(?:[yl]a|wa|a|ime|ili|wame|wali|ame|ali)(?:mw|wa)?achi(?:li)?a)\b(?: huru)?"
)
"""Of persons, and of what was done: "hakuachiliwa", "wataachiliwa" and, of a film, "yaachiliwa" are none."""
_RULES: dict[str, tuple[str, ...]] = {
    "convicted": (
        r"found (?:guilty|culpable)",
        rf"{_BENCH} (?:has |have )?finds? {_NO_STATE}(?:[\w'-]+ ){{1,6}}guilty",
        rf"{_PASSIVE} (?:convicted|jailed|sentenced(?! to(?!{_PENAL})))",
        rf"jailed (?:for|to|over)|sentenced (?:for|over|to{_PENAL})",
        rf"{_BENCH} [^.;:]{{0,40}}(?:,| and| but) (?:convicts|jails)|convicted and (?:sentenced|jailed)",
        rf"{_BENCH} (?:has |have )?condemn(?:s|ed)? (?:[\w'-]+ ){{1,4}}to(?= life| death| hang| prison| jail)",
        (
            rf"{_BENCH} (?:has |have )?(?:convicts?|convicted|jails?|jailed|sentences?|sentenced)"
            r"(?! (?:no one|nobody|none))"
        ),
        r"convicted (?:of|for|over)|(?:to|will) serve (?:life|\d+ years)",
        rf"(?:convicted|jailed){_ENDS}",
        rf"(?:{_SOMEBODY}|one) (?:convicted|jailed)(?=[,;]| and)|but (?:was )?(?:convicted|jailed|found guilty)",
        (
            rf"(?:{_BENCH}|appeal judges?) (?:\w+ )?(?:upholds?|upheld|affirms?|"
            rf"affirmed) (?:[\w-]+ ){{0,4}}(?:conviction|sentence|term)"
        ),
        rf"{_BENCH} (?:sends?|sent) (?:[\w-]+ ){{1,6}}to (?:prison|jail)",
        r"to hang for",
        r"fined (?:{money})[\d., ]*",
        (
            rf"{_BENCH} (?:has |have )?hand(?:s|ed)(?: down)? (?:(?!(?:over|as|in|after|to|relief|reprieve|blow|"
            r"victory|win)\b)[\w-]+ ){0,5}(?:sentences?|terms?)"
        ),
        rf"gets? (?:a )?{_TERM}[- ](?:years?|sentence|term|imprisonment|in jail){_NO_BOON}",
        rf"jailed {_TERM} years",
        rf"(?:handed|slapped with|given) (?:a )?(?:\d+|life|death)[- ](?:years?|sentence|term|imprisonment){_NO_BOON}",
        (
            r"(?:gets?|got|handed|slapped with|given) (?:an? )?(?:(?:long|lengthy|heavy|stiff|jail|prison) )+"
            r"(?:sentences?|terms?)"
        ),
        r"pleads? guilty|pleaded guilty|life (?:sentence|imprisonment) for",
        r"(?:ya|i|ili|ime)?(?:m|wa)?(?:pata|pate|kuta) (?:\w+ )?(?:na )?hatia|(?:ya|ili|ime)(?:m|wa)hukumu",
        r"(?:wa|a)(?:me|li)?(?:hukumiwa|kutwa na hatia|tiwa hatiani)|(?:ya|ili|ime)(?:m|wa)tia hatiani",
        r"(?:wa|a)(?:me)?patikana na hatia|(?:ya|i)(?:me)?(?:m|wa)funga",
        r"(?:afungwa|wafungwa|atupwa|watupwa) (?:jela|maisha|miaka)",
    ),
    "acquitted": (
        rf"{_PASSIVE} acquitted|acquitted (?:of|over|in|by|on|after|as)|found not guilty",
        r"(?:charged|accused|tried|arraigned) (?:[\w'-]+ ){1,8}(?:acquitted|(?:is |was |were )?set free|walks? free)",
        rf"{_BENCH}{_SITTING} (?:has |have )?sets? (?:[\w'-]+ ){{0,4}}free",
        rf"{_BENCH} (?:quash(?:es|ed)|sets? aside|overturn(?:s|ed)) (?:[\w-]+ ){{0,4}}convictions?",
        r"freed (?:on|by) (?:the )?appeal|convictions? (?:is |was |were )?(?:quashed|overturned|set aside)",
        r"(?:mahakama|korti|jaji|hakimu) (?:ya|a|ali|ime|ame|ili)(?:mw?|wa)?ach[ai]+lia(?: huru)?",
        (
            rf"{_BENCH}{_SITTING} (?:has |have |yesterday )?"
            rf"(?:acquits?|acquitted|(?:clears?|cleared|frees?|freed){_THINGS})"
        ),
        r"(?:cleared|exonerated) of (?:[\w-]+ ){0,3}(?:charges?|murder|robbery|killing|defilement|terrorism)",
        r"(?:wa|a)meachiliwa huru na mahakama|(?:wa|a)(?:me)?achiliwa huru kwa (?:kukosa|ukosefu wa) ushahidi",
        r"(?:hawana|hana) hatia",
    ),
    "dropped": (
        (
            r"(?:{prosecutors}|state|prosecution|prosecutors?|courts?) (?:has |have )?(?:withdraws?|withdrew|withdrawn|"
            r"drops?|dropped|terminates?|terminated) (?:(?!in\b|witness|appeal|bid\b)[\w.$£-]+ ){0,3}"
            r"(?:charges?|cases?)"
        ),
        rf"{_BENCH} (?:has |have )?(?:throws?|threw|thrown) out (?:[\w-]+ ){{0,3}}(?:charges?|case)",
        rf"{_BENCH} (?:has |have )?dismiss(?:es|ed) (?:[\w-]+ ){{0,3}}(?:charges?|case against)",
        (
            r"(?:charges?|case) (?:(?:against|facing) (?:(?!not\b|never\b)[\w-]+ ){1,4})?(?:was |were |is |are )?"
            r"(?:dropped|withdrawn|dismissed|terminated)"
        ),
        r"(?:enters?|entered|files?|filed|grants?|granted) (?:a )?nolle prosequi",
        (
            r"(?:kesi|mashtaka) (?:[\w-]+ ){0,4}(?:ya|i|ime|ili|yame|yali)?"
            r"(?:tupiliwa mbali|tupwa|ondolewa|futwa|futiliwa mbali)"
        ),
        r"(?:mahakama|korti|jaji|hakimu) (?:ya|a|ali|ime|ame|ili)(?:mw?|wa)?ondolea mashtaka",
        (
            r"(?:{prosecutors}|kiongozi wa mashtaka|mahakama|korti|jaji|hakimu|serikali) "
            r"(?:ya|a|ali|ime|ame|ili)(?:ondoa|futa|futilia mbali|tupilia mbali) (?:kesi|mashtaka)"
        ),
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
        r"(?:face|faces|facing) (?:\w+ ){0,3}charges?",
        r"(?:denied|denies|deny) (?:(?!charges?\b|dropping|withdrawing)\w+ ){1,3}charges?(?! (?:that|by)\b)",
        (
            rf"(?:{_SOMEBODY}|pastor|priest|teacher|trader|driver|student|doctor) (?:denied|denies|deny) charges?"
            r"(?! (?:that|by)\b)"
        ),
        rf"{_ACCUSED} (?:denied|denies|deny) (?:killing|murder(?:ing)?)(?! (?:claims?|rumou?rs|reports?|plots?)\b)",
        r"pleads? not guilty|pleaded not guilty",
        rf"{_NO_FEE}(?:charged|arraigned){_ENDS}",
        r"(?:wa|a)(?:me)?shtakiwa|(?:wa|a)(?:me)?fikishwa (?:mahakamani|kortini)",
        r"(?:wa|a)(?:me|li)?(?:kanusha|kana|funguliwa) (?:ma)?shi?taka",
    ),
    "rearrested": (
        r"re-?arrest(?:s|ed)",
        rf"{_FORCE}re-?arrest",
        r"(?:arrested|nabbed|apprehended|detained) again(?! and again)",
        r"(?:wa|a)(?:me|li)?(?:kamatwa|naswa|tiwa (?:mbaroni|nguvuni)) tena",
    ),
    "bailed": (
        rf"{_FREE} (?:[\w'-]+ ){{0,4}}{_ON_BOND}",
        rf"{_LETS_GO} (?:(?!of\b|{_UNHELD})[\w',-]+ ){{1,8}}{_ON_BOND}",
        rf"{_ACHILIA}(?: [\w'-]+){{0,3}} kwa (?:[\w'-]+ ){{0,3}}(?:dhamana|bondi)",
    ),
    "released": (
        rf"{_FREE} (?:[\w'-]+ ){{0,4}}{_WITHOUT}",
        rf"{_LETS_GO} (?:(?!of\b|{_UNHELD})[\w',-]+ ){{1,8}}{_WITHOUT}",
        (
            rf"{_FREE} (?:[\w'-]+ ){{0,2}}after (?:[\w'-]+ ){{0,5}}?"
            r"(?:cells?|custody|arrest|detention|questioning|grilling|police stations?|recording (?:\w+ )?statements?)"
            r"(?! deaths?\b)"
        ),
        rf"{_FREE} from (?:[\w'-]+ ){{0,2}}(?:custody|cells?|detention|remand|police stations?)",
        (
            rf"police (?:have |has )?{_LETS_GO} (?:(?!(?:of|on|about)\b|{_UNHELD})[\w'-]+ ){{0,3}}{_HELD_ONES}"
            r"(?!['’]| (?:held|kept))"
        ),
        (
            rf"{_HELD}\b[^.;:]{{0,60}}?(?:,| and| but| then| before being)(?: (?:later|then|were|was|ha(?:s|ve) been))*"
            rf" {_FREE}"
        ),
        rf"{_HELD} [^.;:]{{1,60}} (?:freed|set free)(?=$|[,.;]| after| as| following)",
        rf"{_ACHILIA}(?: [\w'-]+){{0,3}} bila (?:ya )?(?:(?:ma|ku)shtaki?w?a|masharti)",
        rf"{_ACHILIA} kutoka (?:kizuizini|korokoroni|seli|rumande)",
        (
            rf"\w+(?:kamatwa|zuiliwa|tiwa mbaroni)\b[^.;:]{{0,50}} (?:{_ACHILIA}|"
            r"(?:na|kisha|baadaye|kabla ya) kuachi(?:li)?wa\b(?: huru)?)"
        ),
        (
            rf"polisi (?:\w+ )?{_ACHILIA} (?:washukiwa|waandamanaji|mshukiwa|vijana|"
            r"(?:wa|mwa)n(?:aharakati|ahabari|afunzi))"
        ),
    ),
    "arrested": (
        rf"{_PASSIVE} (?:arrested|nabbed|apprehended|(?:detained|captured){_CAPTORS}{_PICTURED})",
        rf"ha(?:ve|s) (?:arrested|nabbed|apprehended|detained|captured{_NOBODY}){_LOOT}",
        (
            r"(?:in|taken into) (?:police )?custody"
            r"(?! (?:of (?!(?:the )?(?:police|detectives)\b)|(?:deaths?|battles?|rows?|cases?)\b))"
        ),
        r"being held (?:at|over|by (?:police|detectives)|in (?:connection|custody))|rounded up (?:in|by|over|after)",
        (
            rf"{_FORCE}(?:arrest|arrests|arrested|nab|nabs|nabbed)"
            r"(?! (?:warrants?|nobody|no one|powers?|records?|(?:the )?(?:bleeding|decline|fall|slide|"
            r"situation|spread)))"
        ),
        rf"{_FORCE}(?:pick up|picked up|pounce on|hold) (?:[\w'-]+ ){{1,5}}(?:over|for|in)",
        rf"(?:arrested|nabbed|apprehended) {_WHERE}|seized with|held over",
        rf"captured{_NOBODY}{_CAPTORS}{_PICTURED} (?:in|with|at|near|by)",
        r"surrender(?:s|ed)? (?:himself |herself |themselves )?to (?:the )?(?:police|{forces}|detectives|authorities)",
        r"ajisalimisha|wajisalimisha|alijisalimisha",
        r"(?:wana|lina|ina)(?:m|wa)zuilia",
        (
            r"(?:wa|wame|wali|ya|ime|ili)(?:m|wa)?(?:kamata|nasa|tia mbaroni|tia nguvuni) (?:wa\w+|m(?:tu|bunge|jane|"
            r"lanzi|"
            r"linzi|kurugenzi|kuu|zee|ume|toto|vulana|w\w+|sh\w+|fa\w+|fu\w+|gan\w+|chi\w+|chu\w+|pig\w+|lez\w+|"
            r"hub\w+|ha[slr]\w+|ke\w*)|ma(?:afisa|askari|jambazi|jangili|gaidi|diwani|kanga|shahidi|kurutu|mluki|"
            r"gavana|"
            r"seneta|chifu|haramia|dereva|tapeli|kachero)\b)"
        ),
        rf"{_FORCE}(?:apprehend|apprehended|(?:detain|detained|capture|captured){_NOBODY}{_CAPTORS}{_PICTURED})",
        (
            rf"{_SOMEBODY} (?:arrested|nabbed|held|detained)"
            rf"{_CAPTORS}(?! (?:up|the|hostage|captives?|protesters?|suspects?|m[ae]n|youths?|activists?|people|"
            r"persons)\b)"
        ),
        r"(?:wa|a)(?:me)?(?:kamatwa|naswa|tiwa (?:mbaroni|nguvuni))|(?:wa|a)(?:na)?zuiliwa",
        r"(?:wa|a)(?:na)?shikiliwa na (?:polisi|maafisa|makachero)",
    ),
}


@lru_cache(maxsize=8)
def stated(actors: Actors) -> dict[str, re.Pattern[str]]:
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
        found[stage] = re.compile(rf"(?<!re-)\b(?:{told})(?!\w)")  # without case ``re`` takes twice as long
    return found
