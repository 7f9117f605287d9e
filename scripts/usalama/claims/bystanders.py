"""Whether somebody beside police, army and government speaks in a text who is of no kind of source that pages name.

Legislators, medics, clergy, unions and elders: where one of them says so, theirs is no official version only. It
quotes nobody, and tells neither who speaks nor whether he was there; ``voices`` has the kinds that pages name.
"""

import re

from usalama.claims.sayings import SPOKEN_OF
from usalama.words.literals import lowered

_WHO = (
    r"mps?|mcas?|senators?|legislators?|lawmakers?|leaders?|doctors?|medics?|nurses?|clinicians?|hospital (?:sources?|"
    r"officials?|records?)|bishops?|pastors?|imams?|sheikhs?|clerics?|priests?|clergy|unions?|red cross|researchers?"
)
_SAYS = (
    r"(?:said(?! to (?:have|be)\b)|says?|told|tells?|claims?|claimed|confirm(?:s|ed)?|insist(?:s|ed)?|add(?:s|ed)|"
    r"disput(?:es?|ed)|den(?:y|ies)|accuse[sd]?(?! of\b)|puts?|counted|show(?:s|ed)?|warn(?:s|ed)?)"
)
_WHO_SW = (
    r"(?:m|wa)bunge|seneta|maseneta|diwani|madiwani|daktari|madaktari|wauguzi|askofu|maaskofu|(?:m|wa)chungaji|sheikh|"
    r"masheikh|(?:m|wa)zee|(?:ki|vi)ongozi|msalaba mwekundu"
)
_SPEAKS = re.compile(
    rf"\b(?:{_WHO})(?: (?!(?:and|but|who|was|were|is|are|as|after|when)\b)[\w.'’-]+){{0,3}}? (?!{SPOKEN_OF}){_SAYS}\b|"
    rf"(?:[,”\"] (?:said|says)|\baccording to) (?:the |a |an |area |local )*(?:{_WHO})\b|"
    rf"\b(?:{_WHO_SW})(?: (?!na\b)[\w'’-]+){{0,3}}? (?:a|wa|ya|la)(?:li|na|me)?(?:sema|dai|eleza)\b"
)


def others_speak(title: str, summary: str) -> bool:
    """True where somebody of them says something in the title or the summary."""
    return _SPEAKS.search(lowered(f"{title}\n{summary}")) is not None
