"""Pages written to be found by search and not to report: told by their own words, three signs at a time.

The signs that a headline and an excerpt may show: the same words again and again, lures ("everything you need to
know", "net worth", "full list"), and calls to look at something embedded ("watch the video below"). Two signs and no
source named make ``is_bait``: such a report stands last, never speaks for its story and adds no voice. It knows no
outlet and refuses to judge whether what is said is true.
"""

import re
from collections import Counter
from functools import lru_cache
from itertools import pairwise

from usalama.catalogue.actors import Actors
from usalama.claims.voices import voices_in
from usalama.words.literals import Marks, lowered

_FEWEST_SIGNS = 2
_AGAIN = 3  # times that a pair of words has to stand there to be a repetition; within the headline, one less
_WORD = re.compile(r"[^\W\d_]+|\d{4}")
_SMALL_WORDS = """
a an the of in on at to for and or is are was were by with from as that this it its he she his her they their has
have had be been who what why how after over about said says ya wa za la cha vya na kwa ni katika hii huo hiyo
"""
_SMALL = frozenset(_WORD.findall(_SMALL_WORDS))
_LURE = re.compile(
    r"\b(?:net worth|biography|real name|full list|how to apply|download|pdf|(?:everything|things|"
    r"all) (?:you need )?to know|all about|what happened next|here(?: is|'s|’s) (?:the truth|everything|all|why|what|"
    r"the full list)|latest news|news (?:\w+ )?today|trending|(?:goes|gone|went) viral|netizens|\w+s talking|"
    r"requirements|per rank|salary|salaries|age, \w+|meet [\w ]+ (?:wife|husband|children)|here are some of|"
    r"(?:set|left) tongues|fahamu|orodha kamili|pakua|utajiri|ni nani|habari mpya|imesambaa|mitandaoni wavuma)\b|"
    r"^who is\b|^is the [^.]*\?|\(updated\)|umri, "
)
_EMBED = re.compile(
    r"\b(?:watch (?:the |this )?video|videos? (?:here|below|hapa)|see (?:photos|tweets?|reactions|video|what)|"
    r"photos (?:here|below)|"
    r"click here|subscribe|follow us|share your thoughts|read also|tweets? below|tazama video|bonyeza hapa|"
    r"pic\.twitter\.com)\b|\(video\)|\(photos\)|https?://t\.co/|@\w+\b.*@\w+|#\w+\b.*#\w+"
)
_CALL_WORDS = """
worth biography real full apply download pdf know all happened here news trending viral netizens talking requirements
rank salary salaries age meet tongues fahamu kamili pakua utajiri nani mpya imesambaa mitandaoni updated video videos
see photos click subscribe follow thoughts read tweet tweets tazama bonyeza twitter
"""
_CALLS = Marks(frozenset(_CALL_WORDS.split()))
_CALL_LETTERS = ("umri, ", "://t.co/", "@", "#")
"""A text without any of those words, and of these letters, neither lures nor calls, unless it asks who or what is."""


@lru_cache(maxsize=4096)
def is_bait(title: str, excerpt: str, language: str, actors: Actors) -> bool:
    """True for two signs or more in a text that names no source."""
    calls = _calls(title, excerpt)  # most texts have neither: a repetition would be their only sign
    shown = calls + _repeats(title, excerpt) if calls else 0
    return shown >= _FEWEST_SIGNS and not voices_in(title, excerpt, language, actors)


def _calls(title: str, excerpt: str) -> int:
    low = lowered(f"{title}. {excerpt}")
    if not _may_call(low):
        return 0
    return bool(_LURE.search(low)) + bool(_EMBED.search(low))


def _may_call(low: str) -> bool:
    """Tell quickly of a text in small letters: most have nothing of the kind."""
    asks = low.startswith(("who is", "is the "))
    return asks or _CALLS.of(low) > 0 or any(map(low.__contains__, _CALL_LETTERS))


def _repeats(title: str, excerpt: str) -> bool:
    head, whole = _pairs(title), _pairs(title) + _pairs(excerpt)
    return max(whole.values(), default=0) >= _AGAIN or max(head.values(), default=0) >= _AGAIN - 1


def _pairs(text: str) -> Counter[tuple[str, str]]:
    words = [word for word in _WORD.findall(text.casefold()) if word not in _SMALL]
    return Counter(pairwise(words))
