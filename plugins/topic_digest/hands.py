"""Printing with as many hands as the machine has, where there is enough to print.

Each hand is a fork of this process with a share of the pages; what a page becomes does not depend on who prints it. A
hand that fails fails the build.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from typing import TypeVar

from usalama.errors import BuildError

FEW = 60
"""Pages that one hand prints sooner than a second one is ready."""
_Page = TypeVar("_Page")
Reports = dict[str, list[tuple[str, str, str]]]


def shares(pages: Sequence[_Page], hands: int, cost: Callable[[_Page], float]) -> list[Sequence[_Page]]:
    """Cut ``pages`` into runs of about equal cost, since neighbours are made from the same week."""
    total = sum(map(cost, pages))
    cut: list[list[_Page]] = [[] for _ in range(hands)]
    done = 0.0
    for page in pages:
        cut[min(hands - 1, int(done * hands / total))].append(page)
        done += cost(page)
    return [share for share in cut if share]


def count(pages: int) -> int:
    """Return how many hands so many pages are worth."""
    able = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    return max(1, min(able, pages // FEW))


def print_all(
    pages: Sequence[_Page], make: Callable[[Sequence[_Page]], Reports], hands: int, cost: Callable[[_Page], float]
) -> Reports:
    """Let ``make`` print every page, shared out among ``hands`` processes by cost; return what it returns, joined."""
    if hands == 1 or not pages:
        return make(pages)
    fork = multiprocessing.get_context("fork")
    own, *others = shares(pages, hands, cost)
    helpers = []
    for share in others:
        receiver, sender = fork.Pipe(duplex=False)
        helper = fork.Process(target=_print_share, args=(share, make, sender))
        helper.start()
        sender.close()
        helpers.append((helper, receiver))
    joined = make(own)
    for helper, receiver in helpers:
        try:
            joined |= receiver.recv()
        except EOFError:
            helper.join()
            raise BuildError(f"a process that printed pages ended with {helper.exitcode}; the old site stays") from None
        helper.join()
    return joined


def _print_share(share: Sequence[_Page], make: Callable[[Sequence[_Page]], Reports], sender: object) -> None:
    sender.send(make(share))  # type: ignore[attr-defined]
