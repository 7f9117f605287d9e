"""Sharing work out among as many processes as the machine has cores, where there is enough of it.

Each hand is a fork of this process that takes one run of the work after the other; what comes of an item does not
depend on who does it. A hand that fails fails the whole: its runs are never done again and never left out.
"""

import multiprocessing
import os
import pickle
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from usalama.errors import BuildError

FEW = 60  # files that one hand is done with sooner than a second one is ready
_RUNS, _MOST = 16, 256
"""Runs of items for each hand, so that all end at about the same time, and how many a byte can name."""
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_Given = TypeVar("_Given")


def count(items: int, few: int = FEW) -> int:
    """Return how many hands so many items are worth; a program with threads is never forked."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return max(1, min(able, items // few)) if threading.active_count() == 1 else 1


def shared(items: Sequence[_Item], do: Callable[[Sequence[_Item]], _Result], hands: int) -> Iterable[_Result]:
    """Let ``do`` work through ``items``, cut into runs; return what it gives for each run, in their order.

    Neighbours are made from the same things: each hand begins with runs in a row. Who is done with those takes what
    another has not begun, so that nobody need know what an item costs.
    """
    with begun(items, do, hands) as joined:
        return joined()


@contextmanager
def begun(
    items: Sequence[_Item], do: Callable[[Sequence[_Item]], _Result], hands: int
) -> Iterator[Callable[[], Iterable[_Result]]]:
    """Let all hands but this one begin; what is given joins them, and returns what ``shared`` does.

    They end with the block, whatever they are at.
    """
    if hands == 1 or not items:
        yield lambda: (do(items),)
        return
    runs = _cut(items, min(hands * _RUNS, _MOST))
    rows = _cut(range(len(runs)), hands)
    waiting = [_pipe(bytes(row[1:])) for row in rows]

    def work(hand: int, do: Callable[[Sequence[_Item]], _Given]) -> dict[int, _Given]:
        first = rows[hand][0]
        found = {first: do(runs[first])}
        for row in (*waiting[hand:], *waiting[:hand]):
            while taken := os.read(row, 1):
                found[taken[0]] = do(runs[taken[0]])
        return found

    helpers: list[tuple[BaseProcess, Connection]] = []

    def joined() -> Iterable[_Result]:
        own, others = work(0, do), dict[int, bytes]()
        for each in helpers:
            others |= _heard(*each)
        # What is taken in need not be kept here.
        return (own.pop(n) if n in own else pickle.loads(others.pop(n)) for n in range(len(runs)))  # noqa: S301  our own

    try:
        # What a hand gives is packed run by run, and not while all wait for the last hand.
        packing = partial(work, do=lambda run: pickle.dumps(do(run)))
        helpers += (_helper(partial(packing, number)) for number in range(1, len(rows)))
        yield joined
    finally:
        for row in waiting:
            os.close(row)
        _end(helpers)  # what one run could not do ends the others: nobody asks for them any more


def meanwhile(do: Callable[[], _Result]) -> Callable[[], _Result]:
    """Let another process do something; what is returned waits for it and gives its result, once.

    A program with threads, or on a single core, does it when it is asked for the result.
    """
    if count(2, 1) == 1:
        return do
    helper, receiver = _helper(do)
    return lambda: _heard(helper, receiver)


def _cut(items: Sequence[_Item], most: int) -> list[Sequence[_Item]]:
    """Cut items into at most so many runs of about as many each; none is empty."""
    count = min(len(items), most)
    return [items[len(items) * n // count : len(items) * (n + 1) // count] for n in range(count)]


def _pipe(written: bytes) -> int:
    """Return the end of a pipe from which each byte can be read once, by whoever comes first."""
    reading, writing = os.pipe()
    os.write(writing, written)
    os.close(writing)
    return reading


def _helper(do: Callable[[], _Result]) -> tuple[BaseProcess, Connection]:
    """Start a process that does something; it is ended with this one."""
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    helper = fork.Process(target=_help, args=(do, sender, receiver), daemon=True)
    helper.start()
    sender.close()
    return helper, receiver


def _end(helpers: Iterable[tuple[BaseProcess, Connection]]) -> None:
    for helper, receiver in helpers:
        helper.kill()
        helper.join()
        receiver.close()


def _help(do: Callable[[], _Result], sender: Connection, receiver: Connection) -> None:
    receiver.close()  # else a result that nobody takes any more would wait in its own pipe for ever
    try:
        result = do()
    except Exception as error:
        _give(sender, (f"{type(error).__name__}: {error}", None))
        raise
    _give(sender, ("", result))


def _give(sender: Connection, heard: tuple[str, object]) -> None:
    with suppress(BrokenPipeError):  # who asked has died, and that is what is to be told, not our lack of a listener
        sender.send(heard)


def _heard(helper: BaseProcess, receiver: Connection) -> Any:  # noqa: ANN401  what `do` gives, from another process
    try:
        failure, result = receiver.recv()
    except (EOFError, OSError):  # an OSError is what half a result gives: its sender was killed while it sent
        helper.join()
        raise BuildError(f"a process that helped ended with {helper.exitcode}; the old site stays") from None
    if failure:
        raise BuildError(f"a process that helped failed: {failure}")
    helper.join()
    return result
