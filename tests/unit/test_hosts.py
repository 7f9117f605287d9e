"""What is public and what lies inside somebody's network, whatever wraps an address."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usalama.words.hosts import is_public

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
    return is_public(ipaddress.ip_address(address), or_loopback=loopback)


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
    assert {is_public(each) for each in wrapped} == {is_public(address)}
