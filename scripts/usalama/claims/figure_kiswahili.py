"""The patterns by which a Kiswahili text counts people and animals, like those of ``figure_patterns``.

Noun before number ("watu watatu"), so that a verb of one person after a larger number counts somebody else.
"""

import re

from usalama.claims.figure_words import rule

_SW_ABOUT = r"(?:(?:takriban|zaidi ya|karibu|kama|angalau|yapata|takribani) )?"
_SW_N = rf"(?:kati ya #\d+ na #\d+|{_SW_ABOUT}#\d+(?: (?:au|hadi|-|–) #\d+)?)"
_PERSON_WORDS = """
mahabusu makanga madaktari mabaharia makurutu mafundi makachero mashahidi mahujaji makasisi mapadri maaskofu majaji
mahakimu madiwani mawaziri maseneta magavana mawakala makarani mateka maharamia majasusi makomando makuli majirani
maharusi maimamu mapasta mashabiki makonda matapeli manahodha manusura manamba machokoraa mainspekta makoplo makonstebo
maluteni mameja makapteni vibarua vigogo vinara vikongwe ndugu
"""
PERSONS = frozenset(_PERSON_WORDS.split())
"""People whose noun has no wa-; each is read as "watu", so that the patterns need not list them."""
_SW_HEADS = (
    r"watu|mtu|wa(?!nyama|dudu)\w{3,}|maafisa|afisa|polisi|askari|majambazi|jambazi|majangili|jangili|vijana|kijana|"
    r"magaidi|raia|abiria|mwanam(?:ke|ume|me)|mshukiwa|dereva|madereva|viongozi|jamaa|mtoto|"
    r"machifu|chifu|we(?:zi|nyeji|ngine|nz\w+)|m(?!a|i|buzi)\w{2,}(?:ji|shi|zi|limu|enda)"
)
"""Whom a Kiswahili noun names: the class wa-, with what has no wa- of its own. Animals agree as people do ("simba
watatu wauawa"), so that the noun alone tells them apart."""
_SW_WHO = rf"(?:(?:{_SW_HEADS})(?: (?:wa|ya) \w+)? )"
_SW_ALONE = rf"(?! (?:wa [\w']+ )?na (?:{_SW_HEADS}|m(?![aei]|buzi|fuko|koba)\w+) #)"
"""Behind a number that no other people's follows: "watu watatu na mwanamke mmoja". Guns and animals may."""
_SW_LIKE = r"(?:wadogo|wakubwa|wachanga|wazima|wakongwe|wazee|wote|wale|wengi|wengine)"
"""Adjectives of the class wa-, which animals have too: the noun stands before them."""
_SW_TRADE = (
    r"(?:maafisa|askari|polisi|viongozi|madereva|watu|wanajeshi|wahudumu|washukiwa|wanafunzi|wachimbaji|waendesha|"
    r"wauza|"
    r"wachimba|wachoma|wabeba|wapiga|wafanya|wapita|watembea kwa) [\w']+"
)
"""People with a word behind that says which: "waendesha bodaboda wawili", "maafisa usalama watatu"."""
_BARE = re.compile(
    rf"(?:^|[^\w']|(?:^| )(?:{_SW_HEADS}|{_SW_TRADE}|#\d+|na|ni|hadi|au|kwamba|kuwa|huku|pia|hao|"
    r"kama|mwa|mbaroni|nguvuni|risasi|(?!maua|mvua|hatua)[\w']*(?:ua|uawa|uliwa|fariki|jeruhi|jeruhiwa|kamata|kamatwa|"
    r"nasa|"
    r"naswa|fika|fikia|acha|sema|dai)))$"
)
"""Behind these, a Kiswahili number without a noun counts people: "mlipuko waua watano"."""
_NO_NOUN = re.compile(rf"kati ya #|{_SW_ABOUT}#|{_SW_LIKE} ")
_NOUN = re.compile(rf"(?:{_SW_HEADS}) ")
BEASTS = (
    r"(?:mifugo|ng'ombe|mbuzi|ngamia|kondoo|punda|wanyama(?:pori| pori)?|ndovu|tembo|simba|fisi|mbwa|kuku|nguruwe|"
    r"twiga|kiboko|viboko|mamba|chui|duma|nyati|mbogo|(?:ki)?faru|vifaru|ndege|samaki|nyuki|nyoka|chatu|nyani|tumbili|"
    r"swala|pundamilia|nyumbu|sungura|paka|bata|farasi|ndama|vifaranga|kobe|mbuni)"
)
_OF_BEASTS = re.compile(rf"idadi ya {BEASTS} ")
_BEASTS_BEFORE = re.compile(rf"(?:^| ){BEASTS}$")
_BEASTS_COUNTED = re.compile(rf"(?:^| ){BEASTS} (?:w\w+ )?#")
_OWNER = re.compile(r"(?P<owned>[\w']+) (?:wa|ya|za|la|cha|vya)$")
_OF_PEOPLE = re.compile(
    r"(?:kisa|visa|tukio|baada|kabla|idadi|mauaji|miili|maiti|kundi|genge|familia|jumla|vifo|kati|miongoni|mbali|kutokana|dhidi|kesi|"
    r"taarifa|habari|ripoti|kifo|zaidi|uchunguzi|kukamatwa|kuuawa|kufariki|kutoweka)"
)
_SW_DEAD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|aka|ku|wakiwa wame|walio|wana|zime)?(?:uawa|uliwa|auawa|uuawa|uuliwa|uwawa|"
    r"fariki|fa|poteza maisha)|(?:wa|wame|wali|waka|ya|i|ime|ku)?(?:angamia|teketea)|"
    r"(?:wa|wali|wame|waka|a|ali|ku)?(?:chinjwa|katwa mapanga hadi kufa)|waliungua hadi kufa|wachomeka hadi kufa|"
    r"(?:wame|wali|waki|wana|wa)(?:ripotiwa|thibitishwa) ku(?:aga dunia|fariki|u?uawa|u?uwawa|fa)|"
    r"walikufa|wamekufa|wakufa|wameaga dunia|waaga dunia)"
)
_SW_HURT = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio|huku waki|waki)?jeruhiwa|(?:wame|wali|wa)?pata majeraha|"
    r"wauguza majeraha)"
)
_SW_HELD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio)?(?:kamatwa|naswa(?! (?:ndani|kwenye|chini|katika))|tiwa mbaroni|"
    r"tiwa nguvuni|zuiliwa|shikiliwa(?! watu))|"
    r"(?:wana|ana)(?:zuiliwa|shikiliwa(?! watu))|(?:wako |wapo )?(?:mbaroni|nguvuni|kizuizini))"
)
_SW_GONE = r"(?:hawajulikani (?:walipo|waliko)|hajulikani (?:alipo|aliko)|(?:wame|wali|wa)toweka|haijulikani waliko)"
AMONG = "(?:kati ya|miongoni mwa)"
INCLUDING = "(?:wakiwemo|wakiwamo|ikiwemo|wakijumuisha|ikijumuisha|ikiwa ni pamoja na)"
_SW_BEASTS = r"(?:mifugo|ng'ombe|mbuzi|ngamia|kondoo|punda|wanyama)"
_SW_MORE_BEASTS = rf"(?:(?: ,| na| , na) {_SW_BEASTS} {_SW_N})*"
_SW_TAKEN = r"(?:(?:wali|wame|wa|ili|ime|i|iki|waki|ku|walio|ilio|iliyo)?ibwa|(?:wali|ku|wa)?porwa)"
_SW_GAP = (
    r"(?! na wengine(?! #))"
    r"(?: wa (?:al[ -]sha\w+|(?:kundi|genge)(?: \w+)? la [\w'-]+(?: [\w'-]+)?))?"
    r"(?: (?:wa|ya) [\w'#-]+(?: #\d+)?){0,2}(?: (?:kutoka|katika|nchini|mjini|" + INCLUDING + r") [\w']+(?: [\w'#]+)?)?"
    r"(?: (?:jana|leo|usiku|"
    r"hao|huko|wengine|pia|alfajiri|asubuhi|na))*"
)
"""Whose or of what those counted are, and when: “wahudumu 2 wa bodaboda jana usiku”; what befell “others” did not
them."""
_KU = "(?:(?<= na )|(?<= kwa )|(?<= ya )|(?<= wa ))ku"
"""A deed in the infinitive was done where it follows another or its results; "polisi kukamata" is a plan."""
KISWAHILI = (
    rule(
        "killed",
        rf"{_SW_WHO}?(?P<n>#\d+) {AMONG} (?:wale |hao )?{_SW_WHO}?#\d+(?! walio(?:u?uawa|uliwa|fariki|kufa))"
        rf"(?: (?:wa)?lio\w+)?{_SW_GAP} {_SW_DEAD}",
    ),
    rule("killed", rf"(?P<n>{_SW_WHO}#\d+ na {_SW_WHO}#\d+) {_SW_DEAD}", adds=True),
    rule("killed", rf"mauaji ya (?:zaidi ya )?{_SW_WHO}(?P<n>{_SW_N})(?! (?:, )?(?:[\w']+ ){{0,3}}na(?: |$))"),
    rule("killed", rf"(?:waliouawa|waliofariki|waliokufa|waliofa) (?:ni|walikuwa|wamefikia|ni watu) (?P<n>{_SW_N})"),
    rule("injured", r"majeruhi (?P<n>#\d+)"),
    rule("injured", rf"(?:waliojeruhiwa|majeruhi) (?:ni|walikuwa|wamefikia) (?P<n>{_SW_N})"),
    rule("arrested", rf"(?:waliokamatwa|walionaswa) (?:ni|walikuwa|wamefikia) (?P<n>{_SW_N})"),
    rule(
        "killed",
        rf"(?:miili|maiti) (?P<n>{_SW_N})(?: ya [\w']+)? (?:ya|za)?(?:li|me|ime|ili|zi)?"
        rf"(?:patikana|opolewa|fukuliwa|ondolewa|gunduliwa|okotwa|tolewa)",
    ),
    rule("killed", rf"(?:miili|maiti) ya (?P<n>{_SW_WHO}{_SW_N}) (?:\w{{1,4}})?(?:patikana|opolewa|fukuliwa|okotwa)"),
    rule("killed", rf"(?:wapata|walipata|wamepata|yapata) (?:miili|maiti) (?P<n>{_SW_N})"),
    rule(
        "killed",
        r"(?:waliofariki|waliouawa|waliokufa|waliofa|vifo)(?: [\w']+){0,5}? (?:kutoka|kwa) (?:watu )?#\d+ "
        r"hadi (?:watu )?(?P<n>#\d+)",
    ),
    rule(
        "killed",
        rf"(?:idadi|idadi ya) (?:\w+ )?(?:waliofariki|waliouawa|wafu|waliofa|vifo)(?: \w+){{0,3}}"
        rf"(?<! kwa)(?<! kwa watu) (?P<n>{_SW_N})",
    ),
    rule(
        "killed",
        rf"(?:idadi ya )?(?:waliofariki|waliouawa|waliokufa|waliofa|walioaga dunia|walioangamia|vifo|waathiriwa)"
        rf"(?: [\w']+){{0,7}}? (?:yafika|imefika|yafikia|imefikia|yapanda hadi|imepanda hadi|yaongezeka hadi|"
        rf"imeongezeka hadi|sasa ni|sasa yafika|wafika|wafikia|yagonga) (?:watu )?(?P<n>{_SW_N})",
    ),
    rule("killed", rf"vifo vya {_SW_WHO}?(?P<n>{_SW_N})(?! zaidi(?! ya))"),
    rule(
        "killed",
        rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} (?:(?:kwa )?(?:kupigwa|wapigwa) risasi na )?{_SW_DEAD}",
        listed=True,
    ),
    rule("injured", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_HURT}", listed=True),
    rule("missing", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_GONE}", listed=True),
    rule("arrested", rf"{_SW_WHO}?(?P<n>{_SW_N}){_SW_GAP} {_SW_HELD}", listed=True),
    rule(
        "killed",
        rf"(?:wa|wame|wali|ya|yame|yali|ku|ame|ali|a|waka|wali?wa|kuwa|wakiwa|waki|ime|ili|i|la|li|lime|lili|ki|kime|"
        rf"kili|u|ume|uli|zi|zime|waliowa|walio|aliyewa|waliom|kilicho|lililo|yaliyo)"
        rf"(?:ua|uua|waua|uwa|wauwa) {_SW_WHO}?(?P<n>{_SW_N}){_SW_ALONE}",
    ),
    rule("injured", rf"(?:wa|wame|wali|ya|yame|ku|kuwa|waka|waki|wali?wa)jeruhi {_SW_WHO}?(?P<n>{_SW_N})"),
    rule(
        "arrested",
        rf"(?:wa|wame|wali|ya|yame|{_KU}|kuwa|waka|waliwa|wamewa|yawa|wawa|tumewa|tuliwa|wam|wamem|walim|inawa|imewa|wanam|"
        rf"iliwa|wanawa)(?:kamata|nasa|tia mbaroni|tia nguvuni|zuilia|shikilia) {_SW_WHO}?(?P<n>{_SW_N}){_SW_ALONE}",
    ),
    rule(
        "animals",
        rf"(?:walitoroka|watoroka|wakatoroka|kutoroka|wametoroka|walitoweka|watoweka|wakatoweka|kutoweka) na "
        rf"(?P<n>{_SW_BEASTS} {_SW_N}{_SW_MORE_BEASTS})",
        adds=True,
    ),
    rule(
        "animals",
        rf"(?P<n>{_SW_BEASTS} {_SW_N}{_SW_MORE_BEASTS}){_SW_GAP} {_SW_TAKEN}(?!.*(?:patikana|rejeshwa|okolewa))",
        adds=True,
    ),
    rule(
        "animals",
        r"(?:wa|wame|wali|ku|waka|waki)(?:iba|pora|iiba|ibiwa|porwa|torosha) "
        rf"(?P<n>{_SW_BEASTS} {_SW_N}{_SW_MORE_BEASTS})",
        adds=True,
    ),
)


def counts_others(before: str, said: str) -> bool:
    """Return whether what stands ``before`` makes a Kiswahili number one of animals or things.

    The noun stands before its number: "simba watatu wauawa", "mbwa wa polisi wawili wauawa", "maduka 20 yateketea".
    """
    if _OF_BEASTS.match(said) or (said.startswith("wengine #") and _BEASTS_COUNTED.search(before)):
        return True
    if said.startswith("walio") and _BEASTS_BEFORE.search(before):
        return True
    if _NO_NOUN.match(said):
        return _BARE.search(before) is None or _BEASTS_BEFORE.search(before) is not None
    owner = _OWNER.search(before) if _NOUN.match(said) else None
    return owner is not None and _OF_PEOPLE.fullmatch(owner["owned"]) is None
