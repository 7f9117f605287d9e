"""Documents read in child processes, so that none can take the run with it.

A document that eats processor time or memory, or kills the parser, is its own failure with its reason; the child is
replaced and the next document goes on. Children are reused: starting one costs more than reading ten feeds. What
they send back can only build the records of ``model``: a child that was taken over cannot name other code to run.
"""

from __future__ import annotations

import io
import pickle
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeAlias, TypeVar

from usalama.documents.nursery import Nursery, ParseSettings, Worker, start
from usalama.model import Feed, ParsedFeed

if TYPE_CHECKING:  # it comes with all that judges, which is loaded while children start
    from usalama.judging.firstlook import Look

Tag = TypeVar("Tag")
Answer: TypeAlias = "tuple[ParsedFeed, Sequence[Look]]"
OUT_OF_MEMORY = "needs more than"

_MAY_RETURN = {
    ("usalama.model", "ParsedFeed"),
    ("usalama.model", "Entry"),
    ("usalama.model", "Problem"),
    ("usalama.model", "Judgement"),
    ("usalama.model", "Reason"),
    ("usalama.judging.firstlook", "Look"),
    ("datetime", "datetime"),
    ("datetime", "timezone"),
    ("datetime", "timedelta"),
}
_WAITING_A_WORKER = 4


@dataclass(frozen=True, slots=True)
class Document(Generic[Tag]):
    """One body to read. ``tag`` comes back with what was read: the answer that the body came with."""

    feed: Feed
    body: bytes
    content_type: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Ahead:
    """Work to do ahead, in the children, on documents whose entries are mostly new."""

    texts: Mapping[str, str]  # the tables of ``content/catalog/``, by file name
    wanted: Callable[[Feed], bool]
    take: Callable[[Sequence[Look]], None]
    """Is handed what was found, before the document is yielded; nothing where it could not be found ahead."""


class ParsePool:
    """Some child processes that read documents, each waited for by a thread of its own."""

    def __init__(self, settings: ParseSettings, ahead: Ahead | None = None, begun: Nursery | None = None) -> None:
        """``begun`` is a nursery that was begun with these ``settings`` before it was known what is to be read."""
        self._settings = settings
        self._ahead = ahead
        self._threads = ThreadPoolExecutor(settings.workers, "parse")
        self._of_thread = threading.local()
        self._lock = threading.Lock()
        self._children: set[_Child] = set()
        self._closed = False
        # The tables are compiled while the means to ask are loaded, once for all children.
        self._nursery = begun or Nursery(settings)
        self._tended = self._threads.submit(self._nursery.tend, ahead.texts if ahead else {}, settings.wall_seconds)

    @property
    def compiles(self) -> bool:
        """Whether the tables are compiled for the children."""
        return self._ahead is not None

    def has_compiled(self) -> bool:
        """Tell whether the tables were compiled for the children and held no mistake, once that is done."""
        return self.compiles and self._tended.result()

    def read_all(self, documents: Iterable[Document[Tag]], fetched: datetime) -> Iterator[tuple[Tag, ParsedFeed]]:
        """Yield each document's tag with what it said, as they are ready, while ``documents`` still arrive.

        Few documents wait at a time, so a slow reader of the results slows down whoever supplies the documents.
        """
        waiting: dict[Future[Answer], Tag] = {}
        for document in documents:
            waiting[self.submit(document, fetched)] = document.tag
            full = len(waiting) >= self._settings.workers * _WAITING_A_WORKER
            yield from self._finished(waiting, timeout=None if full else 0)
        while waiting:
            yield from self._finished(waiting, timeout=None)

    def _finished(
        self, waiting: dict[Future[Answer], Tag], *, timeout: float | None
    ) -> Iterator[tuple[Tag, ParsedFeed]]:
        """Yield what is ready, after waiting for the first of it as long as ``timeout`` allows."""
        done, _ = wait(waiting, timeout=timeout, return_when=FIRST_COMPLETED)
        for future in done:
            parsed, looks = future.result()
            if self._ahead:
                self._ahead.take(looks)
            yield waiting.pop(future), parsed

    def submit(self, document: Document[Any], fetched: datetime) -> Future[Answer]:
        """Return the promise of what ``document`` says; it never raises for what a document does."""
        return self._threads.submit(self._read, document, fetched)

    def close(self) -> None:
        """End the children and forget what waits."""
        with self._lock:
            self._closed = True
            children = list(self._children)
        for child in children:
            child.end()
        if not self._tended.done():
            self._nursery.end()
        # Each thread sees its child's end and closes its own pipes; closing them from here could close a stranger's.
        self._threads.shutdown(wait=True, cancel_futures=True)
        for child in self._children:
            child.close()
        self._nursery.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _own(self) -> _Child:
        """Return this thread's child, a new one where it has none."""
        child: _Child | None = getattr(self._of_thread, "child", None)
        if child is None:
            child = self._of_thread.child = self._hired()
        return child

    def _read(self, document: Document[Any], fetched: datetime) -> Answer:
        child = self._own()
        answer = child.ask(document, fetched, self._ahead)
        if child.was_gone and not self._closed:  # once: one that takes each document and dies is killed by it
            self._dismiss(child)
            child = self._own()
            answer = child.ask(document, fetched, self._ahead)
        if isinstance(answer, str):
            self._dismiss(child)
            return ParsedFeed("", "", (), (), answer), ()
        if answer[0].failure.startswith(OUT_OF_MEMORY):
            self._dismiss(child)
        return answer

    def _hired(self) -> _Child:
        wait([self._tended])
        with self._lock:
            ready = self._nursery.take()
        child = _Child(self._settings, ready or start(self._settings))
        with self._lock:
            self._children.add(child)
            closed = self._closed
        if closed:
            child.end()
        return child

    def _dismiss(self, child: _Child) -> None:
        child.close()
        self._of_thread.child = None
        with self._lock:
            self._children.discard(child)


class _Child:
    """One child process and the two pipes to it."""

    def __init__(self, settings: ParseSettings, worker: Worker) -> None:
        self._settings = settings
        self._worker = worker
        self._process, self._questions, self._answers, self._has_tables = worker
        self._is_late = False
        self.was_gone = False
        """Whether it had ended before a document was handed to it: whatever ended it was not that document."""

    def ask(self, document: Document[Any], fetched: datetime, ahead: Ahead | None) -> Answer | str:
        """Return what the document says, or why there will be no answer; the child is useless after the latter."""
        options = {"feed": document.feed, "fetched": fetched, "content_type": document.content_type}
        look = ahead is not None and ahead.wanted(document.feed)
        try:
            if ahead and look:
                self._give_tables(ahead)
            return self._answer((document.body, options, None, look))
        except (OSError, EOFError):
            return self._obituary()
        except (pickle.UnpicklingError, ValueError, TypeError) as error:
            return f"the parser sent what it may not send: {error}"

    def _give_tables(self, ahead: Ahead) -> None:
        """Let a child that was started alone compile the tables; what goes wrong shows with its first document."""
        if not self._has_tables:
            self._has_tables = True
            self._answer((None, {}, dict(ahead.texts), False))

    def _answer(self, question: tuple[object, ...]) -> Answer | str:
        # It may stop anywhere, also before it has read the whole question or in the middle of its answer.
        late = threading.Timer(self._settings.wall_seconds, self._give_up)
        late.daemon = True
        late.start()
        try:
            self._send(pickle.dumps(question, protocol=5))
            answer = self._answers.recv_bytes()
        finally:
            late.cancel()
        parsed, looks = _Records(io.BytesIO(answer)).load()
        return (parsed, looks) if isinstance(parsed, ParsedFeed) else "the parser sent what is no document"

    def _send(self, question: bytes) -> None:
        try:
            self._questions.send_bytes(question)
        except OSError:
            self.was_gone = not self._is_late
            raise

    def end(self) -> None:
        """End the child, whatever it does."""
        self._process.kill()

    def close(self) -> None:
        """End the child and close the pipes to it; for the thread that asks it, or when none does any more."""
        self._worker.close()

    def _give_up(self) -> None:
        self._is_late = True
        self.end()

    def _obituary(self) -> str:
        self.end()  # one that closed its pipe, or could not be asked, need not have ended
        code = self._process.wait()
        if self._is_late:
            return f"not read within {self._settings.wall_seconds:.0f} seconds"
        if code == -signal.SIGXCPU:
            return f"needs more than {self._settings.cpu_seconds} seconds of processor time to be read"
        return f"the parser died of it (exit code {code})"


class _Records(pickle.Unpickler):
    """Unpickles the records of ``model`` and nothing else."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401  pickle's own signature
        if (module, name) not in _MAY_RETURN:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)
