"""Sharing work out among as many processes as the machine has cores, where there is enough of it.

Each hand is a fork of this process with a share of the work; what comes of an item does not depend on who does it. A
hand that fails fails the whole: its share is never done again and never left out.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from usalama.errors import BuildError

FEW = 60
"""Files that one hand is done with sooner than a second one is ready."""
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


def count(items: int, few: int = FEW) -> int:
    """Return how many hands so many items are worth; a program with threads is never forked."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return max(1, min(able, items // few)) if threading.active_count() == 1 else 1


def shares(items: Sequence[_Item], hands: int, cost: Callable[[_Item], float]) -> list[Sequence[_Item]]:
    """Cut ``items`` into runs of about equal cost, since neighbours are made from the same things."""
    total = sum(map(cost, items))
    cut: list[list[_Item]] = [[] for _ in range(hands)]
    done = 0.0
    for item in items:
        cut[min(hands - 1, int(done * hands / total))].append(item)
        done += cost(item)
    return [share for share in cut if share]


def shared(
    items: Sequence[_Item],
    do: Callable[[Sequence[_Item]], _Result],
    hands: int,
    cost: Callable[[_Item], float] = lambda _: 1.0,
) -> list[_Result]:
    """Let ``do`` work through ``items``, cut into ``hands`` runs; return what it gives for each run, in their order."""
    if hands == 1 or not items:
        return [do(items)]
    fork = multiprocessing.get_context("fork")
    own, *others = shares(items, hands, cost)
    helpers: list[tuple[BaseProcess, Connection]] = []
    try:
        for share in others:
            receiver, sender = fork.Pipe(duplex=False)
            helper: BaseProcess = fork.Process(target=_help, args=(share, do, sender))
            helper.start()
            sender.close()
            helpers.append((helper, receiver))
        return [do(own), *(_heard(*each) for each in helpers)]
    finally:
        # What one share could not do ends the others: nobody asks for them any more.
        for helper, receiver in helpers:
            helper.kill()
            helper.join()
            receiver.close()


def meanwhile(do: Callable[[], _Result]) -> Callable[[], _Result]:
    """Let another process do something; what is returned waits for it and gives its result, once.

    A program with threads, or on a single core, does it when it is asked for the result.
    """
    if count(2, 1) == 1:
        return do
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    helper = fork.Process(target=_help, args=((), lambda _: do(), sender), daemon=True)
    helper.start()
    sender.close()
    return lambda: _heard(helper, receiver)


def _help(share: Sequence[_Item], do: Callable[[Sequence[_Item]], _Result], sender: Connection) -> None:
    try:
        result = do(share)
    except Exception as error:
        sender.send((f"{type(error).__name__}: {error}", None))
        raise
    sender.send(("", result))


def _heard(helper: BaseProcess, receiver: Connection) -> Any:  # noqa: ANN401  what `do` gives, from another process
    try:
        failure, result = receiver.recv()
    except EOFError:
        helper.join()
        raise BuildError(f"a process that helped ended with {helper.exitcode}; the old site stays") from None
    if failure:
        raise BuildError(f"a process that helped failed: {failure}")
    helper.join()
    return result
