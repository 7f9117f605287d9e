"""Which of two languages a text is in, English or Kiswahili, by its small words; of what is unclear it says nothing.

Feeds name one language for all that they carry, and many carry both. The tables hold words that no headline is without
for long and that the other language does not have; topics, names and places say nothing, for they stand in both. It
knows no third language, so it is no judge of a text that is said to be in one.
"""

import re
from typing import NamedTuple

ENGLISH, KISWAHILI = "en", "sw"
_ENGLISH = frozenset(
    """
    about after against all also among and any are as at back be because been before being between but by can could did
    do does during for from had has have he her his how if in into is it its just more most not of off on or other our
    out over said says she should since some than that the their them then there these they this those through to under
    until up was we were what when where which while who whose why will with without would you your
    """.split()  # noqa: SIM905  a list of words reads best as words
)
_KISWAHILI = frozenset(
    """
    akiwa alisema ambao ambapo ambaye ambayo asema baada baadhi bila cha dhidi gani hadi hao hapa hawa haya hayo hii
    hivyo hiyo hizo huku huu huyo ili ilhali jinsi kabla kama katika kila kufuatia kuhusu kuna kupitia kutoka kuwa kwa
    kwamba kwenye la lakini mbele miongoni mmoja mpya mwa mwenye na nani nchini ndani ni nini sasa tu vya wa wakati wake
    wakiwa walio wanne wao watano watatu watu wawili wengine wenye ya yake yao yenye za zaidi zake zao
    """.split()  # noqa: SIM905
)
_IN_NAMES_TOO = frozenset("cha la mwa na ni wa ya za".split())  # noqa: SIM905
"""Of these, what stands in names within English texts, and in other languages of Kenya: alone they say nothing."""
_FEWEST, _TIMES = 2, 3
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = 3
_OPEN = "aiou"
"""What few English words end with, and all Kiswahili ones that do not end in "e", as words of both do."""


class Spoken(NamedTuple):
    """What a text's words say of its language."""

    language: str
    """``ENGLISH``, ``KISWAHILI``, or "" where they do not say."""
    words: tuple[str, ...] = ()
    """Those that said so, sorted."""


def told_otherwise(text: str, told: str) -> str:
    """Return the language of ``text`` where that may be another than it is ``told`` to be, else "".

    Most texts hold no small word of the other language, and nothing else of them is looked at.
    """
    others = {ENGLISH: _KISWAHILI, KISWAHILI: _ENGLISH}.get(told)
    if others and others.isdisjoint(text.lower().split()):
        return ""
    return spoken(text).language


def spoken(text: str) -> Spoken:
    """Return the language of ``text``, by its small words, unless how the words end speaks against them.

    No Kiswahili word ends in a consonant, and most English ones do: so the name of a party in an English headline, or
    a quote in a Kiswahili one, leaves it unclear, and short headlines of few small words are told apart.
    """
    found = frozenset(text.lower().split())
    english, kiswahili = found & _ENGLISH, found & _KISWAHILI
    words = _WORD.findall(text)
    small = [word[-1] for word in words if word.islower()]  # no names
    ends = small or [word[-1].lower() for word in words]  # of a headline all in capitals
    wide = sum(map(ends.count, _OPEN))
    closed = len(ends) - wide - ends.count("e")
    if len(kiswahili) >= max(_FEWEST, _TIMES * len(english)) and not kiswahili <= _IN_NAMES_TOO:
        return Spoken(KISWAHILI, tuple(sorted(kiswahili))) if closed < wide else Spoken("")
    if len(english) >= max(_FEWEST, _TIMES * len(kiswahili)):
        return Spoken(ENGLISH, tuple(sorted(english))) if wide < closed else Spoken("")
    if not small or bool(english) == bool(kiswahili):
        return Spoken("")
    if kiswahili and not closed and wide >= _ENDINGS:
        return Spoken(KISWAHILI, tuple(sorted(kiswahili)))
    if english and closed >= _ENDINGS:
        return Spoken(ENGLISH, tuple(sorted(english)))
    return Spoken("")
