"""The patterns by which a text counts people and animals, on words in small letters with numbers as ``#0``.

One rule a way of saying it, each for one kind, tried in order: what one rule has taken no other may take. They know
grammar, not the world, and refuse where the grammar has two readings.
"""

from usalama.claims.figure_people import MARKS
from usalama.claims.figure_words import (
    ALSO,
    BEASTS,
    DEAD,
    GONE,
    HELD,
    HURT,
    ROOTS,
    STOP,
    WAS,
    WHERE,
    WHO,
    N,
    Rule,
    rule,
)

_AUX = r"(?:were|was|have been|has been|had been|are|is)(?: (?:later|also|all|both|then|still))?"


def _passive(kind: str, said: str) -> Rule:
    one = rf"{N}(?:{WHO}| of them)?"
    both = rf"(?P<n>{N}{WHO}(?:(?: ,| and| , and) {N}{WHO})+|{one})"
    return rule(
        kind,
        rf"(?<!another )(?<!other )(?<!the )(?<!of )(?<!with )(?<!plus ){both}{WHERE}{WAS} {said}",
        adds=True,
        listed=True,
    )


def _attached(kind: str, said: str) -> Rule:
    """Between those counted and what happened to them stands where they belong, or what they are suspected of."""
    tie = r"(?:from|with|of|linked|suspected|accused|believed|attached|belonging|travelling|working|serving|based)"
    when = r"(?: (?:later|also|all|both|then|ambushed and|attacked and|shot and|on|last|early|\w+day|night|morning))*"
    return rule(
        kind,
        rf"(?<!another )(?<!other )(?<!the )(?<!of )(?<!with )(?P<n>{N}{WHO}) {tie}"
        rf"(?: (?!(?:and|who|was|were|are|when|after|as) )[\w'-]+){{1,10}}? {said.format(aux=_AUX + when)}",
        listed=True,
    )


def _active(kind: str, verbs: str) -> Rule:
    lists = r"(?! (?:, )?and (?:a|an|one|his|her|their|the|himself|herself)(?: |$))"
    bare = (
        r"(?= (?:in|at|on|near|as|during|after|,|and|\.|from|by|while|when|before|over|for|with|suspected|linked|:|"
        r"outside|inside|along|within)(?: |$)|$)"
    )
    more = "(?: another)?" if kind == "injured" else ""  # than the dead; "killed another two" is no toll
    return rule(
        kind,
        rf"(?:(?<!to )|(?=\w+ing |\w+ of ))(?:{verbs}){more} "
        rf"(?P<n>(?>{N}(?:{WHO}{ALSO}?(?! of)|{bare})))(?! (?:of|more|"
        rf"years?|days?|months?|hours?|times?|percent|per|million|counts?|rounds?|shots?|bullets|birds|with one)(?: |"
        rf"$)){lists}",
        adds=True,
    )


_KILLING = (
    r"(?:killing|killings|murder|death|deaths)(?: earlier| late)?(?: this week| yesterday| overnight| on \w+day) of|"
    r"kill|kills|killing|murdered|murder|shot dead|shoots? dead|shooting dead|gunned down|gun down|kill at|"
    r"killing of|murder of|deaths? of|hacked to death|(?:claim|claims|claimed|claiming)(?: the)? lives of|"
    r"killings of|felled|strangle|strangles|strangled|strangling|fatally shoots?|fatally shot|behead|beheads|beheaded|"
    r"lynch|lynches|lynched|beats? to death|hacks? to death|stabs? to death|burns? to death|"
    r"stabbed to death|beaten to death|massacre|massacres|massacred|butcher|butchers|butchered|execute|executes|"
    r"executed|slay|slays|shoot and kill|shoots and kills|shot and killed"
)
_HURTING = r"injure|injures|injuring|injured|wound|wounds|wounding|wounded|hurt|hurts|hurting"
_ARRESTING = (
    r"arrest|arrests|arrested|arresting|nab|nabs|nabbed|nabbing|apprehend|apprehended|detain|detained|"
    r"rounded up|round up|holding|net|nets|netted"
)
_LEFT = r"(?:left|leaves|leaving|leave) "
_COUNT_OF = r"(?:number|tally|count|figure) of (?:the |all )?(?:people |persons |those )?"
_TO = (
    r"(?: (?:has|had|have|now|also|since|was|is|stood|stands|put|placed|at|to|rose|risen|rises?|hits?|reach(?:ed|es)?|"
    r"climb(?:s|ed)?|jump(?:s|ed)?|soar(?:s|ed)?|grow(?:s|n)?|grew|shoots up|up|increased?|increases))*"
)
_NO_PLURAL = r"(?! [a-z-]+[a-hj-rtv-z]s(?: |$))"
"""People were lifted, so a plural that still stands behind a number is what was counted."""
_PART = rf"(?P<n>#\d+)(?: out)? of (?:the|those|its|their) #\d+(?:{WHO}|{_NO_PLURAL})(?: [\w'-]+){{0,6}}?"
_THERE = r"(?= (?:in|by|during|at|on|near)(?: |$)|$)"
_ALL_TOLD = (
    rf"(?:{WHO}|(?= (?:[_,.:(–-]|and|as|after|in|from|with|on|following|while|when|since|now|so|amid|dead|deaths?|"
    r"killed|bodies|lives|but|including|by|across|victims|for|at|over|despite|overnight|nationwide|\w+day)"
    r"(?: |$)|$))"
)
"""Behind a toll stands who was counted, or something else begins: "toll in five counties" counts nobody."""
_FOUND = r"(?:found|retrieved|recovered|discovered|dumped|pulled)"
_ENDS_THERE = rf"(?! (?:,|and) #\d+{WHO}(?:$| (?:[.,;]|in|at|near|on)(?: |$)))"
"""Behind the last number: "Killed: two officers, three reservists" gives two parts of a toll."""
_ALONE = r"(?<!#\d )(?<!persons )(?<!suspects )(?<!others )"
"""Behind a number, what stands behind the colon are parts of it: "Five killed: three herders and two officers"."""
_ROSE = rf"(?:from|by) #\d+(?:{WHO})? to (?P<n>#\d+)(?:{WHO})?"
_ENGLISH = (
    rule(
        "killed",
        rf"{_ALONE}(?:killed|dead|deaths?|fatalities|casualties) : (?P<n>{N}){_ALL_TOLD}(?: dead)?{_ENDS_THERE}",
    ),
    rule("injured", rf"{_ALONE}(?:injured|wounded|hurt|injuries) : (?P<n>{N}){_ALL_TOLD}{_ENDS_THERE}"),
    rule("arrested", rf"{_ALONE}(?:arrested|arrests|held) : (?P<n>{N}){_ALL_TOLD}{_ENDS_THERE}"),
    rule("missing", rf"{_ALONE}missing : (?P<n>{N}){_ALL_TOLD}"),
    rule("killed", rf"(?:toll|deaths?|dead|fatalities|people killed)(?: [\w']+){{0,7}}? {_ROSE}"),
    rule("injured", rf"(?:injured|wounded)(?: [\w']+){{0,4}}? {_ROSE}"),
    rule("arrested", rf"(?:arrests|arrested)(?: [\w']+){{0,4}}? {_ROSE}"),
    rule(
        "killed",
        rf"(?:death )?toll(?: (?:from|in|of|at)(?: [\w']+){{1,5}}?)?{_TO} (?:at|to|hits?|reach(?:es|ed)?|is|was|now|"
        rf"passes|tops|nears) "
        rf"(?P<n>{N}){_ALL_TOLD}",
        roots="toll",
    ),
    rule(
        "killed",
        rf"{_COUNT_OF}(?:dead|deaths|killed|victims|fatalities)(?: (?:in|"
        rf"from) (?:[\w']+ ){{0,3}}?[\w']+)?{_TO} (?P<n>{N})",
        roots="count figure number tally",
    ),
    rule("injured", rf"{_COUNT_OF}(?:injured|wounded|casualties){_TO} (?P<n>{N})"),
    rule("arrested", rf"{_COUNT_OF}(?:arrests|arrested|suspects arrested){_TO} (?P<n>{N})"),
    rule(
        "arrested",
        rf"arrests(?: [\w']+){{0,4}} (?:rise|rises|rose|climb|climbs|climbed|hit|hits|reach|reaches|reached|"
        rf"to) (?:to )?(?P<n>{N})",
    ),
    rule("killed", rf"{_PART} (?:died|perished|{_AUX} (?:killed|shot dead|murdered|found dead))"),
    rule("injured", rf"{_PART} {_AUX} (?:injured|wounded|hurt)"),
    rule("arrested", rf"{_PART} {_AUX} (?:arrested|nabbed|detained|apprehended)"),
    rule(
        "killed",
        rf"(?<!of )the (?P<n>#\d+)(?:{WHO})? (?:killed|slain|dead)(?= (?:were|was|are|is|include[ds]?|have|had)(?: |"
        rf"$))",
    ),
    # "Nine of the 11 passengers killed" may be nine; of eleven who were killed the noun says nothing.
    rule("killed", rf"(?:of|to) the (?P<n>#\d+)(?:(?<!#\d of the #\d){WHO})? (?:killed|slain){_THERE}"),
    rule("killed", rf"(?<!father )(?<!mother )(?<!\d )(?:of|to) (?P<n>#\d+)(?:{WHO}) (?:killed|slain){_THERE}"),
    rule(
        "killed",
        rf"(?:of|to) (?:the )?(?P<n>#\d+)(?:{WHO}) who (?:died|perished|were (?:killed|shot dead|"
        rf"murdered))",
    ),
    rule("killed", rf"(?:one|case) of (?P<n>#\d+) (?:killed|slain){_THERE}"),
    rule("arrested", r"of the (?P<n>#\d+) arrested(?= ,)"),
    rule("arrested", rf"(?<!of )the (?P<n>#\d+)(?:{WHO}) (?:arrested|nabbed)(?= (?:on|in|at|during|over)(?: |$))"),
    rule("arrested", rf"of (?:the )?(?P<n>#\d+)(?:{WHO}) arrested(?= (?:is|are|was|were|in|over|at)(?: |$))"),
    rule(
        "missing",
        rf"(?<!\d of )(?<!of the )(?<!bodies of )(?P<n>{N}) missing {MARKS}"
        r"(?! (?:\w+ ){0,3}(?:found|traced|located|safe|reunited|return(?:s|ed)?|resurface[sd]?))",
    ),
    rule("killed", rf"with (?P<n>{N}{WHO}) (?:dead|killed)(?= (?:and|,|in|at|on)(?: |$)|$)"),
    rule("injured", rf"(?<!of )the (?:injured|wounded) , (?P<n>{N})(?! (?:of|percent)(?: |$))"),
    rule("killed", rf"(?P<n>{N}) bodies(?: (?:were|was|have been|had been|also|of [\w'-]+))* {_FOUND}", roots="bod"),
    rule("killed", rf"bodies of (?P<n>{N}{WHO})(?: (?:were|was|have been|had been))* {_FOUND}", roots="bodies"),
    rule(
        "killed",
        rf"(?:blast|explosion|attack|ambush|raid|bomb|ied|shooting|clashes|violence|"
        rf"fire)(?: [\w']+){{0,2}} (?:claims|claimed) (?P<n>{N}(?:{WHO}|{_NO_PLURAL}))(?! (?:of|percent|million)"
        rf"(?: |$))",
        roots="claim",
    ),
    rule("arrested", rf"(?:gang|group) of (?P<n>{N})(?:{WHO})?{WAS} {HELD}", roots="ang roup"),
    rule(
        "killed",
        rf"(?:recover|retrieve|find|pull|exhume|discover)(?:s|ed)? (?P<n>{N}) bodies(?! (?:buried|in mortuary))",
        roots="bodies",
    ),
    rule("killed", rf"(?:death toll|body count)(?: [\w']+){{0,6}}(?<! by) (?P<n>{N}){_ALL_TOLD}", roots="toll body"),
    rule("killed", rf"bringing(?: [\w']+){{0,3}} (?:dead|toll|deaths) to (?P<n>{N})", roots="bringing"),
    rule(
        "killed",
        rf"(?:deaths|fatalities) (?:in|from|after)(?: [\w'-]+){{0,4}} (?:attack|raid|ambush|blast|explosion|"
        rf"clash|clashes|protests?|shooting|massacre|siege|stampede|fire|crash)(?: [\w'-]+){{0,4}}? "
        rf"(?:rises?|rose|risen|climbs?|climbed|hits?|reach(?:es|ed)?)(?: to)? (?P<n>{N}){_ALL_TOLD}",
    ),
    rule("killed", rf"number of (?:dead|deaths|(?:those|people) killed)(?: [\w']+){{0,3}} to (?P<n>{N})"),
    rule("killed", rf"{_LEFT}(?P<n>{N}(?:{WHO})?) dead"),
    rule(
        "injured",
        rf"{_LEFT}(?P<n>{N}(?:{WHO})?){WAS} (?:injured|wounded|hurt|with (?:[\w-]+ ){{0,2}}(?:injuries|wounds|"
        rf"burns))",
    ),
    rule("missing", rf"{_LEFT}(?P<n>{N}(?:{WHO})?) missing"),
    rule("killed", rf"(?:claim|claims|claimed|claiming) (?P<n>{N}) lives", roots="lives"),
    rule(
        "killed",
        r"(?:killed|kill|kills|killing|shot dead|gunned down) (?P<n>#\d+)(?: out)? of (?:the|its|their|his) #\d+",
    ),
    rule(
        "killed",
        rf"(?:maul|trample|stone|stab|hack|beat|burn|shoot|shot|stabbed|hacked|beaten|burnt|"
        rf"burned)s? (?P<n>{N}(?:{WHO})?) (?:to death|dead)",
    ),
    rule("arrested", rf"(?:seize|seizes|seized|seizing) (?P<n>{N} suspects){_NO_PLURAL}", roots="seiz"),
    rule(
        "killed",
        rf"(?:all )?(?P<n>{N})(?: people| passengers| soldiers)? (?:on board|aboard){WAS} {DEAD}",
        roots="board",
    ),
    _active("killed", _KILLING + "|killed"),
    _active("injured", _HURTING),
    _active("arrested", _ARRESTING),
    rule("missing", rf"(?P<n>{N}(?:{WHO})?) (?:as|reported|registered|declared|presumed) missing"),
    rule("missing", rf"whereabouts of (?P<n>{N}(?:{WHO}))", roots="whereabouts"),
    _attached(
        "killed",
        r"(?:died|perished|{aux} (?:killed|shot dead|murdered|slain|gunned down|found dead|hacked to death))",
    ),
    _attached("injured", r"{aux} (?:injured|wounded|hurt)"),
    _attached("arrested", r"{aux} (?:arrested|nabbed|detained|apprehended|in custody)"),
    _passive("killed", DEAD),
    _passive("injured", HURT),
    _passive("missing", GONE),
    _passive("arrested", HELD),
    rule("killed", rf"(?P<n>{N}) (?:deaths|fatalities)(?! (?:in custody|every|each|per|since|from|by|annually|last))"),
    rule(
        "animals",
        rf"(?<!to )(?<!accused of )(?<!suspected of )(?:stole|steal|steals|stealing|stolen|drove away|drive away|"
        rf"driving away|drove off|drive off|"
        rf"driving off|made away with|make away with|making away with|make off with|made off with|making off with|"
        rf"took away|take away|(?:drove|drive|driving) (?:away|off) with|"
        rf"rustled|rustle|(?:escape[sd]?|left|leave|fled|flees?|vanish(?:ed|es)?|"
        rf"disappear(?:ed|s)?) with|raided|took|take) (?P<n>{N} (?:{STOP}[\w'-]+ ){{0,2}}{BEASTS}(?:(?: ,| and|"
        rf" , and) {N} {BEASTS})*)",
        adds=True,
    ),
    rule(
        "animals",
        rf"(?P<n>{N} (?:{STOP}[\w'-]+ ){{0,2}}{BEASTS}(?:(?: ,| and| , and) {N} {BEASTS})*){WAS} "
        r"(?:stolen|driven away|driven off|driven across|taken away|rustled|taken|lost to)"
        r"(?!.* (?:recovered|found|returned|rescued|retrieved)(?: |$))",
        adds=True,
    ),
    rule(
        "animals",
        rf"(?P<n>{N} stolen {BEASTS})(?! feared)(?!.* (?:recovered|found|returned|rescued|retrieved|seized|traced|back|"
        rf"handed)(?: |$))",
    ),
    rule("animals", rf"(?:theft|rustling|stealing) of (?P<n>{N} (?:{STOP}[\w'-]+ ){{0,2}}{BEASTS})", adds=True),
    rule(
        "animals",
        rf"(?:lose|loses|lost|losing) (?P<n>{N} (?:{STOP}[\w'-]+ ){{0,2}}{BEASTS})"
        r"(?= (?:in|to|after|during) (?:[\w'-]+ ){0,3}(?:raid|raiders|bandits|rustlers|thieves|attack)(?: |$))",
    ),
)
ANOTHER = rule(
    "killed",
    rf"(?:puts?|says?|said|confirm(?:s|ed)?|count(?:s|ed)?|insist(?:s|ed)?|\w*(?:sema|dai|thibitisha))"
    rf"(?: (?:it|(?:the )?(?:death )?(?:number|toll|figure|count)))?(?: (?:at|is|was|were|to|of|only|just|ni|kuwa|"
    rf"walikuwa|"
    rf"watu))* "
    rf"(?P<n>(?:zaidi ya )?{N})(?:{WHO})?(?: (?:were|was))?(?: (?:dead|killed|died|deaths))?(?=$| \.$| ,)",
)
"""What somebody else says of a toll that was told before: "police put it at two"."""
ENGLISH = tuple(one if one.roots else one._replace(roots=frozenset(ROOTS[one.kind].split())) for one in _ENGLISH)
