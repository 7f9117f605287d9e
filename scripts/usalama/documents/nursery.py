"""The processes that read documents: how they are started, ended and asked how they died.

They come out of a nursery: a process that loads what reading and judging need, compiles the tables where they are
needed, and then forks, which takes a hundredth of that. It is begun before anything else is loaded. A nursery never
sees a document. It reaps a child when it is told to and not before, so that the number by which a child is killed is
never another's.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class ParseSettings:
    """How documents are read."""

    workers: int = min(os.cpu_count() or 1, 4)  # child processes
    cpu_seconds: int = 20
    wall_seconds: float = 60.0
    most_memory: int = 512 * 1024 * 1024


class Worker(NamedTuple):
    """A process that reads documents, our ends of the two pipes to it, and whether it has the tables."""

    process: subprocess.Popen[bytes] | _Forked
    questions: Connection
    answers: Connection
    has_tables: bool = False

    def close(self) -> None:
        """End the process and close the pipes to it."""
        self.process.kill()
        self.process.wait()
        self.questions.close()
        self.answers.close()


class _Pipes(NamedTuple):
    its_questions: Connection
    questions: Connection
    answers: Connection
    its_answers: Connection


def start(settings: ParseSettings) -> Worker:
    """Start a worker of its own, without tables."""
    pipes = _pipes()
    process = _started(settings, [pipes])
    return Worker(process, pipes.questions, pipes.answers)


class Nursery:
    """A process that compiles the tables and forks workers; it is started at once and told the tables by ``tend``."""

    def __init__(self, settings: ParseSettings) -> None:
        self._own, self._of_workers = _pipes(), [_pipes() for _ in range(settings.workers)]
        self._process = _started(settings, [self._own, *self._of_workers])
        self._asking = threading.Lock()
        self._born: list[Worker] = []

    def tend(self, texts: Mapping[str, str], seconds: float) -> bool:
        """Wait until the tables, if any, are compiled and the workers born; False where that failed, for any reason.

        A nursery that is not done in time is ended: workers are then started one by one.
        """
        pids: list[int] = []
        late = threading.Timer(seconds, self.end)
        late.daemon = True
        late.start()
        with suppress(OSError, EOFError, ValueError):
            self._own.questions.send_bytes(pickle.dumps(dict(texts), protocol=5))
            pids = json.loads(self._own.answers.recv_bytes())
        late.cancel()
        born = zip(pids, self._of_workers, strict=False)
        self._born = [
            Worker(_Forked(pid, self), each.questions, each.answers, has_tables=bool(texts)) for pid, each in born
        ]
        return bool(pids)

    def take(self) -> Worker | None:
        """Return a worker that nobody has; None when there are no more."""
        return self._born.pop() if self._born else None

    def exit_code(self, pid: int) -> int:
        """Wait for a worker's end and return its exit code."""
        with self._asking:
            try:
                self._own.questions.send_bytes(str(pid).encode())
                return int(self._own.answers.recv_bytes())
            except (OSError, EOFError, ValueError):
                return -signal.SIGKILL  # whatever ended the nursery has most likely ended it too

    def lives(self) -> bool:
        """Tell whether the nursery is there, and with it the numbers of its children."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the nursery, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """End what was not taken, then the nursery, if they are there; call it when the other workers have ended."""
        while worker := self.take():
            worker.close()
        self.end()
        self._process.wait()
        for pipes in (self._own, *self._of_workers):
            pipes.questions.close()
            pipes.answers.close()


class _Forked:
    """A worker as its nursery knows it, asked for like a process of our own."""

    def __init__(self, pid: int, nursery: Nursery) -> None:
        self.pid, self._nursery = pid, nursery
        self._code: int | None = None
        self._waiting = threading.Lock()

    def kill(self) -> None:
        with self._waiting:
            if self._code is None and self._nursery.lives():
                with suppress(ProcessLookupError):
                    os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        with self._waiting:
            if self._code is None:
                self._code = self._nursery.exit_code(self.pid)
            return self._code


def _pipes() -> _Pipes:
    its_questions, questions = Pipe(duplex=False)
    answers, its_answers = Pipe(duplex=False)
    return _Pipes(its_questions, questions, answers, its_answers)


def _started(settings: ParseSettings, pipes: Sequence[_Pipes]) -> subprocess.Popen[bytes]:
    """Start our own module, with nothing of our environment and no file of ours but its ends of the pipes."""
    limits = settings.cpu_seconds, settings.most_memory
    ends = [end.fileno() for each in pipes for end in (each.its_questions, each.its_answers)]
    process = subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
        [sys.executable, "-I", "-m", "usalama.documents.parse_worker", *map(str, (*limits, *ends))],
        pass_fds=ends,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LC_ALL": "C.UTF-8"},
    )
    for each in pipes:
        each.its_questions.close()
        each.its_answers.close()
    return process
