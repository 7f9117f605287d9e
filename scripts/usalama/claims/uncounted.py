"""That somebody was killed, hurt or is missing whom a headline does not count: "Man shot dead in Kiritiri".

It gives no number, and none is shown or counted for it: it serves the order of stories alone. A headline is read as if
"one" stood where it names whoever it is, so that what ``figures`` refuses is refused here too: fears, denials, animals,
other years. It refuses texts behind the headline, which tell of many things.
"""

import re
from collections.abc import Iterator
from datetime import date

from usalama.catalogue.actors import Actors
from usalama.claims.figures import figures_in
from usalama.words.literals import lowered

_MAY = re.compile(
    r"kill|dead|d(?:ie[ds]?|ying)\b|death|shot|shoot|stab|hack|lynch|murder|strangl|drown|injur|wound|hurt|missing|"
    r"uawa|uliwa|ua\b|fariki|jeruhi|toweka|risasi"
)
_WHO = re.compile(
    r"\b(?:an? )?(?=(?:\w+ )?(?:man|woman|boy|girl|child|baby|student|pupil|teacher|officer|constable|soldier|trader|"
    r"driver|rider|farmer|herder|guard|watchman|chief|nurse|doctor|pastor|priest|lawyer|activist|journalist|suspect|"
    r"protester|villager|worker|tourist|fisherman|motorist|passenger|person|bandit|robber|thug|gangster|militant|rustler)\b)"
)
_KIN = re.compile(
    r"\b(?:(?:his|her|own) )*(?:wife|husband|mother|father|brother|sister|son|daughter|cousin|lover|girlfriend|"
    r"boyfriend|neighbour|colleague)\b(?!['’])"
)
_SLAIN = re.compile(r"\b((?:w?a|ya|i|li)(?:me|li)?)m(?:u(ua)|(jeruhi)) (\w+)")
"""With whom it befell in the verb: "wamuua mfugaji"."""
_KIN_SW = re.compile(r"\b(?:mkewe|mumewe|mamake|babake|nduguye|kakake|dadake|mwanawe|mpenziwe|jiraniye|mwenzake)\b")
_FIRST = 3  # words of a Kiswahili headline behind which its number may stand: "Mama wa Kiritiri mmoja auawa"


def befallen(title: str, language: str, actors: Actors, on: date | None = None) -> frozenset[str]:
    """Return what befell somebody by a headline: killed, injured, missing."""
    if not _MAY.search(lowered(title)):  # of letters of either case ``re`` has no quick way to the first one
        return frozenset()
    read = _in_kiswahili(title) if language == "sw" else _in_english(title)
    return frozenset(figure.kind for each in read for figure in figures_in(each, "", language, actors, on))


def _in_english(title: str) -> Iterator[str]:
    head, colon, said = title.rpartition(": ")
    yield f"{head}{colon}One {said[:1].lower()}{said[1:]}"
    small = f"{title[:1].lower()}{title[1:]}"
    for found in _WHO.finditer(small):  # of "kill man" the first word may be said of him, too
        yield f"{small[: found.start()]}one {small[found.end() :]}"
    if _KIN.search(small):
        yield _KIN.sub("one person", small, 1)


def _in_kiswahili(title: str) -> Iterator[str]:
    words = title.split(" ")
    for place in range(1, min(_FIRST, len(words) - 1) + 1):
        yield " ".join([*words[:place], "mmoja", *words[place:]])
    yield _SLAIN.sub(r"\1\2\3 \4 mmoja", _KIN_SW.sub("mtu", title))
