"""The patterns by which a Kiswahili text counts people and animals, like those of ``figure_patterns``.

Noun before number ("watu watatu"), so that a verb of one person after a larger number counts somebody else.
"""

from __future__ import annotations

from usalama.figure_patterns import rule

_SW_ABOUT = r"(?:(?:takriban|zaidi ya|karibu|kama|angalau|yapata|takribani) )?"
_SW_N = rf"(?:kati ya #\d+ na #\d+|{_SW_ABOUT}#\d+(?: (?:au|hadi|-|–) #\d+)?)"
_SW_HEADS = (
    r"watu|mtu|wa\w{3,}|maafisa|afisa|polisi|askari|majambazi|jambazi|majangili|jangili|vijana|magaidi|raia|abiria|"
    r"mwanamke|mwanamume|mwanafunzi|mshukiwa|wengine|dereva|madereva|viongozi|jamaa|mtoto|mkazi|mfugaji|machifu|chifu"
)
_SW_WHO = rf"(?:(?:{_SW_HEADS})(?: (?:wa|ya) \w+)? )"
_SW_DEAD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|aka|ku|wakiwa wame|walio|wana|zime)?(?:uawa|uliwa|auawa|uuawa|uuliwa|"
    r"uwawa|fariki|fa|poteza maisha)|wauawa|wauwawa|wauliwa|"
    r"(?:wa|wame|wali|waka|ya|i|ime|ku)?(?:angamia|teketea)|(?:wa|wali|wame|waka|a|ali|ku)?(?:chinjwa|"
    r"katwa mapanga hadi kufa)|waliungua hadi kufa|wachomeka hadi kufa|wafariki|walikufa|wamekufa|wakufa|auawa|"
    r"wapoteza maisha|wameaga dunia|"
    r"waaga dunia)"
)
_SW_HURT = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio|huku waki|waki)?jeruhiwa|(?:wame|wali|wa)?pata majeraha|"
    r"wauguza majeraha)"
)
_SW_HELD = (
    r"(?:(?:wame|wali|wa|ame|ali|a|waka|ku|walio)?(?:kamatwa|naswa(?! (?:ndani|kwenye|chini|katika))|tiwa mbaroni|"
    r"tiwa nguvuni|zuiliwa)|(?:wako |wapo )?(?:mbaroni|nguvuni|kizuizini)|"
    r"nguvuni|kizuizini)"
)
_SW_GONE = r"(?:hawajulikani (?:walipo|waliko)|hajulikani (?:alipo|aliko)|(?:wame|wali|wa)toweka|haijulikani waliko)"
_SW_BEASTS = r"(?:mifugo|ng'ombe|mbuzi|ngamia|kondoo|punda|wanyama)"
_SW_MORE_BEASTS = rf"(?:(?: ,| na| , na) {_SW_BEASTS} {_SW_N})*"
_SW_TAKEN = r"(?:(?:wali|wame|wa|ili|ime|i|iki|waki|ku|walio|ilio|iliyo)?ibwa|(?:wali|ku|wa)?porwa)"
_SW_GAP = (
    r"(?: (?:wa|ya) [\w'#-]+(?: #\d+)?){0,2}(?: (?:kutoka|katika|wakiwemo) [\w']+(?: [\w'#]+)?)?(?: (?:jana|leo|usiku|"
    r"hao|"
    r"huko|wengine|pia|alfajiri|asubuhi|na))*"
)
"""Whose or of what those counted are, and when: “wahudumu 2 wa bodaboda jana usiku”."""
KISWAHILI = (
    rule(
        "killed",
        rf"{_SW_WHO}?(?P<n>#\d+) kati ya (?:wale |hao )?(?:{_SW_HEADS} )?#\d+(?: (?:wa)?lio\w+)?{_SW_GAP} {_SW_DEAD}",
    ),
    rule("killed", rf"(?P<n>{_SW_WHO}#\d+ na {_SW_WHO}#\d+) {_SW_DEAD}", adds=True),
    rule("killed", rf"mauaji ya {_SW_WHO}(?P<n>{_SW_N})(?! (?:, )?(?:[\w']+ ){{0,3}}na(?: |$))"),
    rule("killed", rf"(?:waliouawa|waliofariki|waliokufa|waliofa) (?:ni|walikuwa|wamefikia|ni watu) (?P<n>{_SW_N})"),
    rule("injured", r"majeruhi (?P<n>#\d+)"),
    rule("injured", rf"(?:waliojeruhiwa|majeruhi) (?:ni|walikuwa|wamefikia) (?P<n>{_SW_N})"),
    rule("arrested", rf"(?:waliokamatwa|walionaswa) (?:ni|walikuwa|wamefikia) (?P<n>{_SW_N})"),
    rule(
        "killed",
        rf"(?:miili|maiti) (?P<n>{_SW_N})(?: ya [\w']+)? (?:ya|za)?(?:li|me|ime|ili|zi)?"
        rf"(?:patikana|opolewa|fukuliwa|ondolewa|gunduliwa|okotwa|tolewa)",
    ),
    rule("killed", rf"(?:wapata|walipata|wamepata|yapata) (?:miili|maiti) (?P<n>{_SW_N})"),
    rule(
        "killed",
        rf"(?:idadi|idadi ya) (?:\w+ )?(?:waliofariki|waliouawa|wafu|waliofa|vifo)(?: \w+){{0,3}} (?P<n>{_SW_N})",
    ),
    rule(
        "killed",
        rf"(?:idadi ya )?(?:waliofariki|waliouawa|waliokufa|waliofa|walioaga dunia|walioangamia|vifo|waathiriwa)"
        rf"(?: [\w']+){{0,7}}? (?:yafika|imefika|yafikia|imefikia|yapanda hadi|imepanda hadi|yaongezeka hadi|"
        rf"imeongezeka hadi|sasa ni|sasa yafika|wafika|wafikia|yagonga) (?:watu )?(?P<n>{_SW_N})",
    ),
    rule("killed", rf"vifo vya {_SW_WHO}?(?P<n>{_SW_N})"),
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
        rf"kili|u|ume|"
        rf"uli|zi|zime|waliowa|walio|aliyewa|waliom|kilicho|lililo|yaliyo)"
        rf"(?:ua|uua|waua) {_SW_WHO}?(?P<n>{_SW_N})",
    ),
    rule("injured", rf"(?:wa|wame|wali|ya|yame|ku|kuwa|waka|waki|wali?wa)jeruhi {_SW_WHO}?(?P<n>{_SW_N})"),
    rule(
        "arrested",
        rf"(?:wa|wame|wali|ya|yame|ku|kuwa|waka|waliwa|wamewa|yawa|wawa|tumewa|tuliwa|wam|wamem|walim|inawa|imewa|"
        rf"iliwa|wanawa)"
        rf"(?:kamata|nasa|tia mbaroni|tia nguvuni|zuilia|shikilia) "
        rf"{_SW_WHO}?(?P<n>{_SW_N})",
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
        rf"(?:wa|wame|wali|ku|waka|waki)(?:iba|pora|iiba|ibiwa|porwa) (?P<n>{_SW_BEASTS} {_SW_N}{_SW_MORE_BEASTS})",
        adds=True,
    ),
)
