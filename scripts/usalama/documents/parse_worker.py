"""The child process that reads documents: started by ``nursery``, never imported by it.

It takes documents from one pipe and answers into another until the first is closed. Before each document it allows
itself a fixed processor time more, and its address space is limited for good: the kernel ends what runs away.
Given pipes for several, it compiles the tables, forks that many and says how each ended.
"""

import copyreg
import gc
import json
import os
import pickle
import resource
import sys
from collections.abc import Sequence
from dataclasses import fields
from multiprocessing.connection import Connection, Pipe
from operator import attrgetter
from typing import Any, NoReturn

from usalama.feeds.parse import parse

# Loaded while the parent finds out what is to be judged.
from usalama.judging.firstlook import Look, Tables, compile_masks, compile_tables
from usalama.judging.rulebook import compile_rulebook
from usalama.model import Entry, Judgement, ParsedFeed

_COLLECT_EVERY = 8


def _in_a_row(kind: type[Any]) -> None:
    """Have records of a kind sent as its fields in a row: dataclasses' own way takes twice as long at both ends."""
    values = attrgetter(*[each.name for each in fields(kind)])
    copyreg.pickle(kind, lambda record: (kind, values(record)))


def breed(orders: Connection, reports: Connection, *pipes: Connection, cpu_seconds: int, most_memory: int) -> None:
    """Compile the tables that ``orders`` may bring, fork one process for each two of ``pipes``, then tell their ends.

    Whoever is told a number waits for that process and says its exit code, until ``orders`` is closed.
    """
    gc.disable()
    texts = pickle.loads(orders.recv_bytes())  # noqa: S301  our own parent, our own pipe
    tables = _compiled(texts, orders, reports, *pipes) if texts else None
    gc.freeze()
    pids: list[int] = []
    others: Sequence[Connection] = pipes
    while others and (tables or not texts):
        questions, answers, *rest = others
        pid = os.fork()
        if not pid:
            for end in (orders, reports, *rest):
                end.close()
            _serve_and_leave(questions, answers, cpu_seconds, most_memory, tables)
        questions.close()
        answers.close()
        pids.append(pid)
        others = rest
    reports.send_bytes(json.dumps(pids).encode())
    while True:
        try:
            pid = int(orders.recv_bytes())
        except EOFError:
            return
        reports.send_bytes(str(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])).encode())


def _serve_and_leave(
    questions: Connection, answers: Connection, cpu: int, memory: int, tables: Tables | None
) -> NoReturn:
    """Serve in a forked process, and end it there: what follows is its parent's."""
    code = 1
    try:
        serve(questions, answers, cpu_seconds=cpu, most_memory=memory, tables=tables)
        code = 0
    finally:
        os._exit(code)


def serve(
    questions: Connection, answers: Connection, *, cpu_seconds: int, most_memory: int, tables: Tables | None = None
) -> None:
    """Answer documents until the pipe is closed."""
    _limit(resource.RLIMIT_AS, most_memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    gc.disable()  # feedparser makes and drops cycles all the time; once in some documents is enough
    count = 0
    while True:
        try:
            body, options, texts, look = pickle.loads(questions.recv_bytes())  # noqa: S301  our own parent, our own pipe
        except EOFError:
            return
        if texts:
            tables = _compiled(texts, questions, answers)
            gc.freeze()  # the tables live as long as the child: looking through them takes longer than a document
        if body is None:
            mistake = "" if tables else "the tables hold a mistake"
            answers.send_bytes(pickle.dumps((ParsedFeed("", "", (), (), mistake), ()), protocol=5))
            continue
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + cpu_seconds + 1)
        try:
            document = parse(body, **options)
        except MemoryError:
            document = ParsedFeed("", "", (), (), f"needs more than {most_memory // 2**20} MiB to be read")
        looks = _looks(document, tables) if look and tables else ()
        answers.send_bytes(pickle.dumps((document, looks), protocol=5))
        count += 1
        if count % _COLLECT_EVERY == 0 and "feedparser" in sys.modules:  # nobody else leaves cycles behind
            gc.collect()


def _compiled(texts: dict[str, str], *pipes: Connection) -> Tables | None:
    """Compile the tables, half of them in a process of its own; None where they hold a mistake, which the parent names.

    The rules that mask take as long as the rest, and nobody can read a document before both are there. That process
    has none of our ``pipes``: whoever waits for our end does not wait for its.
    """
    try:
        ours, its = Pipe(duplex=False)
        child = os.fork()
    except OSError:  # no process or file more, for now
        return _compiled_here(texts)
    if not child:
        for end in (ours, *pipes):
            end.close()
        try:
            its.send_bytes(pickle.dumps(compile_masks(texts), protocol=5))
        finally:
            os._exit(0)
    its.close()
    try:
        return Tables(compile_rulebook(texts), pickle.loads(ours.recv_bytes()))  # noqa: S301  our own child and pipe
    except Exception:  # noqa: BLE001  it is only work done ahead
        return None
    finally:
        ours.close()
        os.waitpid(child, 0)


def _compiled_here(texts: dict[str, str]) -> Tables | None:
    try:
        return compile_tables(texts)
    except Exception:  # noqa: BLE001  as above
        return None


def _looks(document: ParsedFeed, tables: Tables) -> tuple[Look, ...]:
    """Look at every entry; where that fails, at none: the parent then does it and says what was wrong."""
    try:
        return tables.looks(document.entries)
    except Exception:  # noqa: BLE001  it is only work done ahead
        return ()


def _limit(kind: int, soft: int) -> None:
    """Set a soft limit; a system that has no such limit is left as it is."""
    try:
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))
    except (ValueError, OSError):
        return


for _kind in (Entry, Judgement, ParsedFeed):
    _in_a_row(_kind)

if __name__ == "__main__":  # pragma: no cover  runs in the child
    cpu, memory, *ends = map(int, sys.argv[1:])
    pipes = [Connection(end, readable=not place % 2, writable=bool(place % 2)) for place, end in enumerate(ends)]
    (breed if pipes[2:] else serve)(*pipes, cpu_seconds=cpu, most_memory=memory)
