"""Whether a report goes on with what was told before, by its title: a step of a matter, or what is called by its place.

Where two reports have a place alone in common, and days lie between, they are two but for that. Which matter a step is
of is for ``steps`` to say.
"""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from usalama.stories.fingerprints import Report, concepts_of
from usalama.stories.known_names import beside_places
from usalama.stories.nearness import gap, order
from usalama.stories.roots import root_of
from usalama.stories.sketches import Sketch, StoryTables

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
_REFERS = re.compile(
    r"\b(?:(?:probes?|inquir(?:y|ies)|investigations?|looks?) into|over|slain|victims?|survivors?|families|mourn\w*|"
    r"funeral|waathiriwa|uchunguzi)\b"
)
"""What refers to what happened, and is no happening itself: a probe into it, a protest over it."""
_CALLED = re.compile(
    r"([\w'’-]+) (?:(?:bar|bus|camp|church|market|mosque|police|school) )?"
    r"(?:murder|killing|death|raid|attack|ambush|shooting|stabbing|robbery|fire|abduction|clashe)s?\b"
    r"|\b(?:mauaji|shambulio|mashambulizi|uvamizi|mkasa|tukio) (?:ya|la|wa) ([\w'’-]+)",
    re.IGNORECASE,
)
"""A happening that is called by its place, as what readers know: "Kapedo killing", "mauaji ya Kapedo"."""
_DAYS, _HARDLY = 3, 3.5  # so many days; and so rare together are "police" and "shoot"


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


def share_a_place_alone(one: Sketch, other: Sketch, tables: StoryTables) -> bool:
    """True where days lie between, places are all that is rare in both, and hardly a word is in both besides.

    Never where the later title goes on with what was told: an arrest over it, or what happened, called by its place.
    """
    days = gap(one.report, other.report)
    if days is None or days <= _DAYS or one.days or other.days:
        return False
    common = (one.tokens.keys() & other.tokens.keys()) - tables.areas
    rare = frozenset(common & (one.rare | other.rare))
    if not rare or beside_places(rare, tables.places) or sum(one.tokens[token] for token in common - rare) >= _HARDLY:
        return False
    later = one if order(one.report, other.report) > 0 else other
    return not (refers_back(later) or _is_called_by(later.report, rare))


def refers_back(told: Sketch) -> bool:
    """True where the title tells a step of a matter, or refers to what happened: a probe into it, a march over it."""
    return tells_a_step(told) or bool(_REFERS.search(told.report.title.lower()))


def _is_called_by(report: Report, places: AbstractSet[str]) -> bool:
    """True where a title calls what happened by one of ``places``, which are stems."""
    called = (name for found in _CALLED.finditer(report.title) for name in found.groups() if name)
    return any(root_of(name, report.language) in places for name in called)
