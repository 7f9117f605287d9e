"""Which ends a number has as it is told: "at least four" has a low one alone, "up to four" a high one alone.

Told with "about" or "some" it is what it is told to be. It reads words and adds nothing up: of several numbers it gives
the least and the greatest.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from usalama.words.characters import ELLIPSIS

Ends = tuple[int | None, int | None]  # the low end and the high end; None where nobody gives one
AT_LEAST = (
    "at least", "at the very least", "more than", "no fewer than", "no less than", "not fewer than", "not less than",
    "upwards of", "in excess of", "above", "a minimum of",
)  # fmt: skip
AT_MOST = ("up to", "as many as", "at most", "a maximum of")
ROUGHLY = ("about", "some", "around", "an estimated", "approximately", "nearly", "almost", "close to", "a total of")
"""What stands before a number and leaves it the one that is told."""
_BEFORE = 6
"""Words before a number that can say which ends it has: "watu zaidi ya 20", "no fewer than another 20"."""
_NOUN = r"(?: (?!na |au |hadi )[\w']+){0,2}"
"""In Kiswahili those counted stand before their number: "zaidi ya maafisa wa polisi 20"."""
_GIVEN = (
    r"(?:hand\w*|turn\w*|took|tak(?:es?|ing)|not|court|petition\w*|protest\w*|su(?:es?|ed)|alarm|anger|concern\w*|"
    r"demo\w*|"
    r"fears?|fury|inquir\w*|inquest|outcry|outrage|panic|probe\w*|questions|quizzed|grilled|row|sought|summoned|uproar|"
    r"worr\w*)"
)
"""Behind these, "over" says what it is about, or to whom somebody is given: "hands over 15", "row over 26 missing"."""
_UPWARDS = re.compile(
    rf"(?:^| )(?<!no )(?<!not )(?:{'|'.join(AT_LEAST)})(?: another| an?)?$|"
    rf"(?:^|(?:^| )(?!{_GIVEN} )\S+ )over(?: another| an?)?$|"
    rf"(?:^| )(?:(?<!si )zaidi ya|angalau|si chini ya|wasiopungua){_NOUN}$"
)
_UPWARDS_BEHIND = re.compile(r"\+|(?: [\w'-]+){0,2}? (?:or more(?! than)|(?:na|au) zaidi(?! ya))\b")
_DOWNWARDS = re.compile(
    rf"(?:^| )(?:{'|'.join(AT_MOST)}|(?:no|not) more than|not over)(?: another| an?)?$|"
    r"^(?!.*\bkutoka (?:watu )?\S+ hadi)"  # “kutoka watano hadi wanane”: it rose to eight
    rf"(?:.* )?(?:si zaidi ya|wasiozidi|(?<!panda )(?<!ongezeka )(?<!fika )(?<!fikia )hadi){_NOUN}$"
)


class Figure(NamedTuple):
    """A number of a kind as one text gives it; ``low`` and ``high`` differ where it gives a range."""

    kind: str
    low: int
    high: int
    quote: str  # the words around it, exactly as they stand in the text
    cut: tuple[bool, bool] = (False, False)  # whether its sentence has more before these words, and after them
    lacks: tuple[bool, bool] = (False, False)
    """Whether some wording of it has no low end ("up to four"), and whether some has no high one ("at least four")."""
    opened: str = ""
    """The words of that other wording, where its own do not say so: a headline leaves out "at least"."""

    @property
    def ends(self) -> Ends:
        """Its low end and its high end, None for one that it lacks."""
        return None if self.lacks[0] else self.low, None if self.lacks[1] else self.high

    @property
    def number(self) -> str:
        """It as one number, or as a range: "4", "4-6"."""
        return f"{self.low}" if self.low == self.high else f"{self.low}-{self.high}"

    def is_left_out(self, misread: Collection[str]) -> bool:
        """Tell whether a desk says that it is read wrongly: every number of its kind, or this one."""
        return is_misread(self.kind, self.number, misread)

    @property
    def told(self) -> str:
        """The words around it, with a mark where the sentence has more."""
        return f"{ELLIPSIS if self.cut[0] else ''}{self.quote}{ELLIPSIS if self.cut[1] else ''}"

    @property
    def wordings(self) -> tuple[str, ...]:
        """All words by which its ends are known."""
        return (self.told, self.opened) if self.opened else (self.told,)

    def with_lacks_of(self, other: Figure) -> Figure:
        """Return it with what another wording lacks: a headline without "at least" is no surer than its text."""
        lacks = self.lacks[0] or other.lacks[0], self.lacks[1] or other.lacks[1]
        return self if lacks == self.lacks else self._replace(lacks=lacks, opened=other.told)


def is_misread(kind: str, what: str, misread: Collection[str]) -> bool:
    """Tell whether a desk says that all of a kind that is read from a report is misread, or what was read of it."""
    return kind in misread or f"{kind} {what}" in misread


def open_ends(told: Iterable[tuple[Sequence[str], str]]) -> tuple[bool, bool]:
    """Tell whether one of the numbers of a count lacks its low end, and whether one lacks its high end.

    Each is told by the words before it in small letters, and the text that follows it.
    """
    said = [(" ".join(before[-_BEFORE:]), behind.lower()) for before, behind in told]
    return (
        any(_DOWNWARDS.search(before) for before, _ in said),
        any(_UPWARDS.search(before) or _UPWARDS_BEHIND.match(behind) for before, behind in said),
    )


def least_and_greatest(given: Iterable[Ends]) -> Ends:
    """Return the least low end and the greatest high end of several; None for one that none gives.

    Nor is there one where a number lies beyond it: beside "at least seven", a four is no high end.
    """
    numbers = tuple(given)
    lows = [low for low, _ in numbers if low is not None]
    highs = [high for _, high in numbers if high is not None]
    low, high = min(lows, default=None), max(highs, default=None)
    return (
        low if low is not None and low <= min(highs, default=low) else None,
        high if high is not None and high >= max(lows, default=high) else None,
    )
