"""Whether a title tells a step of what was told before: a charge, a burial, an arrest over something.

It goes by titles alone, and refuses to say which matter it is.
"""

import re
from functools import lru_cache

from usalama.stories.fingerprints import concepts_of
from usalama.stories.roots import root_of
from usalama.stories.sketches import Sketch

_STEP_CONCEPTS = "bail bury charge compensation court extradite grave interdict peace postmortem rescue suspend"
_STEP_WORDS = """
acquit appeal arraignment confess confesses confessed denied denies deny extend extended guilty identified justice
lift lifted petition remanded resumes return haki hatia kana ondolewa ongezwa rejeshwa rudisha rudishwa
"""
_DECIDED = re.compile(
    r"\b(?:jailed|sentenced|convicted|\w*hukumiwa|kifungo|"
    r"(?:clears|cleared|absolves|absolved) (?:\w+ ){0,3}(?:of|over|in))\b"
)
"""A prison alone is no step, nor is what is cleared of a street."""
_HOLDS = "accuse arrest investigate recover suspect"
_OVER = re.compile(
    r"\b(?:over|linked|link|behind|connection|killers?|suspects? in|murder of|killing of|wanted|slain|murdered|who|"
    r"whose|that|after|kuhusiana|kuhusu|kwa (?:mauaji|kum\w+|kuwa\w+|wizi|utekaji)|(?:m|wa)shukiwa (?:\w+ )?wa|"
    r"(?:ali|wali|ili|zili|yali)(?:ye|o|yo|zo)\w{3,})\b|^[^:]*\b(?:murder|killing|clash|raid|attack|theft|robbery|"
    r"abduction|heist|fraud|scam|hack|shooting|case|death|bribery)s?\b[^:]*:"
)
"""An arrest over something, and none with something: "held over raid", "killers of", "Raid: two held"."""
_AWAY = "kidnap missing"
_BACK = re.compile(r"\b(?:found|(?:re)?surfaces?|reunited|returns?|\w*patikana)\b")

STEPS = concepts_of(_STEP_CONCEPTS) | {root_of(word, "") for word in _STEP_WORDS.split()}
HOLD, _TAKEN = concepts_of(_HOLDS), concepts_of(_AWAY)


def tells_a_step(later: Sketch) -> bool:
    """True where the title tells a step of a matter, and nothing that is new by itself."""
    return _tells_a_step(later.report.title.lower(), tuple(later.title))


@lru_cache(maxsize=20_000)
def _tells_a_step(title: str, tokens: tuple[str, ...]) -> bool:
    """Tell it of a title in small letters and its tokens, once a title: it is asked of each pair."""
    if not STEPS.isdisjoint(tokens) or _DECIDED.search(title):
        return True
    over = not HOLD.isdisjoint(tokens) and _OVER.search(title)
    return bool(over or (not _TAKEN.isdisjoint(tokens) and _BACK.search(title)))
