"""Sharing work out among processes: everything is done once, in order, and a hand that dies fails the whole."""

from __future__ import annotations

import os
import threading

import pytest

from usalama import hands
from usalama.errors import BuildError


@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_every_item_is_done_once_and_in_order(number):
    """What several hands give, joined, is what one gives."""
    found = hands.shared(range(20), lambda some: [(item, item * item) for item in some], number)
    assert [pair for each in found for pair in each] == [(item, item * item) for item in range(20)]


def test_work_is_cut_by_what_it_costs():
    """One dear item weighs as much as many cheap ones; no share is empty."""
    cut = hands.shares([8, 1, 1, 1, 1, 1, 1, 1, 1], 2, float)
    assert [list(share) for share in cut] == [[8], [1, 1, 1, 1, 1, 1, 1, 1]]


def test_the_work_is_done_elsewhere():
    """The second share is done by another process."""
    first, second = hands.shared([1, 2], lambda _: os.getpid(), 2)
    assert first == os.getpid() != second


def test_a_hand_that_dies_fails_the_whole():
    """Killed half-way (no memory), its share is neither left out nor believed."""

    def die(some):
        return os._exit(9) if 2 in some else some

    with pytest.raises(BuildError, match="ended with 9"):
        hands.shared([1, 2], die, 2)


def test_a_program_with_threads_works_alone():
    """It is never forked: a fork could inherit a lock that nobody opens."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert hands.count(10_000) == 1
    finally:
        done.set()
        other.join()
    assert hands.count(1) == 1
