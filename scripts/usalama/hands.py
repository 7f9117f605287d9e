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


def count(items: int) -> int:
    """Return how many hands so many files are worth; a program with threads is never forked."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return max(1, min(able, items // FEW)) if threading.active_count() == 1 else 1


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
