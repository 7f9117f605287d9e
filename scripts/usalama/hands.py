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
from typing import TypeVar

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
    helpers = []
    for share in others:
        receiver, sender = fork.Pipe(duplex=False)
        helper = fork.Process(target=_help, args=(share, do, sender))
        helper.start()
        sender.close()
        helpers.append((helper, receiver))
    results = [do(own)]
    for helper, receiver in helpers:
        try:
            results.append(receiver.recv())
        except EOFError:
            helper.join()
            raise BuildError(f"a process that helped ended with {helper.exitcode}; the old site stays") from None
        helper.join()
    return results


def _help(share: Sequence[_Item], do: Callable[[Sequence[_Item]], _Result], sender: Connection) -> None:
    sender.send(do(share))
