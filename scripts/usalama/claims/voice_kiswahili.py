"""Whom a Kiswahili text names as its source, as parts of expressions for texts in small letters.

How they are joined with words of saying stands in ``voices``, but for courts and for who is named at the end.
"""

import re

from usalama.claims.untold import FIGHTERS_SW

SW_WHO = {
    "official": r"polisi|kamanda|kamishna|inspekta|msemaji|maafisa|afisa|serikali|waziri|katibu|jeshi|chifu|rais|"
    r"gavana|idara|makachero|wapelelezi|mkuu wa polisi",
    "oversight": r"(?:ma)?shirika (?:la|ya) (?:kutetea )?haki(?: za binadamu)?|"
    r"tume ya (?:kitaifa (?:ya |kuhusu )?)?(?:kutetea )?haki(?: za (?:ki)?binadamu)?|"
    r"mkaguzi mkuu|amnesty|wanaharakati|mwanaharakati",
    "court": r"mahakama|hakimu|jaji|korti",
    "people": r"jamii|waandamanaji|mwandamanaji|jirani|mashuhuda|abiria|wakulima|wafugaji|wahudumu|bodaboda|rafiki|"
    r"marafiki|baba|mama|kaka|dada|mjomba|shangazi|mjane|wakaa?zi|mkaa?zi|wenyeji|mashahidi|shahidi|walioshuhudia|"
    r"aliyeshuhudia|familia|mamake|babake|wazazi|jamaa|wanakijiji|manusura|wafanyabiashara|wanafunzi|majirani",
    "group": FIGHTERS_SW,
}
SW_COURT = (
    r"(?:mahakama|korti|hakimu|jaji)\s(?:\w+\s)?(?:i|ali|ili|ime|ame|ya|a)?(?:li|me)?"
    r"(?:elezwa|ambiwa|amuru|agiza|hukumu|pata|kata\s\w+)"
)
_OFFICES = "kamanda|kamishna|inspekta|msemaji|waziri|katibu|chifu|rais|gavana"
_CLAUSE = r"h?a\w|wa(?:li|na|me|ta)|n[ia]\b|si\b|ndi|k[wu]a\b"
"""So begins a word behind who is himself spoken of: "asema chifu alimpiga"."""
SW_AT_END = rf"|\sasema\s(?:{_OFFICES})(?=(?:\s(?!{_CLAUSE})[\w'’-]+){{0,3}}$)"
"""Without a comma only one by his office, with his name and no more, is whose word it is, and no bare force is."""
SW_TO_COURT = r"(?:\w+\s){1,3}(?:uli|ali|wali|ume|ame|wame)(?:ambia|eleza)\s(?:mahakama|korti|hakimu|jaji)"
SW_TOLD_OF = re.compile(r"\s[Aa]sema(?: [A-Z][\w'’-]*)+ [a-z]")
"""In a text as it stands: who is told of and says nothing himself, "Made asema Rais Kuze mtoro"."""
SW_FORCES_SAY = re.compile(r"\s(?:polisi|jeshi|serikali|kamanda|waziri|msemaji|maafisa)\s")
"""Between an armed group and a word of saying: these say it."""
