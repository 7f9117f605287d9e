"""Nothing inside is ever connected to, whatever a name, a redirect or a resolver says."""

import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpcore2
import pytest

from usalama.network.guard import APART, Allowance, GuardedBackend, RefusedAddressError, TooManyBytesError


def resolving(*addresses):
    def resolve(_host, port, **_options):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return resolve


def backend(resolve, *, seconds=5.0, wire=10**6, loopback=True):
    guarded = GuardedBackend(allow_loopback=loopback, connect_seconds=1.0, resolve=resolve)
    guarded.allow(Allowance(time.monotonic() + seconds, wire))
    return guarded


@pytest.mark.parametrize("address", ["169.254.169.254", "10.1.2.3", "127.0.0.1", "::1", "fe80::1%eth0"])
def test_a_public_name_that_leads_inside_is_not_connected_to(address):
    """The address a name resolves to is what is checked, not the name (A27)."""
    with pytest.raises(RefusedAddressError, match=r"paper\.example is"):
        backend(resolving(address), loopback=False).connect_tcp("paper.example", 80)
    with pytest.raises(RefusedAddressError, match=rf"^{re.escape(address)} is not a public address"):
        backend(resolving(address), loopback=False).connect_tcp(address, 80)


def test_one_inside_address_among_public_ones_refuses_the_name():
    """A resolver that mixes a private address in gets no second chance at it."""
    with pytest.raises(RefusedAddressError):
        backend(resolving("1.1.1.1", "10.0.0.1"), loopback=False).connect_tcp("paper.example", 80)


def test_a_name_that_changes_its_mind_is_asked_only_once(loopback):
    """DNS rebinding: the checked numbers are connected to; there is no second look-up that could answer otherwise."""
    answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])

    def resolve(host, port, **options):
        return resolving(next(answers))(host, port, **options)

    stream = backend(resolve).connect_tcp("paper.example", loopback.port)
    assert stream.get_extra_info("server_addr") == ("127.0.0.1", loopback.port)
    stream.close()
    assert next(answers) == "10.0.0.1", "asked once"


def test_the_next_address_is_tried_when_one_does_not_answer(loopback):
    """A host with one dead address is still reached."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        dead = unused.getsockname()[1]

    def resolve(_host, port, **_options):
        return [(socket.AF_INET6, 1, 6, "", ("::1", port, 0, 0)), (socket.AF_INET, 1, 6, "", ("127.0.0.1", port))]

    stream = backend(resolve).connect_tcp("paper.example", loopback.port)
    stream.close()
    with pytest.raises((httpcore2.ConnectError, httpcore2.ConnectTimeout)):
        backend(resolve).connect_tcp("paper.example", dead)


def test_unix_sockets_are_refused():
    """There is no way to a local socket."""
    with pytest.raises(RefusedAddressError):
        backend(resolving("127.0.0.1")).connect_unix_socket("/run/x.sock")


def test_time_and_bytes_are_taken_from_one_allowance(loopback):
    """After the time is over no read waits, and bytes beyond the allowance end the answer."""
    loopback.serve("/", b"x" * 1000)
    guarded = backend(resolving("127.0.0.1"), wire=100)
    stream = guarded.connect_tcp("paper.example", loopback.port)
    stream.write(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    with pytest.raises(TooManyBytesError):
        list(iter(lambda: stream.read(65536), b""))
    guarded.allow(Allowance(time.monotonic() - 1, 10**6))
    with pytest.raises(httpcore2.ReadTimeout):
        stream.read(1)
    stream.close()


@pytest.mark.parametrize("error", [socket.gaierror(-2, "not known"), UnicodeError("label too long"), OSError("none")])
def test_a_name_that_is_not_found_is_a_failed_connection(error):
    """A resolver's error is an ordinary failure to connect, with the name in it."""

    def resolve(*_args, **_options):
        raise error

    with pytest.raises(httpcore2.ConnectError, match=r"paper\.example was not found"):
        backend(resolve).connect_tcp("paper.example", 80)
    with pytest.raises(httpcore2.ConnectError, match="was not found"):
        backend(resolving()).connect_tcp("paper.example", 80)


def test_one_address_is_not_rushed_at():
    """Connections to one address open one after the other: a small server forgets what its queue cannot hold."""
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server:
        backend = GuardedBackend(allow_loopback=True, connect_seconds=2.0)
        started = time.monotonic()
        with ThreadPoolExecutor(8) as together:
            for each in [together.submit(connected, backend, server.getsockname()[1]) for _ in range(8)]:
                each.result()
        assert time.monotonic() - started >= 7 * APART


def connected(backend, port):
    backend.allow(Allowance(time.monotonic() + 5, 1000))
    backend.connect_tcp("127.0.0.1", port).close()
