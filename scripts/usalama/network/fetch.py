"""All feeds, side by side, within one run's time; each answer is handed on as it comes.

Bounded connections, one to a host at a time, threads that die with the process. Whatever hangs (a server, a name
look-up that nothing can interrupt) is given up at its own limit and reported; a run ends when its time is over,
with every feed accounted for exactly once. It writes nothing.
"""

import queue
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2
import stamina.instrumentation

from usalama.feeds.answers import Failure
from usalama.machine import disk
from usalama.model import Feed
from usalama.network.guard import GuardedBackend, GuardedTransport, Resolve
from usalama.network.retrieve import Earlier, Fetched, FetchSettings, Retriever
from usalama.words import urls

_GLANCE = 0.2
_READ_AHEAD = 32  # documents that wait for whoever asked; a thread with another one waits too
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


@contextmanager
def fetch_all(
    feeds: Sequence[Feed],
    *,
    settings: FetchSettings,
    earlier: Mapping[str, Earlier] | None = None,
    waits: Mapping[str, float] | None = None,
    resolve: Resolve = socket.getaddrinfo,
) -> Iterator[Iterator[Fetched]]:
    """Begin to ask for ``feeds``; give what each brings, once each, in the order of arrival.

    What arrives before the first of it is taken waits. Who leaves early ends the asking.
    ``earlier`` is what the caller finished with, by the feed's address: a server that says that it is still the same
    need not send it again. ``waits`` is how many seconds each took the last time: the slowest are asked first, so that
    nobody waits for them alone at the end. ``resolve`` stands in for the system's resolver.
    """
    stamina.instrumentation.set_on_retry_hooks([])  # a retry is no news; its outcome is reported
    backend = GuardedBackend(
        allow_loopback=settings.allow_loopback, connect_seconds=settings.connect_seconds, resolve=resolve
    )
    with _client(GuardedTransport(backend), settings) as client:
        round_ = _Round(feeds, Retriever(client, backend, settings, earlier or {}), settings, waits or {})
        try:
            yield round_.results()
        finally:
            round_.stop()


def _client(transport: httpx2.BaseTransport, settings: FetchSettings) -> httpx2.Client:
    """Return a client that keeps no cookies: what one answer leaves is no business of the next request."""
    nobody = CookieJar(DefaultCookiePolicy(allowed_domains=()))
    timeout = httpx2.Timeout(settings.feed_seconds, connect=settings.connect_seconds)
    return httpx2.Client(transport=transport, trust_env=False, timeout=timeout, cookies=nobody)


class _Round:
    """One run over the feeds: who is next, who is under way, and what came back."""

    def __init__(
        self, feeds: Sequence[Feed], retriever: Retriever, settings: FetchSettings, waits: Mapping[str, float]
    ) -> None:
        self._feeds = feeds
        self._retriever = retriever
        self._settings = settings
        self._ends = time.monotonic() + settings.run_seconds
        self._lock = threading.Lock()
        self._waiting = _by_host(feeds, waits)
        self._under_way: dict[int, float] = {}
        self._answers: queue.Queue[tuple[int, Fetched]] = queue.Queue(maxsize=_READ_AHEAD)
        self._stopped = threading.Event()
        others = min(disk.together(settings.connections), len(self._waiting)) - 1
        self._start_worker()
        # A worker begins at once: what has answered is read while the others are still being started.
        threading.Thread(target=self._start_others, args=(others,), name="start", daemon=True).start()

    def stop(self) -> None:
        """Let no worker begin another feed."""
        self._stopped.set()

    def results(self) -> Iterator[Fetched]:
        """Yield each feed's answer once; at the end of the run's time, a failure for each that is left."""
        left = set(range(len(self._feeds)))
        while left:
            for index in self._hanging() & left:
                left.discard(index)
                self._start_worker()
                yield self._given_up(index, Failure.NAME, "the name was not found in time")
            if time.monotonic() >= self._ends:
                self.stop()
                for index in sorted(left):
                    yield self._given_up(index, Failure.RUN_OVER, "the time for the whole run was used up")
                return
            try:
                index, fetched = self._answers.get(timeout=_GLANCE)
            except queue.Empty:
                continue
            if index in left:
                left.discard(index)
                yield fetched

    def _given_up(self, index: int, failure: Failure, message: str) -> Fetched:
        return Fetched(self._feeds[index], failure=failure, error=message)

    def _hanging(self) -> set[int]:
        """Return the feeds that are past their own limit: nothing but the look-up of a name cannot be interrupted."""
        oldest = time.monotonic() - self._settings.feed_seconds - self._settings.grace_seconds
        with self._lock:
            late = {index for index, started in self._under_way.items() if started < oldest}
            for index in late:
                del self._under_way[index]
        return late

    def _start_others(self, count: int) -> None:
        with suppress(RuntimeError):  # the system has no more threads for us: those that are there do the work
            for _ in range(count):
                if self._stopped.is_set():
                    return
                self._start_worker()

    def _start_worker(self) -> None:
        threading.Thread(target=self._work, name="fetch", daemon=True).start()

    def _work(self) -> None:
        while not self._stopped.is_set():
            with self._lock:
                if not self._waiting:
                    return
                of_host = self._waiting.popleft()
            for index in of_host:  # by one thread, whose connection to the host serves them all
                if self._stopped.is_set():
                    return
                began = time.monotonic()
                with self._lock:
                    self._under_way[index] = began
                fetched = self._retriever.retrieve(self._feeds[index])
                with self._lock:
                    self._under_way.pop(index, None)
                self._hand_over(index, fetched._replace(seconds=time.monotonic() - began))

    def _hand_over(self, index: int, fetched: Fetched) -> None:
        """Queue an answer, waiting while the reader is behind: so few bodies are in memory at once."""
        while not self._stopped.is_set():
            try:
                self._answers.put((index, fetched), timeout=_GLANCE)
            except queue.Full:
                continue
            return


def _by_host(feeds: Sequence[Feed], waits: Mapping[str, float]) -> deque[list[int]]:
    """Return the feeds in one line a host, what takes longest first; each on loopback is a line of its own."""
    lines: dict[str, list[int]] = {}
    for index, feed in enumerate(feeds):
        name = urls.host(feed.url)
        lines.setdefault(f"{name} {index}" if name in _LOOPBACK else name, []).append(index)

    def longest(line: Sequence[int]) -> tuple[float, int]:
        return sum(waits.get(feeds[index].url, 0.0) for index in line), len(line)

    return deque(sorted(lines.values(), key=longest, reverse=True))
