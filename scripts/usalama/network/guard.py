"""The only way out to the network: connections to public addresses, within a time and a number of bytes.

The address that is checked is the one that is connected to: a name is resolved once, here, and the socket is opened
to the numbers that came back, so that neither a redirect nor a name that changes its mind leads inside. Environment
proxies are not used, because they would be what is connected to. TLS is verified; nothing here can turn it off.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpcore2
import httpx2

from usalama.words.hosts import is_public

Resolve: TypeAlias = Callable[..., Sequence[tuple[Any, ...]]]

APART = 0.003  # seconds between two connections to one address


class RefusedAddressError(Exception):
    """The name leads to an address that is not public."""


class TooManyBytesError(Exception):
    """More came than one answer may have; says what."""


@dataclass(slots=True)
class Allowance:
    """What one feed may still use: time on the monotonic clock, and bytes on the wire."""

    until: float
    wire_bytes: int  # at first those of an answer's head
    is_for_body: bool = False

    def allow_body(self, count: int) -> None:
        """Let ``count`` bytes more come, now that the head is there."""
        self.wire_bytes += count
        self.is_for_body = True

    def seconds(self, wish: float | None) -> float:
        """Return how long a wait may be; raise ReadTimeout when the time is used up."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time for one feed is used up")
        return left if wish is None else min(wish, left)

    def spend(self, count: int) -> None:
        """Count received bytes; raise TooManyBytesError when there were too many."""
        self.wire_bytes -= count
        if self.wire_bytes < 0:
            raise TooManyBytesError("more than one answer may have" if self.is_for_body else "a head without end")


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens sockets for httpcore, each to an address that was looked at first."""

    def __init__(self, *, allow_loopback: bool, connect_seconds: float, resolve: Resolve = socket.getaddrinfo) -> None:
        self._allow_loopback = allow_loopback
        self._connect_seconds = connect_seconds
        self._resolve = resolve
        self._sockets = httpcore2.SyncBackend()
        self._of_thread = threading.local()
        self._turns: dict[tuple[str, int], float] = {}
        self._turning = threading.Lock()

    def allow(self, allowance: Allowance) -> None:
        """Say what the requests of the calling thread may use from now on."""
        self._of_thread.allowance = allowance

    @property
    def allowance(self) -> Allowance:
        """What the calling thread may use."""
        allowance: Allowance = self._of_thread.allowance
        return allowance

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first public address of ``host`` that answers."""
        addresses = self._addresses(host, port)
        end = time.monotonic() + self.allowance.seconds(min(timeout or self._connect_seconds, self._connect_seconds))
        fault: httpcore2.ConnectError | httpcore2.ConnectTimeout | None = None
        for position, address in enumerate(addresses):
            self._take_turn(address, port)
            # Each address gets its share, so that a broken IPv6 route leaves time for IPv4.
            share = (end - time.monotonic()) / (len(addresses) - position)
            if share <= 0:
                break
            try:
                stream = self._sockets.connect_tcp(address, port, share, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                fault = error
                continue
            return _AllowedStream(stream, self)
        raise fault or httpcore2.ConnectTimeout("no address answered in time")

    def _take_turn(self, address: str, port: int) -> None:
        """Wait until a connection to ``address`` may be opened: small servers let five wait and forget any beyond."""
        with self._turning:
            at = max(self._turns.get((address, port), 0.0), time.monotonic())
            self._turns[address, port] = at + APART
        time.sleep(max(0.0, at - time.monotonic()))

    def connect_unix_socket(self, *_args: object, **_options: object) -> httpcore2.NetworkStream:
        """Refuse: feeds do not live on Unix sockets."""
        raise RefusedAddressError("a Unix socket")

    def _addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of ``host``; one that is not allowed refuses them all."""
        try:
            found = self._resolve(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} was not found: {error}") from error
        addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
        for address in addresses:
            if not is_public(ipaddress.ip_address(address.split("%")[0]), or_loopback=self._allow_loopback):
                called = host if host == address else f"{host} is {address}, which"
                raise RefusedAddressError(f"{called} is not a public address")
        if not addresses:
            raise httpcore2.ConnectError(f"the name {host} was not found")
        return addresses[:4]


class _AllowedStream(httpcore2.NetworkStream):
    """A connection whose every wait and every byte is taken from the reading thread's allowance."""

    def __init__(self, stream: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        allowance = self._backend.allowance
        data = self._stream.read(max_bytes, allowance.seconds(timeout))
        allowance.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._backend.allowance.seconds(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        seconds = self._backend.allowance.seconds(timeout)
        return _AllowedStream(self._stream.start_tls(ssl_context, server_hostname, seconds), self._backend)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  httpcore's own signature
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx2.BaseTransport):
    """What sends requests over guarded connections: one connection a thread, which the thread's next request may use.

    One pool for all would look through every connection of every thread at each request.
    """

    def __init__(self, backend: GuardedBackend) -> None:
        self._backend = backend
        self._tls: ssl.SSLContext | None = None
        self._trusting_nobody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._lock = threading.Lock()
        self._of_thread = threading.local()
        self._opened: list[_OneConnection] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send ``request``."""
        return self._own_transport(is_secure=request.url.scheme == "https").handle_request(request)

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            opened, self._opened = self._opened, []
        for transport in opened:
            transport.close()

    def _own_transport(self, *, is_secure: bool) -> _OneConnection:
        """Return the calling thread's own connection, of the one kind or the other."""
        name = "secure" if is_secure else "plain"
        transport: _OneConnection | None = getattr(self._of_thread, name, None)
        if transport is None:
            transport = _OneConnection(self._backend, self._trusted() if is_secure else self._trusting_nobody)
            setattr(self._of_thread, name, transport)
            with self._lock:
                self._opened.append(transport)
        return transport

    def _trusted(self) -> ssl.SSLContext:
        """Return the certificates that are trusted; reading them takes as long as ten requests, so once, if ever."""
        with self._lock:
            if self._tls is None:
                self._tls = httpx2.create_ssl_context(trust_env=False)
            return self._tls


class _OneConnection(httpx2.HTTPTransport):
    """httpx's transport over a pool that can only open guarded connections, and one at a time."""

    def __init__(self, backend: GuardedBackend, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        self._pool = httpcore2.ConnectionPool(
            ssl_context=context,
            max_connections=1,
            max_keepalive_connections=1,
            keepalive_expiry=5.0,
            network_backend=backend,
        )
