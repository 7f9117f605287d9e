"""Finding the entries that a build fails with: each alone, few, in bounded tries, and never where all are at fault."""

import math

import pytest

from usalama.planning.halving import MOST, offenders

NAMES = tuple(f"entry-{number:03}" for number in range(200))


class Builds:
    """A build that fails as it is told, and counts how often it was tried."""

    def __init__(self, fails):
        self.fails, self.tries = fails, 0

    def __call__(self, kept):
        self.tries += 1
        return self.fails(frozenset(kept))


def with_any(*bad):
    """Fails with each of ``bad``, naming one of them."""
    return lambda kept: f"it is {min(kept.intersection(bad))}" if kept.intersection(bad) else ""


@pytest.mark.parametrize("bad", [(0,), (199,), (100,), (7, 8), (0, 99, 199)])
def test_offenders_are_found_each_with_its_own_reason(bad):
    """One, two or three entries, wherever they lie; the reason is that of the build with the entry and no other."""
    names = [NAMES[number] for number in bad]
    build = Builds(with_any(*names))
    assert offenders(NAMES, "it failed", build) == {name: f"it is {name}" for name in names}
    assert build.tries <= MOST * (2 * math.ceil(math.log2(len(NAMES))) + 2) + 1


def test_one_candidate_is_tried_without():
    """A single new entry is the offender if the build succeeds without it."""
    assert offenders(NAMES[:1], "it failed", Builds(with_any(NAMES[0]))) == {NAMES[0]: "it failed"}


def test_a_failure_without_entries_blames_none():
    """Where the build fails with no candidate at all, it is tried once and no entry is looked for."""
    build = Builds(lambda _: "the theme is broken")
    assert offenders(NAMES, "the theme is broken", build) is None
    assert build.tries == 1
    assert offenders((), "the theme is broken", build) is None


def test_more_than_a_few_are_no_matter_of_entries():
    """Four offenders, or every entry, are a fault of something else: nothing is set aside."""
    assert offenders(NAMES, "it failed", Builds(with_any(*NAMES[10:14]))) is None
    everything = Builds(with_any(*NAMES))
    assert offenders(NAMES, "it failed", everything) is None
    assert everything.tries < 60
    assert offenders(NAMES, "it failed", Builds(with_any(NAMES[1], NAMES[2])), most=1) is None


def test_what_only_several_do_together_blames_none():
    """A page that is too heavy with all of them, or two that contradict each other, has no one offender."""
    heavy = Builds(lambda kept: "too heavy" if len(kept) > 150 else "")
    assert offenders(NAMES, "too heavy", heavy) is None
    pair = frozenset((NAMES[3], NAMES[180]))
    assert offenders(NAMES, "twice", Builds(lambda kept: "twice" if pair <= kept else "")) is None
