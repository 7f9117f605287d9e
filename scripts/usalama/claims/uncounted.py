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

_MAY = re.compile(
    r"(?i)kill|dead|d(?:ie[ds]?|ying)\b|death|shot|shoot|stab|hack|lynch|murder|strangl|drown|injur|wound|hurt|missing|"
    r"uawa|uliwa|ua\b|fariki|jeruhi|toweka|risasi"
)
_WHO = re.compile(
    r"\b(?:an? )?(?=(?:\w+ )?(?:man|woman|boy|girl|child|baby|student|pupil|teacher|officer|constable|soldier|trader|"
    r"driver|rider|farmer|herder|guard|watchman|chief|nurse|doctor|pastor|priest|lawyer|activist|journalist|suspect|"
    r"protester|villager|worker|tourist|fisherman|motorist|passenger|person)\b)"
)
_FIRST = 3  # words of a Kiswahili headline behind which its number may stand: "Mama wa Kiritiri mmoja auawa"


def befallen(title: str, language: str, actors: Actors, on: date | None = None) -> frozenset[str]:
    """Return what befell somebody by a headline: killed, injured, missing."""
    if not _MAY.search(title):
        return frozenset()
    read = _in_kiswahili(title) if language == "sw" else _in_english(title)
    return frozenset(figure.kind for each in read for figure in figures_in(each, "", language, actors, on))


def _in_english(title: str) -> Iterator[str]:
    head, colon, said = title.rpartition(": ")
    yield f"{head}{colon}One {said[:1].lower()}{said[1:]}"
    small = f"{title[:1].lower()}{title[1:]}"
    if found := _WHO.search(small):
        yield f"{small[: found.start()]}one {small[found.end() :]}"


def _in_kiswahili(title: str) -> Iterator[str]:
    words = title.split(" ")
    return (" ".join([*words[:place], "mmoja", *words[place:]]) for place in range(1, min(_FIRST, len(words) - 1) + 1))
