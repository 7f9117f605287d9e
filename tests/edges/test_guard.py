"""Nothing inside is ever connected to, whatever a name, a redirect or a resolver says."""

import ipaddress
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from usalama.network.guard import APART, Allowance, GuardedBackend, RefusedAddressError, TooManyBytesError, is_allowed

INSIDE = [
    "192.88.99.1", "3fff::1", "5f00::1", "64:ff9b:1::808:808", "2606:4700::5efe:10.0.0.1", "2a00::200:5efe:a9fe:a9fe",
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "100.127.255.254", "169.254.169.254", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "fe80::1", "fec0::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b::a9fe:a9fe",
    "2002:a00:1::", "2002:c0a8:101::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]  # fmt: skip
LOOPBACK = ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"]
PUBLIC = [
    "1.1.1.1",
    "41.89.1.1",
    "197.136.0.1",
    "2606:4700::1111",
    "2c0f:fe38::1",
    "::ffff:1.1.1.1",
    "64:ff9b::101:101",
]


def allowed(address, *, loopback=False):
    return is_allowed(ipaddress.ip_address(address), allow_loopback=loopback)


@pytest.mark.parametrize("address", INSIDE)
def test_an_inside_address_is_refused(address):
    """Private, shared, link-local, reserved, multicast and documentation ranges are refused, however wrapped (A27)."""
    assert not allowed(address)
    assert not allowed(address, loopback=True), "the test switch opens loopback alone"


@pytest.mark.parametrize("address", LOOPBACK)
def test_loopback_is_opened_by_the_test_switch_alone(address):
    """127/8 and ::1, also inside IPv6 wrappings, need --allow-loopback."""
    assert not allowed(address)
    assert allowed(address, loopback=True)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed(address):
    """Public unicast addresses may be connected to, in both families."""
    assert allowed(address)


@given(st.ip_addresses(v=4))
def test_no_wrapping_changes_what_an_address_is(address):
    """Mapped into IPv6, through NAT64 or 6to4, an address is judged as itself."""
    number = int(address)
    wrapped = [
        ipaddress.IPv6Address((0xFFFF << 32) | number),
        ipaddress.IPv6Address((0x64FF9B << 96) | number),
        ipaddress.IPv6Address((0x2002 << 112) | (number << 80)),
    ]
    assert {is_allowed(each, allow_loopback=False) for each in wrapped} == {is_allowed(address, allow_loopback=False)}


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
