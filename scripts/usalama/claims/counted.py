"""What a figure counts: the dead, the injured, people held, people taken, animals or goods, told by the words near it.

Two reports of one figure are of one event only where it counts the same: four who were killed are not four who were
charged. It reads the concepts of the English–Kiswahili table alone and refuses to guess: a figure without a word of
those beside it may count anything, and one between two such words may count either.
"""

from collections.abc import Iterable, Mapping, Sequence

from usalama.claims.figure_ends import AT_LEAST, AT_MOST
from usalama.words.months import MONTHS
from usalama.words.numbers import Number

DEAD, HURT, HELD, TAKEN, ANIMALS, GOODS, AWAY = range(7)
STATES = {
    concept: frozenset(counts)
    for counts, words in (
        ((DEAD,), "kill body"),
        ((HURT,), "injure"),
        ((DEAD, HURT), "shoot stab"),
        ((HELD,), "arrest charge jail"),
        ((HELD, TAKEN), "rescue"),
        ((TAKEN,), "kidnap missing"),
        ((ANIMALS, GOODS), "steal"),
        ((ANIMALS, GOODS, HELD, DEAD), "recover"),
        ((AWAY,), "escape"),
    )
    for concept in words.split()
}
"""Who was taken may be freed, what was stolen recovered: one step more is no other count."""
DEEDS = {concept: counts for concept, counts in STATES.items() if concept not in {"steal", "recover", "escape"}}
"""What a report tells to have been done; what was stolen or seized its figures say best, and most culprits flee."""
_THINGS = {"livestock": frozenset((ANIMALS,))}
_THINGS |= dict.fromkeys(("gun", "ammunition", "drug", "bhang"), frozenset((GOODS,)))
SURE_MONTHS = MONTHS - {"may"}  # which mostly is no month
_REACH = 7  # so many words from the figure its verb may stand
_BORDER_WORDS = """
. ! ? ; : | over for after following as while when but and before in at near from to with by who whose behind during
amid on kwa baada kabla kufuatia katika huku lakini na karibu kutoka waliokuwa dhidi
"""
_BORDERS = frozenset(_BORDER_WORDS.split())
_ABOUT: dict[str, list[tuple[str, ...]]] = {}
"""What stands between a verb and its figure and is no border, by its last word: "killed at least four"."""
for _said in map(str.split, (*AT_LEAST, *AT_MOST)):
    _ABOUT.setdefault(_said[-1], []).append(tuple(_said))
_GENITIVES = frozenset({"of", "wa", "ya", "la", "cha", "za"})


def counted(number: Number, lower: Sequence[str], concepts: Mapping[int, str]) -> frozenset[int]:
    """Return what the number may count; nothing where no word near it says so.

    ``lower`` are the text's words in small letters, ``concepts`` the concept of each word that belongs to one.
    """
    beside = [concepts.get(place, "") for place in (number.end, number.start - 1)]
    if not SURE_MONTHS.isdisjoint(beside):
        return frozenset()  # "on November 2", a day
    for concept in beside:
        if found := _THINGS.get(concept):
            return found
    if told := STATES.get(concepts.get(number.end, "")):
        return told
    about = _ABOUT.get(lower[number.start - 1], ()) if number.start else ()
    start = number.start - next((len(said) for said in about if _stands_before(number, said, lower)), 0)
    before = range(start - 1, max(-1, start - 1 - _REACH), -1)
    after = range(number.end, min(len(lower), number.end + _REACH))
    return _state(before, lower, concepts, frozenset()) | _state(after, lower, concepts, _GENITIVES)


def _stands_before(number: Number, said: tuple[str, ...], lower: Sequence[str]) -> bool:
    return tuple(lower[max(0, number.start - len(said)) : number.start]) == said


def _state(
    places: Iterable[int], lower: Sequence[str], concepts: Mapping[int, str], past: frozenset[str]
) -> frozenset[int]:
    """Return what the first word of a state says, up to a border; what stands behind a word of ``past`` is no verb."""
    skipped = False
    for place in places:
        if lower[place] in _BORDERS:
            break
        state = STATES.get(concepts.get(place, ""))
        if state and not skipped:
            return state
        skipped = lower[place] in past
    return frozenset()
