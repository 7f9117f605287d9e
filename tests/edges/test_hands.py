"""Sharing work out among processes: everything is done once, in order, and a hand that dies fails the whole."""

import os
import subprocess
import sys
import threading

import pytest

from usalama.errors import BuildError
from usalama.machine import hands

BESIDE = pytest.mark.skipif(len(os.sched_getaffinity(0)) == 1, reason="a single core does it when it is asked")


def in_a_program_of_its_own(program: str) -> str:
    """Return what a program prints; the one that runs the tests may have threads, and is then never forked."""
    begun = [sys.executable, "-c", f"import os; from usalama.machine import hands\n{program}"]
    return subprocess.run(begun, capture_output=True, text=True, timeout=30, check=True).stdout


@pytest.mark.parametrize("number", [1, 2, 3, 7])
def test_every_item_is_done_once_and_in_order(number):
    """What several hands give, joined, is what one gives."""
    found = hands.shared(range(20), lambda some: [(item, item * item) for item in some], number)
    assert [pair for each in found for pair in each] == [(item, item * item) for item in range(20)]


def test_who_is_done_takes_over_what_another_has_not_begun():
    """One dear item holds up its own hand alone: the other does all that this one would have done next."""
    reading, writing = os.pipe()

    def work(some):
        if 0 in some:
            assert os.read(reading, 4) == b"rest"  # this hand waits for the last of its half
        if 49 in some:
            os.write(writing, b"rest")
        return os.getpid()

    first, *others = hands.shared(range(100), work, 2)
    assert first == os.getpid()
    assert set(others).isdisjoint({first})
    os.close(reading)
    os.close(writing)


def test_the_work_is_done_elsewhere():
    """The second share is done by another process."""
    first, second = hands.shared([1, 2], lambda _: os.getpid(), 2)
    assert first == os.getpid() != second


@BESIDE
def test_hands_begin_before_they_are_joined_and_end_with_the_block():
    """Who has other work first finds theirs begun; who fails at it leaves nobody behind."""
    told = in_a_program_of_its_own(
        "reading, writing = os.pipe()\n"
        "def work(some):\n"
        "    os.write(writing, b'%d' % some[0])\n"
        "    return [*some]\n"
        "with hands.begun([1, 2], work, 2) as joined:\n"
        "    print(os.read(reading, 1), *joined(), os.read(reading, 1))\n"
        "try:\n"
        "    with hands.begun([3, 4], lambda _: os.read(reading, 9), 2):\n"
        "        os.close(writing)\n"
        "        raise ValueError\n"
        "except ValueError:\n"
        "    print(os.read(reading, 9))\n"  # ends when nobody is left who could write
    )
    assert told == "b'2' [1] [2] b'1'\nb''\n"


def test_a_hand_that_dies_fails_the_whole():
    """Killed half-way (no memory), its share is neither left out nor believed."""

    def die(some):
        return os._exit(9) if 2 in some else some

    with pytest.raises(BuildError, match="ended with 9"):
        hands.shared([1, 2], die, 2)


def test_a_share_that_fails_ends_the_other_hands():
    """What one could not do is asked of nobody any more: the others are ended, and why it failed is said."""
    ours, theirs = os.pipe()

    def fail(some):
        if 1 in some:
            raise ValueError("no such luck")
        threading.Event().wait(20)
        return os.write(theirs, b"not ended")

    with pytest.raises(ValueError, match="no such luck"):
        hands.shared([1, 2, 3], fail, 3)
    os.close(theirs)
    assert os.read(ours, 9) == b""
    os.close(ours)

    def fail_elsewhere(some):
        if 2 in some:
            raise OSError(28, "No space left on device")
        return some

    with pytest.raises(BuildError, match="No space left on device"):
        hands.shared([1, 2], fail_elsewhere, 2)


def test_a_program_with_threads_works_alone():
    """It is never forked: a fork could inherit a lock that nobody opens."""
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert hands.count(10_000) == 1
        assert hands.meanwhile(os.getpid)() == os.getpid()
    finally:
        done.set()
        other.join()
    assert hands.count(1) == 1


@BESIDE
def test_what_is_done_meanwhile_is_done_elsewhere_and_at_once():
    """It begins before anybody asks for it, in another process, and its result is waited for."""
    told = in_a_program_of_its_own(
        "reading, writing = os.pipe()\n"
        "result = hands.meanwhile(lambda: (os.write(writing, b'begun'), os.getpid())[1])\n"
        "os.close(writing)\n"
        "print(os.read(reading, 9), result() != os.getpid())"
    )
    assert told == "b'begun' True\n"


def test_half_a_result_is_told_as_a_helper_that_was_killed():
    """Killed while it sends (no memory), it is the machine's fault: no entry is looked for that printing fails at."""
    helper, receiver = hands._helper(lambda: bytes(10_000_000))
    assert receiver.poll(30)  # it has begun to send what fits into no pipe
    helper.kill()
    with pytest.raises(BuildError, match="ended with -9;"):
        hands._heard(helper, receiver)


@BESIDE
def test_what_fails_meanwhile_fails_the_one_who_asks():
    """The error of the other process is told, not swallowed."""
    told = in_a_program_of_its_own(
        "result = hands.meanwhile(lambda: int('none'))\n"
        "try:\n    result()\n"
        "except Exception as error:\n    print(type(error).__name__, error)"
    )
    assert told.startswith("BuildError a process that helped failed: ValueError")


def test_a_result_that_nobody_takes_any_more_holds_up_nobody():
    """Where the program ends without asking, the other process ends too, although its result fits into no pipe."""
    program = "import os; from usalama.machine import hands; hands._helper(lambda: bytes(10_000_000)); os._exit(3)"
    ended = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, timeout=30, check=False)
    assert ended.returncode == 3  # and its output is at an end: nobody has it open any more
