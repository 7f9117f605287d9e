"""Group a set of documents without any date by their wording alone.

Where no date is known, time cannot keep two like events apart, so the wording has to. First, documents come together
by subject, rather too many than too few. Then each group is looked at by itself: words that all its documents share
say nothing there, and if two distributions explain it much better than one, it was two look-alike events, or two
subjects, and each half is looked at in turn. Last, strays and single documents go where they fit best (``bags``), and
what fits nowhere stays alone. No number of groups is needed and no random number drawn; more than ``MOST`` documents,
or a set of single reports rather than of events with several, are grouped as all others.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from math import inf, log

from usalama.stories.bags import Bags, Growth
from usalama.stories.fingerprints import MARKS

FEWEST, MOST = 30, 1200
"""Below, the set's own word counts say too little; above, every-pair work takes longer than half a minute."""
SPREAD, LOCAL_SPREAD, LAST_SPREAD = 30.0, 100.0, 300.0
"""How closely a group's words follow the set's: of subjects in the set, of halves in a group, at the last look."""
JOIN = -12.0  # two groups are of one subject down to this log evidence for each document of the smaller
SPLIT, RELIEF, ENOUGH = 0.28, 0.08, 10
"""Two halves are two events where one distribution is worse by ``SPLIT`` for each telling word, less ``RELIEF`` times
the log of the smaller half's documents, ``ENOUGH`` at most: a few like reports look like an event, many rarely do."""
COPY, COPIED = 0.5, 8
"""Documents are near-copies that have half of their words in common, and so many words at least."""
TELLING = 0.8
"""A word of so large a part of a group's documents tells nothing of its halves, and is not counted there."""
PART = 3  # no half of a split has fewer documents: two or three alike reports are no event of their own
COMMON = 6
"""Halves are sought by all words, and by those of a sixth of the group, lest what two documents share lead astray."""
STRAY, ATTACH = 3, -10.0
"""A group of so few documents goes to another that explains each nearly as well: events have more reports than that."""
STRANGE = -4.0  # a document whose group explains it worse than that, in log evidence, is none of it
OTHERS, PART_SHARED, WELL = 0.25, 0.25, 6
"""A document fits its group where a quarter of its words, or six, are in a quarter of the group's other documents."""
MISFITS = 0.2
"""Where more than this part of the documents do not fit, the set is not one of events with several reports."""
MARGIN = 3.0  # by how much another group has to explain a single document better, at the last look
_ROUNDS, _LAST_ROUNDS = 8, 3


def group_by_wording(
    documents: Sequence[Collection[str]], details: Sequence[Collection[str]]
) -> list[list[int]] | None:
    """Return groups of document numbers, in order of their first document; None for a set of another kind.

    ``documents`` are the words that bring documents together; ``details``, where names, figures and titles count more,
    keep look-alike events apart. A set of which many documents fit no group is none of events with
    several reports each: its single reports would be forced into groups here.
    """
    bags = Bags(documents, SPREAD)
    coarse = Growth(bags, 1.0).grow(JOIN)
    fine = [part for members in coarse for part in _split(details, members)]
    last = _settle(Bags(details, LAST_SPREAD), _attach(bags, fine), _LAST_ROUNDS, MARGIN)
    if sum(_misfits(documents, members) for members in last) > MISFITS * len(documents):
        return None
    return sorted(_part_strangers(bags, last), key=lambda members: members[0])


def _split(details: Sequence[Collection[str]], members: list[int]) -> list[list[int]]:
    """Return a group as it is, or as the events that it was."""
    if len(members) < 2 * PART:
        return [members]
    own = [details[number] for number in members]
    bags = Bags(own, LOCAL_SPREAD)
    _, halves = min(_halves(bags, start) for start in (bags, Bags(own, LOCAL_SPREAD, max(3, len(own) // COMMON))))
    if min(map(len, halves)) < PART or not _are_two(own, bags, halves):
        return [members]
    parts = ([members[number] for number in half] for half in halves)
    return [piece for part in parts for piece in _split(details, part)]


def _are_two(own: Sequence[Collection[str]], bags: Bags, halves: Sequence[Sequence[int]]) -> bool:
    """True where the evidence for two events reaches the line, on the mean of all documents and of none told twice.

    One report that many outlets print looks like an event of its own; without its copies it no longer does.
    """
    kept = {number: place for place, number in enumerate(_told_once(own))}
    fewer = [[kept[number] for number in half if number in kept] for half in halves]
    if max(map(len, fewer)) < PART:
        return _evidence(bags, halves) >= 1  # each half is one report and its copies
    once = Bags([own[number] for number in kept], LOCAL_SPREAD)
    return _evidence(bags, halves) + _evidence(once, fewer) >= 2  # noqa: PLR2004  a mean of two


def _evidence(bags: Bags, halves: Sequence[Sequence[int]]) -> float:
    """Return the evidence for two events as a part of what is needed."""
    smaller = min(map(len, halves))
    if not smaller:
        return 0.0
    needed = (SPLIT - RELIEF * log(min(smaller, ENOUGH))) * bags.words_below(TELLING)
    return -_gain(bags, halves) / needed if needed else 0.0


def _gain(bags: Bags, halves: Sequence[Sequence[int]]) -> float:
    one, other = (bags.bag(half) for half in halves)
    return bags.gain(one, other, (one.total(), other.total()))


def _told_once(own: Sequence[Collection[str]]) -> list[int]:
    """Return the numbers of the documents without near-copies of those that are kept, the longest first kept."""
    words = [{word for word in document if word[0] not in MARKS} for document in own]
    kept: list[int] = []
    for number in sorted(range(len(own)), key=lambda number: (-len(words[number]), number)):
        new = words[number]
        if len(new) < COPIED or all(len(new & words[known]) < COPY * len(new | words[known]) for known in kept):
            kept.append(number)
    return sorted(kept)


def _halves(bags: Bags, start: Bags) -> tuple[float, list[list[int]]]:
    """Return the log evidence for one event over two, and the two; ``start`` are the words that they grow by."""
    halves = _settle(bags, Growth(start, 0.5).grow(-inf, fewest=2), _ROUNDS)
    return (0.0 if min(map(len, halves)) < PART else _gain(bags, halves)), halves


def _attach(bags: Bags, groups: Iterable[list[int]]) -> list[list[int]]:
    """Return the groups with strays put where they fit."""
    groups = list(groups)
    whole = [members for members in groups if len(members) > STRAY]
    sums = [bags.bag(members) for members in whole]
    sizes = [bag.total() for bag in sums]
    found = [list(members) for members in whole]
    for members in groups:
        if len(members) <= STRAY:
            words = bags.bag(members)
            size = words.total()
            gains = [bags.gain(one, words, (many, size)) for one, many in zip(sums, sizes, strict=True)]
            best = max(range(len(gains)), key=gains.__getitem__, default=-1)
            fits = best >= 0 and gains[best] >= ATTACH * len(members)
            found[best].extend(members) if fits else found.append(list(members))
    return [sorted(members) for members in found]


def _misfits(documents: Sequence[Collection[str]], members: Sequence[int]) -> int:
    """Return how many of a group's documents have little in common with the others of it."""
    counts = Counter(word for number in members for word in documents[number])
    enough = max(1.0, OTHERS * (len(members) - 1))
    common = {word for word, number in counts.items() if number - 1 >= enough}
    shared = [(len(common.intersection(documents[number])), len(documents[number])) for number in members]
    return sum(held < min(WELL, PART_SHARED * size) or not held for held, size in shared)


def _part_strangers(bags: Bags, groups: Iterable[list[int]]) -> list[list[int]]:
    """Return the groups without documents that they do not explain at all, and those by themselves."""
    kept, strangers = [], []
    for members in groups:
        words = bags.bag(members)
        fit = [number for number in members if len(members) == 1 or _belongs(bags, number, words)]
        strangers += [number for number in members if number not in fit]
        kept.append(fit)
    mute = [[number] for number in strangers if not bags.documents[number]]
    among = Growth(bags, 0.0, (number for number in strangers if bags.documents[number])).grow(0.0)
    return [members for members in (*kept, *mute, *among) if members]


def _belongs(bags: Bags, number: int, words: Counter[str]) -> bool:
    own = bags.documents[number]
    others = words.copy()
    others.subtract(own)
    return bool(own) and bags.gain_of_document(number, others, others.total()) >= STRANGE


def _settle(bags: Bags, groups: Sequence[Sequence[int]], rounds: int, margin: float = 0.0) -> list[list[int]]:
    """Move single documents to the group that explains them better by ``margin``, a few times over."""
    place = {number: group for group, members in enumerate(groups) for number in members}
    sums = [bags.bag(members) for members in groups]
    sizes = [bag.total() for bag in sums]
    for _ in range(rounds):
        moved = False
        for number in sorted(place):
            words, home = bags.documents[number], place[number]
            sums[home].subtract(words)
            sizes[home] -= len(words)
            gains = [bags.gain_of_document(number, *pair) for pair in zip(sums, sizes, strict=True)]
            best = max(range(len(gains)), key=gains.__getitem__)
            if gains[best] > gains[home] + margin:
                place[number], home, moved = best, best, True
            sums[home].update(words)
            sizes[home] += len(words)
        if not moved:
            break
    return [sorted(number for number in place if place[number] == group) for group in range(len(groups))]
